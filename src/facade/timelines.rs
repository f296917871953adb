//! Runs the scenarios of a table of events: one after the other, or side by side with the same bytes out.

use std::{
    collections::BTreeMap,
    io::{self, Write},
    ops::Range,
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
};

use rustc_hash::FxHashMap;

use crate::{
    base::{date::Date, threads::STACK_BYTES},
    case::case::Case,
    diagnostics::problems::Problems,
    engine::run::{session::Session, shape::ShapeId},
    policy::{expr::StateWord, policy::Policy},
    program::{program::Program, val::Val},
    record::{record::RunError, row::DutyRow},
    tables::{
        acts::ActWriter,
        duties::DutyWriter,
        events::{EventTable, NO_CELL},
        rows::TableFormat,
        scenarios::ScenarioRow,
    },
};

use super::messages;

/// A policy, and the background that all scenarios of a table share.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) program: &'a Program,
    pub(super) policy: &'a Policy,
    pub(super) case: &'a Case,
}

/// A scenario of a table: its name, its last day, its rows.
pub(super) struct Timeline {
    name: String,
    as_of: Option<Date>,
    /// Where its rows stand in the order of all rows.
    rows: Range<usize>,
}

/// The scenarios of a table, and the order in which rows are run.
pub(super) struct Timelines {
    pub(super) each: Vec<Timeline>,
    order: Vec<u32>,
}

/// What came of running scenarios.
#[derive(Debug, Default)]
pub(super) struct Ran {
    pub(super) events: u64,
    pub(super) left_out: u64,
    pub(super) scenarios: u64,
    /// Why scenarios could not be evaluated, in their order.
    pub(super) failures: Vec<Vec<RunError>>,
    pub(super) not_evaluated: u64,
    pub(super) tally: Tally,
    /// Whether a row came that needs more than a run with `--stream` keeps.
    pub(super) refused: bool,
}

/// How many duty instances there are in each state.
#[derive(Debug, Default, Clone)]
pub(super) struct Tally([u64; StateWord::ALL.len()]);

impl Tally {
    pub(super) fn count(&mut self, row: &DutyRow) {
        if let Some(number) = self.0.get_mut(row.state as usize) {
            *number += 1;
        }
    }

    pub(super) fn add(&mut self, other: &Tally) {
        for (one, other) in self.0.iter_mut().zip(other.0) {
            *one += other;
        }
    }

    /// The states that any instance is in, in the order of the states.
    pub(super) fn states(&self) -> Vec<(&'static str, u64)> {
        StateWord::ALL
            .iter()
            .filter_map(|state| {
                let number = self.0.get(*state as usize).copied()?;
                (number > 0).then_some((state.word(), number))
            })
            .collect()
    }
}

/// The scenarios of a table, each with its rows in the order of their days, then of the file (S1).
pub(super) fn timelines(
    path: &str,
    table: &EventTable,
    scenarios: Option<Vec<ScenarioRow>>,
    problems: &mut Problems,
) -> Timelines {
    let alone = scenarios.is_none() && table.scenarios.is_empty();
    let mut each: Vec<Timeline> = match scenarios {
        Some(listed) => listed
            .into_iter()
            .map(|one| (one.name, one.as_of))
            .collect(),
        None if alone => vec![(String::new(), None)],
        None => table
            .scenarios
            .iter()
            .map(|name| (name.clone(), None))
            .collect(),
    }
    .into_iter()
    .map(|(name, as_of): (String, Option<Date>)| Timeline {
        name,
        as_of,
        rows: 0..0,
    })
    .collect();
    let places: Vec<Option<usize>> = {
        let mut by_name: FxHashMap<&str, usize> = FxHashMap::default();
        for (place, one) in each.iter().enumerate() {
            by_name.entry(one.name.as_str()).or_insert(place);
        }
        let names = table.scenarios.iter();
        names
            .map(|name| by_name.get(name.as_str()).copied())
            .collect()
    };
    for (name, place) in table.scenarios.iter().zip(&places) {
        if place.is_none() {
            problems.push(messages::scenario_not_listed(path, name));
        }
    }
    if alone && table.rows.is_sorted_by_key(|row| row.date) {
        let end = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
        if let Some(one) = each.first_mut() {
            one.rows = 0..end as usize;
        }
        let order = (0..end).collect();
        return Timelines { each, order };
    }
    let place_of = |scenario: u32| {
        if scenario == NO_CELL {
            Some(0)
        } else {
            places.get(scenario as usize).copied().flatten()
        }
    };
    // Rows are counted first, so that each scenario's stand together.
    for row in &table.rows {
        if let Some(one) = place_of(row.scenario).and_then(|place| each.get_mut(place)) {
            one.rows.end += 1;
        }
    }
    let mut start = 0;
    for one in &mut each {
        let count = one.rows.end;
        one.rows = start..start;
        start += count;
    }
    let mut order = vec![0_u32; start];
    for (row, number) in table.rows.iter().zip(0_u32..) {
        if let Some(one) = place_of(row.scenario).and_then(|place| each.get_mut(place)) {
            if let Some(entry) = order.get_mut(one.rows.end) {
                *entry = number;
            }
            one.rows.end += 1;
        }
    }
    let day = |number: &u32| table.rows.get(*number as usize).map(|row| row.date);
    for one in &each {
        if let Some(rows) = order.get_mut(one.rows.clone())
            && !rows.is_sorted_by_key(day)
        {
            rows.sort_by_key(day);
        }
    }
    Timelines { each, order }
}

impl Timelines {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.each.len()
    }

    /// Their names; empty where there is one and it has none.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.each.iter().map(|one| one.name.as_str())
    }

    /// The run of one of them, at its end, to be asked anything.
    pub(super) fn session<'a>(
        &self,
        ground: Ground<'a>,
        table: &EventTable,
        which: usize,
    ) -> Result<Session<'a>, Vec<RunError>> {
        let Some(one) = self.each.get(which) else {
            return Err(Vec::new());
        };
        let rows = self.order.get(one.rows.clone()).unwrap_or(&[]);
        let mut runner = Runner::new(ground, false);
        let mut ran = Ran::default();
        runner.try_run(table, rows, one.as_of, false, &mut ran, &mut |_| {})?;
        runner.session.ok_or_else(Vec::new)
    }
}

/// Runs scenarios one after the other over the same background.
pub(super) struct Runner<'a> {
    ground: Ground<'a>,
    /// Whether acts are kept, to be written.
    acts: bool,
    session: Option<Session<'a>>,
    /// By shape of the table: its number in the session.
    shapes: Vec<Option<ShapeId>>,
    interned: Vec<Val>,
}

impl<'a> Runner<'a> {
    fn new(ground: Ground<'a>, acts: bool) -> Runner<'a> {
        Runner {
            ground,
            acts,
            session: None,
            shapes: Vec::new(),
            interned: Vec::new(),
        }
    }

    /// Runs a scenario to its end.
    fn run(
        &mut self,
        table: &EventTable,
        rows: &[u32],
        as_of: Option<Date>,
        ran: &mut Ran,
        progress: &mut dyn FnMut(u64),
    ) -> Result<&Session<'a>, Vec<RunError>> {
        for short in [true, false] {
            let (events, left_out) = (ran.events, ran.left_out);
            if let Err(failure) = self.try_run(table, rows, as_of, short, ran, progress) {
                self.session = None;
                return Err(failure);
            }
            let refused = self.session.as_ref().is_some_and(Session::is_refused);
            if !refused {
                break;
            }
            // Something came up that only the whole way can say: the scenario is run anew.
            (ran.events, ran.left_out) = (events, left_out);
            self.session = None;
        }
        self.session.as_ref().ok_or_else(Vec::new)
    }

    fn try_run(
        &mut self,
        table: &EventTable,
        rows: &[u32],
        as_of: Option<Date>,
        short: bool,
        ran: &mut Ran,
        progress: &mut dyn FnMut(u64),
    ) -> Result<(), Vec<RunError>> {
        let first = rows.first().and_then(|row| table.rows.get(*row as usize));
        let first = first.map(|row| row.date);
        let as_of = as_of.or(self.ground.case.as_of);
        if !self
            .session
            .as_mut()
            .is_some_and(|session| session.restart(first, as_of))
        {
            let Ground {
                program,
                policy,
                case,
            } = self.ground;
            let mut session = Session::beginning(program, policy, case, first, as_of)?;
            if short {
                session.shorten(false);
            }
            if self.acts {
                session.keep_acts();
            }
            self.session = Some(session);
            self.forget();
        }
        for number in rows {
            let Some(row) = table.rows.get(*number as usize) else {
                continue;
            };
            let shape = match self.shapes.get(row.shape as usize) {
                Some(Some(known)) => *known,
                _ => self.shape(table, row.shape),
            };
            let Some(session) = &mut self.session else {
                break;
            };
            let looked = session
                .advance_shape(row.date.days(), shape)
                .map_err(|failure| vec![*failure])?;
            if looked {
                ran.events += 1;
            } else {
                ran.left_out += 1;
            }
            if ran.events & 0xFFFF == 0 {
                progress(ran.events);
            }
        }
        match &mut self.session {
            Some(session) => session.end().map_err(|failure| vec![*failure]),
            None => Ok(()),
        }
    }

    /// Values of a run's own pool are not another's: each session is given the shapes and cells that it meets.
    fn forget(&mut self) {
        self.shapes.clear();
        self.interned.clear();
    }

    fn shape(&mut self, table: &EventTable, number: u32) -> ShapeId {
        let place = number as usize;
        let (Some(session), Some(shape)) = (&mut self.session, table.shapes.get(place)) else {
            return ShapeId(u32::MAX);
        };
        self.interned.resize(table.cells.len(), Val::NONE);
        let mut value = |cell: u32| -> Val {
            let Some(known) = self.interned.get_mut(cell as usize) else {
                return Val::NONE;
            };
            if known.is_none()
                && let Some(value) = table.cells.get(cell as usize)
            {
                *known = session.intern(value);
            }
            *known
        };
        let actor = value(shape.actor);
        let act = self.ground.policy.acts.get(shape.act);
        let count = act.map_or(0, |act| act.parameters.len());
        let start = shape.arguments as usize;
        let cells = table.arguments.get(start..start + count).unwrap_or(&[]);
        let arguments: Vec<Val> = cells.iter().map(|cell| value(*cell)).collect();
        let id = session.add_shape(shape.act, actor, &arguments);
        if place >= self.shapes.len() {
            self.shapes.resize(place + 1, None);
        }
        if let Some(entry) = self.shapes.get_mut(place) {
            *entry = Some(id);
        }
        id
    }
}

/// How duties and acts are written, where they are.
#[derive(Clone, Copy)]
pub(super) struct How {
    pub(super) duties: Option<TableFormat>,
    pub(super) acts: Option<TableFormat>,
    pub(super) several: bool,
}

/// Where duties and acts are written.
#[derive(Default)]
pub(super) struct Out<'w> {
    pub(super) duties: Option<&'w mut dyn Write>,
    pub(super) acts: Option<&'w mut dyn Write>,
}

/// Tables that are being written.
struct Tables<'a, W: Write> {
    duties: Option<DutyWriter<'a, W>>,
    acts: Option<ActWriter<'a, W>>,
}

/// So many scenarios are run by one thread at a time.
const CHUNK: usize = 64;

/// Runs all scenarios, and writes their duties and acts in the order of the scenarios.
///
/// # Errors
/// They cannot be written.
pub(super) fn run_all(
    ground: Ground<'_>,
    table: &EventTable,
    timelines: &Timelines,
    (how, out): (How, Out<'_>),
    jobs: usize,
    progress: &mut dyn FnMut(u64),
) -> io::Result<Ran> {
    let chunks = timelines.each.len().div_ceil(CHUNK);
    let jobs = jobs.min(chunks);
    if jobs > 1 {
        return side_by_side(ground, table, timelines, (how, out), jobs, progress);
    }
    let mut ran = Ran::default();
    let policy = ground.policy;
    let mut tables = Tables {
        duties: match (how.duties, out.duties) {
            (Some(format), Some(to)) => Some(DutyWriter::new(to, format, policy, how.several)?),
            _ => None,
        },
        acts: match (how.acts, out.acts) {
            (Some(format), Some(to)) => Some(ActWriter::new(to, format, policy, how.several)?),
            _ => None,
        },
    };
    let mut runner = Runner::new(ground, how.acts.is_some());
    for one in &timelines.each {
        run_one(
            &mut runner,
            table,
            timelines,
            one,
            &mut tables,
            &mut ran,
            progress,
        )?;
    }
    if let Some(writer) = tables.duties {
        writer.finish()?;
    }
    if let Some(writer) = tables.acts {
        writer.finish()?;
    }
    Ok(ran)
}

fn run_one<W: Write>(
    runner: &mut Runner<'_>,
    table: &EventTable,
    timelines: &Timelines,
    one: &Timeline,
    tables: &mut Tables<'_, W>,
    ran: &mut Ran,
    progress: &mut dyn FnMut(u64),
) -> io::Result<()> {
    let rows = timelines.order.get(one.rows.clone()).unwrap_or(&[]);
    let individuals = &runner.ground.case.individuals;
    match runner.run(table, rows, one.as_of, ran, progress) {
        Ok(session) => {
            ran.scenarios += 1;
            let tally = &mut ran.tally;
            let rows = session.duty_rows().inspect(|row| tally.count(row));
            match &mut tables.duties {
                None => rows.for_each(drop),
                Some(writer) => writer.rows(&one.name, individuals, rows)?,
            }
            if let Some(writer) = &mut tables.acts {
                writer.rows(&one.name, individuals, session.act_rows())?;
            }
        }
        Err(errors) => {
            ran.not_evaluated += 1;
            ran.failures.push(errors);
        }
    }
    Ok(())
}

/// Runs scenarios on several threads: each takes the next few, and what they write is put together in order.
fn side_by_side(
    ground: Ground<'_>,
    table: &EventTable,
    timelines: &Timelines,
    (how, mut out): (How, Out<'_>),
    jobs: usize,
    progress: &mut dyn FnMut(u64),
) -> io::Result<Ran> {
    let mut all = Ran::default();
    if let (Some(format), Some(to)) = (how.duties, &mut out.duties) {
        DutyWriter::new(to, format, ground.policy, how.several)?.finish()?;
    }
    if let (Some(format), Some(to)) = (how.acts, &mut out.acts) {
        ActWriter::new(to, format, ground.policy, how.several)?.finish()?;
    }
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::sync_channel::<(usize, io::Result<Chunk>)>(jobs * 4);
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            let (sender, next) = (sender.clone(), &next);
            let work = move || {
                let mut runner = Runner::new(ground, how.acts.is_some());
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let start = number * CHUNK;
                    let end = (start + CHUNK).min(timelines.each.len());
                    let Some(chunk) = timelines.each.get(start..end).filter(|one| !one.is_empty())
                    else {
                        return;
                    };
                    let done = run_chunk(&mut runner, table, timelines, chunk, how);
                    if sender.send((number, done)).is_err() {
                        return;
                    }
                }
            };
            std::thread::Builder::new()
                .stack_size(STACK_BYTES)
                .spawn_scoped(scope, work)?;
        }
        drop(sender);
        let mut early: BTreeMap<usize, Chunk> = BTreeMap::new();
        let mut wanted = 0;
        for (number, done) in receiver {
            early.insert(number, done?);
            while let Some(Chunk { ran, duties, acts }) = early.remove(&wanted) {
                wanted += 1;
                if let Some(to) = &mut out.duties {
                    to.write_all(&duties)?;
                }
                if let Some(to) = &mut out.acts {
                    to.write_all(&acts)?;
                }
                all.events += ran.events;
                all.left_out += ran.left_out;
                all.scenarios += ran.scenarios;
                all.not_evaluated += ran.not_evaluated;
                all.failures.extend(ran.failures);
                all.tally.add(&ran.tally);
                progress(all.events);
            }
        }
        for to in [out.duties, out.acts].into_iter().flatten() {
            to.flush()?;
        }
        Ok(all)
    })
}

/// What came of a few scenarios.
struct Chunk {
    ran: Ran,
    duties: Vec<u8>,
    acts: Vec<u8>,
}

fn run_chunk(
    runner: &mut Runner<'_>,
    table: &EventTable,
    timelines: &Timelines,
    chunk: &[Timeline],
    how: How,
) -> io::Result<Chunk> {
    let mut ran = Ran::default();
    let (policy, several) = (runner.ground.policy, how.several);
    let mut tables = Tables {
        duties: how
            .duties
            .map(|format| DutyWriter::going_on(Vec::new(), format, policy, several)),
        acts: how
            .acts
            .map(|format| ActWriter::going_on(Vec::new(), format, policy, several)),
    };
    for one in chunk {
        run_one(
            runner,
            table,
            timelines,
            one,
            &mut tables,
            &mut ran,
            &mut |_| {},
        )?;
    }
    Ok(Chunk {
        ran,
        duties: tables.duties.map_or(Ok(Vec::new()), DutyWriter::finish)?,
        acts: tables.acts.map_or(Ok(Vec::new()), ActWriter::finish)?,
    })
}
