//! Deadlines, and what is watched between them (S1.5, S4.4).

use crate::{
    eval::Eval,
    world::{Entry, Run, View, all, any, not},
};
use vires::{
    base::date::Date,
    policy::{expr::StateWord, norm::MustKind},
    record::reason::Truth,
};

use super::runner::Runner;

impl<'a> Runner<'a> {
    /// S1.5, S3 (1): deadlines whose last day was yesterday pass, on yesterday's closing state.
    pub(crate) fn deadlines(&mut self, yesterday: Date, day: Date) -> Run<()> {
        let view = View {
            day: yesterday,
            seen: self.world.log.len(),
        };
        for at in 0..self.world.instances.len() {
            let instance = &self.world.instances[at];
            if instance.closed || instance.passed || instance.due != Some(yesterday) {
                continue;
            }
            let mut env = instance.env.clone();
            let exists = instance.exists;
            let question = instance.open_question || instance.may_be_over;
            let eval = Eval::at(&self.world, view);
            let mut truths = Vec::new();
            let mut keeps = false;
            let mut evidence = false;
            let mut achieved = Vec::new();
            for must in self.musts(instance.norm) {
                match &must.kind {
                    MustKind::HaveOn(e, _) => truths.push(eval.truth(e, &mut env)?),
                    MustKind::Achieve(e, _) => achieved.push(eval.truth(e, &mut env)?),
                    MustKind::Keep(_) => keeps = true,
                    MustKind::ShowEvidence(..) => evidence = true,
                    _ => {}
                }
            }
            self.world.instances[at].passed = true;
            // S4.3: `for every` is read afresh until the deadline; then it stays.
            let mut members = Vec::new();
            for (number, must) in self.musts(self.world.instances[at].norm).iter().enumerate() {
                if let MustKind::Do {
                    for_every: Some(ranged),
                    ..
                } = &must.kind
                {
                    for (value, truth) in Eval::at(&self.world, view).members(ranged, &mut env)? {
                        members.push((number, value, truth));
                    }
                }
            }
            self.world.instances[at].members = Some(members);
            if keeps {
                self.close_intervals(at, yesterday);
                if !self.has_breached(at)
                    && exists == Truth::True
                    && self.world.instances[at].state() == StateWord::Pending
                {
                    self.set_state(at, day, StateWord::Discharged);
                }
                self.world.instances[at].closed = true;
                continue;
            }
            if exists == Truth::Unknown {
                if !truths.is_empty() && all(truths) == Truth::True {
                    self.set_state(at, day, StateWord::Discharged);
                }
                continue;
            }
            if question && !self.world.instances[at].open_question {
                let found = if evidence {
                    StateWord::NotEvidenced
                } else {
                    StateWord::Breached
                };
                self.world.instances[at].possible = vec![StateWord::Released, found];
            }
            if evidence && question {
                self.set_state(at, day, StateWord::Undetermined);
                self.world.instances[at].closed = true;
                continue;
            }
            if evidence {
                self.set_state(at, day, StateWord::NotEvidenced);
                continue;
            }
            if !truths.is_empty() {
                match all(truths) {
                    Truth::True => self.set_state(at, day, StateWord::Discharged),
                    Truth::False if question => self.set_state(at, day, StateWord::Undetermined),
                    Truth::False => self.set_state(at, day, StateWord::Breached),
                    Truth::Unknown => {
                        self.set_state(at, day, StateWord::Undetermined);
                        continue;
                    }
                }
                self.world.instances[at].closed = true;
                continue;
            }
            if !achieved.is_empty() && all(achieved.iter().copied()) == Truth::True {
                self.set_state(at, day, StateWord::Discharged);
                continue;
            }
            if any(achieved.iter().copied()) == Truth::Unknown {
                self.set_state(at, day, StateWord::Undetermined);
                continue;
            }
            if !achieved.is_empty() && question {
                self.set_state(at, day, StateWord::Undetermined);
                self.world.instances[at].closed = true;
                continue;
            }
            let (complete, _) = self.complete(view, at)?;
            let is_do = self
                .musts(self.world.instances[at].norm)
                .iter()
                .any(|m| matches!(m.kind, MustKind::Do { .. }));
            if question || (is_do && complete == Truth::Unknown) {
                if self.world.instances[at].state() == StateWord::Undetermined {
                    // It may have been breached now, as it could not before.
                    self.push(day, Entry::State(at, StateWord::Undetermined));
                }
                self.set_state(at, day, StateWord::Undetermined);
            } else {
                self.set_state(at, day, StateWord::Breached);
            }
        }
        Ok(())
    }

    /// What is watched of an open instance at a moment: `until`, `must keep`, `must achieve`, `for every`, an overrider.
    pub(crate) fn watch(&mut self, day: Date, view: View, at: usize) -> Run<()> {
        let instance = &self.world.instances[at];
        if instance.closed {
            return Ok(());
        }
        let norm = self.world.policy.norms.at(instance.norm);
        let (id, who, exists) = (instance.norm, instance.now, instance.exists);
        let mut env = instance.env.clone();
        let breached = self.has_breached(at);
        let overridden = self.world.overridden(view, id, who)?;
        if overridden == Truth::True && !breached {
            self.set_state(at, day, StateWord::Released);
            return Ok(());
        }
        if overridden == Truth::Unknown && !breached {
            self.set_state(at, day, StateWord::Undetermined);
            self.world.instances[at].open_question = true;
        }
        let keeps = self
            .musts(id)
            .iter()
            .any(|m| matches!(m.kind, MustKind::Keep(_)));
        // In one moment what discharges counts first, then `until`, then the breach.
        if keeps && self.until(day, view, at)? {
            return Ok(());
        }
        for must in self.musts(id) {
            let eval = Eval::at(&self.world, view);
            match &must.kind {
                MustKind::Keep(e) => {
                    let bears = self.world.bears(view, id, who, &mut env.clone())?;
                    let wanted = all([
                        bears,
                        eval.conditions(&norm.conditions, &norm.exceptions, &mut env)?,
                    ]);
                    let kept = any([not(wanted), eval.truth(e, &mut env)?]);
                    let instance = &mut self.world.instances[at];
                    let open = instance
                        .intervals
                        .last()
                        .filter(|i| i.1.is_none())
                        .map(|i| i.2);
                    match kept {
                        Truth::False if exists == Truth::True => {
                            if open != Some(Truth::True) {
                                self.end_interval(at, day, view);
                                self.world.instances[at]
                                    .intervals
                                    .push((day, None, Truth::True));
                            }
                            self.set_state(at, day, StateWord::Breached);
                        }
                        Truth::True => self.end_interval(at, day, view),
                        kept => {
                            self.world.instances[at].may_be_breached |= kept == Truth::False;
                            if open != Some(Truth::Unknown) {
                                self.end_interval(at, day, view);
                                self.world.instances[at].intervals.push((
                                    day,
                                    None,
                                    Truth::Unknown,
                                ));
                            }
                            if !self.has_breached(at) {
                                self.set_state(at, day, StateWord::Undetermined);
                            }
                        }
                    }
                }
                MustKind::Achieve(e, _) | MustKind::HaveOn(e, _) => {
                    let instance = &self.world.instances[at];
                    let (passed, state) = (instance.passed, instance.state());
                    let tested = matches!(must.kind, MustKind::HaveOn(..));
                    if passed && state == StateWord::Undetermined && exists == Truth::True {
                        // What was not known at the deadline, and becomes known, settles it then.
                        match eval.truth(e, &mut env)? {
                            Truth::True => self.set_state(at, day, StateWord::Discharged),
                            Truth::False => {
                                self.set_state(at, day, StateWord::Breached);
                                self.world.instances[at].closed = true;
                            }
                            Truth::Unknown => {}
                        }
                        return Ok(());
                    }
                    if tested || (passed && exists != Truth::True) {
                        continue;
                    }
                    match eval.truth(e, &mut env)? {
                        Truth::True => {
                            let late = if breached {
                                StateWord::DischargedLate
                            } else {
                                StateWord::Discharged
                            };
                            self.set_state(at, day, late);
                            return Ok(());
                        }
                        Truth::Unknown if !breached => {
                            // What is merely not assessed yet was not achieved at this moment: the assessment will say.
                            let (no, yes) = self
                                .world
                                .supposing(|| Eval::at(&self.world, view).truth(e, &mut env))?;
                            if no == Truth::Unknown || yes == Truth::Unknown {
                                self.world.instances[at].open_question = true;
                            }
                        }
                        _ => {}
                    }
                }
                MustKind::Do {
                    for_every: Some(_), ..
                } => {
                    let (complete, _) = self.complete(view, at)?;
                    if complete == Truth::True {
                        self.progress(day, view, at)?;
                        return Ok(());
                    }
                }
                _ => {}
            }
        }
        self.until(day, view, at)?;
        Ok(())
    }

    /// S4.1: whether `until` releases it now; not after its deadline, nor where it is, or may be, in breach.
    pub(crate) fn until(&mut self, day: Date, view: View, at: usize) -> Run<bool> {
        let instance = &self.world.instances[at];
        let norm = self.world.policy.norms.at(instance.norm);
        if instance.closed
            || instance.passed
            || self.has_breached(at)
            || !instance.intervals.is_empty()
        {
            return Ok(false);
        }
        let mut env = instance.env.clone();
        let eval = Eval::at(&self.world, view);
        let mut truths = Vec::new();
        for e in &norm.until {
            truths.push(eval.truth(e, &mut env)?);
        }
        match any(truths) {
            Truth::True => {
                self.set_state(at, day, StateWord::Released);
                return Ok(true);
            }
            Truth::Unknown => self.world.instances[at].may_be_over = true,
            Truth::False => {}
        }
        Ok(false)
    }

    /// The last day of an interval of breach is the last on which it was broken at any moment.
    pub(crate) fn end_interval(&mut self, at: usize, day: Date, _view: View) {
        let midday = self.midday;
        let instance = &mut self.world.instances[at];
        if let Some(interval) = instance.intervals.last_mut()
            && interval.1.is_none()
        {
            let last = if midday {
                day
            } else {
                day.previous_day().unwrap_or(day)
            };
            interval.1 = Some(last.max(interval.0));
        }
    }
}
