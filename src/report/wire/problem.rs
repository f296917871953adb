//! Errors, warnings and notes in JSON.

use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    base::{source_map::SourceMap, span::Span},
    diagnostics::diagnostic::{Diagnostic, Place},
};

/// An error, a warning or a note about a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Problem {
    /// Its code: `P0203`; `vires explain-code P0203` prints its page.
    pub code: &'static str,
    /// `error`, `warning` or `note`.
    pub severity: String,
    /// What was found and what was wanted.
    pub message: String,
    /// Where; none where it belongs to no file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Stretch>,
    /// Other places that matter.
    pub labels: Vec<Label>,
    /// What else is worth knowing.
    pub notes: Vec<String>,
    /// A way out, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// A way out that an editor can apply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
}

/// A stretch of a file. Lines and columns are counted from 1, columns in characters; the end is the place after the last
/// character.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Stretch {
    /// The file.
    pub file: String,
    /// The line it begins on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The column it begins at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// The line it ends on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_line: Option<u32>,
    /// The column it ends at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_column: Option<u32>,
}

/// A place with what is to be said of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Label {
    /// Where.
    #[serde(flatten)]
    pub at: Stretch,
    /// What.
    pub text: String,
}

/// A change of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Fix {
    /// What is replaced; nothing, if something is put in.
    #[serde(flatten)]
    pub at: Stretch,
    /// By what.
    pub replacement: String,
}

/// Problems in JSON, in the order given.
pub fn problems(problems: &[Diagnostic], texts: &SourceMap) -> Vec<Problem> {
    problems.iter().map(|problem| one(problem, texts)).collect()
}

fn one(problem: &Diagnostic, texts: &SourceMap) -> Problem {
    let at = match &problem.place {
        Place::Text(label) => Some(stretch(label.span, texts)),
        Place::File { path, row, .. } => Some(Stretch {
            file: path.to_string(),
            line: *row,
            column: None,
            end_line: None,
            end_column: None,
        }),
        Place::Nowhere => None,
    };
    let mut labels = Vec::new();
    if let Place::Text(label) = &problem.place
        && !label.text.is_empty()
    {
        labels.push(Label {
            at: stretch(label.span, texts),
            text: label.text.clone(),
        });
    }
    labels.extend(problem.labels.iter().map(|label| Label {
        at: stretch(label.span, texts),
        text: label.text.clone(),
    }));
    Problem {
        code: problem.code.id(),
        severity: problem.severity.to_string(),
        message: problem.message.clone(),
        at,
        labels,
        notes: problem.notes.clone(),
        help: problem.help.clone(),
        fix: problem.fix.as_ref().map(|fix| Fix {
            at: stretch(fix.span, texts),
            replacement: fix.replacement.clone(),
        }),
    }
}

fn stretch(span: Span, texts: &SourceMap) -> Stretch {
    let (start, end) = (texts.start(span), texts.end(span));
    Stretch {
        file: texts.path(span.file).to_owned(),
        line: Some(start.line),
        column: Some(start.column),
        end_line: Some(end.line),
        end_column: Some(end.column),
    }
}
