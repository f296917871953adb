//! Duties (S4): how instances arise, are discharged, breached, released, lapse and are taken over.

use vires::policy::expr::StateWord;

use crate::meaning::{check, record};

/// A plan that is to be published before its year begins.
const PLAN: &str = r#"
policy plans
  in force from 1 October 2012

kind Body
values Document { plan  report }
values Topic { quality  finance  involvement }

act publish(document: Document, year: financial-year, covering: set of Topic)

duty publish-plan {
  bearer  b: Body
  each    financial-year y
  must    publish(document: plan, year: y) before start of y
}
"#;

#[test]
fn s4_1_the_last_day_and_the_day_after() {
    check(
        PLAN,
        r#"
background
given
  a is a Body

scenario "On the last day"
  as of 1 April 2013
timeline
  31 March 2013  a does publish(document: plan, year: 2013/14)
expect
  duty publish-plan of a for 2013/14 is discharged on 31 March 2013
  nothing is breached

scenario "The day after"
  as of 30 April 2013
timeline
  1 April 2013  a does publish(document: plan, year: 2013/14)
expect
  duty publish-plan of a for 2013/14 is breached on 1 April 2013
  duty publish-plan of a for 2013/14 is discharged late on 1 April 2013

scenario "What is due on the last day looked at is pending"
  as of 31 March 2013
expect
  duty publish-plan of a for 2013/14 is pending due on 31 March 2013

scenario "And breached the day after"
  as of 1 April 2013
expect
  duty publish-plan of a for 2013/14 is breached on 1 April 2013
  duty publish-plan of a for 2013/14 is pending as at 31 March 2013
"#,
    );
}

#[test]
fn s4_1_commenced_mid_year() {
    check(
        PLAN,
        r#"
scenario "The first plan is that of the year after commencement"
  as of 30 November 2012
given
  a is a Body
expect
  duty publish-plan of a for 2012/13 does not arise
  duty publish-plan of a for 2013/14 is pending on 1 October 2012
  duty publish-plan of a for 2014/15 does not arise
"#,
    );
}

#[test]
fn s4_1_established_mid_year() {
    check(
        PLAN,
        r#"
scenario "A body of its own date"
  as of 30 June 2013
given
  a is a Body from 1 January 2013
  b is a Body from 1 April 2013
expect
  duty publish-plan of a for 2013/14 is pending as at 1 January 2013
  duty publish-plan of a for 2013/14 is breached on 1 April 2013
  duty publish-plan of b for 2013/14 does not arise
  duty publish-plan of b for 2014/15 is pending as at 1 April 2013
"#,
    );
}

#[test]
fn s4_1_no_beginning_at_all() {
    check(
        &PLAN.replace("  in force from 1 October 2012\n", ""),
        r#"
scenario "The first year looked at is that of the first happening"
  as of 30 June 2013
given
  a is a Body
timeline
  5 April 2013  a does publish(document: plan, year: 2013/14) as late
expect
  duty publish-plan of a for 2012/13 does not arise
  duty publish-plan of a for 2013/14 is breached on 1 April 2013
  duty publish-plan of a for 2013/14 is discharged late on 5 April 2013
  duty publish-plan of a for 2014/15 is pending
  nothing else is breached
"#,
    );
}

#[test]
fn s4_1_a_period_that_ends_before_the_norm_does_not_or_does_count() {
    check(
        r#"
policy ends
  in force from 1 April 2012 until 30 March 2014
kind Body
act report(year: financial-year)
duty report-yearly {
  bearer  b: Body
  each    financial-year y
  must    report(year: y) by end of y
}
"#,
        r#"
scenario "The last day to act falls after repeal"
  as of 1 June 2014
given
  a is a Body
expect
  duty report-yearly of a for 2012/13 is breached on 1 April 2013
  duty report-yearly of a for 2013/14 does not arise
"#,
    );
}

#[test]
fn s4_1_a_maybe_duty_can_be_discharged_and_is_never_breached() {
    check(
        r#"
policy maybe
kind Body
fact large(body: Body)
act ask(of: Body)
act answer()
act excuse()
duty answer-it {
  bearer  b: Body
  when    a: Body does ask(of: b) as question
  if      large(b)
  must    answer() within 7 days from question
}
duty excuse-it {
  bearer  b: Body
  when    answer-it of b is breached as lapse
  must    excuse() within 7 days from lapse
}
"#,
        r#"
background
given
  a is a Body
  b is a Body
  unknown large(b)

scenario "Not done"
  as of 1 July 2013
timeline
  1 May 2013  a does ask(of: b) as q
expect
  duty answer-it of b for q is undetermined
  duty excuse-it of b does not arise
  nothing is breached

scenario "Done"
  as of 1 July 2013
timeline
  1 May 2013  a does ask(of: b) as q
  3 May 2013  b does answer()
expect
  duty answer-it of b for q is discharged on 3 May 2013
"#,
    );
}

#[test]
fn s4_1_until_releases_before_the_deadline_and_not_after() {
    let policy = r#"
policy until-it
kind Body
fact closed(case: Body)
event opened(case: Body)
event closing(case: Body)
act answer(case: Body)
transition closes {
  when    closing(case: c) as e
  effect  closed(c) begins
}
duty answer-it {
  bearer  b: Body
  when    opened(case: b) as o
  until   closed(b)
  must    answer(case: b) within 7 days from o
}
"#;
    check(
        policy,
        r#"
background
given
  a is a Body

scenario "Before"
  as of 1 July 2013
timeline
  1 May 2013  opened(case: a) as o
  8 May 2013  closing(case: a)
expect
  duty answer-it of a for o is released on 8 May 2013

scenario "After"
  as of 1 July 2013
timeline
  1 May 2013  opened(case: a) as o
  9 May 2013  closing(case: a)
expect
  duty answer-it of a for o is breached on 9 May 2013
  duty answer-it of a for o is not released
"#,
    );
}

#[test]
fn s4_1_what_arises_past_its_deadline_is_breached_that_day() {
    check(
        r#"
policy past
kind Body
fact due-date(body: Body): date
act ask(of: Body)
act answer()
duty answer-it {
  bearer  b: Body
  when    a: Body does ask(of: b) as question
  must    answer() by due-date(b)
}
"#,
        r#"
scenario "Asked too late"
  as of 1 July 2013
given
  a is a Body
  b is a Body
  due-date(b) is 1 April 2013
timeline
  1 May 2013  a does ask(of: b) as q
expect
  duty answer-it of b for q is breached on 1 May 2013
"#,
    );
}

#[test]
fn s4_3_an_act_that_names_its_period_may_come_before_the_duty_arose() {
    check(
        PLAN,
        r#"
scenario "Published before the duty arose"
  as of 30 June 2013
given
  a is a Body
timeline
  1 March 2013  a does publish(document: plan, year: 2014/15)
expect
  duty publish-plan of a for 2014/15 is discharged on 1 April 2013
  duty publish-plan of a for 2013/14 is breached on 1 April 2013
"#,
    );
}

#[test]
fn s4_3_any_other_act_must_come_after() {
    check(
        r#"
policy after
kind Body
act ask(of: Body)
act answer()
duty answer-it {
  bearer  b: Body
  when    a: Body does ask(of: b) as question
  must    answer() within 7 days from question
}
"#,
        r#"
background
given
  a is a Body
  b is a Body

scenario "Answered before it was asked, the same day"
  as of 1 July 2013
timeline
  1 May 2013  b does answer()
  1 May 2013  a does ask(of: b) as q
expect
  duty answer-it of b for q is breached on 9 May 2013

scenario "Answered after it was asked, the same day"
  as of 1 July 2013
timeline
  1 May 2013  a does ask(of: b) as q
  1 May 2013  b does answer()
expect
  duty answer-it of b for q is discharged on 1 May 2013

scenario "A stranger's answer does not do"
  as of 1 July 2013
timeline
  1 May 2013  a does ask(of: b) as q
  2 May 2013  a does answer()
expect
  duty answer-it of b for q is breached on 9 May 2013

scenario "One answer discharges all that is open"
  as of 1 July 2013
timeline
  1 May 2013  a does ask(of: b) as q
  2 May 2013  a does ask(of: b) as r
  3 May 2013  b does answer()
expect
  duty answer-it of b for q is discharged on 3 May 2013
  duty answer-it of b for r is discharged on 3 May 2013
"#,
    );
}

#[test]
fn s4_3_several_acts_cover_a_set_together() {
    let policy = PLAN.replace(
        "must    publish(document: plan, year: y) before start of y",
        "must    publish(document: plan, year: y, covering: all of {quality, finance, involvement}) before start of y",
    );
    check(
        &policy,
        r#"
background
given
  a is a Body

scenario "Two acts"
  as of 30 April 2013
timeline
  1 February 2013  a does publish(document: plan, year: 2013/14, covering: {quality})
  1 March 2013     a does publish(document: plan, year: 2013/14, covering: {finance, involvement})
expect
  duty publish-plan of a for 2013/14 is partly discharged as at 1 February 2013
  duty publish-plan of a for 2013/14 is discharged on 1 March 2013

scenario "Partly"
  as of 28 February 2013
timeline
  1 February 2013  a does publish(document: plan, year: 2013/14, covering: {quality})
expect
  duty publish-plan of a for 2013/14 is partly discharged missing {finance, involvement}

scenario "Partly, and then too late"
  as of 30 April 2013
timeline
  1 February 2013  a does publish(document: plan, year: 2013/14, covering: {quality})
  9 April 2013     a does publish(document: plan, year: 2013/14, covering: {finance, involvement})
expect
  duty publish-plan of a for 2013/14 is breached on 1 April 2013 missing {finance, involvement}
  duty publish-plan of a for 2013/14 is discharged late on 9 April 2013
"#,
    );
}

/// Rent that is paid in instalments.
const RENT: &str = r#"
policy rent
  in force from 1 January 2013
kind Person
act pay(to: Person, amount: money)
duty pay-rent {
  bearer   t: Person where tenant(t)
  owed to  landlord
  each     month i
  must     pay(to: landlord, amount: in total £1,000) by end of i
}
fact tenant(person: Person)
landlord is a Person
"#;

#[test]
fn s4_3_money_is_used_once_on_the_oldest_due_first() {
    check(
        RENT,
        r#"
background
given
  t is a Person
  tenant(t)

scenario "One payment, two instalments open"
  as of 15 February 2013
timeline
  10 February 2013  t does pay(to: landlord, amount: £1,500)
expect
  duty pay-rent of t for January 2013 is discharged late on 10 February 2013
  duty pay-rent of t for February 2013 is partly discharged

scenario "Paid in parts"
  as of 15 February 2013
timeline
  10 January 2013  t does pay(to: landlord, amount: £400)
  20 January 2013  t does pay(to: landlord, amount: £600)
expect
  duty pay-rent of t for January 2013 is partly discharged as at 10 January 2013
  duty pay-rent of t for January 2013 is discharged on 20 January 2013
  duty pay-rent of t for February 2013 is pending

scenario "To a stranger"
  as of 15 February 2013
timeline
  10 January 2013  t does pay(to: t, amount: £1,000)
expect
  duty pay-rent of t for January 2013 is breached on 1 February 2013
"#,
    );
}

#[test]
fn s4_3_one_payment_and_two_duties_due_on_one_day_are_undetermined() {
    check(
        r#"
policy fees
kind Person
clerk is a Person
act pay(to: Person, amount: money)
event billed(person: Person)
duty pay-fee {
  bearer  p: Person
  when    billed(person: p) as bill
  must    pay(to: clerk, amount: in total £100) within 7 days from bill
}
"#,
        r#"
background
given
  p is a Person

scenario "Enough for one"
  as of 1 June 2013
timeline
  1 May 2013  billed(person: p) as one
  1 May 2013  billed(person: p) as two
  2 May 2013  p does pay(to: clerk, amount: £100)
expect
  duty pay-fee of p for one is undetermined
  duty pay-fee of p for two is undetermined

scenario "Enough for both"
  as of 1 June 2013
timeline
  1 May 2013  billed(person: p) as one
  1 May 2013  billed(person: p) as two
  2 May 2013  p does pay(to: clerk, amount: £200)
expect
  duty pay-fee of p for one is discharged
  duty pay-fee of p for two is discharged

scenario "Enough for the older"
  as of 1 June 2013
timeline
  1 May 2013  billed(person: p) as one
  2 May 2013  billed(person: p) as two
  3 May 2013  p does pay(to: clerk, amount: £100)
expect
  duty pay-fee of p for one is discharged on 3 May 2013
  duty pay-fee of p for two is breached on 10 May 2013
"#,
    );
}

#[test]
fn s4_3_for_every_is_read_afresh() {
    let policy = r#"
policy boards
  in force from 1 April 2012
kind Body
kind Board
fact relevant(board: Board)
act involve(board: Board, year: financial-year)
duty involve-boards {
  bearer  b: Body
  each    financial-year y
  must    involve(board: x, year: y) for every x: Board where relevant(x) before start of y
}
"#;
    check(
        policy,
        r#"
background
given
  a is a Body
  n is a Board
  w is a Board
  relevant(n)

scenario "All who are there then"
  as of 30 April 2013
given
  relevant(w) from 1 January 2013
timeline
  1 December 2012   a does involve(board: n, year: 2013/14)
expect
  duty involve-boards of a for 2013/14 is discharged on 1 December 2012

scenario "One more comes in time"
  as of 30 April 2013
given
  relevant(w) from 1 January 2013
timeline
  1 February 2013   a does involve(board: n, year: 2013/14)
  1 March 2013      a does involve(board: w, year: 2013/14)
expect
  duty involve-boards of a for 2013/14 is partly discharged as at 1 February 2013
  duty involve-boards of a for 2013/14 is discharged on 1 March 2013

scenario "One ceases to be one of them"
  as of 30 April 2013
given
  relevant(w) until 28 February 2013
timeline
  1 February 2013   a does involve(board: n, year: 2013/14)
expect
  duty involve-boards of a for 2013/14 is discharged on 1 March 2013

scenario "One is left out"
  as of 30 April 2013
given
  relevant(w)
timeline
  1 February 2013   a does involve(board: n, year: 2013/14)
expect
  duty involve-boards of a for 2013/14 is breached on 1 April 2013
"#,
    );
    check(
        policy,
        r#"
scenario "Nothing to do"
  as of 30 April 2012
given
  a is a Body
  n is a Board
expect
  duty involve-boards of a for 2013/14 is discharged on 1 April 2012
"#,
    );
}

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
