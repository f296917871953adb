//! When a deadline passes, and whether an act came in time (S1.1, S1.2, S1.5).

use super::moment::Stamp;
use crate::{base::time_of_day::ClockRange, record::reason::Truth};

/// By when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// No computed date: `promptly`.
    Open,
    /// It hangs on something unknown.
    Unknown,
    /// By then.
    By(DueBy),
}

/// A computed deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueBy {
    /// The first day, where only that day will do.
    pub first: Option<i32>,
    /// The last day to act: the deadline passes at its end (S1.5).
    pub last: i32,
    /// Earlier in the order than this moment.
    pub before: Option<Stamp>,
    /// By the clock.
    pub clock: Option<ClockRange>,
}

impl DueBy {
    /// By the end of a day.
    pub fn last(day: i32) -> DueBy {
        DueBy {
            first: None,
            last: day,
            before: None,
            clock: None,
        }
    }

    /// Whether an act at this moment, at these times, comes in time; unknown where times of day that are not said decide it.
    pub fn is_met_at(&self, stamp: Stamp, clock: Option<ClockRange>) -> Truth {
        let day = stamp.day();
        let in_time = day <= self.last
            && self.first.is_none_or(|first| day >= first)
            && self.before.is_none_or(|before| stamp < before);
        if !in_time {
            return Truth::False;
        }
        let (Some(limit), Some(clock)) = (self.clock, clock) else {
            return Truth::True;
        };
        match clock.is_by(limit) {
            Some(true) => Truth::True,
            Some(false) => Truth::False,
            None => Truth::Unknown,
        }
    }
}
