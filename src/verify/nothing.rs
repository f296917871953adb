//! `nothing is breached`, `nothing else is void`: what is in a state, less what the other lines expect.

use super::{act, basis::Basis, basis::day_of, duty, duty::Judged};
use crate::{
    base::date::Date,
    case::{
        case::Case,
        expectation::{Expectation, ExpectationKind, NothingWord, VerdictWord},
    },
    policy::{expr::StateWord, policy::Policy},
    record::{
        act::{ActBreach, ActRecord},
        expected::{Amiss, CameOut},
        reason::Truth,
        record::Record,
    },
};

/// What a line that says `nothing` comes to.
pub(crate) fn nothing(
    policy: &Policy,
    case: &Case,
    record: &Record,
    expectation: &Expectation,
    (beyond, word): (bool, NothingWord),
) -> Judged {
    let mut duties = duties_in(record, word, expectation.as_at);
    let mut acts = acts_in(case, record, word, expectation.as_at);
    if beyond {
        let lines = &case.expectations;
        duties.retain(|place| {
            !lines
                .iter()
                .any(|line| expects_duty(policy, record, line, word, *place))
        });
        acts.retain(|place| {
            record
                .acts
                .get(*place)
                .is_some_and(|act| !expects_act(lines, word, act))
        });
    }
    let mut amiss = Vec::new();
    if !duties.is_empty() {
        amiss.push(Amiss::Duties(duties));
    }
    if !acts.is_empty() {
        amiss.push(Amiss::Acts(acts));
    }
    Judged {
        amiss,
        came_out: CameOut::Everything,
        basis: Basis::default(),
        unknowns: Vec::new(),
    }
}

fn duties_in(record: &Record, word: NothingWord, as_at: Option<Date>) -> Vec<usize> {
    let state = match word {
        NothingWord::Breached => StateWord::Breached,
        NothingWord::Undetermined => StateWord::Undetermined,
        NothingWord::Pending => StateWord::Pending,
        NothingWord::Void => return Vec::new(),
    };
    record
        .duties
        .iter()
        .enumerate()
        .filter(|(_, instance)| duty::is_in(instance, state, as_at) == Truth::True)
        .map(|(place, _)| place)
        .collect()
}

/// Acts in a state, by their places among the record's acts. An act is in breach here of prohibitions alone: a duty that it
/// breaches stands among the duties.
fn acts_in(case: &Case, record: &Record, word: NothingWord, as_at: Option<Date>) -> Vec<usize> {
    record
        .acts
        .iter()
        .enumerate()
        .filter(|(_, act)| {
            as_at.is_none_or(|day| day_of(case, act.act).is_some_and(|done| done <= day))
        })
        .filter(|(_, act)| match word {
            NothingWord::Breached => act.breaches.iter().any(is_of_prohibition),
            NothingWord::Void => act::is(act, VerdictWord::Void) == Truth::True,
            NothingWord::Undetermined => act.verdict == VerdictWord::Undetermined,
            NothingWord::Pending => false,
        })
        .map(|(place, _)| place)
        .collect()
}

/// Whether a line expects this duty to be in such a state.
fn expects_duty(
    policy: &Policy,
    record: &Record,
    line: &Expectation,
    word: NothingWord,
    place: usize,
) -> bool {
    match &line.kind {
        ExpectationKind::Duty {
            duty,
            negated: false,
            state,
            ..
        } => {
            let of_word = match word {
                NothingWord::Breached => {
                    matches!(state, StateWord::Breached | StateWord::DischargedLate)
                }
                NothingWord::Undetermined => *state == StateWord::Undetermined,
                NothingWord::Pending => *state == StateWord::Pending,
                NothingWord::Void => false,
            };
            of_word && duty::instances(policy, record, duty).contains(&place)
        }
        ExpectationKind::Breaches {
            act,
            negated: false,
            norm,
        } if word == NothingWord::Breached => breaches_by(record, *act)
            .any(|breach| breach.duty == Some(place) && breach.name == *norm),
        ExpectationKind::Act {
            act,
            negated: false,
            verdict: VerdictWord::ValidButInBreach,
        } if word == NothingWord::Breached => {
            breaches_by(record, *act).any(|breach| breach.duty == Some(place))
        }
        _ => false,
    }
}

/// Whether the lines expect this act to be in such a state: in breach, of every prohibition that it breaches.
fn expects_act(lines: &[Expectation], word: NothingWord, act: &ActRecord) -> bool {
    if word == NothingWord::Breached {
        return act
            .breaches
            .iter()
            .filter(|breach| is_of_prohibition(breach))
            .all(|breach| lines.iter().any(|line| expects_breach(line, act, breach)));
    }
    lines.iter().any(|line| match &line.kind {
        ExpectationKind::Act {
            act: place,
            negated: false,
            verdict,
        } if *place == act.act => match word {
            NothingWord::Void => matches!(verdict, VerdictWord::Void | VerdictWord::UltraVires),
            NothingWord::Undetermined => *verdict == VerdictWord::Undetermined,
            NothingWord::Breached | NothingWord::Pending => false,
        },
        _ => false,
    })
}

fn expects_breach(line: &Expectation, act: &ActRecord, breach: &ActBreach) -> bool {
    match &line.kind {
        ExpectationKind::Breaches {
            act: place,
            negated: false,
            norm,
        } => *place == act.act && *norm == breach.name,
        ExpectationKind::Act {
            act: place,
            negated: false,
            verdict: VerdictWord::ValidButInBreach,
        } => *place == act.act,
        _ => false,
    }
}

/// An act's breach that is not one of a duty instance, and is certain.
fn is_of_prohibition(breach: &ActBreach) -> bool {
    breach.duty.is_none() && breach.certain == Truth::True
}

fn breaches_by(record: &Record, act: usize) -> impl Iterator<Item = &ActBreach> {
    act::find(record, act)
        .into_iter()
        .flat_map(|(_, act)| act.breaches.iter())
}
