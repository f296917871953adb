//! What the random packs of the second reading (`reference/`) found, each as a small case.

use crate::meaning::check;

#[test]
fn s4_1_every_period_of_a_series_that_begins_later_has_its_instance() {
    check(
        r#"
policy dues
  in force from 1 October 2015
kind Body
act call()
period term every 2 months from 31 October 2015, 4 times
duty call-by-the-start {
  bearer  b: Body
  each    term y
  must    call() by start of y
}
duty call-by-the-end {
  bearer  b: Body
  each    term y
  must    call() by end of y
}
"#,
        r#"
scenario "Nothing happens"
  as of 31 March 2016
given
  a is a Body
expect
  duty call-by-the-start of a is breached on 1 November 2015
  duty call-by-the-start of a is breached on 1 January 2016
  duty call-by-the-start of a is breached on 1 March 2016
  duty call-by-the-end of a is breached on 31 December 2015
  duty call-by-the-end of a is breached on 29 February 2016
  duty call-by-the-end of a is pending due on 29 April 2016
"#,
    );
}

#[test]
fn s1_3_a_period_that_was_over_long_ago_asks_nothing_of_the_calendar() {
    check(
        r#"
policy dues
  in force from 1 October 2015
kind Body
act call()
calendar england from 2015 to 2017 { holidays 25 December 2015 }
duty call-soon {
  bearer  b: Body
  each    month y
  must    call() within 5 working days from end of y
}
"#,
        r#"
scenario "Nothing happens"
  as of 10 November 2015
given
  a is a Body
expect
  duty call-soon of a for September 2015 is breached on 8 October 2015
  duty call-soon of a for October 2015 is breached on 7 November 2015
  duty call-soon of a for August 2015 does not arise
"#,
    );
}

#[test]
fn s4_3_who_is_one_of_for_every_may_be_unknown() {
    check(
        r#"
policy calls
  in force from 1 October 2015
kind Body
kind Friend
fact near(body: Body, friend: Friend)
act call(to: Friend)
duty call-all {
  bearer  b: Body
  must    call(to: f) for every f: Friend where near(b, f) by 31 October 2015
}
"#,
        r#"
background
  as of 30 November 2015
given
  a is a Body
  f1, f2 are Friend
  unknown near(a, f1)

scenario "Nobody is called"
expect
  duty call-all of a is undetermined

scenario "The one is called"
timeline
  5 October 2015  a does call(to: f1)
expect
  duty call-all of a is discharged on 5 October 2015

scenario "Another is near for certain"
given
  near(a, f2)
expect
  duty call-all of a is breached on 1 November 2015
"#,
    );
}

#[test]
fn s4_2_a_waiver_does_not_undo_a_breach() {
    check(
        r#"
policy calls
  in force from 1 October 2015
kind Body
boss is a Body
act call()
duty call-once {
  bearer   b: Body
  owed to  boss
  must     call() by 31 October 2015
}
"#,
        r#"
scenario "Waived too late"
  as of 30 November 2015
given
  a is a Body
timeline
  5 November 2015  boss waives call-once of a
expect
  duty call-once of a is breached on 1 November 2015
  duty call-once of a is not released
"#,
    );
}

#[test]
fn s4_1_what_arises_past_its_deadline_is_breached_that_day_whatever_it_wants() {
    check(
        r#"
policy states
  in force from 1 October 2015
kind Body
fact open(body: Body)
event told(body: Body)
duty be-open-once {
  bearer  b: Body
  when    told(body: b) as e
  must achieve open(b) by 3 January 2016
}
duty be-open-then {
  bearer  b: Body
  when    told(body: b) as e
  must have open(b) on 3 January 2016
}
"#,
        r#"
scenario "Told too late"
  as of 31 March 2016
given
  a is a Body
  open(a) from 28 February 2016
timeline
  28 March 2016  told(body: a) as telling
expect
  duty be-open-once of a for telling is breached on 28 March 2016
  duty be-open-once of a for telling is discharged late on 28 March 2016
  duty be-open-then of a for telling is breached on 28 March 2016
"#,
    );
}

#[test]
fn s4_1_an_instance_that_may_exist_is_discharged_by_what_it_tests() {
    check(
        r#"
policy states
  in force from 1 October 2015
kind Body
fact open(body: Body)
fact large(body: Body)
duty be-open-then {
  bearer  b: Body
  if      large(b)
  must have open(b) on 3 January 2016
}
"#,
        r#"
background
  as of 31 March 2016
given
  a is a Body
  unknown large(a)

scenario "Open"
given
  open(a)
expect
  duty be-open-then of a is discharged

scenario "Closed"
expect
  duty be-open-then of a is undetermined
"#,
    );
}

const WATCHED: &str = r#"
policy watched
  in force from 1 October 2015
  powers of Body are exhaustive
kind Body is a Thing, statutory
kind Thing {
  size : number
}
values Topic { t1  t2 }
functions { work }
act talk(to: Body)
act pay(to: Body)
act report(on: Topic)
event storm()
fact f1(b: Body)
fact f2(b: Body)
fact link(a: Body, b: Body)
"#;

#[track_caller]
fn watched(norms: &str, scenario: &str) {
    check(&format!("{WATCHED}{norms}"), scenario);
}

#[test]
fn s4_1_what_may_not_exist_lacks_no_evidence_for_certain() {
    watched(
        r#"
duty show {
  bearer  b: Body where size of b at least 20
  each    month y
  must    show evidence of {t1, t2} by end of y
}
duty heed {
  bearer  b: Body where size of b at least 20
  when    b does pay() as payment
  must    have regard to t1
}
power pay {
  holder  b: Body
  may     pay()
}
"#,
        r#"
scenario "Its size is not known"
  as of 30 November 2015
given
  a is a Body
timeline
  2 November 2015  a does pay(to: a) as payment
expect
  duty show of a for October 2015 is undetermined
  duty heed of a for payment is undetermined
  act payment is lawful
"#,
    );
}

#[test]
fn s4_1_until_releases_up_to_the_deadline_and_not_after() {
    watched(
        r#"
duty call {
  bearer  b: Body
  when    storm() as e
  must    achieve f1(b) by 10 October 2015
  until   f2(b)
}
"#,
        r#"
scenario "It arises past its deadline"
  as of 30 November 2015
given
  a is a Body
  f2(a)
timeline
  12 October 2015  storm() as late
expect
  duty call of a for late is breached on 12 October 2015

scenario "It arises before it"
  as of 30 November 2015
given
  a is a Body
  f2(a)
timeline
  9 October 2015  storm() as early
expect
  duty call of a for early is released on 9 October 2015
"#,
    );
}

#[test]
fn s4_1_in_one_moment_what_releases_comes_before_what_breaches() {
    watched(
        r#"
duty keep {
  bearer  b: Body
  must    keep f1(b)
  until   f2(b)
}
transition closing {
  when    storm()
  effect  f1(b) ends    for every b: Body
  effect  f2(b) begins  for every b: Body
}
"#,
        r#"
scenario "Both at once"
  as of 30 November 2015
given
  a is a Body
  f1(a)
timeline
  12 October 2015  storm()
expect
  duty keep of a is released on 12 October 2015

scenario "It was in breach before"
  as of 30 November 2015
given
  a is a Body
timeline
  12 October 2015  storm()
expect
  duty keep of a is breached on 1 October 2015
"#,
    );
}

#[test]
fn s4_1_an_until_that_may_have_come_true_leaves_the_breach_open() {
    watched(
        r#"
duty achieve {
  bearer  b: Body
  must    achieve f1(b) by 10 October 2015
  until   f2(b)
}
duty have {
  bearer  b: Body
  must    have f1(b) on 10 October 2015
  until   f2(b)
}
"#,
        r#"
scenario "Whether it was released is not known"
  as of 30 November 2015
given
  a is a Body
  unknown f2(a)
expect
  duty achieve of a is undetermined
  duty have of a is undetermined
"#,
    );
}

#[test]
fn s4_3_for_whom_it_need_not_be_done_counts_for_nothing() {
    watched(
        r#"
duty tell {
  bearer  b: Body
  must    talk(to: c) for every c: Body where link(b, c)
}
duty tell-in-time {
  bearer  b: Body
  each    month y
  must    talk(to: c) for every c: Body where link(b, c) by end of y
}
"#,
        r#"
scenario "One who is no member"
  as of 20 October 2015
given
  a, b and c are Body
  link(a, b)
timeline
  3 October 2015  a does talk(to: c)
expect
  duty tell of a is pending

scenario "Who was a member at the deadline stays one"
  as of 30 November 2015
given
  a, b and c are Body
  link(a, b) until 31 October 2015
expect
  duty tell-in-time of a for October 2015 is breached on 1 November 2015
  duty tell-in-time of a for October 2015 is not discharged late
"#,
    );
}

#[test]
fn s4_4_a_test_is_made_on_its_day_whoever_bears_the_duty_by_then() {
    watched(
        r#"
duty have {
  bearer  b: Body
  must    have not f1(b) on 10 November 2015
}
"#,
        r#"
scenario "The duty passes before"
  as of 30 November 2015
given
  a and b are Body
timeline
  12 October 2015  functions of a pass to b
  1 November 2015  f1(b) begins
expect
  duty have of b is breached on 11 November 2015
"#,
    );
}

#[test]
fn s4_2_some_evidence_after_the_deadline_is_not_enough() {
    watched(
        r#"
duty show {
  bearer  b: Body
  each    month y
  must    show evidence of {t1, t2} by end of y
}
"#,
        r#"
scenario "One of two, too late"
  as of 20 November 2015
given
  a is a Body
timeline
  2 November 2015  evidence of {t1} for show of a for October 2015
expect
  duty show of a for October 2015 is not evidenced
"#,
    );
}

#[test]
fn s4_4_who_is_no_bearer_any_more_has_nothing_to_keep() {
    watched(
        r#"
duty keep {
  bearer  b: Body where f1(b)
  must    keep f2(b)
}
"#,
        r#"
scenario "It was a bearer once, and is one again"
  as of 30 November 2015
given
  a is a Body
  f1(a) until 31 October 2015
timeline
  5 November 2015  f2(a) begins
  6 November 2015  f2(a) ends
  20 November 2015  f1(a) begins
expect
  duty keep of a is breached on 1 October 2015
  duty keep of a is breached on 20 November 2015
  duty keep of a is not breached on 6 November 2015
"#,
    );
}

#[test]
fn s4_2_conditions_read_that_a_duty_is_pending() {
    watched(
        r#"
duty talk-on {
  bearer  b: Body
  must    talk(to: b) by 30 November 2015
}
duty pay-after-the-storm {
  bearer  b: Body
  when    storm() as e
  must    pay(to: b) within 5 days from e
  until   talk-on of b is pending
}
"#,
        r#"
scenario "It is"
  as of 30 October 2015
given
  a is a Body
timeline
  5 October 2015  storm() as e
expect
  talk-on of a is pending on 6 October 2015
  duty pay-after-the-storm of a for e is released on 5 October 2015
"#,
    );
}

#[test]
fn s11_nobody_is_one_of_the_answers_that_are_possible() {
    watched(
        r#"
decide chief(b: Body): Body first {
  f1(b)      then b
  otherwise  none "nobody"
}
"#,
        r#"
scenario "The body, or nobody"
  as of 30 October 2015
given
  a and b are Body
  unknown f1(a)
expect
  not (chief(a) is b)
  (chief(a) is a) is unknown
"#,
    );
}

#[test]
fn s6_what_an_immunity_may_keep_away_is_undetermined_for_whoever_acts() {
    watched(
        r#"
power talk {
  holder  t: Thing
  may     talk(to: anyone)
}
immunity quiet {
  holder  b: Body
  no      Thing may talk(to: b)
  if      f1(b)
}
"#,
        r#"
scenario "Whether it stands is not known"
  as of 30 October 2015
given
  a and b are Body
  someone is a Thing
  unknown f1(b)
timeline
  5 October 2015  someone does talk(to: b) as free
  5 October 2015  a does talk(to: b) as bound
  6 October 2015  a does talk(to: a) as other
expect
  act free is undetermined
  act bound is undetermined
  act other is lawful
"#,
    );
}
