//! Links of delegation and rows of schemes as steps: who gave what to whom, what allowed it, and where it stands.

use super::{
    builder::Builder,
    stated::Stated,
    tree::{Kind, Step},
};
use crate::{
    case::happening::{Agreed, HappeningKind, Named},
    policy::delegation::DelegationRuleId,
    record::{
        act::ChainLink,
        reason::{Fault, Truth},
        record::{LinkRef, LinkRule},
    },
};

impl Builder<'_, '_> {
    /// A link of a chain, with what was counted against its limit.
    pub(super) fn link(&mut self, link: &ChainLink) -> Step {
        let mut step = match link.link {
            LinkRef::Made(place) => self.event(place),
            LinkRef::Standing(rule) => {
                let mut step = self.link_line(link.link);
                let ends = (&link.from, &link.to);
                if let Ok(proof) = self.run.rule_proof(rule, ends, None) {
                    step.steps = self.norm_conditions(&proof);
                }
                step
            }
            other => {
                let mut step = self.link_line(other);
                step.steps = self.deeper(|builder| builder.link_reasons(other));
                step
            }
        };
        step.kind = Kind::Link;
        if let Some(counted) = &link.counted {
            let says = format!(
                "counted against its limit, with this act: {}",
                self.words.value(counted)
            );
            step.steps.push(Step::new(Kind::Sum, says));
        }
        step
    }

    /// The line that makes a link.
    pub(super) fn link_line(&mut self, link: LinkRef) -> Step {
        match link {
            LinkRef::Given(place) => self.stated(Stated::Link(place)),
            LinkRef::Made(place) => self.stated(Stated::Happening(place)),
            LinkRef::Standing(rule) => {
                let declared = self.policy.delegations.get(rule);
                let mut step = Step::new(Kind::Link, self.words.link(link));
                if let Some(declared) = declared {
                    step.at = Some(declared.span);
                    step.clauses.clone_from(&declared.sources);
                }
                step
            }
            LinkRef::Row(scheme, row) => self.row(scheme, row, "It is delegated by"),
        }
    }

    /// What allowed a link, and what became of it.
    pub(super) fn link_reasons(&mut self, link: LinkRef) -> Vec<Step> {
        let record = self.record;
        let Some(found) = record.links.iter().find(|one| one.link == link) else {
            return Vec::new();
        };
        if !self.links.insert(link) {
            return Vec::new();
        }
        let mut steps = Vec::new();
        if let Some(rule) = found.allowed_by {
            let says = format!("It is allowed by {}", self.words.link_rule(rule));
            let mut step = Step::new(Kind::Norm, says);
            match rule {
                LinkRule::Rule(rule) => {
                    if let Some(declared) = self.policy.delegations.get(rule) {
                        step.at = Some(declared.span);
                        step.clauses.clone_from(&declared.sources);
                    }
                    let below = self.rule_conditions(rule, link);
                    step.steps = below;
                }
                LinkRule::Row(scheme, row) => step = self.row(scheme, row, "It is allowed by"),
                LinkRule::SubDelegation => {}
            }
            steps.push(step);
        }
        if found.valid != Truth::True {
            for fault in &found.faults {
                let mut step = self.fault_alone(fault);
                if let Fault::RuleCondition { rule, .. } = fault {
                    let below = self.rule_conditions(*rule, link);
                    step.steps.extend(below);
                }
                if found.valid == Truth::Unknown {
                    step.says = self.words.doubtful_fault(fault);
                }
                steps.push(step);
            }
            let doubts = self.doubts(&found.unknowns);
            steps.extend(doubts);
        }
        let named = match link {
            LinkRef::Given(place) => Some(Named::Link(place)),
            LinkRef::Made(place) => Some(Named::Happening(place)),
            LinkRef::Standing(_) | LinkRef::Row(..) => None,
        };
        if let Some(named) = named {
            steps.extend(self.agreements(named));
        }
        if let Some(day) = found.revoked {
            let says = format!("It was revoked on {day}");
            let revoking = self.lines(
                |kind| matches!(kind, HappeningKind::Revokes { what, .. } if Some(*what) == named),
            );
            steps.push(Step::new(Kind::Defeat, says).with(revoking));
        }
        steps
    }

    /// The conditions of the rule that allows a link, as they stood when it was made.
    fn rule_conditions(&mut self, rule: DelegationRuleId, link: LinkRef) -> Vec<Step> {
        let (written, made) = match link {
            LinkRef::Made(place) => match self.case.timeline.get(place).map(|line| &line.kind) {
                Some(HappeningKind::Delegates { link, .. }) => (link.as_ref(), Some(place)),
                _ => return Vec::new(),
            },
            LinkRef::Given(place) => match self.case.links.get(place) {
                Some(given) => (&given.link, None),
                None => return Vec::new(),
            },
            LinkRef::Standing(_) | LinkRef::Row(..) => return Vec::new(),
        };
        let ends = (&written.from, &written.to);
        let proof = self.run.rule_proof(rule, ends, made);
        proof.map_or_else(|_| Vec::new(), |proof| self.norm_conditions(&proof))
    }

    /// The lines that agree to an act or a link, or withdraw the agreement.
    pub(super) fn agreements(&self, to: Named) -> Vec<Step> {
        self.lines(|kind| match kind {
            HappeningKind::Agrees { to: agreed, .. }
            | HappeningKind::WithdrawsAgreement { to: agreed, .. } => *agreed == Agreed::Named(to),
            _ => false,
        })
    }

    /// The lines of the timeline of some sort, up to the last day looked at.
    fn lines(&self, wanted: impl Fn(&HappeningKind) -> bool) -> Vec<Step> {
        let last = self.record.as_of;
        let lines = self.case.timeline.iter().enumerate();
        lines
            .filter(|(_, line)| line.date <= last && wanted(&line.kind))
            .map(|(place, _)| self.stated(Stated::Happening(place)))
            .collect()
    }
}
