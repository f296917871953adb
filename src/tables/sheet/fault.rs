//! What can be wrong with a spreadsheet, in words.

use crate::{
    base::span::Span,
    diagnostics::{code::Code, diagnostic::Diagnostic},
};

/// Something that is wrong with a sheet or with a cell of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What.
    pub words: String,
    /// A way out.
    pub help: Option<String>,
}

impl Fault {
    /// A fault without a way out.
    pub fn new(words: impl Into<String>) -> Fault {
        Fault {
            words: words.into(),
            help: None,
        }
    }

    /// With a way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Fault {
        self.help = Some(help.into());
        self
    }

    /// As a message at a place of the policy.
    pub fn at(self, code: Code, span: Span, place: &str) -> Diagnostic {
        let diagnostic = Diagnostic::new(code, span, format!("{place}: {}", self.words));
        match self.help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        }
    }
}
