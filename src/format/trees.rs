//! Trees of names: values and functions, several on a line where they were written so.

use super::{
    layout::INDENT,
    lines::{Line, owned},
    rows::{Piece, PieceKind, Row, depth_after},
    wrap::MAX_COLUMNS,
};

/// The rows of a tree, each indented by the braces that are open before it.
pub fn lines(rows: &[Row<'_>]) -> Vec<Line> {
    let mut depth = 0_usize;
    let mut lines: Vec<Line> = Vec::new();
    for row in rows {
        let closing = row
            .pieces
            .iter()
            .take_while(|piece| piece.kind == PieceKind::Close)
            .count();
        let indent = INDENT * depth.saturating_sub(closing);
        let opened = lines.last().is_none_or(|line| line.text.ends_with('{'));
        if row.blank_above && !opened && closing == 0 {
            lines.push(Line::empty());
        }
        if row.is_comment() {
            lines.push(Line::comment(INDENT * depth.max(1), row));
            continue;
        }
        lines.extend(row_lines(row, depth, indent));
        depth = depth_after(depth, &row.pieces);
    }
    lines
}

/// One row, broken between names where it is too long.
fn row_lines(row: &Row<'_>, depth: usize, indent: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut text = " ".repeat(indent);
    let mut depth = depth;
    let mut before: Option<&Piece<'_>> = None;
    let mut pieces = row.pieces.iter().peekable();
    while let Some(piece) = pieces.next() {
        let gap = before.map_or("", |before| gap(depth, before, piece));
        let title = match pieces.peek() {
            Some(next) if next.kind == PieceKind::Quoted => next.text.chars().count() + 1,
            _ => 0,
        };
        let width = text.chars().count() + gap.len() + piece.text.chars().count() + title;
        if width > MAX_COLUMNS && gap.len() == 2 {
            lines.push(Line {
                text: std::mem::replace(&mut text, " ".repeat(INDENT * depth)),
                comment: Vec::new(),
            });
        } else {
            text.push_str(gap);
        }
        text.push_str(piece.text);
        match piece.kind {
            PieceKind::Open => depth += 1,
            PieceKind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        before = Some(piece);
    }
    lines.push(Line {
        text,
        comment: owned(&row.comment),
    });
    lines
}

/// What stands between two pieces: two blanks between names that stand side by side.
fn gap(depth: usize, left: &Piece<'_>, right: &Piece<'_>) -> &'static str {
    let ends = matches!(
        left.kind,
        PieceKind::Word | PieceKind::Quoted | PieceKind::Close | PieceKind::Other
    );
    match right.kind {
        PieceKind::Comma | PieceKind::Colon => "",
        PieceKind::Close if left.kind == PieceKind::Open => "",
        _ if right.glued && right.kind == PieceKind::Other => "",
        PieceKind::Word | PieceKind::Other if ends && depth > 0 => "  ",
        _ => " ",
    }
}
