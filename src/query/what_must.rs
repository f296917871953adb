//! `what must northshire do by 31 December 2013`: open duties, by their due dates.

use crate::{
    base::date::Date,
    policy::{expr::StateWord, value::Value},
    record::{answer::Answer, record::Record},
};

/// The open duties of somebody: those due by a day where one is said, and what was breached and not cured.
pub(super) fn what_must(record: &Record, who: &Value, by: Option<Date>) -> Answer {
    let mut open: Vec<(Option<Date>, usize)> = record
        .duties
        .iter()
        .enumerate()
        .filter(|(_, duty)| {
            let theirs = duty.taken_over_by.as_ref().unwrap_or(&duty.bearer) == who;
            let left = matches!(
                duty.state,
                StateWord::Pending
                    | StateWord::PartlyDischarged
                    | StateWord::Breached
                    | StateWord::NotEvidenced
                    | StateWord::Undetermined
            );
            let in_time = match (by, duty.due) {
                (Some(by), Some(due)) => due <= by,
                (Some(_), None) => duty.state == StateWord::Breached,
                (None, _) => true,
            };
            theirs && left && in_time
        })
        .map(|(place, duty)| (duty.due, place))
        .collect();
    open.sort_by_key(|(due, place)| (due.is_none(), *due, *place));
    Answer::WhatMust(open.into_iter().map(|(_, place)| place).collect())
}
