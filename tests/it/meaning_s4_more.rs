//! Duties at closer sight (S4): hours, several parts, what is not known, directions, claims, kinds, conditions of force.

use vires::policy::expr::StateWord;

use crate::meaning::{check, record};

#[test]
fn s4_hours_run_by_the_clock_and_unsaid_times_matter_only_where_they_decide() {
    let policy = r#"
policy hours
kind Body
event found(body: Body)
act report()
duty report-soon {
  bearer  b: Body
  when    found(body: b) as finding
  must    report() within 72 hours from finding
}
"#;
    check(
        policy,
        r#"
background
given
  a is a Body

scenario "In time to the minute"
  as of 30 June 2013
timeline
  1 May 2013 09:00  found(body: a) as f
  4 May 2013 09:00  a does report()
expect
  duty report-soon of a for f is discharged on 4 May 2013

scenario "A minute late"
  as of 30 June 2013
timeline
  1 May 2013 09:00  found(body: a) as f
  4 May 2013 09:01  a does report()
expect
  duty report-soon of a for f is breached on 4 May 2013
  duty report-soon of a for f is discharged late on 4 May 2013

scenario "Without times, on the third day after: nobody can know"
  as of 30 June 2013
timeline
  1 May 2013  found(body: a) as f
  4 May 2013  a does report()
expect
  duty report-soon of a for f is undetermined

scenario "Without times, a day earlier: certain"
  as of 30 June 2013
timeline
  1 May 2013  found(body: a) as f
  3 May 2013  a does report()
expect
  duty report-soon of a for f is discharged on 3 May 2013

scenario "Not at all"
  as of 30 June 2013
timeline
  1 May 2013 09:00  found(body: a) as f
expect
  duty report-soon of a for f is breached on 5 May 2013
"#,
    );
}

#[test]
fn s4_several_parts_have_each_their_deadline() {
    check(
        r#"
policy parts
kind Body
event asked(body: Body)
act acknowledge()
act answer()
duty reply {
  bearer  b: Body
  when    asked(body: b) as q
  must    acknowledge() within 3 days from q
  must    answer() within 28 days from q
}
"#,
        r#"
background
given
  a is a Body

scenario "Both in time"
  as of 30 June 2013
timeline
  1 May 2013   asked(body: a) as q
  2 May 2013   a does acknowledge()
  20 May 2013  a does answer()
expect
  duty reply of a for q is partly discharged as at 2 May 2013
  duty reply of a for q is discharged on 20 May 2013

scenario "The first late"
  as of 30 June 2013
timeline
  1 May 2013   asked(body: a) as q
  20 May 2013  a does answer()
expect
  duty reply of a for q is breached on 5 May 2013
  duty reply of a for q is not discharged late

scenario "The second late"
  as of 30 June 2013
timeline
  1 May 2013   asked(body: a) as q
  2 May 2013   a does acknowledge()
  1 June 2013  a does answer()
expect
  duty reply of a for q is breached on 30 May 2013
  duty reply of a for q is discharged late on 1 June 2013
"#,
    );
}

#[test]
fn s4_1_must_keep_reads_its_conditions_at_each_moment() {
    let (_, found) = record(
        r#"
policy keeping
  in force from 1 April 2012
kind Body
fact staffed(body: Body)
fact open-to-public(body: Body)
duty keep-staffed {
  bearer  b: Body
  each    financial-year y
  if      open-to-public(b)
  must keep staffed(b)
}
"#,
        r#"
scenario "Open in summer only"
  as of 31 October 2012
given
  a is a Body
  open-to-public(a) from 1 June 2012 until 31 August 2012
"#,
    );
    let intervals: Vec<_> = found.duties[0]
        .intervals
        .iter()
        .map(|one| (one.from.iso(), one.until.map(|day| day.iso())))
        .collect();
    assert_eq!(
        intervals,
        [("2012-06-01".to_owned(), Some("2012-08-31".to_owned()))]
    );
}

#[test]
fn s4_4_what_may_not_have_been_kept_is_undetermined() {
    check(
        r#"
policy keeping
  in force from 1 April 2012
kind Body
fact staffed(body: Body)
duty keep-staffed {
  bearer  b: Body
  each    financial-year y
  must keep staffed(b)
}
"#,
        r#"
scenario "Not known for a while"
  as of 1 April 2013
given
  a is a Body
  staffed(a) until 31 May 2012
  unknown staffed(a) from 1 June 2012 until 30 June 2012
  staffed(a) from 1 July 2012
expect
  duty keep-staffed of a for 2012/13 is undetermined
  nothing is breached
"#,
    );
}

#[test]
fn s4_1_an_assessment_that_comes_late_decides_when_it_comes() {
    let policy = r#"
policy quality
  in force from 1 April 2012
kind Body
board is a Body
judgement improved(body: Body, year: financial-year) by board
duty improve {
  bearer  b: Body
  each    financial-year y
  must achieve improved(b, y) by end of y
}
"#;
    check(
        policy,
        r#"
background
given
  a is a Body

scenario "Nobody has assessed it"
  as of 30 April 2013
expect
  duty improve of a for 2012/13 is undetermined
  duty improve of a for 2012/13 is pending as at 31 March 2013

scenario "Assessed in time"
  as of 30 April 2013
timeline
  1 March 2013  board judges improved(a, 2012/13) true
expect
  duty improve of a for 2012/13 is discharged on 1 March 2013

scenario "Judged against it in time"
  as of 30 April 2013
timeline
  1 March 2013  board judges improved(a, 2012/13) false
expect
  duty improve of a for 2012/13 is breached on 1 April 2013

scenario "Judged against it later"
  as of 31 May 2013
timeline
  1 May 2013  board judges improved(a, 2012/13) false
expect
  duty improve of a for 2012/13 is breached on 1 May 2013

scenario "Judged for it later"
  as of 31 May 2013
timeline
  1 May 2013  board judges improved(a, 2012/13) true
expect
  duty improve of a for 2012/13 is discharged on 1 May 2013

scenario "Somebody else's judgement"
  as of 30 April 2013
timeline
  1 March 2013  a judges improved(a, 2012/13) true
expect
  duty improve of a for 2012/13 is undetermined
"#,
    );
}

/// A power that hangs on something, and duties before and after its exercise.
const MAYBE: &str = r#"
policy maybe
  powers of Council are exhaustive
kind Council, statutory
fact arranged(council: Council)
event asked(council: Council)
act reply()
act explain()
act regret()
power replying {
  holder  c: Council
  may     reply()
  if      arranged(c)
}
duty explain-reply {
  bearer  c: Council
  when    c does reply() as r
  must    explain() within 7 days from r
}
duty wait-for-reply {
  bearer  k: Council where asking(k)
  when    asked(council: k) as q
  must    sign() within 7 days from q
}
fact asking(council: Council)
act sign()
power signing {
  holder  c: Council
  may     sign()
  if      arranged(c)
}
duty regret-it {
  bearer  c: Council
  when    wait-for-reply of c is breached as lapse
  must    regret() within 7 days from lapse
}
"#;

#[test]
fn s4_1_an_act_that_may_be_void_sets_off_what_may_be() {
    check(
        MAYBE,
        r#"
background
given
  c is a Council
  unknown arranged(c)

scenario "A maybe-act triggers a maybe-duty"
  as of 30 June 2013
timeline
  1 May 2013  c does reply() as r
expect
  act r is undetermined
  duty explain-reply of c for r is undetermined
  nothing is breached
"#,
    );
}

#[test]
fn s4_3_what_may_have_discharged_is_undetermined_past_the_deadline() {
    // A duty carries power for what its `must` names, so the act is made uncertain by whether its bearer asks at all.
    check(
        MAYBE,
        r#"
scenario "Signed under a standing that is not known"
  as of 30 June 2013
given
  c is a Council
  asking(c) until 1 May 2013
  unknown arranged(c)
timeline
  1 May 2013  asked(council: c) as q
  2 May 2013  c does sign() as signature
expect
  act signature is undetermined
  duty wait-for-reply of c for q is undetermined
  duty wait-for-reply of c for q is undetermined as at 8 May 2013
  duty regret-it of c is undetermined
  nothing is breached

scenario "And then for certain"
  as of 30 June 2013
given
  c is a Council
  asking(c) until 1 May 2013
  unknown arranged(c) until 3 May 2013
  arranged(c) from 4 May 2013
timeline
  1 May 2013  asked(council: c) as q
  2 May 2013  c does sign() as signature
  5 May 2013  c does sign() as second
expect
  act second is lawful
  duty wait-for-reply of c for q is discharged on 5 May 2013
"#,
    );
}

#[test]
fn s4_5_a_direction_is_carried_out_by_its_deadline() {
    check(
        r#"
policy directions
  powers of Board are exhaustive
  powers of Group are exhaustive
kind Board, statutory
kind Group, statutory
board is a Board
fact failing(group: Group)
act direct(to: Group, to do: act)
act submit-plan(year: financial-year)
act dance()
power directing {
  holder  board
  may     direct(to: g: Group)
  if      failing(g)
}
duty obey {
  bearer  g: Group
  when    board does direct(to: g, to do: a) as direction
  must    a by deadline of direction
}
"#,
        r#"
background
given
  g is a Group
  h is a Group
  failing(g)

scenario "Done"
  as of 30 September 2013
timeline
  25 June 2013  board directs g to submit-plan(year: 2014/15) by 1 August 2013 as direction
  1 August 2013 g does submit-plan(year: 2014/15) as plan
expect
  duty obey of g for direction is discharged on 1 August 2013
  act plan is lawful

scenario "Something else, and too late"
  as of 30 September 2013
timeline
  25 June 2013  board directs g to submit-plan(year: 2014/15) by 1 August 2013 as direction
  1 July 2013   g does submit-plan(year: 2013/14) as other
  2 July 2013   g does dance() as dance
expect
  duty obey of g for direction is breached on 2 August 2013
  act other is ultra vires
  act dance is ultra vires

scenario "A void direction binds nobody"
  as of 30 September 2013
timeline
  25 June 2013  board directs h to submit-plan(year: 2014/15) by 1 August 2013 as direction
expect
  act direction is void
  duty obey of h for direction does not arise
"#,
    );
}

#[test]
fn s4_claims_and_burdens_pass() {
    check(
        r#"
policy loan
kind Person
event lent(by: Person, to: Person)
act repay(to: Person, amount: money)
duty repay-loan {
  bearer   d: Person
  owed to  c
  when     lent(by: c: Person, to: d) as loan
  must     repay(to: c, amount: in total £100) within 30 days from loan
}
"#,
        r#"
background
given
  ann is a Person
  ben is a Person
  cat is a Person

scenario "The claim is assigned"
  as of 30 June 2013
timeline
  1 May 2013   lent(by: ann, to: ben) as loan
  5 May 2013   repay-loan owed to ann passes to cat
  6 May 2013   ben does repay(to: ann, amount: £60)
  7 May 2013   ben does repay(to: cat, amount: £100)
expect
  duty repay-loan of ben for loan is discharged on 7 May 2013

scenario "The burden is taken over"
  as of 30 June 2013
timeline
  1 May 2013   lent(by: ann, to: ben) as loan
  5 May 2013   repay-loan of ben passes to cat
  6 May 2013   cat does repay(to: ann, amount: £100)
expect
  duty repay-loan of ben for loan is discharged on 6 May 2013
"#,
    );
}

#[test]
fn s4_1_from_the_day_a_body_is_of_the_kind_and_the_norm_in_force() {
    check(
        r#"
policy kinds
  in force from 1 April 2012
kind Body
kind Trust is a Body
kind FoundationTrust is a Trust
fact commenced()
act report(year: financial-year)
act tell(year: financial-year)
duty report-yearly {
  bearer  t: FoundationTrust
  each    financial-year y
  must    report(year: y) by end of y
}
duty tell-yearly {
  in force when commenced()
  bearer  t: Trust
  each    financial-year y
  must    tell(year: y) by end of y
}
"#,
        r#"
scenario "In the middle of the year"
  as of 30 April 2014
given
  t is a Trust
  t is a FoundationTrust from 1 January 2014
  commenced() from 1 February 2014
expect
  duty report-yearly of t for 2012/13 does not arise
  duty report-yearly of t for 2013/14 is breached on 1 April 2014
  duty tell-yearly of t for 2012/13 does not arise
  duty tell-yearly of t for 2013/14 is breached on 1 April 2014
  duty tell-yearly of t for 2013/14 is pending as at 1 February 2014
"#,
    );
}

#[test]
fn s4_states_of_norms_are_read_as_at_the_start_of_the_moment() {
    check(
        r#"
policy states
kind Body
event asked(body: Body)
act answer()
act excuse()
duty answer-it {
  bearer  b: Body
  when    asked(body: b) as q
  must    answer() within 7 days from q
}
duty no-excuse {
  bearer  b: Body
  when    b does excuse() as e
  must ensure not answer-it of b is breached
}
"#
        .replace(
            "not answer-it of b is breached",
            "not (answer-it of b is breached)",
        )
        .as_str(),
        r#"
scenario "On the day before and on the day of the breach"
  as of 30 June 2013
given
  a is a Body
timeline
  1 May 2013  asked(body: a) as q
  8 May 2013  a does excuse() as early
  9 May 2013  a does excuse() as late
expect
  duty no-excuse of a for early is discharged
  duty no-excuse of a for late is breached
"#,
    );
}

#[test]
fn s4_6_a_new_version_takes_over_what_is_pending_for_a_period() {
    check(
        r#"
policy plans
kind Body
act publish(year: financial-year)
act publish-short(year: financial-year)
duty plan {
  in force from 1 April 2012 until 31 December 2012
  bearer  b: Body
  each    financial-year y
  must    publish(year: y) within 3 months beginning with start of y
}
duty plan {
  in force from 1 January 2013
  also governs what is pending
  bearer  b: Body
  each    financial-year y
  must    publish-short(year: y) by end of y
}
"#,
        r#"
scenario "What was breached stays, what begins is under the new one"
  as of 30 April 2013
given
  a is a Body
expect
  duty plan of a for 2012/13 is breached on 1 July 2012
"#,
    );
}

#[test]
fn s4_1_a_declared_period_has_a_first_and_a_last() {
    let (case, found) = record(
        r#"
policy instalments
kind Person
period instalment monthly from 31 January 2013, 3 times
clerk is a Person
act pay(to: Person, amount: money)
fact owing(person: Person)
duty pay-instalment {
  bearer  p: Person where owing(p)
  each    instalment i
  must    pay(to: clerk, amount: in total £10) within 10 days from end of i
}
"#,
        r#"
scenario "Three instalments, the last of them due after the last has ended"
  as of 31 December 2013
given
  p is a Person
  owing(p)
timeline
  15 January 2013  p does pay(to: clerk, amount: £5)
  15 March 2013    p does pay(to: clerk, amount: £25)
"#,
    );
    assert_eq!(case.timeline.len(), 2);
    let due: Vec<_> = found
        .duties
        .iter()
        .map(|duty| duty.due.map(|day| day.iso()).unwrap_or_default())
        .collect();
    // The periods begin on 31 January, 28 February and 31 March, and the last ends on 29 April.
    assert_eq!(due, ["2013-03-09", "2013-04-09", "2013-05-09"]);
    let states: Vec<_> = found.duties.iter().map(|duty| duty.state).collect();
    assert_eq!(
        states,
        [
            StateWord::DischargedLate,
            StateWord::Discharged,
            StateWord::Breached
        ]
    );
    assert_eq!(found.duties[0].arose.iso(), "2013-01-31");
}

#[test]
fn s4_1_a_norm_that_begins_after_a_period_takes_those_whose_last_day_has_not_passed() {
    check(
        r#"
policy late-start
  in force from 1 May 2013
kind Body
act report(year: financial-year)
duty report-year {
  bearer  b: Body
  each    financial-year y
  must    report(year: y) within 2 months from end of y
}
"#,
        r#"
scenario "Commenced between the end of a year and the last day to report on it"
  as of 1 June 2013
given
  a is a Body
  b is a Body from 1 June 2013
expect
  duty report-year of a for 2011/12 does not arise
  duty report-year of a for 2012/13 is breached on 1 June 2013
  duty report-year of a for 2013/14 is pending
  duty report-year of b for 2012/13 does not arise
"#,
    );
}
