//! Why the grammar refused a piece, in the words of whoever wrote it.
//!
//! Every terminal of the grammars is a rule of its own, brackets and commas too: so the place at which pest says that rules
//! were tried is the furthest that was reached, and its slow and process-wide error detail is not needed.

use std::ops::Range;

use pest::error::{Error, ErrorVariant, InputLocation};

use super::{
    grammar::{Rule, describe, first_words, keyword_text},
    messages,
    slip::{Slip, WayOut},
    split::{Item, Source},
    token::{Token, TokenKind},
};
use crate::base::nearest::nearest;
use crate::diagnostics::diagnostic::Diagnostic;

/// The most things that a message lists as expected.
const MAX_EXPECTED: usize = 6;

/// The message about a piece that the grammar refused when it was read as `rule`.
pub(crate) fn refuse(
    source: &Source<'_>,
    item: &Item,
    tokens: &Range<usize>,
    error: &Error<Rule>,
    rule: Rule,
) -> Diagnostic {
    let bytes = source.bytes(tokens);
    let tried_at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let rules: &[Rule] = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives,
        ErrorVariant::CustomError { .. } => &[],
    };
    let at = token_after(source, tokens, bytes.start + tried_at);
    let end = bytes.end..bytes.end;
    let place = at.map_or(end, |at| source.bytes(&(at..at + 1)));
    let span = source.span(item, &place);
    if at.is_some_and(|at| lacks_blanks(source, at)) {
        let diagnostic = messages::minus_needs_blanks(span);
        if let Some((tokens, year)) = at.and_then(|at| year_with_hyphen(source, at)) {
            let span = source.span(item, &source.bytes(&tokens));
            return diagnostic
                .help(format!("a financial year is written `{year}`"))
                .fix(span, year);
        }
        return match at.and_then(|at| with_blanks(source, at)) {
            Some((bytes, text)) => diagnostic.fix(source.span(item, &bytes), text),
            None => diagnostic,
        };
    }
    let found = match at {
        Some(at) => format!("`{}`", source.word(at)),
        None => "the end of the line".to_owned(),
    };
    let diagnostic = match list(rules) {
        Some(wanted) => messages::unexpected(span, &found, &wanted),
        None => messages::does_not_go_on(span, &found),
    };
    let Some(at) = at else {
        let slip = Slip {
            source,
            tokens,
            at: tokens.end,
            rule,
            expected: rules,
        };
        return match slip.way_out().or_else(|| slip.perhaps()) {
            Some(way_out) => helped(diagnostic, way_out, source, item),
            None => diagnostic,
        };
    };
    let keywords: Vec<String> = rules.iter().flat_map(|rule| first_words(*rule)).collect();
    let near = match source.kind(at) {
        Some(TokenKind::Word) => nearest(source.word(at), keywords.iter().map(String::as_str)),
        _ => None,
    };
    let slip = Slip {
        source,
        tokens,
        at,
        rule,
        expected: rules,
    };
    if let Some(way_out) = slip.way_out() {
        return helped(diagnostic, way_out, source, item);
    }
    if near.is_some() {
        return diagnostic.nearest(near);
    }
    if let Some(way_out) = slip.perhaps() {
        return helped(diagnostic, way_out, source, item);
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

/// With a way out, in words and as changes: one is what suggests itself, several are a choice.
fn helped(diagnostic: Diagnostic, way_out: WayOut, source: &Source<'_>, item: &Item) -> Diagnostic {
    let only = way_out.changes.len() == 1;
    let changes = way_out.changes.into_iter();
    changes.fold(diagnostic.help(way_out.help), |diagnostic, (at, text)| {
        let span = source.span(item, &at);
        match only {
            true => diagnostic.fix(span, text),
            false => diagnostic.choice(span, text),
        }
    })
}

/// The minus here, or right before here, with blanks around it.
fn with_blanks(source: &Source<'_>, at: usize) -> Option<(Range<usize>, String)> {
    let is = |at: usize, kind| source.kind(at) == Some(kind);
    let before = (0..at)
        .rev()
        .find(|at| source.kind(*at).is_some_and(|kind| !kind.is_trivia()));
    let minus = [Some(at), before]
        .into_iter()
        .flatten()
        .find(|at| is(*at, TokenKind::Minus));
    if let Some(minus) = minus {
        let blank = |at: Option<usize>| match at.and_then(|at| source.kind(at)) {
            Some(kind) if !kind.is_trivia() => " ",
            _ => "",
        };
        let text = format!("{}-{}", blank(minus.checked_sub(1)), blank(Some(minus + 1)));
        return Some((source.bytes(&(minus..minus + 1)), text));
    }
    // `a- b`: the sign was read as the end of the name.
    let name = before?;
    let word = source.word(name).strip_suffix('-')?;
    Some((source.bytes(&(name..name + 1)), format!("{word} -")))
}

/// The token in which a byte of the file lies, or the next one; none at the end of the piece.
fn token_after(source: &Source<'_>, tokens: &Range<usize>, byte: usize) -> Option<usize> {
    let all: &[Token] = source.tokens.get(tokens.clone())?;
    let at = tokens.start + all.partition_point(|token| token.end as usize <= byte);
    source.next_real(at, tokens.end)
}

/// Whether a minus here, or right before here, lacks a blank on one side.
fn lacks_blanks(source: &Source<'_>, at: usize) -> bool {
    let before = (0..at)
        .rev()
        .find(|at| source.kind(*at).is_some_and(|kind| !kind.is_trivia()));
    if before.is_some_and(|before| source.word(before).ends_with('-') && before + 1 < at) {
        // `a- b`: the sign was read as the end of the name; a sign with blanks around it is none of this.
        return before.is_some_and(|before| source.kind(before) == Some(TokenKind::Word));
    }
    let minus = match (source.kind(at), before) {
        (Some(TokenKind::Minus), _) => at,
        (_, Some(before)) if source.kind(before) == Some(TokenKind::Minus) => before,
        _ => return false,
    };
    let blank = |at: Option<usize>| {
        at.and_then(|at| source.kind(at))
            .is_none_or(TokenKind::is_trivia)
    };
    !(blank(minus.checked_sub(1)) && blank(minus.checked_add(1)))
}

/// `2013-14` around here, as a financial year.
fn year_with_hyphen(source: &Source<'_>, at: usize) -> Option<(Range<usize>, String)> {
    let minus = [at, at.checked_sub(1)?]
        .into_iter()
        .find(|at| source.kind(*at) == Some(TokenKind::Minus))?;
    let (first, second) = (source.word(minus.checked_sub(1)?), source.word(minus + 1));
    let digits =
        |word: &str, count| word.len() == count && word.bytes().all(|b| b.is_ascii_digit());
    (digits(first, 4) && digits(second, 2))
        .then(|| (minus - 1..minus + 2, format!("{first}/{second}")))
}

/// `` `)`, a name or `and` ``; nothing where nothing helpful is known.
fn list(rules: &[Rule]) -> Option<String> {
    let value = rules.iter().any(|rule| {
        matches!(
            rule,
            Rule::expression | Rule::sum | Rule::operand | Rule::quantified | Rule::comparison
        )
    });
    let (mut described, mut keywords) = (Vec::new(), Vec::new());
    let go_on = rules.iter().filter(|rule| goes_on(**rule)).count();
    for rule in rules.iter().filter(|rule| go_on < 2 || !goes_on(**rule)) {
        // A bracket may open any value: it is not worth naming beside one.
        if value && matches!(rule, Rule::open | Rule::open_set) {
            continue;
        }
        let Some(text) = describe(*rule) else {
            continue;
        };
        let list = match keyword_text(*rule) {
            Some(_) => &mut keywords,
            None => &mut described,
        };
        if !list.contains(&text) {
            list.push(text);
        }
    }
    let mut all = described;
    all.extend(keywords);
    // Any name or number may be followed by a unit of time, which is seldom what was meant.
    let unit = describe(Rule::unit);
    if all.len() > 1 || go_on > 1 {
        all.retain(|text| Some(text) != unit.as_ref());
    }
    if go_on > 1 {
        all.push("a word that goes on with it, such as `and` or `is`".to_owned());
    }
    if rules.contains(&Rule::EOI) {
        all.push("the end of the line".to_owned());
    }
    if all.len() > MAX_EXPECTED {
        all.truncate(MAX_EXPECTED);
        all.push("something else that can go on here".to_owned());
    }
    let (last, rest) = all.split_last()?;
    match rest {
        [] => return Some(last.clone()),
        [first] => return Some(format!("{first} or {last}")),
        _ => {}
    }
    Some(format!("{}, or {last}", rest.join(", ")))
}

/// Whether it is one of the many words that can stand behind a value.
fn goes_on(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::kw_and
            | Rule::kw_or
            | Rule::kw_is
            | Rule::kw_for
            | Rule::kw_has
            | Rule::kw_just
            | Rule::kw_of
            | Rule::kw_on
            | Rule::kw_before
            | Rule::kw_after
            | Rule::kw_rounded
            | Rule::kw_plus
            | Rule::kw_working
            | Rule::kw_clear
            | Rule::rounded
            | Rule::unit
            | Rule::plain_unit
            | Rule::on_day
            | Rule::just_before
            | Rule::is_relation
            | Rule::has_done
            | Rule::has_happened
            | Rule::state_of_period
            | Rule::compare
            | Rule::at_least
            | Rule::at_most
            | Rule::more_than
            | Rule::less_than
            | Rule::on_or_before
            | Rule::on_or_after
            | Rule::op_before
            | Rule::op_after
            | Rule::op_includes
            | Rule::op_does_not_include
            | Rule::op_starts_with
            | Rule::plus
            | Rule::minus
            | Rule::times
            | Rule::over
    )
}
