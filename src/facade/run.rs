//! Running the scenarios of packs.

use smol_str::SmolStr;

use super::{
    evaluate::{Found, evaluate},
    load::{Loaded, load},
    meaning::{Meaning, meaning},
    messages, run_problems,
    threads::side_by_side,
};
use crate::{
    base::{
        date::Date,
        files::Files,
        nearest::nearest,
        span::{FileId, Span},
    },
    case::case::Case,
    diagnostics::{diagnostic::Diagnostic, problems::Problems},
    program::program::Program,
    resolve::policy::Resolution,
};

/// What is to be run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The last day to look at, instead of each scenario's own.
    pub as_of: Option<Date>,
    /// Only scenarios whose title holds this; capitals count for nothing.
    pub only: Option<String>,
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
    let mut meanings = Vec::new();
    for pack in &loaded.asked {
        if let Some((meaning, found)) = meaning(&loaded, *pack) {
            problems.append(found);
            meanings.push(meaning);
        }
    }
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
    let mut done = 0;
    let mut packs = Vec::new();
    for meaning in meanings {
        let mut step = || {
            done += 1;
            progress(Progress { done, of });
        };
        let (pack, found) = run_pack(meaning, options, &is_wanted, &mut step);
        problems.append(found);
        packs.push(pack);
    }
    Outcome {
        loaded,
        packs,
        problems: problems.sorted(),
    }
}

fn run_pack(
    meaning: Meaning,
    options: &Options,
    is_wanted: &dyn Fn(&str) -> bool,
    step: &mut dyn FnMut(),
) -> (PackOutcome, Problems) {
    let Meaning {
        name,
        resolution,
        scenarios,
        incomplete,
        ..
    } = meaning;
    let policy = resolution.policy();
    let program = Program::of(policy);
    let mut problems = Problems::new();
    let mut outcomes = Vec::new();
    let scenarios: Vec<_> = scenarios
        .into_iter()
        .filter(|scenario| is_wanted(&scenario.title))
        .map(|mut scenario| {
            if let (Some(case), Some(day)) = (&mut scenario.case, options.as_of) {
                case.as_of = Some(day);
                case.as_of_month = None;
            }
            scenario
        })
        .collect();
    let found = side_by_side(
        &scenarios,
        |scenario| {
            let case = scenario.case.as_ref()?;
            Some(evaluate(policy, &program, case))
        },
        step,
    );
    for (scenario, found) in scenarios.into_iter().zip(found) {
        let both = scenario.case.zip(found);
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
        name,
        resolution,
        incomplete,
        scenarios: outcomes,
    };
    (outcome, problems)
}
