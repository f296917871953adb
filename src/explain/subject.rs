//! What can be explained, and by what it is known in two runs of which one lacks some lines.

use crate::{
    base::date::Date,
    case::{case::Case, expectation::Question},
    policy::{
        expr::{StateWord, VarId},
        norm::NormNameId,
        policy::{IndividualId, Policy},
        value::Value,
    },
    record::{
        act::{Validity, VerdictWord},
        answer::Answer,
        duty::{Cause, DutyRecord},
        reason::{Fault, Truth},
        record::Record,
    },
};

/// What is explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A duty instance, by its place in the record.
    Duty(usize),
    /// An act, by its place in the timeline.
    Act(usize),
    /// A question of the scenario, by its place among them.
    Answer(usize),
    /// A duty that did not arise.
    NoDuty {
        /// Which.
        norm: NormNameId,
        /// Of whom.
        of: IndividualId,
        /// For which period.
        for_: Option<Value>,
    },
}

/// A subject as it is known in every run of the scenario, whatever lines are left out. Places in the timeline stay the
/// same in a replay; places in the record do not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// A duty instance, and which of several that are alike.
    Duty(DutyKey, usize),
    /// An act, by its place in the timeline.
    Act(usize),
    /// A question of the scenario.
    Answer(usize),
    /// That no instance of a duty arises.
    NoDuty(NormNameId, IndividualId, Option<Value>),
}

/// What a duty instance is known by (S4): its norm, bearer, cause and bindings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyKey {
    norm: NormNameId,
    bearer: Value,
    cause: CauseKey,
    bindings: Vec<(VarId, Value)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum CauseKey {
    Itself(Cause),
    /// A duty's change of state: known by the norm, the bearer, and the day on which this one arose.
    Duty(Option<NormNameId>, Option<Value>, Date),
}

/// What came out for a subject: equal where nobody would call it another verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// A duty's state, since when, and by when it was due.
    Duty {
        /// The state.
        state: StateWord,
        /// The day it came into it.
        since: Option<Date>,
        /// The last day to act.
        due: Option<Date>,
        /// Whether it arose for certain.
        exists: Truth,
    },
    /// An act's verdict, and whose breach of what it is.
    Act {
        /// In a word.
        word: VerdictWord,
        /// Which sort of fault stands first, where it is void.
        fault: Option<std::mem::Discriminant<Fault>>,
        /// What it breaches.
        breaches: Vec<(NormNameId, Value, Truth)>,
    },
    /// An answer; duties in it are known by their keys.
    Answer(Box<Answer>, Vec<DutyKey>),
    /// No instance arose.
    NoDuty,
}

impl Verdict {
    /// Whether a reader would call them one verdict: whether a duty may not have arisen at all, and which fault of several
    /// stands first, is said beside it.
    pub fn reads_like(&self, other: &Verdict) -> bool {
        match (self, other) {
            (
                Verdict::Duty {
                    state, since, due, ..
                },
                Verdict::Duty {
                    state: other_state,
                    since: other_since,
                    due: other_due,
                    ..
                },
            ) => state == other_state && since == other_since && due == other_due,
            (
                Verdict::Act { word, breaches, .. },
                Verdict::Act {
                    word: other_word,
                    breaches: other_breaches,
                    ..
                },
            ) => word == other_word && breaches == other_breaches,
            (one, other) => one == other,
        }
    }
}

impl Subject {
    /// By what it is known in every run.
    pub fn key(&self, policy: &Policy, record: &Record) -> Option<Key> {
        Some(match self {
            Subject::Duty(place) => {
                let key = duty_key(policy, record, record.duties.get(*place)?)?;
                let alike = record.duties.iter().take(*place);
                let alike = alike.filter(|duty| {
                    duty_key(policy, record, duty).is_some_and(|other| other == key)
                });
                let which = alike.count();
                Key::Duty(key, which)
            }
            Subject::Act(place) => Key::Act(*place),
            Subject::Answer(place) => Key::Answer(*place),
            Subject::NoDuty { norm, of, for_ } => Key::NoDuty(*norm, *of, for_.clone()),
        })
    }
}

impl Key {
    /// The question that is to be answered for it.
    pub fn question<'c>(&self, case: &'c Case) -> Option<&'c Question> {
        match self {
            Key::Answer(place) => case.questions.get(*place).map(|asked| &asked.question),
            _ => None,
        }
    }

    /// The duty instance that it is in a run; none where it is another subject, or none arose.
    pub fn duty<'r>(&self, policy: &Policy, record: &'r Record) -> Option<&'r DutyRecord> {
        let Key::Duty(key, which) = self else {
            return None;
        };
        let mut alike = record.duties.iter().filter(|duty| {
            duty.norm_name(policy) == Some(key.norm)
                && duty.bearer == key.bearer
                && duty_key(policy, record, duty).is_some_and(|other| other == *key)
        });
        alike.nth(*which)
    }

    /// What came out for it in a run; nothing where there is no such thing in it. An answer is found apart.
    pub fn verdict(
        &self,
        policy: &Policy,
        record: &Record,
        answer: Option<&Answer>,
    ) -> Option<Verdict> {
        match self {
            Key::Duty(..) => {
                let duty = self.duty(policy, record)?;
                Some(Verdict::Duty {
                    state: duty.state,
                    since: duty.history.last().map(|change| change.on),
                    due: duty.due,
                    exists: duty.exists,
                })
            }
            Key::Act(place) => {
                let act = record.acts.iter().find(|act| act.act == *place)?;
                let fault = match &act.validity {
                    Validity::Void(faults) => faults.first().map(std::mem::discriminant),
                    _ => None,
                };
                let breaches = act
                    .breaches
                    .iter()
                    .map(|breach| (breach.name, breach.of.clone(), breach.certain))
                    .collect();
                Some(Verdict::Act {
                    word: act.verdict,
                    fault,
                    breaches,
                })
            }
            Key::Answer(_) => {
                let answer = answer?;
                let Answer::WhatMust(places) = answer else {
                    return Some(Verdict::Answer(Box::new(answer.clone()), Vec::new()));
                };
                let duties = places.iter().filter_map(|place| record.duties.get(*place));
                let keys = duties
                    .filter_map(|duty| duty_key(policy, record, duty))
                    .collect();
                let nothing = Box::new(Answer::WhatMust(Vec::new()));
                Some(Verdict::Answer(nothing, keys))
            }
            Key::NoDuty(norm, of, for_) => {
                let arose = record.duties.iter().any(|duty| {
                    duty.norm_name(policy) == Some(*norm)
                        && duty.bearer == Value::Individual(*of)
                        && for_
                            .as_ref()
                            .is_none_or(|period| duty.cause == Cause::Period(period.clone()))
                });
                (!arose).then_some(Verdict::NoDuty)
            }
        }
    }
}

impl DutyRecord {
    /// The name of its norm.
    fn norm_name(&self, policy: &Policy) -> Option<NormNameId> {
        Some(policy.norms.get(self.norm)?.name)
    }
}

fn duty_key(policy: &Policy, record: &Record, duty: &DutyRecord) -> Option<DutyKey> {
    let cause = match &duty.cause {
        Cause::Duty(place) => {
            let other = record.duties.get(*place);
            CauseKey::Duty(
                other.and_then(|other| other.norm_name(policy)),
                other.map(|other| other.bearer.clone()),
                duty.arose,
            )
        }
        cause => CauseKey::Itself(cause.clone()),
    };
    Some(DutyKey {
        norm: duty.norm_name(policy)?,
        bearer: duty.bearer.clone(),
        cause,
        bindings: duty.bindings.clone(),
    })
}
