//! Rows and columns of text: cells wrapped at blanks, columns as wide as they must be, nothing trailing.

use super::style::{Style, Tone};

/// A row of cells, from the left; the last one takes what is left of the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The cells.
    pub cells: Vec<String>,
    /// The tone of the first cell.
    pub tone: Tone,
    /// Lines below the row, from its second column on.
    pub details: Vec<String>,
}

/// Rows one below the other, their columns aligned, each line indented. No column but the last is wider than `most`.
pub fn table(rows: &[Row], indent: usize, most: usize, style: Style) -> String {
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut widths: Vec<usize> = Vec::new();
    for column in 0..columns.saturating_sub(1) {
        let widest = rows
            .iter()
            .filter_map(|row| row.cells.get(column))
            .map(|cell| width(cell))
            .max()
            .unwrap_or(0);
        widths.push(widest.min(most));
    }
    let taken: usize = indent + widths.iter().map(|width| width + GAP).sum::<usize>();
    let last = style.width.saturating_sub(taken).max(LEAST_LAST);
    widths.push(last);
    let mut out = String::new();
    for row in rows {
        write_row(&mut out, row, &widths, indent, style);
    }
    out
}

/// Blanks between two columns.
const GAP: usize = 2;
/// The last column is never narrower: a line is rather too long than unreadable.
const LEAST_LAST: usize = 30;

fn write_row(out: &mut String, row: &Row, widths: &[usize], indent: usize, style: Style) {
    let columns: Vec<Vec<String>> = row
        .cells
        .iter()
        .zip(widths)
        .map(|(cell, width)| wrap(cell, *width))
        .collect();
    let height = columns.iter().map(Vec::len).max().unwrap_or(0);
    for line in 0..height {
        let mut text = " ".repeat(indent);
        let mut owed = 0;
        for (place, (column, cell_width)) in columns.iter().zip(widths).enumerate() {
            let cell = column.get(line).map_or("", String::as_str);
            if cell.is_empty() {
                owed += cell_width + GAP;
                continue;
            }
            text.push_str(&" ".repeat(owed));
            let tone = if place == 0 { row.tone } else { Tone::Plain };
            text.push_str(&style.paint(tone, cell));
            owed = (cell_width + GAP).saturating_sub(width(cell));
        }
        out.push_str(text.trim_end());
        out.push('\n');
    }
    let inset = match widths {
        [first, _, ..] => indent + first + GAP,
        _ => indent + 2,
    };
    for detail in &row.details {
        out.push_str(&paragraph(detail, inset, style));
    }
}

/// A text in lines of at most so many characters, broken at blanks; a longer word stands alone on its line.
pub fn wrap(text: &str, width_of_line: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::with_capacity(text.len().min(width_of_line * 2));
    let mut wide = 0;
    for word in text.split_whitespace() {
        let more = width(word);
        if wide > 0 && wide + 1 + more > width_of_line {
            lines.push(std::mem::take(&mut line));
            wide = 0;
        }
        if wide > 0 {
            line.push(' ');
            wide += 1;
        }
        line.push_str(word);
        wide += more;
    }
    lines.push(line);
    lines
}

/// A text as indented lines, the second and later ones two blanks further in.
pub fn paragraph(text: &str, indent: usize, style: Style) -> String {
    let mut out = String::new();
    let lines = wrap(text, style.width.saturating_sub(indent + 2).max(LEAST_LAST));
    for (place, line) in lines.iter().enumerate() {
        let blanks = if place == 0 { indent } else { indent + 2 };
        out.push_str(&" ".repeat(blanks));
        out.push_str(line);
        out.push('\n');
    }
    out
}

fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.chars().count()
}
