//! What is stated of one thing for several stretches of days: which value it has when, and whether two disagree (S2).

use crate::{
    base::span::Span,
    program::{pool::Pool, val::Val},
};

/// A stretch of whole days, both ends included; without an end where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// The first day.
    pub from: Option<i32>,
    /// The last day.
    pub until: Option<i32>,
}

impl Interval {
    /// All time.
    pub const ALWAYS: Interval = Interval {
        from: None,
        until: None,
    };

    fn contains(self, day: Option<i32>) -> bool {
        let begun = match (self.from, day) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(from), Some(day)) => from <= day,
        };
        let ended = match (self.until, day) {
            (Some(until), Some(day)) => until < day,
            _ => false,
        };
        begun && !ended
    }
}

/// A statement of what something is for a stretch of days.
#[derive(Debug, Clone, Copy)]
pub struct Stated {
    /// When.
    pub interval: Interval,
    /// What.
    pub val: Val,
    /// Whether it says who says so: then it may be disputed.
    pub sourced: bool,
    /// Where.
    pub span: Span,
}

/// A value and its first day; always, where there is none.
pub type DatedVal = (Option<i32>, Val);

/// What something is from which day on; nothing where it is no longer stated.
///
/// A value without a last day holds until one with a later first day; after that one's last day it holds again. Two values that
/// both hold on a day otherwise are an error with both places, unless each says who says so: then it is one of them.
pub fn resolve(stated: &[Stated], pool: &mut Pool) -> Result<Vec<DatedVal>, (Span, Span)> {
    let mut days: Vec<Option<i32>> = vec![None];
    for statement in stated {
        days.extend(statement.interval.from.map(Some));
        let after = statement.interval.until.map(|day| day.saturating_add(1));
        days.extend(after.map(Some));
    }
    days.sort_unstable();
    days.dedup();
    let mut changes: Vec<DatedVal> = Vec::new();
    for day in days {
        let val = value_on(stated, day, pool)?;
        let before = changes.last().map_or(Val::NONE, |(_, val)| *val);
        if val != before {
            changes.push((day, val));
        }
    }
    Ok(changes)
}

fn value_on(stated: &[Stated], day: Option<i32>, pool: &mut Pool) -> Result<Val, (Span, Span)> {
    let active = || {
        stated
            .iter()
            .filter(|statement| statement.interval.contains(day))
    };
    let Some(latest) = active().max_by_key(|statement| statement.interval.from) else {
        return Ok(Val::NONE);
    };
    // Those that hold beside the latest: not what it replaces, an open stretch that began earlier.
    let beside: Vec<&Stated> = active()
        .filter(|statement| {
            statement.interval.from == latest.interval.from || statement.interval.until.is_some()
        })
        .collect();
    let differing = beside.iter().find(|statement| statement.val != latest.val);
    let Some(differing) = differing else {
        return Ok(latest.val);
    };
    if beside.iter().all(|statement| statement.sourced) {
        let vals: Vec<Val> = beside.iter().map(|statement| statement.val).collect();
        if vals.contains(&Val::UNKNOWN) {
            return Ok(Val::UNKNOWN);
        }
        return Ok(pool.one_of(vals));
    }
    Err((differing.span, latest.span))
}
