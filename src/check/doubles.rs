//! Duties that say the same twice.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use rustc_hash::FxHashMap;

use super::{finding::Finding, messages};
use crate::{
    base::span::{FileId, Span},
    policy::{
        norm::{Form, Norm, NormId},
        policy::Policy,
    },
};

/// What duties say, by the places of their names, for a check that is made again after an edit.
#[derive(Debug, Default)]
pub struct Contents {
    known: FxHashMap<Span, Content>,
}

/// What a duty says, in 128 bits: two that say different things do not have the same within the life of the universe.
type Content = (u64, u64);

impl Contents {
    /// Forgets what is said in these items; in all, where the names that duties use mean something else.
    pub fn forget(&mut self, is_changed: impl Fn(FileId, u32) -> bool) {
        self.known
            .retain(|place, _| !is_changed(place.file, place.item));
    }

    fn of(&mut self, norm: &Norm) -> Content {
        *self
            .known
            .entry(norm.span)
            .or_insert_with(|| fingerprint(&content(norm)))
    }
}

fn fingerprint(text: &str) -> Content {
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        salt.hash(&mut hasher);
        text.hash(&mut hasher);
        hasher.finish()
    };
    (half(0), half(1))
}

/// Duties of different names that have the same bearer, occasion, conditions and content, and are in force together.
pub(super) fn duties(policy: &Policy, contents: &mut Contents) -> Vec<Finding> {
    let mut first_of: BTreeMap<Content, NormId> = BTreeMap::new();
    let mut findings = Vec::new();
    for (id, norm) in policy.norms.entries() {
        if !matches!(norm.form, Form::Duty(_)) {
            continue;
        }
        let content = contents.of(norm);
        let first = first_of
            .get(&content)
            .and_then(|first| policy.norms.get(*first));
        match first {
            Some(first) if first.name != norm.name && together(first, norm) => {
                findings.push(Finding {
                    diagnostic: messages::doubles(first, norm),
                    about: vec![first.text.clone(), norm.text.clone()],
                });
            }
            Some(_) => {}
            None => {
                first_of.insert(content, id);
            }
        }
    }
    findings
}

/// What a duty says, without its name, its place and what it cites. Two duties that are written alike have it alike: variables
/// are told by their number, so their names count for nothing.
fn content(norm: &Norm) -> String {
    let types: Vec<_> = norm.variables.iter().map(|variable| &variable.ty).collect();
    let said = format!(
        "{types:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        norm.party,
        norm.owed_to,
        norm.occasion,
        norm.conditions,
        norm.exceptions,
        norm.until,
        norm.form,
        norm.effects,
    );
    without_places(&said)
}

/// A printed tree without the spans in it.
fn without_places(printed: &str) -> String {
    let mut out = String::with_capacity(printed.len());
    let mut pieces = printed.split("Span {");
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        out.push_str(piece.split_once('}').map_or("", |(_, rest)| rest));
    }
    out
}

/// Whether two norms are of one status and in force at the same time.
fn together(first: &Norm, second: &Norm) -> bool {
    let (first, second) = (&first.standing, &second.standing);
    let ends_before = |one: &crate::policy::standing::Standing,
                       other: &crate::policy::standing::Standing| {
        matches!((one.until, other.from), (Some(until), Some(from)) if until < from)
    };
    first.status == second.status && !ends_before(first, second) && !ends_before(second, first)
}
