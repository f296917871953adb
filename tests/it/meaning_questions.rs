//! Questions and their answers: who may, may X, what may, what must, what falls, what is.

use vires::{
    record::{answer::Answer, reason::Fault},
    words::Words,
};

use crate::meaning::{check, outcome};

const POLICY: &str = r#"
policy asking
  powers of StatutoryBody are exhaustive
  in force from 1 October 2012

kind Body
kind StatutoryBody is a Body, statutory
kind Group is a StatutoryBody
kind Person
kind Project
north is a Group

functions { buying { contracts }  writing { plans }  rules }
act approve-contract(amount: money, project: Project) under contracts
act publish(year: financial-year) under plans
act change-rules() under rules

fact trained(p: Person)
fact enabled(g: Group)

power buy {
  holder g: Group
  may    approve-contract(amount: anything, project: anything)
}
power rule {
  holder g: Group
  may    change-rules()
}
duty publish-plan {
  bearer g: Group
  each   financial-year y
  must   publish(year: y) before start of y
}

office chief of Group
office finance-chief of Group
office director of Group
committee members of Group

delegation to-persons {
  from           g: Group
  to             p: Person
  of             writing
  sub-delegation permitted
}

scheme operational of north in force from 1 April 2013 {
  | matter           | amount                        | who                                   | counted     | sub-delegation | if             |
  | approve-contract | over £250,000, up to £500,000 | chief and finance-chief               | per project |                |                |
  | approve-contract | over £100,000, up to £250,000 | director and (chief or finance-chief) | per project |                |                |
  | approve-contract | up to £100,000                | director                              | per project | permitted once | trained(actor) |
  reserved rules to members
}
"#;

const GIVEN: &str = r#"
background
given
  ann is a Person
  bob is a Person
  cat is a Person
  dee is a Person
  fay is a Person
  p1 is a Project
  ann holds chief of north
  bob holds finance-chief of north
  cat holds director of north
  trained(cat)
  trained(dee)
"#;

#[track_caller]
fn stories(scenarios: &str) {
    check(POLICY, &format!("{GIVEN}{scenarios}"));
}

/// The answers of a scenario in words, and as data.
#[track_caller]
fn answers(scenario: &str) -> Vec<(Answer, Vec<String>)> {
    let outcome = outcome(POLICY, &format!("{GIVEN}{scenario}"));
    let pack = outcome.packs.first().unwrap();
    let ran = pack.scenarios.iter().find_map(|one| one.ran.as_ref());
    let Some((case, found)) = ran else {
        panic!("{:?}", outcome.problems);
    };
    let words = Words::new(pack.resolution.policy())
        .of_case(case)
        .of_record(&found.record);
    let answers = found.record.answers.iter();
    answers
        .map(|answer| (answer.clone(), words.answer(answer)))
        .collect()
}

#[test]
fn who_may_at_each_end_of_a_band() {
    stories(
        r#"
scenario "The rows"
  as of 1 May 2013
expect
  who may approve-contract(amount: £100,000, project: p1) for north is {cat}
  who may approve-contract(amount: £100,000.01, project: p1) for north is {cat, ann, bob}
  who may approve-contract(amount: £250,001, project: p1) for north is {ann, bob}
  who may approve-contract(amount: £500,001, project: p1) for north is {}
  who may approve-contract(amount: £1, project: p1) for north on 31 March 2013 is {}
  who may change-rules() for north is members of north
  who may approve-contract(amount: £1, project: p1) is north

scenario "What was counted already"
timeline
  1 May 2013  cat does approve-contract(amount: £60,000, project: p1)
expect
  who may approve-contract(amount: £40,000, project: p1) for north is {cat}
  who may approve-contract(amount: £40,001, project: p1) for north is {cat, ann, bob}

scenario "A condition, and a deputy"
given
  dee acts as director of north
timeline
  30 April 2013  trained(cat) ends
expect
  who may approve-contract(amount: £1, project: p1) for north is {dee}

scenario "Links too"
timeline
  1 May 2013  north delegates plans to fay as link
  2 May 2013  cat, acting as director, delegates contracts to dee
expect
  who may publish(year: 2014/15) for north is {fay}
  who may approve-contract(amount: £1, project: p1) for north is {cat, dee}
"#,
    );
}

#[test]
fn who_may_gives_the_lowest_first_and_says_why_nobody_may() {
    let found = answers(
        r#"
scenario "Asked"
  as of 1 May 2013
ask
  who may approve-contract(project: p1) for north
  who may approve-contract(amount: £900,000, project: p1) for north
"#,
    );
    let [
        (Answer::WhoMay { ways, .. }, _),
        (
            Answer::WhoMay {
                ways: none, faults, ..
            },
            nobody,
        ),
    ] = found.as_slice()
    else {
        panic!("{found:?}");
    };
    let rows: Vec<_> = ways.iter().map(|way| way.row.unwrap().1).collect();
    assert_eq!(rows, [2, 1, 1, 0]);
    assert!(none.is_empty());
    assert!(
        matches!(faults.as_slice(), [Fault::NoRow { .. }]),
        "{faults:?}"
    );
    assert_eq!(nobody.first().unwrap(), "nobody may");
}

#[test]
fn one_who_holds_both_offices_cannot_sign_for_both() {
    stories(
        r#"
scenario "One person in two offices"
given
  cat holds chief of north
timeline
  30 April 2013  ann leaves chief of north
expect
  who may approve-contract(amount: £200,000, project: p1) for north is {cat, bob}

scenario "And nobody else"
given
  cat holds chief of north
timeline
  30 April 2013  ann leaves chief of north
  30 April 2013  bob leaves finance-chief of north
  30 April 2013  cat holds finance-chief of north
expect
  who may approve-contract(amount: £200,000, project: p1) for north is {}
"#,
    );
}

#[test]
fn may_and_up_to_what() {
    let found = answers(
        r#"
scenario "Asked"
  as of 1 May 2013
given
  north delegates contracts to fay up to £10,000 per act with sub-delegation permitted as upper
  fay delegates contracts to dee up to £20,000 per act as lower
  as of 1 May 2013
ask
  may fay approve-contract(project: p1) on behalf of north
"#
        .replace("  as of 1 May 2013\n", "")
        .replace(
            "scenario \"Asked\"\n",
            "scenario \"Asked\"\n  as of 1 May 2013\n",
        )
        .as_str(),
    );
    assert_eq!(found[0].1.first().unwrap(), "yes, up to £10,000");
    let found = answers(
        r#"
scenario "Asked"
  as of 1 May 2013
ask
  may cat approve-contract(project: p1) on behalf of north
  may bob approve-contract(amount: £1, project: p1) on behalf of north
"#,
    );
    assert_eq!(found[0].1.first().unwrap(), "yes, up to £100,000");
    assert_eq!(found[1].1.first().unwrap(), "no");
}

#[test]
fn what_may_and_what_must() {
    stories(
        r#"
scenario "What may they do"
timeline
  1 May 2013  north delegates plans to fay as link
expect
  what may fay do is {publish()}
  what may cat do is {approve-contract()}
  what may bob do is {}

scenario "What must it do"
  as of 1 February 2013
expect
  what must north do by 31 March 2013 is {publish-plan}
  what must north do by 30 March 2013 is {}
"#,
    );
}

#[test]
fn what_falls() {
    stories(
        r#"
scenario "Below, and only what has nothing else"
timeline
  1 May 2013  north delegates plans to fay as upper
  2 May 2013  fay delegates plans to dee as lower
  2 May 2013  fay delegates plans to ann as other
  2 May 2013  north delegates writing to ann as own
  3 May 2013  dee does publish(year: 2014/15) on behalf of north as early
  5 May 2013  dee does publish(year: 2014/15) on behalf of north as late
  5 May 2013  ann does publish(year: 2014/15) on behalf of north as kept
expect
  what falls if upper is revoked on 3 May 2013 is {lower, other, late}
  what falls if lower is revoked on 3 May 2013 is late
  what falls if own is revoked on 3 May 2013 is {}
"#,
    );
}

#[test]
fn what_falls_takes_along_what_rests_on_what_falls() {
    let policy = format!(
        "{POLICY}\nfact started(g: Group)\nact start() under plans\nact finish() under plans\n\
         power to-start {{\n  holder g: Group\n  may start()\n  effect started(g) begins\n}}\n\
         power to-finish {{\n  holder g: Group\n  may finish()\n  if started(g)\n}}\n\
         duty must-publish {{\n  bearer g: Group\n  when g does change-rules() as change\n  must publish(year: 2014/15) within 30 days from change\n}}\n"
    );
    let story = format!(
        r#"{GIVEN}
scenario "A knock on"
  as of 31 May 2013
timeline
  1 May 2013  north delegates writing to fay as link
  2 May 2013  north does change-rules() as change
  3 May 2013  fay does start() on behalf of north as begun
  4 May 2013  north does finish() as done
  5 May 2013  fay does publish(year: 2014/15) on behalf of north as published
expect
  act done is lawful
  what falls if link is revoked on 3 May 2013 is published
  what falls if link is revoked on 5 May 2013 is {{}}
ask
  what falls if link is revoked on 1 May 2013
"#
    );
    check(&policy, &story);
    let outcome = outcome(&policy, &story);
    let scenario = &outcome.packs[0].scenarios[0];
    let (case, found) = scenario.ran.as_ref().unwrap();
    let words = Words::new(outcome.packs[0].resolution.policy())
        .of_case(case)
        .of_record(&found.record);
    let Answer::WhatFalls { acts, duties, .. } = &found.record.answers[0] else {
        panic!("another answer");
    };
    // What was begun, what was done because of it, and what was published; two duties are then not discharged.
    assert_eq!((acts.as_slice(), duties.len()), (&[2, 3, 4][..], 2));
    let lines = words.answer(&found.record.answers[0]);
    assert!(
        lines
            .iter()
            .any(|line| line.ends_with("which would not be discharged")),
        "{lines:#?}"
    );
}

/// Asks as `vires ask` does: the lines of the answer, or the messages.
fn ask(question: &str, scenario: Option<&str>) -> Result<Vec<String>, Vec<String>> {
    use vires::{base::files::MemoryFiles, facade::ask::ask};
    let scenarios = format!(
        "{GIVEN}\nscenario \"First\"\n  as of 1 May 2013\nask\n  may bob change-rules()\n\nscenario \"Second\"\n  as of 1 May 2014\n"
    );
    let files = MemoryFiles::new()
        .with("pack/rules.policy", POLICY)
        .with("pack/stories.scenario", scenarios);
    let outcome = ask(&files, &["pack".to_owned()], question, scenario).map_err(|problems| {
        problems
            .iter()
            .map(|one| one.message.clone())
            .collect::<Vec<_>>()
    })?;
    let pack = &outcome.packs[0];
    let Some((case, found)) = pack.scenarios.last().and_then(|one| one.ran.as_ref()) else {
        return Err(outcome
            .problems
            .iter()
            .map(|one| one.message.clone())
            .collect());
    };
    let words = Words::new(pack.resolution.policy())
        .of_case(case)
        .of_record(&found.record);
    Ok(words.answer(found.record.answers.last().unwrap()))
}

#[test]
fn a_question_from_outside() {
    let who = "who may approve-contract(amount: £1, project: p1) for north";
    let answer = ask(who, Some("first")).unwrap();
    assert!(answer[0].contains("cat"), "{answer:?}");
    let several = ask(who, None).unwrap_err();
    assert_eq!(several, ["the question could be asked of 2 scenarios"]);
    let none = ask(who, Some("third")).unwrap_err();
    assert_eq!(none, ["no scenario has `third` in its title"]);
    let wrong = ask("who may dance() for north", Some("first")).unwrap_err();
    assert!(wrong[0].contains("dance"), "{wrong:?}");
}
