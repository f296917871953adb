//! Prohibitions, freedoms, immunities (S6), and conflicts, overriding and what is assumed (S10).

use vires::{
    policy::expr::StateWord,
    record::{act::VerdictWord, reason::Truth, record::ConflictKind},
};

use crate::meaning::{check, record};

#[test]
fn s6_a_prohibition_is_breached_by_void_acts_too() {
    check(
        r#"
policy preference
  powers of Group are exhaustive
kind Group, statutory
values Sector { private  public-sector }
kind Provider { sector: Sector }
fact ruled-by-court(group: Group)
act prefer(provider: Provider)
act apologise()
prohibition no-private-preference {
  bearer    g: Group
  must not  prefer(provider: p) where sector of p is private
  unless    ruled-by-court(g)
}
duty apologise-for-it {
  bearer  g: Group
  when    no-private-preference of g is breached as lapse
  must    apologise() within 7 days from lapse
}
"#,
        r#"
background
given
  g is a Group
  x is a Provider { sector: private }
  y is a Provider { sector: public-sector }

scenario "Preferred"
  as of 30 June 2013
timeline
  1 May 2013  g does prefer(provider: x) as one
  1 May 2013  g does prefer(provider: y) as two
expect
  act one is ultra vires
  act one breaches no-private-preference
  act two does not breach no-private-preference
  duty apologise-for-it of g is breached on 9 May 2013

scenario "Ruled by a court"
  as of 30 June 2013
given
  ruled-by-court(g)
timeline
  1 May 2013  g does prefer(provider: x) as one
expect
  act one does not breach no-private-preference
"#,
    );
}

#[test]
fn s6_a_power_or_freedom_that_nobody_uses_is_no_breach() {
    check(
        r#"
policy unused
kind Group, statutory
act buy()
act sell()
power buying {
  holder  g: Group
  may     buy()
}
freedom selling {
  holder  g: Group
  may     sell() or not
}
"#
        .replace("may     sell() or not", "may     sell()")
        .as_str(),
        r#"
scenario "Nothing happens"
  as of 30 June 2013
given
  g is a Group
timeline
  1 May 2013  g does sell() as sale
expect
  act sale is lawful
  nothing is breached
"#,
    );
}

/// An immunity of the rank of regulations against powers of three ranks.
fn immunity(rank: &str, status: &str) -> String {
    format!(
        r#"
policy structure
  rank    regulations
  powers of Board are exhaustive
kind Board, statutory
kind Group
values Matter {{ structure  spending }}
act direct(to: Group, about: Matter)
power directing {{
  rank    {rank}
  holder  b: Board
  may     direct()
}}
immunity own-structure {{
{status}
  holder  g: Group
  no      Board may direct(to: g, about: structure)
}}
"#
    )
}

const DIRECTED: &str = r#"
background
given
  b is a Board
  g is a Group
timeline
  1 May 2013  b does direct(to: g, about: structure) as on-structure
  1 May 2013  b does direct(to: g, about: spending) as on-spending
"#;

#[test]
fn s6_an_immunity_against_powers_of_three_ranks() {
    for rank in ["regulations", "guidance"] {
        check(
            &immunity(rank, ""),
            &format!(
                "{DIRECTED}\nscenario \"The same or a lower rank\"\n  as of 30 June 2013\nexpect\n  act on-structure is void\n  act on-spending is lawful\n"
            ),
        );
    }
    check(
        &immunity("Act", ""),
        &format!(
            "{DIRECTED}\nscenario \"A higher rank\"\n  as of 30 June 2013\nexpect\n  act on-structure is lawful\n  own-structure and directing conflict\n"
        ),
    );
}

#[test]
fn s6_an_immunity_that_is_only_assumed_stops_nothing() {
    check(
        &immunity("guidance", "  status  proposed"),
        &format!(
            "{DIRECTED}\nscenario \"Assumed\"\n  as of 30 June 2013\n  assuming own-structure\nexpect\n  act on-structure is lawful\n  own-structure and directing conflict\n\nscenario \"Not assumed\"\n  as of 30 June 2013\nexpect\n  act on-structure is lawful\n"
        ),
    );
}

#[test]
fn s10_one_act_discharges_one_and_breaches_the_other() {
    let policy = |overriding: &str| {
        format!(
            r#"
policy quarrel
kind Body
event asked(body: Body)
act answer()
duty answer-it {{
  bearer  b: Body
  when    asked(body: b) as q
  must    answer() within 7 days from q
{overriding}}}
prohibition be-silent {{
  bearer    b: Body
  must not  answer()
}}
"#
        )
    };
    let scenario = r#"
scenario "Asked and answered"
  as of 30 June 2013
given
  a is a Body
timeline
  1 May 2013  asked(body: a) as q
  2 May 2013  a does answer() as answer
expect
"#;
    check(
        &policy(""),
        &format!(
            "{scenario}  answer-it and be-silent conflict\n  act answer is valid but in breach\n  duty answer-it of a for q is discharged\n"
        ),
    );
    check(
        &policy("  overrides be-silent\n"),
        &format!("{scenario}  act answer is lawful\n"),
    );
    let (_, found) = record(
        &policy("  overrides be-silent\n"),
        &format!("{scenario}  act answer is lawful\n"),
    );
    assert!(found.conflicts.is_empty());
}

#[test]
fn s10_a_freedom_against_what_a_live_duty_requires() {
    let (_, found) = record(
        r#"
policy free
kind Body
event asked(body: Body)
act answer()
duty answer-it {
  bearer  b: Body
  when    asked(body: b) as q
  must    answer() within 7 days from q
}
freedom answer-or-not {
  holder  b: Body
  may     answer()
}
"#,
        "scenario \"Asked\"\n  as of 30 June 2013\ngiven\n  a is a Body\ntimeline\n  1 May 2013  asked(body: a) as q\n",
    );
    assert_eq!(found.conflicts.len(), 1);
    assert_eq!(found.conflicts[0].kind, ConflictKind::FreedomAgainstDuty);
    assert_eq!(found.conflicts[0].on.iso(), "2013-05-01");
}

const PROPOSAL: &str = r#"
policy proposals
kind Body
event asked(body: Body)
act answer()
duty answer-it {
  in force from 1 May 2013
  status  proposed
  bearer  b: Body
  when    asked(body: b) as q
  must    answer() within 7 days from q
}
prohibition no-answers {
  status    announced
  bearer    b: Body
  must not  answer()
}
"#;

#[test]
fn s10_a_proposal_binds_only_where_it_is_assumed() {
    check(
        PROPOSAL,
        r#"
background
given
  a is a Body
timeline
  30 April 2013  asked(body: a) as early
  1 May 2013     asked(body: a) as q
  20 May 2013    a does answer() as answer

scenario "Not assumed"
  as of 30 June 2013
expect
  duty answer-it of a for q does not arise
  act answer is lawful
  nothing is breached

scenario "Assumed, with its own commencement"
  as of 30 June 2013
  assuming answer-it
expect
  duty answer-it of a for early does not arise
  duty answer-it of a for q is breached on 9 May 2013
  act answer is lawful

scenario "The other one"
  as of 30 June 2013
  assuming no-answers
expect
  act answer is valid but in breach
"#,
    );
}

#[test]
fn s10_each_verdict_that_it_changes_is_shown_with_and_without_it() {
    let (_, found) = record(
        PROPOSAL,
        "scenario \"Assumed\"\n  as of 30 June 2013\n  assuming no-answers, answer-it\ngiven\n  a is a Body\ntimeline\n  1 May 2013  asked(body: a) as q\n  2 May 2013  a does answer()\n",
    );
    assert_eq!(found.acts[0].verdict, VerdictWord::ValidButInBreach);
    assert_eq!(found.acts[0].without_assumption, Some(VerdictWord::Lawful));
    assert_eq!(found.duties[0].state, StateWord::Discharged);
    assert_eq!(found.duties[0].without_assumption, Some(None));
}

#[test]
fn s10_what_does_not_bind_is_followed_or_departed_from() {
    check(
        r#"
policy guidance
  rank guidance
  not binding
kind Body
event asked(body: Body)
act answer()
duty answer-it {
  bearer  b: Body
  when    asked(body: b) as q
  must    answer() within 7 days from q
}
"#
        .replace("  not binding\n", "  status not binding\n")
        .as_str(),
        r#"
scenario "Followed once"
  as of 30 June 2013
given
  a is a Body
timeline
  1 May 2013   asked(body: a) as q
  2 May 2013   a does answer()
  10 May 2013  asked(body: a) as r
expect
  duty answer-it of a for q is followed
  duty answer-it of a for r is departed from on 18 May 2013
  nothing is breached
"#,
    );
}

const PROMISED: &str = r#"
policy promised
source law {
  clause L1
  clause L2
}
kind Council
act favour(club: text)
fact kept(council: Council)
prohibition no-favours {
  source    L1
  bearer    c: Council
  must not  favour(club: x) where x is "friends"
}
statement all-kept {
  source    L2
  status    announced
  for       c: Council
  holds     kept(c)
}
"#;

#[test]
fn s6_what_is_not_breached_cites_what_was_kept_to() {
    check(
        PROMISED,
        r#"
scenario "Kept, and not kept"
  as of 30 June 2013
given
  c is a Council
timeline
  1 May 2013   c does favour(club: "strangers") as fair
  2 May 2013   c does favour(club: "friends") as unfair
expect
  act fair does not breach no-favours because L1 not L2
  act unfair breaches no-favours because L1
"#,
    );
}

#[test]
fn s10_a_statement_that_is_only_announced_is_tried_where_it_is_assumed() {
    let tried = |assuming: &str| {
        let scenario = format!(
            "scenario \"A promise\"\n{assuming}  as of 30 June 2013\ngiven\n  c is a Council\nexpect\n  nothing is breached\n"
        );
        record(PROMISED, &scenario).1.statements[0].holds
    };
    assert_eq!(tried("  assuming all-kept\n"), Some(Truth::False));
    assert_eq!(tried(""), None);
}
