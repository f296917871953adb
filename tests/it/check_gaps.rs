//! Gaps and overlaps that a pack's sources contain: nobody named, two bodies named, said twice, promised against the law.

use vires::{
    base::files::MemoryFiles,
    facade::check::check,
    report::{problems_text::problems_text, style::Style},
};

/// What `check` tells of a pack `p` beside a pack `law`.
fn checked(policy: &str) -> String {
    let files = MemoryFiles::new()
        .with("law/law.policy", LAW)
        .with("p/a.policy", policy);
    let checked = check(&files, &["p".to_owned()]);
    let mut told = problems_text(&checked.problems, &checked.loaded.texts, Style::PLAIN);
    for accepted in &checked.accepted {
        told.push_str(&format!(
            "accepted: {}, because {}\n",
            accepted.diagnostic.message, accepted.because
        ));
    }
    told
}

/// The first line of each message.
fn heads(policy: &str) -> String {
    let told = checked(policy);
    let heads = told
        .lines()
        .filter(|line| line.starts_with('[') || line.starts_with("accepted"));
    heads.collect::<Vec<_>>().join("\n")
}

const LAW: &str = r#"policy law
  rank Act

kind Body
kind Group is a Body
kind Council is a Body
kind Board is a Body
board is a Board
kind Place
kind Person

values Service {
  emergencies { ambulance }
  dental
  primary { doctors sight-tests }
  sexual-health { hiv-treatment }
  wheelchairs
}

fact present(person: Person, of: Group)
fact registered(person: Person, with: Group)
fact lives(person: Person, in: Council)

act direct(group: Group)
act spend(amount: money)
act publish(document: text)

power direct-groups {
  holder board
  may    direct(group: g)
}

duty publish-report {
  bearer g: Group
  each   financial-year y
  must   publish(document: "report") by end of y
}

decide who-arranges(s: Service): Body first {
  s is within dental  then board
  s is within primary then board
  otherwise none "the law names nobody else"
}

accept P1011 about who-arranges, emergencies, sexual-health, wheelchairs because "the law is about the board"
"#;

const GAPS: &str = r#"policy p
use law

decide arranger(s: Service, p: Person): Body first for g: Group, c: Council {
  s is within emergencies and present(p, g)    then g
  s is within hiv-treatment                    none "taken from councils"
  s is within sexual-health and lives(p, c)    then c
  s is within emergencies and registered(p, g) then g
  s is within dental                           then board
}
"#;

#[test]
fn services_given_to_nobody_and_to_two_are_told() {
    insta::assert_snapshot!(checked(GAPS));
}

#[test]
fn a_gap_of_the_source_is_accepted_by_all_that_it_is_about() {
    let accepting = format!(
        "{GAPS}\naccept P1011 about arranger, hiv-treatment because \"nobody is named\"\naccept P1011 about arranger, primary, wheelchairs because \"nor here\"\naccept P1012 about emergencies, arranger because \"both clauses stand\"\n"
    );
    insta::assert_snapshot!(heads(&accepting), @r#"
    accepted: `arranger` gives `hiv-treatment` to nobody, because nobody is named
    accepted: `arranger` gives `primary` and `wheelchairs` to nobody, because nor here
    accepted: two rows of `arranger` can name different bodies for `emergencies`, because both clauses stand
    "#);
}

#[test]
fn what_is_accepted_hides_nothing_that_comes_up_later() {
    // A gap that grew is not the gap that was accepted; neither is another overlap of the same row.
    let accepting = format!(
        "{GAPS}\naccept P1011 about arranger, hiv-treatment because \"nobody is named\"\naccept P1011 about arranger, wheelchairs because \"the source leaves them out\"\naccept P1012 about emergencies, arranger because \"both clauses stand\"\n"
    )
    .replace(
        "  s is within dental                           then board\n",
        "  s is within dental                           then board\n  s is within emergencies and lives(p, c)      then c\n",
    );
    insta::assert_snapshot!(heads(&accepting), @r#"
    [P1011] warning: `arranger` gives `primary` and `wheelchairs` to nobody
    [P1012] warning: two rows of `arranger` can name different bodies for `emergencies`
    [P1008] warning: this accepts a finding `P1011` that is not there
    accepted: `arranger` gives `hiv-treatment` to nobody, because nobody is named
    accepted: two rows of `arranger` can name different bodies for `emergencies`, because both clauses stand
    "#);
}

#[test]
fn an_accept_without_names_keeps_one_finding_of_its_code() {
    let accepting = format!("{GAPS}\naccept P1011 because \"nobody is named\"\n");
    insta::assert_snapshot!(heads(&accepting), @r#"
    [P1011] warning: `arranger` gives `primary` and `wheelchairs` to nobody
    [P1012] warning: two rows of `arranger` can name different bodies for `emergencies`
    accepted: `arranger` gives `hiv-treatment` to nobody, because nobody is named
    "#);
}

#[test]
fn an_otherwise_with_an_answer_leaves_no_gap() {
    let told = heads(&GAPS.replace("  s is within dental  ", "  otherwise           "));
    assert!(!told.contains("wheelchairs"), "{told}");
    assert!(told.contains("hiv-treatment"), "{told}");
}

#[test]
fn rows_that_their_conditions_keep_apart_are_not_told() {
    for kept_apart in [
        GAPS.replace("and registered(p, g)", "and not present(p, g)"),
        GAPS.replace(
            "s is within emergencies and registered",
            "s is ambulance and registered",
        ),
        GAPS.replace("registered(p, g) then g", "lives(p, c) then g")
            .replace(
                "decide arranger",
                "fact unused(p: Person)\n\ndecide arranger",
            )
            .replace("and present(p, g)", "and present(p, g) and not lives(p, c)"),
    ] {
        let told = heads(&kept_apart);
        assert!(!told.contains("P1012"), "{told}");
    }
}

#[test]
fn a_row_behind_one_that_always_holds_never_counts() {
    let told = heads(
        r#"policy p
use law

decide arranger(s: Service): Body first {
  s is within primary     then board
  s is sight-tests        then board
  s is not wheelchairs    then board
  s is within emergencies then board
  otherwise               then board
}
"#,
    );
    insta::assert_snapshot!(told, @r#"
    [P1013] warning: this row of `arranger` never counts
    [P1013] warning: this row of `arranger` never counts
    "#);
}

#[test]
fn two_packs_that_name_different_bodies_are_told() {
    let told = heads(
        r#"policy p
use law

decide promised(s: Service, p: Person): Council first for c: Council {
  s is within primary and lives(p, c) then c
  otherwise none "nothing else is promised"
}

accept P1011 about promised, emergencies, dental, sexual-health, wheelchairs because "nothing else is promised"
"#,
    );
    insta::assert_snapshot!(told, @r#"
    [P1012] warning: `who-arranges` and `promised` name different bodies for `primary`
    accepted: `promised` gives `emergencies`, `dental`, `sexual-health` and `wheelchairs` to nobody, because nothing else is promised
    "#);
}

const PROMISES: &str = r#"policy p
  rank promise
use law

immunity undirected {
  holder g: Group
  no     Board may direct(group: g)
}

freedom publish-or-not {
  holder g: Group
  may    publish(document: d) or not
}

freedom publish-leaflets {
  holder g: Group
  may    publish(document: "leaflet") or not
}

freedom councils-publish {
  holder c: Council
  may    publish() or not
}
"#;

#[test]
fn a_promise_against_the_law_is_told_with_both_ranks() {
    insta::assert_snapshot!(checked(PROMISES));
}

#[test]
fn a_promise_that_gives_way_is_not_told() {
    let gives_way = PROMISES.replace(
        "  no     Board may direct(group: g)\n",
        "  no     Board may direct(group: g)\n  overrides direct-groups\n",
    );
    let told = heads(&gives_way);
    assert!(!told.contains("undirected"), "{told}");
    let same_rank = heads(&PROMISES.replace("rank promise", "rank Act"));
    assert!(!same_rank.contains("P1014"), "{same_rank}");
}

#[test]
fn what_is_said_twice_under_more_conditions_is_told() {
    let told = heads(
        r#"policy p
use law

fact large(group: Group)

duty report {
  bearer g: Group
  each   financial-year y
  must   publish(document: "accounts") by end of y
}

duty large-ones-report {
  bearer g: Group
  each   financial-year y
  if     large(g)
  must   publish(document: "accounts") by end of y
}

duty publish-it-again {
  bearer g: Group
  each   financial-year y
  must   publish(document: "report") by end of y
}

power spend-it {
  holder g: Group
  may    spend(amount: m)
}

power spend-more {
  holder g: Group
  may    spend(amount: m)
  if     large(g)
}
"#,
    );
    insta::assert_snapshot!(told, @r#"
    [P1007] warning: whenever `large-ones-report` applies, `report` says the same
    [P1007] warning: `publish-it-again` says the same as `publish-report`
    "#);
}
