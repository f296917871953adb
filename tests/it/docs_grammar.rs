//! The grammar as people read it: `docs/grammar.md` is made from the examples in the grammar's own files.

use std::{fmt::Write as _, fs};

/// The grammar's files in reading order, with what each is.
const FILES: &[(&str, &str, &str)] = &[
    (
        "policy",
        "What a policy declares",
        "One clause to a line; a declaration begins in column 0, its clauses are indented.",
    ),
    (
        "scenario",
        "What a scenario says",
        "The sections `given`, `timeline`, `expect`, `ask` and `but` hold a line each.",
    ),
    (
        "expression",
        "Expressions",
        "The same in policies and scenarios.",
    ),
    (
        "lexical",
        "Words, numbers, dates",
        "What the other three are made of. Keywords are left out here: each is the word itself.",
    ),
];

/// A rule with the example above it.
struct Rule {
    name: String,
    example: String,
}

fn rules(text: &str) -> Vec<Rule> {
    let mut found = Vec::new();
    let mut example: Option<String> = None;
    for line in text.lines() {
        if let Some(said) = line.strip_prefix("///") {
            let said = said.trim();
            example = Some(match example.take() {
                Some(before) => format!("{before} {said}"),
                None => said.to_owned(),
            });
        } else if let Some((name, _)) = line.split_once(" = ")
            && !name.starts_with([' ', '/'])
            && let Some(example) = example.take()
        {
            found.push(Rule {
                name: name.trim().to_owned(),
                example,
            });
        }
    }
    found
}

fn page() -> String {
    let mut page = String::from(
        "# The grammar by example\n\n\
        This page is made from the examples above the rules in `grammar/*.pest`; a test keeps it so. What the forms mean stands in\n\
        [language.md](language.md).\n",
    );
    for (file, title, lead) in FILES {
        let text = fs::read_to_string(format!("grammar/{file}.pest")).unwrap();
        write!(
            page,
            "\n## {title}\n\n{lead}\n\n| rule | for example |\n| --- | --- |\n"
        )
        .unwrap();
        for rule in rules(&text)
            .iter()
            .filter(|rule| !rule.name.starts_with("kw_"))
        {
            let example = rule.example.replace('|', "\\|");
            writeln!(page, "| {} | {example} |", rule.name.replace('_', "-")).unwrap();
        }
    }
    page
}

#[test]
fn the_page_of_the_grammar_is_made_from_its_examples() {
    let made = page();
    let path = "docs/grammar.md";
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(path, &made).unwrap();
    }
    let there = fs::read_to_string(path).unwrap_or_default();
    assert!(
        there == made,
        "docs/grammar.md is out of date: run `UPDATE_DOCS=1 cargo test --test it docs_grammar`"
    );
}

#[test]
fn every_rule_of_the_grammar_has_an_example_above_it() {
    for (file, ..) in FILES {
        let text = fs::read_to_string(format!("grammar/{file}.pest")).unwrap();
        let shown = rules(&text);
        let without: Vec<&str> = text
            .lines()
            .filter(|line| !line.starts_with([' ', '/', '}']))
            .filter_map(|line| line.split_once(" = "))
            .map(|(name, _)| name.trim())
            .filter(|name| shown.iter().all(|rule| rule.name != *name))
            .filter(|name| !name.starts_with("kw_") && !["WHITESPACE", "COMMENT"].contains(name))
            .collect();
        assert!(without.is_empty(), "{file}.pest: {without:?}");
    }
}
