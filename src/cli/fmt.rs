//! `vires fmt PATH…`

use std::{
    fs,
    io::{self, Read, Write},
    path::Path,
};

use super::{
    arguments::FmtArguments,
    disk::rooted,
    exit::Exit,
    output::{ColourChoice, WriteError, print, print_error, style_of_stderr},
};
use crate::{
    base::files::MAX_FILE_BYTES,
    facade::format::{FormattedFile, Sort, format, format_text},
    report::{clean::shown, problems_text::told},
};

/// Brings files, or a text, into their canonical layout.
pub fn fmt(arguments: &FmtArguments, colour: ColourChoice) -> Result<Exit, WriteError> {
    if arguments.stdin {
        return from_stdin(arguments, colour);
    }
    let rooted = rooted(&arguments.paths)?;
    let formatted = format(&rooted.disk, &rooted.paths);
    let problems = told(
        &formatted.problems,
        &formatted.texts,
        style_of_stderr(colour),
    );
    if !problems.is_empty() {
        print_error(&format!("{problems}\n"));
    }
    let mut exit = exit(formatted.has_errors());
    let mut changed = 0;
    for file in &formatted.files {
        let FormattedFile {
            path,
            changed: Some(text),
        } = file
        else {
            continue;
        };
        changed += 1;
        if arguments.check {
            print(&format!("{}\n", shown(path)))?;
            exit = exit.max(Exit::No);
            continue;
        }
        let written = match rooted.disk.place(path) {
            Ok(place) => replace(&place, text).map_err(|error| error.to_string()),
            Err(reason) => Err(reason.to_string()),
        };
        match written {
            Ok(()) => print(&format!("formatted {}\n", shown(path)))?,
            Err(reason) => {
                print_error(&format!(
                    "vires: `{}` cannot be written: {reason}\n",
                    shown(path)
                ));
                exit = Exit::BadInput;
            }
        }
    }
    let files = match formatted.files.len() {
        1 => "1 file".to_owned(),
        several => format!("{several} files"),
    };
    let word = if arguments.check {
        "not in their canonical layout"
    } else {
        "changed"
    };
    print(&format!("{files}, {changed} {word}\n"))?;
    Ok(exit)
}

/// A file with an error in it is still formatted as far as it can be read, but it is no good input.
fn exit(has_errors: bool) -> Exit {
    if has_errors {
        Exit::BadInput
    } else {
        Exit::Fine
    }
}

/// Puts a new text in the place of a file's old one, all or nothing: it is written beside it and moved over it.
fn replace(place: &Path, text: &str) -> io::Result<()> {
    let folder = place.parent().unwrap_or(Path::new("."));
    let mut beside = tempfile::NamedTempFile::new_in(folder)?;
    beside.write_all(text.as_bytes())?;
    beside.flush()?;
    let permissions = fs::metadata(place)?.permissions();
    beside.as_file().set_permissions(permissions)?;
    beside.persist(place).map_err(|error| error.error)?;
    Ok(())
}

fn from_stdin(arguments: &FmtArguments, colour: ColourChoice) -> Result<Exit, WriteError> {
    let name = arguments.paths.first().map_or_else(
        || "standard input".to_owned(),
        |path| path.to_string_lossy().into_owned(),
    );
    let sort = Sort::of_path(&name).unwrap_or(Sort::Policy);
    let mut bytes = Vec::new();
    let mut input = io::stdin().lock().take(MAX_FILE_BYTES + 1);
    if let Err(error) = input.read_to_end(&mut bytes) {
        print_error(&format!("vires: standard input cannot be read: {error}\n"));
        return Ok(Exit::BadInput);
    }
    let formatted = format_text(&name, bytes.clone(), sort);
    let told = told(
        &formatted.problems,
        &formatted.texts,
        style_of_stderr(colour),
    );
    if !told.is_empty() {
        print_error(&format!("{told}\n"));
    }
    let mut exit = exit(formatted.has_errors());
    if let Some(text) = formatted.text {
        if arguments.check {
            if text.as_bytes() != bytes {
                exit = exit.max(Exit::No);
            }
        } else {
            print(&text)?;
        }
    }
    Ok(exit)
}
