//! A sheet from CSV.

use super::{
    fault::Fault,
    grid::{Cell, CellValue, Grid, plain},
};

/// Reads CSV: UTF-8, with commas; with semicolons or tabs where its first line holds no comma.
///
/// # Errors
/// It is no text, or no table.
pub fn read(bytes: &[u8], file: &str) -> Result<Grid, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|_| {
        Fault::new("its bytes are no UTF-8 text").help("save it as `CSV UTF-8`, or as `.xlsx`")
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut grid = Grid::new(file, None);
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    // The reader leaves out blank lines; the numbers of the others are those that a spreadsheet shows.
    let blank_before = blank_lines(text);
    for (number, record) in reader.records().enumerate() {
        let record = record.map_err(|error| Fault::new(format!("it is no CSV: {error}")))?;
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        let line = record.position().map_or(0, |position| position.line());
        let skipped = blank_before.iter().filter(|blank| **blank < line).count();
        let row = number.saturating_add(u32::try_from(skipped).unwrap_or(u32::MAX));
        for (column, text) in record.iter().enumerate() {
            let Some(text) = plain(text) else { continue };
            let column = u32::try_from(column).unwrap_or(u32::MAX);
            let value = match text.strip_prefix('\'') {
                Some(rest) if rest.starts_with(MARKED) => CellValue::Text(rest.to_owned()),
                _ if text.starts_with('=') => CellValue::NoValue,
                _ => CellValue::Text(text),
            };
            let formula = value == CellValue::NoValue;
            grid.put((row, column), Cell { value, formula })?;
        }
    }
    Ok(grid)
}

/// What a spreadsheet would take for the beginning of a formula: a cell that begins so is written with a `'` before it.
pub const MARKED: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\''];

fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty());
    let first = first.unwrap_or_default();
    let others = [(b';', ';'), (b'\t', '\t')];
    let other = others.iter().find(|(_, sign)| first.contains(*sign));
    match other {
        Some((sign, _)) if !first.contains(',') => *sign,
        _ => b',',
    }
}

/// The numbers of the lines, from 1, that hold nothing and are not inside quotes.
fn blank_lines(text: &str) -> Vec<u64> {
    let mut quoted = false;
    let mut blank = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if !quoted && line.is_empty() {
            blank.push(number as u64 + 1);
        }
        quoted ^= line.matches('"').count() % 2 == 1;
    }
    blank
}
