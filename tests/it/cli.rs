//! The command line from outside: what it prints, where, and with which exit code.

use std::{
    fs,
    io::{Read, Write},
    path::Path,
    process::{Command, Stdio},
};

use tempfile::TempDir;

/// What a command did.
pub struct Done {
    /// Its exit code.
    pub code: i32,
    /// Its standard output.
    pub out: String,
    /// Its standard error.
    pub err: String,
}

/// Runs the command in a folder.
pub fn vires(folder: &Path, arguments: &[&str]) -> Done {
    fed(folder, arguments, "")
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vires"));
    command
        .current_dir(folder)
        .args(arguments)
        .env_remove("NO_COLOR")
        .env_remove("COLUMNS")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Runs the command with something on its standard input.
pub fn fed(folder: &Path, arguments: &[&str], input: &str) -> Done {
    let mut child = command(folder, arguments).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    let _written = writer.join().unwrap();
    Done {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A folder with the pack that `vires new` makes, in `grants`.
pub fn with_grants() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let made = vires(folder.path(), &["new", "grants"]);
    assert_eq!((made.code, made.err.as_str()), (0, ""));
    folder
}

fn change(folder: &TempDir, file: &str, from: &str, to: &str) {
    let path = folder.path().join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} holds `{from}`");
    fs::write(path, text.replace(from, to)).unwrap();
}

#[test]
fn the_new_pack_runs_is_checked_without_a_word_and_is_in_its_canonical_layout() {
    let folder = with_grants();
    let run = vires(folder.path(), &["run", "grants"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    insta::assert_snapshot!(run.out);
    let check = vires(folder.path(), &["check", "grants", "--deny-warnings"]);
    assert_eq!(check.out, "1 pack; 1 scenario; 0 errors; 0 warnings\n");
    assert_eq!(check.code, 0);
    let fmt = vires(folder.path(), &["fmt", "--check", "grants"]);
    assert_eq!(fmt.out, "2 files, 0 not in their canonical layout\n");
    assert_eq!(fmt.code, 0);
}

#[test]
fn new_writes_over_nothing() {
    let folder = with_grants();
    let again = vires(folder.path(), &["new", "grants"]);
    assert_eq!(again.code, 2);
    assert_eq!(
        again.err,
        "vires: `grants` cannot be made: it is there already, and is not empty\n"
    );
    let over_a_file = vires(folder.path(), &["new", "grants/grants.policy"]);
    assert_eq!(over_a_file.code, 2);
}

#[test]
fn an_expectation_that_is_not_met_ends_with_1_and_says_all_that_is_wanted_to_mend_it() {
    let folder = with_grants();
    change(
        &folder,
        "grants/grants.policy",
        "£5,000 per act",
        "£500 per act",
    );
    let run = vires(folder.path(), &["run", "grants"]);
    assert_eq!(run.code, 1);
    insta::assert_snapshot!(run.out);
}

#[test]
fn three_mistakes_give_three_errors_and_end_with_2() {
    let folder = with_grants();
    let policy = "grants/grants.policy";
    change(&folder, policy, "c: Council\n  when", "c: Councl\n  when");
    change(
        &folder,
        policy,
        "within 3 months from end of y",
        "within 3 months",
    );
    change(&folder, policy, "£5,000 per act", "£5,00 per act");
    let run = vires(folder.path(), &["run", "grants"]);
    assert_eq!(run.code, 2);
    insta::assert_snapshot!(run.err);
    assert!(
        run.out.contains("parts of this policy could not be read"),
        "{}",
        run.out
    );
    let check = vires(folder.path(), &["check", "grants"]);
    assert_eq!(check.code, 2);
    assert_eq!(check.err, "");
}

#[test]
fn a_broken_scenario_hides_no_other() {
    let folder = with_grants();
    fs::write(
        folder.path().join("grants/broken.scenario"),
        "scenario \"Broken\"\n\ntimeline\n  31 June 2024  nobody does nothing\n\nscenario \"Empty\"\n  as of 1 May 2024\n",
    )
    .unwrap();
    let run = vires(folder.path(), &["run", "grants"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("31 June 2024"), "{}", run.err);
    assert!(
        run.out.contains(
            "Broken\n  grants/broken.scenario:1, policy grants\n  could not be evaluated"
        ),
        "{}",
        run.out
    );
    assert!(run.out.contains("Empty\n"), "{}", run.out);
    assert!(run.out.contains("5 expectations, all met"), "{}", run.out);
    let summary = run.out.lines().last().unwrap();
    assert!(
        summary.starts_with("3 scenarios; 1 could not be evaluated; 5 expectations: 5 met, 0 not;"),
        "{summary}"
    );
}

#[test]
fn exit_codes_say_what_was_asked() {
    let folder = with_grants();
    let code = |arguments: &[&str]| vires(folder.path(), arguments).code;
    assert_eq!(code(&["run", "grants"]), 0);
    assert_eq!(code(&["run", "grants", "--fail-on", "no"]), 0);
    assert_eq!(code(&["run", "grants", "--fail-on", "breach"]), 1);
    assert_eq!(code(&["run", "grants", "--fail-on", "no,breach"]), 1);
    assert_eq!(code(&["run", "nowhere"]), 2);
    assert_eq!(code(&["run"]), 2);
    assert_eq!(code(&["walk", "grants"]), 2);
    assert_eq!(code(&["run", "grants", "--as-of", "31 June 2024"]), 2);
    assert_eq!(code(&["run", "grants", "--only", "no such title"]), 2);
    assert_eq!(code(&["--help"]), 0);
    assert_eq!(code(&["run", "--help"]), 0);
    assert_eq!(code(&["--version"]), 0);
    assert_eq!(code(&["explain-code", "P0205"]), 0);
    assert_eq!(code(&["explain-code", "P9999"]), 2);
    assert_eq!(code(&["explain-code"]), 0);
    assert_eq!(code(&["schema"]), 0);
}

#[test]
fn only_and_as_of_narrow_a_run() {
    let folder = with_grants();
    let run = vires(
        folder.path(),
        &[
            "run",
            "grants",
            "--only",
            "ONE TOO",
            "--as-of",
            "31 May 2024",
        ],
    );
    assert!(run.out.contains("up to 31 May 2024"), "{}", run.out);
    // What was breached on 1 June is still pending the day before, so the scenario's own expectation is not met.
    assert_eq!(run.code, 1);
    let none = vires(
        folder.path(),
        &["run", "grants", "--only", "A grant, and one to many"],
    );
    assert!(
        none.err
            .contains("did you mean `A grant, and one too many`?"),
        "{}",
        none.err
    );
}

#[test]
fn json_is_the_same_twice_whatever_the_folder_is_called_from() {
    let folder = with_grants();
    let first = vires(folder.path(), &["run", "grants", "--format", "json"]);
    assert_eq!((first.code, first.err.as_str()), (0, ""));
    assert_eq!(
        first.out,
        vires(folder.path(), &["run", "grants", "--format", "json"]).out
    );
    let inside = vires(
        &folder.path().join("grants"),
        &["run", ".", "--format", "json"],
    );
    assert_eq!(first.out, inside.out);
    let absolute = folder.path().join("grants");
    let elsewhere = tempfile::tempdir().unwrap();
    let outside = vires(
        elsewhere.path(),
        &["run", absolute.to_str().unwrap(), "--format", "json"],
    );
    assert_eq!(first.out, outside.out);
    let value: serde_json::Value = serde_json::from_str(&first.out).unwrap();
    assert_eq!(value["schema"], "vires.record/1");
    assert_eq!(
        value["manifest"]["files"][0]["path"],
        "grants/grants.policy"
    );
    assert_eq!(value["summary"]["expectations_met"], 5);
}

#[test]
fn colour_comes_only_when_it_is_asked_for() {
    let folder = with_grants();
    assert!(
        !vires(folder.path(), &["run", "grants"])
            .out
            .contains('\u{1b}')
    );
    let coloured = vires(folder.path(), &["run", "grants", "--color", "always"]);
    assert!(
        coloured
            .out
            .contains("\u{1b}[1mA grant, and one too many\u{1b}[0m")
    );
    let never = vires(folder.path(), &["--color", "never", "check", "grants"]);
    assert!(!never.out.contains('\u{1b}'));
}

#[test]
fn fmt_rewrites_what_is_not_canonical_and_says_so() {
    let folder = with_grants();
    let policy = folder.path().join("grants/grants.policy");
    let canonical = fs::read_to_string(&policy).unwrap();
    fs::write(
        &policy,
        canonical
            .replace("  source    G2", " source G2")
            .replace('\n', "\r\n"),
    )
    .unwrap();
    let check = vires(folder.path(), &["fmt", "--check", "grants"]);
    assert_eq!(check.code, 1);
    assert_eq!(
        check.out,
        "grants/grants.policy\n2 files, 1 not in their canonical layout\n"
    );
    let fmt = vires(folder.path(), &["fmt", "grants"]);
    assert_eq!((fmt.code, fmt.err.as_str()), (0, ""));
    assert_eq!(
        fmt.out,
        "formatted grants/grants.policy\n2 files, 1 changed\n"
    );
    assert_eq!(fs::read_to_string(&policy).unwrap(), canonical);
    let names: Vec<_> = fs::read_dir(folder.path().join("grants"))
        .unwrap()
        .collect();
    assert_eq!(names.len(), 2, "nothing is left beside the files");
}

#[test]
fn fmt_goes_from_standard_input_to_standard_output() {
    let folder = tempfile::tempdir().unwrap();
    let done = fed(folder.path(), &["fmt", "--stdin"], "kind   Body\n");
    assert_eq!(
        (done.code, done.out.as_str(), done.err.as_str()),
        (0, "kind Body\n", "")
    );
    let checked = fed(
        folder.path(),
        &["fmt", "--stdin", "--check"],
        "kind   Body\n",
    );
    assert_eq!((checked.code, checked.out.as_str()), (1, ""));
    let scenario = fed(
        folder.path(),
        &["fmt", "--stdin", "x.scenario"],
        "scenario   \"A\"\n   as of 1 May 2024\n",
    );
    assert_eq!(
        (scenario.code, scenario.out.as_str()),
        (0, "scenario \"A\"\n  as of 1 May 2024\n")
    );
    let broken = fed(folder.path(), &["fmt", "--stdin"], "kind   Body\nduty {\n");
    assert_eq!(broken.code, 2);
    assert!(
        broken.out.starts_with("kind Body\n"),
        "good items are formatted: {}",
        broken.out
    );
}

#[test]
fn each_stage_can_be_printed() {
    let folder = with_grants();
    for stage in ["tokens", "items", "tree", "policy", "program", "record"] {
        for file in ["grants/grants.policy", "grants/grants.scenario"] {
            let done = vires(folder.path(), &["debug", stage, file]);
            assert_eq!((done.code, done.err.as_str()), (0, ""), "{stage} {file}");
            let empty = stage == "record" && file.ends_with(".policy");
            assert_eq!(done.out.is_empty(), empty, "{stage} {file}");
        }
    }
    let done = vires(folder.path(), &["debug", "tree", "nowhere.policy"]);
    assert_eq!(done.code, 2);
}

#[test]
fn help_is_for_newcomers() {
    let folder = tempfile::tempdir().unwrap();
    insta::assert_snapshot!("help", vires(folder.path(), &["--help"]).out);
    insta::assert_snapshot!("help_short", vires(folder.path(), &[]).err);
    for command in [
        "run",
        "check",
        "fmt",
        "new",
        "debug",
        "explain-code",
        "schema",
        "what-if",
    ] {
        let done = vires(folder.path(), &[command, "--help"]);
        insta::assert_snapshot!(format!("help_{command}"), done.out);
    }
}

#[test]
fn a_reader_that_goes_away_ends_the_command_quietly() {
    let folder = with_grants();
    // More output than a pipe holds.
    let policy = fs::read_to_string(folder.path().join("grants/grants.scenario")).unwrap();
    for copy in 0..60 {
        let text = policy.replace("A grant, and one too many", &format!("Copy {copy}"));
        fs::write(
            folder.path().join(format!("grants/copy-{copy}.scenario")),
            text,
        )
        .unwrap();
    }
    let mut child = command(folder.path(), &["run", "grants", "--format", "json"])
        .spawn()
        .unwrap();
    let mut first = [0_u8; 1];
    child
        .stdout
        .as_mut()
        .unwrap()
        .read_exact(&mut first)
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn hostile_files_end_in_messages() {
    let folder = with_grants();
    let hostile: [(&str, Vec<u8>); 12] = [
        ("empty", Vec::new()),
        ("utf16", vec![0xff, 0xfe, 0x61, 0x00]),
        ("nul", b"kind A\0\n".to_vec()),
        ("long", [b"kind ".to_vec(), vec![b'A'; 10 << 20]].concat()),
        ("nested", vec![b'('; 100_000]),
        ("braces", b"duty a {\n".repeat(50_000)),
        ("quote", b"policy a \"unclosed\nkind A\n".to_vec()),
        (
            "date",
            "policy a\n  in force from 30 February 2013\n".into(),
        ),
        ("year", "policy a\n  in force from 1 May 10000\n".into()),
        (
            "amount",
            format!("define a(): money\n  is £{}\n", "9".repeat(60)).into(),
        ),
        ("crlf", "\u{feff}kind Marked is a Body\r\n".into()),
        (
            "sum",
            format!("define b(): number\n  is {}1\n", "1 + ".repeat(20_000)).into(),
        ),
    ];
    for (name, bytes) in hostile {
        for ending in ["policy", "scenario"] {
            let path = folder.path().join(format!("grants/zz.{ending}"));
            fs::write(&path, &bytes).unwrap();
            let done = vires(folder.path(), &["run", "grants"]);
            assert!(
                [0, 2].contains(&done.code),
                "{name}.{ending}: {}\n{}",
                done.code,
                done.err
            );
            assert!(
                done.err.len() < 200_000,
                "{name}.{ending}: {} bytes",
                done.err.len()
            );
            assert_eq!(
                done.code == 0,
                done.err.is_empty(),
                "{name}.{ending}: {}",
                done.err
            );
            assert!(
                done.out.contains("A grant, and one too many"),
                "{name}.{ending} hides the others"
            );
            fs::remove_file(path).unwrap();
        }
    }
}

#[test]
fn a_file_past_any_size_is_told_of_and_hides_no_other() {
    let folder = with_grants();
    let huge = fs::File::create(folder.path().join("grants/huge.policy")).unwrap();
    // Nothing of it takes room on the disk.
    huge.set_len(vires::base::files::MAX_FILE_BYTES + 1)
        .unwrap();
    let done = vires(folder.path(), &["run", "grants"]);
    assert_eq!(done.code, 2, "{}", done.err);
    assert!(done.err.contains("P0004"), "{}", done.err);
    assert!(
        done.out.contains("A grant, and one too many"),
        "{}",
        done.out
    );
}

#[cfg(unix)]
#[test]
fn links_that_leave_the_folder_and_devices_are_not_read() {
    use std::os::unix::fs::symlink;
    let folder = with_grants();
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("x.policy"), "kind FromOutside\n").unwrap();
    symlink(
        outside.path().join("x.policy"),
        folder.path().join("grants/x.policy"),
    )
    .unwrap();
    symlink("/dev/zero", folder.path().join("grants/zero.policy")).unwrap();
    symlink("..", folder.path().join("grants/up")).unwrap();
    symlink("grants.policy", folder.path().join("grants/again.scenario")).unwrap();
    let done = vires(folder.path(), &["check", "grants"]);
    assert_eq!(done.code, 2);
    for file in ["x.policy", "zero.policy"] {
        assert!(
            done.out.contains(&format!(
                "`grants/{file}` cannot be read: it is a link that leads out of the folder"
            )),
            "{}",
            done.out
        );
    }
    assert!(
        !done.out.contains(outside.path().to_str().unwrap()),
        "{}",
        done.out
    );
    assert!(
        !done.out.contains("`grants/again.scenario` cannot be read"),
        "{}",
        done.out
    );
}
