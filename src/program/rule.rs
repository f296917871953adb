//! Definitions and decisions as code, and when a rule is in force.

use super::node::{NodeId, RangedId, Slot};
use crate::{
    base::span::Span,
    policy::{
        policy::{FactId, KindId, PackId},
        standing::{Rank, Status},
    },
};

/// When a rule is in force, and as what (S4.6).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Force {
    /// The number of its first day.
    pub from: i32,
    /// The number of its last day.
    pub until: i32,
    /// Only while this holds.
    pub when: Option<NodeId>,
    /// Whether it is law, a promise or a proposal.
    pub status: Status,
    /// Its rank.
    pub rank: Rank,
    /// The pack it stands in, since a scenario may assume a whole pack.
    pub pack: PackId,
}

impl Force {
    /// Whether its dates contain this day.
    pub fn contains(&self, day: i32) -> bool {
        self.from <= day && day <= self.until
    }

    /// Whether it has force without being assumed.
    pub fn is_law(&self) -> bool {
        !matches!(self.status, Status::Announced | Status::Proposed)
    }
}

/// A definition.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Definition {
    /// Its versions.
    pub versions: Vec<DefinitionVersion>,
    /// How many parameters it has.
    pub parameters: u32,
    /// Whether it gives true or false.
    pub boolean: bool,
    /// The ring of definitions it is reached from itself through, by number (S11); none where it is not recursive.
    pub ring: Option<u32>,
    /// Whether a call is dear enough to be remembered: something in it goes through many.
    pub dear: bool,
    /// The facts it hangs on, where it hangs on nothing else but its version, who exists and of which kind: then what was
    /// found once stays found until one of these changes.
    pub facts: Option<Vec<FactId>>,
}

/// A version of a definition.
#[derive(Debug, Clone, PartialEq)]
pub struct DefinitionVersion {
    /// How many slots its environment has; the parameters come first.
    pub slots: u32,
    /// What it says.
    pub body: Body,
    /// When it is in force.
    pub force: Force,
    /// Where its name stands.
    pub span: Span,
}

/// What a version of a definition says.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// True where any of the first holds and none of the second.
    Condition {
        /// `when`, `or`
        when: Vec<NodeId>,
        /// `unless`
        unless: Vec<NodeId>,
    },
    /// A value.
    Value(NodeId),
}

/// A decision table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Decision {
    /// Its versions.
    pub versions: Vec<DecisionVersion>,
    /// How many parameters it has.
    pub parameters: u32,
}

/// A version of a decision table.
#[derive(Debug, Clone, PartialEq)]
pub struct DecisionVersion {
    /// How many slots its environment has; the parameters come first.
    pub slots: u32,
    /// Whether exactly one row must match.
    pub unique: bool,
    /// Free variables, each of which must have exactly one value (S11).
    pub free: Vec<(Slot, KindId)>,
    /// Its rows in order.
    pub rows: Vec<Row>,
    /// When it is in force.
    pub force: Force,
    /// Where its name stands.
    pub span: Span,
}

/// A row of a decision table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its condition; none for `otherwise`.
    pub condition: Option<NodeId>,
    /// The free variables that its condition or result reads, none with a condition of its own.
    pub free: Vec<RangedId>,
    /// The answer; none is a reported gap.
    pub result: Option<NodeId>,
    /// On whose behalf.
    pub principal: Option<NodeId>,
    /// Where it stands.
    pub span: Span,
}
