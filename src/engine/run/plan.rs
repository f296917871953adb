//! What is known before the run begins: dated facts, beings, norms, transitions, and orders that set acts aside.

use crate::{
    base::period::{Period, PeriodKind},
    case::{
        case::Dates,
        happening::{HappeningKind, Named},
    },
    engine::{
        fail::Run,
        moment::{Stamp, View},
    },
    policy::policy::IndividualId,
    program::{
        norm::{FormCode, OccasionCode},
        val::Val,
    },
};

use super::{agenda::Task, session::Session};

impl Session<'_> {
    /// Puts everything that is known beforehand on the agenda.
    pub(crate) fn plan(&mut self) -> Run<()> {
        let case = self.case;
        self.find_orders();
        for (place, fact) in case.facts.iter().enumerate() {
            self.plan_dates(fact.dates, Task::Fact(place));
        }
        for existing in &case.existing {
            self.plan_dates(existing.dates, Task::Individual(existing.individual));
        }
        for kind in &case.kinds {
            self.plan_dates(kind.dates, Task::Individual(kind.individual));
        }
        for (place, effect) in case.effects.iter().enumerate() {
            self.plan_dates(effect.dates, Task::Effect(place));
        }
        self.given_always()?;
        self.plan_norms()?;
        for day in &self.program.code.version_days {
            self.agenda.add(*day, Task::Versions);
        }
        Ok(())
    }

    fn plan_dates(&mut self, dates: Dates, task: Task) {
        if let Some(from) = dates.from {
            self.agenda.add(from.days(), task);
        }
        if let Some(until) = dates.until {
            self.agenda.add(until.days().saturating_add(1), task);
        }
    }

    fn plan_norms(&mut self) -> Run<()> {
        let program = self.program;
        for code in &program.norms.codes {
            if code.force.from != i32::MIN {
                self.agenda.add(code.force.from, Task::Begins(code.id));
            }
            if code.force.until != i32::MAX {
                let after = code.force.until.saturating_add(1);
                self.agenda.add(after, Task::Ended(code.id));
            }
            match (&code.form, &code.occasion) {
                (FormCode::Duty(_), OccasionCode::Each(kind, _)) => {
                    let begin = if code.force.from == i32::MIN {
                        self.first_period_day(*kind)
                    } else {
                        code.force.from
                    };
                    self.agenda.add(begin, Task::Period(code.id));
                }
                (FormCode::Duty(_), OccasionCode::Always) => {
                    let begin = if code.force.from == i32::MIN {
                        self.first_day
                    } else {
                        code.force.from
                    };
                    self.agenda.add(begin, Task::Always(code.id));
                }
                (FormCode::Transition, OccasionCode::On(date)) => {
                    let mut env = self.env(code.slots);
                    let view = View::after(Stamp::start_of(self.first_day));
                    let day = self.value(*date, &mut env, view)?.as_day();
                    self.done_with(env);
                    if let Some(day) = day
                        && code.force.contains(day)
                    {
                        self.agenda.add(day, Task::Transition(code.id));
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Where neither norm nor bearer has a beginning, the first period is the one of the scenario's first day (S4.1): its
    /// instance may arise at the start of the period before it.
    fn first_period_day(&self, kind: PeriodKind) -> i32 {
        let series = &self.policy.periods;
        let Some(first) = self.first_period(kind) else {
            return self.first_day;
        };
        let before = first.previous(series).unwrap_or(first);
        before.start(series).days().min(self.first_day)
    }

    /// The period of a sort in which the scenario's first day lies; the first of a declared series that begins later.
    pub(crate) fn first_period(&self, kind: PeriodKind) -> Option<Period> {
        let series = &self.policy.periods;
        let day = crate::base::date::Date::from_days(self.first_day)?;
        Period::containing(kind, day, series).or_else(|| match kind {
            PeriodKind::Declared(id) => Period::declared(id, 0, series),
            PeriodKind::FinancialYear | PeriodKind::Month => None,
        })
    }

    /// Orders that make an act void from the beginning are known throughout (S5.4); one after the last day looked at is
    /// not known.
    fn find_orders(&mut self) {
        for (place, happening) in self.case.timeline.iter().enumerate() {
            if self.as_of.is_some_and(|last| happening.date.days() > last) {
                break;
            }
            match &happening.kind {
                HappeningKind::SetsAside {
                    what: Named::Happening(what),
                    from_then_on: false,
                    ..
                } => {
                    self.set_aside.entry(*what).or_insert(place);
                }
                HappeningKind::Effect(effect) => self.world.foresee(effect),
                _ => {}
            }
        }
    }

    /// Everyone who may be looked at at all, in order.
    pub(crate) fn everyone(&self) -> Vec<Val> {
        (0..u32::try_from(self.case.individuals.len()).unwrap_or(u32::MAX))
            .map(|raw| Val::individual(IndividualId::new(raw)))
            .collect()
    }
}
