//! Lines under `ask`: questions.

use std::ops::Range;

use super::{
    act::act_pattern,
    expression::{operand, sum},
    reader::{Parts, Reader},
    scenario_given::on_behalf_of,
};
use crate::syntax::grammar::{Pair, Rule};
use crate::tree::{
    expr::Expr,
    scenario::{AskLine, Question},
};

/// A line; one that cannot be read is `Bad`, and told.
pub(super) fn line(reader: &mut Reader<'_>, tokens: &Range<usize>) -> AskLine {
    let span = reader.span_of_tokens(tokens);
    let question = reader
        .read(tokens, Rule::ask_line, |reader, pair| {
            question(reader, pair.into_inner().next()?)
        })
        .unwrap_or(Question::Bad);
    AskLine { question, span }
}

/// `who may approve-contract(amount: £180,000) for northshire on 1 May 2013`
pub(super) fn question(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Question> {
    let rule = pair.as_rule();
    let parts = Parts::of(pair);
    let on = inner(reader, &parts, Rule::expect_on)?;
    Some(match rule {
        Rule::who_may => Question::WhoMay {
            act: act_pattern(reader, parts.take(Rule::act_pattern)?)?,
            for_: match inner(reader, &parts, Rule::for_whom)? {
                Some(whom) => Some(whom),
                None => on_behalf_of(reader, &parts)?,
            },
            on,
        },
        Rule::may_ask => Question::May {
            who: operand(reader, parts.take(Rule::operand)?)?,
            act: act_pattern(reader, parts.take(Rule::act_pattern)?)?,
            on_behalf_of: on_behalf_of(reader, &parts)?,
            on,
        },
        Rule::what_may => Question::WhatMay {
            who: operand(reader, parts.take(Rule::operand)?)?,
            on,
        },
        Rule::what_must => Question::WhatMust {
            who: operand(reader, parts.take(Rule::operand)?)?,
            by: inner(reader, &parts, Rule::by_window)?,
        },
        Rule::what_falls => Question::WhatFalls {
            link: reader.word(parts.get(Rule::name)?),
            on,
        },
        _ => Question::WhatIs {
            what: sum(reader, parts.take(Rule::sum)?)?,
            on,
        },
    })
}

/// What stands behind the keyword of a part, where there is such a part.
fn inner(reader: &mut Reader<'_>, parts: &Parts<'_>, rule: Rule) -> Option<Option<Expr>> {
    match parts.take(rule) {
        Some(part) => {
            let value = operand(reader, Parts::of(part).take(Rule::operand)?)?;
            Some(Some(value))
        }
        None => Some(None),
    }
}
