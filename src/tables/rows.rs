//! Rows of a table as they are read: by heading, from CSV or from JSONL.

use std::io::{BufRead, Read};

use serde_json::Value as Json;

use super::csv::CsvRows;

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableFormat {
    /// Values between commas, with a row of headings.
    Csv,
    /// A JSON object a line.
    JsonLines,
}

impl TableFormat {
    /// The format that a file's ending stands for; CSV where it says nothing.
    pub fn of_path(path: &str) -> TableFormat {
        match path.rsplit('.').next() {
            Some("jsonl" | "ndjson") => TableFormat::JsonLines,
            _ => TableFormat::Csv,
        }
    }
}

/// A table that is being read.
pub enum RowReader<R: Read> {
    /// CSV.
    Csv {
        /// The rows.
        rows: CsvRows<R>,
        /// Headings in order.
        headings: Vec<String>,
    },
    /// JSONL.
    JsonLines {
        /// The lines.
        lines: std::io::BufReader<R>,
        /// The line that was read last.
        line: Vec<u8>,
        /// Its number, from 1.
        number: u64,
        /// The headings that are looked for, in the order asked.
        headings: Vec<String>,
        /// The cells of the last line in the order of the headings.
        cells: Vec<Option<String>>,
    },
}

/// The longest line of a JSONL table in bytes: past that a line is no row but an attack or a mistake.
pub const MAX_LINE: u64 = 1 << 20;

/// Why a row cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// The line, from 1.
    pub line: u64,
    /// What is wrong, in words.
    pub words: String,
}

impl<R: Read> RowReader<R> {
    /// Begins to read: the headings of CSV at once; of JSONL the keys in `wanted` are looked for.
    ///
    /// # Errors
    /// The headings cannot be read.
    pub fn new(from: R, format: TableFormat, wanted: &[String]) -> Result<RowReader<R>, RowFault> {
        match format {
            TableFormat::Csv => {
                let mut rows = CsvRows::new(from);
                rows.advance()?;
                let headings = (0..rows.len())
                    .filter_map(|place| rows.cell(place))
                    .map(|heading| {
                        let heading = heading
                            .strip_prefix("\u{feff}".as_bytes())
                            .unwrap_or(heading);
                        String::from_utf8_lossy(heading).trim().to_owned()
                    })
                    .collect();
                Ok(RowReader::Csv { rows, headings })
            }
            TableFormat::JsonLines => Ok(RowReader::JsonLines {
                lines: std::io::BufReader::new(from),
                line: Vec::new(),
                number: 0,
                headings: wanted.to_vec(),
                cells: Vec::new(),
            }),
        }
    }

    /// The headings: what CSV has, or what was asked of JSONL.
    pub fn headings(&self) -> &[String] {
        match self {
            RowReader::Csv { headings, .. } | RowReader::JsonLines { headings, .. } => headings,
        }
    }

    /// Reads the next row; false at the end. After a fault the next row can be read.
    ///
    /// # Errors
    /// The row is not of the table's form.
    pub fn advance(&mut self) -> Result<bool, RowFault> {
        match self {
            RowReader::Csv { rows, headings } => {
                let more = rows.advance()?;
                if more && rows.len() != headings.len() {
                    return Err(RowFault {
                        line: rows.line(),
                        words: format!(
                            "this row has {} cells, and there are {} headings",
                            rows.len(),
                            headings.len()
                        ),
                    });
                }
                Ok(more)
            }
            RowReader::JsonLines {
                lines,
                line,
                number,
                headings,
                cells,
            } => loop {
                line.clear();
                *number += 1;
                let unread = |words: String| RowFault {
                    line: *number,
                    words,
                };
                let read = lines
                    .take(MAX_LINE)
                    .read_until(b'\n', line)
                    .map_err(|error| unread(error.to_string()))?;
                if read == 0 {
                    return Ok(false);
                }
                if read as u64 == MAX_LINE && line.last() != Some(&b'\n') {
                    // The rest of it is no row of its own.
                    lines
                        .skip_until(b'\n')
                        .map_err(|error| unread(error.to_string()))?;
                    return Err(unread(format!("this line is longer than {MAX_LINE} bytes")));
                }
                if line.iter().all(u8::is_ascii_whitespace) {
                    continue;
                }
                let object: serde_json::Map<String, Json> = serde_json::from_slice(line)
                    .map_err(|error| unread(format!("this line is no JSON object: {error}")))?;
                if let Some(key) = object.keys().find(|key| !headings.contains(key)) {
                    return Err(unread(format!("nothing is said of the key `{key}`")));
                }
                cells.clear();
                for heading in headings.iter() {
                    cells.push(match object.get(heading) {
                        None | Some(Json::Null) => None,
                        Some(Json::String(text)) => Some(text.clone()),
                        Some(Json::Number(number)) => Some(number.to_string()),
                        Some(Json::Bool(truth)) => Some(truth.to_string()),
                        Some(Json::Array(members)) => Some(
                            members
                                .iter()
                                .map(|member| {
                                    member
                                        .as_str()
                                        .map_or_else(|| member.to_string(), str::to_owned)
                                })
                                .collect::<Vec<_>>()
                                .join(";"),
                        ),
                        Some(Json::Object(_)) => {
                            return Err(unread(format!(
                                "`{heading}` holds an object, and a cell is one value"
                            )));
                        }
                    });
                }
                return Ok(true);
            },
        }
    }

    /// The cell under a heading, by the heading's place; empty cells are none.
    pub fn cell(&self, column: usize) -> Option<&[u8]> {
        let cell = match self {
            RowReader::Csv { rows, .. } => rows.cell(column)?,
            RowReader::JsonLines { cells, .. } => cells.get(column)?.as_ref()?.as_bytes(),
        };
        (!cell.is_empty()).then_some(cell)
    }

    /// What stands in the last row from one column to another, with all between them; none where it has to be put together.
    pub fn stretch(&self, first: usize, last: usize) -> Option<&[u8]> {
        match self {
            RowReader::Csv { rows, .. } => rows.stretch(first, last),
            RowReader::JsonLines { .. } => None,
        }
    }

    /// The line of the row that was read last, from 1.
    pub fn line(&self) -> u64 {
        match self {
            RowReader::Csv { rows, .. } => rows.line(),
            RowReader::JsonLines { number, .. } => *number,
        }
    }
}
