//! What verification asks of whoever can evaluate: values on a day, and answers to questions.

use crate::{
    base::date::Date,
    case::expectation::Question,
    policy::{expr::Expr, norm::NormId, policy::ClauseId},
    record::{
        answer::{Answer, Outcome},
        expected::{Reading, RowRef},
        reason::Unknown,
        record::RunError,
    },
};

/// Evaluates expressions and questions against a run that has been made.
pub trait Evaluate {
    /// The value of an expression over the variables of the case, at the end of a day (S1.5).
    fn value(&self, expr: &Expr, on: Date) -> Result<Evaluated, Box<RunError>>;

    /// The answer to a question. One that names no day is asked of the last day looked at.
    fn answer(&self, question: &Question) -> Result<Answer, Box<RunError>>;
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
