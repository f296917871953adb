//! Immunities (S6): an act in the face of one is void if the power claimed is of the same or a lower rank; against a power
//! of higher rank, or where the immunity is only assumed, the power is followed and the conflict is reported.

use crate::{
    engine::{fail::Run, moment::View},
    policy::norm::NormId,
    program::{
        norm::{FormCode, NormCode, PartyCode},
        val::Val,
    },
    record::reason::{Fault, Truth},
};

use super::{
    act::Done,
    authority::{Ground, Own},
    overriding::On,
    session::Session,
};

/// Why an act is blocked, and how surely.
pub(crate) type Blocked = (Vec<Fault>, Truth);

/// What immunities leave of an actor's own norms.
#[derive(Debug, Clone)]
pub(crate) struct Left {
    /// The norms that are left.
    pub(crate) own: Own,
    /// What blocks the act, where nothing is left.
    pub(crate) blocked: Blocked,
    /// Immunities that stand in the way of it, or may.
    pub(crate) faced: Vec<Fault>,
    /// Powers that are followed in the face of an immunity: the immunity, the power.
    pub(crate) conflicts: Vec<(NormId, NormId)>,
}

impl<'a> Session<'a> {
    /// Takes away what immunities keep away. Gives what is left, what blocks the act if nothing is left, and the powers that
    /// are followed in the face of an immunity.
    pub(crate) fn immunities(
        &mut self,
        actor: Val,
        own: Own,
        done: &Done,
        view: View,
    ) -> Run<Left> {
        let mut own = own;
        let mut blocked: Blocked = (Vec::new(), Truth::False);
        let mut conflicts = Vec::new();
        let program = self.program;
        let Some(norms) = program
            .norms
            .dispatch
            .immunities_by_act
            .get(done.act.index())
        else {
            return Ok(Left {
                own,
                blocked,
                faced: Vec::new(),
                conflicts,
            });
        };
        let mut faced = Vec::new();
        for norm in norms {
            let Some(code) = program.norms.code(*norm) else {
                continue;
            };
            let stands = self.stands_against(code, actor, done, view)?;
            if stands == Truth::False {
                continue;
            }
            let assumed = self.is_only_assumed(code);
            if !assumed {
                faced.push(Fault::Immunity { norm: code.id });
            }
            let falls = |ground: &Ground| {
                let rank = program.norms.code(ground.norm).map(|code| code.force.rank);
                !assumed && rank.is_none_or(|rank| rank >= code.force.rank)
            };
            let had = !own.certain.is_empty() || !own.maybe.is_empty();
            for ground in own.certain.iter().chain(&own.maybe) {
                if !falls(ground) {
                    conflicts.push((code.id, ground.norm));
                }
            }
            if stands == Truth::True {
                own.certain.retain(|ground| !falls(ground));
                own.maybe.retain(|ground| !falls(ground));
            } else {
                let (fall, stay): (Vec<_>, Vec<_>) = std::mem::take(&mut own.certain)
                    .into_iter()
                    .partition(falls);
                own.certain = stay;
                own.maybe.extend(fall);
                let nodes: Vec<_> = code
                    .conditions
                    .iter()
                    .chain(&code.exceptions)
                    .copied()
                    .collect();
                let unknowns = self.immunity_unknowns(code, &nodes, done, view)?;
                own.unknowns.extend(unknowns);
            }
            let left = !own.certain.is_empty() || !own.maybe.is_empty();
            if !left || !had {
                blocked.0.push(Fault::Immunity { norm: code.id });
                blocked.1 = blocked.1.max(stands);
            } else if stands == Truth::Unknown {
                own.doubts.push(Fault::Immunity { norm: code.id });
            }
        }
        Ok(Left {
            own,
            blocked,
            faced,
            conflicts,
        })
    }

    /// Whether an immunity stands against an act of somebody.
    fn stands_against(
        &mut self,
        code: &'a NormCode,
        actor: Val,
        done: &Done,
        view: View,
    ) -> Run<Truth> {
        let FormCode::Immunity { who, .. } = &code.form else {
            return Ok(Truth::False);
        };
        if !self.is_kind(actor, *who, view) || !self.exists(actor, view) {
            return Ok(Truth::False);
        }
        let mut most = Truth::False;
        for (holder, mut env, matched) in self.protected(code, done, view)? {
            let mut stands = matched.min(self.binds(code, holder, &mut env, view)?);
            if stands != Truth::False {
                stands = stands.min(self.conditions(code, &mut env, view)?);
            }
            if stands != Truth::False {
                let (defeated, _) = self.overridden(code, holder, On::Act(done), view)?;
                stands = stands.min(super::force::not(defeated));
            }
            self.done_with(env);
            most = most.max(stands);
        }
        Ok(most)
    }

    /// Whom an immunity protects from an act, with its variables bound.
    fn protected(
        &mut self,
        code: &'a NormCode,
        done: &Done,
        view: View,
    ) -> Run<Vec<(Val, Vec<Val>, Truth)>> {
        let FormCode::Immunity {
            pattern,
            binds_holder,
            ..
        } = &code.form
        else {
            return Ok(Vec::new());
        };
        let holders = match &code.party {
            PartyCode::Any { slot, .. } if *binds_holder => {
                let mut env = self.env(code.slots);
                let matched = self.matches(*pattern, done, &mut env, view)?;
                let holder = env.get(slot.index()).copied().unwrap_or(Val::NONE);
                if matched == Truth::False || !holder.is_known() {
                    self.done_with(env);
                    return Ok(Vec::new());
                }
                return Ok(vec![(holder, env, matched)]);
            }
            PartyCode::Any { kind, .. } => self.beings(*kind, view),
            PartyCode::One(who) => vec![Val::individual(*who)],
            PartyCode::Nobody => Vec::new(),
        };
        let mut protected = Vec::new();
        for holder in holders {
            let mut env = self.env(code.slots);
            self.party(code, holder, &mut env, view)?;
            let matched = self.matches(*pattern, done, &mut env, view)?;
            if matched == Truth::False {
                self.done_with(env);
            } else {
                protected.push((holder, env, matched));
            }
        }
        Ok(protected)
    }

    fn immunity_unknowns(
        &mut self,
        code: &'a NormCode,
        nodes: &[crate::program::node::NodeId],
        done: &Done,
        view: View,
    ) -> Run<Vec<crate::record::reason::Unknown>> {
        let mut unknowns = Vec::new();
        for (_, mut env, _) in self.protected(code, done, view)? {
            unknowns.extend(self.unknowns_of(nodes, &mut env, view)?);
            self.done_with(env);
        }
        Ok(unknowns)
    }
}
