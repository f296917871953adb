//! Reading files as text: what can be wrong with them before anything is parsed, and the words for it.

use super::{code::Code, diagnostic::Diagnostic, problems::Problems};
use crate::base::files::{EntryKind, FileError, FileErrorReason, Files, MAX_FILE_BYTES};

/// Reads a file as text. A file that is not text gives none, and the problem that says why.
pub fn read_text(files: &dyn Files, path: &str) -> (Option<String>, Problems) {
    match files.read(path) {
        Ok(bytes) => decode(path, bytes),
        Err(error) => (None, not_read(&error).into()),
    }
}

/// The bytes of a file as text: UTF-8, with or without the mark at its start that some editors put there, and without NUL.
pub fn decode(path: &str, bytes: Vec<u8>) -> (Option<String>, Problems) {
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return (None, too_large(path).into());
    }
    let mut text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            return (
                None,
                not_utf8(path, error.as_bytes(), error.utf8_error().valid_up_to()).into(),
            );
        }
    };
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    if let Some((before, _)) = text.split_once('\0') {
        let problem = nul_in_text(path, line_after(before.as_bytes()));
        return (None, problem.into());
    }
    (Some(text), Problems::new())
}

/// A file or folder that cannot be read.
pub fn not_read(error: &FileError) -> Diagnostic {
    let FileError { path, reason } = error;
    match reason {
        FileErrorReason::TooLarge => too_large(path),
        _ => {
            let help = match reason {
                FileErrorReason::NotFound => {
                    "see that the path is right, and that nothing moves the file while it is read"
                }
                FileErrorReason::WrongKind(EntryKind::Folder) => "name a file that stands in it",
                FileErrorReason::WrongKind(EntryKind::File) => "name the folder that it stands in",
                _ => "see that it can be opened and read, and that its name is plain text",
            };
            Diagnostic::in_file(
                Code::FileNotRead,
                path,
                format!("`{path}` cannot be read: {reason}"),
            )
            .help(help)
        }
    }
}

/// A folder without a `.policy` file.
pub fn empty_pack(folder: &str) -> Diagnostic {
    Diagnostic::in_file(
        Code::EmptyPack,
        folder,
        format!("the folder `{folder}` holds no `.policy` file"),
    )
}

fn too_large(path: &str) -> Diagnostic {
    let megabytes = MAX_FILE_BYTES >> 20;
    Diagnostic::in_file(
        Code::FileTooLarge,
        path,
        format!("`{path}` is larger than {megabytes} MB"),
    )
    .help(
        "give what is long to the run as a table: `vires run PACK --background FILE --events FILE`",
    )
}

fn not_utf8(path: &str, bytes: &[u8], valid: usize) -> Diagnostic {
    let line = line_after(bytes.get(..valid).unwrap_or(bytes));
    let wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let found = if wide {
        "it looks like UTF-16"
    } else {
        "its bytes are no UTF-8 text"
    };
    Diagnostic::in_row(
        Code::NotUtf8,
        path,
        line,
        format!("`{path}` cannot be read as text: {found}"),
    )
    .help("save the file as UTF-8")
}

fn nul_in_text(path: &str, line: u32) -> Diagnostic {
    Diagnostic::in_row(
        Code::NulInText,
        path,
        line,
        format!("`{path}` holds a NUL character, which no text has"),
    )
    .help("take it out, or check that this is the file you meant")
}

/// The line, counted from 1, on which the byte after these stands.
fn line_after(bytes: &[u8]) -> u32 {
    let feeds = bytes.iter().filter(|byte| **byte == b'\n').count();
    u32::try_from(feeds).unwrap_or(u32::MAX).saturating_add(1)
}
