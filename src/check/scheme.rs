//! Schemes of delegation: amounts that two rows cover or none, rows wider than what their body may do itself, and what is
//! reserved and given away all the same.

use super::{
    bands::{Stretch, amount, gaps},
    finding::{Finding, Usage},
    matters::{RowPlace, about_act, contains, name_of, takes_in, together},
    scheme_messages as messages,
};
use crate::{
    base::number::Number,
    policy::{
        delegation::{Matter, ReservedTo, Scheme, SchemeRow, Signers},
        norm::{Form, MustKind, Norm, Party},
        pattern::ActRef,
        policy::{ActId, KindId, Policy},
        types::Type,
    },
};

/// Rows of one scheme that cover the same amounts of the same matter: then all of them must be satisfied (S7.6).
pub(super) fn overlaps(policy: &Policy, _: &Usage) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut told: Vec<(RowPlace, RowPlace)> = Vec::new();
    for scheme in policy.schemes.iter() {
        for act in policy.acts.ids() {
            let rows = about_act(policy, scheme, act);
            for (at, (one, first)) in rows.iter().enumerate() {
                for (two, second) in rows.iter().skip(at + 1) {
                    if !at_one_time(policy, *one, *two) {
                        continue;
                    }
                    let bands = Stretch::of_row(first).zip(Stretch::of_row(second));
                    let common = bands.and_then(|(first, second)| first.common(second));
                    let Some(common) = common else { continue };
                    if told.contains(&(*one, *two)) {
                        continue;
                    }
                    told.push((*one, *two));
                    let matter = name_of(policy, second.matter);
                    let words = has_amount(policy, act).then(|| common.words());
                    findings.push(Finding {
                        diagnostic: messages::overlap(&matter, words.as_deref(), first, second),
                        about: vec![scheme.name.clone(), matter.into()],
                    });
                }
            }
        }
    }
    findings
}

/// Whether two rows are in force on some one day.
fn at_one_time(policy: &Policy, one: RowPlace, other: RowPlace) -> bool {
    let force = |place: RowPlace| policy.schemes.get(place.0).map(|scheme| &scheme.in_force);
    force(one)
        .zip(force(other))
        .is_some_and(|(one, other)| together(one, other))
}

/// Amounts of a matter that no row covers: then only the body itself may act (S7.6).
pub(super) fn uncovered(policy: &Policy, _: &Usage) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut told: Vec<Vec<RowPlace>> = Vec::new();
    for scheme in policy.schemes.iter() {
        for act in policy.acts.ids() {
            let rows = about_act(policy, scheme, act);
            let Some((_, last)) = rows.last() else {
                continue;
            };
            let places: Vec<RowPlace> = rows.iter().map(|(place, _)| *place).collect();
            if !has_amount(policy, act)
                || is_reserved(policy, scheme, act)
                || told.contains(&places)
            {
                continue;
            }
            let bands: Option<Vec<Stretch>> =
                rows.iter().map(|(_, row)| Stretch::of_row(row)).collect();
            let left: Vec<String> = gaps(bands.unwrap_or_default())
                .into_iter()
                .map(Stretch::words)
                .collect();
            let known = rows.iter().all(|(_, row)| Stretch::of_row(row).is_some());
            if known && !left.is_empty() {
                told.push(places);
                let matter = name_of(policy, last.matter);
                findings.push(Finding {
                    diagnostic: messages::uncovered(&matter, &left.join("; "), last),
                    about: vec![scheme.name.clone(), matter.into()],
                });
            }
        }
    }
    findings
}

/// Rows, and rules of delegation, that reach further than what their giver may do itself (S7.1).
pub(super) fn wider(policy: &Policy, _: &Usage) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut told: Vec<RowPlace> = Vec::new();
    for scheme in policy.schemes.iter() {
        for act in policy.acts.ids() {
            let Some((limit, power)) = own_limit(policy, &scheme.of, act) else {
                continue;
            };
            for (place, row) in about_act(policy, scheme, act) {
                let itself = row.who == Signers::Body;
                let Some(band) = Stretch::of_row(row) else {
                    continue;
                };
                let beyond = band.to.is_none_or(|(to, _)| to > limit);
                if !itself && beyond && !told.contains(&place) {
                    told.push(place);
                    let matter = name_of(policy, row.matter);
                    findings.push(Finding {
                        diagnostic: messages::wider(&matter, limit, row.span, power),
                        about: vec![scheme.name.clone(), matter.into()],
                    });
                }
            }
        }
    }
    for rule in policy.delegations.iter() {
        let of_rule = |act: &ActId| rule.of.iter().any(|of| takes_in(policy, *of, *act));
        for limit in &rule.limits {
            let Some(own) = amount(&limit.amount) else {
                continue;
            };
            let exceeded = policy.acts.ids().filter(of_rule).find_map(|act| {
                let (limit, power) = own_limit(policy, &rule.from, act)?;
                (own > limit).then_some((act, limit, power))
            });
            if let Some((act, most, power)) = exceeded {
                let matter = name_of(policy, Matter::Act(act));
                findings.push(Finding {
                    diagnostic: messages::wider(&matter, most, limit.span, power),
                    about: vec![rule.name.clone(), matter.into()],
                });
            }
        }
    }
    findings
}

/// Matters that are reserved, and that a row of the same body's scheme gives to somebody else.
pub(super) fn reserved(policy: &Policy, _: &Usage) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, scheme) in policy.schemes.entries() {
        for reserved in policy.reserved.iter() {
            let of_other = reserved.scheme.is_some_and(|of| of != id)
                || !together(&reserved.in_force, &scheme.in_force)
                || reserved.condition.is_some()
                || !is_of(policy, scheme, reserved.of_body, reserved.of);
            if of_other {
                continue;
            }
            for row in &scheme.rows {
                let whole = reserved
                    .what
                    .iter()
                    .any(|what| contains(policy, *what, row.matter));
                let allowed = match (&row.who, &reserved.to) {
                    (Signers::Body, _) => true,
                    (Signers::Office(office), Some(ReservedTo::Office(to))) => office == to,
                    (Signers::Individual(one), Some(ReservedTo::Individual(to))) => one == to,
                    _ => false,
                };
                if whole && !allowed {
                    let matter = name_of(policy, row.matter);
                    findings.push(Finding {
                        diagnostic: messages::reserved(&matter, row, reserved),
                        about: vec![scheme.name.clone(), matter.into()],
                    });
                }
            }
        }
    }
    findings
}

fn is_of(
    policy: &Policy,
    scheme: &Scheme,
    body: Option<crate::policy::policy::IndividualId>,
    kind: Option<KindId>,
) -> bool {
    match (&scheme.of, body, kind) {
        (Party::One(one), Some(body), _) => *one == body,
        (Party::Any { .. }, Some(_), _) => false,
        (of, None, Some(kind)) => {
            party_kind(policy, of).is_some_and(|own| policy.is_kind(own, kind))
        }
        (_, None, None) => true,
    }
}

fn is_reserved(policy: &Policy, scheme: &Scheme, act: ActId) -> bool {
    policy.reserved.iter().any(|reserved| {
        reserved
            .what
            .iter()
            .any(|what| takes_in(policy, *what, act))
            && is_of(policy, scheme, reserved.of_body, reserved.of)
    })
}

/// The most that a body may do by a power of its own, where every power, duty and freedom for the act has a limit; with the place of
/// one of them.
fn own_limit(policy: &Policy, of: &Party, act: ActId) -> Option<(Number, crate::base::span::Span)> {
    let kind = party_kind(policy, of)?;
    let mut most: Option<(Number, crate::base::span::Span)> = None;
    for norm in policy.norms.iter() {
        if !allows(norm, act) {
            continue;
        }
        let theirs = match norm.party.as_ref()? {
            Party::Any { kind: own, .. } => {
                policy.is_kind(kind, *own) || policy.is_kind(*own, kind)
            }
            Party::One(one) => match of {
                Party::One(body) => body == one,
                Party::Any { .. } => policy
                    .individuals
                    .get(*one)
                    .is_some_and(|one| policy.is_kind(one.kind, kind)),
            },
        };
        if !theirs {
            continue;
        }
        let limits = norm
            .limits
            .iter()
            .filter(|limit| limit.amount.ty == Type::Money);
        let least = limits
            .filter_map(|limit| Some((amount(&limit.amount)?, limit.span)))
            .min();
        // One power without a limit, or with one that hangs on facts, is enough.
        let least = least?;
        most = most.max(Some(least));
    }
    most
}

fn allows(norm: &Norm, act: ActId) -> bool {
    let speaks = |pattern: &crate::policy::pattern::ActPattern| match pattern.act {
        ActRef::Act(one) => one == act,
        _ => true,
    };
    match &norm.form {
        Form::Power(acts) | Form::Freedom(acts) => acts.iter().any(speaks),
        Form::Duty(musts) => musts.iter().any(|must| match &must.kind {
            MustKind::Do { act: pattern, .. } => pattern.act == ActRef::Act(act),
            _ => false,
        }),
        _ => false,
    }
}

fn party_kind(policy: &Policy, party: &Party) -> Option<KindId> {
    match party {
        Party::Any { kind, .. } => Some(*kind),
        Party::One(one) => policy.individuals.get(*one).map(|one| one.kind),
    }
}

fn has_amount(policy: &Policy, act: ActId) -> bool {
    policy.acts.get(act).is_some_and(|act| {
        let mut parameters = act.parameters.iter();
        parameters.any(|parameter| parameter.ty == Type::Money)
    })
}

/// The offices that a row names.
pub(super) fn offices(row: &SchemeRow) -> Vec<crate::policy::delegation::OfficeId> {
    fn of(who: &Signers, found: &mut Vec<crate::policy::delegation::OfficeId>) {
        match who {
            Signers::Office(office) => found.push(*office),
            Signers::Individual(_) | Signers::Body => {}
            Signers::And(all) | Signers::Or(all) => all.iter().for_each(|one| of(one, found)),
        }
    }
    let mut found = Vec::new();
    of(&row.who, &mut found);
    found
}
