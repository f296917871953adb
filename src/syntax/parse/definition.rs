//! Definitions: conditions and values with a name.

use super::{
    body::{Form, Part, body},
    common::{
        cited, in_force_in, only_expression, only_quoted, parameters, status_in, title, type_among,
    },
    reader::{Parts, Reader},
};
use crate::syntax::grammar::Rule;
use crate::tree::policy::{Definition, DefinitionClause};

const FORM: Form = Form::indented(
    "a definition",
    &[
        ("when", Rule::when_condition),
        ("or", Rule::when_condition),
        ("unless", Rule::unless_clause),
        ("is", Rule::is_clause),
        ("source", Rule::source_clause),
        ("in force", Rule::in_force_clause),
        ("status", Rule::status_clause),
        ("note", Rule::note_clause),
    ],
);

/// `define responsible(c: CCG, p: Person) "…"` with its clauses.
pub(super) fn definition(reader: &mut Reader<'_>) -> Option<Definition> {
    let body = body(reader, &FORM);
    let head = reader.read(&body.head, Rule::define_head, |reader, pair| {
        let parts = Parts::of(pair);
        Some(Definition {
            name: reader.word(parts.get(Rule::name)?),
            parameters: parameters(reader, &parts)?,
            ty: type_among(reader, &parts),
            template: title(reader, &parts),
            clauses: Vec::new(),
            span: body.span,
        })
    });
    let clauses = body.parts.iter().map(|part| clause(reader, part)).collect();
    Some(Definition { clauses, ..head? })
}

fn clause(reader: &mut Reader<'_>, part: &Part) -> DefinitionClause {
    let Part { tokens, span, .. } = part;
    let Some(rule) = part.rule else {
        return DefinitionClause::Bad(*span);
    };
    let read = match rule {
        Rule::when_condition => reader
            .read(tokens, rule, only_expression)
            .map(|condition| DefinitionClause::When(condition, *span)),
        Rule::unless_clause => reader
            .read(tokens, rule, only_expression)
            .map(|condition| DefinitionClause::Unless(condition, *span)),
        Rule::is_clause => reader
            .read(tokens, rule, only_expression)
            .map(|value| DefinitionClause::Is(value, *span)),
        Rule::source_clause => reader
            .read(tokens, rule, cited)
            .map(DefinitionClause::Source),
        Rule::in_force_clause => reader
            .read(tokens, rule, in_force_in)
            .map(|time| DefinitionClause::InForce(time, *span)),
        Rule::status_clause => reader
            .read(tokens, rule, status_in)
            .map(|status| DefinitionClause::Status(status, *span)),
        _ => reader
            .read(tokens, rule, only_quoted)
            .map(DefinitionClause::Note),
    };
    read.unwrap_or(DefinitionClause::Bad(*span))
}
