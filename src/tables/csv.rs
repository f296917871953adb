//! Rows of CSV, taken apart by bytes in one buffer: nothing is made for a row or a cell.
//!
//! A cell that begins with `"` ends with the next `"` that is not doubled, and may hold commas and line ends; a row ends with
//! `\n`, `\r\n` or `\r`; empty lines are no rows.

use std::io::Read;

use memchr::memchr;

use super::rows::RowFault;

/// The longest row in bytes: past that it is no row but an attack or a mistake, such as a `"` that is never closed.
pub const MAX_ROW: usize = 1 << 20;
/// How much is read at once at first.
const CHUNK: usize = 1 << 17;
/// So many bytes are looked at at once; the buffer has as many more than it is filled with.
const WORD: usize = 8;

/// Reads rows of CSV one after the other.
#[derive(Debug)]
pub struct CsvRows<R> {
    from: R,
    buffer: Vec<u8>,
    /// Where the rest that is not read begins.
    start: usize,
    /// Where what the buffer holds ends.
    end: usize,
    at_end: bool,
    /// Line ends before `start`.
    lines: u64,
    /// The line of the last row, from 1.
    line: u64,
    /// Where the cells of the last row end, from its beginning; each but the first begins one further, after its comma.
    ends: Vec<u32>,
    /// Where the last row begins in the buffer.
    base: usize,
    /// The cells of a row that holds `"`, put together.
    unquoted: Vec<u8>,
    is_unquoted: bool,
    /// Whether what comes up to the next line end is the rest of a row that was too long.
    in_long_row: bool,
}

/// What a search for the end of a row came to.
enum Found {
    /// It ends here, and the next begins there.
    Row(usize, usize),
    /// It holds `"`, or a `\r` that is its end.
    Unusual,
    /// It does not end in the buffer.
    More,
}

impl<R: Read> CsvRows<R> {
    /// Of these bytes.
    pub fn new(from: R) -> CsvRows<R> {
        CsvRows {
            from,
            buffer: vec![0; CHUNK + WORD],
            start: 0,
            end: 0,
            at_end: false,
            lines: 0,
            line: 0,
            ends: Vec::new(),
            base: 0,
            unquoted: Vec::new(),
            is_unquoted: false,
            in_long_row: false,
        }
    }

    /// Reads the next row; false at the end. After a fault the next row can be read.
    ///
    /// # Errors
    /// The bytes cannot be read, or a row is too long.
    pub fn advance(&mut self) -> Result<bool, RowFault> {
        if self.in_long_row {
            self.leave_long_row()?;
        }
        loop {
            self.ends.clear();
            self.is_unquoted = false;
            match self.find() {
                Found::Row(end, next) => {
                    let base = self.start;
                    self.start = next;
                    self.lines += 1;
                    if end == base {
                        continue;
                    }
                    self.ends.push(number(end - base));
                    self.base = base;
                    self.line = self.lines;
                    return Ok(true);
                }
                Found::Unusual => {
                    self.line = self.lines + 1;
                    if self.advance_quoted()? {
                        return Ok(true);
                    }
                }
                Found::More if self.at_end => {
                    if self.start >= self.end {
                        return Ok(false);
                    }
                    // The last row has no line end: it is given one.
                    self.line = self.lines + 1;
                    return self.advance_quoted();
                }
                Found::More => {
                    if self.end - self.start > MAX_ROW {
                        return Err(self.too_long());
                    }
                    self.fill()?;
                }
            }
        }
    }

    /// Finds the commas of the row at `start`, and its end.
    fn find(&mut self) -> Found {
        const HIGH: u64 = 0x8080_8080_8080_8080;
        // What separates cells and rows, and `"`, are below this; most of what stands in cells is not.
        const BELOW: u64 = 0x2d2d_2d2d_2d2d_2d2d;
        let mut at = self.start;
        while at < self.end {
            let bytes = self
                .buffer
                .get(at..)
                .and_then(|rest| rest.first_chunk::<WORD>());
            let Some(bytes) = bytes else {
                return Found::More;
            };
            let word = u64::from_le_bytes(*bytes);
            let mut low = !((word | HIGH) - BELOW) & HIGH & !word;
            while low != 0 {
                let place = (low.trailing_zeros() / 8) as usize;
                low &= low - 1;
                let here = at + place;
                if here >= self.end {
                    return Found::More;
                }
                match bytes.get(place) {
                    Some(b',') => self.ends.push(number(here - self.start)),
                    Some(b'\n') => return Found::Row(here, here + 1),
                    Some(b'\r') => {
                        let next = self.buffer.get(here + 1);
                        if here + 1 < self.end && next == Some(&b'\n') {
                            return Found::Row(here, here + 2);
                        }
                        return if here + 1 < self.end || self.at_end {
                            Found::Unusual
                        } else {
                            Found::More
                        };
                    }
                    Some(b'"') => return Found::Unusual,
                    _ => {}
                }
            }
            at += WORD;
        }
        Found::More
    }

    /// How many cells the last row has.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether the last row has no cells: there was none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// A cell of the last row.
    pub fn cell(&self, place: usize) -> Option<&[u8]> {
        let to = self.ends.get(place).copied()?;
        self.bytes(self.begin(place)?, to)
    }

    /// What stands in the last row from one cell to another, commas included; none where a cell was quoted.
    pub fn stretch(&self, first: usize, last: usize) -> Option<&[u8]> {
        if self.is_unquoted {
            return None;
        }
        let to = self.ends.get(last).copied()?;
        self.bytes(self.begin(first)?, to)
    }

    /// The line in which the last row begins, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    fn begin(&self, place: usize) -> Option<u32> {
        let Some(before) = place.checked_sub(1) else {
            return Some(0);
        };
        Some(self.ends.get(before)? + u32::from(!self.is_unquoted))
    }

    fn bytes(&self, from: u32, to: u32) -> Option<&[u8]> {
        if self.is_unquoted {
            self.unquoted.get(from as usize..to as usize)
        } else {
            self.buffer
                .get(self.base + from as usize..self.base + to as usize)
        }
    }

    /// Reads more after what is there.
    fn fill(&mut self) -> Result<(), RowFault> {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.end + WORD >= self.buffer.len() {
            self.buffer.resize(self.buffer.len() * 2, 0);
        }
        let room = self.buffer.len() - WORD;
        let room = self.buffer.get_mut(self.end..room).unwrap_or(&mut []);
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
            Some(found) => {
                self.start += found + 1;
                self.lines += 1;
            }
            None => {
                self.start = self.end;
                self.in_long_row = true;
            }
        }
        RowFault {
            line,
            words: format!("this row is longer than {MAX_ROW} bytes"),
        }
    }

    /// Goes past the line end of a row that was too long. Nothing of it is kept.
    fn leave_long_row(&mut self) -> Result<(), RowFault> {
        loop {
            let rest = self.buffer.get(self.start..self.end).unwrap_or(&[]);
            if let Some(found) = memchr(b'\n', rest) {
                self.start += found + 1;
                self.lines += 1;
                self.in_long_row = false;
                return Ok(());
            }
            self.start = self.end;
            if self.at_end {
                self.in_long_row = false;
                return Ok(());
            }
            self.fill()?;
        }
    }

    /// Reads a row byte by byte: one that holds `"` or `\r`, or has no line end. False where it is an empty line.
    fn advance_quoted(&mut self) -> Result<bool, RowFault> {
        loop {
            if let Some((read, lines)) = self.take_apart() {
                let bytes = self.buffer.get(self.start..self.start + read);
                let is_empty = matches!(bytes, Some([] | [b'\r' | b'\n']));
                self.start += read;
                self.lines += lines;
                self.is_unquoted = true;
                return Ok(!is_empty);
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
        self.ends.clear();
        self.unquoted.clear();
        let rest = self.buffer.get(self.start..self.end).unwrap_or(&[]);
        let (mut lines, mut at) = (0, 0);
        let mut quoted = false;
        let mut fresh = true;
        loop {
            let Some(byte) = rest.get(at).copied() else {
                if !self.at_end {
                    return None;
                }
                self.ends.push(number(self.unquoted.len()));
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
                    self.ends.push(number(self.unquoted.len()));
                    fresh = true;
                }
                b'\n' | b'\r' => {
                    lines += u64::from(byte == b'\n');
                    self.ends.push(number(self.unquoted.len()));
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
