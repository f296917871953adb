//! Expressions, read at a moment (S1, S2, S11).

use std::collections::BTreeMap;

use vires::{
    base::{
        date::{Date, Month},
        duration::Unit,
        money::Money,
        number::Number,
        period::{Period, PeriodKind},
    },
    case::happening::HappeningKind,
    policy::{
        expr::{
            ArithmeticOp, CompareOp, Domain, Expr, ExprKind, HappeningPart, Length, PastAct,
            Ranged, Window,
        },
        norm::Deadline,
        pattern::{ActPattern, ActRef, Term},
        policy::{ActId, DefinitionBody, DefinitionId, IndividualId},
        value::Value,
    },
    record::{duty::Cause, reason::Truth},
};

use crate::world::{Entry, Env, FactIs, Run, Stop, View, World, all, any, not};

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

/// Answers of recursive definitions while their least fixpoint is sought (S11).
pub type Table = BTreeMap<(DefinitionId, Vec<Value>), Truth>;

/// A reader of expressions at one moment.
pub struct Eval<'a> {
    /// The world.
    pub world: &'a World<'a>,
    /// The moment.
    pub view: View,
    /// The fixpoint that is being sought, if one is.
    pub table: Option<std::cell::RefCell<Table>>,
}

/// Which act (or event) a happening is, its arguments, and who did it in the sense of S5.5.
type Parts<'a> = (ActId, &'a [Option<Value>], &'a [Value]);
/// A date and, where it comes from a happening, its place in the order.
type Point = (Date, Option<usize>);

/// S1.3: so many months later, on the last day of the month where there is no such day.
pub fn months(date: Date, count: i64) -> Option<Date> {
    let at = i64::from(date.year()) * 12 + i64::from(date.month().number()) - 1 + count;
    let (year, month) = (
        i32::try_from(at.div_euclid(12)).ok()?,
        u32::try_from(at.rem_euclid(12)).ok()? + 1,
    );
    (1..=date.day())
        .rev()
        .find_map(|day| Date::from_ymd(year, month, day))
}

impl<'a> Eval<'a> {
    /// A reader at a moment.
    pub fn at(world: &'a World<'a>, view: View) -> Eval<'a> {
        Eval {
            world,
            view,
            table: None,
        }
    }

    fn other(&self, view: View) -> Eval<'a> {
        Eval::at(self.world, view)
    }

    /// S1.3: a date some time after (or before) another. Working days skip week-ends and holidays; a count that begins on
    /// a non-working day begins on the next working day.
    pub fn shift(&self, from: Date, count: i64, unit: Unit, back: bool) -> Run<Date> {
        let sign = if back { -1 } else { 1 };
        let beyond = || Stop("a date outside the years".into());
        let days = |n: i64| from.add_days(i32::try_from(n).ok()?);
        match unit {
            Unit::Day => days(sign * count).ok_or_else(beyond),
            Unit::Week => days(sign * count * 7).ok_or_else(beyond),
            Unit::Month => months(from, sign * count).ok_or_else(beyond),
            Unit::Year => months(from, sign * count * 12).ok_or_else(beyond),
            Unit::ClearDay => days(sign * (count + 1)).ok_or_else(beyond),
            Unit::WorkingDay => {
                let calendar = self.world.case.calendar.or(self.only_calendar());
                let Some(calendar) = calendar else {
                    return Err(Stop("no calendar".into()));
                };
                let calendar = &self.world.policy.calendars.at(calendar).calendar;
                let works = |day: Date| -> Run<bool> {
                    if !calendar.covers(day) {
                        return Err(Stop("outside the calendar".into()));
                    }
                    Ok(!day.weekday().is_weekend() && !calendar.holidays().contains(&day))
                };
                let mut at = from;
                let step = |at: Date| at.add_days(sign as i32).ok_or_else(beyond);
                // What is nought days away is where the count would begin.
                while count == 0 && !works(at)? {
                    at = step(at)?;
                }
                let mut left = count;
                while left > 0 {
                    at = step(at)?;
                    if works(at)? {
                        left -= 1;
                    }
                }
                Ok(at)
            }
            Unit::Hour => Err(Stop("hours are not read here".into())),
        }
    }

    fn only_calendar(&self) -> Option<vires::policy::policy::CalendarId> {
        let mut all = self.world.policy.calendars.ids();
        let first = all.next();
        if all.next().is_some() { None } else { first }
    }

    /// The truth of a condition (S2).
    pub fn truth(&self, expr: &Expr, env: &mut Env) -> Run<Truth> {
        Ok(match self.value(expr, env)? {
            Got::Known(Value::Boolean(true)) => Truth::True,
            Got::Known(Value::Boolean(false)) | Got::Nothing => Truth::False,
            _ => Truth::Unknown,
        })
    }

    /// A date, where it is known.
    pub fn date(&self, expr: &Expr, env: &mut Env) -> Run<Option<Point>> {
        Ok(match self.value(expr, env)? {
            Got::Known(Value::Date(day)) => Some((day, None)),
            Got::Known(Value::Happening(place)) => {
                Some((self.world.day_of(place as usize), Some(place as usize)))
            }
            _ => None,
        })
    }

    fn period(&self, period: Period) -> (Date, Date) {
        let series = &self.world.policy.periods;
        (period.start(series), period.end(series))
    }

    /// The individuals that exist at the moment and are of the kind, or the entries of a tree of values (S2).
    pub fn domain(&self, domain: &Domain) -> Vec<Value> {
        match domain {
            Domain::Kind(kind) => self
                .world
                .case
                .individuals
                .ids()
                .filter(|who| self.world.is_of(self.view, *who, *kind))
                .map(Value::Individual)
                .collect(),
            Domain::Values(set) => self
                .world
                .policy
                .value_sets
                .at(*set)
                .entries
                .iter()
                .map(|v| Value::Value(*v))
                .collect(),
        }
    }

    /// Each member of a domain with whether it satisfies the condition.
    pub fn members(&self, ranged: &Ranged, env: &mut Env) -> Run<Vec<(Value, Truth)>> {
        let mut out = Vec::new();
        for value in self.domain(&ranged.domain) {
            env.insert(ranged.variable, value.clone());
            let truth = match &ranged.condition {
                Some(condition) => self.truth(condition, env)?,
                None => Truth::True,
            };
            out.push((value, truth));
        }
        env.remove(&ranged.variable);
        Ok(out)
    }

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

    /// How much of the history there was just before a happening.
    fn seen_before(&self, place: usize) -> usize {
        self.world
            .log
            .iter()
            .position(|(_, e)| {
                *e == Entry::Done(place, Truth::True) || *e == Entry::Done(place, Truth::Unknown)
            })
            .unwrap_or(self.view.seen)
    }

    /// Whether an instance is in a state at the moment, read off the history. A breach that was cured late is still `breached`.
    fn was_in(&self, place: usize, state: vires::policy::expr::StateWord) -> Truth {
        use vires::policy::expr::StateWord as S;
        let now = self
            .world
            .log
            .iter()
            .take(self.view.seen.min(self.world.moment.get()))
            .rev()
            .find_map(|(day, e)| match e {
                Entry::State(of, s) if *of == place && *day <= self.view.day => Some(*s),
                _ => None,
            });
        // What does not bind is followed or departed from, in whatever state its instance is (S4.2).
        let soft = self
            .world
            .policy
            .norms
            .at(self.world.instances[place].norm)
            .standing
            .status
            == vires::policy::standing::Status::NotBinding;
        let now = now.map(|now| match now {
            S::Discharged if soft => S::Followed,
            S::Breached | S::DischargedLate if soft => S::DepartedFrom,
            now => now,
        });
        match now {
            None => Truth::False,
            Some(S::Undetermined) if state != S::Undetermined => {
                // What it may be: not pending any more past its deadline or in a breach, not breached before.
                let instance = &self.world.instances[place];
                // A deadline that passes as the day opens has not passed at the start of that moment.
                let over = instance.passed
                    && instance
                        .due
                        .is_some_and(|due| match self.world.opening.get() {
                            true => due.next_day().is_some_and(|next| next < self.view.day),
                            false => due < self.view.day,
                        });
                let may = instance.exists == Truth::Unknown
                    || (over && instance.possible.contains(&state))
                    || (!over || instance.possible.is_empty())
                        && match state {
                            S::Pending | S::PartlyDischarged => !over && !instance.may_be_breached,
                            S::Breached | S::DischargedLate => {
                                over || instance.may_be_breached || !instance.intervals.is_empty()
                            }
                            _ => true,
                        };
                if may { Truth::Unknown } else { Truth::False }
            }
            Some(S::DischargedLate) if state == S::Breached => Truth::True,
            Some(S::DischargedLate) if state == S::Discharged => Truth::False,
            Some(now) => {
                if now == state {
                    Truth::True
                } else {
                    Truth::False
                }
            }
        }
    }

    /// The period of a kind that a day falls in.
    pub fn period_of(&self, kind: PeriodKind, day: Date) -> Option<Period> {
        match kind {
            PeriodKind::FinancialYear => {
                let begun = day.month() as u32 >= Month::April as u32;
                Period::financial_year(if begun { day.year() } else { day.year() - 1 })
            }
            PeriodKind::Month => Period::month(day.year(), day.month()),
            PeriodKind::Declared(id) => {
                let series = &self.world.policy.periods;
                (0..series.at(id).times() as i32)
                    .filter_map(|n| Period::declared(id, n as u32, series))
                    .find(|p| p.start(series) <= day && day <= p.end(series))
            }
        }
    }

    /// S11: a definition at the moment, its least fixpoint where it is recursive; false (or unknown) where none is in force.
    fn definition(&self, id: DefinitionId, with: &[Value]) -> Run<Got> {
        let definition = self.world.policy.definitions.at(id);
        let version = self.version(definition, id);
        let got = |t: Truth| match t {
            Truth::True => Got::Known(Value::Boolean(true)),
            Truth::False => Got::Known(Value::Boolean(false)),
            Truth::Unknown => Got::Unknown,
        };
        let Some(version) = version else {
            return Ok(if definition.ty == vires::policy::types::Type::Boolean {
                got(Truth::False)
            } else {
                Got::Unknown
            });
        };
        let mut env: Env = version.variables.ids().zip(with.iter().cloned()).collect();
        match &version.body {
            DefinitionBody::Value(value) => self.value(value, &mut env),
            DefinitionBody::Condition { when, unless } => {
                let key = (id, with.to_vec());
                if definition.recursive {
                    if let Some(table) = &self.table {
                        // Inside the search: what is not known yet starts false, and is looked at in the next round.
                        let known = table.borrow().get(&key).copied();
                        if known.is_none() {
                            table.borrow_mut().insert(key, Truth::False);
                        }
                        return Ok(got(known.unwrap_or(Truth::False)));
                    }
                    return self.fixpoint(key).map(got);
                }
                self.body(when, unless, &mut env).map(got)
            }
        }
    }

    /// S11: everything asked starts false and is read again from what was found before, until a round changes nothing.
    fn fixpoint(&self, wanted: (DefinitionId, Vec<Value>)) -> Run<Truth> {
        let mut found = Table::from([(wanted.clone(), Truth::False)]);
        loop {
            let round = Eval {
                world: self.world,
                view: self.view,
                table: Some(std::cell::RefCell::new(found.clone())),
            };
            let mut next = Table::new();
            for (id, with) in found.keys() {
                let definition = self.world.policy.definitions.at(*id);
                let Some(version) = self.version(definition, *id) else {
                    continue;
                };
                let DefinitionBody::Condition { when, unless } = &version.body else {
                    continue;
                };
                let mut env: Env = version.variables.ids().zip(with.iter().cloned()).collect();
                next.insert((*id, with.clone()), round.body(when, unless, &mut env)?);
            }
            if let Some(table) = &round.table {
                for (key, truth) in table.borrow().iter() {
                    next.entry(key.clone()).or_insert(*truth);
                }
            }
            if next == found {
                return Ok(found.get(&wanted).copied().unwrap_or(Truth::False));
            }
            found = next;
        }
    }

    fn version<'d>(
        &self,
        definition: &'d vires::policy::policy::Definition,
        id: DefinitionId,
    ) -> Option<&'d vires::policy::policy::DefinitionVersion> {
        let assumed = Some(vires::case::case::Assumed::Definition(id));
        definition.versions.iter().find(|v| {
            self.world.is_law(&v.standing, v.pack, assumed)
                && v.standing.from.is_none_or(|from| from <= self.view.day)
                && v.standing.until.is_none_or(|until| self.view.day <= until)
        })
    }

    fn body(&self, when: &[Expr], unless: &[Expr], env: &mut Env) -> Run<Truth> {
        let mut holds = Vec::new();
        for e in when {
            holds.push(self.truth(e, env)?);
        }
        let mut defeats = Vec::new();
        for e in unless {
            defeats.push(self.truth(e, env)?);
        }
        Ok(all([any(holds), not(any(defeats))]))
    }

    /// S11: a decision table. A row whose condition is unknown is carried; the answer is certain if every row still possible agrees.
    fn decision(&self, id: vires::policy::policy::DecisionId, with: &[Value]) -> Run<Got> {
        let decision = self.world.policy.decisions.at(id);
        let assumed = Some(vires::case::case::Assumed::Decision(id));
        let version = decision.versions.iter().find(|v| {
            self.world.is_law(&v.standing, v.pack, assumed)
                && v.standing.from.is_none_or(|from| from <= self.view.day)
                && v.standing.until.is_none_or(|until| self.view.day <= until)
        });
        let Some(version) = version else {
            return Ok(Got::Unknown);
        };
        if !version.free.is_empty() {
            return Err(Stop("free variables are not read here".into()));
        }
        let mut env: Env = version.variables.ids().zip(with.iter().cloned()).collect();
        let mut possible: Vec<(usize, Got)> = Vec::new();
        let mut certain: Vec<usize> = Vec::new();
        for (place, row) in version.rows.iter().enumerate() {
            let truth = match &row.condition {
                Some(condition) => self.truth(condition, &mut env)?,
                None if version.unique && !certain.is_empty() => Truth::False,
                None => Truth::True,
            };
            if truth == Truth::False {
                continue;
            }
            let result = match &row.result {
                vires::policy::policy::DecisionResult::Value(value, _) => {
                    self.value(value, &mut env)?
                }
                vires::policy::policy::DecisionResult::Nothing(_) => Got::Nothing,
            };
            possible.push((place, result));
            if truth == Truth::True {
                certain.push(place);
                if !version.unique {
                    break;
                }
            }
        }
        if version.unique && certain.len() > 1 {
            return Err(Stop("overlap".into()));
        }
        if possible.is_empty() {
            return if version.unique {
                Err(Stop("gap".into()))
            } else {
                Ok(Got::Nothing)
            };
        }
        if version.unique && certain.len() == 1 {
            let row = possible.iter().find(|(p, _)| *p == certain[0]);
            return Ok(row.map_or(Got::Unknown, |(_, g)| g.clone()));
        }
        let first = possible[0].1.clone();
        let closed = !certain.is_empty();
        Ok(
            if possible.iter().all(|(_, g)| *g == first) && (closed || version.unique) {
                first
            } else {
                let mut among: Vec<Got> = possible.into_iter().map(|(_, g)| g).collect();
                if !closed && !version.unique {
                    among.push(Got::Nothing);
                }
                Got::Among(among)
            },
        )
    }

    /// An argument of a happening.
    pub fn argument(&self, place: usize, parameter: usize) -> Option<Value> {
        match &self.world.case.timeline[place].kind {
            HappeningKind::Act(act) => act.arguments.get(parameter).cloned().flatten(),
            HappeningKind::Event { arguments, .. } => arguments.get(parameter).cloned().flatten(),
            _ => None,
        }
    }

    /// Which act (or event) a happening is, with its arguments and its actors.
    pub fn parts(&self, place: usize) -> Option<Parts<'a>> {
        match &self.world.case.timeline[place].kind {
            HappeningKind::Act(act) => Some((
                act.act,
                &act.arguments,
                // S5.5: what is validly done on someone's behalf is done by that one.
                act.on_behalf_of
                    .as_ref()
                    .map_or(&act.actors, std::slice::from_ref),
            )),
            HappeningKind::Event { event, arguments } => Some((*event, arguments, &[])),
            _ => None,
        }
    }

    /// Who did a happening themselves (S5.5).
    pub fn performers(&self, place: usize) -> &'a [Value] {
        match &self.world.case.timeline[place].kind {
            HappeningKind::Act(act) => &act.actors,
            _ => &[],
        }
    }

    /// S5.2, S5.5: the acts of the past that count, with whether they certainly do. Void acts do not.
    pub fn past(&self, act: &PastAct, env: &mut Env) -> Run<Vec<(usize, Truth)>> {
        let mut out = Vec::new();
        for (day, entry) in self.world.log.iter().take(self.view.seen) {
            let Entry::Done(place, valid) = entry else {
                continue;
            };
            let voided = self
                .world
                .log
                .iter()
                .take(self.view.seen)
                .any(|(d, e)| *e == Entry::VoidNow(*place) && *d <= self.view.day);
            if *day > self.view.day || voided {
                continue;
            }
            let mut env = env.clone();
            let by = match &act.by {
                None => Truth::True,
                Some(term) => {
                    let (_, _, actors) = self.parts(*place).ok_or_else(|| Stop("no act".into()))?;
                    let mut truths = Vec::new();
                    for actor in actors {
                        truths.push(self.term(term, Some(actor), &mut env)?);
                    }
                    any(truths)
                }
            };
            if by == Truth::False {
                continue;
            }
            let mut truths = vec![*valid, by, self.matches(&act.pattern, *place, &mut env)?];
            for window in &act.windows {
                truths.push(self.window(window, *place, &mut env)?);
            }
            let truth = all(truths);
            if truth != Truth::False {
                out.push((*place, truth));
            }
        }
        Ok(out)
    }

    /// S1.1, S1.2: whether a happening lies in a stretch of the past.
    fn window(&self, window: &Window, place: usize, env: &mut Env) -> Run<Truth> {
        let day = self.world.day_of(place);
        let truth = |b: bool| if b { Truth::True } else { Truth::False };
        let Some(result) = (match window {
            Window::Before(e) => self
                .date(e, env)?
                .map(|(d, h)| h.map_or(day < d, |h| place < h)),
            Window::OnOrBefore(e) => self
                .date(e, env)?
                .map(|(d, h)| h.map_or(day <= d, |h| place <= h)),
            Window::After(e) => self
                .date(e, env)?
                .map(|(d, h)| h.map_or(day > d, |h| place > h)),
            Window::Since(e) => self
                .date(e, env)?
                .map(|(d, h)| h.map_or(day >= d, |h| place > h)),
            Window::On(e) => self.date(e, env)?.map(|(d, _)| day == d),
            Window::During(e) => match self.value(e, env)? {
                Got::Known(Value::Period(p)) => {
                    let (start, end) = self.period(p);
                    Some(start <= day && day <= end)
                }
                _ => None,
            },
            Window::AtLeastBefore(length, e) => match self.date(e, env)? {
                Some((d, _)) => self.length(length, d, true, env)?.map(|last| day <= last),
                None => None,
            },
            Window::WithinBefore(length, e) => match self.date(e, env)? {
                Some((d, h)) => self
                    .length(length, d, true, env)?
                    .map(|first| first <= day && h.map_or(day < d, |h| place < h)),
                None => None,
            },
            Window::WithinFrom(length, e) => match self.date(e, env)? {
                Some((d, h)) => self
                    .length(length, d, false, env)?
                    .map(|last| day <= last && h.map_or(day >= d, |h| place > h)),
                None => None,
            },
            Window::WithinBeginning(length, e) => match self.date(e, env)? {
                Some((d, h)) => self
                    .beginning(length, d, env)?
                    .map(|last| day <= last && h.map_or(day >= d, |h| place > h)),
                None => None,
            },
        }) else {
            return Ok(Truth::Unknown);
        };
        Ok(truth(result))
    }

    fn length(&self, length: &Length, from: Date, back: bool, env: &mut Env) -> Run<Option<Date>> {
        match self.value(&length.count, env)? {
            Got::Known(count) => match whole(&count) {
                Some(count) => self.shift(from, count, length.unit, back).map(Some),
                None => Ok(None),
            },
            _ => Ok(None),
        }
    }

    /// S1.2, S1.3: the last day of a stretch that begins with a day.
    fn beginning(&self, length: &Length, from: Date, env: &mut Env) -> Run<Option<Date>> {
        let Got::Known(count) = self.value(&length.count, env)? else {
            return Ok(None);
        };
        let Some(count) = whole(&count) else {
            return Ok(None);
        };
        if length.unit == Unit::WorkingDay {
            // The first working day on or after `from` is the first of them.
            return self
                .shift(
                    self.shift(from, 0, Unit::WorkingDay, false)?,
                    count - 1,
                    Unit::WorkingDay,
                    false,
                )
                .map(Some);
        }
        let last = self.shift(from, count, length.unit, false)?;
        // S1.3: the day before the corresponding one, or the last of a month in which there is none.
        let corresponds =
            !matches!(length.unit, Unit::Month | Unit::Year) || last.day() == from.day();
        Ok(if corresponds {
            last.previous_day()
        } else {
            Some(last)
        })
    }

    /// The last day to act, and the first that counts where there is one (S1.1, S1.2). `None`: no date; an error value: unknown.
    pub fn deadline(
        &self,
        deadline: &Deadline,
        env: &mut Env,
    ) -> Run<Option<(Date, Option<Date>)>> {
        Ok(match deadline {
            Deadline::Before(e) => self
                .date(e, env)?
                .and_then(|(d, h)| {
                    if h.is_some() {
                        Some(d)
                    } else {
                        d.previous_day()
                    }
                })
                .map(|d| (d, None)),
            Deadline::By(e) => self.date(e, env)?.map(|(d, _)| (d, None)),
            Deadline::On(e) => self.date(e, env)?.map(|(d, _)| (d, Some(d))),
            Deadline::WithinFrom(length, e) => match self.date(e, env)? {
                Some((d, _)) => self.length(length, d, false, env)?.map(|d| (d, None)),
                None => None,
            },
            Deadline::WithinBeginning(length, e) => match self.date(e, env)? {
                Some((d, _)) => self.beginning(length, d, env)?.map(|d| (d, None)),
                None => None,
            },
            Deadline::AtLeastBefore(length, e) => match self.date(e, env)? {
                Some((d, _)) => self.length(length, d, true, env)?.map(|d| (d, None)),
                None => None,
            },
            Deadline::Promptly => None,
        })
    }

    /// Whether an argument (or actor) is what a pattern says of it; binds what it binds.
    pub fn term(&self, term: &Term, value: Option<&Value>, env: &mut Env) -> Run<Truth> {
        let truth = |b: bool| if b { Truth::True } else { Truth::False };
        Ok(match (term, value) {
            (Term::Anything, _) => Truth::True,
            (_, None) => Truth::False,
            (Term::Is(e), Some(value)) => match self.value(e, env)? {
                Got::Known(is) => truth(is == *value),
                Got::Nothing => Truth::False,
                _ => Truth::Unknown,
            },
            (Term::Bind(var, kind), Some(value)) => {
                let fits = match (kind, value) {
                    (Some(kind), Value::Individual(who)) => self
                        .world
                        .policy
                        .is_kind(self.world.kind(self.view, *who), *kind),
                    _ => true,
                };
                env.insert(*var, value.clone());
                truth(fits)
            }
            (Term::AllOf(e), Some(value)) => match self.value(e, env)? {
                Got::Known(set) => truth(includes(value, &set)),
                _ => Truth::Unknown,
            },
            (Term::AnyOf(e), Some(value)) => match self.value(e, env)? {
                Got::Known(set) => truth(includes_any(value, &set)),
                _ => Truth::Unknown,
            },
            (Term::InTotal(_), Some(_)) => Truth::True,
        })
    }

    /// Whether a happening is an act (or event) of this form; binds what the pattern binds.
    pub fn matches(&self, pattern: &ActPattern, place: usize, env: &mut Env) -> Run<Truth> {
        let Some((act, arguments, _)) = self.parts(place) else {
            return Ok(Truth::False);
        };
        self.matches_act(pattern, act, arguments, self.performers(place), env)
    }

    /// Whether an act with arguments is of this form.
    pub fn matches_act(
        &self,
        pattern: &ActPattern,
        act: ActId,
        arguments: &[Option<Value>],
        actors: &[Value],
        env: &mut Env,
    ) -> Run<Truth> {
        let policy = self.world.policy;
        let mut truths = Vec::new();
        match pattern.act {
            ActRef::Act(id) if id != act => return Ok(Truth::False),
            ActRef::Act(_) => {}
            ActRef::Anything if policy.acts.at(act).event => return Ok(Truth::False),
            ActRef::Anything => {}
            ActRef::Variable(var) => {
                let Some(Value::Act(wanted)) = env.get(&var).cloned() else {
                    return Ok(Truth::Unknown);
                };
                let fits = wanted.act == act
                    && wanted
                        .arguments
                        .iter()
                        .zip(arguments)
                        .all(|(w, a)| w.is_none() || w == a);
                return Ok(if fits { Truth::True } else { Truth::False });
            }
        }
        for (parameter, term) in &pattern.arguments {
            truths.push(self.term(
                term,
                arguments.get(*parameter).and_then(Option::as_ref),
                env,
            )?);
        }
        if let Some(under) = pattern.under {
            let within = policy
                .acts
                .at(act)
                .under
                .is_some_and(|f| policy.is_function_within(f, under));
            truths.push(if within { Truth::True } else { Truth::False });
        }
        if let Some(term) = &pattern.performed_by {
            let mut by = Vec::new();
            for actor in actors {
                by.push(self.term(term, Some(actor), env)?);
            }
            truths.push(any(by));
        }
        if all(truths.iter().copied()) != Truth::False
            && let Some(condition) = &pattern.condition
        {
            truths.push(self.truth(condition, env)?);
        }
        Ok(all(truths))
    }

    /// S1.1, S2: a comparison. On happenings `before` is earlier in the order; with nothing, it is false; with a range, it
    /// is certain where every value of it agrees.
    pub fn compare(&self, op: CompareOp, left: &Got, right: &Got) -> Truth {
        let truth = |b: bool| if b { Truth::True } else { Truth::False };
        match (left, right) {
            (Got::Among(of), other) | (other, Got::Among(of)) => {
                let swapped = matches!(right, Got::Among(_)) && !matches!(left, Got::Among(_));
                let truths: Vec<Truth> = of
                    .iter()
                    .map(|one| match swapped {
                        true => self.compare(op, other, one),
                        false => self.compare(op, one, other),
                    })
                    .collect();
                match truths.first() {
                    Some(first) if truths.iter().all(|t| t == first) => *first,
                    _ => Truth::Unknown,
                }
            }
            (Got::Nothing, _) | (_, Got::Nothing) => Truth::False,
            (Got::Unknown, _) | (_, Got::Unknown) => Truth::Unknown,
            (Got::Known(a), Got::Known(b)) => {
                let (a, b) = match (a, b) {
                    (Value::Happening(h), Value::Date(_)) => {
                        (Value::Date(self.world.day_of(*h as usize)), b.clone())
                    }
                    (Value::Date(_), Value::Happening(h)) => {
                        (a.clone(), Value::Date(self.world.day_of(*h as usize)))
                    }
                    _ => (a.clone(), b.clone()),
                };
                let order = a.cmp(&b);
                truth(match op {
                    CompareOp::Equal => order.is_eq(),
                    CompareOp::NotEqual => order.is_ne(),
                    CompareOp::Less => order.is_lt(),
                    CompareOp::AtMost => order.is_le(),
                    CompareOp::More => order.is_gt(),
                    CompareOp::AtLeast => order.is_ge(),
                })
            }
            _ => {
                let (Some((a, b)), Some((c, d))) = (bounds(left), bounds(right)) else {
                    return Truth::Unknown;
                };
                let (yes, no) = match op {
                    CompareOp::Less => (b < c, a >= d),
                    CompareOp::AtMost => (b <= c, a > d),
                    CompareOp::More => (a > d, b <= c),
                    CompareOp::AtLeast => (a >= d, b < c),
                    CompareOp::Equal => (a == b && c == d && a == c, b < c || d < a),
                    CompareOp::NotEqual => (b < c || d < a, a == b && c == d && a == c),
                };
                if yes {
                    Truth::True
                } else if no {
                    Truth::False
                } else {
                    Truth::Unknown
                }
            }
        }
    }

    /// All of several conditions and none of several exceptions.
    pub fn conditions(&self, hold: &[Expr], fail: &[Expr], env: &mut Env) -> Run<Truth> {
        let mut truths = Vec::new();
        for e in hold {
            truths.push(self.truth(e, env)?);
        }
        for e in fail {
            truths.push(not(self.truth(e, env)?));
        }
        Ok(all(truths))
    }
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

fn bounds(got: &Got) -> Option<(Number, Number)> {
    match got {
        Got::Known(value) => number(value).map(|n| (n, n)),
        Got::Between(low, high) => Some((*low, *high)),
        _ => None,
    }
}

/// A count over truths: a range where some are unknown (S2).
fn count(truths: impl Iterator<Item = Truth>) -> Got {
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
fn total(terms: &[(Value, Truth)], ty: &vires::policy::types::Type) -> Run<Got> {
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
fn arithmetic(op: ArithmeticOp, left: &Got, right: &Got) -> Run<Got> {
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

impl Eval<'_> {
    /// S4.5: whether a happening is what a `must` names, where variables that the occasion would bind may stand for anything.
    pub fn names(&self, pattern: &ActPattern, place: usize, env: &mut Env) -> Run<Truth> {
        let mut free = pattern.clone();
        for (_, term) in &mut free.arguments {
            let unbound = match term {
                Term::Is(e) | Term::AllOf(e) | Term::AnyOf(e) => has_unbound(e, env),
                _ => false,
            };
            if unbound {
                let bound = match term {
                    Term::Is(Expr {
                        kind: ExprKind::Variable(var),
                        ..
                    }) => Some(*var),
                    _ => None,
                };
                *term = bound.map_or(Term::Anything, |var| Term::Bind(var, None));
            }
            // How much of a set is wanted does not say how much may be done.
            if let Term::AllOf(_) = term {
                *term = Term::Anything;
            }
        }
        self.matches(&free, place, env)
    }
}

fn has_unbound(expr: &Expr, env: &Env) -> bool {
    match &expr.kind {
        ExprKind::Variable(var) => !env.contains_key(var),
        ExprKind::StartOf(e)
        | ExprKind::EndOf(e)
        | ExprKind::PeriodShift(e, _)
        | ExprKind::HappeningPart(e, _) => has_unbound(e, env),
        ExprKind::Set(of) | ExprKind::Fact(_, of) => of.iter().any(|e| has_unbound(e, env)),
        _ => false,
    }
}

impl Eval<'_> {
    /// Whether a term speaks of a variable that nothing has bound yet.
    pub fn is_free(&self, term: &Term, env: &Env) -> bool {
        match term {
            Term::Is(e) => has_unbound(e, env),
            _ => false,
        }
    }
}

/// The acts that a condition wants done (S4.5): under an even number of denials, and at least so many or so much of them.
pub fn wanted<'e>(expr: &'e Expr, yes: bool, out: &mut Vec<&'e PastAct>) {
    match &expr.kind {
        ExprKind::HasDone(act) if yes => out.push(act),
        ExprKind::Not(of) => wanted(of, !yes, out),
        ExprKind::And(of) | ExprKind::Or(of) => of.iter().for_each(|e| wanted(e, yes, out)),
        ExprKind::Compare(op, left, _) => {
            let more = match op {
                CompareOp::AtLeast | CompareOp::More => yes,
                CompareOp::AtMost | CompareOp::Less => !yes,
                CompareOp::Equal | CompareOp::NotEqual => false,
            };
            if let (true, ExprKind::CountActs(act) | ExprKind::TotalActs(_, act)) =
                (more, &left.kind)
            {
                out.push(act);
            }
        }
        ExprKind::Some(ranged) => {
            if let Some(condition) = &ranged.condition {
                wanted(condition, yes, out);
            }
        }
        ExprKind::Every(ranged, has) => {
            if let Some(condition) = &ranged.condition {
                wanted(condition, !yes, out);
            }
            wanted(has, yes, out);
        }
        ExprKind::CountCompare(op, ranged, _) => {
            let more = match op {
                CompareOp::AtLeast | CompareOp::More => yes,
                CompareOp::AtMost | CompareOp::Less => !yes,
                CompareOp::Equal | CompareOp::NotEqual => return,
            };
            if let Some(condition) = &ranged.condition {
                wanted(condition, more, out);
            }
        }
        ExprKind::LatestAct { act, body, .. } => {
            if yes {
                out.push(act);
            }
            wanted(body, yes, out);
        }
        ExprKind::OnDay(of, _) | ExprKind::JustBefore(of, _) => wanted(of, yes, out),
        _ => {}
    }
}
