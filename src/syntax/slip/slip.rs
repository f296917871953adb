//! A piece that the grammar refused, and what was most likely meant by it.

use std::ops::Range;

use crate::syntax::{grammar::Rule, split::Source, token::TokenKind};

/// A way out of a slip: in words, and as changes of the text where the words leave no doubt what is to be written. Where there
/// are several, only the writer can choose.
pub(crate) struct WayOut {
    pub(crate) help: String,
    /// Stretches of bytes of the file, with what is to stand there.
    pub(crate) changes: Vec<(Range<usize>, String)>,
}

/// A way out in words.
pub(super) fn say(help: impl Into<String>) -> WayOut {
    WayOut {
        help: help.into(),
        changes: Vec::new(),
    }
}

impl WayOut {
    /// With a change of the text; none where there is no such stretch.
    pub(super) fn put(mut self, at: Option<Range<usize>>, text: impl Into<String>) -> WayOut {
        self.changes.extend(at.map(|at| (at, text.into())));
        self
    }
}

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
    pub(crate) fn way_out(&self) -> Option<WayOut> {
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
    pub(crate) fn perhaps(&self) -> Option<WayOut> {
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

    /// The bytes of a word and all up to another.
    pub(super) fn stretch(&self, first: isize, last: isize) -> Option<Range<usize>> {
        let (first, last) = (self.token(first)?, self.token(last)?);
        (first <= last).then(|| self.source.bytes(&(first..last + 1)))
    }

    /// The place right behind a word.
    pub(super) fn behind(&self, by: isize) -> Option<Range<usize>> {
        let end = self.stretch(by, by)?.end;
        Some(end..end)
    }

    /// The place right before a word.
    pub(super) fn ahead(&self, by: isize) -> Option<Range<usize>> {
        let start = self.stretch(by, by)?.start;
        Some(start..start)
    }

    /// The bytes between the end of one word and the end, or the start, of a later one.
    pub(super) fn end_to_end(&self, first: isize, last: isize) -> Option<Range<usize>> {
        Some(self.stretch(first, first)?.end..self.stretch(last, last)?.end)
    }

    pub(super) fn end_to_start(&self, first: isize, last: isize) -> Option<Range<usize>> {
        Some(self.stretch(first, first)?.end..self.stretch(last, last)?.start)
    }

    /// The bytes of some words with the blanks behind them.
    pub(super) fn without(&self, first: isize, last: isize) -> Option<Range<usize>> {
        let stretch = self.stretch(first, last)?;
        let rest = self.source.text.get(stretch.end..)?;
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        Some(stretch.start..stretch.end + blanks)
    }

    /// A new line as far indented as the one on which the piece begins.
    pub(super) fn new_line(&self) -> String {
        let start = self.source.bytes(self.tokens).start;
        let before = self.source.text.get(..start).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        let blanks: String = line.chars().take_while(|c| c.is_whitespace()).collect();
        format!("\n{blanks}")
    }

    /// Whether nothing stands between what was refused and what stands before it.
    pub(super) fn stands_close(&self) -> bool {
        self.token(-1).is_some_and(|before| before + 1 == self.at)
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
