//! A run, day by day (S3): deadlines of yesterday, what begins today, today's events in order; duties as S4 says.

use std::collections::BTreeMap;

use vires::{
    base::{
        date::Date,
        period::{Period, PeriodKind},
    },
    case::{
        case::Case,
        happening::{ActDone, Happening, HappeningKind, Named},
    },
    policy::{
        expr::{Expr, ExprKind, StateWord},
        norm::{Deadline, EffectKind, Form, Must, MustKind, NormId, Occasion, Party, TriggerKind},
        pattern::Term,
        policy::{FactId, FunctionId, IndividualId, Policy},
        standing::Status,
        value::Value,
    },
    record::{act::VerdictWord, duty::Cause, reason::Truth, record::LinkRef},
};

use crate::{
    eval::{Eval, Got, individual},
    world::{Entry, Env, FactIs, Instance, Run, Stop, View, World, all, any, not},
};

/// An instance that something brings about: norm, bearer, cause, variables, certainty.
type Arising = (NormId, IndividualId, Cause, Env, Truth);

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
    let first = first_day(policy, case).min(last);
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
fn first_day(policy: &Policy, case: &Case) -> Date {
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

struct Runner<'a> {
    world: World<'a>,
    acts: Vec<ActFound>,
    /// Instances that arose or, their `if` being false, did not: each is decided once (S4.1).
    considered: BTreeMap<(NormId, IndividualId, Cause), bool>,
    states_seen: usize,
    /// Whether the day's events have begun.
    midday: bool,
}

impl<'a> Runner<'a> {
    fn norms(&self) -> Vec<NormId> {
        self.world.policy.norms.ids().collect()
    }

    fn push(&mut self, day: Date, entry: Entry) {
        self.world.log.push((day, entry));
    }

    fn set_state(&mut self, place: usize, day: Date, state: StateWord) {
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
    fn day(&mut self, day: Date, first: Date) -> Run<()> {
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

    fn dated_transitions(&mut self, day: Date, first: bool) -> Run<()> {
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
    fn happening(&mut self, day: Date, place: usize) -> Run<()> {
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
                if self.world.may_revoke(before, id, by)? {
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

    fn owed(&self, at: usize, view: View) -> Run<Vec<Value>> {
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

    fn has_breached(&self, at: usize) -> bool {
        self.world.instances[at]
            .history
            .iter()
            .any(|(_, s)| *s == StateWord::Breached)
    }

    /// S3, S5: an act. Everything asked about it is read in the state just before it; its effects then apply all at once.
    fn act(&mut self, day: Date, before: View, place: usize, act: &'a ActDone) -> Run<()> {
        let breaches = self.world.prohibited(before, place, act)?;
        self.done(day, before, place, act, breaches)
    }

    /// S5.3: acts that waited for this agreement are done now.
    fn after_agreement(&mut self, day: Date) -> Run<()> {
        let waiting: Vec<_> = self
            .acts
            .iter()
            .filter(|a| a.waits)
            .map(|a| a.place)
            .collect();
        for place in waiting {
            let now = self.world.now(day);
            let HappeningKind::Act(act) = &self.world.case.timeline[place].kind else {
                continue;
            };
            if self.world.judge(now, place, act)?.done == Truth::False {
                continue;
            }
            let Some(at) = self.acts.iter().position(|a| a.place == place) else {
                continue;
            };
            let before = self.acts.remove(at);
            self.done(day, now, place, act, before.breaches)?;
        }
        Ok(())
    }

    /// An act takes effect, if it is valid.
    fn done(
        &mut self,
        day: Date,
        before: View,
        place: usize,
        act: &'a ActDone,
        mut breaches: Vec<(NormId, IndividualId, Truth)>,
    ) -> Run<()> {
        let judged = self.world.judge(before, place, act)?;
        let mut arising = Vec::new();
        let mut transitions = Vec::new();
        let open = self.world.instances.len();
        if judged.done != Truth::False {
            arising = self.triggered(before, place, judged.done)?;
            transitions = self.transitions(before, place)?;
        }
        self.push(day, Entry::Done(place, judged.done));
        if judged.done == Truth::False {
            self.world.log.pop();
        }
        // S7.3: it is charged, for good, to the chain it is reported under.
        if judged.done != Truth::False {
            for chain in &judged.chains {
                for link in &chain.links {
                    self.push(day, Entry::Charged(place, *link, judged.done));
                }
            }
        }
        // S4.3: it discharges open instances, not what it triggers.
        if judged.done != Truth::False {
            for at in 0..open {
                self.discharge(day, before, at, place, judged.done, false)?;
            }
        }
        for (norm, who, cause, env, truth) in arising {
            let at = self.world.instances.len();
            self.arise(day, before, norm, who, cause, env, truth)?;
            if let Some(instance) = self.world.instances.get(at) {
                let form = &self.world.policy.norms.at(norm).form;
                let of_act = matches!(form, Form::Duty(musts) if musts.iter().any(|m| matches!(m.kind, MustKind::Ensure(_) | MustKind::HaveRegard(_))));
                if of_act
                    && instance
                        .history
                        .iter()
                        .any(|(_, s)| *s == StateWord::Breached)
                {
                    breaches.push((norm, who, Truth::True));
                } else if of_act && instance.may_be_breached {
                    breaches.push((norm, who, Truth::Unknown));
                }
            }
        }
        let mut effects = judged.powers.clone();
        for power in &mut effects {
            power.2 = power.2.min(judged.done);
        }
        effects.extend(transitions);
        self.apply(day, before, &effects)?;
        breaches.retain(|(id, _, _)| {
            self.world.policy.norms.at(*id).standing.status != Status::NotBinding
        });
        let certain = breaches.iter().any(|(id, _, t)| {
            *t == Truth::True
                && self.world.policy.norms.at(*id).standing.status != Status::NotBinding
        });
        let word = match judged.word {
            VerdictWord::Lawful if certain => VerdictWord::ValidButInBreach,
            VerdictWord::Lawful if !breaches.is_empty() => VerdictWord::Undetermined,
            other => other,
        };
        let chains = match judged.done {
            Truth::True => judged.chains.into_iter().map(|c| c.links).collect(),
            _ => vec![],
        };
        self.acts.push(ActFound {
            place,
            word,
            breaches,
            chains,
            waits: judged.waits,
        });
        Ok(())
    }

    /// Bearers of a norm at a moment, with what stands for them, and whether they certainly are.
    fn bearers(&self, view: View, id: NormId) -> Run<Vec<(IndividualId, Env, Truth)>> {
        let mut out = Vec::new();
        for who in self.world.case.individuals.ids() {
            let mut env = Env::new();
            let truth = self.world.bears(view, id, who, &mut env)?;
            if truth != Truth::False {
                out.push((who, env, truth));
            }
        }
        Ok(out)
    }

    /// Instances that an act or event brings about: norm, bearer, cause, variables, certainty.
    fn triggered(&self, view: View, place: usize, done: Truth) -> Run<Vec<Arising>> {
        let mut out: Vec<Arising> = Vec::new();
        let eval = Eval::at(&self.world, view);
        for id in self.norms() {
            let norm = self.world.policy.norms.at(id);
            let (Form::Duty(_), Occasion::When(triggers)) = (&norm.form, &norm.occasion) else {
                continue;
            };
            for (who, env, bears) in self.bearers(view, id)? {
                for trigger in triggers {
                    for (env, truth) in self.occurs(&eval, &trigger.kind, place, &env)? {
                        let mut env = env;
                        if let Some(label) = trigger.label {
                            env.insert(label, Value::Happening(place as u32));
                        }
                        let truth = all([truth, bears, done]);
                        let same = |o: &Arising| o.0 == id && o.1 == who && o.3 == env;
                        if truth != Truth::False && !out.iter().any(same) {
                            out.push((id, who, Cause::Happening(place), env, truth));
                        }
                    }
                }
            }
        }
        Ok(out)
    }

    fn occurs(
        &self,
        eval: &Eval<'_>,
        kind: &TriggerKind,
        place: usize,
        env: &Env,
    ) -> Run<Vec<(Env, Truth)>> {
        let mut out = Vec::new();
        match kind {
            TriggerKind::Does(by, pattern) => {
                let Some((_, _, actors)) = eval.parts(place) else {
                    return Ok(out);
                };
                for actor in actors {
                    let mut env = env.clone();
                    let by = eval.term(by, Some(actor), &mut env)?;
                    if by == Truth::False {
                        continue;
                    }
                    let truth = all([by, eval.matches(pattern, place, &mut env)?]);
                    if truth != Truth::False {
                        out.push((env, truth));
                    }
                }
            }
            TriggerKind::Happens(pattern) => {
                let mut env = env.clone();
                let truth = eval.matches(pattern, place, &mut env)?;
                if truth != Truth::False {
                    out.push((env, truth));
                }
            }
            TriggerKind::State { .. } | TriggerKind::Changes { .. } => {}
        }
        Ok(out)
    }

    /// Transitions that an act or event sets off.
    fn transitions(&self, view: View, place: usize) -> Run<Vec<(NormId, Env, Truth)>> {
        let mut out = Vec::new();
        let eval = Eval::at(&self.world, view);
        for id in self.norms() {
            let norm = self.world.policy.norms.at(id);
            let (Form::Transition, Occasion::When(triggers)) = (&norm.form, &norm.occasion) else {
                continue;
            };
            let in_force = self.world.in_force(view, id)?;
            for trigger in triggers {
                for (mut env, truth) in self.occurs(&eval, &trigger.kind, place, &Env::new())? {
                    if let Some(label) = trigger.label {
                        env.insert(label, Value::Happening(place as u32));
                    }
                    let truth = all([
                        in_force,
                        truth,
                        eval.conditions(&norm.conditions, &norm.exceptions, &mut env)?,
                    ]);
                    if truth != Truth::False {
                        out.push((id, env, truth));
                    }
                }
            }
        }
        Ok(out)
    }

    /// S3: effects apply all at once; two that set one fact differently are an error.
    fn apply(&mut self, day: Date, before: View, norms: &[(NormId, Env, Truth)]) -> Run<()> {
        let mut entries = Vec::new();
        for (id, env, truth) in norms {
            for effect in &self.world.policy.norms.at(*id).effects {
                let eval = Eval::at(&self.world, before);
                match &effect.for_every {
                    None => entries.extend(self.entries(
                        before,
                        &effect.kind,
                        &mut env.clone(),
                        *truth,
                    )?),
                    Some(ranged) => {
                        for (value, member) in eval.members(ranged, &mut env.clone())? {
                            if member != Truth::False {
                                let mut env = env.clone();
                                env.insert(ranged.variable, value);
                                entries.extend(self.entries(
                                    before,
                                    &effect.kind,
                                    &mut env,
                                    all([*truth, member]),
                                )?);
                            }
                        }
                    }
                }
            }
        }
        for (place, a) in entries.iter().enumerate() {
            for b in &entries[..place] {
                if let (Entry::Fact(f, x, v), Entry::Fact(g, y, w)) = (a, b)
                    && f == g
                    && x == y
                    && v != w
                    && *v != FactIs::Unknown
                    && *w != FactIs::Unknown
                {
                    return Err(Stop("effects disagree".into()));
                }
            }
        }
        self.apply_entries(day, before, entries)
    }

    fn apply_entries(&mut self, day: Date, before: View, mut entries: Vec<Entry>) -> Run<()> {
        // What passes, passes before a body is gone.
        entries.sort_by_key(|e| {
            (
                matches!(e, Entry::Exists(_, false)),
                matches!(e, Entry::Fact(_, _, FactIs::Unknown)),
            )
        });
        for entry in entries {
            self.push(day, entry.clone());
            match entry {
                Entry::Passes(function, from, to) => self.pass(day, function, from, to)?,
                Entry::NormPasses(name, from, to) => {
                    for instance in &mut self.world.instances {
                        if !instance.closed
                            && instance.now == from
                            && self.world.policy.norms.at(instance.norm).name == name
                        {
                            instance.now = to;
                        }
                    }
                }
                Entry::Exists(who, false) => self.abolished(day, who)?,
                Entry::Disapplied(name, who) => {
                    for at in 0..self.world.instances.len() {
                        let instance = &self.world.instances[at];
                        if !instance.closed
                            && instance.now == who
                            && self.world.policy.norms.at(instance.norm).name == name
                            && !self.has_breached(at)
                        {
                            self.set_state(at, day, StateWord::Released);
                        }
                    }
                }
                _ => {}
            }
        }
        let _ = before;
        Ok(())
    }

    fn entries(
        &self,
        view: View,
        effect: &EffectKind,
        env: &mut Env,
        truth: Truth,
    ) -> Run<Vec<Entry>> {
        let eval = Eval::at(&self.world, view);
        let value = |e: &Expr, env: &mut Env| -> Run<Option<Value>> {
            Ok(match eval.value(e, env)? {
                Got::Known(value) => Some(value),
                _ => None,
            })
        };
        let values = |of: &[Expr], env: &mut Env| -> Run<Option<Vec<Value>>> {
            let mut out = Vec::new();
            for e in of {
                match value(e, env)? {
                    Some(v) => out.push(v),
                    None => return Ok(None),
                }
            }
            Ok(Some(out))
        };
        let who = |e: &Expr, env: &mut Env| -> Run<Option<IndividualId>> {
            Ok(value(e, env)?.as_ref().and_then(individual))
        };
        let fact = |fact: FactId, with: Vec<Value>, is: FactIs| -> Run<Entry> {
            // S5.2: of an act of undetermined validity, what it would change is unknown.
            let is = if truth == Truth::True {
                is
            } else {
                let now = self.world.fact(view, fact, &with)?;
                let now = if now == FactIs::Unstated
                    && self.world.fact_value(view, fact, &with)?.is_some()
                {
                    FactIs::Known(Value::Boolean(false))
                } else {
                    now
                };
                if now == is { is } else { FactIs::Unknown }
            };
            Ok(Entry::Fact(fact, with, is))
        };
        let mut out = Vec::new();
        match effect {
            EffectKind::Begins(f, with) => {
                if let Some(with) = values(with, env)? {
                    out.push(fact(*f, with, FactIs::Known(Value::Boolean(true)))?);
                }
            }
            EffectKind::Ends(f, with) => {
                if let Some(with) = values(with, env)? {
                    let boolean =
                        self.world.policy.facts.at(*f).ty == vires::policy::types::Type::Boolean;
                    let is = if boolean {
                        FactIs::Known(Value::Boolean(false))
                    } else {
                        FactIs::Unstated
                    };
                    out.push(fact(*f, with, is)?);
                }
            }
            EffectKind::Becomes(f, with, to) => {
                if let Some(with) = values(with, env)? {
                    let is = value(to, env)?.map_or(FactIs::Unknown, FactIs::Known);
                    out.push(fact(*f, with, is)?);
                }
            }
            EffectKind::Established(e) => out.extend(who(e, env)?.map(|w| Entry::Exists(w, true))),
            EffectKind::Abolished(e) => out.extend(who(e, env)?.map(|w| Entry::Exists(w, false))),
            EffectKind::Renamed(..) => {}
            EffectKind::BecomesKind(e, kind) => {
                out.extend(who(e, env)?.map(|w| Entry::Kind(w, *kind)))
            }
            EffectKind::FunctionPasses(f, a, b) => {
                if let (Some(a), Some(b)) = (who(a, env)?, who(b, env)?) {
                    out.push(Entry::Passes(*f, a, b));
                }
            }
            EffectKind::Imposed(name, e) => {
                out.extend(who(e, env)?.map(|w| Entry::Imposed(*name, w)))
            }
            EffectKind::Disapplied(name, e) => {
                out.extend(who(e, env)?.map(|w| Entry::Disapplied(*name, w)))
            }
            EffectKind::ClaimPasses(name, a, b) => {
                if let (Some(a), Some(b)) = (value(a, env)?, value(b, env)?) {
                    out.push(Entry::ClaimPasses(*name, a, b));
                }
            }
            EffectKind::NormPasses(name, a, b) => {
                if let (Some(a), Some(b)) = (who(a, env)?, who(b, env)?) {
                    out.push(Entry::NormPasses(*name, a, b));
                }
            }
        }
        Ok(out)
    }

    /// The function that a norm is of: its own clause, or that of the act it names.
    fn function_of(&self, id: NormId) -> Option<FunctionId> {
        let norm = self.world.policy.norms.at(id);
        norm.function.or_else(|| match &norm.form {
            Form::Duty(musts) => musts.iter().find_map(|m| match &m.kind {
                MustKind::Do { act, .. } => match act.act {
                    vires::policy::pattern::ActRef::Act(act) => {
                        self.world.policy.acts.at(act).under
                    }
                    _ => None,
                },
                _ => None,
            }),
            _ => None,
        })
    }

    /// S4.7: open duties go with the function.
    fn pass(
        &mut self,
        _day: Date,
        function: Option<FunctionId>,
        from: IndividualId,
        to: IndividualId,
    ) -> Run<()> {
        for at in 0..self.world.instances.len() {
            let instance = &self.world.instances[at];
            if instance.closed || instance.now != from {
                continue;
            }
            let goes = match function {
                None => true,
                Some(f) => self
                    .function_of(instance.norm)
                    .is_some_and(|of| self.world.policy.is_function_within(of, f)),
            };
            if goes {
                let party = self.world.policy.norms.at(instance.norm).party.clone();
                let instance = &mut self.world.instances[at];
                instance.now = to;
                if let Some(Party::Any { variable, .. }) = party {
                    instance.env.insert(variable, Value::Individual(to));
                }
            }
        }
        Ok(())
    }

    /// S4.7: with nobody to take it over, an open duty lapses.
    fn abolished(&mut self, day: Date, who: IndividualId) -> Run<()> {
        for at in 0..self.world.instances.len() {
            if !self.world.instances[at].closed && self.world.instances[at].now == who {
                let end = if self.midday {
                    day
                } else {
                    day.previous_day().unwrap_or(day)
                };
                self.close_intervals(at, end);
                let keeps = self
                    .musts(self.world.instances[at].norm)
                    .iter()
                    .any(|m| matches!(m.kind, MustKind::Keep(_)));
                // What is to be kept ends with its bearer (S4.4).
                if !keeps {
                    self.set_state(at, day, StateWord::Lapsed);
                } else if self.world.instances[at].state() == StateWord::Pending {
                    self.set_state(at, day, StateWord::Discharged);
                }
                self.world.instances[at].closed = true;
            }
        }
        Ok(())
    }

    fn close_intervals(&mut self, at: usize, end: Date) {
        for interval in &mut self.world.instances[at].intervals {
            interval.1 = interval.1.or(Some(end));
        }
    }

    fn musts(&self, id: NormId) -> &'a [Must] {
        match &self.world.policy.norms.at(id).form {
            Form::Duty(musts) => musts,
            _ => &[],
        }
    }

    /// S4.1: an instance arises; `if` and `unless` are read once, now (for `must keep`, at each moment).
    #[allow(clippy::too_many_arguments)]
    fn arise(
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
        if self
            .world
            .instances
            .iter()
            .any(|i| i.norm == id && i.bearer == who && i.cause == cause && i.env == env)
        {
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
    fn due(
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
    fn judged_at_once(&mut self, day: Date, view: View, at: usize) -> Run<()> {
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

    fn is_of_act(&self, at: usize) -> bool {
        self.musts(self.world.instances[at].norm)
            .iter()
            .any(|m| matches!(m.kind, MustKind::Ensure(_) | MustKind::HaveRegard(_)))
    }

    /// S4.3: what an act does for an open instance.
    fn discharge(
        &mut self,
        day: Date,
        view: View,
        at: usize,
        place: usize,
        valid: Truth,
        early: bool,
    ) -> Run<()> {
        let instance = &self.world.instances[at];
        if instance.closed {
            return Ok(());
        }
        let norm = instance.norm;
        let eval = Eval::at(&self.world, view);
        let Some((_, arguments, actors)) = eval.parts(place) else {
            return Ok(());
        };
        if !actors.contains(&Value::Individual(instance.now)) {
            return Ok(());
        }
        let done_on = self.world.day_of(place);
        if instance.not_before.is_some_and(|first| done_on < first) {
            return Ok(());
        }
        let _ = early;
        let mut covered = instance.covered.clone();
        let mut question = instance.open_question;
        let mut touched = false;
        for (number, must) in self.musts(norm).iter().enumerate() {
            let MustKind::Do { act, for_every, .. } = &must.kind else {
                continue;
            };
            let mut candidates = vec![(None, instance.env.clone())];
            if let Some(ranged) = for_every {
                candidates.clear();
                for value in eval.domain(&ranged.domain) {
                    let mut env = instance.env.clone();
                    env.insert(ranged.variable, value.clone());
                    candidates.push((Some(value), env));
                }
            }
            for (member, mut env) in candidates {
                // `all of` may be covered by several acts together.
                let mut part = act.clone();
                let mut pieces = None;
                for (parameter, term) in &mut part.arguments {
                    if let Term::AllOf(e) = term {
                        if let Got::Known(Value::Set(wanted)) = eval.value(e, &mut env)? {
                            let shown = arguments.get(*parameter).cloned().flatten();
                            let shown: Vec<Value> = wanted
                                .into_iter()
                                .filter(|w| {
                                    shown.as_ref().is_some_and(|s| crate::eval::includes(s, w))
                                })
                                .collect();
                            pieces = Some(shown);
                        }
                        *term = Term::Anything;
                    }
                }
                let fits = all([valid, eval.matches(&part, place, &mut env)?]);
                if fits == Truth::False || pieces.as_ref().is_some_and(Vec::is_empty) {
                    continue;
                }
                if fits == Truth::Unknown {
                    question = true;
                    continue;
                }
                touched = true;
                match (pieces, member) {
                    (Some(pieces), _) => covered.extend(pieces.into_iter().map(|p| (number, p))),
                    (None, Some(member)) => covered.push((number, member)),
                    (None, None) => covered.push((number, Value::Boolean(true))),
                }
            }
        }
        let became_question = question && !instance.open_question;
        let instance = &mut self.world.instances[at];
        instance.covered = covered;
        instance.open_question = question;
        if touched || became_question {
            self.progress(day, view, at)?;
        }
        Ok(())
    }

    /// How far an instance has come: true when everything is covered.
    fn complete(&self, view: View, at: usize) -> Run<(Truth, bool)> {
        let instance = &self.world.instances[at];
        let eval = Eval::at(&self.world, view);
        let mut truths = Vec::new();
        let mut some = false;
        for (number, must) in self.musts(instance.norm).iter().enumerate() {
            let MustKind::Do { act, for_every, .. } = &must.kind else {
                continue;
            };
            let has = |v: &Value| instance.covered.iter().any(|(n, c)| *n == number && c == v);
            let mut env = instance.env.clone();
            let wanted = act.arguments.iter().find_map(|(_, t)| match t {
                Term::AllOf(e) => Some(e),
                _ => None,
            });
            truths.push(if let Some(ranged) = for_every {
                let mut each = Vec::new();
                let members = match &instance.members {
                    Some(then) => then
                        .iter()
                        .filter(|(n, _, _)| *n == number)
                        .map(|(_, v, t)| (v.clone(), *t))
                        .collect(),
                    None => eval.members(ranged, &mut env)?,
                };
                for (value, member) in members {
                    some |= has(&value) && member != Truth::False;
                    each.push(if has(&value) {
                        Truth::True
                    } else {
                        not(member)
                    });
                }
                all(each)
            } else if let Some(wanted) = wanted {
                match eval.value(wanted, &mut env)? {
                    Got::Known(Value::Set(wanted)) => {
                        some |= wanted.iter().any(has);
                        if wanted.iter().all(has) {
                            Truth::True
                        } else {
                            Truth::False
                        }
                    }
                    _ => Truth::Unknown,
                }
            } else {
                let done = has(&Value::Boolean(true));
                some |= done;
                if done { Truth::True } else { Truth::False }
            });
        }
        Ok((all(truths), some))
    }

    fn progress(&mut self, day: Date, view: View, at: usize) -> Run<()> {
        let (complete, some) = self.complete(view, at)?;
        let breached = self.has_breached(at);
        let instance = &self.world.instances[at];
        let (exists, question) = (instance.exists, instance.open_question);
        let late = breached || instance.due.is_some_and(|due| due < day);
        let open = exists == Truth::Unknown || question;
        match complete {
            Truth::True if breached => self.set_state(at, day, StateWord::DischargedLate),
            Truth::True if !late => self.set_state(at, day, StateWord::Discharged),
            // What was open at its deadline stays so: it may have been breached then, or not.
            _ if late => {}
            _ if breached => {}
            _ if open => self.set_state(at, day, StateWord::Undetermined),
            _ if some => self.set_state(at, day, StateWord::PartlyDischarged),
            _ => {}
        }
        Ok(())
    }

    /// S1.5, S3 (1): deadlines whose last day was yesterday pass, on yesterday's closing state.
    fn deadlines(&mut self, yesterday: Date, day: Date) -> Run<()> {
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
                self.set_state(at, day, StateWord::Undetermined);
            } else {
                self.set_state(at, day, StateWord::Breached);
            }
        }
        Ok(())
    }

    /// What is watched of an open instance at a moment: `until`, `must keep`, `must achieve`, `for every`, an overrider.
    fn watch(&mut self, day: Date, view: View, at: usize) -> Run<()> {
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
                            self.world.supposed.set(Some(false));
                            let otherwise = Eval::at(&self.world, view).truth(e, &mut env);
                            self.world.supposed.set(None);
                            if otherwise? == Truth::Unknown {
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
    fn until(&mut self, day: Date, view: View, at: usize) -> Run<bool> {
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
    fn end_interval(&mut self, at: usize, day: Date, _view: View) {
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

    /// What a change sets off, until nothing changes (S3).
    fn settle(&mut self, day: Date, before: View, _unused: &[()]) -> Run<()> {
        let mut before = before;
        for _ in 0..50 {
            let now = self.world.now(day);
            let states = self.world.log.len();
            // What arises for a period or by commencement.
            self.periodic(day, now)?;
            // What facts that began or ended bring about.
            self.changes(day, before, now)?;
            // What a state of another duty brings about.
            self.states(day, now)?;
            for at in 0..self.world.instances.len() {
                self.watch(day, self.world.now(day), at)?;
            }
            before = now;
            if self.world.log.len() == states {
                return Ok(());
            }
        }
        Err(Stop("it never settles".into()))
    }

    /// S4.1: `each P y`, and duties without an occasion, which arise once a bearer.
    fn periodic(&mut self, day: Date, view: View) -> Run<()> {
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
    fn periods_near(&self, kind: PeriodKind, day: Date) -> Vec<Period> {
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

    /// Triggers `FACT begins` and `FACT ends`.
    fn changes(&mut self, day: Date, before: View, now: View) -> Run<()> {
        let mut arising: Vec<(NormId, IndividualId, Env, Truth)> = Vec::new();
        let mut effects = Vec::new();
        for id in self.norms() {
            let norm = self.world.policy.norms.at(id);
            let Occasion::When(triggers) = &norm.occasion else {
                continue;
            };
            for trigger in triggers {
                let TriggerKind::Changes {
                    fact,
                    arguments,
                    begins,
                } = &trigger.kind
                else {
                    continue;
                };
                for with in self.tuples(*fact) {
                    let truth_at = |view| -> Run<Truth> {
                        Ok(match self.world.fact_value(view, *fact, &with)? {
                            Some(Value::Boolean(true)) => Truth::True,
                            Some(_) => Truth::False,
                            None => Truth::Unknown,
                        })
                    };
                    let (held, holds) = (truth_at(before)?, truth_at(now)?);
                    if held == holds {
                        continue;
                    }
                    let changed = match begins {
                        true => all([not(held), holds]),
                        false => all([held, not(holds)]),
                    };
                    if changed == Truth::False {
                        continue;
                    }
                    let eval = Eval::at(&self.world, now);
                    let bind = |env: &mut Env| -> Run<Truth> {
                        let mut truths = Vec::new();
                        for (term, value) in arguments.iter().zip(&with) {
                            truths.push(eval.term(term, Some(value), env)?);
                        }
                        if let Some(label) = trigger.label {
                            env.insert(label, Value::Date(day));
                        }
                        truths.push(changed);
                        Ok(all(truths))
                    };
                    if norm.form == Form::Transition {
                        let mut env = Env::new();
                        let truth = all([bind(&mut env)?, self.world.in_force(now, id)?]);
                        if truth == Truth::False {
                            continue;
                        }
                        let truth = all([
                            truth,
                            eval.conditions(&norm.conditions, &norm.exceptions, &mut env)?,
                        ]);
                        if truth != Truth::False {
                            effects.push((id, env, truth));
                        }
                    } else {
                        for (who, env, truth) in self.bearers(now, id)? {
                            let mut env = env;
                            let truth = all([truth, bind(&mut env)?]);
                            if truth != Truth::False
                                && !arising
                                    .iter()
                                    .any(|a| a.0 == id && a.1 == who && a.2 == env)
                            {
                                arising.push((id, who, env, truth));
                            }
                        }
                    }
                }
            }
        }
        for (id, who, env, truth) in arising {
            self.arise(day, now, id, who, Cause::Change(day), env, truth)?;
        }
        self.apply(day, now, &effects)
    }

    /// All arguments of which anything was ever said of a fact.
    fn tuples(&self, fact: FactId) -> Vec<Vec<Value>> {
        let given = self
            .world
            .case
            .facts
            .iter()
            .filter(|g| g.fact == fact)
            .map(|g| g.arguments.clone());
        let logged = self.world.log.iter().filter_map(|(_, e)| match e {
            Entry::Fact(f, with, _) if *f == fact => Some(with.clone()),
            _ => None,
        });
        let mut out: Vec<_> = given.chain(logged).collect();
        out.sort();
        out.dedup();
        out
    }

    /// Triggers `NORM of c is STATE`.
    fn states(&mut self, day: Date, now: View) -> Run<()> {
        while self.states_seen < self.world.log.len() {
            let entry = self.world.log[self.states_seen].1.clone();
            self.states_seen += 1;
            let Entry::State(place, state) = entry else {
                continue;
            };
            let source = self.world.instances[place].clone();
            // An instance that may not exist sets nothing off; one that may be breached may.
            let perhaps = state == StateWord::Undetermined && self.may_have_breached(place);
            let soft =
                self.world.policy.norms.at(source.norm).standing.status == Status::NotBinding;
            if source.exists != Truth::True || soft {
                continue;
            }
            let (state, certain) = if perhaps {
                (StateWord::Breached, Truth::Unknown)
            } else {
                (state, Truth::True)
            };
            let mut arising = Vec::new();
            for id in self.norms() {
                let norm = self.world.policy.norms.at(id);
                let (Form::Duty(_), Occasion::When(triggers)) = (&norm.form, &norm.occasion) else {
                    continue;
                };
                for trigger in triggers {
                    let TriggerKind::State {
                        norm: name,
                        of,
                        for_,
                        state: wanted,
                    } = &trigger.kind
                    else {
                        continue;
                    };
                    if *wanted != state || self.world.policy.norms.at(source.norm).name != *name {
                        continue;
                    }
                    for (who, env, bears) in self.bearers(now, id)? {
                        let mut env = env;
                        let eval = Eval::at(&self.world, now);
                        let mut truths = vec![bears, certain];
                        if let Some(of) = of {
                            truths.push(eval.term(
                                of,
                                Some(&Value::Individual(source.now)),
                                &mut env,
                            )?);
                        }
                        if let Some(for_) = for_ {
                            let value = match &source.cause {
                                Cause::Period(p) => Some(p.clone()),
                                Cause::Happening(h) => Some(Value::Happening(*h as u32)),
                                _ => None,
                            };
                            truths.push(eval.term(for_, value.as_ref(), &mut env)?);
                        }
                        if let Some(label) = trigger.label {
                            env.insert(label, Value::Date(day));
                        }
                        let truth = all(truths);
                        if truth != Truth::False {
                            arising.push((id, who, env, truth));
                        }
                    }
                }
            }
            for (id, who, env, truth) in arising {
                self.arise(day, now, id, who, Cause::Duty(place), env, truth)?;
            }
        }
        Ok(())
    }

    /// Whether an instance that is undetermined may be in breach: its deadline has passed, or it is judged all the time
    /// or at its act.
    fn may_have_breached(&self, at: usize) -> bool {
        let instance = &self.world.instances[at];
        let may = instance.possible.is_empty() || instance.possible.contains(&StateWord::Breached);
        may && (instance.passed || !instance.intervals.is_empty() || self.is_of_act(at))
    }

    /// S4.4: evidence of members of the set.
    fn evidence(&mut self, day: Date, view: View, at: usize, of: &[Value]) -> Run<()> {
        let instance = &self.world.instances[at];
        let mut env = instance.env.clone();
        let eval = Eval::at(&self.world, view);
        let mut covered = instance.covered.clone();
        let mut complete = true;
        let mut any_shown = false;
        let mut standing = false;
        for (number, must) in self.musts(instance.norm).iter().enumerate() {
            let MustKind::ShowEvidence(e, _) = &must.kind else {
                continue;
            };
            standing = true;
            let Got::Known(Value::Set(wanted)) = eval.value(e, &mut env)? else {
                continue;
            };
            for member in wanted {
                if of.contains(&member) {
                    covered.push((number, member.clone()));
                }
                let has = covered.contains(&(number, member));
                any_shown |= has;
                complete &= has;
            }
        }
        let exists = instance.exists;
        let passed = instance.passed;
        let breached = self.has_breached(at);
        self.world.instances[at].covered = covered;
        if !standing {
            return Ok(());
        }
        if complete && passed && exists != Truth::True {
            return Ok(());
        }
        if complete {
            self.set_state(
                at,
                day,
                if breached || passed {
                    StateWord::DischargedLate
                } else {
                    StateWord::Discharged
                },
            );
        } else if any_shown && exists == Truth::True && !passed {
            self.set_state(at, day, StateWord::PartlyDischarged);
        }
        Ok(())
    }

    /// S4.4: a judgement against the bearer makes a standing duty's finding a breach. Only duties that name a judgement are met.
    fn judged_against(&mut self, _day: Date, _judgement: FactId, _arguments: &[Value]) -> Run<()> {
        Ok(())
    }
}
