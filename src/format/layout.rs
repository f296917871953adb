//! An item to its lines.

use super::{
    clauses,
    item::{Entry, Item, Member, entries, read},
    lines::{Line, entry_lines, joined_lines, owned},
    rows::{PieceKind, Row},
    sections,
    style::{Layout, Style},
    tables, trees,
    wrap::Margins,
};

/// How far the entries of an item are indented.
pub const INDENT: usize = 2;

/// An item, given by its rows, as lines.
pub fn item_lines(rows: Vec<Row<'_>>, style: Style) -> Vec<Line> {
    if style.layout == Layout::Tree {
        return trees::lines(&rows);
    }
    let item = read(rows, style);
    let mut lines = match style.template_below {
        true => declaration_lines(&item.head),
        false => head_lines(&item.head, item.close.is_some()),
    };
    match style.layout {
        Layout::Clauses | Layout::Source => clauses::lay_out(&item, style, &mut lines),
        Layout::Fields => tables::fields(&item, &mut lines),
        Layout::Decide => tables::decide(&item, style, &mut lines),
        Layout::Scheme => tables::scheme(&item, &mut lines),
        Layout::Lines | Layout::Tree => sections::plain(&item, &mut lines),
        Layout::Timeline | Layout::But => sections::dated(&item, &mut lines),
    }
    if let Some(close) = &item.close {
        lines.push(Line {
            text: "}".to_owned(),
            comment: owned(&close.comment),
        });
    }
    lines
}

fn head_lines(head: &Entry<'_>, block: bool) -> Vec<Line> {
    let margins = match block {
        true => Margins {
            first: 0,
            flat: 2 * INDENT,
            nested: 2 * INDENT,
        },
        false => Margins {
            first: 0,
            flat: INDENT,
            nested: 2 * INDENT,
        },
    };
    entry_lines(head, 0, "", margins)
}

/// The head of a declaration whose sentence goes to a line of its own where they do not fit on one.
fn declaration_lines(head: &Entry<'_>) -> Vec<Line> {
    let lines = head_lines(head, false);
    let mut pieces = head.pieces();
    let template = pieces
        .pop_if(|last| last.kind == PieceKind::Quoted)
        .filter(|_| {
            pieces
                .last()
                .is_some_and(|last| last.kind != PieceKind::Quoted)
        });
    let whole = lines.len() == 1 || head.holds_comments();
    let (Some(template), false) = (template, whole) else {
        return lines;
    };
    let margins = Margins {
        first: 0,
        flat: INDENT,
        nested: 2 * INDENT,
    };
    let mut lines = joined_lines(&pieces, "", margins);
    lines.push(Line {
        text: format!("{}{}", " ".repeat(INDENT), template.text),
        comment: owned(head.comment()),
    });
    lines
}

/// The members of an item, each with its own lines, and the empty lines and comments between them.
pub fn members(
    item: &Item<'_>,
    lines: &mut Vec<Line>,
    mut entry: impl FnMut(&Entry<'_>) -> Vec<Line>,
) {
    for (number, member) in item.members.iter().enumerate() {
        if member.blank_above() && number > 0 {
            lines.push(Line::empty());
        }
        match member {
            Member::Comment(row) => lines.push(Line::comment(INDENT, row)),
            Member::Entry(found) => lines.extend(entry(found)),
        }
    }
}

/// The widest of what a function says of each entry; entries of which it says nothing do not count.
pub fn widest(item: &Item<'_>, width: impl Fn(&Entry<'_>) -> Option<usize>) -> usize {
    entries(&item.members).filter_map(width).max().unwrap_or(0)
}
