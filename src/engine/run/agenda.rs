//! What is known beforehand to happen on a day: facts that begin or end, norms that begin or end, periods, transitions.

use std::collections::BTreeMap;

use crate::policy::{norm::NormId, policy::IndividualId};

/// Something to be looked at, at the start of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Task {
    /// A given fact begins or has ended, by its place among the case's facts.
    Fact(usize),
    /// Someone begins or has ceased to exist, or to be of a kind.
    Individual(IndividualId),
    /// A given effect begins or has ended, by its place among the case's effects.
    Effect(usize),
    /// A transition's date has come.
    Transition(NormId),
    /// A norm's first day.
    Begins(NormId),
    /// The day after a norm's last.
    Ended(NormId),
    /// A period begins for a duty of the form `each PERIOD`.
    Period(NormId),
    /// A duty that is there once a bearer is looked at for the first time.
    Always(NormId),
    /// A definition or a decision has another version.
    Versions,
    /// A given link that is tested in full is made, by its number.
    Link(u32),
}

/// Tasks by day.
#[derive(Debug, Clone, Default)]
pub struct Agenda {
    days: BTreeMap<i32, Vec<Task>>,
}

impl Agenda {
    /// Adds a task, once a day.
    pub fn add(&mut self, day: i32, task: Task) {
        let tasks = self.days.entry(day).or_default();
        if !tasks.contains(&task) {
            tasks.push(task);
        }
    }

    /// The earliest day with a task.
    pub fn earliest(&self) -> Option<i32> {
        self.days.first_key_value().map(|(day, _)| *day)
    }

    /// Takes the tasks of a day, those of one sort together, in a fixed order.
    pub fn take(&mut self, day: i32) -> Vec<Task> {
        let mut tasks = self.days.remove(&day).unwrap_or_default();
        tasks.sort_unstable();
        tasks
    }
}
