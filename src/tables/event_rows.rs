//! How a row of a table of events is read: which column fills what, and which rows say the same.

use std::io::Read;

use rustc_hash::FxHashMap;

use super::{
    cell::{self, CellNames},
    columns::{Column, ColumnSource},
    events::{EventRow, EventShape, EventTable, NO_CELL},
    messages,
    rows::RowReader,
};
use crate::{
    base::{date::Date, nearest::nearest},
    diagnostics::problems::Problems,
    policy::{policy::ActId, types::Type, value::Value},
};

/// Cells of one column read as one type: each distinct text is read once.
struct Feed {
    column: usize,
    ty: Type,
    seen: FxHashMap<Box<[u8]>, u32>,
}

/// How rows are read: which feed fills what.
pub(super) struct Plan<'a> {
    names: &'a CellNames<'a>,
    columns: Vec<Column>,
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
    last_scenario: (Vec<u8>, u32),
    /// The headings whose cells make a shape, in order.
    shaping: Vec<usize>,
    /// Whether these stand side by side.
    side_by_side: bool,
    /// Shapes by what stands in those cells.
    known: FxHashMap<Box<[u8]>, u32>,
    key: Vec<u8>,
    /// How many there are so far of each.
    shapes: u32,
    cells: u32,
    scenarios: u32,
    rows: u64,
    /// The day of the last row, where they have to be in the order of their days.
    in_order: Option<Date>,
}

/// More shapes than this are not looked for again.
const MAX_KNOWN: usize = 1 << 18;

type RowResult<T> = Result<T, Box<crate::diagnostics::diagnostic::Diagnostic>>;

impl<'a> Plan<'a> {
    pub(super) fn new(
        path: &str,
        columns: Vec<Column>,
        whole: bool,
        names: &'a CellNames<'a>,
        problems: &mut Problems,
    ) -> Option<Plan<'a>> {
        let place = |name: &str| columns.iter().position(|column| column.name == name);
        // Where a column was not found, that was told.
        if whole {
            let missing = ["date", "act"].into_iter();
            let missing = missing.filter(|needed| place(needed).is_none());
            problems.extend(missing.map(|needed| messages::needed_column(path, needed)));
        }
        let (date, act) = (place("date")?, place("act")?);
        let scenario = place("scenario");
        let mut shaping: Vec<usize> = columns
            .iter()
            .enumerate()
            .filter(|(place, _)| *place != date && Some(*place) != scenario)
            .filter_map(|(_, column)| match column.source {
                ColumnSource::Heading(place) => Some(place),
                ColumnSource::Constant(_) => None,
            })
            .collect();
        shaping.sort_unstable();
        shaping.dedup();
        let side_by_side = shaping
            .iter()
            .zip(shaping.iter().skip(1))
            .all(|(one, next)| one + 1 == *next);
        let actor = place("actor");
        let of_parameters: Vec<Vec<Option<usize>>> = names
            .policy()
            .acts
            .iter()
            .map(|declared| {
                let parameters = declared.parameters.iter();
                parameters.map(|one| place(one.name.as_str())).collect()
            })
            .collect();
        let mut plan = Plan {
            names,
            columns: Vec::new(),
            date,
            act,
            actor: None,
            scenario,
            feeds: Vec::new(),
            parameters: Vec::new(),
            strangers: Vec::new(),
            acts: FxHashMap::default(),
            scenario_names: FxHashMap::default(),
            last_date: (Vec::new(), None),
            last_scenario: (Vec::new(), NO_CELL),
            shaping,
            side_by_side,
            known: FxHashMap::default(),
            key: Vec::new(),
            shapes: 0,
            cells: 0,
            scenarios: 0,
            rows: 0,
            in_order: None,
        };
        if let Some(column) = actor {
            plan.actor = Some(plan.feed(column, &Type::Any));
        }
        for (declared, of_columns) in names.policy().acts.iter().zip(of_parameters) {
            let mut feeds = Vec::new();
            for (parameter, column) in declared.parameters.iter().zip(of_columns) {
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
        plan.columns = columns;
        Some(plan)
    }

    /// Wants rows in the order of their days, and all of one timeline.
    pub(super) fn want_order(&mut self) {
        self.in_order = Some(Date::MIN);
    }

    /// How many shapes and cells are remembered.
    pub(super) fn remembered(&self) -> usize {
        self.shapes as usize + self.cells as usize
    }

    /// Forgets shapes and cells: those that follow are numbered anew.
    pub(super) fn forget(&mut self) {
        self.known.clear();
        for feed in &mut self.feeds {
            feed.seen.clear();
        }
        self.shapes = 0;
        self.cells = 0;
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

    /// Reads the row at hand, and adds it to a table.
    pub(super) fn row<R: Read>(
        &mut self,
        path: &str,
        reader: &RowReader<R>,
        table: &mut EventTable,
    ) -> RowResult<()> {
        let date = self.read_date(path, reader)?;
        self.write_key(reader);
        let (shape, scenario) = match self.known.get(self.key.as_slice()) {
            Some(known) => (*known, self.read_scenario(path, reader, table)?),
            None => self.read_shape(path, reader, table)?,
        };
        if let Some(latest) = &mut self.in_order {
            if date < *latest {
                return Err(Box::new(messages::out_of_order(
                    path,
                    reader.line(),
                    *latest,
                )));
            }
            if scenario != NO_CELL {
                return Err(Box::new(messages::several_in_a_stream(path, reader.line())));
            }
            *latest = date;
        }
        self.rows += 1;
        table.rows.push(EventRow {
            date,
            shape,
            scenario,
        });
        Ok(())
    }

    /// Writes what makes the row's shape into `key`. Where a cell may hold a comma its length is written too.
    fn write_key<R: Read>(&mut self, reader: &RowReader<R>) {
        self.key.clear();
        if self.side_by_side
            && let (Some(first), Some(last)) = (self.shaping.first(), self.shaping.last())
            && let Some(stretch) = reader.stretch(*first, *last)
        {
            self.key.extend_from_slice(stretch);
            return;
        }
        // No text begins with this byte, and none that does is ever known.
        self.key.push(0xFF);
        for place in &self.shaping {
            let cell = reader.cell(*place).unwrap_or(&[]);
            self.key.extend_from_slice(&cell.len().to_le_bytes());
            self.key.extend_from_slice(cell);
        }
    }

    /// Reads a row that says what none before it did.
    fn read_shape<R: Read>(
        &mut self,
        path: &str,
        reader: &RowReader<R>,
        table: &mut EventTable,
    ) -> RowResult<(u32, u32)> {
        let line = reader.line();
        let act = self.read_act(path, reader)?;
        let scenario = self.read_scenario(path, reader, table)?;
        let event = self
            .names
            .policy()
            .acts
            .get(act)
            .is_some_and(|declared| declared.event);
        let actor = match self.actor {
            Some(feed) if !event => self.read_cell(path, reader, feed, table)?,
            _ => NO_CELL,
        };
        if actor == NO_CELL && !event {
            let called = self.actor_called();
            return Err(Box::new(messages::empty_cell(path, line, called)));
        }
        let first = table.arguments.len();
        let feeds = self.parameters.get(act.index()).map_or(0, Vec::len);
        for place in 0..feeds {
            let feed = self
                .parameters
                .get(act.index())
                .and_then(|feeds| feeds.get(place).copied().flatten());
            let cell = match feed
                .map(|feed| self.read_cell(path, reader, feed, table))
                .transpose()
            {
                Ok(cell) => cell.unwrap_or(NO_CELL),
                Err(fault) => {
                    table.arguments.truncate(first);
                    return Err(fault);
                }
            };
            table.arguments.push(cell);
        }
        if let Some(column) = self.stranger(reader, act) {
            table.arguments.truncate(first);
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
        let shape = self.shapes;
        let (Ok(arguments), Some(next)) = (u32::try_from(first), shape.checked_add(1)) else {
            return Err(Box::new(messages::bad_row(
                path,
                line,
                "this table has more cells than can be held",
            )));
        };
        table.shapes.push(EventShape {
            act,
            actor,
            arguments,
        });
        self.shapes = next;
        if self.known.len() < MAX_KNOWN {
            self.known.insert(Box::from(self.key.as_slice()), shape);
        }
        Ok((shape, scenario))
    }

    /// What a column is called in messages.
    fn called(&self, column: usize) -> &str {
        self.columns.get(column).map_or("", Column::called)
    }

    fn actor_called(&self) -> &str {
        let feed = self.actor.and_then(|feed| self.feeds.get(feed));
        feed.map_or("actor", |feed| self.called(feed.column))
    }

    fn stranger<R: Read>(&self, reader: &RowReader<R>, act: ActId) -> Option<String> {
        let strangers = self.strangers.get(act.index())?;
        let found = strangers
            .iter()
            .find(|place| self.text(reader, **place).is_some())?;
        self.columns
            .get(*found)
            .map(|column| column.called().to_owned())
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
            let called = self.called(self.date);
            return Err(Box::new(messages::empty_cell(path, reader.line(), called)));
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
                self.called(self.date),
                text,
                &fault,
            ))
        })?;
        let mut last = std::mem::take(&mut self.last_date.0);
        last.clear();
        if let Some(text) = self.text(reader, self.date) {
            last.extend_from_slice(text);
        }
        self.last_date = (last, Some(date));
        Ok(date)
    }

    fn read_act<R: Read>(&mut self, path: &str, reader: &RowReader<R>) -> RowResult<ActId> {
        let Some(text) = self.text(reader, self.act) else {
            let called = self.called(self.act);
            return Err(Box::new(messages::empty_cell(path, reader.line(), called)));
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
                self.called(self.act),
                text,
                &fault,
            )));
        };
        let text = Box::from(text);
        self.acts.insert(text, act);
        Ok(act)
    }

    fn read_scenario<R: Read>(
        &mut self,
        path: &str,
        reader: &RowReader<R>,
        table: &mut EventTable,
    ) -> RowResult<u32> {
        let Some(column) = self.scenario else {
            return Ok(NO_CELL);
        };
        let Some(text) = self.text(reader, column) else {
            // JSONL has no headings: where no row names a scenario the table is of one.
            if self.scenarios == 0 {
                return Ok(NO_CELL);
            }
            return Err(Box::new(messages::empty_cell(
                path,
                reader.line(),
                self.called(column),
            )));
        };
        // Tables are mostly of one scenario after the other.
        let (last, number) = &self.last_scenario;
        if *number != NO_CELL && last.as_slice() == text {
            return Ok(*number);
        }
        if self.scenarios == 0 && self.rows > 0 {
            let words = "this row names a scenario, and the rows above it do not";
            return Err(Box::new(messages::bad_row(path, reader.line(), words)));
        }
        let known = self.scenario_names.get(text).copied();
        let text = text.to_vec();
        let number = known.unwrap_or_else(|| {
            let number = self.scenarios;
            let name = String::from_utf8_lossy(&text).into_owned();
            table.scenarios.push(name);
            self.scenario_names
                .insert(Box::from(text.as_slice()), number);
            self.scenarios = number.saturating_add(1);
            number
        });
        self.last_scenario = (text, number);
        Ok(number)
    }

    fn read_cell<R: Read>(
        &mut self,
        path: &str,
        reader: &RowReader<R>,
        feed: usize,
        table: &mut EventTable,
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
        let name = self.called(plan.column);
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
        let number = self.cells;
        table.cells.push(value);
        self.cells = number.saturating_add(1);
        if let Some(plan) = self.feeds.get_mut(feed) {
            plan.seen.insert(key, number);
        }
        Ok(number)
    }
}
