//! Expectations of duties: which instances a line speaks of, and in what state they were when (S4.2).

use super::basis::{Basis, Collector, goes_via};
use crate::{
    base::date::Date,
    case::{
        expectation::{DutyFor, DutyRef, Expectation},
        happening::Named,
    },
    policy::{expr::StateWord, policy::Policy, value::Value},
    record::{
        act::ActRecord,
        duty::{Cause, DutyRecord, Ended, Missing},
        expected::{Amiss, CameOut, DutyThen},
        reason::{Truth, Unknown},
        record::Record,
    },
};

/// What is expected of a duty's state.
pub(crate) struct Wanted<'a> {
    pub negated: bool,
    pub state: StateWord,
    pub missing: &'a [Value],
    pub due: Option<Date>,
}

/// What a line about duties comes to.
pub(crate) struct Judged {
    pub amiss: Vec<Amiss>,
    pub came_out: CameOut,
    pub basis: Basis,
    pub unknowns: Vec<Unknown>,
}

/// `duty publish-plan of northshire for 2013/14 is breached on 1 April 2013`: it holds if an instance that the line speaks of
/// is as it says; `is not` if there is one, and none is, for certain.
pub(crate) fn state(
    policy: &Policy,
    record: &Record,
    expectation: &Expectation,
    duty: &DutyRef,
    wanted: &Wanted<'_>,
) -> Judged {
    let places = instances(policy, record, duty);
    let of_each: Vec<(usize, Vec<Amiss>)> = places
        .iter()
        .filter_map(|place| {
            let instance = record.duties.get(*place)?;
            Some((*place, amiss(record, expectation, wanted, instance)))
        })
        .collect();
    let met = |amiss: &[Amiss]| amiss.is_empty();
    let (amiss, telling): (Vec<Amiss>, Vec<usize>) = if wanted.negated {
        let against: Vec<usize> = of_each
            .iter()
            .filter(|(_, amiss)| !met(amiss))
            .map(|(place, _)| *place)
            .collect();
        if against.is_empty() && !places.is_empty() {
            (Vec::new(), places.clone())
        } else {
            (vec![Amiss::Result], against)
        }
    } else {
        // Of several, the nearest to what is expected says what is amiss.
        let nearest = of_each.iter().min_by_key(|(_, amiss)| amiss.len());
        match nearest {
            Some((place, amiss)) if met(amiss) => (Vec::new(), vec![*place]),
            Some((_, amiss)) => (amiss.clone(), places.clone()),
            None => (vec![Amiss::Result], Vec::new()),
        }
    };
    judged(policy, record, expectation.as_at, &telling, amiss)
}

/// `duty publish-plan of northshire does not arise`
pub(crate) fn does_not_arise(
    policy: &Policy,
    record: &Record,
    expectation: &Expectation,
    duty: &DutyRef,
) -> Judged {
    let arisen: Vec<usize> = instances(policy, record, duty)
        .into_iter()
        .filter(|place| {
            record.duties.get(*place).is_some_and(|instance| {
                expectation.as_at.is_none_or(|day| instance.arose <= day)
                    && expectation.on.is_none_or(|day| instance.arose == day)
            })
        })
        .collect();
    let amiss = if arisen.is_empty() {
        Vec::new()
    } else {
        vec![Amiss::Result]
    };
    let mut judged = judged(policy, record, expectation.as_at, &arisen, amiss);
    if arisen.is_empty() {
        let mut collector = Collector::new(policy, record);
        collector.norms(&policy.norm_names[duty.norm].versions);
        judged.basis = collector.basis();
    }
    judged
}

/// `northshire is answerable for duty publish-plan of northshire`
pub(crate) fn answerable(policy: &Policy, record: &Record, who: &Value, duty: &DutyRef) -> Judged {
    let places = instances(policy, record, duty);
    let mut all: Vec<Value> = Vec::new();
    let mut collector = Collector::new(policy, record);
    for instance in places.iter().filter_map(|place| record.duties.get(*place)) {
        all.extend(instance.answerable.iter().cloned());
        collector.norm(instance.norm);
    }
    all.sort();
    all.dedup();
    Judged {
        amiss: if all.contains(who) {
            Vec::new()
        } else {
            vec![Amiss::Result]
        },
        came_out: CameOut::Answerable(all),
        basis: collector.basis(),
        unknowns: Vec::new(),
    }
}

/// The instances that a reference speaks of, by their places in the record.
pub(crate) fn instances(policy: &Policy, record: &Record, duty: &DutyRef) -> Vec<usize> {
    record
        .duties
        .iter()
        .enumerate()
        .filter(|(_, instance)| {
            policy.norms[instance.norm].name == duty.norm
                && duty
                    .of
                    .is_none_or(|of| is_borne_by(instance, &Value::Individual(of)))
                && duty
                    .for_
                    .as_ref()
                    .is_none_or(|for_| is_for(record, instance, for_))
        })
        .map(|(place, _)| place)
        .collect()
}

fn is_borne_by(instance: &DutyRecord, who: &Value) -> bool {
    instance.bearer == *who || instance.taken_over_by.as_ref() == Some(who)
}

/// Whether an instance is for this period (or for this value of one of its variables), or was caused by this happening, be
/// it through the breach of another duty.
fn is_for(record: &Record, instance: &DutyRecord, for_: &DutyFor) -> bool {
    match for_ {
        DutyFor::Value(value) => {
            matches!(&instance.cause, Cause::Period(period) if period == value)
                || instance.bindings.iter().any(|(_, bound)| bound == value)
        }
        DutyFor::Happening(place) => {
            let mut cause = &instance.cause;
            // A duty arises after the one it arose from, so the chain of causes is no longer than the record.
            for _ in 0..=record.duties.len() {
                match cause {
                    Cause::Happening(at) => return at == place,
                    Cause::Duty(of) => match record.duties.get(*of) {
                        Some(duty) => cause = &duty.cause,
                        None => return false,
                    },
                    Cause::Period(_) | Cause::Change(_) | Cause::Commencement => return false,
                }
            }
            false
        }
    }
}

/// What is amiss of one instance. Of `is not`, what is amiss is that it is so, or may be.
fn amiss(
    record: &Record,
    expectation: &Expectation,
    wanted: &Wanted<'_>,
    instance: &DutyRecord,
) -> Vec<Amiss> {
    let is = is_in(instance, wanted.state, expectation.as_at);
    let came = came_on(instance, wanted.state);
    let on_day = expectation.on.is_none_or(|day| came.contains(&day));
    if wanted.negated {
        let so = match is {
            Truth::True => on_day,
            Truth::Unknown => true,
            Truth::False => false,
        };
        return if so { vec![Amiss::Result] } else { Vec::new() };
    }
    let mut found = Vec::new();
    if is != Truth::True {
        found.push(Amiss::Result);
    }
    if !on_day {
        found.push(Amiss::Day(came.first().copied()));
    }
    found.extend(
        wanted
            .missing
            .iter()
            .filter(|value| !names_missing(instance, value))
            .cloned()
            .map(Amiss::Missing),
    );
    if wanted.due.is_some() && wanted.due != instance.due {
        found.push(Amiss::Due(instance.due));
    }
    if !done_via(record, instance, &expectation.via) {
        found.push(Amiss::Via);
    }
    found
}

/// Whether an act that goes to discharge an instance was done under a chain with these links, in this order.
fn done_via(record: &Record, instance: &DutyRecord, via: &[Named]) -> bool {
    let by = |act: &&ActRecord| instance.discharged_by.contains(&act.act);
    let mut acts = record.acts.iter().filter(by);
    via.is_empty() || acts.any(|act| goes_via(&act.authority, &[], via))
}

/// Whether an instance is in a state, at the end of a day or at the last day looked at. A breach stays in the record (S4.2).
pub(crate) fn is_in(instance: &DutyRecord, state: StateWord, as_at: Option<Date>) -> Truth {
    let then = match as_at {
        Some(day) => state_at(instance, day).map(|(state, _)| state),
        None => Some(instance.state),
    };
    let Some(then) = then else {
        return Truth::False;
    };
    let was_breached = state == StateWord::Breached
        && instance
            .history
            .iter()
            .filter(|change| as_at.is_none_or(|day| change.on <= day))
            .any(|change| change.state == StateWord::Breached);
    if then == state || was_breached {
        return Truth::True;
    }
    let open = then == StateWord::Undetermined
        && (instance.possible.is_empty() || instance.possible.contains(&state));
    if open { Truth::Unknown } else { Truth::False }
}

/// The days on which an instance came into a state.
fn came_on(instance: &DutyRecord, state: StateWord) -> Vec<Date> {
    let mut days: Vec<Date> = instance
        .history
        .iter()
        .filter(|change| change.state == state)
        .map(|change| change.on)
        .collect();
    if state == StateWord::Breached {
        days.extend(
            instance
                .intervals
                .iter()
                .filter(|interval| interval.certain == Truth::True)
                .map(|interval| interval.from),
        );
    }
    days.sort();
    days.dedup();
    days
}

/// An instance's state at the end of a day, and since when; none where it had not arisen.
fn state_at(instance: &DutyRecord, day: Date) -> Option<(StateWord, Date)> {
    let change = instance
        .history
        .iter()
        .rev()
        .find(|change| change.on <= day);
    match change {
        Some(change) => Some((change.state, change.on)),
        None => (instance.arose <= day).then_some((StateWord::Pending, instance.arose)),
    }
}

fn names_missing(instance: &DutyRecord, value: &Value) -> bool {
    instance.missing.iter().any(|missing| match missing {
        Missing::Item(named)
        | Missing::For(named)
        | Missing::Fails(named)
        | Missing::Amount(named)
        | Missing::Regard(named) => named == value,
        Missing::Act(_) | Missing::Condition(_) => false,
    })
}

fn judged(
    policy: &Policy,
    record: &Record,
    as_at: Option<Date>,
    places: &[usize],
    amiss: Vec<Amiss>,
) -> Judged {
    let mut collector = Collector::new(policy, record);
    let mut unknowns = Vec::new();
    let mut then = Vec::new();
    for place in places {
        let Some(instance) = record.duties.get(*place) else {
            continue;
        };
        collector.norm(instance.norm);
        if let Some(Ended::Overridden(by)) = &instance.ended_by {
            collector.norm(*by);
        }
        unknowns.extend(instance.unknowns.iter().cloned());
        let at = state_at(instance, as_at.unwrap_or(record.as_of));
        then.push(DutyThen {
            duty: *place,
            state: match as_at {
                Some(_) => at.map(|(state, _)| state),
                None => Some(instance.state),
            },
            since: at.map(|(_, since)| since),
        });
    }
    unknowns.sort();
    unknowns.dedup();
    Judged {
        amiss,
        came_out: CameOut::Duties(then),
        basis: collector.basis(),
        unknowns,
    }
}
