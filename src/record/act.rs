//! An act in a run: its two verdicts (S5), its authority, who did it and who answers.

use super::{
    reason::{Fault, Unknown},
    record::LinkRef,
};
use crate::policy::{
    delegation::SchemeId,
    norm::{NormId, NormNameId},
    value::Value,
};

pub use crate::case::expectation::VerdictWord;

/// What a run found of one act. Its content stands in the case's timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActRecord {
    /// Its place in the timeline.
    pub act: usize,
    /// Whether it is valid, and why not.
    pub validity: Validity,
    /// In a word (never `Valid`, which only an expectation says).
    pub verdict: VerdictWord,
    /// What it rests on: one entry an actor, in their order.
    pub authority: Vec<Authority>,
    /// Duties and prohibitions that it breaches, by norm, each once.
    pub breaches: Vec<ActBreach>,
    /// Who did it: individuals or offices of bodies.
    pub performers: Vec<Value>,
    /// Who answers for it: bodies.
    pub answerable: Vec<Value>,
    /// Duty instances that it discharged or helped to discharge, by their place in the record.
    pub discharges: Vec<usize>,
    /// Norms that do not bind and were followed or departed from by it.
    pub soft: Vec<(NormId, bool)>,
    /// What another happening of the same day wrote was read (S3).
    pub order_matters: bool,
    /// Unknown facts that would settle it, where it is undetermined; a judgement that it hangs on, where it is not listed.
    pub unknowns: Vec<Unknown>,
    /// Norms under `assuming` without which the verdict is another, and what it is then.
    pub without_assumption: Option<VerdictWord>,
}

/// Whether an act is valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Validity {
    /// It stands.
    Valid,
    /// It is void, and why: the nearest fault first.
    Void(Vec<Fault>),
    /// No authority is listed, and the list is not exhaustive (S5.1): it counts as done.
    NotListed,
    /// No policy governed its actor then: it counts as done.
    NotJudged,
    /// Unknown facts leave it open; why it would be void.
    Undetermined(Vec<Fault>),
}

/// What an actor's act rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Authority {
    /// Duties, powers and freedoms of the actor itself that cover it, by the order of declaration.
    Own {
        /// Who.
        who: Value,
        /// Which norms.
        norms: Vec<NormId>,
    },
    /// A chain of delegation from a holder.
    Chain(Chain),
    /// An office-holder or committee acts as its body (S9).
    Office {
        /// Who.
        who: Value,
        /// The body's norms that cover it.
        norms: Vec<NormId>,
        /// The scheme's row that allows it.
        row: Option<(SchemeId, usize)>,
    },
    /// It needs none: who did it is of no statutory kind, or it was a happening that nobody does.
    NeedsNone {
        /// Who.
        who: Value,
    },
    /// None was found.
    None {
        /// Who.
        who: Value,
    },
}

/// A chain of delegation (S7.3): the shortest, then the earliest made, then the first in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// Whose function it is.
    pub holder: Value,
    /// The norms of the holder that cover the act.
    pub norms: Vec<NormId>,
    /// The links from the holder to the actor.
    pub links: Vec<ChainLink>,
    /// How many other chains there are, up to 99.
    pub others: u8,
}

/// A link in a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainLink {
    /// Which.
    pub link: LinkRef,
    /// From whom.
    pub from: Value,
    /// To whom.
    pub to: Value,
    /// What was counted against its limit, with this act, where it has one.
    pub counted: Option<Value>,
}

/// A breach by an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActBreach {
    /// The norm.
    pub norm: NormId,
    /// Its name.
    pub name: NormNameId,
    /// Who is in breach.
    pub of: Value,
    /// The duty instance, by its place in the record, where it is a duty.
    pub duty: Option<usize>,
    /// Whether it is certain (`True`) or hangs on unknown facts.
    pub certain: super::reason::Truth,
    /// Unknown facts that would settle it.
    pub unknowns: Vec<Unknown>,
}
