//! The forms of `must`, and deadlines.

use super::{
    act::act_pattern,
    expression::{expression, operand, sum},
    literal::amount,
    reader::{Parts, Reader, Tail},
};
use crate::base::span::Span;
use crate::syntax::{
    grammar::{Pair, Rule},
    messages,
};
use crate::tree::{
    expr::Expr,
    norm::{ClauseKind, Deadline, DeadlineKind, Must},
};

/// `must …`
pub(super) fn must(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<ClauseKind> {
    let form = pair.into_inner().nth(1)?;
    let span = reader.span(&form);
    let rule = form.as_rule();
    let parts = Parts::of(form);
    let must = match rule {
        Rule::must_not => {
            let act = act_pattern(reader, parts.take(Rule::act_pattern)?)?;
            return Some(ClauseKind::MustNot(Box::new(act)));
        }
        Rule::must_keep => Must::Keep(expression(reader, parts.take(Rule::expression)?)?),
        Rule::must_ensure => Must::Ensure(expression(reader, parts.take(Rule::expression)?)?),
        Rule::must_regard => {
            let to = parts.all(Rule::operand).map(|one| operand(reader, one));
            Must::HaveRegard(to.collect::<Option<_>>()?)
        }
        Rule::must_evidence => Must::ShowEvidence {
            of: operand(reader, parts.take(Rule::operand)?)?,
            deadline: explicit(reader, &parts)?,
        },
        Rule::must_achieve => {
            let given = explicit(reader, &parts)?;
            let (what, swallowed) = with_tail(reader, &parts, given.is_none())?;
            match given.or(swallowed) {
                Some(deadline) => Must::Achieve { what, deadline },
                None => {
                    let example = "must achieve CONDITION by end of y";
                    reader.tell(messages::deadline_missing(span, "achieve", example));
                    return Some(ClauseKind::Bad);
                }
            }
        }
        Rule::must_have => {
            let day = match parts.take(Rule::on_day) {
                Some(day) => Some(operand(reader, Parts::of(day).take(Rule::operand)?)?),
                None => None,
            };
            let (what, swallowed) = with_tail(reader, &parts, day.is_none())?;
            let day = match (day, swallowed.map(|deadline| deadline.kind)) {
                (Some(day), _) | (None, Some(DeadlineKind::On(day))) => day,
                (None, _) => {
                    let example = "must have CONDITION on end of y";
                    reader.tell(messages::deadline_missing(span, "have", example));
                    return Some(ClauseKind::Bad);
                }
            };
            Must::HaveOn { what, day }
        }
        _ => {
            let given = explicit(reader, &parts)?;
            let written = parts.take(Rule::act_pattern)?;
            // A deadline on the line below a condition reads as part of the condition: `relevant(b, c) before start of y`.
            if given.is_none() {
                reader.tail = Some(Tail {
                    end: reader.span(&written).end,
                    any: false,
                    found: None,
                });
            }
            let mut act = act_pattern(reader, written)?;
            let swallowed = reader.tail.take().and_then(|tail| tail.found);
            if let Some(deadline) = &swallowed {
                let end = deadline.span.start;
                let before = reader.text(Span { end, ..act.span });
                let trimmed = u32::try_from(before.trim_end().len()).unwrap_or(u32::MAX);
                act.span.end = act.span.start.saturating_add(trimmed).min(end);
            }
            Must::Do {
                act,
                deadline: given.or(swallowed),
            }
        }
    };
    Some(ClauseKind::Must(Box::new(must)))
}

/// The condition of a form that needs a day, and the day that it swallowed.
fn with_tail(
    reader: &mut Reader<'_>,
    parts: &Parts<'_>,
    wanted: bool,
) -> Option<(Expr, Option<Deadline>)> {
    let written = parts.take(Rule::expression)?;
    if wanted {
        reader.tail = Some(Tail {
            end: reader.span(&written).end,
            any: true,
            found: None,
        });
    }
    let what = expression(reader, written)?;
    let swallowed = reader.tail.take().and_then(|tail| tail.found);
    Some((what, swallowed))
}

/// The deadline that is written as one; none within where there is none.
fn explicit(reader: &mut Reader<'_>, parts: &Parts<'_>) -> Option<Option<Deadline>> {
    match parts.take(Rule::deadline) {
        Some(written) => deadline(reader, written).map(Some),
        None => Some(None),
    }
}

/// `within 28 days from request`
pub(crate) fn deadline(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Deadline> {
    let span = reader.span(&pair);
    let parts = Parts::of(pair);
    if parts.has(Rule::kw_promptly) {
        return Some(Deadline {
            kind: DeadlineKind::Promptly,
            span,
        });
    }
    let length = match parts.take(Rule::amount) {
        Some(written) => Some(amount(reader, written)?),
        None => None,
    };
    let day = match parts.take(Rule::sum) {
        Some(day) => sum(reader, day)?,
        None => {
            let text = length.map_or(String::new(), |length| reader.line(length.span));
            let since = reader.trigger();
            reader.tell(messages::bare_within(span, &text, since.as_deref()));
            return None;
        }
    };
    let kind = match length {
        None if parts.has(Rule::on_or_before) || parts.has(Rule::kw_by) => DeadlineKind::By(day),
        None if parts.has(Rule::kw_on) => DeadlineKind::On(day),
        None => DeadlineKind::Before(day),
        Some(length) if parts.has(Rule::at_least) => DeadlineKind::AtLeastBefore(length, day),
        Some(length) if parts.has(Rule::kw_beginning) => DeadlineKind::WithinBeginning(length, day),
        Some(length) => DeadlineKind::WithinFrom(length, day),
    };
    Some(Deadline { kind, span })
}
