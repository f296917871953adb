//! Duties that arise by themselves: one instance a period, or one a bearer (S4.1).

use crate::{
    base::{
        date::Date,
        period::{Period, PeriodKind},
    },
    engine::{
        duties::instance::{CauseCode, NO_DUE},
        fail::Run,
        moment::Stamp,
    },
    policy::norm::NormId,
    program::{
        node::Slot,
        norm::{NormCode, OccasionCode, PartKind, PartyCode},
        val::Val,
    },
    record::{reason::Truth, record::RunErrorKind},
};

use super::{
    agenda::Task,
    arise::Arising,
    session::{Session, Since},
};

/// How many periods back a duty that begins may still look for one whose last day to act has not passed.
const BACK: usize = 400;

/// A period whose instance may arise.
#[derive(Debug, Clone, Copy)]
struct Found {
    period: Period,
    /// Whether the norm begins to bind only now.
    fresh: bool,
}

impl<'a> Session<'a> {
    /// The period of a sort in which a day lies.
    pub(crate) fn period_of_day(&self, kind: PeriodKind, day: i32) -> Option<Period> {
        Period::containing(kind, Date::from_days(day)?, &self.policy.periods)
    }

    /// The period in which a day lies; of a declared series that begins later the first, of one that is over the last.
    fn nearest_period(&self, kind: PeriodKind, day: i32) -> Option<Period> {
        let series = &self.policy.periods;
        self.period_of_day(kind, day).or_else(|| {
            let PeriodKind::Declared(id) = kind else {
                return None;
            };
            let first = Period::declared(id, 0, series)?;
            if day < first.start(series).days() {
                return Some(first);
            }
            let last = series.get(id)?.times().checked_sub(1)?;
            Period::declared(id, last, series)
        })
    }

    /// Puts the start of the next period on the agenda, as long as it is not after the last day looked at.
    pub(crate) fn plan_next_period(&mut self, norm: NormId, day: i32) {
        let Some(OccasionCode::Each(kind, _)) =
            self.program.norms.code(norm).map(|code| &code.occasion)
        else {
            return;
        };
        let series = &self.policy.periods;
        let next = match self.period_of_day(*kind, day) {
            Some(period) => period.next(series),
            None => self.nearest_period(*kind, day),
        };
        if let Some(start) = next.map(|next| next.start(series).days())
            && start > day
        {
            self.look_again(start, Task::Period(norm));
        }
    }

    /// Looks whether a duty that arises by itself arises today: for one, or for everyone it may bind.
    pub(crate) fn arise_by_itself(&mut self, norm: NormId, only: Option<Val>) -> Run<()> {
        let Some(code) = self.program.norms.code(norm) else {
            return Ok(());
        };
        if !matches!(code.form, crate::program::norm::FormCode::Duty(_))
            || !matches!(code.occasion, OccasionCode::Each(..) | OccasionCode::Always)
        {
            return Ok(());
        }
        let first = match (&code.occasion, code.force.from) {
            (_, from) if from != i32::MIN => from,
            (OccasionCode::Each(kind, _), _) => self
                .first_period(*kind)
                .and_then(|period| period.previous(&self.policy.periods).or(Some(period)))
                .map_or(self.first_day, |period| {
                    period
                        .start(&self.policy.periods)
                        .days()
                        .min(self.first_day)
                }),
            _ => self.first_day,
        };
        if self.now.day() < first {
            return Ok(());
        }
        match only {
            Some(who) => self.arise_for(code, who),
            None => {
                let everyone = match &code.party {
                    PartyCode::One(who) => vec![Val::individual(*who)],
                    PartyCode::Any { .. } => self.everyone(),
                    PartyCode::Nobody => Vec::new(),
                };
                for who in everyone {
                    self.arise_for(code, who)?;
                }
                Ok(())
            }
        }
    }

    /// Whether nothing but the `where` of its bearer keeps a norm that arises once from binding somebody: when that holds
    /// again, it goes on as it was.
    fn is_bearer_but_for_where(
        &self,
        code: &NormCode,
        who: Val,
        view: crate::engine::moment::View,
    ) -> bool {
        let of_kind = match &code.party {
            PartyCode::Any { kind, .. } => self.is_kind(who, *kind, view),
            _ => false,
        };
        of_kind
            && matches!(code.occasion, OccasionCode::Always)
            && code.force.contains(view.day())
            && self.exists(who, view)
            && self.is_left_to_bind(code, who, view)
    }

    fn arise_for(&mut self, code: &'a NormCode, who: Val) -> Run<()> {
        self.count_step(code)?;
        let view = self.after();
        let mut env = self.env(code.slots);
        let binds = self.binds(code, who, &mut env, view)?;
        if binds == Truth::False {
            if !self.is_bearer_but_for_where(code, who, view) {
                self.since.remove(&(code.id, who));
            }
            self.done_with(env);
            return Ok(());
        }
        let known = self.since.get(&(code.id, who)).copied();
        let since = known.unwrap_or_else(|| self.binding_since(code, who));
        self.since.insert((code.id, who), since);
        match &code.occasion {
            OccasionCode::Always => {
                if known.is_none() {
                    let arising = Arising {
                        bearer: who,
                        cause: CauseCode::Commencement,
                        certain: Truth::True,
                        view,
                    };
                    self.arise(code, &mut env, arising)?;
                }
            }
            OccasionCode::Each(kind, slot) => {
                let fresh = known.is_none();
                let candidates = self.candidates(code, (*kind, *slot), since, fresh, &mut env)?;
                for period in candidates {
                    let found = Found { period, fresh };
                    self.arise_for_period(code, who, found, *slot, since, &mut env)?;
                }
            }
            OccasionCode::When(_) | OccasionCode::On(_) => {}
        }
        self.done_with(env);
        Ok(())
    }

    /// A norm binds somebody from its commencement or their establishment; always, where neither has a beginning.
    fn binding_since(&self, code: &NormCode, who: Val) -> Since {
        let day = self.now.day();
        let begun = self.beginning_of(who, self.after());
        let always = code.force.from == i32::MIN
            && begun.is_none_or(|stamp| stamp <= Stamp::ALWAYS)
            && code.force.when.is_none()
            && !code.only_where_imposed;
        if always {
            Since::Always
        } else {
            Since::Day(day)
        }
    }

    /// Periods whose instance may arise today, in order: the one that begins today and the one after it; where the norm begins
    /// to bind today, all that were not over before, backward to the first whose last day to act was over then too (nobody asks
    /// for a deadline years before the calendar begins).
    fn candidates(
        &mut self,
        code: &'a NormCode,
        (kind, slot): (PeriodKind, Slot),
        since: Since,
        fresh: bool,
        env: &mut [Val],
    ) -> Run<Vec<Period>> {
        let series = &self.policy.periods;
        let day = self.now.day();
        let latest = match self.period_of_day(kind, day) {
            Some(period) => period.next(series).or(Some(period)),
            None => self.nearest_period(kind, day),
        };
        // Of a norm that always was, only periods from the first of the scenario on.
        let first = match since {
            Since::Always => self.first_period(kind).map(Period::index),
            Since::Day(_) => None,
        };
        let mut found = Vec::new();
        let mut at = latest;
        let back = if fresh { BACK } else { 2 };
        while let Some(period) = at
            && found.len() < back
            && first.is_none_or(|first| period.index() >= first)
        {
            if let (true, Since::Day(since)) = (fresh, since)
                && period.end(series).days() < since
            {
                if let Some(place) = env.get_mut(slot.index()) {
                    *place = Val::period(period);
                }
                let counts = match self.last_day_to_act(code, period, env) {
                    Ok(last) => last >= since,
                    Err(fault) if matches!(fault.kind, RunErrorKind::OutsideCalendar { .. }) => {
                        false
                    }
                    Err(fault) => return Err(fault),
                };
                if !counts {
                    break;
                }
            }
            found.push(period);
            at = period.previous(series);
        }
        found.reverse();
        Ok(found)
    }

    fn arise_for_period(
        &mut self,
        code: &'a NormCode,
        who: Val,
        Found { period, fresh }: Found,
        slot: Slot,
        since: Since,
        env: &mut [Val],
    ) -> Run<()> {
        let view = self.after();
        let series = &self.policy.periods;
        let start = period.start(series).days();
        let day = self.now.day();
        if let Some(place) = env.get_mut(slot.index()) {
            *place = Val::period(period);
        }
        let last = self.last_day_to_act(code, period, env)?;
        let base = if last <= start {
            match period.previous(series) {
                Some(previous) => previous.start(series).days(),
                None => i32::MIN,
            }
        } else {
            start
        };
        let (begun, counts) = match since {
            Since::Always => (
                i32::MIN,
                self.first_period(period.kind())
                    .is_none_or(|first| period.index() >= first.index()),
            ),
            Since::Day(since) => (since, last >= since),
        };
        // Of a norm that ends, only periods whose last day to act falls before its end.
        if !counts || last > code.force.until {
            return Ok(());
        }
        let arises = base.max(begun);
        let first_seen = arises == i32::MIN || (since == Since::Always && arises < day);
        if arises != day && !first_seen {
            return Ok(());
        }
        // Who binds again after a while binds for what did not arise before, however often that day it is looked at.
        let again = since == Since::Day(day);
        if (first_seen || fresh || again) && self.has_instance(code, who, period) {
            return Ok(());
        }
        let arising = Arising {
            bearer: who,
            cause: CauseCode::Period(period),
            certain: Truth::True,
            view,
        };
        let mut own = self.env(code.slots);
        own.copy_from_slice(env);
        self.arise(code, &mut own, arising)?;
        self.done_with(own);
        Ok(())
    }

    fn has_instance(&self, code: &NormCode, who: Val, period: Period) -> bool {
        self.by_norm.get(code.id.index()).is_some_and(|list| {
            list.iter().any(|id| {
                self.duties.get(*id).is_some_and(|one| {
                    one.cause == CauseCode::Period(period)
                        && (one.bearer == who
                            || self.duties.extra(*id).and_then(|extra| extra.first_bearer)
                                == Some(who))
                })
            })
        })
    }

    /// The last day to act for a period: the latest deadline of any part; the period's end where there is none.
    fn last_day_to_act(&mut self, code: &'a NormCode, period: Period, env: &mut [Val]) -> Run<i32> {
        let view = self.after();
        let end = period.end(&self.policy.periods).days();
        let mut last: Option<i32> = None;
        for id in self.program.norms.parts_of(code.id) {
            let Some(part) = self.program.norms.part(*id) else {
                continue;
            };
            let due = match part.kind {
                // What is to be kept can be kept as long as the norm is in force.
                PartKind::Keep(_) => end.min(code.force.until),
                _ => self.due_of(part, env, view)?.last,
            };
            let due = if due == NO_DUE { end } else { due };
            last = Some(last.map_or(due, |last| last.max(due)));
        }
        Ok(last.unwrap_or(end))
    }
}
