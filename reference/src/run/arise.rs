//! Instances arise (S4.1).

use crate::{
    eval::{Eval, Got},
    world::{Entry, Env, Instance, Run, View, all, not},
};
use vires::{
    base::{
        date::Date,
        period::{Period, PeriodKind},
    },
    case::happening::HappeningKind,
    policy::{
        expr::{Expr, ExprKind, StateWord},
        norm::{Deadline, Form, MustKind, NormId, Occasion},
        pattern::Term,
        policy::IndividualId,
        value::Value,
    },
    record::{duty::Cause, reason::Truth},
};

use super::runner::Runner;

impl<'a> Runner<'a> {
    /// S4.1: an instance arises; `if` and `unless` are read once, now (for `must keep`, at each moment).
    #[allow(clippy::too_many_arguments)]
    pub(crate) fn arise(
        &mut self,
        day: Date,
        view: View,
        id: NormId,
        who: IndividualId,
        cause: Cause,
        mut env: Env,
        truth: Truth,
    ) -> Run<()> {
        let norm = self.world.policy.norms.at(id);
        let eval = Eval::at(&self.world, view);
        let keeps = self
            .musts(id)
            .iter()
            .any(|m| matches!(m.kind, MustKind::Keep(_)));
        let conditions = if keeps {
            Truth::True
        } else {
            eval.conditions(&norm.conditions, &norm.exceptions, &mut env)?
        };
        let exists = all([
            truth,
            conditions,
            not(self.world.overridden(view, id, who)?),
        ]);
        if exists == Truth::False {
            return Ok(());
        }
        if self.world.instances.iter().any(|i| {
            // What may have been breached, and is then breached for certain, is breached then: that is another cause.
            let anew = matches!(cause, Cause::Duty(_))
                && i.exists == Truth::Unknown
                && exists == Truth::True;
            i.norm == id && i.bearer == who && i.cause == cause && i.env == env && !anew
        }) {
            return Ok(());
        }
        let (due, not_before) = self.due(view, id, &cause, &mut env)?;
        let at = self.world.instances.len();
        self.world.instances.push(Instance {
            norm: id,
            bearer: who,
            now: who,
            cause: cause.clone(),
            env,
            arose: day,
            seen: view.seen,
            exists,
            due,
            not_before,
            passed: false,
            history: Vec::new(),
            intervals: Vec::new(),
            covered: Vec::new(),
            open_question: false,
            may_be_over: false,
            may_be_breached: false,
            possible: Vec::new(),
            members: None,
            closed: false,
        });
        self.set_state(
            at,
            day,
            if exists == Truth::Unknown {
                StateWord::Undetermined
            } else {
                StateWord::Pending
            },
        );
        self.judged_at_once(day, view, at)?;
        // S4.3: an act that names its period discharges even if done before the instance arose.
        if let (Occasion::Each(_, var), Cause::Period(_)) = (&norm.occasion, &cause) {
            let names = self.musts(id).iter().any(|m| match &m.kind {
                MustKind::Do { act, .. } => act.arguments.iter().any(|(_, t)| matches!(t, Term::Is(Expr { kind: ExprKind::Variable(v), .. }) if v == var)),
                _ => false,
            });
            if names {
                for (_, entry) in self.world.log.clone() {
                    if let Entry::Done(place, valid) = entry {
                        self.discharge(day, view, at, place, valid, true)?;
                    }
                }
            }
        }
        // S4.1: an instance that arises past its deadline is breached that day.
        if due.is_some_and(|due| due < day) && !self.world.instances[at].closed {
            self.world.instances[at].passed = true;
            if exists == Truth::True && self.world.instances[at].state() != StateWord::Breached {
                self.set_state(at, day, StateWord::Breached);
            }
        }
        // S4.4: what is due promptly is not evidenced until it is done.
        let promptly = self.musts(id).iter().any(|m| {
            matches!(
                &m.kind,
                MustKind::Do {
                    deadline: Some(Deadline::Promptly),
                    ..
                }
            )
        });
        if promptly && self.world.instances[at].state() == StateWord::Pending {
            self.set_state(at, day, StateWord::NotEvidenced);
        }
        self.watch(day, self.world.now(day), at)?;
        Ok(())
    }

    /// The last day to act and the first one that counts.
    pub(crate) fn due(
        &self,
        view: View,
        id: NormId,
        cause: &Cause,
        env: &mut Env,
    ) -> Run<(Option<Date>, Option<Date>)> {
        let eval = Eval::at(&self.world, view);
        let norm = self.world.policy.norms.at(id);
        let mut due: Option<Date> = None;
        let mut not_before = None;
        for must in self.musts(id) {
            let found = match &must.kind {
                MustKind::Do {
                    deadline: Some(deadline),
                    ..
                }
                | MustKind::Achieve(_, deadline)
                | MustKind::ShowEvidence(_, Some(deadline)) => eval.deadline(deadline, env)?,
                MustKind::HaveOn(_, on) => eval.date(on, env)?.map(|(d, _)| (d, None)),
                MustKind::Keep(_) => match cause {
                    Cause::Period(Value::Period(p)) => {
                        let end = p.end(&self.world.policy.periods);
                        Some((norm.standing.until.map_or(end, |u| u.min(end)), None))
                    }
                    _ => norm.standing.until.map(|d| (d, None)),
                },
                _ => None,
            };
            if let Some((last, first)) = found {
                due = due.max(Some(last));
                not_before = not_before.max(first);
            }
        }
        Ok((due, not_before))
    }

    /// S4.4: `must ensure` and `must have regard to` are judged at the act that triggers them.
    pub(crate) fn judged_at_once(&mut self, day: Date, view: View, at: usize) -> Run<()> {
        let instance = &self.world.instances[at];
        let mut ensure = Vec::new();
        let mut regard = None;
        let mut env = instance.env.clone();
        let eval = Eval::at(&self.world, view);
        for must in self.musts(instance.norm) {
            match &must.kind {
                MustKind::Ensure(e) => ensure.push(eval.truth(e, &mut env)?),
                MustKind::HaveRegard(to) => {
                    let Cause::Happening(place) = instance.cause else {
                        continue;
                    };
                    let HappeningKind::Act(act) = &self.world.case.timeline[place].kind else {
                        continue;
                    };
                    let mut worst = StateWord::Discharged;
                    for e in to {
                        let Got::Known(wanted) = eval.value(e, &mut env)? else {
                            continue;
                        };
                        let had = |set: &[Value]| match &wanted {
                            Value::Set(w) => w.iter().all(|w| set.contains(w)),
                            one => set.contains(one),
                        };
                        if had(&act.without_regard_to) {
                            worst = StateWord::Breached;
                        } else if !(had(&act.having_regard_to)
                            || (had(&act.departing_from)
                                && (act.departing_because.is_some() || act.because.is_some())))
                            && worst != StateWord::Breached
                        {
                            worst = StateWord::NotEvidenced;
                        }
                    }
                    regard = Some(worst);
                }
                _ => {}
            }
        }
        if instance.exists == Truth::Unknown {
            if !ensure.is_empty() && all(ensure.iter().copied()) == Truth::True
                || regard == Some(StateWord::Discharged)
            {
                self.set_state(at, day, StateWord::Discharged);
            } else {
                self.world.instances[at].may_be_breached =
                    !ensure.is_empty() || regard == Some(StateWord::Breached);
            }
            if self.is_of_act(at) {
                self.world.instances[at].closed = true;
            }
            return Ok(());
        }
        if !ensure.is_empty() {
            match all(ensure) {
                Truth::True => self.set_state(at, day, StateWord::Discharged),
                Truth::False => self.set_state(at, day, StateWord::Breached),
                Truth::Unknown => {
                    self.world.instances[at].may_be_breached = true;
                    self.set_state(at, day, StateWord::Undetermined);
                }
            }
            self.world.instances[at].closed = true;
        }
        if let Some(state) = regard {
            self.set_state(at, day, state);
            self.world.instances[at].closed = true;
        }
        Ok(())
    }

    pub(crate) fn is_of_act(&self, at: usize) -> bool {
        self.musts(self.world.instances[at].norm)
            .iter()
            .any(|m| matches!(m.kind, MustKind::Ensure(_) | MustKind::HaveRegard(_)))
    }

    /// S4.1: `each P y`, and duties without an occasion, which arise once a bearer.
    pub(crate) fn periodic(&mut self, day: Date, view: View) -> Run<()> {
        for id in self.norms() {
            let norm = self.world.policy.norms.at(id);
            if !matches!(norm.form, Form::Duty(_)) {
                continue;
            }
            match &norm.occasion {
                Occasion::Always => {
                    for (who, env, truth) in self.bearers(view, id)? {
                        let key = (id, who, Cause::Commencement);
                        if self.considered.insert(key, true).is_none() {
                            self.arise(day, view, id, who, Cause::Commencement, env, truth)?;
                        }
                    }
                }
                Occasion::Each(kind, var) => {
                    // Who ceases to be a bearer and begins again begins anew with what did not arise.
                    for who in self.world.case.individuals.ids() {
                        if self.world.bears(view, id, who, &mut Env::new())? == Truth::False {
                            self.considered
                                .retain(|(n, w, _), arose| *n != id || *w != who || *arose);
                        }
                    }
                    for (who, env, truth) in self.bearers(view, id)? {
                        for period in self.periods_near(*kind, day) {
                            let cause = Cause::Period(Value::Period(period));
                            let key = (id, who, cause.clone());
                            if self.considered.contains_key(&key) {
                                continue;
                            }
                            let mut env = env.clone();
                            env.insert(*var, Value::Period(period));
                            let series = &self.world.policy.periods;
                            let (start, end) = (period.start(series), period.end(series));
                            let keeps = self
                                .musts(id)
                                .iter()
                                .any(|m| matches!(m.kind, MustKind::Keep(_)));
                            let (due, _) = match self.due(view, id, &cause, &mut env.clone()) {
                                // A period that is over asks nothing of the calendar.
                                Err(_) if end < day => continue,
                                found => found?,
                            };
                            let last = due.unwrap_or(end);
                            if norm.standing.from.is_some_and(|from| last < from)
                                || norm
                                    .standing
                                    .until
                                    .is_some_and(|until| last > until && !keeps)
                            {
                                continue;
                            }
                            let from = if last <= start {
                                period
                                    .previous(series)
                                    .map_or(Date::MIN, |p| p.start(series))
                            } else {
                                start
                            };
                            if day < from || day > last {
                                continue;
                            }
                            let before = self.world.instances.len();
                            self.arise(day, view, id, who, cause, env, truth)?;
                            let arose = self.world.instances.len() > before;
                            self.considered.insert(key, arose);
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Periods that could have an instance on this day.
    pub(crate) fn periods_near(&self, kind: PeriodKind, day: Date) -> Vec<Period> {
        let eval = Eval::at(&self.world, self.world.now(day));
        let series = &self.world.policy.periods;
        if let PeriodKind::Declared(id) = kind {
            return (0..series.at(id).times())
                .filter_map(|n| Period::declared(id, n, series))
                .collect();
        }
        let Some(now) = eval.period_of(kind, day) else {
            return Vec::new();
        };
        // It arises at the start of the period before, at the earliest.
        let mut out = vec![now];
        out.extend(now.next(series));
        let mut back = now;
        for _ in 0..3 {
            if let Some(p) = back.previous(series) {
                out.insert(0, p);
                back = p;
            }
        }
        out
    }
}
