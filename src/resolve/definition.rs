//! Definitions: what holds where, or what a value is.

use super::{
    citation::WithActor,
    collect::texts,
    messages,
    norm::{Version, versions_meet},
    resolved::{Resolved, kept},
    scope::Scope,
    signatures::Signatures,
    standing::{Inherited, Said},
};
use crate::{
    policy::{
        expr::{Expr, ExprKind},
        policy::{DefinitionBody, DefinitionId, DefinitionVersion, PackId},
        types::Type,
    },
    tree::policy::{self as tree, DefinitionClause},
};

/// A version of a definition from its tree and the signatures alone. What is in error in it is `Bad`: unknown, never false.
pub fn definition(
    signatures: &Signatures,
    pack: PackId,
    id: DefinitionId,
    written: &tree::Definition,
    inherited: &Inherited<'_>,
) -> Resolved<DefinitionVersion> {
    let mut scope = Scope::new(signatures, pack);
    let declared = &signatures.policy.definitions[id];
    for (parameter, tree) in declared.parameters.iter().zip(&written.parameters) {
        scope.bind_anew(&tree.name, parameter.ty.clone());
    }
    if let Some(template) = &written.template {
        scope.template(template, &declared.parameters, &written.name, WithActor::No);
    }
    let mut said = Said::default();
    let mut sources = Vec::new();
    let mut notes = Vec::new();
    let (mut when, mut unless) = (Vec::new(), Vec::new());
    let mut value: Option<(Expr, crate::base::span::Span)> = None;
    for clause in &written.clauses {
        match clause {
            DefinitionClause::When(c, _) => when.push(scope.condition(c)),
            DefinitionClause::Unless(c, _) => unless.push(scope.condition(c)),
            DefinitionClause::Is(e, span) => {
                let found = if declared.ty == Type::Boolean {
                    scope.condition(e)
                } else {
                    scope.expr(e, &declared.ty)
                };
                if let Some((_, first)) = &value {
                    let first = *first;
                    scope.report(messages::norms::clause_twice(*span, "is", first));
                } else {
                    value = Some((found, *span));
                }
            }
            DefinitionClause::Source(cited) => sources.extend(scope.citations(cited)),
            DefinitionClause::InForce(in_force, span) => {
                if said.in_force.replace(in_force).is_some() {
                    scope.report(messages::norms::clause_twice(
                        *span,
                        "in force",
                        written.name.span,
                    ));
                }
            }
            DefinitionClause::Status(status, span) => {
                if said.status.replace(*status).is_some() {
                    scope.report(messages::norms::clause_twice(
                        *span,
                        "status",
                        written.name.span,
                    ));
                }
            }
            DefinitionClause::Note(note) => notes.extend(texts(std::slice::from_ref(note))),
            DefinitionClause::Bad(span) => {
                let bad = scope.bad(*span);
                when.push(bad);
            }
        }
    }
    let standing = scope.standing(said, inherited, written.name.span);
    let unread = written
        .clauses
        .iter()
        .any(|clause| matches!(clause, DefinitionClause::Bad(_)));
    let conditions = !when.is_empty() || !unless.is_empty();
    let body = match value {
        Some((value, _)) if !conditions => DefinitionBody::Value(value),
        Some((value, _)) if unread => DefinitionBody::Value(value),
        Some((_, span)) => {
            scope.report(messages::definitions::value_and_conditions(
                &written.name,
                span,
            ));
            bad(&mut scope, written)
        }
        None if when.is_empty() => {
            if !scope.is_broken() && !unread {
                scope.report(messages::definitions::says_nothing(
                    &written.name,
                    &declared.ty,
                    &signatures.policy,
                ));
            }
            bad(&mut scope, written)
        }
        None if declared.ty != Type::Boolean => {
            if !scope.is_broken() && !unread {
                scope.report(messages::definitions::says_nothing(
                    &written.name,
                    &declared.ty,
                    &signatures.policy,
                ));
            }
            bad(&mut scope, written)
        }
        None => DefinitionBody::Condition { when, unless },
    };
    let (variables, rest) = scope.finish().split();
    let version = DefinitionVersion {
        pack,
        variables,
        body,
        sources,
        standing,
        notes,
        span: written.name.span,
    };
    kept(version, rest)
}

fn bad(scope: &mut Scope<'_>, written: &tree::Definition) -> DefinitionBody {
    let bad = scope.bad(written.name.span);
    debug_assert!(matches!(bad.kind, ExprKind::Bad));
    DefinitionBody::Value(bad)
}

/// Puts the versions of every definition in order, and reports those that meet.
pub fn versions(
    policy: &mut crate::policy::policy::Policy,
) -> crate::diagnostics::problems::Problems {
    let mut problems = crate::diagnostics::problems::Problems::new();
    for definition in policy.definitions.iter_mut() {
        if definition.versions.len() < 2 {
            continue;
        }
        let all = std::mem::take(&mut definition.versions);
        let times: Vec<Version> = all
            .iter()
            .map(|v| Version::new(&v.standing, v.span))
            .collect();
        let order = versions_meet("definition", &definition.name, &times, &mut problems);
        definition.versions = order
            .into_iter()
            .filter_map(|at| all.get(at).cloned())
            .collect();
    }
    problems
}
