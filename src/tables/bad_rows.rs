//! Rows that cannot be read: counted, the first few told one by one, every one written to a table of errors where one is wanted.

use std::io::{self, Write};

use super::{messages, rows::TableFormat, written::cell};
use crate::diagnostics::{
    diagnostic::{Diagnostic, Place},
    problems::Problems,
};

/// How many bad rows of a table are told one by one.
pub const SHOWN_BAD_ROWS: u64 = 20;

/// What is found wrong while tables are read.
pub struct BadRows<'w> {
    /// What is to be told.
    pub problems: Problems,
    /// How many rows cannot be read, in all tables.
    pub count: u64,
    /// Whether a table cannot be used at all: its columns are not what is said of them, or nothing is what it is said to be of.
    pub unusable: bool,
    /// Of the table at hand.
    of_table: u64,
    strict: bool,
    to: Option<(TableFormat, &'w mut dyn Write)>,
    failed: Option<io::Error>,
}

impl<'w> BadRows<'w> {
    /// Begins with none. Where it is `strict` the first one ends the reading; `to` is written every one of them.
    pub fn new(strict: bool, to: Option<(TableFormat, &'w mut dyn Write)>) -> BadRows<'w> {
        let mut rows = BadRows {
            problems: Problems::new(),
            count: 0,
            unusable: false,
            of_table: 0,
            strict,
            to,
            failed: None,
        };
        if let Some((TableFormat::Csv, to)) = &mut rows.to
            && let Err(error) = to.write_all(b"file,line,column,code,message\n")
        {
            rows.failed = Some(error);
        }
        rows
    }

    /// A row of the table at hand cannot be read. Whether the reading goes on.
    pub fn tell(&mut self, diagnostic: Diagnostic) -> bool {
        self.count += 1;
        self.of_table += 1;
        if let Err(error) = self.write(&diagnostic) {
            self.failed = Some(error);
        }
        if self.of_table <= SHOWN_BAD_ROWS {
            self.problems.push(diagnostic);
        }
        !self.strict
    }

    /// The table at hand has been read: how many more than those shown could not be.
    pub fn end_of_table(&mut self, path: &str) {
        if self.of_table > SHOWN_BAD_ROWS {
            let more = self.of_table - SHOWN_BAD_ROWS;
            self.problems.push(messages::more_bad_rows(path, more));
        }
        self.of_table = 0;
    }

    /// Whether a bad row has ended the reading.
    pub fn has_stopped(&self) -> bool {
        self.strict && self.count > 0
    }

    /// All that was found wrong.
    ///
    /// # Errors
    /// The table of errors could not be written.
    pub fn finish(mut self) -> io::Result<Problems> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        if let Some((_, to)) = &mut self.to {
            to.flush()?;
        }
        Ok(self.problems)
    }

    fn write(&mut self, diagnostic: &Diagnostic) -> io::Result<()> {
        let Some((format, to)) = &mut self.to else {
            return Ok(());
        };
        let (path, line, column) = match &diagnostic.place {
            Place::File { path, row, column } => (path.as_str(), *row, column.as_deref()),
            Place::Text(_) | Place::Nowhere => ("", None, None),
        };
        match format {
            TableFormat::Csv => {
                let line = line.map_or_else(String::new, |line| line.to_string());
                let code = diagnostic.code.to_string();
                let message = cell(&diagnostic.message);
                let column = cell(column.unwrap_or_default());
                writeln!(to, "{},{line},{column},{code},{message}", cell(path))
            }
            TableFormat::JsonLines => {
                let object = serde_json::json!({
                    "file": path,
                    "line": line,
                    "column": column,
                    "code": diagnostic.code.to_string(),
                    "message": diagnostic.message,
                });
                writeln!(to, "{object}")
            }
        }
    }
}
