//! Effects: read together in the state before them, then applied all at once (S3).

use rustc_hash::FxHashMap;

use crate::{
    base::span::Span,
    engine::{
        fail::{Run, fail},
        moment::{Stamp, View},
        state::Relation,
    },
    policy::{
        norm::{EffectKind, NormNameId},
        policy::{FactId, FunctionId, KindId},
    },
    program::{
        compile::transition,
        norm::{EffectCode, EffectKindCode},
        val::Val,
    },
    record::{reason::Truth, record::RunErrorKind},
};

use super::{agenda::Task, session::Session};

/// Changes that wait to be applied at once, and what was written at this moment.
#[derive(Debug, Clone, Default)]
pub struct Wave {
    pending: Vec<(Set, Truth, Option<Span>)>,
    written: FxHashMap<Written, (Val, Option<Span>)>,
}

/// What can be written but once at a moment.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Written {
    Fact(FactId, Vec<Val>),
    Exists(Val),
    Kind(Val),
}

/// A change with all its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Set {
    /// A fact has a value; none where a valued fact is no longer stated.
    Fact(FactId, Vec<Val>, Val),
    /// Somebody exists, or no longer does.
    Exists(Val, bool),
    /// Somebody is of a kind.
    Kind(Val, KindId),
    /// Somebody has another title.
    Title(Val, String),
    /// A function passes.
    Function(Option<FunctionId>, Val, Val),
    /// A norm is imposed on somebody (or, where not, disapplied for them).
    Binds(NormNameId, Val, bool),
    /// A claim passes.
    Claim(NormNameId, Val, Val),
    /// A norm's burden passes.
    Norm(NormNameId, Val, Val),
}

impl Session<'_> {
    /// Reads effects in a state, and keeps them to be applied. Where it is not certain that they come about, or for whom,
    /// what they would change becomes unknown (S5.2).
    pub(crate) fn apply_effects(
        &mut self,
        effects: &[EffectCode],
        env: &mut [Val],
        view: View,
        certain: Truth,
    ) -> Run<()> {
        for effect in effects {
            let Some(every) = effect.for_every else {
                self.read_effect(&effect.kind, env, view, certain, Some(effect.span))?;
                continue;
            };
            let slot = self.program.code.range(every).slot;
            for (member, holds) in self.members(every, env, view)? {
                if let Some(place) = env.get_mut(slot.index()) {
                    *place = member;
                }
                self.read_effect(
                    &effect.kind,
                    env,
                    view,
                    certain.min(holds),
                    Some(effect.span),
                )?;
            }
            if let Some(place) = env.get_mut(slot.index()) {
                *place = Val::NONE;
            }
        }
        Ok(())
    }

    /// Reads one change.
    pub(crate) fn read_effect(
        &mut self,
        kind: &EffectKindCode,
        env: &mut [Val],
        view: View,
        certain: Truth,
        span: Option<Span>,
    ) -> Run<()> {
        let set = match kind {
            EffectKindCode::Begins(fact, arguments) => {
                let arguments = self.values(arguments, env, view)?;
                Set::Fact(*fact, arguments, Val::TRUE)
            }
            EffectKindCode::Ends(fact, arguments) => {
                let arguments = self.values(arguments, env, view)?;
                let gone = if self.is_boolean(*fact) {
                    Val::FALSE
                } else {
                    Val::NONE
                };
                Set::Fact(*fact, arguments, gone)
            }
            EffectKindCode::Becomes(fact, arguments, value) => {
                let arguments = self.values(arguments, env, view)?;
                let value = self.value(*value, env, view)?;
                Set::Fact(*fact, arguments, value)
            }
            EffectKindCode::Established(body) => Set::Exists(self.value(*body, env, view)?, true),
            EffectKindCode::Abolished(body) => Set::Exists(self.value(*body, env, view)?, false),
            EffectKindCode::Renamed(body, title) => {
                Set::Title(self.value(*body, env, view)?, title.clone())
            }
            EffectKindCode::BecomesKind(body, kind) => {
                Set::Kind(self.value(*body, env, view)?, *kind)
            }
            EffectKindCode::FunctionPasses(function, from, to) => Set::Function(
                *function,
                self.value(*from, env, view)?,
                self.value(*to, env, view)?,
            ),
            EffectKindCode::Imposed(norm, body) => {
                Set::Binds(*norm, self.value(*body, env, view)?, true)
            }
            EffectKindCode::Disapplied(norm, body) => {
                Set::Binds(*norm, self.value(*body, env, view)?, false)
            }
            EffectKindCode::ClaimPasses(norm, from, to) => Set::Claim(
                *norm,
                self.value(*from, env, view)?,
                self.value(*to, env, view)?,
            ),
            EffectKindCode::NormPasses(norm, from, to) => Set::Norm(
                *norm,
                self.value(*from, env, view)?,
                self.value(*to, env, view)?,
            ),
        };
        if certain != Truth::False {
            self.wave.pending.push((set, certain, span));
        }
        Ok(())
    }

    /// A change that stands in the state already, with what follows from it (a judgement, a given effect).
    pub(crate) fn set_later(&mut self, set: Set, certain: Truth, span: Option<Span>) {
        self.wave.pending.push((set, certain, span));
    }

    /// Forgets what was written: a new moment begins.
    pub(crate) fn new_wave(&mut self) {
        if !self.wave.written.is_empty() {
            self.wave.written.clear();
        }
    }

    /// Applies all that is kept, at once. Says whether there was anything.
    pub(crate) fn flush(&mut self) -> Run<bool> {
        let pending = std::mem::take(&mut self.wave.pending);
        if pending.is_empty() {
            return Ok(false);
        }
        let mut gone = Vec::new();
        let mut passed = Vec::new();
        for (set, certain, span) in &pending {
            self.refuse_disagreement(set, *certain, *span)?;
        }
        for (set, certain, _) in pending {
            match set {
                Set::Fact(fact, arguments, value) => {
                    self.write_fact(fact, &arguments, value, certain)?;
                }
                Set::Exists(who, exists) => {
                    if certain == Truth::True {
                        if let Some(id) = who.as_individual() {
                            self.world.set_exists(id, exists, self.now);
                        }
                        self.watch.beings();
                        gone.push(who);
                    }
                }
                Set::Kind(who, kind) => {
                    if certain == Truth::True {
                        if let Some(id) = who.as_individual() {
                            self.world.set_kind(id, kind, self.now);
                        }
                        self.watch.beings();
                        gone.push(who);
                    }
                }
                Set::Title(who, title) => {
                    if certain == Truth::True
                        && let Some(id) = who.as_individual()
                    {
                        self.world.bodies.set_title(id, title, self.now);
                    }
                }
                Set::Function(function, from, to) => {
                    if certain == Truth::True {
                        self.passed.push((function, from, to));
                        let what = function.map_or(Val::NONE, Val::function);
                        let now = self.now;
                        let relation = crate::engine::state::Relation::FunctionPassed;
                        self.world
                            .relate(relation, &[what, from, to], Val::TRUE, now);
                        passed.push((function, from, to));
                    }
                }
                Set::Binds(norm, who, imposed) => {
                    if certain == Truth::True {
                        self.set_binds(norm, who, imposed);
                        self.binding_changed(norm, who)?;
                    }
                }
                Set::Claim(norm, from, to) => {
                    if certain == Truth::True {
                        self.claim_passes(norm, from, to);
                    }
                }
                Set::Norm(norm, from, to) => {
                    if certain == Truth::True {
                        self.norm_passes(norm, from, to)?;
                    }
                }
            }
        }
        // All passings of the moment come before who is gone: what was passed at once does not lapse.
        self.functions_pass(&passed)?;
        for who in gone {
            if let Some(individual) = who.as_individual() {
                self.being_changed(individual)?;
            }
        }
        Ok(true)
    }

    /// Two effects of one moment that set one thing differently are an error (S3).
    fn refuse_disagreement(&mut self, set: &Set, certain: Truth, span: Option<Span>) -> Run<()> {
        if certain != Truth::True {
            return Ok(());
        }
        let (written, value) = match set {
            Set::Fact(fact, arguments, value) => (Written::Fact(*fact, arguments.clone()), *value),
            Set::Exists(who, exists) => (Written::Exists(*who), Val::boolean(*exists)),
            Set::Kind(who, kind) => (
                Written::Kind(*who),
                Val::day(i32::try_from(kind.raw()).unwrap_or(i32::MAX)),
            ),
            _ => return Ok(()),
        };
        match self.wave.written.get(&written) {
            Some((other, _)) if *other == value => Ok(()),
            Some((_, other)) => {
                let mut failure = fail(
                    RunErrorKind::EffectsDisagree {
                        fact: self.words_of(&written),
                    },
                    span,
                );
                failure.other = *other;
                Err(failure)
            }
            None => {
                self.wave.written.insert(written, (value, span));
                Ok(())
            }
        }
    }

    fn words_of(&self, written: &Written) -> String {
        match written {
            Written::Fact(fact, arguments) => self.fact_words(*fact, arguments),
            Written::Exists(who) => format!("whether {} exists", self.words(*who)),
            Written::Kind(who) => format!("the kind of {}", self.words(*who)),
        }
    }

    /// Writes a fact at this moment. What may or may not have come about leaves it one of two values (S5.2).
    pub(crate) fn write_fact(
        &mut self,
        fact: FactId,
        arguments: &[Val],
        value: Val,
        certain: Truth,
    ) -> Run<()> {
        let was = self.fact_value(fact, arguments, self.after());
        if certain == Truth::True {
            self.world.set_fact(fact, arguments, value, self.now);
        } else {
            self.world.maybe_set_fact(fact, arguments, value, self.now);
        }
        let is = self.fact_value(fact, arguments, self.after());
        self.note_fact(fact, arguments, was, is);
        Ok(())
    }

    fn set_binds(&mut self, norm: NormNameId, who: Val, imposed: bool) {
        let arguments = [Val::norm(norm), who];
        let (imposing, disapplying) = if imposed {
            (Val::TRUE, Val::NONE)
        } else {
            (Val::NONE, Val::TRUE)
        };
        if imposed || self.is_imposed(norm, who, self.after()) {
            self.world
                .relate(Relation::Imposed, &arguments, imposing, self.now);
        }
        self.world
            .relate(Relation::Disapplied, &arguments, disapplying, self.now);
    }

    /// A given effect has ended: a norm no longer imposed or disapplied, a fact no longer so. Other changes stay.
    fn undo_effect(&mut self, kind: &EffectKindCode, span: Option<Span>) -> Run<()> {
        let mut env = Vec::new();
        let view = self.before();
        match kind {
            EffectKindCode::Begins(fact, arguments) => {
                let arguments = self.values(arguments, &mut env, view)?;
                self.set_later(Set::Fact(*fact, arguments, Val::FALSE), Truth::True, span);
            }
            EffectKindCode::Becomes(fact, arguments, _) => {
                let arguments = self.values(arguments, &mut env, view)?;
                self.set_later(Set::Fact(*fact, arguments, Val::NONE), Truth::True, span);
            }
            EffectKindCode::Imposed(norm, body) | EffectKindCode::Disapplied(norm, body) => {
                let body = self.value(*body, &mut env, view)?;
                let relation = match kind {
                    EffectKindCode::Imposed(..) => Relation::Imposed,
                    _ => Relation::Disapplied,
                };
                let arguments = [Val::norm(*norm), body];
                self.world.relate(relation, &arguments, Val::NONE, self.now);
                self.binding_changed(*norm, body)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// What is given as always having been so: functions and claims that have passed, facts.
    pub(crate) fn given_always(&mut self) -> Run<()> {
        let case = self.case;
        for given in &case.effects {
            if given.dates.from.is_some() {
                continue;
            }
            let code = self.compiled(&given.effect);
            let mut env = Vec::new();
            let view = self.after();
            match &code {
                EffectKindCode::FunctionPasses(function, from, to) => {
                    let from = self.value(*from, &mut env, view)?;
                    let to = self.value(*to, &mut env, view)?;
                    self.passed.push((*function, from, to));
                }
                EffectKindCode::ClaimPasses(norm, from, to) => {
                    let from = self.value(*from, &mut env, view)?;
                    let to = self.value(*to, &mut env, view)?;
                    self.claims.push((*norm, from, to));
                }
                EffectKindCode::Begins(fact, arguments) => {
                    let arguments = self.values(arguments, &mut env, view)?;
                    self.world
                        .set_fact(*fact, &arguments, Val::TRUE, Stamp::ALWAYS);
                }
                EffectKindCode::Becomes(fact, arguments, value) => {
                    let arguments = self.values(arguments, &mut env, view)?;
                    let value = self.value(*value, &mut env, view)?;
                    self.world.set_fact(*fact, &arguments, value, Stamp::ALWAYS);
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn compiled(&mut self, effect: &EffectKind) -> EffectKindCode {
        self.world
            .compile(|compiler| transition::effect_kind(compiler, effect))
    }

    /// A change that the scenario states: it is applied at its own moment (S2).
    pub(crate) fn stated_effect(
        &mut self,
        effect: &EffectKind,
        span: Option<Span>,
        begins: bool,
    ) -> Run<()> {
        let code = self.compiled(effect);
        if !begins {
            return self.undo_effect(&code, span);
        }
        let mut env = Vec::new();
        let view = self.before();
        self.read_effect(&code, &mut env, view, Truth::True, span)
    }

    /// A given effect begins or has ended today.
    pub(crate) fn given_effect(&mut self, place: usize) -> Run<()> {
        let case = self.case;
        let Some(given) = case.effects.get(place) else {
            return Ok(());
        };
        let begins = given.dates.from.map(|date| date.days()) == Some(self.now.day());
        self.stated_effect(&given.effect, Some(given.span), begins)
    }

    /// Whether a fact is true or false of its arguments.
    pub(crate) fn is_boolean(&self, fact: FactId) -> bool {
        self.policy
            .facts
            .get(fact)
            .is_some_and(|fact| fact.ty == crate::policy::types::Type::Boolean)
    }

    /// Looks at an individual again at the start of a later day.
    pub(crate) fn look_again(&mut self, day: i32, task: Task) {
        self.agenda.add(day, task);
    }
}
