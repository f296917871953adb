//! Answers as a table: one row a question, scenario by scenario, in the order of the questions.
//!
//! Columns of CSV, keys of JSONL: `scenario` (where the run had several), `question`, `answer`, `limit` (where the question
//! leaves the amount out), `holder` (whose power it is, where somebody may), `links` (the chain of delegation that it rests on,
//! from the holder, between `;`). What is not there is empty, in JSONL `null`.

use std::io::{self, Write};

use super::{
    rows::TableFormat,
    written::{cell, finished, headings, json_line},
};

/// An answer.
#[derive(Debug, Clone, Copy, Default)]
pub struct AnswerRow<'r> {
    /// The question's name.
    pub question: &'r str,
    /// The answer in words.
    pub answer: &'r str,
    /// Up to how much.
    pub limit: &'r str,
    /// Whose power it is.
    pub holder: &'r str,
    /// The chain that it rests on.
    pub links: &'r str,
}

/// Writes answers.
pub struct AnswerWriter<W: Write> {
    to: W,
    format: TableFormat,
    scenarios: bool,
    scenario: String,
    line: Vec<u8>,
}

impl<W: Write> AnswerWriter<W> {
    /// Begins a table, with a column for the scenario where the run has several.
    ///
    /// # Errors
    /// What the writer says.
    pub fn new(mut to: W, format: TableFormat, scenarios: bool) -> io::Result<AnswerWriter<W>> {
        let names = "question,answer,limit,holder,links";
        headings(&mut to, format, scenarios, names)?;
        Ok(AnswerWriter {
            to,
            format,
            scenarios,
            scenario: String::new(),
            line: Vec::with_capacity(256),
        })
    }

    /// The answers that follow are of this scenario.
    pub fn scenario(&mut self, name: &str) {
        self.scenario = match self.format {
            TableFormat::Csv => cell(name),
            TableFormat::JsonLines => name.to_owned(),
        };
    }

    /// Writes an answer.
    ///
    /// # Errors
    /// What the writer says.
    pub fn row(&mut self, row: AnswerRow<'_>) -> io::Result<()> {
        match self.format {
            TableFormat::Csv => self.csv(row),
            TableFormat::JsonLines => self.json(row),
        }
    }

    fn csv(&mut self, row: AnswerRow<'_>) -> io::Result<()> {
        self.line.clear();
        if self.scenarios {
            self.line.extend_from_slice(self.scenario.as_bytes());
            self.line.push(b',');
        }
        let cells = [row.question, row.answer, row.limit, row.holder, row.links];
        for (number, text) in cells.into_iter().enumerate() {
            if number > 0 {
                self.line.push(b',');
            }
            if is_plain(text) {
                self.line.extend_from_slice(text.as_bytes());
            } else {
                self.line.extend_from_slice(cell(text).as_bytes());
            }
        }
        self.line.push(b'\n');
        self.to.write_all(&self.line)
    }

    fn json(&mut self, row: AnswerRow<'_>) -> io::Result<()> {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let mut object = serde_json::Map::new();
        if self.scenarios {
            object.insert("scenario".to_owned(), self.scenario.as_str().into());
        }
        object.insert("question".to_owned(), row.question.into());
        object.insert("answer".to_owned(), row.answer.into());
        object.insert("limit".to_owned(), some(row.limit).into());
        object.insert("holder".to_owned(), some(row.holder).into());
        object.insert("links".to_owned(), some(row.links).into());
        json_line(&mut self.to, &object)
    }

    /// Ends the table.
    ///
    /// # Errors
    /// What the writer says.
    pub fn finish(self) -> io::Result<W> {
        finished(self.to)
    }
}

/// Whether a text needs neither quotes nor a guard against being a formula.
fn is_plain(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes
        .next()
        .is_none_or(|first| first.is_ascii_alphanumeric())
        && bytes.all(|byte| !matches!(byte, b',' | b'"' | b'\n' | b'\r'))
}
