//! Rules of delegation.

use super::{
    body::{Braces, Form, Part, body},
    common::{name_and_title, names, only_expression},
    norm::{norm_clause, only_party},
    reader::{Parts, Reader},
};
use crate::syntax::grammar::{Pair, Rule};
use crate::tree::{
    delegation::{DelegationClause, DelegationRule, SubDelegation},
    norm::{Clause, ClauseKind},
};

const FORM: Form = Form::braced(
    "a delegation",
    &[
        ("source", Rule::source_clause),
        ("from", Rule::from_clause),
        ("to", Rule::to_clause),
        ("of", Rule::of_clause),
        ("made by", Rule::made_clause),
        ("standing", Rule::standing_clause),
        ("sub-delegation", Rule::sub_delegation_clause),
        ("if", Rule::if_clause),
        ("unless", Rule::unless_clause),
        ("needs", Rule::needs_clause),
        ("up to", Rule::up_to_clause),
        ("below", Rule::up_to_clause),
        ("in force", Rule::in_force_clause),
        ("status", Rule::status_clause),
        ("rank", Rule::rank_clause),
        ("note", Rule::note_clause),
    ],
    Braces::Always,
);

/// `delegation on-behalf "One group acts for another" { … }`
pub(super) fn delegation(reader: &mut Reader<'_>) -> Option<DelegationRule> {
    let body = body(reader, &FORM);
    let named = reader.read(&body.head, Rule::delegation_head, name_and_title);
    let clauses = body.parts.iter().map(|part| clause(reader, part)).collect();
    let (name, title) = named?;
    Some(DelegationRule {
        name,
        title,
        clauses,
        span: body.span,
    })
}

fn clause(reader: &mut Reader<'_>, part: &Part) -> DelegationClause {
    let Part { tokens, span, .. } = part;
    let span = *span;
    let read = match part.rule {
        Some(rule @ Rule::from_clause) => reader
            .read(tokens, rule, only_party)
            .map(|party| DelegationClause::From(party, span)),
        Some(rule @ Rule::made_clause) => reader
            .read(tokens, rule, only_party)
            .map(|party| DelegationClause::MadeBy(party, span)),
        Some(rule @ Rule::of_clause) => reader
            .read(tokens, rule, names)
            .map(|what| DelegationClause::Of(what, span)),
        Some(rule @ Rule::standing_clause) => {
            reader.read(tokens, rule, |_, _| Some(DelegationClause::Standing(span)))
        }
        Some(rule @ Rule::sub_delegation_clause) => reader
            .read(tokens, rule, |reader, pair| {
                sub_delegation(reader, Parts::of(pair).take(Rule::sub_delegation)?)
            })
            .map(|how| DelegationClause::SubDelegation(how, span)),
        Some(rule @ Rule::to_clause) => reader.read(tokens, rule, |reader, pair| {
            let variable = match Parts::of(pair.clone()).take(Rule::to_variable) {
                Some(named) => Some(reader.word(Parts::of(named).get(Rule::name)?)),
                None => None,
            };
            let kinds = names(reader, pair)?;
            Some(DelegationClause::To {
                variable,
                kinds,
                span,
            })
        }),
        _ => return DelegationClause::Common(norm_clause(reader, part)),
    };
    read.unwrap_or(DelegationClause::Common(Clause {
        kind: ClauseKind::Bad,
        span,
        keyword: part.keyword,
    }))
}

/// `permitted to Officer`
pub(crate) fn sub_delegation(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<SubDelegation> {
    let parts = Parts::of(pair.clone());
    let how = if parts.has(Rule::kw_not) {
        SubDelegation::NotPermitted
    } else if parts.has(Rule::kw_once) {
        SubDelegation::Once
    } else if parts.has(Rule::kw_to) {
        SubDelegation::To(names(reader, pair)?)
    } else if parts.has(Rule::kw_if) {
        SubDelegation::If(Box::new(only_expression(reader, pair)?))
    } else {
        SubDelegation::Permitted
    };
    Some(how)
}
