//! Where a blank stands between two pieces of a line.

use super::rows::{Piece, PieceKind};

/// Words that an opening bracket stands apart from; after any other word it is a call, and stands close.
const APART: &[&str] = &[
    "after", "and", "are", "as", "at", "before", "below", "by", "count", "due", "during", "each",
    "earliest", "every", "for", "from", "has", "holds", "if", "in", "includes", "is", "largest",
    "latest", "least", "less", "may", "missing", "more", "most", "must", "needs", "no", "not",
    "of", "on", "or", "over", "per", "quorum", "since", "smallest", "than", "then", "to", "total",
    "under", "unless", "until", "up", "when", "where", "with", "within",
];

/// The pieces on one line, with the blanks that belong between them.
pub fn text(pieces: &[Piece<'_>]) -> String {
    let mut out = String::new();
    for (piece, blank) in pieces.iter().zip(blanks(pieces)) {
        out.push_str(&" ".repeat(blank));
        out.push_str(piece.text);
    }
    out
}

/// For each piece, how many blanks stand before it; none before the first.
pub fn blanks(pieces: &[Piece<'_>]) -> Vec<usize> {
    let roomy = roomy_braces(pieces);
    let mut blanks = Vec::with_capacity(pieces.len());
    let mut before: Option<&Piece<'_>> = None;
    let mut previous: Option<(&Piece<'_>, bool)> = None;
    for (piece, roomy) in pieces.iter().zip(roomy) {
        let blank = match previous {
            None => 0,
            Some((left, _)) if begins_pair(before, left, piece) => 2,
            Some((left, left_roomy)) => {
                usize::from(between(before, (left, left_roomy), (piece, roomy)))
            }
        };
        blanks.push(blank);
        before = previous.map(|(left, _)| left);
        previous = Some((piece, roomy));
    }
    blanks
}

fn between(
    before: Option<&Piece<'_>>,
    (left, left_roomy): (&Piece<'_>, bool),
    (right, right_roomy): (&Piece<'_>, bool),
) -> bool {
    match (left.kind, right.kind) {
        (_, PieceKind::Comma | PieceKind::Colon) => false,
        (PieceKind::Open, _) => left_roomy,
        (_, PieceKind::Close) => right_roomy,
        (PieceKind::Comma | PieceKind::Colon, _) => true,
        (PieceKind::Operator, _) | (_, PieceKind::Operator) => true,
        (PieceKind::Minus, _) => before.is_some_and(ends_operand) || !right.glued,
        (_, PieceKind::Minus) => true,
        (PieceKind::Word, PieceKind::Open) if right.text == "(" => APART.contains(&left.text),
        (_, PieceKind::Open) if right.text == "{" => true,
        (PieceKind::Quoted, _) | (_, PieceKind::Quoted) => true,
        (PieceKind::Close, PieceKind::Word) => true,
        _ => !right.glued,
    }
}

/// Whether a pair of `{ "T" is trigger  "U" is undo }` begins here, behind another.
fn begins_pair(before: Option<&Piece<'_>>, left: &Piece<'_>, right: &Piece<'_>) -> bool {
    right.kind == PieceKind::Quoted
        && left.kind == PieceKind::Word
        && before.is_some_and(|before| before.text == "is")
}

/// Whether a `-` behind this piece takes something away, and does not stand for a negative.
fn ends_operand(piece: &Piece<'_>) -> bool {
    match piece.kind {
        PieceKind::Word => !APART.contains(&piece.text),
        PieceKind::Close | PieceKind::Quoted | PieceKind::Other => true,
        _ => false,
    }
}

/// For each brace, whether blanks stand inside it: `{ area: north }` and `{ "T" is trigger }`, but `{a, b}`.
fn roomy_braces(pieces: &[Piece<'_>]) -> Vec<bool> {
    let mut roomy = vec![false; pieces.len()];
    let mut open: Vec<(usize, bool)> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece.kind {
            PieceKind::Open => open.push((at, false)),
            PieceKind::Close => {
                let Some((start, named)) = open.pop() else {
                    continue;
                };
                let empty = start + 1 == at;
                for place in [start, at] {
                    if let Some(flag) = roomy.get_mut(place) {
                        *flag = named && !empty && piece.text == "}";
                    }
                }
            }
            PieceKind::Colon | PieceKind::Word if piece.text == ":" || piece.text == "is" => {
                if let Some((_, named)) = open.last_mut() {
                    *named = true;
                }
            }
            _ => {}
        }
    }
    roomy
}
