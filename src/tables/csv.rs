//! Rows of CSV, taken apart by bytes in one buffer: nothing is made for a row or a cell.
//!
//! A cell that begins with `"` ends with the next `"` that is not doubled, and may hold commas and line ends; a row ends with
//! `\n`, `\r\n` or `\r`; empty lines are no rows.

use std::io::Read;

use memchr::{memchr, memchr2};

use super::rows::RowFault;

/// The longest row in bytes: past that it is no row but an attack or a mistake, such as a `"` that is never closed.
pub const MAX_ROW: usize = 1 << 20;
/// How much is read at once at first.
const CHUNK: usize = 1 << 17;

/// Reads rows of CSV one after the other.
#[derive(Debug)]
pub struct CsvRows<R> {
    from: R,
    buffer: Vec<u8>,
    /// Where the rest that is not read begins.
    start: usize,
    /// Where what the buffer holds ends.
    end: usize,
    /// The next line end from `start` on, where it has been found.
    newline: Option<usize>,
    at_end: bool,
    /// Line ends before `start`.
    lines: u64,
    /// The line of the last row, from 1.
    line: u64,
    /// Where the cells of the last row begin and end, in the buffer or in `unquoted`.
    cells: Vec<(u32, u32)>,
    base: usize,
    unquoted: Vec<u8>,
    is_unquoted: bool,
}

impl<R: Read> CsvRows<R> {
    /// Of these bytes.
    pub fn new(from: R) -> CsvRows<R> {
        CsvRows {
            from,
            buffer: vec![0; CHUNK],
            start: 0,
            end: 0,
            newline: None,
            at_end: false,
            lines: 0,
            line: 0,
            cells: Vec::new(),
            base: 0,
            unquoted: Vec::new(),
            is_unquoted: false,
        }
    }

    /// Reads the next row; false at the end. After a fault the next row can be read.
    ///
    /// # Errors
    /// The bytes cannot be read, or a row is too long.
    pub fn advance(&mut self) -> Result<bool, RowFault> {
        loop {
            let Some(end) = self.line_end()? else {
                return Ok(false);
            };
            let line = self.buffer.get(self.start..end).unwrap_or(&[]);
            let bare = line.strip_suffix(b"\r").unwrap_or(line);
            if bare.is_empty() {
                self.pass(end);
                continue;
            }
            self.line = self.lines + 1;
            if memchr2(b'"', b'\r', bare).is_some() {
                return self.advance_quoted();
            }
            self.cells.clear();
            self.is_unquoted = false;
            self.base = self.start;
            let mut from = 0;
            for (place, byte) in (0_u32..).zip(bare) {
                if *byte == b',' {
                    self.cells.push((from, place));
                    from = place + 1;
                }
            }
            self.cells.push((from, number(bare.len())));
            self.pass(end);
            return Ok(true);
        }
    }

    /// How many cells the last row has.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether the last row has no cells: there was none.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// A cell of the last row.
    pub fn cell(&self, place: usize) -> Option<&[u8]> {
        let (from, to) = self.cells.get(place).copied()?;
        self.bytes(from, to)
    }

    /// What stands in the last row from one cell to another, commas included; none where a cell was quoted.
    pub fn stretch(&self, first: usize, last: usize) -> Option<&[u8]> {
        if self.is_unquoted {
            return None;
        }
        let (from, _) = self.cells.get(first).copied()?;
        let (_, to) = self.cells.get(last).copied()?;
        self.bytes(from, to)
    }

    /// Whether some cell of the last row was quoted.
    pub fn is_quoted(&self) -> bool {
        self.is_unquoted
    }

    /// The line in which the last row begins, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    fn bytes(&self, from: u32, to: u32) -> Option<&[u8]> {
        if self.is_unquoted {
            self.unquoted.get(from as usize..to as usize)
        } else {
            self.buffer
                .get(self.base + from as usize..self.base + to as usize)
        }
    }

    /// Goes past a line that ends here.
    fn pass(&mut self, end: usize) {
        self.start = (end + 1).min(self.end);
        self.newline = None;
        self.lines += 1;
    }

    /// Where the line at `start` ends: at its line end, or at the end of all; none where nothing is left.
    fn line_end(&mut self) -> Result<Option<usize>, RowFault> {
        if let Some(end) = self.newline {
            return Ok(Some(end));
        }
        let mut searched = 0;
        loop {
            let rest = self.buffer.get(self.start..self.end).unwrap_or(&[]);
            if let Some(found) = memchr(b'\n', rest.get(searched..).unwrap_or(&[])) {
                let end = self.start + searched + found;
                self.newline = Some(end);
                return Ok(Some(end));
            }
            searched = rest.len();
            if self.at_end {
                return Ok((searched > 0).then_some(self.end));
            }
            if searched > MAX_ROW {
                return Err(self.too_long());
            }
            self.fill()?;
        }
    }

    /// Reads more after what is there.
    fn fill(&mut self) -> Result<(), RowFault> {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.newline = self.newline.map(|end| end - self.start);
            self.start = 0;
        }
        if self.end == self.buffer.len() {
            self.buffer.resize(self.buffer.len() * 2, 0);
        }
        let room = self.buffer.get_mut(self.end..).unwrap_or(&mut []);
        loop {
            match self.from.read(room) {
                Ok(0) => {
                    self.at_end = true;
                    return Ok(());
                }
                Ok(read) => {
                    self.end += read;
                    return Ok(());
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.at_end = true;
                    self.start = self.end;
                    return Err(RowFault {
                        line: self.lines + 1,
                        words: error.to_string(),
                    });
                }
            }
        }
    }

    /// A row that does not end: it is left out up to its next line end.
    fn too_long(&mut self) -> RowFault {
        let line = self.lines + 1;
        let rest = self.buffer.get(self.start..self.end).unwrap_or(&[]);
        match memchr(b'\n', rest) {
            Some(found) => self.pass(self.start + found),
            None => {
                self.start = self.end;
                self.newline = None;
            }
        }
        RowFault {
            line,
            words: format!("this row is longer than {MAX_ROW} bytes"),
        }
    }

    /// Reads a row that holds `"` or `\r`.
    fn advance_quoted(&mut self) -> Result<bool, RowFault> {
        loop {
            if let Some((read, lines)) = self.take_apart() {
                self.start += read;
                self.newline = self.newline.filter(|end| *end >= self.start);
                self.lines += lines;
                self.is_unquoted = true;
                return Ok(true);
            }
            if self.end - self.start > MAX_ROW {
                return Err(self.too_long());
            }
            self.fill()?;
        }
    }

    /// Takes the row at `start` apart: how long it is with its end, and how many line ends it holds. None where it does not
    /// end in the buffer.
    fn take_apart(&mut self) -> Option<(usize, u64)> {
        self.cells.clear();
        self.unquoted.clear();
        let rest = self.buffer.get(self.start..self.end).unwrap_or(&[]);
        let (mut from, mut lines, mut at) = (0, 0, 0);
        let mut quoted = false;
        let mut fresh = true;
        loop {
            let Some(byte) = rest.get(at).copied() else {
                if !self.at_end {
                    return None;
                }
                self.cells.push((from, number(self.unquoted.len())));
                return Some((at, lines));
            };
            at += 1;
            if quoted {
                if byte != b'"' {
                    lines += u64::from(byte == b'\n');
                    self.unquoted.push(byte);
                } else if rest.get(at) == Some(&b'"') {
                    self.unquoted.push(b'"');
                    at += 1;
                } else if at == rest.len() && !self.at_end {
                    return None;
                } else {
                    quoted = false;
                }
                continue;
            }
            match byte {
                b'"' if fresh => {
                    quoted = true;
                    fresh = false;
                }
                b',' => {
                    self.cells.push((from, number(self.unquoted.len())));
                    from = number(self.unquoted.len());
                    fresh = true;
                }
                b'\n' | b'\r' => {
                    lines += u64::from(byte == b'\n');
                    self.cells.push((from, number(self.unquoted.len())));
                    // The `\n` of `\r\n` is read as an empty line.
                    return Some((at, lines));
                }
                byte => {
                    self.unquoted.push(byte);
                    fresh = false;
                }
            }
        }
    }
}

fn number(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}
