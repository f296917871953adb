//! Dates and periods computed from others.

use super::{constant::MonthAs, name::literal, resolve::typed};
use crate::{
    base::{duration::Unit, span::Span},
    policy::{
        expr::{Expr, ExprKind, Length},
        types::Type,
        value::Value,
    },
    resolve::{messages, scope::Scope},
    tree::{expr as tree, word::Word},
};

impl Scope<'_> {
    /// A period, of whatever sort.
    pub(crate) fn period(&mut self, e: &tree::Expr) -> Expr {
        let found = self.unchecked(e, &Type::Any);
        match found.ty {
            Type::Period(_) | Type::Any => found,
            _ => {
                let problem = messages::times::no_period(&found, self.policy());
                self.report(problem);
                self.bad(found.span)
            }
        }
    }

    /// `the year before y`, `the month after m`
    pub(crate) fn period_shift(&mut self, period: &tree::Expr, by: i32, span: Span) -> Expr {
        let period = self.period(period);
        let ty = period.ty.clone();
        typed(ExprKind::PeriodShift(Box::new(period), by), ty, span)
    }

    /// `the financial-year of d`; with a name that is no sort of period the same as `X of d`.
    pub(crate) fn period_of(&mut self, word: &Word, date: &tree::Expr, span: Span) -> Expr {
        let is_period = super::types::built_in(&word.text)
            .is_some_and(|ty| matches!(ty, Type::Period(_)))
            || matches!(
                self.names.find(&word.text, |names| &names.types),
                Some(crate::resolve::names::TypeName::Period(_))
            );
        if !is_period {
            return self.of(std::slice::from_ref(word), date, span);
        }
        let Some(kind) = self.period_kind(word) else {
            return self.bad(span);
        };
        let date = self.day(date);
        typed(
            ExprKind::PeriodOf(kind, Box::new(date)),
            Type::Period(kind),
            span,
        )
    }

    /// `28 days after d`
    pub(crate) fn shifted(
        &mut self,
        by: &tree::Amount,
        back: bool,
        from: &tree::Expr,
        span: Span,
    ) -> Expr {
        if by.unit == Unit::Hour {
            self.report(messages::times::hours_need_a_clock(by.span));
            return self.bad(span);
        }
        let length = self.length(by);
        let from = self.day(from);
        typed(
            ExprKind::DateShift {
                count: Box::new(length.count),
                unit: length.unit,
                back,
                from: Box::new(from),
            },
            Type::Date,
            span,
        )
    }

    /// `days from d to e`
    pub(crate) fn between(
        &mut self,
        unit: Unit,
        from: &tree::Expr,
        to: &tree::Expr,
        span: Span,
    ) -> Expr {
        if !matches!(unit, Unit::Day | Unit::WorkingDay | Unit::ClearDay) {
            self.report(messages::times::days_only(span));
            return self.bad(span);
        }
        let (from, to) = (self.day(from), self.day(to));
        typed(
            ExprKind::DaysBetween {
                unit,
                from: Box::new(from),
                to: Box::new(to),
            },
            Type::Number,
            span,
        )
    }

    /// `28 days`, `notice-period days`
    pub fn length(&mut self, amount: &tree::Amount) -> Length {
        let count = self.expr(&amount.count, &Type::Number);
        Length {
            count,
            unit: amount.unit,
        }
    }

    /// A day: a date, or the date of something that happens. A month alone is an error.
    pub fn day(&mut self, e: &tree::Expr) -> Expr {
        let found = self.point(e);
        match found.ty {
            Type::Happening(_) => super::resolve::date_of(found),
            _ => found,
        }
    }

    /// A date, or something that happens.
    pub fn point(&mut self, e: &tree::Expr) -> Expr {
        let found = self.point_unchecked(e);
        self.moment(found)
    }

    /// A date or something that happens; a month alone stands for its first or last day (S1.4).
    pub fn point_or_month(&mut self, e: &tree::Expr, month: MonthAs) -> Expr {
        if matches!(
            &e.kind,
            tree::ExprKind::Literal(crate::tree::literal::Literal::Month { .. })
        ) {
            return match self.date(e, month) {
                Some(day) => literal(Value::Date(day.date), Type::Date, e.span),
                None => self.bad(e.span),
            };
        }
        self.point(e)
    }

    fn point_unchecked(&mut self, e: &tree::Expr) -> Expr {
        let found = self.unchecked(e, &Type::Date);
        if let (
            ExprKind::Literal(Value::Act(act)),
            tree::ExprKind::Name(_) | tree::ExprKind::Call(_),
        ) = (&found.kind, &e.kind)
        {
            let name = &self.policy().acts[act.act].name;
            let problem = messages::times::event_needs_a_label(name, e.span);
            self.report(problem);
            return self.bad(e.span);
        }
        found
    }

    /// What must be a date or something that happens.
    pub(crate) fn moment(&mut self, found: Expr) -> Expr {
        match found.ty {
            Type::Date | Type::Happening(_) | Type::Any => found,
            Type::Period(_) => {
                let problem = messages::times::period_is_no_day(&found, self.policy());
                self.report(problem);
                self.bad(found.span)
            }
            _ => self.fit(found, &Type::Date),
        }
    }
}
