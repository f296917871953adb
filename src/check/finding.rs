//! What a check finds, and what it is about, so that a policy can accept it.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use crate::{
    base::span::{FileId, Span},
    diagnostics::diagnostic::Diagnostic,
    policy::{
        delegation::OfficeId,
        policy::{Accepted, Policy},
    },
};

/// Where the declarations of a policy are named, and which of its files are looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Usage {
    /// The places of declarations that something names: a rule of any pack that was read, or a scenario.
    pub named: FxHashSet<Span>,
    /// The offices that somebody holds at some time in a scenario of the pack; nothing where it has no scenarios.
    pub held: Option<BTreeSet<OfficeId>>,
    /// The files of the pack that is checked; of the packs that it uses nothing is told.
    pub files: BTreeSet<FileId>,
    /// The words of the pack's files, policies and scenarios, each with its first place; none where all are of plain letters.
    pub words: BTreeMap<SmolStr, Span>,
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
    /// The names of the declarations and values it is about.
    pub about: Vec<SmolStr>,
}

impl Finding {
    /// The names that an `accept` has to give, each once; `anything else`, as a scheme says, is no name.
    pub fn names(&self) -> BTreeSet<&str> {
        let names = self.about.iter().map(SmolStr::as_str);
        names.filter(|name| !name.contains(' ')).collect()
    }

    /// How well an `accept` fits: it names all that the finding is about and nothing else, or it names nothing.
    pub fn fits(&self, accept: &Accepted) -> Option<Fit> {
        if !accept.code.eq_ignore_ascii_case(self.diagnostic.code.id()) {
            return None;
        }
        let named: BTreeSet<&str> = accept.about.iter().map(SmolStr::as_str).collect();
        match named.is_empty() {
            true => Some(Fit::ByCode),
            false => (named == self.names()).then_some(Fit::ByName),
        }
    }

    /// What is told, with the line that would keep it where several names have to be given.
    pub fn told(self) -> Diagnostic {
        let mut left = self.names();
        if left.len() < 2 {
            return self.diagnostic;
        }
        // In the order in which the finding tells of them.
        let names = self.about.iter().map(SmolStr::as_str);
        let names: Vec<&str> = names.filter(|name| left.remove(name)).collect();
        let line = format!(
            "where the source itself is so, keep it with `accept {} about {} because \"…\"`",
            self.diagnostic.code.id(),
            names.join(", ")
        );
        self.diagnostic.note(line)
    }
}

/// How an `accept` fits a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// By all the names.
    ByName,
    /// By the code alone.
    ByCode,
}

/// A finding that the policy accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedFinding {
    /// What would have been told.
    pub diagnostic: Diagnostic,
    /// Why it stays.
    pub because: String,
}
