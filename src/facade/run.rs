//! Running the scenarios of packs.

use smol_str::SmolStr;

pub use crate::case::case::Unknowns;

use super::{
    evaluate::{Found, evaluate},
    load::{Loaded, load},
    meaning::{Meaning, meanings},
    messages, run_problems,
};
use crate::{
    base::{
        date::Date,
        files::Files,
        nearest::nearest,
        span::{FileId, Span},
        threads::{in_lumps, side_by_side},
    },
    case::case::Case,
    diagnostics::{diagnostic::Diagnostic, problems::Problems},
    program::program::Program,
    record::record::RunError,
    resolve::{case::cases::Resolved, policy::Resolution},
};

/// What is to be run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The last day to look at, instead of each scenario's own.
    pub as_of: Option<Date>,
    /// Only scenarios whose title holds this; capitals count for nothing.
    pub only: Option<String>,
    /// How what is not known is taken.
    pub unknowns: Unknowns,
}

/// What came out.
#[derive(Debug)]
pub struct Outcome {
    /// What was read.
    pub loaded: Loaded,
    /// The packs that were asked for.
    pub packs: Vec<PackOutcome>,
    /// What was found wrong, in the order in which it is shown.
    pub problems: Vec<Diagnostic>,
}

/// A pack and what became of its scenarios.
#[derive(Debug)]
pub struct PackOutcome {
    /// Its name.
    pub name: SmolStr,
    /// Its policy.
    pub resolution: Resolution,
    /// Whether something of the policy is left out.
    pub incomplete: bool,
    /// Its scenarios, in the order of files and places.
    pub scenarios: Vec<ScenarioOutcome>,
}

/// A scenario and what became of it.
#[derive(Debug)]
pub struct ScenarioOutcome {
    /// Its title.
    pub title: String,
    /// The file it stands in.
    pub file: FileId,
    /// Where its head stands.
    pub span: Span,
    /// What was run and found; none where it could not be evaluated: the problems say why.
    pub ran: Option<(Case, Found)>,
}

/// How far a run has come, for whoever waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// How many scenarios are done.
    pub done: usize,
    /// How many there are.
    pub of: usize,
}

/// Runs the scenarios at these paths. Nothing that is wrong with one hides what came out of another.
pub fn run(
    files: &dyn Files,
    paths: &[String],
    options: &Options,
    progress: &mut dyn FnMut(Progress),
) -> Outcome {
    let (loaded, mut problems) = load(files, paths);
    let (meanings, found) = meanings(&loaded);
    problems.append(found);
    let wanted = options.only.as_deref().map(str::to_lowercase);
    let is_wanted = |title: &str| {
        wanted
            .as_ref()
            .is_none_or(|text| title.to_lowercase().contains(text))
    };
    let titles = || {
        meanings
            .iter()
            .flat_map(|meaning| &meaning.scenarios)
            .map(|scenario| scenario.title.as_str())
    };
    let of = titles().filter(|title| is_wanted(title)).count();
    if let Some(only) = options.only.as_deref().filter(|_| of == 0) {
        problems.push(messages::no_such_scenario(only, nearest(only, titles())));
    }
    let packs: Vec<Prepared> = meanings
        .into_iter()
        .map(|meaning| prepared(meaning, options, &is_wanted))
        .collect();
    let mut done = 0;
    let mut step = || {
        done += 1;
        progress(Progress { done, of });
    };
    let limits = loaded.limits;
    let programs = in_lumps(&packs, 1, |pack| {
        Program::of(pack.resolution.policy()).within(limits)
    });
    let work: Vec<Work<'_>> = packs
        .iter()
        .zip(&programs)
        .flat_map(|(pack, program)| pack.scenarios.iter().map(move |one| (pack, program, one)))
        .collect();
    let found = side_by_side(&work, ran, &mut step);
    let mut found = found.into_iter();
    let mut outcomes = Vec::new();
    for pack in packs {
        let (pack, told) = ended(pack, &mut found);
        problems.append(told);
        outcomes.push(pack);
    }
    Outcome {
        loaded,
        packs: outcomes,
        problems: problems.sorted(),
    }
}

/// A pack whose scenarios are still to be run.
struct Prepared {
    name: SmolStr,
    resolution: Resolution,
    incomplete: bool,
    /// The scenarios that are wanted.
    scenarios: Vec<Resolved>,
}

/// A scenario to be run, with its pack and the program of that.
type Work<'a> = (&'a Prepared, &'a Program, &'a Resolved);

/// What came of running one; nothing where it could not be read.
type Came = Option<Result<Found, Vec<RunError>>>;

fn prepared(meaning: Meaning, options: &Options, is_wanted: &dyn Fn(&str) -> bool) -> Prepared {
    let mut scenarios = meaning.scenarios;
    scenarios.retain(|scenario| is_wanted(&scenario.title));
    for case in scenarios.iter_mut().filter_map(|one| one.case.as_mut()) {
        case.unknowns = options.unknowns;
    }
    if let Some(day) = options.as_of {
        for case in scenarios.iter_mut().filter_map(|one| one.case.as_mut()) {
            case.as_of = Some(day);
            case.as_of_month = None;
        }
    }
    Prepared {
        name: meaning.name,
        resolution: meaning.resolution,
        incomplete: meaning.incomplete,
        scenarios,
    }
}

fn ran((pack, program, scenario): &Work<'_>) -> Came {
    let case = scenario.case.as_ref()?;
    Some(evaluate(pack.resolution.policy(), program, case))
}

/// Takes what came of a pack's scenarios, in their order.
fn ended(pack: Prepared, found: &mut impl Iterator<Item = Came>) -> (PackOutcome, Problems) {
    let policy = pack.resolution.policy();
    let mut problems = Problems::new();
    let mut outcomes = Vec::new();
    for scenario in pack.scenarios {
        let both = scenario.case.zip(found.next().flatten());
        let ran = both.and_then(|(case, found)| match found {
            Ok(found) => {
                for (place, error) in found.errors() {
                    let line = case
                        .expectations
                        .get(place)
                        .map_or(case.span, |line| line.span);
                    problems.push(run_problems::not_answered(policy, &case, line, error));
                }
                Some((case, found))
            }
            Err(errors) => {
                for error in &errors {
                    problems.push(run_problems::not_evaluated(policy, &case, error));
                }
                None
            }
        });
        outcomes.push(ScenarioOutcome {
            title: scenario.title,
            file: scenario.file,
            span: scenario.span,
            ran,
        });
    }
    let outcome = PackOutcome {
        name: pack.name,
        resolution: pack.resolution,
        incomplete: pack.incomplete,
        scenarios: outcomes,
    };
    (outcome, problems)
}
