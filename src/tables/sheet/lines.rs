//! The text that says what a sheet says: a scheme with a line for each row, every piece with the cell it comes from.

use std::ops::Range;

use super::grid::{Grid, Position};

/// A piece of a line, with its cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its text.
    pub text: String,
    /// Where it comes from.
    pub from: Position,
}

/// A scheme as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lines {
    text: String,
    cells: Vec<(Range<usize>, String)>,
    rows: Vec<(Range<usize>, String)>,
}

impl Lines {
    /// The head of a scheme, and its columns.
    pub fn new(name: &str, columns: &[&str]) -> Lines {
        Lines {
            text: format!(
                "scheme {name} of {name} {{\n  | {} |\n",
                columns.join(" | ")
            ),
            cells: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// A row, with the pieces of each of its cells.
    pub fn row(&mut self, grid: &Grid, row: u32, cells: &[Vec<Piece>]) {
        let start = self.text.len();
        self.text.push_str("  |");
        for cell in cells {
            self.text.push(' ');
            self.pieces(grid, cell);
            self.text.push_str(" |");
        }
        self.end_line(grid, row, start);
    }

    /// A reservation.
    pub fn reserved(&mut self, grid: &Grid, row: u32, words: &[(&str, &[Piece])]) {
        let start = self.text.len();
        self.text.push(' ');
        for (word, pieces) in words {
            self.text.push_str(&format!(" {word} "));
            self.pieces(grid, pieces);
        }
        self.end_line(grid, row, start);
    }

    fn pieces(&mut self, grid: &Grid, pieces: &[Piece]) {
        for piece in pieces {
            let start = self.text.len();
            self.text.push_str(&piece.text);
            let place = grid.place_of(piece.from);
            self.cells.push((start..self.text.len(), place));
        }
    }

    fn end_line(&mut self, grid: &Grid, row: u32, start: usize) {
        self.rows
            .push((start..self.text.len(), grid.place_of_row(row)));
        self.text.push('\n');
    }

    /// The whole text.
    pub fn finish(&mut self) -> &str {
        self.text.push_str("}\n");
        &self.text
    }

    /// Whether it has no line.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The cell, or at least the row, from which a stretch of the text comes.
    pub fn place(&self, bytes: &Range<usize>) -> Option<&str> {
        let row = self.row_at(bytes.start);
        let cell = self.cells.iter().find(|(range, _)| {
            range.start <= bytes.start && bytes.start <= range.end && bytes.end <= range.end
        });
        cell.map(|(_, place)| place.as_str()).or(row)
    }

    /// The row from which a place of the text comes.
    pub fn row_at(&self, byte: usize) -> Option<&str> {
        self.rows
            .iter()
            .find(|(range, _)| range.contains(&byte) || range.end == byte)
            .map(|(_, place)| place.as_str())
    }
}
