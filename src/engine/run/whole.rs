//! A whole run, and what it would have been without what the scenario assumes (S10).

use rustc_hash::FxHashMap;

use crate::{
    case::case::Case,
    policy::{
        expr::{StateWord, VarId},
        norm::NormNameId,
        policy::Policy,
        value::Value,
    },
    program::program::Program,
    record::{
        duty::{Cause, DutyRecord},
        record::{Record, RunError},
    },
};

use super::session::Session;
use crate::engine::{delegation::link::LinkId, fail::Run, moment::Stamp};

/// Runs a scenario to its end.
pub fn run(program: &Program, policy: &Policy, case: &Case) -> Result<Record, Vec<RunError>> {
    finished(program, policy, case).map(|(_, record)| record)
}

/// Runs a scenario to its end, and keeps what questions about it need.
pub fn finished<'a>(
    program: &'a Program,
    policy: &'a Policy,
    case: &'a Case,
) -> Result<(Session<'a>, Record), Vec<RunError>> {
    let mut session = Session::new(program, policy, case)?;
    session.advance_all().map_err(|failure| vec![*failure])?;
    let mut record = session.record().map_err(|failure| vec![*failure])?;
    if !case.assuming.is_empty() {
        let mut plain = Session::assuming(program, policy, case, false, None, case.as_of)?;
        plain.advance_all().map_err(|failure| vec![*failure])?;
        let without = plain.record().map_err(|failure| vec![*failure])?;
        compare(policy, &mut record, &without);
    }
    Ok((session, record))
}

/// Runs a scenario once more as if a link had been revoked at a moment.
pub(crate) fn without_link(
    session: &Session<'_>,
    link: LinkId,
    since: Stamp,
) -> Run<Option<Record>> {
    let Ok(mut other) = Session::new(session.program, session.policy, session.case) else {
        return Ok(None);
    };
    other.links.supposed = Some((link, since));
    other.advance_all()?;
    other.record().map(Some)
}

/// The places of duties that are discharged in one record and not in another of the same scenario.
pub(crate) fn no_longer_discharged(policy: &Policy, record: &Record, other: &Record) -> Vec<usize> {
    let discharged = |duty: &DutyRecord| {
        matches!(
            duty.state,
            StateWord::Discharged | StateWord::DischargedLate
        )
    };
    let left: Vec<Identity> = other
        .duties
        .iter()
        .filter(|duty| discharged(duty))
        .filter_map(|duty| identity(policy, other, duty))
        .collect();
    let own = record.duties.iter().enumerate();
    own.filter(|(_, duty)| discharged(duty))
        .filter(|(_, duty)| identity(policy, record, duty).is_some_and(|one| !left.contains(&one)))
        .map(|(place, _)| place)
        .collect()
}

/// What an instance is known by in two runs: its norm, bearer, cause and bindings (S4).
type Identity = (NormNameId, Value, Cause, Vec<(VarId, Value)>);

/// Writes beside each verdict that an assumption changes what it would be without it.
fn compare(policy: &Policy, record: &mut Record, without: &Record) {
    let acts: FxHashMap<usize, _> = without.acts.iter().map(|act| (act.act, act)).collect();
    for act in &mut record.acts {
        act.without_assumption = acts
            .get(&act.act)
            .filter(|other| other.verdict != act.verdict)
            .map(|other| other.verdict);
    }
    let identities = |record: &Record| -> Vec<Option<Identity>> {
        record
            .duties
            .iter()
            .map(|duty| identity(policy, record, duty))
            .collect()
    };
    let mut others: FxHashMap<Identity, Vec<StateWord>> = FxHashMap::default();
    for (identity, duty) in identities(without).into_iter().zip(&without.duties) {
        if let Some(identity) = identity {
            others.entry(identity).or_default().push(duty.state);
        }
    }
    for states in others.values_mut() {
        states.reverse();
    }
    let own = identities(record);
    for (identity, duty) in own.into_iter().zip(&mut record.duties) {
        let Some(identity) = identity else {
            continue;
        };
        let state = others.get_mut(&identity).and_then(Vec::pop);
        duty.without_assumption = (state != Some(duty.state)).then_some(state);
    }
}

/// An instance's place in a record differs between runs: a cause that is another duty is known by that duty's day.
fn identity(policy: &Policy, record: &Record, duty: &DutyRecord) -> Option<Identity> {
    let name = policy.norms.get(duty.norm)?.name;
    let cause = match &duty.cause {
        Cause::Duty(place) => Cause::Change(record.duties.get(*place)?.arose),
        cause => cause.clone(),
    };
    Some((name, duty.bearer.clone(), cause, duty.bindings.clone()))
}
