//! A table of events: acts and events as compact rows over a dictionary of distinct cells.

use std::io::Read;

use rustc_hash::FxHashMap;

use super::{
    bad_rows::BadRows,
    cell::{self, CellNames},
    columns::{self, Column, ColumnSource},
    messages,
    rows::{RowReader, TableFormat},
};
use crate::{
    base::{date::Date, nearest::nearest},
    diagnostics::problems::Problems,
    policy::{policy::ActId, types::Type, value::Value},
    tree::scenario::TableColumns,
};

/// A table of events that was read: rows in the order of the file.
#[derive(Debug, Clone, Default)]
pub struct EventTable {
    /// The rows.
    pub rows: Vec<EventRow>,
    /// The arguments of all rows, one a parameter of the row's act: a place in `cells`, or [`NO_CELL`].
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
    /// The act or event.
    pub act: ActId,
    /// Who: a place in `cells`, or [`NO_CELL`] of an event.
    pub actor: u32,
    /// The first of its arguments.
    pub arguments: u32,
    /// Which scenario it belongs to, where the table holds several: a place in `scenarios`, or [`NO_CELL`].
    pub scenario: u32,
    /// The line it stands in, from 1.
    pub line: u32,
}

/// Reads a table of events. Rows that cannot be read are left out and told of.
pub fn read(
    path: &str,
    from: impl Read,
    names: &CellNames<'_>,
    mapping: Option<&TableColumns>,
    bad: &mut BadRows<'_>,
) -> EventTable {
    let ours = our_names(names);
    let wanted = columns::wanted(mapping, &ours);
    let mut reader = match RowReader::new(from, TableFormat::of_path(path), &wanted) {
        Ok(reader) => reader,
        Err(fault) => {
            let words = messages::bad_row(path, fault.line, &fault.words);
            bad.problems.push(words);
            return EventTable::default();
        }
    };
    let columns = columns::mapped(path, reader.headings(), mapping, &ours, &mut bad.problems);
    let Some(mut plan) = Plan::new(path, &columns, names, &mut bad.problems) else {
        return EventTable::default();
    };
    loop {
        let found = match reader.advance() {
            Ok(false) => break,
            Ok(true) => plan.row(path, &reader),
            Err(fault) => Err(Box::new(messages::bad_row(path, fault.line, &fault.words))),
        };
        if let Err(diagnostic) = found
            && !bad.tell(*diagnostic)
        {
            break;
        }
    }
    bad.end_of_table(path);
    plan.table
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

/// Cells of one column read as one type: each distinct text is read once.
struct Feed {
    column: usize,
    ty: Type,
    seen: FxHashMap<Box<[u8]>, u32>,
}

/// How rows are read: which feed fills what.
struct Plan<'a, 'p> {
    names: &'a CellNames<'p>,
    columns: &'a [Column],
    date: usize,
    act: usize,
    actor: Option<usize>,
    scenario: Option<usize>,
    feeds: Vec<Feed>,
    /// By act: the feed of each parameter.
    parameters: Vec<Vec<Option<usize>>>,
    /// By act: columns that are none of its parameters.
    strangers: Vec<Vec<usize>>,
    acts: FxHashMap<Box<[u8]>, ActId>,
    scenario_names: FxHashMap<Box<[u8]>, u32>,
    last_date: (Vec<u8>, Option<Date>),
    table: EventTable,
}

type RowResult<T> = Result<T, Box<crate::diagnostics::diagnostic::Diagnostic>>;

impl<'a, 'p> Plan<'a, 'p> {
    fn new(
        path: &str,
        columns: &'a [Column],
        names: &'a CellNames<'p>,
        problems: &mut Problems,
    ) -> Option<Plan<'a, 'p>> {
        let place = |name: &str| columns.iter().position(|column| column.name == name);
        for needed in ["date", "act"] {
            if place(needed).is_none() {
                problems.push(messages::needed_column(path, needed));
            }
        }
        let (date, act) = (place("date")?, place("act")?);
        let mut plan = Plan {
            names,
            columns,
            date,
            act,
            actor: None,
            scenario: place("scenario"),
            feeds: Vec::new(),
            parameters: Vec::new(),
            strangers: Vec::new(),
            acts: FxHashMap::default(),
            scenario_names: FxHashMap::default(),
            last_date: (Vec::new(), None),
            table: EventTable::default(),
        };
        if let Some(column) = place("actor") {
            plan.actor = Some(plan.feed(column, &Type::Any));
        }
        for declared in names.policy().acts.iter() {
            let mut feeds = Vec::new();
            for parameter in &declared.parameters {
                let column = place(parameter.name.as_str());
                feeds.push(column.map(|column| plan.feed(column, &parameter.ty)));
            }
            plan.strangers.push(
                columns
                    .iter()
                    .enumerate()
                    .filter(|(_, column)| {
                        !["date", "act", "actor", "scenario"].contains(&column.name.as_str())
                            && matches!(column.source, ColumnSource::Heading(_))
                            && declared
                                .parameters
                                .iter()
                                .all(|parameter| parameter.name != column.name)
                    })
                    .map(|(place, _)| place)
                    .collect(),
            );
            plan.parameters.push(feeds);
        }
        Some(plan)
    }

    fn feed(&mut self, column: usize, ty: &Type) -> usize {
        if let Some(known) = self
            .feeds
            .iter()
            .position(|feed| feed.column == column && feed.ty == *ty)
        {
            return known;
        }
        self.feeds.push(Feed {
            column,
            ty: ty.clone(),
            seen: FxHashMap::default(),
        });
        self.feeds.len() - 1
    }

    fn row<R: Read>(&mut self, path: &str, reader: &RowReader<R>) -> RowResult<()> {
        let line = reader.line();
        let date = self.read_date(path, reader)?;
        let act = self.read_act(path, reader)?;
        let scenario = self.read_scenario(path, reader)?;
        let event = self
            .names
            .policy()
            .acts
            .get(act)
            .is_some_and(|declared| declared.event);
        let actor = match self.actor {
            Some(feed) if !event => self.read_cell(path, reader, feed)?,
            _ => NO_CELL,
        };
        if actor == NO_CELL && !event {
            return Err(Box::new(messages::empty_cell(path, line, "actor")));
        }
        let first = self.table.arguments.len();
        let feeds = self.parameters.get(act.index()).map_or(0, Vec::len);
        for place in 0..feeds {
            let feed = self
                .parameters
                .get(act.index())
                .and_then(|feeds| feeds.get(place).copied().flatten());
            let cell = match feed
                .map(|feed| self.read_cell(path, reader, feed))
                .transpose()
            {
                Ok(cell) => cell.unwrap_or(NO_CELL),
                Err(fault) => {
                    self.table.arguments.truncate(first);
                    return Err(fault);
                }
            };
            self.table.arguments.push(cell);
        }
        if let Some(column) = self.stranger(reader, act) {
            self.table.arguments.truncate(first);
            let act = self
                .names
                .policy()
                .acts
                .get(act)
                .map_or("", |act| act.name.as_str());
            return Err(Box::new(messages::no_such_argument(
                path, line, act, &column,
            )));
        }
        let (Ok(arguments), line) = (
            u32::try_from(first),
            u32::try_from(line).unwrap_or(u32::MAX),
        ) else {
            return Err(Box::new(messages::bad_row(
                path,
                line,
                "this table has more cells than can be held",
            )));
        };
        self.table.rows.push(EventRow {
            date,
            act,
            actor,
            arguments,
            scenario,
            line,
        });
        Ok(())
    }

    fn stranger<R: Read>(&self, reader: &RowReader<R>, act: ActId) -> Option<String> {
        let strangers = self.strangers.get(act.index())?;
        let found = strangers
            .iter()
            .find(|place| self.text(reader, **place).is_some())?;
        self.columns.get(*found).map(|column| column.name.clone())
    }

    /// The text of one of our columns in a row, in our words.
    fn text<'r, R: Read>(&'r self, reader: &'r RowReader<R>, column: usize) -> Option<&'r [u8]> {
        let column = self.columns.get(column)?;
        let theirs = match &column.source {
            ColumnSource::Heading(place) => reader.cell(*place)?,
            ColumnSource::Constant(text) => text.as_bytes(),
        };
        let ours = column
            .words
            .iter()
            .find(|(word, _)| word.as_bytes() == theirs);
        Some(ours.map_or(theirs, |(_, ours)| ours.as_bytes()))
    }

    fn read_date<R: Read>(&mut self, path: &str, reader: &RowReader<R>) -> RowResult<Date> {
        let Some(text) = self.text(reader, self.date) else {
            return Err(Box::new(messages::empty_cell(path, reader.line(), "date")));
        };
        // Tables are mostly sorted: the same date stands in many rows one after the other.
        if let (last, Some(date)) = &self.last_date
            && last.as_slice() == text
        {
            return Ok(*date);
        }
        let date = cell::date(text).map_err(|fault| {
            Box::new(messages::bad_cell(
                path,
                reader.line(),
                "date",
                text,
                &fault,
            ))
        })?;
        let text = text.to_vec();
        self.last_date = (text, Some(date));
        Ok(date)
    }

    fn read_act<R: Read>(&mut self, path: &str, reader: &RowReader<R>) -> RowResult<ActId> {
        let Some(text) = self.text(reader, self.act) else {
            return Err(Box::new(messages::empty_cell(path, reader.line(), "act")));
        };
        if let Some(act) = self.acts.get(text) {
            return Ok(*act);
        }
        let acts = &self.names.policy().acts;
        let found = acts
            .entries()
            .find(|(_, act)| act.name.as_bytes() == text)
            .map(|(id, _)| id);
        let Some(act) = found else {
            let name = String::from_utf8_lossy(text);
            let theirs = self
                .columns
                .get(self.act)
                .into_iter()
                .flat_map(|column| &column.words);
            let known = theirs.map(|(word, _)| word.as_str());
            let near = nearest(&name, known.chain(acts.iter().map(|act| act.name.as_str())));
            let fault = cell::CellFault {
                wanted: "the name of an act or event".to_owned(),
                nearest: near.map(str::to_owned),
            };
            return Err(Box::new(messages::bad_cell(
                path,
                reader.line(),
                "act",
                text,
                &fault,
            )));
        };
        let text = Box::from(text);
        self.acts.insert(text, act);
        Ok(act)
    }

    fn read_scenario<R: Read>(&mut self, path: &str, reader: &RowReader<R>) -> RowResult<u32> {
        let Some(column) = self.scenario else {
            return Ok(NO_CELL);
        };
        let Some(text) = self.text(reader, column) else {
            // JSONL has no headings: where no row names a scenario the table is of one.
            if self.table.scenarios.is_empty() {
                return Ok(NO_CELL);
            }
            return Err(Box::new(messages::empty_cell(
                path,
                reader.line(),
                "scenario",
            )));
        };
        if self.table.scenarios.is_empty() && !self.table.rows.is_empty() {
            let words = "this row names a scenario, and the rows above it do not";
            return Err(Box::new(messages::bad_row(path, reader.line(), words)));
        }
        if let Some(known) = self.scenario_names.get(text) {
            return Ok(*known);
        }
        let (name, key) = (String::from_utf8_lossy(text).into_owned(), Box::from(text));
        let number = u32::try_from(self.table.scenarios.len()).unwrap_or(NO_CELL);
        self.table.scenarios.push(name);
        self.scenario_names.insert(key, number);
        Ok(number)
    }

    fn read_cell<R: Read>(
        &mut self,
        path: &str,
        reader: &RowReader<R>,
        feed: usize,
    ) -> RowResult<u32> {
        let Some(plan) = self.feeds.get(feed) else {
            return Ok(NO_CELL);
        };
        let Some(text) = self.text(reader, plan.column) else {
            return Ok(NO_CELL);
        };
        if let Some(known) = plan.seen.get(text) {
            return Ok(*known);
        }
        let name = self
            .columns
            .get(plan.column)
            .map_or("", |column| column.name.as_str());
        let bad = |fault: &cell::CellFault| {
            Box::new(messages::bad_cell(path, reader.line(), name, text, fault))
        };
        let Ok(words) = std::str::from_utf8(text) else {
            return Err(bad(&cell::CellFault {
                wanted: "UTF-8 text".to_owned(),
                nearest: None,
            }));
        };
        let value = self
            .names
            .value(words.trim(), &plan.ty)
            .map_err(|fault| bad(&fault))?;
        if let Value::Money(money) = &value
            && money.is_negative()
        {
            return Err(bad(&cell::CellFault {
                wanted: "an amount of at least £0".to_owned(),
                nearest: None,
            }));
        }
        let key: Box<[u8]> = Box::from(text);
        let number = u32::try_from(self.table.cells.len()).unwrap_or(NO_CELL);
        self.table.cells.push(value);
        if let Some(plan) = self.feeds.get_mut(feed) {
            plan.seen.insert(key, number);
        }
        Ok(number)
    }
}
