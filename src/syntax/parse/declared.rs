//! Acts, events, facts and judgements.

use super::{
    body::{Form, body},
    common::{Common, SOURCE_AND_NOTE, parameters, title, type_among},
    expression::operand,
    reader::{Parts, Reader},
};
use crate::syntax::grammar::Rule;
use crate::tree::policy::{Act, Fact};

/// `act publish(document: Document) under planning "{actor} published {document}"`, or an event.
pub(super) fn act(reader: &mut Reader<'_>, rule: Rule) -> Option<Act> {
    const ACT: Form = Form::indented("an act", SOURCE_AND_NOTE);
    const EVENT: Form = Form::indented("an event", SOURCE_AND_NOTE);
    let form = match rule {
        Rule::act_head => ACT,
        _ => EVENT,
    };
    let body = body(reader, &form);
    let head = reader.read(&body.head, rule, |reader, pair| {
        let parts = Parts::of(pair);
        Some(Act {
            name: reader.word(parts.get(Rule::name)?),
            parameters: parameters(reader, &parts)?,
            under: parts
                .behind(Rule::kw_under, Rule::name)
                .map(|under| reader.word(&under)),
            template: title(reader, &parts),
            source: Vec::new(),
            notes: Vec::new(),
            span: body.span,
        })
    });
    let common = Common::of(reader, &body);
    Some(Act {
        source: common.source,
        notes: common.notes,
        ..head?
    })
}

/// `fact allocation(body: CCG): money`, or a judgement.
pub(super) fn fact(reader: &mut Reader<'_>, rule: Rule) -> Option<Fact> {
    const FACT: Form = Form::indented("a fact", SOURCE_AND_NOTE);
    const JUDGEMENT: Form = Form::indented("a judgement", SOURCE_AND_NOTE);
    let form = match rule {
        Rule::fact_head => FACT,
        _ => JUDGEMENT,
    };
    let body = body(reader, &form);
    let head = reader.read(&body.head, rule, |reader, pair| {
        let parts = Parts::of(pair);
        let by = match parts.take(Rule::operand) {
            Some(who) => Some(operand(reader, who)?),
            None => None,
        };
        Some(Fact {
            name: reader.word(parts.get(Rule::name)?),
            parameters: parameters(reader, &parts)?,
            ty: type_among(reader, &parts),
            by,
            template: title(reader, &parts),
            source: Vec::new(),
            notes: Vec::new(),
            span: body.span,
        })
    });
    let common = Common::of(reader, &body);
    Some(Fact {
        source: common.source,
        notes: common.notes,
        ..head?
    })
}
