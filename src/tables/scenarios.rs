//! A table of scenarios: what each is called, and its last day.

use std::io::Read;

use super::{
    bad_rows::BadRows,
    cell, columns,
    columns::ColumnSource,
    messages,
    rows::{RowReader, TableFormat},
};
use crate::{base::date::Date, tree::scenario::TableColumns};

/// A row of a table of scenarios.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScenarioRow {
    /// Its name, as the table of events has it.
    pub name: String,
    /// The last day that is looked at.
    pub as_of: Option<Date>,
}

/// Reads a table of scenarios. A row that cannot be read is left out and told of.
pub fn read(
    path: &str,
    from: impl Read,
    mapping: Option<&TableColumns>,
    bad: &mut BadRows<'_>,
) -> Vec<ScenarioRow> {
    let mut scenarios = Vec::new();
    let ours = ["scenario".to_owned(), "as-of".to_owned()];
    let wanted = columns::wanted(mapping, &ours);
    let mut reader = match RowReader::new(from, TableFormat::of_path(path), &wanted) {
        Ok(reader) => reader,
        Err(fault) => {
            let words = messages::bad_row(path, fault.line, &fault.words);
            bad.problems.push(words);
            bad.unusable = true;
            return scenarios;
        }
    };
    let before = bad.problems.len();
    let columns = columns::mapped(path, reader.headings(), mapping, &ours, &mut bad.problems);
    if bad.problems.len() > before {
        bad.unusable = true;
        return scenarios;
    }
    let heading = |name: &str| {
        columns
            .iter()
            .find(|column| column.name == name)
            .map(|column| match &column.source {
                ColumnSource::Heading(place) => Ok(*place),
                ColumnSource::Constant(text) => Err(text.clone()),
            })
    };
    let (Some(Ok(name)), as_of) = (heading("scenario"), heading("as-of")) else {
        bad.problems.push(messages::needed_column(path, "scenario"));
        bad.unusable = true;
        return scenarios;
    };
    loop {
        let told = match reader.advance() {
            Ok(false) => break,
            Err(fault) => messages::bad_row(path, fault.line, &fault.words),
            Ok(true) => {
                let line = reader.line();
                let day = match &as_of {
                    Some(Ok(place)) => reader.cell(*place).map(<[u8]>::to_vec),
                    Some(Err(constant)) => Some(constant.as_bytes().to_vec()),
                    None => None,
                };
                let read = day.as_deref().map(cell::date).transpose();
                match (reader.cell(name), read) {
                    (None, _) => messages::empty_cell(path, line, "scenario"),
                    (Some(text), Ok(as_of)) => {
                        scenarios.push(ScenarioRow {
                            name: String::from_utf8_lossy(text).into_owned(),
                            as_of,
                        });
                        continue;
                    }
                    (Some(_), Err(fault)) => {
                        let day = day.as_deref().unwrap_or_default();
                        messages::bad_cell(path, line, "as-of", day, &fault)
                    }
                }
            }
        };
        if !bad.tell(told) {
            break;
        }
    }
    bad.end_of_table(path);
    scenarios
}
