//! What would settle a result that is undetermined (S2): sets of unknown facts, for each way it could fall.

use super::{
    answer::{Answer, Outcome},
    duty::StateWord,
    reason::Unknown,
};
use crate::{
    case::expectation::VerdictWord,
    policy::{norm::NormNameId, policy::FactId, value::Value},
};

/// What would settle one result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settling {
    /// The ways it could fall, in the order in which they were found; those last of which none was found.
    pub falls: Vec<Fall>,
    /// What is to be found out, each fact once: those of the smallest sets first.
    pub inquiries: Vec<Inquiry>,
    /// The unknowns that the result read.
    pub read: Vec<Unknown>,
    /// Every set that was found, fact by fact as it was run: no part of one settles the result.
    pub proved: Vec<(Vec<SetFact>, Fallen)>,
    /// How many scenarios were run with unknowns set.
    pub runs: u32,
    /// Whether some sets were not tried, because there are too many.
    pub bounded: bool,
}

/// One way in which a result could fall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fall {
    /// What it then is.
    pub is: Fallen,
    /// Minimal sets of unknowns with what they have to be, the smallest first; none where none was found.
    pub sets: Vec<Vec<Supposition>>,
}

/// What a result is once it is settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fallen {
    /// A duty in this state.
    State(StateWord),
    /// A duty that does not arise.
    DoesNotArise,
    /// An act with this verdict, in breach of these, each of whom.
    Verdict(VerdictWord, Vec<(NormNameId, Value)>),
    /// Somebody may do it, or may not.
    May(bool),
    /// An expression that gives this.
    Gives(Outcome),
    /// A question with this answer.
    Answer(Box<Answer>),
}

/// An unknown fact that is set to a value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SetFact {
    /// The fact.
    pub fact: FactId,
    /// Its arguments.
    pub arguments: Vec<Value>,
    /// What it is taken to be.
    pub value: Value,
}

/// What an unknown fact would have to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supposition {
    /// The fact.
    pub fact: FactId,
    /// Its arguments.
    pub arguments: Vec<Value>,
    /// What it would have to be.
    pub known: Known,
}

/// What a fact is known to be: of amounts, the sides of the bounds that the rules compare it with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// This value.
    Is(Value),
    /// One of these.
    OneOf(Vec<Value>),
    /// None of these.
    NoneOf(Vec<Value>),
    /// This or more (later, for a date).
    AtLeast(Value),
    /// This or less (earlier, for a date).
    AtMost(Value),
    /// From this to that.
    Between(Value, Value),
}

/// A fact that is to be found out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inquiry {
    /// The fact.
    pub fact: FactId,
    /// Its arguments.
    pub arguments: Vec<Value>,
    /// Of an amount or a date, the bounds that matter: whether it is at least this.
    pub bounds: Vec<Value>,
}
