//! One thing to tell people: what it is about, where, and how to mend it.

use std::fmt;

use smol_str::SmolStr;

use super::code::Code;
use crate::base::span::Span;

/// An error, a warning or a note about a file. Diagnostics are ordered by place first, then by code and message.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    // INVARIANT: the order of the fields is the order in which diagnostics are shown.
    /// Where.
    pub place: Place,
    /// What it is about.
    pub code: Code,
    /// How grave it is.
    pub severity: Severity,
    /// What was found and what was wanted, in one line.
    pub message: String,
    /// Other places that matter: where the bracket was opened, where the name was declared first.
    pub labels: Vec<Label>,
    /// What else is worth knowing, a line each.
    pub notes: Vec<String>,
    /// A way out, in words.
    pub help: Option<String>,
    /// A way out that an editor can apply.
    pub fix: Option<Fix>,
    /// Ways out between which only the writer can choose.
    pub choices: Vec<Fix>,
    /// The name that is not known: nothing is said of one that stands in what could not be read.
    pub about: Option<SmolStr>,
}

/// How grave a diagnostic is; the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The input cannot be used as it stands.
    Error,
    /// It can be used, but something in it is likely not meant.
    Warning,
    /// It is as it should be, and something about it is worth knowing.
    Note,
}

/// Where a diagnostic belongs, in the order in which diagnostics are shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A stretch of a text that was read.
    Text(Label),
    /// A file or folder as a whole, or a row of a table, which has no text to point at.
    File {
        /// Its path.
        path: SmolStr,
        /// The row or line, counted from 1.
        row: Option<u32>,
        /// The heading of the column, of a cell that cannot be read.
        column: Option<SmolStr>,
    },
    /// No place at all.
    Nowhere,
}

/// A stretch of text with what is to be said of it, which may be nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label {
    /// The stretch.
    pub span: Span,
    /// What is said there, in the style of messages; empty if the place says enough.
    pub text: String,
}

/// A change of the text that mends what a diagnostic is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fix {
    /// What is replaced; nothing, if something is put in.
    pub span: Span,
    /// By what.
    pub replacement: String,
}

impl Diagnostic {
    /// A diagnostic at a stretch of text, as grave as its code says.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::at(
            code,
            Place::Text(Label {
                span,
                text: String::new(),
            }),
            message,
        )
    }

    /// A diagnostic about a file or folder as a whole.
    pub fn in_file(code: Code, path: impl Into<SmolStr>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::at(
            code,
            Place::File {
                path: path.into(),
                row: None,
                column: None,
            },
            message,
        )
    }

    /// A diagnostic about a cell of a table: its row, counted from 1, and the heading of its column.
    pub fn in_cell(
        code: Code,
        path: impl Into<SmolStr>,
        (row, column): (u32, &str),
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::at(
            code,
            Place::File {
                path: path.into(),
                row: Some(row),
                column: Some(column.into()),
            },
            message,
        )
    }

    /// A diagnostic about a row or line, counted from 1, of a file that is no text of ours: a table, a timeline.
    pub fn in_row(
        code: Code,
        path: impl Into<SmolStr>,
        row: u32,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::at(
            code,
            Place::File {
                path: path.into(),
                row: Some(row),
                column: None,
            },
            message,
        )
    }

    /// A diagnostic that belongs to no place.
    pub fn nowhere(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::at(code, Place::Nowhere, message)
    }

    /// A diagnostic at a place.
    pub fn at(code: Code, place: Place, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.severity(),
            message: message.into(),
            place,
            labels: Vec::new(),
            notes: Vec::new(),
            help: None,
            fix: None,
            choices: Vec::new(),
            about: None,
        }
    }

    /// About a name that is not known.
    #[must_use]
    pub fn about(mut self, name: &str) -> Diagnostic {
        self.about = Some(SmolStr::new(name));
        self
    }

    /// With something said at its own place. One without a place in a text stays as it is.
    #[must_use]
    pub fn saying(mut self, text: impl Into<String>) -> Diagnostic {
        if let Place::Text(label) = &mut self.place {
            label.text = text.into();
        }
        self
    }

    /// With another place that matters.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.labels.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// With one more thing worth knowing.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Diagnostic {
        self.notes.push(text.into());
        self
    }

    /// With a way out in words.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Diagnostic {
        self.help = Some(text.into());
        self
    }

    /// With a way out that an editor can apply.
    #[must_use]
    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Diagnostic {
        self.fix = Some(Fix {
            span,
            replacement: replacement.into(),
        });
        self
    }

    /// With one more way out between which only the writer can choose.
    #[must_use]
    pub fn choice(mut self, span: Span, replacement: impl Into<String>) -> Diagnostic {
        self.choices.push(Fix {
            span,
            replacement: replacement.into(),
        });
        self
    }

    /// With a nearest known name, if there is one: a help that offers it, and the fix that puts it at the diagnostic's place.
    #[must_use]
    pub fn nearest(self, name: Option<&str>) -> Diagnostic {
        let Some(name) = name else { return self };
        let helped = self.help(format!("did you mean `{name}`?"));
        match helped.span() {
            Some(span) => helped.fix(span, name),
            None => helped,
        }
    }

    /// As grave as this, whatever its code says.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Diagnostic {
        self.severity = severity;
        self
    }

    /// With every place in a text changed by this.
    #[must_use]
    pub fn moved(mut self, to: impl Fn(Span) -> Span) -> Diagnostic {
        if let Place::Text(label) = &mut self.place {
            label.span = to(label.span);
        }
        for label in &mut self.labels {
            label.span = to(label.span);
        }
        for fix in self.fix.iter_mut().chain(&mut self.choices) {
            fix.span = to(fix.span);
        }
        self
    }

    /// The stretch of text it belongs to, if it has one.
    pub fn span(&self) -> Option<Span> {
        match &self.place {
            Place::Text(label) => Some(label.span),
            Place::File { .. } | Place::Nowhere => None,
        }
    }
}

/// `error`, `warning`, `note`.
impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        })
    }
}
