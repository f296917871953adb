//! Values of a tree, such as services, that a decision gives to nobody.

use super::{
    cases::{Tree, trees},
    finding::{Finding, Usage},
    messages,
};
use crate::policy::{
    policy::{Decision, DecisionResult, DecisionVersion, Policy, ValueId},
    types::Type,
};

/// Of every decision that names a body: the rows that give a value of a tree to nobody, and the values that no row gives to
/// anybody. A row that holds under further conditions counts as giving: what is told is certain.
pub(super) fn given_to_nobody(policy: &Policy, usage: &Usage) -> Vec<Finding> {
    let mut findings = Vec::new();
    let decisions = policy
        .decisions
        .iter()
        .filter(|decision| matches!(decision.ty, Type::Kind(_)));
    for decision in decisions {
        for version in &decision.versions {
            if !usage.files.contains(&version.span.file) {
                continue;
            }
            for tree in trees(policy, decision, version) {
                rows_with_none(policy, decision, version, &tree, &mut findings);
                findings.extend(no_row(policy, decision, version, &tree));
            }
        }
    }
    findings
}

fn rows_with_none(
    policy: &Policy,
    decision: &Decision,
    version: &DecisionVersion,
    tree: &Tree<'_>,
    findings: &mut Vec<Finding>,
) {
    for (place, row) in version.rows.iter().enumerate() {
        let DecisionResult::Nothing(reason) = &row.result else {
            continue;
        };
        let reached = tree.reached(place);
        if reached.is_empty() || !tree.speaks(place) {
            continue;
        }
        let values = tree.topmost(policy, &reached);
        let always = tree.is_certain(place, &reached) && !given_before(version, tree, place);
        let gives = messages::Given {
            decision,
            values: &values,
            always,
        };
        findings.push(Finding {
            diagnostic: messages::row_gives_nobody(policy, &gives, row.span, reason.as_deref()),
            about: about(policy, decision, &values),
        });
    }
}

/// Whether a row before this one can give one of its values to somebody.
fn given_before(version: &DecisionVersion, tree: &Tree<'_>, place: usize) -> bool {
    let reached = tree.reached(place);
    let mut before = version.rows.iter().take(place).enumerate();
    before.any(|(row, written)| {
        let can_hold = tree.reached(row);
        matches!(written.result, DecisionResult::Value(..))
            && can_hold.iter().any(|value| reached.contains(value))
    })
}

/// The values of which every row that can hold gives nobody, and of which no row that gives nobody speaks.
fn no_row(
    policy: &Policy,
    decision: &Decision,
    version: &DecisionVersion,
    tree: &Tree<'_>,
) -> Option<Finding> {
    let can_hold = |row: usize, place: usize| {
        let cells = tree.rows.get(row);
        cells.and_then(|cells| cells.get(place)) != Some(&Some(false))
    };
    let names_somebody = |place: usize| {
        version.rows.iter().enumerate().any(|(row, written)| {
            let counts = match written.result {
                DecisionResult::Value(..) => true,
                DecisionResult::Nothing(_) => tree.speaks(row),
            };
            counts && can_hold(row, place)
        })
    };
    let places = 0..tree.values.len();
    let open: Vec<usize> = places.filter(|place| !names_somebody(*place)).collect();
    // A value is told where nothing under it is given either: of `all services` nobody asks where each of them is given.
    let is_whole = |place: &usize| {
        tree.values.get(*place).is_some_and(|value| {
            let under = tree.values.iter().enumerate();
            let mut under = under.filter(|(_, other)| policy.is_value_within(**other, *value));
            under.all(|(other, _)| open.contains(&other))
        })
    };
    let whole: Vec<usize> = open.iter().copied().filter(is_whole).collect();
    if whole.is_empty() {
        return None;
    }
    let values = tree.topmost(policy, &whole);
    let otherwise = version.rows.iter().find(|row| row.condition.is_none());
    let reason = otherwise.and_then(|row| match &row.result {
        DecisionResult::Nothing(reason) => reason.as_deref(),
        DecisionResult::Value(..) => None,
    });
    let gives = messages::Given {
        decision,
        values: &values,
        always: true,
    };
    let span = otherwise.map_or(version.span, |row| row.span);
    Some(Finding {
        diagnostic: messages::nobody_named(policy, &gives, span, reason),
        about: about(policy, decision, &values),
    })
}

pub(super) fn about(
    policy: &Policy,
    decision: &Decision,
    values: &[ValueId],
) -> Vec<smol_str::SmolStr> {
    let values = values
        .iter()
        .map(|value| policy.values.at(*value).name.clone());
    std::iter::once(decision.name.clone())
        .chain(values)
        .collect()
}
