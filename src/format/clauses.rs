//! Clauses: the keywords in one column, what follows them in the next.

use super::{
    item::{Entry, Member},
    layout::{INDENT, members, widest},
    lines::{Line, entry_lines, padded, width},
    rows::{PieceKind, word},
    spacing::{blanks, text},
    style::{Layout, Style},
    wrap::Margins,
};

/// Ids longer than this stand outside the column of ids.
const WIDEST_ID: usize = 24;

/// The clauses of an item.
pub fn lay_out(clauses: &[Member<'_>], style: Style, lines: &mut Vec<Line>) {
    let column = column(clauses, style);
    let ids = match style.layout {
        Layout::Source => widest(clauses, |entry| {
            id_width(entry).filter(|width| *width <= WIDEST_ID)
        }),
        _ => 0,
    };
    members(clauses, lines, |entry| {
        let pieces = entry.pieces();
        let keyword = keyword(entry, style);
        let margins = Margins {
            first: INDENT + column,
            flat: INDENT + column,
            nested: INDENT + column + 2,
            keywords: style.keywords,
        };
        match keyword {
            Some(length) => {
                let name = text(pieces.get(..length).unwrap_or_default());
                let lead = format!("{}{}", " ".repeat(INDENT), padded(&name, column));
                match id_width(entry) {
                    Some(_) if style.layout == Layout::Source => {
                        let id = padded(word(&pieces, 1), ids);
                        let lead = format!("{lead}{id}  ");
                        let first = width(&lead);
                        entry_lines(entry, 2, &lead, Margins { first, ..margins })
                    }
                    _ => entry_lines(entry, length, &lead, margins),
                }
            }
            None => {
                let lead = " ".repeat(INDENT);
                let first = INDENT;
                entry_lines(entry, 0, &lead, Margins { first, ..margins })
            }
        }
    });
}

/// How many pieces the keyword that stands in the column has.
fn keyword(entry: &Entry<'_>, style: Style) -> Option<usize> {
    let pieces = entry.pieces();
    let length = style.keyword(&pieces)?;
    let on_first_line = entry.first_line().len() >= length;
    (on_first_line && !style.is_sentence(&pieces)).then_some(length)
}

/// The width of the column of keywords.
fn column(clauses: &[Member<'_>], style: Style) -> usize {
    let keywords = widest(clauses, |entry| {
        let length = keyword(entry, style)?;
        Some(width(&text(entry.pieces().get(..length)?)) + 1)
    });
    keywords.max(style.column)
}

/// The width of the id of a `clause ID …` of a source that stands on its first line.
fn id_width(entry: &Entry<'_>) -> Option<usize> {
    let pieces = entry.first_line();
    let id = pieces.get(1)?;
    let is_clause = word(&pieces, 0) == "clause";
    // An id that was read in several pieces is not for a column.
    let whole = blanks(&pieces).get(2) != Some(&0);
    let named = matches!(
        id.kind,
        PieceKind::Word | PieceKind::Quoted | PieceKind::Other
    );
    (is_clause && whole && named).then(|| width(id.text))
}
