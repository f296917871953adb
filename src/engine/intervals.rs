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

    /// Whether it ended before a day; nothing has ended before all days.
    fn has_ended(self, day: Option<i32>) -> bool {
        matches!((self.until, day), (Some(until), Some(day)) if until < day)
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
/// Two values that both hold on a day are an error with both places, unless each says who says so: then it is one of them.
pub fn resolve(stated: &[Stated], pool: &mut Pool) -> Result<Vec<DatedVal>, (Span, Span)> {
    let mut days: Vec<Option<i32>> = vec![None];
    for statement in stated {
        days.extend(statement.interval.from.map(Some));
        let after = statement.interval.until.map(|day| day.saturating_add(1));
        days.extend(after.map(Some));
    }
    days.sort_unstable();
    days.dedup();
    let mut waiting: Vec<&Stated> = stated.iter().collect();
    waiting.sort_by_key(|statement| std::cmp::Reverse(statement.interval.from));
    let mut active: Vec<&Stated> = Vec::new();
    let mut changes: Vec<DatedVal> = Vec::new();
    for day in days {
        while let Some(next) = waiting.pop_if(|next| next.interval.from <= day) {
            active.push(next);
        }
        active.retain(|statement| !statement.interval.has_ended(day));
        let val = agreed(&active, pool)?;
        let before = changes.last().map_or(Val::NONE, |(_, val)| *val);
        if val != before {
            changes.push((day, val));
        }
    }
    Ok(changes)
}

/// What statements that hold on one day say together.
fn agreed(active: &[&Stated], pool: &mut Pool) -> Result<Val, (Span, Span)> {
    let Some((latest, others)) = active.split_last() else {
        return Ok(Val::NONE);
    };
    let differing = others.iter().find(|statement| statement.val != latest.val);
    let Some(differing) = differing else {
        return Ok(latest.val);
    };
    if !active.iter().all(|statement| statement.sourced) {
        return Err((differing.span, latest.span));
    }
    let vals: Vec<Val> = active.iter().map(|statement| statement.val).collect();
    if vals.contains(&Val::UNKNOWN) {
        return Ok(Val::UNKNOWN);
    }
    Ok(pool.one_of(vals))
}
