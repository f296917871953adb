//! The lines that come out, and the column of the comments at their ends.

use super::{
    item::Entry,
    rows::{GOES_ON, Piece, Row, depth_after},
    spacing,
    wrap::{Margins, wrap},
};

/// A line that comes out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// What it says, indented; empty for an empty line.
    pub text: String,
    /// The comment at its end; further lines of it stand in the same column below.
    pub comment: Vec<String>,
}

impl Line {
    /// An empty line.
    pub fn empty() -> Line {
        Line::default()
    }

    /// A line that holds a comment and nothing else.
    pub fn comment(indent: usize, row: &Row<'_>) -> Line {
        Line {
            text: format!(
                "{}{}",
                " ".repeat(indent),
                row.comment.first().copied().unwrap_or_default()
            ),
            comment: Vec::new(),
        }
    }
}

/// An entry after its first `skip` pieces, which `lead` stands for, indentation and all.
pub fn entry_lines(entry: &Entry<'_>, skip: usize, lead: &str, margins: Margins) -> Vec<Line> {
    if entry.holds_comments() {
        return kept_lines(entry, skip, lead, margins);
    }
    let pieces = entry.pieces();
    let mut lines = joined_lines(pieces.get(skip..).unwrap_or_default(), lead, margins);
    if let Some(last) = lines.last_mut() {
        last.comment = owned(entry.comment());
    }
    lines
}

/// Pieces on as few lines as they fit on, after a lead.
pub fn joined_lines(pieces: &[Piece<'_>], lead: &str, margins: Margins) -> Vec<Line> {
    let mut lines: Vec<Line> = wrap(pieces, margins)
        .into_iter()
        .map(|text| Line {
            text,
            comment: Vec::new(),
        })
        .collect();
    if lines.is_empty() {
        lines.push(Line::empty());
    }
    if let Some(first) = lines.first_mut() {
        first.text = format!("{lead}{}", first.text).trim_end().to_owned();
    }
    lines
}

/// An entry with its own line breaks.
fn kept_lines(entry: &Entry<'_>, skip: usize, lead: &str, margins: Margins) -> Vec<Line> {
    let mut depth = 0;
    let mut lines = Vec::new();
    for (number, row) in entry.rows.iter().enumerate() {
        let text = match (number, row.pieces.get(skip..)) {
            (0, Some(rest)) => format!("{lead}{}", spacing::text(rest)),
            (0, None) => format!("{lead}{}", spacing::text(&row.pieces)),
            _ => format!(
                "{}{}",
                " ".repeat(margins.at(depth)),
                spacing::text(&row.pieces)
            ),
        };
        depth = depth_after(depth, &row.pieces);
        lines.push(match row.is_comment() {
            true => Line::comment(margins.at(depth), row),
            false => Line {
                text: text.trim_end().to_owned(),
                comment: owned(&row.comment),
            },
        });
    }
    lines
}

/// The lines as one text; the comments of lines that follow each other stand in one column.
pub fn print(lines: &[Line]) -> String {
    let mut out = String::new();
    let mut rest = lines;
    while let Some((first, further)) = rest.split_first() {
        if first.comment.is_empty() {
            out.push_str(&first.text);
            out.push('\n');
            rest = further;
            continue;
        }
        let run = match opens_block(first) {
            true => 1,
            false => rest
                .iter()
                .take_while(|line| !line.comment.is_empty() && !opens_block(line))
                .count(),
        };
        let (group, further) = rest.split_at(run);
        let goes_on = group.iter().any(|line| line.comment.len() > 1);
        let least = if goes_on { GOES_ON } else { 0 };
        let column = group
            .iter()
            .map(|line| width(&line.text))
            .max()
            .unwrap_or(0)
            + 2;
        let column = column.max(least);
        for line in group {
            for (number, comment) in line.comment.iter().enumerate() {
                let text = if number == 0 { &line.text } else { "" };
                out.push_str(&padded(text, column));
                out.push_str(comment);
                out.push('\n');
            }
        }
        rest = further;
    }
    out
}

fn opens_block(line: &Line) -> bool {
    line.text.ends_with('{')
}

/// Comments of their own.
pub fn owned(comment: &[&str]) -> Vec<String> {
    comment.iter().map(|line| (*line).to_owned()).collect()
}

/// How many columns a text takes.
pub fn width(text: &str) -> usize {
    text.chars().count()
}

/// A text with blanks behind it up to a width.
pub fn padded(text: &str, to: usize) -> String {
    format!("{text}{}", " ".repeat(to.saturating_sub(width(text))))
}
