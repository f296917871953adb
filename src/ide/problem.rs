//! Problems as an editor shows them: in the words of the command line, with the places and the changes that mend them.

use crate::{
    base::{line_index::Utf16Position, source_map::SourceMap, span::Span},
    diagnostics::diagnostic::{Diagnostic, Place, Severity},
    ide::view::{Stretch, Utf16Range},
};

/// A problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The path of the file, or of the folder, it stands in; empty for one that stands nowhere.
    pub path: String,
    /// Where in the file.
    pub range: Utf16Range,
    /// How grave it is.
    pub grade: Grade,
    /// Its code: `P0203`.
    pub code: String,
    /// What is told: the message, what is said at its place, notes and help, a line each.
    pub text: String,
    /// Other places that matter, with what is said there.
    pub related: Vec<(Stretch, String)>,
    /// Ways to mend it.
    pub fixes: Vec<Mend>,
}

/// How grave a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grade {
    /// The input cannot be used as it stands.
    Error,
    /// Something is likely not meant.
    Warning,
    /// Something is worth knowing.
    Note,
}

/// A change that mends a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mend {
    /// What it does, in a few words.
    pub title: String,
    /// What is changed: stretches with their new texts.
    pub edits: Vec<Edit>,
    /// Whether it is the one way that suggests itself.
    pub preferred: bool,
}

/// A stretch with its new text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// The stretch.
    pub at: Stretch,
    /// Its new text.
    pub text: String,
}

/// The start of a file.
const START: Utf16Position = Utf16Position {
    line: 0,
    character: 0,
};

/// A diagnostic as an editor shows it.
pub fn problem(diagnostic: &Diagnostic, texts: &SourceMap) -> Problem {
    let (path, range, said) = match &diagnostic.place {
        Place::Text(label) => (
            texts.path(label.span.file).to_owned(),
            squiggle(label.span, texts),
            label.text.as_str(),
        ),
        Place::File { path, row, .. } => {
            let line = row.map_or(0, |row| row.saturating_sub(1));
            let at = Utf16Position { line, ..START };
            (path.to_string(), (at, at), "")
        }
        Place::Nowhere => (String::new(), (START, START), ""),
    };
    let mut lines = vec![diagnostic.message.clone()];
    if !said.is_empty() {
        lines.push(said.to_owned());
    }
    lines.extend(diagnostic.notes.iter().map(|note| format!("note: {note}")));
    lines.extend(diagnostic.help.iter().map(|help| format!("help: {help}")));
    Problem {
        path,
        range,
        grade: match diagnostic.severity {
            Severity::Error => Grade::Error,
            Severity::Warning => Grade::Warning,
            Severity::Note => Grade::Note,
        },
        code: diagnostic.code.id().to_owned(),
        text: lines.join("\n"),
        related: diagnostic
            .labels
            .iter()
            .map(|label| (stretch(label.span, texts), label.text.clone()))
            .collect(),
        fixes: mends(diagnostic, texts),
    }
}

fn mends(diagnostic: &Diagnostic, texts: &SourceMap) -> Vec<Mend> {
    let fix = diagnostic.fix.iter().map(|fix| (fix, true));
    let choices = diagnostic.choices.iter().map(|fix| (fix, false));
    fix.chain(choices)
        .map(|(fix, preferred)| Mend {
            title: title(texts.slice(fix.span), &fix.replacement),
            edits: vec![Edit {
                at: stretch(fix.span, texts),
                text: fix.replacement.clone(),
            }],
            preferred,
        })
        .collect()
}

/// `replace …`, `put in …`, `take out …`
fn title(old: &str, new: &str) -> String {
    let shown = |text: &str| {
        let line: Vec<&str> = text.split_whitespace().collect();
        let line = line.join(" ");
        match line.char_indices().nth(MOST_OF_A_TITLE) {
            Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
            None => line,
        }
    };
    match (old.trim().is_empty(), new.trim().is_empty()) {
        (_, true) => format!("take out `{}`", shown(old)),
        (true, false) => format!("put in `{}`", shown(new)),
        (false, false) => format!("write `{}` instead of `{}`", shown(new), shown(old)),
    }
}

/// The most characters of a text that a title shows.
const MOST_OF_A_TITLE: usize = 40;

fn stretch(span: Span, texts: &SourceMap) -> Stretch {
    Stretch {
        path: texts.path(span.file).into(),
        range: texts.utf16(span),
    }
}

/// What is underlined: no more than the first line of a span, and at least one character where there is one.
fn squiggle(span: Span, texts: &SourceMap) -> Utf16Range {
    let (start, end) = texts.utf16(span);
    let Some(file) = texts.file(span.file) else {
        return (start, end);
    };
    let (text, lines) = (file.text(), file.lines());
    let line = lines.line_range(text, start.line);
    let last = lines.utf16(text, line.end);
    let mut end = end.min(last).max(start);
    if end == start {
        if start < last {
            end.character += 1;
        } else if let Some(before) = start.character.checked_sub(1) {
            return (
                Utf16Position {
                    character: before,
                    ..start
                },
                end,
            );
        }
    }
    (start, end)
}
