//! Coverage of packs: they are run, and what their scenarios make of each clause is gathered.

use super::run::{Options, Outcome, run};
use crate::{
    base::files::Files,
    diagnostics::diagnostic::Severity,
    record::coverage::Coverage,
    verify::coverage::{Gathering, Run},
};

/// What the scenarios of packs make of the clauses of their sources.
#[derive(Debug)]
pub struct Covering {
    /// The run that shows it.
    pub outcome: Outcome,
    /// What it shows.
    pub coverage: Coverage,
}

impl Covering {
    /// Whether something cannot be used as it stands: then what it should show is not shown.
    pub fn has_errors(&self) -> bool {
        let mut problems = self.outcome.problems.iter();
        problems.any(|problem| problem.severity == Severity::Error)
    }
}

/// Runs the scenarios at these paths, and gathers what they make of each clause.
pub fn coverage(files: &dyn Files, paths: &[String]) -> Covering {
    let outcome = run(files, paths, &Options::default(), &mut |_| {});
    let mut gathering = Gathering::new();
    for pack in &outcome.packs {
        let runs = pack.scenarios.iter().filter_map(|scenario| {
            let (case, found) = scenario.ran.as_ref()?;
            Some(Run {
                title: &scenario.title,
                span: scenario.span,
                case,
                record: &found.record,
                expectations: &found.expectations,
            })
        });
        gathering.pack(pack.resolution.policy(), runs);
    }
    Covering {
        coverage: gathering.finish(),
        outcome,
    }
}
