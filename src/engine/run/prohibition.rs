//! Prohibitions (S6): breached on the day the act is done, void acts too; performer, office and answerable body are each
//! judged.

use crate::{
    engine::{duties::instance::CauseCode, fail::Run, norm_states::States},
    policy::expr::StateWord,
    program::{
        norm::{FormCode, NormCode},
        val::Val,
    },
    record::reason::Truth,
};

use super::{act::Done, acts::Breach, cascade::Change, overriding::On, session::Session};

impl<'a> Session<'a> {
    /// Judges an act by all prohibitions that speak of it.
    pub(crate) fn prohibitions(&mut self, done: &Done) -> Run<()> {
        let program = self.program;
        let Some(norms) = program
            .norms
            .dispatch
            .prohibitions_by_act
            .get(done.act.index())
        else {
            return Ok(());
        };
        if norms.is_empty() {
            return Ok(());
        }
        let mut judged: Vec<Val> = Vec::new();
        for who in done.performers.iter().chain(&done.principals) {
            if !judged.contains(who) {
                judged.push(*who);
            }
            if let Some((_, body)) = who.as_office() {
                let body = Val::individual(body);
                if !judged.contains(&body) {
                    judged.push(body);
                }
            }
        }
        for norm in norms {
            let Some(code) = program.norms.code(*norm) else {
                continue;
            };
            for who in &judged {
                self.judge_prohibited(code, *who, done)?;
            }
        }
        Ok(())
    }

    fn judge_prohibited(&mut self, code: &'a NormCode, who: Val, done: &Done) -> Run<()> {
        let FormCode::Prohibition(patterns) = &code.form else {
            return Ok(());
        };
        let view = self.before();
        let mut env = self.env(code.slots);
        let binds = self.binds(code, who, &mut env, view)?;
        let mut breached = Truth::False;
        let bound = env.clone();
        for pattern in patterns {
            if binds == Truth::False || breached == Truth::True {
                break;
            }
            env.copy_from_slice(&bound);
            let mut one = binds.min(self.matches(*pattern, done, &mut env, view)?);
            if one != Truth::False {
                one = one.min(self.conditions(code, &mut env, view)?);
            }
            breached = breached.max(one);
        }
        if breached != Truth::False {
            let (defeated, _) = self.overridden(code, who, On::Act(done), view)?;
            breached = breached.min(super::force::not(defeated));
        }
        if breached != Truth::False {
            self.note_prohibited(code, who, done, breached, &mut env)?;
        }
        self.done_with(env);
        Ok(())
    }

    fn note_prohibited(
        &mut self,
        code: &'a NormCode,
        who: Val,
        done: &Done,
        certain: Truth,
        env: &mut [Val],
    ) -> Run<()> {
        if Session::is_soft(code) {
            if let Some(detail) = self.acts.detail_mut(done.place)
                && certain == Truth::True
                && !detail.soft.contains(&(code.id, false))
            {
                detail.soft.push((code.id, false));
            }
            return Ok(());
        }
        let unknowns = if certain == Truth::Unknown {
            let nodes: Vec<_> = code
                .conditions
                .iter()
                .chain(&code.exceptions)
                .copied()
                .collect();
            let view = self.before();
            self.unknowns_of(&nodes, env, view)?
        } else {
            Vec::new()
        };
        let breach = Breach {
            norm: code.id,
            name: code.name,
            of: who,
            duty: None,
            certain,
            unknowns,
        };
        self.acts.breach(done.place, breach);
        let cause = Val::happening(done.place);
        if self.program.code.norms_read.contains(&code.name) {
            let instance = self.world.norm_states.add(code.name, who, cause);
            let states = if certain == Truth::True {
                States::one(StateWord::Breached)
            } else {
                States::any(&[StateWord::Breached, StateWord::Discharged])
            };
            self.world.norm_states.set(instance, states, self.now);
        }
        self.norm_touched(code.name);
        self.changes.push(Change::State {
            norm: code.name,
            bearer: who,
            for_: cause,
            state: StateWord::Breached,
            cause: CauseCode::Breach(done.place),
            certain,
        });
        Ok(())
    }
}
