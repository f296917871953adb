//! The clauses that an explanation cites: what `because` in an expectation is held against.

use std::collections::BTreeSet;

use super::{
    builder::Builder,
    explain::Ran,
    tree::{Kind, Step},
};
use crate::{
    base::date::Date,
    case::expectation::Question,
    policy::{
        expr::Expr,
        norm::NormNameId,
        policy::{ClauseId, IndividualId},
        value::Value,
    },
    record::{answer::Answer, record::LinkRef},
};

/// A result whose reasons cite clauses.
#[derive(Debug, Clone, Copy)]
pub enum Of<'e> {
    /// A duty instance, by its place in the record.
    Duty(usize),
    /// That no instance of a duty arose.
    NoDuty(NormNameId, IndividualId, Option<&'e Value>),
    /// An act, by its place in the timeline.
    Act(usize),
    /// That an act breaches a norm.
    Breach(usize, NormNameId),
    /// A link of delegation.
    Link(LinkRef),
    /// What an expression gives on a day.
    Value(&'e Expr, Date),
    /// The answer to a question.
    Answer(&'e Question, &'e Answer),
}

/// The clauses that the reasons of a result cite, in reading order, each once: of what decided, so not of exceptions that did
/// not apply, nor of rules that were tried and speak of others.
pub fn cited(ran: Ran<'_, '_>, of: &Of<'_>) -> Vec<ClauseId> {
    let mut builder = Builder::new(ran);
    builder.tries = false;
    let steps = match *of {
        Of::Duty(place) => builder.duty(place),
        Of::NoDuty(norm, of, for_) => builder.not_arisen(norm, of, for_),
        Of::Act(place) => builder.act(place),
        Of::Breach(place, norm) => builder.breaches_of(place, norm),
        Of::Link(link) => {
            let line = builder.link_line(link);
            let mut steps = vec![line];
            steps.extend(builder.link_reasons(link));
            steps
        }
        Of::Value(expr, on) => match ran.run.value_proof(expr, on) {
            Ok(Some(proof)) => builder.condition(&proof),
            _ => Vec::new(),
        },
        Of::Answer(question, answer) => builder.answer(question, answer),
    };
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut left: Vec<&Step> = steps.iter().rev().collect();
    while let Some(step) = left.pop() {
        if step.aside {
            continue;
        }
        if step.kind != Kind::Heading {
            let new = step.clauses.iter().filter(|clause| seen.insert(**clause));
            found.extend(new);
        }
        left.extend(step.steps.iter().rev());
    }
    found
}
