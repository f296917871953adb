//! Calls of definitions: which version, and what was found before (S4.6, S11).

use super::{
    evaluator::Eval,
    out::{Out, not},
    read::Arguments,
};
use crate::{
    case::case::Assumed,
    engine::{
        fail::Run,
        moment::{Stamp, View},
        small::Small,
        state::Relation,
        trace::Tracer,
        world::{Found, MAX_REMEMBERED},
    },
    policy::policy::DefinitionId,
    program::{
        node::{NodeId, Stretch},
        rule::{Body, Definition},
        val::Val,
    },
    record::reason::Truth,
};

impl<T: Tracer> Eval<'_, T> {
    pub(super) fn definition(
        &mut self,
        id: NodeId,
        definition: DefinitionId,
        list: Stretch,
        env: &mut [Val],
        view: View,
    ) -> Run<Out> {
        match self.arguments(list, env, view)? {
            Arguments::These(mut arguments) => self
                .each_choice(&mut arguments, &mut |eval, arguments| {
                    eval.call(id, definition, arguments, view)
                }),
            Arguments::Unknown => Ok(Out::Unknown),
            Arguments::Nothing => {
                let boolean = self.code.definitions.get(definition.index());
                Ok(if boolean.is_some_and(|definition| definition.boolean) {
                    Out::Known(Val::FALSE)
                } else {
                    Out::Nothing
                })
            }
        }
    }

    /// What a definition gives of these arguments.
    pub(super) fn call(
        &mut self,
        id: NodeId,
        definition: DefinitionId,
        arguments: &[Val],
        view: View,
    ) -> Run<Out> {
        let code = self.code;
        let Some(compiled) = code.definitions.get(definition.index()) else {
            return Ok(Out::Unknown);
        };
        if let Some(ring) = compiled.ring
            && compiled.boolean
        {
            let truth = self.ring_call(ring, definition, arguments, view)?;
            return Ok(Out::condition(truth));
        }
        if !compiled.dear || T::ON {
            return self.body(definition, compiled, arguments, view);
        }
        let _ = id;
        let key = self.call_key(definition, compiled, arguments, view);
        if let Some(found) = self.remembered(key.as_slice(), view) {
            return Ok(found);
        }
        let before = self.world.latest.replace(Stamp::ALWAYS);
        let out = self.body(definition, compiled, arguments, view)?;
        self.remember(key.as_slice(), out, self.world.latest.get());
        let latest = self.world.latest.get().max(before);
        self.world.latest.set(latest);
        Ok(out)
    }

    /// What a definition says of these arguments, by the version in force at the moment.
    pub(super) fn body(
        &mut self,
        definition: DefinitionId,
        compiled: &Definition,
        arguments: &[Val],
        view: View,
    ) -> Run<Out> {
        let absent = if compiled.boolean {
            Out::Known(Val::FALSE)
        } else {
            Out::Unknown
        };
        let mut result: Option<Out> = None;
        for version in &compiled.versions {
            let force = &version.force;
            if !force.contains(view.day())
                || !(force.is_law()
                    || self
                        .world
                        .is_assumed(Some(Assumed::Definition(definition)), force.pack))
            {
                continue;
            }
            let mut env: Small<Val> = Small::of_len(version.slots as usize);
            for (slot, argument) in env.as_mut_slice().iter_mut().zip(arguments) {
                *slot = *argument;
            }
            let env = env.as_mut_slice();
            let in_force = match force.when {
                None => Truth::True,
                Some(when) => self.truth(when, env, view)?,
            };
            if in_force == Truth::False {
                continue;
            }
            let out = match &version.body {
                Body::Condition { when, unless } => {
                    Out::condition(self.any_unless(when, unless, env, view)?)
                }
                Body::Value(value) => self.value(*value, env, view)?,
            };
            let out = if in_force == Truth::Unknown {
                self.join(out, result.unwrap_or(absent))
            } else {
                out
            };
            if in_force == Truth::True {
                return Ok(out);
            }
            result = Some(out);
        }
        Ok(result.unwrap_or(absent))
    }

    fn any_unless(
        &mut self,
        when: &[NodeId],
        unless: &[NodeId],
        env: &mut [Val],
        view: View,
    ) -> Run<Truth> {
        let mut truth = Truth::False;
        for node in when {
            truth = truth.max(self.truth(*node, env, view)?);
            if truth == Truth::True {
                break;
            }
        }
        for node in unless {
            if truth == Truth::False {
                break;
            }
            truth = truth.min(not(self.truth(*node, env, view)?));
        }
        Ok(truth)
    }

    /// By what a call is remembered: the definition, its arguments, and what of the world its answer hangs on.
    pub(super) fn call_key(
        &self,
        definition: DefinitionId,
        compiled: &Definition,
        arguments: &[Val],
        view: View,
    ) -> Small<u64> {
        let mut key: Small<u64> = Small::new();
        let state = &self.world.state;
        key.push(u64::from(definition.raw()));
        match &compiled.facts {
            Some(facts) => {
                // Facts only: what they were when a question sees as many changes of them is what they are now.
                let bodies = state.relation(Relation::Bodies);
                let seen = facts
                    .iter()
                    .chain([&bodies])
                    .map(|fact| state.changes_seen(*fact, view))
                    .sum();
                let day = view.day();
                let version = self.code.version_days.range(..=day).next_back();
                key.push(seen);
                key.push(version.map_or(0, |day| u64::from(day.cast_unsigned()) | 1 << 40));
                key.push(state.disorder());
            }
            None => {
                let past = &self.world.past;
                key.push(view.bound().bits());
                key.push(view.start().bits());
                key.push(u64::from(view.day().cast_unsigned()) | 1 << 41);
                key.push(past.reopened());
                key.push(past.all_acts().len() as u64);
                key.push(past.len() as u64);
                key.push(self.world.norm_states.changes());
                key.push(state.all_changes());
            }
        }
        for argument in arguments {
            key.push(argument.bits());
        }
        key
    }

    pub(super) fn remembered(&self, key: &[u64], view: View) -> Option<Out> {
        let found = self.world.remembered.borrow().get(key).copied()?;
        self.world.note_read(found.latest, view);
        Some(found.out)
    }

    pub(super) fn remember(&self, key: &[u64], out: Out, latest: Stamp) {
        let mut remembered = self.world.remembered.borrow_mut();
        if remembered.len() >= MAX_REMEMBERED {
            remembered.clear();
        }
        remembered.insert(key.into(), Found { out, latest });
    }
}
