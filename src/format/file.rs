//! A file as one text: its items one after the other, with the comments and empty lines between them.

use super::{
    layout::item_lines,
    lines::{Line, print},
    rows::{Piece, PieceKind, Placed, Row},
    style::Style,
    text::without_blanks,
};

/// An item of a file, before it is laid out.
struct Found<'a> {
    /// The comments above it.
    lead: Vec<Row<'a>>,
    /// Its rows; none after the last item.
    rows: Vec<Placed<'a>>,
}

/// The rows of a file as one text. Items that are kept come out as they stand in `source`.
pub fn lay_out<'a>(
    source: &str,
    rows: Vec<Placed<'a>>,
    style: impl Fn(&[Piece<'_>]) -> Style,
    is_kept: impl Fn(&Placed<'a>) -> bool,
) -> String {
    let mut out: Vec<Line> = Vec::new();
    let mut long_before = false;
    for Found { lead, rows } in items(rows) {
        let first = rows.first();
        let lines = match first {
            None => Vec::new(),
            Some(first) if is_kept(first) => verbatim(source, &rows),
            Some(first) => {
                let style = style(&first.row.pieces);
                item_lines(
                    rows.iter().map(|placed| placed.row.clone()).collect(),
                    style,
                )
            }
        };
        let long = lines.len() > 1;
        let blank_above = match (lead.first(), first) {
            (Some(row), _) => row.blank_above,
            (None, Some(first)) => first.row.blank_above,
            (None, None) => false,
        };
        if !out.is_empty() && (long_before || long || blank_above) {
            out.push(Line::empty());
        }
        out.extend(lead_lines(&lead));
        if !lead.is_empty() && first.is_some_and(|first| first.row.blank_above) {
            out.push(Line::empty());
        }
        out.extend(lines);
        long_before = long;
    }
    print(&out)
}

fn lead_lines(lead: &[Row<'_>]) -> Vec<Line> {
    let mut lines = Vec::new();
    for (number, row) in lead.iter().enumerate() {
        if number > 0 && row.blank_above {
            lines.push(Line::empty());
        }
        lines.push(Line::comment(0, row));
    }
    lines
}

/// An item as it stands, without blanks at the ends of its lines.
fn verbatim(source: &str, rows: &[Placed<'_>]) -> Vec<Line> {
    let text = rows
        .first()
        .zip(rows.last())
        .and_then(|(first, last)| source.get(first.start..last.end))
        .unwrap_or_default();
    text.split('\n')
        .map(|line| line.strip_suffix('\r').unwrap_or(line))
        .map(|line| Line {
            text: without_blanks(line).to_owned(),
            comment: Vec::new(),
        })
        .collect()
}

fn items(rows: Vec<Placed<'_>>) -> Vec<Found<'_>> {
    let mut found: Vec<Found<'_>> = Vec::new();
    let mut current = Found {
        lead: Vec::new(),
        rows: Vec::new(),
    };
    for placed in rows {
        if placed.opens.is_some() {
            let lead = match current.rows.is_empty() {
                true => std::mem::take(&mut current.lead),
                false => trailing_comments(&mut current.rows),
            };
            push(&mut found, &mut current);
            current.lead = lead;
            current.rows.push(placed);
        } else if current.rows.is_empty() && placed.row.is_comment() {
            current.lead.push(placed.row);
        } else {
            current.rows.push(placed);
        }
    }
    let tail = trailing_comments(&mut current.rows);
    push(&mut found, &mut current);
    current.lead.extend(tail);
    push(&mut found, &mut current);
    found
}

fn push<'a>(found: &mut Vec<Found<'a>>, current: &mut Found<'a>) {
    if !current.rows.is_empty() || !current.lead.is_empty() {
        found.push(Found {
            lead: std::mem::take(&mut current.lead),
            rows: std::mem::take(&mut current.rows),
        });
    }
}

/// Takes the comments off the end of an item that belong to what follows: those in column 0, and all below a closing brace.
fn trailing_comments<'a>(rows: &mut Vec<Placed<'a>>) -> Vec<Row<'a>> {
    let code = rows
        .iter()
        .rposition(|placed| !placed.row.is_comment())
        .map_or(0, |last| last + 1);
    let closed = code
        .checked_sub(1)
        .and_then(|last| rows.get(last))
        .and_then(|placed| placed.row.pieces.last())
        .is_some_and(|piece| piece.kind == PieceKind::Close && piece.text == "}");
    let own = match closed {
        true => code,
        false => rows
            .iter()
            .rposition(|placed| !placed.row.is_comment() || placed.row.indent > 0)
            .map_or(0, |last| last + 1),
    };
    rows.drain(own..).map(|placed| placed.row).collect()
}
