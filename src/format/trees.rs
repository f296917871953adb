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
    let rows = joined(rows);
    for (row, column) in rows.iter().zip(title_columns(&rows)) {
        let closing = row
            .pieces
            .iter()
            .take_while(|piece| piece.kind == PieceKind::Close)
            .count();
        let indent = match row.pieces.first() {
            Some(first) if goes_on(first) => INDENT * (depth + 2),
            _ => INDENT * depth.saturating_sub(closing),
        };
        let opened = lines.last().is_none_or(|line| line.text.ends_with('{'));
        if row.blank_above && !opened && closing == 0 {
            lines.push(Line::empty());
        }
        if row.is_comment() {
            lines.push(Line::comment(INDENT * depth.max(1), row));
            continue;
        }
        lines.extend(row_lines(row, depth, indent, column));
        depth = depth_after(depth, &row.pieces);
    }
    lines
}

/// The rows, those that go on with the name above joined to it where no comment stands between.
fn joined<'a>(rows: &[Row<'a>]) -> Vec<Row<'a>> {
    let mut out: Vec<Row<'a>> = Vec::new();
    for row in rows {
        let goes_on = row.pieces.first().is_some_and(goes_on);
        match out.last_mut() {
            Some(above) if goes_on && !above.is_comment() && above.comment.is_empty() => {
                above.pieces.extend(row.pieces.iter().copied());
                above.comment.clone_from(&row.comment);
            }
            _ => out.push(row.clone()),
        }
    }
    out
}

/// Whether a row that begins so goes on with the name above: a title, or what stands under it.
fn goes_on(first: &Piece<'_>) -> bool {
    first.kind == PieceKind::Quoted || first.kind == PieceKind::Open
}

/// For each row the width to which its name is filled up, so that the titles of names that stand one below the other do so too.
fn title_columns(rows: &[Row<'_>]) -> Vec<usize> {
    let mut columns = vec![0; rows.len()];
    let mut depth = 0_usize;
    let mut run: Vec<usize> = Vec::new();
    let mut run_depth = 0;
    for (at, row) in rows.iter().enumerate() {
        let after = depth_after(depth, &row.pieces);
        let goes_on = depth == run_depth && !row.blank_above && !row.is_comment();
        if !goes_on {
            fill(&mut columns, rows, &run);
            run.clear();
            run_depth = depth;
        }
        if titled_name(row).is_some() && !row.is_comment() {
            run.push(at);
        }
        depth = after;
    }
    fill(&mut columns, rows, &run);
    columns
}

fn fill(columns: &mut [usize], rows: &[Row<'_>], run: &[usize]) {
    let widest = run
        .iter()
        .filter_map(|at| titled_name(rows.get(*at)?))
        .max()
        .unwrap_or(0);
    for at in run {
        if let Some(column) = columns.get_mut(*at) {
            *column = widest;
        }
    }
}

/// The width of the name of a row that holds one name with its title, and at the most opens what stands under it.
fn titled_name(row: &Row<'_>) -> Option<usize> {
    let (name, rest) = row.pieces.split_first()?;
    let (title, behind) = rest.split_first()?;
    let alone = behind
        .iter()
        .all(|piece| matches!(piece.kind, PieceKind::Open | PieceKind::Comma));
    let is_titled = name.kind == PieceKind::Word && title.kind == PieceKind::Quoted;
    (is_titled && alone).then(|| name.text.chars().count())
}

/// One row, broken between names where it is too long; its first name filled up to a width.
fn row_lines(row: &Row<'_>, depth: usize, indent: usize, column: usize) -> Vec<Line> {
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
        if before.is_none() && column > 0 {
            let width = piece.text.chars().count();
            text.push_str(&" ".repeat(column.saturating_sub(width)));
        }
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
