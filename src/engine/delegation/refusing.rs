//! Why no rule allows a link (S7): the rule that it names, or the only one that speaks of such links, and what that rule wants.

use crate::{
    case::case::Assumed,
    engine::{fail::Run, moment::View, run::session::Session},
    program::{
        delegation::{RuleCode, meet},
        norm::PartyCode,
        val::Val,
    },
    record::reason::{Fault, Truth},
};

use super::link::LinkId;

impl Session<'_> {
    /// Why none of the rules allows a link whose giver has authority: of the rule that `under` names, or of the only one that
    /// is about such links, what it wants; else that there is none.
    pub(super) fn why_no_rule(&self, id: LinkId, view: View) -> Run<Fault> {
        let Some(link) = self.links.get(id) else {
            return Ok(Fault::NoRule);
        };
        let program = self.program;
        let about: Vec<&RuleCode> = program
            .delegations
            .rules
            .iter()
            .filter(|rule| match link.under {
                Some(under) => under == rule.id,
                None => {
                    let mut of = rule.of.iter();
                    !rule.standing
                        && of.any(|of| link.matters.iter().any(|one| meet(self.policy, *of, *one)))
                }
            })
            .collect();
        let mut wanting = Vec::new();
        for rule in &about {
            let from = match (&rule.made_by, link.holder, &rule.from) {
                (Some(_), Some(holder), _) => holder,
                (Some(_), None, PartyCode::One(one)) => Val::individual(*one),
                _ => link.from,
            };
            if let Some(fault) = self.rule_wants(rule, from, link.to, view)? {
                wanting.push(fault);
            }
        }
        if let [fault] = wanting.as_slice() {
            return Ok(fault.clone());
        }
        match about.as_slice() {
            [rule] => Ok(Fault::RuleNotForThem { rule: rule.id }),
            _ => Ok(Fault::NoRule),
        }
    }

    /// What a rule that is for these two wants: to be in force, or a condition; nothing where it is not for them.
    fn rule_wants(&self, rule: &RuleCode, from: Val, to: Val, view: View) -> Run<Option<Fault>> {
        let mut env = vec![Val::NONE; rule.slots as usize];
        if !rule
            .to_kinds
            .iter()
            .any(|kind| self.is_kind(to, *kind, view))
        {
            return Ok(None);
        }
        if let Some(place) = rule.to.and_then(|slot| env.get_mut(slot.index())) {
            *place = to;
        }
        if self.is_of_party(&rule.from, from, &mut env, view)? == Truth::False {
            return Ok(None);
        }
        let itself = Some(Assumed::Delegation(rule.id));
        if self.world.in_force(&rule.force, itself, &mut env, view)? == Truth::False {
            return Ok(Some(Fault::RuleNotInForce { rule: rule.id }));
        }
        let failing = self.what_refuses(rule, &mut env, view)?;
        Ok(failing.map(|condition| Fault::RuleCondition {
            rule: rule.id,
            condition,
        }))
    }

    fn what_refuses(&self, rule: &RuleCode, env: &mut [Val], view: View) -> Run<Option<usize>> {
        for (place, condition) in rule.conditions.iter().enumerate() {
            if self.world.truth(*condition, env, view)? == Truth::False {
                return Ok(Some(place));
            }
        }
        for (place, exception) in rule.exceptions.iter().enumerate() {
            if self.world.truth(*exception, env, view)? == Truth::True {
                return Ok(Some(rule.conditions.len() + place));
            }
        }
        Ok(None)
    }
}
