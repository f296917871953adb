//! One piece of an item in the hands of the grammar: reads it by a rule, keeps places, collects messages.

use std::ops::Range;

use pest::Parser;
use smol_str::SmolStr;

use crate::base::span::Span;
use crate::diagnostics::{diagnostic::Diagnostic, problems::Problems};
use crate::syntax::{
    balance::MAX_NESTING,
    grammar::{Grammar, Pair, Rule},
    messages, refuse,
    split::{Item, Source},
    token::TokenKind,
};
use crate::tree::{norm::Deadline, word::Quoted, word::Word};

/// What is nested no deeper than this is read on whatever stack there is.
const SHALLOW: usize = 8;

/// So many terms of a sum or product, and so many `of`, may hang together, those of the brackets around included: each lies one
/// deeper than the one behind it, and whatever walks the whole takes a call for each.
const MAX_CHAIN: usize = 256;

/// The longest piece of text that is read by one rule: what is read of it takes up to a hundred times its size.
const MAX_PIECE: usize = 1 << 20;

/// The stack, in bytes, that what is nested as deep as [`MAX_NESTING`] allows is read on: four times what a build without
/// optimisation was seen to need.
const DEEP_STACK: usize = 16 << 20;

/// Reads the pieces of one item.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    /// The file.
    pub(crate) source: &'a Source<'a>,
    /// The item that its spans are counted from.
    pub(crate) item: &'a Item,
    /// What was found fault with.
    pub(crate) problems: Problems,
    /// The tokens of the piece that is being read.
    piece: Range<usize>,
    /// The byte of the file at which that piece starts.
    start: usize,
    /// Whether that piece holds a comment, at which a pair may seem to end.
    commented: bool,
    /// A deadline that an expression may have swallowed.
    pub(super) tail: Option<Tail>,
}

/// The most words of an item that are looked through for what brings it about: more than any norm that a person writes.
const MOST_LOOKED_THROUGH: usize = 500;

/// What to do with a deadline at the end of an expression: `must achieve C by d`, `for every b: Board where relevant(b) before d`.
#[derive(Debug, Clone)]
pub(super) struct Tail {
    /// The end of the expression.
    pub(super) end: u32,
    /// Whether whatever reads as a deadline is one; if not, only what stands behind a call, which is a condition by itself.
    pub(super) any: bool,
    /// The deadline that was found.
    pub(super) found: Option<Deadline>,
}

impl<'a> Reader<'a> {
    /// A reader of this item.
    pub(crate) fn new(source: &'a Source<'a>, item: &'a Item) -> Reader<'a> {
        Reader {
            source,
            item,
            problems: Problems::new(),
            piece: 0..0,
            start: 0,
            commented: false,
            tail: None,
        }
    }

    /// Reads a piece by a rule and makes something of what was read. A piece that cannot be read gives nothing, and a message;
    /// one that holds a broken character or quote gives no further message.
    pub(crate) fn read<T>(
        &mut self,
        tokens: &Range<usize>,
        rule: Rule,
        convert: impl FnOnce(&mut Self, Pair<'a>) -> Option<T>,
    ) -> Option<T> {
        let Some(nesting) = self.sound_nesting(tokens) else {
            self.unread(tokens);
            return None;
        };
        if nesting <= SHALLOW {
            return self.read_sound(tokens, rule, convert);
        }
        stacker::maybe_grow(DEEP_STACK, DEEP_STACK, || {
            self.read_sound(tokens, rule, convert)
        })
    }

    fn read_sound<T>(
        &mut self,
        tokens: &Range<usize>,
        rule: Rule,
        convert: impl FnOnce(&mut Self, Pair<'a>) -> Option<T>,
    ) -> Option<T> {
        let bytes = self.source.bytes(tokens);
        let text = self.source.text.get(bytes.clone()).unwrap_or_default();
        if text.len() > MAX_PIECE {
            self.tell_too_long(tokens);
            return None;
        }
        let pair = match Grammar::parse(rule, text) {
            Ok(mut pairs) => pairs.next(),
            Err(error) => {
                let message = refuse::refuse(self.source, self.item, tokens, &error, rule);
                self.problems.push(message);
                self.unread(tokens);
                return None;
            }
        };
        self.piece = tokens.clone();
        self.start = bytes.start;
        #[cfg(test)]
        if let Some(pair) = &pair {
            tests::each_terminal_is_one_token(self.source, bytes.start, pair);
        }
        let read = pair.and_then(|pair| convert(self, pair));
        self.tail = None;
        if read.is_none() && self.problems.is_empty() {
            // The grammar and the code that reads its pairs are out of step.
            let span = self.source.span(self.item, &bytes);
            self.problems
                .push(messages::does_not_go_on(span, "something here"));
        }
        read
    }

    /// A piece is too long to be read: told at its first word.
    fn tell_too_long(&mut self, tokens: &Range<usize>) {
        let first = tokens.start..tokens.end.min(tokens.start + 1);
        let span = self.source.span(self.item, &self.source.bytes(&first));
        self.tell(messages::too_long(span, MAX_PIECE >> 20));
        self.unread(tokens);
    }

    /// Notes the words of what cannot be read: whatever they declare or bind is not known elsewhere, which is not told too.
    pub(crate) fn unread(&mut self, tokens: &Range<usize>) {
        let words = tokens.clone().filter(|at| {
            let kind = self.source.kind(*at);
            matches!(kind, Some(TokenKind::Word | TokenKind::DottedId))
        });
        let (file, item) = (self.source.file, self.item.index);
        let mut before: Option<(usize, &str)> = None;
        for at in words {
            let word = self.source.word(at);
            self.problems.unread(word, file, item);
            // A name written with a blank in it is meant with a hyphen elsewhere.
            if let Some((last, first)) = before
                && last + 2 == at
            {
                self.problems.unread(&format!("{first}-{word}"), file, item);
            }
            before = Some((at, word));
        }
    }

    /// What brings the item about, as it is named in it: `request` in `when … as request`, the start of `y` in `each month y`.
    pub(crate) fn trigger(&self) -> Option<String> {
        let words = self.item.tokens.clone().filter(|at| {
            let kind = self.source.kind(*at);
            kind.is_some_and(|kind| !kind.is_trivia())
        });
        let words = words.take(MOST_LOOKED_THROUGH);
        let words: Vec<&str> = words.map(|at| self.source.word(at)).collect();
        words.windows(3).find_map(|three| match three {
            ["as", name, next] if *name != "of" && *next != "of" => Some((*name).to_owned()),
            ["each", _, period] => Some(format!("start of {period}")),
            _ => None,
        })
    }

    /// Adds a message.
    pub(crate) fn tell(&mut self, diagnostic: Diagnostic) {
        self.problems.push(diagnostic);
    }

    /// Where a pair stands, without the blanks and comments that the grammar swallowed behind it.
    pub(crate) fn span(&self, pair: &Pair<'_>) -> Span {
        let found = pair.as_span();
        let mut end = found.start() + pair.as_str().trim_ascii_end().len();
        if self.commented {
            end = self.end_before_comments(found.start(), end);
        }
        self.span_of_bytes(found.start()..end)
    }

    /// The span of a run of tokens.
    pub(crate) fn span_of_tokens(&self, tokens: &Range<usize>) -> Span {
        self.source.span(self.item, &self.source.bytes(tokens))
    }

    /// The span of a stretch of bytes of the piece.
    fn span_of_bytes(&self, bytes: Range<usize>) -> Span {
        let bytes = self.start + bytes.start..self.start + bytes.end;
        self.source.span(self.item, &bytes)
    }

    fn end_before_comments(&self, start: usize, end: usize) -> usize {
        let tokens = self
            .source
            .tokens
            .get(self.piece.clone())
            .unwrap_or_default();
        let behind = tokens.partition_point(|token| (token.start as usize) < self.start + end);
        let last = tokens
            .get(..behind)
            .unwrap_or_default()
            .iter()
            .rev()
            .find(|token| !token.kind.is_trivia());
        last.map_or(end, |last| {
            (last.end as usize).saturating_sub(self.start).max(start)
        })
    }

    /// The text of a span of this item.
    pub(crate) fn text(&self, span: Span) -> &'a str {
        let start = self.item.start;
        self.source
            .text
            .get(start + span.start as usize..start + span.end as usize)
            .unwrap_or_default()
    }

    /// The text of a span on one line: what messages quote.
    pub(crate) fn line(&self, span: Span) -> String {
        let words: Vec<&str> = self.text(span).split_whitespace().collect();
        words.join(" ")
    }

    /// A name or word with its place.
    pub(crate) fn word(&self, pair: &Pair<'_>) -> Word {
        let span = self.span(pair);
        let text = self.text(span);
        Word {
            text: one_blank(text),
            span,
        }
    }

    /// A text in quotes.
    pub(crate) fn quoted(&self, pair: &Pair<'_>) -> Quoted {
        Quoted {
            text: unquote(pair.as_str()),
            span: self.span(pair),
        }
    }

    /// The character before a pair.
    pub(crate) fn before(&self, pair: &Pair<'_>) -> Option<char> {
        let at = self.start + pair.as_span().start();
        self.source.text.get(..at)?.chars().next_back()
    }

    /// How deep the piece is nested, if it can be given to the grammar: nothing in it is broken, and nothing nested too deep.
    fn sound_nesting(&mut self, tokens: &Range<usize>) -> Option<usize> {
        if self.item.too_deep {
            return None;
        }
        let mut nesting = Nesting::default();
        self.commented = false;
        for at in tokens.clone() {
            let Some(token) = self.source.tokens.get(at) else {
                break;
            };
            match token.kind {
                kind if kind.is_broken() => return None,
                TokenKind::Comment => self.commented = true,
                TokenKind::OpenRound | TokenKind::OpenBrace => nesting.open(),
                TokenKind::CloseRound | TokenKind::CloseBrace => nesting.close(),
                TokenKind::Comma
                | TokenKind::Plus
                | TokenKind::Minus
                | TokenKind::Times
                | TokenKind::Over => nesting.joint(token.kind),
                TokenKind::Word => nesting.word(token.text(self.source.text)),
                _ => {}
            }
            if nesting.deepest > MAX_NESTING {
                let span = self.span_of_tokens(&(at..at + 1));
                self.tell(messages::nested_too_deep(span, MAX_NESTING));
                return None;
            }
            if nesting.chains > MAX_CHAIN {
                let span = self.span_of_tokens(&(at..at + 1));
                self.tell(messages::chain_too_long(span, MAX_CHAIN));
                return None;
            }
        }
        // What is left open or closes nothing has been told.
        (!nesting.unclosed && nesting.around.is_empty()).then_some(nesting.deepest)
    }
}

/// How deep the grammar will go down into itself: brackets, and the words that open something which runs on to the end.
#[derive(Debug, Default)]
struct Nesting {
    /// The quantities of the brackets around, the words since the last connective, and the links of the chain.
    around: Vec<(usize, usize, usize)>,
    quantities: usize,
    words: usize,
    chain: usize,
    /// The links of all chains that are open.
    chains: usize,
    total: usize,
    deepest: usize,
    /// Whether a bracket closes nothing; a message has been given.
    unclosed: bool,
}

impl Nesting {
    fn open(&mut self) {
        self.around.push((self.quantities, self.words, self.chain));
        (self.quantities, self.words, self.chain) = (0, 0, 0);
        self.deeper();
    }

    fn close(&mut self) {
        self.total = self.total.saturating_sub(1 + self.quantities + self.words);
        self.chains = self.chains.saturating_sub(self.chain);
        match self.around.pop() {
            Some((quantities, words, chain)) => {
                (self.quantities, self.words, self.chain) = (quantities, words, chain);
            }
            None => self.unclosed = true,
        }
    }

    /// A comma, or a sign that makes a chain longer.
    fn joint(&mut self, kind: TokenKind) {
        self.separate();
        if kind == TokenKind::Comma {
            self.unchain();
        } else {
            self.link();
        }
    }

    fn link(&mut self) {
        self.chain += 1;
        self.chains += 1;
    }

    fn unchain(&mut self) {
        self.chains = self.chains.saturating_sub(self.chain);
        self.chain = 0;
    }

    fn separate(&mut self) {
        self.total = self.total.saturating_sub(self.words);
        self.words = 0;
    }

    fn word(&mut self, word: &str) {
        match word {
            "and" | "or" => {
                self.separate();
                self.unchain();
            }
            "of" => self.link(),
            "where" | "has" => {
                self.quantities += 1;
                self.deeper();
            }
            "count" | "total" | "earliest" | "latest" | "largest" | "smallest" | "from" | "for"
            | "by" | "before" | "after" | "since" | "during" | "on" => {
                self.words += 1;
                self.deeper();
            }
            _ => {}
        }
    }

    fn deeper(&mut self) {
        self.total += 1;
        self.deepest = self.deepest.max(self.total);
    }
}

/// The parts of a pair, to be looked up by their rules where their order says nothing.
#[derive(Debug)]
pub(crate) struct Parts<'a>(Vec<Pair<'a>>);

impl<'a> Parts<'a> {
    /// The parts of this pair.
    pub(crate) fn of(pair: Pair<'a>) -> Parts<'a> {
        Parts(pair.into_inner().collect())
    }

    /// The first part of this rule.
    pub(crate) fn get(&self, rule: Rule) -> Option<&Pair<'a>> {
        self.0.iter().find(|part| part.as_rule() == rule)
    }

    /// The first part of this rule, to be gone into.
    pub(crate) fn take(&self, rule: Rule) -> Option<Pair<'a>> {
        self.get(rule).cloned()
    }

    /// Whether there is a part of this rule.
    pub(crate) fn has(&self, rule: Rule) -> bool {
        self.get(rule).is_some()
    }

    /// All parts of this rule in order.
    pub(crate) fn all(&self, rule: Rule) -> impl Iterator<Item = Pair<'a>> {
        self.0
            .iter()
            .filter(move |part| part.as_rule() == rule)
            .cloned()
    }

    /// All parts in order, keywords among them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Pair<'a>> {
        self.0.iter().cloned()
    }

    /// The part of this rule that comes right behind the keyword.
    pub(crate) fn behind(&self, keyword: Rule, rule: Rule) -> Option<Pair<'a>> {
        self.0
            .iter()
            .zip(self.0.iter().skip(1))
            .find(|(first, second)| first.as_rule() == keyword && second.as_rule() == rule)
            .map(|(_, second)| second.clone())
    }
}

/// Words with one blank between each two.
fn one_blank(text: &str) -> SmolStr {
    if !text.contains(char::is_whitespace) {
        return SmolStr::new(text);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    SmolStr::from(words.join(" "))
}

/// Text without its quotes, `\"` and `\\` undone.
fn unquote(text: &str) -> String {
    let inner = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .unwrap_or(text);
    let mut out = String::with_capacity(inner.len());
    let mut escaped = false;
    for c in inner.chars() {
        if c == '\\' && !escaped {
            escaped = true;
            continue;
        }
        escaped = false;
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::FileId;
    use crate::syntax::{grammar::describe, parse::policy::parse_policy};

    /// The two definitions of words and literals, in the lexer and in the grammar, must be one.
    pub(super) fn each_terminal_is_one_token(source: &Source<'_>, start: usize, pair: &Pair<'_>) {
        let terminals = pair.clone().into_inner().flatten();
        for terminal in terminals.filter(|pair| pair.clone().into_inner().next().is_none()) {
            let span = terminal.as_span();
            let (from, to) = (start + span.start(), start + span.end());
            if from == to {
                continue;
            }
            let first = source
                .tokens
                .partition_point(|token| (token.end as usize) <= from);
            let token = source.tokens[first];
            assert_eq!(
                (token.start as usize, token.end as usize),
                (from, to),
                "{} {:?}",
                describe(terminal.as_rule()).unwrap_or_default(),
                terminal.as_str()
            );
        }
    }

    #[test]
    fn the_lexer_and_the_grammar_agree_on_every_word_of_the_test_files() {
        let mut files = 0;
        for folder in ["ok", "err"] {
            let folder = format!("{}/tests/data/syntax/{folder}", env!("CARGO_MANIFEST_DIR"));
            for entry in std::fs::read_dir(folder).unwrap() {
                let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
                let _ = parse_policy(FileId(0), &text);
                files += 1;
            }
        }
        assert!(files > 10);
    }

    #[test]
    fn the_lexer_and_the_grammar_agree_on_odd_words() {
        for value in [
            "a1-b",
            "é-ü2",
            "x_y",
            "1,234.5",
            "12,345,678",
            "1.5%",
            "£1.5m",
            "£93bn",
            "£0.10",
            "2013-04-01",
            "2013/14",
            "09:30",
            "\"a \\\" b\"",
            "1 April 2013",
            "October 2002",
            "28 days",
            "5 working days",
            "trueish",
            "May",
            "ha-1",
            "not-a",
            "android",
            "£90,000 plus 20% VAT",
            "a - b + c * d / e",
            "a  -  1",
            "-a",
            "x of y of z",
        ] {
            let text = format!("define a: b\n  is {value}\n");
            let (_, problems) = parse_policy(FileId(0), &text);
            assert!(problems.is_empty(), "{value}: {problems:?}");
        }
        for id in ["F-2.D02a", "C.T05", "a", "a.1.2-b", "F"] {
            let text = format!("act b\n  source {id}, {id}\n");
            let (_, problems) = parse_policy(FileId(0), &text);
            assert!(problems.is_empty(), "{id}: {problems:?}");
        }
    }
}
