//! What became of what a scenario expected: each line met or not, and what came out instead.

use super::{
    answer::{Answer, Outcome},
    duty::StateWord,
    reason::{Truth, Unknown},
    record::RunError,
};
use crate::{
    base::date::Date,
    policy::{
        norm::NormId,
        policy::{ClauseId, DecisionId, FactId},
        value::Value,
    },
};

/// What became of one line under `expect`. It is met where no part of it is amiss.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectationRecord {
    /// Its place among the case's expectations.
    pub expectation: usize,
    /// The parts of the line that are not as expected, in the order in which the line says them.
    pub amiss: Vec<Amiss>,
    /// What came out.
    pub came_out: CameOut,
    /// The norms that decided it, by the order of declaration.
    pub norms: Vec<NormId>,
    /// The clauses that the deciding norms, rows or rules cite, each once.
    pub cited: Vec<ClauseId>,
    /// The rows of decisions that answered, each once.
    pub rows: Vec<RowRef>,
    /// The facts that were read, and those taken for false because nothing states them.
    pub read: Vec<Reading>,
    /// Unknowns that would settle it.
    pub unknowns: Vec<Unknown>,
}

impl ExpectationRecord {
    /// Whether everything that the line says is so.
    pub fn is_met(&self) -> bool {
        self.amiss.is_empty()
    }
}

/// A row of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RowRef {
    /// The decision.
    pub decision: DecisionId,
    /// Its version, counted from 0.
    pub version: usize,
    /// The row, counted from 0.
    pub row: usize,
}

/// A part of a line that is not as expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amiss {
    /// The state, verdict, truth or answer itself.
    Result,
    /// The day on which it was to happen; on which it did, where it did.
    Day(Option<Date>),
    /// `missing`: this is not named as missing.
    Missing(Value),
    /// `due`: it is due on another day, or on none.
    Due(Option<Date>),
    /// `because`: this clause is not cited.
    NotCited(ClauseId),
    /// `because … not`: this clause is cited.
    Cited(ClauseId),
    /// `via`: the chain that is reported has other links.
    Via,
    /// `nothing …`: these duties are in that state (by their places in the record)…
    Duties(Vec<usize>),
    /// … and these acts (by their places among the record's acts).
    Acts(Vec<usize>),
    /// It could not be evaluated.
    Error(Box<RunError>),
}

/// What came out where something was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CameOut {
    /// These duty instances answer to the line; none arose where there are none.
    Duties(Vec<DutyThen>),
    /// This act, by its place among the record's acts; none where it was left out.
    Act(Option<usize>),
    /// Whether a condition holds.
    Truth(Truth),
    /// The value of an expression, where the line compares it with another.
    Value(Outcome),
    /// The answer of a decision, and on whose behalf it acts.
    ActingFor(Outcome, Outcome),
    /// The answer to a question.
    Answer(Box<Answer>),
    /// Who answers for it.
    Answerable(Vec<Value>),
    /// This link, by its place among the record's links.
    Link(Option<usize>),
    /// These conflicts, by their places in the record.
    Conflicts(Vec<usize>),
    /// This statement, by its place in the record.
    Statement(Option<usize>),
    /// What `nothing …` speaks of: the parts that are amiss say it.
    Everything,
    /// It could not be evaluated: the part that is amiss says why.
    Nothing,
}

/// A duty instance at the moment that an expectation asks about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyThen {
    /// Its place in the record.
    pub duty: usize,
    /// Its state then; none where it had not arisen.
    pub state: Option<StateWord>,
    /// The day since which it was in that state.
    pub since: Option<Date>,
}

/// A fact that a result read.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reading {
    /// The fact.
    pub fact: FactId,
    /// Its arguments.
    pub arguments: Vec<Value>,
    /// Its value; none where nothing states it, or where it is not certain.
    pub value: Option<Value>,
    /// What it may be, where it is one of several: disputed, or changed by an act that may be void (S2, S5.2).
    pub between: Vec<Value>,
}
