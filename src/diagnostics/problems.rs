//! What a stage found fault with: every stage returns its value and its problems, and none stops at the first.

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use super::diagnostic::{Diagnostic, Severity};
use crate::base::span::FileId;

/// Names this short stand for other things elsewhere: they are taken for the same within one item only.
const SHORT_NAME: usize = 2;

/// Diagnostics in the order in which they were found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[must_use = "problems that nobody reads are swallowed"]
pub struct Problems {
    found: Vec<Diagnostic>,
    /// Words of pieces that could not be read, with the items they stand in.
    unread: BTreeMap<SmolStr, BTreeSet<(FileId, u32)>>,
}

impl Problems {
    /// None.
    pub fn new() -> Problems {
        Problems::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Adds those of another stage or item behind these.
    pub fn append(&mut self, other: Problems) {
        self.found.extend(other.found);
        for (word, items) in other.unread {
            self.unread.entry(word).or_default().extend(items);
        }
    }

    /// Keeps those that this says, and forgets the others.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.found.retain(keep);
    }

    /// Takes over which words could not be read, and no diagnostic.
    pub fn append_unread(&mut self, other: &Problems) {
        for (word, items) in &other.unread {
            let own = self.unread.entry(word.clone()).or_default();
            own.extend(items.iter().copied());
        }
    }

    /// A word that stands in a piece of an item that could not be read. It may have been declared or bound there, so that it
    /// is not known elsewhere: that says nothing new.
    pub fn unread(&mut self, word: &str, file: FileId, item: u32) {
        let items = self.unread.entry(SmolStr::new(word)).or_default();
        items.insert((file, item));
    }

    /// Whether a diagnostic only follows from a piece that could not be read.
    fn follows(&self, diagnostic: &Diagnostic) -> bool {
        let items = diagnostic.about.as_ref().and_then(|name| {
            let items = self.unread.get(name)?;
            Some((name, items))
        });
        match (items, diagnostic.span()) {
            (Some((name, items)), Some(span)) => {
                name.chars().count() > SHORT_NAME || items.contains(&(span.file, span.item))
            }
            _ => false,
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether one of them is an error: the input cannot be used as it stands.
    pub fn has_errors(&self) -> bool {
        self.found
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// How many there are of one gravity.
    pub fn count(&self, severity: Severity) -> usize {
        self.found
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    }

    /// In the order in which they were found.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Diagnostic> {
        self.found.iter()
    }

    /// In the order in which they are shown: files in the order of reading, then by place in the file, then by code and
    /// message; each but once. The order depends on nothing but the diagnostics themselves. Left out are those of names that
    /// stand in what could not be read, which was told.
    pub fn sorted(mut self) -> Vec<Diagnostic> {
        let mut found = std::mem::take(&mut self.found);
        found.retain(|diagnostic| !self.follows(diagnostic));
        self.found = found;
        self.found.sort();
        self.found.dedup();
        self.found
    }
}

impl Extend<Diagnostic> for Problems {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        self.found.extend(diagnostics);
    }
}

impl FromIterator<Diagnostic> for Problems {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(diagnostics: I) -> Problems {
        Problems {
            found: diagnostics.into_iter().collect(),
            unread: BTreeMap::new(),
        }
    }
}

impl IntoIterator for Problems {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.found.into_iter()
    }
}

impl From<Diagnostic> for Problems {
    fn from(diagnostic: Diagnostic) -> Problems {
        Problems {
            found: vec![diagnostic],
            unread: BTreeMap::new(),
        }
    }
}
