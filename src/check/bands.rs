//! Bands of amounts as stretches between cuts, so that what overlaps and what is left out can be seen.

use crate::{
    base::{money::Money, number::Number},
    policy::{
        delegation::SchemeRow,
        expr::{ArithmeticOp, Expr, ExprKind},
        value::Value,
    },
};

/// A place between two amounts: right before one (`at least`, `below`) or right behind it (`over`, `up to`).
pub(super) type Cut = (Number, bool);

/// What lies between two cuts; without one it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) from: Option<Cut>,
    pub(super) to: Option<Cut>,
}

impl Stretch {
    /// The band of a row; nothing where its ends hang on facts.
    pub(super) fn of_row(row: &SchemeRow) -> Option<Stretch> {
        let end = |end: &Option<(Expr, bool)>, lower: bool| match end {
            None => Some(None),
            Some((end, included)) => Some(Some((amount(end)?, *included != lower))),
        };
        Some(Stretch {
            from: end(&row.from, true)?,
            to: end(&row.to, false)?,
        })
    }

    /// What two have in common, if anything.
    pub(super) fn common(self, other: Stretch) -> Option<Stretch> {
        let from = self.from.max(other.from);
        let to = match (self.to, other.to) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        let empty = matches!((from, to), (Some(from), Some(to)) if from >= to);
        (!empty).then_some(Stretch { from, to })
    }

    /// In words: `over £5, up to £10`.
    pub(super) fn words(self) -> String {
        let money = |number: Number| Money(number).display().0;
        let from = self.from.map(|(amount, behind)| {
            let word = if behind { "over" } else { "at least" };
            format!("{word} {}", money(amount))
        });
        let to = self.to.map(|(amount, behind)| {
            let word = if behind { "up to" } else { "below" };
            format!("{word} {}", money(amount))
        });
        match (from, to) {
            (None, None) => "any amount".to_owned(),
            (from, to) => {
                let ends: Vec<String> = from.into_iter().chain(to).collect();
                ends.join(", ")
            }
        }
    }
}

/// The amounts from £0 on that none of these covers. Nothing at all is no amount that anyone would miss.
pub(super) fn gaps(mut covered: Vec<Stretch>) -> Vec<Stretch> {
    covered.sort_by_key(|stretch| stretch.from);
    let nothing: Cut = (Number::ZERO, true);
    let mut gaps = Vec::new();
    let mut reached: Option<Cut> = Some((Number::ZERO, false));
    for stretch in covered {
        let Some(so_far) = reached else { break };
        if let Some(from) = stretch.from
            && from > so_far.max(nothing)
        {
            gaps.push(Stretch {
                from: Some(so_far),
                to: Some(from),
            });
        }
        reached = stretch.to.map(|to| to.max(so_far));
    }
    if let Some(from) = reached {
        gaps.push(Stretch {
            from: Some(from),
            to: None,
        });
    }
    gaps
}

/// An amount that hangs on no fact.
pub(super) fn amount(expr: &Expr) -> Option<Number> {
    match &expr.kind {
        ExprKind::Literal(Value::Money(money)) => Some(money.number()),
        ExprKind::Literal(Value::Number(number)) => Some(*number),
        ExprKind::Arithmetic(op, one, two) => {
            let (one, two) = (amount(one)?, amount(two)?);
            match op {
                ArithmeticOp::Add => one.checked_add(two).ok(),
                ArithmeticOp::Subtract => one.checked_sub(two).ok(),
                ArithmeticOp::Multiply => one.checked_mul(two).ok(),
                ArithmeticOp::Divide => one.checked_div(two).ok(),
            }
        }
        _ => None,
    }
}
