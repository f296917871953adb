//! Scenarios: what is right gives complete cases, what is wrong gives messages and hides nothing else.

use std::fmt::Write;

use vires::base::{date::Date, source_map::SourceMap};
use vires::case::{
    case::{Case, Dates, GivenValue, Labelled},
    expectation::{DutyFor, ExpectationKind, Question, VerdictWord},
    happening::{Agreed, HappeningKind, Named},
};
use vires::diagnostics::style::style_fault;
use vires::policy::{
    expr::{ExprKind, StateWord},
    norm::Deadline,
    policy::Policy,
    types::Type,
    value::Value,
};
use vires::resolve::{
    case::cases::{Resolved, cases},
    input::{NoSheets, PackInput},
    policy::policy as resolve,
};
use vires::syntax::{
    parse::{policy::parse_policy, scenario::parse_scenario},
    split::item_starts,
};

use crate::syntax_files::show;

const SMALL: &str = include_str!("../data/case/small.policy");

/// What a scenario file comes to, and what is said of it.
struct Read {
    policy: Policy,
    cases: Vec<Resolved>,
    told: String,
}

impl Read {
    fn case(&self, title: &str) -> &Case {
        let found = self.cases.iter().find(|resolved| resolved.title == title);
        let resolved = found.unwrap_or_else(|| panic!("there is a scenario `{title}`"));
        resolved
            .case
            .as_ref()
            .unwrap_or_else(|| panic!("`{title}` is in order:\n{}", self.told))
    }

    /// The only case.
    fn only(&self) -> &Case {
        assert_eq!(self.cases.len(), 1);
        self.case(&self.cases[0].title)
    }
}

fn read_with(policy: &str, text: &str, background: Option<&str>) -> Read {
    let mut map = SourceMap::new();
    let mut add = |path: &str, text: &str| {
        let file = map.add(path, text);
        map.set_items(file, item_starts(text));
        file
    };
    let policy_file = add("small.policy", policy);
    let (tree, problems) = parse_policy(policy_file, policy);
    assert!(problems.is_empty(), "{:?}", problems.sorted());
    let pack = PackInput {
        name: "small".into(),
        files: vec![(policy_file, &tree)],
        main: true,
    };
    let resolved = resolve(&[pack], &NoSheets);
    assert!(!resolved.problems.has_errors(), "{:?}", resolved.problems);
    let background = background.map(|text| {
        let file = add("background.scenario", text);
        let (tree, problems) = parse_scenario(file, text);
        assert!(problems.is_empty(), "{:?}", problems.sorted());
        tree
    });
    let file = add("test.scenario", text);
    let (tree, problems) = parse_scenario(file, text);
    assert!(problems.is_empty(), "{:?}", problems.sorted());
    let (cases, problems) = cases(
        resolved.policy(),
        &resolved.signatures,
        &map,
        background.as_ref(),
        &[(file, &tree)],
    );
    let mut told = String::new();
    for diagnostic in problems.sorted() {
        assert_eq!(
            style_fault(&diagnostic.message),
            None,
            "{}",
            diagnostic.message
        );
        show(&mut told, &map, &diagnostic);
    }
    Read {
        policy: resolved.signatures.policy,
        cases,
        told,
    }
}

fn read(text: &str) -> Read {
    read_with(SMALL, text, None)
}

fn source_then_messages(policy: &str, text: &str) -> String {
    let read = read_with(policy, text, None);
    let mut out = format!("SOURCE\n{text}\nERROR\n{}", read.told);
    for resolved in &read.cases {
        let state = match resolved.case {
            Some(_) => "runs",
            None => "is not run",
        };
        writeln!(out, "`{}` {state}", resolved.title).unwrap();
    }
    out
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn name_of(case: &Case, value: &Value) -> String {
    match value {
        Value::Individual(id) => case.individuals[*id].name.to_string(),
        other => format!("{other:?}"),
    }
}

#[test]
fn wrong_scenarios_give_messages() {
    insta::glob!("../data/case/err", "*.scenario", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        insta::assert_snapshot!(source_then_messages(SMALL, &text));
    });
}

#[test]
fn a_direction_needs_an_act_direct() {
    let policy = include_str!("../data/case/no_direct.policy");
    insta::assert_snapshot!(source_then_messages(
        policy,
        "scenario \"One\"\n\ngiven\n  northshire is a CCG\n\ntimeline\n  1 May 2013  northshire directs northshire to submit-plan(year: 2014/15) by 1 August 2013\n"
    ));
}

#[test]
fn s1_lines_are_sorted_by_date_then_time_then_place() {
    let read = read(
        r#"scenario "One"
  as of June 2013

given
  northshire is a CCG

timeline
  3 May 2013        northshire does submit-plan(year: 2014/15)  as last
  2 May 2013 14:30  northshire does submit-plan(year: 2014/15)  as third
  2 May 2013 9:05   northshire does submit-plan(year: 2014/15)  as second
  1 May 2013        northshire does submit-plan(year: 2014/15)  as first
  3 May 2013        northshire does submit-plan(year: 2014/15)  as very-last
"#,
    );
    let case = read.only();
    let labels: Vec<&str> = case
        .timeline
        .iter()
        .filter_map(|happening| happening.label.as_deref())
        .collect();
    assert_eq!(labels, ["first", "second", "third", "last", "very-last"]);
    // S1.4: a month alone is its last day after `as of`, and that is said.
    assert_eq!(case.as_of, Some(day("30 June 2013")));
    assert!(case.as_of_month.is_some());
    // The labels of happenings are the first variables, in their order.
    let variables: Vec<&str> = case
        .variables
        .iter()
        .map(|variable| variable.name.as_str())
        .collect();
    assert_eq!(variables, labels);
    assert!(
        case.labels
            .iter()
            .enumerate()
            .all(|(place, label)| label.names == Labelled::Happening(place))
    );
}

#[test]
fn individuals_exist_from_their_first_statement_and_change_their_kind() {
    let read = read(
        r#"scenario "One"

given
  t is a Trust "A trust" until 31 March 2004
  t is a FoundationTrust from 1 April 2004
  ha-1 to ha-3 are Provider from 1 April 2002
  northshire, southshire are CCG { population: 5 }
  population of southshire is 7 from 1 April 2014
  nhs-cb is a NationalBody from 1 October 2012 until March 2013
  acme is a Provider until March 2010
  acme is a Provider from 1 April 2012
"#,
    );
    let case = read.only();
    let policy_count = read.policy.individuals.len();
    let names: Vec<&str> = case
        .individuals
        .iter()
        .skip(policy_count)
        .map(|individual| individual.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "t",
            "ha-1",
            "ha-2",
            "ha-3",
            "northshire",
            "southshire",
            "acme"
        ]
    );
    let exists = |name: &str| {
        case.existing
            .iter()
            .find(|existing| case.individuals[existing.individual].name == name)
            .map(|existing| existing.dates)
    };
    assert_eq!(exists("t"), None, "before and after it is a trust");
    assert_eq!(exists("northshire"), None);
    let from = |from| Dates {
        from: Some(day(from)),
        until: None,
    };
    assert_eq!(exists("ha-2"), Some(from("1 April 2002")));
    assert_eq!(
        exists("nhs-cb"),
        Some(Dates {
            from: Some(day("1 October 2012")),
            until: Some(day("31 March 2013")),
        })
    );
    let of_acme = case
        .existing
        .iter()
        .filter(|existing| case.individuals[existing.individual].name == "acme");
    assert_eq!(of_acme.count(), 2, "with a gap between");
    let [kind, _] = case.kinds.as_slice() else {
        panic!("one later kind, and that of acme: {:?}", case.kinds);
    };
    assert_eq!(case.individuals[kind.individual].name, "t");
    assert_eq!(read.policy.kinds[kind.kind].name, "FoundationTrust");
    assert_eq!(kind.dates, from("1 April 2004"));
    let [north, south, later] = case.facts.as_slice() else {
        panic!("the population of both: {:?}", case.facts);
    };
    assert_eq!(north.dates, Dates::default());
    assert_eq!(
        south.dates.until,
        Some(day("31 March 2014")),
        "what stands in braces is so at first"
    );
    assert_eq!(later.dates, from("1 April 2014"));
}

#[test]
fn facts_are_given_with_their_days_and_sources() {
    let read = read(
        r#"scenario "One"

given
  northshire is a CCG
  alice is a Person
  registered(alice, northshire) from May 2013 until September 2013
  not registered(alice, northshire) until 30 April 2013
  allocation(northshire, 2013/14) is £250m according to "the first letter"
  allocation(northshire, 2013/14) is £251m according to "the second letter"
  unknown allocation(northshire, 2014/15)
  quality-improved(northshire, 2013/14)
"#,
    );
    let case = read.only();
    let registered = &case.facts[0];
    assert_eq!(
        registered.dates,
        Dates {
            from: Some(day("1 May 2013")),
            until: Some(day("30 September 2013")),
        }
    );
    assert_eq!(registered.value, GivenValue::Known(Value::Boolean(true)));
    assert_eq!(
        case.facts[1].value,
        GivenValue::Known(Value::Boolean(false))
    );
    assert_eq!(
        case.facts[3].according_to.as_deref(),
        Some("the second letter")
    );
    assert_eq!(case.facts[4].value, GivenValue::Unknown);
    assert_eq!(case.facts.len(), 6);
}

#[test]
fn a_scenario_is_like_another_but_for_what_it_changes() {
    let read = read_with(
        SMALL,
        r#"background

given
  northshire is a CCG { population: 212,000 }
  southshire is a CCG
  acme is a Provider
  ann, bob are Person
  ann holds chief-officer of northshire

scenario "First"
  as of 31 May 2013

timeline
  1 May 2013  northshire does pay(to: acme, amount: £5)  as payment
  2 May 2013  northshire delegates planning to southshire  as lead
  3 May 2013  southshire agrees to lead
  4 May 2013  southshire does submit-plan(year: 2014/15) on behalf of northshire under lead  as plan

expect
  act payment is lawful

scenario "Second" like "First"

but
  without lead
  payment on 6 May 2013
  payment with amount: £7
  population of northshire is 220,000
  bob holds chief-officer of northshire
  5 May 2013  southshire does submit-plan(year: 2015/16)  as plan
  as of 30 June 2013

scenario "Third" like "Second"

but
  without payment
  assuming publish-plan

scenario "Fourth"
"#,
        Some("background\n\ngiven\n  westshire is a CCG\n"),
    );
    let second = read.case("Second");
    let labels: Vec<_> = second
        .timeline
        .iter()
        .map(|happening| (happening.label.as_deref().unwrap(), happening.date))
        .collect();
    assert_eq!(
        labels,
        [("plan", day("5 May 2013")), ("payment", day("6 May 2013"))],
        "what only spoke of the link went with it"
    );
    let HappeningKind::Act(payment) = &second.timeline[1].kind else {
        panic!("the payment is an act");
    };
    assert_eq!(
        payment.arguments[1],
        Some(Value::Money(vires::base::money::Money::pounds(7)))
    );
    assert_eq!(second.as_of, Some(day("30 June 2013")));
    assert_eq!(second.facts.len(), 1, "the population was replaced");
    let [office] = second.offices.as_slice() else {
        panic!("one holder: {:?}", second.offices);
    };
    assert_eq!(second.individuals[office.person].name, "bob");
    assert!(second.expectations.is_empty(), "what it expects is its own");
    let third = read.case("Third");
    assert_eq!(third.timeline.len(), 1);
    assert_eq!(third.as_of, Some(day("30 June 2013")));
    assert_eq!(third.assuming.len(), 1);
    let fourth = read.case("Fourth");
    assert!(
        fourth
            .individuals
            .iter()
            .any(|individual| individual.name == "westshire"),
        "the background of another file is shared too"
    );
    assert_eq!(read.case("First").timeline.len(), 4);
}

#[test]
fn what_happens_is_resolved() {
    let read = read(
        r#"scenario "One"

given
  northshire is a CCG
  southshire is a CCG
  ann is a Person
  ann holds chief-officer of northshire from 1 April 2013

timeline
  1 May 2013   northshire and southshire do publish(document: annual-report, covering: {finance, quality})  as report
               having regard to {quality} departing from {finance} because "money is short"
  2 May 2013   ann, acting as chief-officer, does pay(to: southshire, amount: £80,000) on behalf of northshire
  3 May 2013   nhs-cb directs northshire to submit-plan(year: 2014/15) within 28 days from direction-1  as direction-1
  4 May 2013   court-order(ann) begins
  5 May 2013   nhs-cb judges quality-improved(northshire, 2013/14) false because "waiting times rose"
  6 May 2013   evidence of {quality} for publish-plan of northshire for 2013/14
  7 May 2013   nhs-cb waives publish-plan of northshire
  8 May 2013   southshire agrees to northshire doing pay(to: anyone)
  9 May 2013   northshire delegates planning, pay to southshire up to £2m in each financial-year until March 2014 under on-behalf  as lead
  10 May 2013  nhs-cb sets aside report from then on
  11 May 2013  emergency-declared(area: "north")
  12 May 2013  ann leaves chief-officer of northshire
"#
        .replace("  4 May 2013   court-order(ann) begins\n", "")
        .as_str(),
    );
    let case = read.only();
    let kinds: Vec<&HappeningKind> = case.timeline.iter().map(|line| &line.kind).collect();
    let HappeningKind::Act(report) = kinds[0] else {
        panic!("an act");
    };
    assert_eq!(report.actors.len(), 2);
    assert_eq!(report.arguments[1], None);
    assert!(matches!(&report.arguments[2], Some(Value::Set(topics)) if topics.len() == 2));
    assert_eq!(report.having_regard_to.len(), 1);
    assert_eq!(report.departing_from.len(), 1);
    assert_eq!(report.departing_because.as_deref(), Some("money is short"));
    let HappeningKind::Act(payment) = kinds[1] else {
        panic!("an act");
    };
    assert!(payment.acting_as.is_some());
    assert_eq!(
        payment
            .on_behalf_of
            .as_ref()
            .map(|body| name_of(case, body)),
        Some("northshire".to_owned())
    );
    let HappeningKind::Act(direction) = kinds[2] else {
        panic!("a direction is an act");
    };
    assert_eq!(read.policy.acts[direction.act].name, "direct");
    assert!(matches!(&direction.arguments[1], Some(Value::Act(_))));
    let Some(Deadline::WithinFrom(_, from)) = &direction.deadline else {
        panic!("{:?}", direction.deadline);
    };
    let ExprKind::Variable(variable) = &from.kind else {
        panic!("{from:?}");
    };
    assert_eq!(case.variables[*variable].name, "direction-1");
    assert!(matches!(
        case.variables[*variable].ty,
        Type::Happening(Some(_))
    ));
    assert!(matches!(
        kinds[3],
        HappeningKind::Judges { holds: false, .. }
    ));
    assert!(matches!(
        kinds[4],
        HappeningKind::Evidence { for_: Some(_), .. }
    ));
    assert!(matches!(kinds[5], HappeningKind::Waives { for_: None, .. }));
    let HappeningKind::Agrees {
        to: Agreed::Act { act, .. },
        ..
    } = kinds[6]
    else {
        panic!("{:?}", kinds[6]);
    };
    assert_eq!(act.arguments, [None, None], "anyone is open");
    let HappeningKind::Delegates { link, .. } = kinds[7] else {
        panic!("a link");
    };
    assert_eq!(link.what.len(), 2);
    assert_eq!(link.dates.until, Some(day("31 March 2014")));
    assert!(link.under.is_some() && link.limit.is_some());
    assert!(matches!(
        kinds[8],
        HappeningKind::SetsAside {
            what: Named::Happening(0),
            from_then_on: true,
            ..
        }
    ));
    assert!(matches!(kinds[9], HappeningKind::Event { .. }));
    assert!(matches!(kinds[10], HappeningKind::Office(_)));
}

#[test]
fn expectations_and_questions_are_resolved() {
    let read = read(
        r#"scenario "One"

given
  northshire is a CCG { population: 5 }
  southshire is a CCG
  alice is a Person
  northshire delegates planning to southshire  as lead

timeline
  1 May 2013  nhs-cb directs northshire to submit-plan(year: 2014/15) by 1 August 2013  as direction-1

expect
  duty publish-plan of northshire for 2013/14 is breached on 1 April 2013 because L-1 not L-2
  duty do-as-directed of northshire for direction-1 is not evidenced
  duty do-as-directed of northshire is not breached
  duty do-as-directed of southshire does not arise
  act direction-1 is not listed
  act direction-1 is not void
  act direction-1 does not breach no-preference
  southshire may submit-plan() on behalf of northshire on 1 June 2013
  commissioner(alice) on 1 June 2013 is northshire
  commissioner(alice) is nobody
  not responsible(northshire, alice)
  allocation(northshire, 2013/14) is unknown on 1 May 2013
  date of direction-1 is 1 May 2013
  nhs-cb is answerable for direction-1
  link lead is valid
  nothing else is breached
  what must northshire do is {publish-plan}

ask
  what is population of northshire on 1 May 2013
  what must northshire do by December 2013
  who may pay(to: southshire, amount: £5) for northshire
  what falls if lead is revoked on 1 May 2013
"#,
    );
    let case = read.only();
    let kinds: Vec<&ExpectationKind> = case.expectations.iter().map(|line| &line.kind).collect();
    let first = &case.expectations[0];
    assert_eq!(
        first.text,
        "duty publish-plan of northshire for 2013/14 is breached on 1 April 2013 because L-1 not L-2"
    );
    assert_eq!(first.on, Some(day("1 April 2013")));
    assert_eq!((first.because.len(), first.because_not.len()), (1, 1));
    let ExpectationKind::Duty {
        duty,
        negated: false,
        state: StateWord::NotEvidenced,
        ..
    } = kinds[1]
    else {
        panic!("{:?}", kinds[1]);
    };
    assert_eq!(duty.for_, Some(DutyFor::Happening(0)));
    assert!(matches!(
        kinds[2],
        ExpectationKind::Duty {
            negated: true,
            state: StateWord::Breached,
            ..
        }
    ));
    assert!(matches!(kinds[3], ExpectationKind::DoesNotArise(_)));
    assert!(matches!(
        kinds[4],
        ExpectationKind::Act {
            act: 0,
            negated: false,
            verdict: VerdictWord::NotListed,
        }
    ));
    assert!(matches!(
        kinds[5],
        ExpectationKind::Act {
            negated: true,
            verdict: VerdictWord::Void,
            ..
        }
    ));
    assert!(matches!(
        kinds[6],
        ExpectationKind::Breaches { negated: true, .. }
    ));
    assert!(matches!(
        kinds[7],
        ExpectationKind::May {
            negated: false,
            on_behalf_of: Some(_),
            ..
        }
    ));
    assert!(matches!(kinds[8], ExpectationKind::Holds(_)));
    assert!(matches!(kinds[9], ExpectationKind::Gap(_)));
    assert!(
        matches!(kinds[11], ExpectationKind::Holds(e) if matches!(e.kind, ExprKind::IsUnknown(_)))
    );
    assert_eq!(case.expectations[11].on, Some(day("1 May 2013")));
    assert!(matches!(kinds[13], ExpectationKind::AnswersForAct(_, 0)));
    assert!(matches!(
        kinds[14],
        ExpectationKind::Link {
            link: Named::Link(0),
            valid: true,
        }
    ));
    assert!(matches!(
        kinds[16],
        ExpectationKind::Answer(Question::WhatMust { .. }, _)
    ));
    assert_eq!(kinds.len(), 17);
    let questions: Vec<&Question> = case.questions.iter().map(|asked| &asked.question).collect();
    assert!(matches!(questions[0], Question::WhatIs { on: Some(_), .. }));
    let Question::WhatMust { by, .. } = questions[1] else {
        panic!("{:?}", questions[1]);
    };
    assert_eq!(*by, Some(day("31 December 2013")));
    assert!(matches!(
        questions[2],
        Question::WhoMay { for_: Some(_), .. }
    ));
    assert!(matches!(
        questions[3],
        Question::WhatFalls {
            link: Named::Link(0),
            ..
        }
    ));
    assert_eq!(
        case.questions[3].text,
        "what falls if lead is revoked on 1 May 2013"
    );
}
