//! S1, point by point: the last day of each sort of deadline and the day after, months alone, `as of`, and the order of a day.

use vires::base::date::Date;

use crate::told::{met, outcome};

/// One duty for each way of saying a deadline, each brought about by a request that names the way.
const WAYS: &[(&str, &str)] = &[
    ("by-day", "by 1 May 2013"),
    ("before-day", "before 1 May 2013"),
    ("on-or-before-day", "on or before 1 May 2013"),
    ("by-month", "by May 2013"),
    ("days-from", "within 28 days from request"),
    ("days-with", "within 28 days beginning with request"),
    ("weeks-from", "within 2 weeks from request"),
    ("month-from", "within 1 month from request"),
    ("months-from", "within 2 months from request"),
    ("month-with", "within 1 month beginning with request"),
    ("year-from", "within 1 year from request"),
    ("working-from", "within 20 working days from request"),
    (
        "working-with",
        "within 5 working days beginning with request",
    ),
];

fn policy() -> String {
    let mut text = "policy p
  in force from 1 January 2010
  powers of Group are not exhaustive

kind Group, statutory
kind Person

calendar england from 2010 to 2014 { holidays 25 December 2013, 26 December 2013, 1 January 2014 }

fact open(c: Group)

act close()

define before-the-second(c: Group)
  when c has done close before 2 May 2013

define since-the-first(c: Group)
  when c has done close since 1 May 2013

define since-the-second(c: Group)
  when c has done close since 2 May 2013

define closed-before-asked(c: Group)
  when latest ask(of: c) as x and c has done close before x

define closed-since-asked(c: Group)
  when latest ask(of: c) as x and c has done close since x

define clear(c: Group)
  when c has done close at least 14 clear days before 16 May 2013
"
    .to_owned();
    let names: Vec<&str> = WAYS.iter().map(|(way, _)| *way).collect();
    text.push_str(&format!("\nvalues Way {{\n  {}\n}}\n", names.join("\n  ")));
    text.push_str("\nact ask(of: Group, way: Way)\nact answer(way: Way)\n");
    for (way, deadline) in WAYS {
        text.push_str(&format!(
            "\nduty duty-{way} {{\n  bearer  c: Group\n  when    p: Person does ask(of: c, way: {way}) as request\n  must    answer(way: {way}) {deadline}\n}}\n"
        ));
    }
    text
}

/// A request made on one day is pending at the end of its last day, discharged by an answer on it, and breached the day after.
#[track_caller]
fn last_day(way: &str, asked: &str, last: &str) {
    let next = last.parse::<Date>().unwrap().add_days(1).unwrap();
    let scenarios = format!(
        "scenario \"waiting\"
  as of {last}
given
  a is a Group
  p is a Person
timeline
  {asked}  p does ask(of: a, way: {way}) as request
expect
  duty duty-{way} of a for request is pending due on {last}
  nothing is breached

scenario \"answered on the last day\" like \"waiting\"
  as of {next}
but
  {last}  a does answer(way: {way})
expect
  duty duty-{way} of a for request is discharged on {last}
  nothing is breached

scenario \"answered the day after\" like \"waiting\"
  as of {next}
but
  {next}  a does answer(way: {way})
expect
  duty duty-{way} of a for request is breached on {next}
  duty duty-{way} of a for request is discharged late on {next}
"
    );
    met(&policy(), &scenarios);
}

#[test]
fn s1_1_by_a_day_includes_it_and_before_does_not() {
    last_day("by-day", "1 April 2013", "1 May 2013");
    last_day("on-or-before-day", "1 April 2013", "1 May 2013");
    last_day("before-day", "1 April 2013", "30 April 2013");
}

#[test]
fn s1_1_before_and_since_a_day_and_an_event() {
    let scenarios = "background
given
  a is a Group
  p is a Person

scenario \"On the day, and then asked\"
  as of 31 May 2013
timeline
  1 May 2013  a does close() as closing
  1 May 2013  p does ask(of: a, way: by-day)
expect
  before-the-second(a)
  since-the-first(a)
  not since-the-second(a)
  closed-before-asked(a)
  not closed-since-asked(a)
  clear(a)

scenario \"Asked, and then on the same day\"
  as of 31 May 2013
timeline
  1 May 2013  p does ask(of: a, way: by-day)
  1 May 2013  a does close()
expect
  not closed-before-asked(a)
  closed-since-asked(a)

scenario \"The day after\"
  as of 31 May 2013
timeline
  2 May 2013  a does close()
expect
  not before-the-second(a)
  since-the-first(a)
  since-the-second(a)
  not clear(a)
";
    met(&policy(), scenarios);
}

#[test]
fn s1_2_from_does_not_count_the_day_itself_and_beginning_with_does() {
    last_day("days-from", "1 May 2013", "29 May 2013");
    last_day("days-with", "1 May 2013", "28 May 2013");
    last_day("weeks-from", "1 May 2013", "15 May 2013");
}

#[test]
fn s1_3_months_end_on_the_corresponding_date_or_the_last_there_is() {
    last_day("months-from", "31 July 2013", "30 September 2013");
    last_day("month-from", "31 January 2013", "28 February 2013");
    last_day("month-from", "31 January 2012", "29 February 2012");
    last_day("month-from", "30 January 2012", "29 February 2012");
    last_day("month-from", "28 February 2013", "28 March 2013");
    last_day("month-with", "1 May 2013", "31 May 2013");
    last_day("month-with", "15 May 2013", "14 June 2013");
    last_day("year-from", "29 February 2012", "28 February 2013");
}

#[test]
fn s1_3_working_days_skip_weekends_and_holidays() {
    last_day("working-from", "6 December 2013", "8 January 2014");
    // A Saturday: the count begins on Monday.
    last_day("working-with", "7 December 2013", "13 December 2013");
    last_day("working-with", "9 December 2013", "13 December 2013");
    last_day("working-with", "25 December 2013", "3 January 2014");
}

#[test]
fn s1_4_a_month_alone_is_its_first_day_or_its_last() {
    last_day("by-month", "1 May 2013", "31 May 2013");
    let scenarios = "scenario \"From a month until a month\"
  as of August 2013
given
  a is a Group
  open(a) from May 2013 until June 2013
expect
  not open(a) on 30 April 2013
  open(a) on 1 May 2013
  open(a) on 30 June 2013
  not open(a) on 1 July 2013
";
    met(&policy(), scenarios);
    let outcome = outcome(&policy(), scenarios);
    let (_, found) = outcome.packs[0].scenarios[0].ran.as_ref().unwrap();
    assert_eq!(found.record.as_of.to_string(), "31 August 2013");
}

#[test]
fn s1_5_without_as_of_the_last_event_decides_and_later_events_are_left_out() {
    let scenarios = "background
given
  a is a Group
  p is a Person

scenario \"Up to the last event\"
timeline
  1 May 2013    p does ask(of: a, way: days-from) as request
  29 May 2013   a does close()
expect
  duty duty-days-from of a for request is pending

scenario \"An event after the end\"
  as of 30 May 2013
timeline
  1 May 2013    p does ask(of: a, way: days-from) as request
  31 May 2013   a does answer(way: days-from) as too-late
expect
  duty duty-days-from of a for request is breached on 30 May 2013
  duty duty-days-from of a for request is not discharged late
";
    met(&policy(), scenarios);
    let outcome = outcome(&policy(), scenarios);
    let left_out: Vec<usize> = outcome.packs[0]
        .scenarios
        .iter()
        .map(|scenario| scenario.ran.as_ref().unwrap().1.record.left_out.len())
        .collect();
    assert_eq!(left_out, [0, 1]);
}
