//! Why the grammar refused a piece: it is read again with error detail on, and told in the words of whoever wrote it.

use std::{ops::Range, sync::Mutex};

use pest::{
    Parser,
    error::{ErrorVariant, InputLocation},
};

use super::{
    grammar::{Grammar, Rule, describe, keyword_text},
    messages,
    split::{Item, Source},
    token::{Token, TokenKind},
};
use crate::base::nearest::nearest;
use crate::diagnostics::diagnostic::Diagnostic;

/// pest keeps its detail switch for the whole process: one piece at a time is read with it, so that the message about one
/// does not hang on what else is read at the moment.
static DETAIL: Mutex<()> = Mutex::new(());

/// The most things that a message lists as expected.
const MAX_EXPECTED: usize = 6;

/// The message about a piece that the grammar refused when it was read as `rule`.
pub(crate) fn refuse(
    source: &Source<'_>,
    item: &Item,
    tokens: &Range<usize>,
    rule: Rule,
) -> Diagnostic {
    let bytes = source.bytes(tokens);
    let text = source.text.get(bytes.clone()).unwrap_or_default();
    let Expected {
        position,
        rules,
        signs,
    } = expected(text, rule);
    let at = token_after(source, tokens, bytes.start + position);
    let end = bytes.end..bytes.end;
    let place = at.map_or(end.clone(), |at| source.bytes(&(at..at + 1)));
    let found = match at {
        Some(at) => format!("`{}`", source.word(at)),
        None => "the end of the line".to_owned(),
    };
    let span = source.span(item, &place);
    if let Some(at) = at
        && lacks_blanks(source, at)
    {
        return messages::minus_needs_blanks(span);
    }
    let wanted = list(&rules, &signs);
    let diagnostic = messages::unexpected(span, &found, &wanted);
    let Some(at) = at else { return diagnostic };
    let keywords: Vec<String> = rules
        .iter()
        .filter_map(|rule| keyword_text(*rule))
        .collect();
    let near = match source.kind(at) {
        Some(TokenKind::Word) => nearest(source.word(at), keywords.iter().map(String::as_str)),
        _ => None,
    };
    if near.is_some() {
        return diagnostic.nearest(near);
    }
    let begins_line = source
        .lines
        .get(item.lines.clone())
        .unwrap_or_default()
        .iter()
        .any(|line| line.first == at);
    if begins_line && at > tokens.start {
        return diagnostic.note(
            "this line goes on with the one above: it is indented deeper, or a bracket is open",
        );
    }
    diagnostic
}

/// What could have stood at the furthest place that was reached.
struct Expected {
    /// The byte of the piece.
    position: usize,
    rules: Vec<Rule>,
    /// Brackets, commas and colons.
    signs: Vec<String>,
}

fn expected(text: &str, rule: Rule) -> Expected {
    let error = {
        let _one_at_a_time = DETAIL
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        pest::set_error_detail(true);
        let result = Grammar::parse(rule, text);
        pest::set_error_detail(false);
        match result {
            Err(error) => error,
            // What is read only with the detail on does not happen; should it, the message points at the start.
            Ok(_) => {
                return Expected {
                    position: 0,
                    rules: Vec::new(),
                    signs: Vec::new(),
                };
            }
        }
    };
    let rules_at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let rules = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives.clone(),
        ErrorVariant::CustomError { .. } => Vec::new(),
    };
    let Some(attempts) = error.parse_attempts() else {
        return Expected {
            position: rules_at,
            rules,
            signs: Vec::new(),
        };
    };
    let furthest = attempts.max_position.max(rules_at);
    let same_place = text
        .get(rules_at..furthest)
        .is_none_or(|between| between.trim().is_empty());
    let signs = attempts
        .expected_tokens()
        .iter()
        .map(ToString::to_string)
        .filter(|sign| matches!(sign.as_str(), "(" | ")" | "{" | "}" | "," | ":"))
        .collect();
    Expected {
        position: furthest,
        rules: if same_place { rules } else { Vec::new() },
        signs,
    }
}

/// The token in which a byte of the file lies, or the next one; none at the end of the piece.
fn token_after(source: &Source<'_>, tokens: &Range<usize>, byte: usize) -> Option<usize> {
    let all: &[Token] = source.tokens.get(tokens.clone())?;
    let at = tokens.start + all.partition_point(|token| token.end as usize <= byte);
    source.next_real(at, tokens.end)
}

/// Whether this is a minus (or the number behind one) that lacks a blank on one side.
fn lacks_blanks(source: &Source<'_>, at: usize) -> bool {
    let minus = match source.kind(at) {
        Some(TokenKind::Minus) => at,
        _ => return false,
    };
    let blank = |at: Option<usize>| {
        at.and_then(|at| source.kind(at))
            .is_none_or(TokenKind::is_trivia)
    };
    !(blank(minus.checked_sub(1)) && blank(minus.checked_add(1)))
}

/// `a name, `and` or `)``
fn list(rules: &[Rule], signs: &[String]) -> String {
    let mut all: Vec<String> = Vec::new();
    let described = rules.iter().filter_map(|rule| describe(*rule));
    let signs = signs.iter().map(|sign| format!("`{sign}`"));
    for text in described.chain(signs) {
        if !all.contains(&text) {
            all.push(text);
        }
    }
    if rules.contains(&Rule::EOI) || all.is_empty() {
        let end = "the end of the line".to_owned();
        all.push(end);
    }
    let more = all.len() > MAX_EXPECTED;
    if more {
        all.truncate(MAX_EXPECTED);
        all.push("something else that can go on here".to_owned());
    }
    match all.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}
