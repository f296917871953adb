//! What few instances need: several parts, sets covered little by little, money paid in parts, intervals, successors.

use crate::{
    base::time_of_day::ClockRange,
    engine::moment::Stamp,
    policy::norm::NormId,
    program::val::Val,
    record::{
        duty::Missing,
        reason::{Truth, Unknown},
    },
};

use super::instance::NO_DUE;

/// What an instance has beyond what every instance has.
#[derive(Debug, Clone)]
pub struct Extra {
    /// Its parts, in order.
    pub parts: Vec<Progress>,
    /// Who bore it when it arose, where another bears it now (S4.7).
    pub first_bearer: Option<Val>,
    /// Why it ended with neither discharge nor breach.
    pub ended: Option<EndedBy>,
    /// To whom it is owed, where that has passed.
    pub owed_to: Option<Vec<Val>>,
    /// Acts that may or may not have discharged it, by their places in the timeline.
    pub maybe_by: Vec<u32>,
    /// Whether its `until`, or a norm that overrides it, may have released it.
    pub maybe_released: bool,
    /// Unknowns that would settle it.
    pub unknowns: Vec<Unknown>,
    /// What was missing at a breach, as it stood then.
    pub missing: Vec<Missing>,
    /// What it may be, where it is undetermined.
    pub possible: Vec<crate::policy::expr::StateWord>,
}

/// Why an instance ended with neither discharge nor breach, as the run knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EndedBy {
    /// Its `until` came true.
    Until(usize),
    /// The claimant waived it, at this place of the timeline.
    Waived(u32),
    /// A norm overrides it.
    Overridden(NormId),
    /// It was disapplied.
    Disapplied,
    /// Its norm was repealed.
    Repealed,
    /// Its bearer was abolished.
    Abolished,
    /// Its bearer was abolished, and these received the function.
    SeveralSuccessors(Vec<Val>),
    /// There was nothing to do.
    NothingToDo,
}

/// How far a part of an instance has come.
#[derive(Debug, Clone)]
pub struct Progress {
    /// By when.
    pub due: DueBy,
    /// Whether it is met.
    pub done: Truth,
    /// Whether its deadline has passed and found it wanting.
    pub late: bool,
    /// Members of sets that are covered, by the argument's place.
    pub covered: Vec<(u32, Val)>,
    /// Members that may be covered, by acts that may or may not count.
    pub maybe_covered: Vec<(u32, Val)>,
    /// Individuals of `for every` for whom it is done, or may be.
    pub done_for: Vec<(Val, Truth)>,
    /// What was paid.
    pub paid: Option<Val>,
    /// What may have been paid besides.
    pub maybe_paid: bool,
    /// Acts that did it or some of it, by their places in the timeline.
    pub by: Vec<u32>,
    /// Intervals of breach of a continuing part: first day, last day, whether it is certain.
    pub intervals: Vec<(i32, Option<i32>, Truth)>,
    /// Whether its condition was unknown at some moment looked at.
    pub was_unknown: bool,
    /// Whether its condition was found wanting in the judgement of someone.
    pub judged: Option<bool>,
}

/// By when a part is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueBy {
    /// The first day on which it may be done; `i32::MIN` where that is any.
    pub first: i32,
    /// The last day; [`NO_DUE`] where there is none.
    pub last: i32,
    /// What bounds it within the last day.
    pub bound: Bound,
    /// Whether the last day is not known.
    pub unknown: bool,
}

/// What bounds a deadline within its last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// Nothing: the whole day counts.
    Day,
    /// Only what is earlier than this moment.
    Before(Stamp),
    /// Only what is not later than this by the clock.
    Clock(ClockRange),
}

impl DueBy {
    /// No deadline.
    pub const NEVER: DueBy = DueBy {
        first: i32::MIN,
        last: NO_DUE,
        bound: Bound::Day,
        unknown: false,
    };

    /// A whole day.
    pub const fn day(last: i32) -> DueBy {
        DueBy {
            first: i32::MIN,
            last,
            bound: Bound::Day,
            unknown: false,
        }
    }
}

impl Progress {
    /// A part of which nothing is done.
    pub fn new(due: DueBy) -> Progress {
        Progress {
            due,
            done: Truth::False,
            late: false,
            covered: Vec::new(),
            maybe_covered: Vec::new(),
            done_for: Vec::new(),
            paid: None,
            maybe_paid: false,
            by: Vec::new(),
            intervals: Vec::new(),
            was_unknown: false,
            judged: None,
        }
    }

    /// Whether some of it is done; `for every` aside, where it depends on who counts.
    pub fn is_begun(&self) -> bool {
        self.done == Truth::True || !self.covered.is_empty() || self.paid.is_some()
    }
}

impl Extra {
    /// For these parts.
    pub fn new(parts: Vec<Progress>) -> Extra {
        Extra {
            parts,
            first_bearer: None,
            ended: None,
            owed_to: None,
            maybe_by: Vec::new(),
            maybe_released: false,
            unknowns: Vec::new(),
            missing: Vec::new(),
            possible: Vec::new(),
        }
    }
}
