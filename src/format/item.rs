//! An item as the layout sees it: its head, its entries with the comments between them, and the brace that closes it.

use super::{
    rows::{Piece, PieceKind, Row, depth_after},
    style::{Layout, Style},
};

/// An item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item<'a> {
    /// The head, an opening brace at its end included.
    pub head: Entry<'a>,
    /// What stands below it.
    pub members: Vec<Member<'a>>,
    /// The line of the brace that closes it.
    pub close: Option<Row<'a>>,
}

/// What stands below a head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Member<'a> {
    /// A comment on a line of its own.
    Comment(Row<'a>),
    /// A clause, a row, a line of a section.
    Entry(Entry<'a>),
}

/// A line with the deeper lines that continue it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry<'a> {
    /// Its lines; the first holds a piece.
    pub rows: Vec<Row<'a>>,
}

impl<'a> Entry<'a> {
    /// All that it says.
    pub fn pieces(&self) -> Vec<Piece<'a>> {
        self.rows
            .iter()
            .flat_map(|row| row.pieces.iter().copied())
            .collect()
    }

    /// The comment at its end.
    pub fn comment(&self) -> &[&'a str] {
        self.rows.last().map_or(&[], |row| &row.comment)
    }

    /// Whether there is a comment before its last line: then its lines are kept, for the comment belongs to one of them.
    pub fn holds_comments(&self) -> bool {
        self.rows
            .split_last()
            .is_some_and(|(_, rows)| rows.iter().any(|row| !row.comment.is_empty()))
    }

    /// Whether an empty line stands above it.
    pub fn blank_above(&self) -> bool {
        self.rows.first().is_some_and(|row| row.blank_above)
    }
}

impl<'a> Member<'a> {
    /// Whether an empty line stands above it.
    pub fn blank_above(&self) -> bool {
        match self {
            Member::Comment(row) => row.blank_above,
            Member::Entry(entry) => entry.blank_above(),
        }
    }
}

/// The entries among the members.
pub fn entries<'i, 'a>(members: &'i [Member<'a>]) -> impl Iterator<Item = &'i Entry<'a>> {
    members.iter().filter_map(|member| match member {
        Member::Entry(entry) => Some(entry),
        Member::Comment(_) => None,
    })
}

/// The lines of an item, from its first on, as an item.
pub fn read<'a>(mut rows: Vec<Row<'a>>, style: Style) -> Item<'a> {
    if let Some((head, body, close)) = style.block.then(|| split_block(&rows, style)).flatten() {
        let indent = base_indent(&body);
        return Item {
            head: Entry { rows: head },
            members: members(body, |row| {
                row.indent <= indent || style.keyword(&row.pieces).is_some()
            }),
            close: Some(close),
        };
    }
    let rest = rows.split_off(rows.len().min(1));
    let indent = base_indent(&rest);
    let section = !style.block && style.keywords.is_empty();
    let mut all = members_after(rows, rest, |row| match section {
        true => row.indent <= indent,
        false => style.keyword(&row.pieces).is_some(),
    });
    let head = match all.is_empty() {
        true => Entry::default(),
        false => match all.remove(0) {
            Member::Entry(entry) => entry,
            Member::Comment(row) => Entry { rows: vec![row] },
        },
    };
    Item {
        head,
        members: all,
        close: None,
    }
}

/// The indentation of the first line that says something.
fn base_indent(rows: &[Row<'_>]) -> usize {
    rows.iter()
        .find(|row| !row.is_comment())
        .map_or(0, |row| row.indent)
}

fn members<'a>(rows: Vec<Row<'a>>, opens: impl Fn(&Row<'a>) -> bool) -> Vec<Member<'a>> {
    members_after(Vec::new(), rows, opens)
}

/// The rows as members, where the entry that begins with `first` is open before them.
fn members_after<'a>(
    first: Vec<Row<'a>>,
    rows: Vec<Row<'a>>,
    opens: impl Fn(&Row<'a>) -> bool,
) -> Vec<Member<'a>> {
    let mut depth = first
        .iter()
        .fold(0, |depth, row| depth_after(depth, &row.pieces));
    let mut members = Vec::new();
    let mut current = Entry { rows: first };
    let mut comments: Vec<Row<'a>> = Vec::new();
    for row in rows {
        if row.is_comment() {
            comments.push(row);
            continue;
        }
        let after = depth_after(depth, &row.pieces);
        if current.rows.is_empty() || (depth == 0 && opens(&row)) {
            close(&mut members, &mut current);
            members.extend(comments.drain(..).map(Member::Comment));
        }
        current.rows.append(&mut comments);
        current.rows.push(row);
        depth = after;
    }
    close(&mut members, &mut current);
    members.extend(comments.into_iter().map(Member::Comment));
    members
}

fn close<'a>(members: &mut Vec<Member<'a>>, current: &mut Entry<'a>) {
    if !current.rows.is_empty() {
        members.push(Member::Entry(std::mem::take(current)));
    }
}

type Block<'a> = (Vec<Row<'a>>, Vec<Row<'a>>, Row<'a>);

/// The head with its opening brace, what stands between the braces, and the line of the closing one; nothing where the
/// item ends in no brace, or where it is written on one line and may stay so.
fn split_block<'a>(rows: &[Row<'a>], style: Style) -> Option<Block<'a>> {
    let last = rows.iter().rposition(|row| !row.is_comment())?;
    let (opening_row, opening) = opening(rows)?;
    let pieces = &rows.get(opening_row)?.pieces;
    let behind = pieces.get(opening + 1..)?;
    let inline = opening_row == last && (style.layout == Layout::Fields || behind.len() < 2);
    if inline || (style.layout == Layout::Fields && !behind.is_empty()) {
        return None;
    }
    let mut head = rows.get(..=opening_row)?.to_vec();
    let mut body = rows.get(opening_row + 1..=last)?.to_vec();
    if let (false, Some(row)) = (behind.is_empty(), head.last_mut()) {
        // What stands behind the opening brace goes to a line of its own, with the comment at its end.
        body.insert(
            0,
            Row {
                pieces: behind.to_vec(),
                blank_above: false,
                ..row.clone()
            },
        );
        row.pieces.truncate(opening + 1);
        row.comment = Vec::new();
    }
    let mut close = body.pop()?;
    let brace = close.pieces.pop()?;
    if !close.pieces.is_empty() {
        body.push(Row {
            comment: Vec::new(),
            ..close.clone()
        });
        close.blank_above = false;
    }
    close.pieces = vec![brace];
    Some((head, body, close))
}

/// The row and the piece of the brace that the last piece of all closes.
fn opening(rows: &[Row<'_>]) -> Option<(usize, usize)> {
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut closed = None;
    for (row_number, row) in rows.iter().enumerate() {
        for (number, piece) in row.pieces.iter().enumerate() {
            closed = None;
            match piece.kind {
                PieceKind::Open => open.push((row_number, number)),
                PieceKind::Close => {
                    closed = open.pop().filter(|_| piece.text == "}");
                }
                _ => {}
            }
        }
    }
    closed.filter(|_| open.is_empty())
}
