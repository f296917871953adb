//! A table with its columns mapped: its rows one by one, each cell in our words.

use std::io::Read;

use rustc_hash::FxHashMap;

use super::{
    bad_rows::BadRows,
    cell::CellFault,
    columns::{self, Column, ColumnSource},
    messages,
    rows::{RowReader, TableFormat},
};
use crate::{diagnostics::diagnostic::Diagnostic, tree::scenario::TableColumns};

/// What cannot be read in a row.
pub type Bad<T> = Result<T, Box<Diagnostic>>;

/// Our names by the words that a column uses for them.
type TheirWords = FxHashMap<Box<[u8]>, Box<[u8]>>;

/// A table that is being read.
pub struct Mapped<'p, R: Read> {
    path: &'p str,
    reader: RowReader<R>,
    columns: Vec<Column>,
    /// By column: their words, our names.
    words: Vec<TheirWords>,
}

impl<'p, R: Read> Mapped<'p, R> {
    /// Begins to read a table whose columns can have these names; none where its headings cannot be read, or where a column is
    /// not there that every row needs: that is told.
    pub fn open(
        path: &'p str,
        from: R,
        mapping: Option<&TableColumns>,
        ours: &[String],
        needed: &[&str],
        bad: &mut BadRows<'_>,
    ) -> Option<Mapped<'p, R>> {
        let wanted = columns::wanted(mapping, ours);
        let reader = match RowReader::new(from, TableFormat::of_path(path), &wanted) {
            Ok(reader) => reader,
            Err(fault) => {
                let told = messages::bad_row(path, fault.line, &fault.words);
                bad.problems.push(told);
                bad.unusable = true;
                return None;
            }
        };
        let problems = &mut bad.problems;
        let before = problems.len();
        let columns = columns::mapped(path, reader.headings(), mapping, ours, problems);
        // Where a column was not found, that was told.
        let missing = |name: &&&str| !columns.iter().any(|column| column.name == **name);
        if problems.len() == before {
            let missing = needed.iter().filter(missing);
            problems.extend(missing.map(|name| messages::needed_column(path, name)));
        }
        let words = columns.iter().map(|column| {
            let words = column.words.iter().rev();
            words
                .map(|(theirs, ours)| (theirs.as_bytes().into(), ours.as_bytes().into()))
                .collect()
        });
        // A column that is not where it is said to be would be read as left out, which means something else.
        let whole = problems.len() == before;
        bad.unusable |= !whole;
        whole.then_some(Mapped {
            path,
            reader,
            words: words.collect(),
            columns,
        })
    }

    /// Reads every row; one that cannot be read is told of.
    pub fn each(mut self, bad: &mut BadRows<'_>, mut take: impl FnMut(&Mapped<'p, R>) -> Bad<()>) {
        loop {
            let found = match self.reader.advance() {
                Ok(false) => break,
                Ok(true) => take(&self),
                Err(fault) => Err(Box::new(messages::bad_row(
                    self.path,
                    fault.line,
                    &fault.words,
                ))),
            };
            if let Err(told) = found
                && !bad.tell(*told)
            {
                break;
            }
        }
        bad.end_of_table(self.path);
    }

    /// Where one of our columns stands.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// The line of the row at hand.
    pub fn line(&self) -> u64 {
        self.reader.line()
    }

    /// The bytes of a cell, in our words; none where it is empty.
    pub fn bytes(&self, place: Option<usize>) -> Option<&[u8]> {
        let place = place?;
        let theirs = match &self.columns.get(place)?.source {
            ColumnSource::Heading(place) => self.reader.cell(*place)?,
            ColumnSource::Constant(text) => text.as_bytes(),
        };
        let words = self.words.get(place)?;
        if words.is_empty() {
            return Some(theirs);
        }
        Some(words.get(theirs).map_or(theirs, |ours| ours))
    }

    /// The text of a cell, in our words.
    ///
    /// # Errors
    /// It is no UTF-8.
    pub fn text(&self, place: Option<usize>) -> Bad<Option<&str>> {
        match self.bytes(place).map(std::str::from_utf8).transpose() {
            Ok(text) => Ok(text.map(str::trim)),
            Err(_) => Err(self.fault(place, &CellFault::wanting("UTF-8 text"))),
        }
    }

    /// The bytes of a cell that must not be empty.
    ///
    /// # Errors
    /// It is empty.
    pub fn needed(&self, place: Option<usize>) -> Bad<&[u8]> {
        self.bytes(place).ok_or_else(|| {
            let name = self.name(place);
            Box::new(messages::empty_cell(self.path, self.line(), name))
        })
    }

    /// What is said of a cell that cannot be read.
    pub fn fault(&self, place: Option<usize>, fault: &CellFault) -> Box<Diagnostic> {
        let text = self.bytes(place).unwrap_or_default();
        let name = self.name(place);
        Box::new(messages::bad_cell(
            self.path,
            self.line(),
            name,
            text,
            fault,
        ))
    }

    /// What is said of the row at hand as a whole.
    pub fn row_fault(&self, words: &str) -> Box<Diagnostic> {
        Box::new(messages::bad_row(self.path, self.line(), words))
    }

    /// Reads a cell that may be empty.
    ///
    /// # Errors
    /// What `read` finds at fault.
    pub fn read<T>(
        &self,
        place: Option<usize>,
        read: impl FnOnce(&str) -> Result<T, CellFault>,
    ) -> Bad<Option<T>> {
        let Some(text) = self.text(place)? else {
            return Ok(None);
        };
        read(text)
            .map(Some)
            .map_err(|fault| self.fault(place, &fault))
    }

    fn name(&self, place: Option<usize>) -> &str {
        let column = place.and_then(|place| self.columns.get(place));
        column.map_or("", Column::called)
    }
}

/// Our names for columns.
pub fn names(of: &[&str]) -> Vec<String> {
    of.iter().map(|name| (*name).to_owned()).collect()
}
