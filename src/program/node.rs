//! Expressions as flat nodes: what stands under a node is named by its id, and variables by their slots.

use super::{
    pattern::{LengthId, PastId, TermId},
    val::Val,
};
use crate::{
    base::{duration::Unit, id::Id, period::PeriodKind},
    policy::{
        delegation::OfficeId,
        expr::{ArithmeticOp, CompareOp, HappeningPart, StateWord},
        norm::NormNameId,
        policy::{ActId, DecisionId, DefinitionId, FactId, KindId, ValueSetId},
        types::Type,
    },
};

/// A node of the code.
pub type NodeId = Id<Node>;

/// A variable of a rule, by its place in the rule's environment: the same number as its `policy::expr::VarId`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(pub u32);

impl Slot {
    /// Its place.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A stretch of one of the code's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stretch {
    /// Where it begins.
    pub start: u32,
    /// How long it is.
    pub len: u32,
}

impl Stretch {
    /// Where it stands in its list.
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..(self.start as usize + self.len as usize)
    }
}

/// A variable that ranges over individuals or values, and a condition on it.
pub type RangedId = Id<Ranged>;

/// An expression. The forms are those of `policy::expr::ExprKind`, where the syntax and the rule of each stand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Node {
    /// A value that does not depend on anything.
    Value(Val),
    /// A variable.
    Slot(Slot),
    /// A set of what these give.
    Set(Stretch),
    /// An act with arguments, by parameter; what is left out is a `Value` of nothing.
    ActValue(ActId, Stretch),
    /// The office of a body.
    OfficeOf(OfficeId, NodeId),
    /// A fact with its arguments.
    Fact(FactId, Stretch),
    /// Whether a fact is stated.
    IsStated(FactId, Stretch),
    /// Whether an expression is unknown.
    IsUnknown(NodeId),
    /// A definition with its arguments.
    Definition(DefinitionId, Stretch),
    /// A decision's answer.
    Decision(DecisionId, Stretch),
    /// On whose behalf a decision's answer acts.
    DecisionPrincipal(DecisionId, Stretch),
    /// Whether an individual is of a kind.
    IsA(NodeId, KindId),
    /// `not`
    Not(NodeId),
    /// All of these.
    And(Stretch),
    /// Any of these.
    Or(Stretch),
    /// A comparison. One with the largest of nothing is false (S2).
    Compare(CompareOp, NodeId, NodeId),
    /// The left is the right, or stands under it.
    IsWithin(NodeId, NodeId),
    /// The left is a member of the right.
    IsOneOf(NodeId, NodeId),
    /// The left includes the right.
    Includes(NodeId, NodeId),
    /// The left includes any of the right.
    IncludesAny(NodeId, NodeId),
    /// The left text starts with the right.
    StartsWith(NodeId, NodeId),
    /// Exact arithmetic, and what the result is.
    Arithmetic(ArithmeticOp, NodeId, NodeId, Numeric),
    /// The other sign.
    Negative(NodeId),
    /// Rounded to the penny.
    RoundedToPenny(NodeId),
    /// The first day of a period.
    StartOf(NodeId),
    /// The last day of a period.
    EndOf(NodeId),
    /// So many periods later.
    PeriodShift(NodeId, i32),
    /// The period in which a date falls.
    PeriodOf(PeriodKind, NodeId),
    /// A date so long after, or before where `true`, another.
    DateShift(LengthId, NodeId, bool),
    /// Days or working days from one date to another.
    DaysBetween(Unit, NodeId, NodeId),
    /// There is one.
    Some(RangedId),
    /// Of every one the second condition holds.
    Every(RangedId, NodeId),
    /// How many there are, compared.
    CountCompare(CompareOp, RangedId, NodeId),
    /// How many there are.
    Count(RangedId),
    /// The largest, or where `false` the smallest, of an expression over them.
    Extreme(bool, NodeId, RangedId),
    /// The sum of an expression over them, and what it is.
    TotalOver(NodeId, RangedId, Numeric),
    /// There is such an act.
    HasDone(PastId),
    /// How many such acts there are.
    CountActs(PastId),
    /// The sum of an argument over such acts, and what it is.
    TotalActs(u32, PastId, Numeric),
    /// The latest, or where `true` the earliest, such act is bound to the slot, and the condition holds of it.
    LatestAct(bool, PastId, Slot, NodeId),
    /// As it was at the end of a day.
    OnDay(NodeId, NodeId),
    /// As it was just before the happening in the slot.
    JustBefore(NodeId, Slot),
    /// Some instance of a norm is in a state.
    NormState(NormStateId),
    /// Something of a happening.
    Part(NodeId, HappeningPart),
    /// What could not be resolved; whatever holds it is not run.
    Bad,
}

/// What a number is, by which sums are put back together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numeric {
    /// A number.
    Number,
    /// A percentage.
    Percent,
    /// Money.
    Money,
    /// As the operands say.
    Unsaid,
}

impl Numeric {
    /// What an expression of this type is.
    pub fn of(ty: &Type) -> Numeric {
        match ty {
            Type::Number => Numeric::Number,
            Type::Percent => Numeric::Percent,
            Type::Money => Numeric::Money,
            _ => Numeric::Unsaid,
        }
    }
}

/// A variable over individuals of a kind or entries of a tree, and a condition.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranged {
    /// The variable.
    pub slot: Slot,
    /// What it ranges over.
    pub domain: Domain,
    /// The condition; true where it is none.
    pub condition: Option<NodeId>,
    /// A boolean fact that the condition needs to be true, by which members are found without trying all.
    pub generator: Option<Generator>,
}

/// What a variable ranges over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Domain {
    /// Individuals of the kind that exist at the moment.
    Kind(KindId),
    /// The entries of a tree of values.
    Values(ValueSetId),
}

/// A fact that must hold of a variable and of what is bound already. Absent means false, so only what was ever stated of
/// it needs to be looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Generator {
    /// The fact.
    pub fact: FactId,
    /// Which of its arguments is the variable.
    pub position: u32,
    /// Its arguments, that of the variable among them.
    pub arguments: Stretch,
    /// The index that finds the members.
    pub index: FactIndexId,
}

/// An index of a fact by some of its arguments.
pub type FactIndexId = Id<FactIndex>;

/// An index of a fact: the argument positions by which it is looked up, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FactIndex {
    /// The fact.
    pub fact: FactId,
    /// The positions, from the lowest bit.
    pub by: u64,
}

/// A question about the states of a norm's instances.
pub type NormStateId = Id<NormState>;

/// `publish-plan of c for y is breached`
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NormState {
    /// The norm.
    pub norm: NormNameId,
    /// Whose.
    pub of: Option<NodeId>,
    /// For which period or happening.
    pub for_: Option<NodeId>,
    /// In which state.
    pub state: StateWord,
}

/// One of a pattern's terms, or none.
pub type MaybeTerm = Option<TermId>;
