//! Large tables from the command line: the short way of plain duties against the whole way, one thread against several, rows
//! run as they are read, and the acts written out.

use std::{fmt::Write as _, fs, path::Path, process::Command};

fn vires(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_vires"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap();
    (
        out.status.code().unwrap(),
        String::from_utf8(out.stdout).unwrap(),
        String::from_utf8(out.stderr).unwrap(),
    )
}

/// Numbers that look random and are always the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }
}

const POLICY: &str = r#"policy requests "Requests and answers"
  powers of Board are exhaustive

kind Body
kind Board is a Body, statutory

values Matter { money  staff }

act ask(of: Matter, from: Body, ref: number)
act answer(of: Matter, to: Body, ref: number)
act remark(of: Matter)
event flood(of: Matter)

duty answer-each "Answer whoever asks" {
  bearer  b: Body
  when    b does ask(of: m, from: f: Body, ref: r) as question
  must    answer(of: m, to: f, ref: r) within 5 working days from question
}

duty answer-staff "Answer about staff within the month" {
  bearer  b: Body
  in force from 1 March 2024
  when    b does ask(of: staff) as question
  must    answer(of: staff) before end of the financial-year of date of question
}

duty answer-boards {
  bearer  b: Board
  when    b does ask(of: money, from: f) as question
  must    answer(to: f) within 2 months beginning with question
}

duty answer-money "No deadline" {
  bearer  b: Body
  when    b does ask(of: money) as question
  must    answer(of: money)
}
EXTRA
calendar days from 2023 to 2026 { holidays 25 December 2024 }
"#;

/// What makes every duty go the whole way, and changes nothing else: a rule that looks back at every act.
const LOOKS_BACK: &str = r#"
fact never(body: Body)

duty look-back {
  bearer  b: Body
  when    b does ask(of: money) as question
  if      never(b) and b has done anything before question
  must    answer(of: money) within 1 day from question
}
"#;

fn pack(folder: &Path, name: &str, extra: &str) {
    let pack = folder.join(name);
    fs::create_dir(&pack).unwrap();
    fs::write(pack.join("requests.policy"), POLICY.replace("EXTRA", extra)).unwrap();
    fs::write(
        pack.join("background.scenario"),
        "background\n  as of 30 June 2025\n\ngiven\n  b0 to b5 are Body\n  board is a Board\n",
    )
    .unwrap();
}

fn events(seed: u64, rows: usize, scenarios: bool, sorted: bool) -> String {
    let mut dice = Dice(seed | 1);
    let mut lines = Vec::new();
    for row in 0..rows {
        let day = if sorted {
            row as u64 * 500 / rows as u64
        } else {
            dice.below(500)
        };
        let date = vires::base::date::Date::from_ymd(2024, 1, 1)
            .unwrap()
            .add_days(i32::try_from(day).unwrap())
            .unwrap()
            .iso();
        let who = |dice: &mut Dice| match dice.below(7) {
            6 => "board".to_owned(),
            n => format!("b{n}"),
        };
        let of = if dice.below(2) == 0 { "money" } else { "staff" };
        let mut line = String::new();
        if scenarios {
            write!(line, "s{},", dice.below(200)).unwrap();
        }
        match dice.below(10) {
            0..=3 => write!(
                line,
                "{date},{},ask,{of},{},,{}",
                who(&mut dice),
                who(&mut dice),
                dice.below(3)
            ),
            4..=7 => write!(
                line,
                "{date},{},answer,{of},,{},{}",
                who(&mut dice),
                who(&mut dice),
                dice.below(3)
            ),
            8 => write!(line, "{date},{},\"remark\",{of},,,", who(&mut dice)),
            _ => write!(line, "{date},,flood,{of},,,"),
        }
        .unwrap();
        lines.push(line);
    }
    let head = if scenarios { "scenario," } else { "" };
    format!(
        "{head}date,actor,act,of,from,to,ref\n{}\n",
        lines.join("\n")
    )
}

fn run<'a>(pack: &'a str, background: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let mut run = vec![
        "run",
        pack,
        "--background",
        background,
        "--events",
        "events.csv",
    ];
    run.extend(more);
    run
}

#[test]
fn the_short_way_of_plain_duties_finds_what_the_whole_way_finds() {
    for (seed, scenarios) in [(7, false), (8, false), (9, true)] {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        pack(at, "short", "");
        pack(at, "whole", LOOKS_BACK);
        fs::write(at.join("events.csv"), events(seed, 1500, scenarios, false)).unwrap();
        let duties = ["--duties", "short.csv", "--acts", "short-acts.csv"];
        let (code, short, told) = vires(at, &run("short", "short/background.scenario", &duties));
        assert_eq!((code, told.as_str()), (0, ""));
        let duties = ["--duties", "whole.csv", "--acts", "whole-acts.csv"];
        let (code, whole, told) = vires(at, &run("whole", "whole/background.scenario", &duties));
        assert_eq!((code, told.as_str()), (0, ""));
        assert_eq!(short, whole);
        assert!(short.contains("discharged late"), "{short}");
        let read = |name: &str| fs::read_to_string(at.join(name)).unwrap();
        assert!(read("short.csv").lines().count() > 500);
        assert_eq!(read("short.csv"), read("whole.csv"));
        assert_eq!(read("short-acts.csv"), read("whole-acts.csv"));
    }
}

#[test]
fn one_thread_and_several_write_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    pack(at, "pack", "");
    fs::write(at.join("events.csv"), events(11, 3000, true, false)).unwrap();
    let written = |jobs: &str| {
        let more = [
            "--duties",
            "duties.jsonl",
            "--acts",
            "acts.csv",
            "--jobs",
            jobs,
        ];
        let (code, out, told) = vires(at, &run("pack", "pack/background.scenario", &more));
        assert_eq!((code, told.as_str()), (0, ""));
        let read = |name: &str| fs::read_to_string(at.join(name)).unwrap();
        (out, read("duties.jsonl"), read("acts.csv"))
    };
    let one = written("1");
    assert!(one.0.contains("200 scenarios"), "{}", one.0);
    assert_eq!(one, written("3"));
}

#[test]
fn a_timeline_that_is_run_while_it_is_read_gives_the_same_bytes() {
    for (seed, extra, sorted) in [
        (21, "", true),
        (22, "", false),
        (23, LOOKS_BACK, true),
        (24, UNSETTLED, true),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        pack(at, "pack", extra);
        fs::write(at.join("events.csv"), events(seed, 9000, false, sorted)).unwrap();
        let written = |jobs: &str| {
            let more = [
                "--duties",
                "duties.csv",
                "--acts",
                "acts.jsonl",
                "--jobs",
                jobs,
            ];
            let (code, out, told) = vires(at, &run("pack", "pack/background.scenario", &more));
            assert_eq!((code, told.as_str()), (0, ""));
            let read = |name: &str| fs::read_to_string(at.join(name)).unwrap();
            (out, read("duties.csv"), read("acts.jsonl"))
        };
        let one = written("1");
        assert!(one.0.contains("9000 events"), "{}", one.0);
        assert!(one.1.lines().count() > 3000);
        assert!(one == written("2"), "seed {seed}");
    }
}

/// A deadline that hangs on what nobody has stated: only the whole way can say what comes of it.
const UNSETTLED: &str = r#"
fact latest(body: Body): date

duty answer-by-the-latest {
  bearer  b: Body
  when    b does ask(of: money) as question
  must    answer(of: money) by latest(b)
}
"#;

#[test]
fn a_stream_gives_the_same_bytes_on_one_thread_and_two() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    pack(at, "pack", "");
    let mut rows = events(31, 20_000, false, true);
    // Rows that cannot be read stand in several batches.
    for line in [40, 9000, 19_990] {
        let (start, _) = rows.match_indices('\n').nth(line).unwrap();
        rows.insert_str(start + 1, "2024-99-99,b1,ask,money,b2,,1\n");
    }
    fs::write(at.join("events.csv"), rows).unwrap();
    let written = |jobs: &str| {
        let more = [
            "--stream",
            "--duties",
            "duties.csv",
            "--errors",
            "errors.csv",
            "--jobs",
            jobs,
        ];
        let (code, out, told) = vires(at, &run("pack", "pack/background.scenario", &more));
        let read = |name: &str| fs::read_to_string(at.join(name)).unwrap();
        (code, out, told, read("duties.csv"), read("errors.csv"))
    };
    let one = written("1");
    assert_eq!(one.4.lines().count(), 4, "{}", one.4);
    assert!(one.3.lines().count() > 1000);
    assert!(one == written("2"));
}

#[test]
fn rows_run_as_they_are_read_give_the_same_counts_and_breaches() {
    for extra in ["", LOOKS_BACK] {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        pack(at, "pack", extra);
        fs::write(at.join("events.csv"), events(13, 9000, false, true)).unwrap();
        let more = ["--duties", "all.csv"];
        let (_, whole, _) = vires(at, &run("pack", "pack/background.scenario", &more));
        let more = ["--duties", "breaches.csv", "--stream"];
        let (code, stream, told) = vires(at, &run("pack", "pack/background.scenario", &more));
        assert_eq!((code, told.as_str()), (0, ""));
        assert_eq!(stream, whole);
        let sorted = |name: &str, keep: &dyn Fn(&str) -> bool| {
            let text = fs::read_to_string(at.join(name)).unwrap();
            let mut lines: Vec<String> = text
                .lines()
                .filter(|line| keep(line))
                .map(str::to_owned)
                .collect();
            lines.sort();
            lines
        };
        let wanted = sorted("all.csv", &|line| {
            line.starts_with("duty,")
                || line.contains(",breached,")
                || line.contains(",discharged late,")
        });
        assert!(wanted.len() > 100);
        assert_eq!(sorted("breaches.csv", &|_| true), wanted);
    }
}

#[test]
fn a_row_of_an_earlier_day_is_refused_by_its_line_where_rows_are_run_as_they_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    pack(at, "pack", "");
    let events = "date,actor,act,of,from,to,ref\n2024-02-02,b1,ask,money,b2,,1\n2024-02-01,b1,answer,money,,b2,1\n2024-02-03,b1,answer,money,,b2,1\n";
    fs::write(at.join("events.csv"), events).unwrap();
    let (code, out, told) = vires(at, &run("pack", "pack/background.scenario", &["--stream"]));
    assert_eq!(code, 2, "{out}");
    insta::assert_snapshot!(format!("{out}\n{told}"));
}

#[test]
fn check_says_which_rules_keep_history() {
    let folder = tempfile::tempdir().unwrap();
    pack(folder.path(), "pack", "");
    pack(folder.path(), "back", LOOKS_BACK);
    let said = |pack: &str| vires(folder.path(), &["check", "--stream", pack]).1;
    let (plain, back) = (said("pack"), said("back"));
    let kept = |text: &str| text[text.find("with --stream").unwrap()..].to_owned();
    insta::assert_snapshot!(format!("{}\n{}", kept(&plain), kept(&back)));
}

#[test]
fn acts_are_written_with_their_verdicts() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    pack(
        at,
        "pack",
        "\nprohibition no-remark {\n  bearer  b: Body\n  must not remark(of: staff)\n}\n",
    );
    let events = "date,actor,act,of,from,to,ref\n2024-02-01,b1,ask,money,b2,,1\n2024-02-01,board,remark,money,,,\n2024-02-02,b1,remark,staff,,,\n2024-02-02,,flood,staff,,,\n";
    fs::write(at.join("events.csv"), events).unwrap();
    let acts = |name: &str| {
        let more = ["--acts", name];
        let (code, _, told) = vires(at, &run("pack", "pack/background.scenario", &more));
        assert_eq!((code, told.as_str()), (0, ""));
        fs::read_to_string(at.join(name)).unwrap()
    };
    insta::assert_snapshot!(format!("{}\n{}", acts("acts.csv"), acts("acts.jsonl")));
}
