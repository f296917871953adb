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
    diagnostics::{code::Code, diagnostic::Diagnostic, problems::Problems},
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
        let whole = || Part {
            old: 0..known.items.len(),
            bytes: 0..text.len(),
        };
        let found = part(&old, &text, &known).and_then(|part| cut(file, &text, &known, part));
        let (part, mut source, faults) = found.unwrap_or_else(|| {
            let (source, faults) = split(file, &text);
            (whole(), source, faults)
        });
        let moved = text.len().wrapping_sub(old.len());
        let items = known.items.get(part.old.clone()).unwrap_or_default();
        let (before, behind) = same_items(&old, items, &known.items, part.old.end, &source);
        // What stands between is another text: its items are parsed, under the numbers of those that stood there.
        let old_middle = part.old.start + before..part.old.end - behind;
        let new_middle = before..source.items.len() - behind;
        let cut_up: FxHashSet<u32> = numbers(&known.items, &part.old).into_iter().collect();
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
        let new_part = part.old.start..part.old.start + source.items.len();
        for item in known.items.get_mut(new_part.end..).unwrap_or_default() {
            item.start = item.start.wrapping_add(moved);
        }
        let items = known.items.get_mut(new_part.clone()).unwrap_or_default();
        for (slice, item) in source.items.iter_mut().zip(items) {
            slice.index = item.number;
            item.start = slice.start + part.bytes.start;
        }
        let mut trees = Vec::with_capacity(new_middle.len());
        let slices = source.items.get(new_middle.clone()).unwrap_or_default();
        let new_middle = new_part.start + new_middle.start..new_part.start + new_middle.end;
        let items = known.items.get_mut(new_middle).unwrap_or_default();
        let parsed = in_lumps(slices, LUMP, |slice| parse_item(&source, slice));
        for ((tree, problems), item) in parsed.into_iter().zip(items) {
            item.problems = problems;
            trees.push(tree);
        }
        known.tree.items.splice(old_middle, trees);
        let items = known.items.get(new_part).unwrap_or_default();
        let kept = std::mem::take(&mut known.faults).into_iter();
        let kept = kept.filter(|fault| {
            fault
                .span()
                .is_some_and(|span| !cut_up.contains(&span.item))
        });
        let faults = faults.into_iter().map(|fault| numbered(fault, items));
        known.faults = match part.old.is_empty() {
            true => faults.collect(),
            false => kept.chain(faults).collect(),
        };
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

/// A part of a file that is cut up again: which of the items that were known, and which bytes of the new text.
struct Part {
    old: Range<usize>,
    bytes: Range<usize>,
}

/// How many items on either side of a change are cut up again with it: what stands at the edge of one may go on with another.
const BESIDE: usize = 2;

/// The part around what differs between two texts; nothing where it is not worth looking for.
fn part(old: &str, new: &str, known: &KnownPolicy) -> Option<Part> {
    let items = &known.items;
    if items.len() < 8 * BESIDE {
        return None;
    }
    let (before, behind) = same_bytes(old.as_bytes(), new.as_bytes());
    let first = items.partition_point(|item| item.start <= before);
    let first = first.saturating_sub(1 + BESIDE);
    let last = items.partition_point(|item| item.start <= old.len() - behind);
    let last = (last + BESIDE).min(items.len());
    let start = match first {
        0 => 0,
        first => items.get(first)?.start,
    };
    let end = match items.get(last) {
        Some(item) => (item.start + new.len()).checked_sub(old.len())?,
        None => new.len(),
    };
    (start <= end).then_some(Part {
        old: first..last,
        bytes: start..end,
    })
}

/// Cuts a part up. Nothing where its end is no longer where an item starts, or where faults are counted through the whole file.
fn cut<'t>(
    file: FileId,
    text: &'t str,
    known: &KnownPolicy,
    part: Part,
) -> Option<(Part, Source<'t>, Problems)> {
    let counted = |faults: &Problems| {
        let mut codes = faults.iter().map(|fault| fault.code);
        faults.len() >= MOST_FAULTS
            || codes.any(|code| matches!(code, Code::TabInIndent | Code::MoreFaults))
    };
    // One item more shows whether the next one still begins where it did.
    let behind = known.items.get(part.old.end + 1);
    let reach = match (known.items.get(part.old.end), behind) {
        (None, _) => part.bytes.end,
        (Some(_), None) => text.len(),
        (Some(next), Some(behind)) => part.bytes.end + (behind.start - next.start),
    };
    let (mut source, faults) = split(file, text.get(part.bytes.start..reach)?);
    if counted(&known.faults) || counted(&faults) {
        return None;
    }
    let length = part.bytes.end - part.bytes.start;
    if reach > part.bytes.end {
        let next = source
            .items
            .iter()
            .position(|item| item.start == length && item.start > 0)?;
        source.items.truncate(next);
        let upto = u32::try_from(next).ok()?;
        let within = |fault: &Diagnostic| fault.span().is_some_and(|span| span.item < upto);
        let faults = faults.into_iter().filter(within).collect();
        source.text = source.text.get(..length)?;
        return Some((part, source, faults));
    }
    Some((part, source, faults))
}

/// With so many faults of characters and brackets, or more, a file is cut up whole: past a limit they are counted.
const MOST_FAULTS: usize = 20;

/// How many bytes at the start and at the end of two texts are the same.
fn same_bytes(old: &[u8], new: &[u8]) -> (usize, usize) {
    let both = old.len().min(new.len());
    let blocks = old.chunks_exact(BLOCK).zip(new.chunks_exact(BLOCK));
    let blocks = blocks.take_while(|(old, new)| old == new).count() * BLOCK;
    let rest = old.iter().zip(new).skip(blocks);
    let before = blocks + rest.take_while(|(old, new)| old == new).count();
    let left = both - before;
    let blocks = old.rchunks_exact(BLOCK).zip(new.rchunks_exact(BLOCK));
    let blocks = blocks.take_while(|(old, new)| old == new).count() * BLOCK;
    let rest = old.iter().rev().zip(new.iter().rev()).skip(blocks);
    let behind = blocks + rest.take_while(|(old, new)| old == new).count();
    (before, behind.min(left))
}

/// How many bytes are compared at once.
const BLOCK: usize = 1 << 12;

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

/// How many items at the start and at the end of a part are what they were. Behind the part stands `all[end]`.
fn same_items(
    old: &str,
    items: &[KnownItem],
    all: &[KnownItem],
    end: usize,
    new: &Source<'_>,
) -> (usize, usize) {
    let old_end = all.get(end).map_or(old.len(), |next| next.start);
    let old_at = |at: usize| {
        let start = items.get(at)?.start;
        let end = items.get(at + 1).map_or(old_end, |next| next.start);
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
