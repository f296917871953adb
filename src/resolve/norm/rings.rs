//! Rings of norms: norms that override one another (S10), and breaches that bring one another about with no time between (S3).

use crate::{
    diagnostics::problems::Problems,
    policy::{
        expr::{Expr, ExprKind, Length, StateWord},
        norm::{Deadline, Form, MustKind, Norm, NormNameId, Occasion, TriggerKind},
        policy::Policy,
        value::Value,
    },
    resolve::{messages, rings::rings},
};

/// Norms that override one another in a ring.
pub fn override_rings(policy: &Policy) -> Problems {
    let edges = edges(policy, |norm| norm.overrides.clone());
    rings(&edges)
        .into_iter()
        .map(|ring| messages::norms::overrides_ring(&ring_of(policy, &ring)))
        .collect()
}

/// Duties each of which is breached in the very moment in which the breach of the one before brings it about.
pub fn breach_rings(policy: &Policy) -> Problems {
    let edges = edges(policy, |norm| {
        if !breached_at_once(norm) {
            return Vec::new();
        }
        let Occasion::When(triggers) = &norm.occasion else {
            return Vec::new();
        };
        triggers
            .iter()
            .filter_map(|trigger| match &trigger.kind {
                TriggerKind::State {
                    norm,
                    state: StateWord::Breached,
                    ..
                } => Some(*norm),
                _ => None,
            })
            .collect()
    });
    rings(&edges)
        .into_iter()
        .map(|ring| messages::norms::breach_ring(&ring_of(policy, &ring)))
        .collect()
}

fn edges(policy: &Policy, of: impl Fn(&Norm) -> Vec<NormNameId>) -> Vec<Vec<usize>> {
    let mut edges = vec![Vec::new(); policy.norm_names.len()];
    for norm in policy.norms.iter() {
        if let Some(from) = edges.get_mut(norm.name.index()) {
            from.extend(of(norm).into_iter().map(NormNameId::index));
        }
    }
    edges
}

fn ring_of<'p>(policy: &'p Policy, ring: &[usize]) -> Vec<&'p Norm> {
    ring.iter()
        .filter_map(|at| {
            let name = policy.norm_names.iter().nth(*at)?;
            Some(&policy.norms[*name.versions.first()?])
        })
        .collect()
}

/// Whether an instance can be breached in the moment in which it arises: nothing in it waits.
fn breached_at_once(norm: &Norm) -> bool {
    let Form::Duty(musts) = &norm.form else {
        return false;
    };
    musts.iter().any(|must| match &must.kind {
        MustKind::Do { deadline, .. } | MustKind::ShowEvidence(_, deadline) => {
            deadline.as_ref().is_some_and(|deadline| !waits(deadline))
        }
        MustKind::Achieve(_, deadline) => !waits(deadline),
        MustKind::Keep(_) | MustKind::HaveOn(..) => true,
        MustKind::Ensure(_) | MustKind::HaveRegard(_) => false,
    })
}

/// Whether a deadline gives time, counted from what brings the duty about.
fn waits(deadline: &Deadline) -> bool {
    let some_time = |length: &Length| match &length.count {
        Expr {
            kind: ExprKind::Literal(Value::Number(n)),
            ..
        } => !n.is_zero() && !n.is_negative(),
        _ => true,
    };
    match deadline {
        Deadline::WithinFrom(length, _) | Deadline::WithinBeginning(length, _) => some_time(length),
        Deadline::By(e) | Deadline::Before(e) | Deadline::On(e) => {
            matches!(&e.kind, ExprKind::DateShift { back: false, .. })
        }
        Deadline::AtLeastBefore(..) => false,
        Deadline::Promptly => true,
    }
}
