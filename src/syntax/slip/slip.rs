//! A piece that the grammar refused, and what was most likely meant by it.

use std::ops::Range;

use crate::syntax::{grammar::Rule, split::Source, token::TokenKind};

/// A piece that was refused, and where.
pub(crate) struct Slip<'a> {
    /// The file.
    pub(crate) source: &'a Source<'a>,
    /// The piece.
    pub(crate) tokens: &'a Range<usize>,
    /// The token that was refused; the end of the piece where more was expected.
    pub(crate) at: usize,
    /// What the piece was read as.
    pub(crate) rule: Rule,
    /// What could have stood there.
    pub(crate) expected: &'a [Rule],
}

impl Slip<'_> {
    /// What was meant, as a help, where the words leave little doubt.
    pub(crate) fn way_out(&self) -> Option<String> {
        self.day()
            .or_else(|| self.amount())
            .or_else(|| self.limit())
            .or_else(|| self.length())
            .or_else(|| self.comparison())
            .or_else(|| self.quantity())
            .or_else(|| self.clause())
            .or_else(|| self.deed())
    }

    /// What may have been meant, where no word that could stand here is near.
    pub(crate) fn perhaps(&self) -> Option<String> {
        self.form().or_else(|| self.sign()).or_else(|| self.name())
    }

    /// The word that was refused (`0`), or one before (`-1`) or behind (`1`) it, blanks and comments left out; nothing past
    /// the ends of the piece.
    pub(super) fn word(&self, by: isize) -> &str {
        self.token(by).map_or("", |at| self.source.word(at))
    }

    pub(super) fn kind(&self, by: isize) -> Option<TokenKind> {
        self.source.kind(self.token(by)?)
    }

    pub(super) fn token(&self, by: isize) -> Option<usize> {
        let real = |at: &usize| self.source.kind(*at).is_some_and(|kind| !kind.is_trivia());
        let steps = by.unsigned_abs();
        if by < 0 {
            (self.tokens.start..self.at.min(self.tokens.end))
                .rev()
                .filter(real)
                .nth(steps - 1)
        } else {
            (self.at..self.tokens.end).filter(real).nth(steps)
        }
    }

    pub(super) fn is_word(&self, by: isize) -> bool {
        self.kind(by) == Some(TokenKind::Word)
    }

    pub(super) fn is_number(&self, by: isize) -> bool {
        self.kind(by) == Some(TokenKind::Number)
    }

    pub(super) fn expects(&self, rules: &[Rule]) -> bool {
        self.expected.iter().any(|rule| rules.contains(rule))
    }
}
