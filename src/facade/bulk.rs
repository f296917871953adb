//! Running a pack over tables: one large timeline, or many small ones told apart by a column.

use std::io::Write;

use super::{
    asking::{Answers, Told, ask_all},
    given::{self, Given, Table},
    load::{Loaded, load},
    meaning::meaning_with,
    messages,
    pipeline::{Beside, beside},
    run_problems,
    streaming::{Counted, stream},
    timelines::{Ground, How, Out, Ran, run_all, timelines},
};
use crate::{
    base::{date::Date, files::Files},
    case::case::Case,
    diagnostics::{
        diagnostic::{Diagnostic, Severity},
        problems::Problems,
    },
    policy::policy::Policy,
    program::program::Program,
    tables::{
        bad_rows::BadRows,
        cell::CellNames,
        events::{self, EventReader, EventTable, NO_CELL},
        questions,
        rows::TableFormat,
        scenarios,
    },
    tree::scenario::{ScenarioFile, ScenarioItem, TableColumns},
};

/// What is to be run over tables.
pub struct Tables<'a> {
    /// The pack.
    pub pack: String,
    /// The scenario file that holds the background: who exists, what is given, how columns are mapped.
    pub background: String,
    /// The table of events.
    pub events: Option<Table<'a>>,
    /// The table of scenarios, where there are several.
    pub scenarios: Option<Table<'a>>,
    /// What tables give beside the background.
    pub given: Given<'a>,
    /// The table of questions.
    pub questions: Option<Table<'a>>,
    /// The last day to look at, instead of the background's own.
    pub as_of: Option<Date>,
    /// Whether the first row that cannot be read ends it.
    pub strict: bool,
    /// How many scenarios are run side by side; as many as there are cores where it is not said.
    pub jobs: Option<usize>,
    /// Whether rows are run as they are read, and only what can still change is kept.
    pub stream: bool,
    /// How many bytes the table of events has, where that is known.
    pub size: Option<u64>,
    /// Whether every question is looked at in full, even where a quick look says the same.
    pub in_full: bool,
}

/// Where tables are written: each with the name that says its format.
#[derive(Default)]
pub struct Outs<'w> {
    /// Duty instances, as they are found, a scenario at a time.
    pub duties: Option<(&'w str, &'w mut dyn Write)>,
    /// Acts, a scenario at a time.
    pub acts: Option<(&'w str, &'w mut dyn Write)>,
    /// Answers to questions.
    pub answers: Option<(&'w str, &'w mut dyn Write)>,
    /// Rows that cannot be read.
    pub errors: Option<(&'w str, &'w mut dyn Write)>,
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
    /// How many questions were asked, and answered; none where there is no table of questions.
    pub answered: Option<u64>,
    /// How many questions were answered with no, or with nobody.
    pub refused: u64,
    /// How many questions `may …` were answered with what.
    pub answers: Vec<(&'static str, u64)>,
    /// What was found wrong.
    pub problems: Vec<Diagnostic>,
    /// Why nothing could be run at all, or the duties could not be written.
    pub failed: bool,
}

/// So many scenarios that cannot be evaluated are told one by one.
const SHOWN_FAILURES: usize = 20;

/// Runs a pack over tables, and writes what is wanted of it: CSV or JSONL, by the endings of the names.
pub fn run(
    files: &dyn Files,
    tables: Tables<'_>,
    outs: Outs<'_>,
    progress: &mut dyn FnMut(u64, u64),
) -> Bulk {
    let mut bulk = Bulk::default();
    let (loaded, mut problems) = load(files, &[tables.pack.clone(), tables.background.clone()]);
    bulk.loaded = loaded;
    let done = run_loaded(tables, outs, progress, &mut bulk, &mut problems);
    bulk.failed = done.is_none();
    bulk.problems = problems.sorted();
    bulk
}

fn run_loaded(
    tables: Tables<'_>,
    outs: Outs<'_>,
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
    let format = |path: &str| TableFormat::of_path(path);
    let errors = outs.errors.map(|(path, to)| (format(path), to));
    let mut bad = BadRows::new(tables.strict, errors);
    given::add(&mut case, policy, tables.given, &columns, &mut bad);
    let names = CellNames::new(policy, &case.individuals);
    let mapping = |table: &str| columns.iter().find(|one| one.table.text == table);
    let program = Program::of(policy).within(meaning.limits);
    let ground = Ground {
        program: &program,
        policy,
        case: &case,
    };
    let jobs = tables.jobs.unwrap_or_else(|| {
        std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get)
    });
    let mut events = tables.events;
    if tables.stream
        && let Some((path, from)) = events.take()
    {
        let (from, read) = Counted::new(from);
        let reader = EventReader::new(&path, from, &names, mapping("events"), &mut bad);
        let Some(reader) = reader else {
            bulk.told(bad, problems);
            return None;
        };
        let duties = outs.duties.map(|(path, to)| (format(path), to));
        let ran = stream(
            ground,
            &mut reader.in_order(),
            duties,
            jobs,
            &mut bad,
            &mut |done| progress(done, estimated(done, tables.size, read.get())),
        );
        if !bulk.told(bad, problems)? {
            return None;
        }
        if ran.as_ref().is_ok_and(|ran| ran.refused) {
            problems.push(messages::cannot_stream(&path));
        }
        return match ran {
            Ok(ran) => {
                bulk.take(&ran, policy, &case, problems);
                Some(())
            }
            Err(error) => {
                problems.push(messages::not_written(&error.to_string()));
                None
            }
        };
    }
    let rest = Rest {
        ground,
        names: &names,
        columns: &columns,
        events,
        questions: tables.questions,
        scenarios: tables.scenarios,
        size: tables.size,
        jobs,
        in_full: tables.in_full,
        duties: outs.duties,
        acts: outs.acts,
        answers: outs.answers,
    };
    if jobs > 1 && rest.events.is_some() && rest.scenarios.is_none() {
        let acts = rest.acts.is_some();
        return beside(ground, acts, |thread| {
            run_rest(rest, thread, bad, progress, bulk, problems)
        });
    }
    run_rest(rest, None, bad, progress, bulk, problems)
}

/// How many rows a table has in all, where so many of its bytes hold so many; 0 where that cannot be known.
fn estimated(rows: u64, size: Option<u64>, read: u64) -> u64 {
    match size {
        Some(size) if read > 0 => rows.saturating_mul(size) / read,
        _ => 0,
    }
}

/// What is still to be read, run and written of a run over tables.
struct Rest<'t, 'a, 'w> {
    ground: Ground<'t>,
    names: &'t CellNames<'t>,
    columns: &'t [TableColumns],
    events: Option<Table<'a>>,
    questions: Option<Table<'a>>,
    scenarios: Option<Table<'a>>,
    size: Option<u64>,
    jobs: usize,
    in_full: bool,
    duties: Option<(&'w str, &'w mut dyn Write)>,
    acts: Option<(&'w str, &'w mut dyn Write)>,
    answers: Option<(&'w str, &'w mut dyn Write)>,
}

/// Runs what is not a stream: one timeline beside the thread that reads it, where there is another, or when all has been read.
fn run_rest(
    rest: Rest<'_, '_, '_>,
    thread: Option<Beside>,
    mut bad: BadRows<'_>,
    progress: &mut dyn FnMut(u64, u64),
    bulk: &mut Bulk,
    problems: &mut Problems,
) -> Option<()> {
    let Ground { policy, case, .. } = rest.ground;
    let (ground, names) = (rest.ground, rest.names);
    let mapping = |table: &str| rest.columns.iter().find(|one| one.table.text == table);
    let format = |path: &str| TableFormat::of_path(path);
    let tables_have_events = rest.events.is_some();
    let (path, table, waiting) = match (rest.events, thread) {
        (None, _) => (String::new(), EventTable::default(), None),
        (Some((path, from)), None) => {
            let table = events::read(&path, from, names, mapping("events"), &mut bad);
            (path, table, None)
        }
        (Some((path, from)), Some(thread)) => {
            let (from, read) = Counted::new(from);
            let reader = EventReader::new(&path, from, names, mapping("events"), &mut bad);
            let (table, waiting) = match reader {
                None => (EventTable::default(), None),
                Some(mut reader) => thread.read(&mut reader, &mut bad, &mut |done| {
                    progress(done, estimated(done, rest.size, read.get()));
                }),
            };
            (path, table, waiting)
        }
    };
    let questions = rest.questions.map(|(path, from)| {
        let table = questions::read(&path, from, names, mapping("questions"), &mut bad);
        (path, table)
    });
    let scenarios = rest
        .scenarios
        .map(|(path, from)| scenarios::read(&path, from, mapping("scenarios"), &mut bad));
    if !bulk.told(bad, problems)? {
        return None;
    }
    let runs = tables_have_events || rest.duties.is_some() || rest.acts.is_some();
    let how = How {
        duties: rest.duties.as_ref().map(|(path, _)| format(path)),
        acts: rest.acts.as_ref().map(|(path, _)| format(path)),
        several: scenarios.is_some() || !table.scenarios.is_empty(),
    };
    let out = Out {
        duties: rest.duties.map(|(_, to)| to),
        acts: rest.acts.map(|(_, to)| to),
    };
    let several = scenarios.as_ref().is_some_and(|listed| listed.len() > 1);
    if several && table.rows.iter().any(|row| row.scenario == NO_CELL) {
        problems.push(messages::events_of_no_scenario(&path));
        return None;
    }
    let timelines = timelines(&path, &table, scenarios, problems);
    let of = table.rows.len() as u64;
    let done = (|| {
        if runs || questions.is_none() {
            let ran = match waiting {
                Some(waiting) => waiting.write(ground, how, out)?,
                None => run_all(
                    ground,
                    &table,
                    &timelines,
                    (how, out),
                    rest.jobs,
                    &mut |done| progress(done, of),
                )?,
            };
            bulk.take(&ran, policy, case, problems);
        }
        if let Some((path, questions)) = &questions {
            let answers = rest.answers.map(|(path, to)| Answers {
                format: format(path),
                to,
            });
            let of = questions.rows.len() as u64;
            let told = ask_all(
                ground,
                &table,
                &timelines,
                (path, questions),
                answers,
                !rest.in_full,
                problems,
                &mut |done| progress(done, of),
            )?;
            bulk.take_answers(told, policy, case, problems);
        }
        Ok::<(), std::io::Error>(())
    })();
    if let Err(error) = done {
        problems.push(messages::not_written(&error.to_string()));
        return None;
    }
    Some(())
}

impl Bulk {
    /// Whether something that was given could not be used: what came out is not all of it.
    pub fn has_errors(&self) -> bool {
        let in_error = |problem: &Diagnostic| problem.severity == Severity::Error;
        self.problems.iter().any(in_error)
    }

    /// Takes in what was told of rows that cannot be read: whether the run goes on all the same. None where it could not be
    /// written.
    fn told(&mut self, bad: BadRows<'_>, problems: &mut Problems) -> Option<bool> {
        self.bad_rows = bad.count;
        let stopped = bad.has_stopped() || bad.unusable;
        match bad.finish() {
            Ok(told) => problems.append(told),
            Err(error) => {
                problems.push(messages::not_written(&error.to_string()));
                return None;
            }
        }
        Some(!stopped)
    }

    fn take_answers(&mut self, told: Told, policy: &Policy, case: &Case, problems: &mut Problems) {
        self.answered = Some(told.answered);
        self.refused = told.refused;
        self.answers = told.sorts;
        self.not_evaluated += told.failures.len() as u64;
        for error in told.failures.iter().take(SHOWN_FAILURES).flatten() {
            problems.push(run_problems::not_evaluated(policy, case, error));
        }
    }

    fn take(&mut self, ran: &Ran, policy: &Policy, case: &Case, problems: &mut Problems) {
        self.events = ran.events;
        self.left_out = ran.left_out;
        self.scenarios = ran.scenarios;
        self.not_evaluated = ran.not_evaluated;
        self.duties = ran.tally.states();
        for errors in ran.failures.iter().take(SHOWN_FAILURES) {
            for error in errors {
                problems.push(run_problems::not_evaluated(policy, case, error));
            }
        }
    }
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
