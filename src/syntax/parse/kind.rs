//! Kinds with their attributes, and the individuals that a policy names.

use super::{
    body::{Braces, Form, body},
    common::{declared_kind, title, type_among},
    expression::expression,
    reader::{Parts, Reader},
};
use crate::syntax::grammar::{Pair, Rule};
use crate::tree::{
    expr::Expr,
    policy::{Attribute, Individual, Kind},
    word::Word,
};

/// `kind CCG "clinical commissioning group" is a StatutoryBody { population : number }`
pub(super) fn kind(reader: &mut Reader<'_>) -> Option<Kind> {
    const FORM: Form = Form::list("a kind", Rule::attribute_entry, Braces::Perhaps);
    let body = body(reader, &FORM);
    let head = reader.read(&body.head, Rule::kind_head, |reader, pair| {
        let parts = Parts::of(pair);
        let name = declared_kind(reader, &parts.take(Rule::kind_name)?);
        let parent = parts.all(Rule::kind_name).nth(1);
        Some(Kind {
            name,
            title: title(reader, &parts),
            parent: parent.map(|parent| reader.word(&parent)),
            statutory: parts.has(Rule::kw_statutory),
            attributes: Vec::new(),
            span: body.span,
        })
    });
    let mut attributes = Vec::new();
    for part in &body.parts {
        let found = reader.read(&part.tokens, Rule::attribute_entry, |reader, pair| {
            let parts = Parts::of(pair);
            let all = parts.all(Rule::attribute);
            all.map(|written| attribute(reader, written))
                .collect::<Option<Vec<Attribute>>>()
        });
        attributes.extend(found.into_iter().flatten());
    }
    Some(Kind {
        attributes,
        ..head?
    })
}

/// `population : number "how many live there"`
fn attribute(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Attribute> {
    let parts = Parts::of(pair);
    Some(Attribute {
        name: attribute_name(reader, parts.take(Rule::attribute_name)?),
        ty: type_among(reader, &parts)?,
        title: title(reader, &parts),
    })
}

/// `area of practice`: the words between the `of`s.
fn attribute_name(reader: &Reader<'_>, pair: Pair<'_>) -> Vec<Word> {
    Parts::of(pair)
        .all(Rule::any_word)
        .map(|word| reader.word(&word))
        .collect()
}

/// `nhs-cb is a StatutoryBody "NHS Commissioning Board" { area: north }`
pub(super) fn individual(reader: &mut Reader<'_>) -> Option<Individual> {
    const FORM: Form = Form::list("a body", Rule::attribute_value_entry, Braces::Perhaps);
    let body = body(reader, &FORM);
    let head = reader.read(&body.head, Rule::individual_head, |reader, pair| {
        let parts = Parts::of(pair);
        Some(Individual {
            name: reader.word(parts.get(Rule::name)?),
            kind: reader.word(parts.get(Rule::kind_name)?),
            title: title(reader, &parts),
            attributes: Vec::new(),
            span: body.span,
        })
    });
    let mut attributes = Vec::new();
    for part in &body.parts {
        let found = reader.read(&part.tokens, Rule::attribute_value_entry, attribute_values);
        attributes.extend(found.into_iter().flatten());
    }
    Some(Individual {
        attributes,
        ..head?
    })
}

/// `area: north, population: 212,000`: the attributes with their values among the parts of a pair.
pub(crate) fn attribute_values(
    reader: &mut Reader<'_>,
    pair: Pair<'_>,
) -> Option<Vec<(Vec<Word>, Expr)>> {
    Parts::of(pair)
        .all(Rule::attribute_value)
        .map(|written| {
            let parts = Parts::of(written);
            let name = attribute_name(reader, parts.take(Rule::attribute_name)?);
            let value = expression(reader, parts.take(Rule::expression)?)?;
            Some((name, value))
        })
        .collect()
}
