//! Succession (S4.7): open duties go to the body that received their function, followed along the chain of transfers; with
//! none they lapse, with several they are undetermined. Claims and burdens pass too; norms are imposed and disapplied.

use crate::{
    engine::{
        duties::{instance::InstanceId, progress::EndedBy},
        fail::Run,
        moment::View,
    },
    policy::{
        expr::StateWord,
        norm::{Claimant, NormNameId},
        policy::FunctionId,
    },
    program::{
        norm::{FormCode, PartCode, PartKind, PartyCode},
        val::Val,
    },
};

use super::session::Session;

/// A function that passed: which (all where it is none), from whom, to whom.
pub(crate) type Passing = (Option<FunctionId>, Val, Val);

impl<'a> Session<'a> {
    /// Functions have passed at this moment: what is open under them goes with them.
    pub(crate) fn functions_pass(&mut self, passings: &[Passing]) -> Run<()> {
        if passings.is_empty() {
            return Ok(());
        }
        for id in self.duties.ids() {
            let Some(one) = self.duties.get(id).copied() else {
                continue;
            };
            if !one.is_open() || !passings.iter().any(|(_, from, _)| *from == one.bearer) {
                continue;
            }
            let receivers = self.receivers(id, one.bearer, passings);
            self.hand_over(id, &receivers)?;
        }
        Ok(())
    }

    /// Who received the function of an instance from a body.
    fn receivers(&self, id: InstanceId, from: Val, passings: &[Passing]) -> Vec<Val> {
        let function = self.code_of(id).and_then(|code| code.function);
        let mut receivers = Vec::new();
        for (passed, giver, to) in passings {
            let covers = match (passed, function) {
                (None, _) => true,
                (Some(passed), Some(function)) => self.policy.is_function_within(function, *passed),
                (Some(_), None) => false,
            };
            if covers && *giver == from && !receivers.contains(to) {
                receivers.push(*to);
            }
        }
        receivers
    }

    fn hand_over(&mut self, id: InstanceId, receivers: &[Val]) -> Run<()> {
        match receivers {
            [] => Ok(()),
            [to] => self.bear(id, *to),
            several => {
                if let Some(extra) = self.duties.extra_mut(id) {
                    extra.ended = Some(EndedBy::SeveralSuccessors(several.to_vec()));
                    extra.possible = Vec::new();
                }
                self.enter(id, StateWord::Undetermined, true, self.at)
            }
        }
    }

    /// Somebody else bears an instance from now on. What was breached before stays in the old name.
    fn bear(&mut self, id: InstanceId, to: Val) -> Run<()> {
        let Some((code, env)) = self.env_of(id) else {
            return Ok(());
        };
        self.done_with(env);
        let Some(from) = self.duties.get(id).map(|one| one.bearer) else {
            return Ok(());
        };
        if from == to {
            return Ok(());
        }
        if let Some(extra) = self.duties.extra_mut(id) {
            extra.first_bearer.get_or_insert(from);
        }
        if let Some(one) = self.duties.get_mut(id) {
            one.bearer = to;
        }
        if let PartyCode::Any { slot, .. } = &code.party {
            self.duties.bind(id, slot.index(), to);
        }
        self.wait_again(id);
        self.look_at_parts(id)
    }

    /// Enters an instance where acts find it, under what it waits for now.
    pub(crate) fn wait_again(&mut self, id: InstanceId) {
        let Some(code) = self.code_of(id) else {
            return;
        };
        for part_id in self.program.norms.parts_of(code.id) {
            let Some(part) = self.program.norms.part(*part_id) else {
                continue;
            };
            if let PartKind::Act(act) = &part.kind
                && self.waits(id, part.index)
            {
                let key = self.key_of(id, *part_id, act);
                self.duties.open.add(key, id);
            }
        }
    }

    fn look_at_parts(&mut self, id: InstanceId) -> Run<()> {
        let count = self
            .code_of(id)
            .map_or(0, |code| self.program.norms.parts_of(code.id).len());
        for number in 0..u32::try_from(count).unwrap_or(0) {
            self.look(id, number)?;
        }
        self.look_until(id)
    }

    /// Somebody no longer exists: what is open goes along the chain of transfers, or lapses.
    pub(crate) fn abolished(&mut self, who: Val) -> Run<()> {
        let yesterday_or_today = if self.now.place() == 0 {
            self.now.day().saturating_sub(1)
        } else {
            self.now.day()
        };
        for id in self.duties.ids() {
            let Some(one) = self.duties.get(id).copied() else {
                continue;
            };
            if !one.is_open() || one.bearer != who {
                continue;
            }
            if let Some(number) = self.kept_part(id) {
                // What is to be kept is looked at only while the bearer exists (S4.1).
                self.close_kept(id, number, yesterday_or_today)?;
                continue;
            }
            let receivers = self.followed(id, who);
            if receivers.is_empty() {
                if let Some(extra) = self.duties.extra_mut(id) {
                    extra.ended = Some(EndedBy::Abolished);
                }
                self.enter(id, StateWord::Lapsed, true, self.at)?;
            } else {
                self.hand_over(id, &receivers)?;
            }
        }
        Ok(())
    }

    /// The part of an instance that is to be kept, if it is of that sort.
    fn kept_part(&self, id: InstanceId) -> Option<u32> {
        let code = self.code_of(id)?;
        let FormCode::Duty(parts) = &code.form else {
            return None;
        };
        parts
            .iter()
            .filter_map(|part| self.program.norms.part(*part))
            .find(|part| matches!(part.kind, PartKind::Keep(_)))
            .map(|part: &PartCode| part.index)
    }

    /// Those who have a function in the end: through bodies that are gone themselves.
    fn followed(&self, id: InstanceId, from: Val) -> Vec<Val> {
        let view = self.after();
        let mut found: Vec<Val> = Vec::new();
        let mut open = vec![from];
        let mut seen = vec![from];
        while let Some(at) = open.pop() {
            for next in self.receivers(id, at, &self.passed) {
                if seen.contains(&next) {
                    continue;
                }
                seen.push(next);
                if self.exists(next, view) {
                    found.push(next);
                } else {
                    open.push(next);
                }
            }
        }
        found
    }

    /// What is owed to one under a norm is owed to another: what is open, and what arises later.
    pub(crate) fn claim_passes(&mut self, norm: NormNameId, from: Val, to: Val) {
        self.claims.push((norm, from, to));
        for version in self.versions_of(norm) {
            let instances = self
                .by_norm
                .get(version.index())
                .cloned()
                .unwrap_or_default();
            for id in instances {
                if self.duties.get(id).is_some_and(|one| one.is_open()) {
                    self.pass_claim(id, from, to);
                }
            }
        }
    }

    /// Puts the new claimant in the old one's place in what an instance requires.
    fn pass_claim(&mut self, id: InstanceId, from: Val, to: Val) {
        let Some(code) = self.code_of(id) else {
            return;
        };
        let bearer = match &code.party {
            PartyCode::Any { slot, .. } => Some(slot.index()),
            _ => None,
        };
        let claimants: Vec<usize> = self
            .policy
            .norms
            .get(code.id)
            .map(|norm| norm.owed_to.as_slice())
            .unwrap_or_default()
            .iter()
            .filter_map(|claimant| match claimant {
                Claimant::Of(expr) => match expr.kind {
                    crate::policy::expr::ExprKind::Variable(variable) => Some(variable.index()),
                    _ => None,
                },
                Claimant::Words(_) => None,
            })
            .collect();
        let mut changed = false;
        for slot in claimants {
            if Some(slot) != bearer && self.duties.slot(id, slot) == from {
                self.duties.bind(id, slot, to);
                changed = true;
            }
        }
        if changed {
            self.wait_again(id);
        }
    }

    /// To whom an instance is owed now.
    pub(crate) fn claimants_of(&mut self, id: InstanceId) -> Run<Vec<Val>> {
        let Some((code, mut env)) = self.env_of(id) else {
            return Ok(Vec::new());
        };
        let view = View::after(self.now);
        let mut owed = Vec::new();
        for node in &code.owed_to {
            let to = self.value(*node, &mut env, view)?;
            owed.extend(self.members_of_value(to));
        }
        self.done_with(env);
        for one in &mut owed {
            for (norm, from, to) in &self.claims {
                if *norm == code.name && from == one {
                    *one = *to;
                }
            }
        }
        Ok(owed)
    }

    /// What one bears under a norm another bears (substitution).
    pub(crate) fn norm_passes(&mut self, norm: NormNameId, from: Val, to: Val) -> Run<()> {
        for version in self.versions_of(norm) {
            let instances = self
                .by_norm
                .get(version.index())
                .cloned()
                .unwrap_or_default();
            for id in instances {
                let theirs = self
                    .duties
                    .get(id)
                    .is_some_and(|one| one.is_open() && one.bearer == from);
                if theirs {
                    self.bear(id, to)?;
                }
            }
        }
        Ok(())
    }

    /// A norm was imposed on somebody, or disapplied for them.
    pub(crate) fn binding_changed(&mut self, norm: NormNameId, who: Val) -> Run<()> {
        let view = self.after();
        for version in self.versions_of(norm) {
            let Some(code) = self.program.norms.code(version) else {
                continue;
            };
            if !self.is_left_to_bind(code, who, view) {
                let instances = self
                    .by_norm
                    .get(version.index())
                    .cloned()
                    .unwrap_or_default();
                for id in instances {
                    let live = self
                        .duties
                        .get(id)
                        .is_some_and(|one| one.is_live() && one.bearer == who);
                    if live {
                        self.release(id, EndedBy::Disapplied)?;
                    }
                }
            }
            self.arise_by_itself(version, Some(who))?;
            self.overrider_changed(version)?;
        }
        Ok(())
    }
}
