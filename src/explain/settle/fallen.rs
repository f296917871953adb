//! Whether a result of a run is settled, and what it then is; or which unknowns it hangs on.

use crate::{
    case::expectation::VerdictWord,
    explain::subject::{Key, Subject},
    policy::{expr::StateWord, policy::Policy},
    record::{
        answer::{Answer, Outcome},
        duty::DutyRecord,
        reason::{Truth, Unknown},
        record::Record,
        settling::Fallen,
    },
};

/// What a result is, or the unknowns that leave it open. Nothing where there is no such result.
pub(super) fn fallen(
    policy: &Policy,
    record: &Record,
    key: &Key,
) -> Option<Result<Fallen, Vec<Unknown>>> {
    Some(match key {
        Key::Duty(..) => match key.duty(policy, record) {
            Some(duty) => of_duty(duty),
            None => Ok(Fallen::DoesNotArise),
        },
        Key::Act(place) => {
            let act = record.acts.iter().find(|act| act.act == *place)?;
            let mut unknowns = act.unknowns.clone();
            for breach in &act.breaches {
                unknowns.extend(breach.unknowns.iter().cloned());
            }
            let open = act.verdict == VerdictWord::Undetermined
                || act
                    .breaches
                    .iter()
                    .any(|breach| breach.certain == Truth::Unknown)
                || (act.verdict == VerdictWord::NotListed && !act.unknowns.is_empty());
            if open {
                Err(unknowns)
            } else {
                let mut breaches = Vec::new();
                for breach in &act.breaches {
                    let one = (breach.name, breach.of.clone());
                    if !breaches.contains(&one) {
                        breaches.push(one);
                    }
                }
                Ok(Fallen::Verdict(act.verdict, breaches))
            }
        }
        Key::Answer(place) => match record.answers.get(*place)? {
            Answer::May { may, unknowns, .. } => match may {
                Truth::True => Ok(Fallen::May(true)),
                Truth::False => Ok(Fallen::May(false)),
                Truth::Unknown => Err(unknowns.clone()),
            },
            Answer::WhatIs { value, unknowns } => match value {
                Outcome::Known(_) | Outcome::Nobody(_) => Ok(Fallen::Gives(value.clone())),
                _ => Err(unknowns.clone()),
            },
            Answer::WhoMay { unknowns, .. } if !unknowns.is_empty() => Err(unknowns.clone()),
            Answer::WhoMay { ways, .. } => Ok(Fallen::Answer(Box::new(Answer::WhoMay {
                ways: ways.clone(),
                faults: Vec::new(),
                unknowns: Vec::new(),
            }))),
            _ => return None,
        },
        Key::NoDuty(..) => return None,
    })
}

fn of_duty(duty: &DutyRecord) -> Result<Fallen, Vec<Unknown>> {
    if duty.state == StateWord::Undetermined || duty.exists == Truth::Unknown {
        Err(duty.unknowns.clone())
    } else {
        Ok(Fallen::State(duty.state))
    }
}

/// Whether a result of a record is undetermined.
pub(super) fn is_open(policy: &Policy, record: &Record, subject: &Subject) -> bool {
    let key = subject.key(policy, record);
    let found = key.and_then(|key| fallen(policy, record, &key));
    matches!(found, Some(Err(_)))
}
