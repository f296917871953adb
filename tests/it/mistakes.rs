//! Three mistakes made on purpose in a pack of `policies/` give three errors, and the text of each is enough to mend it.

use std::{fmt::Write as _, fs, path::Path};

use serde_json::Value;
use vires::{
    base::files::MemoryFiles,
    diagnostics::diagnostic::{Diagnostic, Severity},
    facade::check::check,
};

/// Groups of three mistakes in one pack, each with what its message has to name.
const MISTAKES: &str = include_str!("../data/mistakes/mistakes.json");

/// All packs, as they stand.
fn packs() -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    let mut files = Vec::new();
    for pack in fs::read_dir(&root).unwrap() {
        let pack = pack.unwrap();
        if !pack.path().is_dir() {
            continue;
        }
        for file in fs::read_dir(pack.path()).unwrap() {
            let file = file.unwrap();
            let names = [pack.file_name(), file.file_name()];
            let [folder, name] = names.map(|name| name.into_string().unwrap());
            files.push((format!("{folder}/{name}"), fs::read(file.path()).unwrap()));
        }
    }
    files
}

/// The errors of a pack with these mistakes made in it.
fn errors(packs: &[(String, Vec<u8>)], pack: &str, mistakes: &[Value]) -> Vec<Diagnostic> {
    let mut files = MemoryFiles::new();
    for (path, bytes) in packs {
        let mut bytes = bytes.clone();
        for mistake in mistakes {
            if *path != format!("{pack}/{}", mistake["file"].as_str().unwrap()) {
                continue;
            }
            let text = String::from_utf8(bytes).unwrap();
            let (old, new) = (
                mistake["old"].as_str().unwrap(),
                mistake["new"].as_str().unwrap(),
            );
            assert!(text.contains(old), "{path}: {old}");
            bytes = text.replacen(old, new, 1).into_bytes();
        }
        files = files.with(path, bytes);
    }
    let checked = check(&files, &[pack.to_owned()]);
    let problems = checked.problems.into_iter();
    problems
        .filter(|problem| problem.severity == Severity::Error)
        .collect()
}

fn said(error: &Diagnostic) -> String {
    let mut said = format!("{}: {}", error.code.id(), error.message);
    for line in error.help.iter().chain(&error.notes) {
        write!(said, "\n      {line}").unwrap();
    }
    said
}

#[test]
fn three_mistakes_give_three_errors_that_say_how_to_mend_them() {
    let groups: Vec<Value> = serde_json::from_str(MISTAKES).unwrap();
    let packs = packs();
    let mut told = String::new();
    let mut amiss = Vec::new();
    let mut made = 0;
    for (number, group) in groups.iter().enumerate() {
        let pack = group["pack"].as_str().unwrap();
        let mistakes = group["mistakes"].as_array().unwrap();
        made += mistakes.len();
        let errors: Vec<String> = errors(&packs, pack, mistakes).iter().map(said).collect();
        writeln!(told, "{} {pack}", number + 1).unwrap();
        for mistake in mistakes {
            let line = mistake["new"].as_str().unwrap();
            let line: Vec<&str> = line.split_whitespace().collect();
            writeln!(told, "  {}", line.join(" ")).unwrap();
            let wanted = mistake["told"].as_str().unwrap();
            if !errors.iter().any(|error| error.contains(wanted)) {
                amiss.push(format!("{}: nothing names {wanted}", number + 1));
            }
        }
        for error in &errors {
            writeln!(told, "    {error}").unwrap();
        }
        if errors.len() != mistakes.len() {
            amiss.push(format!("{}: {} errors", number + 1, errors.len()));
        }
        let helpless = errors.iter().filter(|error| !error.contains('\n'));
        amiss.extend(helpless.map(|error| format!("{}: no way out: {error}", number + 1)));
    }
    assert!(made >= 60, "{made}");
    insta::assert_snapshot!(told);
    assert!(amiss.is_empty(), "{}", amiss.join("\n"));
}
