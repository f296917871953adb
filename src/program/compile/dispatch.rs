//! The tables that find norms by what happens.

use std::cmp::Reverse;

use crate::{
    policy::{
        norm::{Form, NormId, Occasion, TriggerKind},
        pattern::{ActPattern, ActRef},
        policy::{ActId, FunctionId, Policy},
    },
    program::norm::{
        Dispatch, FormCode, Norms, OccasionCode, PartId, PartKind, PermissionId, TriggerRef,
    },
};

use super::compiler::Compiler;

/// The acts that a pattern may match, in the order of their declaration.
pub(crate) fn acts_of(policy: &Policy, pattern: &ActPattern) -> Vec<ActId> {
    let under = |act: ActId| match pattern.under {
        None => true,
        Some(function) => is_under(policy, act, function),
    };
    match pattern.act {
        ActRef::Act(act) => vec![act],
        ActRef::Variable(_) | ActRef::Anything => policy
            .acts
            .entries()
            .filter(|(id, act)| !act.event && under(*id))
            .map(|(id, _)| id)
            .collect(),
    }
}

fn is_under(policy: &Policy, act: ActId, function: FunctionId) -> bool {
    policy
        .acts
        .get(act)
        .and_then(|act| act.under)
        .is_some_and(|under| policy.is_function_within(under, function))
}

/// Makes the tables.
pub(crate) fn tables(compiler: &Compiler<'_>, norms: &Norms) -> Dispatch {
    let policy = compiler.policy;
    let acts = policy.acts.len();
    let mut tables = Dispatch {
        triggers_by_act: vec![Vec::new(); acts],
        triggers_by_fact: vec![Vec::new(); policy.facts.len()],
        triggers_by_norm: vec![Vec::new(); policy.norm_names.len()],
        parts_by_act: vec![Vec::new(); acts],
        permissions_by_act: vec![Vec::new(); acts],
        prohibitions_by_act: vec![Vec::new(); acts],
        freedoms_by_act: vec![Vec::new(); acts],
        immunities_by_act: vec![Vec::new(); acts],
        overriders: vec![Vec::new(); policy.norm_names.len()],
        conditions_by_fact: vec![Vec::new(); policy.facts.len()],
        ..Dispatch::default()
    };
    for (id, norm) in policy.norms.entries() {
        if let Occasion::When(triggers) = &norm.occasion {
            for (trigger, one) in (0u32..).zip(triggers) {
                add_trigger(
                    policy,
                    &mut tables,
                    TriggerRef { norm: id, trigger },
                    &one.kind,
                );
            }
        }
        for name in &norm.overrides {
            put(&mut tables.overriders, name.index(), id);
        }
        match &norm.form {
            Form::Prohibition(patterns) => {
                for pattern in patterns {
                    by_act(policy, pattern, &mut tables.prohibitions_by_act, id);
                }
            }
            Form::Immunity { act, .. } => {
                by_act(policy, act, &mut tables.immunities_by_act, id);
            }
            Form::Transition => {
                if matches!(norm.occasion, Occasion::On(_)) {
                    tables.dated.push(id);
                }
            }
            Form::Freedom(patterns) => {
                for pattern in patterns {
                    by_act(policy, pattern, &mut tables.freedoms_by_act, id);
                }
            }
            Form::Duty(_) | Form::Power(_) => {}
        }
        watch_conditions(compiler, norms, &mut tables, id);
    }
    for (code, number) in norms.codes.iter().zip(0u32..) {
        if matches!(code.form, FormCode::Duty(_)) {
            match code.occasion {
                OccasionCode::Each(..) => tables.each.push(NormId::new(number)),
                OccasionCode::Always => tables.always.push(NormId::new(number)),
                OccasionCode::When(_) | OccasionCode::On(_) => {}
            }
        }
    }
    for (part, number) in norms.parts.iter().zip(0u32..) {
        if let PartKind::Act(act) = &part.kind {
            for one in &act.acts {
                put(&mut tables.parts_by_act, one.index(), PartId(number));
            }
        }
    }
    for (permission, number) in norms.permissions.iter().zip(0u32..) {
        for act in &permission.acts {
            put(
                &mut tables.permissions_by_act,
                act.index(),
                PermissionId(number),
            );
        }
    }
    overriders_first(policy, &mut tables);
    tables.of_note = (0..acts)
        .map(|act| is_of_note(norms, &tables, act))
        .collect();
    tables
}

/// Whether an act's authority matters even where who did it needs none.
fn is_of_note(norms: &Norms, tables: &Dispatch, act: usize) -> bool {
    let immunities = tables.immunities_by_act.get(act);
    let mut permissions = tables.permissions_by_act.get(act).into_iter().flatten();
    immunities.is_some_and(|row| !row.is_empty())
        || permissions.any(|id| {
            norms
                .permission(*id)
                .and_then(|permission| norms.code(permission.norm))
                .is_some_and(|code| !code.effects.is_empty() || !code.agreement.is_empty())
        })
}

/// Puts the triggers of norms that override others before those of what gives way: then what gives way makes no instance
/// (S10), in whatever order the norms stand (S3).
fn overriders_first(policy: &Policy, tables: &mut Dispatch) {
    let mut rank = vec![0u32; policy.norms.len()];
    // A chain of norms that override one another is no longer than there are norms; `check` refuses a ring.
    for _ in 0..rank.len() {
        let mut changed = false;
        for (id, norm) in policy.norms.entries() {
            let below = norm
                .overrides
                .iter()
                .filter_map(|name| policy.norm_names.get(*name))
                .flat_map(|name| &name.versions)
                .filter_map(|version| rank.get(version.index()))
                .max()
                .map_or(0, |below| below.saturating_add(1));
            if let Some(own) = rank.get_mut(id.index())
                && *own < below
            {
                *own = below;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    let lists = tables
        .triggers_by_act
        .iter_mut()
        .chain(&mut tables.triggers_by_fact)
        .chain(&mut tables.triggers_by_norm);
    for list in lists {
        list.sort_by_key(|at| Reverse(rank.get(at.norm.index()).copied()));
    }
}

fn add_trigger(policy: &Policy, tables: &mut Dispatch, at: TriggerRef, kind: &TriggerKind) {
    match kind {
        TriggerKind::Does(_, pattern) | TriggerKind::Happens(pattern) => {
            by_act(policy, pattern, &mut tables.triggers_by_act, at);
        }
        TriggerKind::State { norm, .. } => put(&mut tables.triggers_by_norm, norm.index(), at),
        TriggerKind::Changes { fact, .. } => put(&mut tables.triggers_by_fact, fact.index(), at),
    }
}

fn by_act<T: Copy + PartialEq>(
    policy: &Policy,
    pattern: &ActPattern,
    table: &mut [Vec<T>],
    entry: T,
) {
    for act in acts_of(policy, pattern) {
        put(table, act.index(), entry);
    }
}

fn put<T: Copy + PartialEq>(table: &mut [Vec<T>], place: usize, entry: T) {
    if let Some(row) = table.get_mut(place)
        && row.last() != Some(&entry)
    {
        row.push(entry);
    }
}

/// Notes the facts that a norm's coming into force, its party and its conditions read, where a change of them may bring
/// about an instance or release one: of duties once a bearer or a period, and of norms that override.
fn watch_conditions(compiler: &Compiler<'_>, norms: &Norms, tables: &mut Dispatch, id: NormId) {
    let Some(code) = norms.code(id) else {
        return;
    };
    let duty = matches!(code.form, FormCode::Duty(_));
    let mut nodes: Vec<_> = code.force.when.into_iter().collect();
    if let crate::program::norm::PartyCode::Any {
        condition: Some(condition),
        ..
    } = code.party
    {
        nodes.push(condition);
    }
    if !code.overrides.is_empty() {
        nodes.extend(&code.conditions);
        nodes.extend(&code.exceptions);
    } else if !duty {
        return;
    }
    for fact in compiler.code.reads(&nodes).facts {
        put(&mut tables.conditions_by_fact, fact.index(), id);
    }
}
