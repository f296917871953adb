//! What an expression gives, and sums of it (S2).

use crate::world::{Run, Stop};
use vires::{
    base::{money::Money, number::Number},
    policy::{expr::ArithmeticOp, policy::IndividualId, value::Value},
    record::reason::Truth,
};

/// What an expression gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Got {
    /// A value.
    Known(Value),
    /// Not known.
    Unknown,
    /// The earliest or largest of nothing: no comparison with it is true.
    Nothing,
    /// One of these: a decision of which several rows are possible.
    Among(Vec<Got>),
    /// Between these, both included: a count or total over unknowns.
    Between(Number, Number),
}

/// Whether a set includes a value, or every value of a set.
pub fn includes(set: &Value, of: &Value) -> bool {
    let has = |v: &Value| match set {
        Value::Set(members) => members.contains(v),
        one => one == v,
    };
    match of {
        Value::Set(wanted) => wanted.iter().all(has),
        one => has(one),
    }
}

/// Whether a set includes at least one value of another.
pub fn includes_any(set: &Value, of: &Value) -> bool {
    match of {
        Value::Set(wanted) => wanted.iter().any(|v| includes(set, v)),
        one => includes(set, one),
    }
}

/// A number out of a value.
pub fn number(value: &Value) -> Option<Number> {
    match value {
        Value::Number(n) | Value::Percent(n) => Some(*n),
        Value::Money(m) => Some(m.0),
        _ => None,
    }
}

/// A whole number out of a value.
pub fn whole(value: &Value) -> Option<i64> {
    number(value)?
        .to_integer()
        .and_then(|n| i64::try_from(n).ok())
}

/// The individual that a value is.
pub fn individual(value: &Value) -> Option<IndividualId> {
    match value {
        Value::Individual(who) => Some(*who),
        _ => None,
    }
}

pub(crate) fn bounds(got: &Got) -> Option<(Number, Number)> {
    match got {
        Got::Known(value) => number(value).map(|n| (n, n)),
        Got::Between(low, high) => Some((*low, *high)),
        _ => None,
    }
}

/// A count over truths: a range where some are unknown (S2).
pub(crate) fn count(truths: impl Iterator<Item = Truth>) -> Got {
    let (mut low, mut high) = (0i64, 0i64);
    for truth in truths {
        low += i64::from(truth == Truth::True);
        high += i64::from(truth != Truth::False);
    }
    if low == high {
        Got::Known(Value::Number(Number::from(low)))
    } else {
        Got::Between(Number::from(low), Number::from(high))
    }
}

/// A total over values that certainly or possibly count (S2). Of nothing it is 0.
pub(crate) fn total(terms: &[(Value, Truth)], ty: &vires::policy::types::Type) -> Run<Got> {
    let (mut low, mut high) = (Number::ZERO, Number::ZERO);
    let large = |_| Stop("too large".into());
    for (value, truth) in terms {
        let Some(n) = number(value) else {
            return Ok(Got::Unknown);
        };
        if *truth == Truth::True {
            low = low.checked_add(n).map_err(large)?;
            high = high.checked_add(n).map_err(large)?;
        } else if n.is_negative() {
            low = low.checked_add(n).map_err(large)?;
        } else {
            high = high.checked_add(n).map_err(large)?;
        }
    }
    Ok(if low != high {
        Got::Between(low, high)
    } else if *ty == vires::policy::types::Type::Money {
        Got::Known(Value::Money(Money(low)))
    } else {
        Got::Known(Value::Number(low))
    })
}

/// Exact arithmetic (section 2); dividing by 0 gives unknown.
pub(crate) fn arithmetic(op: ArithmeticOp, left: &Got, right: &Got) -> Run<Got> {
    let large = |_| Stop("too large".into());
    let (Got::Known(left), Got::Known(right)) = (left, right) else {
        return Ok(if *left == Got::Nothing || *right == Got::Nothing {
            Got::Nothing
        } else {
            match (op, bounds(left), bounds(right)) {
                (ArithmeticOp::Add, Some((a, b)), Some((c, d))) => Got::Between(
                    a.checked_add(c).map_err(large)?,
                    b.checked_add(d).map_err(large)?,
                ),
                (ArithmeticOp::Subtract, Some((a, b)), Some((c, d))) => Got::Between(
                    a.checked_sub(d).map_err(large)?,
                    b.checked_sub(c).map_err(large)?,
                ),
                _ => Got::Unknown,
            }
        });
    };
    let money = match op {
        ArithmeticOp::Divide => {
            matches!(left, Value::Money(_)) && !matches!(right, Value::Money(_))
        }
        _ => matches!(left, Value::Money(_)) || matches!(right, Value::Money(_)),
    };
    let (Some(a), Some(b)) = (number(left), number(right)) else {
        return Ok(Got::Unknown);
    };
    let out = match op {
        ArithmeticOp::Add => a.checked_add(b).map_err(large)?,
        ArithmeticOp::Subtract => a.checked_sub(b).map_err(large)?,
        ArithmeticOp::Multiply => a.checked_mul(b).map_err(large)?,
        ArithmeticOp::Divide => {
            if b.is_zero() {
                return Ok(Got::Unknown);
            }
            a.checked_div(b).map_err(large)?
        }
    };
    Ok(Got::Known(if money {
        Value::Money(Money(out))
    } else {
        Value::Number(out)
    }))
}
