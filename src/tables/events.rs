//! A table of events: acts and events as compact rows over a dictionary of distinct cells.

use std::io::Read;

use super::{
    bad_rows::BadRows,
    cell::CellNames,
    columns,
    event_rows::Plan,
    messages,
    rows::{RowReader, TableFormat},
};
use crate::{
    base::date::Date,
    policy::{policy::ActId, value::Value},
    tree::scenario::TableColumns,
};

/// A table of events that was read: rows in the order of the file.
#[derive(Debug, Clone, Default)]
pub struct EventTable {
    /// The rows.
    pub rows: Vec<EventRow>,
    /// What stands in rows, the day and the scenario apart: rows that say the same share it.
    pub shapes: Vec<EventShape>,
    /// The arguments of all shapes, one a parameter of the shape's act: a place in `cells`, or [`NO_CELL`].
    pub arguments: Vec<u32>,
    /// The distinct values that stand in cells.
    pub cells: Vec<Value>,
    /// The distinct names of scenarios, in the order they are met.
    pub scenarios: Vec<String>,
}

/// No cell: an argument that the row leaves out, an event that nobody does.
pub const NO_CELL: u32 = u32::MAX;

/// A row of a table of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventRow {
    /// The day.
    pub date: Date,
    /// What it says: a place in `shapes`.
    pub shape: u32,
    /// Which scenario it belongs to, where the table holds several: a place in `scenarios`, or [`NO_CELL`].
    pub scenario: u32,
}

/// What a row says, its day apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventShape {
    /// The act or event.
    pub act: ActId,
    /// Who: a place in `cells`, or [`NO_CELL`] of an event.
    pub actor: u32,
    /// The first of its arguments, a place in `arguments`.
    pub arguments: u32,
}

impl EventTable {
    /// Adds a batch of rows that were read after these: its shapes, cells and scenarios are numbered on from those here.
    pub fn append(&mut self, mut batch: EventTable) {
        let before = u32::try_from(self.arguments.len()).unwrap_or(u32::MAX);
        self.rows.append(&mut batch.rows);
        self.shapes
            .extend(batch.shapes.into_iter().map(|shape| EventShape {
                arguments: shape.arguments.saturating_add(before),
                ..shape
            }));
        self.arguments.append(&mut batch.arguments);
        self.cells.append(&mut batch.cells);
        self.scenarios.append(&mut batch.scenarios);
    }

    /// Forgets everything, but for the room it took.
    pub fn clear(&mut self) {
        self.rows.clear();
        self.shapes.clear();
        self.arguments.clear();
        self.cells.clear();
        self.scenarios.clear();
    }
}

/// Reads a table of events. Rows that cannot be read are left out and told of.
pub fn read(
    path: &str,
    from: impl Read,
    names: &CellNames<'_>,
    mapping: Option<&TableColumns>,
    bad: &mut BadRows<'_>,
) -> EventTable {
    let mut table = EventTable::default();
    if let Some(mut reader) = EventReader::new(path, from, names, mapping, bad) {
        reader.fill(&mut table, usize::MAX, bad);
    }
    table
}

/// A table of events that is read little by little.
pub struct EventReader<'a, R: Read> {
    path: String,
    reader: RowReader<R>,
    plan: Plan<'a>,
    ended: bool,
}

impl<'a, R: Read> EventReader<'a, R> {
    /// Begins to read; none where the headings say that it cannot be.
    pub fn new(
        path: &str,
        from: R,
        names: &'a CellNames<'a>,
        mapping: Option<&TableColumns>,
        bad: &mut BadRows<'_>,
    ) -> Option<EventReader<'a, R>> {
        let ours = our_names(names);
        let wanted = columns::wanted(mapping, &ours);
        let reader = match RowReader::new(from, TableFormat::of_path(path), &wanted) {
            Ok(reader) => reader,
            Err(fault) => {
                let words = messages::bad_row(path, fault.line, &fault.words);
                bad.problems.push(words);
                bad.unusable = true;
                return None;
            }
        };
        let problems = &mut bad.problems;
        let before = problems.len();
        let columns = columns::mapped(path, reader.headings(), mapping, &ours, problems);
        let plan = Plan::new(path, columns, problems.len() == before, names, problems);
        // A column that is not where it is said to be would be read as left out in every row.
        let whole = problems.len() == before;
        bad.unusable |= !whole;
        let plan = plan.filter(|_| whole)?;
        Some(EventReader {
            path: path.to_owned(),
            reader,
            plan,
            ended: false,
        })
    }

    /// Adds rows to a table, up to so many, with the shapes, cells and scenarios that are new in them: these are numbered on
    /// from those of the rows before. Whether there may be more.
    pub fn fill(&mut self, table: &mut EventTable, most: usize, bad: &mut BadRows<'_>) -> bool {
        let enough = table.rows.len().saturating_add(most);
        while !self.ended && table.rows.len() < enough {
            let found = match self.reader.advance() {
                Ok(false) => {
                    self.end(bad);
                    break;
                }
                Ok(true) => self.plan.row(&self.path, &self.reader, table),
                Err(fault) => Err(Box::new(messages::bad_row(
                    &self.path,
                    fault.line,
                    &fault.words,
                ))),
            };
            if let Err(diagnostic) = found
                && !bad.tell(*diagnostic)
            {
                self.end(bad);
            }
        }
        !self.ended
    }

    /// Wants rows in the order of their days, and all of one timeline: others cannot be read.
    pub fn in_order(mut self) -> EventReader<'a, R> {
        self.plan.want_order();
        self
    }

    /// How many shapes and cells are remembered.
    pub fn remembered(&self) -> usize {
        self.plan.remembered()
    }

    /// Forgets shapes and cells: those of the rows that follow are numbered anew.
    pub fn forget(&mut self) {
        self.plan.forget();
    }

    fn end(&mut self, bad: &mut BadRows<'_>) {
        self.ended = true;
        bad.end_of_table(&self.path);
    }
}

/// The names that columns of events can have: those of the table itself, and every parameter of an act or event.
fn our_names(names: &CellNames<'_>) -> Vec<String> {
    let mut ours: Vec<String> = ["date", "actor", "act", "scenario"]
        .map(str::to_owned)
        .to_vec();
    for act in names.policy().acts.iter() {
        for parameter in &act.parameters {
            let name = parameter.name.to_string();
            if !ours.contains(&name) {
                ours.push(name);
            }
        }
    }
    ours
}
