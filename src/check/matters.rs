//! What lies within what: functions, acts, and times in force.

use crate::policy::{
    delegation::{Matter, Scheme, SchemeId, SchemeRow},
    norm::Party,
    policy::{ActId, Policy},
    standing::Standing,
};

/// Whether an act lies within a matter.
pub(super) fn takes_in(policy: &Policy, matter: Matter, act: ActId) -> bool {
    match matter {
        Matter::Everything => true,
        Matter::Act(one) => one == act,
        Matter::Function(function) => policy
            .acts
            .get(act)
            .and_then(|act| act.under)
            .is_some_and(|under| policy.is_function_within(under, function)),
    }
}

/// Whether a matter takes in the whole of another.
pub(super) fn contains(policy: &Policy, whole: Matter, part: Matter) -> bool {
    match (whole, part) {
        (Matter::Everything, _) => true,
        (_, Matter::Everything) => false,
        (_, Matter::Act(act)) => takes_in(policy, whole, act),
        (Matter::Function(whole), Matter::Function(part)) => policy.is_function_within(part, whole),
        (Matter::Act(_), Matter::Function(_)) => false,
    }
}

/// Whether two matters have something in common.
pub(super) fn meet(policy: &Policy, one: Matter, other: Matter) -> bool {
    contains(policy, one, other) || contains(policy, other, one)
}

/// A row by its scheme and its place there.
pub(super) type RowPlace = (SchemeId, usize);

/// The rows of a scheme, and of the others that its body has at the same time.
pub(super) fn rows_beside<'p>(
    policy: &'p Policy,
    scheme: &Scheme,
) -> impl Iterator<Item = (RowPlace, &'p SchemeRow)> {
    let schemes = policy.schemes.entries();
    let beside = schemes.filter(move |(_, other)| {
        same_body(&scheme.of, &other.of) && together(&scheme.in_force, &other.in_force)
    });
    beside.flat_map(|(id, scheme)| {
        let rows = scheme.rows.iter().enumerate();
        rows.map(move |(place, row)| ((id, place), row))
    })
}

fn same_body(one: &Party, other: &Party) -> bool {
    match (one, other) {
        (Party::One(one), Party::One(other)) => one == other,
        (Party::Any { kind: one, .. }, Party::Any { kind: other, .. }) => one == other,
        _ => false,
    }
}

/// The rows of a body's schemes that name an act or a function it is under.
pub(super) fn about_act<'p>(
    policy: &'p Policy,
    scheme: &Scheme,
    act: ActId,
) -> Vec<(RowPlace, &'p SchemeRow)> {
    rows_beside(policy, scheme)
        .filter(|(_, row)| row.matter != Matter::Everything && takes_in(policy, row.matter, act))
        .collect()
}

/// Whether two rules are in force on some one day.
pub(super) fn together(one: &Standing, other: &Standing) -> bool {
    let before = |first: &Standing, second: &Standing| matches!((first.until, second.from), (Some(until), Some(from)) if until < from);
    !before(one, other) && !before(other, one)
}

/// The name of a matter.
pub(super) fn name_of(policy: &Policy, matter: Matter) -> String {
    match matter {
        Matter::Everything => "anything else".to_owned(),
        Matter::Act(act) => policy
            .acts
            .get(act)
            .map_or_else(String::new, |act| act.name.to_string()),
        Matter::Function(function) => policy
            .functions
            .get(function)
            .map_or_else(String::new, |function| function.name.to_string()),
    }
}
