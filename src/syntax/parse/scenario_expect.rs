//! Lines under `expect`: what the run must say.

use std::ops::Range;

use super::{
    act::{call, once},
    common::clause_ids,
    expression::{expression, operand, sum},
    reader::{Parts, Reader},
    scenario::names,
    scenario_ask::question,
    scenario_given::on_behalf_of,
    scenario_timeline::norm_of,
};
use crate::syntax::{
    grammar::{Pair, Rule},
    scenario_messages,
};
use crate::tree::{
    expr::{Expr, ExprKind},
    scenario::{AnswerableFor, ExpectKind, ExpectLine},
    word::Word,
};

/// Verdicts that begin with `not`, which therefore is no denial.
const NOT_VERDICTS: &[&str] = &["evidenced", "listed", "judged"];

/// A line; one that cannot be read is `Bad`, and told.
pub(super) fn line(reader: &mut Reader<'_>, tokens: &Range<usize>) -> ExpectLine {
    let mut line = ExpectLine {
        kind: ExpectKind::Bad,
        on: None,
        as_at: None,
        because: Vec::new(),
        because_not: Vec::new(),
        via: Vec::new(),
        span: reader.span_of_tokens(tokens),
    };
    let read = reader.read(tokens, Rule::expect_line, |reader, pair| {
        expectation(reader, pair, &mut line)
    });
    if let Some(kind) = read {
        line.kind = kind;
    }
    line
}

fn expectation(
    reader: &mut Reader<'_>,
    pair: Pair<'_>,
    line: &mut ExpectLine,
) -> Option<ExpectKind> {
    let parts = Parts::of(pair);
    let mut kind = form(reader, parts.iter().next()?, line)?;
    for part in parts.iter().skip(1) {
        let place = reader.span(&part);
        match part.as_rule() {
            Rule::expect_on => {
                let day = operand(reader, Parts::of(part).take(Rule::operand)?)?;
                once(reader, &mut line.on, day, "on", place);
            }
            Rule::as_at => {
                let day = operand(reader, Parts::of(part).take(Rule::operand)?)?;
                once(reader, &mut line.as_at, day, "as at", place);
            }
            Rule::because_clauses => because(reader, part, line)?,
            Rule::missing | Rule::due => of_duty(reader, part, &mut kind)?,
            Rule::via => line.via.extend(names(reader, &Parts::of(part))?),
            _ => {}
        }
    }
    Some(kind)
}

/// `missing {quality}`, `due on 31 March 2013`
fn of_duty(reader: &mut Reader<'_>, pair: Pair<'_>, kind: &mut ExpectKind) -> Option<()> {
    let place = reader.span(&pair);
    let rule = pair.as_rule();
    let value = operand(reader, Parts::of(pair).take(Rule::operand)?)?;
    match (kind, rule) {
        (ExpectKind::Duty { missing, .. }, Rule::missing) => {
            once(reader, missing, value, "missing", place);
        }
        (ExpectKind::Duty { due, .. }, _) => once(reader, due, value, "due on", place),
        (_, Rule::missing) => reader.tell(scenario_messages::of_duties_alone(place, "missing")),
        _ => reader.tell(scenario_messages::of_duties_alone(place, "due on")),
    }
    Some(())
}

/// `because F-2.D02, F-2.D02a not F-2.D03`
fn because(reader: &mut Reader<'_>, pair: Pair<'_>, line: &mut ExpectLine) -> Option<()> {
    let parts = Parts::of(pair);
    if let Some(wanted) = parts.take(Rule::clause_ids) {
        line.because.extend(clause_ids(reader, wanted));
    }
    if let Some(unwanted) = parts.take(Rule::because_not) {
        let unwanted = Parts::of(unwanted).take(Rule::clause_ids)?;
        line.because_not.extend(clause_ids(reader, unwanted));
    }
    Some(())
}

fn form(reader: &mut Reader<'_>, pair: Pair<'_>, line: &mut ExpectLine) -> Option<ExpectKind> {
    let rule = pair.as_rule();
    let parts = Parts::of(pair);
    let word = |reader: &Reader<'_>| parts.get(Rule::name).map(|name| reader.word(name));
    Some(match rule {
        Rule::expect_nothing => ExpectKind::Nothing {
            beyond: parts.has(Rule::kw_else),
            state: verdict(reader, parts.take(Rule::verdict)?)?.1,
        },
        Rule::expect_duty => duty(reader, &parts)?,
        Rule::expect_act => act(reader, &parts)?,
        Rule::expect_link => ExpectKind::Link {
            label: word(reader)?,
            valid: parts.has(Rule::kw_valid),
        },
        Rule::expect_statement => ExpectKind::Statement {
            name: word(reader)?,
            holds: parts.has(Rule::kw_holds),
        },
        Rule::expect_answer => ExpectKind::Answer {
            question: question(reader, parts.iter().next()?)?,
            is: sum(reader, parts.take(Rule::sum)?)?,
        },
        Rule::expect_conflict => {
            let mut norms = parts.all(Rule::name);
            let (first, second) = (norms.next()?, norms.next()?);
            ExpectKind::Conflict(reader.word(&first), reader.word(&second))
        }
        Rule::expect_may => ExpectKind::May {
            who: operand(reader, parts.take(Rule::operand)?)?,
            negated: parts.has(Rule::kw_not),
            act: call(reader, parts.take(Rule::act_call)?)?,
            on_behalf_of: on_behalf_of(reader, &parts)?,
        },
        Rule::expect_answerable => ExpectKind::Answerable {
            who: operand(reader, parts.take(Rule::operand)?)?,
            for_: match parts.take(Rule::norm_of) {
                Some(duty) => AnswerableFor::Duty(norm_of(reader, duty)?),
                None => AnswerableFor::Act(word(reader)?),
            },
        },
        Rule::expect_nobody => {
            let what = operand(reader, parts.take(Rule::operand)?)?;
            if let Some(day) = parts.take(Rule::expect_on) {
                let day = operand(reader, Parts::of(day).take(Rule::operand)?)?;
                line.on = Some(day);
            }
            ExpectKind::Gap(what)
        }
        _ => {
            let whole = expression(reader, parts.take(Rule::expression)?)?;
            ExpectKind::Holds {
                condition: without_day(whole, line),
                on_behalf_of: on_behalf_of(reader, &parts)?,
            }
        }
    })
}

/// An expectation without the day that it is asked for, which goes to its own place: `commissioner(maternity, alice) on
/// 1 June 2013 is northshire`, `responsible(northshire, alice) on 1 June 2013`.
fn without_day(whole: Expr, line: &mut ExpectLine) -> Expr {
    let span = whole.span;
    match whole.kind {
        ExprKind::OnDay { what, day } => {
            line.on = Some(*day);
            *what
        }
        ExprKind::Compare { left, op, right } => match left.kind {
            ExprKind::OnDay { what, day } => {
                line.on = Some(*day);
                Expr {
                    kind: ExprKind::Compare {
                        left: what,
                        op,
                        right,
                    },
                    span,
                }
            }
            _ => Expr {
                kind: ExprKind::Compare { left, op, right },
                span,
            },
        },
        kind => Expr { kind, span },
    }
}

/// `publish-plan of northshire for 2013/14 is breached missing {quality}`
fn duty(reader: &mut Reader<'_>, parts: &Parts<'_>) -> Option<ExpectKind> {
    let duty = norm_of(reader, parts.take(Rule::norm_of)?)?;
    let Some(written) = parts.take(Rule::verdict_is) else {
        return Some(ExpectKind::DutyDoesNotArise(duty));
    };
    let (negated, state) = verdict(reader, Parts::of(written).take(Rule::verdict)?)?;
    Some(ExpectKind::Duty {
        duty,
        negated,
        state,
        missing: None,
        due: None,
    })
}

/// `late-plan is void`, `late-plan breaches no-private-preference`
fn act(reader: &mut Reader<'_>, parts: &Parts<'_>) -> Option<ExpectKind> {
    let label = reader.word(parts.get(Rule::name)?);
    if let Some(written) = parts.take(Rule::verdict_is) {
        let (negated, verdict) = verdict(reader, Parts::of(written).take(Rule::verdict)?)?;
        return Some(ExpectKind::Act {
            label,
            negated,
            verdict,
        });
    }
    let negated = parts.has(Rule::does_not_breach);
    let breach = match negated {
        true => parts.take(Rule::does_not_breach)?,
        false => parts.take(Rule::breaches)?,
    };
    Some(ExpectKind::Breaches {
        label,
        negated,
        norm: reader.word(Parts::of(breach).get(Rule::name)?),
    })
}

/// The words of a verdict, and whether they are denied: `is not void` is, `is not evidenced` is not.
fn verdict(reader: &Reader<'_>, pair: Pair<'_>) -> Option<(bool, Word)> {
    let parts = Parts::of(pair.clone());
    let mut words = parts.all(Rule::verdict_word);
    let (first, second) = (words.next()?, words.next());
    match second {
        Some(second) if first.as_str() == "not" && !NOT_VERDICTS.contains(&second.as_str()) => {
            let span = reader.span(&second).to(reader.span(&pair));
            let text = reader.line(span).into();
            Some((true, Word { text, span }))
        }
        _ => Some((false, reader.word(&pair))),
    }
}
