//! Acts as a table: one row an act, in the order in which they were done.
//!
//! Columns of CSV, keys of JSONL: `scenario` (where the run had several), `date`, `act`, `actor`, `verdict`, `breaches`,
//! `order-matters`. Dates are ISO; the norms that an act breaches stand side by side, a `;` between them.

use std::io::{self, Write};

use super::{
    rows::TableFormat,
    written::{cell, finished, headings, json_line},
};
use crate::{
    base::id::Arena,
    policy::policy::{Individual, Policy},
    record::row::ActRow,
};

/// Writes rows of acts.
pub struct ActWriter<'a, W: Write> {
    to: W,
    format: TableFormat,
    policy: &'a Policy,
    scenarios: bool,
}

impl<'a, W: Write> ActWriter<'a, W> {
    /// Begins a table, with a column for the scenario where the run has several.
    ///
    /// # Errors
    /// What the writer says.
    pub fn new(
        mut to: W,
        format: TableFormat,
        policy: &'a Policy,
        scenarios: bool,
    ) -> io::Result<ActWriter<'a, W>> {
        let names = "date,act,actor,verdict,breaches,order-matters";
        headings(&mut to, format, scenarios, names)?;
        Ok(ActWriter::going_on(to, format, policy, scenarios))
    }

    /// Goes on with a table whose headings stand already.
    pub fn going_on(
        to: W,
        format: TableFormat,
        policy: &'a Policy,
        scenarios: bool,
    ) -> ActWriter<'a, W> {
        ActWriter {
            to,
            format,
            policy,
            scenarios,
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
        rows: impl Iterator<Item = ActRow>,
    ) -> io::Result<()> {
        let lead = cell(scenario);
        for row in rows {
            let act = self.policy.acts.get(row.act);
            let act = act.map_or("", |act| act.name.as_str());
            let actor = individuals.get(row.actor);
            let actor = actor.map_or("", |who| who.name.as_str());
            let breaches: Vec<&str> = row
                .breaches
                .iter()
                .filter_map(|norm| self.policy.norms.get(*norm))
                .map(|norm| norm.text.as_str())
                .collect();
            let (date, verdict) = (row.date.iso(), row.verdict.word());
            match self.format {
                TableFormat::Csv => {
                    if self.scenarios {
                        write!(self.to, "{lead},")?;
                    }
                    let breaches = breaches.join(";");
                    let order = if row.order_matters { "yes" } else { "no" };
                    writeln!(self.to, "{date},{act},{actor},{verdict},{breaches},{order}")?;
                }
                TableFormat::JsonLines => {
                    let mut object = serde_json::Map::new();
                    if self.scenarios {
                        object.insert("scenario".to_owned(), scenario.into());
                    }
                    object.insert("date".to_owned(), date.into());
                    object.insert("act".to_owned(), act.into());
                    object.insert("actor".to_owned(), actor.into());
                    object.insert("verdict".to_owned(), verdict.into());
                    object.insert("breaches".to_owned(), breaches.into());
                    object.insert("order-matters".to_owned(), row.order_matters.into());
                    json_line(&mut self.to, &object)?;
                }
            }
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
