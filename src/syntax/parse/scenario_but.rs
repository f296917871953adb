//! Lines under `but`: what is changed against the scenario that this one is like.

use std::ops::Range;

use super::{
    act::argument,
    expression::operand,
    reader::{Parts, Reader},
    scenario::{as_of, assuming},
    scenario_given::given,
    scenario_timeline::dated,
};
use crate::syntax::grammar::{Pair, Rule};
use crate::tree::scenario::ButLine;

/// A line; one that cannot be read is `Bad`, and told.
pub(super) fn line(reader: &mut Reader<'_>, tokens: &Range<usize>) -> ButLine {
    let span = reader.span_of_tokens(tokens);
    reader
        .read(tokens, Rule::but_line, |reader, pair| {
            form(reader, pair.into_inner().next()?)
        })
        .unwrap_or(ButLine::Bad(span))
}

fn form(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<ButLine> {
    let rule = pair.as_rule();
    match rule {
        Rule::as_of => return as_of(reader, pair).map(ButLine::AsOf),
        Rule::assuming => return assuming(reader, pair).map(ButLine::Assuming),
        _ => {}
    }
    let parts = Parts::of(pair);
    Some(match rule {
        Rule::without => ButLine::Without(reader.word(parts.get(Rule::name)?)),
        Rule::but_dated => ButLine::Happens(Box::new(dated(reader, parts.take(Rule::dated)?)?)),
        Rule::moved => ButLine::Moved {
            label: reader.word(parts.get(Rule::name)?),
            date: operand(reader, parts.take(Rule::operand)?)?,
        },
        Rule::changed => ButLine::Changed {
            label: reader.word(parts.get(Rule::name)?),
            arguments: parts
                .all(Rule::argument)
                .map(|changed| argument(reader, changed))
                .collect::<Option<_>>()?,
        },
        _ => ButLine::Given(Box::new(given(reader, parts.take(Rule::given)?)?)),
    })
}
