//! Values of expressions that hang on nothing: no variable, no fact, no calendar.

use crate::{
    base::{
        date::Date,
        duration::{Duration, Unit},
        id::Arena,
        money::Money,
        number::{ArithmeticError, Number},
        period::{Period, PeriodSeries},
    },
    policy::{
        expr::{ArithmeticOp, Expr, ExprKind},
        value::{ActValue, Value},
    },
};

/// The value of an expression, if it hangs on nothing that only a run knows.
pub fn fold(e: &Expr, periods: &Arena<PeriodSeries>) -> Option<Value> {
    let part = |e: &Expr| fold(e, periods);
    match &e.kind {
        ExprKind::Literal(value) => Some(value.clone()),
        ExprKind::Set(members) => {
            let mut values = members.iter().map(part).collect::<Option<Vec<_>>>()?;
            values.sort();
            values.dedup();
            Some(Value::Set(values))
        }
        ExprKind::ActValue(act, arguments) => {
            let arguments = arguments
                .iter()
                .map(|argument| match argument {
                    None => Some(None),
                    Some(argument) => part(argument).map(Some),
                })
                .collect::<Option<Vec<_>>>()?;
            let act = *act;
            Some(Value::Act(Box::new(ActValue { act, arguments })))
        }
        ExprKind::OfficeOf(office, body) => match part(body)? {
            Value::Individual(body) => Some(Value::Office(*office, body)),
            _ => None,
        },
        ExprKind::Not(inner) => match part(inner)? {
            Value::Boolean(b) => Some(Value::Boolean(!b)),
            _ => None,
        },
        ExprKind::Arithmetic(op, left, right) => arithmetic(*op, part(left)?, part(right)?),
        ExprKind::Negative(inner) => match part(inner)? {
            Value::Number(n) => Some(Value::Number(n.negated())),
            Value::Percent(n) => Some(Value::Percent(n.negated())),
            Value::Money(m) => Some(Value::Money(Money(m.number().negated()))),
            _ => None,
        },
        ExprKind::RoundedToPenny(inner) => match part(inner)? {
            Value::Money(m) => Some(Value::Money(m.round_to_penny().ok()?)),
            _ => None,
        },
        ExprKind::StartOf(period) => match part(period)? {
            Value::Period(period) => Some(Value::Date(period.start(periods))),
            _ => None,
        },
        ExprKind::EndOf(period) => match part(period)? {
            Value::Period(period) => Some(Value::Date(period.end(periods))),
            _ => None,
        },
        ExprKind::PeriodShift(period, by) => match part(period)? {
            Value::Period(period) => shift(period, *by, periods).map(Value::Period),
            _ => None,
        },
        ExprKind::PeriodOf(kind, date) => match part(date)? {
            Value::Date(date) => Period::containing(*kind, date, periods).map(Value::Period),
            _ => None,
        },
        ExprKind::DateShift {
            count,
            unit,
            back,
            from,
        } => match (part(count)?, part(from)?) {
            (Value::Number(count), Value::Date(from)) => {
                date_shift(count, *unit, *back, from).map(Value::Date)
            }
            _ => None,
        },
        _ => None,
    }
}

fn shift(period: Period, by: i32, periods: &Arena<PeriodSeries>) -> Option<Period> {
    let mut at = period;
    for _ in 0..by.unsigned_abs() {
        at = if by < 0 {
            at.previous(periods)?
        } else {
            at.next(periods)?
        };
    }
    Some(at)
}

fn date_shift(count: Number, unit: Unit, back: bool, from: Date) -> Option<Date> {
    if matches!(unit, Unit::WorkingDay | Unit::Hour) {
        return None;
    }
    let count = count.to_integer().and_then(|n| u32::try_from(n).ok())?;
    let length = Duration::new(count, unit);
    if back {
        length.before(from, None).ok()
    } else {
        length.after(from, None).ok()
    }
}

fn arithmetic(op: ArithmeticOp, left: Value, right: Value) -> Option<Value> {
    let percent = |n: Number| n.checked_div(Number::HUNDRED);
    let apply = |a: Number, b: Number| -> Result<Number, ArithmeticError> {
        match op {
            ArithmeticOp::Add => a.checked_add(b),
            ArithmeticOp::Subtract => a.checked_sub(b),
            ArithmeticOp::Multiply => a.checked_mul(b),
            ArithmeticOp::Divide => a.checked_div(b),
        }
    };
    let multiplies = matches!(op, ArithmeticOp::Multiply | ArithmeticOp::Divide);
    let result = match (left, right) {
        (Value::Number(a), Value::Number(b)) => Value::Number(apply(a, b).ok()?),
        (Value::Money(a), Value::Money(b)) => {
            let result = apply(a.number(), b.number()).ok()?;
            if multiplies {
                Value::Number(result)
            } else {
                Value::Money(Money(result))
            }
        }
        (Value::Percent(a), Value::Percent(b)) => {
            let result = apply(a, b).ok()?;
            if multiplies {
                Value::Number(result)
            } else {
                Value::Percent(result)
            }
        }
        (Value::Money(a), Value::Number(b)) => Value::Money(Money(apply(a.number(), b).ok()?)),
        (Value::Number(a), Value::Money(b)) => Value::Money(Money(apply(a, b.number()).ok()?)),
        (Value::Money(a), Value::Percent(b)) => {
            Value::Money(Money(apply(a.number(), percent(b).ok()?).ok()?))
        }
        (Value::Percent(a), Value::Money(b)) => {
            Value::Money(Money(apply(percent(a).ok()?, b.number()).ok()?))
        }
        (Value::Number(a), Value::Percent(b)) => Value::Number(apply(a, percent(b).ok()?).ok()?),
        (Value::Percent(a), Value::Number(b)) if op == ArithmeticOp::Divide => {
            Value::Percent(apply(a, b).ok()?)
        }
        (Value::Percent(a), Value::Number(b)) => Value::Number(apply(percent(a).ok()?, b).ok()?),
        _ => return None,
    };
    Some(result)
}
