//! Delegation (S7): links, chains, revocation, limits; each numbered point of it.

use vires::record::{
    act::Authority,
    reason::{Fault, LinkFault},
    record::LinkRef,
};

use crate::meaning::{check, record};

/// Groups with a power, rules that let them and their officers delegate, and a reservation.
const POLICY: &str = r#"
policy delegating
  powers of StatutoryBody are exhaustive

kind Body
kind StatutoryBody is a Body, statutory
kind Group is a StatutoryBody
kind Council is a StatutoryBody
kind Officer
kind Contractor

functions {
  commissioning { planning  contracting }
  finance { paying }
  legal
}

act plan(year: number) under planning
act contract(amount: money, project: Project) under contracting
act pay(amount: money) under paying
act sue(who: Body) under legal
kind Project

fact trained(o: Officer)
fact enabled(g: Group)

power commission "Commission services" {
  holder g: Group
  may    plan(year: anything)
  may    contract(amount: anything, project: anything)
}

power spend "Spend money" {
  holder g: Group
  may    pay(amount: anything)
  if     enabled(g)
}

power litigate {
  holder g: Group
  may    sue(who: anyone)
}

delegation to-officers {
  from           g: Group
  to             o: Officer
  of             commissioning, finance, legal
  sub-delegation permitted
}

delegation to-groups {
  from  g: Group
  to    h: Group
  of    commissioning
  needs agreement of h
}

reserved legal of Group
"#;

/// Who there is in each of the stories.
const GIVEN: &str = r#"
background
given
  north is a Group
  south is a Group
  ann is an Officer
  bob is an Officer
  cat is an Officer
  dan is an Officer
  fay is a Contractor
  p1 is a Project
  p2 is a Project
  enabled(north)
"#;

#[track_caller]
fn stories(scenarios: &str) {
    check(POLICY, &format!("{GIVEN}{scenarios}"));
}

#[test]
fn s7_a_chain_from_the_holder_to_the_actor() {
    stories(
        r#"
scenario "Nobody was asked"
timeline
  1 May 2013  ann does plan(year: 1) on behalf of north as alone
expect
  act alone is ultra vires
  north is answerable for alone

scenario "One link"
timeline
  1 May 2013  north delegates planning to ann as link
  2 May 2013  ann does plan(year: 1) on behalf of north as act
  2 May 2013  ann does pay(amount: £1) on behalf of north as other
  2 May 2013  bob does plan(year: 1) on behalf of north as stranger
expect
  link link is valid
  act act is lawful via link
  north is answerable for act
  act other is void
  act stranger is ultra vires

scenario "Two links"
timeline
  1 May 2013  north delegates commissioning to ann as upper
  2 May 2013  ann delegates planning to bob as lower
  3 May 2013  bob does plan(year: 1) on behalf of north as act
  3 May 2013  bob does contract(amount: £1, project: p1) on behalf of north as beyond
expect
  link lower is valid
  act act is lawful via upper, lower
  act beyond is void

scenario "Before it was made, and on the day"
timeline
  1 May 2013  ann does plan(year: 1) on behalf of north as early
  1 May 2013  north delegates planning to ann as link
  1 May 2013  ann does plan(year: 2) on behalf of north as late
expect
  act early is void
  act late is lawful

scenario "The first and the last day"
timeline
  1 May 2013   north delegates planning to ann from 3 May 2013 until 5 May 2013 as link
  2 May 2013   ann does plan(year: 1) on behalf of north as early
  3 May 2013   ann does plan(year: 1) on behalf of north as first
  5 May 2013   ann does plan(year: 1) on behalf of north as last
  6 May 2013   ann does plan(year: 1) on behalf of north as late
expect
  act early is void
  act first is lawful
  act last is lawful
  act late is void
"#,
    );
}

#[test]
fn s7_a_link_is_made_under_a_rule_by_one_with_authority() {
    stories(
        r#"
scenario "No rule lets a group delegate to a contractor"
timeline
  1 May 2013  north delegates planning to fay as link
  2 May 2013  fay does plan(year: 1) on behalf of north as act
expect
  link link is void
  act act is void

scenario "Who has no authority gives none"
timeline
  1 May 2013  bob delegates planning to cat as link
  2 May 2013  cat does plan(year: 1) on behalf of north as act
expect
  link link is void
  act act is ultra vires

scenario "A later grant does not mend it"
timeline
  1 May 2013  bob delegates planning to cat as link
  2 May 2013  north delegates planning to bob
  3 May 2013  cat does plan(year: 1) on behalf of north as act
  3 May 2013  bob does plan(year: 1) on behalf of north as his
expect
  link link is void
  act act is void
  act his is lawful

scenario "It waits for the agreement it needs"
timeline
  1 May 2013  north delegates planning to south as lead
  2 May 2013  south does plan(year: 1) on behalf of north as early
  3 May 2013  south agrees to lead
  4 May 2013  south does plan(year: 1) on behalf of north as act
  5 May 2013  south withdraws agreement to lead
  6 May 2013  south does plan(year: 1) on behalf of north as late
expect
  link lead is valid
  act early is void
  act act is lawful via lead
  north is answerable for act
  act late is void
"#,
    );
}

#[test]
fn s7_the_holder_itself_must_have_the_power_then() {
    stories(
        r#"
scenario "The power is lost"
timeline
  1 May 2013  north delegates finance to ann as link
  2 May 2013  ann does pay(amount: £1) on behalf of north as before
  3 May 2013  enabled(north) ends
  4 May 2013  ann does pay(amount: £1) on behalf of north as after
expect
  act before is lawful
  act after is void

scenario "The holder is abolished"
timeline
  1 May 2013  north delegates planning to ann
  2 May 2013  north is abolished
  3 May 2013  ann does plan(year: 1) on behalf of north as after
expect
  act after is void

scenario "Its functions pass, and its links with them"
timeline
  1 May 2013  north delegates planning to ann as link
  2 May 2013  functions of north pass to south
  2 May 2013  north is abolished
  3 May 2013  ann does plan(year: 1) on behalf of south as after
expect
  act after is lawful via link
"#,
    );
}

#[test]
fn s7_1_each_link_is_tested_against_the_act_itself() {
    stories(
        r#"
scenario "A wider grant is good as far as the giver's goes"
timeline
  1 May 2013  north delegates planning to ann as upper
  2 May 2013  ann delegates commissioning to bob as lower
  3 May 2013  bob does plan(year: 1) on behalf of north as inside
  3 May 2013  bob does contract(amount: £1, project: p1) on behalf of north as outside
expect
  link lower is valid
  act inside is lawful
  act outside is void

scenario "The lowest limit counts"
timeline
  1 May 2013  north delegates contracting to ann up to £100 per act as upper
  2 May 2013  ann delegates contracting to bob up to £1,000 per act as lower
  3 May 2013  bob does contract(amount: £100, project: p1) on behalf of north as inside
  3 May 2013  bob does contract(amount: £100.01, project: p1) on behalf of north as outside
expect
  act inside is lawful
  act outside is void

scenario "An act by its own name"
timeline
  1 May 2013  north delegates contract to ann as link
  2 May 2013  ann does contract(amount: £1, project: p1) on behalf of north as inside
  2 May 2013  ann does plan(year: 1) on behalf of north as outside
expect
  act inside is lawful
  act outside is void

scenario "What is reserved is reached by nothing"
timeline
  1 May 2013  north delegates legal to ann as void-link
  1 May 2013  north delegates functions to bob as wide
  2 May 2013  ann does sue(who: south) on behalf of north as sued
  2 May 2013  bob does sue(who: south) on behalf of north as sued-too
  2 May 2013  bob does plan(year: 1) on behalf of north as planned
  2 May 2013  north does sue(who: south) as itself
expect
  link void-link is void
  link wide is valid
  act sued is void
  act sued-too is void
  act planned is lawful
  act itself is lawful

scenario "Delegating leaves the giver free to act"
timeline
  1 May 2013  north delegates planning to ann
  2 May 2013  north does plan(year: 1) as act
expect
  act act is lawful

scenario "Once, and not twice"
timeline
  1 May 2013  north delegates planning to ann with sub-delegation permitted once as a
  2 May 2013  ann delegates planning to bob as b
  3 May 2013  bob delegates planning to cat as c
  4 May 2013  bob does plan(year: 1) on behalf of north as second
  4 May 2013  cat does plan(year: 1) on behalf of north as third
expect
  link b is valid
  link c is void
  act second is lawful
  act third is void

scenario "Not at all"
timeline
  1 May 2013  north delegates planning to ann with sub-delegation not permitted as a
  2 May 2013  ann delegates planning to bob as b
  3 May 2013  bob does plan(year: 1) on behalf of north as act
expect
  link b is void
  act act is void

scenario "To one of a kind"
timeline
  1 May 2013  north delegates planning to ann with sub-delegation permitted to Contractor as a
  2 May 2013  ann delegates planning to bob as b
  2 May 2013  ann delegates planning to fay as f
  3 May 2013  fay does plan(year: 1) on behalf of north as act
expect
  link b is void
  link f is valid
  act act is lawful via a, f

scenario "While a condition holds"
given
  trained(ann) until 3 May 2013
timeline
  1 May 2013  north delegates planning to ann with sub-delegation permitted if trained(ann) as a
  2 May 2013  ann delegates planning to bob as b
  3 May 2013  bob does plan(year: 1) on behalf of north as early
  4 May 2013  bob does plan(year: 1) on behalf of north as late
expect
  link b is valid
  act early is lawful
  act late is void
"#,
    );
}

#[test]
fn s7_2_revoking_stops_all_below() {
    stories(
        r#"
scenario "From then on, and what was done stands"
timeline
  1 May 2013  north delegates planning to ann as upper
  2 May 2013  ann delegates planning to bob as lower
  3 May 2013  bob does plan(year: 1) on behalf of north as before
  4 May 2013  north revokes upper
  5 May 2013  bob does plan(year: 2) on behalf of north as after
expect
  act before is lawful
  act after is void
  link upper is valid as at 3 May 2013
  link upper is void as at 4 May 2013

scenario "Revoked and acting on one day"
timeline
  1 May 2013  north delegates planning to ann as link
  2 May 2013  ann does plan(year: 1) on behalf of north as before
  2 May 2013  north revokes link
  2 May 2013  ann does plan(year: 2) on behalf of north as after
expect
  act before is lawful
  act after is void

scenario "It does not revive on a later grant"
timeline
  1 May 2013  north delegates planning to ann as first
  2 May 2013  ann delegates planning to bob as lower
  3 May 2013  north revokes first
  4 May 2013  north delegates planning to ann as second
  5 May 2013  bob does plan(year: 1) on behalf of north as his
  5 May 2013  ann does plan(year: 1) on behalf of north as hers
expect
  act his is void
  act hers is lawful via second

scenario "Another earlier link still supports it"
timeline
  1 May 2013  north delegates planning to ann as first
  1 May 2013  north delegates commissioning to ann as second
  2 May 2013  ann delegates planning to bob as lower
  3 May 2013  north revokes first
  5 May 2013  bob does plan(year: 1) on behalf of north as act
expect
  act act is lawful via second, lower

scenario "A cycle gives nothing"
timeline
  1 May 2013  north delegates planning to ann as first
  2 May 2013  ann delegates planning to bob as second
  3 May 2013  bob delegates planning to ann as back
  4 May 2013  north revokes first
  5 May 2013  ann does plan(year: 1) on behalf of north as hers
  5 May 2013  bob does plan(year: 1) on behalf of north as his
expect
  act hers is void
  act his is void

scenario "Not by a stranger"
timeline
  1 May 2013  north delegates planning to ann as link
  2 May 2013  south revokes link
  3 May 2013  ann does plan(year: 1) on behalf of north as act
expect
  act act is lawful

scenario "Set aside from the beginning"
timeline
  1 May 2013  north delegates planning to ann as link
  2 May 2013  ann does plan(year: 1) on behalf of north as act
  3 May 2013  south sets aside link
expect
  link link is void
  act act is void
"#,
    );
}

#[test]
fn s7_3_what_is_charged_to_the_chain_reported() {
    stories(
        r#"
scenario "In total"
timeline
  1 May 2013  north delegates contracting to ann up to £100 in total as link
  2 May 2013  ann does contract(amount: £60, project: p1) on behalf of north as first
  3 May 2013  ann does contract(amount: £50, project: p1) on behalf of north as over
  4 May 2013  ann does contract(amount: £40, project: p2) on behalf of north as exact
  5 May 2013  ann does contract(amount: £0.01, project: p2) on behalf of north as penny
expect
  act first is lawful
  act over is void
  act exact is lawful
  act penny is void

scenario "Per project"
timeline
  1 May 2013  north delegates contracting to ann up to £100 per project as link
  2 May 2013  ann does contract(amount: £60, project: p1) on behalf of north as first
  3 May 2013  ann does contract(amount: £60, project: p2) on behalf of north as second
  4 May 2013  ann does contract(amount: £50, project: p1) on behalf of north as third
expect
  act first is lawful
  act second is lawful
  act third is void

scenario "In each financial year"
timeline
  31 March 2013  north delegates contracting to ann up to £100 in each financial-year as link
  31 March 2013  ann does contract(amount: £100, project: p1) on behalf of north as first
  1 April 2013   ann does contract(amount: £100, project: p1) on behalf of north as second
  2 April 2013   ann does contract(amount: £1, project: p1) on behalf of north as third
expect
  act first is lawful
  act second is lawful
  act third is void

scenario "At every link, for whoever acts"
timeline
  1 May 2013  north delegates contracting to ann up to £100 in total as upper
  2 May 2013  ann delegates contracting to bob as lower
  3 May 2013  bob does contract(amount: £70, project: p1) on behalf of north as his
  4 May 2013  ann does contract(amount: £40, project: p1) on behalf of north as hers
expect
  act his is lawful
  act hers is void

scenario "Below a limit the limit is out"
timeline
  1 May 2013  north delegates contracting to ann below £100 per act as link
  2 May 2013  ann does contract(amount: £99.99, project: p1) on behalf of north as inside
  2 May 2013  ann does contract(amount: £100, project: p1) on behalf of north as on-it
expect
  act inside is lawful
  act on-it is void
"#,
    );
}

#[test]
fn s7_3_the_shortest_chain_is_reported_and_how_many_others_there_are() {
    let (case, record) = record(
        POLICY,
        &format!(
            r#"{GIVEN}
scenario "Two ways"
timeline
  1 May 2013  north delegates planning to ann as long
  2 May 2013  ann delegates planning to bob as longer
  3 May 2013  north delegates planning to bob as short
  4 May 2013  north delegates commissioning to bob as later
  5 May 2013  bob does plan(year: 1) on behalf of north as act
"#
        ),
    );
    let label = |place: usize| case.timeline[place].label.clone().unwrap();
    let Authority::Chain(chain) = &record.acts[0].authority[0] else {
        panic!("{:?}", record.acts[0]);
    };
    let links: Vec<String> = chain
        .links
        .iter()
        .map(|link| match link.link {
            LinkRef::Made(place) => label(place).to_string(),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(links, ["short"]);
    assert_eq!(chain.others, 2);
}

#[test]
fn s7_3_the_nearest_chain_and_its_first_broken_link() {
    let first_fault = |scenario: &str| {
        let (_, record) = record(POLICY, &format!("{GIVEN}{scenario}"));
        match &record.acts.last().unwrap().validity {
            vires::record::act::Validity::Void(faults) => faults[0].clone(),
            other => panic!("{other:?}"),
        }
    };
    let revoked = first_fault(
        r#"
scenario "Revoked at the top"
timeline
  1 May 2013  north delegates planning to ann as upper
  2 May 2013  ann delegates planning to bob as lower
  3 May 2013  north revokes upper
  4 May 2013  bob does plan(year: 1) on behalf of north as act
"#,
    );
    assert_eq!(
        revoked,
        Fault::BrokenLink {
            link: LinkRef::Made(0),
            why: LinkFault::Revoked("2013-05-03".parse().unwrap())
        }
    );
    let limited = first_fault(
        r#"
scenario "Over the limit of one, and of no other function"
timeline
  1 May 2013  north delegates finance to ann as other
  1 May 2013  north delegates contracting to ann up to £10 per act as near
  4 May 2013  ann does contract(amount: £11, project: p1) on behalf of north as act
"#,
    );
    assert!(
        matches!(
            limited,
            Fault::BrokenLink {
                link: LinkRef::Made(1),
                why: LinkFault::OverLimit { .. }
            }
        ),
        "{limited:?}"
    );
}

#[test]
fn s7_4_a_link_that_is_given_is_a_state_of_affairs() {
    stories(
        r#"
scenario "Without a rule, in no order"
given
  ann delegates planning to fay as lower
  north delegates planning to ann with sub-delegation permitted until 5 May 2013 as upper
timeline
  5 May 2013  fay does plan(year: 1) on behalf of north as act
  6 May 2013  fay does plan(year: 1) on behalf of north as late
expect
  act act is lawful via upper, lower
  act late is void
  link lower is valid

scenario "With a day it is tested in full"
given
  ann delegates planning to bob made 1 April 2013 as lower
  north delegates planning to ann made 2 April 2013 as upper
timeline
  5 May 2013  bob does plan(year: 1) on behalf of north as act
  5 May 2013  ann does plan(year: 1) on behalf of north as hers
expect
  link lower is void
  link upper is valid
  act act is void
  act hers is lawful

scenario "In the order in which they were made"
given
  ann delegates planning to bob made 2 April 2013 as lower
  north delegates planning to ann made 1 April 2013 as upper
timeline
  5 May 2013  bob does plan(year: 1) on behalf of north as act
expect
  link lower is valid
  act act is lawful via upper, lower
"#,
    );
}

#[test]
fn s7_5_a_question_without_an_amount_asks_for_any() {
    stories(
        r#"
scenario "Any amount"
  as of 1 May 2013
given
  north delegates contracting to ann up to £100 per act as link
expect
  ann may contract(project: p1) on behalf of north
  ann may contract(amount: £100, project: p1) on behalf of north via link
  ann may not contract(amount: £101, project: p1) on behalf of north
  bob may not contract(amount: £1, project: p1) on behalf of north
"#,
    );
}

#[test]
fn links_made_by_another_and_by_law() {
    check(
        r#"
policy by-others
  powers of Group are exhaustive
kind Group is a Body, statutory
kind Board is a Body, statutory
kind Body
kind Officer
functions { commissioning { planning } }
act plan(year: number) under planning
board is a Board
power commission {
  holder g: Group
  may    plan(year: anything)
}
delegation directed {
  from    g: Group
  to      h: Group
  of      commissioning
  made by board
}
delegation by-law {
  from     g: Group
  to       o: Officer
  of       planning
  standing
  if       employed(o, g)
}
fact employed(o: Officer, g: Group)
"#,
        r#"
scenario "Made by the board"
given
  north is a Group
  south is a Group
  west is a Group
timeline
  1 May 2013  board on behalf of north delegates commissioning to south as link
  1 May 2013  west on behalf of north delegates commissioning to south as wrong
  2 May 2013  south does plan(year: 1) on behalf of north as act
expect
  link link is valid
  link wrong is void
  act act is lawful via link
  north is answerable for act

scenario "By law, while its condition holds"
given
  north is a Group
  ann is an Officer
  bob is an Officer
  employed(ann, north) until 5 May 2013
timeline
  5 May 2013  ann does plan(year: 1) on behalf of north as act
  5 May 2013  bob does plan(year: 1) on behalf of north as stranger
  6 May 2013  ann does plan(year: 1) on behalf of north as late
expect
  act act is lawful
  act stranger is void
  act late is void
"#,
    );
}

#[test]
fn s8_answerability_stays() {
    check(
        r#"
policy answering
  powers of Group are exhaustive
  in force from 1 October 2012
kind Body
kind Group is a Body, statutory
functions { commissioning { planning } }
act plan(year: financial-year) under planning
duty publish {
  bearer g: Group
  each   financial-year y
  must   plan(year: y) before start of y
}
delegation across {
  from g: Group
  to   h: Group
  of   commissioning
}
"#,
        r#"
scenario "A delegate's failure is the delegator's breach"
  as of 30 April 2013
given
  north is a Group
  south is a Group
timeline
  1 January 2013   north delegates planning to south as link
  1 March 2013     south does plan(year: 2013/14) as own
expect
  duty publish of north for 2013/14 is breached on 1 April 2013
  duty publish of south for 2013/14 is discharged on 1 March 2013
  north is answerable for duty publish of north for 2013/14

scenario "A delegate's act discharges the delegator's duty, and not its own"
  as of 30 April 2013
given
  north is a Group
  south is a Group
timeline
  1 January 2013   north delegates planning to south as link
  1 March 2013     south does plan(year: 2013/14) on behalf of north as act
expect
  duty publish of north for 2013/14 is discharged on 1 March 2013
  duty publish of south for 2013/14 is breached on 1 April 2013

scenario "Who act jointly each answer"
  as of 30 April 2013
given
  north is a Group
  south is a Group
timeline
  1 March 2013     north and south do plan(year: 2013/14) as joint
expect
  act joint is lawful
  north is answerable for joint
  south is answerable for joint
  nothing is breached
"#,
    );
}
