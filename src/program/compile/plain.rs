//! Finds what is plain of a program: see `program/plain.rs`.

use crate::{
    base::duration::Unit,
    policy::{
        expr::HappeningPart,
        norm::{NormId, NormNameId},
        policy::{ActId, Policy},
        standing::Status,
    },
    program::{
        code::Code,
        node::{Node, NodeId, Slot},
        norm::{
            ActPart, EffectKindCode, FormCode, KeySource, NormCode, Norms, OccasionCode, PartKind,
            PartyCode, TriggerKindCode,
        },
        pattern::{Deadline, LengthId, PatternAct, PatternId, Term},
        plain::{Keeps, Plain, PlainNorm},
    },
};

/// Looks through all norms.
pub(crate) fn plain(policy: &Policy, code: &Code, norms: &Norms) -> Plain {
    let acts_kept = acts_kept(policy, code);
    let changes = norms.codes.iter().any(changes_who_is_bound);
    let mut plain = Plain {
        norms: norms
            .codes
            .iter()
            .map(|one| {
                let found = alone(code, norms, one)?;
                if changes {
                    return Err(Keeps::Changes);
                }
                Ok(found)
            })
            .collect(),
        acts: (0..policy.acts.len())
            .map(|act| {
                let tables = &norms.dispatch;
                let none = |table: &[Vec<NormId>]| table.get(act).is_none_or(Vec::is_empty);
                none(&tables.prohibitions_by_act)
                    && none(&tables.freedoms_by_act)
                    && none(&tables.immunities_by_act)
                    && tables.of_note.get(act) == Some(&false)
                    && acts_kept.get(act) == Some(&false)
            })
            .collect(),
        acts_kept,
    };
    // A plain norm speaks of plain acts alone, and of a plain act only plain norms speak: what is not plain takes away from
    // the rest until nothing changes.
    loop {
        let mut changed = false;
        for act in 0..plain.acts.len() {
            if plain.acts.get(act) == Some(&true) && !only_plain(norms, &plain, act) {
                if let Some(entry) = plain.acts.get_mut(act) {
                    *entry = false;
                }
                changed = true;
            }
        }
        for one in &norms.codes {
            if !matches!(plain.norms.get(one.id.index()), Some(Ok(_))) {
                continue;
            }
            let strange = acts_of(code, norms, one)
                .into_iter()
                .find(|act| plain.acts.get(act.index()) != Some(&true));
            if let Some(act) = strange
                && let Some(entry) = plain.norms.get_mut(one.id.index())
            {
                *entry = Err(Keeps::Act(act));
                changed = true;
            }
        }
        if !changed {
            return plain;
        }
    }
}

/// By act: whether some condition asks whether it was done.
fn acts_kept(policy: &Policy, code: &Code) -> Vec<bool> {
    let mut kept = vec![false; policy.acts.len()];
    for past in code.pasts.iter() {
        match code.pattern(past.pattern).act {
            PatternAct::Act(act) => {
                if let Some(entry) = kept.get_mut(act.index()) {
                    *entry = true;
                }
            }
            PatternAct::Variable(_) | PatternAct::Anything => {
                for (entry, act) in kept.iter_mut().zip(policy.acts.iter()) {
                    *entry |= !act.event;
                }
            }
        }
    }
    kept
}

fn changes_who_is_bound(code: &NormCode) -> bool {
    code.effects.iter().any(|effect| match effect.kind {
        EffectKindCode::Begins(..)
        | EffectKindCode::Ends(..)
        | EffectKindCode::Becomes(..)
        | EffectKindCode::Renamed(..) => false,
        EffectKindCode::Established(_)
        | EffectKindCode::Abolished(_)
        | EffectKindCode::BecomesKind(..)
        | EffectKindCode::FunctionPasses(..)
        | EffectKindCode::Imposed(..)
        | EffectKindCode::Disapplied(..)
        | EffectKindCode::ClaimPasses(..)
        | EffectKindCode::NormPasses(..) => true,
    })
}

fn only_plain(norms: &Norms, plain: &Plain, act: usize) -> bool {
    let tables = &norms.dispatch;
    let is_plain = |norm: NormId| matches!(plain.norms.get(norm.index()), Some(Ok(_)));
    let triggers = tables.triggers_by_act.get(act).into_iter().flatten();
    let parts = tables.parts_by_act.get(act).into_iter().flatten();
    let mut of_parts = parts.filter_map(|part| norms.part(*part));
    triggers.into_iter().all(|at| is_plain(at.norm)) && of_parts.all(|part| is_plain(part.norm))
}

fn acts_of(code: &Code, norms: &Norms, one: &NormCode) -> Vec<ActId> {
    let mut acts = Vec::new();
    if let OccasionCode::When(triggers) = &one.occasion {
        for trigger in triggers {
            if let TriggerKindCode::Does(_, pattern) = trigger.kind
                && let PatternAct::Act(act) = code.pattern(pattern).act
            {
                acts.push(act);
            }
        }
    }
    for part in norms.parts_of(one.id) {
        if let Some(PartKind::Act(act)) = norms.part(*part).map(|part| &part.kind) {
            acts.extend(&act.acts);
        }
    }
    acts
}

/// Whether a norm is plain by itself.
fn alone(code: &Code, norms: &Norms, one: &NormCode) -> Result<PlainNorm, Keeps> {
    let FormCode::Duty(parts) = &one.form else {
        return Err(Keeps::NoDuty);
    };
    let OccasionCode::When(triggers) = &one.occasion else {
        return Err(Keeps::Occasion);
    };
    let (
        [trigger],
        PartyCode::Any {
            slot, condition, ..
        },
    ) = (triggers.as_slice(), &one.party)
    else {
        return Err(Keeps::Occasion);
    };
    let TriggerKindCode::Does(actor, pattern) = trigger.kind else {
        return Err(Keeps::Occasion);
    };
    if !matches!(actor, Term::Bind(bound, _) if bound == *slot) || !trigger.binds_bearer {
        return Err(Keeps::Occasion);
    }
    let conditions = condition.is_some()
        || one.force.when.is_some()
        || one.force.status == Status::NotBinding
        || one.only_where_imposed
        || one.governs_pending;
    let lists = [
        one.conditions.len(),
        one.exceptions.len(),
        one.until.len(),
        one.agreement.len(),
        one.jointly_with.len(),
        one.limits.len(),
        one.effects.len(),
        one.overrides.len(),
    ];
    if conditions || lists.iter().any(|len| *len > 0) {
        return Err(Keeps::Conditions);
    }
    read_elsewhere(code, norms, one.name)?;
    if !is_settled(code, pattern, trigger.label) {
        return Err(Keeps::Conditions);
    }
    let [part_id] = parts.as_slice() else {
        return Err(Keeps::Form);
    };
    let Some(PartKind::Act(act)) = norms.part(*part_id).map(|part| &part.kind) else {
        return Err(Keeps::Form);
    };
    if !is_one_act(act, trigger.label)
        || !act
            .deadline
            .is_none_or(|deadline| is_by_day(code, code.deadline(deadline), trigger.label))
    {
        return Err(Keeps::Form);
    }
    Ok(PlainNorm {
        norm: one.id,
        part: *part_id,
        actor,
        pattern,
        label: trigger.label,
        bearer: *slot,
        deadline: act.deadline,
    })
}

/// Whether something reads the states of a norm, or gives way to it, or makes it give way.
fn read_elsewhere(code: &Code, norms: &Norms, name: NormNameId) -> Result<(), Keeps> {
    let tables = &norms.dispatch;
    if let Some(at) = tables
        .triggers_by_norm
        .get(name.index())
        .and_then(|row| row.first())
    {
        return Err(Keeps::Read(norms.code(at.norm).map(|code| code.name)));
    }
    if code.norms_read.contains(&name) {
        return Err(Keeps::Read(None));
    }
    if let Some(by) = tables
        .overriders
        .get(name.index())
        .and_then(|row| row.first())
    {
        return Err(Keeps::Read(norms.code(*by).map(|code| code.name)));
    }
    let mut versions = norms.codes.iter().filter(|code| code.name == name);
    if versions.any(|code| code.governs_pending) {
        return Err(Keeps::Conditions);
    }
    Ok(())
}

/// Whether what a pattern says of an act hangs on the act alone.
fn is_settled(code: &Code, pattern: PatternId, label: Option<Slot>) -> bool {
    let pattern = code.pattern(pattern);
    matches!(pattern.act, PatternAct::Act(_))
        && pattern.under.is_none()
        && pattern.condition.is_none()
        && pattern.performed_by.is_none()
        && pattern.arguments.iter().all(|(_, term)| match term {
            Term::Anything => true,
            Term::Bind(slot, _) => Some(*slot) != label,
            Term::Is(node) => matches!(code.node(*node), Node::Value(val) if val.is_known()),
            Term::AllOf(_) | Term::AnyOf(_) | Term::InTotal(_) => false,
        })
}

fn is_one_act(act: &ActPart, label: Option<Slot>) -> bool {
    act.exact
        && act.acts.len() == 1
        && act.cover.is_empty()
        && act.total.is_none()
        && act.money.is_none()
        && !act.names_period
        && act.act_variable.is_none()
        && act.for_every.is_none()
        && act.key.iter().all(|(_, source)| match source {
            KeySource::Constant(val) => val.is_known(),
            KeySource::Slot(slot) => Some(*slot) != label,
        })
}

/// Whether a deadline is the end of a day that hangs on the day of the trigger alone.
fn is_by_day(code: &Code, deadline: Deadline, label: Option<Slot>) -> bool {
    match deadline {
        Deadline::Before(node) | Deadline::By(node) => is_of_day(code, node, label),
        Deadline::WithinFrom(length, node) | Deadline::WithinBeginning(length, node) => {
            is_days(code, length)
                && (is_of_day(code, node, label)
                    || matches!(code.node(node), Node::Slot(slot) if Some(slot) == label))
        }
        Deadline::On(_) | Deadline::AtLeastBefore(..) | Deadline::Promptly => false,
    }
}

fn is_days(code: &Code, length: LengthId) -> bool {
    let length = code.length(length);
    length.unit != Unit::Hour
        && matches!(code.node(length.count), Node::Value(val) if val.is_known())
}

/// Whether a date hangs on the day of the trigger alone.
fn is_of_day(code: &Code, node: NodeId, label: Option<Slot>) -> bool {
    match code.node(node) {
        Node::Value(val) => val.is_known(),
        Node::StartOf(of) | Node::EndOf(of) | Node::PeriodShift(of, _) | Node::PeriodOf(_, of) => {
            is_of_day(code, of, label)
        }
        Node::DateShift(length, from, _) => is_days(code, length) && is_of_day(code, from, label),
        Node::Part(of, HappeningPart::Date) => {
            matches!(code.node(of), Node::Slot(slot) if Some(slot) == label)
        }
        _ => false,
    }
}
