//! Definitions that rest on themselves (S11): through `and`, `or`, `some`, `at least n` and another definition's `when` and
//! `or` they have a least meaning; through anything else they are refused, and the loop is shown.

use smol_str::SmolStr;

use super::{messages, rings::rings, walk::each_part};
use crate::{
    base::span::Span,
    diagnostics::problems::Problems,
    policy::{
        expr::{CompareOp, Expr, ExprKind},
        policy::{DecisionResult, DefinitionBody, DefinitionId, Policy},
        types::Type,
    },
};

/// One definition or decision that rests on another.
#[derive(Debug, Clone, Copy)]
struct Rests {
    on: usize,
    /// Whether it does so only in ways that have a least meaning.
    grows: bool,
    at: Span,
}

/// Marks definitions that rest on themselves, and refuses those that do so in a way that has no least meaning: their bodies
/// become `Bad`.
pub fn recursion(policy: &mut Policy) -> Problems {
    let all = edges(policy);
    let plain: Vec<Vec<usize>> = all
        .iter()
        .map(|from| from.iter().map(|rests| rests.on).collect())
        .collect();
    let definitions = policy.definitions.len();
    let mut problems = Problems::new();
    for ring in rings(&plain) {
        let refused = ring.iter().find_map(|from| {
            let edges = all.get(*from)?;
            let bad = edges
                .iter()
                .find(|rests| ring.binary_search(&rests.on).is_ok() && !rests.grows)?;
            Some((*from, *bad))
        });
        if let Some((from, bad)) = refused {
            let through: Vec<SmolStr> = path(&plain, &ring, bad.on, from)
                .into_iter()
                .map(|node| name(policy, node))
                .collect();
            problems.push(messages::definitions::recursion(
                bad.at,
                &name(policy, from),
                &through,
            ));
        }
        for node in ring.iter().filter(|node| **node < definitions) {
            let id = DefinitionId::new(u32::try_from(*node).unwrap_or(u32::MAX));
            let definition = &mut policy.definitions[id];
            definition.recursive = refused.is_none();
            if refused.is_some() {
                for version in &mut definition.versions {
                    version.body = DefinitionBody::Value(Expr {
                        kind: ExprKind::Bad,
                        ty: Type::Any,
                        span: version.span,
                    });
                }
            }
        }
    }
    problems
}

fn name(policy: &Policy, node: usize) -> SmolStr {
    let definitions = policy.definitions.len();
    let name = if node < definitions {
        policy.definitions.iter().nth(node).map(|d| &d.name)
    } else {
        policy
            .decisions
            .iter()
            .nth(node - definitions)
            .map(|d| &d.name)
    };
    name.cloned().unwrap_or_default()
}

/// The shortest way from one node of a ring to another.
fn path(edges: &[Vec<usize>], ring: &[usize], from: usize, to: usize) -> Vec<usize> {
    let mut reached: Vec<(usize, usize)> = vec![(from, from)];
    let mut at = 0;
    while let Some((node, _)) = reached.get(at).copied() {
        if node == to {
            break;
        }
        for next in edges.get(node).into_iter().flatten() {
            let new = reached.iter().all(|(seen, _)| seen != next);
            if new && ring.binary_search(next).is_ok() {
                reached.push((*next, node));
            }
        }
        at += 1;
    }
    let mut way = vec![to];
    let mut node = to;
    while node != from {
        match reached.iter().find(|(seen, _)| *seen == node) {
            Some((_, before)) => node = *before,
            None => break,
        }
        way.push(node);
    }
    way.reverse();
    way
}

/// What each definition rests on, then what each decision rests on.
fn edges(policy: &Policy) -> Vec<Vec<Rests>> {
    let definitions = policy.definitions.len();
    let mut all = Vec::with_capacity(definitions + policy.decisions.len());
    for definition in policy.definitions.iter() {
        let mut found = Vec::new();
        for version in &definition.versions {
            match &version.body {
                DefinitionBody::Condition { when, unless } => {
                    when.iter()
                        .for_each(|e| walk(e, true, definitions, &mut found));
                    unless
                        .iter()
                        .for_each(|e| walk(e, false, definitions, &mut found));
                }
                DefinitionBody::Value(e) => walk(e, false, definitions, &mut found),
            }
            if let Some(when) = &version.standing.when {
                walk(when, false, definitions, &mut found);
            }
        }
        all.push(found);
    }
    for decision in policy.decisions.iter() {
        let mut found = Vec::new();
        for version in &decision.versions {
            for row in &version.rows {
                if let Some(condition) = &row.condition {
                    walk(condition, false, definitions, &mut found);
                }
                if let DecisionResult::Value(value, principal) = &row.result {
                    walk(value, false, definitions, &mut found);
                    if let Some(principal) = principal {
                        walk(principal, false, definitions, &mut found);
                    }
                }
            }
        }
        all.push(found);
    }
    all
}

fn walk(e: &Expr, grows: bool, definitions: usize, found: &mut Vec<Rests>) {
    match &e.kind {
        ExprKind::And(all) | ExprKind::Or(all) => {
            all.iter().for_each(|e| walk(e, grows, definitions, found));
            return;
        }
        ExprKind::Some(over) => {
            if let Some(condition) = &over.condition {
                walk(condition, grows, definitions, found);
            }
            return;
        }
        ExprKind::CountCompare(CompareOp::AtLeast | CompareOp::More, over, number) => {
            if let Some(condition) = &over.condition {
                walk(condition, grows, definitions, found);
            }
            walk(number, false, definitions, found);
            return;
        }
        ExprKind::LatestAct { body, .. } => {
            each_part(e, &mut |part| {
                walk(
                    part,
                    grows && std::ptr::eq(part, &**body),
                    definitions,
                    found,
                );
            });
            return;
        }
        ExprKind::Definition(id, _) => found.push(Rests {
            on: id.index(),
            grows,
            at: e.span,
        }),
        ExprKind::Decision(id, _) | ExprKind::DecisionPrincipal(id, _) => found.push(Rests {
            on: definitions + id.index(),
            grows: false,
            at: e.span,
        }),
        _ => {}
    }
    each_part(e, &mut |part| walk(part, false, definitions, found));
}
