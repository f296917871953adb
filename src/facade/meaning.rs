//! What the packs that were asked for mean: each with those that it uses, and its scenarios.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use super::{
    load::{Loaded, Pack, with_used},
    messages,
    sheets::from_cells,
};
use crate::{
    base::{
        limits::Limits,
        span::{FileId, Span},
        threads::side_by_side,
    },
    case::happening::HappeningKind,
    diagnostics::{code::Code, problems::Problems},
    policy::{delegation::OfficeId, policy::Policy},
    program::program::Program,
    resolve::{
        case::cases::{self, Resolved},
        index::{Target, declaration},
        input::PackInput,
        memo::{Changed, Memo},
        policy::{self, Resolution},
    },
    tree::{policy::Item, scenario::ScenarioFile},
};

/// A pack that was asked for, resolved together with all that it uses.
#[derive(Debug)]
pub struct Meaning {
    /// Its name.
    pub name: SmolStr,
    /// Its policy, with the packs that it uses.
    pub resolution: Resolution,
    /// Its scenarios, in the order of files and places.
    pub scenarios: Vec<Resolved>,
    /// Whether something of the policy could not be read or resolved, and is left out.
    pub incomplete: bool,
    /// The policy files of the pack itself.
    pub files: BTreeSet<FileId>,
    /// How far its runs may go.
    pub limits: Limits,
    /// Its place among those that were read.
    pub pack: usize,
}

impl Meaning {
    /// The policy.
    pub fn policy(&self) -> &Policy {
        self.resolution.policy()
    }

    /// The policy as code.
    pub fn program(&self) -> Program {
        Program::of(self.policy()).within(self.limits)
    }

    /// The offices that somebody holds or acts in at some time in its scenarios; nothing where it has none.
    pub fn held(&self) -> Option<BTreeSet<OfficeId>> {
        let mut held = BTreeSet::new();
        for case in self
            .scenarios
            .iter()
            .filter_map(|scenario| scenario.case.as_ref())
        {
            held.extend(case.offices.iter().map(|given| given.office));
            held.extend(
                case.timeline
                    .iter()
                    .filter_map(|happening| match &happening.kind {
                        HappeningKind::Office(given) => Some(given.office),
                        _ => None,
                    }),
            );
        }
        (!self.scenarios.is_empty()).then_some(held)
    }

    /// The places of all declarations that its rules and scenarios name. An `accept` speaks of a declaration without using it.
    pub fn named(&self) -> impl Iterator<Item = Span> {
        let policy = self.policy();
        let accepts: FxHashSet<(FileId, u32)> = policy
            .accepted
            .iter()
            .map(|accept| (accept.span.file, accept.span.item))
            .collect();
        let in_rules = self.resolution.index.references();
        let in_scenarios = self
            .scenarios
            .iter()
            .flat_map(|scenario| &scenario.references);
        let mut seen: FxHashSet<Target> = FxHashSet::default();
        in_rules
            .iter()
            .chain(in_scenarios)
            .filter_map(move |(place, target)| {
                if matches!(target, Target::Variable(_)) || seen.contains(target) {
                    return None;
                }
                let declared = declaration(policy, *target)?;
                let counts = declared != *place && !accepts.contains(&(place.file, place.item));
                counts.then(|| {
                    seen.insert(*target);
                    declared
                })
            })
    }
}

/// What a pack means, by its place among those that were read.
pub fn meaning(loaded: &Loaded, pack: usize) -> Option<(Meaning, Problems)> {
    meaning_with(loaded, pack, None)
}

/// What the packs that were asked for mean, in their order: found side by side.
pub fn meanings(loaded: &Loaded) -> (Vec<Meaning>, Problems) {
    let found = side_by_side(&loaded.asked, |pack| meaning(loaded, *pack), &mut || {});
    let mut problems = Problems::new();
    let mut meanings = Vec::new();
    for (meaning, told) in found.into_iter().flatten() {
        problems.append(told);
        meanings.push(meaning);
    }
    (meanings, problems)
}

/// What a pack means with the scenarios of this file in place of its own.
pub fn meaning_with(
    loaded: &Loaded,
    pack: usize,
    instead: Option<(FileId, &ScenarioFile)>,
) -> Option<(Meaning, Problems)> {
    let resolve = |inputs: &[PackInput<'_>]| policy::policy(inputs, &loaded.sheets);
    meaning_by(loaded, pack, instead, resolve)
}

/// What a pack means, after an edit, with what it meant before.
pub(super) fn meaning_again(
    loaded: &Loaded,
    pack: usize,
    before: Option<(Resolution, Memo)>,
    changed: &Changed,
) -> Option<(Meaning, Memo, Problems)> {
    let mut memo = Memo::default();
    let resolve = |inputs: &[PackInput<'_>]| {
        let (resolution, found) = policy::policy_again(inputs, &loaded.sheets, before, changed);
        memo = found;
        resolution
    };
    let (meaning, problems) = meaning_by(loaded, pack, None, resolve)?;
    Some((meaning, memo, problems))
}

fn meaning_by(
    loaded: &Loaded,
    pack: usize,
    instead: Option<(FileId, &ScenarioFile)>,
    resolve: impl FnOnce(&[PackInput<'_>]) -> Resolution,
) -> Option<(Meaning, Problems)> {
    let main = loaded.packs.get(pack)?;
    let order = with_used(loaded, pack);
    let packs: Vec<&Pack> = order
        .iter()
        .filter_map(|place| loaded.packs.get(*place))
        .collect();
    let mut problems = two_of_one_name(&packs);
    let inputs: Vec<PackInput<'_>> = packs
        .iter()
        .map(|pack| PackInput {
            name: pack.name.clone(),
            files: pack
                .policies
                .iter()
                .map(|(file, tree)| (*file, tree))
                .collect(),
            main: std::ptr::eq(*pack, main),
        })
        .collect();
    let resolution = resolve(&inputs);
    let files: Vec<_> = match instead {
        Some(one) => vec![one],
        None => main
            .scenarios
            .iter()
            .map(|(file, tree)| (*file, tree))
            .collect(),
    };
    let (scenarios, in_scenarios) = cases::cases(
        resolution.policy(),
        &resolution.signatures,
        &loaded.texts,
        None,
        &files,
    );
    let incomplete = packs.iter().any(|pack| pack.incomplete)
        || problems.has_errors()
        || resolution.problems.has_errors();
    // A pack that is not there was told of when it was looked for, with the nearest folder.
    let of_bodies = resolution.problems.iter();
    let of_bodies = of_bodies.filter(|problem| problem.code != Code::UnknownPack);
    problems.append(from_cells(loaded, of_bodies.cloned()));
    problems.append_unread(&resolution.problems);
    problems.append(in_scenarios);
    let own: Vec<FileId> = main.policies.iter().map(|(file, _)| *file).collect();
    let sheets = loaded.sheets.texts_of(&own);
    let files = sheets.chain(own.iter().copied()).collect();
    let meaning = Meaning {
        name: main.name.clone(),
        resolution,
        scenarios,
        incomplete,
        files,
        limits: loaded.limits,
        pack,
    };
    Some((meaning, problems))
}

/// Packs that are used together and bear one name on their `policy` lines: told at the `use` of the later one.
fn two_of_one_name(packs: &[&Pack]) -> Problems {
    let mut problems = Problems::new();
    let mut seen: Vec<(&SmolStr, Span, &SmolStr)> = Vec::new();
    for pack in packs {
        let head = pack
            .policies
            .iter()
            .flat_map(|(_, tree)| &tree.items)
            .find_map(|item| match item {
                Item::Policy(head) => Some(&head.name),
                _ => None,
            });
        let Some(name) = head else { continue };
        match seen.iter().find(|(known, _, _)| **known == name.text) {
            None => seen.push((&name.text, name.span, &pack.name)),
            Some((_, first, first_folder)) => {
                let at = use_of(packs, &pack.name)
                    .or_else(|| use_of(packs, first_folder))
                    .unwrap_or(name.span);
                problems.push(messages::two_packs_of_one_name(
                    at,
                    &name.text,
                    [*first, name.span],
                ));
            }
        }
    }
    problems
}

/// Where a folder is used.
fn use_of(packs: &[&Pack], folder: &SmolStr) -> Option<Span> {
    let mut items = packs
        .iter()
        .flat_map(|pack| &pack.policies)
        .flat_map(|(_, tree)| &tree.items);
    items.find_map(|item| match item {
        Item::Use(word) if word.text == *folder => Some(word.span),
        _ => None,
    })
}
