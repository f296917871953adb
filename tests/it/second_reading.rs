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
