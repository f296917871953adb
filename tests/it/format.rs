//! The layout of texts: one canonical form, which says the same, keeps every comment, and does not change any more.

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use proptest::prelude::*;
use vires::{
    base::span::FileId,
    diagnostics::{code::Code, problems::Problems},
    format::{
        same::same_but_for_spans,
        text::{format_policy, format_scenario},
    },
    syntax::{
        lex::lex,
        parse::{policy::parse_policy, scenario::parse_scenario},
        token::TokenKind,
    },
};

use crate::syntax_files::show_problems;

/// The two kinds of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Policy,
    Scenario,
}

impl Kind {
    fn of(path: &Path) -> Option<Kind> {
        match path.extension()?.to_str()? {
            "policy" => Some(Kind::Policy),
            "scenario" => Some(Kind::Scenario),
            _ => None,
        }
    }

    fn format(self, text: &str) -> (String, Problems) {
        match self {
            Kind::Policy => format_policy(FileId(0), text),
            Kind::Scenario => format_scenario(FileId(0), text),
        }
    }

    fn same_tree(self, left: &str, right: &str) -> bool {
        match self {
            Kind::Policy => same_but_for_spans(
                &parse_policy(FileId(0), left).0,
                &parse_policy(FileId(0), right).0,
            ),
            Kind::Scenario => same_but_for_spans(
                &parse_scenario(FileId(0), left).0,
                &parse_scenario(FileId(0), right).0,
            ),
        }
    }
}

/// Formats a text and checks the laws: the tree stays, the comments stay, a second time changes nothing.
fn check(kind: Kind, text: &str) -> String {
    let (once, problems) = kind.format(text);
    let told: Vec<Code> = problems.iter().map(|problem| problem.code).collect();
    assert!(
        !told.contains(&Code::LayoutChangesText),
        "the layout changes\n{text}"
    );
    assert!(
        kind.same_tree(text, &once),
        "the tree of\n{text}\nis not that of\n{once}"
    );
    assert_eq!(comments(text), comments(&once), "in\n{text}");
    let (twice, _) = kind.format(&once);
    assert_eq!(once, twice, "not stable, from\n{text}");
    once
}

/// Each comment of a text with the number of words before it.
fn comments(text: &str) -> Vec<(usize, String)> {
    let mut words = 0;
    let mut comments = Vec::new();
    for token in lex(text) {
        match token.kind {
            TokenKind::Comment => comments.push((words, token.text(text).trim_end().to_owned())),
            TokenKind::Newline | TokenKind::Blank => {}
            _ => words += 1,
        }
    }
    comments
}

/// Every policy and scenario that stands in the repository.
fn all_files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![
        root.join("policies"),
        root.join("benches"),
        root.join("tests/data"),
    ];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if Kind::of(&path).is_some() {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

#[test]
fn right_texts_get_their_canonical_form() {
    insta::glob!("../data/format/ok", "*.*", |path| {
        let text = fs::read_to_string(path).unwrap();
        let kind = Kind::of(path).unwrap();
        let (_, problems) = kind.format(&text);
        assert!(problems.is_empty(), "{}", show_problems(&text, problems));
        insta::assert_snapshot!(check(kind, &text));
    });
}

#[test]
fn broken_items_stay_and_the_others_are_laid_out() {
    insta::glob!("../data/format/err", "*.*", |path| {
        let text = fs::read_to_string(path).unwrap();
        let kind = Kind::of(path).unwrap();
        let (_, problems) = kind.format(&text);
        assert!(problems.has_errors());
        let mut out = format!("SOURCE\n{text}\nERROR\n{}", show_problems(&text, problems));
        writeln!(out, "FORMATTED\n{}", check(kind, &text)).unwrap();
        insta::assert_snapshot!(out);
    });
}

#[test]
fn every_file_of_the_repository_keeps_what_it_says() {
    let files = all_files();
    assert!(files.len() > 20);
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        check(Kind::of(&path).unwrap(), &text);
    }
}

#[test]
fn line_ends_and_blanks_of_other_systems_come_out_as_ours() {
    let text = "kind  Body \r\n\r\n\r\n\r\nkind\tArea\r\n";
    assert_eq!(check(Kind::Policy, text), "kind Body\n\nkind Area\n");
    assert_eq!(check(Kind::Policy, ""), "");
    assert_eq!(check(Kind::Policy, "\n\n  \n"), "");
    assert_eq!(
        check(Kind::Policy, "  # only a comment"),
        "# only a comment\n"
    );
}

/// What is done to a text to see whether the layout bears it.
#[derive(Debug, Clone)]
enum Change {
    Take(usize),
    Double(usize),
    Put(usize, &'static str),
    Swap(usize, usize),
}

fn change() -> impl Strategy<Value = Change> {
    let put = prop::sample::select(vec![
        " # c\n",
        "\n",
        "\n\n\n",
        "\n# c\n",
        "\n      ",
        " ",
        "{",
        "}",
        "(",
        ")",
        ",",
        ":",
        "|",
        "and",
        "or",
        "when",
        "\"",
        "- ",
        "source",
        "\n  note \"n\"\n",
        "\nduty x {\n",
        "\ngiven\n",
        "\t",
        "\r\n",
        "1 April 2013",
    ]);
    prop_oneof![
        any::<usize>().prop_map(Change::Take),
        any::<usize>().prop_map(Change::Double),
        (any::<usize>(), put).prop_map(|(at, text)| Change::Put(at, text)),
        (any::<usize>(), any::<usize>()).prop_map(|(one, other)| Change::Swap(one, other)),
    ]
}

fn changed(text: &str, changes: &[Change]) -> String {
    let mut words: Vec<String> = lex(text)
        .into_iter()
        .map(|token| token.text(text).to_owned())
        .collect();
    for change in changes {
        let count = words.len().max(1);
        match change {
            Change::Take(at) if !words.is_empty() => {
                words.remove(at % count);
            }
            Change::Double(at) if !words.is_empty() => {
                let word = words[at % count].clone();
                words.insert(at % count, word);
            }
            Change::Put(at, text) => {
                words.insert(at % count.min(words.len() + 1), (*text).to_owned())
            }
            Change::Swap(one, other) if !words.is_empty() => words.swap(one % count, other % count),
            _ => {}
        }
    }
    words.concat()
}

/// A stretch of one of the files of the repository, some items long.
fn stretch() -> impl Strategy<Value = (Kind, String)> {
    let texts: Vec<(Kind, String)> = all_files()
        .into_iter()
        .map(|path| (Kind::of(&path).unwrap(), fs::read_to_string(&path).unwrap()))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    (prop::sample::select(texts), any::<usize>(), 1..60_usize).prop_map(
        |((kind, text), from, count)| {
            let lines: Vec<&str> = text.split_inclusive('\n').collect();
            let from = from % lines.len();
            let start = (0..=from)
                .rev()
                .find(|at| !lines[*at].starts_with(' '))
                .unwrap_or(0);
            let end = (start + count).min(lines.len());
            (kind, lines[start..end].concat())
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_texts_keep_what_they_say((kind, text) in stretch(), changes in prop::collection::vec(change(), 0..6)) {
        check(kind, &changed(&text, &changes));
    }

    #[test]
    fn soup_is_borne(words in prop::collection::vec(prop::sample::select(vec![
        "\n", "\n  ", "\n    ", "\n", " ", " ", "# c", "\"t\"", "\"", "{", "}", "(", ")", ",", ":", "|", "-", "+", "/", "£1.5m", "28 days",
        "1 April 2013", "14:30", "2013/14", "F-2.D02", "duty", "power", "source", "kind", "values", "functions", "decide", "scheme", "then",
        "none", "otherwise", "define", "when", "or", "and", "unless", "is", "a", "CCG", "c", "act", "policy", "note", "scenario", "given",
        "timeline", "expect", "but", "columns", "of", "from", "holidays", "calendar", "é", "\u{feff}", "\r", "\t", "%",
    ]), 0..60), policy in any::<bool>()) {
        check(if policy { Kind::Policy } else { Kind::Scenario }, &words.concat());
    }
}
