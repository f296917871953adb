//! A run, day by day (S3): deadlines of yesterday, what begins today, today's events in order.

use crate::{
    eval::{Eval, Got},
    world::{Entry, Env, FactIs, Run, Stop, View, World, all},
};
use std::collections::BTreeMap;
use vires::{
    base::date::Date,
    case::{
        case::Case,
        happening::{Happening, HappeningKind, Named},
    },
    policy::{
        expr::StateWord,
        norm::{Form, Must, NormId, Occasion},
        policy::{IndividualId, Policy},
        value::Value,
    },
    record::{act::VerdictWord, duty::Cause, reason::Truth, record::LinkRef},
};

/// An instance that something brings about: norm, bearer, cause, variables, certainty.
pub(crate) type Arising = (NormId, IndividualId, Cause, Env, Truth);

/// What was found of one act: its place, its verdict, and what it breaches.
#[derive(Debug, Clone)]
pub struct ActFound {
    /// Its place in the timeline.
    pub place: usize,
    /// Its verdict.
    pub word: VerdictWord,
    /// Norms breached, by whom, for certain or not.
    pub breaches: Vec<(NormId, IndividualId, Truth)>,
    /// The links of each chain it rests on.
    pub chains: Vec<Vec<LinkRef>>,
    /// Whether it waits for an agreement.
    pub waits: bool,
}

/// What a run found.
pub struct Found<'a> {
    /// The world at the end.
    pub world: World<'a>,
    /// The acts.
    pub acts: Vec<ActFound>,
}

/// Runs a case over a policy.
pub fn run<'a>(policy: &'a Policy, case: &'a Case) -> Run<Found<'a>> {
    let last = case
        .as_of
        .or(case.timeline.last().map(|h| h.date))
        .ok_or_else(|| Stop("not read here: no last day".into()))?;
    let mut runner = Runner {
        world: World {
            policy,
            case,
            log: Vec::new(),
            instances: Vec::new(),
            first: first_day(policy, case).min(last),
            last,
            supposed: Default::default(),
            moment: Default::default(),
            opening: Default::default(),
        },
        acts: Vec::new(),
        considered: BTreeMap::new(),
        states_seen: 0,
        midday: false,
    };
    let first = runner.world.first;
    let mut day = first;
    loop {
        runner.day(day, first)?;
        if day >= last {
            break;
        }
        day = day
            .next_day()
            .ok_or_else(|| Stop("the end of time".into()))?;
    }
    Ok(Found {
        world: runner.world,
        acts: runner.acts,
    })
}

/// The first day on which anything dated begins.
pub(crate) fn first_day(policy: &Policy, case: &Case) -> Date {
    let norms = policy.norms.iter().filter_map(|n| n.standing.from);
    let facts = case
        .facts
        .iter()
        .flat_map(|f| [f.dates.from, f.dates.until])
        .flatten();
    let existing = case.existing.iter().filter_map(|e| e.dates.from);
    let kinds = case.kinds.iter().filter_map(|e| e.dates.from);
    let timeline = case.timeline.iter().map(|h| h.date);
    norms
        .chain(facts)
        .chain(existing)
        .chain(kinds)
        .chain(timeline)
        .min()
        .unwrap_or(Date::MAX)
}

pub(crate) struct Runner<'a> {
    pub(crate) world: World<'a>,
    pub(crate) acts: Vec<ActFound>,
    /// Instances that arose or, their `if` being false, did not: each is decided once (S4.1).
    pub(crate) considered: BTreeMap<(NormId, IndividualId, Cause), bool>,
    pub(crate) states_seen: usize,
    /// Whether the day's events have begun.
    pub(crate) midday: bool,
}

impl<'a> Runner<'a> {
    pub(crate) fn norms(&self) -> Vec<NormId> {
        self.world.policy.norms.ids().collect()
    }

    pub(crate) fn push(&mut self, day: Date, entry: Entry) {
        self.world.log.push((day, entry));
    }

    pub(crate) fn set_state(&mut self, place: usize, day: Date, state: StateWord) {
        let instance = &mut self.world.instances[place];
        if instance.history.last().map(|(_, s)| *s) == Some(state) {
            return;
        }
        instance.history.push((day, state));
        if World::is_over(state) {
            instance.closed = true;
        }
        self.push(day, Entry::State(place, state));
    }

    /// S3: one day.
    pub(crate) fn day(&mut self, day: Date, first: Date) -> Run<()> {
        self.midday = false;

        self.world.moment.set(self.world.log.len());
        // (1) Deadlines whose last day was yesterday pass, on yesterday's closing state.
        if let Some(yesterday) = day.previous_day()
            && day > first
        {
            self.deadlines(yesterday, day)?;
        }
        self.world.opening.set(true);
        // (2) What ended yesterday ends, what begins today begins, dated transitions happen.
        let before = match day.previous_day() {
            Some(yesterday) => View {
                day: yesterday,
                seen: self.world.log.len(),
            },
            None => self.world.now(day),
        };
        self.dated_transitions(day, day == first)?;
        self.settle(day, before, &[])?;
        // (3) Today's events in order.
        self.midday = true;
        self.world.opening.set(false);
        for place in 0..self.world.case.timeline.len() {
            if self.world.case.timeline[place].date == day {
                self.happening(day, place)?;
            }
        }
        Ok(())
    }

    pub(crate) fn dated_transitions(&mut self, day: Date, first: bool) -> Run<()> {
        let view = self.world.now(day);
        let mut effects = Vec::new();
        for id in self.norms() {
            let norm = self.world.policy.norms.at(id);
            if norm.form != Form::Transition {
                continue;
            }
            let Occasion::On(on) = &norm.occasion else {
                continue;
            };
            let eval = Eval::at(&self.world, view);
            let Some((on, _)) = eval.date(on, &mut Env::new())? else {
                continue;
            };
            if on != day && !(first && on < day) {
                continue;
            }
            let mut env = Env::new();
            let truth = all([
                self.world.in_force(view, id)?,
                eval.conditions(&norm.conditions, &norm.exceptions, &mut env)?,
            ]);
            if truth != Truth::False {
                effects.push((id, env, truth));
            }
        }
        self.apply(day, view, &effects)
    }

    /// One event or statement of the timeline, and what it sets off.
    pub(crate) fn happening(&mut self, day: Date, place: usize) -> Run<()> {
        let before = self.world.now(day);
        self.world.moment.set(self.world.log.len());
        let happening: &'a Happening = &self.world.case.timeline[place];
        match &happening.kind {
            HappeningKind::Act(act) => self.act(day, before, place, act)?,
            HappeningKind::Event { .. } => {
                let arising = self.triggered(before, place, Truth::True)?;
                let transitions = self.transitions(before, place)?;
                self.push(day, Entry::Done(place, Truth::True));
                for (norm, who, cause, env, truth) in arising {
                    self.arise(day, before, norm, who, cause, env, truth)?;
                }
                self.apply(day, before, &transitions)?;
            }
            HappeningKind::Judges {
                judgement,
                arguments,
                holds,
                ..
            } => {
                self.push(
                    day,
                    Entry::Fact(
                        *judgement,
                        arguments.clone(),
                        FactIs::Known(Value::Boolean(*holds)),
                    ),
                );
                if !holds {
                    self.judged_against(day, *judgement, arguments)?;
                }
            }
            HappeningKind::Effect(effect) => {
                let entries = self.entries(before, effect, &mut Env::new(), Truth::True)?;
                self.apply_entries(day, before, entries)?;
            }
            HappeningKind::Agrees { .. } => {
                self.push(day, Entry::Agreement(place, true));
                self.after_agreement(day)?;
            }
            HappeningKind::Delegates { link, by } => {
                let (valid, rule, subs) = self.world.may_link(before, link, by)?;
                self.push(day, Entry::Linked(place, valid, rule, subs));
            }
            HappeningKind::Revokes { by, what } => {
                let id = match what {
                    Named::Happening(at) => LinkRef::Made(*at),
                    Named::Link(at) => LinkRef::Given(*at),
                };
                if self.world.may_revoke(id, by)? {
                    self.push(day, Entry::Revoked(id));
                }
            }
            HappeningKind::WithdrawsAgreement { .. } => {
                self.push(day, Entry::Agreement(place, false))
            }
            HappeningKind::SetsAside {
                what, from_then_on, ..
            } => {
                if let (Named::Happening(act), true) = (what, from_then_on) {
                    self.push(day, Entry::VoidNow(*act));
                }
            }
            HappeningKind::Waives { by, norm, of, for_ } => {
                for at in 0..self.world.instances.len() {
                    let instance = &self.world.instances[at];
                    let named = self.world.policy.norms.at(instance.norm).name == *norm
                        && instance.now == *of
                        && !instance.closed
                        && for_
                            .as_ref()
                            .is_none_or(|f| instance.cause == Cause::Period(f.clone()));
                    if named && self.owed(at, before)?.contains(by) && !self.has_breached(at) {
                        self.set_state(at, day, StateWord::Released);
                    }
                }
            }
            HappeningKind::Evidence {
                of,
                norm,
                bearer,
                for_,
            } => {
                for at in 0..self.world.instances.len() {
                    let instance = &self.world.instances[at];
                    let named = self.world.policy.norms.at(instance.norm).name == *norm
                        && instance.now == *bearer
                        && !instance.closed
                        && for_
                            .as_ref()
                            .is_none_or(|f| instance.cause == Cause::Period(f.clone()));
                    if named {
                        self.evidence(day, before, at, of)?;
                    }
                }
            }
            other => return Err(Stop(format!("not read here: {other:?}"))),
        }
        self.settle(day, before, &[])
    }

    pub(crate) fn owed(&self, at: usize, view: View) -> Run<Vec<Value>> {
        let instance = &self.world.instances[at];
        let mut out = Vec::new();
        for claimant in &self.world.policy.norms.at(instance.norm).owed_to {
            if let vires::policy::norm::Claimant::Of(e) = claimant
                && let Got::Known(value) =
                    Eval::at(&self.world, view).value(e, &mut instance.env.clone())?
            {
                out.push(value);
            }
        }
        for (_, entry) in &self.world.log {
            if let Entry::ClaimPasses(name, a, b) = entry
                && *name == self.world.policy.norms.at(instance.norm).name
            {
                for value in &mut out {
                    if value == a {
                        *value = b.clone();
                    }
                }
            }
        }
        Ok(out)
    }

    pub(crate) fn has_breached(&self, at: usize) -> bool {
        self.world.instances[at]
            .history
            .iter()
            .any(|(_, s)| *s == StateWord::Breached)
    }

    pub(crate) fn close_intervals(&mut self, at: usize, end: Date) {
        for interval in &mut self.world.instances[at].intervals {
            interval.1 = interval.1.or(Some(end));
        }
    }

    pub(crate) fn musts(&self, id: NormId) -> &'a [Must] {
        match &self.world.policy.norms.at(id).form {
            Form::Duty(musts) => musts,
            _ => &[],
        }
    }
}
