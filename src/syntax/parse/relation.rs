//! What is said of a value: comparisons, `is` and its kin, what someone has done, the state of a norm, and when.

use super::{
    act,
    expression::{bad, operand, sum},
    reader::{Parts, Reader},
};
use crate::base::span::Span;
use crate::syntax::{
    grammar::{Pair, Rule},
    messages,
};
use crate::tree::{
    act::{ActName, ActPattern},
    expr::{CompareOp, Expr, ExprKind, Window, WindowKind},
    norm::{Deadline, DeadlineKind},
    word::Word,
};

/// `population of c at least 100,000`, `failing(c) on 1 April 2013`
pub(super) fn comparison(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Expr> {
    let mut parts = pair.into_inner();
    let mut left = sum(reader, parts.next()?)?;
    for part in parts {
        let span = left.span.to(reader.span(&part));
        let at_end = reader.span(&part).end;
        let kind = match part.as_rule() {
            Rule::on_day => {
                let place = reader.span(&part);
                let day = operand(reader, Parts::of(part).take(Rule::operand)?)?;
                if swallows(reader, at_end, &left) {
                    take_tail(reader, DeadlineKind::On(day), place);
                    continue;
                }
                ExprKind::OnDay {
                    what: Box::new(left),
                    day: Box::new(day),
                }
            }
            Rule::just_before => ExprKind::JustBefore {
                what: Box::new(left),
                event: reader.word(Parts::of(part).get(Rule::name)?),
            },
            Rule::compare => {
                let place = reader.span(&part);
                let (op, right) = compare(reader, part)?;
                let deadline: Option<fn(Expr) -> DeadlineKind> = match op {
                    CompareOp::Before => Some(DeadlineKind::Before),
                    CompareOp::OnOrBefore => Some(DeadlineKind::By),
                    _ => None,
                };
                if let Some(make) = deadline
                    && swallows(reader, at_end, &left)
                {
                    take_tail(reader, make(right), place);
                    continue;
                }
                ExprKind::Compare {
                    left: Box::new(left),
                    op,
                    right: Box::new(right),
                }
            }
            Rule::has_done => has_done(reader, part, left)?,
            Rule::has_happened => has_happened(reader, part, &left)?,
            Rule::state_of_period => {
                let parts = Parts::of(part);
                let period = operand(reader, parts.take(Rule::operand)?)?;
                let state = reader.word(parts.get(Rule::norm_state)?);
                let negated = parts.has(Rule::kw_not);
                match norm_and_bearer(&left) {
                    Some((norm, of)) => ExprKind::NormState {
                        norm,
                        of,
                        for_: Some(Box::new(period)),
                        negated,
                        state,
                    },
                    None => {
                        let found = reader.line(left.span);
                        reader.tell(messages::norm_wanted(left.span, &found));
                        ExprKind::Bad
                    }
                }
            }
            _ => is_relation(reader, part, left)?,
        };
        left = Expr { kind, span };
    }
    Some(left)
}

/// Whether what ends here behind this expression is a deadline that was swallowed.
fn swallows(reader: &Reader<'_>, end: u32, left: &Expr) -> bool {
    reader.tail.as_ref().is_some_and(|tail| {
        let call = matches!(left.kind, ExprKind::Call(_));
        tail.found.is_none() && tail.end == end && (tail.any || call)
    })
}

fn take_tail(reader: &mut Reader<'_>, kind: DeadlineKind, span: Span) {
    if let Some(tail) = &mut reader.tail {
        tail.found = Some(Deadline { kind, span });
    }
}

fn compare(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<(CompareOp, Expr)> {
    let mut parts = pair.into_inner();
    let op = match parts.next()?.as_rule() {
        Rule::op_includes => CompareOp::Includes,
        Rule::op_does_not_include => CompareOp::DoesNotInclude,
        Rule::op_starts_with => CompareOp::StartsWith,
        Rule::at_least => CompareOp::AtLeast,
        Rule::at_most => CompareOp::AtMost,
        Rule::more_than => CompareOp::MoreThan,
        Rule::less_than => CompareOp::LessThan,
        Rule::on_or_before => CompareOp::OnOrBefore,
        Rule::on_or_after => CompareOp::OnOrAfter,
        Rule::op_before => CompareOp::Before,
        _ => CompareOp::After,
    };
    let right = sum(reader, parts.next()?)?;
    Some((op, right))
}

/// `is …`
fn is_relation(reader: &mut Reader<'_>, pair: Pair<'_>, left: Expr) -> Option<ExprKind> {
    let whole = left.span.to(reader.span(&pair));
    let mut negated = false;
    for part in pair.into_inner() {
        let (op, right) = match part.as_rule() {
            Rule::kw_not => {
                negated = true;
                continue;
            }
            Rule::norm_state => {
                let state = reader.word(&part);
                return Some(state_of(left, negated, state));
            }
            Rule::kw_stated => {
                return Some(perhaps_not(
                    negated,
                    ExprKind::IsStated(Box::new(left)),
                    whole,
                ));
            }
            Rule::kw_unknown => {
                return Some(perhaps_not(
                    negated,
                    ExprKind::IsUnknown(Box::new(left)),
                    whole,
                ));
            }
            Rule::is_a => {
                return Some(ExprKind::IsA {
                    what: Box::new(left),
                    kind: reader.word(Parts::of(part).get(Rule::kind_name)?),
                    negated,
                });
            }
            Rule::is_one_of => {
                let op = [CompareOp::IsOneOf, CompareOp::IsNotOneOf];
                (op, sum(reader, Parts::of(part).take(Rule::sum)?)?)
            }
            Rule::is_within => {
                let op = [CompareOp::IsWithin, CompareOp::IsNotWithin];
                (op, sum(reader, Parts::of(part).take(Rule::sum)?)?)
            }
            Rule::sum => ([CompareOp::Is, CompareOp::IsNot], sum(reader, part)?),
            _ => continue,
        };
        let [plain, turned] = op;
        return Some(ExprKind::Compare {
            left: Box::new(left),
            op: if negated { turned } else { plain },
            right: Box::new(right),
        });
    }
    None
}

fn perhaps_not(negated: bool, kind: ExprKind, span: Span) -> ExprKind {
    if negated {
        ExprKind::Not(Box::new(Expr { kind, span }))
    } else {
        kind
    }
}

/// The state of a norm; of what cannot be a norm, a comparison with a value that bears the name of a state.
fn state_of(left: Expr, negated: bool, state: Word) -> ExprKind {
    match norm_and_bearer(&left) {
        Some((norm, of)) => ExprKind::NormState {
            norm,
            of,
            for_: None,
            negated,
            state,
        },
        None => ExprKind::Compare {
            left: Box::new(left),
            op: if negated {
                CompareOp::IsNot
            } else {
                CompareOp::Is
            },
            right: Box::new(Expr {
                kind: ExprKind::Name(state.text),
                span: state.span,
            }),
        },
    }
}

/// `publish-plan`, `publish-plan of c`: the norm and its bearer, if it reads as one.
pub(crate) fn norm_and_bearer(expr: &Expr) -> Option<(Word, Option<Box<Expr>>)> {
    match &expr.kind {
        ExprKind::Name(text) => {
            let norm = Word {
                text: text.clone(),
                span: expr.span,
            };
            Some((norm, None))
        }
        ExprKind::Of { what, of } => {
            let (norm, rest) = what.split_first()?;
            let Some(next) = rest.first() else {
                return Some((norm.clone(), Some(of.clone())));
            };
            let bearer = Expr {
                span: next.span.to(of.span),
                kind: ExprKind::Of {
                    what: rest.to_vec(),
                    of: of.clone(),
                },
            };
            Some((norm.clone(), Some(Box::new(bearer))))
        }
        _ => None,
    }
}

/// `c has done consult(on: plan) before d`
fn has_done(reader: &mut Reader<'_>, pair: Pair<'_>, actor: Expr) -> Option<ExprKind> {
    let end = reader.span(&pair).end;
    let parts = Parts::of(pair);
    let act = act::act_call(reader, parts.take(Rule::act_call)?)?;
    let mut found = act::search(reader, act, &parts)?;
    take_last_window(reader, end, &mut found.when);
    Some(ExprKind::HasDone {
        actor: Box::new(actor),
        negated: parts.has(Rule::kw_not),
        act: Box::new(found.act),
        when: found.when,
    })
}

/// `emergency-declared(area: a) has happened before d`
fn has_happened(reader: &mut Reader<'_>, pair: Pair<'_>, event: &Expr) -> Option<ExprKind> {
    let end = reader.span(&pair).end;
    let parts = Parts::of(pair);
    let event = act_of(reader, event)?;
    let mut found = act::search(reader, event, &parts)?;
    take_last_window(reader, end, &mut found.when);
    Some(ExprKind::HasHappened {
        negated: parts.has(Rule::kw_not),
        event: Box::new(found.act),
        when: found.when,
    })
}

/// An act or event that was read as an expression.
pub(crate) fn act_of(reader: &mut Reader<'_>, expr: &Expr) -> Option<ActPattern> {
    let (act, arguments) = match &expr.kind {
        ExprKind::Name(text) => {
            let word = Word {
                text: text.clone(),
                span: expr.span,
            };
            (ActName::Named(word), Vec::new())
        }
        ExprKind::Call(call) => (ActName::Named(call.name.clone()), call.arguments.clone()),
        ExprKind::Anything => (ActName::Anything(expr.span), Vec::new()),
        _ => {
            let found = reader.line(expr.span);
            reader.tell(messages::act_wanted(expr.span, &found));
            return None;
        }
    };
    Some(ActPattern {
        act,
        arguments,
        under: None,
        condition: None,
        performed_by: None,
        for_every: None,
        span: expr.span,
    })
}

/// Where a deadline is wanted (`must achieve c has done X by d`), the last window is it.
fn take_last_window(reader: &mut Reader<'_>, end: u32, when: &mut Vec<Window>) {
    let wanted = reader
        .tail
        .as_ref()
        .is_some_and(|tail| tail.any && tail.found.is_none() && tail.end == end);
    if !wanted || when.last().is_none_or(|window| window.span.end != end) {
        return;
    }
    let Some(window) = when.pop() else { return };
    let kind = match window.kind {
        WindowKind::Before(day) => DeadlineKind::Before(day),
        WindowKind::OnOrBefore(day) => DeadlineKind::By(day),
        WindowKind::On(day) => DeadlineKind::On(day),
        WindowKind::WithinFrom(amount, day) => DeadlineKind::WithinFrom(amount, day),
        WindowKind::WithinBeginning(amount, day) => DeadlineKind::WithinBeginning(amount, day),
        WindowKind::AtLeastBefore(amount, day) => DeadlineKind::AtLeastBefore(amount, day),
        kind => {
            when.push(Window { kind, ..window });
            return;
        }
    };
    take_tail(reader, kind, window.span);
}

/// `before d`, `within 28 days from d`
pub(super) fn window(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Window> {
    let span = reader.span(&pair);
    let rule = pair.as_rule();
    let parts = Parts::of(pair);
    let day = match parts.take(Rule::operand) {
        Some(day) => operand(reader, day)?,
        None => bad(span),
    };
    let amount = match parts.take(Rule::amount) {
        Some(amount) => Some(super::literal::amount(reader, amount)?),
        None => None,
    };
    let kind = match amount {
        None if rule == Rule::by_window || parts.has(Rule::on_or_before) => {
            WindowKind::OnOrBefore(day)
        }
        None if parts.has(Rule::kw_after) => WindowKind::After(day),
        None if parts.has(Rule::kw_since) => WindowKind::Since(day),
        None if parts.has(Rule::kw_during) => WindowKind::During(day),
        None if parts.has(Rule::kw_on) => WindowKind::On(day),
        None => WindowKind::Before(day),
        Some(amount) if parts.has(Rule::at_least) => WindowKind::AtLeastBefore(amount, day),
        Some(amount) if parts.has(Rule::kw_before) => WindowKind::WithinBefore(amount, day),
        Some(amount) if parts.has(Rule::kw_from) => WindowKind::WithinFrom(amount, day),
        Some(amount) if parts.has(Rule::kw_beginning) => WindowKind::WithinBeginning(amount, day),
        Some(amount) => {
            let text = reader.line(amount.span);
            reader.tell(messages::bare_within(span, &text, None));
            return None;
        }
    };
    Some(Window { kind, span })
}
