//! Why a duty did not arise: the first thing that stood in its way, of each occasion that there was.

use super::{
    builder::Builder,
    stated::Stated,
    tree::{Kind, Step},
};
use crate::{
    case::happening::HappeningKind,
    policy::{
        norm::{Norm, NormId, NormNameId, Occasion, Party, TriggerKind},
        pattern::{ActPattern, ActRef},
        policy::IndividualId,
        value::Value,
    },
    record::proof::NormProof,
};

impl Builder<'_, '_> {
    /// Why no instance of a duty arose for somebody.
    pub(super) fn not_arisen(
        &mut self,
        name: NormNameId,
        of: IndividualId,
        for_: Option<&Value>,
    ) -> Vec<Step> {
        let policy = self.policy;
        let versions = policy.norm_names.get(name);
        let mut steps = Vec::new();
        for id in versions.map_or(&[][..], |name| name.versions.as_slice()) {
            let Some(norm) = policy.norms.get(*id) else {
                continue;
            };
            let mut step = self.norm(*id, "It would be required by");
            step.steps = self.in_the_way(*id, norm, of, for_);
            steps.push(step);
        }
        steps
    }

    fn in_the_way(
        &mut self,
        id: NormId,
        norm: &Norm,
        of: IndividualId,
        for_: Option<&Value>,
    ) -> Vec<Step> {
        let who = self.words.individual(of).to_owned();
        let last = self.record.as_of;
        if let Some(from) = norm.standing.from.filter(|from| last < *from) {
            let says = format!("it comes into force only on {from}, after the last day looked at");
            return vec![Step::new(Kind::Calendar, says).at(Some(norm.span))];
        }
        if let Some(says) = self.binds_another(norm, of) {
            return vec![Step::new(Kind::Condition, says).at(Some(norm.span))];
        }
        let mut steps = Vec::new();
        match &norm.occasion {
            Occasion::When(triggers) => {
                for trigger in triggers {
                    let pattern = match &trigger.kind {
                        TriggerKind::Does(_, pattern) | TriggerKind::Happens(pattern) => pattern,
                        TriggerKind::State {
                            norm: other, state, ..
                        } => {
                            let says = format!(
                                "it arises when {} is {}, which did not come about for {who}",
                                self.words.norm_name(*other),
                                state.word()
                            );
                            steps.push(Step::new(Kind::Absence, says).at(Some(trigger.span)));
                            continue;
                        }
                        TriggerKind::Changes { .. } => {
                            let text = self.words.text(trigger.span);
                            let says = match text {
                                Some(text) => format!(
                                    "it arises when this comes about, which it did not: `{text}`"
                                ),
                                None => "what it arises from did not come about".to_owned(),
                            };
                            steps.push(Step::new(Kind::Absence, says).at(Some(trigger.span)));
                            continue;
                        }
                    };
                    steps.extend(self.occasions(id, of, pattern, trigger.span));
                }
            }
            Occasion::Each(kind, _) => {
                let period = for_.map_or_else(String::new, |period| self.words.value(period));
                let says = format!(
                    "it arises for each {}; {} did not come up to the last day looked at, {last}, or its conditions were not met",
                    self.words.period_kind(*kind),
                    if period.is_empty() { "none" } else { &period }
                );
                steps.push(Step::new(Kind::Calendar, says).at(Some(norm.span)));
                steps.extend(self.conditions_at_end(id, of));
            }
            Occasion::On(_) | Occasion::Always => steps.extend(self.conditions_at_end(id, of)),
        }
        steps
    }

    /// Whom a norm binds, where that is not this one.
    fn binds_another(&self, norm: &Norm, of: IndividualId) -> Option<String> {
        let who = self.words.individual(of);
        match norm.party.as_ref()? {
            Party::One(one) if *one == of => None,
            Party::One(one) => Some(format!(
                "it binds {}, not {who}",
                self.words.individual(*one)
            )),
            Party::Any { kind, .. } => {
                let first = self.case.individuals.get(of).map(|one| one.kind);
                let later = self.case.kinds.iter().filter(|one| one.individual == of);
                let mut own = first.into_iter().chain(later.map(|one| one.kind));
                if own.any(|own| self.policy.is_kind(own, *kind)) {
                    return None;
                }
                Some(format!(
                    "it binds every {}, which {who} is not",
                    self.words.kind(*kind)
                ))
            }
        }
    }

    /// The happenings that might have given rise to it, each with what stood in the way.
    fn occasions(
        &mut self,
        id: NormId,
        of: IndividualId,
        pattern: &ActPattern,
        at: crate::base::span::Span,
    ) -> Vec<Step> {
        let mut steps = Vec::new();
        for (place, line) in self.case.timeline.iter().enumerate() {
            let act = match &line.kind {
                HappeningKind::Act(done) => done.act,
                HappeningKind::Event { event, .. } => *event,
                _ => continue,
            };
            let fits = match pattern.act {
                ActRef::Act(one) => one == act,
                ActRef::Anything => true,
                ActRef::Variable(_) => false,
            };
            if !fits || steps.len() >= super::builder::MOST_STEPS {
                continue;
            }
            let mut step = self.stated(Stated::Happening(place));
            let void = self.record.acts.iter().find(|one| one.act == place);
            let void =
                void.filter(|act| matches!(act.validity, crate::record::act::Validity::Void(_)));
            if void.is_some() {
                let below = self.event(place).steps;
                step.steps.push(
                    Step::new(Kind::Defeat, "that act is void, and brings nothing about")
                        .with(below),
                );
            } else if let Ok(Some(proof)) =
                self.run.occasion_proof(id, &Value::Individual(of), place)
            {
                step.steps.extend(self.failing(&proof));
            } else {
                let says =
                    "it is not of the sort that gives rise to this duty, or not for this body";
                step.steps.push(Step::new(Kind::Condition, says));
            }
            steps.push(step);
        }
        if steps.is_empty() {
            let what = match pattern.act {
                ActRef::Act(act) => self.words.act_title(act),
                _ => "an act".to_owned(),
            };
            let says = format!("nothing of the sort that gives rise to it happened: {what}");
            steps.push(Step::new(Kind::Absence, says).at(Some(at)));
        }
        steps
    }

    fn conditions_at_end(&mut self, id: NormId, of: IndividualId) -> Vec<Step> {
        match self.run.standing_proof(id, &Value::Individual(of)) {
            Ok(proof) => self.failing(&proof),
            Err(_) => Vec::new(),
        }
    }

    /// Of the conditions of a norm, those that stood in the way.
    pub(super) fn failing(&mut self, proof: &NormProof) -> Vec<Step> {
        let mut failing = NormProof::default();
        let only = |proof: &crate::record::proof::Proof| !proof.is_true();
        failing.party = proof.party.clone().filter(only);
        failing.force = proof.force.clone().filter(only);
        failing.conditions = proof
            .conditions
            .iter()
            .filter(|one| only(one))
            .cloned()
            .collect();
        failing.exceptions = proof
            .exceptions
            .iter()
            .filter(|one| !one.is_false())
            .cloned()
            .collect();
        self.norm_conditions(&failing)
    }
}
