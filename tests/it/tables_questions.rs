//! Questions asked over tables: the same answers as a scenario gives and as a full look gives, and bad tables told of.

use std::{fmt::Write as _, fs, path::Path, process::Command};

use vires::{
    base::files::{Files, MemoryFiles},
    facade::{
        bulk::{Bulk, Outs, Tables, run},
        given::{Given, Table},
    },
};

const POLICY: &str = r#"
policy small "Delegated spending"
  powers of Body are exhaustive
  powers of Officer are exhaustive

kind Body, statutory
kind Officer, statutory

functions {
  spending { buying  granting }
}

act buy(amount: money) under buying
act grant(amount: money) under granting
act advise()

fact most(body: Body): money

define has-most(b: Body)
  when   most(b) is stated

define twice(b: Body): money
  is 2 * most(b)

freedom give-advice {
  holder    o: Officer
  may       advise()
}

power buy-by-statute {
  holder    b: Body
  may       buy()
  if        has-most(b)
  up to     most(b)
}

power grant-by-statute {
  holder    b: Body
  may       grant()
  in force  from 1 April 2021
}
"#;

const BACKGROUND: &str = r#"
background
  as of 31 December 2022

columns of delegations {
  link            from "id"
  delegator       from "giver"
  delegate        from "to"
  function        from "what"
  limit           from "most"
  from            from "from"
  until           from "until"
  sub-delegation  from "sub"
}

given
  north, south is a Body
  ann, bob, cat, dan, eve are Officer
"#;

fn memory() -> MemoryFiles {
    let background = BACKGROUND.replace("north, south is a Body", "north, south are Body");
    MemoryFiles::new()
        .with("pack/small.policy", POLICY)
        .with("pack/background.scenario", background)
}

fn table<'a>(name: &str, text: &'a str) -> Table<'a> {
    (name.to_owned(), Box::new(text.as_bytes()))
}

struct Asked<'a> {
    facts: &'a str,
    links: (&'a str, &'a str),
    questions: (&'a str, &'a str),
    answers: &'a str,
    in_full: bool,
}

const FACTS: &str = "body,value,from\nnorth,1000,\nsouth,500,2021-06-01\n";
const LINKS: &str = "id,giver,to,what,most,from,until,sub\n\
    l1,north,ann,spending,800,2020-01-01,2022-06-30,1\n\
    l2,ann,bob,buying,£600,2020-01-01,,once\n\
    l3,bob,cat,buy,,,,0\n\
    l4,cat,dan,buy,,,,0\n\
    l5,south,bob,buying;granting,100.50,,,yes\n\
    l6,dan,ann,buying,,,,1\n";

fn ask(asked: &Asked<'_>) -> (Bulk, String) {
    let mut out: Vec<u8> = Vec::new();
    let files = memory();
    let tables = Tables {
        pack: "pack".to_owned(),
        background: "pack/background.scenario".to_owned(),
        events: None,
        scenarios: None,
        given: Given {
            individuals: Vec::new(),
            facts: vec![("most".to_owned(), table("most.csv", asked.facts))],
            delegations: Some(table(asked.links.0, asked.links.1)),
        },
        questions: Some(table(asked.questions.0, asked.questions.1)),
        as_of: None,
        strict: false,
        jobs: Some(1),
        stream: false,
        size: None,
        in_full: asked.in_full,
    };
    let outs = Outs {
        answers: Some((asked.answers, &mut out)),
        ..Outs::default()
    };
    let bulk = run(&files as &dyn Files, tables, outs, &mut |_, _| {});
    (bulk, String::from_utf8(out).unwrap())
}

fn told(bulk: &Bulk) -> String {
    let mut text = String::new();
    for one in &bulk.problems {
        let help = one.help.as_deref().unwrap_or_default();
        writeln!(
            text,
            "{} {:?} {} ({help})",
            one.code, one.place, one.message
        )
        .unwrap();
    }
    text
}

#[test]
fn questions_of_every_form_are_answered() {
    let questions = "question,ask,actor,act,amount,for,what,b,date\n\
        own,may,north,buy,1000,,,,\n\
        too-much,may,north,buy,1000.01,,,,\n\
        one-link,may,ann,buy,800,anyone,,,2022-06-30\n\
        over,may,bob,buy,601,anyone,,,2022-06-30\n\
        ended,may,ann,buy,1,anyone,,,2022-07-01\n\
        two-links,may,bob,buy,600,north,,,2022-01-01\n\
        shorter,may,bob,buy,100.50,anyone,,,2022-01-01\n\
        once,may,cat,buy,600,north,,,2022-01-01\n\
        not-on,may,dan,buy,1,anyone,,,2022-01-01\n\
        before-the-fact,may,bob,buy,1,south,,,2021-05-31\n\
        before-the-norm,may,ann,grant,1,north,,,2021-03-31\n\
        any,may,ann,buy,,north,,,2022-01-01\n\
        any-one,may,cat,buy,,anyone,,,2022-01-01\n\
        unknown-body,may,eve,buy,1,anyone,,,2022-01-01\n\
        who,who-may,,buy,700,north,,,2022-01-01\n\
        what,what-may,ann,,,,,,2022-01-01\n\
        must,what-must,north,,,,,,2022-01-01\n\
        value,what-is,,,,,twice,south,2021-06-01\n\
        nothing,what-is,,,,,twice,south,2021-05-31\n";
    let (bulk, answers) = ask(&Asked {
        facts: FACTS,
        links: ("links.csv", LINKS),
        questions: ("questions.csv", questions),
        answers: "answers.csv",
        in_full: false,
    });
    assert_eq!(told(&bulk), "");
    insta::assert_snapshot!(answers);
}

#[test]
fn json_lines_say_the_same_as_csv() {
    let links: String = LINKS
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<_> = line.split(',').collect();
            let keys = LINKS.lines().next().unwrap().split(',');
            let object: serde_json::Map<String, serde_json::Value> = keys
                .zip(cells)
                .map(|(key, cell)| (key.to_owned(), cell.into()))
                .collect();
            format!("{}\n", serde_json::Value::Object(object))
        })
        .collect();
    let csv =
        "actor,act,amount,for,date\nbob,buy,600,north,2022-01-01\ncat,buy,1,anyone,2022-01-01\n";
    let jsonl = "{\"actor\":\"bob\",\"act\":\"buy\",\"amount\":600,\"for\":\"north\",\"date\":\"2022-01-01\"}\n\
        {\"actor\":\"cat\",\"act\":\"buy\",\"amount\":1,\"for\":\"anyone\",\"date\":\"2022-01-01\"}\n";
    let of = |links: (&str, &str), questions: (&str, &str), answers: &str| {
        let (bulk, answers) = ask(&Asked {
            facts: FACTS,
            links,
            questions,
            answers,
            in_full: false,
        });
        assert_eq!(told(&bulk), "");
        answers
    };
    let one = of(("links.csv", LINKS), ("q.csv", csv), "a.csv");
    let other = of(("links.jsonl", &links), ("q.jsonl", jsonl), "a.csv");
    assert_eq!(one, other);
    let lines = of(("links.csv", LINKS), ("q.csv", csv), "a.jsonl");
    insta::assert_snapshot!(format!("{one}\n{lines}"));
}

#[test]
fn a_quick_look_says_what_a_full_look_says() {
    // Links between few officers, with cycles, ends, limits and every sort of sub-delegation, from a fixed sequence.
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) % below
    };
    let names = ["north", "south", "ann", "bob", "cat", "dan", "eve"];
    let mut refused = 0;
    for _ in 0..30 {
        let mut links = "id,giver,to,what,most,from,until,sub\n".to_owned();
        for number in 0..14 {
            let giver = names[next(7) as usize];
            let to = names[2 + next(5) as usize];
            let what = ["buying", "buy", "spending", "granting", "buy;grant"][next(5) as usize];
            let most = ["", "100", "£250.50", "900"][next(4) as usize];
            let from = ["", "2021-01-01", "2022-01-01"][next(3) as usize];
            let until = ["", "2022-06-30"][next(2) as usize];
            let sub = ["1", "0", "once", "1"][next(4) as usize];
            writeln!(
                links,
                "l{number},{giver},{to},{what},{most},{from},{until},{sub}"
            )
            .unwrap();
        }
        let mut questions = "actor,act,amount,for,date\n".to_owned();
        for _ in 0..60 {
            let actor = names[next(7) as usize];
            let act = ["buy", "grant"][next(2) as usize];
            let amount = ["50", "250.50", "600", "1001", ""][next(5) as usize];
            let whom = ["anyone", "north", "south", ""][next(4) as usize];
            let date = ["2020-06-01", "2021-05-31", "2021-07-01", "2022-12-31"][next(4) as usize];
            writeln!(questions, "{actor},{act},{amount},{whom},{date}").unwrap();
        }
        let of = |in_full| {
            let (bulk, answers) = ask(&Asked {
                facts: FACTS,
                links: ("links.csv", &links),
                questions: ("questions.csv", &questions),
                answers: "answers.csv",
                in_full,
            });
            assert_eq!(told(&bulk), "");
            answers
        };
        let (quick, full) = (of(false), of(true));
        for (number, (one, other)) in quick.lines().zip(full.lines()).enumerate() {
            let question = questions.lines().nth(number).unwrap();
            assert_eq!(one, other, "{question}\n{links}");
        }
        assert_eq!(quick.lines().count(), 61);
        refused += quick.matches(",no,").count();
    }
    assert!(
        (200..1700).contains(&refused),
        "both answers occur: {refused}"
    );
}

#[test]
fn bad_rows_of_links_and_questions_are_told_of() {
    let links = "\u{feff}id,giver,to,what,most,from,until,sub\r\n\
        l1,nroth,ann,buying,1,,,1\r\n\
        l2,north,ann,bying,1,,,1\r\n\
        l3,north,ann,buying,-1,,,1\r\n\
        l4,north,ann,buying,1,2022-01-01,2021-01-01,1\r\n\
        l5,north,ann,buying,1,,,maybe\r\n\
        l6,north,ann,buying\r\n\
        l7,north,ann,buying,1,,,1\r\n";
    let questions = "actor,act,amount,for,date\r\n\
        ann,bye,1,,2022-01-01\r\n\
        anne,buy,1,,2022-01-01\r\n\
        ann,buy,one,,2022-01-01\r\n\
        ann,buy,1,nobody,2022-01-01\r\n\
        ann,advise,1,,2022-01-01\r\n\
        ann,buy,1,,2022-02-30\r\n\
        ,buy,1,,2022-01-01\r\n\
        ann,buy,1,north,2022-01-01\r\n";
    let (bulk, answers) = ask(&Asked {
        facts: FACTS,
        links: ("links.csv", links),
        questions: ("questions.csv", questions),
        answers: "answers.csv",
        in_full: false,
    });
    assert_eq!(bulk.bad_rows, 13);
    insta::assert_snapshot!(format!("{}\n{answers}", told(&bulk)));
}

#[test]
fn headings_that_are_missing_or_odd_are_told_of() {
    let of = |links: &str, questions: &str| {
        let (bulk, answers) = ask(&Asked {
            facts: "body,valeu\nnorth,1\n",
            links: ("links.csv", links),
            questions: ("questions.csv", questions),
            answers: "answers.csv",
            in_full: false,
        });
        format!("{}\n{answers}", told(&bulk))
    };
    insta::assert_snapshot!(of("id,giver,too\n", "actor,act,ammount\nann,buy,1\n"));
    insta::assert_snapshot!("an_empty_table", of("", ""));
}

#[test]
fn individuals_and_scenarios_come_from_tables_too() {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("pack");
    fs::create_dir(&pack).unwrap();
    fs::write(pack.join("small.policy"), POLICY).unwrap();
    fs::write(
        pack.join("background.scenario"),
        "background\n  as of 31 December 2022\n\ngiven\n  north is a Body\n",
    )
    .unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write(
        "officers.csv",
        "name,title\nann,\"Ann, the clerk\"\nbob,\nann,\n",
    );
    write("most.csv", "body,value\nnorth,100\n");
    write(
        "links.csv",
        "delegator,delegate,function,limit\nnorth,ann,buy,50\n",
    );
    write(
        "questions.csv",
        "scenario,actor,act,amount,for\ns2,ann,buy,50,north\ns1,bob,buy,1,north\ns2,ann,buy,51,north\n",
    );
    let out = Command::new(env!("CARGO_BIN_EXE_vires"))
        .current_dir(folder.path() as &Path)
        .args(["run", "pack", "--background", "pack/background.scenario"])
        .args([
            "--individuals",
            "Officer=officers.csv",
            "--facts",
            "most=most.csv",
        ])
        .args(["--delegations", "links.csv", "--questions", "questions.csv"])
        .args(["--answers", "answers.csv"])
        .output()
        .unwrap();
    let answers = fs::read_to_string(folder.path().join("answers.csv")).unwrap();
    insta::assert_snapshot!(format!(
        "{}{}\n{}\n{answers}",
        out.status,
        String::from_utf8_lossy(&out.stderr),
        String::from_utf8_lossy(&out.stdout)
    ));
}
