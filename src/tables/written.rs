//! What all tables that are written have in common: headings, cells, lines of JSON.

use std::io::{self, Write};

use super::rows::TableFormat;

/// Writes the headings of a table, with one for the scenario where the run has several; lines of JSON have none.
///
/// # Errors
/// What the writer says.
pub(super) fn headings(
    to: &mut impl Write,
    format: TableFormat,
    scenarios: bool,
    names: &str,
) -> io::Result<()> {
    if format == TableFormat::JsonLines {
        return Ok(());
    }
    let lead = if scenarios { "scenario," } else { "" };
    writeln!(to, "{lead}{names}")
}

/// Writes an object as a line.
///
/// # Errors
/// What the writer says.
pub(super) fn json_line(
    to: &mut impl Write,
    object: &serde_json::Map<String, serde_json::Value>,
) -> io::Result<()> {
    serde_json::to_writer(&mut *to, object)?;
    to.write_all(b"\n")
}

/// Ends a table.
///
/// # Errors
/// What the writer says.
pub(super) fn finished<W: Write>(mut to: W) -> io::Result<W> {
    to.flush()?;
    Ok(to)
}

/// A text as a CSV cell: quoted where it must be, and never one that a spreadsheet would take for a formula.
pub fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guarded = if formula {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if guarded.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}
