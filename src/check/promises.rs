//! Promises against law: a norm of lower rank that can disagree with one of higher rank about the same act (S6, S10).

use std::collections::BTreeSet;

use super::{
    cases::are_related,
    doubles::meet_in_time,
    finding::{Finding, Usage},
    messages,
};
use crate::policy::{
    expr::{Expr, ExprKind},
    norm::{Form, MustKind, Norm, NormId, Occasion, Party, TriggerKind},
    pattern::{ActPattern, ActRef, Term},
    policy::{IndividualId, KindId, Policy},
    standing::Status,
    value::Value,
};

/// What a norm says of an act.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// It must be done.
    Must,
    /// It must not be done.
    MustNot,
    /// It may be done.
    May,
    /// It may be done or not: no duty binds either way.
    Free,
    /// It may not be done, not even under a power.
    NoPower,
    /// Whoever does it must ensure something.
    Ensure,
}

/// What a norm says of an act, and whose.
struct Claim<'a> {
    id: NormId,
    norm: &'a Norm,
    role: Role,
    act: &'a ActPattern,
    kind: KindId,
    individual: Option<IndividualId>,
}

/// Norms of different rank that can disagree: a freedom against a duty or a prohibition, an immunity against a power or a
/// duty, a prohibition against a power or a duty. Neither overrides the other.
pub(super) fn against_law(policy: &Policy, usage: &Usage) -> Vec<Finding> {
    let mut claims = policy.norms.iter().map(|norm| norm.standing.rank);
    let Some(first) = claims.next() else {
        return Vec::new();
    };
    if claims.all(|rank| rank == first) {
        return Vec::new();
    }
    let claims: Vec<Claim<'_>> = policy
        .norms
        .entries()
        .filter(|(_, norm)| norm.standing.status != Status::NotBinding)
        .flat_map(|(id, norm)| claims_of(policy, id, norm))
        .collect();
    let mut told = BTreeSet::new();
    let mut findings = Vec::new();
    for low in &claims {
        for high in &claims {
            if low.norm.standing.rank <= high.norm.standing.rank
                || !disagree(low.role, high.role)
                || !told_of_one_act(policy, low, high)
                || !meet_in_time(low.norm, high.norm)
                || gives_way(low.norm, high.norm)
                || !told.insert((low.id, high.id))
            {
                continue;
            }
            if let Some(span) = usage.place(policy, &[low.norm.span, high.norm.span]) {
                findings.push(Finding {
                    diagnostic: messages::against_law(low.norm, high.norm, span),
                    about: vec![low.norm.text.clone(), high.norm.text.clone()],
                });
            }
        }
    }
    findings
}

fn disagree(low: Role, high: Role) -> bool {
    match low {
        Role::Free => matches!(high, Role::Must | Role::MustNot | Role::Ensure),
        Role::NoPower => matches!(high, Role::Must | Role::May | Role::Free),
        Role::MustNot => matches!(high, Role::Must | Role::May),
        Role::Must | Role::May | Role::Ensure => false,
    }
}

fn claims_of<'a>(policy: &Policy, id: NormId, norm: &'a Norm) -> Vec<Claim<'a>> {
    let (kind, individual) = match norm.party {
        Some(Party::Any { kind, .. }) => (kind, None),
        Some(Party::One(individual)) => match policy.individuals.get(individual) {
            Some(found) => (found.kind, Some(individual)),
            None => return Vec::new(),
        },
        None => return Vec::new(),
    };
    let claim = |role: Role, act: &'a ActPattern| Claim {
        id,
        norm,
        role,
        act,
        kind,
        individual,
    };
    let each = |acts: &'a [ActPattern], role: Role| -> Vec<Claim<'a>> {
        acts.iter().map(|act| claim(role, act)).collect()
    };
    match &norm.form {
        Form::Duty(musts) => {
            let mut claims = Vec::new();
            for must in musts {
                match (&must.kind, &norm.occasion) {
                    (MustKind::Do { act, .. }, _) => claims.push(claim(Role::Must, act)),
                    (MustKind::Ensure(_), Occasion::When(triggers)) => {
                        // What must have been done first is required, too.
                        let before = norm.ensured_acts();
                        claims.extend(before.into_iter().map(|act| claim(Role::Must, act)));
                        claims.extend(triggers.iter().filter_map(|trigger| match &trigger.kind {
                            TriggerKind::Does(_, act) => Some(claim(Role::Ensure, act)),
                            _ => None,
                        }));
                    }
                    _ => {}
                }
            }
            claims
        }
        Form::Prohibition(acts) => each(acts, Role::MustNot),
        Form::Power(acts) => each(acts, Role::May),
        Form::Freedom(acts) => each(acts, Role::Free),
        // It is not the holder who may not do it.
        Form::Immunity { who, act } => vec![Claim {
            id,
            norm,
            role: Role::NoPower,
            act,
            kind: *who,
            individual: None,
        }],
        Form::Transition => Vec::new(),
    }
}

/// Whether both speak of one act that one body can do.
fn told_of_one_act(policy: &Policy, low: &Claim<'_>, high: &Claim<'_>) -> bool {
    let same_body = match (low.individual, high.individual) {
        (Some(one), Some(other)) => one == other,
        _ => are_related(policy, low.kind, high.kind),
    };
    same_body && can_be_one(policy, low.act, high.act)
}

fn can_be_one(policy: &Policy, one: &ActPattern, other: &ActPattern) -> bool {
    let same_act = match (one.act, other.act) {
        (ActRef::Act(one), ActRef::Act(other)) => one == other,
        (ActRef::Act(act), ActRef::Anything) => is_under(policy, act, other),
        (ActRef::Anything, ActRef::Act(act)) => is_under(policy, act, one),
        _ => false,
    };
    same_act
        && one.arguments.iter().all(|(place, term)| {
            let mut others = other.arguments.iter();
            let said = others.find(|(other, _)| other == place);
            said.is_none_or(|(_, other)| can_be_equal(policy, term, other))
        })
}

/// Whether an act is under the function of which a rule says `anything under …`; `anything` at all speaks of nothing.
fn is_under(policy: &Policy, act: crate::policy::policy::ActId, anything: &ActPattern) -> bool {
    let under = policy.acts.get(act).and_then(|act| act.under);
    match (under, anything.under) {
        (Some(under), Some(function)) => policy.is_function_within(under, function),
        _ => false,
    }
}

fn can_be_equal(policy: &Policy, one: &Term, other: &Term) -> bool {
    let literal = |term: &Term| match term {
        Term::Is(Expr {
            kind: ExprKind::Literal(value),
            ..
        }) => Some(value.clone()),
        _ => None,
    };
    match (literal(one), literal(other)) {
        (Some(Value::Value(one)), Some(Value::Value(other))) => {
            policy.is_value_within(one, other) || policy.is_value_within(other, one)
        }
        (Some(Value::Function(one)), Some(Value::Function(other))) => {
            policy.is_function_within(one, other) || policy.is_function_within(other, one)
        }
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}

fn gives_way(one: &Norm, other: &Norm) -> bool {
    one.overrides.contains(&other.name) || other.overrides.contains(&one.name)
}
