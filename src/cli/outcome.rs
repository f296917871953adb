//! What came out of a run, as reports are given it: the façade knows no report, and reports know no façade.

use crate::{
    facade::run::Outcome,
    report::view::{FileHash, Ran, RunView, ScenarioState, ScenarioView},
};

/// The files that were read, with the hashes of their content.
pub fn hashes(outcome: &Outcome) -> Vec<FileHash> {
    let hashes = outcome.loaded.hashes.iter();
    hashes
        .map(|(path, sha256)| FileHash {
            path: path.clone(),
            sha256: sha256.clone(),
        })
        .collect()
}

/// What came out, as reports are given it.
pub fn view<'a>(outcome: &'a Outcome, files: &'a [FileHash]) -> RunView<'a> {
    let mut scenarios = Vec::new();
    for pack in &outcome.packs {
        for scenario in &pack.scenarios {
            let state = match &scenario.ran {
                None => ScenarioState::NotEvaluated,
                Some((case, found)) => ScenarioState::Ran(Ran {
                    policy: pack.resolution.policy(),
                    case,
                    record: &found.record,
                    expectations: &found.expectations,
                    incomplete: pack.incomplete,
                }),
            };
            scenarios.push(ScenarioView {
                pack: &pack.name,
                title: &scenario.title,
                file: scenario.file,
                span: scenario.span,
                state,
            });
        }
    }
    RunView {
        texts: &outcome.loaded.texts,
        files,
        scenarios,
        problems: &outcome.problems,
    }
}
