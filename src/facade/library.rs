//! Packs of which nobody has a text open: their trees alone, for what is looked up in all packs below a folder.

use super::{
    load::{Loaded, load_again, with_used},
    shelf::Shelf,
};
use crate::{
    base::files::{EntryKind, Files, join},
    ide::view::{PackView, View},
};

/// The packs below a folder, as they are written. Nothing is resolved.
#[derive(Debug, Default)]
pub struct Library {
    loaded: Loaded,
    shelf: Shelf,
}

impl Library {
    /// Reads the packs below a folder again: what is as it was is not parsed again.
    pub fn update(&mut self, files: &dyn Files) {
        let shelf = std::mem::take(&mut self.shelf);
        let before = std::mem::take(&mut self.loaded);
        // What is wrong in them is told where they are open.
        let (loaded, shelf, _) = load_again(files, &packs_below(files), shelf, before);
        (self.loaded, self.shelf) = (loaded, shelf);
    }

    /// What can be asked about them.
    pub fn view(&self) -> View<'_> {
        let packs = self.loaded.packs.iter().enumerate();
        let packs = packs.map(|(place, pack)| PackView {
            name: &pack.name,
            policies: &pack.policies,
            scenario_files: &pack.scenarios,
            uses: with_used(&self.loaded, place),
            resolution: None,
            scenarios: &[],
        });
        View {
            texts: &self.loaded.texts,
            packs: packs.collect(),
        }
    }
}

/// The deepest that packs are looked for below a folder that an editor has open.
const MOST_DEPTH: usize = 6;

/// The most folders that are looked into: a folder may hold everything.
const MOST_FOLDERS: usize = 2_000;

/// The folders below the root that hold a policy. Folders that tools fill are passed over.
fn packs_below(files: &dyn Files) -> Vec<String> {
    let mut found = Vec::new();
    let mut level = vec![String::new()];
    let mut looked_into = 0;
    for _ in 0..=MOST_DEPTH {
        let mut below = Vec::new();
        for folder in level {
            looked_into += 1;
            if looked_into > MOST_FOLDERS {
                return found;
            }
            let entries = files.list(&folder).unwrap_or_default();
            let is_policy = |name: &str, kind| kind == EntryKind::File && name.ends_with(".policy");
            if entries
                .iter()
                .any(|entry| is_policy(&entry.name, entry.kind))
            {
                found.push(folder);
                continue;
            }
            let folders = entries
                .iter()
                .filter(|entry| entry.kind == EntryKind::Folder);
            let folders = folders.filter(|entry| {
                !entry.name.starts_with('.')
                    && !matches!(entry.name.as_str(), "node_modules" | "target")
            });
            below.extend(folders.map(|entry| join(&folder, &entry.name)));
        }
        level = below;
    }
    found
}
