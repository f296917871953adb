//! An item to its lines.

use super::{
    clauses,
    item::{Entry, Member, entries, read},
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
        true => declaration_lines(&item.head, style),
        false => head_lines(&item.head, style, item.close.is_some()),
    };
    if let Some(brace) = &item.brace {
        clauses::lay_out(
            &item.below,
            Style {
                layout: Layout::Clauses,
                keywords: style.below,
                column: 0,
                ..style
            },
            &mut lines,
        );
        lines.push(Line {
            text: "{".to_owned(),
            comment: owned(&brace.comment),
        });
    }
    match style.layout {
        Layout::Clauses | Layout::Source => clauses::lay_out(&item.members, style, &mut lines),
        Layout::Fields | Layout::Attributes | Layout::Columns => {
            tables::fields(&item.members, &mut lines)
        }
        Layout::Decide => tables::decide(&item.members, &mut lines),
        Layout::Scheme => tables::scheme(&item.members, style, &mut lines),
        Layout::Lines | Layout::Tree => sections::plain(&item.members, style, &mut lines),
        Layout::Timeline | Layout::But => sections::dated(&item.members, &mut lines),
    }
    if let Some(close) = &item.close {
        lines.push(Line {
            text: "}".to_owned(),
            comment: owned(&close.comment),
        });
    }
    lines
}

fn head_lines(head: &Entry<'_>, style: Style, block: bool) -> Vec<Line> {
    entry_lines(head, 0, "", head_margins(style, block))
}

fn head_margins(style: Style, block: bool) -> Margins {
    let (flat, keywords) = match (block, style.block) {
        (true, _) => (2 * INDENT, style.below),
        (false, true) => (INDENT, style.below),
        (false, false) => (INDENT, style.keywords),
    };
    Margins {
        first: 0,
        flat,
        nested: 2 * INDENT,
        keywords,
    }
}

/// The head of a declaration whose sentence goes to a line of its own where they do not fit on one.
fn declaration_lines(head: &Entry<'_>, style: Style) -> Vec<Line> {
    let lines = head_lines(head, style, false);
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
    let mut lines = joined_lines(&pieces, "", head_margins(style, false));
    lines.push(Line {
        text: format!("{}{}", " ".repeat(INDENT), template.text),
        comment: owned(head.comment()),
    });
    lines
}

/// The members of an item, each with its own lines, and the empty lines and comments between them.
pub fn members(
    members: &[Member<'_>],
    lines: &mut Vec<Line>,
    mut entry: impl FnMut(&Entry<'_>) -> Vec<Line>,
) {
    for (number, member) in members.iter().enumerate() {
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
pub fn widest(members: &[Member<'_>], width: impl Fn(&Entry<'_>) -> Option<usize>) -> usize {
    entries(members).filter_map(width).max().unwrap_or(0)
}
