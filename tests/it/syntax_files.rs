//! Policies as files: what is right gives a tree, what is wrong gives messages, and each is recorded.

use std::fmt::Write;

use vires::base::{
    source_map::SourceMap,
    span::{FileId, Span},
};
use vires::diagnostics::diagnostic::{Diagnostic, Place};
use vires::diagnostics::problems::Problems;
use vires::diagnostics::style::style_fault;
use vires::syntax::{dump, parse::policy::parse_policy, split::item_starts};

/// A text with the messages about it: each line that one points at, underlined.
pub fn source_then_messages(text: &str) -> String {
    let (_, problems) = parse_policy(FileId(0), text);
    format!("SOURCE\n{text}\nERROR\n{}", show_problems(text, problems))
}

/// The messages about a text, the only one that was read.
pub fn show_problems(text: &str, problems: Problems) -> String {
    let mut map = SourceMap::new();
    let file = map.add("test", text);
    map.set_items(file, item_starts(text));
    let mut out = String::new();
    for diagnostic in problems.sorted() {
        assert_eq!(
            style_fault(&diagnostic.message),
            None,
            "{}",
            diagnostic.message
        );
        show(&mut out, &map, &diagnostic);
    }
    out
}

pub fn show(out: &mut String, map: &SourceMap, diagnostic: &Diagnostic) {
    writeln!(
        out,
        "{} {}: {}",
        diagnostic.severity, diagnostic.code, diagnostic.message
    )
    .unwrap();
    if let Place::Text(label) = &diagnostic.place {
        underline(out, map, label.span, &label.text);
    }
    for label in &diagnostic.labels {
        underline(out, map, label.span, &label.text);
    }
    for note in &diagnostic.notes {
        writeln!(out, "  note: {note}").unwrap();
    }
    if let Some(help) = &diagnostic.help {
        writeln!(out, "  help: {help}").unwrap();
    }
    out.push('\n');
}

fn underline(out: &mut String, map: &SourceMap, span: Span, text: &str) {
    let start = map.start(span);
    let end = map.end(span);
    let line = map.line_text(span.file, start.line);
    let last = if end.line == start.line {
        end.column
    } else {
        u32::try_from(line.chars().count()).unwrap() + 1
    };
    let width = last.saturating_sub(start.column).max(1) as usize;
    writeln!(out, "{:>4} | {line}", start.line).unwrap();
    let blanks = " ".repeat(start.column as usize - 1);
    writeln!(out, "     | {blanks}{} {text}", "^".repeat(width)).unwrap();
}

#[test]
fn right_policies_give_trees() {
    insta::glob!("../data/syntax/ok", "*.policy", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let (tree, problems) = parse_policy(FileId(0), &text);
        assert!(problems.is_empty(), "{}", source_then_messages(&text));
        insta::assert_snapshot!(dump::nodes(&tree.items));
    });
}

#[test]
fn wrong_policies_give_messages() {
    insta::glob!("../data/syntax/err", "*.policy", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        insta::assert_snapshot!(source_then_messages(&text));
    });
}
