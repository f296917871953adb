//! Slips of people who write their first pack, each made in a pack that is whole: what is told of it, and the way out.

use std::fmt::Write as _;

use serde_json::Value;
use vires::{
    base::files::MemoryFiles,
    diagnostics::diagnostic::{Diagnostic, Severity},
    facade::run::{Options, Outcome, run},
};

const POLICY: &str = include_str!("../data/slips/school.policy");
const SCENARIO: &str = include_str!("../data/slips/school.scenario");
const SLIPS: &str = include_str!("../data/slips/slips.json");

fn ran(policy: &str, scenario: &str) -> Outcome {
    let files = MemoryFiles::new()
        .with("school/school.policy", policy)
        .with("school/school.scenario", scenario);
    run(
        &files,
        &["school".to_owned()],
        &Options::default(),
        &mut |_| {},
    )
}

fn errors(outcome: &Outcome) -> Vec<&Diagnostic> {
    let problems = outcome.problems.iter();
    problems
        .filter(|problem| problem.severity == Severity::Error)
        .collect()
}

#[test]
fn the_pack_itself_is_whole() {
    let outcome = ran(POLICY, SCENARIO);
    assert!(outcome.problems.is_empty(), "{:?}", outcome.problems);
}

/// What each slip is told as. One that is no fault at all is told as nothing, and stands here so that it stays so.
#[test]
fn each_slip_is_told_with_a_way_out() {
    let slips: Vec<Value> = serde_json::from_str(SLIPS).unwrap();
    assert!(slips.len() > 150);
    let mut told = String::new();
    let mut without = Vec::new();
    for slip in &slips {
        let text = |key: &str| slip[key].as_str().unwrap();
        let (old, new) = (text("old"), text("new"));
        let (mut policy, mut scenario) = (POLICY.to_owned(), SCENARIO.to_owned());
        let file = match text("file") {
            "policy" => &mut policy,
            _ => &mut scenario,
        };
        assert!(file.contains(old), "{old}");
        *file = file.replacen(old, new, 1);
        let outcome = ran(&policy, &scenario);
        writeln!(told, "{}", new.trim()).unwrap();
        let found = errors(&outcome);
        for error in &found {
            writeln!(told, "    {}: {}", error.code.id(), error.message).unwrap();
            if let Some(help) = &error.help {
                writeln!(told, "      help: {help}").unwrap();
            }
            for note in &error.notes {
                writeln!(told, "      note: {note}").unwrap();
            }
        }
        let helped = |error: &&&Diagnostic| {
            error.help.is_some() || !error.notes.is_empty() || error.code.id() != "P0201"
        };
        without.extend(
            found
                .iter()
                .filter(|error| !helped(error))
                .map(|error| format!("{}: {}", new.trim(), error.message)),
        );
    }
    insta::assert_snapshot!(told);
    assert!(
        without.len() <= 4,
        "what the grammar refuses has a way out: {without:#?}"
    );
}
