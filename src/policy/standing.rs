//! What standing a rule has: when it is in force, of what rank, and whether it binds at all.

use super::{expr::Expr, policy::ClauseId};
use crate::base::date::Date;

/// When a rule is in force, its status and its rank: from the rule itself, or from its policy's head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The first day; from the beginning of time where it is none.
    pub from: Option<Date>,
    /// The last day, included.
    pub until: Option<Date>,
    /// Only while this holds.
    pub when: Option<Expr>,
    /// Whether it is law, a promise or a proposal.
    pub status: Status,
    /// Its rank (S10).
    pub rank: Rank,
}

/// Whether a rule is law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// It binds while it is in force.
    InForce,
    /// It has no force in a run unless the scenario assumes it.
    Announced,
    /// It has no force in a run unless the scenario assumes it.
    Proposed,
    /// It is reported as followed or departed from, never as breached.
    NotBinding,
    /// It was in force in its time.
    Historical,
}

/// The rank of a source, highest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rank {
    /// `Act`
    Act,
    /// `regulations`
    Regulations,
    /// `directions`
    Directions,
    /// `constitution`
    Constitution,
    /// `scheme`
    Scheme,
    /// `guidance`
    Guidance,
    /// `promise`
    Promise,
}

impl Rank {
    /// As it is written and shown: `Act`.
    pub fn word(self) -> &'static str {
        match self {
            Rank::Act => "Act",
            Rank::Regulations => "regulations",
            Rank::Directions => "directions",
            Rank::Constitution => "constitution",
            Rank::Scheme => "scheme",
            Rank::Guidance => "guidance",
            Rank::Promise => "promise",
        }
    }
}

/// The clauses a rule cites, in the order written.
pub type Citations = Vec<ClauseId>;
