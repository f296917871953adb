//! Dates and periods, computed (S1.3).

use super::{evaluator::Eval, out::Out};
use crate::{
    base::{
        date::Date,
        duration::{CountError, Duration, Unit},
        period::{Period, PeriodKind},
    },
    engine::{
        fail::{Run, count_failed, fail},
        moment::{Stamp, View},
        trace::Tracer,
    },
    program::{
        node::NodeId,
        pattern::LengthId,
        val::{Tag, Val},
    },
    record::record::RunErrorKind,
};

impl<T: Tracer> Eval<'_, T> {
    /// The day of a date or of a happening.
    pub(super) fn day_of(&self, val: Val) -> Option<i32> {
        match val.tag() {
            Tag::Date => val.as_day(),
            Tag::Happening => self.world.past.stamp(val).map(Stamp::day),
            _ => None,
        }
    }

    pub(super) fn date_of(&self, val: Val) -> Option<Date> {
        self.day_of(val).and_then(Date::from_days)
    }

    pub(super) fn period_edge(
        &mut self,
        of: NodeId,
        end: bool,
        env: &mut [Val],
        view: View,
    ) -> Run<Out> {
        let of = self.value(of, env, view)?;
        Ok(self.map(of, |eval, val| {
            let pool = eval.world.pool();
            let Some(period) = pool.as_period(val) else {
                return Out::Unknown;
            };
            Out::Known(Val::date(if end {
                period.end(&pool.series)
            } else {
                period.start(&pool.series)
            }))
        }))
    }

    pub(super) fn period_shift(
        &mut self,
        id: NodeId,
        of: NodeId,
        by: i32,
        env: &mut [Val],
        view: View,
    ) -> Run<Out> {
        let of = self.value(of, env, view)?;
        let Out::Known(val) = of else {
            return Ok(self.map(of, |eval, val| {
                eval.shifted(val, by).map_or(Out::Unknown, Out::Known)
            }));
        };
        match self.shifted(val, by) {
            Some(val) => Ok(Out::Known(val)),
            // Past the last period of a declared series there is none; past the calendar is an error.
            None => match val.as_period_parts() {
                Some((PeriodKind::Declared(_), _)) => Ok(Out::Nothing),
                _ => Err(fail(RunErrorKind::OutsideYears, self.span(id))),
            },
        }
    }

    fn shifted(&self, val: Val, by: i32) -> Option<Val> {
        let pool = self.world.pool();
        let (kind, index) = val.as_period_parts()?;
        let index = index.checked_add(by)?;
        // The place in its series is all that moves; what is no period any more is none.
        let mut moved = pool.as_period(val)?;
        if kind == PeriodKind::FinancialYear {
            moved = Period::financial_year(index)?;
        } else {
            for _ in 0..by.unsigned_abs() {
                moved = if by < 0 {
                    moved.previous(&pool.series)?
                } else {
                    moved.next(&pool.series)?
                };
            }
        }
        Some(Val::period(moved))
    }

    pub(super) fn period_of(
        &mut self,
        id: NodeId,
        kind: PeriodKind,
        of: NodeId,
        env: &mut [Val],
        view: View,
    ) -> Run<Out> {
        let of = self.value(of, env, view)?;
        let mut outside = false;
        let out = self.map(of, |eval, val| {
            let Some(date) = eval.date_of(val) else {
                return Out::Unknown;
            };
            let pool = eval.world.pool();
            match Period::containing(kind, date, &pool.series) {
                Some(period) => Out::Known(Val::period(period)),
                None => {
                    outside |= !matches!(kind, PeriodKind::Declared(_));
                    Out::Nothing
                }
            }
        });
        if outside {
            return Err(fail(RunErrorKind::OutsideYears, self.span(id)));
        }
        Ok(out)
    }

    /// A length of time, where its count is a whole number that is not negative.
    pub(super) fn length(
        &mut self,
        length: LengthId,
        env: &mut [Val],
        view: View,
    ) -> Run<Result<Duration, Out>> {
        let length = self.code.length(length);
        let count = match self.value(length.count, env, view)? {
            Out::Known(val) => val,
            Out::Nothing => return Ok(Err(Out::Nothing)),
            _ => return Ok(Err(Out::Unknown)),
        };
        let whole = self.world.pool().as_number(count);
        let Some(whole) = whole.and_then(|number| number.to_integer()) else {
            return Ok(Err(Out::Unknown));
        };
        match u32::try_from(whole) {
            Ok(count) => Ok(Ok(Duration::new(count, length.unit))),
            Err(_) => Err(fail(RunErrorKind::OutsideYears, self.span(length.count))),
        }
    }

    pub(super) fn date_shift(
        &mut self,
        id: NodeId,
        length: LengthId,
        from: NodeId,
        back: bool,
        env: &mut [Val],
        view: View,
    ) -> Run<Out> {
        let duration = self.length(length, env, view)?;
        let from = self.value(from, env, view)?;
        let duration = match duration {
            Ok(duration) => duration,
            Err(out) => return Ok(out),
        };
        let mut failed = None;
        let out = self.map(from, |eval, val| {
            let Some(date) = eval.date_of(val) else {
                return Out::Unknown;
            };
            match eval.counted(duration, date, back) {
                Ok(date) => Out::Known(Val::date(date)),
                Err(error) => {
                    failed = Some(error);
                    Out::Unknown
                }
            }
        });
        match failed {
            Some(error) => Err(count_failed(error, self.span(id))),
            None => Ok(out),
        }
    }

    /// The date so long after, or before, another.
    pub(super) fn counted(
        &self,
        duration: Duration,
        date: Date,
        back: bool,
    ) -> Result<Date, CountError> {
        let calendar = match duration.unit {
            Unit::WorkingDay => self.world.calendar(),
            _ => None,
        };
        if back {
            duration.before(date, calendar)
        } else {
            duration.after(date, calendar)
        }
    }

    pub(super) fn days_between(
        &mut self,
        id: NodeId,
        unit: Unit,
        from: NodeId,
        to: NodeId,
        env: &mut [Val],
        view: View,
    ) -> Run<Out> {
        let from = self.value(from, env, view)?;
        let to = self.value(to, env, view)?;
        let (Out::Known(from), Out::Known(to)) = (from, to) else {
            let nothing = from == Out::Nothing || to == Out::Nothing;
            return Ok(if nothing { Out::Nothing } else { Out::Unknown });
        };
        let (Some(from), Some(to)) = (self.date_of(from), self.date_of(to)) else {
            return Ok(Out::Unknown);
        };
        let days = i64::from(from.days_until(to));
        let count = match unit {
            Unit::WorkingDay => self.working_days_between(id, from, to)?,
            Unit::Week => days / 7,
            Unit::ClearDay => (days.abs() - 1).max(0) * days.signum(),
            _ => days,
        };
        let count = crate::base::number::Number::from(count);
        Ok(Out::Known(self.world.pool_mut().number(count)))
    }

    /// Working days after the one date, up to the other; below 0 where that is earlier.
    fn working_days_between(&self, id: NodeId, from: Date, to: Date) -> Run<i64> {
        let span = self.span(id);
        let Some(calendar) = self.world.calendar() else {
            return Err(count_failed(CountError::NoCalendar, span));
        };
        let (first, last, sign) = if from <= to {
            (from, to, 1)
        } else {
            (to, from, -1)
        };
        let mut count = 0;
        let mut day = first;
        while day < last {
            let Some(next) = day.next_day() else { break };
            day = next;
            let working = calendar
                .is_working_day(day)
                .map_err(|error| count_failed(CountError::OutsideCalendar(error), span))?;
            count += i64::from(working);
        }
        Ok(sign * count)
    }
}
