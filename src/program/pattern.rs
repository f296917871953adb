//! Patterns of acts, stretches of the past, and deadlines, as flat code.

use super::node::{NodeId, Slot, Stretch};
use crate::{
    base::{duration::Unit, id::Id, span::Span},
    policy::policy::{ActId, FunctionId, KindId},
};

/// A term of a pattern.
pub type TermId = Id<Term>;
/// A pattern of acts.
pub type PatternId = Id<Pattern>;
/// A question about acts of the past.
pub type PastId = Id<Past>;
/// A length of time.
pub type LengthId = Id<Length>;
/// A deadline.
pub type DeadlineId = Id<Deadline>;

/// What a pattern says of one argument or of the actor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Term {
    /// It is this.
    Is(NodeId),
    /// It is bound to the slot, or is what the slot holds; of this kind, where one is said.
    Bind(Slot, Option<KindId>),
    /// Anything, or nothing.
    Anything,
    /// The set includes all of these.
    AllOf(NodeId),
    /// The set includes any of these, or the value is one of them.
    AnyOf(NodeId),
    /// Several acts may add up to it.
    InTotal(NodeId),
}

/// A pattern of acts.
#[derive(Debug, Clone, PartialEq)]
pub struct Pattern {
    /// Which acts.
    pub act: PatternAct,
    /// What is said of parameters: `Is` of a literal or a variable first, as they fail the soonest.
    pub arguments: Vec<(u32, Term)>,
    /// Only acts under this function.
    pub under: Option<FunctionId>,
    /// A condition on what is bound.
    pub condition: Option<NodeId>,
    /// Who did it themselves.
    pub performed_by: Option<Term>,
    /// Slots that this pattern binds where they are empty.
    pub binds: Vec<Slot>,
    /// Where it stands.
    pub span: Span,
}

/// Which acts a pattern speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PatternAct {
    /// This act or event.
    Act(ActId),
    /// The act value in the slot.
    Variable(Slot),
    /// Any act, but no event.
    Anything,
}

/// A question about acts of the past (S5.5).
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// By whom.
    pub by: Option<Term>,
    /// Which acts.
    pub pattern: PatternId,
    /// When: every one must hold.
    pub windows: Vec<Window>,
    /// What must be equal, by which acts are found without trying all.
    pub key: PastKey,
    /// Slots that it binds, which end with it.
    pub fresh: Vec<Slot>,
    /// Whether nothing needs to be tested beyond the key and the windows.
    pub by_key_alone: bool,
    /// Where it stands.
    pub span: Span,
}

/// What of an act a question fixes beforehand.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PastKey {
    /// Who does it, where that is fixed.
    pub by: Option<NodeId>,
    /// Parameters, and what they are.
    pub arguments: Vec<(u32, NodeId)>,
    /// Parameters of which something must be said.
    pub present: Vec<u32>,
}

/// A stretch of the past; the nodes give dates or happenings. The forms are those of `policy::expr::Window`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Window {
    /// Strictly before.
    Before(NodeId),
    /// Before, or on the day; of a happening: before it or itself.
    OnOrBefore(NodeId),
    /// Strictly after.
    After(NodeId),
    /// After a happening; on or after a date.
    Since(NodeId),
    /// On that day.
    On(NodeId),
    /// In that period.
    During(NodeId),
    /// At least so long before.
    AtLeastBefore(LengthId, NodeId),
    /// At most so long before, and before it.
    WithinBefore(LengthId, NodeId),
    /// Not later than so long after, its own day not counted.
    WithinFrom(LengthId, NodeId),
    /// Not later than so long after, its own day counted.
    WithinBeginning(LengthId, NodeId),
}

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Length {
    /// How many.
    pub count: NodeId,
    /// Of what.
    pub unit: Unit,
}

/// By when (S1.1, S1.2). The forms are those of `policy::norm::Deadline`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Deadline {
    /// Strictly before.
    Before(NodeId),
    /// That day included.
    By(NodeId),
    /// On that day.
    On(NodeId),
    /// So long from, its own day not counted.
    WithinFrom(LengthId, NodeId),
    /// So long beginning with, its own day counted.
    WithinBeginning(LengthId, NodeId),
    /// At least so long before.
    AtLeastBefore(LengthId, NodeId),
    /// Without delay: no computed date.
    Promptly,
}

/// Terms that stand for the arguments of a fact or for the parts of a norm's state.
pub type Terms = Stretch;
