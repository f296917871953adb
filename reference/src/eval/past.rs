//! Acts of the past, stretches of time and deadlines (S1, S5.5).

use crate::world::{Entry, Env, Run, Stop, all, any};
use vires::{
    base::{date::Date, duration::Unit},
    case::happening::HappeningKind,
    policy::{
        expr::{Length, PastAct, Window},
        norm::Deadline,
        value::Value,
    },
    record::reason::Truth,
};

use super::got::{Got, whole};
use super::reader::{Eval, Parts};

impl<'a> Eval<'a> {
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
    pub(crate) fn window(&self, window: &Window, place: usize, env: &mut Env) -> Run<Truth> {
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

    pub(crate) fn length(
        &self,
        length: &Length,
        from: Date,
        back: bool,
        env: &mut Env,
    ) -> Run<Option<Date>> {
        match self.value(&length.count, env)? {
            Got::Known(count) => match whole(&count) {
                Some(count) => self.shift(from, count, length.unit, back).map(Some),
                None => Ok(None),
            },
            _ => Ok(None),
        }
    }

    /// S1.2, S1.3: the last day of a stretch that begins with a day.
    pub(crate) fn beginning(
        &self,
        length: &Length,
        from: Date,
        env: &mut Env,
    ) -> Run<Option<Date>> {
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
}
