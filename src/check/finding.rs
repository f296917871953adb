//! What a check finds, and what it is about, so that a policy can accept it.

use std::collections::BTreeSet;

use smol_str::SmolStr;

use crate::{
    base::span::{FileId, Span},
    diagnostics::diagnostic::Diagnostic,
    policy::{delegation::OfficeId, policy::Policy},
};

/// Where the declarations of a policy are named, and which of its files are looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Usage {
    /// The places of declarations that something names: a rule of any pack that was read, or a scenario.
    pub named: BTreeSet<Span>,
    /// The offices that somebody holds at some time in a scenario of the pack; nothing where it has no scenarios.
    pub held: Option<BTreeSet<OfficeId>>,
    /// The files of the pack that is checked; of the packs that it uses nothing is told.
    pub files: BTreeSet<FileId>,
}

impl Usage {
    /// Where a finding on several declarations is told: at the first of them that stands in the pack that is checked, or at
    /// that pack's head, where it brings together what stands in two packs that it uses.
    pub fn place(&self, policy: &Policy, declared: &[Span]) -> Option<Span> {
        let heads = policy.packs.iter().rev().filter_map(|pack| pack.span);
        let mut places = declared.iter().copied().chain(heads);
        places.find(|span| self.files.contains(&span.file))
    }
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What is told.
    pub diagnostic: Diagnostic,
    /// The names of the declarations it is about.
    pub about: Vec<SmolStr>,
}

/// A finding that the policy accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedFinding {
    /// What would have been told.
    pub diagnostic: Diagnostic,
    /// Why it stays.
    pub because: String,
}
