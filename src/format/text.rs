//! A text to its canonical form, which is read again before it is handed out.

use std::{collections::BTreeSet, fmt::Debug};

use super::{
    file::lay_out,
    rows::{self, Piece},
    same::same_but_for_spans,
    spacing,
    style::{Style, of_policy_item, of_scenario_item},
};
use crate::base::span::{FileId, Span};
use crate::diagnostics::{
    code::Code,
    diagnostic::{Diagnostic, Severity},
    problems::Problems,
};
use crate::syntax::{
    lex::lex,
    parse::{policy::parse_policy, scenario::parse_scenario},
    split::split,
    token::TokenKind,
};

/// A `.policy` text in its canonical form. Items in which there is an error come out as they are; the problems are those of the text.
pub fn format_policy(file: FileId, text: &str) -> (String, Problems) {
    format(file, text, parse_policy, of_policy_item)
}

/// A `.scenario` text in its canonical form. Items in which there is an error come out as they are; the problems are those of the text.
pub fn format_scenario(file: FileId, text: &str) -> (String, Problems) {
    format(file, text, parse_scenario, of_scenario_item)
}

fn format<Tree: Debug>(
    file: FileId,
    text: &str,
    parse: fn(FileId, &str) -> (Tree, Problems),
    style: fn(&[Piece<'_>]) -> Style,
) -> (String, Problems) {
    let (tree, mut problems) = parse(file, text);
    if text.replace("\r\n", "").contains('\r') {
        // A line end of a kind that is none here: it is told, and to keep it where it stands nothing is moved.
        return (text.to_owned(), problems);
    }
    let (source, _) = split(file, text);
    let broken = broken_items(&problems);
    let out = lay_out(text, rows::read(&source), style, |row| {
        row.opens.is_some_and(|item| broken.contains(&item))
    });
    if out == text {
        return (out, problems);
    }
    let (again, problems_again) = parse(file, &out);
    let same = words(text) == words(&out)
        && problems.len() == problems_again.len()
        && same_but_for_spans(&tree, &again);
    if same {
        return (out, problems);
    }
    problems.push(layout_changes_text(file));
    (text.to_owned(), problems)
}

/// A piece of a text, as it would stand on one line: without line breaks and comments.
pub fn one_line(text: &str) -> String {
    spacing::text(&rows::pieces(text))
}

/// The items in which there is an error.
fn broken_items(problems: &Problems) -> BTreeSet<u32> {
    problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .filter_map(Diagnostic::span)
        .map(|span| span.item)
        .collect()
}

/// All that a text says, comments among it: its tokens but for blanks and line ends.
fn words(text: &str) -> Vec<&str> {
    lex(text)
        .into_iter()
        .filter(|token| !matches!(token.kind, TokenKind::Newline | TokenKind::Blank))
        .map(|token| without_blanks(token.text(text)))
        .collect()
}

/// A text without the blanks at its end.
pub(super) fn without_blanks(text: &str) -> &str {
    text.trim_end_matches([' ', '\t'])
}

/// The text would say something else: our fault.
fn layout_changes_text(file: FileId) -> Diagnostic {
    let start = Span {
        file,
        item: 0,
        start: 0,
        end: 0,
    };
    Diagnostic::new(
        Code::LayoutChangesText,
        start,
        "the layout would change what this text says, so it is left as it is",
    )
    .note("this is a fault of the tool and none of the text")
}
