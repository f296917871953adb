//! One duty instance: norm, bearer, cause, state (S4).

use crate::{
    engine::moment::Stamp,
    policy::{expr::StateWord, norm::NormId},
    program::val::Val,
    record::reason::Truth,
};

/// An instance, by its place in the order in which instances arose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct InstanceId(pub u32);

/// No due date.
pub const NO_DUE: i32 = i32::MAX;
/// Nothing more is known of an instance than what it holds itself.
pub const NO_EXTRA: u32 = u32::MAX;

/// A duty instance. A large run has many, so whatever few instances need stands in an [`super::progress::Extra`].
#[derive(Debug, Clone, Copy)]
pub struct Instance {
    /// The version of the norm that it stands under.
    pub norm: NormId,
    /// Where its variables' values begin.
    pub env: u32,
    /// Who bears it now.
    pub bearer: Val,
    /// What it arose from.
    pub cause: CauseCode,
    /// When it arose.
    pub arose: Stamp,
    /// The last day to act, of the part that is due next; [`NO_DUE`] where there is none.
    pub due: i32,
    /// Where more is known of it.
    pub extra: u32,
    /// Its state now.
    pub state: StateWord,
    /// Whether it arose for certain (S4.1).
    pub exists: Truth,
    /// Whether nothing more can become of it.
    pub settled: bool,
    /// Whether it was breached at some time.
    pub was_breached: bool,
    /// Whether an act that may or may not count has been done that would discharge it, or an `until` may have come true.
    pub maybe_done: bool,
    /// Whether its norm does not bind (S4.2: `followed`, `departed from`).
    pub soft: bool,
    /// Whether a verdict on it read what another event of the same day wrote.
    pub order_matters: bool,
}

/// What an instance arose from, in eight bytes and a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CauseCode {
    /// A period, as its value's bits would be.
    Period(crate::base::period::Period),
    /// A happening, by its place in the timeline.
    Happening(u32),
    /// The change of state of another instance.
    Duty(InstanceId),
    /// A prohibition breached by the act at this place of the timeline.
    Breach(u32),
    /// A fact that began or ended on a day.
    Change(i32),
    /// The commencement of the norm or the establishment of the bearer.
    Commencement,
}

impl CauseCode {
    /// The value by which rules name it: the period, or the happening.
    pub fn value(self) -> Val {
        match self {
            CauseCode::Period(period) => Val::period(period),
            CauseCode::Happening(place) | CauseCode::Breach(place) => Val::happening(place),
            CauseCode::Duty(_) | CauseCode::Change(_) | CauseCode::Commencement => Val::NONE,
        }
    }
}

impl Instance {
    /// Whether it waits for something: pending, or breached and not cured (S4.7).
    pub fn is_open(&self) -> bool {
        !self.settled
    }

    /// Whether it is open and its deadline has not passed.
    pub fn is_live(&self) -> bool {
        !self.settled && !self.was_breached
    }
}
