//! Typical mistakes: each typed into a file that was fine, told in helpful words, with a fix that works where one is offered.

use serde_json::{Value, json};

use crate::lsp_client::{Client, with_edits};

const POLICY: &str = "\
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

const SCENARIO: &str = "\
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
