//! `vires coverage`: clause by clause, what encodes it, and which scenarios show it met and not met.

use std::{fs, path::Path, process::Command};

use serde_json::Value;

fn vires(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_vires"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap();
    (
        out.status.code().unwrap(),
        String::from_utf8(out.stdout).unwrap(),
        String::from_utf8(out.stderr).unwrap(),
    )
}

const POLICY: &str = r#"policy library "How the library lends"
  in force   from 1 January 2024
  powers of Library are exhaustive

source rules "The library's <rules>" {
  clause     L1  "Books are lent for up to £20 each"
  clause     L2  "Letters are answered within 10 days"
  clause     L3  "A report is published each year"
  clause     L4  "Readers are quiet"
  clause     L5  "Why there is a library"  not normative because "it is an aim"
  clause     L6  "The shelf is dusted"
  clause     L7  "Children's books are for children, all others for everybody"
  clause     L8  "Shelves are full"
}

kind Body
kind Library is a Body, statutory
kind Reader is a Body {
  age : number
}

act lend(to: Reader, amount: money)
act ask(of: Library)
act answer(reader: Reader)
act publish-report(year: financial-year)
act shout
act dust

power lend-books {
  source    L1
  holder    l: Library
  may       lend(to: r: Reader, amount: m)
  up to     £20 per act
}

duty answer-letters "Answer every letter" {
  source    L2
  bearer    l: Library
  when      r: Reader does ask(of: l) as letter
  must      answer(reader: r) within 10 days from letter
}

duty report {
  source    L3
  bearer    l: Library
  each      financial-year y
  must      publish-report(year: y) by end of y
}

prohibition be-quiet {
  source    L4
  bearer    r: Reader
  must not  shout
}

freedom sing {
  holder    l: Library
  may       dust()
}

kind Shelf {
  books : number
}

statement shelves-are-full "Each shelf holds a hundred books" {
  source    L8
  for       s: Shelf
  holds     books of s at least 100
}

decide shelf(r: Reader): text first {
  age of r less than 12  then "low"   source L7
  age of r at least 90   then "middle"
  otherwise              then "high"
}
"#;

const SCENARIOS: &str = r#"scenario "Lending and letters"
  as of 1 May 2024

given
  central is a Library
  ann is a Reader { age: 8 }

timeline
  2 January 2024    ann does ask(of: central) as letter
  5 January 2024    central does answer(reader: ann)
  1 April 2024      central does lend(to: ann, amount: £5)
  2 April 2024      central does lend(to: ann, amount: £35) as loan

expect
  act loan is void because L1
  shelf(ann) is "low"
  shelf(ann) is "low" because L7

scenario "A letter nobody answers"
  as of 1 May 2024

given
  central is a Library
  ann is a Reader { age: 40 }

timeline
  2 January 2024    ann does ask(of: central) as letter
  3 January 2024    ann does shout() as noise

expect
  shelf(ann) is "low" because L7
"#;

fn pack() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("library")).unwrap();
    fs::write(folder.path().join("library/library.policy"), POLICY).unwrap();
    fs::write(folder.path().join("library/library.scenario"), SCENARIOS).unwrap();
    folder
}

#[test]
fn text_says_of_each_clause_what_encodes_it_and_what_is_left_to_do() {
    let folder = pack();
    let (code, out, told) = vires(folder.path(), &["coverage", "library"]);
    assert_eq!((code, told.as_str()), (0, ""));
    insta::assert_snapshot!("coverage_text", out);
}

#[test]
fn json_names_the_scenarios_of_each_clause() {
    let folder = pack();
    let (_, out, _) = vires(folder.path(), &["coverage", "library", "--format", "json"]);
    let json: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["schema"], "vires.coverage/1");
    let clause = |id: &str| {
        let clauses = json["clauses"].as_array().unwrap();
        clauses.iter().find(|one| one["id"] == id).unwrap().clone()
    };
    let both = ["Lending and letters", "A letter nobody answers"];
    assert_eq!(clause("L1")["met_by"], serde_json::json!([both[0]]));
    assert_eq!(clause("L1")["not_met_by"], serde_json::json!([both[0]]));
    assert_eq!(clause("L2")["met_by"], serde_json::json!([both[0]]));
    assert_eq!(clause("L2")["not_met_by"], serde_json::json!([both[1]]));
    assert_eq!(clause("L5")["why_not_normative"], "it is an aim");
    // In both stories there is no shelf: nothing shows that each of them is full.
    assert_eq!(clause("L8")["met_by"], serde_json::json!([]));
    assert_eq!(clause("L6")["covered"], "not-encoded");
    // A duty that nobody did in time is not met; that it applies to a year that is not over says nothing.
    assert_eq!(clause("L3")["covered"], "only-not-met");
    // An expectation that did not come true shows nothing.
    assert_eq!(clause("L7")["met_by"], serde_json::json!([both[0]]));
    assert_eq!(clause("L7")["covered"], "only-met");
    let names = |list: &str| -> Vec<String> {
        let all = json[list].as_array().unwrap();
        all.iter()
            .map(|one| {
                format!(
                    "{} {}",
                    one["kind"].as_str().unwrap(),
                    one["name"].as_str().unwrap()
                )
            })
            .collect()
    };
    assert_eq!(names("cite_no_clause"), ["freedom sing"]);
    assert_eq!(
        names("not_reached"),
        ["freedom sing", "row 2 of shelf", "row 3 of shelf"]
    );
    insta::assert_snapshot!(
        "coverage_json",
        out.replace(env!("CARGO_PKG_VERSION"), "VERSION")
    );
}

#[test]
fn the_page_stands_alone_and_shows_text_as_text() {
    let folder = pack();
    let (code, out, _) = vires(folder.path(), &["coverage", "library", "--format", "html"]);
    assert_eq!(code, 0);
    assert!(
        out.contains("The library&#39;s &lt;rules&gt;")
            || out.contains("The library's &lt;rules&gt;")
    );
    assert!(!out.contains("<script") && !out.contains("http://") && !out.contains("https://"));
    assert!(out.contains("default-src 'none'"));
    assert!(out.contains('◐') && out.contains('●') && out.contains('○'));
}

#[test]
fn too_little_ends_with_1_and_what_cannot_be_used_with_2() {
    let folder = pack();
    let code = |arguments: &[&str]| vires(folder.path(), arguments).0;
    // 3 of 8: L1, L2, L5.
    assert_eq!(code(&["coverage", "library", "--at-least", "37"]), 0);
    assert_eq!(code(&["coverage", "library", "--at-least", "38"]), 1);
    assert_eq!(code(&["coverage", "library", "--at-least", "101"]), 2);
    fs::write(folder.path().join("library/b.policy"), "duty nothing {\n").unwrap();
    assert_eq!(code(&["coverage", "library"]), 2);
    let none = tempfile::tempdir().unwrap();
    assert_eq!(vires(none.path(), &["coverage", "."]).0, 2);
}

#[test]
fn a_pack_without_clauses_covers_nothing() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.policy"), "policy a\n\nkind Body\n").unwrap();
    let (code, out, told) = vires(folder.path(), &["coverage", "."]);
    assert_eq!((code, told.as_str()), (0, ""));
    assert_eq!(
        out,
        "no clause of a source is listed: there is nothing to cover\n"
    );
    assert_eq!(
        vires(folder.path(), &["coverage", ".", "--at-least", "1"]).0,
        1
    );
}

#[test]
fn the_page_tells_what_each_story_makes_of_a_clause() {
    let folder = pack();
    let (_, out, _) = vires(folder.path(), &["coverage", "library", "--format", "html"]);
    let said = "“Lending and letters”: used, an act outside it, expected not met";
    assert!(out.contains(said), "{out}");
    assert!(out.contains("aria-label=\"met and not met\">◐"), "{out}");
}

#[test]
fn every_clause_of_the_packs_is_covered() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (code, out, _) = vires(root, &["coverage", "policies", "--at-least", "100"]);
    assert_eq!(code, 0, "{out}");
}
