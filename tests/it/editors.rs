//! What stands under `editors/`: its keywords are those of the language, and its snippets can be read.

use std::{fs, path::Path};

use serde_json::Value;
use vires::syntax::keyword::{KEYWORDS, POLICY_DECLARATIONS, SCENARIO_DECLARATIONS};

use crate::cli::fed;

fn json(path: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("editors/vscode");
    serde_json::from_str(&fs::read_to_string(folder.join(path)).unwrap()).unwrap()
}

/// The words of a pattern `…(?:one|other)…`.
fn words(pattern: &Value) -> Vec<String> {
    let pattern = pattern.as_str().unwrap();
    let (_, rest) = pattern.split_once("(?:").unwrap();
    let (words, _) = rest.split_once(')').unwrap();
    words.split('|').map(str::to_owned).collect()
}

#[test]
fn the_colours_know_the_words_of_the_language() {
    let common = json("syntaxes/vires.tmLanguage.json");
    assert_eq!(words(&common["repository"]["keyword"]["match"]), KEYWORDS);
    for (file, declarations) in [
        ("syntaxes/vires-policy.tmLanguage.json", POLICY_DECLARATIONS),
        (
            "syntaxes/vires-scenario.tmLanguage.json",
            SCENARIO_DECLARATIONS,
        ),
    ] {
        let grammar = json(file);
        let pattern = &grammar["repository"]["declaration"]["match"];
        assert_eq!(words(pattern), declarations, "{file}");
    }
}

/// The text of a snippet with what it offers in each place.
fn filled(body: &Value) -> String {
    let lines: Vec<&str> = body
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line.as_str().unwrap())
        .collect();
    let body = lines.join("\n");
    let mut out = String::new();
    let mut rest = body.as_str();
    while let Some((before, place)) = rest.split_once("${") {
        out.push_str(before);
        let (inside, after) = place.split_once('}').unwrap();
        let offered = match inside.split_once(['|', ':']) {
            Some((_, offered)) => offered
                .split(',')
                .next()
                .filter(|_| inside.contains('|'))
                .unwrap_or(offered),
            // A place that stands twice.
            None => "year",
        };
        out.push_str(offered);
        rest = after;
    }
    out.push_str(rest);
    out
}

#[test]
fn every_snippet_can_be_read() {
    let mut declared = Vec::new();
    for (name, snippet) in json("snippets/policy.json").as_object().unwrap() {
        let text = filled(&snippet["body"]);
        let done = fed(
            Path::new("."),
            &["fmt", "--stdin", "snippet.policy"],
            &format!("{text}\n"),
        );
        assert_eq!((done.code, done.err.as_str()), (0, ""), "{name}:\n{text}");
        declared.extend(text.split_whitespace().next().map(str::to_owned));
    }
    for norm in [
        "duty",
        "prohibition",
        "power",
        "freedom",
        "immunity",
        "transition",
        "delegation",
        "reserved",
        "scheme",
    ] {
        assert!(
            declared.iter().any(|word| word == norm),
            "no snippet for {norm}"
        );
    }
    for (name, snippet) in json("snippets/scenario.json").as_object().unwrap() {
        let text = filled(&snippet["body"]);
        let head = match name.as_str() {
            "Act on a day" => "scenario \"s\"\n\ntimeline\n",
            "Expected duty" => "scenario \"s\"\n\nexpect\n",
            "Who may" | "What must" => "scenario \"s\"\n\nask\n",
            _ => "",
        };
        let text = format!("{head}{text}\n");
        let done = fed(
            Path::new("."),
            &["fmt", "--stdin", "snippet.scenario"],
            &text,
        );
        assert_eq!((done.code, done.err.as_str()), (0, ""), "{name}:\n{text}");
    }
}
