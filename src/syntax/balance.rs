//! Brackets, quotes and characters: what is wrong with them, told once each, before anything is parsed.

use std::ops::Range;

use super::{
    mend, messages,
    split::span_in,
    token::{Token, TokenKind},
};
use crate::base::{
    hidden::is_hidden,
    span::{FileId, Span},
};
use crate::diagnostics::{diagnostic::Diagnostic, problems::Problems};

/// The deepest that brackets may be nested: no rule that a person can read comes near, and every stage that goes down a tree
/// stays within its stack.
pub const MAX_NESTING: usize = 128;

/// The most messages of one kind about characters, quotes and tabs in one file: more are counted, not shown.
const MAX_SHOWN: usize = 50;

/// The brackets that are open in the item that is being read.
#[derive(Debug, Default)]
pub(crate) struct Brackets {
    // INVARIANT: never more than MAX_NESTING + 1.
    open: Vec<Open>,
    /// How many more were opened past the limit.
    beyond: usize,
    told: bool,
    faulty: bool,
    /// Whether a quote swallowed the rest of a line, and a bracket with it perhaps.
    swallowed: bool,
}

/// A bracket that is open.
#[derive(Debug, Clone, Copy)]
struct Open {
    kind: TokenKind,
    span: Span,
    /// The byte of the file at which it stands.
    start: usize,
}

impl Open {
    /// What closes it.
    fn wanted(&self) -> &'static str {
        match self.kind {
            TokenKind::OpenBrace => "}",
            _ => ")",
        }
    }

    /// Where it was most likely to be closed before the byte `end`, and what is put in there.
    fn closed(&self, text: &str, end: usize) -> (Span, String) {
        let (at, text) = mend::closing(text, self.start, end, self.wanted());
        let behind = u32::try_from(at.saturating_sub(self.start)).unwrap_or(0);
        let at = self.span.start.saturating_add(behind);
        let place = Span {
            start: at,
            end: at,
            ..self.span
        };
        (place, text)
    }
}

impl Brackets {
    /// How many are open.
    pub(crate) fn depth(&self) -> usize {
        self.open.len() + self.beyond
    }

    /// Whether too many are or were open in this item.
    pub(crate) fn too_deep(&self) -> bool {
        self.told
    }

    /// Whether a bracket or quote of this item was found fault with.
    pub(crate) fn faulty(&self) -> bool {
        self.faulty
    }

    /// Takes a token of the item with this number and start.
    pub(crate) fn token(&mut self, token: Token, item: (u32, usize), faults: &mut Faults<'_>) {
        let opened_by = match token.kind {
            TokenKind::OpenRound | TokenKind::OpenBrace => {
                self.open(token, item, faults);
                return;
            }
            TokenKind::CloseRound => TokenKind::OpenRound,
            TokenKind::CloseBrace => TokenKind::OpenBrace,
            TokenKind::UnclosedQuote => {
                (self.faulty, self.swallowed) = (true, true);
                return;
            }
            _ => return,
        };
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        let place = faults.span(token, item);
        let text = token.text(faults.text);
        match self.open.last() {
            Some(open) if open.kind == opened_by => {
                self.open.pop();
            }
            Some(open) => {
                self.faulty = true;
                let open = *open;
                let outer = self.open.iter().rposition(|open| open.kind == opened_by);
                let diagnostic = messages::wrong_bracket(place, open.span, text);
                faults.push(match outer {
                    _ if faults.has_shown_enough() => diagnostic,
                    _ if mend::is_one_line(faults.text, open.start, token) => {
                        diagnostic.fix(place, open.wanted())
                    }
                    Some(_) => {
                        let (at, text) = open.closed(faults.text, token.start as usize);
                        diagnostic.fix(at, text)
                    }
                    None => diagnostic.fix(place, ""),
                });
                // Where the bracket that it closes stands further out, those between were forgotten.
                if let Some(at) = outer {
                    self.open.truncate(at);
                }
            }
            None => {
                self.faulty = true;
                if !self.swallowed {
                    let head = (!faults.has_shown_enough())
                        .then(|| faults.head_without_brace(item))
                        .flatten();
                    faults.push(messages::unopened_bracket(place, text, head));
                }
            }
        }
    }

    /// The item ends with this byte; says whether a bracket was left open.
    pub(crate) fn end(&mut self, end: usize, faults: &mut Faults<'_>) -> bool {
        let left_open = match self.open.last() {
            Some(open) if !self.faulty && !self.told => {
                let (at, text) = open.closed(faults.text, end);
                let diagnostic = messages::unclosed_bracket(open.span, open.wanted());
                faults.push(diagnostic.fix(at, text));
                true
            }
            open => open.is_some(),
        };
        *self = Brackets::default();
        left_open
    }

    fn open(&mut self, token: Token, item: (u32, usize), faults: &mut Faults<'_>) {
        if self.open.len() < MAX_NESTING {
            self.open.push(Open {
                kind: token.kind,
                span: faults.span(token, item),
                start: token.start as usize,
            });
            return;
        }
        self.beyond += 1;
        if !self.told {
            self.told = true;
            faults.push(messages::nested_too_deep(
                faults.span(token, item),
                MAX_NESTING,
            ));
        }
    }
}

/// Collects what is wrong with the characters of a file, and counts what is not worth showing again.
#[derive(Debug)]
pub(crate) struct Faults<'a> {
    file: FileId,
    text: &'a str,
    problems: Problems,
    shown: usize,
    kept_back: usize,
    tabs: usize,
    last: Option<Span>,
    /// Where the last curly quote that was told ends: those that follow on its line are told with it.
    curly: Option<usize>,
}

impl<'a> Faults<'a> {
    pub(crate) fn new(file: FileId, text: &'a str) -> Faults<'a> {
        Faults {
            file,
            text,
            problems: Problems::new(),
            shown: 0,
            kept_back: 0,
            tabs: 0,
            last: None,
            curly: None,
        }
    }

    /// What is wrong with a token in itself.
    pub(crate) fn token(&mut self, token: Token, item: (u32, usize)) {
        let place = self.span(token, item);
        match token.kind {
            TokenKind::Bad => {
                let text = token.text(self.text);
                if !text.chars().any(is_told) && !self.is_told_on_its_line(token, text) {
                    let diagnostic = messages::bad_character(place, text);
                    if self.has_shown_enough() {
                        self.push(diagnostic);
                        return;
                    }
                    if text == "=" {
                        let [is, colon] = mend::equals(self.text, token);
                        self.push(diagnostic.choice(place, is).choice(place, colon));
                        return;
                    }
                    self.push(match mend::bad_character(self.text, token) {
                        Some((bytes, meant)) => {
                            let at = span_in(self.file, item.0, item.1, &bytes);
                            diagnostic.fix(at, meant)
                        }
                        None => diagnostic,
                    });
                }
            }
            TokenKind::UnclosedQuote if self.has_shown_enough() => {
                self.push(messages::unclosed_quote(place));
            }
            TokenKind::UnclosedQuote => {
                let bytes = mend::end_of_quote(self.text, token);
                let at = span_in(self.file, item.0, item.1, &bytes);
                self.push(messages::unclosed_quote(place).fix(at, "\""));
            }
            _ => {}
        }
    }

    /// Whether it is a curly quote behind another on one line: both are mended at once.
    fn is_told_on_its_line(&mut self, token: Token, text: &str) -> bool {
        if !text.starts_with(['\u{201c}', '\u{201d}', '\u{201e}']) {
            return false;
        }
        let between = self
            .curly
            .and_then(|end| self.text.get(end..token.start as usize));
        self.curly = Some(token.end as usize);
        between.is_some_and(|between| !between.contains('\n'))
    }

    /// Whether what comes now is counted only: no way out is looked for then, which may take reading a long line again.
    fn has_shown_enough(&self) -> bool {
        self.shown >= MAX_SHOWN
    }

    /// The first line of the item with this number and start, where no brace stands in it.
    fn head_without_brace(&self, item: (u32, usize)) -> Option<Span> {
        let line = self.text.get(item.1..)?.lines().next()?;
        let blank = line.len() - line.trim_start().len();
        let bytes = item.1 + blank..item.1 + line.trim_end().len();
        (!line.contains(['{', '}']) && !bytes.is_empty())
            .then(|| span_in(self.file, item.0, item.1, &bytes))
    }

    /// Characters that cannot be seen, wherever they stand: text that reads otherwise than it looks.
    pub(crate) fn hidden_characters(&mut self, token: Token, item: (u32, usize)) {
        if !matches!(
            token.kind,
            TokenKind::Bad
                | TokenKind::Quoted
                | TokenKind::UnclosedQuote
                | TokenKind::Comment
                | TokenKind::Word
        ) {
            return;
        }
        let text = token.text(self.text);
        if token.kind == TokenKind::Word && text.is_ascii() {
            return;
        }
        let Some((at, hidden)) = text.char_indices().find(|(_, c)| is_told(*c)) else {
            return;
        };
        let start = token.start as usize + at;
        let place = span_in(
            self.file,
            item.0,
            item.1,
            &(start..start + hidden.len_utf8()),
        );
        self.push(messages::hidden_character(place, hidden).fix(place, ""));
    }

    /// A tab in an indentation: told at the first, the others are counted.
    pub(crate) fn tab(&mut self, token: Token, item: (u32, usize)) {
        self.tabs += 1;
        if self.tabs == 1 {
            let place = self.span(token, item);
            self.problems.push(messages::tab_in_indent(place));
        }
    }

    /// Adds a message, unless there are enough of them.
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.last = diagnostic.span();
        if self.shown >= MAX_SHOWN {
            self.kept_back += 1;
            return;
        }
        self.shown += 1;
        self.problems.push(diagnostic);
    }

    /// The place of a token in the item with this number and start.
    pub(crate) fn span(&self, token: Token, item: (u32, usize)) -> Span {
        let bytes: Range<usize> = token.start as usize..token.end as usize;
        span_in(self.file, item.0, item.1, &bytes)
    }

    /// All of them.
    pub(crate) fn finish(mut self) -> Problems {
        if let (Some(last), true) = (self.last, self.kept_back > 0) {
            self.problems
                .push(messages::more_faults(last, self.kept_back));
        }
        self.problems
    }
}

/// Whether a character is told of as one that is not seen: a tab is, for its own reason, only in an indentation.
fn is_told(c: char) -> bool {
    is_hidden(c) && c != '\t'
}
