//! A scenario in which unknown facts are known.

use crate::{
    case::case::{Case, Dates, GivenFact, GivenValue},
    policy::policy::{FactSort, Policy},
    record::settling::SetFact,
};

/// The case with these facts known wherever they were not: what is stated of them for other days stays. None where one of them
/// is never unknown, so that there is nothing to set.
pub fn suppose(policy: &Policy, case: &Case, all: &[SetFact]) -> Option<Case> {
    let mut other = case.clone();
    other.expectations.clear();
    for one in all {
        set(policy, &mut other, one)?;
    }
    Some(other)
}

fn set(policy: &Policy, case: &mut Case, one: &SetFact) -> Option<()> {
    let span = case.span;
    let (of_it, mut others): (Vec<GivenFact>, Vec<GivenFact>) = std::mem::take(&mut case.facts)
        .into_iter()
        .partition(|given| given.fact == one.fact && given.arguments == one.arguments);
    let (known, doubtful): (Vec<GivenFact>, Vec<GivenFact>) =
        of_it.iter().cloned().partition(|given| {
            given.value != GivenValue::Unknown
                && !of_it
                    .iter()
                    .any(|other| other.value != given.value && meet(other.dates, given.dates))
        });
    let sort = policy.facts.get(one.fact).map(|fact| &fact.sort);
    let absent_is_unknown = match sort {
        Some(FactSort::Holds) | None => false,
        Some(FactSort::Attribute(_)) => policy
            .facts
            .get(one.fact)
            .is_some_and(|fact| fact.ty != crate::policy::types::Type::Boolean),
        Some(FactSort::Valued | FactSort::Judgement(_)) => true,
    };
    let mut days: Vec<Dates> = if absent_is_unknown {
        gaps(known.iter().map(|given| given.dates).collect())
    } else {
        doubtful.iter().map(|given| given.dates).collect()
    };
    days.sort_by_key(|dates| (dates.from, dates.until));
    days.dedup();
    let nothing = days.is_empty();
    let at = doubtful.first().map_or(span, |given| given.span);
    others.extend(known);
    others.extend(days.into_iter().map(|dates| GivenFact {
        fact: one.fact,
        arguments: one.arguments.clone(),
        value: GivenValue::Known(one.value.clone()),
        dates,
        according_to: None,
        span: at,
    }));
    case.facts = others;
    (!nothing).then_some(())
}

/// Whether two stretches of days have a day in common.
fn meet(one: Dates, other: Dates) -> bool {
    let begins_by_end = |first: Option<_>, last: Option<_>| match (first, last) {
        (Some(first), Some(last)) => first <= last,
        _ => true,
    };
    begins_by_end(one.from, other.until) && begins_by_end(other.from, one.until)
}

/// The days that none of these stretches holds.
fn gaps(mut known: Vec<Dates>) -> Vec<Dates> {
    known.sort_by_key(|dates| dates.from);
    let mut found = Vec::new();
    // The first day that is not yet looked at; since ever where there is none.
    let mut next = None;
    for dates in known {
        if let Some(last) = dates.from.and_then(|from| from.previous_day())
            && next.is_none_or(|next| next <= last)
        {
            found.push(Dates {
                from: next,
                until: Some(last),
            });
        }
        let Some(after) = dates.until.and_then(|until| until.next_day()) else {
            return found;
        };
        next = Some(next.map_or(after, |next| after.max(next)));
    }
    found.push(Dates {
        from: next,
        until: None,
    });
    found
}
