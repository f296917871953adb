//! Bringing files into their canonical layout.

use crate::{
    base::{
        files::{EntryKind, FileErrorReason, Files, join},
        source_map::SourceMap,
    },
    diagnostics::{
        diagnostic::{Diagnostic, Severity},
        problems::Problems,
        reading,
    },
    format::text::{format_policy, format_scenario},
};

use super::messages;

/// What formatting came to.
#[derive(Debug, Default)]
pub struct Formatted {
    /// The texts that were read.
    pub texts: SourceMap,
    /// The files, in the order of the paths and of their names.
    pub files: Vec<FormattedFile>,
    /// What was found wrong, in the order in which it is shown.
    pub problems: Vec<Diagnostic>,
}

/// A file in its canonical layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormattedFile {
    /// Its path.
    pub path: String,
    /// Its new text, if that is another than its old one.
    pub changed: Option<String>,
}

/// Which sort of file a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// A `.policy` file.
    Policy,
    /// A `.scenario` file.
    Scenario,
}

impl Sort {
    /// The sort that a path tells by its ending.
    pub fn of_path(path: &str) -> Option<Sort> {
        if path.ends_with(".policy") {
            Some(Sort::Policy)
        } else if path.ends_with(".scenario") {
            Some(Sort::Scenario)
        } else {
            None
        }
    }
}

/// How deep folders may stand in one another.
const MOST_DEPTH: usize = 16;

/// The canonical layout of all policies and scenarios at these paths and below.
pub fn format(files: &dyn Files, paths: &[String]) -> Formatted {
    let mut problems = Problems::new();
    let mut found = Vec::new();
    for path in paths {
        collect(files, path, 0, &mut found, &mut problems);
    }
    let mut formatted = Formatted::default();
    for (path, sort) in found {
        let (bytes, error) = match files.read(&path) {
            Ok(bytes) => (Some(bytes), None),
            Err(error) => (None, Some(reading::not_read(&error))),
        };
        problems.extend(error);
        let Some(bytes) = bytes else { continue };
        let (text, told) = reading::decode(&path, bytes.clone());
        problems.append(told);
        let Some(text) = text else { continue };
        let (new, told) = one(&mut formatted.texts, &path, &text, sort);
        problems.append(told);
        formatted.files.push(FormattedFile {
            changed: (new.as_bytes() != bytes).then_some(new),
            path,
        });
    }
    formatted.problems = problems.sorted();
    formatted
}

/// A text in its canonical layout.
#[derive(Debug)]
pub struct FormattedText {
    /// The text; none where what was given is no text.
    pub text: Option<String>,
    /// What problems refer to.
    pub texts: SourceMap,
    /// What was found wrong, in the order in which it is shown.
    pub problems: Vec<Diagnostic>,
}

impl FormattedText {
    /// Whether something cannot be used as it stands.
    pub fn has_errors(&self) -> bool {
        has_errors(&self.problems)
    }
}

impl Formatted {
    /// Whether something cannot be used as it stands.
    pub fn has_errors(&self) -> bool {
        has_errors(&self.problems)
    }
}

fn has_errors(problems: &[Diagnostic]) -> bool {
    problems
        .iter()
        .any(|problem| problem.severity == Severity::Error)
}

/// The canonical layout of one text, which has a name for messages.
pub fn format_text(name: &str, bytes: Vec<u8>, sort: Sort) -> FormattedText {
    let mut texts = SourceMap::new();
    let (text, mut problems) = reading::decode(name, bytes);
    let text = text.map(|text| {
        let (new, told) = one(&mut texts, name, &text, sort);
        problems.append(told);
        new
    });
    FormattedText {
        text,
        texts,
        problems: problems.sorted(),
    }
}

fn one(texts: &mut SourceMap, path: &str, text: &str, sort: Sort) -> (String, Problems) {
    let file = texts.add(path, text);
    texts.set_items(file, crate::syntax::split::item_starts(text));
    match sort {
        Sort::Policy => format_policy(file, text),
        Sort::Scenario => format_scenario(file, text),
    }
}

/// The files at a path: itself, or all policies and scenarios in the folder and those below.
fn collect(
    files: &dyn Files,
    path: &str,
    depth: usize,
    found: &mut Vec<(String, Sort)>,
    problems: &mut Problems,
) {
    match files.list(path) {
        Ok(entries) => {
            for entry in entries {
                let below = join(path, &entry.name);
                match entry.kind {
                    EntryKind::File => {
                        found.extend(Sort::of_path(&below).map(|sort| (below, sort)));
                    }
                    EntryKind::Folder if depth < MOST_DEPTH => {
                        collect(files, &below, depth + 1, found, problems);
                    }
                    EntryKind::Folder => {}
                }
            }
        }
        Err(error) if error.reason == FileErrorReason::WrongKind(EntryKind::File) => {
            match Sort::of_path(path) {
                Some(sort) => found.push((path.to_owned(), sort)),
                None => problems.push(messages::neither_kind(path)),
            }
        }
        Err(error) => problems.push(reading::not_read(&error)),
    }
}
