//! What is known of some packs, in one place, for every question that an editor asks.

use smol_str::SmolStr;

use crate::{
    base::{
        line_index::Utf16Position,
        source_map::SourceMap,
        span::{FileId, Span},
    },
    resolve::{case::cases::Resolved, policy::Resolution},
    tree::{policy::PolicyFile, scenario::ScenarioFile},
};

/// Some packs.
#[derive(Debug)]
pub struct View<'a> {
    /// The texts.
    pub texts: &'a SourceMap,
    /// The packs: those that were asked for, and those that they use.
    pub packs: Vec<PackView<'a>>,
}

/// A pack.
#[derive(Debug)]
pub struct PackView<'a> {
    /// Its name.
    pub name: &'a SmolStr,
    /// Its policies.
    pub policies: &'a [(FileId, PolicyFile)],
    /// Its scenario files.
    pub scenario_files: &'a [(FileId, ScenarioFile)],
    /// The packs that it is resolved with, by their places, itself last.
    pub uses: Vec<usize>,
    /// What it means together with what it uses; none for a pack that was not asked for.
    pub resolution: Option<&'a Resolution>,
    /// Its scenarios.
    pub scenarios: &'a [Resolved],
}

/// A stretch of text as editors count: lines and columns from 0, columns in UTF-16 units.
pub type Utf16Range = (Utf16Position, Utf16Position);

/// A stretch of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stretch {
    /// The path of the file.
    pub path: SmolStr,
    /// Where in it.
    pub range: Utf16Range,
}

/// A file as written.
#[derive(Debug, Clone, Copy)]
pub enum FileTree<'a> {
    /// A policy.
    Policy(&'a PolicyFile),
    /// A scenario file.
    Scenario(&'a ScenarioFile),
}

impl<'a> View<'a> {
    /// The file at this path, with the pack it stands in and its tree.
    pub fn file(&self, path: &str) -> Option<(FileId, &PackView<'a>, FileTree<'a>)> {
        self.packs.iter().find_map(|pack| {
            let is_it = |file: FileId| self.texts.path(file) == path;
            let policy = pack.policies.iter().find(|(file, _)| is_it(*file));
            let scenario = pack.scenario_files.iter().find(|(file, _)| is_it(*file));
            match (policy, scenario) {
                (Some((file, tree)), _) => Some((*file, pack, FileTree::Policy(tree))),
                (None, Some((file, tree))) => Some((*file, pack, FileTree::Scenario(tree))),
                (None, None) => None,
            }
        })
    }

    /// Where a span stands.
    pub fn stretch(&self, span: Span) -> Stretch {
        Stretch {
            path: SmolStr::new(self.texts.path(span.file)),
            range: self.texts.utf16(span),
        }
    }
}
