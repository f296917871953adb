//! S4.5: a duty carries power to do whatever its `must` names, what a condition wants done included, and no more.

use vires::{
    base::files::MemoryFiles,
    case::expectation::VerdictWord,
    facade::run::{Options, run},
};

const POLICY: &str = "
policy small
  powers of Board are exhaustive

kind Board, statutory
kind Person

values Topic { roads schools }

act consult(on: Topic)
act ask(who: Person, on: Topic)
act publish(on: Topic)
act hush-up(on: Topic)
act vote(on: Topic)

fact relevant(who: Person)

duty speak {
  bearer c: Board
  must   publish(on: roads) by 1 May 2020
}

duty consult-first {
  bearer c: Board
  when   c does publish(on: t) as publication
  must ensure c has done consult(on: roads) before publication and c has not done hush-up(on: t)
  must ensure no p: Person where relevant(p) and c has not done ask(who: p, on: t) before publication
}

duty vote-seldom {
  bearer c: Board
  each   financial-year y
  must have count of vote() by c during y at most 1 on end of y
}
";

/// The verdict on one act of the board.
fn verdict_on(act: &str) -> VerdictWord {
    let scenario = format!(
        "scenario \"one act\"\n\ngiven\n  board is a Board\n  ann is a Person\n\ntimeline\n  1 April 2020  board does {act}\n"
    );
    let files = MemoryFiles::new()
        .with("small/small.policy", POLICY)
        .with("small/one.scenario", scenario);
    let outcome = run(
        &files,
        &["small".to_owned()],
        &Options::default(),
        &mut |_| {},
    );
    let told: Vec<_> = outcome.problems.iter().map(|one| &one.message).collect();
    assert!(told.is_empty(), "{told:#?}");
    let (_, found) = outcome.packs[0].scenarios[0].ran.as_ref().unwrap();
    found.record.acts[0].verdict
}

#[test]
fn s4_5_what_must_be_done_may_be_done() {
    assert_ne!(verdict_on("publish(on: roads)"), VerdictWord::UltraVires);
    assert_eq!(verdict_on("publish(on: schools)"), VerdictWord::UltraVires);
}

#[test]
fn s4_5_what_a_condition_wants_done_may_be_done() {
    assert_eq!(verdict_on("consult(on: roads)"), VerdictWord::Lawful);
    assert_eq!(verdict_on("consult(on: schools)"), VerdictWord::UltraVires);
}

#[test]
fn s4_5_what_must_not_be_undone_for_anyone_may_be_done() {
    assert_eq!(
        verdict_on("ask(who: ann, on: schools)"),
        VerdictWord::Lawful
    );
}

#[test]
fn s4_5_what_a_condition_wants_undone_is_not_allowed() {
    assert_eq!(verdict_on("hush-up(on: roads)"), VerdictWord::UltraVires);
    assert_eq!(verdict_on("vote(on: roads)"), VerdictWord::UltraVires);
}
