//! Facts, acts and definitions that nothing names.
//!
//! A pack without norms is made to be used by others, which need not have been read: of it nothing is told.

use super::{
    finding::{Finding, Usage},
    messages,
};
use crate::policy::{
    norm::{Form, Must, MustKind, Norm, Occasion, TriggerKind},
    pattern::{ActPattern, ActRef},
    policy::{ActId, FactSort, FunctionId, Policy},
};

fn has_norms(policy: &Policy, usage: &Usage) -> bool {
    policy
        .norms
        .iter()
        .any(|norm| usage.files.contains(&norm.span.file))
}

/// Facts that no rule reads and no scenario states. An attribute describes its kind, used or not.
pub(super) fn facts(policy: &Policy, usage: &Usage) -> Vec<Finding> {
    if !has_norms(policy, usage) {
        return Vec::new();
    }
    let facts = policy.facts.iter().filter(|fact| {
        !matches!(fact.sort, FactSort::Attribute(_)) && !usage.named.contains(&fact.span)
    });
    facts
        .map(|fact| Finding {
            diagnostic: messages::unused_fact(fact),
            about: vec![fact.name.clone()],
        })
        .collect()
}

/// Definitions that nothing uses.
pub(super) fn definitions(policy: &Policy, usage: &Usage) -> Vec<Finding> {
    if !has_norms(policy, usage) {
        return Vec::new();
    }
    let definitions = policy
        .definitions
        .iter()
        .filter(|definition| !usage.named.contains(&definition.span));
    definitions
        .map(|definition| Finding {
            diagnostic: messages::unused_definition(definition),
            about: vec![definition.name.clone()],
        })
        .collect()
}

/// Acts that no rule names, neither by their own name nor by `anything under` their function.
pub(super) fn acts(policy: &Policy, usage: &Usage) -> Vec<Finding> {
    if !has_norms(policy, usage) {
        return Vec::new();
    }
    let reached: Vec<Option<FunctionId>> = policy.norms.iter().flat_map(anything).collect();
    let is_reached = |act: ActId| {
        let under = policy.acts.get(act).and_then(|act| act.under);
        reached.iter().any(|function| match (function, under) {
            (None, _) => true,
            (Some(function), Some(under)) => policy.is_function_within(under, *function),
            (Some(_), None) => false,
        })
    };
    let acts = policy
        .acts
        .entries()
        .filter(|(id, act)| !usage.named.contains(&act.span) && !is_reached(*id));
    acts.map(|(_, act)| Finding {
        diagnostic: messages::unused_act(act),
        about: vec![act.name.clone()],
    })
    .collect()
}

/// The functions of which a norm says `anything under …`; none for `anything` at all.
fn anything(norm: &Norm) -> Vec<Option<FunctionId>> {
    let mut patterns: Vec<&ActPattern> = Vec::new();
    match &norm.form {
        Form::Duty(musts) => patterns.extend(musts.iter().filter_map(act_of)),
        Form::Prohibition(acts) | Form::Power(acts) | Form::Freedom(acts) => patterns.extend(acts),
        Form::Immunity { act, .. } => patterns.push(act),
        Form::Transition => {}
    }
    if let Occasion::When(triggers) = &norm.occasion {
        patterns.extend(triggers.iter().filter_map(|trigger| match &trigger.kind {
            TriggerKind::Does(_, act) | TriggerKind::Happens(act) => Some(act),
            TriggerKind::State { .. } | TriggerKind::Changes { .. } => None,
        }));
    }
    patterns
        .into_iter()
        .filter(|pattern| pattern.act == ActRef::Anything)
        .map(|pattern| pattern.under)
        .collect()
}

fn act_of(must: &Must) -> Option<&ActPattern> {
    match &must.kind {
        MustKind::Do { act, .. } => Some(act),
        _ => None,
    }
}
