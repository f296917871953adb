//! What the text of a run says of duties that are merely pending: those due next, and how many more there are.

use std::{fmt::Write as _, fs};

use tempfile::TempDir;

use crate::cli::vires;

/// So many duties a year, each due on another day, and so many councils.
fn pack(duties: usize, councils: usize) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut policy =
        "policy p\n  in force from 1 April 2013\n\nkind Council is a Body\nkind Body\nact report(on: text)\n"
            .to_owned();
    for duty in 1..=duties {
        write!(
            policy,
            "\nduty report-{duty} {{\n  bearer  c: Council\n  each    financial-year y\n  must    report(on: \"{duty}\") within {duty} months from start of y\n}}\n"
        )
        .unwrap();
    }
    let mut scenario =
        "scenario \"Reports\"\n  as of 31 May 2013\n\ngiven\n  c-1 to c-COUNCILS are Council\n"
            .replace("COUNCILS", &councils.to_string());
    scenario.push_str("\ntimeline\n  3 April 2013  c-1 does report(on: \"2\")\n");
    fs::create_dir(folder.path().join("p")).unwrap();
    fs::write(folder.path().join("p/p.policy"), policy).unwrap();
    fs::write(folder.path().join("p/s.scenario"), scenario).unwrap();
    folder
}

#[test]
fn of_many_the_next_few_are_listed_and_the_others_counted() {
    let folder = pack(14, 2);
    let run = vires(folder.path(), &["run", "p"]);
    assert_eq!(run.code, 0, "{}", run.err);
    insta::assert_snapshot!(run.out);
}

#[test]
fn of_many_bodies_the_next_one_each() {
    let folder = pack(4, 12);
    let run = vires(folder.path(), &["run", "p"]);
    assert_eq!(run.code, 0, "{}", run.err);
    insta::assert_snapshot!(run.out);
}

#[test]
fn few_are_all_listed() {
    let folder = pack(6, 2);
    let run = vires(folder.path(), &["run", "p"]);
    assert!(!run.out.contains(" more"), "{}", run.out);
    assert_eq!(run.out.matches(" pending ").count(), 9, "{}", run.out);
}

#[test]
fn nothing_is_left_out_with_all_nor_in_json() {
    let folder = pack(14, 2);
    let all = vires(folder.path(), &["run", "p", "--all"]);
    assert!(!all.out.contains(" more"), "{}", all.out);
    assert_eq!(all.out.matches("pending  ").count(), 27, "{}", all.out);
    let json = vires(folder.path(), &["run", "p", "--format", "json"]);
    assert!(
        json.out.matches("\"pending\"").count() >= 25,
        "{}",
        json.out
    );
}
