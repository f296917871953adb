//! Sets of facts that lead to one result, put together: the same facts with several values of one of them are one set.

use crate::{
    policy::{policy::FactId, value::Value},
    record::settling::{Fall, Fallen, Inquiry, Known, SetFact, Supposition},
};

/// A fact with its arguments.
pub(super) type Atom = (FactId, Vec<Value>);
/// Facts, each with the values that it may have.
type Cases = Vec<(Atom, Vec<Value>)>;

/// The ways in which a result could fall, with the sets that lead to each. `tried` are all values that were tried of a fact.
pub(super) fn falls(
    proved: &[(Vec<SetFact>, Fallen)],
    tried: &dyn Fn(&Atom) -> Vec<Value>,
) -> Vec<Fall> {
    let mut falls: Vec<(Fallen, Vec<Cases>)> = Vec::new();
    for (set, is) in proved {
        let cases: Cases = set
            .iter()
            .map(|one| {
                let atom = (one.fact, one.arguments.clone());
                (atom, vec![one.value.clone()])
            })
            .collect();
        match falls.iter_mut().find(|(other, _)| other == is) {
            Some((_, sets)) => sets.push(cases),
            None => falls.push((is.clone(), vec![cases])),
        }
    }
    falls
        .into_iter()
        .map(|(is, sets)| {
            let mut sets = merged(sets);
            sets.sort_by_key(Vec::len);
            let sets = sets
                .into_iter()
                .flat_map(|set| in_runs(set, tried))
                .map(|set| {
                    set.into_iter()
                        .map(|(atom, values)| {
                            let known = known(values, tried(&atom));
                            Supposition {
                                fact: atom.0,
                                arguments: atom.1,
                                known,
                            }
                        })
                        .collect()
                })
                .collect();
            Fall { is, sets }
        })
        .collect()
}

/// Sets that differ in the values of one fact only are one set.
fn merged(mut sets: Vec<Cases>) -> Vec<Cases> {
    let most = sets.iter().map(Vec::len).max().unwrap_or(0);
    for slot in (0..most).rev() {
        let mut kept: Vec<Cases> = Vec::new();
        for set in sets {
            let same = kept.iter_mut().find(|other| {
                other.len() == set.len()
                    && other.iter().zip(&set).enumerate().all(|(at, (one, two))| {
                        if at == slot {
                            one.0 == two.0
                        } else {
                            one == two
                        }
                    })
                    && slot < set.len()
            });
            match (same, set.get(slot)) {
                (Some(other), Some((_, values))) => {
                    if let Some((_, all)) = other.get_mut(slot) {
                        all.extend(values.iter().cloned());
                        all.sort();
                        all.dedup();
                    }
                }
                _ => kept.push(set),
            }
        }
        sets = kept;
    }
    sets
}

/// A set with amounts that do not lie in a row among those tried is several sets.
fn in_runs(set: Cases, tried: &dyn Fn(&Atom) -> Vec<Value>) -> Vec<Cases> {
    let mut all: Vec<Cases> = vec![Vec::new()];
    for (atom, values) in set {
        let mut runs: Vec<Vec<Value>> = Vec::new();
        if values.first().is_some_and(is_quantity) {
            let mut ended = true;
            for value in tried(&atom) {
                if !values.contains(&value) {
                    ended = true;
                    continue;
                }
                match runs.last_mut().filter(|_| !ended) {
                    Some(run) => run.push(value),
                    None => runs.push(vec![value]),
                }
                ended = false;
            }
        } else {
            runs.push(values);
        }
        all = all
            .iter()
            .flat_map(|begun| {
                runs.iter().map(|run| {
                    let mut more = begun.clone();
                    more.push((atom.clone(), run.clone()));
                    more
                })
            })
            .collect();
    }
    all
}

/// What values come to, of all that were tried.
fn known(mut values: Vec<Value>, mut tried: Vec<Value>) -> Known {
    values.sort();
    tried.sort();
    let (Some(first), Some(last)) = (values.first().cloned(), values.last().cloned()) else {
        return Known::OneOf(values);
    };
    if matches!(first, Value::Boolean(_)) && values.len() == 1 {
        return Known::Is(first);
    }
    if is_quantity(&first) {
        let at = tried.iter().position(|one| *one == first);
        let in_a_row =
            at.is_some_and(|at| tried.get(at..at + values.len()) == Some(values.as_slice()));
        return match (in_a_row, tried.first(), tried.last()) {
            (true, Some(lowest), _) if *lowest == first => Known::AtMost(last),
            (true, _, Some(highest)) if *highest == last => Known::AtLeast(first),
            (true, ..) if first == last => Known::Is(first),
            (true, ..) => Known::Between(first, last),
            _ => Known::OneOf(values),
        };
    }
    let rest: Vec<Value> = tried
        .into_iter()
        .filter(|one| !values.contains(one))
        .collect();
    if values.len() == 1 {
        Known::Is(first)
    } else if !rest.is_empty() && rest.len() < values.len() {
        Known::NoneOf(rest)
    } else {
        Known::OneOf(values)
    }
}

/// Whether a value is one of which there is more and less.
pub(super) fn is_quantity(value: &Value) -> bool {
    matches!(
        value,
        Value::Number(_) | Value::Percent(_) | Value::Money(_) | Value::Date(_)
    )
}

/// What is to be found out: the facts of these sets, those of the smallest first, with the bounds that matter.
pub(super) fn inquiries(falls: &[Fall]) -> Vec<Inquiry> {
    let mut all: Vec<(usize, &Supposition)> = Vec::new();
    for fall in falls {
        for set in &fall.sets {
            all.extend(set.iter().map(|one| (set.len(), one)));
        }
    }
    all.sort_by_key(|(size, _)| *size);
    let mut found: Vec<Inquiry> = Vec::new();
    for (_, one) in all {
        let place = found
            .iter()
            .position(|other| other.fact == one.fact && other.arguments == one.arguments);
        let place = place.unwrap_or_else(|| {
            found.push(Inquiry {
                fact: one.fact,
                arguments: one.arguments.clone(),
                bounds: Vec::new(),
            });
            found.len() - 1
        });
        let bound = match &one.known {
            Known::AtLeast(value) | Known::Between(value, _) => value,
            _ => continue,
        };
        if let Some(inquiry) = found.get_mut(place)
            && !inquiry.bounds.contains(bound)
        {
            inquiry.bounds.push(bound.clone());
            inquiry.bounds.sort();
        }
    }
    found
}
