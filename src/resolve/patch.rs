//! An edit that changed nothing but what a few norms say: they are read again, and put in the places of what they were.
//!
//! Everything else hangs on signatures and heads, which such an edit leaves alone. What comes out is what reading all of it
//! again would give, in a time that does not grow with the pack.

use rustc_hash::FxHashMap;

use super::{
    index::Target,
    input::PackInput,
    memo::{Changed, Memo, Place, files_of},
    norm::{cause_of, norm},
    policy::{Resolution, among_norms},
    resolved::Resolved,
    scope::{Finished, Scope},
    standing::Inherited,
};
use crate::{
    base::span::{FileId, Span},
    policy::norm::Norm,
    tree::{
        delegation::SchemeRows,
        norm as tree,
        policy::{Item, PolicyFile},
    },
};

/// The most norms that are read apart: where more changed at once, all is read again.
const MOST: usize = 32;

/// A norm that was read again.
struct Reread {
    place: Place,
    resolved: Resolved<Norm>,
    /// The names that its head names.
    names: Vec<(Span, Target)>,
}

/// Brings what is known up to date after an edit that changed nothing but norms, and says so; leaves it untouched where the edit
/// changed more.
pub(super) fn patch(
    packs: &[PackInput<'_>],
    (resolution, memo): &mut (Resolution, Memo),
    changed: &Changed,
) -> bool {
    let Some(read) = reread(packs, memo, changed) else {
        return false;
    };
    for reread in read {
        put(resolution, memo, reread);
    }
    let policy = &mut resolution.signatures.policy;
    for name in policy.norm_names.iter_mut() {
        name.versions.clear();
    }
    for (id, norm) in policy.norms.entries() {
        policy.norm_names[norm.name].versions.push(id);
    }
    let mut problems = memo.in_signatures.clone();
    let faulty = memo.faulty.iter().filter_map(|at| memo.norms.get(at));
    for kept in faulty {
        problems.append(kept.problems.clone());
    }
    problems.append(memo.in_others.clone());
    problems.append(among_norms(policy));
    resolution.problems = problems;
    memo.fresh = false;
    true
}

/// The norms that changed, if nothing else did.
fn reread(packs: &[PackInput<'_>], memo: &Memo, changed: &Changed) -> Option<Vec<Reread>> {
    if memo.files != files_of(packs) {
        return None;
    }
    let files = packs.iter().flat_map(|pack| &pack.files);
    let files: FxHashMap<FileId, &PolicyFile> = files.map(|(file, tree)| (*file, *tree)).collect();
    // A spreadsheet may have changed with no item that says so.
    let mut items = files.values().flat_map(|file| &file.items);
    let in_sheet = |item: &Item| matches!(item, Item::Scheme(scheme) if matches!(scheme.rows, SchemeRows::File { .. }));
    if items.any(in_sheet) {
        return None;
    }
    let ours = changed.iter().filter(|(file, _)| files.contains_key(file));
    let mut ours: Vec<Place> = ours.copied().collect();
    ours.sort_unstable();
    if ours.len() > MOST {
        return None;
    }
    ours.into_iter()
        .map(|place| reread_norm(files.get(&place.0)?, memo, place))
        .collect()
}

/// A norm, if it has the name and the cause that it had.
fn reread_norm(file: &PolicyFile, memo: &Memo, place: Place) -> Option<Reread> {
    let kept = memo.norms.get(&place)?;
    let written: &tree::Norm = file.items.iter().find_map(|item| match item {
        Item::Norm(norm) if norm.span.item == place.1 => Some(norm),
        _ => None,
    })?;
    let signatures = &memo.signatures;
    let name = signatures.policy.norm_names.get(kept.name)?;
    let head = memo.inherited.get(kept.head)?;
    let told = memo.in_signatures.iter().any(|problem| {
        problem
            .span()
            .is_some_and(|span| (span.file, span.item) == place)
    });
    if name.name != written.name.text || head.conditional || told {
        return None;
    }
    let mut scope = Scope::new(signatures, kept.pack);
    let cause = cause_of(&mut scope, written);
    let Finished {
        problems,
        references: mut names,
        ..
    } = scope.finish();
    if !problems.is_empty() || signatures.norm_causes.get(&kept.name) != Some(&cause) {
        return None;
    }
    names.push((written.name.span, Target::Norm(kept.name)));
    let inherited = Inherited {
        from: head.from,
        until: head.until,
        when: None,
        status: head.status,
        rank: head.rank,
    };
    Some(Reread {
        place,
        resolved: norm(signatures, kept.pack, kept.name, written, &inherited),
        names,
    })
}

/// Puts a norm in the place of what it was.
fn put(resolution: &mut Resolution, memo: &mut Memo, reread: Reread) {
    let Reread {
        place,
        resolved,
        mut names,
    } = reread;
    names.extend(resolved.references.iter().copied());
    resolution.index.replace(place, names);
    let Some(before) = memo.norms.get(&place).map(|kept| kept.norm) else {
        return;
    };
    let mut norms = std::mem::take(&mut resolution.signatures.policy.norms).into_items();
    let now = match (before, resolved.item) {
        (Some(at), Some(norm)) => {
            if let Some(old) = norms.get_mut(at) {
                *old = norm;
            }
            Some(at)
        }
        (Some(at), None) => {
            norms.remove(at);
            for kept in memo.norms.values_mut() {
                kept.norm = kept.norm.map(|other| other - usize::from(other > at));
            }
            None
        }
        (None, Some(norm)) => {
            let earlier = memo.order.iter().take_while(|other| **other != place);
            let entered = |other: &&Place| {
                let kept = memo.norms.get(other);
                kept.is_some_and(|kept| kept.norm.is_some())
            };
            let at = earlier.filter(entered).count();
            norms.insert(at, norm);
            for kept in memo.norms.values_mut() {
                kept.norm = kept.norm.map(|other| other + usize::from(other >= at));
            }
            Some(at)
        }
        (None, None) => None,
    };
    resolution.signatures.policy.norms = norms.into_iter().collect();
    match resolved.problems.is_empty() {
        true => memo.faulty.remove(&place),
        false => memo.faulty.insert(place),
    };
    if let Some(kept) = memo.norms.get_mut(&place) {
        kept.norm = now;
        kept.problems = resolved.problems;
        kept.references = resolved.references;
    }
}
