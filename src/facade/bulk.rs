//! Running a pack over tables: one large timeline, or many small ones told apart by a column.

use std::io::{Read, Write};

use super::{
    load::{Loaded, load},
    meaning::meaning_with,
    messages, run_problems,
    timelines::{Duties, Ground, Ran, run_all, timelines},
};
use crate::{
    base::{date::Date, files::Files},
    case::case::Case,
    diagnostics::{diagnostic::Diagnostic, problems::Problems},
    policy::policy::Policy,
    program::program::Program,
    tables::{bad_rows::BadRows, cell::CellNames, events, rows::TableFormat, scenarios},
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
    /// How many scenarios are run side by side; as many as there are cores where it is not said.
    pub jobs: Option<usize>,
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
const SHOWN_FAILURES: usize = 20;

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
    let how = |format| Duties {
        format,
        several: scenarios.is_some() || !table.scenarios.is_empty(),
    };
    let duties = duties.map(|(format, to)| (how(format), to));
    let program = Program::of(policy);
    let ground = Ground {
        program: &program,
        policy,
        case: &case,
    };
    let timelines = timelines(&path, &table, scenarios, problems);
    let of = table.rows.len() as u64;
    let jobs = tables.jobs.unwrap_or_else(|| {
        std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get)
    });
    let ran = run_all(ground, &table, &timelines, duties, jobs, &mut |done| {
        progress(done, of);
    });
    let ran = match ran {
        Ok(ran) => ran,
        Err(error) => {
            problems.push(messages::not_written(&error.to_string()));
            return None;
        }
    };
    bulk.take(&ran, policy, &case, problems);
    Some(())
}

impl Bulk {
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
