//! Which packs the open texts belong to, and what is known of them.

use std::{
    collections::BTreeMap,
    fmt,
    path::{Path, PathBuf},
};

use super::documents::Documents;
use crate::{
    base::{
        files::{Entry, EntryKind, FileError, FileErrorReason, Files, join},
        limits::Limits,
    },
    facade::{
        library::Library,
        live::{Live, users_of},
    },
    ide::view::View,
};

/// Where the disk comes from: the server itself opens no file.
pub trait Disks {
    /// The files below a folder.
    fn below(&self, root: &Path) -> Box<dyn Files>;
}

/// The packs below one folder.
pub struct Root {
    /// The folder.
    pub path: PathBuf,
    /// What is known of them.
    pub live: Live,
    disk: Box<dyn Files>,
    /// The folders of packs that are looked at, below the root.
    folders: Vec<String>,
    stale: Stale,
}

/// What has to be looked at again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stale {
    Nothing,
    Texts,
    Folders,
}

impl fmt::Debug for Root {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Root")
            .field("path", &self.path)
            .field("folders", &self.folders)
            .finish_non_exhaustive()
    }
}

/// All packs that texts are open of.
#[derive(Debug, Default)]
pub struct Workspace {
    /// The folders that the client has open.
    pub folders: Vec<PathBuf>,
    roots: BTreeMap<PathBuf, Root>,
    /// The packs below the folders that the client has open, as far as they were looked up.
    libraries: BTreeMap<PathBuf, Library>,
}

impl Workspace {
    /// A text was changed.
    pub fn changed(&mut self, path: &Path) {
        self.mark(path, Stale::Texts);
    }

    /// A text was opened, closed or saved, or something happened on the disk.
    pub fn moved(&mut self, path: &Path) {
        self.mark(path, Stale::Folders);
    }

    /// Anything may have happened on the disk.
    pub fn moved_all(&mut self) {
        for root in self.roots.values_mut() {
            root.stale = Stale::Folders;
        }
    }

    fn mark(&mut self, path: &Path, stale: Stale) {
        for root in self.roots.values_mut() {
            if path.starts_with(&root.path) {
                root.stale = root.stale.max(stale);
            }
        }
    }

    /// Whether something has to be looked at again.
    pub fn is_stale(&self, documents: &Documents) -> bool {
        self.roots.values().any(|root| root.stale != Stale::Nothing)
            || documents
                .iter()
                .any(|(path, _)| is_ours(path) && !self.roots.contains_key(&self.root_of(path)))
    }

    /// Brings everything up to date.
    pub fn refresh(&mut self, documents: &Documents, disks: &dyn Disks) {
        let mut open: BTreeMap<PathBuf, Vec<String>> = BTreeMap::new();
        for (path, _) in documents.iter().filter(|(path, _)| is_ours(path)) {
            let root = self.root_of(path);
            let Some(folder) = path.parent().and_then(|folder| below(&root, folder)) else {
                continue;
            };
            let folders = open.entry(root).or_default();
            if !folders.contains(&folder) {
                folders.push(folder);
            }
        }
        self.roots.retain(|path, _| open.contains_key(path));
        for (path, folders) in open {
            let root = self.roots.entry(path.clone()).or_insert_with(|| Root {
                disk: disks.below(&path),
                path,
                live: Live::new(),
                folders: Vec::new(),
                stale: Stale::Folders,
            });
            root.refresh(folders, documents);
        }
    }

    /// Reads the packs below the folders that the client has open, those of which no text is open too.
    pub fn look_up(&mut self, documents: &Documents, disks: &dyn Disks) {
        let folders = &self.folders;
        self.libraries.retain(|folder, _| folders.contains(folder));
        for folder in &self.folders {
            let disk = disks.below(folder);
            let files = Overlay {
                root: folder,
                disk: disk.as_ref(),
                documents,
            };
            let library = self.libraries.entry(folder.clone()).or_default();
            library.update(&files);
        }
    }

    /// The packs that are open, then those that were looked up, by the folder from which they are told.
    pub fn views(&self) -> Vec<(&Path, View<'_>)> {
        let open = self.roots.values();
        let open = open.map(|root| (root.path.as_path(), root.live.view()));
        let others = self.libraries.iter();
        let others = others.map(|(folder, library)| (folder.as_path(), library.view()));
        open.chain(others).collect()
    }

    /// The packs that a file belongs to, and its path below their root.
    pub fn of(&self, path: &Path) -> Option<(&Root, String)> {
        let root = self.roots.get(&self.root_of(path))?;
        Some((root, below(&root.path, path)?))
    }

    /// The same, to be asked for what is made on the way.
    pub fn of_mut(&mut self, path: &Path) -> Option<(&mut Root, String)> {
        let root = self.root_of(path);
        let root = self.roots.get_mut(&root)?;
        let below = below(&root.path, path)?;
        Some((root, below))
    }

    /// All packs.
    pub fn roots(&self) -> impl Iterator<Item = &Root> {
        self.roots.values()
    }

    /// The folder that everything about a file is told from: the folder that the client has open, or the one above where that is
    /// itself a pack; for other files the folder that holds the pack.
    fn root_of(&self, path: &Path) -> PathBuf {
        let pack = path.parent().unwrap_or(path);
        let beside = pack.parent().unwrap_or(pack);
        let open = self
            .folders
            .iter()
            .filter(|folder| beside.starts_with(folder));
        open.max_by_key(|folder| folder.as_os_str().len())
            .cloned()
            .unwrap_or_else(|| beside.to_path_buf())
    }
}

impl Root {
    fn refresh(&mut self, open: Vec<String>, documents: &Documents) {
        if self.stale == Stale::Nothing {
            return;
        }
        let files = Overlay {
            root: &self.path,
            disk: self.disk.as_ref(),
            documents,
        };
        if self.stale == Stale::Folders {
            let users: Vec<String> = open
                .iter()
                .flat_map(|folder| users_of(&files, folder))
                .collect();
            self.folders = open;
            for user in users {
                if !self.folders.contains(&user) {
                    self.folders.push(user);
                }
            }
            self.folders.sort();
        }
        self.stale = Stale::Nothing;
        self.live.update(&files, &self.folders);
    }

    /// The files below it, the open texts among them, for what is run apart.
    pub fn files<'a>(&'a self, documents: &'a Documents) -> Overlay<'a> {
        Overlay {
            root: &self.path,
            disk: self.disk.as_ref(),
            documents,
        }
    }
}

/// Whether a file is one of ours.
pub fn is_ours(path: &Path) -> bool {
    let ending = path.extension();
    ending == Some("policy".as_ref()) || ending == Some("scenario".as_ref())
}

/// A path below a root, with `/` between its parts.
pub fn below(root: &Path, path: &Path) -> Option<String> {
    let mut out = String::new();
    for part in path.strip_prefix(root).ok()?.components() {
        out = join(&out, part.as_os_str().to_str()?);
    }
    Some(out)
}

/// The disk with the open texts in the place of what stands there.
pub struct Overlay<'a> {
    root: &'a Path,
    disk: &'a dyn Files,
    documents: &'a Documents,
}

impl Files for Overlay<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        match self.documents.get(&self.root.join(path)) {
            Some(document) => Ok(document.text.as_bytes().to_vec()),
            None => self.disk.read(path),
        }
    }

    fn list(&self, folder: &str) -> Result<Vec<Entry>, FileError> {
        let listed = self.disk.list(folder);
        let place = self.root.join(folder);
        let open = self.documents.iter().filter_map(|(path, _)| {
            let name = path.strip_prefix(&place).ok()?.components().next()?;
            let kind = match path.parent() == Some(place.as_path()) {
                true => EntryKind::File,
                false => EntryKind::Folder,
            };
            let name = name.as_os_str().to_str()?.to_owned();
            Some(Entry { name, kind })
        });
        let mut entries: Vec<Entry> = open.collect();
        match listed {
            Ok(listed) => entries.extend(listed),
            Err(error) if entries.is_empty() || error.reason != FileErrorReason::NotFound => {
                return Err(error);
            }
            Err(_) => {}
        }
        entries.sort();
        entries.dedup();
        Ok(entries)
    }

    fn limits(&self) -> Limits {
        self.disk.limits()
    }
}
