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
    let rows = broken(&joined(rows));
    for (row, column) in rows.iter().zip(title_columns(&rows)) {
        let closing = row
            .pieces
            .iter()
            .take_while(|piece| piece.kind == PieceKind::Close)
            .count();
        let indent = match row.pieces.first() {
            Some(first) if goes_on(first) => INDENT * (depth + 2),
            // The head goes on.
            Some(_) if depth == 0 && closing == 0 && !lines.is_empty() => INDENT * 2,
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
        lines.push(row_line(row, depth, indent, column));
        depth = depth_after(depth, &row.pieces);
    }
    lines
}

/// The rows, those that go on with the name above joined to it where no comment stands between.
fn joined<'a>(rows: &[Row<'a>]) -> Vec<Row<'a>> {
    let mut out: Vec<Row<'a>> = Vec::new();
    let mut depth = 0;
    for row in rows {
        let goes_on = row
            .pieces
            .first()
            .is_some_and(|first| depth == 0 || goes_on(first));
        depth = depth_after(depth, &row.pieces);
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

/// The rows, broken between names where they are too long.
fn broken<'a>(rows: &[Row<'a>]) -> Vec<Row<'a>> {
    let mut out: Vec<Row<'a>> = Vec::new();
    let mut depth = 0_usize;
    for row in rows {
        let mut current = Row {
            pieces: Vec::new(),
            comment: Vec::new(),
            ..row.clone()
        };
        let mut width = INDENT * depth;
        for (at, piece) in row.pieces.iter().enumerate() {
            let gap = current
                .pieces
                .last()
                .map_or(0, |before| gap(depth, before, piece).len());
            let title = match row.pieces.get(at + 1) {
                Some(next) if next.kind == PieceKind::Quoted => next.text.chars().count() + 1,
                _ => 0,
            };
            let own = piece.text.chars().count();
            if gap == 2 && width + gap + own + title > MAX_COLUMNS {
                out.push(std::mem::take(&mut current));
                width = INDENT * depth;
            } else {
                width += gap;
            }
            width += own;
            current.pieces.push(*piece);
            depth = depth_after(depth, std::slice::from_ref(piece));
        }
        current.comment.clone_from(&row.comment);
        out.push(current);
    }
    out
}

/// One row, its first name filled up to a width.
fn row_line(row: &Row<'_>, depth: usize, indent: usize, column: usize) -> Line {
    let mut text = " ".repeat(indent);
    let mut depth = depth;
    let mut before: Option<&Piece<'_>> = None;
    for piece in &row.pieces {
        text.push_str(before.map_or("", |before| gap(depth, before, piece)));
        text.push_str(piece.text);
        if before.is_none() && column > 0 {
            let width = piece.text.chars().count();
            text.push_str(&" ".repeat(column.saturating_sub(width)));
        }
        depth = depth_after(depth, std::slice::from_ref(piece));
        before = Some(piece);
    }
    Line {
        text,
        comment: owned(&row.comment),
    }
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
