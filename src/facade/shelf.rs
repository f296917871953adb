//! Texts and their trees, kept from one reading to the next: only items whose text changed are parsed again.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::Arc,
};

use rustc_hash::FxHashSet;

use super::load::Loaded;
use crate::{
    base::{
        source_map::SourceMap,
        span::{FileId, Span},
        threads::in_lumps,
    },
    diagnostics::{diagnostic::Diagnostic, problems::Problems},
    syntax::{
        parse::{policy::parse_item, scenario::parse_scenario},
        split::{Source, item_starts, split},
    },
    tree::{policy::PolicyFile, scenario::ScenarioFile},
};

/// So many items are parsed by one thread at a time.
const LUMP: usize = 16;

/// What was read before.
#[derive(Debug, Default)]
pub struct Shelf {
    policies: BTreeMap<FileId, KnownPolicy>,
    scenarios: BTreeMap<FileId, KnownScenario>,
    /// The items that are not what they were, by their numbers, those that are gone among them.
    pub(super) changed: FxHashSet<(FileId, u32)>,
    /// The files of which something changed.
    pub(super) changed_files: BTreeSet<FileId>,
    /// The files that were asked for since the reading began.
    seen: BTreeSet<FileId>,
}

/// A policy as it was read last.
#[derive(Debug, Default)]
struct KnownPolicy {
    /// Its tree, while nobody has it.
    tree: PolicyFile,
    /// Its items, in the order of the tree.
    items: Vec<KnownItem>,
    /// What is wrong with its characters and brackets.
    faults: Problems,
    /// Numbers that no item has any more.
    free: Vec<u32>,
}

/// An item.
#[derive(Debug, Clone)]
struct KnownItem {
    /// Its number, which it keeps.
    number: u32,
    /// The byte of the file where it starts.
    start: usize,
    problems: Problems,
}

#[derive(Debug, Default)]
struct KnownScenario {
    tree: ScenarioFile,
    problems: Problems,
}

impl Shelf {
    /// Puts the trees of a reading back; gives what the next one starts with.
    pub(super) fn take_back(&mut self, loaded: Loaded) -> Loaded {
        let mut spare_texts: BTreeMap<String, Vec<FileId>> = BTreeMap::new();
        for file in loaded.sheets.texts() {
            let path = loaded.texts.path(file).to_owned();
            spare_texts.entry(path).or_default().push(file);
        }
        for pack in loaded.packs {
            for (file, tree) in pack.policies {
                if let Some(known) = self.policies.get_mut(&file) {
                    known.tree = tree;
                }
            }
            for (file, tree) in pack.scenarios {
                if let Some(known) = self.scenarios.get_mut(&file) {
                    known.tree = tree;
                }
            }
        }
        self.changed.clear();
        self.changed_files.clear();
        self.seen.clear();
        Loaded {
            texts: loaded.texts,
            spare_texts,
            unhashed: true,
            ..Loaded::default()
        }
    }

    /// Forgets what nobody asked for since the reading began.
    pub(super) fn forget_unseen(&mut self) {
        let seen = &self.seen;
        self.policies.retain(|file, _| seen.contains(file));
        self.scenarios.retain(|file, _| seen.contains(file));
    }

    /// A policy's tree, and what is wrong with it.
    pub(super) fn policy(
        &mut self,
        texts: &mut SourceMap,
        path: &str,
        text: &str,
    ) -> (FileId, PolicyFile, Problems) {
        let file = self.file(texts, path);
        let known = file.and_then(|file| self.policies.remove(&file));
        let (file, mut known) = match (file, known) {
            (Some(file), Some(known)) if texts.text(file) == text => (file, known),
            (file, known) => {
                let file = file.unwrap_or_else(|| texts.add(path, ""));
                let known = self.read_again(texts, file, known.unwrap_or_default(), text);
                self.changed_files.insert(file);
                (file, known)
            }
        };
        self.seen.insert(file);
        let mut problems = known.faults.clone();
        for item in &known.items {
            problems.append(item.problems.clone());
        }
        let tree = std::mem::take(&mut known.tree);
        self.policies.insert(file, known);
        (file, tree, problems)
    }

    /// The trees of scenario files, given by their paths and texts, and what is wrong with each: what is not known is parsed side
    /// by side.
    pub(super) fn scenarios(
        &mut self,
        texts: &mut SourceMap,
        given: Vec<(String, String)>,
    ) -> Vec<(FileId, ScenarioFile, Problems)> {
        let mut files = Vec::with_capacity(given.len());
        let mut unknown: Vec<(FileId, Arc<str>)> = Vec::new();
        for (path, text) in given {
            let known = self.file(texts, &path);
            let file = known.unwrap_or_else(|| texts.add(path, ""));
            self.seen.insert(file);
            files.push(file);
            if self.scenarios.contains_key(&file) && texts.text(file) == text {
                continue;
            }
            let text: Arc<str> = text.into();
            texts.replace(file, text.clone());
            texts.set_items(file, item_starts(&text));
            self.changed_files.insert(file);
            unknown.push((file, text));
        }
        let read = in_lumps(&unknown, 1, |(file, text)| parse_scenario(*file, text));
        for ((file, _), (tree, problems)) in unknown.iter().zip(read) {
            let known = KnownScenario { tree, problems };
            self.scenarios.insert(*file, known);
        }
        let mut taken = Vec::with_capacity(files.len());
        for file in files {
            let known = self.scenarios.entry(file).or_default();
            let (tree, problems) = (std::mem::take(&mut known.tree), known.problems.clone());
            taken.push((file, tree, problems));
        }
        taken
    }

    /// The file of a path, unless its tree was handed out already.
    fn file(&self, texts: &SourceMap, path: &str) -> Option<FileId> {
        texts.by_path(path).filter(|file| !self.seen.contains(file))
    }

    /// Reads a text whose file was known with another.
    fn read_again(
        &mut self,
        texts: &mut SourceMap,
        file: FileId,
        mut known: KnownPolicy,
        text: &str,
    ) -> KnownPolicy {
        let text: Arc<str> = text.into();
        let old: Arc<str> = match texts.file(file) {
            Some(file) => file.text().clone(),
            None => "".into(),
        };
        let (mut source, faults) = split(file, &text);
        let (before, behind) = same_items(&old, &known.items, &source);
        // What stands between is another text: its items are parsed, under the numbers of those that stood there.
        let old_middle = before..known.items.len() - behind;
        let new_middle = before..source.items.len() - behind;
        let gone: Vec<u32> = numbers(&known.items, &old_middle);
        self.changed
            .extend(gone.iter().map(|number| (file, *number)));
        let mut free = std::mem::take(&mut known.free);
        free.extend(gone.into_iter().rev());
        let mut next = u32::try_from(known.items.len() + free.len() - old_middle.len());
        let mut middle = Vec::with_capacity(new_middle.len());
        for _ in new_middle.clone() {
            let number = free.pop().unwrap_or_else(|| {
                let number = next.unwrap_or(u32::MAX);
                next = Ok(number.saturating_add(1));
                number
            });
            self.changed.insert((file, number));
            middle.push(KnownItem {
                number,
                start: 0,
                problems: Problems::new(),
            });
        }
        known.items.splice(old_middle.clone(), middle);
        for (slice, item) in source.items.iter_mut().zip(&mut known.items) {
            slice.index = item.number;
            item.start = slice.start;
        }
        let mut trees = Vec::with_capacity(new_middle.len());
        let slices = source.items.get(new_middle.clone()).unwrap_or_default();
        let items = known.items.get_mut(new_middle).unwrap_or_default();
        let parsed = in_lumps(slices, LUMP, |slice| parse_item(&source, slice));
        for ((tree, problems), item) in parsed.into_iter().zip(items) {
            item.problems = problems;
            trees.push(tree);
        }
        known.tree.items.splice(old_middle, trees);
        known.faults = faults
            .into_iter()
            .map(|fault| numbered(fault, &known.items))
            .collect();
        known.free = free;
        let highest = known.items.iter().map(|item| item.number as usize + 1);
        let mut starts = vec![u32::MAX; highest.max().unwrap_or(1)];
        for item in &known.items {
            if let Some(start) = starts.get_mut(item.number as usize) {
                *start = u32::try_from(item.start).unwrap_or(u32::MAX);
            }
        }
        texts.replace(file, text.clone());
        texts.set_numbered_items(file, starts);
        known
    }
}

fn numbers(items: &[KnownItem], range: &Range<usize>) -> Vec<u32> {
    let items = items.get(range.clone()).unwrap_or_default();
    items.iter().map(|item| item.number).collect()
}

/// A fault of a file that was just cut up, whose places count its items in their order, with the numbers that they keep.
fn numbered(fault: Diagnostic, items: &[KnownItem]) -> Diagnostic {
    fault.moved(|span| Span {
        item: items
            .get(span.item as usize)
            .map_or(span.item, |item| item.number),
        ..span
    })
}

/// How many items at the start and at the end of a file are what they were.
fn same_items(old: &str, items: &[KnownItem], new: &Source<'_>) -> (usize, usize) {
    let old_at = |at: usize| {
        let start = items.get(at)?.start;
        let end = items.get(at + 1).map_or(old.len(), |next| next.start);
        old.get(start..end)
    };
    let new_at = |at: usize| {
        let start = new.items.get(at)?.start;
        let end = new
            .items
            .get(at + 1)
            .map_or(new.text.len(), |next| next.start);
        new.text.get(start..end)
    };
    let both = items.len().min(new.items.len());
    let same = |old: Option<&str>, new: Option<&str>| old.is_some() && old == new;
    let before = (0..both)
        .take_while(|at| same(old_at(*at), new_at(*at)))
        .count();
    let behind = (1..=both - before)
        .take_while(|back| same(old_at(items.len() - back), new_at(new.items.len() - back)))
        .count();
    (before, behind)
}
