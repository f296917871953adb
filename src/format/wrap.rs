//! Breaking a line that is too long, between arguments before anything else.

use super::{
    rows::{Piece, PieceKind},
    spacing::blanks,
    style::keyword,
};

/// The column that lines keep within where they can.
pub const MAX_COLUMNS: usize = 100;

/// How much of a line is to be filled, in percent, where it can be broken behind that too.
const LEAST_FILLED: usize = 30;

/// Words that a line outside brackets may be broken before: none of them opens a clause.
const PARTS: &[&[&str]] = &[
    &["before"],
    &["by"],
    &["within"],
    &["on", "behalf", "of"],
    &["having"],
    &["departing"],
    &["because"],
    &["according"],
    &["as"],
    &["performed"],
    &["missing"],
    &["for"],
    &["like"],
    &["not", "normative"],
];

/// Words that a text in quotes is not parted from.
const TIED: &[&str] = &[
    "because", "like", "from", "to", "note", "renamed", "scenario",
];

/// Where the lines of an entry begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Margins {
    /// The column at which the first line begins.
    pub first: usize,
    /// The column of further lines that begin outside brackets.
    pub flat: usize,
    /// The column of further lines that begin inside one bracket; two more for each further bracket.
    pub nested: usize,
    /// Words that open a clause: no further line begins with one outside brackets.
    pub keywords: &'static [&'static str],
}

impl Margins {
    /// The column of a further line that begins inside so many brackets.
    pub fn at(self, depth: usize) -> usize {
        match depth {
            0 => self.flat,
            _ => self.nested + 2 * (depth - 1),
        }
    }
}

/// The pieces as lines that keep within the columns where they can. The first comes without its indentation, the others with theirs.
pub fn wrap(pieces: &[Piece<'_>], margins: Margins) -> Vec<String> {
    let chunks = chunks(pieces, margins.keywords);
    let mut lines = Vec::new();
    let mut rest = chunks.as_slice();
    let mut column = margins.first;
    let mut indent = 0;
    while !rest.is_empty() {
        let taken = take(rest, MAX_COLUMNS.saturating_sub(column));
        let (line, further) = rest.split_at(taken);
        let mut text = " ".repeat(indent);
        for (at, chunk) in line.iter().enumerate() {
            if at > 0 {
                text.push_str(&" ".repeat(chunk.blank));
            }
            text.push_str(&chunk.text);
        }
        lines.push(text);
        rest = further;
        indent = further.first().map_or(0, |chunk| margins.at(chunk.depth));
        column = indent;
    }
    lines
}

/// Pieces between which no line is broken.
struct Chunk {
    text: String,
    /// How many blanks stand before it where it does not begin a line.
    blank: usize,
    /// How many brackets are open before it.
    depth: usize,
    /// How ready a line is broken before it; the least first.
    rank: usize,
}

/// How many chunks go on a line of so many columns; at least one.
fn take(chunks: &[Chunk], room: usize) -> usize {
    let mut width = 0;
    let mut fitting = 0;
    for (at, chunk) in chunks.iter().enumerate() {
        width += chunk.text.chars().count() + if at > 0 { chunk.blank } else { 0 };
        if width > room {
            break;
        }
        fitting = at + 1;
    }
    if fitting == chunks.len() {
        return fitting;
    }
    // The break may stand before any chunk from the second to the first that does not fit, rather not far to the left.
    let mut filled = 0;
    let candidates = chunks
        .iter()
        .enumerate()
        .take(fitting + 1)
        .map(|(at, chunk)| {
            let early = filled < room * LEAST_FILLED / 100;
            filled += chunk.text.chars().count() + chunk.blank;
            (at, early, chunk.rank)
        });
    let best = candidates
        .skip(1)
        .min_by_key(|(at, early, rank)| (*early, *rank, usize::MAX - at));
    best.map_or(fitting.max(1), |(at, ..)| at)
}

fn chunks(pieces: &[Piece<'_>], keywords: &[&str]) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut depth = 0_usize;
    for (at, (piece, blank)) in pieces.iter().zip(blanks(pieces)).enumerate() {
        if piece.kind == PieceKind::Close {
            depth = depth.saturating_sub(1);
        }
        let opens = || {
            depth == 0
                && pieces
                    .get(at..)
                    .and_then(|rest| keyword(keywords, rest))
                    .is_some()
        };
        let rank = match blank > 0 && !opens() {
            true => rank(pieces, at, depth),
            false => None,
        };
        match (rank, chunks.last_mut()) {
            (None, Some(chunk)) => {
                chunk.text.push_str(&" ".repeat(blank));
                chunk.text.push_str(piece.text);
            }
            (rank, _) => chunks.push(Chunk {
                text: piece.text.to_owned(),
                blank,
                depth,
                rank: rank.unwrap_or(0),
            }),
        }
        if piece.kind == PieceKind::Open {
            depth += 1;
        }
    }
    chunks
}

/// How ready a line is broken before this piece: outside brackets before inside them, between parts before within one.
fn rank(pieces: &[Piece<'_>], at: usize, depth: usize) -> Option<usize> {
    let before = at.checked_sub(1).and_then(|at| pieces.get(at))?;
    let rest = pieces.get(at..)?;
    let piece = rest.first()?;
    let within = match (before.kind, piece.kind, piece.text) {
        (PieceKind::Comma, ..) => return Some(depth.max(1) * 10 + 5),
        (_, PieceKind::Quoted, _) if depth == 0 && !TIED.contains(&before.text) => 1,
        (_, PieceKind::Word, "and") => 2,
        (_, PieceKind::Word, "or") if depth > 0 => 2,
        _ if before.text == "or" && depth == 0 && !after_on(pieces, at) => 2,
        _ if depth == 0 && opens_part(rest) && !["acting", "acts", "or"].contains(&before.text) => {
            3
        }
        (PieceKind::Operator | PieceKind::Minus, ..) => 7,
        _ => return None,
    };
    Some(depth * 10 + within)
}

fn opens_part(pieces: &[Piece<'_>]) -> bool {
    PARTS
        .iter()
        .any(|words| super::rows::begins_with(pieces, words))
}

/// Whether the piece stands in `on or before`, `on or after`.
fn after_on(pieces: &[Piece<'_>], at: usize) -> bool {
    at.checked_sub(2)
        .and_then(|at| pieces.get(at))
        .is_some_and(|piece| piece.text == "on")
}
