//! Acts as rules speak of them: an act with its arguments, and what narrows it.

use super::{
    expression::{expression, operand},
    quantity::{binder, ranged},
    reader::{Parts, Reader},
    relation::window,
};
use crate::syntax::grammar::{Pair, Rule};
use crate::tree::{
    act::{ActName, ActPattern, Argument},
    expr::{Call, Expr, ExprKind, Window},
    word::Word,
};

/// An act that is looked for in the past, by whom, and when.
#[derive(Debug)]
pub(super) struct Search {
    pub(super) act: ActPattern,
    pub(super) by: Option<Box<Expr>>,
    pub(super) when: Vec<Window>,
}

/// `consult(who: public)`, `anything`: without what narrows it.
pub(super) fn act_call(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<ActPattern> {
    let span = reader.span(&pair);
    let parts = Parts::of(pair);
    let act = match (parts.get(Rule::name), parts.get(Rule::anything)) {
        (Some(name), _) => ActName::Named(reader.word(name)),
        (None, Some(anything)) => ActName::Anything(reader.span(anything)),
        (None, None) => return None,
    };
    let arguments = match parts.take(Rule::arguments) {
        Some(written) => arguments(reader, written)?,
        None => Vec::new(),
    };
    Some(ActPattern {
        act,
        arguments,
        under: None,
        condition: None,
        performed_by: None,
        for_every: None,
        span,
    })
}

/// `publish(year: y) under planning where failing(c)`
pub(crate) fn act_pattern(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<ActPattern> {
    let span = reader.span(&pair);
    let parts = Parts::of(pair);
    let act = act_call(reader, parts.take(Rule::act_call)?)?;
    let found = search(reader, act, &parts)?;
    Some(ActPattern { span, ..found.act })
}

/// An act and all that narrows it.
pub(super) fn search(
    reader: &mut Reader<'_>,
    mut act: ActPattern,
    parts: &Parts<'_>,
) -> Option<Search> {
    let mut by = None;
    let mut when = Vec::new();
    for part in parts.iter() {
        let span = reader.span(&part);
        match part.as_rule() {
            Rule::act_under => {
                let name = reader.word(Parts::of(part).get(Rule::name)?);
                once(reader, &mut act.under, name, "under", span);
            }
            Rule::performed_by => {
                let who = operand(reader, Parts::of(part).take(Rule::operand)?)?;
                once(
                    reader,
                    &mut act.performed_by,
                    Box::new(who),
                    "performed by",
                    span,
                );
            }
            Rule::act_where => {
                let condition = act_where(reader, part)?;
                once(
                    reader,
                    &mut act.condition,
                    Box::new(condition),
                    "where",
                    span,
                );
            }
            Rule::act_for_every => {
                let over = ranged(reader, Parts::of(part).take(Rule::ranged)?)?;
                once(
                    reader,
                    &mut act.for_every,
                    Box::new(over),
                    "for every",
                    span,
                );
            }
            Rule::by_actor => {
                let who = operand(reader, Parts::of(part).take(Rule::operand)?)?;
                once(reader, &mut by, Box::new(who), "by", span);
                continue;
            }
            Rule::window | Rule::by_window => {
                when.extend(window(reader, part));
                continue;
            }
            _ => continue,
        }
        if act.span.end < span.end {
            act.span = act.span.to(span);
        }
    }
    Some(Search { act, by, when })
}

/// `where sector of p is private`
pub(crate) fn act_where(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Expr> {
    expression(reader, Parts::of(pair).take(Rule::expression)?)
}

/// Puts something in its place; what stands there already stays, and the second is told.
pub(crate) fn once<T>(
    reader: &mut Reader<'_>,
    place: &mut Option<T>,
    found: T,
    what: &str,
    span: crate::base::span::Span,
) {
    if place.is_some() {
        reader.tell(crate::syntax::messages::clause_twice(span, what));
        return;
    }
    *place = Some(found);
}

/// `as x`
pub(crate) fn label(reader: &Reader<'_>, pair: Pair<'_>) -> Option<Word> {
    Some(reader.word(Parts::of(pair).get(Rule::name)?))
}

/// `publish(document: plan)` as a call: what a scenario says was done.
pub(crate) fn call(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Call> {
    let parts = Parts::of(pair);
    let name = match (parts.get(Rule::name), parts.get(Rule::anything)) {
        (Some(name), _) => reader.word(name),
        (None, Some(anything)) => reader.word(anything),
        (None, None) => return None,
    };
    let arguments = match parts.take(Rule::arguments) {
        Some(written) => arguments(reader, written)?,
        None => Vec::new(),
    };
    Some(Call { name, arguments })
}

/// `(person: p, practice: g)`
pub(super) fn arguments(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Vec<Argument>> {
    pair.into_inner()
        .filter(|part| part.as_rule() == Rule::argument)
        .map(|written| argument(reader, written))
        .collect()
}

/// `year: y`, `some g: Practice`
pub(super) fn argument(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Argument> {
    let mut name = None;
    for part in pair.into_inner() {
        let span = reader.span(&part);
        let kind = match part.as_rule() {
            Rule::argument_name => {
                name = Some(reader.word(&part));
                continue;
            }
            Rule::some_inline => {
                let bound = Parts::of(part).take(Rule::binder)?;
                ExprKind::SomeInline(binder(reader, bound)?)
            }
            Rule::in_total => {
                let amount = operand(reader, Parts::of(part).take(Rule::operand)?)?;
                ExprKind::InTotal(Box::new(amount))
            }
            Rule::binder => ExprKind::Typed(binder(reader, part)?),
            Rule::colon => continue,
            _ => {
                let value = expression(reader, part)?;
                return Some(Argument { name, value });
            }
        };
        return Some(Argument {
            name,
            value: Expr { kind, span },
        });
    }
    None
}
