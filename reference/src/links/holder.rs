//! What a holder has to delegate, and what is reserved (S7, S7.1, S8).

use crate::{
    eval::Eval,
    world::{Env, Run, View, World, any, not},
};
use vires::{
    policy::{
        delegation::{Matter, ReservedTo},
        norm::{Form, MustKind},
        pattern::ActRef,
        policy::{ActId, IndividualId},
        standing::Status,
        value::Value,
    },
    record::reason::Truth,
};

use super::link::truth;

impl World<'_> {
    /// The acts that someone has authority of its own for at a moment (S7: "if the holder itself has the power").
    pub(crate) fn own_acts(&self, view: View, who: IndividualId) -> Run<Vec<(ActId, Truth)>> {
        let mut out = Vec::new();
        // Of one whose powers are not all listed nothing says that it has none.
        let (statutory, exhaustive) = self.statutory(view, who);
        let bound = statutory && exhaustive;
        for act in self.policy.acts.ids() {
            if self.policy.acts.at(act).event {
                continue;
            }
            let mut truths = Vec::new();
            if !bound {
                truths.push(truth(self.exists(view, who)));
            }
            for (id, norm) in self.policy.norms.entries() {
                let patterns: Vec<_> = match &norm.form {
                    Form::Power(of) | Form::Freedom(of) => of.iter().collect(),
                    Form::Duty(musts) => musts
                        .iter()
                        .filter_map(|m| match &m.kind {
                            MustKind::Do { act, .. } => Some(act),
                            _ => None,
                        })
                        .collect(),
                    _ => continue,
                };
                let speaks = patterns.iter().any(|p| {
                    let named = match p.act {
                        ActRef::Act(of) => of == act,
                        ActRef::Anything | ActRef::Variable(_) => true,
                    };
                    named
                        && p.under
                            .is_none_or(|f| self.covers(Matter::Function(f), act))
                });
                let mut past = Vec::new();
                if let Form::Duty(musts) = &norm.form {
                    for must in musts {
                        if let MustKind::Keep(e)
                        | MustKind::Achieve(e, _)
                        | MustKind::HaveOn(e, _)
                        | MustKind::Ensure(e) = &must.kind
                        {
                            crate::eval::wanted(e, true, &mut past);
                        }
                    }
                }
                // What somebody else is to have done is not the bearer's to do.
                let eval = Eval::at(self, view);
                let mut env = self.party_env(norm, who);
                let mut of_past = false;
                for p in past {
                    let theirs = match &p.by {
                        None => true,
                        Some(term) if eval.is_free(term, &env) => false,
                        Some(term) => {
                            eval.term(term, Some(&Value::Individual(who)), &mut env)?
                                != Truth::False
                        }
                    };
                    of_past |= theirs
                        && p.pattern.act == ActRef::Act(act)
                        && p.pattern.performed_by.is_none();
                }
                let speaks = speaks || of_past;
                if speaks && norm.standing.status != Status::NotBinding {
                    truths.push(self.bears(view, id, who, &mut Env::new())?);
                }
            }
            let truth = any(truths);
            if truth != Truth::False {
                out.push((act, truth));
            }
        }
        Ok(out)
    }

    /// Whether an act for a holder is reserved to an agent.
    pub(crate) fn reserved_to(
        &self,
        view: View,
        holder: IndividualId,
        act: ActId,
        agent: IndividualId,
    ) -> Run<Truth> {
        let mut truths = Vec::new();
        for reserved in self.policy.reserved.iter() {
            if reserved.to == Some(ReservedTo::Individual(agent)) {
                truths.push(self.reserves(view, reserved, holder, act)?);
            }
        }
        Ok(any(truths))
    }

    /// Whether a reservation stands of an act of a holder.
    pub(crate) fn reserves(
        &self,
        view: View,
        reserved: &vires::policy::delegation::Reserved,
        holder: IndividualId,
        act: ActId,
    ) -> Run<Truth> {
        let standing = &reserved.in_force;
        let stands = standing.from.is_none_or(|from| from <= view.day)
            && standing.until.is_none_or(|until| view.day <= until)
            && self.covered(&reserved.what, act)
            && reserved
                .of
                .is_none_or(|kind| self.is_of(view, holder, kind))
            && reserved.of_body.is_none_or(|body| body == holder);
        Ok(match &reserved.condition {
            _ if !stands => Truth::False,
            None => Truth::True,
            Some(condition) => {
                let mut env: Env = reserved
                    .variables
                    .ids()
                    .take(1)
                    .map(|var| (var, Value::Individual(holder)))
                    .collect();
                Eval::at(self, view).truth(condition, &mut env)?
            }
        })
    }

    /// S7.1: whether anything is left of a grant that is not reserved.
    pub(crate) fn is_left(&self, view: View, holder: IndividualId, what: &[Matter]) -> Run<Truth> {
        let mut truths = Vec::new();
        let mut none = true;
        for act in self.policy.acts.ids() {
            if !self.policy.acts.at(act).event && self.covered(what, act) {
                none = false;
                let mut reserved = Vec::new();
                for one in self.policy.reserved.iter() {
                    reserved.push(self.reserves(view, one, holder, act)?);
                }
                truths.push(not(any(reserved)));
            }
        }
        Ok(if none { Truth::True } else { any(truths) })
    }

    /// S8: whether an act for a holder is reserved against an agent.
    pub fn reserved(
        &self,
        view: View,
        holder: IndividualId,
        act: ActId,
        agent: IndividualId,
    ) -> Run<Truth> {
        let mut truths = Vec::new();
        for reserved in self.policy.reserved.iter() {
            if reserved.to != Some(ReservedTo::Individual(agent)) {
                truths.push(self.reserves(view, reserved, holder, act)?);
            }
        }
        Ok(any(truths))
    }

    /// Whether somebody has authority for something of these matters; where no act stands under them, nothing is lacking.
    pub(crate) fn has(&self, view: View, who: IndividualId, what: &[Matter]) -> Run<Truth> {
        let none = self
            .policy
            .acts
            .ids()
            .all(|act| self.policy.acts.at(act).event || !self.covered(what, act));
        if none {
            return Ok(truth(self.exists(view, who)));
        }
        let own = self.own_acts(view, who)?;
        Ok(any(own
            .into_iter()
            .filter(|(act, _)| self.covered(what, *act))
            .map(|(_, truth)| truth)))
    }
}
