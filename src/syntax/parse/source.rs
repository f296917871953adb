//! Sources: the documents that a policy is drawn from, and their clauses.

use super::{
    act::once,
    body::{Braces, Form, body},
    common::{Common, clause_id, name_and_title, only_quoted, only_sum, title},
    literal::count,
    reader::{Parts, Reader},
};
use crate::syntax::grammar::{Pair, Rule};
use crate::tree::policy::{Source, SourceClause};

const FORM: Form = Form::braced(
    "a source",
    &[
        ("publisher", Rule::publisher_clause),
        ("date", Rule::date_clause),
        ("reference", Rule::reference_clause),
        ("rank", Rule::rank_clause),
        ("clause", Rule::clause_clause),
        ("note", Rule::note_clause),
    ],
    Braces::Perhaps,
);

/// `source functions "The Functions of …" { … }`
pub(super) fn source(reader: &mut Reader<'_>) -> Option<Source> {
    let body = body(reader, &FORM);
    let named = reader.read(&body.head, Rule::source_head, name_and_title);
    let mut common = Common::default();
    let (mut publisher, mut date, mut reference) = (None, None, None);
    let mut clauses = Vec::new();
    for part in &body.parts {
        if common.read(reader, part) {
            continue;
        }
        match part.rule {
            Some(rule @ Rule::publisher_clause) => {
                if let Some(text) = reader.read(&part.tokens, rule, only_quoted) {
                    once(reader, &mut publisher, text, "publisher", part.keyword);
                }
            }
            Some(rule @ Rule::reference_clause) => {
                if let Some(text) = reader.read(&part.tokens, rule, only_quoted) {
                    once(reader, &mut reference, text, "reference", part.keyword);
                }
            }
            Some(rule @ Rule::date_clause) => {
                if let Some(day) = reader.read(&part.tokens, rule, only_sum) {
                    once(reader, &mut date, day, "date", part.keyword);
                }
            }
            _ => clauses.extend(reader.read(&part.tokens, Rule::clause_clause, clause)),
        }
    }
    let (name, title) = named?;
    Some(Source {
        name,
        title,
        publisher,
        date,
        reference,
        rank: common.rank,
        clauses,
        notes: common.notes,
        span: body.span,
    })
}

/// `clause F-2.D02 "Annual commissioning plan" line 484`
fn clause(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<SourceClause> {
    let span = reader.span(&pair);
    let parts = Parts::of(pair);
    // The id may be in quotes itself: then the title is the second text.
    let mut quoted = parts.all(Rule::quoted);
    let id = match parts.take(Rule::clause_id) {
        Some(id) => id,
        None => quoted.next()?,
    };
    let line = match parts.get(Rule::number) {
        Some(line) => count(reader, line),
        None => None,
    };
    let not_normative = parts
        .take(Rule::not_normative)
        .and_then(|because| title(reader, &Parts::of(because)));
    Some(SourceClause {
        id: clause_id(reader, &id),
        title: quoted.next().map(|title| reader.quoted(&title)),
        line,
        not_normative,
        span,
    })
}
