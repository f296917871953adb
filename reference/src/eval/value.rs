//! Each form of expression (S2, S11).

use crate::world::{Env, FactIs, Run, Stop, View, all, any, not};
use vires::{
    base::{duration::Unit, money::Money, number::Number},
    policy::{
        expr::{ArithmeticOp, Expr, ExprKind, HappeningPart},
        value::Value,
    },
    record::{duty::Cause, reason::Truth},
};

use super::got::{Got, arithmetic, count, includes, includes_any, total, whole};
use super::reader::Eval;

impl<'a> Eval<'a> {
    /// What an expression gives.
    pub fn value(&self, expr: &Expr, env: &mut Env) -> Run<Got> {
        let boolean = |t: Truth| match t {
            Truth::True => Got::Known(Value::Boolean(true)),
            Truth::False => Got::Known(Value::Boolean(false)),
            Truth::Unknown => Got::Unknown,
        };
        macro_rules! known {
            ($e:expr) => {
                match self.value($e, env)? {
                    Got::Known(value) => value,
                    other => return Ok(other),
                }
            };
        }
        Ok(match &expr.kind {
            ExprKind::Literal(value) => Got::Known(value.clone()),
            ExprKind::Variable(var) => env.get(var).map_or(Got::Unknown, |v| Got::Known(v.clone())),
            ExprKind::Set(members) => {
                let mut set = Vec::new();
                for member in members {
                    set.push(known!(member));
                }
                set.sort();
                set.dedup();
                Got::Known(Value::Set(set))
            }
            ExprKind::Fact(fact, arguments) => {
                let mut with = Vec::new();
                for argument in arguments {
                    with.push(known!(argument));
                }
                self.world
                    .fact_value(self.view, *fact, &with)?
                    .map_or(Got::Unknown, Got::Known)
            }
            ExprKind::IsStated(fact, arguments) => {
                let mut with = Vec::new();
                for argument in arguments {
                    with.push(known!(argument));
                }
                match self.world.fact(self.view, *fact, &with)? {
                    FactIs::Known(_) => boolean(Truth::True),
                    FactIs::Unstated => boolean(Truth::False),
                    FactIs::Unknown => Got::Unknown,
                }
            }
            ExprKind::Definition(definition, arguments) => {
                let mut with = Vec::new();
                for argument in arguments {
                    with.push(known!(argument));
                }
                self.definition(*definition, &with)?
            }
            ExprKind::Decision(decision, arguments) => {
                let mut with = Vec::new();
                for argument in arguments {
                    with.push(known!(argument));
                }
                self.decision(*decision, &with)?
            }
            ExprKind::IsA(who, kind) => match known!(who) {
                Value::Individual(who) => boolean(
                    if self
                        .world
                        .policy
                        .is_kind(self.world.kind(self.view, who), *kind)
                    {
                        Truth::True
                    } else {
                        Truth::False
                    },
                ),
                _ => Got::Unknown,
            },
            ExprKind::Not(of) => boolean(not(self.truth(of, env)?)),
            ExprKind::And(of) => {
                let truths = of
                    .iter()
                    .map(|e| self.truth(e, env))
                    .collect::<Run<Vec<_>>>()?;
                boolean(all(truths))
            }
            ExprKind::Or(of) => {
                let truths = of
                    .iter()
                    .map(|e| self.truth(e, env))
                    .collect::<Run<Vec<_>>>()?;
                boolean(any(truths))
            }
            ExprKind::Compare(op, left, right) => {
                let (left, right) = (self.value(left, env)?, self.value(right, env)?);
                boolean(self.compare(*op, &left, &right))
            }
            ExprKind::IsWithin(left, right) => {
                let within = match (known!(left), known!(right)) {
                    (Value::Value(a), Value::Value(b)) => self.world.policy.is_value_within(a, b),
                    (Value::Function(a), Value::Function(b)) => {
                        self.world.policy.is_function_within(a, b)
                    }
                    _ => return Ok(Got::Unknown),
                };
                Got::Known(Value::Boolean(within))
            }
            ExprKind::IsOneOf(left, right) => {
                let (Value::Set(set), value) = (known!(right), known!(left)) else {
                    return Ok(Got::Unknown);
                };
                Got::Known(Value::Boolean(set.contains(&value)))
            }
            ExprKind::Includes(left, right) => {
                let (left, right) = (known!(left), known!(right));
                Got::Known(Value::Boolean(includes(&left, &right)))
            }
            ExprKind::IncludesAny(left, right) => {
                let (left, right) = (known!(left), known!(right));
                Got::Known(Value::Boolean(includes_any(&left, &right)))
            }
            ExprKind::StartsWith(left, right) => match (known!(left), known!(right)) {
                (Value::Text(a), Value::Text(b)) => {
                    Got::Known(Value::Boolean(a.starts_with(b.as_str())))
                }
                _ => Got::Unknown,
            },
            ExprKind::Arithmetic(op, left, right) => {
                let (left, right) = (self.value(left, env)?, self.value(right, env)?);
                arithmetic(*op, &left, &right)?
            }
            ExprKind::Negative(of) => {
                let zero = Got::Known(Value::Number(Number::ZERO));
                let of = self.value(of, env)?;
                let zero = if matches!(of, Got::Known(Value::Money(_))) {
                    Got::Known(Value::Money(Money::ZERO))
                } else {
                    zero
                };
                arithmetic(ArithmeticOp::Subtract, &zero, &of)?
            }
            ExprKind::RoundedToPenny(of) => match known!(of) {
                Value::Money(m) => Got::Known(Value::Money(
                    m.round_to_penny().map_err(|_| Stop("too large".into()))?,
                )),
                other => Got::Known(other),
            },
            ExprKind::StartOf(of) => match known!(of) {
                Value::Period(p) => Got::Known(Value::Date(self.period(p).0)),
                _ => Got::Unknown,
            },
            ExprKind::EndOf(of) => match known!(of) {
                Value::Period(p) => Got::Known(Value::Date(self.period(p).1)),
                _ => Got::Unknown,
            },
            ExprKind::PeriodShift(of, by) => match known!(of) {
                Value::Period(mut p) => {
                    let series = &self.world.policy.periods;
                    for _ in 0..by.unsigned_abs() {
                        let next = if *by > 0 {
                            p.next(series)
                        } else {
                            p.previous(series)
                        };
                        let Some(next) = next else {
                            return Ok(Got::Unknown);
                        };
                        p = next;
                    }
                    Got::Known(Value::Period(p))
                }
                _ => Got::Unknown,
            },
            ExprKind::PeriodOf(kind, of) => match self.date(of, env)? {
                Some((day, _)) => self
                    .period_of(*kind, day)
                    .map_or(Got::Unknown, |p| Got::Known(Value::Period(p))),
                None => Got::Unknown,
            },
            ExprKind::DateShift {
                count,
                unit,
                back,
                from,
            } => {
                let count = known!(count);
                match (whole(&count), self.date(from, env)?) {
                    (Some(count), Some((day, _))) => {
                        Got::Known(Value::Date(self.shift(day, count, *unit, *back)?))
                    }
                    _ => Got::Unknown,
                }
            }
            ExprKind::DaysBetween {
                unit: Unit::Day,
                from,
                to,
            } => match (self.date(from, env)?, self.date(to, env)?) {
                (Some((from, _)), Some((to, _))) => Got::Known(Value::Number(Number::from(
                    i64::from(to.days() - from.days()),
                ))),
                _ => Got::Unknown,
            },
            ExprKind::Some(ranged) => {
                boolean(any(self.members(ranged, env)?.into_iter().map(|(_, t)| t)))
            }
            ExprKind::Every(ranged, has) => {
                let mut truths = Vec::new();
                for (value, truth) in self.members(ranged, env)? {
                    env.insert(ranged.variable, value);
                    truths.push(any([not(truth), self.truth(has, env)?]));
                }
                env.remove(&ranged.variable);
                boolean(all(truths))
            }
            ExprKind::Count(ranged) => {
                count(self.members(ranged, env)?.into_iter().map(|(_, t)| t))
            }
            ExprKind::CountCompare(op, ranged, with) => {
                let count = count(self.members(ranged, env)?.into_iter().map(|(_, t)| t));
                let with = self.value(with, env)?;
                boolean(self.compare(*op, &count, &with))
            }
            ExprKind::Extreme { largest, of, over } => {
                let mut best: Option<Value> = None;
                for (value, truth) in self.members(over, env)? {
                    match truth {
                        Truth::False => continue,
                        Truth::Unknown => return Ok(Got::Unknown),
                        Truth::True => {}
                    }
                    env.insert(over.variable, value);
                    let got = self.value(of, env)?;
                    let Got::Known(got) = got else {
                        return Ok(Got::Unknown);
                    };
                    best = Some(match best {
                        None => got,
                        Some(best) => {
                            if *largest {
                                best.max(got)
                            } else {
                                best.min(got)
                            }
                        }
                    });
                }
                env.remove(&over.variable);
                best.map_or(Got::Nothing, Got::Known)
            }
            ExprKind::TotalOver(of, over) => {
                let mut terms = Vec::new();
                for (value, truth) in self.members(over, env)? {
                    if truth == Truth::False {
                        continue;
                    }
                    env.insert(over.variable, value);
                    let Got::Known(term) = self.value(of, env)? else {
                        return Ok(Got::Unknown);
                    };
                    terms.push((term, truth));
                }
                env.remove(&over.variable);
                total(&terms, &expr.ty)?
            }
            ExprKind::HasDone(act) => {
                boolean(any(self.past(act, env)?.into_iter().map(|(_, t)| t)))
            }
            ExprKind::CountActs(act) => count(self.past(act, env)?.into_iter().map(|(_, t)| t)),
            ExprKind::TotalActs(parameter, act) => {
                let mut terms = Vec::new();
                for (place, truth) in self.past(act, env)? {
                    if let Some(value) = self.argument(place, *parameter) {
                        terms.push((value, truth));
                    }
                }
                total(&terms, &expr.ty)?
            }
            ExprKind::LatestAct {
                earliest,
                act,
                variable,
                body,
            } => {
                let mut found = self.past(act, env)?;
                if !earliest {
                    found.reverse();
                }
                let mut possible = Vec::new();
                let mut certain = false;
                for (place, truth) in found {
                    env.insert(*variable, Value::Happening(place as u32));
                    possible.push(self.truth(body, env)?);
                    if truth == Truth::True {
                        certain = true;
                        break;
                    }
                }
                env.remove(variable);
                if !certain {
                    possible.push(Truth::False);
                }
                let first = possible[0];
                boolean(if possible.iter().all(|t| *t == first) {
                    first
                } else {
                    Truth::Unknown
                })
            }
            ExprKind::OnDay(of, on) => match self.date(on, env)? {
                Some((day, _)) if day < self.view.day => self
                    .other(View {
                        day,
                        seen: self.view.seen,
                    })
                    .value(of, env)?,
                Some(_) => self.value(of, env)?,
                None => Got::Unknown,
            },
            ExprKind::JustBefore(of, var) => match env.get(var) {
                Some(Value::Happening(place)) => {
                    let place = *place as usize;
                    let seen = self.seen_before(place);
                    let day = self.world.day_of(place);
                    self.other(View { day, seen }).value(of, env)?
                }
                _ => return Err(Stop("just before what is no happening".into())),
            },
            ExprKind::NormState {
                norm,
                of,
                for_,
                state,
            } => {
                let of = match of {
                    Some(of) => Some(known!(of)),
                    None => None,
                };
                let for_ = match for_ {
                    Some(f) => Some(known!(f)),
                    None => None,
                };
                let mut truths = Vec::new();
                for (place, instance) in self.world.instances.iter().enumerate() {
                    let named = self.world.policy.norms.at(instance.norm).name == *norm
                        && of
                            .as_ref()
                            .is_none_or(|w| *w == Value::Individual(instance.bearer))
                        && for_.as_ref().is_none_or(|f| match (&instance.cause, f) {
                            (Cause::Period(p), f) => p == f,
                            (Cause::Happening(h), Value::Happening(f)) => *h == *f as usize,
                            _ => false,
                        });
                    if named {
                        truths.push(self.was_in(place, *state));
                    }
                }
                boolean(any(truths))
            }
            ExprKind::HappeningPart(of, part) => match (known!(of), part) {
                (Value::Date(day), HappeningPart::Date) => Got::Known(Value::Date(day)),
                (Value::Happening(place), part) => {
                    let place = place as usize;
                    match part {
                        HappeningPart::Date => Got::Known(Value::Date(self.world.day_of(place))),
                        HappeningPart::Argument(parameter) => self
                            .argument(place, *parameter)
                            .map_or(Got::Unknown, Got::Known),
                        HappeningPart::Actor => match self.parts(place) {
                            Some((_, _, [one])) => Got::Known(one.clone()),
                            _ => Got::Unknown,
                        },
                        HappeningPart::Performer => match self.performers(place) {
                            [one] => Got::Known(one.clone()),
                            _ => Got::Unknown,
                        },
                        HappeningPart::Deadline => Got::Unknown,
                    }
                }
                _ => Got::Unknown,
            },
            ExprKind::ActValue(act, arguments) => {
                let mut with = Vec::new();
                for argument in arguments {
                    with.push(match argument {
                        Some(a) => Some(known!(a)),
                        None => None,
                    });
                }
                Got::Known(Value::Act(Box::new(vires::policy::value::ActValue {
                    act: *act,
                    arguments: with,
                })))
            }
            ExprKind::Bad => Got::Unknown,
            _ => return Err(Stop(format!("not read here: {:?}", expr.kind))),
        })
    }
}
