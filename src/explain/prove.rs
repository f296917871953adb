//! Proves an explanation: the scenario is run again with nothing but its leaves, and with each of them left out.

use std::collections::BTreeSet;

use super::{
    replay::{Proven, Replays},
    stated::Stated,
    tree::{Proved, Step},
};
use crate::case::case::Case;

/// What a verdict rests on.
pub(super) struct Rests {
    /// The lines that it rests on, in the order of the scenario, and whether it is another without each.
    pub(super) leaves: Vec<(Stated, Option<bool>)>,
    /// Those of them that no step names.
    pub(super) besides: Vec<Stated>,
    /// How far that was proved.
    pub(super) proved: Proved,
}

/// Finds what a verdict rests on: the lines that its explanation names, and, where the scenario gives another verdict with
/// nothing but those, as few others as make it the same.
pub(super) fn prove(case: &Case, steps: &[Step], of: &Proven, replays: &mut Replays<'_>) -> Rests {
    replays.begin();
    let mut decided = BTreeSet::new();
    let mut beside = BTreeSet::new();
    named(steps, false, &mut decided, &mut beside);
    let mut proved = Proved::Whole;
    let mut kept = decided.clone();
    match replays.is_same(of, &kept) {
        Some(true) => {}
        Some(false) => {
            let named: Vec<Stated> = beside.difference(&decided).copied().collect();
            let all = Stated::all(case);
            let others: Vec<Stated> = all
                .into_iter()
                .filter(|one| !decided.contains(one) && !beside.contains(one))
                .collect();
            // What was read comes last: what is tried first is left out first.
            let more: Vec<Stated> = others.into_iter().chain(named).collect();
            let (fewest, done) = fewest(&decided, more, of, replays);
            kept.extend(fewest);
            if !done {
                proved = Proved::Enough;
            }
            if replays.is_same(of, &kept) != Some(true) {
                proved = Proved::Unproved;
                kept.extend(beside.iter().copied());
            }
        }
        None => {
            proved = Proved::Unproved;
            kept.extend(beside.iter().copied());
        }
    }
    let mut leaves = Vec::new();
    for leaf in &kept {
        let needed = if proved == Proved::Unproved {
            None
        } else {
            let mut without = kept.clone();
            without.remove(leaf);
            replays.is_other(of, &without)
        };
        if needed.is_none() && proved == Proved::Whole {
            proved = Proved::Enough;
        }
        leaves.push((*leaf, needed));
    }
    let mut all_named = decided;
    all_named.extend(beside);
    let besides = kept.difference(&all_named).copied().collect();
    Rests {
        leaves,
        besides,
        proved,
    }
}

/// The lines that steps name: those that decided, and those beside the point.
fn named(
    steps: &[Step],
    aside: bool,
    decided: &mut BTreeSet<Stated>,
    beside: &mut BTreeSet<Stated>,
) {
    let mut left: Vec<(&Step, bool)> = steps.iter().map(|step| (step, aside)).collect();
    while let Some((step, aside)) = left.pop() {
        let aside = aside || step.aside;
        if let Some(stated) = step.stated {
            if aside {
                beside.insert(stated);
            } else {
                decided.insert(stated);
            }
        }
        left.extend(step.steps.iter().map(|below| (below, aside)));
    }
}

/// As few of these lines as give, with the others, the same verdict; and whether all could be tried.
fn fewest(
    base: &BTreeSet<Stated>,
    more: Vec<Stated>,
    of: &Proven,
    replays: &mut Replays<'_>,
) -> (Vec<Stated>, bool) {
    let mut left = more;
    let mut size = left.len();
    while size > 0 {
        let mut at = 0;
        while at < left.len() {
            let end = left.len().min(at + size);
            let mut kept = base.clone();
            kept.extend(left.iter().take(at));
            kept.extend(left.iter().skip(end));
            match replays.is_same(of, &kept) {
                Some(true) => {
                    left.drain(at..end);
                }
                Some(false) => at = end,
                None => return (left, false),
            }
        }
        size /= 2;
    }
    (left, true)
}
