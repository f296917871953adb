//! How a norm stands to an act: whom it binds, its conditions, its limits.

use crate::{
    engine::{fail::Run, moment::View, proof::Prover, run::session::Session, world::Wanted},
    policy::norm::NormId,
    program::{
        node::NodeId,
        norm::{FormCode, NormCode, PartyCode, PermissionCode},
        pattern::PatternId,
        val::Val,
    },
    record::{
        proof::{NormProof, Proof},
        reason::Truth,
    },
};

impl<'a> Session<'a> {
    /// An expression, written down.
    pub(crate) fn proved(&self, node: NodeId, env: &mut [Val], view: View) -> Run<Option<Proof>> {
        let mut eval = self.world.traced(Prover::new(&self.world));
        eval.value(node, env, view)?;
        Ok(eval.trace.done.pop())
    }

    /// What was read to match an act with a pattern; the variables that it binds are bound.
    pub(super) fn matching(
        &self,
        pattern: PatternId,
        line: u32,
        env: &mut [Val],
        view: View,
    ) -> Run<Vec<Proof>> {
        let mut eval = self.world.traced(Prover::new(&self.world));
        eval.matches(pattern, line, env, view, Wanted::Apart)?;
        Ok(eval.trace.done)
    }

    /// How a norm stands to an act, in the state just before it.
    pub(crate) fn norm_of_act(
        &mut self,
        norm: NormId,
        who: Val,
        line: u32,
        view: View,
    ) -> Run<NormProof> {
        let program = self.program;
        let Some(code) = program.norms.code(norm) else {
            return Ok(NormProof::default());
        };
        let mut env = vec![Val::NONE; code.slots as usize];
        let mut proof = NormProof {
            party: self.party_proof(code, who, &mut env, view)?,
            ..NormProof::default()
        };
        if let Some(when) = code.force.when {
            proof.force = self.proved(when, &mut env, view)?;
        }
        for pattern in patterns_of(code, &|id| program.norms.permission(id)) {
            let bound = env.clone();
            proof.pattern = self.matching(pattern, line, &mut env, view)?;
            let mut again = bound.clone();
            let truth = self
                .world
                .matches(pattern, line, &mut again, view, Wanted::Apart)?;
            if truth != Truth::False {
                break;
            }
            env = bound;
        }
        if !matches!(code.form, FormCode::Duty(_)) {
            self.condition_proofs(code, &mut env, view, &mut proof)?;
        }
        let Some(act) = self.world.past.act(line) else {
            return Ok(proof);
        };
        for limit in &code.limits {
            let Some(of) = limit.of.iter().find(|of| of.act == act) else {
                continue;
            };
            let Some(most) = self.proved(limit.amount, &mut env, view)? else {
                continue;
            };
            let mut sums = Vec::new();
            if let Some(earlier) = &of.earlier {
                let mut put = |slot: crate::program::node::Slot, val: Val| {
                    if let Some(place) = env.get_mut(slot.index()) {
                        *place = val;
                    }
                };
                put(earlier.holder, who);
                if let Some((slot, parameter)) = earlier.argument {
                    let parameter = u32::try_from(parameter).unwrap_or(u32::MAX);
                    put(slot, self.world.past.argument(line, parameter));
                }
                if let Some((slot, kind)) = earlier.period
                    && let Some(period) = self.period_of_day(kind, view.day())
                {
                    put(slot, Val::period(period));
                }
                for total in &earlier.totals {
                    sums.extend(self.proved(*total, &mut env, view)?);
                }
            }
            proof.limits.push((most, sums));
        }
        Ok(proof)
    }

    pub(super) fn party_proof(
        &mut self,
        code: &NormCode,
        who: Val,
        env: &mut [Val],
        view: View,
    ) -> Run<Option<Proof>> {
        let PartyCode::Any {
            slot, condition, ..
        } = &code.party
        else {
            return Ok(None);
        };
        if let Some(place) = env.get_mut(slot.index()) {
            *place = who;
        }
        match condition {
            Some(condition) => self.proved(*condition, env, view),
            None => Ok(None),
        }
    }

    pub(super) fn condition_proofs(
        &mut self,
        code: &NormCode,
        env: &mut [Val],
        view: View,
        proof: &mut NormProof,
    ) -> Run<()> {
        for condition in &code.conditions {
            let proved = self.proved(*condition, env, view)?;
            let fails = proved.as_ref().is_some_and(Proof::is_false);
            proof.conditions.extend(proved);
            if fails {
                return Ok(());
            }
        }
        for exception in &code.exceptions {
            let proved = self.proved(*exception, env, view)?;
            let fails = proved.as_ref().is_some_and(Proof::is_true);
            proof.exceptions.extend(proved);
            if fails {
                return Ok(());
            }
        }
        Ok(())
    }
}

/// The patterns of acts that a norm speaks of.
fn patterns_of<'n>(
    code: &'n NormCode,
    permission: &dyn Fn(crate::program::norm::PermissionId) -> Option<&'n PermissionCode>,
) -> Vec<PatternId> {
    match &code.form {
        FormCode::Prohibition(patterns) => patterns.clone(),
        FormCode::Power(ids) | FormCode::Freedom(ids) => ids
            .iter()
            .filter_map(|id| permission(*id))
            .filter(|permission| permission.act_variable.is_none())
            .map(|permission| permission.pattern)
            .collect(),
        FormCode::Immunity { pattern, .. } => vec![*pattern],
        FormCode::Duty(_) | FormCode::Transition => Vec::new(),
    }
}
