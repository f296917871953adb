//! How far a run may go: rules that would go on for ages end in a message that names them, and hide no other scenario.

use std::{
    fmt::Write as _,
    fs,
    time::{Duration, Instant},
};

use crate::cli::{Done, vires};

const HEAD: &str = "policy far \"How far it goes\"
  in force from 1 January 2013
  powers of Council are not exhaustive

kind Body
kind Council is a Body, statutory
act pay(amount: money)
fact near(a: Council, b: Council)
fact ready(a: Council)
fact level(a: Council): number
";

/// Some councils, each near the next.
fn councils(number: usize) -> String {
    let mut given = format!("  c-1 to c-{number} are Council\n");
    for place in 1..number {
        writeln!(given, "  near(c-{place}, c-{})", place + 1).unwrap();
    }
    given
}

/// A pack of these rules with a scenario that asks, and one that asks nothing of them.
fn run(rules: &str, councils: &str, asked: &str, more: &[&str]) -> (Done, Duration) {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("p");
    fs::create_dir(&pack).unwrap();
    fs::write(pack.join("far.policy"), format!("{HEAD}\n{rules}")).unwrap();
    let far =
        format!("scenario \"Far\"\n  as of 1 June 2013\n\ngiven\n{councils}\nexpect\n  {asked}\n");
    let near = "scenario \"Near\"\n  as of 1 June 2013\n\ngiven\n  a is a Council\n  ready(a)\n\nexpect\n  ready(a)\n";
    fs::write(pack.join("far.scenario"), far).unwrap();
    fs::write(pack.join("near.scenario"), near).unwrap();
    let start = Instant::now();
    let mut arguments = vec!["run", "p"];
    arguments.extend(more);
    let done = vires(folder.path(), &arguments);
    (done, start.elapsed())
}

/// The far scenario is not evaluated for this reason, and the near one is.
#[track_caller]
fn stopped(done: &Done, said: &[&str]) {
    for said in said {
        assert!(done.err.contains(said), "{said}\n{}", done.err);
    }
    assert_eq!(done.code, 2, "{}", done.err);
    assert!(done.out.contains("Near"), "{}", done.out);
    assert!(done.out.contains("1 met"), "{}", done.out);
}

const ALL_PAIRS: &str = "define linked(a: Council)
  when some b: Council where some c: Council where level(a) + level(b) + level(c) is 7

prohibition none-linked {
  bearer   c: Council
  must not pay(amount: £5)
  unless   linked(c)
}
";

#[test]
fn a_definition_that_goes_over_all_threes_is_stopped_and_named() {
    let given = "  c-1 to c-1000 are Council\n".to_owned()
        + &(1..=1000)
            .map(|place| format!("  level(c-{place}) is 1\n"))
            .collect::<String>();
    let (done, _) = run(ALL_PAIRS, &given, "linked(c-1)", &["--steps", "300000"]);
    stopped(
        &done,
        &[
            "[P0908] error",
            "the definition `linked` uses up the run's budget of 300,000 steps",
            "far.policy:",
            "`--steps` sets the budget",
        ],
    );
    // The same is found where the budget is enough for it.
    let few = "  c-1 to c-10 are Council\n".to_owned()
        + &(1..=10)
            .map(|place| format!("  level(c-{place}) is 1\n"))
            .collect::<String>();
    let (done, _) = run(ALL_PAIRS, &few, "not linked(c-1)", &["--steps", "300000"]);
    assert_eq!(done.code, 0, "{}", done.err);
}

#[test]
fn steps_are_counted_and_not_timed() {
    let given = "  c-1 to c-40 are Council\n".to_owned()
        + &(1..=40)
            .map(|place| format!("  level(c-{place}) is 1\n"))
            .collect::<String>();
    let with = |steps: &str| {
        let (done, _) = run(ALL_PAIRS, &given, "not linked(c-1)", &["--steps", steps]);
        (done.code, done.err)
    };
    // The least that is enough, found by halving, is the same each time, and one less is too little.
    let (mut little, mut enough) = (0_u32, 100_000);
    while enough - little > 1 {
        let middle = u32::midpoint(little, enough);
        match with(&middle.to_string()).0 {
            0 => enough = middle,
            _ => little = middle,
        }
    }
    assert!(little > 1_600, "{little}");
    assert_eq!(with(&enough.to_string()).0, 0);
    assert_eq!(with(&little.to_string()), with(&little.to_string()));
    assert!(with(&little.to_string()).1.contains("[P0908] error"));
}

#[test]
fn what_the_scenario_itself_asks_is_named_as_such() {
    let given = "  c-1 to c-1000 are Council\n";
    let asked = "no a: Council where some b: Council where near(b, a) and ready(b)";
    let (done, _) = run("", given, asked, &["--steps", "500"]);
    stopped(
        &done,
        &[
            "[P0908] error",
            "what the scenario asks uses up the run's budget of 500 steps",
            "far.scenario:",
        ],
    );
}

#[test]
fn a_duty_for_everyone_and_every_month_of_an_age_ends_at_the_memory_it_may_keep() {
    let rules = "duty pay-monthly {
  bearer  c: Council
  each    month m
  must    pay(amount: £5) by end of m
}
";
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("p");
    fs::create_dir(&pack).unwrap();
    fs::write(pack.join("far.policy"), format!("{HEAD}\n{rules}")).unwrap();
    let far = "scenario \"Far\"\n  as of 1 June 9000\n\ngiven\n  c-1 to c-500 are Council\n";
    let near = "scenario \"Near\"\n  as of 1 February 2013\n\ngiven\n  a is a Council\n  ready(a)\n\nexpect\n  ready(a)\n";
    fs::write(pack.join("far.scenario"), far).unwrap();
    fs::write(pack.join("near.scenario"), near).unwrap();
    let done = vires(folder.path(), &["run", "p", "--memory", "8"]);
    stopped(
        &done,
        &[
            "[P0911] error",
            "the duty `pay-monthly` uses up the run's budget of 8 MB of memory",
            "far.policy:",
            "`--memory` sets the budget",
        ],
    );
}

#[test]
fn a_recursive_definition_over_all_pairs_ends_at_the_memory_it_may_keep() {
    let rules = "define reaches(a: Council, b: Council)
  when near(a, b)
  or   some c: Council where reaches(a, c) and reaches(c, b)

prohibition none {
  bearer   c: Council
  must not pay(amount: £5)
  unless   reaches(c, c)
}
";
    let (done, _) = run(
        rules,
        &councils(300),
        "reaches(c-1, c-300)",
        &["--memory", "1"],
    );
    stopped(
        &done,
        &[
            "[P0911] error",
            "the definition `reaches`",
            "budget of 1 MB",
        ],
    );
}

#[test]
fn definitions_that_call_each_other_in_a_long_row_are_named() {
    let mut rules = String::new();
    for depth in 0..50 {
        writeln!(
            rules,
            "define deep-{depth}(a: Council): number\n  is deep-{}(a){}\n",
            depth + 1,
            " + 1".repeat(250)
        )
        .unwrap();
    }
    rules.push_str("define deep-50(a: Council): number\n  is 1\n");
    let (done, _) = run(&rules, "  c-1 is a Council\n", "deep-0(c-1) is 1", &[]);
    assert_eq!(done.code, 2);
    assert!(done.err.contains("the definition `deep-"), "{}", done.err);
    assert!(
        done.err.contains("goes more than 10,000 calls deep"),
        "{}",
        done.err
    );
}

/// Three names over a thousand bodies each: a thousand million threes, of which the facts that join them leave few to look at.
#[test]
fn a_join_over_large_kinds_looks_only_where_facts_lead() {
    let rules = "define two-on(a: Council)
  when some b: Council where near(a, b) and some c: Council where near(b, c) and ready(c)

prohibition none {
  bearer   c: Council
  must not pay(amount: £5)
  unless   two-on(c)
}
";
    let asked = "exactly 1 a: Council where two-on(a)";
    let given = councils(1000) + "  ready(c-700)\n";
    let (done, _) = run(rules, &given, asked, &["--steps", "60000"]);
    assert_eq!(done.code, 0, "{}{}", done.err, done.out);
}

#[test]
fn a_question_stops_where_a_run_would() {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("p");
    fs::create_dir(&pack).unwrap();
    fs::write(pack.join("far.policy"), format!("{HEAD}\n{ALL_PAIRS}")).unwrap();
    let levels: String = (1..=400)
        .map(|place| format!("  level(c-{place}) is 1\n"))
        .collect();
    let far = format!(
        "scenario \"Far\"\n  as of 1 June 2013\n\ngiven\n  c-1 to c-400 are Council\n{levels}\ntimeline\n  1 May 2013  c-1 does pay(amount: £5) as payment\n"
    );
    fs::write(pack.join("far.scenario"), far).unwrap();
    let commands: [&[&str]; 4] = [
        &["ask", "p", "what must c-1 do"],
        &["explain", "p", "--act", "payment"],
        &["explain", "p", "--remedy"],
        &["what-if", "p", "Far", "without payment"],
    ];
    for arguments in commands {
        let mut all = arguments.to_vec();
        all.extend(["--steps", "20000"]);
        let done = vires(folder.path(), &all);
        assert_eq!(done.code, 2, "{arguments:?}: {}{}", done.out, done.err);
        assert!(
            done.err
                .contains("the definition `linked` uses up the run's budget of 20,000 steps"),
            "{arguments:?}: {}",
            done.err
        );
    }
}
