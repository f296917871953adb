//! Why scenarios cannot be evaluated: each reason as it is told, at the line that is at fault.

use std::fmt::Write as _;

use vires::{
    base::files::MemoryFiles,
    diagnostics::style::style_fault,
    facade::run::{Options, run},
    report::{problems_text::problems_text, style::Style},
};

const POLICY: &str = r#"policy office
  in force from 1 January 2012

kind Body
kind Office is a Body {
  clerks : number
}

act open(by: date)
act spend(amount: money)
event bell(of: Office)
fact is-open(office: Office)
fact hours(office: Office): number

calendar england from 2013 to 2013 { holidays 25 December 2013 }

power open-up {
  holder  o: Office
  may     open(by: anyone)
  effect  is-open(o) begins
  effect  hours(o) becomes 7
}

power open-longer {
  holder  o: Office
  may     open(by: anyone)
  if      clerks of o more than 10
  effect  hours(o) becomes 12
}

duty answer-bell {
  bearer  o: Office
  when    bell(of: o) as ringing
  must    open(by: anyone) within 5 working days from ringing
}

decide grade(o: Office): number unique
{
  clerks of o more than 5   then 1
  clerks of o more than 3   then 2
  clerks of o is 2          then 3
}

define squared(o: Office): number
  is clerks of o * clerks of o * clerks of o * clerks of o * clerks of o

define long-after(o: Office): date
  is 9,000 years after 1 January 2013
"#;

/// A scenario and what is told of it.
fn told(lines: &str) -> String {
    let scenario = format!("scenario \"It goes wrong\"\n{lines}\n");
    let files = MemoryFiles::new()
        .with("p/office.policy", POLICY)
        .with("p/wrong.scenario", scenario.as_str());
    let outcome = run(&files, &["p".to_owned()], &Options::default(), &mut |_| {});
    let text = problems_text(&outcome.problems, &outcome.loaded.texts, Style::PLAIN);
    for problem in &outcome.problems {
        assert_eq!(style_fault(&problem.message), None, "{}", problem.message);
    }
    assert!(!text.is_empty(), "{lines}");
    format!("{scenario}\n{text}")
}

#[test]
fn two_effects_of_one_moment_disagree() {
    insta::assert_snapshot!(told(
        "given\n  o is a Office { clerks: 20 }\ntimeline\n  1 May 2013  o does open(by: 1 June 2013)\nexpect\n  is-open(o) on 2 May 2013"
    ));
}

#[test]
fn a_unique_decision_with_two_rows() {
    insta::assert_snapshot!(told(
        "  as of 1 May 2013\ngiven\n  o is a Office { clerks: 6 }\nexpect\n  grade(o) is 1"
    ));
}

#[test]
fn a_unique_decision_with_no_row() {
    insta::assert_snapshot!(told(
        "  as of 1 May 2013\ngiven\n  o is a Office { clerks: 1 }\nexpect\n  grade(o) is 1"
    ));
}

#[test]
fn a_number_past_what_can_be_held() {
    insta::assert_snapshot!(told(
        "  as of 1 May 2013\ngiven\n  o is a Office { clerks: 900,000,000 }\nexpect\n  squared(o) more than 1"
    ));
}

#[test]
fn working_days_past_the_calendar() {
    insta::assert_snapshot!(told(
        "  as of 1 May 2014\ngiven\n  o is a Office\ntimeline\n  30 December 2013  bell(of: o)"
    ));
}

#[test]
fn a_condition_that_goes_down_too_far() {
    let mut policy = POLICY.to_owned();
    for depth in 0..50 {
        let sum = " + 1".repeat(250);
        writeln!(
            policy,
            "\ndefine deep-{depth}(o: Office): number\n  is deep-{}(o){sum}",
            depth + 1
        )
        .unwrap();
    }
    policy.push_str("\ndefine deep-50(o: Office): number\n  is 1\n");
    let scenario =
        "scenario \"Deep\"\n  as of 1 May 2013\ngiven\n  o is a Office\nexpect\n  deep-0(o) is 1\n";
    let files = MemoryFiles::new()
        .with("p/office.policy", policy.as_str())
        .with("p/deep.scenario", scenario);
    let outcome = run(&files, &["p".to_owned()], &Options::default(), &mut |_| {});
    let [problem] = outcome.problems.as_slice() else {
        panic!("{:?}", outcome.problems);
    };
    insta::assert_snapshot!(format!("error {}: {}", problem.code, problem.message));
}

#[test]
fn a_date_past_the_years() {
    insta::assert_snapshot!(told(
        "  as of 1 May 2013\ngiven\n  o is a Office\nexpect\n  long-after(o) after 1 May 2013"
    ));
}
