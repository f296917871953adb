//! Codes and their pages, problems and their order, and what is said of files that are no text.

use std::collections::BTreeSet;

use vires::{
    base::{
        files::{Files, MemoryFiles},
        span::{FileId, Span},
    },
    diagnostics::{
        code::{Code, RETIRED, UnknownCode},
        diagnostic::{Diagnostic, Place, Severity},
        problems::Problems,
        reading,
        style::style_fault,
    },
};

fn span(file: u32, item: u32, start: u32) -> Span {
    Span {
        file: FileId(file),
        item,
        start,
        end: start + 1,
    }
}

#[test]
fn codes_are_unique_rising_and_never_used_again() {
    let ids: Vec<_> = Code::ALL.iter().map(|code| code.id()).collect();
    assert!(
        ids.windows(2).all(|pair| pair[0] < pair[1]),
        "the table is in order of the codes, each once: {ids:?}"
    );
    for id in &ids {
        assert!(!RETIRED.contains(id), "{id} is retired");
        let digits = id.strip_prefix('P').unwrap_or_default();
        assert!(
            digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()),
            "{id} is no code"
        );
        assert!(
            ("0000".."1200").contains(&digits),
            "{id} lies outside the ranges"
        );
    }
    assert_eq!(RETIRED.iter().collect::<BTreeSet<_>>().len(), RETIRED.len());
}

#[test]
fn every_code_has_a_page_that_opens_with_it_and_every_page_a_code() {
    for code in Code::ALL {
        let page = code.page();
        let heading = format!("# {code}: {}", code.title());
        assert_eq!(
            page.lines().next(),
            Some(heading.as_str()),
            "docs/codes/{code}.md"
        );
        let lines = page.lines().count();
        assert!(
            (5..=40).contains(&lines),
            "docs/codes/{code}.md has {lines} lines: between 5 and 40 explain a code"
        );
        assert_eq!(style_fault(code.title()), None, "{code}");
    }
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/codes");
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let id = name
            .strip_suffix(".md")
            .unwrap_or_else(|| panic!("docs/codes/{name} is no page"));
        let known = id.parse::<Code>().is_ok_and(|code| code.id() == id) || RETIRED.contains(&id);
        assert!(known, "docs/codes/{name} explains no code");
    }
}

#[test]
fn a_code_is_found_by_its_number() {
    assert_eq!("P0002".parse(), Ok(Code::NotUtf8));
    assert_eq!("p0002".parse(), Ok(Code::NotUtf8));
    assert_eq!("P9999".parse::<Code>(), Err(UnknownCode));
    assert_eq!("0002".parse::<Code>(), Err(UnknownCode));
}

#[test]
fn problems_are_shown_by_place_each_once_whatever_the_order_of_finding() {
    let found = [
        Diagnostic::nowhere(Code::EmptyPack, "nowhere"),
        Diagnostic::in_file(Code::EmptyPack, "z", "file z"),
        Diagnostic::in_row(Code::EmptyPack, "a", 3, "row 3 of a"),
        Diagnostic::in_file(Code::EmptyPack, "a", "file a"),
        Diagnostic::new(Code::NotUtf8, span(1, 0, 0), "second file"),
        Diagnostic::new(Code::NotUtf8, span(0, 2, 0), "third item"),
        Diagnostic::new(Code::NotUtf8, span(0, 0, 9), "byte 9, second code"),
        Diagnostic::new(Code::FileNotRead, span(0, 0, 9), "byte 9, first code"),
        Diagnostic::new(Code::NotUtf8, span(0, 0, 9), "byte 9, second code"),
    ];
    let sorted = found.iter().cloned().collect::<Problems>().sorted();
    let messages: Vec<_> = sorted
        .iter()
        .map(|diagnostic| diagnostic.message.as_str())
        .collect();
    let expected = [
        "byte 9, first code",
        "byte 9, second code",
        "third item",
        "second file",
        "file a",
        "row 3 of a",
        "file z",
        "nowhere",
    ];
    assert_eq!(messages, expected);
    assert_eq!(
        found.into_iter().rev().collect::<Problems>().sorted(),
        sorted
    );
}

#[test]
fn only_errors_make_problems_grave() {
    let warning = Diagnostic::nowhere(Code::EmptyPack, "a").severity(Severity::Warning);
    let mut problems = Problems::from(warning);
    assert!(!problems.has_errors() && !problems.is_empty());
    problems.push(Diagnostic::nowhere(Code::EmptyPack, "b"));
    assert!(problems.has_errors());
    assert_eq!(
        (
            problems.len(),
            problems.count(Severity::Error),
            problems.count(Severity::Warning)
        ),
        (2, 1, 1)
    );
}

#[test]
fn a_nearest_name_is_a_help_and_a_fix() {
    let diagnostic = Diagnostic::new(Code::FileNotRead, span(0, 0, 4), "there is no `norhshire`");
    assert_eq!(diagnostic.clone().nearest(None), diagnostic);
    let helped = diagnostic.nearest(Some("northshire"));
    assert_eq!(helped.help.as_deref(), Some("did you mean `northshire`?"));
    assert_eq!(
        helped.fix.map(|fix| (fix.span, fix.replacement)),
        Some((span(0, 0, 4), "northshire".to_owned()))
    );
}

#[test]
fn the_style_of_messages_is_checked() {
    let good = [
        "`Northshire` is no kind",
        "CSV rows need a date",
        "found `a.`, wanted `None`",
        "UTF-8 is wanted",
        "a `b`",
    ];
    for message in good {
        assert_eq!(style_fault(message), None, "{message}");
    }
    let bad = [
        "",
        " a",
        "a\nb",
        "it is wrong.",
        "The name is wrong",
        "A name is wrong",
        "a `b",
        "found None",
        "in base::date",
    ];
    for message in bad {
        assert!(style_fault(message).is_some(), "{message}");
    }
}

#[track_caller]
fn read(bytes: &[u8]) -> (Option<String>, Vec<Diagnostic>) {
    let files = MemoryFiles::new().with("p/a.policy", bytes);
    let (text, problems) = reading::read_text(&files, "p/a.policy");
    let problems = problems.sorted();
    for diagnostic in &problems {
        assert_eq!(
            style_fault(&diagnostic.message),
            None,
            "{}",
            diagnostic.message
        );
    }
    (text, problems)
}

#[test]
fn text_is_read_with_or_without_a_mark_at_its_start() {
    assert_eq!(read("£25\n".as_bytes()), (Some("£25\n".into()), vec![]));
    assert_eq!(
        read("\u{feff}£25\n".as_bytes()),
        (Some("£25\n".into()), vec![])
    );
    assert_eq!(read(b""), (Some(String::new()), vec![]));
}

#[test]
fn what_is_no_text_is_refused_at_its_line() {
    let refused = |bytes: &[u8], code: Code, line: u32, part: &str| {
        let (text, problems) = read(bytes);
        assert_eq!((text, problems.len()), (None, 1));
        assert_eq!(problems[0].code, code);
        assert_eq!(
            problems[0].place,
            Place::File {
                path: "p/a.policy".into(),
                row: Some(line),
                column: None,
            }
        );
        assert!(
            problems[0].message.contains(part),
            "{}",
            problems[0].message
        );
    };
    refused(b"kind A\nkind \xa3\n", Code::NotUtf8, 2, "no UTF-8");
    refused(b"\xff\xfek\0i\0", Code::NotUtf8, 1, "UTF-16");
    refused(b"kind A\n\nkind\0B\n", Code::NulInText, 3, "NUL");
}

#[test]
fn a_file_that_is_not_there_is_a_problem() {
    let files = MemoryFiles::new().with("pack/a.policy", "");
    for (path, reason) in [
        ("pack/b.policy", "there is no such file"),
        ("pack", "it is a folder"),
    ] {
        let (text, problems) = reading::read_text(&files, path);
        let problems = problems.sorted();
        assert_eq!(
            (text, problems.len(), problems[0].code),
            (None, 1, Code::FileNotRead)
        );
        assert_eq!(
            problems[0].message,
            format!("`{path}` cannot be read: {reason}")
        );
    }
    let error = files.list("pack/a.policy").unwrap_err();
    assert_eq!(
        reading::not_read(&error).message,
        "`pack/a.policy` cannot be read: it is not a folder"
    );
}
