//! Files as the core sees them: paths to bytes, so that editors and tests need no disk. The drivers bring the disk.

use std::{collections::BTreeMap, fmt};

use super::limits::Limits;

/// Where files come from. Paths are text with `/` between parts, and lie under some root that only the driver knows.
pub trait Files {
    /// The bytes of a file.
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError>;

    /// What a folder holds, in the order of the names' bytes. The root is the empty path.
    fn list(&self, folder: &str) -> Result<Vec<Entry>, FileError>;

    /// How far runs of what these files say may go.
    fn limits(&self) -> Limits {
        Limits::default()
    }
}

/// A thing in a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Its name, without the folder's path.
    pub name: String,
    /// Whether it is a file or itself a folder.
    pub kind: EntryKind,
}

/// What a thing in a folder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// A file: it can be read.
    File,
    /// A folder: it can be listed.
    Folder,
}

/// Why a file could not be read, or a folder not listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileError {
    /// Which.
    pub path: String,
    /// Why.
    pub reason: FileErrorReason,
}

/// The ways in which reading goes wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileErrorReason {
    /// There is nothing at this path, or no longer.
    NotFound,
    /// There is a folder where a file was asked for, or a file where a folder was.
    WrongKind(EntryKind),
    /// It is larger than [`MAX_FILE_BYTES`].
    TooLarge,
    /// The path leaves the root, or its name is not text.
    BadPath,
    /// What the system says: no permission, a broken disk.
    Other(String),
}

/// The largest file that is read whole: a text takes up to a hundred times its size in memory, and a policy or scenario of this
/// size is a mistake. Tables are read row by row, and may be of any size.
pub const MAX_FILE_BYTES: u64 = 32 << 20;

impl fmt::Display for FileErrorReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FileErrorReason::NotFound => f.write_str("there is no such file"),
            FileErrorReason::WrongKind(EntryKind::Folder) => f.write_str("it is a folder"),
            FileErrorReason::WrongKind(EntryKind::File) => f.write_str("it is not a folder"),
            FileErrorReason::TooLarge => write!(f, "it is larger than {} MB", MAX_FILE_BYTES >> 20),
            FileErrorReason::BadPath => f.write_str("its path cannot be used"),
            FileErrorReason::Other(reason) => f.write_str(reason),
        }
    }
}

/// Two paths as one: `join("bodies", "a.policy")` is `bodies/a.policy`.
pub fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() {
        name.to_owned()
    } else {
        format!("{folder}/{name}")
    }
}

/// Files that are only in memory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MemoryFiles {
    files: BTreeMap<String, Vec<u8>>,
}

impl MemoryFiles {
    /// No files.
    pub fn new() -> MemoryFiles {
        MemoryFiles::default()
    }

    /// Adds a file, or replaces it. Its folders are there from now on.
    pub fn add(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), bytes.into());
    }

    /// The same with one more file.
    #[must_use]
    pub fn with(mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> MemoryFiles {
        self.add(path, bytes);
        self
    }
}

impl Files for MemoryFiles {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        if let Some(bytes) = self.files.get(path) {
            return Ok(bytes.clone());
        }
        let below = join(path, "");
        let reason = if path.is_empty() || self.files.keys().any(|file| file.starts_with(&below)) {
            FileErrorReason::WrongKind(EntryKind::Folder)
        } else {
            FileErrorReason::NotFound
        };
        Err(FileError {
            path: path.to_owned(),
            reason,
        })
    }

    fn list(&self, folder: &str) -> Result<Vec<Entry>, FileError> {
        let below = join(folder, "");
        let mut entries = Vec::new();
        for path in self.files.keys() {
            let Some(rest) = path.strip_prefix(&below) else {
                continue;
            };
            let (name, kind) = match rest.split_once('/') {
                Some((name, _)) => (name, EntryKind::Folder),
                None => (rest, EntryKind::File),
            };
            entries.push(Entry {
                name: name.to_owned(),
                kind,
            });
        }
        entries.sort();
        entries.dedup();
        if entries.is_empty() && !folder.is_empty() {
            let is_file = self.files.contains_key(folder);
            let reason = if is_file {
                FileErrorReason::WrongKind(EntryKind::File)
            } else {
                FileErrorReason::NotFound
            };
            return Err(FileError {
                path: folder.to_owned(),
                reason,
            });
        }
        Ok(entries)
    }
}
