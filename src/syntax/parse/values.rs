//! Trees of values and of functions.

use super::{
    body::{Body, Braces, Form, body},
    common::{name_and_title, title},
    reader::{Parts, Reader},
};
use crate::syntax::grammar::{Pair, Rule};
use crate::tree::policy::{Entry, Item, Values};

/// `values Service "Kinds of health service" { … }`
pub(super) fn values(reader: &mut Reader<'_>) -> Option<Values> {
    const FORM: Form = Form::list("values", Rule::tree_entry, Braces::Always);
    let body = body(reader, &FORM);
    let named = reader.read(&body.head, Rule::values_head, name_and_title);
    let entries = entries(reader, &body);
    let (name, title) = named?;
    Some(Values {
        name,
        title,
        entries,
        span: body.span,
    })
}

/// `functions { … }`
pub(super) fn functions(reader: &mut Reader<'_>) -> Option<Item> {
    const FORM: Form = Form::list("functions", Rule::tree_entry, Braces::Always);
    let body = body(reader, &FORM);
    let head = reader.read(&body.head, Rule::functions_head, |_, _| Some(()));
    let entries = entries(reader, &body);
    head?;
    Some(Item::Functions {
        entries,
        span: body.span,
    })
}

fn entries(reader: &mut Reader<'_>, body: &Body) -> Vec<Entry> {
    let mut all = Vec::new();
    for part in &body.parts {
        let found = reader.read(&part.tokens, Rule::tree_entry, below);
        all.extend(found.into_iter().flatten());
    }
    all
}

/// The entries among the parts of a pair.
fn below(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Vec<Entry>> {
    Parts::of(pair)
        .all(Rule::entry)
        .map(|written| entry(reader, written))
        .collect()
}

/// `planning "Planning" { involving  contracting }`
fn entry(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Entry> {
    let parts = Parts::of(pair.clone());
    Some(Entry {
        name: reader.word(parts.get(Rule::name)?),
        title: title(reader, &parts),
        entries: below(reader, pair)?,
    })
}
