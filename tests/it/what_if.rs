//! What would come out otherwise: changed copies of scenarios, through the front door.

use vires::{
    base::{files::MemoryFiles, source_map::SourceMap},
    facade::what_if::{but_lines, what_if},
    report::{
        problems_text::told,
        style::Style,
        what_if_text::{WhatIfView, what_if_text},
        wire::what_if::what_if_json,
    },
};

const POLICY: &str = r#"policy grants
  in force from 1 April 2012
  powers of Council are exhaustive

source rules "Rules" {
  clause G1 "The plan comes out before the year"
  clause G2 "A council may give small grants"
  clause G3 "Whoever breaches the first rule explains it"
}

kind Council is a Body, statutory
kind Body

act publish(year: financial-year)
  "{actor} published its plan for {year}"
act give(amount: money)
  "{actor} gave {amount}"
act explain(to: Body)
  "{actor} explained itself to {to}"
fact trusted(council: Council)

board is a Body "the Board"

duty publish-plan "Publish a plan" {
  source   G1
  bearer   c: Council
  each     financial-year y
  must     publish(year: y) before start of y
}

duty explain-failure "Explain why" {
  source   G3
  bearer   c: Council
  when     publish-plan of c is breached as lapse
  must     explain(to: board) within 14 days from lapse
}

power give-grants "Give grants" {
  source   G2
  holder   c: Council
  may      give(amount: m) where m at most £10,000
  if       trusted(c)
}
"#;

const SCENARIO: &str = r#"scenario "A late plan"
  as of 30 June 2013

given
  north is a Council "North Council" from 1 March 2013
  trusted(north)

timeline
  5 April 2013   north does publish(year: 2013/14)   as late-plan
  1 May 2013     north does give(amount: £9,000)   as grant

ask
  what must north do by 30 June 2013
"#;

fn files() -> MemoryFiles {
    MemoryFiles::default()
        .with("p/p.policy", POLICY)
        .with("p/p.scenario", SCENARIO)
}

/// What is said for people where these lines change the scenario, or why nothing can be.
fn said(scenario: &str, but: &[&str]) -> String {
    let but: Vec<String> = but.iter().map(|line| (*line).to_owned()).collect();
    match what_if(&files(), &["p".to_owned()], Some(scenario), &but) {
        Ok(done) => {
            assert!(done.problems.is_empty(), "{:?}", done.problems);
            let (case, found) = &done.after;
            let view = WhatIfView::new(
                (&done.loaded.texts, &done.pack),
                (done.resolution.policy(), case, &found.record),
                (&done.title, &done.but),
                &done.differences,
                done.asked,
            );
            // What machines are told is as much.
            let json = what_if_json(&view, &done.loaded.texts);
            let json: serde_json::Value = serde_json::from_str(&json).unwrap();
            let differences = json["differences"].as_array().unwrap();
            assert_eq!(differences.len(), done.differences.len());
            what_if_text(&view, Style::PLAIN)
        }
        Err(wrong) => {
            let none = SourceMap::default();
            let texts = wrong.loaded.as_ref().map_or(&none, |loaded| &loaded.texts);
            told(&wrong.problems, texts, Style::PLAIN)
        }
    }
}

#[test]
fn an_act_on_another_day_heals_a_breach_and_what_it_brought_about() {
    insta::assert_snapshot!(said("late plan", &["late-plan on 28 March 2013"]));
}

#[test]
fn an_argument_over_the_limit_makes_an_act_void() {
    insta::assert_snapshot!(said("late plan", &["but grant with amount: £10,001"]));
}

#[test]
fn a_fact_that_ends_takes_a_power_away() {
    insta::assert_snapshot!(said("late plan", &["not trusted(north)"]));
}

#[test]
fn several_changes_in_one() {
    let both = "  late-plan on 28 March 2013\n  without grant\n  as of 30 September 2013";
    insta::assert_snapshot!(said("late plan", &[both]));
}

#[test]
fn where_nothing_differs_it_says_so() {
    insta::assert_snapshot!(said(
        "late plan",
        &["grant with amount: £8,000", "late-plan on 5 April 2013"]
    ));
}

#[test]
fn what_cannot_be_a_change_is_shown_in_its_own_words() {
    let slips = [
        said("late plna", &["without grant"]),
        said("late plan", &["without garnt"]),
        said("late plan", &["expect grant is void"]),
        said("late plan", &["grant with amuont: £8,000"]),
        said("late plan", &[" "]),
    ];
    insta::assert_snapshot!(slips.join("\n---\n"));
}

#[test]
fn a_line_may_begin_with_but_and_go_on_below() {
    let lines = but_lines(&[
        "but without grant".to_owned(),
        "but\n  late-plan with year: 2013/14,\n      year: 2014/15\n\n  trusted(north)".to_owned(),
    ]);
    let wanted = [
        "without grant",
        "late-plan with year: 2013/14, year: 2014/15",
        "trusted(north)",
    ];
    assert_eq!(lines, wanted);
}
