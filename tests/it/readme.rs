//! The README's policies and scenarios run, and print what it says they print.

use std::fs;

use super::cli::vires;

/// The fenced blocks of one language, one behind the other.
fn fenced(text: &str, language: &str) -> String {
    let mut out = String::new();
    for piece in text.split(&format!("```{language}\n")).skip(1) {
        out.push_str(piece.split("```").next().unwrap());
    }
    assert!(!out.is_empty(), "the README has a block of {language}");
    out
}

#[test]
fn the_tour_runs_and_prints_what_it_shows() {
    let readme = include_str!("../../README.md");
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("library");
    fs::create_dir(&pack).unwrap();
    fs::write(pack.join("library.policy"), fenced(readme, "policy")).unwrap();
    fs::write(pack.join("library.scenario"), fenced(readme, "scenario")).unwrap();
    let run = vires(folder.path(), &["run", "library"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(run.out, fenced(readme, "text"));
    let why = vires(
        folder.path(),
        &["explain", "library", "--duty", "answer-letters"],
    );
    assert_eq!((why.code, why.err.as_str()), (0, ""));
    assert_eq!(why.out, fenced(readme, "explanation"));
    let check = vires(folder.path(), &["check", "--deny-warnings", "library"]);
    assert_eq!(check.code, 0, "{}", check.out);
    let fmt = vires(folder.path(), &["fmt", "--check", "library"]);
    assert_eq!(fmt.code, 0, "{}", fmt.out);
}

#[test]
fn every_command_and_file_that_the_readme_names_is_there() {
    let readme = include_str!("../../README.md");
    let folder = tempfile::tempdir().unwrap();
    for line in readme.lines().filter(|line| line.starts_with("| `vires ")) {
        let command = line.split(['`', ' ']).nth(3).unwrap();
        let help = vires(folder.path(), &[command, "--help"]);
        assert_eq!(help.code, 0, "{command}");
    }
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for path in [
        "policies",
        "grammar",
        "docs/language.md",
        "docs/codes",
        "docs/language.md",
        ".ci/run",
        "src/lib.rs",
        "LICENSE-MIT",
        "LICENSE-APACHE",
    ] {
        assert!(readme.contains(path), "{path}");
        assert!(root.join(path).exists(), "{path}");
    }
}
