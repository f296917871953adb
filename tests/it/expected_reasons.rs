//! `because`, `because … not` and `via` are held against the explanation of a verdict, not only against the sources of the norm
//! that decided.

use vires::{
    base::files::MemoryFiles,
    facade::run::{Options, run},
    record::expected::Amiss,
};

const POLICY: &str = r#"policy libraries
  in force from 1 April 2012
  powers of Council are exhaustive

source code "The code of libraries" {
  clause C1 "A council that is able publishes its list"
  clause C2 "A council is able if it has a librarian"
  clause C3 "A poor council is let off"
  clause C4 "Libraries may be lent on"
  clause C5 "A council may lend books"
  clause C6 "Who does not publish explains"
}

functions { lending }

kind Body
kind Council is a Body, statutory
kind Trust is a Body, statutory

act publish(year: financial-year) "{actor} published its list for {year}"
act explain() "{actor} explained itself"
act lend(to: Trust) under lending "{actor} lent books to {to}"
fact librarian(council: Council) "{council} has a librarian"
fact poor(council: Council) "{council} is poor"

define able(c: Council) "{c} is able"
  when   librarian(c)
  source C2

define let-off(c: Council) "{c} is let off"
  when   poor(c)
  source C3

duty publish-list "Publish the list" {
  source   C1
  bearer   c: Council
  each     financial-year y
  if       able(c)
  unless   let-off(c)
  must     publish(year: y) before start of y
}

duty explain-failure "Explain a failure" {
  source   C6
  bearer   c: Council
  when     publish-list of c is breached as lapse
  must     explain() within 14 days from lapse
}

power lend-books "Lend books" {
  source   C5
  holder   c: Council
  may      lend()
}

delegation lend-on "Lend on" {
  source   C4
  from     c: Council
  to       t: Trust
  of       lending
}

town is a Council "Town Council"
choir is a Trust "the Choir"
band is a Trust "the Band"
"#;

fn amiss(expected: &str) -> Vec<Vec<Amiss>> {
    let scenario = format!(
        r#"scenario "reasons"
  as of 30 June 2013

given
  librarian(town)

timeline
  1 May 2012    town delegates lending to choir   as first
  2 May 2012    town delegates lending to band   as second
  3 May 2012    choir does lend(to: band) on behalf of town   as loan
  4 May 2012    town revokes second
  5 May 2012    band does lend(to: choir) on behalf of town   as late-loan

expect
{expected}
"#
    );
    let files = MemoryFiles::new()
        .with("p/p.policy", POLICY)
        .with("p/p.scenario", scenario);
    let outcome = run(&files, &["p".to_owned()], &Options::default(), &mut |_| {});
    assert!(outcome.problems.is_empty(), "{:?}", outcome.problems);
    let (_, found) = outcome.packs[0].scenarios[0].ran.as_ref().unwrap();
    found
        .expectations
        .iter()
        .map(|line| line.amiss.clone())
        .collect()
}

#[track_caller]
fn met(line: &str) {
    assert_eq!(amiss(&format!("  {line}")), vec![Vec::new()], "{line}");
}

#[track_caller]
fn not_met(line: &str, wanted: impl Fn(&Amiss) -> bool) {
    let found = amiss(&format!("  {line}"));
    assert!(
        matches!(found.as_slice(), [one] if one.len() == 1 && one.iter().all(&wanted)),
        "{line}: {found:?}"
    );
}

#[test]
fn because_is_held_against_the_explanation() {
    let duty = "duty publish-list of town for 2013/14 is breached";
    met(&format!("{duty} because C1"));
    // A definition that the condition calls has a clause of its own.
    met(&format!("{duty} because C1, C2"));
    not_met(&format!("{duty} because C1 not C2"), |part| {
        matches!(part, Amiss::Cited(_))
    });
    // The exception was read and did not apply, and nothing speaks of lending.
    not_met(&format!("{duty} because C3"), |part| {
        matches!(part, Amiss::NotCited(_))
    });
    met(&format!("{duty} because C1 not C3, C5"));
}

#[test]
fn a_duty_that_another_brings_about_is_because_of_both() {
    let duty = "duty explain-failure of town is breached on 16 April 2013";
    met(&format!("{duty} because C6"));
    met(&format!("{duty} because C6, C1, C2"));
    not_met(&format!("{duty} because C4"), |part| {
        matches!(part, Amiss::NotCited(_))
    });
}

#[test]
fn an_act_is_because_of_its_power_and_the_rule_of_its_link() {
    met("act loan is lawful because C5, C4 via first");
    not_met("act loan is lawful because C1", |part| {
        matches!(part, Amiss::NotCited(_))
    });
    not_met("act loan is lawful via second", |part| *part == Amiss::Via);
}

#[test]
fn via_names_the_link_that_stood_in_the_way() {
    met("act late-loan is void via second");
    not_met("act late-loan is void via first", |part| {
        *part == Amiss::Via
    });
    met("band may not lend(to: choir) on behalf of town on 6 May 2012 via second");
    not_met(
        "band may not lend(to: choir) on behalf of town on 6 May 2012 via first",
        |part| *part == Amiss::Via,
    );
    met("choir may lend(to: band) on behalf of town on 6 May 2012 because C5 via first");
}
