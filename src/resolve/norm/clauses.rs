//! The clauses of a norm, sorted by keyword: those that cannot stand in its form, or that stand twice, are errors.

use crate::{
    base::span::Span,
    resolve::{messages, scope::Scope},
    tree::norm::{Clause, ClauseKind, Norm, NormForm},
};

impl Scope<'_> {
    /// Reports clauses that cannot stand in this form, or that stand twice; the others are given back.
    pub(super) fn fitting<'t>(&mut self, norm: &'t Norm) -> Vec<&'t Clause> {
        let mut seen: Vec<(&'static str, Span)> = Vec::new();
        let mut found = Vec::with_capacity(norm.clauses.len());
        for clause in &norm.clauses {
            let Some(keyword) = keyword(&clause.kind) else {
                self.broken_already();
                continue;
            };
            if !may_stand(norm.form, &clause.kind) {
                self.report(messages::norms::clause_not_here(
                    clause.keyword,
                    keyword,
                    norm.form,
                ));
                continue;
            }
            let first = seen.iter().find(|(other, _)| *other == keyword);
            if let (true, Some((_, first))) = (once(&clause.kind), first) {
                let first = *first;
                self.report(messages::norms::clause_twice(
                    clause.keyword,
                    keyword,
                    first,
                ));
                continue;
            }
            seen.push((keyword, clause.keyword));
            found.push(clause);
        }
        found
    }
}

/// The keyword that a clause is opened by.
pub(crate) fn keyword(clause: &ClauseKind) -> Option<&'static str> {
    Some(match clause {
        ClauseKind::Source(_) => "source",
        ClauseKind::Function(_) => "function",
        ClauseKind::Bearer(_) => "bearer",
        ClauseKind::Holder(_) => "holder",
        ClauseKind::OwedTo(_) => "owed to",
        ClauseKind::Each { .. } => "each",
        ClauseKind::When(_) => "when",
        ClauseKind::On(_) => "on",
        ClauseKind::Must(_) => "must",
        ClauseKind::MustNot(_) => "must not",
        ClauseKind::May(_) => "may",
        ClauseKind::MayOrNot(_) => "may … or not",
        ClauseKind::NoMay { .. } => "no … may",
        ClauseKind::If(_) => "if",
        ClauseKind::Unless(_) => "unless",
        ClauseKind::Until(_) => "until",
        ClauseKind::NeedsAgreement(_) => "needs agreement of",
        ClauseKind::UpTo(_) => "up to",
        ClauseKind::JointlyWith(_) => "jointly with",
        ClauseKind::Effect(_) => "effect",
        ClauseKind::Overrides(_) => "overrides",
        ClauseKind::BindsOnlyWhereImposed => "binds only where imposed",
        ClauseKind::GovernsPending => "also governs what is pending",
        ClauseKind::InForce(_) => "in force",
        ClauseKind::Status(_) => "status",
        ClauseKind::Rank(_) => "rank",
        ClauseKind::Note(_) => "note",
        ClauseKind::NotNormative(_) => "not normative because",
        ClauseKind::Bad => return None,
    })
}

/// Whether a clause may stand but once in a norm.
fn once(clause: &ClauseKind) -> bool {
    matches!(
        clause,
        ClauseKind::Function(_)
            | ClauseKind::Bearer(_)
            | ClauseKind::Holder(_)
            | ClauseKind::Each { .. }
            | ClauseKind::When(_)
            | ClauseKind::On(_)
            | ClauseKind::NoMay { .. }
            | ClauseKind::BindsOnlyWhereImposed
            | ClauseKind::GovernsPending
            | ClauseKind::InForce(_)
            | ClauseKind::Status(_)
            | ClauseKind::Rank(_)
            | ClauseKind::NotNormative(_)
    )
}

/// Whether a clause may stand in a form.
fn may_stand(form: NormForm, clause: &ClauseKind) -> bool {
    use NormForm::{Duty, Freedom, Immunity, Power, Prohibition, Transition};
    match clause {
        ClauseKind::Source(_)
        | ClauseKind::Function(_)
        | ClauseKind::If(_)
        | ClauseKind::Unless(_)
        | ClauseKind::Overrides(_)
        | ClauseKind::InForce(_)
        | ClauseKind::Status(_)
        | ClauseKind::Rank(_)
        | ClauseKind::Note(_)
        | ClauseKind::NotNormative(_) => true,
        ClauseKind::BindsOnlyWhereImposed => form != Transition,
        ClauseKind::Bearer(_) | ClauseKind::OwedTo(_) => matches!(form, Duty | Prohibition),
        ClauseKind::Holder(_) => matches!(form, Power | Freedom | Immunity),
        ClauseKind::Each { .. }
        | ClauseKind::Must(_)
        | ClauseKind::Until(_)
        | ClauseKind::GovernsPending => form == Duty,
        ClauseKind::When(_) => matches!(form, Duty | Transition),
        ClauseKind::On(_) => form == Transition,
        ClauseKind::MustNot(_) => form == Prohibition,
        ClauseKind::May(_) => matches!(form, Power | Freedom),
        ClauseKind::MayOrNot(_) => form == Freedom,
        ClauseKind::NoMay { .. } => form == Immunity,
        ClauseKind::NeedsAgreement(_) | ClauseKind::UpTo(_) => matches!(form, Power | Freedom),
        ClauseKind::JointlyWith(_) => matches!(form, Duty | Power | Freedom),
        ClauseKind::Effect(_) => matches!(form, Duty | Power | Freedom | Transition),
        ClauseKind::Bad => false,
    }
}
