//! The days of a run (S3): deadlines that passed, what ended and what begins, then the day's happenings.

use crate::{
    case::case::GivenValue,
    engine::{
        fail::Run,
        moment::{Stamp, View},
    },
    policy::policy::IndividualId,
    program::{
        norm::{FormCode, OccasionCode},
        val::Val,
    },
    record::reason::Truth,
};

use super::{agenda::Task, session::Session};

impl Session<'_> {
    /// Goes to the start of a day, through every earlier day on which something is to be looked at.
    pub(crate) fn go_to(&mut self, day: i32) -> Run<()> {
        loop {
            let deadline = self.duties.deadlines.earliest();
            let passes = deadline.map(|last| last.saturating_add(1));
            let next = match (passes, self.agenda.earliest()) {
                (Some(one), Some(other)) => one.min(other),
                (Some(one), None) | (None, Some(one)) => one,
                (None, None) => break,
            };
            if next > day {
                break;
            }
            self.start_day(next)?;
        }
        if self.now.day() < day {
            self.now = Stamp::start_of(day);
            self.place = 0;
            self.new_moment();
            self.watch.day();
            self.settle_moment()?;
        }
        Ok(())
    }

    /// The start of a day: steps 1 and 2 of S3, and what they set off.
    fn start_day(&mut self, day: i32) -> Run<()> {
        // What is dated before the last moment looked at belongs to it: its day has begun already.
        if day > self.now.day() || self.place == 0 {
            self.now = Stamp::start_of(day.max(self.now.day()));
            self.place = 0;
            self.new_moment();
        }
        self.watch.day();
        self.pass_deadlines(day)?;
        let tasks = self.agenda.take(day);
        let transitions = tasks.iter();
        let transitions = transitions.filter(|task| matches!(task, Task::Transition(_)));
        let mut left = transitions.count();
        for task in tasks {
            let transition = matches!(task, Task::Transition(_));
            self.carry_out(task, day)?;
            if transition {
                left = left.saturating_sub(1);
                if left == 0 {
                    // What arises today sees what today's transitions change: they are applied together, first.
                    self.flush()?;
                }
            }
        }
        self.settle_moment()
    }

    /// Carries out what the moment's changes set off, until nothing changes, and wakes what watches.
    pub(crate) fn settle_moment(&mut self) -> Run<()> {
        loop {
            self.cascade()?;
            if !self.wake()? {
                return Ok(());
            }
        }
    }

    fn carry_out(&mut self, task: Task, day: i32) -> Run<()> {
        match task {
            Task::Fact(place) => self.given_fact(place),
            Task::Individual(who) => self.being_changed(who),
            Task::Effect(place) => self.given_effect(place),
            Task::Transition(norm) => self.dated_transition(norm),
            Task::Begins(norm) => {
                self.norm_begins(norm)?;
                self.overrider_changed(norm)
            }
            Task::Ended(norm) => {
                self.norm_ended(norm)?;
                self.overrider_changed(norm)
            }
            Task::Period(norm) => {
                self.plan_next_period(norm, day);
                self.arise_by_itself(norm, None)
            }
            Task::Always(norm) => self.arise_by_itself(norm, None),
            Task::Versions => Ok(()),
            Task::Link(link) => self.given_link_made(link),
        }
    }

    /// A given fact begins or has ended today: the state has it already, for facts with dates are loaded as changes.
    fn given_fact(&mut self, place: usize) -> Run<()> {
        let case = self.case;
        let Some(given) = case.facts.get(place) else {
            return Ok(());
        };
        if matches!(given.value, GivenValue::Unknown) {
            self.fact_touched(given.fact);
            return Ok(());
        }
        let arguments: Vec<Val> = given
            .arguments
            .iter()
            .map(|value| self.world.take(value))
            .collect();
        let start = Stamp::start_of(self.now.day());
        let was = self.fact_value(given.fact, &arguments, View::before(start));
        let is = self.fact_value(given.fact, &arguments, View::after(start));
        self.note_fact(given.fact, &arguments, was, is);
        Ok(())
    }

    /// Somebody begins or ceases to exist, or to be of a kind.
    pub(crate) fn being_changed(&mut self, who: IndividualId) -> Run<()> {
        self.watch.beings();
        let who = Val::individual(who);
        if !self.exists(who, self.after()) {
            self.abolished(who)?;
        }
        self.bearer_changed(who)
    }

    /// Looks at every duty that arises by itself for one who has changed.
    pub(crate) fn bearer_changed(&mut self, who: Val) -> Run<()> {
        let program = self.program;
        let tables = &program.norms.dispatch;
        for norm in tables.each.iter().chain(&tables.always) {
            self.arise_by_itself(*norm, Some(who))?;
        }
        Ok(())
    }

    fn dated_transition(&mut self, norm: crate::policy::norm::NormId) -> Run<()> {
        let Some(code) = self.program.norms.code(norm) else {
            return Ok(());
        };
        if !matches!(code.form, FormCode::Transition)
            || !matches!(code.occasion, OccasionCode::On(_))
        {
            return Ok(());
        }
        let view = self.after();
        let mut env = self.env(code.slots);
        let holds = self
            .force(code, &mut env, view)?
            .min(self.conditions(code, &mut env, view)?);
        if holds != Truth::False {
            self.apply_effects(&code.effects, &mut env, view, holds)?;
        }
        self.done_with(env);
        Ok(())
    }
}
