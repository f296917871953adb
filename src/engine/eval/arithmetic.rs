//! Exact arithmetic, also on ranges and on one of several (section 2, S2).

use super::{evaluator::Eval, out::Out};
use crate::{
    base::number::{ArithmeticError, Number},
    engine::{
        fail::{Run, arithmetic_failed},
        moment::View,
        trace::{Leaf, Tracer},
    },
    policy::expr::ArithmeticOp,
    program::{
        node::{NodeId, Numeric},
        val::{Tag, Val},
    },
};

/// Choices of one of several are multiplied out up to so many; past that the result is unknown.
const MAX_CHOICES: usize = 64;

/// A stretch of numbers, both ends included; without bound where there is none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Span {
    pub(super) low: Option<Number>,
    pub(super) high: Option<Number>,
}

impl Span {
    pub(super) fn point(number: Number) -> Span {
        Span {
            low: Some(number),
            high: Some(number),
        }
    }

    fn is_point(self) -> Option<Number> {
        (self.low.is_some() && self.low == self.high)
            .then_some(self.low)
            .flatten()
    }
}

impl<T: Tracer> Eval<'_, T> {
    #[expect(
        clippy::too_many_arguments,
        reason = "the parts of a node, and where and when it is evaluated"
    )]
    pub(super) fn arithmetic(
        &mut self,
        id: NodeId,
        op: ArithmeticOp,
        one: NodeId,
        other: NodeId,
        numeric: Numeric,
        env: &mut [Val],
        view: View,
    ) -> Run<Out> {
        let one = self.value(one, env, view)?;
        let other = self.value(other, env, view)?;
        self.calculate(id, op, one, other, numeric)
    }

    fn calculate(
        &mut self,
        id: NodeId,
        op: ArithmeticOp,
        one: Out,
        other: Out,
        numeric: Numeric,
    ) -> Run<Out> {
        match (one, other) {
            (Out::Nothing, _) | (_, Out::Nothing) => Ok(Out::Nothing),
            (Out::Known(one), Out::Known(other)) => {
                if let Some(val) = whole(op, one, other) {
                    return Ok(Out::Known(val));
                }
                let tag = result_tag(op, one, other, numeric);
                let (Some(a), Some(b)) = (self.plain(one, op, other), self.plain(other, op, one))
                else {
                    return Ok(Out::Unknown);
                };
                match apply(op, a, b).and_then(|number| scaled_back(tag, op, one, other, number)) {
                    Ok(number) => Ok(Out::Known(self.world.pool_mut().numeric(tag, number))),
                    Err(error) => self.undefined(id, error),
                }
            }
            (Out::OneOf(set), other) => self.choices(id, op, set, other, numeric, false),
            (one, Out::OneOf(set)) => self.choices(id, op, set, one, numeric, true),
            (one, other) => self.range_arithmetic(id, op, one, other, numeric),
        }
    }

    fn choices(
        &mut self,
        id: NodeId,
        op: ArithmeticOp,
        set: Val,
        other: Out,
        numeric: Numeric,
        swapped: bool,
    ) -> Run<Out> {
        let members = self.members_of(set);
        if members.len() > MAX_CHOICES {
            return Ok(Out::Unknown);
        }
        let mut joined: Option<Out> = None;
        for member in members {
            let member = Out::Known(member);
            let out = if swapped {
                self.calculate(id, op, other, member, numeric)?
            } else {
                self.calculate(id, op, member, other, numeric)?
            };
            joined = Some(match joined {
                None => out,
                Some(before) => self.join(before, out),
            });
        }
        Ok(match joined {
            Some(Out::OneOf(set)) if self.members_of(set).len() > MAX_CHOICES => Out::Unknown,
            Some(out) => out,
            None => Out::Unknown,
        })
    }

    fn range_arithmetic(
        &mut self,
        id: NodeId,
        op: ArithmeticOp,
        one: Out,
        other: Out,
        numeric: Numeric,
    ) -> Run<Out> {
        let (Some(a), Some(b)) = (self.span_of(one), self.span_of(other)) else {
            return Ok(Out::Unknown);
        };
        let sample = |out: Out| match out {
            Out::Known(val) => val,
            Out::Range(low, high) => {
                if low.is_none() {
                    high
                } else {
                    low
                }
            }
            _ => Val::NONE,
        };
        let tag = result_tag(op, sample(one), sample(other), numeric);
        let span = match op {
            ArithmeticOp::Add => add_spans(a, b),
            ArithmeticOp::Subtract => add_spans(a, negated(b)),
            ArithmeticOp::Multiply => multiply_spans(a, b),
            ArithmeticOp::Divide => match b.is_point() {
                Some(divisor) => Number::ONE
                    .checked_div(divisor)
                    .and_then(|factor| multiply_spans(a, Span::point(factor))),
                None => return Ok(Out::Unknown),
            },
        };
        match span {
            Ok(span) => Ok(self.range(span, tag)),
            Err(error) => self.undefined(id, error),
        }
    }

    /// A range of numbers, percentages or money.
    pub(super) fn range(&self, span: Span, tag: Tag) -> Out {
        let mut pool = self.world.pool_mut();
        let mut val =
            |end: Option<Number>| end.map_or(Val::NONE, |number| pool.numeric(tag, number));
        let (low, high) = (val(span.low), val(span.high));
        match (low.is_none(), high.is_none()) {
            (true, true) => Out::Unknown,
            (false, false) if low == high => Out::Known(low),
            _ => Out::Range(low, high),
        }
    }

    /// The stretch of numbers that a result lies in, if it is a number of any sort.
    pub(super) fn span_of(&self, out: Out) -> Option<Span> {
        let pool = self.world.pool();
        match out {
            Out::Known(val) => pool.as_number(val).map(Span::point),
            Out::Range(low, high) => Some(Span {
                low: pool.as_number(low),
                high: pool.as_number(high),
            }),
            Out::OneOf(set) => {
                let members = pool.as_members(set)?;
                let numbers: Option<Vec<Number>> =
                    members.iter().map(|val| pool.as_number(*val)).collect();
                let numbers = numbers?;
                Some(Span {
                    low: numbers.iter().min().copied(),
                    high: numbers.iter().max().copied(),
                })
            }
            Out::Unknown | Out::Nothing => None,
        }
    }

    /// A division by zero is unknown, and says where; a number past 128 bits is an error.
    pub(super) fn undefined(&mut self, id: NodeId, error: ArithmeticError) -> Run<Out> {
        let span = self.span(id);
        match arithmetic_failed(error, span) {
            Some(failure) => Err(failure),
            None => {
                self.trace.unknown(Leaf::Undefined(span));
                Ok(Out::Unknown)
            }
        }
    }

    /// The number with which to calculate: a percentage is hundredths where it is multiplied, or meets a number.
    fn plain(&self, val: Val, op: ArithmeticOp, with: Val) -> Option<Number> {
        let number = self.world.pool().as_number(val)?;
        let hundredths = is_percent(val)
            && (matches!(op, ArithmeticOp::Multiply | ArithmeticOp::Divide) || !is_percent(with));
        if hundredths {
            number.checked_div(Number::HUNDRED).ok()
        } else {
            Some(number)
        }
    }

    pub(super) fn negative(
        &mut self,
        id: NodeId,
        of: NodeId,
        env: &mut [Val],
        view: View,
    ) -> Run<Out> {
        let out = self.value(of, env, view)?;
        let tag = match out {
            Out::Known(val) | Out::Range(val, Val::NONE) | Out::Range(Val::NONE, val) => small(val),
            Out::Range(val, _) => small(val),
            Out::OneOf(_) => {
                return Ok(self.map(out, |eval, val| {
                    let number = eval.world.pool().as_number(val);
                    number.map_or(Out::Unknown, |number| {
                        Out::Known(eval.world.pool_mut().numeric(small(val), number.negated()))
                    })
                }));
            }
            Out::Unknown | Out::Nothing => return Ok(out),
        };
        let _ = id;
        Ok(match self.span_of(out) {
            Some(span) => self.range(negated(span), tag),
            None => Out::Unknown,
        })
    }

    pub(super) fn rounded(
        &mut self,
        id: NodeId,
        of: NodeId,
        env: &mut [Val],
        view: View,
    ) -> Run<Out> {
        let out = self.value(of, env, view)?;
        if let Out::OneOf(_) = out {
            return Ok(self.map(out, |eval, val| {
                let number = eval.world.pool().as_number(val);
                match number.map(Number::round_to_penny) {
                    Some(Ok(number)) => {
                        Out::Known(eval.world.pool_mut().numeric(small(val), number))
                    }
                    _ => Out::Unknown,
                }
            }));
        }
        let tag = match out {
            Out::Known(val) => small(val),
            Out::Range(low, high) => small(if low.is_none() { high } else { low }),
            out => return Ok(out),
        };
        let Some(span) = self.span_of(out) else {
            return Ok(Out::Unknown);
        };
        let round = |end: Option<Number>| end.map(Number::round_to_penny).transpose();
        match (round(span.low), round(span.high)) {
            (Ok(low), Ok(high)) => Ok(self.range(Span { low, high }, tag)),
            (Err(error), _) | (_, Err(error)) => self.undefined(id, error),
        }
    }
}

fn is_percent(val: Val) -> bool {
    matches!(val.tag(), Tag::Percent | Tag::PercentAt)
}

fn is_money(val: Val) -> bool {
    matches!(val.tag(), Tag::Money | Tag::MoneyAt)
}

/// The tag of the small form of a number's sort.
pub(super) fn small(val: Val) -> Tag {
    match val.tag() {
        Tag::Percent | Tag::PercentAt => Tag::Percent,
        Tag::Money | Tag::MoneyAt => Tag::Money,
        _ => Tag::Number,
    }
}

/// The tag of the small form of what a sum is said to be.
pub(super) fn tag_of(numeric: Numeric) -> Tag {
    match numeric {
        Numeric::Percent => Tag::Percent,
        Numeric::Money => Tag::Money,
        Numeric::Number | Numeric::Unsaid => Tag::Number,
    }
}

/// Sums and differences of small whole numbers of one sort, at once.
fn whole(op: ArithmeticOp, one: Val, other: Val) -> Option<Val> {
    if one.tag() != other.tag() {
        return None;
    }
    let (a, b) = (one.as_small()?, other.as_small()?);
    let result = match op {
        ArithmeticOp::Add => a.checked_add(b)?,
        ArithmeticOp::Subtract => a.checked_sub(b)?,
        ArithmeticOp::Multiply | ArithmeticOp::Divide => return None,
    };
    Val::small(one.tag(), result)
}

fn result_tag(op: ArithmeticOp, one: Val, other: Val, numeric: Numeric) -> Tag {
    match numeric {
        Numeric::Number => Tag::Number,
        Numeric::Percent => Tag::Percent,
        Numeric::Money => Tag::Money,
        Numeric::Unsaid => match op {
            ArithmeticOp::Divide if is_money(one) && is_money(other) => Tag::Number,
            _ if is_money(one) || is_money(other) => Tag::Money,
            _ if is_percent(one) && is_percent(other) => Tag::Percent,
            _ => Tag::Number,
        },
    }
}

fn apply(op: ArithmeticOp, a: Number, b: Number) -> Result<Number, ArithmeticError> {
    match op {
        ArithmeticOp::Add => a.checked_add(b),
        ArithmeticOp::Subtract => a.checked_sub(b),
        ArithmeticOp::Multiply => a.checked_mul(b),
        ArithmeticOp::Divide => a.checked_div(b),
    }
}

/// A plain number back as a percentage, where that is what comes out and it was calculated in hundredths.
fn scaled_back(
    tag: Tag,
    op: ArithmeticOp,
    one: Val,
    other: Val,
    number: Number,
) -> Result<Number, ArithmeticError> {
    let multiplied = matches!(op, ArithmeticOp::Multiply | ArithmeticOp::Divide);
    let kept = is_percent(one) && is_percent(other) && !multiplied;
    if tag == Tag::Percent && !kept {
        number.checked_mul(Number::HUNDRED)
    } else {
        Ok(number)
    }
}

fn negated(span: Span) -> Span {
    Span {
        low: span.high.map(Number::negated),
        high: span.low.map(Number::negated),
    }
}

pub(super) fn add_spans(a: Span, b: Span) -> Result<Span, ArithmeticError> {
    let add = |one: Option<Number>, other: Option<Number>| match (one, other) {
        (Some(one), Some(other)) => one.checked_add(other).map(Some),
        _ => Ok(None),
    };
    Ok(Span {
        low: add(a.low, b.low)?,
        high: add(a.high, b.high)?,
    })
}

fn multiply_spans(a: Span, b: Span) -> Result<Span, ArithmeticError> {
    if let Some(factor) = b.is_point() {
        return times(a, factor);
    }
    if let Some(factor) = a.is_point() {
        return times(b, factor);
    }
    let (Some(al), Some(ah), Some(bl), Some(bh)) = (a.low, a.high, b.low, b.high) else {
        // Both at least nothing: the product is at least that of the lower ends.
        return Ok(match (a.low, b.low) {
            (Some(al), Some(bl)) if !al.is_negative() && !bl.is_negative() => Span {
                low: Some(al.checked_mul(bl)?),
                high: None,
            },
            _ => Span {
                low: None,
                high: None,
            },
        });
    };
    let products = [
        al.checked_mul(bl)?,
        al.checked_mul(bh)?,
        ah.checked_mul(bl)?,
        ah.checked_mul(bh)?,
    ];
    Ok(Span {
        low: products.iter().min().copied(),
        high: products.iter().max().copied(),
    })
}

fn times(span: Span, factor: Number) -> Result<Span, ArithmeticError> {
    if factor.is_zero() {
        return Ok(Span::point(Number::ZERO));
    }
    let end = |end: Option<Number>| end.map(|end| end.checked_mul(factor)).transpose();
    let (low, high) = (end(span.low)?, end(span.high)?);
    Ok(if factor.is_negative() {
        Span {
            low: high,
            high: low,
        }
    } else {
        Span { low, high }
    })
}
