//! An item as the layout sees it: its head, its entries with the comments between them, and the brace that closes it.

use std::cell::Cell;

use super::{
    rows::{Piece, PieceKind, Row, depth_after, word},
    style::{Layout, Style, keyword},
};

/// How many words the longest keyword of a clause has.
const LONGEST_KEYWORD: usize = 2;

/// An item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item<'a> {
    /// The head, an opening brace at its end included.
    pub head: Entry<'a>,
    /// Clauses between the head and the opening brace.
    pub below: Vec<Member<'a>>,
    /// The line of the opening brace, where there are such clauses.
    pub brace: Option<Row<'a>>,
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

    /// What its first line will say: all of it, unless comments keep its lines as they are.
    pub fn first_line(&self) -> Vec<Piece<'a>> {
        match (self.holds_comments(), self.rows.first()) {
            (true, Some(row)) => row.pieces.clone(),
            _ => self.pieces(),
        }
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
        let body = match style.layout {
            Layout::Fields | Layout::Attributes => split_rows(body, begins_attribute),
            Layout::Columns => split_rows(body, begins_column),
            _ => body,
        };
        let indent = base_indent(&body);
        let (head, below, brace) = head_and_below(head, style);
        return Item {
            head,
            below,
            brace,
            members: members(body, |row, begins| {
                row.indent <= indent || style.keyword(begins).is_some()
            }),
            close: Some(close),
        };
    }
    let rest = rows.split_off(rows.len().min(1));
    let indent = base_indent(&rest);
    let known = Cell::new(None);
    let section = !style.block && style.keywords.is_empty();
    let mut all = members_after(rows, rest, |row, begins| match section {
        true => row.indent <= indent,
        false => opens_clause(style.keywords, row, begins, &known),
    });
    let head = take_head(&mut all);
    Item {
        head,
        below: Vec::new(),
        brace: None,
        members: all,
        close: None,
    }
}

/// The head, the clauses below it, and the opening brace on a line of its own where there are any.
fn head_and_below<'a>(
    mut head: Vec<Row<'a>>,
    style: Style,
) -> (Entry<'a>, Vec<Member<'a>>, Option<Row<'a>>) {
    let rest = head.split_off(head.len().min(1));
    let known = Cell::new(None);
    let mut all = members_after(head.clone(), rest.clone(), |row, begins| {
        opens_clause(style.below, row, begins, &known)
    });
    if entries(&all).count() < 2 {
        head.extend(rest);
        return (Entry { rows: head }, Vec::new(), None);
    }
    let first = take_head(&mut all);
    let brace = all.iter_mut().rev().find_map(|member| match member {
        Member::Entry(entry) => entry.rows.last_mut(),
        Member::Comment(_) => None,
    });
    let brace = brace.and_then(|row| {
        let brace = row.pieces.pop()?;
        Some(Row {
            pieces: vec![brace],
            comment: std::mem::take(&mut row.comment),
            ..Row::default()
        })
    });
    // The row is empty where the brace stood alone on it.
    for member in &mut all {
        if let Member::Entry(entry) = member {
            entry
                .rows
                .retain(|row| !(row.pieces.is_empty() && row.comment.is_empty()));
        }
    }
    all.retain(|member| !matches!(member, Member::Entry(entry) if entry.rows.is_empty()));
    (first, all, brace)
}

/// A row with a row for each field on it: `area: Area  population: number`, `date from "When"  actor is north`.
fn split_rows<'a>(body: Vec<Row<'a>>, begins: fn(&[Piece<'a>], usize) -> bool) -> Vec<Row<'a>> {
    let mut joined: Vec<Row<'a>> = Vec::new();
    for mut row in body {
        let goes_on = !row.is_comment() && !begins(&row.pieces, 0);
        match joined.last_mut() {
            Some(above) if goes_on && !above.is_comment() && above.comment.is_empty() => {
                above.pieces.append(&mut row.pieces);
                above.comment = row.comment;
            }
            _ => joined.push(row),
        }
    }
    joined
        .into_iter()
        .flat_map(|row| split_row(row, begins))
        .collect()
}

fn split_row<'a>(row: Row<'a>, begins: fn(&[Piece<'a>], usize) -> bool) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'a>> = Vec::new();
    let mut depth = 0;
    for (at, piece) in row.pieces.iter().enumerate() {
        let begins = depth == 0 && begins(&row.pieces, at);
        depth = depth_after(depth, std::slice::from_ref(piece));
        if begins || rows.is_empty() {
            rows.push(Row {
                // A field opens an entry wherever its line begins.
                indent: if begins { 0 } else { row.indent },
                blank_above: at == 0 && row.blank_above,
                ..Row::default()
            });
        }
        if let Some(last) = rows.last_mut() {
            last.pieces.push(*piece);
        }
    }
    match rows.last_mut() {
        Some(last) => last.comment = row.comment,
        None => rows.push(row),
    }
    rows
}

/// Whether the name of an attribute begins at this piece: a word before a colon, or several, `area of practice: Area`.
fn begins_attribute(pieces: &[Piece<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |at| word(pieces, at));
    let named = match word(pieces, at + 1) {
        ":" => before != "of",
        "of" => word(pieces, at + 3) == ":" && before != ":",
        _ => false,
    };
    named && is_word(pieces, at)
}

/// Whether a column begins at this piece: a word before `from "…"` or before `is`.
fn begins_column(pieces: &[Piece<'_>], at: usize) -> bool {
    let named = match word(pieces, at + 1) {
        "from" => pieces
            .get(at + 2)
            .is_some_and(|heading| heading.kind == PieceKind::Quoted),
        "is" => true,
        _ => false,
    };
    named && is_word(pieces, at)
}

fn is_word(pieces: &[Piece<'_>], at: usize) -> bool {
    pieces
        .get(at)
        .is_some_and(|piece| piece.kind == PieceKind::Word)
}

/// Takes the head off the front, where it stands.
fn take_head<'a>(members: &mut Vec<Member<'a>>) -> Entry<'a> {
    match members.is_empty() {
        true => Entry::default(),
        false => match members.remove(0) {
            Member::Entry(entry) => entry,
            Member::Comment(row) => Entry { rows: vec![row] },
        },
    }
}

/// Whether a row opens a clause below a head; `is` also goes on with a comparison on the line above, where it stands deeper
/// than the first clause, whose indentation is `known` from then on.
fn opens_clause(
    keywords: &[&str],
    row: &Row<'_>,
    begins: &[Piece<'_>],
    known: &Cell<Option<usize>>,
) -> bool {
    let shallow = known.get().is_none_or(|known| row.indent <= known);
    let opens = keyword(keywords, begins).is_some() && (row.word(0) != "is" || shallow);
    if opens && known.get().is_none() {
        known.set(Some(row.indent));
    }
    opens
}

/// The indentation of the first line that says something.
fn base_indent(rows: &[Row<'_>]) -> usize {
    rows.iter()
        .find(|row| !row.is_comment())
        .map_or(0, |row| row.indent)
}

fn members<'a>(
    rows: Vec<Row<'a>>,
    opens: impl Fn(&Row<'a>, &[Piece<'a>]) -> bool,
) -> Vec<Member<'a>> {
    members_after(Vec::new(), rows, opens)
}

/// The pieces that a row begins with, those of the next ones among them: a keyword of several words may stand on several lines.
fn begins_with<'a>(rows: &[Row<'a>], at: usize) -> Vec<Piece<'a>> {
    rows.iter()
        .skip(at)
        .flat_map(|row| row.pieces.iter().copied())
        .take(LONGEST_KEYWORD + 1)
        .collect()
}

/// The rows as members, where the entry that begins with `first` is open before them.
fn members_after<'a>(
    first: Vec<Row<'a>>,
    rows: Vec<Row<'a>>,
    opens: impl Fn(&Row<'a>, &[Piece<'a>]) -> bool,
) -> Vec<Member<'a>> {
    let mut depth = first
        .iter()
        .fold(0, |depth, row| depth_after(depth, &row.pieces));
    let mut members = Vec::new();
    let mut current = Entry { rows: first };
    let mut comments: Vec<Row<'a>> = Vec::new();
    let begins: Vec<Vec<Piece<'a>>> = (0..rows.len()).map(|at| begins_with(&rows, at)).collect();
    for (row, begins) in rows.into_iter().zip(begins) {
        if row.is_comment() {
            comments.push(row);
            continue;
        }
        let after = depth_after(depth, &row.pieces);
        if current.rows.is_empty() || (depth == 0 && opens(&row, &begins)) {
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
    let stays = style.layout == Layout::Attributes && !behind.is_empty();
    if stays || (opening_row == last && behind.len() < 2) {
        return None;
    }
    let mut head = rows.get(..=opening_row)?.to_vec();
    let mut body = rows.get(opening_row + 1..=last)?.to_vec();
    if let (false, Some(row)) = (behind.is_empty(), head.last_mut()) {
        // What stands behind the opening brace goes to a line of its own, with the comment at its end.
        let indent = base_indent(&body);
        body.insert(
            0,
            Row {
                indent,
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
