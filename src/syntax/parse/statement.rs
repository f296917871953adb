//! Statements: clauses of a source that lay down no norm.

use super::{
    act::once,
    body::{Braces, Form, body},
    common::{Common, name_and_title, only_expression},
    quantity::binder,
    reader::{Parts, Reader},
};
use crate::syntax::grammar::Rule;
use crate::tree::{expr::Binder, policy::Statement};

const FORM: Form = Form::braced(
    "a statement",
    &[
        ("source", Rule::source_clause),
        ("not normative", Rule::not_normative_clause),
        ("for", Rule::for_clause),
        ("holds", Rule::holds_clause),
        ("status", Rule::status_clause),
        ("in force", Rule::in_force_clause),
        ("note", Rule::note_clause),
    ],
    Braces::Always,
);

/// `statement community-care "…" { source …  not normative because "…" }`
pub(super) fn statement(reader: &mut Reader<'_>) -> Option<Statement> {
    let body = body(reader, &FORM);
    let named = reader.read(&body.head, Rule::statement_head, name_and_title);
    let mut common = Common::default();
    let mut free: Vec<Binder> = Vec::new();
    let mut holds = None;
    for part in &body.parts {
        if common.read(reader, part) {
            continue;
        }
        match part.rule {
            Some(rule @ Rule::for_clause) => {
                let found = reader.read(&part.tokens, rule, |reader, pair| {
                    let parts = Parts::of(pair);
                    let all = parts.all(Rule::binder).map(|one| binder(reader, one));
                    all.collect::<Option<Vec<Binder>>>()
                });
                free.extend(found.into_iter().flatten());
            }
            _ => {
                let found = reader.read(&part.tokens, Rule::holds_clause, only_expression);
                if let Some(condition) = found {
                    once(reader, &mut holds, condition, "holds", part.keyword);
                }
            }
        }
    }
    let (name, title) = named?;
    Some(Statement {
        name,
        title,
        source: common.source,
        not_normative: common.not_normative,
        free,
        holds,
        status: common.status,
        in_force: common.in_force,
        notes: common.notes,
        span: body.span,
    })
}
