//! `vires repl` through a pipe.

use std::fs;

use crate::cli::{Done, fed, vires, with_grants};

const START: &str = "\
hilltop is a Council \"Hilltop Council\"
choir is an Applicant \"the Choir\"
1 May 2024 choir does apply(to: hilltop, amount: £800) as app
as of 10 May 2024
";

fn talk(arguments: &[&str], lines: &str) -> Done {
    let folder = with_grants();
    let mut all = vec!["repl", "grants"];
    all.extend(arguments);
    fed(folder.path(), &all, lines)
}

#[test]
fn a_session_grows_and_says_what_came_of_each_line() {
    let done = talk(
        &[],
        &format!("{START}as of 30 June 2024\nundo\nundo\nundo\nduties\n"),
    );
    assert_eq!((done.code, done.err.as_str()), (0, ""), "{}", done.out);
    let told = [
        "lawful  1 May 2024  the Choir applied to Hilltop Council for £800",
        "breached  30 May 2024  Hilltop Council  Answer every application",
        "taken back: as of 30 June 2024",
        "pending  due 29 May 2024  Hilltop Council  Answer every application",
        "taken back: 1 May 2024 choir does apply",
    ];
    let mut rest = done.out.as_str();
    for part in told {
        let found = rest.find(part);
        assert!(found.is_some(), "`{part}` in its order in\n{}", done.out);
        rest = &rest[found.unwrap()..];
    }
}

#[test]
fn a_bad_line_is_told_and_not_kept() {
    let done = talk(
        &[],
        &format!("{START}5 May 2024 hilltop does give-grnt(to: choir)\nnonsense(\nshow\n"),
    );
    assert_eq!(done.code, 2);
    assert!(
        done.err.contains("did you mean `give-grant`?"),
        "{}",
        done.err
    );
    assert_eq!(done.err.matches("the line is not kept").count(), 2);
    assert!(!done.out.contains("give-grnt") && !done.out.contains("nonsense"));
    assert!(done.out.ends_with(
        "\ntimeline\n  1 May 2024 choir does apply(to: hilltop, amount: £800) as app\n"
    ));
}

#[test]
fn questions_and_explanations_change_nothing() {
    let lines = "may hilltop give-grant(to: choir, amount: £6,000) on 5 May 2024\n\
        5 May 2024 hilltop does give-grant(to: choir, amount: £6,000) as g\n\
        explain g\nexplain answer-applications\nexplain no-such-thing\nundo\nundo\n";
    let done = talk(&[], &format!("{START}{lines}"));
    assert_eq!(done.code, 2, "what cannot be explained is told");
    assert!(done.err.contains("no-such-thing"), "{}", done.err);
    assert!(
        done.out
            .contains("£6,000 is over the limit of \"Give grants\", £5,000")
    );
    assert!(done.out.contains("It is void"), "{}", done.out);
    assert!(
        done.out
            .contains("28 days from 1 May 2024, not counting it")
    );
    // The question was no line of the session: the second `undo` takes the clock back.
    assert!(done.out.contains("taken back: as of 10 May 2024"));
}

#[test]
fn a_session_starts_from_a_scenario_and_is_saved() {
    let folder = with_grants();
    let lines = "without mill-grant\nshow\nsave what-if\nsave what-if\n";
    let done = fed(folder.path(), &["repl", "grants", "one too many"], lines);
    assert_eq!(done.code, 2, "it writes over nothing");
    assert!(done.err.contains("it is there already"), "{}", done.err);
    assert!(
        done.out
            .contains(" like \"A grant, and one too many\"\n\nbut\n  without mill-grant\n")
    );
    let saved = folder.path().join("what-if.scenario");
    assert!(saved.is_file());
    fs::remove_file(folder.path().join("grants/grants.scenario")).unwrap();
    fs::rename(saved, folder.path().join("grants/what-if.scenario")).unwrap();
    let run = vires(folder.path(), &["run", "grants", "--only", "session"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.contains("0 void acts"), "{}", run.out);
}

#[test]
fn a_session_needs_one_pack() {
    let folder = with_grants();
    assert_eq!(vires(folder.path(), &["new", "more/one"]).code, 0);
    assert_eq!(vires(folder.path(), &["new", "more/two"]).code, 0);
    let done = vires(folder.path(), &["repl", "more"]);
    assert_eq!(done.code, 2);
    assert!(
        done.err
            .contains("a session needs one pack, and here are 2")
    );
    assert_eq!(vires(folder.path(), &["repl", "nowhere"]).code, 2);
}
