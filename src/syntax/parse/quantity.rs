//! Quantities: `some`, `every`, `at least 4`, counts, totals, and the earliest and largest of things.

use super::{
    act,
    expression::{expression, operand},
    reader::{Parts, Reader},
    relation,
};
use crate::syntax::{
    grammar::{Pair, Rule},
    messages,
};
use crate::tree::expr::{Binder, Expr, ExprKind, Extreme, Quantified, Quantity, Ranged};

/// `g: Practice`
pub(crate) fn binder(reader: &Reader<'_>, pair: Pair<'_>) -> Option<Binder> {
    let parts = Parts::of(pair);
    let mut names = parts.all(Rule::name);
    let name = names.next()?;
    let kind = names.next()?;
    Some(Binder {
        name: reader.word(&name),
        kind: reader.word(&kind),
    })
}

/// `m: Member where present(m)`
pub(crate) fn ranged(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Ranged> {
    let parts = Parts::of(pair);
    let binder = binder(reader, parts.take(Rule::binder)?)?;
    let condition = match parts.take(Rule::expression) {
        Some(condition) => Some(expression(reader, condition)?),
        None => None,
    };
    Some(Ranged { binder, condition })
}

/// `at least 4 m: Member where present(m)`
pub(super) fn quantified(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Expr> {
    let span = reader.span(&pair);
    let parts = Parts::of(pair);
    let quantity_part = parts.take(Rule::quantity)?;
    let quantity_span = reader.span(&quantity_part);
    let quantity = quantity(reader, quantity_part)?;
    let binder = binder(reader, parts.take(Rule::binder)?)?;
    let condition = match parts.behind(Rule::kw_where, Rule::expression) {
        Some(condition) => Some(expression(reader, condition)?),
        None => None,
    };
    let has = match parts.behind(Rule::kw_has, Rule::expression) {
        Some(has) => Some(expression(reader, has)?),
        None => None,
    };
    let every = matches!(quantity, Quantity::Every);
    if every && has.is_none() {
        reader.tell(messages::every_needs_has(quantity_span));
    }
    if let (false, Some(keyword)) = (every, parts.get(Rule::kw_has)) {
        let place = reader.span(keyword);
        reader.tell(messages::has_without_every(place));
    }
    let over = Ranged { binder, condition };
    Some(Expr {
        kind: ExprKind::Quantified(Box::new(Quantified {
            quantity,
            over,
            has,
        })),
        span,
    })
}

fn quantity(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Quantity> {
    let parts = Parts::of(pair);
    let make: fn(Box<Expr>) -> Quantity = if parts.has(Rule::kw_some) {
        return Some(Quantity::Some);
    } else if parts.has(Rule::kw_no) {
        return Some(Quantity::No);
    } else if parts.has(Rule::kw_every) {
        return Some(Quantity::Every);
    } else if parts.has(Rule::at_least) {
        Quantity::AtLeast
    } else if parts.has(Rule::at_most) {
        Quantity::AtMost
    } else if parts.has(Rule::more_than) {
        Quantity::MoreThan
    } else if parts.has(Rule::less_than) {
        Quantity::LessThan
    } else {
        Quantity::Exactly
    };
    let number = operand(reader, parts.take(Rule::operand)?)?;
    Some(make(Box::new(number)))
}

/// `count of m: Member where present(m)`, `count of consult(who: public) by c during y`
pub(super) fn count(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<ExprKind> {
    let parts = Parts::of(pair);
    if let Some(over) = parts.take(Rule::ranged) {
        let over = ranged(reader, over)?;
        return Some(ExprKind::CountOf(Box::new(over)));
    }
    let act = act::act_call(reader, parts.take(Rule::act_call)?)?;
    let found = act::search(reader, act, &parts)?;
    Some(ExprKind::CountActs {
        act: Box::new(found.act),
        by: found.by,
        when: found.when,
    })
}

/// `total amount of spend() by c during y`, `total amount of g of g: Grant`
pub(super) fn total(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<ExprKind> {
    let parts = Parts::of(pair);
    let what = operand(reader, parts.take(Rule::operand)?)?;
    if let Some(over) = parts.take(Rule::ranged) {
        let over = ranged(reader, over)?;
        return Some(ExprKind::TotalOver {
            what: Box::new(what),
            over: Box::new(over),
        });
    }
    let span = what.span;
    let (argument, act) = match what.kind {
        ExprKind::Of { what, of } if what.len() == 1 => {
            (what.into_iter().next()?, relation::act_of(reader, &of))
        }
        _ => {
            let found = reader.line(span);
            reader.tell(messages::act_wanted(span, &found));
            return Some(ExprKind::Bad);
        }
    };
    let Some(act) = act else {
        return Some(ExprKind::Bad);
    };
    let found = act::search(reader, act, &parts)?;
    Some(ExprKind::TotalActs {
        argument,
        act: Box::new(found.act),
        by: found.by,
        when: found.when,
    })
}

/// `earliest date of x of x: Grant`, `latest detain(person: p) before d as x`
pub(super) fn extreme(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<ExprKind> {
    let span = reader.span(&pair);
    let parts = Parts::of(pair);
    let which = if parts.has(Rule::kw_earliest) {
        Extreme::Earliest
    } else if parts.has(Rule::kw_latest) {
        Extreme::Latest
    } else if parts.has(Rule::kw_largest) {
        Extreme::Largest
    } else {
        Extreme::Smallest
    };
    let what = operand(reader, parts.take(Rule::operand)?)?;
    if let Some(over) = parts.take(Rule::ranged) {
        let over = ranged(reader, over)?;
        return Some(ExprKind::Extreme {
            which,
            what: Box::new(what),
            over: Box::new(over),
        });
    }
    let earliest = match which {
        Extreme::Earliest => true,
        Extreme::Latest => false,
        Extreme::Largest | Extreme::Smallest => {
            let found = reader.line(what.span);
            reader.tell(messages::extreme_of_acts(span, &found));
            return Some(ExprKind::Bad);
        }
    };
    let Some(act) = relation::act_of(reader, &what) else {
        return Some(ExprKind::Bad);
    };
    let found = act::search(reader, act, &parts)?;
    let label = act::label(reader, parts.take(Rule::label)?)?;
    Some(ExprKind::LatestAct {
        earliest,
        act: Box::new(found.act),
        by: found.by,
        when: found.when,
        label,
    })
}
