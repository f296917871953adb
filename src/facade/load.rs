//! Reading packs: which folders and files are asked for, what they use, and the tree of each file.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use smol_str::SmolStr;

use super::{
    messages,
    sheets::{SheetsRead, read_sheet},
    shelf::Shelf,
};
use crate::{
    base::{
        files::{Entry, EntryKind, FileErrorReason, Files, join},
        limits::Limits,
        nearest::nearest,
        source_map::SourceMap,
        span::{FileId, Span},
    },
    diagnostics::{problems::Problems, reading},
    tables::scenario_text::text_of_json,
    tree::{
        policy::{Item, PolicyFile},
        scenario::ScenarioFile,
    },
};

/// Everything that was read for some paths.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The texts.
    pub texts: SourceMap,
    /// The files with the hashes of their content, by path.
    pub hashes: BTreeMap<String, String>,
    /// The spreadsheets of schemes.
    pub sheets: SheetsRead,
    /// The packs: those asked for, and those that they use.
    pub packs: Vec<Pack>,
    /// The packs asked for, in the order of the paths, by their places in `packs`.
    pub asked: Vec<usize>,
    /// How far runs may go.
    pub limits: Limits,
    /// Whether no hashes are wanted.
    pub(super) unhashed: bool,
    /// Texts that were made of spreadsheets at an earlier reading, by path: they are written anew in their places.
    pub(super) spare_texts: BTreeMap<String, Vec<FileId>>,
}

impl Loaded {
    /// Gives the trees away, when all is known that they say: they take more room than anything else.
    pub(super) fn take_trees(&mut self) -> Vec<(PolicyFile, ScenarioFile)> {
        let mut trees = Vec::new();
        for pack in &mut self.packs {
            let policies = pack.policies.iter_mut();
            trees.extend(policies.map(|(_, tree)| (std::mem::take(tree), ScenarioFile::default())));
            let scenarios = pack.scenarios.iter_mut();
            trees.extend(scenarios.map(|(_, tree)| (PolicyFile::default(), std::mem::take(tree))));
        }
        trees
    }

    /// Notes what the bytes of a file were.
    pub(super) fn note_read(&mut self, path: &str, bytes: &[u8]) {
        if !self.unhashed {
            self.hashes.insert(path.to_owned(), sha256(bytes));
        }
    }
}

/// A folder of policies with its scenarios, as far as it was asked for.
#[derive(Debug)]
pub struct Pack {
    /// Its name: that of its folder.
    pub name: SmolStr,
    /// Its folder, below the root.
    pub folder: String,
    /// Its policies in the order of their names.
    pub policies: Vec<(FileId, PolicyFile)>,
    /// Its scenarios in the order of their names; none for a pack that is only used.
    pub scenarios: Vec<(FileId, ScenarioFile)>,
    /// The packs that it uses, by their places, in the order of its `use` lines.
    pub uses: Vec<usize>,
    /// Whether a file of it could not be read or parsed in whole.
    pub incomplete: bool,
}

/// How deep folders of packs may stand in one another.
const MOST_DEPTH: usize = 16;

/// What is to be read of one folder.
struct Ask {
    folder: String,
    /// The policies, where single ones were asked for.
    policies: Option<Vec<String>>,
    /// The scenarios, where single ones were asked for.
    scenarios: Option<Vec<String>>,
}

/// Reads what stands at these paths: packs, folders of packs, single files. What cannot be read is told, and hides nothing
/// else.
pub fn load(files: &dyn Files, paths: &[String]) -> (Loaded, Problems) {
    let (loaded, _, problems) = read(files, paths, Shelf::default(), Loaded::default());
    (loaded, problems)
}

/// The same, with what was read before: what is as it was is not parsed again. No hashes are made.
pub(super) fn load_again(
    files: &dyn Files,
    paths: &[String],
    mut shelf: Shelf,
    before: Loaded,
) -> (Loaded, Shelf, Problems) {
    let start = shelf.take_back(before);
    read(files, paths, shelf, start)
}

fn read(
    files: &dyn Files,
    paths: &[String],
    shelf: Shelf,
    loaded: Loaded,
) -> (Loaded, Shelf, Problems) {
    let mut loading = Loading {
        files,
        loaded,
        shelf,
        whole: BTreeMap::new(),
        problems: Problems::new(),
    };
    for ask in loading.asks(paths) {
        let place = loading.asked(&ask);
        loading.loaded.asked.extend(place);
    }
    loading.loaded.limits = files.limits();
    loading.shelf.forget_unseen();
    (loading.loaded, loading.shelf, loading.problems)
}

/// The packs that a pack is resolved with: all that it uses, directly or not, each before those that use it; itself last.
pub fn with_used(loaded: &Loaded, pack: usize) -> Vec<usize> {
    fn visit(loaded: &Loaded, pack: usize, order: &mut Vec<usize>) {
        if order.contains(&pack) {
            return;
        }
        for used in loaded.packs.get(pack).map_or(&[][..], |pack| &pack.uses) {
            visit(loaded, *used, order);
        }
        order.push(pack);
    }
    let mut order = Vec::new();
    visit(loaded, pack, &mut order);
    order
}

struct Loading<'f> {
    files: &'f dyn Files,
    loaded: Loaded,
    shelf: Shelf,
    /// Packs that were read as whole folders, by folder: a pack that is used and asked for is read once.
    whole: BTreeMap<String, usize>,
    problems: Problems,
}

/// A `use` line on the way from a pack that was asked for, for the message about a circle.
struct Step {
    folder: String,
    name: SmolStr,
}

impl Loading<'_> {
    /// The folders to read, in the order of the paths.
    fn asks(&mut self, paths: &[String]) -> Vec<Ask> {
        let mut asks: Vec<Ask> = Vec::new();
        for path in paths {
            match self.files.list(path) {
                Ok(entries) => {
                    let before = asks.len();
                    self.folder(path, &entries, 0, &mut asks);
                    if asks.len() == before {
                        self.problems.push(reading::empty_pack(path));
                    }
                }
                Err(error) if error.reason == FileErrorReason::WrongKind(EntryKind::File) => {
                    self.single(path, &mut asks);
                }
                Err(error) => self.problems.push(reading::not_read(&error)),
            }
        }
        asks
    }

    /// A folder that is a pack, or the packs in it.
    fn folder(&mut self, path: &str, entries: &[Entry], depth: usize, asks: &mut Vec<Ask>) {
        if entries.iter().any(|entry| is_file(entry, POLICY)) {
            if !asks
                .iter()
                .any(|ask| ask.folder == path && ask.policies.is_none())
            {
                asks.push(Ask {
                    folder: path.to_owned(),
                    policies: None,
                    scenarios: None,
                });
            }
            return;
        }
        if depth >= MOST_DEPTH {
            return;
        }
        for entry in entries {
            if entry.kind != EntryKind::Folder {
                continue;
            }
            let below = join(path, &entry.name);
            match self.files.list(&below) {
                Ok(entries) => self.folder(&below, &entries, depth + 1, asks),
                Err(error) => self.problems.push(reading::not_read(&error)),
            }
        }
    }

    /// A single file: those of one folder are read together. A scenario alone runs against all policies beside it.
    fn single(&mut self, path: &str, asks: &mut Vec<Ask>) {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let policy = name.ends_with(POLICY);
        if !policy && !is_scenario(name) {
            self.problems.push(messages::neither_kind(path));
            return;
        }
        let known = asks.iter().position(|ask| {
            ask.folder == folder && (ask.policies.is_some() || ask.scenarios.is_some())
        });
        let place = known.unwrap_or_else(|| {
            asks.push(Ask {
                folder: folder.to_owned(),
                policies: None,
                scenarios: Some(Vec::new()),
            });
            asks.len() - 1
        });
        let Some(ask) = asks.get_mut(place) else {
            return;
        };
        let wanted = if policy {
            &mut ask.policies
        } else {
            &mut ask.scenarios
        };
        let names = wanted.get_or_insert_default();
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }

    fn asked(&mut self, ask: &Ask) -> Option<usize> {
        let mut way = Vec::new();
        if ask.policies.is_none() && ask.scenarios.is_none() {
            let place = self.whole(&ask.folder, &mut way)?;
            self.read_scenarios(place, None);
            return Some(place);
        }
        let names = match &ask.policies {
            Some(names) => names.clone(),
            None => match self.files.list(&ask.folder) {
                Ok(entries) => names_of(&entries, POLICY),
                Err(error) => {
                    self.problems.push(reading::not_read(&error));
                    return None;
                }
            },
        };
        if names.is_empty() {
            self.problems.push(reading::empty_pack(&ask.folder));
            return None;
        }
        let place = self.pack(&ask.folder, &names, &mut way);
        self.read_scenarios(place, ask.scenarios.as_deref());
        Some(place)
    }

    /// A pack as a whole folder, read once. `way` are the packs through which it came to be used.
    fn whole(&mut self, folder: &str, way: &mut Vec<Step>) -> Option<usize> {
        if let Some(place) = self.whole.get(folder) {
            return Some(*place);
        }
        match self.files.list(folder) {
            Ok(entries) => {
                let names = names_of(&entries, POLICY);
                if names.is_empty() {
                    self.problems.push(reading::empty_pack(folder));
                    return None;
                }
                let place = self.pack(folder, &names, way);
                self.whole.insert(folder.to_owned(), place);
                Some(place)
            }
            Err(error) => {
                self.problems.push(reading::not_read(&error));
                None
            }
        }
    }

    /// Reads these policies of a folder, then what they use.
    fn pack(&mut self, folder: &str, names: &[String], way: &mut Vec<Step>) -> usize {
        let name = SmolStr::new(folder.rsplit_once('/').map_or(folder, |(_, name)| name));
        let mut pack = Pack {
            name: name.clone(),
            folder: folder.to_owned(),
            policies: Vec::new(),
            scenarios: Vec::new(),
            uses: Vec::new(),
            incomplete: false,
        };
        for name in names {
            let path = join(folder, name);
            let Some(text) = self.text(&path) else {
                pack.incomplete = true;
                continue;
            };
            let (file, tree, problems) = self.shelf.policy(&mut self.loaded.texts, &path, &text);
            pack.incomplete |= problems.has_errors();
            self.problems.append(problems);
            for item in &tree.items {
                if let Item::Scheme(scheme) = item {
                    read_sheet(self.files, &mut self.loaded, folder, scheme);
                }
            }
            pack.policies.push((file, tree));
        }
        way.push(Step {
            folder: folder.to_owned(),
            name,
        });
        let mut uses = Vec::new();
        for (_, tree) in &pack.policies {
            for item in &tree.items {
                if let Item::Use(word) = item {
                    uses.push((word.text.clone(), word.span));
                }
            }
        }
        for (name, span) in uses {
            match self.used(folder, &name, span, way) {
                Some(place) if !pack.uses.contains(&place) => pack.uses.push(place),
                Some(_) => {}
                None => pack.incomplete = true,
            }
        }
        way.pop();
        self.loaded.packs.push(pack);
        self.loaded.packs.len() - 1
    }

    /// The pack that a `use` line names: the folder of that name beside its own.
    fn used(&mut self, folder: &str, name: &str, span: Span, way: &mut Vec<Step>) -> Option<usize> {
        let beside = folder.rsplit_once('/').map_or("", |(above, _)| above);
        let wanted = join(beside, name);
        if let Some(start) = way.iter().position(|step| step.folder == wanted) {
            let circle: Vec<_> = way
                .iter()
                .skip(start)
                .map(|step| step.name.as_str())
                .chain([name])
                .collect();
            self.problems.push(messages::use_circle(span, &circle));
            return None;
        }
        match self.files.list(&wanted) {
            Ok(_) => self.whole(&wanted, way),
            Err(_) => {
                let others = self.files.list(beside).unwrap_or_default();
                let folders = others
                    .iter()
                    .filter(|entry| entry.kind == EntryKind::Folder)
                    .map(|entry| entry.name.as_str());
                self.problems.push(messages::no_such_pack(
                    span,
                    name,
                    &wanted,
                    nearest(name, folders),
                ));
                None
            }
        }
    }

    /// The scenarios of a pack that was asked for: all of its folder's, or these.
    fn read_scenarios(&mut self, place: usize, only: Option<&[String]>) {
        let Some(folder) = self.loaded.packs.get(place).map(|pack| pack.folder.clone()) else {
            return;
        };
        let names = match only {
            Some(names) => names.to_vec(),
            None => self
                .files
                .list(&folder)
                .map(|entries| {
                    entries
                        .into_iter()
                        .filter(|entry| entry.kind == EntryKind::File && is_scenario(&entry.name))
                        .map(|entry| entry.name)
                        .collect()
                })
                .unwrap_or_default(),
        };
        let mut texts = Vec::new();
        for name in names {
            let path = join(&folder, &name);
            if let Some(text) = self.text(&path) {
                texts.push((path, text));
            }
        }
        let read = self.shelf.scenarios(&mut self.loaded.texts, texts);
        for (file, tree, problems) in read {
            self.problems.append(problems);
            if let Some(pack) = self.loaded.packs.get_mut(place) {
                pack.scenarios.push((file, tree));
            }
        }
    }

    /// Reads a text and remembers what it was.
    fn text(&mut self, path: &str) -> Option<String> {
        let bytes = match self.files.read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.problems.push(reading::not_read(&error));
                return None;
            }
        };
        self.loaded.note_read(path, &bytes);
        let (text, problems) = match path.ends_with(SCENARIO_JSON) {
            true => text_of_json(path, &bytes),
            false => reading::decode(path, bytes),
        };
        self.problems.append(problems);
        text
    }
}

const POLICY: &str = ".policy";
const SCENARIO: &str = ".scenario";
/// A scenario in JSON becomes the text that says the same, which messages then show.
const SCENARIO_JSON: &str = ".scenario.json";

fn is_scenario(name: &str) -> bool {
    name.ends_with(SCENARIO) || name.ends_with(SCENARIO_JSON)
}

fn is_file(entry: &Entry, ending: &str) -> bool {
    entry.kind == EntryKind::File && entry.name.ends_with(ending)
}

fn names_of(entries: &[Entry], ending: &str) -> Vec<String> {
    let files = entries.iter().filter(|entry| is_file(entry, ending));
    files.map(|entry| entry.name.clone()).collect()
}

/// The SHA-256 of some bytes, in hexadecimal.
fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
