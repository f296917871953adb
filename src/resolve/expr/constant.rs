//! Expressions that must be known where they stand: values of attributes, dates of force, everything given in a scenario.

use crate::{
    base::date::{Date, Month},
    policy::{types::Type, value::Value},
    resolve::{fold::fold, messages, scope::Scope},
    tree::{expr as tree, literal::Literal},
};

/// What a month alone stands for where a day is wanted (S1.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MonthAs {
    /// Its first day: after `from`.
    First,
    /// Its last day: after `until`, `by`, `as of`.
    Last,
    /// Nothing: a day is needed.
    Refused,
}

/// A day, and whether a month alone was written for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    /// The day.
    pub date: Date,
    /// Whether a month alone was written (S1.4, S14).
    pub from_month: bool,
}

impl Scope<'_> {
    /// An expression whose value is known where it stands; an error where it hangs on anything that a run would have to say.
    pub fn value(&mut self, e: &tree::Expr, want: &Type) -> Option<Value> {
        let before = self.problems_so_far();
        let found = self.expr(e, want);
        let in_error = self.problems_so_far() > before
            || matches!(found.kind, crate::policy::expr::ExprKind::Bad);
        let value = fold(&found, &self.policy().periods);
        if value.is_none() && !in_error {
            self.report(messages::types::not_constant(e.span));
        }
        value
    }

    /// A day that is known where it stands.
    pub fn date(&mut self, e: &tree::Expr, month: MonthAs) -> Option<Dated> {
        if let (
            tree::ExprKind::Literal(Literal::Month {
                year,
                month: number,
            }),
            MonthAs::First | MonthAs::Last,
        ) = (&e.kind, month)
        {
            let of = u32::try_from(*number).ok().and_then(Month::from_number);
            let date = of.and_then(|of| match month {
                MonthAs::First => Date::first_of(i32::from(*year), of),
                _ => Date::last_of(i32::from(*year), of),
            });
            if date.is_none() {
                self.report(messages::times::no_such_time(e.span));
            }
            return Some(Dated {
                date: date?,
                from_month: true,
            });
        }
        match self.value(e, &Type::Date)? {
            Value::Date(date) => Some(Dated {
                date,
                from_month: false,
            }),
            _ => None,
        }
    }
}
