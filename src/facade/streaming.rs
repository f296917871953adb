//! A run over a timeline of any length: rows come in the order of their days, and only what can still change is kept, with
//! counts of the rest and the breaches. Which rules keep more, and how much, is said beforehand.

use std::{
    cell::Cell,
    io::{self, Read, Write},
    rc::Rc,
};

use super::timelines::{Ground, Ran};
use crate::{
    engine::{
        duties::plain::BYTES_OF_INSTANCE,
        run::{
            bulk::{BYTES_OF_ACT, BYTES_OF_WHOLE_INSTANCE},
            session::Session,
            shape::ShapeId,
        },
    },
    policy::{expr::StateWord, policy::Policy},
    program::{norm::FormCode, plain::Keeps, program::Program, val::Val},
    record::{record::RunError, row::DutyRow},
    tables::{
        bad_rows::BadRows,
        duties::DutyWriter,
        events::{EventReader, EventTable},
        rows::TableFormat,
    },
};

/// So many rows are read before they are run.
const BATCH: usize = 1 << 12;
/// When so many shapes and cells are remembered they are forgotten, so that memory stays bounded.
const MAX_REMEMBERED: usize = 1 << 18;

/// A table whose size is known, that counts what was read of it.
pub(super) struct Counted<'a> {
    from: Box<dyn Read + 'a>,
    read: Rc<Cell<u64>>,
}

impl<'a> Counted<'a> {
    pub(super) fn new(from: Box<dyn Read + 'a>) -> (Counted<'a>, Rc<Cell<u64>>) {
        let read = Rc::new(Cell::new(0));
        let counted = Counted {
            from,
            read: Rc::clone(&read),
        };
        (counted, read)
    }
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(buffer)?;
        self.read.set(self.read.get() + read as u64);
        Ok(read)
    }
}

/// Runs the rows of one timeline as they are read. Only instances that were breached are written: those discharged late when
/// they are, the others at the end.
///
/// # Errors
/// The duties cannot be written.
pub(super) fn stream<R: Read>(
    ground: Ground<'_>,
    reader: &mut EventReader<'_, R>,
    duties: Option<(TableFormat, &mut dyn Write)>,
    bad: &mut BadRows<'_>,
    progress: &mut dyn FnMut(u64),
) -> io::Result<Ran> {
    let mut ran = Ran::default();
    let mut writer = match duties {
        None => None,
        Some((format, to)) => Some(DutyWriter::new(to, format, ground.policy, false)?),
    };
    let mut session: Option<Session<'_>> = None;
    let mut table = EventTable::default();
    let mut interned: Vec<Val> = Vec::new();
    loop {
        if reader.remembered() >= MAX_REMEMBERED {
            reader.forget();
            interned.clear();
            if let Some(session) = &mut session {
                session.forget_shapes();
            }
        }
        table.rows.clear();
        table.shapes.clear();
        table.arguments.clear();
        table.cells.clear();
        let more = reader.fill(&mut table, BATCH, bad);
        let session = match &mut session {
            Some(session) => session,
            None => {
                let first = table.rows.first().map(|row| row.date);
                let Ground {
                    program,
                    policy,
                    case,
                } = ground;
                match Session::beginning(program, policy, case, first, case.as_of) {
                    Ok(mut begun) => {
                        begun.shorten(true);
                        session.insert(begun)
                    }
                    Err(errors) => return Ok(failed(ran, errors)),
                }
            }
        };
        add_shapes(ground.policy, session, &table, &mut interned);
        for row in &table.rows {
            match session.advance_shape(row.date.days(), ShapeId(row.shape)) {
                Ok(true) => ran.events += 1,
                Ok(false) => ran.left_out += 1,
                Err(failure) => return Ok(failed(ran, vec![*failure])),
            }
        }
        if session.is_refused() {
            ran.refused = true;
            return Ok(failed(ran, Vec::new()));
        }
        progress(ran.events);
        let ended = session.take_ended();
        write(&mut writer, ground, &mut ran, ended.into_iter())?;
        if !more {
            break;
        }
    }
    if let Some(session) = &mut session {
        if let Err(failure) = session.end() {
            return Ok(failed(ran, vec![*failure]));
        }
        write(&mut writer, ground, &mut ran, session.duty_rows())?;
        ran.scenarios = 1;
    }
    if let Some(writer) = writer {
        writer.finish()?;
    }
    Ok(ran)
}

fn failed(mut ran: Ran, errors: Vec<RunError>) -> Ran {
    ran.not_evaluated += 1;
    ran.failures.push(errors);
    ran
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

fn write<W: Write>(
    writer: &mut Option<DutyWriter<'_, W>>,
    ground: Ground<'_>,
    ran: &mut Ran,
    rows: impl Iterator<Item = DutyRow>,
) -> io::Result<()> {
    let tally = &mut ran.tally;
    let breached = rows.filter(|row| {
        tally.count(row);
        matches!(row.state, StateWord::Breached | StateWord::DischargedLate)
    });
    match writer {
        None => breached.for_each(drop),
        Some(writer) => writer.rows("", &ground.case.individuals, breached)?,
    }
    Ok(())
}

/// What a rule, or an act, makes a run with `--stream` keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The rule or act, as it is written.
    pub name: String,
    /// Whether it keeps only what can still change.
    pub open_only: bool,
    /// What is kept of it, how much, and why.
    pub what: String,
}

/// What a run with `--stream` keeps for each duty and each act of a policy, in the order in which they stand.
pub fn kept(policy: &Policy) -> Vec<Kept> {
    let program = Program::of(policy);
    let norms = &program.norms;
    let mut all = Vec::new();
    for (id, norm) in policy.norms.entries() {
        let Some(code) = norms.code(id) else {
            continue;
        };
        if !matches!(code.form, FormCode::Duty(_)) {
            continue;
        }
        let whole = BYTES_OF_WHOLE_INSTANCE + 8 * code.slots as usize;
        let (open_only, what) = match norms.plain.norms.get(id.index()) {
            Some(Ok(_)) => (
                true,
                format!("its open instances alone, {BYTES_OF_INSTANCE} bytes each"),
            ),
            Some(Err(Keeps::Occasion)) => (
                false,
                format!(
                    "every instance, {whole} bytes each: it does not arise from an act of its bearer alone"
                ),
            ),
            Some(Err(why)) => (
                false,
                format!(
                    "every instance, {whole} bytes each: {}",
                    because(policy, why)
                ),
            ),
            None => continue,
        };
        all.push(Kept {
            name: norm.text.to_string(),
            open_only,
            what,
        });
    }
    for (id, act) in policy.acts.entries() {
        let place = id.index();
        if norms.plain.acts.get(place) == Some(&true) {
            continue;
        }
        let bytes = BYTES_OF_ACT + 8 * (1 + act.parameters.len());
        let why = if norms.plain.acts_kept.get(place) == Some(&true) {
            "a condition asks whether it was done"
        } else {
            "more than duties that keep nothing speak of it"
        };
        let what = if act.event { "event" } else { "act" };
        all.push(Kept {
            name: act.name.to_string(),
            open_only: false,
            what: format!("every such {what}, {bytes} bytes each: {why}"),
        });
    }
    all
}

fn because(policy: &Policy, why: &Keeps) -> String {
    let name = |norm: &crate::policy::norm::NormNameId| {
        policy
            .norm_names
            .get(*norm)
            .map_or(String::new(), |name| name.name.to_string())
    };
    match why {
        Keeps::NoDuty => "it is no duty".to_owned(),
        Keeps::Occasion => "it does not arise from an act of its bearer alone".to_owned(),
        Keeps::Conditions => {
            "it has conditions or changes that are read in the state of the moment".to_owned()
        }
        Keeps::Form => "it wants more than one act with settled arguments by a day".to_owned(),
        Keeps::Read(Some(norm)) => format!("`{}` hangs on its state", name(norm)),
        Keeps::Read(None) => "a condition asks for its state".to_owned(),
        Keeps::Act(act) => format!(
            "a condition or another rule hangs on `{}` too",
            policy.acts.get(*act).map_or("", |act| act.name.as_str())
        ),
        Keeps::Changes => "a rule of this policy changes who is bound".to_owned(),
    }
}
