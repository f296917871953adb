//! What a change to files touches: which packs and scenarios must be run again. Contents are compared, not the times of files.

use std::collections::{BTreeMap, BTreeSet};

use super::load::{Loaded, load, with_used};
use crate::base::files::Files;

/// What stood at some paths when they were last looked at.
#[derive(Debug, Default)]
pub struct Watched {
    paths: Vec<String>,
    hashes: BTreeMap<String, String>,
    /// By the folder of a pack that was asked for: the folders it is made of, its own and those of the packs it uses.
    made_of: BTreeMap<String, BTreeSet<String>>,
    looked: bool,
}

/// What a change touches.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Touched {
    /// The files that were added, changed or removed; none at the first look.
    pub changed: Vec<String>,
    /// The paths whose scenarios must be run.
    pub run: Vec<String>,
    /// The folders in which a change is to be looked for: of the packs, and of those that they use.
    pub folders: Vec<String>,
    /// All files that are there now.
    pub files: BTreeSet<String>,
}

impl Watched {
    /// Nothing was looked at yet.
    pub fn new(paths: Vec<String>) -> Watched {
        Watched {
            paths,
            ..Watched::default()
        }
    }

    /// Looks at the files again. None where they are as they were; all is touched at the first look.
    pub fn look(&mut self, files: &dyn Files) -> Option<Touched> {
        let (loaded, _) = load(files, &self.paths);
        let changed = differing(&self.hashes, &loaded.hashes);
        if self.looked && changed.is_empty() {
            return None;
        }
        let made_of = made_of(&loaded);
        let run = if self.looked {
            self.touched(&loaded, &made_of, &changed)
        } else {
            self.paths.clone()
        };
        let folders = made_of.values().flatten().cloned().collect::<BTreeSet<_>>();
        let changed = if self.looked { changed } else { Vec::new() };
        self.looked = true;
        self.made_of = made_of;
        self.hashes = loaded.hashes;
        Some(Touched {
            changed,
            run,
            folders: folders.into_iter().collect(),
            files: self.hashes.keys().cloned().collect(),
        })
    }

    /// The paths that these changes touch: a pack whose policies or used packs changed, else the scenarios that did.
    fn touched(
        &self,
        loaded: &Loaded,
        made_of: &BTreeMap<String, BTreeSet<String>>,
        changed: &[String],
    ) -> Vec<String> {
        if made_of.is_empty() {
            // The packs are gone: running the paths says so.
            return self.paths.clone();
        }
        let mut run = Vec::new();
        for (folder, now) in made_of {
            let before = self.made_of.get(folder);
            let is_of_pack = |path: &String| {
                let folders = now.iter().chain(before.into_iter().flatten());
                folders.into_iter().any(|one| lies_in(path, one))
            };
            let policy_changed = before.is_none()
                || changed
                    .iter()
                    .any(|path| !is_scenario(path) && is_of_pack(path));
            let named = self
                .paths
                .iter()
                .filter(|path| lies_in(path, folder) && is_file(path));
            if policy_changed {
                let named: Vec<String> = named.cloned().collect();
                if named.is_empty() {
                    run.push(folder.clone());
                } else {
                    run.extend(named);
                }
                continue;
            }
            let scenarios: Vec<String> = changed
                .iter()
                .filter(|path| is_scenario(path) && lies_in(path, folder))
                .filter(|path| loaded.hashes.contains_key(*path))
                .cloned()
                .collect();
            if !scenarios.is_empty() {
                run.extend(named.filter(|path| !is_scenario(path)).cloned());
                run.extend(scenarios);
            }
        }
        run
    }
}

/// The folders of each pack that was asked for: its own, and those of the packs that it uses.
fn made_of(loaded: &Loaded) -> BTreeMap<String, BTreeSet<String>> {
    let mut made_of: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for place in &loaded.asked {
        let Some(pack) = loaded.packs.get(*place) else {
            continue;
        };
        let folders = with_used(loaded, *place)
            .into_iter()
            .filter_map(|pack| loaded.packs.get(pack))
            .map(|pack| pack.folder.clone());
        made_of
            .entry(pack.folder.clone())
            .or_default()
            .extend(folders);
    }
    made_of
}

/// The paths whose content is not the same in both.
fn differing(before: &BTreeMap<String, String>, now: &BTreeMap<String, String>) -> Vec<String> {
    let paths: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
    paths
        .into_iter()
        .filter(|path| before.get(*path) != now.get(*path))
        .cloned()
        .collect()
}

fn lies_in(path: &str, folder: &str) -> bool {
    path.rsplit_once('/').map_or("", |(above, _)| above) == folder
}

fn is_scenario(path: &str) -> bool {
    path.ends_with(".scenario") || path.ends_with(".scenario.json")
}

fn is_file(path: &str) -> bool {
    path.ends_with(".policy") || is_scenario(path)
}
