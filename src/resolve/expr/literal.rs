//! Literals as values.

use super::name::literal;
use crate::{
    base::{
        date::Month,
        duration::Duration,
        money::Money,
        number::{ArithmeticError, Number},
        period::Period,
        span::Span,
    },
    policy::{expr::Expr, types::Type, value::Value},
    resolve::{messages, scope::Scope},
    tree::literal::Literal,
};

impl Scope<'_> {
    /// `£25`, `1 April 2013`, `2013/14`
    pub(crate) fn literal(&mut self, written: &Literal, span: Span, hint: &Type) -> Expr {
        let value = match written {
            Literal::Boolean(b) => Value::Boolean(*b),
            Literal::Number(n) => Value::Number(*n),
            Literal::Percent(n) => Value::Percent(*n),
            Literal::Money(n) => Value::Money(Money(*n)),
            Literal::MoneyPlusVat { net, rate } => match with_vat(*net, *rate) {
                Ok(money) => Value::Money(money),
                Err(_) => {
                    self.report(messages::times::too_large(span));
                    return self.bad(span);
                }
            },
            Literal::Date(date) => Value::Date(*date),
            Literal::Time(_) => {
                self.report(messages::times::time_alone(span));
                return self.bad(span);
            }
            Literal::Month { year, month } => {
                let period = u32::try_from(*month)
                    .ok()
                    .and_then(Month::from_number)
                    .and_then(|month| Period::month(i32::from(*year), month));
                let Some(period) = period else {
                    self.report(messages::times::no_such_time(span));
                    return self.bad(span);
                };
                if *hint == Type::Date {
                    self.report(messages::times::month_not_day(
                        span,
                        period,
                        self.signatures,
                    ));
                    return self.bad(span);
                }
                Value::Period(period)
            }
            Literal::FinancialYear(first) => match Period::financial_year(i32::from(*first)) {
                Some(period) => Value::Period(period),
                None => {
                    self.report(messages::times::no_such_time(span));
                    return self.bad(span);
                }
            },
            Literal::Duration { count, unit } => Value::Duration(Duration::new(*count, *unit)),
            Literal::Text(text) => Value::Text(text.into()),
        };
        let ty = match &value {
            Value::Boolean(_) => Type::Boolean,
            Value::Number(_) => Type::Number,
            Value::Percent(_) => Type::Percent,
            Value::Money(_) => Type::Money,
            Value::Date(_) => Type::Date,
            Value::Duration(_) => Type::Duration,
            Value::Period(period) => Type::Period(period.kind()),
            _ => Type::Text,
        };
        literal(value, ty, span)
    }
}

/// A net amount with tax at a rate in percent.
fn with_vat(net: Number, rate: Number) -> Result<Money, ArithmeticError> {
    let factor = Number::HUNDRED
        .checked_add(rate)?
        .checked_div(Number::HUNDRED)?;
    Ok(Money(net.checked_mul(factor)?))
}
