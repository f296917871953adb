//! What need not be read again after an edit: the norms of items that did not change.
//!
//! A body hangs on its tree, the head of its file and the signatures alone. Where the signatures and heads are what they were, a
//! norm whose item did not change means what it meant. Other bodies are few, and are read again.

use rustc_hash::FxHashMap;

use super::{
    index::Target, input::PackInput, policy::Resolution, resolved::Resolved, signatures::Signatures,
};
use crate::{
    base::span::{FileId, Span},
    diagnostics::problems::Problems,
    policy::norm::Norm,
    tree::policy::Item,
};

/// What is kept of a resolution for the next one.
#[derive(Debug, Default)]
pub struct Memo {
    /// The signatures, before bodies were added.
    signatures: Signatures,
    /// The items that are heads of files.
    heads: Vec<Place>,
    /// The norms by their items.
    norms: FxHashMap<Place, Kept>,
    /// How many norms were entered: they have their ids in this order.
    entered: usize,
    /// Whether everything was read again, since a signature was another.
    pub fresh: bool,
}

/// A file, and the number of an item in it.
type Place = (FileId, u32);

/// A norm that was read.
#[derive(Debug)]
struct Kept {
    /// Its place among all norms, unless it was left out.
    norm: Option<usize>,
    problems: Problems,
    references: Vec<(Span, Target)>,
}

impl Memo {
    /// Nothing of bodies yet.
    pub(super) fn new(signatures: &Signatures, packs: &[PackInput<'_>]) -> Memo {
        let items = packs
            .iter()
            .flat_map(|pack| &pack.files)
            .flat_map(|(file, tree)| tree.items.iter().map(|item| (*file, item)));
        let heads = items.filter_map(|(file, item)| match item {
            Item::Policy(head) => Some((file, head.span.item)),
            _ => None,
        });
        Memo {
            signatures: signatures.clone(),
            heads: heads.collect(),
            norms: FxHashMap::default(),
            entered: 0,
            fresh: true,
        }
    }
}

/// What was known before, and what is known now.
pub(super) struct Remembering<'a> {
    memo: Memo,
    before: FxHashMap<Place, Kept>,
    norms: Vec<Option<Norm>>,
    changed: &'a dyn Fn(FileId, u32) -> bool,
}

impl<'a> Remembering<'a> {
    /// What was known before counts only where nothing else than bodies changed.
    pub(super) fn new(
        mut memo: Memo,
        before: Option<(Resolution, Memo)>,
        changed: &'a dyn Fn(FileId, u32) -> bool,
    ) -> Remembering<'a> {
        let heads_are_the_same = |before: &Memo| {
            before.heads == memo.heads
                && !memo.heads.iter().any(|(file, item)| changed(*file, *item))
        };
        let before = before.filter(|(_, before)| {
            heads_are_the_same(before) && before.signatures == memo.signatures
        });
        memo.fresh = before.is_none();
        let (norms, before) = match before {
            Some((resolution, before)) => {
                let norms = resolution.signatures.policy.norms.into_items();
                (norms.into_iter().map(Some).collect(), before.norms)
            }
            None => (Vec::new(), FxHashMap::default()),
        };
        Remembering {
            memo,
            before,
            norms,
            changed,
        }
    }

    /// A norm as it was read before, if it need not be read again.
    pub(super) fn recall(&mut self, at: Span) -> Option<Resolved<Norm>> {
        if (self.changed)(at.file, at.item) {
            return None;
        }
        let kept = self.before.remove(&(at.file, at.item))?;
        let item = match kept.norm {
            Some(place) => Some(self.norms.get_mut(place)?.take()?),
            None => None,
        };
        Some(Resolved {
            item,
            problems: kept.problems,
            references: kept.references,
        })
    }

    /// Keeps a norm for the next time.
    pub(super) fn keep(&mut self, at: Span, resolved: &Resolved<Norm>) {
        let norm = resolved.item.as_ref().map(|_| self.memo.entered);
        self.memo.entered += usize::from(norm.is_some());
        let kept = Kept {
            norm,
            problems: resolved.problems.clone(),
            references: resolved.references.clone(),
        };
        self.memo.norms.insert((at.file, at.item), kept);
    }

    /// Whether anything is known from before.
    pub(super) fn knows(&self) -> bool {
        !self.memo.fresh
    }

    pub(super) fn finish(self) -> Memo {
        self.memo
    }
}
