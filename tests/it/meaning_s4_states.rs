//! Duties (S4.4 to S4.7): continuing ones, authority, versions, succession, release, what arises from a breach.

use vires::policy::expr::StateWord;

use crate::meaning::{check, record};

#[test]
fn s4_4_what_is_to_be_kept_is_breached_in_intervals() {
    let policy = r#"
policy register
  in force from 1 April 2012
kind Body
fact public-register(body: Body)
event closed-down(body: Body)
event opened-up(body: Body)
transition closes {
  when    closed-down(body: b) as e
  effect  public-register(b) ends
}
transition opens {
  when    opened-up(body: b) as e
  effect  public-register(b) begins
}
duty keep-public {
  bearer  b: Body
  each    financial-year y
  must keep public-register(b)
}
"#;
    check(
        policy,
        r#"
scenario "Kept all year"
  as of 1 April 2013
given
  a is a Body
  public-register(a)
expect
  duty keep-public of a for 2012/13 is discharged
  duty keep-public of a for 2012/13 is pending as at 31 March 2013
  duty keep-public of a for 2013/14 is pending
"#,
    );
    let (_, record) = record(
        policy,
        r#"
scenario "Closed twice"
  as of 30 April 2013
given
  a is a Body
  public-register(a)
timeline
  1 May 2012    closed-down(body: a)
  10 May 2012   opened-up(body: a)
  1 March 2013  closed-down(body: a)
  15 April 2013 opened-up(body: a)
"#,
    );
    let intervals = |duty: usize| -> Vec<(String, Option<String>)> {
        record.duties[duty]
            .intervals
            .iter()
            .map(|one| (one.from.iso(), one.until.map(|day| day.iso())))
            .collect()
    };
    let day = |text: &str| text.to_owned();
    // An interval that is open at the end of the year is closed with it; the next year starts a new instance.
    assert_eq!(
        intervals(0),
        [
            (day("2012-05-01"), Some(day("2012-05-10"))),
            (day("2013-03-01"), Some(day("2013-03-31"))),
        ]
    );
    assert_eq!(intervals(1), [(day("2013-04-01"), Some(day("2013-04-15")))]);
    assert_eq!(record.duties[0].state, StateWord::Breached);
    assert_eq!(record.duties[1].state, StateWord::Breached);
}

#[test]
fn s4_4_a_fact_given_with_dates_opens_and_closes_whole_days() {
    let (_, record) = record(
        r#"
policy register
  in force from 1 April 2012
kind Body
fact public-register(body: Body)
duty keep-public {
  bearer  b: Body
  each    financial-year y
  must keep public-register(b)
}
"#,
        r#"
scenario "A gap of two days"
  as of 30 June 2012
given
  a is a Body
  public-register(a) until 30 April 2012
  public-register(a) from 3 May 2012
"#,
    );
    let one = &record.duties[0].intervals;
    assert_eq!(one.len(), 1);
    assert_eq!(one[0].from.iso(), "2012-05-01");
    assert_eq!(
        one[0].until.map(|day| day.iso()),
        Some("2012-05-02".to_owned())
    );
}

#[test]
fn s4_4_achieved_at_some_moment_or_had_on_the_day() {
    let policy = r#"
policy totals
  in force from 1 April 2012
kind Body
fact allocation(body: Body, year: financial-year): money
act spend(amount: money)
act open-office()
duty stay-within {
  bearer  b: Body
  each    financial-year y
  must have total amount of spend by b during y at most allocation(b, y) on end of y
}
duty open-soon {
  bearer  b: Body
  each    financial-year y
  must achieve b has done open-office() since start of y by end of y
}
"#;
    check(
        policy,
        r#"
background
given
  a is a Body
  allocation(a, 2012/13) is £100

scenario "Within"
  as of 1 April 2013
timeline
  1 May 2012    a does spend(amount: £60)
  31 March 2013 a does spend(amount: £40)
  31 March 2013 a does open-office()
expect
  duty stay-within of a for 2012/13 is discharged
  duty stay-within of a for 2012/13 is pending as at 31 March 2013
  duty open-soon of a for 2012/13 is discharged on 31 March 2013

scenario "Over"
  as of 1 April 2013
timeline
  1 May 2012    a does spend(amount: £60)
  31 March 2013 a does spend(amount: £41)
expect
  duty stay-within of a for 2012/13 is breached on 1 April 2013
  duty open-soon of a for 2012/13 is breached on 1 April 2013
"#,
    );
}

#[test]
fn s4_4_a_standing_duty_without_evidence_is_a_finding() {
    check(
        r#"
policy research
  in force from 1 April 2012
kind Body
values Theme { research  use-of-evidence }
duty promote-research {
  bearer  b: Body
  each    financial-year y
  must show evidence of {research, use-of-evidence} by end of y
}
"#,
        r#"
background
given
  a is a Body

scenario "None"
  as of 1 April 2013
expect
  duty promote-research of a for 2012/13 is not evidenced missing {research, use-of-evidence}
  nothing is breached

scenario "Some"
  as of 31 March 2013
timeline
  1 May 2012  evidence of {research} for promote-research of a
expect
  duty promote-research of a for 2012/13 is partly discharged missing {use-of-evidence}

scenario "Some, after the deadline"
  as of 30 June 2013
timeline
  21 June 2013  evidence of {research} for promote-research of a
expect
  duty promote-research of a for 2012/13 is not evidenced missing {use-of-evidence}
  duty promote-research of a for 2012/13 is not evidenced as at 20 June 2013
  nothing is breached

scenario "All, after the deadline"
  as of 30 June 2013
timeline
  21 June 2013  evidence of {research} for promote-research of a
  22 June 2013  evidence of {use-of-evidence} for promote-research of a
expect
  duty promote-research of a for 2012/13 is discharged late on 22 June 2013

scenario "All"
  as of 1 April 2013
timeline
  1 May 2012  evidence of {research} for promote-research of a
  2 May 2012  evidence of {use-of-evidence} for promote-research of a
expect
  duty promote-research of a for 2012/13 is discharged on 2 May 2012
"#,
    );
}

/// Evidence that comes late discharges late; nothing was ever breached, and nothing is missing any more.
#[test]
fn s4_4_evidence_that_comes_late_was_no_breach() {
    let policy = "policy p
  in force from 1 April 2012
  powers of Group are not exhaustive

kind Group, statutory
values Topic { research  use-of-evidence }

duty promote \"Promote research\" {
  bearer  c: Group
  each    financial-year y
  must show evidence of {research, use-of-evidence} by end of y
}
";
    let scenarios = "scenario \"Partly, late\"
  as of 30 June 2013
given
  a is a Group
timeline
  21 June 2013  evidence of {research} for promote of a for 2012/13
expect
  duty promote of a for 2012/13 is not evidenced missing {use-of-evidence}
  nothing is breached

scenario \"The rest, later\" like \"Partly, late\"
but
  22 June 2013  evidence of {use-of-evidence} for promote of a for 2012/13
expect
  duty promote of a for 2012/13 is discharged late on 22 June 2013
  nothing is breached

scenario \"Some of it in time\" like \"Partly, late\"
but
  21 March 2013  evidence of {use-of-evidence} for promote of a for 2012/13
expect
  duty promote of a for 2012/13 is partly discharged as at 31 March 2013
  duty promote of a for 2012/13 is discharged late on 21 June 2013
";
    crate::told::met(policy, scenarios);
    let outcome = crate::told::outcome(policy, scenarios);
    let (_, found) = outcome.packs[0].scenarios[1].ran.as_ref().unwrap();
    let duty = &found.record.duties[0];
    assert_eq!(duty.state, StateWord::DischargedLate);
    assert!(duty.missing.is_empty() && !duty.was_breached(), "{duty:?}");
}

#[test]
fn s4_4_regard() {
    check(
        r#"
policy regard
functions { commissioning  other }
kind Body
values Text { constitution }
act buy() under commissioning
act rest() under other
duty regard-to-constitution {
  bearer  b: Body
  when    b does anything under commissioning
  must have regard to constitution
}
"#,
        r#"
scenario "Said, departed from, unsaid, refused"
  as of 1 July 2013
given
  a is a Body
timeline
  1 May 2013  a does buy() as one having regard to {constitution}
  2 May 2013  a does buy() as two departing from {constitution} because "money is short"
  3 May 2013  a does buy() as three
  4 May 2013  a does buy() as four without regard to {constitution}
  5 May 2013  a does rest() as five
expect
  duty regard-to-constitution of a for one is discharged
  duty regard-to-constitution of a for two is discharged
  duty regard-to-constitution of a for three is not evidenced
  duty regard-to-constitution of a for four is breached on 4 May 2013
  duty regard-to-constitution of a for five does not arise
  act four is valid but in breach
  act three is lawful
"#,
    );
}

#[test]
fn s4_4_promptly_is_not_evidenced_until_done() {
    check(
        r#"
policy prompt
kind Body
event asked(body: Body)
act answer()
duty answer-promptly {
  bearer  b: Body
  when    asked(body: b) as q
  must    answer() promptly
}
"#,
        r#"
background
given
  a is a Body

scenario "Not yet"
  as of 1 July 2015
timeline
  1 May 2013  asked(body: a) as q
expect
  duty answer-promptly of a for q is not evidenced
  nothing is breached

scenario "Done"
  as of 1 July 2015
timeline
  1 May 2013  asked(body: a) as q
  1 May 2014  a does answer()
expect
  duty answer-promptly of a for q is discharged on 1 May 2014
"#,
    );
}

#[test]
fn s4_5_a_duty_carries_power_whether_or_not_an_instance_is_open() {
    check(
        r#"
policy authority
  powers of Authority are exhaustive
kind Authority, statutory
act report(to: Authority, year: financial-year)
act dance()
board is an Authority
duty report-yearly {
  bearer  b: Authority
  when    board does report(to: b, year: y)
  must    report(to: board, year: y) within 7 days from q
}
"#
        .replace(
            "when    board does report(to: b, year: y)",
            "when    board does report(to: b, year: y) as q",
        )
        .as_str(),
        r#"
scenario "Unasked"
  as of 1 July 2013
given
  a is an Authority
timeline
  1 May 2013  a does report(to: board, year: 2013/14) as one
  2 May 2013  a does report(to: a, year: 2013/14) as two
  3 May 2013  a does dance() as three
expect
  act one is lawful
  act two is ultra vires
  act three is ultra vires
"#,
    );
}

#[test]
fn s4_6_an_instance_stays_under_its_version_unless_the_later_one_says_so() {
    let policy = |saving: &str| {
        format!(
            r#"
policy versions
kind Body
event asked(body: Body)
act answer()
act answer-in-full()
duty reply {{
  in force until 31 May 2013
  bearer  b: Body
  when    asked(body: b) as q
  must    answer() within 28 days from q
}}
duty reply {{
  in force from 1 June 2013
  bearer  b: Body
  when    asked(body: b) as q
  must    answer-in-full() within 60 days from q
{saving}
}}
"#
        )
    };
    check(
        &policy(""),
        r#"
scenario "Under the old one"
  as of 31 August 2013
given
  a is a Body
timeline
  20 May 2013  asked(body: a) as q
  2 June 2013  asked(body: a) as r
expect
  duty reply of a for q is breached on 18 June 2013
  duty reply of a for r is breached on 2 August 2013
"#,
    );
    check(
        &policy("  also governs what is pending"),
        r#"
scenario "Under the new one"
  as of 31 August 2013
given
  a is a Body
timeline
  20 May 2013  asked(body: a) as q
  30 June 2013 a does answer-in-full()
expect
  duty reply of a for q is discharged on 30 June 2013
"#,
    );
}

/// A body whose functions pass.
const SUCCESSION: &str = r#"
policy succession
functions { health  roads }
kind Body
event asked(body: Body)
event over(body: Body)
act answer() under health
transition ends {
  when    over(body: b) as e
  effect  b is abolished
}
duty answer-it {
  bearer  b: Body
  when    asked(body: b) as q
  must    answer() within 28 days from q
}
"#;

#[test]
fn s4_7_what_is_open_goes_with_its_function() {
    check(
        SUCCESSION,
        r#"
background
given
  a is a Body
  b is a Body
  c is a Body

scenario "Taken over"
  as of 31 August 2013
timeline
  1 May 2013   asked(body: a) as q
  10 May 2013  health of a passes to b
  20 May 2013  a is abolished
  25 May 2013  b does answer()
expect
  duty answer-it of a for q is discharged on 25 May 2013
  b is answerable for duty answer-it of a for q

scenario "Another function passes, and the body goes"
  as of 31 August 2013
timeline
  1 May 2013   asked(body: a) as q
  10 May 2013  roads of a passes to b
  20 May 2013  a is abolished
expect
  duty answer-it of a for q is lapsed on 20 May 2013

scenario "Several receive it"
  as of 31 August 2013
timeline
  1 May 2013   asked(body: a) as q
  10 May 2013  health of a passes to b
expect
  duty answer-it of a for q is breached on 30 May 2013
"#,
    );
}

#[test]
fn s4_7_along_the_chain_and_with_several() {
    let transition = r#"
event reform()
transition reforms {
  when    reform() as r
  effect  health of old passes to left
  effect  health of old passes to right
  effect  old is abolished
}
old is a Body
left is a Body
right is a Body
"#;
    check(
        &format!("{SUCCESSION}{transition}"),
        r#"
scenario "Several at once"
  as of 31 August 2013
timeline
  1 May 2013   asked(body: old) as q
  10 May 2013  reform()
expect
  duty answer-it of old for q is undetermined

scenario "Through one that is gone"
  as of 31 August 2013
given
  b is a Body
  c is a Body
timeline
  1 May 2013   asked(body: b) as q
  2 May 2013   health of c passes to left
  3 May 2013   health of b passes to c
  4 May 2013   c is abolished
  5 May 2013   left does answer()
expect
  duty answer-it of b for q is discharged on 5 May 2013

scenario "An earlier breach stays, and the successor cures it"
  as of 31 August 2013
given
  b is a Body
timeline
  1 May 2013   asked(body: b) as q
  1 July 2013  functions of b pass to left
  2 July 2013  left does answer()
expect
  duty answer-it of b for q is breached on 30 May 2013
  duty answer-it of b for q is discharged late on 2 July 2013
"#,
    );
}

#[test]
fn s4_2_waived_by_the_claimant_alone_disapplied_and_overridden() {
    check(
        r#"
policy release
kind Body
kind Person
board is a Body
event asked(body: Body)
act answer()
fact emergency()
duty answer-it {
  bearer   b: Body
  owed to  board
  when     asked(body: b) as q
  must     answer() within 28 days from q
}
duty stand-still {
  bearer     b: Body
  if         emergency()
  overrides  answer-it
  must keep emergency()
}
"#,
        r#"
background
given
  a is a Body
  p is a Person

scenario "Waived"
  as of 31 August 2013
timeline
  1 May 2013  asked(body: a) as q
  2 May 2013  board waives answer-it of a
expect
  duty answer-it of a for q is released on 2 May 2013

scenario "Not theirs to waive"
  as of 31 August 2013
timeline
  1 May 2013  asked(body: a) as q
  2 May 2013  p waives answer-it of a
expect
  duty answer-it of a for q is breached on 30 May 2013

scenario "Disapplied"
  as of 31 August 2013
timeline
  1 May 2013  asked(body: a) as q
  2 May 2013  answer-it is disapplied for a
  3 May 2013  asked(body: a) as r
expect
  duty answer-it of a for q is released on 2 May 2013
  duty answer-it of a for r does not arise

scenario "Overridden"
  as of 31 August 2013
given
  emergency() from 10 May 2013 until 31 May 2013
timeline
  1 May 2013   asked(body: a) as q
  20 May 2013  asked(body: a) as r
  1 June 2013  asked(body: a) as s
expect
  duty answer-it of a for q is released on 10 May 2013
  duty answer-it of a for r does not arise
  duty answer-it of a for s is breached on 30 June 2013
"#,
    );
}

#[test]
fn s4_a_duty_arising_from_a_breach() {
    check(
        r#"
policy chain
kind Body
board is a Body
event asked(body: Body)
act answer()
act explain(to: Body)
duty answer-it {
  bearer  b: Body
  when    asked(body: b) as q
  must    answer() within 28 days from q
}
duty explain-it {
  bearer  b: Body
  when    answer-it of b is breached as lapse
  must    explain(to: board) within 14 days from lapse
}
"#,
        r#"
background
given
  a is a Body

scenario "Explained in time"
  as of 31 August 2013
timeline
  1 May 2013   asked(body: a) as q
  13 June 2013 a does explain(to: board)
expect
  duty answer-it of a for q is breached on 30 May 2013
  duty explain-it of a is discharged on 13 June 2013

scenario "Not explained"
  as of 31 August 2013
timeline
  1 May 2013   asked(body: a) as q
expect
  duty explain-it of a is breached on 14 June 2013
"#,
    );
}

#[test]
fn s4_2_one_of_two_instances_is_waived_by_the_name_of_what_brought_it_about() {
    check(
        r#"
policy p
kind Body
act ask(of: Body)
act answer(body: Body)
duty reply {
  bearer   b: Body
  owed to  a
  when     a: Body does ask(of: b) as question
  must     answer(body: a) within 14 days from question
}
"#,
        r#"
scenario "One question is taken back"
  as of 30 June 2013
given
  a, b are Body
timeline
  1 May 2013  a does ask(of: b) as first-question
  2 May 2013  a does ask(of: b) as second-question
  3 May 2013  a waives reply of b for second-question
expect
  duty reply of b for first-question is breached on 16 May 2013
  duty reply of b for second-question is released on 3 May 2013
"#,
    );
}
