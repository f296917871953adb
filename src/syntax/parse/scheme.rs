//! Schemes of delegation: their heads. The rows are in `table.rs`, how a spreadsheet is read in `sheet.rs`.

use super::{
    body::{Braces, Form, body},
    common::{Common, in_force},
    office::reserved_head,
    quantity::binder,
    reader::{Parts, Reader},
    sheet::SheetClauses,
    table::Table,
};
use crate::syntax::{
    grammar::{Pair, Rule},
    messages,
};
use crate::tree::{
    delegation::{Scheme, SchemeOf, SchemeRows},
    norm::InForce,
    word::{Quoted, Word},
};

const FORM: Form = Form::braced(
    "a scheme",
    &[
        ("|", Rule::column_cell),
        ("reserved", Rule::reserved_head),
        ("source", Rule::source_clause),
        ("sheet", Rule::sheet_clause),
        ("column", Rule::column_clause),
        ("crosses", Rule::crosses_clause),
        ("matter", Rule::matter_clause),
        ("amount", Rule::amount_words),
        ("who", Rule::who_words),
        ("counted", Rule::counted_words),
        ("sub-delegation", Rule::sub_delegation_words),
        ("if", Rule::if_words),
        ("ignore", Rule::ignore_clause),
        ("separate", Rule::separate_clause),
        ("note", Rule::note_clause),
    ],
    Braces::Perhaps,
);

/// What a scheme's head says.
#[derive(Debug)]
struct Head {
    name: Word,
    title: Option<Quoted>,
    of: SchemeOf,
    in_force: InForce,
    path: Option<Quoted>,
}

/// `scheme operational "…" of northshire in force from 1 April 2013 { … }`
pub(super) fn scheme(reader: &mut Reader<'_>) -> Option<Scheme> {
    let body = body(reader, &FORM);
    let head = reader.read(&body.head, Rule::scheme_head, head);
    let mut common = Common::default();
    let mut table = Table::default();
    let (mut reserved, mut separate) = (Vec::new(), Vec::new());
    let mut sheet = SheetClauses::default();
    for part in &body.parts {
        if common.read(reader, part) {
            continue;
        }
        let tokens = &part.tokens;
        match part.rule {
            Some(Rule::column_cell) => table.row(reader, tokens, part.span),
            Some(rule @ Rule::reserved_head) => {
                let read = reader.read(tokens, rule, |reader, pair| {
                    reserved_head(reader, pair, part.span)
                });
                reserved.extend(read);
            }
            Some(rule @ Rule::separate_clause) => {
                separate.extend(reader.read(tokens, rule, |reader, pair| {
                    let span = reader.span(&pair);
                    let names = Parts::of(pair);
                    let names = names.all(Rule::name).map(|name| reader.word(&name));
                    Some((names.collect(), span))
                }));
            }
            Some(rule) => sheet.read(reader, rule, tokens, part.keyword),
            None => {}
        }
    }
    let head = head?;
    let rows = match head.path {
        Some(path) => {
            if let Some(first) = table.place() {
                reader.tell(messages::rows_and_file(first));
            }
            SchemeRows::File(Box::new(sheet.of_file(path)))
        }
        None => {
            if table.place().is_none() && reserved.is_empty() {
                let place = head.name.span;
                reader.tell(messages::incomplete(
                    place,
                    "this scheme",
                    "rows: lines that begin with `|`",
                ));
            }
            SchemeRows::Here {
                columns: table.columns,
                rows: table.rows,
            }
        }
    };
    Some(Scheme {
        name: head.name,
        title: head.title,
        of: head.of,
        in_force: head.in_force,
        rows,
        reserved,
        separate,
        source: common.source,
        notes: common.notes,
        span: body.span,
    })
}

fn head(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Head> {
    let parts = Parts::of(pair);
    let of = match parts.take(Rule::binder) {
        Some(bound) => SchemeOf::Any(binder(reader, bound)?),
        None => SchemeOf::Body(reader.word(&parts.behind(Rule::kw_of, Rule::name)?)),
    };
    let in_force = match parts.take(Rule::in_force) {
        Some(time) => in_force(reader, time)?,
        None => InForce::default(),
    };
    let path = parts.behind(Rule::kw_from, Rule::quoted);
    let title = parts.behind(Rule::name, Rule::quoted);
    Some(Head {
        name: reader.word(parts.get(Rule::name)?),
        title: title.map(|title| reader.quoted(&title)),
        of,
        in_force,
        path: path.map(|path| reader.quoted(&path)),
    })
}
