//! Running a pack over tables: one large timeline, or many small ones told apart by a column.

use std::io::{Read, Write};

use super::{
    load::{Loaded, load},
    meaning::meaning_with,
    messages, run_problems,
};
use crate::{
    base::{date::Date, files::Files},
    case::case::Case,
    diagnostics::{diagnostic::Diagnostic, problems::Problems},
    engine::run::{bulk::Row, session::Session},
    policy::policy::Policy,
    program::{program::Program, val::Val},
    record::{record::RunError, row::DutyRow},
    tables::{
        bad_rows::BadRows,
        cell::CellNames,
        duties::DutyWriter,
        events::{self, EventRow, EventTable, NO_CELL},
        rows::TableFormat,
        scenarios::{self, ScenarioRow},
    },
    tree::scenario::{ScenarioFile, ScenarioItem, TableColumns},
};

/// What is to be run over tables.
pub struct Tables<'a> {
    /// The pack.
    pub pack: String,
    /// The scenario file that holds the background: who exists, what is given, how columns are mapped.
    pub background: String,
    /// The table of events: its name, for messages and its format, and its bytes.
    pub events: (String, Box<dyn Read + 'a>),
    /// The table of scenarios, where there are several.
    pub scenarios: Option<(String, Box<dyn Read + 'a>)>,
    /// The last day to look at, instead of the background's own.
    pub as_of: Option<Date>,
    /// Whether the first row that cannot be read ends it.
    pub strict: bool,
}

/// What came of a run over tables.
#[derive(Debug, Default)]
pub struct Bulk {
    /// What was read.
    pub loaded: Loaded,
    /// How many rows of events were run.
    pub events: u64,
    /// How many rows were dated after the last day, and left out.
    pub left_out: u64,
    /// How many rows could not be read, and were left out.
    pub bad_rows: u64,
    /// How many scenarios were run.
    pub scenarios: u64,
    /// How many scenarios could not be evaluated.
    pub not_evaluated: u64,
    /// How many duty instances there are in each state, in the order of the states.
    pub duties: Vec<(&'static str, u64)>,
    /// What was found wrong.
    pub problems: Vec<Diagnostic>,
    /// Why nothing could be run at all, or the duties could not be written.
    pub failed: bool,
}

/// So many scenarios that cannot be evaluated are told one by one.
const SHOWN_FAILURES: u64 = 20;

/// Runs a pack over tables. Duties are written to `duties` as they are found, a scenario at a time: CSV or JSONL, by the
/// ending of the name that stands beside it. Rows that cannot be read are written to `errors`.
pub fn run(
    files: &dyn Files,
    tables: Tables<'_>,
    duties: Option<(&str, &mut dyn Write)>,
    errors: Option<(&str, &mut dyn Write)>,
    progress: &mut dyn FnMut(u64, u64),
) -> Bulk {
    let mut bulk = Bulk::default();
    let (loaded, mut problems) = load(files, &[tables.pack.clone(), tables.background.clone()]);
    bulk.loaded = loaded;
    let duties = duties.map(|(path, to)| (TableFormat::of_path(path), to));
    let errors = errors.map(|(path, to)| (TableFormat::of_path(path), to));
    let done = run_loaded(tables, duties, errors, progress, &mut bulk, &mut problems);
    bulk.failed = done.is_none();
    bulk.problems = problems.sorted();
    bulk
}

fn run_loaded(
    tables: Tables<'_>,
    duties: Option<(TableFormat, &mut dyn Write)>,
    errors: Option<(TableFormat, &mut dyn Write)>,
    progress: &mut dyn FnMut(u64, u64),
    bulk: &mut Bulk,
    problems: &mut Problems,
) -> Option<()> {
    let loaded = &bulk.loaded;
    let pack = *loaded.asked.first()?;
    let file = loaded.texts.by_path(&tables.background);
    let background = loaded
        .packs
        .iter()
        .flat_map(|pack| &pack.scenarios)
        .find(|(id, _)| Some(*id) == file)
        .map(|(_, tree)| tree);
    let Some(background) = background else {
        problems.push(messages::no_background(&tables.background));
        return None;
    };
    let Some((alone, columns)) = background_alone(background) else {
        problems.push(messages::no_background(&tables.background));
        return None;
    };
    let (meaning, found) = meaning_with(loaded, pack, Some((file?, &alone)))?;
    let stop = found.has_errors();
    problems.append(found);
    if stop {
        return None;
    }
    let case = meaning
        .scenarios
        .into_iter()
        .find_map(|scenario| scenario.case);
    let Some(mut case) = case else {
        problems.push(messages::no_background(&tables.background));
        return None;
    };
    if let Some(day) = tables.as_of {
        case.as_of = Some(day);
        case.as_of_month = None;
    }
    let policy = meaning.resolution.policy();
    let names = CellNames::new(policy, &case.individuals);
    let mapping = |table: &str| columns.iter().find(|one| one.table.text == table);
    let (path, from) = tables.events;
    let mut bad = BadRows::new(tables.strict, errors);
    let table = events::read(&path, from, &names, mapping("events"), &mut bad);
    let scenarios = match tables.scenarios {
        None => None,
        Some((path, from)) => Some(scenarios::read(&path, from, mapping("scenarios"), &mut bad)),
    };
    bulk.bad_rows = bad.count;
    let stopped = bad.has_stopped();
    match bad.finish() {
        Ok(told) => problems.append(told),
        Err(error) => {
            problems.push(messages::not_written(&error.to_string()));
            return None;
        }
    }
    if stopped {
        return None;
    }
    let several = scenarios.is_some() || !table.scenarios.is_empty();
    let mut writer = None;
    if let Some((format, to)) = duties {
        match DutyWriter::new(to, format, policy, several) {
            Ok(begun) => writer = Some(begun),
            Err(error) => {
                problems.push(messages::not_written(&error.to_string()));
                return None;
            }
        }
    }
    let mut tally = vec![0_u64; crate::policy::expr::StateWord::ALL.len()];
    let program = Program::of(policy);
    let jobs = jobs(&path, &table, scenarios, problems);
    let of = table.rows.len() as u64;
    let mut interned: Vec<Val> = Vec::new();
    for job in jobs {
        if let Some(day) = job.as_of {
            case.as_of = Some(day);
        }
        let ran = one(
            &program,
            policy,
            &case,
            &table,
            &job.rows,
            &mut interned,
            bulk,
            &mut |done| progress(done, of),
        );
        match ran {
            Ok(session) => {
                bulk.scenarios += 1;
                let mut count = |row: &DutyRow| {
                    let place = crate::policy::expr::StateWord::ALL
                        .iter()
                        .position(|state| *state == row.state);
                    if let Some(number) = place.and_then(|place| tally.get_mut(place)) {
                        *number += 1;
                    }
                };
                let rows = session.duty_rows().inspect(&mut count);
                match &mut writer {
                    None => rows.for_each(drop),
                    Some(writer) => {
                        if let Err(error) = writer.rows(&job.name, &case.individuals, rows) {
                            problems.push(messages::not_written(&error.to_string()));
                            return None;
                        }
                    }
                }
            }
            Err(errors) => {
                bulk.not_evaluated += 1;
                if bulk.not_evaluated <= SHOWN_FAILURES {
                    for error in &errors {
                        problems.push(run_problems::not_evaluated(policy, &case, error));
                    }
                }
            }
        }
    }
    if let Some(writer) = writer
        && let Err(error) = writer.finish()
    {
        problems.push(messages::not_written(&error.to_string()));
        return None;
    }
    let states = crate::policy::expr::StateWord::ALL
        .iter()
        .map(|state| state.word());
    bulk.duties = states
        .zip(tally)
        .filter(|(_, number)| *number > 0)
        .collect();
    Some(())
}

/// The background of a file as one scenario with nothing of its own, and how it maps columns.
fn background_alone(file: &ScenarioFile) -> Option<(ScenarioFile, Vec<TableColumns>)> {
    let background = file.items.iter().find_map(|item| match item {
        ScenarioItem::Background(background) => Some(background),
        _ => None,
    })?;
    let mut scenario = background.clone();
    scenario.title = Some(crate::tree::word::Quoted {
        text: "tables".to_owned(),
        span: background.span,
    });
    let columns = background.columns.clone();
    Some((
        ScenarioFile {
            items: vec![ScenarioItem::Scenario(scenario)],
        },
        columns,
    ))
}

/// A scenario of a table: its name, its last day, its rows.
struct Job {
    name: String,
    as_of: Option<Date>,
    rows: Vec<u32>,
}

/// The scenarios of a table, each with its rows in the order of their days, then of the file (S1).
fn jobs(
    path: &str,
    table: &EventTable,
    scenarios: Option<Vec<ScenarioRow>>,
    problems: &mut Problems,
) -> Vec<Job> {
    let mut jobs: Vec<Job> = match scenarios {
        Some(listed) => listed
            .into_iter()
            .map(|one| Job {
                name: one.name,
                as_of: one.as_of,
                rows: Vec::new(),
            })
            .collect(),
        None if table.scenarios.is_empty() => {
            vec![Job {
                name: String::new(),
                as_of: None,
                rows: Vec::with_capacity(table.rows.len()),
            }]
        }
        None => table
            .scenarios
            .iter()
            .map(|name| Job {
                name: name.clone(),
                as_of: None,
                rows: Vec::new(),
            })
            .collect(),
    };
    let places: Vec<Option<usize>> = {
        let mut by_name: rustc_hash::FxHashMap<&str, usize> = rustc_hash::FxHashMap::default();
        for (place, job) in jobs.iter().enumerate() {
            by_name.entry(job.name.as_str()).or_insert(place);
        }
        table
            .scenarios
            .iter()
            .map(|name| by_name.get(name.as_str()).copied())
            .collect()
    };
    for (name, place) in table.scenarios.iter().zip(&places) {
        if place.is_none() {
            problems.push(messages::scenario_not_listed(path, name));
        }
    }
    for (row, number) in table.rows.iter().zip(0_u32..) {
        let place = if row.scenario == NO_CELL {
            Some(0)
        } else {
            places.get(row.scenario as usize).copied().flatten()
        };
        if let Some(job) = place.and_then(|place| jobs.get_mut(place)) {
            job.rows.push(number);
        }
    }
    let day = |number: &u32| table.rows.get(*number as usize).map(|row| row.date);
    for job in &mut jobs {
        if !job.rows.is_sorted_by_key(day) {
            job.rows.sort_by_key(day);
        }
    }
    jobs
}

/// Runs one scenario of a table to its end.
#[expect(
    clippy::too_many_arguments,
    reason = "one call site, and each is a different thing"
)]
fn one<'a>(
    program: &'a Program,
    policy: &'a Policy,
    case: &'a Case,
    table: &EventTable,
    rows: &[u32],
    interned: &mut Vec<Val>,
    bulk: &mut Bulk,
    progress: &mut dyn FnMut(u64),
) -> Result<Session<'a>, Vec<RunError>> {
    let first = rows.first().and_then(|row| table.rows.get(*row as usize));
    let mut session = Session::beginning(program, policy, case, first.map(|row| row.date))?;
    // Values of a run's own pool are not another's: each session interns the cells that it meets.
    interned.clear();
    interned.resize(table.cells.len(), Val::NONE);
    let mut arguments: Vec<Val> = Vec::new();
    let mut place = case.timeline.len();
    for number in rows {
        let Some(row) = table.rows.get(*number as usize) else {
            continue;
        };
        let mut value = |session: &Session<'_>, cell: u32| -> Val {
            let Some(known) = interned.get_mut(cell as usize) else {
                return Val::NONE;
            };
            if known.is_none()
                && let Some(value) = table.cells.get(cell as usize)
            {
                *known = session.intern(value);
            }
            *known
        };
        let actor = value(&session, row.actor);
        arguments.clear();
        for cell in cells_of(policy, table, row) {
            arguments.push(value(&session, *cell));
        }
        let looked = session
            .advance_row(
                place,
                Row {
                    date: row.date,
                    act: row.act,
                    actor,
                    arguments: &arguments,
                },
            )
            .map_err(|failure| vec![*failure])?;
        place += 1;
        if looked {
            bulk.events += 1;
        } else {
            bulk.left_out += 1;
        }
        if bulk.events & 0xFFFF == 0 {
            progress(bulk.events);
        }
    }
    session.end().map_err(|failure| vec![*failure])?;
    Ok(session)
}

fn cells_of<'t>(policy: &Policy, table: &'t EventTable, row: &EventRow) -> &'t [u32] {
    let count = policy
        .acts
        .get(row.act)
        .map_or(0, |act| act.parameters.len());
    let start = row.arguments as usize;
    table.arguments.get(start..start + count).unwrap_or(&[])
}
