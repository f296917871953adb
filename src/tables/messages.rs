//! What is said of tables that cannot be read. Every message of the room is made here.

use super::cell::CellFault;
use crate::{
    base::span::Span,
    diagnostics::{code::Code, diagnostic::Diagnostic},
};

/// A heading of a table that has no mapping is none of our names.
pub fn unmapped_heading(path: &str, heading: &str, near: Option<&str>) -> Diagnostic {
    Diagnostic::in_row(
        Code::ColumnUnknown,
        path,
        1,
        format!("nothing is said of the column `{heading}`"),
    )
    .help(match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "map the columns in the background with `columns of events { … }`, or of `questions`, `delegations`, a fact, a kind".to_owned(),
    })
}

/// A mapping is of a column that the table of events does not have.
pub fn unknown_column(span: Span, name: &str, near: Option<&str>, ours: &[String]) -> Diagnostic {
    let told = Diagnostic::new(
        Code::ColumnUnknown,
        span,
        format!("there is no column `{name}` to be filled"),
    );
    match near {
        Some(_) => told.nearest(near),
        None => told.help(format!("there are {}", listed(ours))),
    }
}

/// A mapping names a heading that the table does not have.
pub fn missing_heading(
    path: &str,
    span: Span,
    heading: &str,
    near: Option<&str>,
    headings: &[String],
) -> Diagnostic {
    let told = Diagnostic::new(
        Code::ColumnMissing,
        span,
        format!("`{path}` has no column `{heading}`"),
    );
    match near {
        Some(near) => told.help(format!("did you mean `\"{near}\"`?")),
        None if headings.is_empty() => {
            told.help("it is empty: its first row must hold the headings")
        }
        None => told.help(format!("it has {}", listed(headings))),
    }
}

/// A column that every row needs is not there.
pub fn needed_column(path: &str, name: &str) -> Diagnostic {
    Diagnostic::in_row(
        Code::ColumnMissing,
        path,
        1,
        format!("no column is mapped to `{name}`"),
    )
    .help(format!(
        "say `{name} from \"their heading\"` under the `columns of` this table in the background"
    ))
}

/// Something that is no name or literal stands in a mapping.
pub fn not_a_constant(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::ColumnUnknown,
        span,
        "a name, a number, a date or a text is wanted here",
    )
}

/// A row cannot be taken apart.
pub fn bad_row(path: &str, line: u64, words: &str) -> Diagnostic {
    Diagnostic::in_row(
        Code::RowUnreadable,
        path,
        row(line),
        words.replace('\n', " "),
    )
}

/// A row is of an earlier day than one above it, in a run that has let go what it would need.
pub fn out_of_order(path: &str, line: u64, latest: crate::base::date::Date) -> Diagnostic {
    Diagnostic::in_row(
        Code::RowUnreadable,
        path,
        row(line),
        format!("this row is of an earlier day than {latest}, the day of a row above it, and what it would need has been let go"),
    )
    .help("sort the table by its dates, or run it without `--stream`")
}

/// A row names its scenario, in a run of one timeline.
pub fn several_in_a_stream(path: &str, line: u64) -> Diagnostic {
    Diagnostic::in_row(
        Code::RowUnreadable,
        path,
        row(line),
        "this row names its scenario, and a run with `--stream` is of one timeline",
    )
    .help("leave `scenario` out of the columns, or run it without `--stream`")
}

/// A cell cannot be read.
pub fn bad_cell(path: &str, line: u64, column: &str, text: &[u8], fault: &CellFault) -> Diagnostic {
    let text = String::from_utf8_lossy(text);
    let told = Diagnostic::in_cell(
        Code::CellUnreadable,
        path,
        (row(line), column),
        format!(
            "`{text}` stands under `{column}`, where {} is wanted",
            fault.wanted
        ),
    );
    match &fault.nearest {
        Some(near) => told.help(format!("did you mean `{near}`?")),
        None => told,
    }
}

/// A cell that every row needs is empty.
pub fn empty_cell(path: &str, line: u64, column: &str) -> Diagnostic {
    Diagnostic::in_cell(
        Code::CellUnreadable,
        path,
        (row(line), column),
        format!("nothing stands under `{column}`"),
    )
}

/// An argument is given that the act does not have.
pub fn no_such_argument(path: &str, line: u64, act: &str, column: &str) -> Diagnostic {
    Diagnostic::in_cell(
        Code::CellUnreadable,
        path,
        (row(line), column),
        format!("`{act}` has no argument `{column}`, and something stands there"),
    )
}

/// How many bad rows there are beside those shown.
pub fn more_bad_rows(path: &str, more: u64) -> Diagnostic {
    Diagnostic::in_file(
        Code::RowUnreadable,
        path,
        format!("{more} more rows cannot be read"),
    )
}

/// Bytes that are no scenario in JSON.
pub fn no_scenario_json(path: &str, error: &serde_json::Error) -> Diagnostic {
    let message = error.to_string();
    let what = message
        .split_once(" at line ")
        .map_or(message.as_str(), |(what, _)| what);
    Diagnostic::in_row(
        Code::NoScenarioJson,
        path,
        row(error.line() as u64),
        format!("this is no scenario in JSON: {what}"),
    )
    .help("`vires schema scenario` prints the shape that is wanted")
}

/// A part of a scenario in JSON that cannot be said.
pub fn scenario_json_part(path: &str, place: &str, why: &str) -> Diagnostic {
    Diagnostic::in_file(Code::NoScenarioJson, path, format!("{place}: {why}"))
}

fn row(line: u64) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}

fn listed(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}
