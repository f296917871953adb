//! Runs over tables from the command line: the same answers as a scenario gives, files written whole, bad input told of.

use std::{fs, path::Path, process::Command};

use vires::{
    base::files::MemoryFiles,
    diagnostics::code::Code,
    facade::{
        bulk::{Outs, Tables, run},
        given::Given,
    },
};

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

/// A folder with workload (c)'s policy, and these events.
fn folder(events: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("pack");
    fs::create_dir(&pack).unwrap();
    for name in ["timeline.policy", "background.scenario"] {
        fs::copy(format!("benches/workloads/c/{name}"), pack.join(name)).unwrap();
    }
    fs::write(folder.path().join("events.csv"), events).unwrap();
    folder
}

const RUN: [&str; 8] = [
    "run",
    "pack",
    "--background",
    "pack/background.scenario",
    "--events",
    "events.csv",
    "--duties",
    "duties.csv",
];

#[test]
fn duties_are_found_over_a_table_at_the_edges_of_their_deadlines() {
    // Kind 0 is due within 3 days; kind 6 before the next financial year.
    let folder = folder(
        "seq,date,type,body,duty\n\
        0,2025-01-01,trigger,b1,0\n\
        1,2025-01-04,perform,b1,0\n\
        2,2025-02-01,trigger,b2,0\n\
        3,2025-02-05,perform,b2,0\n\
        4,2025-03-31,trigger,b3,6\n\
        5,2025-04-01,trigger,b4,6\n\
        6,2025-04-01,note,b4,6\n\
        7,2034-12-31,trigger,b5,5\n\
        8,2035-01-01,trigger,b6,5\n",
    );
    let (code, out, told) = vires(folder.path(), &RUN);
    assert_eq!((code, told.as_str()), (0, ""));
    insta::assert_snapshot!("edges_summary", out);
    insta::assert_snapshot!(
        "edges_duties",
        fs::read_to_string(folder.path().join("duties.csv")).unwrap()
    );
}

#[test]
fn rows_out_of_order_are_run_by_their_days() {
    let sorted =
        folder("seq,date,type,body,duty\n0,2025-01-01,trigger,b1,0\n1,2025-01-03,perform,b1,0\n");
    let mixed =
        folder("seq,date,type,body,duty\n1,2025-01-03,perform,b1,0\n0,2025-01-01,trigger,b1,0\n");
    let duties = |folder: &tempfile::TempDir| {
        assert_eq!(vires(folder.path(), &RUN).0, 0);
        fs::read_to_string(folder.path().join("duties.csv")).unwrap()
    };
    assert_eq!(duties(&sorted), duties(&mixed));
}

#[test]
fn bad_rows_are_told_of_and_the_others_are_run() {
    let folder = folder(
        "seq,date,type,body,duty\n0,2025-01-01,trigger,b1,0\n1,2025-02-30,perform,b1,0\n2,2025-01-02,prefrom,b1,0\n",
    );
    let (code, out, told) = vires(folder.path(), &RUN);
    assert_eq!(code, 2);
    insta::assert_snapshot!("bad_rows", format!("{out}\n{told}"));
}

#[test]
fn a_table_that_cannot_be_run_leaves_the_old_file_as_it_was() {
    let folder = folder("date,nothing\n");
    fs::write(folder.path().join("duties.csv"), "old").unwrap();
    fs::write(
        folder.path().join("pack/background.scenario"),
        "background\n  as of never\n",
    )
    .unwrap();
    let (code, _, told) = vires(folder.path(), &RUN);
    assert_eq!(code, 2, "{told}");
    assert_eq!(
        fs::read_to_string(folder.path().join("duties.csv")).unwrap(),
        "old"
    );
    let left: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left.len(), 3, "no temporary file stays behind: {left:?}");
}

#[test]
fn several_scenarios_of_one_table_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("pack");
    fs::create_dir(&pack).unwrap();
    for name in ["timelines.policy", "background.scenario"] {
        fs::copy(format!("benches/workloads/b/{name}"), pack.join(name)).unwrap();
    }
    let events = "scenario,seq,date,type,duty\ns0,0,2025-01-01,trigger,0\ns1,0,2025-01-01,trigger,0\ns0,1,2025-01-04,perform,0\n";
    fs::write(folder.path().join("events.csv"), events).unwrap();
    fs::write(
        folder.path().join("scenarios.csv"),
        "scenario,as_of\ns0,2025-02-01\ns1,2025-01-04\ns2,2025-01-04\n",
    )
    .unwrap();
    let mut run = RUN.to_vec();
    run.extend(["--scenarios", "scenarios.csv"]);
    let (code, out, told) = vires(folder.path(), &run);
    assert_eq!((code, told.as_str()), (0, ""));
    insta::assert_snapshot!(
        "several",
        format!(
            "{out}\n{}",
            fs::read_to_string(folder.path().join("duties.csv")).unwrap()
        )
    );
}

#[test]
fn events_of_a_scenario_that_is_not_listed_are_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("pack");
    fs::create_dir(&pack).unwrap();
    for name in ["timelines.policy", "background.scenario"] {
        fs::copy(format!("benches/workloads/b/{name}"), pack.join(name)).unwrap();
    }
    let events =
        "scenario,seq,date,type,duty\ns0,0,2025-01-01,trigger,0\nlost,0,2025-01-01,trigger,0\n";
    fs::write(folder.path().join("events.csv"), events).unwrap();
    fs::write(
        folder.path().join("scenarios.csv"),
        "scenario,as_of\ns0,2025-02-01\n",
    )
    .unwrap();
    let mut run = RUN.to_vec();
    run.extend(["--scenarios", "scenarios.csv"]);
    let (code, _, told) = vires(folder.path(), &run);
    assert_eq!(code, 2, "{told}");
    assert!(told.contains("P1106") && told.contains("`lost`"), "{told}");
}

/// A disk that is full.
struct Full;

impl std::io::Write for Full {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("no space left on device"))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_told_of() {
    let read = |path: &str| fs::read(path).unwrap();
    let files = MemoryFiles::new()
        .with(
            "pack/timeline.policy",
            read("benches/workloads/c/timeline.policy"),
        )
        .with(
            "pack/background.scenario",
            read("benches/workloads/c/background.scenario"),
        );
    let events = "seq,date,type,body,duty\n0,2025-01-01,trigger,b1,0\n";
    let tables = Tables {
        pack: "pack".to_owned(),
        background: "pack/background.scenario".to_owned(),
        events: Some((
            "events.csv".to_owned(),
            Box::new(events.as_bytes()) as Box<dyn std::io::Read>,
        )),
        scenarios: None,
        given: Given::default(),
        questions: None,
        as_of: None,
        strict: false,
        jobs: Some(1),
        stream: false,
        size: None,
        in_full: false,
    };
    let mut full = Full;
    let outs = Outs {
        duties: Some(("duties.csv", &mut full)),
        ..Outs::default()
    };
    let bulk = run(&files, tables, outs, &mut |_, _| {});
    let codes: Vec<_> = bulk.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [Code::NotWritten]);
    assert!(bulk.failed);
}

#[test]
fn every_bad_row_stands_in_the_table_of_errors() {
    let mut events = "seq,date,type,body,duty\n".to_owned();
    for row in 0..30 {
        events.push_str(&format!("{row},2025-01-01,trigger,nobody-{row},0\n"));
    }
    let folder = folder(&events);
    let mut run = RUN.to_vec();
    run.extend(["--errors", "errors.csv"]);
    let (code, _, told) = vires(folder.path(), &run);
    assert_eq!(code, 2);
    assert_eq!(told.matches("events.csv:").count(), 20, "{told}");
    assert!(told.contains("10 more rows cannot be read"), "{told}");
    let errors = fs::read_to_string(folder.path().join("errors.csv")).unwrap();
    assert_eq!(errors.lines().count(), 31);
    let last = errors.lines().last().unwrap();
    assert!(last.starts_with("events.csv,31,body,P1104,"), "{last}");

    run.extend(["--strict"]);
    fs::write(folder.path().join("duties.csv"), "old").unwrap();
    let (code, out, _) = vires(folder.path(), &run);
    assert_eq!(code, 2, "{out}");
    let errors = fs::read_to_string(folder.path().join("errors.csv")).unwrap();
    assert_eq!(errors.lines().count(), 2, "the first one ends it");
    let duties = fs::read_to_string(folder.path().join("duties.csv")).unwrap();
    assert_eq!(duties, "old");
}

#[test]
fn a_table_whose_columns_are_not_there_is_not_run() {
    let folder = folder("seq,day,type,body,duty\n0,2025-01-01,trigger,b0,0\n");
    let (code, out, told) = vires(folder.path(), &RUN);
    assert_eq!(code, 2, "{out}{told}");
    assert!(told.contains("has no column `date`"), "{told}");
    assert_eq!(told.matches("error").count(), 1, "{told}");
    assert!(!folder.path().join("duties.csv").exists());
}

#[test]
fn events_that_name_none_of_several_scenarios_are_not_run() {
    let folder = folder("seq,date,type,body,duty\n0,2025-01-01,trigger,b0,0\n");
    let mut run = RUN.to_vec();
    run.extend(["--scenarios", "scenarios.csv"]);
    let listed = |text: &str| fs::write(folder.path().join("scenarios.csv"), text).unwrap();
    listed("scenario,as-of\none,2025-03-01\ntwo,2025-03-01\n");
    let (code, out, told) = vires(folder.path(), &run);
    assert_eq!(code, 2, "{out}{told}");
    assert!(told.contains("these events name none"), "{told}");
    listed("scenario,asof\none,2025-03-01\n");
    let (code, out, told) = vires(folder.path(), &run);
    assert_eq!(code, 2, "{out}{told}");
    assert!(told.contains("did you mean `as-of`?"), "{told}");
    listed("scenario,as-of\none,2025-03-01\n");
    assert_eq!(vires(folder.path(), &run).0, 0);
}
