//! Decision tables.

use super::{
    body::{Braces, Form, body},
    common::{Common, STANDING, clause_ids, parameters, title, type_among},
    expression::{expression, operand, sum},
    quantity::binder,
    reader::{Parts, Reader},
};
use crate::syntax::grammar::{Pair, Rule};
use crate::tree::policy::{Decision, DecisionResult, DecisionRow};

const FORM: Form = Form {
    below: STANDING,
    ..Form::list("a decision", Rule::decision_row, Braces::Always)
};

/// `decide commissioner(s: Service, p: Person): Body first for c: CCG { … }`
pub(super) fn decision(reader: &mut Reader<'_>) -> Option<Decision> {
    let body = body(reader, &FORM);
    let head = reader.read(&body.head, Rule::decide_head, |reader, pair| {
        let parts = Parts::of(pair);
        let free = parts.all(Rule::binder).map(|free| binder(reader, free));
        Some(Decision {
            name: reader.word(parts.get(Rule::name)?),
            title: title(reader, &parts),
            parameters: parameters(reader, &parts)?,
            ty: type_among(reader, &parts),
            unique: parts.has(Rule::kw_unique),
            free: free.collect::<Option<_>>()?,
            rows: Vec::new(),
            source: Vec::new(),
            in_force: None,
            status: None,
            notes: Vec::new(),
            span: body.span,
        })
    });
    let mut common = Common::default();
    let mut rows = Vec::new();
    for part in &body.parts {
        if common.read(reader, part) {
            continue;
        }
        let bad = DecisionRow {
            condition: None,
            result: DecisionResult::Bad,
            source: Vec::new(),
            span: part.span,
        };
        let read = reader.read(&part.tokens, Rule::decision_row, row);
        rows.push(read.unwrap_or(bad));
    }
    Some(Decision {
        rows,
        source: common.source,
        in_force: common.in_force,
        status: common.status,
        notes: common.notes,
        ..head?
    })
}

/// `responsible(c, p) then c source F-C.A02`
fn row(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<DecisionRow> {
    let span = reader.span(&pair);
    let parts = Parts::of(pair);
    let condition = match parts.take(Rule::expression) {
        Some(condition) => Some(expression(reader, condition)?),
        None => None,
    };
    let result = match (parts.take(Rule::row_nothing), parts.take(Rule::row_value)) {
        (Some(nothing), _) => DecisionResult::Nothing(title(reader, &Parts::of(nothing))),
        (None, value) => {
            let parts = Parts::of(value?);
            let value = sum(reader, parts.take(Rule::sum)?)?;
            let on_behalf_of = match parts.take(Rule::on_behalf_of) {
                Some(principal) => Some(on_behalf_of(reader, principal)?),
                None => None,
            };
            DecisionResult::Value {
                value,
                on_behalf_of,
            }
        }
    };
    let source = parts.take(Rule::clause_ids);
    Some(DecisionRow {
        condition,
        result,
        source: source.map_or(Vec::new(), |ids| clause_ids(reader, ids)),
        span,
    })
}

/// `on behalf of northshire`
pub(crate) fn on_behalf_of(
    reader: &mut Reader<'_>,
    pair: Pair<'_>,
) -> Option<crate::tree::expr::Expr> {
    operand(reader, Parts::of(pair).take(Rule::operand)?)
}
