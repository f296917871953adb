//! Packs whose files change while they are looked at: what an editor has open, brought up to date after each edit.

use std::collections::BTreeSet;

use super::{
    check::checked,
    load::{Loaded, load, with_used},
    meaning::{Meaning, meaning},
};
use crate::{
    base::files::{EntryKind, Files, join},
    check::finding::AcceptedFinding,
    diagnostics::diagnostic::Diagnostic,
    ide::view::{PackView, View},
};

/// What is known of some packs. It is the same as `check` finds, whatever edits led to it.
#[derive(Debug, Default)]
pub struct Live {
    loaded: Loaded,
    meanings: Vec<(usize, Meaning)>,
    problems: Vec<Diagnostic>,
    accepted: Vec<AcceptedFinding>,
}

impl Live {
    /// Nothing yet.
    pub fn new() -> Live {
        Live::default()
    }

    /// Reads these packs again.
    pub fn update(&mut self, files: &dyn Files, folders: &[String]) {
        let (loaded, mut problems) = load(files, folders);
        self.loaded = loaded;
        self.meanings.clear();
        for pack in &self.loaded.asked {
            if let Some((meaning, found)) = meaning(&self.loaded, *pack) {
                problems.append(found);
                self.meanings.push((*pack, meaning));
            }
        }
        let (accepted, warnings) = checked(self.meanings.iter().map(|(_, meaning)| meaning));
        problems.append(warnings);
        self.accepted = accepted;
        self.problems = problems.sorted();
    }

    /// What is wrong, as `check` says it.
    pub fn problems(&self) -> &[Diagnostic] {
        &self.problems
    }

    /// Everything that can be asked about the packs.
    pub fn view(&self) -> View<'_> {
        let packs = self.loaded.packs.iter().enumerate().map(|(place, pack)| {
            let meaning = self.meanings.iter().find(|(of, _)| *of == place);
            PackView {
                name: &pack.name,
                policies: &pack.policies,
                scenario_files: &pack.scenarios,
                uses: with_used(&self.loaded, place),
                resolution: meaning.map(|(_, meaning)| &meaning.resolution),
                scenarios: meaning.map_or(&[], |(_, meaning)| &meaning.scenarios),
            }
        });
        View {
            texts: &self.loaded.texts,
            packs: packs.collect(),
        }
    }
}

/// The folders beside a pack whose policies use it, directly or not: what is changed in it may be wrong in them.
pub fn users_of(files: &dyn Files, folder: &str) -> Vec<String> {
    let (beside, name) = folder.rsplit_once('/').unwrap_or(("", folder));
    let entries = files.list(beside).unwrap_or_default();
    let others = entries
        .iter()
        .filter(|entry| entry.kind == EntryKind::Folder && entry.name != name)
        .take(MOST_BESIDE)
        .map(|entry| {
            (
                entry.name.as_str(),
                used_by(files, &join(beside, &entry.name)),
            )
        });
    let others: Vec<(&str, BTreeSet<String>)> = others.collect();
    let mut users = vec![name];
    while let Some((user, _)) = others.iter().find(|(other, uses)| {
        !users.contains(other) && users.iter().any(|user| uses.contains(*user))
    }) {
        users.push(user);
    }
    let users = users.into_iter().skip(1);
    users.map(|user| join(beside, user)).collect()
}

/// The most folders beside a pack that are looked into: more than there are in any collection of packs, fewer than in some
/// folders that hold everything.
const MOST_BESIDE: usize = 200;

/// What the policies of a folder use, by their lines that begin with `use`.
fn used_by(files: &dyn Files, folder: &str) -> BTreeSet<String> {
    let entries = files.list(folder).unwrap_or_default();
    let policies = entries
        .iter()
        .filter(|entry| entry.kind == EntryKind::File && entry.name.ends_with(".policy"));
    let texts = policies.filter_map(|entry| files.read(&join(folder, &entry.name)).ok());
    texts
        .flat_map(|bytes| {
            let text = String::from_utf8_lossy(&bytes);
            let used = text.lines().filter_map(|line| {
                let mut words = line.strip_prefix("use ")?.split_whitespace();
                words.next().map(str::to_owned)
            });
            used.collect::<Vec<_>>()
        })
        .collect()
}
