//! How an expression came to give what it gave: what was read, call by call, each with the line it stands on.

use super::answer::Outcome;
use crate::{
    base::{date::Date, duration::Unit, span::Span},
    policy::{
        expr::{ArithmeticOp, CompareOp, HappeningPart, StateWord},
        norm::NormNameId,
        policy::{ActId, DecisionId, DefinitionId, FactId, KindId},
        value::Value,
    },
};

/// An expression that was evaluated, with the parts that decided it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// What sort of expression it is.
    pub form: Form,
    /// Where it stands; none for what no expression writes down (an act that was counted).
    pub span: Option<Span>,
    /// What it gave; a condition gives true or false.
    pub gave: Outcome,
    /// The day it was asked of.
    pub day: Date,
    /// For which member of a range it was asked.
    pub member: Option<Value>,
    /// It was read, and did not decide: an exception that did not apply, a row that did not match.
    pub aside: bool,
    /// What it was made of, as far as that decided it.
    pub parts: Vec<Proof>,
    /// How many parts are not kept: there were too many.
    pub left_out: usize,
}

/// Since when a fact is what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Since {
    /// Since before the first day, or from the start of a day.
    Day(Option<Date>),
    /// Since a happening, by its place in the timeline.
    Happening(usize),
}

/// The forms of expressions, after `policy::expr::ExprKind`, with what is said of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// A value that does not depend on anything, or a variable: it gave what it is.
    Plain,
    /// A fact of these arguments; since when it is so, nothing where nothing states it.
    Fact(FactId, Vec<Value>, Option<Since>),
    /// Whether a fact is stated.
    IsStated,
    /// Whether something is unknown.
    IsUnknown,
    /// A definition of these arguments.
    Definition(DefinitionId, Vec<Value>),
    /// A decision of these arguments, and the rows (counted from 0, of this version) that gave the answer.
    Decision {
        /// Which.
        decision: DecisionId,
        /// Of what.
        arguments: Vec<Value>,
        /// The version in force.
        version: Option<usize>,
        /// The rows that match or may match.
        rows: Vec<usize>,
    },
    /// `E is a KIND`
    IsA(KindId),
    /// `not`
    Not,
    /// All of its parts.
    And,
    /// Any of its parts.
    Or,
    /// A comparison of its two parts.
    Compare(CompareOp),
    /// The first part is or stands under the second.
    IsWithin,
    /// The first part is a member of the second.
    IsOneOf,
    /// The first part includes the second.
    Includes,
    /// The first part includes any of the second.
    IncludesAny,
    /// The first part starts with the second.
    StartsWith,
    /// Arithmetic with its two parts.
    Arithmetic(ArithmeticOp),
    /// Something else made of its parts: a set, an act, an office, a date, a period.
    Made,
    /// A date so many units after another (its parts: the length, the date), or before it.
    DateShift(Unit, bool),
    /// There is one of which the condition holds: its parts, a member each.
    Some,
    /// Of every one something holds.
    Every,
    /// How many there are, compared.
    CountCompare(CompareOp),
    /// How many there are.
    Count,
    /// The largest, or smallest where `false`.
    Extreme(bool),
    /// The sum over members.
    Total,
    /// There is such an act: its parts are the acts.
    HasDone(Option<ActId>),
    /// How many such acts there are: its parts are the acts.
    CountActs(Option<ActId>),
    /// The sum of this parameter over such acts: its parts are the acts.
    TotalActs(Option<ActId>, usize),
    /// The latest such act, or the earliest where `true`, and what holds of it.
    LatestAct(Option<ActId>, bool),
    /// An act or event that counted, by its place in the timeline.
    Happening(usize),
    /// As it was at the end of a day, or just before a happening.
    Earlier,
    /// Whether a norm of somebody (for a period or a happening) is in a state.
    NormState {
        /// Which norm.
        norm: NormNameId,
        /// Whose; anybody's where it is none.
        of: Option<Value>,
        /// For which period or happening.
        for_: Option<Value>,
        /// The state.
        state: StateWord,
    },
    /// Something of a happening.
    Part(HappeningPart),
}

impl Proof {
    /// Whether the condition holds for certain.
    pub fn is_true(&self) -> bool {
        self.gave == Outcome::Known(Value::Boolean(true))
    }

    /// Whether the condition certainly does not hold.
    pub fn is_false(&self) -> bool {
        matches!(
            self.gave,
            Outcome::Known(Value::Boolean(false)) | Outcome::Nobody(_)
        )
    }

    /// Calls `f` for it and for every part of it, the whole before its parts.
    pub fn each<'p>(&'p self, f: &mut dyn FnMut(&'p Proof)) {
        let mut left = vec![self];
        while let Some(one) = left.pop() {
            f(one);
            left.extend(one.parts.iter().rev());
        }
    }
}

/// How a norm stands to somebody: whom it binds, when it is in force, and its conditions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NormProof {
    /// The condition on who bears or holds it.
    pub party: Option<Proof>,
    /// The condition on its being in force.
    pub force: Option<Proof>,
    /// What was read to match what it speaks of.
    pub pattern: Vec<Proof>,
    /// Each `if`, as far as they were looked at.
    pub conditions: Vec<Proof>,
    /// Each `unless`, as far as they were looked at.
    pub exceptions: Vec<Proof>,
    /// Each limit: how much at the most, and the sums of what was counted before.
    pub limits: Vec<(Proof, Vec<Proof>)>,
}

/// How a row of a scheme stood to an act (S7.6).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowProof {
    /// The condition on the scheme's being in force.
    pub force: Option<Proof>,
    /// The lower end of its band.
    pub from: Option<Proof>,
    /// The upper end.
    pub to: Option<Proof>,
    /// The amount of the act itself.
    pub amount: Option<Value>,
    /// Earlier acts that are counted with it, by their places in the timeline.
    pub earlier: Vec<usize>,
    /// What is counted in all: at least, and at most.
    pub counted: Option<(Value, Value)>,
    /// Its condition, for each who signs.
    pub conditions: Vec<(Value, Proof)>,
}

/// How a duty instance came to be, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DutyProof {
    /// Why it binds its bearer.
    pub norm: NormProof,
    /// Its parts, a `must` each.
    pub parts: Vec<PartProof>,
    /// The `until` that released it.
    pub until: Option<Proof>,
}

/// A `must` of a duty instance.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartProof {
    /// By when.
    pub due: Option<DueProof>,
    /// What must hold, as it stood when that decided.
    pub condition: Option<Proof>,
    /// The members of `for every`.
    pub every: Vec<Proof>,
    /// Acts that did it, or did some of it.
    pub by: Vec<usize>,
    /// What is wanted: members of a set, an amount.
    pub wanted: Vec<Proof>,
}

/// How a deadline was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueProof {
    /// In what way.
    pub way: DueWay,
    /// From which day, where that is known.
    pub from: Option<Date>,
    /// How long, where there is a length.
    pub length: Option<crate::base::duration::Duration>,
    /// The last day to act, where it is known.
    pub last: Option<Date>,
    /// What was read to find it.
    pub parts: Vec<Proof>,
}

/// The ways of counting a deadline (S1.1, S1.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DueWay {
    /// Strictly before.
    Before,
    /// By that day, it included.
    By,
    /// On that day.
    On,
    /// So long from, its own day not counted.
    From,
    /// So long beginning with, its own day counted.
    Beginning,
    /// At least so long before.
    AtLeastBefore,
    /// Without delay.
    Promptly,
}
