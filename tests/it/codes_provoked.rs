//! Every code is told by something: a snapshot shows it, or a test names it where the way to it is too long for one.

use std::{collections::BTreeSet, fs, path::Path};

use vires::diagnostics::code::{Code, RETIRED};

/// Codes that only a fault of the tool itself can give: no input does, and what gives them is a last guard.
const GUARDS: &[Code] = &[Code::LayoutChangesText];

/// Codes that are still told by no test: one that is told now is to be taken out, and none comes in.
const STILL_WANTED: &[Code] = &[];

/// The files of a folder with this ending, each as text.
fn texts(folder: &str, ending: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // What only speaks of codes in general provokes none.
        let is_about_codes =
            path.ends_with("codes_provoked.rs") || path.ends_with("diagnostics.rs");
        if path.extension().is_some_and(|found| found == ending) && !is_about_codes {
            found.push(fs::read_to_string(path).unwrap());
        }
    }
    found
}

/// The codes in a text that are told in it: `[P0203] error`, `error P0203:`, or named in quotes by a test.
fn told(text: &str, found: &mut BTreeSet<String>) {
    for (at, _) in text.match_indices('P') {
        let code = text.get(at..at + 5).unwrap_or_default();
        let before = text.get(..at).unwrap_or_default();
        let shown = [
            "[",
            "\"",
            "error ",
            "warning ",
            "note ",
            "error: ",
            "warning: ",
            "note: ",
            "\n",
        ];
        let is_code = code.get(1..).is_some_and(|digits| {
            digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit())
        });
        if is_code && shown.iter().any(|mark| before.ends_with(mark)) {
            found.insert(code.to_owned());
        }
    }
}

#[test]
fn every_code_is_provoked_and_has_a_page() {
    let mut provoked = BTreeSet::new();
    for text in texts("tests/it/snapshots", "snap") {
        told(&text, &mut provoked);
    }
    let tests = texts("tests/it", "rs");
    for text in &tests {
        told(text, &mut provoked);
    }
    let mut missing = Vec::new();
    for code in Code::ALL {
        let by_name = tests
            .iter()
            .any(|text| text.contains(&format!("Code::{code:?}")));
        let is_told = provoked.contains(code.id()) || by_name;
        if is_told && STILL_WANTED.contains(code) {
            missing.push(format!("{code} is told now: take it out of the list"));
        }
        if !is_told && !GUARDS.contains(code) && !STILL_WANTED.contains(code) {
            missing.push(format!("{code} ({}) is told by no test", code.title()));
        }
        let page = format!("{}/docs/codes/{code}.md", env!("CARGO_MANIFEST_DIR"));
        if !Path::new(&page).exists() {
            missing.push(format!(
                "{code} ({}) has no page in docs/codes",
                code.title()
            ));
        }
    }
    for id in RETIRED {
        if id.parse::<Code>().is_ok() {
            missing.push(format!("{id} is retired, and stands in the table again"));
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn codes_are_found_where_they_are_told_and_only_there() {
    let mut found = BTreeSet::new();
    told(
        "[P0001] error: a\nwarning P0002: b\nsee P0003 and `P0004`\n\"P0005\"\n[Pool] [P00",
        &mut found,
    );
    let expected = ["P0001", "P0002", "P0005"].map(str::to_owned);
    assert_eq!(found, BTreeSet::from(expected));
}
