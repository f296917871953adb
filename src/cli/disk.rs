//! Files on the disk, below one root: regular files only, of a bounded size, and no link that leads out of the root.

use std::{
    fs,
    io::{self, Read},
    path::{Component, Path, PathBuf},
};

use crate::base::{
    files::{Entry, EntryKind, FileError, FileErrorReason, Files, MAX_FILE_BYTES},
    limits::Limits,
};

/// The files below a folder.
pub struct Disk {
    root: PathBuf,
    real_root: PathBuf,
}

/// The paths of a command line, told from one root.
pub struct Rooted {
    /// The files below the root.
    pub disk: Disk,
    /// The paths below it, in the order given, with `/` between parts.
    pub paths: Vec<String>,
}

/// The root from which all of these paths can be told, and the paths below it.
///
/// It is the folder the command runs in, where that holds all that is read: a pack's folder must lie below the root, since the
/// packs that it uses stand beside it. Otherwise it is the lowest folder that does.
pub fn rooted(paths: &[PathBuf]) -> io::Result<Rooted> {
    let here = std::env::current_dir()?;
    let here = here.canonicalize().unwrap_or(here);
    let full: Vec<PathBuf> = paths.iter().map(|path| settled(&here, path)).collect();
    let mut root: Option<PathBuf> = None;
    for path in &full {
        let needed = holds(path);
        let own = if needed.starts_with(&here) {
            here.as_path()
        } else {
            needed
        };
        root = Some(match root {
            None => own.to_path_buf(),
            Some(root) => common(&root, own),
        });
    }
    let root = root.unwrap_or(here);
    let paths = full
        .iter()
        .map(|path| slashed(path.strip_prefix(&root).unwrap_or(path)))
        .collect();
    Ok(Rooted {
        disk: Disk::at(&root),
        paths,
    })
}

/// The folder in which the packs at a path stand: the one above the pack, or the one that is given, if it is a folder of packs.
fn holds(path: &Path) -> &Path {
    let parent = path.parent().unwrap_or(path);
    match fs::read_dir(path) {
        Err(_) => parent.parent().unwrap_or(parent),
        Ok(entries) => {
            let mut names = entries
                .filter_map(Result::ok)
                .map(|entry| entry.file_name());
            let is_pack = names.any(|name| Path::new(&name).extension() == Some("policy".as_ref()));
            if is_pack { parent } else { path }
        }
    }
}

/// A path from the root of the disk, without `.`, `..` and links where it exists.
fn settled(here: &Path, path: &Path) -> PathBuf {
    let joined = here.join(path);
    if let Ok(real) = joined.canonicalize() {
        return real;
    }
    let mut out = PathBuf::new();
    for part in joined.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

fn common(one: &Path, two: &Path) -> PathBuf {
    one.components()
        .zip(two.components())
        .take_while(|(one, two)| one == two)
        .map(|(one, _)| one)
        .collect()
}

/// A path with `/` between its parts. A name that is not Unicode is shown with replacement characters, and cannot be read.
fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    parts.join("/")
}

impl Disk {
    /// The files below a folder.
    pub fn at(root: &Path) -> Disk {
        Disk {
            real_root: root.canonicalize().unwrap_or_else(|_| root.to_path_buf()),
            root: root.to_path_buf(),
        }
    }

    /// Where a path stands on the disk, if it lies below the root and no link on its way leads out of it.
    pub fn place(&self, path: &str) -> Result<PathBuf, FileErrorReason> {
        let relative = Path::new(path);
        let plain = relative
            .components()
            .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        if !plain {
            return Err(FileErrorReason::BadPath);
        }
        let real = self.root.join(relative).canonicalize().map_err(reason)?;
        if !real.starts_with(&self.real_root) {
            return Err(FileErrorReason::Other(
                "it is a link that leads out of the folder".to_owned(),
            ));
        }
        Ok(real)
    }

    fn bytes(&self, path: &str) -> Result<Vec<u8>, FileErrorReason> {
        let place = self.place(path)?;
        let facts = fs::metadata(&place).map_err(reason)?;
        if facts.is_dir() {
            return Err(FileErrorReason::WrongKind(EntryKind::Folder));
        }
        if !facts.is_file() {
            // A pipe or a device would make us wait for ever.
            return Err(FileErrorReason::Other(
                "it is not a regular file".to_owned(),
            ));
        }
        if facts.len() > MAX_FILE_BYTES {
            return Err(FileErrorReason::TooLarge);
        }
        let mut bytes = Vec::new();
        let file = fs::File::open(&place).map_err(reason)?;
        // It may grow while it is read.
        file.take(MAX_FILE_BYTES + 1)
            .read_to_end(&mut bytes)
            .map_err(reason)?;
        if bytes.len() as u64 > MAX_FILE_BYTES {
            return Err(FileErrorReason::TooLarge);
        }
        Ok(bytes)
    }

    fn entries(&self, folder: &str) -> Result<Vec<Entry>, FileErrorReason> {
        let place = self.place(folder)?;
        let facts = fs::metadata(&place).map_err(reason)?;
        if !facts.is_dir() {
            return Err(FileErrorReason::WrongKind(EntryKind::File));
        }
        let mut entries = Vec::new();
        for entry in fs::read_dir(&place).map_err(reason)? {
            let entry = entry.map_err(reason)?;
            let Ok(name) = entry.file_name().into_string() else {
                continue; // no name that could be written in a policy
            };
            if name.starts_with('.') {
                continue;
            }
            let Ok(facts) = entry.metadata() else {
                continue; // it has just vanished
            };
            // A link is taken for a file, which `read` follows as far as it may: followed as a folder it could lead in a circle.
            let kind = if facts.is_dir() {
                EntryKind::Folder
            } else {
                EntryKind::File
            };
            entries.push(Entry { name, kind });
        }
        entries.sort();
        Ok(entries)
    }
}

impl Files for Disk {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        self.bytes(path).map_err(|reason| FileError {
            path: path.to_owned(),
            reason,
        })
    }

    fn list(&self, folder: &str) -> Result<Vec<Entry>, FileError> {
        self.entries(folder).map_err(|reason| FileError {
            path: folder.to_owned(),
            reason,
        })
    }

    fn limits(&self) -> Limits {
        super::limits::said()
    }
}

fn reason(error: io::Error) -> FileErrorReason {
    match error.kind() {
        io::ErrorKind::NotFound => FileErrorReason::NotFound,
        io::ErrorKind::PermissionDenied => {
            FileErrorReason::Other("there is no permission to read it".to_owned())
        }
        io::ErrorKind::NotADirectory => FileErrorReason::NotFound,
        _ => FileErrorReason::Other("the system cannot read it".to_owned()),
    }
}
