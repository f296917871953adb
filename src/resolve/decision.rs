//! Decision tables.

use super::{
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
        expr::{Domain, Expr},
        policy::{DecisionId, DecisionResult, DecisionRow, DecisionVersion, KindId, PackId},
        types::Type,
    },
    tree::{expr::Binder, policy as tree},
};

/// A version of a decision from its tree and the signatures alone. What is in error in it is `Bad`: unknown.
pub fn decision(
    signatures: &Signatures,
    pack: PackId,
    id: DecisionId,
    written: &tree::Decision,
    inherited: &Inherited<'_>,
) -> Resolved<DecisionVersion> {
    let mut scope = Scope::new(signatures, pack);
    let declared = &signatures.policy.decisions[id];
    for (parameter, tree) in declared.parameters.iter().zip(&written.parameters) {
        scope.bind_anew(&tree.name, parameter.ty.clone());
    }
    if written.ty.is_none() {
        scope.report(messages::definitions::decision_of_what(&written.name));
    }
    let free = scope.free_variables(&written.free);
    let said = Said {
        in_force: written.in_force.as_ref(),
        status: written.status.map(|(status, _)| status),
        rank: None,
    };
    let standing = scope.standing(said, inherited, written.name.span);
    let sources = scope.citations(&written.source);
    let mut rows = Vec::with_capacity(written.rows.len());
    let mut otherwise: Option<crate::base::span::Span> = None;
    for row in &written.rows {
        if let Some(first) = otherwise {
            scope.report(messages::definitions::behind_otherwise(row.span, first));
        }
        if row.condition.is_none() && !matches!(row.result, tree::DecisionResult::Bad) {
            otherwise.get_or_insert(row.span);
        }
        rows.push(scope.decision_row(row, &declared.ty));
    }
    if written.rows.is_empty() && !scope.is_broken() {
        scope.report(messages::definitions::no_rows(&written.name));
    }
    let (variables, rest) = scope.finish().split();
    let version = DecisionVersion {
        pack,
        variables,
        unique: written.unique,
        free,
        rows,
        sources,
        standing,
        notes: texts(&written.notes),
        span: written.name.span,
    };
    kept(version, rest)
}

impl Scope<'_> {
    fn decision_row(&mut self, row: &tree::DecisionRow, ty: &Type) -> DecisionRow {
        let mark = self.mark();
        let condition = row.condition.as_ref().map(|c| self.condition(c));
        let result = match &row.result {
            tree::DecisionResult::Value {
                value,
                on_behalf_of,
            } => {
                let value = self.expr(value, ty);
                let principal = on_behalf_of.as_ref().map(|e| {
                    let found = self.unchecked(e, &Type::Any);
                    self.individual(found)
                });
                DecisionResult::Value(value, principal)
            }
            tree::DecisionResult::Nothing(why) => {
                DecisionResult::Nothing(why.as_ref().map(|why| why.text.clone()))
            }
            tree::DecisionResult::Bad => {
                let bad: Expr = self.bad(row.span);
                DecisionResult::Value(bad, None)
            }
        };
        let sources = self.citations(&row.source);
        self.forget_to(mark);
        DecisionRow {
            condition,
            result,
            sources,
            span: row.span,
        }
    }

    /// `for c: CCG, p: Person`
    pub(super) fn free_variables(
        &mut self,
        binders: &[Binder],
    ) -> Vec<(crate::policy::expr::VarId, KindId)> {
        let mut found = Vec::with_capacity(binders.len());
        for binder in binders {
            match self.ranged_variable(binder) {
                Some((variable, Domain::Kind(kind))) => found.push((variable, kind)),
                Some(_) => self.report(messages::names::no_kind(&binder.kind)),
                None => {}
            }
        }
        found
    }
}

/// Puts the versions of every decision in order, and reports those that meet.
pub fn versions(
    policy: &mut crate::policy::policy::Policy,
) -> crate::diagnostics::problems::Problems {
    let mut problems = crate::diagnostics::problems::Problems::new();
    for decision in policy.decisions.iter_mut() {
        if decision.versions.len() < 2 {
            continue;
        }
        let all = std::mem::take(&mut decision.versions);
        let times: Vec<Version> = all
            .iter()
            .map(|v| Version::new(&v.standing, v.span))
            .collect();
        let order = versions_meet("decision", &decision.name, &times, &mut problems);
        decision.versions = order
            .into_iter()
            .filter_map(|at| all.get(at).cloned())
            .collect();
    }
    problems
}
