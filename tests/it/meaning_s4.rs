//! Duties (S4.1 to S4.3): how instances arise, and how acts discharge them.

use crate::meaning::check;

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
