//! What a run names as the reason of what came out: what is disputed, which version, which rule, what exactly is missing.

use vires::{policy::norm::NormId, record::record::Record, words::Words};

use crate::told::{met, outcome, unmet};

const CLUBS: &str = r#"policy grants
  in force from 1 April 2012
  powers of Council are exhaustive

source rules "Rules" {
  clause G1 "Grants"
  clause G2 "A plan covers four things"
  clause G3 "Nobody is left out"
  clause G4 "Another council may act"
  clause G5 "Who is asked first"
  clause G6 "Who is asked next"
}

kind Body
kind Council is a Body, statutory
kind Club is a Body

values Topic { quality  money  people }

act apply(to: Council)
act answer(club: Club)
act publish(plan: text)
act involve(club: Club)
act give-grant(to: Club, amount: money) under giving

functions { giving  keeping }

fact size(club: Club): number
fact covers(council: Council): set of Topic
fact barred(council: Council)
"#;

/// Everything that is said of the first scenario's expectations that are not met, with the facts that were read.
fn said(policy: &str, scenario: &str) -> String {
    let found = outcome(&format!("{CLUBS}{policy}"), scenario);
    let (_, mut amiss) = unmet(&found);
    for scenario in found.packs.iter().flat_map(|pack| &pack.scenarios) {
        if let Some((case, found_here)) = &scenario.ran {
            let policy = found.packs[0].resolution.policy();
            let words = Words::new(policy).of_case(case);
            for line in &found_here.expectations {
                for read in &line.read {
                    amiss.push('\n');
                    amiss.push_str(&words.reading(read));
                }
                amiss.push('\n');
                amiss.push_str(&words.unknowns(&line.unknowns));
            }
        }
    }
    assert!(
        !amiss.is_empty(),
        "{:?}",
        found.problems.iter().collect::<Vec<_>>()
    );
    amiss
}

#[expect(
    clippy::type_complexity,
    reason = "what speaks of a record cannot be named: it borrows what it was made from"
)]
fn record(
    policy: &str,
    scenario: &str,
) -> (
    Record,
    impl Fn(&dyn Fn(&Words<'_>, &Record) -> String) -> String,
) {
    let found = outcome(&format!("{CLUBS}{policy}"), scenario);
    let ran = found.packs[0].scenarios[0]
        .ran
        .as_ref()
        .map(|(_, found)| found.record.clone());
    let Some(record) = ran else {
        panic!("{:?}", found.problems.iter().collect::<Vec<_>>());
    };
    let kept = record.clone();
    let tell = move |f: &dyn Fn(&Words<'_>, &Record) -> String| {
        let (case, _) = found.packs[0].scenarios[0].ran.as_ref().unwrap();
        let words = Words::new(found.packs[0].resolution.policy())
            .of_case(case)
            .of_record(&kept)
            .quoting(&found.loaded.texts);
        f(&words, &kept)
    };
    (record, tell)
}

/// S2: two sourced values of one thing are disputed, and the reason says between what and by whom.
#[test]
fn s2_what_is_disputed_is_said_to_be() {
    let said = said(
        "",
        r#"scenario "Two counts"
  as of 1 May 2013
given
  club-1, club-2 are Club
  size(club-2) is 7 according to "the club"
  size(club-2) is 9 according to "the neighbours"
  unknown size(club-1)
expect
  size(club-2) is 7
  size(club-1) is 7
"#,
    );
    assert!(
        said.contains(
            "size of club-2 is disputed: 7 according to the club and 9 according to the neighbours"
        ) || said
            .contains("is disputed: 7 according to the club and 9 according to the neighbours"),
        "{said}"
    );
    assert!(said.contains("(disputed: 7 according to"), "{said}");
    assert!(said.contains("unknown"), "{said}");
    assert!(!said.contains("is not stated"), "{said}");
}

/// S1.4 and S14: the convention quotes the month, not the scenario's head.
#[test]
fn s14_a_month_for_as_of_quotes_the_month() {
    let (record, tell) = record("", "scenario \"Days and months\"\n  as of June 2013\n");
    assert_eq!(record.conventions.len(), 1);
    let said = tell(&|words, record| words.convention(&record.conventions[0]));
    assert_eq!(said, "`June 2013` was taken as 30 June 2013");
}

/// S4.6: a conflict names the version that governs.
#[test]
fn s4_6_a_conflict_names_the_version_that_governs() {
    let (record, tell) = record(
        r#"
duty reply-in-time "Reply within 28 days" {
  bearer c: Council
  when a: Club does apply(to: c) as asking
  must answer(club: a) within 28 days from asking
  in force until 31 March 2013
}
duty reply-in-time "Reply within 14 days" {
  bearer c: Council
  when a: Club does apply(to: c) as asking
  must answer(club: a) within 14 days from asking
  in force from 1 April 2013
}
prohibition no-replies {
  bearer c: Council
  must not answer()
}
"#,
        r#"scenario "As the law would be"
  as of 3 May 2013
given
  hilltop is a Council
  choir is a Club
timeline
  1 May 2013  choir does apply(to: hilltop)
"#,
    );
    let [conflict] = record.conflicts.as_slice() else {
        panic!("{:?}", record.conflicts);
    };
    assert_eq!(conflict.versions[0], NormId::new(1));
    let said = tell(&|words, record| words.conflict(&record.conflicts[0]));
    assert!(said.contains("Reply within 14 days"), "{said}");
}

/// S11 and S13: a row of a decision that another decision's row asks is cited with it.
#[test]
fn s11_rows_asked_by_a_row_are_cited() {
    met(
        &format!(
            "{CLUBS}{}",
            r#"
decide first-asked(a: Club): Body first {
  size(a) more than 100  then hilltop  source G5
  otherwise              none "nobody"
}
decide asked(a: Club): Body first {
  size(a) more than 1000  then hilltop  source G1
  otherwise               then first-asked(a)  source G6
}
hilltop is a Council
"#
        ),
        r#"scenario "Asked twice"
  as of 1 May 2013
given
  choir is a Club
  band is a Club
  size(choir) is 200
  size(band) is 2
expect
  asked(choir) is hilltop because G5, G6 not G1
  asked(choir) is hilltop
  asked(band) is nobody
"#,
    );
}

/// S6: an act that does not breach a prohibition is held against the prohibition's own clauses.
#[test]
fn s6_a_prohibition_kept_is_cited() {
    let policy = format!(
        "{CLUBS}{}",
        r#"
prohibition nothing-large {
  source G1
  bearer c: Council
  must not give-grant(amount: m) where m more than £100
  in force until 31 May 2013
}
prohibition nothing-large {
  source G2
  bearer c: Council
  must not give-grant(amount: m) where m more than £50
  in force from 1 June 2013
}
power give { holder c: Council
  may give-grant()
}
"#
    );
    met(
        &policy,
        r#"scenario "Small gifts"
given
  hilltop is a Council
  choir is a Club
timeline
  1 May 2013   hilltop does give-grant(to: choir, amount: £60) as spring
  1 June 2013  hilltop does give-grant(to: choir, amount: £40) as summer
expect
  act spring does not breach nothing-large because G1 not G2
  act summer does not breach nothing-large because G2 not G1
"#,
    );
}

const GROUPS: &str = r#"
power give { holder c: Council
  may give-grant()
}
delegation lend-a-hand "Lend a hand" {
  source G4
  from c: Council
  to   d: Council
  of   giving
  if   not barred(d)
  needs agreement of d
}
"#;

/// S7: a link that its rule refuses names the rule and the condition, and cites the rule's clauses; so does an act that is
/// void for it.
#[test]
fn s7_a_refused_link_names_its_rule() {
    let scenario = r#"scenario "Refused"
given
  hilltop, dale, vale are Council
  choir is a Club
  barred(dale)
timeline
  1 May 2013   hilltop delegates giving to dale as barred-link
  2 May 2013   hilltop delegates giving to vale under lend-a-hand as silent-link
  3 May 2013   vale does give-grant(to: choir, amount: £1) on behalf of hilltop as gift
  4 May 2013   hilltop delegates giving to choir as odd-link
expect
  link barred-link is void because G4
  link silent-link is void because G4
  act gift is void because G4
  link odd-link is void because G4
"#;
    met(&format!("{CLUBS}{GROUPS}"), scenario);
    let (record, tell) = record(GROUPS, scenario);
    let told: Vec<String> = (0..record.links.len())
        .map(|place| tell(&move |words, record| words.fault(&record.links[place].faults[0])))
        .collect();
    assert_eq!(
        told,
        [
            "\"Lend a hand\" allows it only if `not barred(d)`, which is not so",
            "\"Lend a hand\" needs the agreement of vale, which is missing",
            "\"Lend a hand\" does not allow this one to delegate to that one",
        ]
    );
}

/// S4.2: what a condition lacks is named: the members that are left out, those of whom it is not so.
#[test]
fn s4_2_what_a_condition_lacks_is_named() {
    met(
        &format!(
            "{CLUBS}{}",
            r#"
duty keep-covering {
  source G2
  bearer c: Council
  each financial-year y
  must keep covers(c) includes all of {quality, money, people}
  in force from 1 April 2013
}
duty covered-at-the-end {
  bearer c: Council
  each financial-year y
  must have covers(c) includes all of {quality, money, people} on 1 May 2013
  in force from 1 April 2013
}
power say { holder c: Council
  may publish()
}
duty nobody-left-out {
  source G3
  bearer c: Council
  when c does publish() as publication
  must ensure no b: Club where size(b) more than 5 and c has not done involve(club: b) before publication
}
duty everyone-asked {
  bearer c: Council
  when c does publish() as publication
  must ensure every b: Club has size(b) more than 5
}
"#
        ),
        r#"scenario "Holes"
  as of 31 May 2014
given
  hilltop is a Council
  choir, band, eagles are Club
  size(choir) is 10
  size(band) is 20
  size(eagles) is 1
  covers(hilltop) is {quality, money} until 30 April 2014
  covers(hilltop) is {quality} from 1 May 2014
timeline
  1 April 2013 hilltop does involve(club: choir)
  3 April 2013 hilltop does publish(plan: "a") as plan
expect
  duty keep-covering of hilltop for 2013/14 is breached missing {people}
  duty covered-at-the-end of hilltop for 2013/14 is breached on 2 May 2013 missing {people}
  duty nobody-left-out of hilltop for plan is breached missing {band}
  duty everyone-asked of hilltop for plan is breached missing {eagles}
"#,
    );
}

/// S11: an expectation says on whose behalf a decision's answer acts.
#[test]
fn s11_on_whose_behalf_an_answer_acts_is_expected() {
    let policy = r#"
hilltop is a Council
dale is a Council
decide payer(a: Club): Body first {
  size(a) more than 100  then hilltop on behalf of dale  source G5
  otherwise              then hilltop
}
"#;
    let given = "scenario \"For whom\"\n  as of 1 May 2013\ngiven\n  choir, band are Club\n  size(choir) is 200\n  size(band) is 2\nexpect\n";
    met(
        &format!("{CLUBS}{policy}"),
        &format!(
            "{given}  payer(choir) is hilltop on behalf of dale because G5\n  payer(choir) on 1 April 2013 is hilltop on behalf of dale\n"
        ),
    );
    let said_of = said(
        policy,
        &format!("{given}  payer(band) is hilltop on behalf of dale\n"),
    );
    assert!(
        said_of.contains("hilltop, on nobody else's behalf"),
        "{said_of}"
    );
    let said_of = said(
        policy,
        &format!("{given}  payer(choir) is hilltop on behalf of hilltop\n"),
    );
    assert!(said_of.contains("hilltop on behalf of dale"), "{said_of}");
}

/// `some k: Topic` of a set of values binds where an argument with a name stands, as a kind does.
#[test]
fn some_value_binds_in_a_named_argument() {
    met(
        &format!(
            "{CLUBS}{}",
            r#"
act report(about: Topic)
fact serious(topic: Topic)
define alarming(c: Council)
  when c has done report(about: some k: Topic) before 1 June 2013 and serious(k)
define warned(c: Council)
  when serious(topic: some k: Topic) and c has done report(about: k)
"#
        ),
        r#"scenario "Reports"
  as of 1 May 2013
given
  hilltop, dale are Council
  serious(money)
timeline
  1 April 2013  hilltop does report(about: money)
  1 April 2013  dale does report(about: people)
expect
  alarming(hilltop)
  warned(hilltop)
  not alarming(dale)
  not warned(dale)
"#,
    );
}

/// A statement about values names those of which it does not hold, and nothing where it names none.
#[test]
fn a_statement_names_of_whom_it_does_not_hold() {
    let (record, _) = record(
        r#"
fact served(topic: Topic)
statement all-served "Every topic is served" {
  holds every t: Topic has served(t)
}
statement one-served "One is served" {
  holds some t: Topic where served(t)
}
"#,
        "scenario \"None\"\n  as of 1 May 2013\ngiven\n  served(money)\n  not served(people)\nexpect\n  statement one-served holds\n",
    );
    assert_eq!(
        record.statements[0].against.len(),
        2,
        "{:?}",
        record.statements
    );
    assert!(
        record
            .statements
            .iter()
            .all(|one| one.against.iter().all(|row| !row.is_empty()))
    );
}

/// S3 step 2: what arises on a day sees what the transitions of that day change.
#[test]
fn s3_a_period_sees_the_transition_of_its_first_day() {
    met(
        &format!(
            "{CLUBS}{}",
            r#"
duty covered-by-month {
  bearer c: Council
  each month m
  must have (covers(c) includes quality) on end of m
  unless barred(c)
  in force from 1 February 2014
}
transition open-again {
  on 1 April 2014
  effect barred(hilltop) ends
}
hilltop is a Council
"#
        ),
        r#"scenario "The bar ends"
  as of 30 April 2014
given
  covers(hilltop) is {quality}
  unknown barred(hilltop)
expect
  duty covered-by-month of hilltop for March 2014 is discharged
  duty covered-by-month of hilltop for April 2014 is pending
"#,
    );
}

/// S4.1: a duty that may exist stays undetermined where nothing is said of regard, and where no evidence is shown.
#[test]
fn s4_1_silence_under_a_duty_that_may_exist_is_no_finding() {
    met(
        &format!(
            "{CLUBS}{}",
            r#"
values Text { old-rules }
kind Large is a Body { staff : number }
duty mind-the-rules {
  bearer c: Large where staff of c at least 20
  when c does apply() as asking
  must have regard to old-rules
}
duty show-it {
  bearer c: Large where staff of c at least 20
  each financial-year y
  must show evidence of {old-rules} by end of y
  in force from 1 April 2014
}
"#
        ),
        r#"scenario "Staff not stated"
  as of 30 April 2015
given
  office is a Large
  hilltop is a Council
timeline
  1 May 2014  office does apply(to: hilltop) as asked
expect
  duty mind-the-rules of office for asked is undetermined
  duty show-it of office for 2014/15 is undetermined
"#,
    );
}
