//! Lines of the timeline: what happened when.

use std::ops::Range;

use super::{
    act::{call, label, once},
    expression::operand,
    literal,
    reader::{Parts, Reader},
    scenario_given::{acting_as, delegates, office, on_behalf_of},
};
use crate::base::date::Month;
use crate::syntax::{
    grammar::{Pair, Rule},
    scenario_messages,
    slip::is_weekday,
    token::TokenKind,
};
use crate::tree::{
    expr::{Expr, ExprKind},
    scenario::{ActLine, Agreed, Delegates, DutyRef, HappeningKind, TimelineLine},
    word::{Quoted, Word},
};

/// Words that the name of a day begins with: `start of 2013/14`, `the day after 1 April 2013`.
const DAYS_BY_NAME: &[&str] = &["start", "end", "the"];

/// A line; one that cannot be read is `Bad`, and told.
pub(super) fn line(reader: &mut Reader<'_>, tokens: &Range<usize>) -> TimelineLine {
    let span = reader.span_of_tokens(tokens);
    let read = match begins_with_day(reader, tokens.start) {
        true => reader.read(tokens, Rule::timeline_line, |reader, pair| {
            dated(reader, Parts::of(pair).take(Rule::dated)?)
        }),
        false => {
            let first = reader.span_of_tokens(&(tokens.start..tokens.start + 1));
            let word = reader.source.word(tokens.start);
            reader.tell(match is_weekday(word) {
                true => {
                    let next = |at| reader.source.next_real(at, tokens.end);
                    let behind = next(tokens.start + 1).map(|at| {
                        match reader.source.kind(at) == Some(TokenKind::Comma) {
                            true => next(at + 1).unwrap_or(at + 1),
                            false => at,
                        }
                    });
                    let upto = behind.unwrap_or(tokens.start + 1);
                    let all = reader.span_of_tokens(&(tokens.start..upto));
                    scenario_messages::weekday(first, word).fix(all, "")
                }
                false => scenario_messages::day_missing(first),
            });
            None
        }
    };
    read.unwrap_or(TimelineLine {
        date: super::expression::bad(span),
        time: None,
        kind: HappeningKind::Bad,
        label: label_in(reader, tokens),
        span,
    })
}

/// The label of a line that cannot be read, as far as it can be told: then lines that speak of it are not in error too.
fn label_in(reader: &Reader<'_>, tokens: &Range<usize>) -> Option<Word> {
    let source = reader.source;
    let mut depth = 0_usize;
    let mut before = "";
    let mut found = None;
    for at in tokens.clone() {
        match source.kind(at)? {
            TokenKind::OpenRound | TokenKind::OpenBrace => depth += 1,
            TokenKind::CloseRound | TokenKind::CloseBrace => depth = depth.saturating_sub(1),
            kind if kind.is_trivia() => continue,
            _ => {}
        }
        let word = source.word(at);
        let opens_label = depth == 0 && word == "as" && !matches!(before, "acting" | "acts");
        if opens_label {
            found = source
                .next_real(at + 1, tokens.end)
                .filter(|next| source.kind(*next) == Some(TokenKind::Word));
        }
        before = word;
    }
    let at = found?;
    Some(Word {
        text: source.word(at).into(),
        span: reader.span_of_tokens(&(at..at + 1)),
    })
}

/// Whether a day can begin with this token: what is broken was told, and is let pass.
fn begins_with_day(reader: &Reader<'_>, at: usize) -> bool {
    let word = reader.source.word(at);
    reader.source.kind(at) != Some(TokenKind::Word)
        || Month::from_name(word).is_some()
        || DAYS_BY_NAME.contains(&word)
}

/// `1 May 2013 14:30 southshire agrees to lead`
pub(super) fn dated(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<TimelineLine> {
    let span = reader.span(&pair);
    let parts = Parts::of(pair);
    let date = operand(reader, parts.take(Rule::operand)?)?;
    let time = match parts.get(Rule::time) {
        Some(written) => Some(literal::time(reader, written)?),
        None => None,
    };
    let mut name = None;
    let what = parts
        .iter()
        .find(|part| !matches!(part.as_rule(), Rule::operand | Rule::time))?;
    let kind = happening(reader, what, &mut name)?;
    if let Some(written) = parts.take(Rule::label) {
        let place = reader.span(&written);
        let word = label(reader, written)?;
        once(reader, &mut name, word, "as", place);
    }
    Some(TimelineLine {
        date,
        time,
        kind,
        label: name,
        span,
    })
}

/// What happens; a label that stands among its parts goes to `name`.
fn happening(
    reader: &mut Reader<'_>,
    pair: Pair<'_>,
    name: &mut Option<Word>,
) -> Option<HappeningKind> {
    match pair.as_rule() {
        Rule::office_line => office(reader, pair).map(HappeningKind::Office),
        Rule::evidence_line => {
            let parts = Parts::of(pair);
            let of = operand(reader, parts.take(Rule::operand)?)?;
            let (norm, bearer, for_) = norm_with_bearer(reader, parts.take(Rule::norm_of)?)?;
            Some(HappeningKind::Evidence {
                of,
                norm,
                bearer,
                for_,
            })
        }
        Rule::effect_line => {
            let effect = Parts::of(pair).take(Rule::effect)?;
            super::effect::effect(reader, effect).map(HappeningKind::Effect)
        }
        Rule::event_line => {
            let event = Parts::of(pair).take(Rule::act_call)?;
            call(reader, event).map(HappeningKind::Event)
        }
        _ => subject_line(reader, &Parts::of(pair), name),
    }
}

/// `northshire and southshire do commission(service: ambulance)`
fn subject_line(
    reader: &mut Reader<'_>,
    parts: &Parts<'_>,
    name: &mut Option<Word>,
) -> Option<HappeningKind> {
    let subject = Parts::of(parts.take(Rule::subject)?);
    let actors: Vec<Expr> = subject
        .all(Rule::operand)
        .map(|actor| operand(reader, actor))
        .collect::<Option<_>>()?;
    let verb = parts.iter().last()?;
    let verb_rule = verb.as_rule();
    if verb_rule == Rule::does_act {
        let line = act_line(reader, actors, parts, verb, name)?;
        return Some(HappeningKind::Act(Box::new(line)));
    }
    let by = only_one(reader, actors)?;
    if verb_rule == Rule::delegates {
        let found: Delegates = delegates(reader, by, parts)?;
        name.clone_from(&found.label);
        return Some(HappeningKind::Delegates(Box::new(found)));
    }
    if let Some(office) = parts.get(Rule::acting_as) {
        let place = reader.span(office);
        reader.tell(scenario_messages::acting_as_out_of_place(place));
    }
    let verb = Parts::of(verb);
    Some(match verb_rule {
        Rule::revokes => HappeningKind::Revokes {
            by,
            link: reader.word(verb.get(Rule::name)?),
        },
        Rule::agrees => HappeningKind::Agrees {
            by,
            to: agreed(reader, verb.take(Rule::agreed)?)?,
        },
        Rule::withdraws => HappeningKind::WithdrawsAgreement {
            by,
            to: agreed(reader, verb.take(Rule::agreed)?)?,
        },
        Rule::judges => HappeningKind::Judges {
            by,
            judgement: operand(reader, verb.take(Rule::operand)?)?,
            holds: verb.get(Rule::boolean)?.as_str() == "true",
            because: because(reader, &verb),
        },
        Rule::waives => {
            let (norm, of, for_) = norm_with_bearer(reader, verb.take(Rule::norm_of)?)?;
            HappeningKind::Waives { by, norm, of, for_ }
        }
        Rule::directs => HappeningKind::Directs {
            by,
            whom: operand(reader, verb.take(Rule::operand)?)?,
            act: call(reader, verb.take(Rule::act_call)?)?,
            deadline: match verb.take(Rule::deadline) {
                Some(written) => Some(super::must::deadline(reader, written)?),
                None => None,
            },
        },
        Rule::sets_aside => HappeningKind::SetsAside {
            by,
            what: reader.word(verb.get(Rule::name)?),
            from_then_on: verb.has(Rule::from_then_on),
        },
        _ => HappeningKind::Joins {
            by,
            what: reader.word(verb.get(Rule::name)?),
            acting_as: acting_as(reader, &verb),
        },
    })
}

/// The one who does what only one can do.
fn only_one(reader: &mut Reader<'_>, actors: Vec<Expr>) -> Option<Expr> {
    let mut actors = actors.into_iter();
    let first = actors.next()?;
    if let Some(second) = actors.next() {
        reader.tell(scenario_messages::one_at_a_time(second.span));
        return None;
    }
    Some(first)
}

fn act_line(
    reader: &mut Reader<'_>,
    actors: Vec<Expr>,
    line: &Parts<'_>,
    verb: Pair<'_>,
    name: &mut Option<Word>,
) -> Option<ActLine> {
    let parts = Parts::of(verb);
    let mut found = ActLine {
        actors,
        acting_as: acting_as(reader, line),
        act: call(reader, parts.take(Rule::act_call)?)?,
        on_behalf_of: on_behalf_of(reader, line)?,
        under: None,
        having_regard_to: None,
        departing_from: None,
        without_regard_to: None,
        because: None,
        present: None,
        votes_for: None,
        votes_against: None,
        casting_vote: None,
    };
    for part in parts.iter() {
        act_part(reader, part, &mut found, name)?;
    }
    Some(found)
}

fn act_part(
    reader: &mut Reader<'_>,
    part: Pair<'_>,
    found: &mut ActLine,
    name: &mut Option<Word>,
) -> Option<()> {
    let place = reader.span(&part);
    let rule = part.as_rule();
    match rule {
        Rule::label => {
            let word = label(reader, part)?;
            once(reader, name, word, "as", place);
            return Some(());
        }
        Rule::because => {
            let why = reader.quoted(Parts::of(part).get(Rule::quoted)?);
            once(reader, &mut found.because, why, "because", place);
            return Some(());
        }
        Rule::acting_as => {
            let office = reader.word(Parts::of(part).get(Rule::name)?);
            once(reader, &mut found.acting_as, office, "acting as", place);
            return Some(());
        }
        Rule::under_rule => {
            let link = reader.word(Parts::of(part).get(Rule::name)?);
            once(reader, &mut found.under, link, "under", place);
            return Some(());
        }
        Rule::departing => {
            let parts = Parts::of(part);
            let from = operand(reader, parts.take(Rule::operand)?)?;
            let why = because(reader, &parts);
            once(
                reader,
                &mut found.departing_from,
                (from, why),
                "departing from",
                place,
            );
            return Some(());
        }
        _ => {}
    }
    let (slot, what) = match rule {
        Rule::on_behalf_of => (&mut found.on_behalf_of, "on behalf of"),
        Rule::having_regard => (&mut found.having_regard_to, "having regard to"),
        Rule::without_regard => (&mut found.without_regard_to, "without regard to"),
        Rule::present => (&mut found.present, "present"),
        Rule::votes_for => (&mut found.votes_for, "for"),
        Rule::votes_against => (&mut found.votes_against, "against"),
        Rule::casting_vote => (&mut found.casting_vote, "casting vote of"),
        _ => return Some(()),
    };
    let value = operand(reader, Parts::of(part).take(Rule::operand)?)?;
    once(reader, slot, value, what, place);
    Some(())
}

fn because(reader: &Reader<'_>, parts: &Parts<'_>) -> Option<Quoted> {
    let because = Parts::of(parts.take(Rule::because)?);
    Some(reader.quoted(because.get(Rule::quoted)?))
}

/// `lead`, `northshire doing pool(with: southshire)`
fn agreed(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Agreed> {
    let parts = Parts::of(pair);
    let first = operand(reader, parts.take(Rule::operand)?)?;
    if let Some(act) = parts.take(Rule::act_call) {
        let act = call(reader, act)?;
        return Some(Agreed::Act { by: first, act });
    }
    match first.kind {
        ExprKind::Name(text) => Some(Agreed::Label(Word {
            text,
            span: first.span,
        })),
        _ => {
            let found = reader.line(first.span);
            reader.tell(scenario_messages::agreed_to_what(first.span, &found));
            None
        }
    }
}

/// `publish-plan of northshire for 2013/14`
pub(super) fn norm_of(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<DutyRef> {
    let parts = Parts::of(pair);
    Some(DutyRef {
        norm: reader.word(parts.get(Rule::name)?),
        of: match parts.take(Rule::operand) {
            Some(bearer) => Some(operand(reader, bearer)?),
            None => None,
        },
        for_: match parts.take(Rule::period_for) {
            Some(period) => Some(operand(reader, Parts::of(period).take(Rule::operand)?)?),
            None => None,
        },
    })
}

/// A norm with its bearer, which must be said.
fn norm_with_bearer(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<(Word, Expr, Option<Expr>)> {
    let found = norm_of(reader, pair)?;
    match found.of {
        Some(bearer) => Some((found.norm, bearer, found.for_)),
        None => {
            reader.tell(scenario_messages::bearer_missing(
                found.norm.span,
                &found.norm.text,
            ));
            None
        }
    }
}
