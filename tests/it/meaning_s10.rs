//! Overriding (S10), the same bytes for the same input (S12), nothing swallowed (S13), assumptions said (S14).

use vires::record::{
    duty::Ended,
    reason::{Convention, Truth},
    record::NoEffect,
};

use crate::meaning::{check, errors, record};

#[test]
fn s10_an_overrider_that_is_itself_overridden_gives_way() {
    check(
        r#"
policy ladder
kind Body
fact first()
fact second()
event asked(body: Body)
act answer()
act rest()
duty answer-it {
  bearer  b: Body
  when    asked(body: b) as q
  must    answer() within 7 days from q
}
duty rest-instead {
  bearer     b: Body
  if         first()
  overrides  answer-it
  must keep first()
}
duty no-rest {
  bearer     b: Body
  if         second()
  overrides  rest-instead
  must keep second()
}
"#,
        r#"
background
given
  a is a Body
timeline
  1 May 2013  asked(body: a) as q

scenario "Neither"
  as of 30 June 2013
expect
  duty answer-it of a for q is breached on 9 May 2013

scenario "The first"
  as of 30 June 2013
given
  first()
expect
  duty answer-it of a for q does not arise

scenario "Both"
  as of 30 June 2013
given
  first()
  second()
expect
  duty answer-it of a for q is breached on 9 May 2013

scenario "Not known"
  as of 30 June 2013
given
  unknown first()
expect
  duty answer-it of a for q is undetermined
"#,
    );
}

#[test]
fn s10_an_overriding_freedom_lifts_a_prohibition_for_its_act_alone() {
    check(
        r#"
policy carve-out
kind Body
kind Provider
fact agreed-with(body: Body, provider: Provider)
act prefer(provider: Provider)
prohibition no-preference {
  bearer    b: Body
  must not  prefer()
}
freedom agreed-preference {
  holder     b: Body
  may        prefer(provider: p: Provider)
  if         agreed-with(b, p)
  overrides  no-preference
}
"#,
        r#"
scenario "One is agreed"
  as of 30 June 2013
given
  b is a Body
  x is a Provider
  y is a Provider
  agreed-with(b, x)
timeline
  1 May 2013  b does prefer(provider: x) as one
  2 May 2013  b does prefer(provider: y) as two
expect
  act one is lawful
  act two is valid but in breach
"#,
    );
}

#[test]
fn s10_a_norm_that_binds_only_where_imposed() {
    check(
        r#"
policy imposed
  in force from 1 April 2012
kind Body
act report(year: financial-year)
duty report-yearly {
  binds only where imposed
  bearer  b: Body
  each    financial-year y
  must    report(year: y) by end of y
}
"#,
        r#"
scenario "Imposed on one, in the year"
  as of 1 April 2014
given
  a is a Body
  b is a Body
timeline
  1 August 2012  report-yearly is imposed on a
expect
  duty report-yearly of a for 2012/13 is breached on 1 April 2013
  duty report-yearly of a for 2013/14 is breached on 1 April 2014
  duty report-yearly of b for 2012/13 does not arise
"#,
    );
}

const CALENDAR: &str = r#"
policy counting
calendar england from 2013 to 2014 { holidays 25 December 2013, 26 December 2013, 1 January 2014 }
kind Body
kind Person
board is a Body
event asked(body: Body)
act answer()
duty answer-it {
  bearer   b: Body
  owed to  board
  when     asked(body: b) as q
  must     answer() within 5 working days from q
}
"#;

#[test]
fn s12_the_same_input_gives_the_same_record() {
    let scenario = r#"
scenario "Many"
  as of 31 January 2014
given
  b-1 to b-40 are Body
timeline
  1 March 2013  asked(body: b-7)
  1 March 2013  asked(body: b-3)
  1 March 2013  asked(body: b-11)
  2 March 2013  b-3 does answer()
"#;
    let one = record(CALENDAR, scenario).1;
    let other = record(CALENDAR, scenario).1;
    assert_eq!(one, other);
    assert_eq!(one.duties.len(), 3);
}

#[test]
fn s12_instances_of_one_moment_stand_by_norm_and_bearer() {
    let (case, found) = record(
        r#"
policy all
kind Body
event bell()
act answer()
act ask()
duty second {
  bearer  b: Body
  when    bell() as x
  must    answer() within 7 days from x
}
duty first {
  bearer  b: Body
  when    bell() as x
  must    ask() within 7 days from x
}
"#,
        "scenario \"A bell\"\n  as of 2 May 2013\ngiven\n  z is a Body\n  a is a Body\ntimeline\n  1 May 2013  bell()\n",
    );
    let order: Vec<(usize, String)> = found
        .duties
        .iter()
        .map(|duty| {
            let vires::policy::value::Value::Individual(id) = duty.bearer else {
                panic!("a bearer is an individual");
            };
            (duty.norm.index(), case.individuals[id].name.to_string())
        })
        .collect();
    assert_eq!(
        order,
        [
            (0, "z".to_owned()),
            (0, "a".to_owned()),
            (1, "z".to_owned()),
            (1, "a".to_owned()),
        ]
    );
}

#[test]
fn s13_a_line_that_changes_nothing_is_said() {
    let (_, found) = record(
        CALENDAR,
        r#"
scenario "A stranger waives, and there is nothing to waive"
  as of 31 May 2013
given
  a is a Body
  p is a Person
timeline
  1 May 2013  asked(body: a) as q
  2 May 2013  p waives answer-it of a
  3 May 2013  board waives answer-it of a
  4 May 2013  board waives answer-it of a
"#,
    );
    let why: Vec<(usize, NoEffect)> = found
        .without_effect
        .iter()
        .map(|one| (one.happening, one.why))
        .collect();
    assert_eq!(
        why,
        [(1, NoEffect::NotOwedToThem), (3, NoEffect::NothingOpen)]
    );
    assert_eq!(found.duties[0].ended_by, Some(Ended::Waived(2)));
}

#[test]
fn s13_one_scenario_that_cannot_be_evaluated_does_not_hide_the_others() {
    let scenarios = r#"
scenario "Past the calendar"
  as of 31 December 2015
given
  a is a Body
timeline
  30 December 2014  asked(body: a)
expect
  nothing is breached

scenario "Within it"
  as of 31 January 2014
given
  a is a Body
timeline
  24 December 2013  asked(body: a) as q
expect
  duty answer-it of a for q is breached on 4 January 2014
"#;
    let messages = errors(CALENDAR, scenarios);
    assert_eq!(messages.len(), 1, "{messages:?}");
    let outcome = crate::meaning::outcome(CALENDAR, scenarios);
    let ran: Vec<bool> = outcome.packs[0]
        .scenarios
        .iter()
        .map(|scenario| scenario.ran.is_some())
        .collect();
    assert_eq!(ran, [false, true]);
    let found = outcome.packs[0].scenarios[1].ran.as_ref().unwrap();
    assert!(found.1.expectations.iter().all(|one| one.is_met()));
}

#[test]
fn s14_conventions_that_were_used_are_said() {
    let (_, found) = record(
        CALENDAR,
        "scenario \"Asked\"\ngiven\n  a is a Body\ntimeline\n  1 May 2013  asked(body: a)\n",
    );
    assert!(
        found
            .conventions
            .iter()
            .any(|one| matches!(one, Convention::Calendar(_)))
    );
    assert!(
        found
            .conventions
            .iter()
            .any(|one| matches!(one, Convention::LastHappening(day) if day.iso() == "2013-05-01"))
    );
    let (_, month) = record(
        CALENDAR,
        "scenario \"Asked\"\n  as of June 2013\ngiven\n  a is a Body\ntimeline\n  1 May 2013  asked(body: a)\n  1 July 2013  asked(body: a)\n",
    );
    assert_eq!(month.as_of.iso(), "2013-06-30");
    assert_eq!(month.left_out, [1]);
    assert!(
        month
            .conventions
            .iter()
            .any(|one| matches!(one, Convention::MonthForDay(_, day) if day.iso() == "2013-06-30"))
    );
}

#[test]
fn s4_7_when_the_function_went_long_before_the_body() {
    let (_, found) = record(
        r#"
policy late-end
functions { health }
kind Body
event asked(body: Body)
act answer() under health
duty answer-it {
  bearer  b: Body
  when    asked(body: b) as q
  must    answer() within 28 days from q
}
"#,
        r#"
scenario "It still answered for a while"
  as of 30 June 2013
given
  a is a Body
  b is a Body
timeline
  1 May 2013  health of a passes to b
  2 May 2013  asked(body: a)
  3 May 2013  a is abolished
"#,
    );
    assert_eq!(found.duties.len(), 1);
    assert!(found.duties[0].taken_over_by.is_some());
    assert_eq!(found.duties[0].exists, Truth::True);
}

/// What is promised as a freedom, and what the law has ensured first.
const PROMISED: &str = r#"
policy promised
kind Body
act advertise()
act award()
act restrict()
fact open-to-all(body: Body)
freedom to-advertise {
  rank   promise
  holder b: Body
  may    advertise() or not
}
freedom to-restrict {
  rank   promise
  holder b: Body
  may    restrict() or not
  unless open-to-all(b)
}
duty advertise-first {
  rank   Act
  bearer b: Body
  when   b does award() as award
  must ensure b has done advertise() before award
}
prohibition no-restriction {
  rank   Act
  bearer b: Body
  must not restrict()
}
"#;

#[test]
fn s10_a_freedom_in_what_a_duty_has_ensured_is_a_conflict_with_ranks() {
    check(
        PROMISED,
        r#"
background
given
  a is a Body
scenario "It advertises nothing"
timeline
  1 May 2013  a does award() as awarded
expect
  act awarded is valid but in breach
  to-advertise and advertise-first conflict

scenario "The duty is live, kept or not"
timeline
  1 May 2013  a does advertise()
  2 May 2013  a does award() as awarded
expect
  act awarded is lawful
  to-advertise and advertise-first conflict

scenario "A freedom that covers what is forbidden"
timeline
  1 May 2013  a does restrict() as restricted
expect
  act restricted is valid but in breach
  to-restrict and no-restriction conflict
"#,
    );
    let (_, found) = record(
        PROMISED,
        "scenario \"Open\"\ngiven\n  a is a Body\n  open-to-all(a)\ntimeline\n  1 May 2013  a does restrict()\n",
    );
    assert!(found.conflicts.is_empty(), "{:?}", found.conflicts);
}
