//! Duty instances as a table: one row an instance, in the order they arose.
//!
//! Columns of CSV, keys of JSONL: `scenario` (where the run had several), `duty`, `bearer`, `arose`, `due`, `state`, `since`,
//! `order-matters`. Dates are ISO; what is not there is empty.

use std::io::{self, Write};

use super::{
    rows::TableFormat,
    written::{cell, finished, headings, json_line},
};
use crate::{
    base::{date::Date, id::Arena},
    policy::policy::{Individual, Policy},
    record::row::DutyRow,
};

/// Writes rows of duties.
pub struct DutyWriter<'a, W: Write> {
    to: W,
    format: TableFormat,
    policy: &'a Policy,
    scenarios: bool,
    dates: DateTexts,
}

impl<'a, W: Write> DutyWriter<'a, W> {
    /// Begins a table, with a column for the scenario where the run has several.
    ///
    /// # Errors
    /// What the writer says.
    pub fn new(
        mut to: W,
        format: TableFormat,
        policy: &'a Policy,
        scenarios: bool,
    ) -> io::Result<DutyWriter<'a, W>> {
        let names = "duty,bearer,arose,due,state,since,order-matters";
        headings(&mut to, format, scenarios, names)?;
        Ok(DutyWriter::going_on(to, format, policy, scenarios))
    }

    /// Goes on with a table whose headings stand already.
    pub fn going_on(
        to: W,
        format: TableFormat,
        policy: &'a Policy,
        scenarios: bool,
    ) -> DutyWriter<'a, W> {
        DutyWriter {
            to,
            format,
            policy,
            scenarios,
            dates: DateTexts::default(),
        }
    }

    /// Writes the rows of one scenario.
    ///
    /// # Errors
    /// What the writer says.
    pub fn rows(
        &mut self,
        scenario: &str,
        individuals: &Arena<Individual>,
        rows: impl Iterator<Item = DutyRow>,
    ) -> io::Result<()> {
        match self.format {
            TableFormat::Csv => self.csv_rows(scenario, individuals, rows),
            TableFormat::JsonLines => self.json_rows(scenario, individuals, rows),
        }
    }

    fn csv_rows(
        &mut self,
        scenario: &str,
        individuals: &Arena<Individual>,
        rows: impl Iterator<Item = DutyRow>,
    ) -> io::Result<()> {
        // Rows are put together in one buffer: millions are written.
        let lead = if self.scenarios {
            format!("{},", cell(scenario))
        } else {
            String::new()
        };
        let mut line: Vec<u8> = Vec::with_capacity(FULL + 256);
        for row in rows {
            if line.len() >= FULL {
                self.to.write_all(&line)?;
                line.clear();
            }
            line.extend_from_slice(lead.as_bytes());
            line.extend_from_slice(
                self.policy
                    .norms
                    .get(row.norm)
                    .map_or("", |norm| norm.text.as_str())
                    .as_bytes(),
            );
            line.push(b',');
            line.extend_from_slice(
                individuals
                    .get(row.bearer)
                    .map_or("", |who| who.name.as_str())
                    .as_bytes(),
            );
            line.push(b',');
            line.extend_from_slice(&self.dates.text(row.arose));
            line.push(b',');
            if let Some(due) = row.due {
                line.extend_from_slice(&self.dates.text(due));
            }
            line.push(b',');
            line.extend_from_slice(row.state.word().as_bytes());
            line.push(b',');
            line.extend_from_slice(&self.dates.text(row.since));
            line.extend_from_slice(if row.order_matters {
                b",yes\n"
            } else {
                b",no\n"
            });
        }
        self.to.write_all(&line)
    }

    fn json_rows(
        &mut self,
        scenario: &str,
        individuals: &Arena<Individual>,
        rows: impl Iterator<Item = DutyRow>,
    ) -> io::Result<()> {
        for row in rows {
            let mut object = serde_json::Map::new();
            let mut put = |key: &str, value: serde_json::Value| {
                object.insert(key.to_owned(), value);
            };
            if self.scenarios {
                put("scenario", scenario.into());
            }
            put(
                "duty",
                self.policy
                    .norms
                    .get(row.norm)
                    .map(|norm| norm.text.to_string())
                    .into(),
            );
            put(
                "bearer",
                individuals
                    .get(row.bearer)
                    .map(|who| who.name.to_string())
                    .into(),
            );
            put("arose", row.arose.iso().into());
            put("due", row.due.map(Date::iso).into());
            put("state", row.state.word().into());
            put("since", row.since.iso().into());
            put("order-matters", row.order_matters.into());
            json_line(&mut self.to, &object)?;
        }
        Ok(())
    }

    /// Ends the table.
    ///
    /// # Errors
    /// What the writer says.
    pub fn finish(self) -> io::Result<W> {
        finished(self.to)
    }
}

/// Rows are written when so many bytes of them have been put together.
const FULL: usize = 1 << 15;

/// The texts of dates, each made once: rows share their dates.
#[derive(Default)]
struct DateTexts {
    first: i32,
    texts: Vec<[u8; ISO]>,
}

/// How long the text of a date is.
const ISO: usize = 10;
/// How many days' texts are kept from a year before the first: the years that a timeline commonly spans.
const KEPT_DAYS: usize = 1 << 14;

impl DateTexts {
    fn text(&mut self, date: Date) -> [u8; ISO] {
        if self.texts.is_empty() {
            self.first = date.days().saturating_sub(366);
        }
        let place = usize::try_from(i64::from(date.days()) - i64::from(self.first))
            .ok()
            .filter(|place| *place < KEPT_DAYS);
        let Some(place) = place else {
            return iso(date);
        };
        if place >= self.texts.len() {
            self.texts.resize(place + 1, [0; ISO]);
        }
        match self.texts.get_mut(place) {
            Some(text) => {
                if text.first() == Some(&0) {
                    *text = iso(date);
                }
                *text
            }
            None => iso(date),
        }
    }
}

/// A date of the years 1 to 9999, which have four digits: always of one length.
fn iso(date: Date) -> [u8; ISO] {
    let text = date.iso();
    text.as_bytes()
        .first_chunk()
        .copied()
        .unwrap_or([b'?'; ISO])
}
