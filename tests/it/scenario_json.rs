//! Scenarios as JSON: what is written so says the same, and what makes no sense is told.

use std::fs;

use vires::{
    base::{source_map::SourceMap, span::FileId},
    diagnostics::{diagnostic::Place, style::style_fault},
    format::same::same_but_for_spans,
    syntax::{parse::scenario::parse_scenario, split::item_starts},
    tables::{
        scenario_back::json_of_scenario, scenario_json::scenario_schema,
        scenario_text::text_of_json,
    },
    tree::scenario::ScenarioFile,
};

fn to_json(text: &str) -> (ScenarioFile, String) {
    let mut texts = SourceMap::new();
    let file = texts.add("a.scenario", text);
    texts.set_items(file, item_starts(text));
    let (tree, problems) = parse_scenario(file, text);
    assert!(problems.is_empty());
    let json = json_of_scenario(&tree, &texts);
    (tree, serde_json::to_string_pretty(&json).unwrap())
}

/// A scenario goes to JSON and back, and says the same.
fn round(path: &std::path::Path) {
    let text = fs::read_to_string(path).unwrap();
    let (tree, json) = to_json(&text);
    let (again, problems) = text_of_json("a.scenario.json", json.as_bytes());
    assert!(problems.is_empty(), "{:?}\n{json}", problems);
    let again = again.unwrap();
    let (tree_again, problems) = parse_scenario(FileId(0), &again);
    assert!(problems.is_empty(), "{:?}\n{again}", problems);
    assert!(
        same_but_for_spans(&tree, &tree_again),
        "{}\n{json}\n{again}",
        path.display()
    );
}

#[test]
fn the_scenarios_of_the_packs_go_to_json_and_back() {
    insta::glob!("../../policies", "**/*.scenario", round);
}

#[test]
fn every_form_of_line_goes_to_json_and_back() {
    insta::glob!("../data/scenario/ok", "*.scenario", round);
}

#[test]
fn the_shape_is_recorded() {
    insta::assert_snapshot!(scenario_schema());
}

#[test]
fn a_scenario_in_json_becomes_the_text_that_says_the_same() {
    let json = r#"{
      "schema": "vires.scenario/1",
      "background": { "calendar": "england", "notes": ["as \"agreed\""] },
      "scenarios": [{
        "title": "late",
        "as_of": "30 June 2013",
        "assuming": ["proposal", "other"],
        "given": [
          { "individual": { "name": "northshire", "kind": "CCG", "title": "Northshire CCG",
              "attributes": { "population": 212000, "area of practice": "north" } } },
          { "fact": { "name": "registered", "arguments": ["alice", "elm"], "dates": { "from": "2012-05-01" } } },
          { "fact": { "name": "allocation", "arguments": { "body": "northshire", "year": "2013/14" },
              "said": { "is": "£1m + £2m" }, "according_to": "the board" } },
          { "fact": { "name": "failing", "said": "holds-not" } },
          { "line": "ann holds chief-finance-officer of northshire" }
        ],
        "timeline": [
          { "date": "2013-04-05", "time": "09:30", "as": "plan",
            "what": { "act": { "by": ["northshire", "southshire"], "name": "publish",
              "arguments": { "document": "plan", "covering": ["quality", "finance"], "final": true },
              "on_behalf_of": "council", "because": "it was due" } } },
          { "date": "6 April 2013", "what": { "event": { "name": "storm" } } },
          { "date": "7 April 2013", "what": { "line": "southshire agrees to plan" } }
        ],
        "expect": ["act plan is void"],
        "ask": ["what is population of northshire"],
        "columns": [{ "table": "events", "columns": [
          { "name": "date", "from": "When" },
          { "name": "actor", "is": "northshire" },
          { "name": "act", "from": "type", "words": { "T": "publish" } }
        ] }]
      }]
    }"#;
    let (text, problems) = text_of_json("a.scenario.json", json.as_bytes());
    assert!(problems.is_empty(), "{problems:?}");
    let text = text.unwrap();
    assert!(parse_scenario(FileId(0), &text).1.is_empty(), "{text}");
    insta::assert_snapshot!(text);
}

fn faults(json: &str) -> String {
    let (_, problems) = text_of_json("a.scenario.json", json.as_bytes());
    let mut out = String::new();
    for problem in problems.sorted() {
        assert_eq!(style_fault(&problem.message), None, "{}", problem.message);
        let row = match &problem.place {
            Place::File { row: Some(row), .. } => format!(" in line {row}"),
            _ => String::new(),
        };
        out.push_str(&format!("{}{row}: {}\n", problem.code, problem.message));
    }
    out
}

#[test]
fn what_makes_no_sense_is_told() {
    let mut out = faults("{\n\"schema\": \"vires.scenario/2\"}");
    out += &faults("{\"schema\": \"vires.scenario/1\",\n \"scenario\": []}");
    out += &faults("not json");
    out += &faults(
        r#"{ "schema": "vires.scenario/1", "scenarios": [
          { "as_of": "2013-04-01" },
          { "title": "t",
            "given": [
              { "individual": { "name": "a b", "kind": "CCG" } },
              { "fact": { "name": "f", "arguments": ["a) and (b"] } },
              { "fact": { "name": "f", "arguments": ["a, b"] } },
              { "line": "a\nb" },
              { "line": "" }
            ],
            "timeline": [
              { "date": "2013-04-01", "what": { "act": { "by": [], "name": "f" } } },
              { "date": "2013-04-01", "time": "noon", "what": { "event": { "name": "f" } } }
            ],
            "columns": [{ "table": "events", "columns": [{ "name": "date" }] }]
          }
        ] }"#,
    );
    insta::assert_snapshot!(out);
}

#[test]
fn a_value_cannot_say_more_than_its_field_is_for() {
    let json = r#"{ "schema": "vires.scenario/1", "scenarios": [ { "title": "t", "given": [
        { "fact": { "name": "f", "said": { "is": "£5 from 1 April 2013" } } } ] } ] }"#;
    let (text, _) = text_of_json("a.scenario.json", json.as_bytes());
    let (_, problems) = parse_scenario(FileId(0), &text.unwrap());
    assert_eq!(problems.len(), 1);
}
