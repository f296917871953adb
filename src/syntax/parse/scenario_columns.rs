//! `columns of events { … }`: how the columns of a table are read.

use super::{
    body::{Braces, Form, body},
    expression::{operand, sum},
    reader::{Parts, Reader},
};
use crate::syntax::grammar::{Pair, Rule};
use crate::tree::{
    expr::Expr,
    scenario::{TableColumn, TableColumns},
    word::Quoted,
};

const COLUMNS: Form = Form::list(
    "the columns of a table",
    Rule::columns_entry,
    Braces::Always,
);

/// The item; nothing where its head cannot be read.
pub(super) fn columns(reader: &mut Reader<'_>) -> Option<TableColumns> {
    let body = body(reader, &COLUMNS);
    let table = reader.read(&body.head, Rule::columns_head, |reader, pair| {
        Some(reader.word(Parts::of(pair).get(Rule::name)?))
    });
    let mut columns = Vec::new();
    for part in &body.parts {
        let read = reader.read(&part.tokens, Rule::columns_entry, |reader, pair| {
            Parts::of(pair)
                .all(Rule::table_column)
                .map(|written| column(reader, written))
                .collect::<Option<Vec<_>>>()
        });
        columns.extend(read.unwrap_or_default());
    }
    Some(TableColumns {
        table: table?,
        columns,
        span: body.span,
    })
}

/// `act from "type" { "T" is trigger }`
fn column(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<TableColumn> {
    let parts = Parts::of(pair);
    Some(TableColumn {
        name: reader.word(parts.get(Rule::any_word)?),
        from: parts
            .get(Rule::quoted)
            .map(|heading| reader.quoted(heading)),
        constant: match parts.take(Rule::sum) {
            Some(constant) => Some(sum(reader, constant)?),
            None => None,
        },
        words: match parts.take(Rule::column_words) {
            Some(words) => column_words(reader, words)?,
            None => Vec::new(),
        },
    })
}

/// `{ "T" is trigger  "U" is undo }`
fn column_words(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Vec<(Quoted, Expr)>> {
    let parts = Parts::of(pair);
    parts
        .all(Rule::quoted)
        .zip(parts.all(Rule::operand))
        .map(|(theirs, ours)| Some((reader.quoted(&theirs), operand(reader, ours)?)))
        .collect()
}
