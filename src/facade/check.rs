//! Checking packs without running them.

use super::{
    kept::{Kept, kept},
    load::{Loaded, load},
    meaning::{Meaning, meanings},
    words_of::words_of,
};
use crate::{
    base::{files::Files, threads::STACK_BYTES},
    check::{
        check::check as check_policy,
        finding::{AcceptedFinding, Usage},
        look_alikes::findings,
    },
    diagnostics::{
        diagnostic::{Diagnostic, Severity},
        problems::Problems,
    },
};

/// What checking found.
#[derive(Debug)]
pub struct Checked {
    /// What was read.
    pub loaded: Loaded,
    /// Errors and warnings, in the order in which they are shown.
    pub problems: Vec<Diagnostic>,
    /// Warnings that the policies accept.
    pub accepted: Vec<AcceptedFinding>,
    /// How many scenarios there are.
    pub scenarios: usize,
    /// By pack: what a run with `--stream` keeps.
    pub kept: Vec<Vec<Kept>>,
}

impl Checked {
    /// Whether something cannot be used as it stands.
    pub fn has_errors(&self) -> bool {
        self.has(Severity::Error)
    }

    /// Whether something is likely not meant.
    pub fn has_warnings(&self) -> bool {
        self.has(Severity::Warning)
    }

    fn has(&self, severity: Severity) -> bool {
        let mut problems = self.problems.iter();
        problems.any(|problem| problem.severity == severity)
    }
}

/// Reads, resolves and checks the packs at these paths.
pub fn check(files: &dyn Files, paths: &[String]) -> Checked {
    check_and(files, paths, |_| Vec::new())
}

/// Reads, resolves and checks packs, and says what a run of each with `--stream` keeps.
pub fn check_stream(files: &dyn Files, paths: &[String]) -> Checked {
    check_and(files, paths, |meanings| {
        meanings
            .iter()
            .map(|meaning| kept(meaning.policy()))
            .collect()
    })
}

fn check_and(
    files: &dyn Files,
    paths: &[String],
    kept: impl FnOnce(&[Meaning]) -> Vec<Vec<Kept>>,
) -> Checked {
    let (mut loaded, mut problems) = load(files, paths);
    let (meanings, found) = meanings(&loaded);
    problems.append(found);
    let trees = loaded.take_trees();
    let (accepted, warnings) = std::thread::scope(|scope| {
        // Giving millions of nodes back takes as long as a check; where no thread can be had it is done here.
        let _ = std::thread::Builder::new()
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, move || drop(trees));
        checked(&loaded, &meanings)
    });
    problems.append(warnings);
    Checked {
        problems: problems.sorted(),
        accepted,
        kept: kept(&meanings),
        scenarios: meanings.iter().map(|meaning| meaning.scenarios.len()).sum(),
        loaded,
    }
}

/// The findings in packs that could be read in whole; of others only names that look alike, which may be what is wrong.
fn checked(loaded: &Loaded, meanings: &[Meaning]) -> (Vec<AcceptedFinding>, Problems) {
    let mut accepted = Vec::new();
    let mut problems = Problems::new();
    let Some(mut usage) = usage(meanings.iter()) else {
        for meaning in meanings {
            let found = findings(&words_of(loaded, meaning.pack));
            problems.extend(found.into_iter().map(|one| one.diagnostic));
        }
        return (accepted, problems);
    };
    for meaning in meanings {
        usage.words = words_of(loaded, meaning.pack);
        usage.files.clone_from(&meaning.files);
        usage.held = meaning.held();
        let (silenced, found) = check_policy(meaning.policy(), &usage);
        accepted.extend(silenced);
        problems.append(found);
    }
    (accepted, problems)
}

/// What packs that are looked at together name; nothing unless all could be read in whole: what a part that is left out names
/// would seem to be named by nothing.
pub(super) fn usage<'a>(meanings: impl Iterator<Item = &'a Meaning> + Clone) -> Option<Usage> {
    let whole = meanings.clone().all(|meaning| {
        !meaning.incomplete
            && meaning
                .scenarios
                .iter()
                .all(|scenario| scenario.case.is_some())
    });
    whole.then(|| Usage {
        named: meanings.flat_map(Meaning::named).collect(),
        ..Usage::default()
    })
}
