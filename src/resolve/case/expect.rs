//! What a scenario expects, and what it asks.

use super::{
    acting_for::acting_for,
    cases::Lowering,
    dates, messages, parts,
    timeline::{Order, Wanted},
};
use crate::{
    base::date::Date,
    case::{
        case::AskedQuestion,
        expectation::{
            DutyFor, DutyRef, Expectation, ExpectationKind, NothingWord, Question, VerdictWord,
        },
        happening::Named,
    },
    policy::{
        expr::{self as policy, StateWord},
        policy::StatementId,
        types::Type,
        value::Value,
    },
    resolve::{expr::MonthAs, index::Target, messages::names},
    tree::{
        expr::{Expr, ExprKind},
        scenario as tree,
        word::Word,
    },
};

/// The expectations that make sense, in order.
pub(super) fn expectations(
    to: &mut Lowering<'_>,
    order: &Order<'_>,
    lines: &[tree::ExpectLine],
) -> Vec<Expectation> {
    lines
        .iter()
        .filter_map(|line| expectation(to, order, line))
        .collect()
}

/// The questions that make sense, in order.
pub(super) fn questions(
    to: &mut Lowering<'_>,
    order: &Order<'_>,
    lines: &[tree::AskLine],
) -> Vec<AskedQuestion> {
    lines
        .iter()
        .filter_map(|line| {
            Some(AskedQuestion {
                question: question(to, order, &line.question)?,
                text: written(to, line.span),
                span: line.span,
            })
        })
        .collect()
}

/// A line as it was written, on one line.
fn written(to: &Lowering<'_>, span: crate::base::span::Span) -> String {
    let words: Vec<&str> = to.sources.slice(span).split_whitespace().collect();
    words.join(" ")
}

fn expectation(
    to: &mut Lowering<'_>,
    order: &Order<'_>,
    line: &tree::ExpectLine,
) -> Option<Expectation> {
    let mut on = line
        .on
        .as_ref()
        .map(|day| dates::one_day(&mut to.labelled, day));
    let as_at = line
        .as_at
        .as_ref()
        .map(|day| dates::last_day(&mut to.labelled, day));
    let because = clauses(to, &line.because);
    let because_not = clauses(to, &line.because_not);
    let via: Option<Vec<Named>> = {
        let links: Vec<Option<Named>> = line
            .via
            .iter()
            .map(|word| order.label(&mut to.labelled, word, Wanted::Link))
            .collect();
        links.into_iter().collect()
    };
    let kind = kind(to, order, line, &mut on)?;
    if refuse_parts(to, line, &kind) {
        return None;
    }
    Some(Expectation {
        kind,
        on: on.map_or(Some(None), |day| day.map(Some))?,
        as_at: as_at.map_or(Some(None), |day| day.map(|day| Some(day.date)))?,
        because: because?,
        because_not: because_not?,
        via: via?,
        text: written(to, line.span),
        span: line.span,
    })
}

fn clauses(to: &mut Lowering<'_>, words: &[Word]) -> Option<Vec<crate::policy::policy::ClauseId>> {
    let found: Vec<_> = words.iter().map(|word| to.labelled.clause(word)).collect();
    found.into_iter().collect()
}

fn kind(
    to: &mut Lowering<'_>,
    order: &Order<'_>,
    line: &tree::ExpectLine,
    on: &mut Option<Option<Date>>,
) -> Option<ExpectationKind> {
    match &line.kind {
        tree::ExpectKind::Duty {
            duty,
            negated,
            state,
            missing,
            due,
        } => {
            let duty = duty_ref(to, order, duty);
            let state = state_word(to, *negated, state);
            let likely = match &duty {
                Some(duty) => parts::wanted_type(to.policy, duty.norm),
                None => Type::Any,
            };
            let missing = missing.as_ref().map_or_else(Vec::new, |e| {
                parts::values_like(&mut to.labelled, e, &likely)
            });
            let due = due
                .as_ref()
                .map(|e| dates::last_day(&mut to.labelled, e).map(|day| day.date));
            let (negated, state) = state?;
            Some(ExpectationKind::Duty {
                duty: duty?,
                negated,
                state,
                missing,
                due: due.map_or(Some(None), |due| due.map(Some))?,
            })
        }
        tree::ExpectKind::DutyDoesNotArise(duty) => {
            duty_ref(to, order, duty).map(ExpectationKind::DoesNotArise)
        }
        tree::ExpectKind::Act {
            label,
            negated,
            verdict,
        } => {
            let act = order.act(&mut to.labelled, label);
            let found = said(*negated, &verdict.text, VerdictWord::from_word);
            let Some((negated, verdict)) = found else {
                to.labelled.report(messages::unknown_verdict(verdict));
                return None;
            };
            Some(ExpectationKind::Act {
                act: act?,
                negated,
                verdict,
            })
        }
        tree::ExpectKind::Breaches {
            label,
            negated,
            norm,
        } => {
            let act = order.act(&mut to.labelled, label);
            let norm = to.labelled.norm(norm);
            Some(ExpectationKind::Breaches {
                act: act?,
                negated: *negated,
                norm: norm?,
            })
        }
        tree::ExpectKind::May {
            who,
            negated,
            act,
            on_behalf_of,
        } => {
            let who = parts::party(&mut to.labelled, who);
            let act = parts::act_value(&mut to.labelled, act);
            let for_ = optional_party(to, on_behalf_of.as_ref());
            Some(ExpectationKind::May {
                who: who?,
                negated: *negated,
                act: act?,
                on_behalf_of: for_?,
            })
        }
        tree::ExpectKind::Holds {
            condition,
            on_behalf_of,
        } => {
            let condition = undated(to, condition, on);
            let mut found = to.labelled.condition(condition);
            if let Some(whom) = on_behalf_of
                && !matches!(found.kind, policy::ExprKind::Bad)
            {
                found = acting_for(to, found, whom)?;
            }
            (!matches!(found.kind, policy::ExprKind::Bad)).then_some(ExpectationKind::Holds(found))
        }
        tree::ExpectKind::Gap(decision) => {
            let decision = undated(to, decision, on);
            let found = to.labelled.expr(decision, &Type::Any);
            match &found.kind {
                policy::ExprKind::Bad => None,
                policy::ExprKind::Decision(..) => Some(ExpectationKind::Gap(found)),
                _ => {
                    to.labelled.report(messages::gap_of_no_decision(found.span));
                    None
                }
            }
        }
        tree::ExpectKind::Answerable { who, for_ } => {
            let who = parts::party(&mut to.labelled, who);
            match for_ {
                tree::AnswerableFor::Act(label) => {
                    let act = order.act(&mut to.labelled, label);
                    Some(ExpectationKind::AnswersForAct(who?, act?))
                }
                tree::AnswerableFor::Duty(duty) => {
                    let duty = duty_ref(to, order, duty);
                    Some(ExpectationKind::AnswersForDuty(who?, duty?))
                }
            }
        }
        tree::ExpectKind::Conflict(one, other) => {
            let one = to.labelled.norm(one);
            let other = to.labelled.norm(other);
            Some(ExpectationKind::Conflict(one?, other?))
        }
        tree::ExpectKind::Link { label, valid } => {
            let link = order.label(&mut to.labelled, label, Wanted::Link)?;
            Some(ExpectationKind::Link {
                link,
                valid: *valid,
            })
        }
        tree::ExpectKind::Nothing { beyond, state } => {
            let Some(found) = NothingWord::from_word(&state.text) else {
                to.labelled.report(messages::unknown_nothing(state));
                return None;
            };
            Some(ExpectationKind::Nothing {
                beyond: *beyond,
                state: found,
            })
        }
        tree::ExpectKind::Statement { name, holds } => {
            statement(to, name).map(|id| ExpectationKind::Statement(id, *holds))
        }
        tree::ExpectKind::Answer {
            question: asked,
            is,
        } => {
            let found = question(to, order, asked)?;
            let wanted = answer_type(&found, is);
            let is = to.labelled.expr(is, &wanted);
            (!matches!(is.kind, policy::ExprKind::Bad))
                .then_some(ExpectationKind::Answer(found, is))
        }
        tree::ExpectKind::Bad => {
            to.labelled.broken_already();
            None
        }
    }
}

/// Refuses what a line says besides, where its form has no use for it: nothing is passed over (S13).
fn refuse_parts(to: &mut Lowering<'_>, line: &tree::ExpectLine, kind: &ExpectationKind) -> bool {
    use ExpectationKind as Kind;
    // Whether a line of this form may say `on`, `as at`, `because`, `via`.
    let (on, as_at, because, via) = match kind {
        Kind::Duty { .. } => (true, true, true, true),
        Kind::DoesNotArise(_) | Kind::Link { .. } => (true, true, true, false),
        Kind::Act { .. } => (true, false, true, true),
        Kind::Breaches { .. } | Kind::Conflict(..) => (true, false, true, false),
        Kind::May { .. } => (true, true, true, true),
        Kind::Holds(_) | Kind::Gap(_) => (true, true, true, false),
        Kind::AnswersForAct(..) | Kind::AnswersForDuty(..) | Kind::Statement(..) => {
            (false, false, true, false)
        }
        Kind::Answer(..) => (false, false, true, false),
        Kind::Nothing { .. } => (false, true, false, false),
    };
    let cited = line.because.first().or(line.because_not.first());
    let said = [
        (on, "on", line.on.as_ref().map(|day| day.span)),
        (as_at, "as at", line.as_at.as_ref().map(|day| day.span)),
        (because, "because", cited.map(|word| word.span)),
        (via, "via", line.via.first().map(|word| word.span)),
    ];
    let mut refused = false;
    for (allowed, part, span) in said {
        let Some(span) = span.filter(|_| !allowed) else {
            continue;
        };
        let problem = match kind {
            Kind::Act { .. } if part == "as at" => messages::as_at_of_act(span),
            _ => messages::part_of_no_use(part, span),
        };
        to.labelled.report(problem);
        refused = true;
    }
    refused
}

/// `C on d` asks of the end of that day, as the line's own `on d` does: the day is taken out, so that what came out can be
/// shown as a value.
fn undated<'t>(to: &mut Lowering<'_>, e: &'t Expr, on: &mut Option<Option<Date>>) -> &'t Expr {
    match &e.kind {
        ExprKind::OnDay { what, day } if on.is_none() => {
            *on = Some(dates::one_day(&mut to.labelled, day));
            what
        }
        _ => e,
    }
}

/// What the answer to a question is.
fn answer_type(question: &Question, is: &Expr) -> Type {
    let one = match question {
        Question::May { .. } => return Type::Boolean,
        Question::WhoMay { .. } | Question::WhatFalls { .. } => Type::Any,
        Question::WhatMay { .. } => Type::Act,
        Question::WhatMust { .. } => Type::Norm,
        Question::WhatIs { what, .. } => return what.ty.clone(),
    };
    match &is.kind {
        ExprKind::Set(_) => Type::Set(Box::new(one)),
        _ => one,
    }
}

/// `publish-plan of northshire for 2013/14`
fn duty_ref(to: &mut Lowering<'_>, order: &Order<'_>, written: &tree::DutyRef) -> Option<DutyRef> {
    let norm = parts::duty(&mut to.labelled, to.policy, &written.norm);
    let of = written
        .of
        .as_ref()
        .map(|of| parts::individual(&mut to.labelled, of));
    let for_ = written.for_.as_ref().map(|e| {
        if let ExprKind::Name(name) = &e.kind
            && let Some(place) = order.happening_named(name)
        {
            return Some(DutyFor::Happening(place));
        }
        let value = to.labelled.value(e, &Type::Any)?;
        if matches!(value, Value::Individual(_) | Value::Number(_)) {
            let year = matches!(value, Value::Number(_));
            to.labelled.report(messages::for_no_period(e.span, year));
            return None;
        }
        Some(DutyFor::Value(value))
    });
    Some(DutyRef {
        norm: norm?,
        of: of.map_or(Some(None), |of| of.map(Some))?,
        for_: for_.map_or(Some(None), |for_| for_.map(Some))?,
    })
}

/// A state that is expected, and whether it is expected not to be. `is not evidenced` is a state, not its absence.
fn state_word(to: &mut Lowering<'_>, negated: bool, word: &Word) -> Option<(bool, StateWord)> {
    let found = said(negated, &word.text, StateWord::from_word);
    if found.is_none() {
        to.labelled.report(names::unknown_state(word));
    }
    found
}

/// A word after `is` or `is not`, where some words begin with `not` themselves: `not listed`, `not evidenced`.
fn said<T>(negated: bool, word: &str, read: impl Fn(&str) -> Option<T>) -> Option<(bool, T)> {
    if negated && let Some(found) = read(&format!("not {word}")) {
        return Some((false, found));
    }
    if let Some(found) = read(word) {
        return Some((negated, found));
    }
    let rest = word.strip_prefix("not ")?;
    read(rest).map(|found| (!negated, found))
}

fn statement(to: &mut Lowering<'_>, word: &Word) -> Option<StatementId> {
    let found = to
        .labelled
        .names
        .find(&word.text, |names| &names.statements)
        .copied();
    match found {
        Some(id) => to.labelled.refer(word.span, Target::Statement(id)),
        None => {
            let known = to.labelled.names.listed(|names| &names.statements);
            let problem = messages::unknown_statement(word, known);
            to.labelled.report(problem);
        }
    }
    found
}

fn optional_party(to: &mut Lowering<'_>, e: Option<&Expr>) -> Option<Option<Value>> {
    match e {
        None => Some(None),
        Some(e) => parts::party(&mut to.labelled, e).map(Some),
    }
}

fn question(
    to: &mut Lowering<'_>,
    order: &Order<'_>,
    written: &tree::Question,
) -> Option<Question> {
    let day = |to: &mut Lowering<'_>, e: &Option<Expr>, month: MonthAs| match e {
        None => Some(None),
        Some(e) if month == MonthAs::Refused => dates::one_day(&mut to.labelled, e).map(Some),
        Some(e) => to.labelled.date(e, month).map(|day| Some(day.date)),
    };
    match written {
        tree::Question::WhoMay { act, for_, on } => {
            let act = parts::asked_act(&mut to.labelled, act);
            let for_ = optional_party(to, for_.as_ref());
            let on = day(to, on, MonthAs::Refused);
            Some(Question::WhoMay {
                act: act?,
                for_: for_?,
                on: on?,
            })
        }
        tree::Question::May {
            who,
            act,
            on_behalf_of,
            on,
        } => {
            let who = parts::party(&mut to.labelled, who);
            let act = parts::asked_act(&mut to.labelled, act);
            let for_ = optional_party(to, on_behalf_of.as_ref());
            let on = day(to, on, MonthAs::Refused);
            Some(Question::May {
                who: who?,
                act: act?,
                on_behalf_of: for_?,
                on: on?,
            })
        }
        tree::Question::WhatMay { who, on } => {
            let who = parts::party(&mut to.labelled, who);
            let on = day(to, on, MonthAs::Refused);
            Some(Question::WhatMay { who: who?, on: on? })
        }
        tree::Question::WhatMust { who, by } => {
            let who = parts::party(&mut to.labelled, who);
            let by = day(to, by, MonthAs::Last);
            Some(Question::WhatMust { who: who?, by: by? })
        }
        tree::Question::WhatFalls { link, on } => {
            let link = order.label(&mut to.labelled, link, Wanted::Link);
            let on = day(to, on, MonthAs::Refused);
            Some(Question::WhatFalls {
                link: link?,
                on: on?,
            })
        }
        tree::Question::WhatIs { what, on } => {
            let mut lifted = match on {
                None => None,
                Some(e) => Some(dates::one_day(&mut to.labelled, e)),
            };
            let what = undated(to, what, &mut lifted);
            let what = to.labelled.expr(what, &Type::Any);
            if matches!(what.kind, policy::ExprKind::Bad) {
                return None;
            }
            Some(Question::WhatIs {
                what,
                on: lifted.map_or(Some(None), |day| day.map(Some))?,
            })
        }
        tree::Question::Bad => {
            to.labelled.broken_already();
            None
        }
    }
}
