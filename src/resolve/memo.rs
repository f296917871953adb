//! What need not be read again after an edit: the norms of items that did not change.
//!
//! A body hangs on its tree, the head of its file and the signatures alone. Where the signatures and heads are what they were, a
//! norm whose item did not change means what it meant. Other bodies are few, and are read again.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    collect::{Body, BodyKind},
    index::Target,
    input::PackInput,
    policy::Resolution,
    resolved::Resolved,
    signatures::Signatures,
    standing::Inherited,
};
use crate::{
    base::{
        date::Date,
        span::{FileId, Span},
    },
    diagnostics::problems::Problems,
    policy::{
        norm::{Norm, NormNameId},
        policy::PackId,
        standing::{Rank, Status},
    },
    tree::policy::Item,
};

/// A file, and the number of an item in it.
pub type Place = (FileId, u32);

/// The items that are not what they were, those that are gone among them.
pub type Changed = FxHashSet<Place>;

/// What is kept of a resolution for the next one.
#[derive(Debug, Default)]
pub struct Memo {
    /// The signatures, before bodies were added.
    pub(super) signatures: Signatures,
    /// The files, in the order in which they were given.
    pub(super) files: Vec<FileId>,
    /// The items that are heads of files.
    heads: Vec<Place>,
    /// What the heads say, as bodies name them.
    pub(super) inherited: Vec<Head>,
    /// The norms by their items.
    pub(super) norms: FxHashMap<Place, Kept>,
    /// The items of norms, in the order in which they were read.
    pub(super) order: Vec<Place>,
    /// How many norms were entered: they have their ids in this order.
    entered: usize,
    /// The norms in which something was found wrong.
    pub(super) faulty: BTreeSet<Place>,
    /// What was found wrong in signatures.
    pub(super) in_signatures: Problems,
    /// What was found wrong in other bodies than norms, and in what only the whole of them tells.
    pub(super) in_others: Problems,
    /// Whether everything was read again, since a signature was another.
    pub fresh: bool,
}

/// A norm that was read.
#[derive(Debug)]
pub(super) struct Kept {
    /// Its name.
    pub(super) name: NormNameId,
    /// The pack it stands in.
    pub(super) pack: PackId,
    /// The head of its file, by its place among the heads.
    pub(super) head: usize,
    /// Its place among all norms, unless it was left out.
    pub(super) norm: Option<usize>,
    pub(super) problems: Problems,
    pub(super) references: Vec<(Span, Target)>,
}

/// What the head of a file says for its norms.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) from: Option<Date>,
    pub(super) until: Option<Date>,
    /// Whether it says a condition, which is read anew in each norm.
    pub(super) conditional: bool,
    pub(super) status: Status,
    pub(super) rank: Rank,
}

impl Memo {
    /// Nothing of bodies yet.
    pub(super) fn new(
        signatures: &Signatures,
        packs: &[PackInput<'_>],
        heads: &[Inherited<'_>],
        problems: &Problems,
    ) -> Memo {
        let inherited = heads.iter().map(|head| Head {
            from: head.from,
            until: head.until,
            conditional: head.when.is_some(),
            status: head.status,
            rank: head.rank,
        });
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
            files: files_of(packs),
            heads: heads.collect(),
            inherited: inherited.collect(),
            norms: FxHashMap::default(),
            order: Vec::new(),
            entered: 0,
            faulty: BTreeSet::new(),
            in_signatures: problems.clone(),
            in_others: Problems::new(),
            fresh: true,
        }
    }
}

/// The files of packs, in their order.
pub(super) fn files_of(packs: &[PackInput<'_>]) -> Vec<FileId> {
    let files = packs.iter().flat_map(|pack| &pack.files);
    files.map(|(file, _)| *file).collect()
}

/// What was known before, and what is known now.
pub(super) struct Remembering<'a> {
    memo: Memo,
    before: FxHashMap<Place, Kept>,
    norms: Vec<Option<Norm>>,
    changed: &'a Changed,
}

impl<'a> Remembering<'a> {
    /// What was known before counts only where nothing else than bodies changed.
    pub(super) fn new(
        mut memo: Memo,
        before: Option<(Resolution, Memo)>,
        changed: &'a Changed,
    ) -> Remembering<'a> {
        let heads_are_the_same = |before: &Memo| {
            before.heads == memo.heads && !memo.heads.iter().any(|head| changed.contains(head))
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
        if self.changed.contains(&(at.file, at.item)) {
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
    pub(super) fn keep(&mut self, body: &Body<'_>, resolved: &Resolved<Norm>) {
        let BodyKind::Norm(name, written) = body.kind else {
            return;
        };
        let memo = &mut self.memo;
        let norm = resolved.item.as_ref().map(|_| memo.entered);
        memo.entered += usize::from(norm.is_some());
        let place = (written.span.file, written.span.item);
        if !resolved.problems.is_empty() {
            memo.faulty.insert(place);
        }
        memo.order.push(place);
        let kept = Kept {
            name,
            pack: body.pack,
            head: body.head,
            norm,
            problems: resolved.problems.clone(),
            references: resolved.references.clone(),
        };
        memo.norms.insert(place, kept);
    }

    /// Keeps what was found wrong elsewhere.
    pub(super) fn keep_problems(&mut self, problems: &Problems) {
        self.memo.in_others.append(problems.clone());
    }

    /// Whether anything is known from before.
    pub(super) fn knows(&self) -> bool {
        !self.memo.fresh
    }

    pub(super) fn finish(self) -> Memo {
        self.memo
    }
}
