//! The head of a policy: its name, rank, time in force, and whether the powers of a kind are all listed.

use super::{
    body::{Form, body},
    common::{Common, name_and_title},
    reader::{Parts, Reader},
};
use crate::syntax::grammar::{Pair, Rule};
use crate::tree::{policy::PolicyHead, word::Word};

const FORM: Form = Form::indented(
    "a policy",
    &[
        ("rank", Rule::rank_clause),
        ("in force", Rule::in_force_clause),
        ("status", Rule::status_clause),
        ("powers", Rule::powers_clause),
        ("note", Rule::note_clause),
    ],
);

/// `policy ccg-planning "Planning services"` with its clauses.
pub(super) fn policy_head(reader: &mut Reader<'_>) -> Option<PolicyHead> {
    let body = body(reader, &FORM);
    let named = reader.read(&body.head, Rule::policy_head, name_and_title);
    let mut common = Common::default();
    let mut powers: Vec<(Word, bool)> = Vec::new();
    for part in &body.parts {
        if !common.read(reader, part) {
            powers.extend(reader.read(&part.tokens, Rule::powers_clause, exhaustive));
        }
    }
    let (name, title) = named?;
    Some(PolicyHead {
        name,
        title,
        rank: common.rank,
        in_force: common.in_force,
        status: common.status,
        powers,
        notes: common.notes,
        span: body.span,
    })
}

fn exhaustive(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<(Word, bool)> {
    let parts = Parts::of(pair);
    let kind = reader.word(parts.get(Rule::kind_name)?);
    Some((kind, !parts.has(Rule::kw_not)))
}
