//! Items to pieces: the head, the clauses or entries, and what stands between the braces of a block.

use std::ops::Range;

use super::{
    grammar::Rule,
    split::{Item, Line, Source},
    token::TokenKind,
};

/// A head, a clause or an entry: what the grammar is given at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Its tokens, from the first to the last that is no blank.
    pub(crate) tokens: Range<usize>,
    /// The tokens of the keyword that opens it; none where it opens with none.
    pub(crate) keyword: Range<usize>,
    /// The rule by which the clause of that keyword is read.
    pub(crate) rule: Option<Rule>,
}

/// An item cut into pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Layout {
    /// The head: the first line with what continues it.
    pub(crate) head: Piece,
    /// The clauses or entries below the head, outside braces.
    pub(crate) below: Vec<Piece>,
    /// What stands between the braces.
    pub(crate) block: Option<Vec<Piece>>,
    /// What stands behind the closing brace.
    pub(crate) behind: Option<Piece>,
}

/// Keywords that open clauses, and the rules that read those; `in force` is written as two words, `|` opens a row.
pub(crate) type Keywords<'a> = &'a [(&'a str, Rule)];

/// How the lines of an item are told apart.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape<'a> {
    /// The keywords that open a clause below the head.
    pub(crate) below: Keywords<'a>,
    /// Whether any indented line below the head opens an entry.
    pub(crate) entries_below: bool,
    /// Whether a block in braces may follow.
    pub(crate) block: bool,
    /// The keywords that open a clause in the block.
    pub(crate) inside: Keywords<'a>,
}

/// Cuts an item into pieces.
pub(crate) fn layout(source: &Source<'_>, item: &Item, shape: Shape<'_>) -> Layout {
    let all = item.tokens.clone();
    let brace = if shape.block {
        brace(source, &all)
    } else {
        None
    };
    let lines = source.lines.get(item.lines.clone()).unwrap_or_default();
    let Some((open, close)) = brace else {
        let (head, below) = head_and_below(source, lines, all, shape);
        return Layout {
            head,
            below,
            block: None,
            behind: None,
        };
    };
    let (head, below) = head_and_below(source, lines, all.start..open, shape);
    let block = inside(source, lines, open + 1..close, shape.inside);
    let behind = source
        .next_real(close + 1, all.end)
        .map(|first| piece(source, first..all.end, None));
    Layout {
        head,
        below,
        block: Some(block),
        behind,
    }
}

/// The first brace outside brackets, and the one that closes it (or the end). A bracket that closes none of its sort is passed
/// over: it has been told.
fn brace(source: &Source<'_>, tokens: &Range<usize>) -> Option<(usize, usize)> {
    let mut within: Vec<TokenKind> = Vec::new();
    let mut open = None;
    for at in tokens.clone() {
        let kind = source.kind(at)?;
        let opened_by = match kind {
            TokenKind::OpenBrace | TokenKind::OpenRound => {
                if kind == TokenKind::OpenBrace && within.is_empty() && open.is_none() {
                    open = Some(at);
                }
                within.push(kind);
                continue;
            }
            TokenKind::CloseRound => TokenKind::OpenRound,
            TokenKind::CloseBrace => TokenKind::OpenBrace,
            _ => continue,
        };
        if let Some(place) = within.iter().rposition(|kind| *kind == opened_by) {
            within.truncate(place);
        }
        if let (true, Some(open)) = (within.is_empty(), open) {
            return Some((open, at));
        }
    }
    open.map(|open| (open, tokens.end))
}

/// A keyword at the start of a line: the token behind it, and the rule of its clause.
type Opening = (usize, Rule);

fn head_and_below(
    source: &Source<'_>,
    lines: &[Line],
    tokens: Range<usize>,
    shape: Shape<'_>,
) -> (Piece, Vec<Piece>) {
    let mut cuts: Vec<(usize, Option<Opening>)> = Vec::new();
    let mut known_indent = None;
    for line in lines {
        if line.first <= tokens.start || line.first >= tokens.end || line.depth > 0 {
            continue;
        }
        let keyword = keyword(source, line.first, tokens.end, shape.below);
        let shallow = known_indent.is_none_or(|known| line.indent <= known);
        // `is` also goes on with a comparison on the line above.
        let opening = keyword.is_some() && (shallow || source.word(line.first) != "is");
        let opens = match known_indent {
            None => shape.entries_below || opening,
            Some(_) => opening || shallow,
        };
        if opens {
            known_indent = known_indent.or(Some(line.indent));
            cuts.push((line.first, keyword));
        }
    }
    let end = cuts.first().map_or(tokens.end, |(first, _)| *first);
    let head = piece(source, tokens.start..end, None);
    (head, pieces(source, &cuts, tokens.end))
}

fn inside(
    source: &Source<'_>,
    lines: &[Line],
    tokens: Range<usize>,
    keywords: Keywords<'_>,
) -> Vec<Piece> {
    let mut cuts: Vec<(usize, Option<Opening>)> = Vec::new();
    let mut known_indent = None;
    let within = lines
        .iter()
        .filter(|line| tokens.contains(&line.first) && line.depth <= 1);
    if let Some(first) = source.next_real(tokens.start, tokens.end) {
        let begins_line = within
            .clone()
            .next()
            .is_some_and(|line| line.first == first);
        if !begins_line {
            cuts.push((first, keyword(source, first, tokens.end, keywords)));
        }
    }
    for line in within {
        let keyword = keyword(source, line.first, tokens.end, keywords);
        let known = *known_indent.get_or_insert(line.indent);
        if keyword.is_some() || line.indent <= known {
            cuts.push((line.first, keyword));
        }
    }
    pieces(source, &cuts, tokens.end)
}

fn pieces(source: &Source<'_>, cuts: &[(usize, Option<Opening>)], end: usize) -> Vec<Piece> {
    let ends = cuts
        .iter()
        .skip(1)
        .map(|(first, _)| *first)
        .chain(std::iter::once(end));
    cuts.iter()
        .zip(ends)
        .map(|((first, keyword), end)| piece(source, *first..end, *keyword))
        .collect()
}

/// The piece of these tokens, without the blanks and comments at its end.
fn piece(source: &Source<'_>, tokens: Range<usize>, opening: Option<Opening>) -> Piece {
    let last = tokens
        .clone()
        .rev()
        .find(|at| source.kind(*at).is_some_and(|kind| !kind.is_trivia()));
    let end = last.map_or(tokens.start, |last| last + 1);
    let behind = opening.map_or(tokens.start, |(behind, _)| behind);
    Piece {
        tokens: tokens.start..end,
        keyword: tokens.start..behind,
        rule: opening.map(|(_, rule)| rule),
    }
}

/// Which of these keywords a line begins with, if any. A word before a colon is a name that happens to be one.
fn keyword(
    source: &Source<'_>,
    first: usize,
    end: usize,
    keywords: Keywords<'_>,
) -> Option<Opening> {
    let begins = source.word(first);
    let (_, behind, rule) = keywords
        .iter()
        .filter(|(keyword, _)| keyword.starts_with(begins))
        .find_map(|(keyword, rule)| Some((keyword, behind(source, first, end, keyword)?, rule)))?;
    let named = source
        .next_real(behind, end)
        .is_some_and(|next| source.kind(next) == Some(TokenKind::Colon));
    (!named).then_some((behind, *rule))
}

/// The token behind the keyword, if its words stand here.
fn behind(source: &Source<'_>, first: usize, end: usize, keyword: &str) -> Option<usize> {
    let mut at = first;
    for (number, word) in keyword.split(' ').enumerate() {
        if number > 0 {
            at = source.next_real(at + 1, end)?;
        }
        if source.word(at) != word {
            return None;
        }
    }
    Some(at + 1)
}
