//! The order of files in a folder and of declarations in a file decides the order of rows only, never a verdict (S3).

use std::{fs, path::Path};

use vires::{
    base::files::MemoryFiles,
    facade::run::{Options, Outcome, run},
    words::Words,
};

/// All packs of the project, with the items of each policy file in this order, and the files under these names.
fn packs(reversed: bool) -> MemoryFiles {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    let mut files = MemoryFiles::new();
    for pack in fs::read_dir(root).unwrap() {
        let pack = pack.unwrap().path();
        if !pack.is_dir() {
            continue;
        }
        let folder = pack.file_name().unwrap().to_str().unwrap().to_owned();
        for file in fs::read_dir(&pack).unwrap() {
            let file = file.unwrap().path();
            let name = file.file_name().unwrap().to_str().unwrap().to_owned();
            let text = fs::read_to_string(&file).unwrap();
            let (name, text) = match reversed && name.ends_with(".policy") {
                true => (
                    name.chars().rev().skip(7).collect::<String>() + ".policy",
                    reverse(&text),
                ),
                false => (name, text),
            };
            files.add(format!("{folder}/{name}"), text);
        }
    }
    files
}

/// A policy with its declarations in the opposite order.
fn reverse(text: &str) -> String {
    let mut starts: Vec<_> = vires::syntax::split::item_starts(text)
        .into_iter()
        .map(|start| start as usize)
        .collect();
    starts.push(text.len());
    let mut items: Vec<_> = starts
        .windows(2)
        .map(|pair| &text[pair[0]..pair[1]])
        .collect();
    items.reverse();
    items
        .iter()
        .map(|item| format!("{}\n", item.trim_end()))
        .collect()
}

/// Every verdict of a run, sorted.
fn verdicts(outcome: &Outcome) -> Vec<String> {
    let mut lines = Vec::new();
    for pack in &outcome.packs {
        for scenario in &pack.scenarios {
            let title = &scenario.title;
            let Some((case, found)) = &scenario.ran else {
                lines.push(format!("{title}: could not be evaluated"));
                continue;
            };
            let words = Words::new(pack.resolution.policy())
                .of_case(case)
                .of_record(&found.record);
            for duty in &found.record.duties {
                lines.push(format!(
                    "{title}: {} of {}: {} {:?} {:?}",
                    words.duty(duty),
                    words.value(&duty.bearer),
                    duty.state.word(),
                    duty.due,
                    duty.history
                        .iter()
                        .map(|change| (change.on, change.state))
                        .collect::<Vec<_>>()
                ));
            }
            for act in &found.record.acts {
                lines.push(format!("{title}: act {}: {}", act.act, act.verdict.word()));
            }
            for line in &found.expectations {
                lines.push(format!(
                    "{title}: expectation {}: {}",
                    line.expectation,
                    line.is_met()
                ));
            }
        }
    }
    lines.sort();
    lines
}

#[test]
fn reordering_files_and_declarations_changes_no_verdict() {
    let paths = ["".to_owned()];
    let run = |files: &MemoryFiles| run(files, &paths, &Options::default(), &mut |_| {});
    let (straight, turned) = (run(&packs(false)), run(&packs(true)));
    assert!(straight.problems.is_empty());
    let (straight, turned) = (verdicts(&straight), verdicts(&turned));
    assert!(straight.len() > 500, "{} verdicts", straight.len());
    for (one, other) in straight.iter().zip(&turned) {
        assert_eq!(one, other);
    }
    assert_eq!(straight.len(), turned.len());
}
