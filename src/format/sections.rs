//! The sections of a scenario: a line a statement, and the dates of a timeline in a column.

use super::{
    item::{Entry, Member},
    layout::{INDENT, members, widest},
    lines::{Line, entry_lines, padded, width},
    rows::{Piece, word},
    spacing::text,
    style::Style,
    wrap::Margins,
};

/// The blanks between the dates and what happened.
const GAP: usize = 3;

/// The English months.
const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Lines that stand in no column.
pub fn plain(entries: &[Member<'_>], style: Style, lines: &mut Vec<Line>) {
    members(entries, lines, |entry| statement(entry, style.keywords));
}

fn statement(entry: &Entry<'_>, keywords: &'static [&'static str]) -> Vec<Line> {
    let margins = Margins {
        first: INDENT,
        flat: 2 * INDENT,
        nested: 2 * INDENT,
        keywords,
    };
    entry_lines(entry, 0, &" ".repeat(INDENT), margins)
}

/// Lines that begin with a date, and a time where they carry one.
pub fn dated(entries: &[Member<'_>], lines: &mut Vec<Line>) {
    let column = INDENT + GAP + widest(entries, |entry| Some(width(&moment(entry)?.0)));
    members(entries, lines, |entry| {
        let Some((date, length)) = moment(entry) else {
            return statement(entry, &[]);
        };
        let lead = padded(&format!("{}{date}", " ".repeat(INDENT)), column);
        let margins = Margins {
            first: column,
            flat: column + 2,
            nested: column + 2,
            keywords: &[],
        };
        entry_lines(entry, length, &lead, margins)
    });
}

/// The date and time that an entry begins with, and how many pieces they are.
fn moment(entry: &Entry<'_>) -> Option<(String, usize)> {
    let pieces = entry.first_line();
    let date = date_length(&pieces)?;
    let length = match word(&pieces, date) {
        time if is_time(time) => date + 1,
        _ => date,
    };
    let date = text(pieces.get(..length)?);
    (pieces.len() > length).then_some((date, length))
}

/// How many pieces the date is that stands first: `2013-04-01`, `1 April 2013`, `April 2013`, in one piece or several.
fn date_length(pieces: &[Piece<'_>]) -> Option<usize> {
    let first = word(pieces, 0);
    let digit = first.starts_with(|first: char| first.is_ascii_digit());
    let named = MONTHS.iter().any(|month| first.contains(month));
    if digit && (named || first.matches('-').count() == 2) {
        return Some(1);
    }
    if digit && MONTHS.contains(&word(pieces, 1)) {
        return Some(3);
    }
    match named {
        true if MONTHS.contains(&first) => Some(2),
        true => Some(1),
        false => None,
    }
}

fn is_time(text: &str) -> bool {
    text.len() <= 5
        && text.contains(':')
        && text
            .chars()
            .all(|letter| letter.is_ascii_digit() || letter == ':')
}
