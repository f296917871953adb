//! Text from files, wherever it is shown, and what is written: nothing hidden, nothing that runs, nothing half.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use tempfile::TempDir;

use crate::cli::vires;

/// A title with an escape sequence, a turn of direction, a mark-up, a formula, a letter that takes no room.
const TITLE: &str = "=1+1\u{202e}gpj.\u{2066}<script>alert(1)</script>\u{200b}";

fn pack() -> TempDir {
    let policy = format!(
        "policy p
  in force from 1 January 2013
  powers of Council are not exhaustive

source s \"{TITLE}\" {{
  clause  F-1  \"{TITLE}\"
}}

kind Body
kind Council is a Body, statutory
act pay(amount: money, why: Reason)
values Reason {{ good }}
duty d \"{TITLE}\" {{
  source  F-1
  bearer  c: Council
  each    financial-year y
  must    pay(amount: £5) by end of y
}}
"
    );
    let scenario = format!(
        "scenario \"{TITLE}\"
  as of 1 May 2014

given
  a is a Council \"{TITLE}\"

timeline
  1 May 2013  a does pay(amount: £5) because \"{TITLE}\"
"
    );
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("p")).unwrap();
    fs::write(folder.path().join("p/p.policy"), policy).unwrap();
    fs::write(folder.path().join("p/s.scenario"), scenario).unwrap();
    folder
}

#[track_caller]
fn is_seen(what: &str, text: &str) {
    let hidden = text
        .chars()
        .find(|letter| vires::base::hidden::is_hidden(*letter) && *letter != '\n');
    assert_eq!(hidden, None, "{what}: {text}");
}

#[test]
fn nothing_hidden_reaches_any_output() {
    let folder = pack();
    for arguments in [
        &["run", "p"][..],
        &["run", "p", "--all"],
        &["run", "p", "--format", "json"],
        &["check", "p"],
        &["coverage", "p"],
        &["coverage", "p", "--format", "json"],
        &["coverage", "p", "--format", "html"],
        &["explain", "p"],
        &["explain", "p", "--all"],
        &["explain", "p", "--all", "--format", "json"],
        &["explain", "p", "--all", "--format", "html"],
        &["explain", "p", "--all", "--format", "md"],
        &["ask", "p", "what must a do"],
        &["fmt", "--check", "p"],
        &["debug", "tree", "p/p.policy"],
        &["debug", "policy", "p/p.policy"],
        &["debug", "json", "p/s.scenario"],
    ] {
        let done = vires(folder.path(), arguments);
        is_seen(&format!("{arguments:?}"), &done.out);
        is_seen(&format!("{arguments:?}"), &done.err);
        assert!([0, 1, 2].contains(&done.code), "{arguments:?}");
    }
}

/// A scenario in JSON may hold what the tool takes in no text: what comes out shows it.
#[test]
fn what_json_hides_is_shown() {
    let folder = tables("");
    let scenario = "scenario \"TITLE\"\n  as of 1 May 2014\n\ngiven\n  a is a Council \"NAME\"\n";
    let path = folder.path().join("p/s.scenario");
    fs::write(&path, scenario).unwrap();
    let json = vires(folder.path(), &["debug", "json", "p/s.scenario"]).out;
    assert!(json.contains("TITLE") && json.contains("NAME"), "{json}");
    fs::remove_file(path).unwrap();
    let hidden = json
        .replace("TITLE", "a\\u202egpj\\u001b[31m")
        .replace("NAME", "b\\u2066\\u200b");
    fs::write(folder.path().join("p/s.scenario.json"), hidden).unwrap();
    let mut seen = 0;
    for arguments in [
        &["run", "p", "--all"][..],
        &["run", "p", "--format", "json"],
        &["explain", "p", "--all"],
        &["explain", "p", "--all", "--format", "html"],
        &["explain", "p", "--all", "--format", "md"],
        &["explain", "p", "--all", "--format", "json"],
        &["coverage", "p", "--format", "html"],
        &["check", "p"],
    ] {
        let done = vires(folder.path(), arguments);
        is_seen(&format!("{arguments:?}"), &done.out);
        is_seen(&format!("{arguments:?}"), &done.err);
        seen += usize::from((done.out + &done.err).contains("202e"));
    }
    assert!(seen >= 2, "{seen}");
    // JSON is the same JSON, only written out.
    let done = vires(folder.path(), &["run", "p", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&done.out).unwrap();
    assert!(value.to_string().contains('\u{202e}'), "{value}");
}

#[test]
fn pages_run_nothing_and_ask_nothing_of_the_network() {
    let folder = pack();
    let mark_up = fs::read_to_string(folder.path().join("p/p.policy"))
        .unwrap()
        .replace(['\u{202e}', '\u{2066}', '\u{200b}'], "");
    fs::write(folder.path().join("p/p.policy"), mark_up).unwrap();
    let scenario = fs::read_to_string(folder.path().join("p/s.scenario"))
        .unwrap()
        .replace(['\u{202e}', '\u{2066}', '\u{200b}'], "");
    fs::write(folder.path().join("p/s.scenario"), scenario).unwrap();
    for arguments in [
        &["explain", "p", "--all", "--format", "html"][..],
        &["coverage", "p", "--format", "html"],
    ] {
        let done = vires(folder.path(), arguments);
        assert_eq!(done.err, "", "{arguments:?}");
        let page = done.out;
        assert!(page.contains("&lt;script&gt;alert(1)"), "{page}");
        for never in [
            "<script",
            "http:",
            "https:",
            "src=",
            "javascript:",
            "onload",
        ] {
            assert!(!page.contains(never), "{arguments:?} holds {never}");
        }
        let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';";
        let head = page.split("</head>").next().unwrap();
        assert!(head.contains(policy), "{head}");
        assert!(!head.contains("script-src"), "{head}");
        // It stands before anything that could ask for something.
        let at = head.find(policy).unwrap();
        assert!(at < head.find("<title>").unwrap(), "{head}");
    }
}

#[test]
fn names_that_look_alike_are_told_by_check() {
    // Cyrillic о in the scenario, a word of two scripts in the policy, and a name wholly of other letters that look the same.
    let policy = "policy p
  in force from 1 January 2013
  powers of Council are not exhaustive

kind Body
kind Council is a Body, statutory
act pay(amount: money)
act \u{440}ay(amount: money)
fact coco(c: Council)
fact \u{441}\u{43e}\u{441}\u{43e}(c: Council)
fact caf\u{e9}(c: Council)
power spend {
  holder  c: Council
  may     pay()
  may     \u{440}ay()
  if      coco(c) and not \u{441}\u{43e}\u{441}\u{43e}(c) and caf\u{e9}(c)
}
";
    let scenario = "scenario \"Alike\"
  as of 1 May 2014

given
  north is a Council
  n\u{43e}rth is a Council
  \u{5317} is a Council
";
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("p")).unwrap();
    fs::write(folder.path().join("p/p.policy"), policy).unwrap();
    fs::write(folder.path().join("p/s.scenario"), scenario).unwrap();
    let done = vires(folder.path(), &["check", "p"]);
    let told = done.err.clone() + &done.out;
    assert_eq!(told.matches("[P1027] warning").count(), 3, "{told}");
    for said in [
        "`\u{440}ay` is written in two scripts",
        "`n\u{43e}rth` is written in two scripts",
        "`\u{441}\u{43e}\u{441}\u{43e}` looks like another name and is not the same",
        "U+0440",
        "s.scenario:",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
    // What is meant can be accepted, name by name; the other stays.
    let accepted = format!(
        "{policy}\naccept P1027 about \u{440}ay because \"a test of it\"\naccept P1027 about \u{441}\u{43e}\u{441}\u{43e} because \"a test of it\"\n"
    );
    fs::write(folder.path().join("p/p.policy"), accepted).unwrap();
    let done = vires(folder.path(), &["check", "p"]);
    let told = done.err + &done.out;
    assert_eq!(told.matches("[P1027] warning").count(), 1, "{told}");
    // Where the look-alike is not declared, it is told beside the error that it causes.
    let broken = policy.replace("act \u{440}ay(amount: money)\n", "");
    fs::write(folder.path().join("p/p.policy"), broken).unwrap();
    let done = vires(folder.path(), &["check", "p"]);
    assert_eq!(done.code, 2);
    let told = done.err + &done.out;
    assert!(
        told.contains("`\u{440}ay` is written in two scripts"),
        "{told}"
    );
}

#[test]
fn letters_that_are_not_seen_cannot_stand_in_names() {
    for (letter, code) in [('\u{3164}', "] error"), ('\u{fe00}', "[P1027] warning")] {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("p")).unwrap();
        let policy = format!(
            "policy p\n  in force from 1 January 2013\n\nkind Body\nkind Bo{letter}dy is a Body\n"
        );
        fs::write(folder.path().join("p/p.policy"), policy).unwrap();
        let done = vires(folder.path(), &["check", "p"]);
        assert!(
            (done.err.clone() + &done.out).contains(code),
            "{letter:?}: {}{}",
            done.err,
            done.out
        );
    }
}

const PAYMENTS: &str = "policy p
  in force from 1 January 2013
  powers of Council are not exhaustive

kind Body
kind Council is a Body, statutory
act pay(amount: money, reference: text)
duty d {
  bearer  c: Council
  each    financial-year y
  must    pay(amount: £5, reference: r) by end of y
}
";

fn tables(events: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("p")).unwrap();
    fs::write(folder.path().join("p/p.policy"), PAYMENTS).unwrap();
    let background = "background\n\ngiven\n  a is a Council\n  b is a Council\n";
    fs::write(folder.path().join("p/ground.scenario"), background).unwrap();
    fs::write(folder.path().join("events.csv"), events).unwrap();
    folder
}

const RUN: [&str; 12] = [
    "run",
    "p",
    "--background",
    "p/ground.scenario",
    "--events",
    "events.csv",
    "--duties",
    "duties.csv",
    "--acts",
    "acts.csv",
    "--errors",
    "errors.csv",
];

#[test]
fn no_cell_of_a_table_that_is_written_is_a_formula() {
    let mut events = "date,actor,act,amount,reference\n".to_owned();
    for text in ["=cmd()", "+1", "-1", "@SUM(A1)", "\t=1", "'=1"] {
        events.push_str(&format!("2013-05-01,a,pay,5,\"{text}\"\n"));
        events.push_str(&format!("2013-05-01,\"{text}\",pay,5,x\n"));
    }
    let folder = tables(&events);
    let done = vires(folder.path(), &RUN);
    assert_eq!(done.code, 2, "{}", done.err);
    let mut cells = 0;
    for file in ["duties.csv", "acts.csv", "errors.csv"] {
        let Ok(bytes) = fs::read(folder.path().join(file)) else {
            continue;
        };
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(bytes.as_slice());
        for record in reader.records() {
            for cell in &record.unwrap() {
                cells += 1;
                assert!(
                    !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                    "{file}: {cell}"
                );
            }
        }
    }
    assert!(cells > 20, "{cells}");
}

/// A run is ended by force at many moments while it writes its tables: the old one stands, or the new one, never a part.
#[cfg(unix)]
#[test]
fn a_run_that_is_killed_leaves_the_old_table_or_the_new_one() {
    let mut events = "date,actor,act,amount,reference\n".to_owned();
    for day in 1..=28 {
        for body in ["a", "b"] {
            for number in 0..400 {
                events.push_str(&format!("2013-05-{day:02},{body},pay,5,r{number}\n"));
            }
        }
    }
    let folder = tables(&events);
    let done = vires(folder.path(), &RUN);
    assert_eq!(done.code, 0, "{}", done.err);
    let new = fs::read(folder.path().join("acts.csv")).unwrap();
    assert!(new.len() > 500_000, "{}", new.len());
    let old = b"the old one\n";
    let (mut kept, mut put) = (0, 0);
    let mut wait = Duration::from_millis(5);
    for _ in 0..14 {
        for file in ["duties.csv", "acts.csv"] {
            fs::write(folder.path().join(file), old).unwrap();
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_vires"))
            .current_dir(folder.path())
            .args(RUN)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(wait);
        let was_running = child.try_wait().unwrap().is_none();
        child.kill().unwrap();
        child.wait().unwrap();
        let found = fs::read(folder.path().join("acts.csv")).unwrap();
        assert!(
            found == old || found == new,
            "after {wait:?}: {} bytes",
            found.len()
        );
        match found == old {
            true => kept += 1,
            false => put += 1,
        }
        // From the beginning of the run to its end, so that some are ended while they write.
        wait = match was_running {
            true => wait * 3 / 2,
            false => wait * 2 / 3,
        };
    }
    assert!(kept > 0, "none was killed in time: {put}");
    // Beside them nothing stands that could be taken for a table.
    for entry in fs::read_dir(folder.path()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let known = [
            "p",
            "p/ground.scenario",
            "events.csv",
            "duties.csv",
            "acts.csv",
            "errors.csv",
        ];
        assert!(
            known.contains(&name.as_str()) || name.starts_with(".vires-"),
            "{name}"
        );
    }
}

fn sparse(path: &Path, bytes: u64) {
    let file = fs::File::create(path).unwrap();
    file.set_len(bytes).unwrap();
}

#[test]
fn a_file_past_all_measure_is_not_read() {
    for name in ["x.policy", "x.scenario", "x.scenario.json", "x.csv"] {
        let folder = pack();
        let path = folder.path().join("p").join(name);
        sparse(&path, vires::base::files::MAX_FILE_BYTES + 1);
        if name == "x.csv" {
            let policy = folder.path().join("p/p.policy");
            let mut text = fs::read_to_string(&policy).unwrap();
            text.push_str("\nscheme s of north from \"x.csv\" {\n}\nnorth is a Council\n");
            fs::write(policy, text).unwrap();
        }
        let done = vires(folder.path(), &["run", "p"]);
        assert_eq!(done.code, 2, "{name}: {}", done.err);
        assert!(done.err.contains("larger than"), "{name}: {}", done.err);
        if name != "x.csv" {
            assert!(done.err.contains("[P0004] error"), "{name}: {}", done.err);
        }
    }
}

/// What grows while it is read is read no further than any other file: this one has no end.
#[cfg(unix)]
#[test]
fn what_has_no_end_is_not_read() {
    let folder = tables("");
    for path in ["/dev/zero", "/dev/urandom"] {
        let arguments: Vec<&str> = RUN
            .iter()
            .map(|word| if *word == "events.csv" { path } else { word })
            .collect();
        let done = vires(folder.path(), &arguments);
        assert_eq!(done.code, 2, "{path}: {}", done.err);
    }
}

#[test]
fn a_clause_longer_than_anybody_writes_is_not_read() {
    let folder = tables("");
    let policy = format!(
        "{PAYMENTS}\nfact level(c: Council): number\ndefine g(c: Council)\n  when level(c) is one of {{{}1}}\n",
        "1, ".repeat(400_000)
    );
    fs::write(folder.path().join("p/p.policy"), policy).unwrap();
    let done = vires(folder.path(), &["check", "p"]);
    assert_eq!(done.code, 2, "{}", done.err);
    let told = done.err + &done.out;
    assert!(told.contains("[P0112] error"), "{told}");
    assert!(
        told.contains("what begins here is longer than 1 MB"),
        "{told}"
    );
}

#[test]
fn a_row_of_a_table_without_an_end_is_told_once_and_the_next_one_read() {
    let long = "x".repeat(5 << 20);
    let good = "2013-05-01,a,pay,5,r1\n";
    for (events, name) in [
        (
            format!("date,actor,act,amount,reference\n2013-05-01,a,pay,5,{long}\n{good}"),
            "events.csv",
        ),
        (
            format!(
                "{{\"date\": \"{long}\"}}\n{{\"date\": \"2013-05-01\", \"actor\": \"a\", \"act\": \"pay\", \"amount\": \"5\", \"reference\": \"r\"}}\n"
            ),
            "events.jsonl",
        ),
    ] {
        let folder = tables("");
        fs::write(folder.path().join(name), events).unwrap();
        let arguments: Vec<&str> = RUN
            .iter()
            .map(|word| if *word == "events.csv" { name } else { word })
            .collect();
        let done = vires(folder.path(), &arguments);
        assert_eq!(done.code, 2, "{name}: {}", done.err);
        assert_eq!(
            done.err.matches("[P1103] error").count(),
            1,
            "{name}: {}",
            done.err
        );
        assert!(
            done.out.contains("1 events; 1 rows that cannot be read"),
            "{name}: {}",
            done.out
        );
    }
}
