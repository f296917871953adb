//! Answers to questions.

use super::{
    act::Authority,
    reason::{Fault, Truth, Unknown},
    record::LinkRef,
};
use crate::policy::{
    delegation::{OfficeId, ReservedId, SchemeId},
    norm::NormId,
    policy::{ActId, Policy},
    value::Value,
};

/// The answer to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Who may: the lowest valid approver first; none where nobody may, with the reasons.
    WhoMay {
        /// Ways to do it, the lowest first.
        ways: Vec<Way>,
        /// Why nobody else may, nearest first.
        faults: Vec<Fault>,
        /// Unknown facts that would settle it.
        unknowns: Vec<Unknown>,
    },
    /// May someone: yes, no, or not known.
    May {
        /// Whether.
        may: Truth,
        /// On what authority.
        authority: Vec<Authority>,
        /// The highest amount, where the question leaves it out (S7.5).
        limit: Option<Value>,
        /// Why not, nearest first.
        faults: Vec<Fault>,
        /// Unknown facts that would settle it.
        unknowns: Vec<Unknown>,
    },
    /// What someone may do.
    WhatMay(Vec<Permitted>),
    /// Open duties, by their places in the record, by due date.
    WhatMust(Vec<usize>),
    /// What falls if a link is revoked.
    WhatFalls {
        /// Links that no longer hold.
        links: Vec<LinkRef>,
        /// Acts after the day that would be void, those too that rest on what such acts change, by their places in the
        /// timeline.
        acts: Vec<usize>,
        /// Duties that would no longer be discharged, by their places in the record.
        duties: Vec<usize>,
    },
    /// The value of an expression.
    WhatIs {
        /// Its value.
        value: Outcome,
        /// Unknown facts that would settle it.
        unknowns: Vec<Unknown>,
    },
}

/// A value, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// This.
    Known(Value),
    /// A reported gap, with its words.
    Nobody(Option<String>),
    /// Somewhere between these, both included.
    Between(Value, Value),
    /// One of these.
    OneOf(Vec<Value>),
    /// Not known.
    Unknown,
}

/// One way to do an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// Who signs: individuals, or offices of bodies where nobody holds them.
    pub signers: Vec<Signer>,
    /// The row that says so, with its scheme.
    pub row: Option<(SchemeId, usize)>,
    /// The reservation that leaves it to them.
    pub reserved: Option<ReservedId>,
    /// The norms or chain that it rests on.
    pub authority: Option<Authority>,
    /// What was already counted against the limit.
    pub counted: Option<Value>,
    /// Whether it is certain.
    pub certain: Truth,
}

/// A signature.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Signer {
    /// In which office.
    pub office: Option<OfficeId>,
    /// Those who hold it (or act in it) that day.
    pub persons: Vec<Value>,
}

impl Signer {
    /// Whether it is wanted of an office that nobody holds that day; a committee signs itself.
    pub fn is_vacant(&self, policy: &Policy) -> bool {
        let office = self.office.and_then(|office| policy.offices.get(office));
        office.is_some_and(|office| !office.committee)
            && !self.persons.is_empty()
            && self
                .persons
                .iter()
                .all(|who| matches!(who, Value::Office(..)))
    }
}

/// Something that someone may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permitted {
    /// The act.
    pub act: ActId,
    /// For whom, where it is not for itself.
    pub on_behalf_of: Option<Value>,
    /// The norms that say so.
    pub norms: Vec<NormId>,
    /// Links of the chain.
    pub links: Vec<LinkRef>,
    /// The highest amount, where there is a limit.
    pub limit: Option<Value>,
    /// Whether it is certain.
    pub certain: Truth,
}
