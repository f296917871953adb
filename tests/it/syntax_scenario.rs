//! Scenarios as files: what is right gives a tree, what is wrong gives messages, and each is recorded.

use std::fs;

use vires::{
    base::span::FileId,
    syntax::{dump, parse::scenario::parse_scenario},
    tree::scenario::{AskLine, ExpectKind, GivenKind, HappeningKind, Question, ScenarioItem},
};

use crate::syntax_files::show_problems;

#[test]
fn right_scenarios_give_trees() {
    insta::glob!("../data/scenario/ok", "*.scenario", |path| {
        let text = fs::read_to_string(path).unwrap();
        let (tree, problems) = parse_scenario(FileId(0), &text);
        assert!(problems.is_empty(), "{}", show_problems(&text, problems));
        insta::assert_snapshot!(dump::nodes(&tree.items));
    });
}

#[test]
fn wrong_scenarios_give_messages() {
    insta::glob!("../data/scenario/err", "*.scenario", |path| {
        let text = fs::read_to_string(path).unwrap();
        let (_, problems) = parse_scenario(FileId(0), &text);
        assert!(problems.has_errors());
        insta::assert_snapshot!(format!(
            "SOURCE\n{text}\nERROR\n{}",
            show_problems(&text, problems)
        ));
    });
}

#[test]
fn three_bad_lines_give_three_errors_and_the_others_stay() {
    let text = "\
scenario \"s\"

given
  alice is a Person
  alice hold finance of north
  bob is a Person

timeline
  1 April 2013  alice doe publish(document: plan)
  2 April 2013  alice does publish(document: plan)

ask
  what must alice be
  what is age of alice
";
    let (tree, problems) = parse_scenario(FileId(0), text);
    assert_eq!(problems.len(), 3, "{}", show_problems(text, problems));
    let [ScenarioItem::Scenario(scenario)] = tree.items.as_slice() else {
        panic!("one scenario");
    };
    let bad = scenario
        .given
        .iter()
        .map(|line| line.kind == GivenKind::Bad);
    assert_eq!(bad.collect::<Vec<_>>(), [false, true, false]);
    let bad = scenario
        .timeline
        .iter()
        .map(|line| line.kind == HappeningKind::Bad);
    assert_eq!(bad.collect::<Vec<_>>(), [true, false]);
    let bad = |line: &AskLine| line.question == Question::Bad;
    assert_eq!(
        scenario.ask.iter().map(bad).collect::<Vec<_>>(),
        [true, false]
    );
}

#[test]
fn a_broken_head_keeps_its_sections() {
    let (tree, problems) = parse_scenario(FileId(0), "scenario\n\nexpect\n  nothing is breached\n");
    assert_eq!(problems.len(), 1);
    let [ScenarioItem::Scenario(scenario)] = tree.items.as_slice() else {
        panic!("one scenario");
    };
    assert!(matches!(
        scenario.expect[0].kind,
        ExpectKind::Nothing { beyond: false, .. }
    ));
}

#[test]
fn the_scenarios_of_the_packs_can_be_read() {
    insta::glob!("../../policies", "**/*.scenario", |path| {
        let text = fs::read_to_string(path).unwrap();
        let (_, problems) = parse_scenario(FileId(0), &text);
        assert!(
            problems.is_empty(),
            "{}\n{}",
            path.display(),
            show_problems(&text, problems)
        );
    });
}

/// Other lines that speak of it are then not in error too.
#[test]
fn a_line_that_cannot_be_read_keeps_its_label() {
    let text = "scenario \"s\"\n\ntimeline\n  1 May 2013  ann, acting as chair, does pay(amount: 3m) as payment\n";
    let (tree, problems) = parse_scenario(FileId(0), text);
    assert!(problems.has_errors());
    let ScenarioItem::Scenario(scenario) = &tree.items[0] else {
        panic!("it is a scenario");
    };
    let line = &scenario.timeline[0];
    assert!(matches!(line.kind, HappeningKind::Bad));
    let label = line.label.as_ref().map(|label| label.text.as_str());
    assert_eq!(label, Some("payment"));
}
