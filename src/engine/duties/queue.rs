//! Deadlines by their day: each day's in the order in which they were set.

use std::collections::BTreeMap;

use super::instance::InstanceId;

/// How many days after the first are kept in a flat list: about a century, beyond which few deadlines lie.
const NEAR: usize = 40_000;

/// Something that is due: a part of an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The instance.
    pub instance: InstanceId,
    /// Which of its parts.
    pub part: u32,
}

/// Deadlines that have not passed, by their last day to act.
#[derive(Debug, Clone, Default)]
pub struct Deadlines {
    first: Option<i32>,
    near: Vec<Vec<Due>>,
    /// The place in `near` before which every day is empty.
    from: usize,
    far: BTreeMap<i32, Vec<Due>>,
}

impl Deadlines {
    /// Sets a deadline.
    pub fn add(&mut self, last_day: i32, due: Due) {
        let first = *self.first.get_or_insert(last_day);
        let near = usize::try_from(i64::from(last_day) - i64::from(first)).ok();
        match near.filter(|place| *place < NEAR) {
            Some(place) => {
                if place >= self.near.len() {
                    self.near.resize_with(place + 1, Vec::new);
                }
                if let Some(day) = self.near.get_mut(place) {
                    day.push(due);
                }
                self.from = self.from.min(place);
            }
            None => self.far.entry(last_day).or_default().push(due),
        }
    }

    /// The earliest last day that is set.
    pub fn earliest(&mut self) -> Option<i32> {
        while self.near.get(self.from).is_some_and(Vec::is_empty) {
            self.from += 1;
        }
        let near = self.near.get(self.from).and_then(|_| {
            let from = i32::try_from(self.from).ok()?;
            self.first?.checked_add(from)
        });
        let far = self.far.first_key_value().map(|(day, _)| *day);
        match (near, far) {
            (Some(near), Some(far)) => Some(near.min(far)),
            (near, far) => near.or(far),
        }
    }

    /// Takes all that is due on this last day.
    pub fn take(&mut self, last_day: i32) -> Vec<Due> {
        let mut due = self.far.remove(&last_day).unwrap_or_default();
        let near = self
            .first
            .and_then(|first| usize::try_from(i64::from(last_day) - i64::from(first)).ok());
        if let Some(day) = near.and_then(|place| self.near.get_mut(place)) {
            let taken = std::mem::take(day);
            if due.is_empty() {
                return taken;
            }
            due.extend(taken);
        }
        due
    }
}
