//! One list of keywords: the grammars' and the lexer's neighbours agree.

use std::{collections::BTreeSet, fs, path::Path};

use vires::syntax::keyword::{KEYWORDS, POLICY_DECLARATIONS, SCENARIO_DECLARATIONS};

fn grammars() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("grammar");
    let mut all: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect();
    all.sort();
    all
}

/// The keyword rules of the grammars: `kw_and = @{ "and" ~ !word_char }`.
fn keyword_rules() -> Vec<(String, String)> {
    let mut rules = Vec::new();
    for (_, text) in grammars() {
        for line in text.lines().filter(|line| line.starts_with("kw_")) {
            let (name, body) = line.split_once(" = ").unwrap();
            let word = body.split('"').nth(1).unwrap();
            assert_eq!(body, format!("@{{ \"{word}\" ~ !word_char }}"), "{line}");
            rules.push((name.to_owned(), word.to_owned()));
        }
    }
    rules
}

#[test]
fn the_list_holds_the_words_of_the_grammars() {
    let listed: BTreeSet<&str> = KEYWORDS.iter().copied().collect();
    assert_eq!(listed.len(), KEYWORDS.len(), "a keyword stands twice");
    let rules = keyword_rules();
    let of_rules: BTreeSet<&str> = rules.iter().map(|(_, word)| word.as_str()).collect();
    assert_eq!(listed, of_rules);
    assert!(KEYWORDS.is_sorted());
}

#[test]
fn a_keyword_rule_is_named_for_its_word() {
    for (name, word) in keyword_rules() {
        assert_eq!(name, format!("kw_{}", word.replace('-', "_")));
    }
}

#[test]
fn every_declaration_begins_with_a_keyword() {
    let rules: Vec<String> = keyword_rules().into_iter().map(|(_, word)| word).collect();
    for word in POLICY_DECLARATIONS {
        assert!(rules.iter().any(|rule| rule == word), "{word}");
    }
    // The sections of a scenario are told apart by layout; their words are listed all the same.
    assert!(SCENARIO_DECLARATIONS.contains(&"timeline"));
}

#[test]
fn every_rule_has_an_example_above_it() {
    for (name, text) in grammars() {
        let lines: Vec<&str> = text.lines().collect();
        for (above, line) in lines.iter().zip(lines.iter().skip(1)) {
            let rule = line.split_once(" = ").is_some_and(|(rule, body)| {
                rule.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') && body.contains('{')
            });
            if rule {
                assert!(above.starts_with("/// `"), "{name}: {line}");
            }
        }
    }
}
