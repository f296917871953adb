//! Offices, committees, and what is reserved to whom.

use super::{
    act::once,
    body::{Braces, Form, body},
    common::{Common, SOURCE_AND_NOTE, clause_ids, names, only_expression, title},
    expression::expression,
    reader::{Parts, Reader},
};
use crate::base::span::Span;
use crate::syntax::grammar::{Pair, Rule};
use crate::tree::delegation::{Office, Reserved};

/// `office chief-finance-officer "Chief finance officer" of CCG`, `committee audit-committee of CCG { … }`
pub(super) fn office(reader: &mut Reader<'_>) -> Option<Office> {
    const FORM: Form = Form {
        below: SOURCE_AND_NOTE,
        ..Form::braced(
            "an office or committee",
            &[
                ("quorum", Rule::quorum_clause),
                ("casting", Rule::casting_clause),
                ("source", Rule::source_clause),
                ("note", Rule::note_clause),
            ],
            Braces::Perhaps,
        )
    };
    let body = body(reader, &FORM);
    let head = reader.read(&body.head, Rule::office_head, |reader, pair| {
        let parts = Parts::of(pair);
        Some(Office {
            name: reader.word(parts.get(Rule::name)?),
            title: title(reader, &parts),
            committee: parts.has(Rule::kw_committee),
            of: parts
                .behind(Rule::kw_of, Rule::name)
                .map(|of| reader.word(&of)),
            kind: parts.get(Rule::kind_name).map(|kind| reader.word(kind)),
            quorum: Vec::new(),
            casting_vote: None,
            source: Vec::new(),
            notes: Vec::new(),
            span: body.span,
        })
    });
    let mut common = Common::default();
    let mut quorum = Vec::new();
    let mut casting_vote = None;
    for part in &body.parts {
        if common.read(reader, part) {
            continue;
        }
        match part.rule {
            Some(rule @ Rule::quorum_clause) => {
                quorum.extend(reader.read(&part.tokens, rule, only_expression));
            }
            _ => {
                let read = reader.read(&part.tokens, Rule::casting_clause, names);
                if let Some(chair) = read.and_then(|words| words.into_iter().next()) {
                    once(
                        reader,
                        &mut casting_vote,
                        chair,
                        "casting vote",
                        part.keyword,
                    );
                }
            }
        }
    }
    Some(Office {
        quorum,
        casting_vote,
        source: common.source,
        notes: common.notes,
        ..head?
    })
}

/// `reserved legal-responsibility of CCG`, with its clauses below it.
pub(super) fn reserved(reader: &mut Reader<'_>) -> Option<Reserved> {
    let body = body(reader, &Form::indented("a reservation", SOURCE_AND_NOTE));
    let span = body.span;
    let head = reader.read(&body.head, Rule::reserved_head, |reader, pair| {
        reserved_head(reader, pair, span)
    });
    let common = Common::of(reader, &body);
    let mut head = head?;
    head.source.extend(common.source);
    head.notes = common.notes;
    Some(head)
}

/// `reserved F, G of KIND to WHO if C source X`
pub(super) fn reserved_head(
    reader: &mut Reader<'_>,
    pair: Pair<'_>,
    span: Span,
) -> Option<Reserved> {
    let parts = Parts::of(pair);
    let of = parts.behind(Rule::kw_of, Rule::name);
    let to = parts.behind(Rule::kw_to, Rule::name);
    let several = usize::from(of.is_some()) + usize::from(to.is_some());
    let all: Vec<Pair<'_>> = parts.all(Rule::name).collect();
    let what = all.iter().take(all.len().saturating_sub(several));
    let condition = match parts.take(Rule::expression) {
        Some(condition) => Some(expression(reader, condition)?),
        None => None,
    };
    let source = parts.take(Rule::clause_ids);
    Some(Reserved {
        what: what.map(|name| reader.word(name)).collect(),
        of: of.map(|of| reader.word(&of)),
        to: to.map(|to| reader.word(&to)),
        condition,
        source: source.map_or(Vec::new(), |ids| clause_ids(reader, ids)),
        notes: Vec::new(),
        span,
    })
}
