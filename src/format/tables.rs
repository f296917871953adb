//! What stands in columns: attributes, the rows of decisions and of schemes.

use super::{
    item::{Entry, Member},
    layout::{INDENT, members, widest},
    lines::{Line, entry_lines, joined_lines, owned, padded, width},
    rows::{Piece, PieceKind, word},
    spacing::text,
    style::Style,
    wrap::Margins,
};

/// A condition longer than this does not widen the column of results for the other rows.
const WIDEST_CONDITION: usize = 80;

/// A result longer than this does not widen the column of sources for the other rows.
const WIDEST_RESULT: usize = 60;

/// `area        : Area`, or `date   from "When"`: the name of each entry in a column.
pub fn fields(entries: &[Member<'_>], lines: &mut Vec<Line>) {
    let column = widest(entries, |entry| {
        Some(width(&text(entry.pieces().get(..name_length(entry)?)?)))
    });
    members(entries, lines, |entry| {
        let pieces = entry.pieces();
        let Some(length) = name_length(entry) else {
            return entry_lines(entry, 0, &" ".repeat(INDENT), margins(INDENT));
        };
        let name = text(pieces.get(..length).unwrap_or_default());
        let lead = format!("{}{}  ", " ".repeat(INDENT), padded(&name, column));
        let first = width(&lead);
        match pieces.get(length) {
            Some(colon) if colon.kind == PieceKind::Colon => {
                entry_lines(entry, length + 1, &format!("{lead}: "), margins(first + 2))
            }
            _ => entry_lines(entry, length, &lead, margins(first)),
        }
    });
}

/// How many pieces stand before the colon, `from` or `is` of an attribute or column, all on its first line.
fn name_length(entry: &Entry<'_>) -> Option<usize> {
    let pieces = entry.first_line();
    let colon = pieces
        .iter()
        .position(|piece| piece.kind == PieceKind::Colon);
    let length = colon.or_else(|| {
        pieces
            .iter()
            .position(|piece| piece.text == "from" || piece.text == "is")
    })?;
    let is_name = pieces
        .iter()
        .take(length)
        .all(|piece| piece.kind == PieceKind::Word || piece.kind == PieceKind::Quoted);
    (length > 0 && is_name && pieces.len() > length + 1).then_some(length)
}

fn margins(first: usize) -> Margins {
    Margins {
        first,
        flat: 2 * INDENT,
        nested: 2 * INDENT,
        keywords: &[],
    }
}

/// Condition, result and source of each row, each in its column.
pub fn decide(rows: &[Member<'_>], lines: &mut Vec<Line>) {
    let cell = |entry: &Entry<'_>, number: usize, most: usize| {
        let cells = decide_cells(entry)?;
        let width = width(&text(cells.get(number)?));
        (width <= most).then_some(width)
    };
    let conditions = widest(rows, |entry| cell(entry, 0, WIDEST_CONDITION));
    let results = widest(rows, |entry| cell(entry, 1, WIDEST_RESULT));
    members(rows, lines, |entry| {
        let Some([condition, result, source]) = decide_cells(entry) else {
            return entry_lines(entry, 0, &" ".repeat(INDENT), margins(INDENT));
        };
        let mut lead = " ".repeat(INDENT);
        let fits = width(&text(&condition)) <= WIDEST_CONDITION;
        let mut out = match fits {
            true => {
                lead.push_str(&padded(&text(&condition), conditions + 1));
                vec![Line::empty()]
            }
            false => {
                let lines = joined_lines(&condition, &lead, margins(INDENT));
                lead = padded(&" ".repeat(INDENT + 2), INDENT + conditions + 1);
                let mut lines = lines;
                lines.push(Line::empty());
                lines
            }
        };
        lead.push_str(&match source.is_empty() {
            true => text(&result),
            false => format!("{}   {}", padded(&text(&result), results), text(&source)),
        });
        if let Some(last) = out.last_mut() {
            last.text = lead;
            last.comment = owned(entry.comment());
        }
        out
    });
}

/// The condition, the result and the source of a row; nothing for what is no row, or keeps its lines.
fn decide_cells<'a>(entry: &Entry<'a>) -> Option<[Vec<Piece<'a>>; 3]> {
    let pieces = entry.pieces();
    if entry.holds_comments() {
        return None;
    }
    let result = outside_brackets(&pieces, 0, |at| {
        word(&pieces, at) == "then" || (word(&pieces, at) == "none" && at == 1)
    })?;
    let source = outside_brackets(&pieces, result, |at| word(&pieces, at) == "source")
        .unwrap_or(pieces.len());
    Some([
        pieces.get(..result)?.to_vec(),
        pieces.get(result..source)?.to_vec(),
        pieces.get(source..)?.to_vec(),
    ])
}

/// The first place from `from` on, outside brackets, that is wanted.
fn outside_brackets(
    pieces: &[Piece<'_>],
    from: usize,
    wanted: impl Fn(usize) -> bool,
) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, piece) in pieces.iter().enumerate().skip(from) {
        match piece.kind {
            PieceKind::Open => depth += 1,
            PieceKind::Close => depth = depth.saturating_sub(1),
            _ if depth == 0 && wanted(at) => return Some(at),
            _ => {}
        }
    }
    None
}

/// Rows between bars, each cell in its column; everything else a line each.
pub fn scheme(rows: &[Member<'_>], style: Style, lines: &mut Vec<Line>) {
    let mut columns: Vec<usize> = Vec::new();
    for entry in super::item::entries(rows) {
        for (number, cell) in bar_cells(entry).unwrap_or_default().iter().enumerate() {
            let cell = width(&text(cell));
            match columns.get_mut(number) {
                Some(column) => *column = cell.max(*column),
                None => columns.push(cell),
            }
        }
    }
    members(rows, lines, |entry| {
        let Some(cells) = bar_cells(entry) else {
            let margins = Margins {
                keywords: style.keywords,
                ..margins(INDENT)
            };
            return entry_lines(entry, 0, &" ".repeat(INDENT), margins);
        };
        let mut line = format!("{}|", " ".repeat(INDENT));
        for (number, cell) in cells.iter().enumerate() {
            let column = columns.get(number).copied().unwrap_or(0);
            line.push_str(&format!(" {} |", padded(&text(cell), column)));
        }
        vec![Line {
            text: line,
            comment: owned(entry.comment()),
        }]
    });
}

/// The cells of a row between bars; nothing for what is no such row, or keeps its lines.
fn bar_cells<'a>(entry: &Entry<'a>) -> Option<Vec<Vec<Piece<'a>>>> {
    let pieces = entry.pieces();
    let closed = pieces.len() > 1
        && [pieces.first(), pieces.last()]
            .iter()
            .all(|piece| piece.is_some_and(|piece| piece.kind == PieceKind::Bar));
    if entry.holds_comments() || !closed {
        return None;
    }
    let inner = pieces.get(1..pieces.len().saturating_sub(1))?;
    Some(
        inner
            .split(|piece| piece.kind == PieceKind::Bar)
            .map(<[Piece<'_>]>::to_vec)
            .collect(),
    )
}
