//! The lines of a text as the layout sees them: pieces with the blanks between them forgotten, and the comment at the end.

use super::text::without_blanks;
use crate::syntax::{lex::lex, split::Source, token::TokenKind};

/// What a piece of a line is, as far as blanks and line breaks go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceKind {
    /// A name, a keyword or a literal.
    Word,
    /// Text in quotes.
    Quoted,
    /// `(`, `{` or `[`
    Open,
    /// `)`, `}` or `]`
    Close,
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// `|`
    Bar,
    /// `+`, `*` or `/`
    Operator,
    /// `-` on its own
    Minus,
    /// Anything else; it keeps the blanks it had.
    Other,
}

/// A token that means something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece<'a> {
    /// What is written.
    pub text: &'a str,
    /// What it is.
    pub kind: PieceKind,
    /// Whether it follows the piece before it with nothing between.
    pub glued: bool,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row<'a> {
    /// How far it is indented.
    pub indent: usize,
    /// What stands on it; nothing where it holds only a comment.
    pub pieces: Vec<Piece<'a>>,
    /// The comment at its end; further lines of it stand in the same column below.
    pub comment: Vec<&'a str>,
    /// Whether an empty line stands above it.
    pub blank_above: bool,
}

impl<'a> Row<'a> {
    /// Whether it holds a comment and nothing else.
    pub fn is_comment(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The text of one of its pieces; empty where there is none.
    pub fn word(&self, index: usize) -> &'a str {
        word(&self.pieces, index)
    }
}

/// The text of a piece; empty where there is none.
pub fn word<'a>(pieces: &[Piece<'a>], index: usize) -> &'a str {
    pieces.get(index).map_or("", |piece| piece.text)
}

/// How many brackets are open after these pieces, where `depth` were open before.
pub fn depth_after(depth: usize, pieces: &[Piece<'_>]) -> usize {
    pieces.iter().fold(depth, |depth, piece| match piece.kind {
        PieceKind::Open => depth + 1,
        PieceKind::Close => depth.saturating_sub(1),
        _ => depth,
    })
}

/// Whether the pieces begin with these words.
pub fn begins_with(pieces: &[Piece<'_>], words: &[&str]) -> bool {
    pieces.len() >= words.len()
        && pieces
            .iter()
            .zip(words)
            .all(|(piece, word)| piece.kind == PieceKind::Word && piece.text == *word)
}

/// A row with the bytes that it covers, and whether an item begins with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<'a> {
    /// The row.
    pub row: Row<'a>,
    /// Its first byte.
    pub start: usize,
    /// One past its last byte, the line break left out.
    pub end: usize,
    /// The number of the item that begins with it.
    pub opens: Option<u32>,
    /// The column of its comment.
    comment_column: usize,
}

/// A comment alone on its line goes on with the one at the end of the line above, where it stands in its column, which is no
/// column of code, or this far right.
const FAR_RIGHT: usize = 24;

/// The least column of a comment that goes on below.
pub const GOES_ON: usize = 8;

/// The rows of a file that was cut up; empty lines are told by the rows below them.
pub fn read<'a>(source: &Source<'a>) -> Vec<Placed<'a>> {
    let mut rows: Vec<Placed<'a>> = Vec::new();
    let mut items = source.items.iter().peekable();
    let mut lines = source.lines.iter().peekable();
    let mut current = Placed::empty(0);
    let mut blank_above = false;
    let mut glued = false;
    let mut column = 0;
    let mut column_above = None;
    for (at, token) in source.tokens.iter().enumerate() {
        let text = token.text(source.text);
        current.end = token.end as usize;
        match token.kind {
            TokenKind::Newline => {
                current.end = token.start as usize;
                column_above = finish(&mut rows, current, &mut blank_above, column_above);
                current = Placed::empty(token.end as usize);
                glued = false;
                column = 0;
                continue;
            }
            TokenKind::Blank => {
                if current.row.pieces.is_empty() {
                    current.row.indent += text.chars().count();
                }
                column += text.chars().count();
                glued = false;
                continue;
            }
            TokenKind::Comment => {
                current.row.comment.push(without_blanks(text));
                current.comment_column = column;
                continue;
            }
            _ => {}
        }
        column += text.chars().count();
        if let Some(item) = items.next_if(|item| item.tokens.start == at) {
            current.opens = Some(item.index);
        }
        if let Some(line) = lines.next_if(|line| line.first == at) {
            current.row.indent = line.indent as usize;
        }
        current.row.pieces.push(Piece {
            text,
            kind: piece_kind(token.kind),
            glued,
        });
        glued = true;
    }
    finish(&mut rows, current, &mut blank_above, column_above);
    rows
}

/// The pieces of a text, wherever its lines end.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut glued = false;
    for token in lex(text) {
        if token.kind.is_trivia() {
            glued = false;
            continue;
        }
        pieces.push(Piece {
            text: token.text(text),
            kind: piece_kind(token.kind),
            glued,
        });
        glued = true;
    }
    pieces
}

impl Placed<'_> {
    fn empty(start: usize) -> Self {
        Placed {
            row: Row::default(),
            start,
            end: start,
            opens: None,
            comment_column: 0,
        }
    }
}

/// Takes a row that ends; answers with the column in which the comment at its end goes on below, if it has one.
fn finish<'a>(
    rows: &mut Vec<Placed<'a>>,
    mut placed: Placed<'a>,
    blank_above: &mut bool,
    column_above: Option<usize>,
) -> Option<usize> {
    let column = placed.comment_column;
    if placed.row.pieces.is_empty() {
        if placed.row.comment.is_empty() {
            *blank_above = true;
            return None;
        }
        let goes_on = column_above.is_some()
            && (column >= FAR_RIGHT || (column >= GOES_ON && column_above == Some(column)));
        if let (true, Some(above)) = (goes_on, rows.last_mut()) {
            above.row.comment.append(&mut placed.row.comment);
            above.end = placed.end;
            return Some(column);
        }
    }
    placed.row.blank_above = std::mem::take(blank_above);
    let goes_on = !placed.row.is_comment() && !placed.row.comment.is_empty();
    rows.push(placed);
    goes_on.then_some(column)
}

fn piece_kind(kind: TokenKind) -> PieceKind {
    match kind {
        TokenKind::Quoted => PieceKind::Quoted,
        TokenKind::OpenRound | TokenKind::OpenBrace => PieceKind::Open,
        TokenKind::CloseRound | TokenKind::CloseBrace => PieceKind::Close,
        TokenKind::Comma => PieceKind::Comma,
        TokenKind::Colon => PieceKind::Colon,
        TokenKind::Bar => PieceKind::Bar,
        TokenKind::Plus | TokenKind::Times | TokenKind::Over => PieceKind::Operator,
        TokenKind::Minus => PieceKind::Minus,
        TokenKind::Word
        | TokenKind::DottedId
        | TokenKind::Number
        | TokenKind::Percent
        | TokenKind::Money
        | TokenKind::Date
        | TokenKind::FinancialYear
        | TokenKind::Time => PieceKind::Word,
        TokenKind::Newline
        | TokenKind::Blank
        | TokenKind::Comment
        | TokenKind::UnclosedQuote
        | TokenKind::Bad => PieceKind::Other,
    }
}
