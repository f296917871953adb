//! A reader of the world at one moment: days, periods, kinds (S1, S2).

use crate::world::{Entry, Env, Run, Stop, View, World, all, not};
use std::collections::BTreeMap;
use vires::{
    base::{
        date::{Date, Month},
        duration::Unit,
        period::{Period, PeriodKind},
    },
    policy::{
        expr::{Domain, Expr, Ranged},
        norm::{Form, MustKind},
        policy::{ActId, DefinitionId},
        value::Value,
    },
    record::reason::Truth,
};

use super::got::Got;

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
pub(crate) type Parts<'a> = (ActId, &'a [Option<Value>], &'a [Value]);

/// A date and, where it comes from a happening, its place in the order.
pub(crate) type Point = (Date, Option<usize>);

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

    pub(crate) fn other(&self, view: View) -> Eval<'a> {
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

    pub(crate) fn only_calendar(&self) -> Option<vires::policy::policy::CalendarId> {
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

    pub(crate) fn period(&self, period: Period) -> (Date, Date) {
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

    /// How much of the history there was just before a happening.
    pub(crate) fn seen_before(&self, place: usize) -> usize {
        self.world
            .log
            .iter()
            .position(|(_, e)| {
                *e == Entry::Done(place, Truth::True) || *e == Entry::Done(place, Truth::Unknown)
            })
            .unwrap_or(self.view.seen)
    }

    /// Whether something is to be kept under an instance.
    fn keeps(&self, place: usize) -> bool {
        let norm = self.world.instances[place].norm;
        match &self.world.policy.norms.at(norm).form {
            Form::Duty(musts) => musts.iter().any(|m| matches!(m.kind, MustKind::Keep(_))),
            _ => false,
        }
    }

    /// Whether an instance is in a state at the moment, read off the history. A breach that was cured late is still `breached`.
    pub(crate) fn was_in(&self, place: usize, state: vires::policy::expr::StateWord) -> Truth {
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
                let keeps_on = self.keeps(place) && state == S::Discharged && !over;
                let may = (instance.exists == Truth::Unknown && !keeps_on)
                    || (over && instance.possible.contains(&state))
                    || (!over || instance.possible.is_empty())
                        && match state {
                            S::Pending | S::PartlyDischarged => !over && !instance.may_be_breached,
                            S::Breached | S::DischargedLate => {
                                over || instance.may_be_breached || !instance.intervals.is_empty()
                            }
                            // What is to be kept is discharged at its end only.
                            S::Discharged if self.keeps(place) => over,
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
