//! What may heal an act: by each reason for which it is void or in breach.

use super::candidates::{Candidates, MOST_OF_ONE, body_of};
use crate::{
    base::{date::Date, money::Money},
    case::happening::{ActDone, HappeningKind, Named},
    policy::{types::Type, value::Value},
    record::{
        act::{ActRecord, Validity},
        reason::{Fault, LinkFault},
        record::LinkRef,
    },
};

impl Candidates<'_, '_, '_> {
    pub(super) fn act(&mut self, act: &ActRecord) {
        let Some(done) = self.act_at(act.act).cloned() else {
            return;
        };
        let Some(day) = self.ran.case.timeline.get(act.act).map(|line| line.date) else {
            return;
        };
        if let Validity::Void(faults) = &act.validity {
            for fault in faults.iter().take(MOST_OF_ONE) {
                self.fault(fault, act, &done, day);
            }
        }
        let record = self.ran.record;
        for breach in &act.breaches {
            match breach.duty.and_then(|place| record.duties.get(place)) {
                Some(duty) => self.duty(duty),
                None => {
                    if let Ok(proof) = self.ran.run.norm_proof(breach.norm, &breach.of, act.act) {
                        self.norm(&proof);
                    }
                    if let Some(norm) = self.ran.policy.norms.get(breach.norm) {
                        for condition in norm.conditions.iter().chain(&norm.exceptions) {
                            let env = self.env_of(norm, &breach.of);
                            self.done_before(condition, &env, &breach.of, Some(day), day);
                        }
                    }
                }
            }
        }
        self.others(act.act, &done);
        self.other_arguments(act.act, &done);
        self.other_days(act.act, day);
    }

    pub(super) fn fault(&mut self, fault: &Fault, act: &ActRecord, done: &ActDone, day: Date) {
        let place = act.act;
        let before = day.previous_day().unwrap_or(day);
        match fault {
            Fault::NoAuthority { holder } | Fault::NotDelegated { holder, .. } => {
                if !done.actors.contains(holder) {
                    self.actors(place, vec![holder.clone()]);
                }
                for actor in &done.actors {
                    if actor != holder {
                        self.delegation(holder, actor, done.act, before);
                    }
                }
            }
            Fault::OverLimit {
                norm: None,
                limit,
                counted,
                ..
            } => self.within(place, done, limit, counted),
            Fault::OverLimit {
                norm: Some(norm), ..
            }
            | Fault::ConditionNotMet { norm, .. }
            | Fault::Immunity { norm } => {
                if let Fault::OverLimit { limit, counted, .. } = fault {
                    self.within(place, done, limit, counted);
                }
                let Some(declared) = self.ran.policy.norms.get(*norm) else {
                    return;
                };
                let whose: Vec<Value> =
                    act.answerable.iter().chain(&done.actors).cloned().collect();
                for who in &whose {
                    if let Ok(proof) = self.ran.run.norm_proof(*norm, who, place) {
                        self.norm(&proof);
                    }
                    let mut env = self.env_of(declared, who);
                    self.bind(declared, done, &mut env);
                    for condition in &declared.conditions {
                        self.done_before(condition, &env, who, Some(day), day);
                    }
                    // What fails first is not all: facts behind it may stand in the way too.
                    for condition in declared.conditions.iter().chain(&declared.exceptions) {
                        self.named(condition, &env);
                    }

                    for limit in &declared.limits {
                        if let Some(Value::Money(most)) = self.value(&limit.amount, &env) {
                            self.at_most(place, done, most);
                        }
                    }
                }
            }
            Fault::AgreementMissing { of, .. } => {
                for actor in &done.actors {
                    self.agreement(of, actor, done, before);
                }
            }
            Fault::NotJointly { with, .. } => {
                let mut actors = done.actors.clone();
                actors.push(with.clone());
                self.actors(place, actors);
            }
            Fault::BrokenLink { link, why } => self.link(*link, why, (act, done), day),
            Fault::NotExisting {
                who: Value::Individual(who),
            } => {
                let existing = &self.ran.case.existing;
                let from = existing.iter().find(|one| one.individual == *who);
                let days = from
                    .into_iter()
                    .flat_map(|one| [one.dates.from, one.dates.until]);
                let days: Vec<_> = days.flatten().collect();
                for day in days {
                    self.date(place, day);
                }
            }
            Fault::NotExisting { .. } => {}
            Fault::NotInOffice { who, office } => {
                if let (Value::Individual(person), Some(of)) = (who, body_of(act, done)) {
                    self.office(*person, *office, of, before);
                }
            }
            Fault::SignatureMissing { offices, .. } | Fault::OnePerson { offices, .. } => {
                let holders: Vec<Value> = self
                    .ran
                    .case
                    .offices
                    .iter()
                    .filter(|given| offices.contains(&given.office))
                    .map(|given| Value::Individual(given.person))
                    .collect();
                for who in holders {
                    self.joins(who, place, day);
                }
            }
            Fault::SetAside { by } => self.remove(*by),
            Fault::NoQuorum { office, .. } => self.quorum(place, *office, &done.clone()),
            Fault::NotCarried { .. } => self.votes(place, &done.clone()),
            Fault::NotImposed { norm } => {
                for who in act.answerable.iter().chain(&done.actors) {
                    self.imposing(*norm, who, before);
                }
            }
            Fault::JointActor { who } => {
                let mut actors = done.actors.clone();
                actors.retain(|actor| actor != who);
                if !actors.is_empty() {
                    self.actors(place, actors);
                }
            }
            _ => {}
        }
    }

    pub(super) fn link(
        &mut self,
        link: LinkRef,
        why: &LinkFault,
        (act, done): (&ActRecord, &ActDone),
        day: Date,
    ) {
        let before = day.previous_day().unwrap_or(day);
        match why {
            LinkFault::NotYet(first) => self.date(act.act, *first),
            LinkFault::Ended(last) => self.date(act.act, *last),
            LinkFault::Revoked(on) => {
                self.revocation(link);
                for day in [Some(*on), on.previous_day()].into_iter().flatten() {
                    self.date(act.act, day);
                }
            }
            LinkFault::SupportGone(of) => {
                self.revocation(*of);
                self.revocation(link);
            }
            LinkFault::OverLimit { limit, counted } => self.within(act.act, done, limit, counted),
            LinkFault::NotAgreed(by) => self.agreement_to_link(by, link, before),
            LinkFault::NotValidlyMade(faults) => {
                for fault in faults {
                    if let Fault::AgreementMissing { of, .. } = fault {
                        let made = match link {
                            LinkRef::Made(place) => self.ran.case.timeline.get(place),
                            _ => None,
                        };
                        let made = made.map_or(before, |line| line.date);
                        self.agreement_to_link(of, link, made);
                    }
                }
            }
            LinkFault::NoSubDelegation | LinkFault::GiverWithout | LinkFault::OtherFunction => {
                if let Some(of) = body_of(act, done) {
                    let holder = Value::Individual(of);
                    for actor in &done.actors {
                        self.delegation(&holder, actor, done.act, before);
                    }
                }
            }
        }
    }

    pub(super) fn revocation(&mut self, link: LinkRef) {
        let wanted = match link {
            LinkRef::Made(place) => Named::Happening(place),
            LinkRef::Given(place) => Named::Link(place),
            _ => return,
        };
        let lines = self.ran.case.timeline.iter().enumerate();
        let revoking: Vec<usize> = lines
            .filter(|(_, line)| matches!(&line.kind, HappeningKind::Revokes { what, .. } if *what == wanted))
            .map(|(place, _)| place)
            .collect();
        for place in revoking {
            self.remove(place);
        }
    }

    /// An amount at the limit, where it is over it.
    pub(super) fn at_most(&mut self, place: usize, done: &ActDone, most: Money) {
        let parameters = self
            .ran
            .policy
            .acts
            .get(done.act)
            .map(|act| &act.parameters);
        for (parameter, one) in parameters.into_iter().flatten().enumerate() {
            if let (Type::Money, Some(Some(Value::Money(now)))) =
                (&one.ty, done.arguments.get(parameter))
                && *now > most
            {
                self.argument(place, parameter, Value::Money(most));
            }
        }
    }

    /// An amount that keeps to a limit.
    pub(super) fn within(&mut self, place: usize, done: &ActDone, limit: &Value, counted: &Value) {
        let (Value::Money(limit), Value::Money(counted)) = (limit, counted) else {
            return;
        };
        let Some(declared) = self.ran.policy.acts.get(done.act) else {
            return;
        };
        for (parameter, one) in declared.parameters.iter().enumerate() {
            let (Type::Money, Some(Some(Value::Money(now)))) =
                (&one.ty, done.arguments.get(parameter))
            else {
                continue;
            };
            let over = counted.checked_sub(*limit);
            let Some(most) = over.and_then(|over| now.checked_sub(over)).ok() else {
                continue;
            };
            let penny = Money::parse("£0.01").ok();
            let below = penny.and_then(|penny| most.checked_sub(penny).ok());
            for amount in [Some(most), below].into_iter().flatten() {
                if !amount.is_negative() {
                    self.argument(place, parameter, Value::Money(amount));
                }
            }
        }
    }
}
