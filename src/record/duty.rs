//! A duty instance in a run (S4).

use super::reason::{Truth, Unknown};
use crate::{
    base::date::Date,
    policy::{expr::VarId, norm::NormId, value::Value},
};

pub use crate::policy::expr::StateWord;

/// What a run found of one duty instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyRecord {
    /// The version of the norm that it stands under.
    pub norm: NormId,
    /// Who bore it when it arose: an individual.
    pub bearer: Value,
    /// Who bears it now, where it was taken over (S4.7).
    pub taken_over_by: Option<Value>,
    /// What it arose from.
    pub cause: Cause,
    /// Its variables with their values, in the order of the norm's variables; the bearer's not among them.
    pub bindings: Vec<(VarId, Value)>,
    /// To whom it is owed now.
    pub owed_to: Vec<Value>,
    /// The day it arose.
    pub arose: Date,
    /// Whether it arose for certain: `Unknown` for a maybe-duty (S4.1).
    pub exists: Truth,
    /// The last day to act, where there is one.
    pub due: Option<Date>,
    /// Its state at the last day looked at.
    pub state: StateWord,
    /// What it may be, where it is undetermined.
    pub possible: Vec<StateWord>,
    /// Each change of state with its day, in order; the last one is `state`'s.
    pub history: Vec<StateChange>,
    /// What is missing, where it is breached, partly discharged or not evidenced.
    pub missing: Vec<Missing>,
    /// Acts that discharged it or helped to, by their place in the timeline; those on its behalf too.
    pub discharged_by: Vec<usize>,
    /// Intervals of breach of a continuing duty: the first day, and the last where it has ended (S4.4).
    pub intervals: Vec<Interval>,
    /// Who was to do it: the delegates whose failure it is, or the bearer.
    pub performers: Vec<Value>,
    /// Who answers for it: the bearer, always (S8).
    pub answerable: Vec<Value>,
    /// Why it was released or lapsed.
    pub ended_by: Option<Ended>,
    /// What another happening of the same day wrote was read (S3).
    pub order_matters: bool,
    /// Unknown facts that would settle it.
    pub unknowns: Vec<Unknown>,
    /// What its state would be without what the scenario assumes, where that is another; none there if it does not arise.
    pub without_assumption: Option<Option<StateWord>>,
}

impl DutyRecord {
    /// Whether it was breached at some time: a late discharge does not undo a breach (S4.2), and evidence that comes late
    /// never was one (S4.4).
    pub fn was_breached(&self) -> bool {
        self.state == StateWord::Breached
            || self
                .history
                .iter()
                .any(|change| change.state == StateWord::Breached)
    }
}

/// What an instance arose from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cause {
    /// A period.
    Period(Value),
    /// A happening, by its place in the timeline.
    Happening(usize),
    /// A duty instance's change of state, by its place in the record.
    Duty(usize),
    /// A fact that began or ended on a day, at a change of that day.
    Change(Date),
    /// The norm's commencement or the bearer's establishment.
    Commencement,
}

/// A change of state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StateChange {
    /// The day.
    pub on: Date,
    /// The state from then on.
    pub state: StateWord,
    /// The happening that brought it about, by its place in the timeline.
    pub by: Option<usize>,
}

/// Something that is missing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Missing {
    /// The act of this `must`, counted from 0.
    Act(usize),
    /// A member of a set that acts, content or evidence should cover.
    Item(Value),
    /// The act for this individual of `for every`.
    For(Value),
    /// An amount still to be paid.
    Amount(Value),
    /// The condition of this `must` did not hold.
    Condition(usize),
    /// The condition should hold of everyone, or of no one, and of this one it is otherwise.
    Fails(Value),
    /// Regard to this.
    Regard(Value),
}

/// An interval of breach of a continuing duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Interval {
    /// Its first day.
    pub from: Date,
    /// Its last day; none where it is open at the last day looked at.
    pub until: Option<Date>,
    /// Whether it is certain.
    pub certain: Truth,
}

/// Why an instance ended with neither discharge nor breach.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ended {
    /// Its `until` came true (which one, counted from 0).
    Until(usize),
    /// The claimant waived it.
    Waived(usize),
    /// A norm that overrides it.
    Overridden(NormId),
    /// It was disapplied.
    Disapplied,
    /// The norm's repeal, where nothing saves what was pending (a continuing duty).
    Repealed,
    /// The bearer was abolished, and nobody received the function.
    Abolished,
    /// The bearer was abolished, and several received the function: undetermined.
    SeveralSuccessors(Vec<Value>),
    /// There was nothing to do: the set of `for every` was empty.
    NothingToDo,
}
