//! Triggers: a happening or change brings about instances of duties, or a transition.

use crate::{
    engine::{duties::instance::CauseCode, fail::Run, moment::View},
    program::{
        norm::{
            FormCode, NormCode, OccasionCode, PartyCode, TriggerCode, TriggerKindCode, TriggerRef,
        },
        val::Val,
    },
    record::reason::Truth,
};

use super::{act::Done, arise::Arising, session::Session};

impl<'a> Session<'a> {
    /// A trigger and its norm.
    pub(crate) fn trigger(&self, at: TriggerRef) -> Option<(&'a NormCode, &'a TriggerCode)> {
        let code = self.program.norms.code(at.norm)?;
        let OccasionCode::When(triggers) = &code.occasion else {
            return None;
        };
        Some((code, triggers.get(at.trigger as usize)?))
    }

    /// Lets an act or event pull its triggers. A void act triggers nothing (S5.2: it has no effects); of one that may be
    /// void, what it triggers may be.
    pub(crate) fn pull_triggers(&mut self, done: &Done) -> Run<()> {
        let tables = &self.program.norms.dispatch;
        let Some(triggers) = tables.triggers_by_act.get(done.act.index()) else {
            return Ok(());
        };
        for at in triggers {
            let Some((code, trigger)) = self.trigger(*at) else {
                continue;
            };
            if !trigger.may_be_pulled(&done.arguments) {
                continue;
            }
            match trigger.kind {
                TriggerKindCode::Happens(pattern) => {
                    let mut env = self.env(code.slots);
                    let matched = self.matches(pattern, done, &mut env, self.before())?;
                    self.pulled(code, trigger, &mut env, done, matched)?;
                    self.done_with(env);
                }
                TriggerKindCode::Does(actor, pattern) => {
                    for principal in &done.principals {
                        let mut env = self.env(code.slots);
                        let view = self.before();
                        let mut matched = self.term(actor, *principal, &mut env, view)?;
                        if matched != Truth::False {
                            matched = matched.min(self.matches(pattern, done, &mut env, view)?);
                        }
                        self.pulled(code, trigger, &mut env, done, matched)?;
                        self.done_with(env);
                    }
                }
                TriggerKindCode::State { .. } | TriggerKindCode::Changes { .. } => {}
            }
        }
        Ok(())
    }

    fn pulled(
        &mut self,
        code: &'a NormCode,
        trigger: &'a TriggerCode,
        env: &mut [Val],
        done: &Done,
        matched: Truth,
    ) -> Run<()> {
        let matched = matched.min(done.certain);
        if matched == Truth::False {
            return Ok(());
        }
        if let Some(label) = trigger.label
            && let Some(place) = env.get_mut(label.index())
        {
            *place = Val::happening(done.place);
        }
        let cause = CauseCode::Happening(done.place);
        self.pull(code, trigger, env, cause, matched, self.before())
    }

    /// A trigger was pulled: a transition takes effect, a duty arises for whoever bears it.
    pub(crate) fn pull(
        &mut self,
        code: &'a NormCode,
        trigger: &'a TriggerCode,
        env: &mut [Val],
        cause: CauseCode,
        matched: Truth,
        view: View,
    ) -> Run<()> {
        match code.form {
            FormCode::Transition => {
                let holds = matched
                    .min(self.force(code, env, view)?)
                    .min(self.conditions(code, env, view)?);
                if holds != Truth::False && self.first_in_moment(code, Val::NONE, env, cause) {
                    self.apply_effects(&code.effects, env, view, holds)?;
                }
                Ok(())
            }
            FormCode::Duty(_) => match &code.party {
                PartyCode::Any { slot, .. } if trigger.binds_bearer => {
                    let bearer = env.get(slot.index()).copied().unwrap_or(Val::NONE);
                    self.arise(
                        code,
                        env,
                        Arising {
                            bearer,
                            cause,
                            certain: matched,
                            view,
                        },
                    )?;
                    Ok(())
                }
                PartyCode::Any { slot, kind, .. } => {
                    for bearer in self.beings(*kind, view) {
                        let mut own = self.env(code.slots);
                        own.copy_from_slice(env);
                        if let Some(place) = own.get_mut(slot.index()) {
                            *place = bearer;
                        }
                        let arising = Arising {
                            bearer,
                            cause,
                            certain: matched,
                            view,
                        };
                        self.arise(code, &mut own, arising)?;
                        self.done_with(own);
                    }
                    Ok(())
                }
                PartyCode::One(who) => {
                    let bearer = Val::individual(*who);
                    self.arise(
                        code,
                        env,
                        Arising {
                            bearer,
                            cause,
                            certain: matched,
                            view,
                        },
                    )?;
                    Ok(())
                }
                PartyCode::Nobody => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// Whether a norm has not made an instance for this bearer and these bindings in this moment (S3). Where a rule names
    /// what brought it about (`as lapse`), that is one of the bindings: two breaches of one day are two.
    pub(crate) fn first_in_moment(
        &mut self,
        code: &NormCode,
        bearer: Val,
        env: &[Val],
        cause: CauseCode,
    ) -> bool {
        let named = env.iter().any(|val| val.as_inner_moment().is_some());
        let cause = named.then_some(cause);
        self.made.insert((code.id, bearer, env.to_vec(), cause))
    }
}
