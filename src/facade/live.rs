//! Packs whose files change while they are looked at: what an editor has open, brought up to date after each edit.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    check::usage,
    evaluate::{Found, evaluate},
    load::{Loaded, load_again, with_used},
    meaning::{Meaning, meaning_again},
    shelf::Shelf,
    words_of::words_of,
};
use crate::{
    base::{
        files::{EntryKind, Files, join},
        source_map::SourceMap,
        span::FileId,
    },
    case::case::Case,
    check::{check::check_again, doubles::Contents, finding::AcceptedFinding},
    diagnostics::{diagnostic::Diagnostic, problems::Problems},
    ide::{
        scenarios::Ran,
        view::{PackView, View},
    },
    resolve::memo::Memo,
};

/// What is known of some packs. It is the same as `check` finds, whatever edits led to it.
///
/// Texts are compared with those of the last reading: items whose text changed are parsed again, packs of which something
/// changed are resolved again, and of those the norms that changed (all of them, where a signature did).
#[derive(Debug, Default)]
pub struct Live {
    loaded: Loaded,
    shelf: Shelf,
    packs: BTreeMap<String, Known>,
    problems: Vec<Diagnostic>,
    accepted: Vec<AcceptedFinding>,
}

/// What is known of a pack that was asked for.
#[derive(Debug)]
struct Known {
    /// Its place among the packs that were read.
    place: usize,
    /// The files it was read from, with those of the packs that it uses.
    files: BTreeSet<FileId>,
    meaning: Meaning,
    memo: Memo,
    problems: Problems,
    contents: Contents,
}

/// A scenario that was run.
#[derive(Debug)]
pub struct LiveRun<'l> {
    meaning: &'l Meaning,
    case: &'l Case,
    found: Found,
}

impl LiveRun<'_> {
    /// What an editor is told of it.
    pub fn ran(&self) -> Ran<'_> {
        Ran {
            policy: self.meaning.policy(),
            case: self.case,
            record: &self.found.record,
            expectations: &self.found.expectations,
        }
    }

    /// Its title.
    pub fn title(&self) -> &str {
        &self.case.title
    }

    /// The name of the pack it ran against.
    pub fn pack(&self) -> &str {
        &self.meaning.name
    }

    /// Whether something of the policy is left out.
    pub fn incomplete(&self) -> bool {
        self.meaning.incomplete
    }
}

impl Live {
    /// Nothing yet.
    pub fn new() -> Live {
        Live::default()
    }

    /// Reads these packs again.
    pub fn update(&mut self, files: &dyn Files, folders: &[String]) {
        let (shelf, before) = (
            std::mem::take(&mut self.shelf),
            std::mem::take(&mut self.loaded),
        );
        let (loaded, shelf, mut problems) = load_again(files, folders, shelf, before);
        (self.loaded, self.shelf) = (loaded, shelf);
        let mut before = std::mem::take(&mut self.packs);
        for place in &self.loaded.asked {
            let Some(pack) = self.loaded.packs.get(*place) else {
                continue;
            };
            let known = before.remove(&pack.folder);
            if let Some(known) = self.known(*place, known) {
                self.packs.insert(pack.folder.clone(), known);
            }
        }
        for known in self.packs.values() {
            problems.extend(known.problems.iter().cloned());
        }
        self.accepted.clear();
        if let Some(mut usage) = usage(self.packs.values().map(|known| &known.meaning)) {
            for known in self.packs.values_mut() {
                usage.words = words_of(&self.loaded, known.place);
                usage.files.clone_from(&known.meaning.files);
                usage.held = known.meaning.held();
                let policy = known.meaning.policy();
                let (accepted, found) = check_again(policy, &usage, &mut known.contents);
                self.accepted.extend(accepted);
                problems.append(found);
            }
        }
        self.problems = problems.sorted();
    }

    /// What is known of a pack by now.
    fn known(&self, place: usize, before: Option<Known>) -> Option<Known> {
        let files: BTreeSet<FileId> = with_used(&self.loaded, place)
            .into_iter()
            .filter_map(|pack| self.loaded.packs.get(pack))
            .flat_map(|pack| {
                let policies = pack.policies.iter().map(|(file, _)| *file);
                policies.chain(pack.scenarios.iter().map(|(file, _)| *file))
            })
            .collect();
        let shelf = &self.shelf;
        let is_same =
            |known: &Known| known.files == files && files.is_disjoint(&shelf.changed_files);
        let (before, mut contents) = match before {
            Some(known) if is_same(&known) => return Some(Known { place, ..known }),
            Some(known) => (Some((known.meaning.resolution, known.memo)), known.contents),
            None => (None, Contents::default()),
        };
        let (meaning, memo, problems) = meaning_again(&self.loaded, place, before, &shelf.changed)?;
        contents.forget(|file, item| memo.fresh || shelf.changed.contains(&(file, item)));
        Some(Known {
            place,
            files,
            meaning,
            memo,
            problems,
            contents,
        })
    }

    /// What is wrong, as `check` says it.
    pub fn problems(&self) -> &[Diagnostic] {
        &self.problems
    }

    /// Runs the scenarios of a file that can be run; nothing is written down.
    pub fn runs(&self, path: &str) -> Vec<LiveRun<'_>> {
        let mut runs = Vec::new();
        for (meaning, cases) in self.cases(path) {
            let program = meaning.program();
            runs.extend(cases.into_iter().filter_map(|case| {
                let found = evaluate(meaning.policy(), &program, case).ok()?;
                Some(LiveRun {
                    meaning,
                    case,
                    found,
                })
            }));
        }
        runs
    }

    /// The scenarios of a file that can be run, with what their packs mean.
    pub(super) fn cases(&self, path: &str) -> Vec<(&Meaning, Vec<&Case>)> {
        let Some(file) = self.loaded.texts.by_path(path) else {
            return Vec::new();
        };
        let meanings = self.packs.values().map(|known| &known.meaning);
        let cases = meanings.map(|meaning| {
            let scenarios = meaning.scenarios.iter();
            let ours = scenarios.filter(|scenario| scenario.file == file);
            let ours = ours.filter_map(|scenario| scenario.case.as_ref());
            (meaning, ours.collect::<Vec<_>>())
        });
        let cases = cases.filter(|(_, cases)| !cases.is_empty());
        cases.collect()
    }

    /// The texts.
    pub fn texts(&self) -> &SourceMap {
        &self.loaded.texts
    }

    /// Everything that can be asked about the packs.
    pub fn view(&self) -> View<'_> {
        let packs = self.loaded.packs.iter().enumerate().map(|(place, pack)| {
            let known = self.packs.values().find(|known| known.place == place);
            let meaning = known.map(|known| &known.meaning);
            PackView {
                name: &pack.name,
                policies: &pack.policies,
                scenario_files: &pack.scenarios,
                uses: with_used(&self.loaded, place),
                resolution: meaning.map(|meaning| &meaning.resolution),
                scenarios: meaning.map_or(&[], |meaning| &meaning.scenarios),
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
