//! Hostile files through the command itself: each ends in a message soon, with the exit code of its sort, and good files
//! beside it still run.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use tempfile::TempDir;
use vires::{
    base::files::{Entry, FileError, FileErrorReason, Files, MemoryFiles},
    diagnostics::code::Code,
    facade::run::{Options, run},
};

use crate::cli::vires;

const POLICY: &str = "policy p
  in force from 1 January 2013
  powers of Council are not exhaustive

kind Body
kind Council is a Body, statutory
act pay(amount: money)
fact f(c: Council)
duty d {
  bearer  c: Council
  each    financial-year y
  must    pay(amount: £5) by end of y
}
";

const SCENARIO: &str = "scenario \"The good one\"
  as of 1 May 2014

given
  a is a Council

timeline
  1 May 2013  a does pay(amount: £5)
";

/// No command takes longer, even where nothing is optimised and the machine has other things to do.
const MOST: Duration = Duration::from_secs(60);

/// Files of which one is gone between the listing of its folder and its reading.
struct Vanishing {
    files: MemoryFiles,
    gone: &'static str,
}

impl Files for Vanishing {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        if path == self.gone {
            return Err(FileError {
                path: path.to_owned(),
                reason: FileErrorReason::NotFound,
            });
        }
        self.files.read(path)
    }

    fn list(&self, folder: &str) -> Result<Vec<Entry>, FileError> {
        self.files.list(folder)
    }
}

#[test]
fn a_file_that_vanishes_is_told_of_and_the_others_run() {
    let other = SCENARIO.replace("The good one", "The other one");
    for gone in ["p/bad.scenario", "p/bad.policy"] {
        let files = Vanishing {
            files: MemoryFiles::new()
                .with("p/p.policy", POLICY)
                .with("p/good.scenario", SCENARIO)
                .with(
                    gone,
                    if gone.ends_with("policy") {
                        "kind Other\n"
                    } else {
                        &other
                    },
                ),
            gone,
        };
        let outcome = run(&files, &["p".to_owned()], &Options::default(), &mut |_| {});
        let told: Vec<_> = outcome
            .problems
            .iter()
            .map(|problem| (problem.code, problem.help.is_some()))
            .collect();
        assert_eq!(told, [(Code::FileNotRead, true)], "{:?}", outcome.problems);
        let ran: Vec<_> = outcome
            .packs
            .iter()
            .flat_map(|pack| &pack.scenarios)
            .map(|scenario| (scenario.title.as_str(), scenario.ran.is_some()))
            .collect();
        assert_eq!(ran, [("The good one", true)]);
    }
}

#[test]
fn a_long_line_of_descent_is_followed_in_time() {
    let mut policy = POLICY.replace(
        "kind Council is a Body, statutory",
        "kind K0 is a Body, statutory",
    );
    for kind in 1..5_000 {
        policy.push_str(&format!("kind K{kind} is a K{}\n", kind - 1));
    }
    policy.push_str("kind Council is a K4999\n");
    let files = MemoryFiles::new()
        .with("p/p.policy", policy)
        .with("p/good.scenario", SCENARIO);
    let start = Instant::now();
    let outcome = run(&files, &["p".to_owned()], &Options::default(), &mut |_| {});
    assert!(start.elapsed() < MOST);
    assert!(outcome.problems.is_empty(), "{:?}", outcome.problems);
    assert!(outcome.packs[0].scenarios[0].ran.is_some());
}

fn pack() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("p")).unwrap();
    fs::write(folder.path().join("p/p.policy"), POLICY).unwrap();
    fs::write(folder.path().join("p/good.scenario"), SCENARIO).unwrap();
    folder
}

/// A command on the pack, in time and without a crash. Its exit code.
fn end(folder: &Path, arguments: &[&str]) -> i32 {
    let start = Instant::now();
    let done = vires(folder, arguments);
    assert!(
        start.elapsed() < MOST,
        "{arguments:?}: {:?}",
        start.elapsed()
    );
    assert!(
        [0, 1, 2].contains(&done.code),
        "{arguments:?} ends with {}\n{}",
        done.code,
        done.err
    );
    assert!(
        done.err.len() < 200_000,
        "{arguments:?}: {}",
        done.err.len()
    );
    done.code
}

/// Every command on a pack that holds one more file: a message and 2 where it `is_fault`, else none; the others still run.
fn check(file: &str, text: &[u8], is_fault: bool) {
    let folder = pack();
    let path = format!("p/{file}");
    fs::write(folder.path().join(&path), text).unwrap();
    let expected = if is_fault { 2 } else { 0 };
    let run = vires(folder.path(), &["run", "p"]);
    assert_eq!(run.code, expected, "{file}: {}", run.err);
    assert_eq!(run.err.is_empty(), !is_fault, "{file}: {}", run.err);
    assert!(run.out.contains("The good one"), "{file}: {}", run.out);
    assert!(
        run.out.contains("discharged late  1 May 2013"),
        "{file}: {}",
        run.out
    );
    assert_eq!(end(folder.path(), &["check", "p"]), expected, "{file}");
    end(folder.path(), &["fmt", "--check", "p"]);
    for stage in ["tokens", "items", "tree", "policy", "program"] {
        end(folder.path(), &["debug", stage, &path]);
    }
    let question = "who may pay(amount: £5) for a on 1 May 2013";
    end(folder.path(), &["ask", "p", question]);
    end(folder.path(), &["explain", "p", "--act", "1"]);
}

#[test]
fn text_that_is_no_text() {
    check("x.scenario", b"scenario \"\xff\"\n", true);
    check("x.policy", b"kind A\0\n", true);
    check(
        "x.scenario",
        b"scenario \"unclosed\n\ngiven\n  a is a Council\n",
        true,
    );
}

#[test]
fn marks_and_line_ends_of_other_systems() {
    let windows = SCENARIO
        .replace("The good one", "Another")
        .replace('\n', "\r\n");
    check("x.scenario", format!("\u{feff}{windows}").as_bytes(), false);
    check("x.scenario", b"", false);
    check("x.policy", b"", false);
}

#[test]
fn days_and_amounts_that_there_are_not() {
    for (from, to) in [
        ("1 May 2013", "31 June 2013"),
        ("1 May 2013", "1 May 10000"),
        ("£5", "£999999999999999999999999999999999999999999999999"),
        ("£5", "£9999999999999999999999999999999bn"),
    ] {
        let text = SCENARIO
            .replace("The good one", "Another")
            .replace(from, to);
        check("x.scenario", text.as_bytes(), true);
    }
}

#[test]
fn long_lines() {
    let line = "a".repeat(10 << 20);
    let text = SCENARIO.replace("The good one", "Another");
    check(
        "x.scenario",
        format!("{text}  2 May 2013  a does {line}\n").as_bytes(),
        true,
    );
}

#[test]
fn nests() {
    let define = |inner: String| format!("define g(c: Council)\n  when {inner}\n").into_bytes();
    let brackets = format!("{}f(c){}", "(".repeat(100_000), ")".repeat(100_000));
    check("x.policy", &define(brackets), true);
    check(
        "x.policy",
        &define(format!("{}f(c)", "not ".repeat(100_000))),
        true,
    );
    check(
        "x.policy",
        &define(format!("{}1 is 1", "1 + ".repeat(100_000))),
        true,
    );
}

#[test]
fn a_long_row_of_alternatives_is_no_fault() {
    let row = vec!["f(c)"; 20_000].join(" or ");
    let text = format!("define g(c: Council)\n  when {row}\n");
    check("x.policy", text.as_bytes(), false);
}

#[test]
fn scenarios_in_json_that_are_nested() {
    for text in [
        "[".repeat(100_000),
        "{\"a\":".repeat(100_000),
        "{".to_owned(),
    ] {
        check("x.scenario.json", text.as_bytes(), true);
    }
    let folder = pack();
    fs::write(folder.path().join("p/x.scenario.json"), "{").unwrap();
    let done = vires(folder.path(), &["run", "p"]);
    assert!(done.err.contains("[P1151] error"), "{}", done.err);
}

#[test]
fn names_of_what_is_not_there() {
    let folder = pack();
    fs::write(folder.path().join("events.csv"), "date,actor,act\n").unwrap();
    for (arguments, code) in [
        (&["explain", "p", "Nothing", "--duty", "d"][..], "P0010"),
        (&["explain", "p", "--duty", "nothing"], "P0011"),
        (&["export", "p", "--scheme", "s", "--to", "s.csv"], "P0709"),
        (
            &[
                "run",
                "p",
                "--background",
                "p/good.scenario",
                "--events",
                "events.csv",
                "--duties",
                "duties.csv",
            ],
            "P1105",
        ),
    ] {
        let done = vires(folder.path(), arguments);
        assert_eq!(done.code, 2, "{arguments:?}: {}", done.err);
        assert!(
            done.err.contains(&format!("[{code}] error")),
            "{}",
            done.err
        );
    }
}

#[test]
fn folders_without_a_pack() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("empty")).unwrap();
    for command in ["run", "check", "fmt"] {
        for path in ["empty", "nowhere"] {
            let code = end(folder.path(), &[command, path]);
            assert!(code == 2 || command == "fmt", "{command} {path}: {code}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_use_leads_out_of_the_root_by_no_way() {
    let folder = pack();
    fs::create_dir(folder.path().join("root")).unwrap();
    fs::rename(folder.path().join("p"), folder.path().join("root/p")).unwrap();
    fs::create_dir(folder.path().join("secret")).unwrap();
    fs::write(
        folder.path().join("secret/s.policy"),
        "policy secret\n  in force from 1 January 2013\n\nkind FromOutside\n",
    )
    .unwrap();
    let root = folder.path().join("root");
    std::os::unix::fs::symlink("../secret", root.join("secret")).unwrap();
    for name in ["secret", "../secret", "\"../secret\""] {
        let text = POLICY.replace("\nkind Body", &format!("\nuse {name}\n\nkind Body"));
        fs::write(root.join("p/p.policy"), text).unwrap();
        let done = vires(&root, &["check", "p"]);
        assert_eq!(done.code, 2, "{name}: {}", done.out);
        assert!(!done.out.contains("FromOutside"), "{name}: {}", done.out);
    }
}

/// What the grammar lets through, at its deepest, on the two megabytes of a thread of tests: a library's caller has no more.
#[test]
fn the_deepest_expressions_do_not_need_the_stack_of_the_command() {
    for inner in ["(1 + ", "not (f(c) or ", "(f(c) and not (", "largest-of("] {
        let times = match inner {
            "(f(c) and not (" => 60,
            _ => 120,
        };
        let closing =
            ")".repeat(times * inner.matches('(').count() - times * inner.matches("f(c)").count());
        let (head, core) = match inner {
            "(1 + " | "largest-of(" => (
                "define g(c: Council): number\n  is",
                "1".to_owned() + &" + 1".repeat(100),
            ),
            _ => ("define g(c: Council)\n  when", "f(c)".to_owned()),
        };
        let asked = match head.contains("number") {
            true => "g(a) on 1 May 2013 is 1",
            false => "g(a) on 1 May 2013",
        };
        let text = format!(
            "{POLICY}\ndefine largest-of(x: number): number\n  is x\n\n{head} {}{core}{closing}\n",
            inner.repeat(times)
        );
        let files = MemoryFiles::new().with("p/p.policy", text.as_str()).with(
            "p/s.scenario",
            format!("{SCENARIO}\nexpect\n  {asked}\n").as_str(),
        );
        let outcome = run(&files, &["p".to_owned()], &Options::default(), &mut |_| {});
        let found: Vec<_> = outcome
            .problems
            .iter()
            .map(|found| &found.message)
            .collect();
        assert!(found.is_empty(), "{inner}: {found:?}");
    }
}

#[test]
fn a_head_that_is_refused_is_told_once() {
    let folder = pack();
    let broken = SCENARIO.replace("scenario \"", "scenaro \"");
    fs::write(folder.path().join("p/x.scenario"), &broken).unwrap();
    let below = format!("{SCENARIO}\n{broken}").replace("The good one", "Others");
    fs::write(folder.path().join("p/y.scenario"), below).unwrap();
    let done = vires(folder.path(), &["run", "p"]);
    assert_eq!(done.code, 2);
    assert_eq!(done.err.matches("] error").count(), 2, "{}", done.err);
    assert!(done.out.contains("Others"), "{}", done.out);
}
