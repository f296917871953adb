//! The answer to any question.

use super::{
    may::may, what_falls::what_falls, what_may::what_may, what_must::what_must, who_may::who_may,
};
use crate::{
    case::expectation::Question,
    engine::{fail::Run, run::evaluation::Evaluation},
    record::{answer::Answer, record::Record},
};

/// Answers a question of a run at its end. One that names no day is asked of the last day looked at.
pub fn answer(run: &Evaluation<'_>, record: &Record, question: &Question) -> Run<Answer> {
    let last = run.last();
    match question {
        Question::WhoMay { act, for_, on } => who_may(run, act, for_.as_ref(), on.unwrap_or(last)),
        Question::May {
            who,
            act,
            on_behalf_of,
            on,
        } => may(run, who, act, on_behalf_of.as_ref(), on.unwrap_or(last)),
        Question::WhatMay { who, on } => what_may(run, who, on.unwrap_or(last)),
        Question::WhatMust { who, by } => Ok(what_must(record, who, *by)),
        Question::WhatFalls { link, on } => what_falls(run, record, *link, on.unwrap_or(last)),
        Question::WhatIs { what, on } => {
            let seen = run.value(what, on.unwrap_or(last))?;
            Ok(Answer::WhatIs {
                value: seen.outcome,
                unknowns: seen.unknowns,
            })
        }
    }
}
