//! The walls of the house: which room may name which, and what a room's `mod.rs` may hold.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The rooms in order, each with the rooms it may import. A room names only rooms above it, so there is no circle.
const ROOMS: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("diagnostics", &["base"]),
    ("tree", &["base"]),
    ("syntax", &["base", "diagnostics", "tree"]),
    ("format", &["base", "diagnostics", "tree", "syntax"]),
    ("policy", &["base"]),
    ("case", &["base", "policy"]),
    ("record", &["base", "policy", "case"]),
    ("words", &["base", "policy", "case", "record"]),
    (
        "tables",
        &[
            "base",
            "diagnostics",
            "tree",
            "syntax",
            "format",
            "policy",
            "case",
            "record",
        ],
    ),
    (
        "resolve",
        &["base", "diagnostics", "tree", "policy", "case", "tables"],
    ),
    ("check", &["base", "diagnostics", "policy"]),
    ("program", &["base", "policy"]),
    (
        "engine",
        &["base", "policy", "case", "program", "record", "words"],
    ),
    (
        "query",
        &[
            "base", "policy", "case", "program", "engine", "record", "words",
        ],
    ),
    (
        "verify",
        &[
            "base",
            "diagnostics",
            "policy",
            "case",
            "engine",
            "query",
            "record",
            "words",
        ],
    ),
    (
        "explain",
        &[
            "base", "policy", "case", "program", "engine", "query", "record", "words",
        ],
    ),
    (
        "ide",
        &[
            "base",
            "diagnostics",
            "tree",
            "syntax",
            "format",
            "policy",
            "case",
            "record",
            "words",
            "tables",
            "resolve",
            "check",
            "program",
            "engine",
            "query",
            "verify",
            "explain",
        ],
    ),
    (
        "report",
        &[
            "base",
            "diagnostics",
            "policy",
            "case",
            "record",
            "words",
            "explain",
        ],
    ),
    (
        FACADE,
        &[
            "base",
            "diagnostics",
            "tree",
            "syntax",
            "format",
            "policy",
            "case",
            "record",
            "words",
            "tables",
            "resolve",
            "check",
            "program",
            "engine",
            "query",
            "verify",
            "explain",
            "ide",
        ],
    ),
    ("lsp", &[FACADE, "ide", "report", "base"]),
    // It starts the server, and lends it the disk.
    ("cli", &[FACADE, "ide", "report", "base", "lsp"]),
    ("web", &[FACADE, "ide", "report", "base"]),
    ("main", &["cli"]),
];

/// `lib.rs` and what lies beside it outside the rooms: load, check, run, ask, explain, format.
const FACADE: &str = "the façade";

/// Crates that only one room knows.
const ONE_ROOM_CRATES: &[(&str, &str)] = &[
    ("pest", "syntax"),
    ("pest_derive", "syntax"),
    ("logos", "syntax"),
    ("ariadne", "report"),
    ("lsp_server", "lsp"),
    ("lsp_types", "lsp"),
    ("notify", "cli"),
    ("rustyline", "cli"),
];

/// The most lines with which a `mod.rs` says what its room does.
const MOST_HEAD_LINES: usize = 12;

fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every source file: its path below `src` with `/` between parts, and its text.
fn sources() -> Vec<(String, String)> {
    fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, into);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                into.push(path);
            }
        }
    }
    let root = source_folder();
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    assert!(!paths.is_empty(), "there are sources");
    let below = |path: &Path| {
        path.strip_prefix(&root)
            .unwrap()
            .to_str()
            .unwrap()
            .replace('\\', "/")
    };
    paths
        .iter()
        .map(|path| (below(path), fs::read_to_string(path).unwrap()))
        .collect()
}

/// The room of a source file: the folder, or the façade for what lies beside `lib.rs`.
fn room_of(path: &str) -> &str {
    let first = path.split('/').next().unwrap().trim_end_matches(".rs");
    if ROOMS.iter().any(|(room, _)| *room == first) {
        first
    } else {
        FACADE
    }
}

/// The code without its comments and with its texts emptied, so that words in them count for nothing.
fn bare(code: &str) -> String {
    let mut out = String::new();
    let mut rest = code;
    while let Some(character) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            block_comment(rest)
        } else if let Some(length) = raw_text(rest).filter(|_| !out.ends_with(is_name_letter)) {
            length
        } else if character == '"' {
            quoted(rest, '"')
        } else if character == '\'' {
            character_literal(rest)
        } else {
            0
        };
        if skipped == 0 {
            out.push(character);
            rest = &rest[character.len_utf8()..];
        } else {
            out.push(' ');
            rest = &rest[skipped..];
        }
    }
    out
}

fn is_name_letter(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().unwrap().len_utf8();
        }
    }
    at
}

/// The length of a raw text, `r#"…"#`, if one starts here.
fn raw_text(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    let body = after[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let length = body
        .find(&end)
        .map_or(body.len(), |place| place + end.len());
    Some(rest.len() - body.len() + length)
}

fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (place, character) in rest.char_indices().skip(1) {
        if character == quote && !escaped {
            return place + 1;
        }
        escaped = character == '\\' && !escaped;
    }
    rest.len()
}

/// The length of a character in quotes; 0 for a lifetime.
fn character_literal(rest: &str) -> usize {
    let mut letters = rest.char_indices().skip(1);
    match (letters.next(), letters.next()) {
        (Some((_, '\\')), _) => quoted(rest, '\''),
        (Some(_), Some((place, '\''))) => place + 1,
        _ => 0,
    }
}

/// The first names of all paths that start with `root::` in bare code: `a` and `b` of `root::{a::x, b}`.
fn named_from(code: &str, root: &str) -> Vec<String> {
    let start = format!("{root}::");
    let mut names = Vec::new();
    for (place, _) in code.match_indices(&start) {
        if code[..place].ends_with(|before: char| is_name_letter(before) || before == ':') {
            continue;
        }
        let after = &code[place + start.len()..];
        match after.strip_prefix('{') {
            Some(group) => names.extend(first_names(group)),
            None => names.push(name_at(after)),
        }
    }
    names
}

/// The first names of the paths in a group, whose opening brace is already taken off.
fn first_names(group: &str) -> Vec<String> {
    let (mut depth, mut names, mut expected) = (0, Vec::new(), true);
    for (place, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => expected = true,
            letter if expected && depth == 0 && !letter.is_whitespace() => {
                names.push(name_at(&group[place..]));
                expected = false;
            }
            _ => {}
        }
    }
    names
}

fn name_at(text: &str) -> String {
    text.trim_start()
        .chars()
        .take_while(|letter| is_name_letter(*letter))
        .collect()
}

/// What is wrong with the walls in one source file.
fn breaches(path: &str, text: &str) -> Vec<String> {
    let room = room_of(path);
    let code = bare(text);
    let squeezed: String = code
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace(" ::", "::")
        .replace(":: ", "::");
    let mut faults = Vec::new();
    let (_, allowed) = ROOMS.iter().find(|(name, _)| *name == room).unwrap();
    let own_crate = if room == "main" { "vires" } else { "crate" };
    for name in named_from(&squeezed, own_crate) {
        let named = if ROOMS.iter().any(|(room, _)| *room == name) {
            name.as_str()
        } else {
            FACADE
        };
        if named != room && !allowed.contains(&named) {
            faults.push(format!(
                "{path}: `{room}` may not name `{named}` (`{name}`)"
            ));
        }
    }
    if squeezed.contains("super::super") {
        faults.push(format!(
            "{path}: write the path from `crate::` instead of `super::super`"
        ));
    }
    let leaves_its_room = path.split('/').count() == 2 && path.ends_with("/mod.rs");
    if leaves_its_room && !named_from(&squeezed, "super").is_empty() {
        faults.push(format!(
            "{path}: `super::` leaves the room; write the path from `crate::`"
        ));
    }
    for (name, home) in ONE_ROOM_CRATES {
        let used =
            !named_from(&squeezed, name).is_empty() || squeezed.contains(&format!("use {name};"));
        if used && room != *home {
            faults.push(format!("{path}: only `{home}` may know the crate `{name}`"));
        }
    }
    faults
}

#[test]
fn no_room_names_a_room_that_the_plan_keeps_from_it() {
    let faults: Vec<_> = sources()
        .iter()
        .flat_map(|(path, text)| breaches(path, text))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_plan_has_no_circle() {
    for (place, (room, allowed)) in ROOMS.iter().enumerate() {
        for named in *allowed {
            assert!(
                ROOMS[..place].iter().any(|(above, _)| above == named),
                "`{room}` names `{named}`, which is not above it"
            );
        }
    }
}

#[test]
fn a_breach_of_the_walls_is_found() {
    let faulty = [
        ("engine/acts.rs", "use crate::tree::Duty;"),
        ("engine/acts.rs", "use crate::{base::date, tree};"),
        (
            "engine/acts.rs",
            "use crate::{base::{date::Date, id}, syntax::lex::{a, b}};",
        ),
        ("engine/acts.rs", "fn f() { crate :: tree\n:: x() }"),
        (
            "engine/acts.rs",
            "macro_rules! m { () => { $crate::tree::x } }",
        ),
        ("engine/acts/a.rs", "use super::super::x;"),
        ("engine/mod.rs", "use super::tree;"),
        ("engine/mod.rs", "use logos::Logos;"),
        ("resolve/a.rs", "use pest::Parser;"),
        ("syntax/a.rs", "fn f() { ariadne::Report::x() }"),
        ("base/a.rs", "use crate::run;"),
        ("cli/a.rs", "use crate::engine::Engine;"),
        ("lsp/a.rs", "use crate::cli::x;"),
        ("lib.rs", "pub use crate::report::x;"),
        ("main.rs", "fn main() { vires::engine::x() }"),
        (
            "engine/a.rs",
            "const A: char = '\"'; use crate::tree; const B: char = '\"';",
        ),
    ];
    for (path, code) in faulty {
        assert!(!breaches(path, code).is_empty(), "{path}: {code}");
    }
    let sound = [
        (
            "engine/acts.rs",
            "use crate::{base::{date::Date, id}, policy::tree};\nuse crate::engine::x; use super::y;",
        ),
        (
            "engine/acts.rs",
            "// crate::tree\n/* crate::tree /* */ crate::tree */ /// crate::tree",
        ),
        (
            "engine/acts.rs",
            "const A: &str = \"\\\"crate::tree\"; const B: &str = r#\"crate::\"tree\"#;",
        ),
        ("engine/acts.rs", "fn f<'a>(x: &'a str) -> char { '\\'' }"),
        ("engine/sub/mod.rs", "use super::x;"),
        ("syntax/a.rs", "use pest::Parser; use logos::Logos;"),
        ("report/a.rs", "use ariadne::Report;"),
        ("cli/a.rs", "use crate::{run, report::text, base::files};"),
        ("main.rs", "fn main() { vires::cli::main() }"),
        ("syntax/a.rs", "use my_crate::engine;"),
    ];
    for (path, code) in sound {
        assert_eq!(breaches(path, code), Vec::<String>::new(), "{path}: {code}");
    }
}

/// Bare code without `#[…]` and `#![…]`.
fn without_attributes(code: &str) -> String {
    let mut out = String::new();
    let mut depth = 0;
    for (place, character) in code.char_indices() {
        match character {
            '#' if depth == 0 => {}
            '!' if depth == 0 && code[..place].ends_with('#') => {}
            '[' => depth += 1,
            ']' => depth -= 1,
            _ if depth == 0 => out.push(character),
            _ => {}
        }
    }
    out
}

/// What is wrong with a file that may hold only a head and `mod` and `use` lines.
fn faults_of_mod(text: &str) -> Vec<String> {
    let head = text
        .lines()
        .take_while(|line| line.starts_with("//!"))
        .count();
    let mut faults = Vec::new();
    if head == 0 {
        faults.push("it does not open with `//!`".to_owned());
    }
    if head > MOST_HEAD_LINES {
        faults.push(format!(
            "its head has {head} lines, {MOST_HEAD_LINES} are allowed"
        ));
    }
    for statement in without_attributes(&bare(text))
        .split(';')
        .map(str::trim)
        .filter(|statement| !statement.is_empty())
    {
        let words: Vec<_> = statement
            .split_whitespace()
            .skip_while(|word| word.starts_with("pub"))
            .collect();
        let is_mod = matches!(words.as_slice(), ["mod", name] if name.chars().all(is_name_letter));
        let is_use = words.first() == Some(&"use");
        if !is_mod && !is_use {
            faults.push(format!("it holds code: `{statement}`"));
        }
    }
    faults
}

#[test]
fn every_mod_file_says_what_its_room_does_and_holds_no_code() {
    for (path, text) in sources()
        .iter()
        .filter(|(path, _)| path.ends_with("/mod.rs"))
    {
        assert_eq!(faults_of_mod(text), Vec::<String>::new(), "{path}");
    }
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/main.rs");
    assert_eq!(
        faults_of_mod(&fs::read_to_string(tests).unwrap()),
        Vec::<String>::new(),
        "tests/it/main.rs"
    );
}

#[test]
fn code_in_a_mod_file_is_found() {
    let head = "//! What it does.\n\n";
    for code in [
        "fn f() {}",
        "pub struct A;",
        "mod a { fn f() {} }",
        "mod a;\nconst A: u8 = 1;",
    ] {
        assert!(
            !faults_of_mod(&format!("{head}{code}")).is_empty(),
            "{code}"
        );
    }
    assert!(!faults_of_mod("mod a;").is_empty());
    assert!(!faults_of_mod(&"//! A line.\n".repeat(MOST_HEAD_LINES + 1)).is_empty());
    let sound = "mod a;\npub mod b;\npub(crate) mod c;\n#[cfg(test)]\nmod d;\n// A remark.\npub use a::{\n  X,\n  Y,\n};\n";
    assert_eq!(
        faults_of_mod(&format!("{head}{sound}")),
        Vec::<String>::new()
    );
}
