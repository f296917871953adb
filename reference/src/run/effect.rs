//! Effects, all at once, and what passes or ends with them (S3, S4.7).

use crate::{
    eval::{Eval, Got, individual},
    world::{Entry, Env, FactIs, Run, Stop, View, all},
};
use vires::{
    base::date::Date,
    policy::{
        expr::{Expr, StateWord},
        norm::{EffectKind, Form, MustKind, NormId, Party},
        policy::{FactId, FunctionId, IndividualId},
        value::Value,
    },
    record::reason::Truth,
};

use super::runner::Runner;

impl<'a> Runner<'a> {
    /// S3: effects apply all at once; two that set one fact differently are an error.
    pub(crate) fn apply(
        &mut self,
        day: Date,
        before: View,
        norms: &[(NormId, Env, Truth)],
    ) -> Run<()> {
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

    pub(crate) fn apply_entries(
        &mut self,
        day: Date,
        before: View,
        mut entries: Vec<Entry>,
    ) -> Run<()> {
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

    pub(crate) fn entries(
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
        let fact = |fact: FactId, with: Vec<Value>, is: FactIs| -> Run<Option<Entry>> {
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
                // What would change nothing disagrees with nothing.
                if now == is {
                    return Ok(None);
                }
                FactIs::Unknown
            };
            Ok(Some(Entry::Fact(fact, with, is)))
        };
        let mut out = Vec::new();
        match effect {
            EffectKind::Begins(f, with) => {
                if let Some(with) = values(with, env)? {
                    out.extend(fact(*f, with, FactIs::Known(Value::Boolean(true)))?);
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
                    out.extend(fact(*f, with, is)?);
                }
            }
            EffectKind::Becomes(f, with, to) => {
                if let Some(with) = values(with, env)? {
                    let is = value(to, env)?.map_or(FactIs::Unknown, FactIs::Known);
                    out.extend(fact(*f, with, is)?);
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
    pub(crate) fn function_of(&self, id: NormId) -> Option<FunctionId> {
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
    pub(crate) fn pass(
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
    pub(crate) fn abolished(&mut self, day: Date, who: IndividualId) -> Run<()> {
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
}
