//! One timeline over three threads: rows are read by one, run by another, and what came of them is written by the first again,
//! in batches of which no more than a few wait. The bytes are those of a run by one thread.

use std::{
    io::{self, Read},
    sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel},
};

use super::timelines::{Ground, How, Out, Ran, Tally};
use crate::{
    base::{date::Date, threads::STACK_BYTES},
    engine::run::{session::Session, shape::ShapeId},
    policy::{expr::StateWord, policy::Policy},
    program::val::Val,
    record::row::{ActRow, DutyRow},
    tables::{
        acts::ActWriter,
        bad_rows::BadRows,
        duties::DutyWriter,
        events::{EventReader, EventTable, NO_CELL},
    },
};

/// So many rows are read before they are run.
pub(super) const BATCH: usize = 1 << 12;
/// So many rows are handed over to be written at a time: what is much larger the system is asked for anew each time.
const WRITTEN: usize = 1 << 10;
/// So many batches wait to be run, or to be written.
const WAITING: usize = 4;

/// Runs the rows of one timeline, a batch at a time.
pub(super) struct Fed<'a> {
    ground: Ground<'a>,
    streams: bool,
    acts: bool,
    session: Option<Session<'a>>,
    interned: Vec<Val>,
    latest: Date,
    ran: Ran,
    /// Whether the rest is only read: the timeline cannot be run as it is read, or its run has failed.
    state: State,
}

/// How a run of batches goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Row by row.
    Running,
    /// It has failed, and what there is to tell of it is known.
    Failed,
    /// The rows are not those of one timeline in the order of its days: another way is to be taken.
    Unfit,
}

impl<'a> Fed<'a> {
    /// A run that keeps only what can still change.
    pub(super) fn streaming(ground: Ground<'a>) -> Fed<'a> {
        Fed::new(ground, true, false)
    }

    fn new(ground: Ground<'a>, streams: bool, acts: bool) -> Fed<'a> {
        Fed {
            ground,
            streams,
            acts,
            session: None,
            interned: Vec::new(),
            latest: Date::MIN,
            ran: Ran::default(),
            state: State::Running,
        }
    }

    /// Runs the rows of a batch: its shapes and cells are those that are new in it, numbered on from those before, or `anew`.
    pub(super) fn take(&mut self, batch: &EventTable, anew: bool) {
        if anew {
            self.interned.clear();
            if let Some(session) = &mut self.session {
                session.forget_shapes();
            }
        }
        if self.state != State::Running {
            return;
        }
        if !self.streams && !self.is_fit(batch) {
            self.state = State::Unfit;
            self.session = None;
            return;
        }
        self.begin(batch.rows.first().map(|row| row.date));
        let Some(session) = &mut self.session else {
            return;
        };
        add_shapes(self.ground.policy, session, batch, &mut self.interned);
        for row in &batch.rows {
            match session.advance_shape(row.date.days(), ShapeId(row.shape)) {
                Ok(true) => self.ran.events += 1,
                Ok(false) => self.ran.left_out += 1,
                Err(failure) => {
                    self.fail(vec![*failure]);
                    return;
                }
            }
        }
        if session.is_refused() {
            self.refused();
        }
    }

    /// Whether the rows are those of one timeline that go on in the order of its days.
    fn is_fit(&mut self, batch: &EventTable) -> bool {
        batch.rows.iter().all(|row| {
            let fits = row.scenario == NO_CELL && row.date >= self.latest;
            self.latest = row.date;
            fits
        })
    }

    fn begin(&mut self, first: Option<Date>) {
        if self.session.is_some() {
            return;
        }
        let Ground {
            program,
            policy,
            case,
        } = self.ground;
        match Session::beginning(program, policy, case, first, case.as_of) {
            Ok(mut session) => {
                session.shorten(self.streams);
                if self.acts {
                    session.keep_acts();
                }
                self.session = Some(session);
            }
            Err(errors) => self.fail(errors),
        }
    }

    fn fail(&mut self, errors: Vec<crate::record::record::RunError>) {
        self.ran.not_evaluated += 1;
        self.ran.failures.push(errors);
        self.session = None;
        self.state = State::Failed;
    }

    /// Something came up that only the whole way can say: a stream ends with that, any other run is made anew.
    fn refused(&mut self) {
        if self.streams {
            self.ran.refused = true;
            self.fail(Vec::new());
        } else {
            self.session = None;
            self.state = State::Unfit;
        }
    }

    /// How many rows were run.
    pub(super) fn events(&self) -> u64 {
        self.ran.events
    }

    /// What was let go since this was asked last.
    pub(super) fn take_ended(&mut self) -> Vec<DutyRow> {
        let session = self.session.as_mut();
        session.map_or_else(Vec::new, Session::take_ended)
    }

    /// All rows have been taken.
    pub(super) fn end(&mut self) {
        if self.state != State::Running {
            return;
        }
        self.begin(None);
        let ended = self.session.as_mut().map(Session::end);
        if let Some(Err(failure)) = ended {
            self.fail(vec![*failure]);
        } else if self.session.as_ref().is_some_and(Session::is_refused) {
            self.refused();
        } else if self.session.is_some() {
            self.ran.scenarios = 1;
        }
    }

    /// What is left of duties at the end, a batch at a time, until nobody wants more.
    pub(super) fn duties(&self, mut take: impl FnMut(Vec<DutyRow>) -> bool) {
        let rows = self.session.iter().flat_map(Session::duty_rows);
        in_batches(rows, &mut take);
    }

    fn act_rows(&self, mut take: impl FnMut(Vec<ActRow>) -> bool) {
        let rows = self.session.iter().flat_map(Session::act_rows);
        in_batches(rows, &mut take);
    }

    /// What there is to tell of the run.
    pub(super) fn into_ran(self) -> Ran {
        self.ran
    }
}

fn in_batches<T>(mut rows: impl Iterator<Item = T>, take: &mut dyn FnMut(Vec<T>) -> bool) {
    loop {
        let batch: Vec<T> = rows.by_ref().take(WRITTEN).collect();
        if batch.is_empty() || !take(batch) {
            return;
        }
    }
}

/// Gives a session the shapes that are new in a batch: they are numbered as the reader numbers them.
fn add_shapes(
    policy: &Policy,
    session: &mut Session<'_>,
    table: &EventTable,
    interned: &mut Vec<Val>,
) {
    for cell in &table.cells {
        interned.push(session.intern(cell));
    }
    let value = |cell: u32| interned.get(cell as usize).copied().unwrap_or(Val::NONE);
    for shape in &table.shapes {
        let act = policy.acts.get(shape.act);
        let count = act.map_or(0, |act| act.parameters.len());
        let start = shape.arguments as usize;
        let cells = table.arguments.get(start..start + count).unwrap_or(&[]);
        let arguments: Vec<Val> = cells.iter().map(|cell| value(*cell)).collect();
        session.add_shape(shape.act, value(shape.actor), &arguments);
    }
}

/// A batch on its way to be run.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) table: EventTable,
    /// Whether its shapes and cells are numbered anew.
    pub(super) anew: bool,
}

/// What the thread that runs gives back.
enum Told {
    /// All rows as one table, and whether they were run.
    Read(Box<EventTable>, bool),
    /// Duties, and how many there are in each state.
    Duties(Vec<DutyRow>, Tally),
    /// Acts.
    Acts(Vec<ActRow>),
    /// That is all.
    Done(Box<Ran>),
}

/// The other end of a thread that runs a timeline while it is read.
pub(super) struct Beside {
    batches: SyncSender<Batch>,
    told: Receiver<Told>,
}

/// Does something beside a thread that runs what it is given; without one where it cannot be had.
pub(super) fn beside<T>(
    ground: Ground<'_>,
    acts: bool,
    work: impl FnOnce(Option<Beside>) -> T,
) -> T {
    std::thread::scope(|scope| {
        let (batches, given) = sync_channel(WAITING);
        let (tell, told) = sync_channel(WAITING);
        let thread = std::thread::Builder::new()
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, move || run(ground, acts, &given, &tell));
        work(thread.is_ok().then_some(Beside { batches, told }))
    })
}

/// What the thread does. Where nobody listens any more, it ends.
fn run(ground: Ground<'_>, acts: bool, given: &Receiver<Batch>, tell: &SyncSender<Told>) {
    let mut fed = Fed::new(ground, false, acts);
    let mut all = EventTable::default();
    for batch in given {
        fed.take(&batch.table, batch.anew);
        all.append(batch.table);
    }
    fed.end();
    let ran = fed.state != State::Unfit;
    if tell.send(Told::Read(Box::new(all), ran)).is_err() || !ran {
        return;
    }
    fed.duties(|rows| {
        let mut tally = Tally::default();
        rows.iter().for_each(|row| tally.count(row));
        tell.send(Told::Duties(rows, tally)).is_ok()
    });
    if acts {
        fed.act_rows(|rows| tell.send(Told::Acts(rows)).is_ok());
    }
    // Nobody is there to be told where this fails.
    let _ = tell.send(Told::Done(Box::new(fed.into_ran())));
}

/// A timeline that was run while it was read, and is still to be written.
pub(super) struct Waiting {
    told: Receiver<Told>,
}

impl Beside {
    /// Reads a table to its end while it is run: all of it, and its run where it could be run so.
    pub(super) fn read<R: Read>(
        self,
        reader: &mut EventReader<'_, R>,
        bad: &mut BadRows<'_>,
        progress: &mut dyn FnMut(u64),
    ) -> (EventTable, Option<Waiting>) {
        let Beside { batches, told } = self;
        let mut done = 0;
        loop {
            let mut table = EventTable::default();
            table.rows.reserve(BATCH);
            let more = reader.fill(&mut table, BATCH, bad);
            done += table.rows.len() as u64;
            let sent = batches.send(Batch { table, anew: false });
            progress(done);
            if !more || sent.is_err() {
                break;
            }
        }
        drop(batches);
        match told.recv() {
            Ok(Told::Read(all, true)) => (*all, Some(Waiting { told })),
            Ok(Told::Read(all, false)) => (*all, None),
            _ => (EventTable::default(), None),
        }
    }
}

impl Waiting {
    /// Writes what came of the run.
    ///
    /// # Errors
    /// It cannot be written.
    pub(super) fn write(self, ground: Ground<'_>, how: How, out: Out<'_>) -> io::Result<Ran> {
        let individuals = &ground.case.individuals;
        let mut duties = match (how.duties, out.duties) {
            (Some(format), Some(to)) => Some(DutyWriter::new(to, format, ground.policy, false)?),
            _ => None,
        };
        let mut acts = match (how.acts, out.acts) {
            (Some(format), Some(to)) => Some(ActWriter::new(to, format, ground.policy, false)?),
            _ => None,
        };
        let mut tally = Tally::default();
        let mut ran = Ran::default();
        for told in self.told {
            match told {
                Told::Duties(rows, counted) => {
                    tally.add(&counted);
                    if let Some(writer) = &mut duties {
                        writer.rows("", individuals, rows.into_iter())?;
                    }
                }
                Told::Acts(rows) => {
                    if let Some(writer) = &mut acts {
                        writer.rows("", individuals, rows.into_iter())?;
                    }
                }
                Told::Done(all) => ran = *all,
                Told::Read(..) => {}
            }
        }
        ran.tally = tally;
        if let Some(writer) = duties {
            writer.finish()?;
        }
        if let Some(writer) = acts {
            writer.finish()?;
        }
        Ok(ran)
    }
}

/// A thread that runs a stream: what ends is given back while more is read.
pub(super) struct Stream {
    pub(super) batches: SyncSender<Batch>,
    pub(super) ended: Receiver<Ended>,
}

/// What ended in a batch, and how many rows were run so far; at the end, what there is to tell of the run.
#[derive(Default)]
pub(super) struct Ended {
    /// The instances that were breached.
    pub(super) breached: Vec<DutyRow>,
    /// How many of all that ended there are in each state.
    pub(super) tally: Tally,
    pub(super) events: u64,
    pub(super) ran: Option<Box<Ran>>,
}

impl Ended {
    /// Counts what ended, and keeps what was breached.
    pub(super) fn of(rows: Vec<DutyRow>, events: u64) -> Ended {
        let mut tally = Tally::default();
        let mut breached = rows;
        breached.retain(|row| {
            tally.count(row);
            matches!(row.state, StateWord::Breached | StateWord::DischargedLate)
        });
        Ended {
            breached,
            tally,
            events,
            ran: None,
        }
    }
}

/// Does something beside a thread that runs a stream; without one where it cannot be had.
pub(super) fn streaming<T>(ground: Ground<'_>, work: impl FnOnce(Option<Stream>) -> T) -> T {
    std::thread::scope(|scope| {
        let (batches, given) = sync_channel(WAITING);
        // Never fuller than what is on its way: for each batch there is one answer.
        let (tell, ended) = channel();
        let thread = std::thread::Builder::new()
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, move || run_stream(ground, &given, &tell));
        work(thread.is_ok().then_some(Stream { batches, ended }))
    })
}

/// What the thread does. Where nobody listens any more, it ends.
fn run_stream(ground: Ground<'_>, given: &Receiver<Batch>, tell: &Sender<Ended>) {
    let mut fed = Fed::streaming(ground);
    for batch in given {
        fed.take(&batch.table, batch.anew);
        let ended = Ended::of(fed.take_ended(), fed.events());
        if tell.send(ended).is_err() {
            return;
        }
    }
    fed.end();
    fed.duties(|rows| tell.send(Ended::of(rows, fed.events())).is_ok());
    // Nobody is there to be told where this fails.
    let _ = tell.send(Ended {
        events: fed.events(),
        ran: Some(Box::new(fed.into_ran())),
        ..Ended::default()
    });
}
