//! Rows of CSV against an independent reader, over bytes of every sort and buffers of every size.

use std::io::Read;

use proptest::prelude::*;
use vires::tables::csv::CsvRows;

/// Gives its bytes a few at a time.
struct Slowly<'a>(&'a [u8], usize);

impl Read for Slowly<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.1.min(self.0.len()).min(buffer.len());
        buffer[..count].copy_from_slice(&self.0[..count]);
        self.0 = &self.0[count..];
        Ok(count)
    }
}

fn ours(bytes: &[u8], at_once: usize) -> Vec<(u64, Vec<Vec<u8>>)> {
    let mut rows = CsvRows::new(Slowly(bytes, at_once));
    let mut all = Vec::new();
    while rows.advance().unwrap() {
        let cells = (0..rows.len()).map(|place| rows.cell(place).unwrap().to_vec());
        all.push((rows.line(), cells.collect()));
    }
    all
}

fn theirs(bytes: &[u8]) -> Vec<Vec<Vec<u8>>> {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .from_reader(bytes);
    let rows = reader.byte_records().map(|row| row.unwrap());
    rows.map(|row| row.iter().map(<[u8]>::to_vec).collect())
        .collect()
}

#[test]
fn lines_are_counted_over_quoted_line_ends() {
    let rows = ours(b"a,b\r\n\r\n\"x\ny\",2\n3,\"4\"\n\n5,6", 3);
    let lines: Vec<u64> = rows.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [1, 3, 5, 7]);
    assert_eq!(rows[1].1, [b"x\ny".to_vec(), b"2".to_vec()]);
}

#[test]
fn a_row_that_never_ends_is_a_fault_and_not_a_memory() {
    let mut bytes = b"a,b\n\"".to_vec();
    bytes.resize(5 << 20, b'x');
    let mut rows = CsvRows::new(bytes.as_slice());
    assert!(rows.advance().unwrap());
    assert_eq!(rows.advance().unwrap_err().line, 2);
}

#[test]
fn a_stretch_of_cells_stands_as_it_was_written() {
    let mut rows = CsvRows::new(b"1,two,3,4\n1,\"two\",3,4\n".as_slice());
    assert!(rows.advance().unwrap());
    assert_eq!(rows.stretch(1, 2), Some(b"two,3".as_slice()));
    assert!(rows.advance().unwrap());
    assert_eq!(
        rows.stretch(1, 2),
        None,
        "a quoted row has to be put together"
    );
}

proptest! {
    #[test]
    fn rows_are_those_that_an_independent_reader_finds(
        text in "[a-c,\"\n\r \u{e9}0-2]{0,60}",
        at_once in 1_usize..20,
    ) {
        let rows: Vec<Vec<Vec<u8>>> = ours(text.as_bytes(), at_once).into_iter().map(|(_, cells)| cells).collect();
        prop_assert_eq!(rows, theirs(text.as_bytes()));
    }
}
