//! Typical mistakes: each typed into a file that was fine, told in helpful words, with a fix that works where one is offered.

use serde_json::{Value, json};

use crate::lsp_client::{Client, with_edits};

pub const POLICY: &str = "\
policy club \"A club\"
  in force   from 1 January 2013
  powers of Club are not exhaustive

source rules \"The rules\" {
  clause R.1 \"The club meets every year\"
  clause R.2 \"The club keeps accounts\"
}

kind Body
kind Club is a Body, statutory {
  members : number
}
kind Person

functions {
  meetings
  accounts
}

act meet(club: Club, year: financial-year) under meetings
  \"{actor} met\"

act publish-accounts(year: financial-year) under accounts
  \"{actor} published its accounts\"

fact has-hall(club: Club)

duty meet-yearly \"Meet once a year\" {
  source    R.1
  bearer    c: Club
  each      financial-year y
  if        has-hall(c) and members of c at least 10
  must      meet(club: c, year: y) before end of y
}

duty keep-accounts \"Publish the accounts\" {
  source    R.2
  bearer    c: Club
  each      financial-year y
  must      publish-accounts(year: y) by end of y
}
";

pub const SCENARIO: &str = "\
scenario \"A year\"
  as of 31 March 2014

given
  rovers is a Club \"Rovers\" { members: 12 }
  has-hall(rovers)

timeline
  5 April 2013    rovers does publish-accounts(year: 2013/14)

expect
  duty keep-accounts of rovers for 2013/14 is discharged
";

/// A mistake: in which file, what is typed for what, and whether a fix is offered that brings back what was there.
struct Mistake {
    file: &'static str,
    right: &'static str,
    wrong: &'static str,
}

const fn policy(right: &'static str, wrong: &'static str) -> Mistake {
    Mistake {
        file: "club/club.policy",
        right,
        wrong,
    }
}

const fn scenario(right: &'static str, wrong: &'static str) -> Mistake {
    Mistake {
        file: "club/year.scenario",
        right,
        wrong,
    }
}

const MISTAKES: &[Mistake] = &[
    policy("duty meet-yearly", "dutty meet-yearly"),
    policy(
        "  bearer    c: Club\n  each      financial-year y\n  if",
        "  bearrer   c: Club\n  each      financial-year y\n  if",
    ),
    policy(
        "c: Club\n  each      financial-year y\n  must      publish",
        "c: Clbu\n  each      financial-year y\n  must      publish",
    ),
    policy("kind Club is a Body,", "kind Club is a Bodi,"),
    policy("under meetings", "under meeting"),
    policy("under accounts", "under acounts"),
    policy("must      meet(club", "must      mete(club"),
    policy("has-hall(c) and", "has-hal(c) and"),
    policy("members of c", "member of c"),
    policy("source    R.1", "source    R.11"),
    policy("meet(club: c, year: y)", "meet(clubs: c, year: y)"),
    policy(
        "each      financial-year y\n  must      publish",
        "each      finacial-year y\n  must      publish",
    ),
    policy(
        "act publish-accounts(year: financial-year)",
        "act publish-accounts(year: financal-year)",
    ),
    policy("  clause R.2", "  claus R.2"),
    policy("powers of Club", "powers of Clubb"),
    scenario("rovers is a Club", "rovers is a Clubs"),
    scenario("has-hall(rovers)", "has-hall(rover)"),
    scenario("does publish-accounts", "does publish-account"),
    scenario("duty keep-accounts", "duty keep-acounts"),
    scenario("timeline\n", "timelin\n"),
    scenario("members: 12", "member: 12"),
    // Brackets, braces and quotes that are missing, or of another sort.
    policy(
        "meet(club: c, year: y) before end of y",
        "meet(club: c, year: y before end of y",
    ),
    policy(
        "publish-accounts(year: y) by end of y\n}",
        "publish-accounts(year: y) by end of y\n",
    ),
    policy("has-hall(c) and members", "has-hall(c and members"),
    policy(
        "act meet(club: Club, year: financial-year)",
        "act meet(club: Club, year: financial-year",
    ),
    policy("meet(club: c, year: y)", "meet(club: c, year: y))"),
    policy("meet(club: c, year: y)", "meet(club: c, year: y}"),
    policy("\"Meet once a year\" {", "\"Meet once a year {"),
    policy("\"The club keeps accounts\"", "\"The club keeps accounts"),
    policy(
        "\"Publish the accounts\"",
        "\u{201c}Publish the accounts\u{201d}",
    ),
    policy("\"The club meets every year\"", "The club meets every year"),
    scenario("\"A year\"", "\"A year"),
    scenario(
        "publish-accounts(year: 2013/14)",
        "publish-accounts(year: 2013/14",
    ),
    // Words of everyday language.
    policy("duty keep-accounts", "obligation keep-accounts"),
    policy("must      publish-accounts", "shall     publish-accounts"),
    policy("has-hall(c) and members", "has-hall(c) & members"),
    policy("members of c at least 10", "members of c is at least 10"),
    policy("members of c at least 10", "members of c >= 10"),
    policy("members of c at least 10", "members of c = 10"),
    policy("members of c at least 10", "members of c greater than 10"),
    policy("members of c at least 10", "members of c at least ten"),
    policy("members of c at least 10", "members of c between 10 and 20"),
    policy(
        "has-hall(c) and members of c at least 10",
        "has-hall(c) and members of c at least 10 or members of c at least 20",
    ),
    policy("meet(club: c, year: y)", "meet(club = c, year: y)"),
    policy("before end of y", "before end of y."),
    policy("kind Club is a Body", "kind Club extends Body"),
    policy("is a Body, statutory", "is a Body statutory"),
    policy("kind Person", "kind person"),
    policy("members : number", "members is number"),
    policy("fact has-hall(club", "fact has hall(club"),
    policy("(club: Club, year", "(club: Club year"),
    policy("source    R.2", "source    R.1 R.2"),
    policy("source    R.2", "source    R.1 and R.2"),
    policy(
        "bearer    c: Club\n  each      financial-year y\n  must      publish",
        "bearer    every Club\n  each      financial-year y\n  must      publish",
    ),
    policy(
        "bearer    c: Club\n  each      financial-year y\n  must      publish",
        "holder    c: Club\n  each      financial-year y\n  must      publish",
    ),
    policy("source    R.2", "source:   R.2"),
    // Deadlines and days.
    policy("by end of y", "no later than end of y"),
    policy("before end of y", "within 28 days"),
    policy("before end of y", "28 days from start of y"),
    policy("before end of y", "within 28 days of start of y"),
    policy("before end of y", "within 28 business days from start of y"),
    policy("before end of y", "before end of y if has-hall(c)"),
    policy("1 January 2013", "January 1 2013"),
    policy("1 January 2013", "1st January 2013"),
    policy("1 January 2013", "1/1/2013"),
    scenario("5 April 2013 ", "Friday 5 April 2013 "),
    scenario("5 April 2013 ", "5th Apr 2013 "),
    scenario("for 2013/14 is", "for 2013-14 is"),
    scenario("is discharged", "is discharge"),
    scenario("members: 12", "members: twelve"),
    scenario("as of 31 March 2014", "as of 31 march 2014"),
];

/// The problems of both files, as the protocol has them.
fn problems(client: &mut Client, changed: &str) -> Vec<(String, Value)> {
    client.problems(changed);
    ["club/club.policy", "club/year.scenario"]
        .iter()
        .flat_map(|path| {
            let told = client.diagnostics(path);
            told.into_iter().map(|told| ((*path).to_owned(), told))
        })
        .collect()
}

fn text_of(file: &str) -> &'static str {
    if file == "club/club.policy" {
        POLICY
    } else {
        SCENARIO
    }
}

#[test]
fn typical_mistakes_are_told_with_fixes_that_work() {
    let mut client = Client::new(&[
        ("club/club.policy", POLICY),
        ("club/year.scenario", SCENARIO),
    ]);
    client.open("club/club.policy");
    client.open("club/year.scenario");
    assert_eq!(problems(&mut client, "club/year.scenario"), []);
    let mut failed = Vec::new();
    for mistake in MISTAKES {
        let right = text_of(mistake.file);
        assert_eq!(right.matches(mistake.right).count(), 1, "{}", mistake.right);
        let wrong = right.replace(mistake.right, mistake.wrong);
        client.change(mistake.file, json!([{ "text": wrong }]));
        let told = problems(&mut client, mistake.file);
        if !told.iter().any(|(file, _)| file == mistake.file) {
            failed.push(format!("{}: nothing is told: {told:?}", mistake.wrong));
        }
        let mut mended = false;
        for (file, problem) in &told {
            let actions = client.request(
                "textDocument/codeAction",
                json!({
                    "textDocument": { "uri": client.uri(file) },
                    "range": problem["range"],
                    "context": { "diagnostics": [problem] },
                }),
            );
            for action in actions.as_array().unwrap() {
                assert_eq!(action["kind"], "quickfix");
                let changes = action["edit"]["changes"].as_object().unwrap();
                let [(uri, edits)] = changes.iter().collect::<Vec<_>>()[..] else {
                    panic!("{action}");
                };
                assert_eq!(client.path(uri), mistake.file);
                let mend = with_edits(&wrong, edits.as_array().unwrap());
                client.change(mistake.file, json!([{ "text": mend }]));
                let left = problems(&mut client, mistake.file);
                mended |= left.is_empty();
                client.change(mistake.file, json!([{ "text": wrong }]));
                client.problems(mistake.file);
            }
        }
        if !mended {
            failed.push(format!(
                "{}: no fix mends it: {:?}",
                mistake.wrong,
                told.iter()
                    .map(|(_, told)| told["message"].as_str().unwrap())
                    .collect::<Vec<_>>()
            ));
        }
        client.change(mistake.file, json!([{ "text": right }]));
        assert_eq!(problems(&mut client, mistake.file), [], "{}", mistake.wrong);
    }
    assert!(
        failed.is_empty(),
        "{} of {}:\n{}",
        failed.len(),
        MISTAKES.len(),
        failed.join("\n")
    );
    assert_eq!(client.end(), 0);
}
