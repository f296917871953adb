//! A sheet as cells: what each holds, and where it stands, in the words of a spreadsheet (`limits.xlsx, sheet Limits, cell C7`).

use std::collections::BTreeMap;

use crate::base::date::Date;

use super::fault::Fault;

/// The most rows of a sheet that are read: a scheme of more is a mistake.
pub const MAX_ROWS: u32 = 20_000;
/// The most columns of a sheet that are read.
pub const MAX_COLUMNS: u32 = 512;
/// The most cells of a sheet that are read.
pub const MAX_CELLS: usize = 400_000;
/// The most text that the cells of a sheet may hold, in bytes: many cells can share one text, so the file may be small.
pub const MAX_TEXT: usize = 32 << 20;

/// A row and a column, both counted from 0.
pub type Position = (u32, u32);

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellValue {
    /// Text, without blanks around it and on one line.
    Text(String),
    /// A number in decimals, shown plainly or in pounds.
    Number(String),
    /// A number that is shown in something else: a percentage, another currency.
    Shown(String, &'static str),
    /// A day.
    Day(Date),
    /// A time without a day.
    Time,
    /// TRUE or FALSE.
    Truth(bool),
    /// What a spreadsheet shows where a formula fails: `#REF!`.
    Error(String),
    /// A formula whose value was never computed.
    NoValue,
}

/// A cell that holds something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What.
    pub value: CellValue,
    /// Whether a formula computes it.
    pub formula: bool,
}

/// A rectangle of merged cells: its first and its last cell.
pub type Region = (Position, Position);

/// A sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    file: String,
    sheet: Option<String>,
    cells: BTreeMap<Position, Cell>,
    merged: Vec<Region>,
    text: usize,
}

impl Grid {
    /// An empty sheet of a file.
    pub fn new(file: &str, sheet: Option<&str>) -> Grid {
        Grid {
            file: file.to_owned(),
            sheet: sheet.map(str::to_owned),
            cells: BTreeMap::new(),
            merged: Vec::new(),
            text: 0,
        }
    }

    /// Puts a cell in its place.
    ///
    /// # Errors
    /// The sheet is larger than any scheme.
    pub fn put(&mut self, position: Position, cell: Cell) -> Result<(), Fault> {
        if position.0 >= MAX_ROWS || position.1 >= MAX_COLUMNS {
            return Err(Fault::new(format!(
                "cell {} lies beyond the {MAX_ROWS} rows and {MAX_COLUMNS} columns that are read",
                name(position)
            )));
        }
        if let CellValue::Text(text) = &cell.value {
            self.text = self.text.saturating_add(text.len());
        }
        self.cells.insert(position, cell);
        if self.cells.len() > MAX_CELLS || self.text > MAX_TEXT {
            return Err(Fault::new("the sheet holds more than a scheme can"));
        }
        Ok(())
    }

    /// Notes that cells are merged.
    pub fn merge(&mut self, region: Region) {
        if region.0 != region.1 {
            self.merged.push(region);
        }
    }

    /// The regions of merged cells.
    pub fn merged(&self) -> &[Region] {
        &self.merged
    }

    /// The cell at a place, or what is shown there because it is merged with another above or beside it.
    pub fn cell(&self, position: Position) -> Option<&Cell> {
        self.cells.get(&self.shown_at(position))
    }

    /// Where what is shown at a place stands: the first cell of the region that it is merged into. A region that is merged
    /// across columns stands in its first.
    fn shown_at(&self, position: Position) -> Position {
        let (row, column) = position;
        let inside = self.merged.iter().find(|(first, last)| {
            (first.0..=last.0).contains(&row) && (first.1..=last.1).contains(&column)
        });
        match inside {
            Some((first, _)) if first.1 == column => *first,
            _ => position,
        }
    }

    /// The rows that hold something, in order.
    pub fn rows(&self) -> Vec<u32> {
        let mut rows: Vec<u32> = self.cells.keys().map(|(row, _)| *row).collect();
        for (first, last) in &self.merged {
            if self.cells.contains_key(first) {
                rows.extend(first.0..=last.0.min(MAX_ROWS));
            }
        }
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    /// The columns of a row that hold something themselves, in order.
    pub fn columns_of(&self, row: u32) -> impl Iterator<Item = u32> {
        self.cells
            .range((row, 0)..=(row, u32::MAX))
            .map(|((_, column), _)| *column)
    }

    /// The cells that a formula computes, in order.
    pub fn formulas(&self) -> impl Iterator<Item = Position> {
        let cells = self.cells.iter();
        cells.filter(|(_, cell)| cell.formula).map(|(at, _)| *at)
    }

    /// `limits.xlsx, sheet Limits`
    pub fn place(&self) -> String {
        match &self.sheet {
            Some(sheet) => format!("{}, sheet {sheet}", self.file),
            None => self.file.clone(),
        }
    }

    /// `limits.xlsx, sheet Limits, cell C7`
    pub fn place_of(&self, position: Position) -> String {
        format!("{}, cell {}", self.place(), name(position))
    }

    /// `limits.xlsx, sheet Limits, row 7`
    pub fn place_of_row(&self, row: u32) -> String {
        format!("{}, row {}", self.place(), row.saturating_add(1))
    }
}

/// The name of a cell: `C7`.
pub fn name((row, column): Position) -> String {
    let mut letters = Vec::new();
    let mut left = column.saturating_add(1);
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    let letters: String = letters.iter().rev().collect();
    format!("{letters}{}", row.saturating_add(1))
}

/// Text on one line, with one blank between words and none around; nothing where nothing is left.
pub fn plain(text: &str) -> Option<String> {
    let shown = |c: char| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    let seen: String = text.chars().filter(|c| shown(*c)).collect();
    let words: Vec<&str> = seen.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}
