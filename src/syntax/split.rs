//! Tokens to items and lines: an item is what starts in column 0 outside brackets.

use std::{fmt::Write, ops::Range};

use super::{
    balance::{Brackets, Faults},
    keyword,
    lex::lex,
    token::{Token, TokenKind},
};
use crate::base::span::{FileId, Span};
use crate::diagnostics::problems::Problems;

/// A file cut up: its tokens, its lines, its items.
#[derive(Debug)]
pub struct Source<'a> {
    /// The file.
    pub file: FileId,
    /// Its text.
    pub text: &'a str,
    /// Its tokens, blanks and comments among them.
    pub tokens: Vec<Token>,
    /// Its lines that hold more than blanks and comments.
    pub lines: Vec<Line>,
    /// Its items in order.
    pub items: Vec<Item>,
}

/// A line that holds more than blanks and comments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Its first token that is no blank.
    pub first: usize,
    /// In which column that stands, counted from 0; a tab goes on to the next multiple of 8.
    pub indent: u32,
    /// How many brackets of its item are open where it begins.
    pub depth: usize,
}

/// What starts in column 0, with all that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its number in the file.
    pub index: u32,
    /// The byte of the file that its spans are counted from: its start, or 0 for the first item.
    pub start: usize,
    /// Its tokens, from the first to the last that is no blank.
    pub tokens: Range<usize>,
    /// Its lines.
    pub lines: Range<usize>,
    /// Whether its brackets are nested too deep to be read; a message has been given.
    pub too_deep: bool,
    /// Whether a bracket or quote in it was found fault with: what follows from that is not told too.
    pub faulty: bool,
}

/// What follows a tab in an indentation stands in a multiple of this column.
const TAB_STOP: u32 = 8;

/// Cuts a file up. The problems are those of characters, quotes, brackets and indentation.
pub fn split(file: FileId, text: &str) -> (Source<'_>, Problems) {
    let mut source = Source {
        file,
        text,
        tokens: lex(text),
        lines: Vec::new(),
        items: Vec::new(),
    };
    let mut faults = Faults::new(file, text);
    let mut brackets = Brackets::default();
    let mut indent = Indent::default();
    for at in 0..source.tokens.len() {
        let Some(&token) = source.tokens.get(at) else {
            break;
        };
        faults.hidden_characters(token, current_start(&source));
        match token.kind {
            TokenKind::Newline => {
                indent = Indent::default();
                continue;
            }
            TokenKind::Comment => continue,
            TokenKind::Blank => {
                indent.widen(token, text);
                continue;
            }
            _ => {}
        }
        if !indent.passed {
            indent.passed = true;
            if starts_item(&source, &brackets, at, indent.width) {
                end_item(&mut source, &mut brackets, &mut faults);
                begin_item(&mut source, at);
            }
            let line = Line {
                first: at,
                indent: indent.width,
                depth: brackets.depth(),
            };
            source.lines.push(line);
            if indent.tab {
                faults.tab(token, current_start(&source));
            }
        }
        let place = current_start(&source);
        faults.token(token, place);
        brackets.token(token, place, &mut faults);
        if let Some(item) = source.items.last_mut() {
            item.tokens.end = at + 1;
            item.lines.end = source.lines.len();
            item.too_deep |= brackets.too_deep();
            item.faulty |= brackets.faulty();
        }
    }
    end_item(&mut source, &mut brackets, &mut faults);
    let problems = faults.finish();
    (source, problems)
}

/// The bytes at which the items of a text start, for the source map.
pub fn item_starts(text: &str) -> Vec<u32> {
    let (source, _) = split(FileId(0), text);
    source.starts()
}

/// The items as text, one to a line, for `vires debug items`.
pub fn dump(text: &str) -> String {
    let (source, _) = split(FileId(0), text);
    let mut out = String::new();
    for item in &source.items {
        let range = source.bytes(&item.tokens);
        let head = text.get(range.clone()).unwrap_or_default();
        let head = head.lines().next().unwrap_or_default();
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "item {} {}..{} of {} lines: {head}",
            item.index,
            range.start,
            range.end,
            item.lines.len()
        );
    }
    out
}

impl Source<'_> {
    /// The bytes at which the items start.
    pub fn starts(&self) -> Vec<u32> {
        self.items
            .iter()
            .map(|item| u32::try_from(item.start).unwrap_or(u32::MAX))
            .collect()
    }

    /// A token's text; empty past the last.
    pub(crate) fn word(&self, at: usize) -> &str {
        self.tokens
            .get(at)
            .map_or("", |token| token.text(self.text))
    }

    /// What a token is.
    pub(crate) fn kind(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// The next token at or after this place and before `end` that is no blank.
    pub(crate) fn next_real(&self, at: usize, end: usize) -> Option<usize> {
        (at..end).find(|at| self.kind(*at).is_some_and(|kind| !kind.is_trivia()))
    }

    /// The bytes of the file that a run of tokens covers.
    pub(crate) fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        let start = self.tokens.get(tokens.start).map_or(0, |first| first.start);
        let last = tokens.end.checked_sub(1).and_then(|at| self.tokens.get(at));
        start as usize..last.map_or(start, |last| last.end) as usize
    }

    /// The span of a stretch of bytes of the file, within an item.
    pub(crate) fn span(&self, item: &Item, bytes: &Range<usize>) -> Span {
        span_in(self.file, item.index, item.start, bytes)
    }
}

/// The span of a stretch of bytes within the item that starts at `start`.
pub(crate) fn span_in(file: FileId, item: u32, start: usize, bytes: &Range<usize>) -> Span {
    let offset = |place: usize| u32::try_from(place.saturating_sub(start)).unwrap_or(u32::MAX);
    Span {
        file,
        item,
        start: offset(bytes.start),
        end: offset(bytes.end),
    }
}

/// The blanks at the start of a line.
#[derive(Debug, Default, Clone, Copy)]
struct Indent {
    width: u32,
    tab: bool,
    /// Whether something else than blanks was met.
    passed: bool,
}

impl Indent {
    fn widen(&mut self, blank: Token, text: &str) {
        if self.passed {
            return;
        }
        let blank = blank.text(text);
        self.tab |= blank.contains('\t');
        for byte in blank.bytes() {
            self.width = match byte {
                b'\t' => (self.width / TAB_STOP + 1).saturating_mul(TAB_STOP),
                _ => self.width.saturating_add(1),
            };
        }
    }
}

/// The number of the item that is being read, and the byte it starts at.
fn current_start(source: &Source<'_>) -> (u32, usize) {
    source
        .items
        .last()
        .map_or((0, 0), |item| (item.index, item.start))
}

/// Whether the line that begins with this token begins an item.
fn starts_item(source: &Source<'_>, brackets: &Brackets, at: usize, indent: u32) -> bool {
    if source.items.is_empty() {
        return true;
    }
    if indent > 0 || source.kind(at).is_some_and(continues) {
        return false;
    }
    if brackets.depth() == 0 {
        return true;
    }
    // A declaration at the left edge: an earlier bracket was not closed.
    keyword::begins_item_in_brackets(source.word(at))
        && source
            .next_real(at + 1, source.tokens.len())
            .is_none_or(|next| source.kind(next) != Some(TokenKind::Colon))
}

/// Whether a token at the left edge goes on with the item above.
fn continues(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::OpenBrace
            | TokenKind::CloseBrace
            | TokenKind::OpenRound
            | TokenKind::CloseRound
            | TokenKind::Bar
            | TokenKind::Comma
    )
}

fn begin_item(source: &mut Source<'_>, at: usize) {
    let index = u32::try_from(source.items.len()).unwrap_or(u32::MAX);
    let start = match index {
        0 => 0,
        _ => source.bytes(&(at..at + 1)).start,
    };
    source.items.push(Item {
        index,
        start,
        tokens: at..at + 1,
        lines: source.lines.len()..source.lines.len(),
        too_deep: false,
        faulty: false,
    });
}

fn end_item(source: &mut Source<'_>, brackets: &mut Brackets, faults: &mut Faults<'_>) {
    let end = source
        .items
        .last()
        .map(|item| source.bytes(&item.tokens).end);
    let (Some(item), Some(end)) = (source.items.last_mut(), end) else {
        return;
    };
    let left_open = brackets.end(end, faults);
    item.faulty |= left_open;
    if left_open {
        let lines = item.lines.clone();
        close_with_its_line(source, &lines);
    }
}

/// A bracket that a line of a section leaves open is closed with that line, as far as the lines below it go: one slip hides one
/// line, not all that follow. What stands between braces of the item itself stays as it is.
fn close_with_its_line(source: &mut Source<'_>, lines: &Range<usize>) {
    let Some([_, first, ..]) = source.lines.get(lines.clone()) else {
        return;
    };
    let (indent, mut excess) = (first.indent, 0);
    if first.depth > 0 {
        return;
    }
    for line in source.lines.get_mut(lines.clone()).unwrap_or_default() {
        if line.indent <= indent {
            excess = line.depth;
        }
        line.depth = line.depth.saturating_sub(excess);
    }
}
