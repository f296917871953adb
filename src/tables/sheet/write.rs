//! The rows of a scheme as a sheet, with our own names as headings: a scheme that is read from it again is the same.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use super::csv_grid::MARKED;

/// A table of texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The headings.
    pub headings: Vec<String>,
    /// The rows, each as long as the headings.
    pub rows: Vec<Vec<String>>,
}

/// The table as CSV. A cell that a spreadsheet would take for a formula begins with `'`, which reading takes off again.
///
/// # Errors
/// There is no memory for it.
pub fn csv(table: &Table) -> Result<Vec<u8>, String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in std::iter::once(&table.headings).chain(&table.rows) {
        let cells = row.iter().map(|cell| match cell.starts_with(MARKED) {
            true => format!("'{cell}"),
            false => cell.clone(),
        });
        writer
            .write_record(cells)
            .map_err(|error| error.to_string())?;
    }
    writer.into_inner().map_err(|error| error.to_string())
}

/// The table as a workbook of one sheet. Every cell is a text, never a formula; the same table makes the same bytes.
///
/// # Errors
/// A name or a text is longer than a workbook can hold.
pub fn xlsx(table: &Table, sheet: &str) -> Result<Vec<u8>, String> {
    workbook(table, sheet).map_err(|error| error.to_string())
}

fn workbook(table: &Table, name: &str) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The clock is kept out of it.
    let never = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&never));
    let bold = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap();
    let sheet = workbook.add_worksheet();
    sheet.set_name(sheet_name(name))?;
    for (column, heading) in (0_u16..).zip(&table.headings) {
        sheet.write_string_with_format(0, column, heading, &bold)?;
        let longest = table
            .rows
            .iter()
            .filter_map(|row| row.get(usize::from(column)))
            .map(|cell| cell.chars().count())
            .chain([heading.chars().count()])
            .max();
        let width = longest.unwrap_or(0).clamp(8, 60);
        sheet.set_column_width(column, f64::from(u16::try_from(width).unwrap_or(60)) + 2.0)?;
    }
    for (number, row) in (1_u32..).zip(&table.rows) {
        for (column, cell) in (0_u16..).zip(row) {
            if !cell.is_empty() {
                sheet.write_string_with_format(number, column, cell, &wrapped)?;
            }
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    workbook.save_to_buffer()
}

/// A name as a sheet can bear it: 31 characters at the most, and none that a workbook forbids.
fn sheet_name(name: &str) -> String {
    let plain: String = name
        .chars()
        .filter(|c| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\''))
        .take(31)
        .collect();
    if plain.trim().is_empty() {
        "scheme".to_owned()
    } else {
        plain
    }
}
