//! What the meaning tests share: a policy and a scenario as text, run through the front door.

use vires::{
    base::files::MemoryFiles,
    case::case::Case,
    diagnostics::diagnostic::Severity,
    facade::run::{Options, Outcome, run},
    record::record::Record,
    words::Words,
};

/// Runs the scenarios of a pack of one policy and one file of scenarios.
pub fn outcome(policy: &str, scenarios: &str) -> Outcome {
    let files = MemoryFiles::new()
        .with("pack/rules.policy", policy)
        .with("pack/stories.scenario", scenarios);
    run(
        &files,
        &["pack".to_owned()],
        &Options::default(),
        &mut |_| {},
    )
}

/// What went wrong with a run: problems, scenarios that could not be evaluated, and expectations that were not met.
pub fn amiss(policy: &str, scenarios: &str) -> Vec<String> {
    let outcome = outcome(policy, scenarios);
    let mut amiss: Vec<String> = outcome
        .problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .map(|problem| {
            let labels: Vec<_> = problem.labels.iter().map(|label| &label.text).collect();
            format!("{}: {labels:?} {:?}", problem.message, problem.help)
        })
        .collect();
    let mut count = 0;
    for pack in &outcome.packs {
        for scenario in &pack.scenarios {
            let Some((case, found)) = &scenario.ran else {
                amiss.push(format!("`{}` was not evaluated", scenario.title));
                continue;
            };
            let words = Words::new(pack.resolution.policy())
                .of_case(case)
                .of_record(&found.record);
            for expectation in &found.expectations {
                count += 1;
                if !expectation.is_met() {
                    let text = &case.expectations[expectation.expectation].text;
                    let came = words.came_out(expectation).join("; ");
                    let title = &scenario.title;
                    amiss.push(format!("`{title}`: expected `{text}`; came out: {came}"));
                }
            }
        }
    }
    if count == 0 && amiss.is_empty() {
        amiss.push("nothing was expected".to_owned());
    }
    amiss
}

/// Every expectation of the scenarios is met, and nothing is wrong with them.
#[track_caller]
pub fn check(policy: &str, scenarios: &str) {
    let amiss = amiss(policy, scenarios);
    assert!(amiss.is_empty(), "{}", amiss.join("\n"));
}

/// The one scenario with its record.
#[track_caller]
pub fn record(policy: &str, scenario: &str) -> (Case, Record) {
    assert!(errors(policy, scenario).is_empty());
    let outcome = outcome(policy, scenario);
    let ran = outcome
        .packs
        .into_iter()
        .flat_map(|pack| pack.scenarios)
        .find_map(|scenario| scenario.ran);
    let Some((case, found)) = ran else {
        panic!("the scenario was not evaluated: {:?}", outcome.problems);
    };
    (case, found.record)
}

/// The messages of the errors of a run.
pub fn errors(policy: &str, scenario: &str) -> Vec<String> {
    outcome(policy, scenario)
        .problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .map(|problem| problem.message.clone())
        .collect()
}

#[test]
fn an_expectation_that_is_not_met_is_noticed() {
    let policy = "policy p\nkind Body\nact call()\n";
    let scenario =
        "scenario \"A call\"\ngiven\n  a is a Body\ntimeline\n  1 May 2013 a does call() as c\n";
    check(policy, &format!("{scenario}expect\n  act c is lawful\n"));
    let wrong = amiss(policy, &format!("{scenario}expect\n  act c is void\n"));
    assert_eq!(wrong.len(), 1);
}
