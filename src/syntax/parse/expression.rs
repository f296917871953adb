//! Conditions and values: `and` and `or`, sums, prefixes, names and what hangs on them by `of`.

use super::{
    act,
    literal::{amount, literal, unit},
    quantity,
    reader::{Parts, Reader},
    relation,
};
use crate::base::{number::Number, span::Span};
use crate::syntax::{
    grammar::{Pair, Rule},
    messages,
};
use crate::tree::{
    expr::{Amount, Call, Expr, ExprKind, ProductOp, SumOp},
    literal::{Literal, Unit},
    word::Word,
};

/// The most prefixes, `not`s or `of`s in one row: a longer row is a slip, and every stage that goes down it stays in its stack.
pub(super) const MAX_ROW: usize = 64;

/// How two conditions are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    And,
    Or,
}

/// `responsible(c, p) and not excluded(p)`
pub(crate) fn expression(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Expr> {
    let mut terms: Vec<Expr> = Vec::new();
    let mut joints: Vec<Joint> = Vec::new();
    let mut nots: Vec<Span> = Vec::new();
    let mut first = None;
    for part in pair.into_inner() {
        let term = match part.as_rule() {
            Rule::kw_and => {
                joints.push(Joint::And);
                continue;
            }
            Rule::kw_or => {
                joints.push(Joint::Or);
                continue;
            }
            Rule::kw_not => {
                nots.push(reader.span(&part));
                continue;
            }
            Rule::quantified => quantity::quantified(reader, part)?,
            _ => relation::comparison(reader, part)?,
        };
        let term = negated(reader, &mut nots, term);
        match first {
            None => first = Some(term),
            Some(_) => terms.push(term),
        }
    }
    let first = first?;
    if joints.is_empty() {
        return Some(first);
    }
    terms.insert(0, first);
    Some(joined(reader, terms, &joints))
}

/// A term with the `not`s before it.
fn negated(reader: &mut Reader<'_>, nots: &mut Vec<Span>, term: Expr) -> Expr {
    if nots.len() > MAX_ROW {
        reader.tell(messages::nested_too_deep(term.span, MAX_ROW));
        nots.clear();
    }
    nots.drain(..).rev().fold(term, |term, not| Expr {
        span: not.to(term.span),
        kind: ExprKind::Not(Box::new(term)),
    })
}

/// Terms joined by one connective; by both, the message that shows the readings, and the reading in which `and` binds tighter.
fn joined(reader: &mut Reader<'_>, terms: Vec<Expr>, joints: &[Joint]) -> Expr {
    let span = match (terms.first(), terms.last()) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => reader.span_of_tokens(&(0..0)),
    };
    let both = joints.contains(&Joint::And) && joints.contains(&Joint::Or);
    if both {
        let (first, second) = readings(reader, &terms, joints);
        reader.tell(messages::mixed_and_or(span, &first, &second));
    } else if let (Some(last), Some(joint)) = (terms.last(), joints.first()) {
        swallowed(reader, span, last, *joint);
    }
    let mut any: Vec<Expr> = Vec::new();
    let mut all: Vec<Expr> = Vec::new();
    for (number, term) in terms.into_iter().enumerate() {
        let joint = number.checked_sub(1).and_then(|at| joints.get(at));
        if joint == Some(&Joint::Or) {
            any.push(chain(std::mem::take(&mut all), ExprKind::And, span));
        }
        all.push(term);
    }
    any.push(chain(all, ExprKind::And, span));
    chain(any, ExprKind::Or, span)
}

/// One term as it is, several as a chain.
fn chain(mut terms: Vec<Expr>, make: impl FnOnce(Vec<Expr>) -> ExprKind, span: Span) -> Expr {
    if terms.len() == 1
        && let Some(only) = terms.pop()
    {
        return only;
    }
    let span = match (terms.first(), terms.last()) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => span,
    };
    Expr {
        kind: make(terms),
        span,
    }
}

/// The two ways in which a mixed row can be read, with brackets.
fn readings(reader: &Reader<'_>, terms: &[Expr], joints: &[Joint]) -> (String, String) {
    let with_brackets_around = |tight: Joint| {
        let mut out = String::new();
        let mut open = false;
        for (number, term) in terms.iter().enumerate() {
            let before = number.checked_sub(1).and_then(|at| joints.get(at));
            let behind = joints.get(number);
            if open && before != Some(&tight) {
                out.push(')');
                open = false;
            }
            match before {
                Some(Joint::And) => out.push_str(" and "),
                Some(Joint::Or) => out.push_str(" or "),
                None => {}
            }
            if !open && behind == Some(&tight) {
                out.push('(');
                open = true;
            }
            out.push_str(&reader.line(term.span));
        }
        if open {
            out.push(')');
        }
        out
    };
    (
        with_brackets_around(Joint::And),
        with_brackets_around(Joint::Or),
    )
}

/// `a or no g: Practice where b and c`: the condition of the quantity runs on to the end, which not every reader sees.
fn swallowed(reader: &mut Reader<'_>, span: Span, last: &Expr, joint: Joint) {
    let mut last = last;
    while let ExprKind::Not(inner) = &last.kind {
        last = inner;
    }
    let ExprKind::Quantified(quantified) = &last.kind else {
        return;
    };
    // A quantity begins with a word: what begins with a bracket stands between brackets.
    if reader.text(last.span).starts_with('(') {
        return;
    }
    let condition = quantified
        .has
        .as_ref()
        .or(quantified.over.condition.as_ref());
    let Some(condition) = condition else { return };
    let (inner, parts) = match &condition.kind {
        ExprKind::And(parts) => (Joint::And, parts),
        ExprKind::Or(parts) => (Joint::Or, parts),
        _ => return,
    };
    let Some(first) = parts.first() else { return };
    let bracketed = condition.span.start < first.span.start;
    if bracketed || inner == joint {
        return;
    }
    let until = |end: u32| Span { end, ..span };
    let rest = Span {
        start: first.span.end,
        ..span
    };
    let one = format!(
        "({}) {}",
        reader.line(until(first.span.end)),
        reader.line(rest)
    );
    let other = format!(
        "{} ({})",
        reader.line(until(condition.span.start)),
        reader.line(condition.span)
    );
    reader.tell(messages::mixed_and_or(span, &one, &other));
}

/// `£25 * population of c rounded to the penny`
pub(crate) fn sum(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Expr> {
    let span = reader.span(&pair);
    let mut first: Option<Expr> = None;
    let mut factors: Vec<(ProductOp, Expr)> = Vec::new();
    // The term whose factors are being collected, with the sign before it.
    let mut terms: Vec<(SumOp, Expr)> = Vec::new();
    let mut sign = SumOp::Plus;
    let mut rounded = false;
    let mut op = Rule::plus;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::operand => {
                let value = operand(reader, part)?;
                match (op, first.is_none()) {
                    (_, true) => first = Some(value),
                    (Rule::times, _) => factors.push((ProductOp::Times, value)),
                    (Rule::over, _) => factors.push((ProductOp::DividedBy, value)),
                    (next, _) => {
                        let term = product(first.take()?, std::mem::take(&mut factors));
                        terms.push((sign, term));
                        sign = if next == Rule::minus {
                            SumOp::Minus
                        } else {
                            SumOp::Plus
                        };
                        first = Some(value);
                    }
                }
            }
            Rule::rounded => rounded = true,
            rule => {
                if rule == Rule::minus && reader.before(&part).is_none_or(|c| !c.is_whitespace()) {
                    let span = reader.span(&part);
                    reader.tell(messages::minus_needs_blanks(span));
                }
                op = rule;
            }
        }
    }
    let last = product(first?, factors);
    let mut whole = last;
    if !terms.is_empty() {
        terms.push((sign, whole));
        let (_, head) = terms.remove(0);
        let end = terms.last().map_or(head.span, |(_, term)| term.span);
        whole = Expr {
            span: head.span.to(end),
            kind: ExprKind::Sum(Box::new(head), terms),
        };
    }
    if rounded {
        whole = Expr {
            kind: ExprKind::RoundedToPenny(Box::new(whole)),
            span,
        };
    }
    Some(whole)
}

fn product(first: Expr, factors: Vec<(ProductOp, Expr)>) -> Expr {
    let Some((_, last)) = factors.last() else {
        return first;
    };
    Expr {
        span: first.span.to(last.span),
        kind: ExprKind::Product(Box::new(first), factors),
    }
}

/// `28 days after start of y`
pub(crate) fn operand(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Expr> {
    let span = reader.span(&pair);
    let mut negative = false;
    let mut prefixes: Vec<Pair<'_>> = Vec::new();
    let mut value = None;
    let mut behind = None;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::shift_behind => behind = Some(part),
            Rule::negative => negative = true,
            Rule::start_of
            | Rule::end_of
            | Rule::the_before
            | Rule::the_after
            | Rule::the_of
            | Rule::shift => prefixes.push(part),
            _ => value = Some(primary(reader, part)?),
        }
    }
    let mut value = value?;
    if let Some(behind) = behind {
        value = shifted(reader, value, behind)?;
    }
    if prefixes.len() > MAX_ROW {
        reader.tell(messages::nested_too_deep(span, MAX_ROW));
        prefixes.clear();
    }
    for prefix in prefixes.into_iter().rev() {
        let span = reader.span(&prefix).to(value.span);
        let kind = prefixed(reader, prefix, value)?;
        value = Expr { kind, span };
    }
    if negative {
        value = Expr {
            kind: ExprKind::Negative(Box::new(value)),
            span,
        };
    }
    Some(value)
}

/// `notice-period days after d`
fn shifted(reader: &mut Reader<'_>, count: Expr, pair: Pair<'_>) -> Option<Expr> {
    let whole = count.span.to(reader.span(&pair));
    let parts = Parts::of(pair);
    let written = parts.take(Rule::unit)?;
    let span = count.span.to(reader.span(&written));
    let unit = unit(reader, written);
    let from = operand(reader, parts.take(Rule::operand)?)?;
    let kind = match unit {
        Some(unit) => ExprKind::Shifted {
            by: Amount {
                count: Box::new(count),
                unit,
                span,
            },
            back: parts.has(Rule::kw_before),
            from: Box::new(from),
        },
        None => ExprKind::Bad,
    };
    Some(Expr { kind, span: whole })
}

fn prefixed(reader: &mut Reader<'_>, prefix: Pair<'_>, of: Expr) -> Option<ExprKind> {
    let rule = prefix.as_rule();
    let span = reader.span(&prefix);
    let parts = Parts::of(prefix);
    let of = Box::new(of);
    let name = parts.get(Rule::name).map(|name| reader.word(name));
    let kind = match (rule, name) {
        (Rule::start_of, _) => ExprKind::StartOf(of),
        (Rule::end_of, _) => ExprKind::EndOf(of),
        (Rule::shift, _) => match amount(reader, parts.take(Rule::amount)?) {
            Some(by) => ExprKind::Shifted {
                by,
                back: parts.has(Rule::kw_before),
                from: of,
            },
            None => ExprKind::Bad,
        },
        (Rule::the_of, Some(period)) => ExprKind::PeriodOf { period, date: of },
        (_, Some(name)) => {
            let back = rule == Rule::the_before;
            match one_of(&name, span) {
                Some(by) => ExprKind::Shifted { by, back, from: of },
                None if back => ExprKind::PeriodBefore(of),
                None => ExprKind::PeriodAfter(of),
            }
        }
        _ => return None,
    };
    Some(kind)
}

/// `the day before d` and `the week before d` are a day and a week before it; other words name periods.
fn one_of(name: &Word, span: Span) -> Option<Amount> {
    let unit = match name.text.as_str() {
        "day" => Unit::Day,
        "week" => Unit::Week,
        _ => return None,
    };
    let one = Expr {
        kind: ExprKind::Literal(Literal::Number(Number::from(1_i64))),
        span: name.span,
    };
    Some(Amount {
        count: Box::new(one),
        unit,
        span,
    })
}

fn primary(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Expr> {
    let span = reader.span(&pair);
    let kind = match pair.as_rule() {
        Rule::reference => return reference(reader, pair),
        Rule::bracketed => return bracketed(reader, pair),
        Rule::set => set(reader, pair)?,
        Rule::all_of | Rule::any_of => {
            let all = pair.as_rule() == Rule::all_of;
            let of = pair.into_inner().last()?;
            let of = Box::new(primary(reader, of)?);
            if all {
                ExprKind::AllOf(of)
            } else {
                ExprKind::AnyOf(of)
            }
        }
        Rule::anything => ExprKind::Anything,
        Rule::count => quantity::count(reader, pair)?,
        Rule::total => quantity::total(reader, pair)?,
        Rule::extreme => quantity::extreme(reader, pair)?,
        Rule::days_between => {
            let parts = Parts::of(pair);
            let unit = unit(reader, parts.take(Rule::unit)?);
            let mut ends = parts.all(Rule::operand);
            let from = operand(reader, ends.next()?)?;
            let to = operand(reader, ends.next()?)?;
            match unit {
                Some(unit) => ExprKind::Between {
                    unit,
                    from: Box::new(from),
                    to: Box::new(to),
                },
                None => ExprKind::Bad,
            }
        }
        _ => return Some(literal(reader, pair)),
    };
    Some(Expr { kind, span })
}

/// `(a or b)`: what stands inside, with the brackets in its span, so that it is seen to be one thing.
fn bracketed(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Expr> {
    let span = reader.span(&pair);
    let inner = expression(reader, pair.into_inner().nth(1)?)?;
    Some(Expr {
        kind: inner.kind,
        span,
    })
}

fn set(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<ExprKind> {
    pair.into_inner()
        .filter(|part| part.as_rule() == Rule::expression)
        .map(|element| expression(reader, element))
        .collect::<Option<Vec<Expr>>>()
        .map(ExprKind::Set)
}

/// `population of c`, `registered(p, g)`, `northshire`
pub(crate) fn reference(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Expr> {
    let span = reader.span(&pair);
    let mut what: Vec<Word> = Vec::new();
    let mut last: Option<Expr> = None;
    for part in pair.into_inner() {
        let found = match part.as_rule() {
            Rule::name => {
                let word = reader.word(&part);
                Expr {
                    span: word.span,
                    kind: match word.text.as_str() {
                        "anyone" | "anything" => ExprKind::Anything,
                        _ => ExprKind::Name(word.text),
                    },
                }
            }
            Rule::arguments => {
                let arguments_span = reader.span(&part);
                let arguments = act::arguments(reader, part)?;
                let called = last.take()?;
                let ExprKind::Name(text) = called.kind else {
                    reader.tell(messages::nothing_of_that(called.span));
                    return Some(bad(span));
                };
                let name = Word {
                    text,
                    span: called.span,
                };
                last = Some(Expr {
                    kind: ExprKind::Call(Call { name, arguments }),
                    span: called.span.to(arguments_span),
                });
                continue;
            }
            Rule::bracketed => bracketed(reader, part)?,
            Rule::date | Rule::financial_year => literal(reader, part),
            // `of` and `the`
            _ => continue,
        };
        if let Some(before) = last.replace(found) {
            let ExprKind::Name(text) = before.kind else {
                reader.tell(messages::nothing_of_that(before.span));
                return Some(bad(span));
            };
            what.push(Word {
                text,
                span: before.span,
            });
        }
    }
    let of = last?;
    if what.is_empty() {
        return Some(of);
    }
    Some(Expr {
        kind: ExprKind::Of {
            what,
            of: Box::new(of),
        },
        span,
    })
}

/// What could not be read.
pub(crate) fn bad(span: Span) -> Expr {
    Expr {
        kind: ExprKind::Bad,
        span,
    }
}
