//! What verification asks of whoever can evaluate: values on a day, and answers to questions.

use crate::{
    base::date::Date,
    case::expectation::Question,
    policy::{
        expr::Expr,
        norm::{NormId, NormNameId},
        policy::{ClauseId, IndividualId},
        value::Value,
    },
    record::{
        answer::{Answer, Outcome},
        expected::{Reading, RowRef},
        reason::Unknown,
        record::{LinkRef, RunError},
    },
};

/// Evaluates expressions and questions against a run that has been made.
pub trait Evaluate {
    /// The value of an expression over the variables of the case, at the end of a day (S1.5).
    fn value(&self, expr: &Expr, on: Date) -> Result<Evaluated, Box<RunError>>;

    /// The answer to a question. One that names no day is asked of the last day looked at.
    fn answer(&self, question: &Question) -> Result<Answer, Box<RunError>>;

    /// The clauses that the explanation of a result cites, but for rules that were tried and led nowhere.
    fn explained(&self, of: &Reasoned<'_>) -> Vec<ClauseId>;
}

/// A result of which the reasons are asked for.
#[derive(Debug, Clone, Copy)]
pub enum Reasoned<'e> {
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

/// A value with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluated {
    /// The value, as far as it is known.
    pub outcome: Outcome,
    /// Norms whose state was asked for.
    pub norms: Vec<NormId>,
    /// What the rows and definitions that decided it cite.
    pub cited: Vec<ClauseId>,
    /// The rows of decisions that answered.
    pub rows: Vec<RowRef>,
    /// Facts that were read, and those taken for false because nothing states them (S14).
    pub read: Vec<Reading>,
    /// Unknowns that would settle it.
    pub unknowns: Vec<Unknown>,
}
