//! Runs a policy and scenarios given as text, through the front door, for tests of what a policy means.

use vires::{
    base::files::MemoryFiles,
    diagnostics::diagnostic::{Diagnostic, Severity},
    facade::run::{Options, Outcome, run},
    words::Words,
};

/// What came out of running this policy with these scenarios.
pub fn outcome(policy: &str, scenarios: &str) -> Outcome {
    let files = MemoryFiles::default()
        .with("p/p.policy", policy)
        .with("p/p.scenario", scenarios);
    run(&files, &["p".to_owned()], &Options::default(), &mut |_| {})
}

/// Every message, in one text.
pub fn messages(outcome: &Outcome) -> String {
    let said: Vec<String> = outcome.problems.iter().map(said).collect();
    said.join("\n")
}

fn said(problem: &Diagnostic) -> String {
    format!("{problem:?}")
}

/// Every line that is expected and does not come out, with what came out instead; and how many lines are expected.
pub fn unmet(outcome: &Outcome) -> (usize, String) {
    let mut amiss = Vec::new();
    let mut lines = 0;
    for pack in &outcome.packs {
        for scenario in &pack.scenarios {
            let Some((case, found)) = &scenario.ran else {
                amiss.push(format!("{}: not run", scenario.title));
                continue;
            };
            let words = Words::new(pack.resolution.policy())
                .of_case(case)
                .of_record(&found.record);
            for expected in &found.expectations {
                lines += 1;
                for part in &expected.amiss {
                    let line = &case.expectations[expected.expectation].text;
                    amiss.push(format!(
                        "{}: `{line}`: {}; {}",
                        scenario.title,
                        words.amiss(part),
                        words.came_out(expected).join("; ")
                    ));
                }
            }
        }
    }
    (lines, amiss.join("\n"))
}

/// Runs scenarios and asks that nothing is wrong with them and that every line of theirs that is expected comes out.
#[track_caller]
pub fn met(policy: &str, scenarios: &str) {
    let outcome = outcome(policy, scenarios);
    let wrong = messages(&outcome);
    let (lines, amiss) = unmet(&outcome);
    let errors = outcome
        .problems
        .iter()
        .any(|problem| problem.severity == Severity::Error);
    assert!(
        amiss.is_empty() && lines > 0 && !errors,
        "{lines} lines\n{amiss}\n{wrong}"
    );
}
