//! Effects: the changes that a norm brings about, or that a scenario states.

use super::{
    expression::{operand, sum},
    quantity::ranged,
    reader::{Parts, Reader},
    relation::norm_and_bearer,
};
use crate::base::span::Span;
use crate::syntax::{
    grammar::{Pair, Rule},
    messages,
};
use crate::tree::{
    expr::{Expr, ExprKind},
    norm::{Effect, EffectKind},
    word::Word,
};

/// `commissioning of h passes to local-trust of h for every h: HealthAuthority where old(h)`
pub(crate) fn effect(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Effect> {
    let span = reader.span(&pair);
    let parts = Parts::of(pair);
    let what = operand(reader, parts.take(Rule::operand)?)?;
    let kind = change(reader, parts.take(Rule::change)?, what)?;
    let for_every = match parts.take(Rule::ranged) {
        Some(over) => Some(ranged(reader, over)?),
        None => None,
    };
    Some(Effect {
        kind,
        for_every,
        span,
    })
}

/// `begins`, `becomes £25`, `is abolished`, `passes to b`: said of this.
pub(crate) fn change(reader: &mut Reader<'_>, pair: Pair<'_>, what: Expr) -> Option<EffectKind> {
    let parts = Parts::of(pair);
    let mut operands = parts.all(Rule::operand);
    let kind = if parts.has(Rule::kw_begins) {
        EffectKind::Begins(what)
    } else if parts.has(Rule::kw_ends) {
        EffectKind::Ends(what)
    } else if let Some(kind) = parts.take(Rule::is_a) {
        EffectKind::BecomesKind(what, reader.word(Parts::of(kind).get(Rule::kind_name)?))
    } else if let Some(value) = parts.take(Rule::sum) {
        EffectKind::Becomes(what, sum(reader, value)?)
    } else if parts.has(Rule::kw_established) {
        EffectKind::Established(what)
    } else if parts.has(Rule::kw_abolished) {
        EffectKind::Abolished(what)
    } else if let Some(name) = parts.get(Rule::quoted) {
        EffectKind::Renamed(what, reader.quoted(name))
    } else if parts.has(Rule::kw_imposed) {
        let norm = norm_alone(reader, &what)?;
        EffectKind::Imposed(norm, operand(reader, operands.next()?)?)
    } else if parts.has(Rule::kw_disapplied) {
        let norm = norm_alone(reader, &what)?;
        EffectKind::Disapplied(norm, operand(reader, operands.next()?)?)
    } else if parts.has(Rule::kw_owed) {
        EffectKind::ClaimPasses {
            norm: norm_alone(reader, &what)?,
            owed_to: operand(reader, operands.next()?)?,
            to: operand(reader, operands.next()?)?,
        }
    } else {
        let to = operand(reader, operands.next()?)?;
        let Some((function, Some(of))) = norm_and_bearer(&what) else {
            return wrong(reader, what.span, messages::passes_without_of);
        };
        EffectKind::FunctionPasses {
            function: (function.text != "functions").then_some(function),
            of: *of,
            to,
        }
    };
    Some(kind)
}

/// The name of a norm with nothing behind it.
fn norm_alone(reader: &mut Reader<'_>, what: &Expr) -> Option<Word> {
    if let ExprKind::Name(text) = &what.kind {
        return Some(Word {
            text: text.clone(),
            span: what.span,
        });
    }
    wrong(reader, what.span, messages::norm_alone_wanted)
}

fn wrong<T>(
    reader: &mut Reader<'_>,
    span: Span,
    message: fn(Span, &str) -> crate::diagnostics::diagnostic::Diagnostic,
) -> Option<T> {
    let found = reader.line(span);
    reader.tell(message(span, &found));
    None
}
