//! Lines under `given`: who exists, and what is the case.

use std::ops::Range;

use smol_str::SmolStr;

use super::{
    act::{label, once},
    expression::{operand, sum},
    reader::{Parts, Reader},
    scenario::names,
};
use crate::base::span::Span;
use crate::syntax::{
    grammar::{Pair, Rule},
    scenario_messages,
};
use crate::tree::{
    expr::Expr,
    scenario::{Dates, Delegates, GivenKind, GivenLine, Holding, Names, OfficeLine},
    word::{Quoted, Word},
};

/// A line; one that cannot be read is `Bad`, and told.
pub(super) fn line(reader: &mut Reader<'_>, tokens: &Range<usize>) -> GivenLine {
    let span = reader.span_of_tokens(tokens);
    let read = reader.read(tokens, Rule::given_line, |reader, pair| {
        given(reader, Parts::of(pair).take(Rule::given)?)
    });
    read.unwrap_or(GivenLine {
        kind: GivenKind::Bad,
        dates: Dates::default(),
        according_to: None,
        span,
    })
}

/// `alice is a Person from 1 April 2013`
pub(super) fn given(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<GivenLine> {
    let span = reader.span(&pair);
    let parts = Parts::of(pair);
    let kind = form(reader, parts.iter().next()?)?;
    let mut dates = Dates::default();
    let mut according_to = None;
    for part in parts.iter().skip(1) {
        let place = reader.span(&part);
        match part.as_rule() {
            Rule::from_date | Rule::until_date => date(reader, &mut dates, part)?,
            Rule::according_to => {
                let who = who_says(reader, part)?;
                once(reader, &mut according_to, who, "according to", place);
            }
            _ => {}
        }
    }
    Some(GivenLine {
        kind,
        dates,
        according_to,
        span,
    })
}

fn form(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<GivenKind> {
    let rule = pair.as_rule();
    if rule == Rule::office_line {
        return office(reader, pair).map(GivenKind::Office);
    }
    let parts = Parts::of(pair);
    Some(match rule {
        Rule::given_unknown => GivenKind::Unknown(operand(reader, parts.take(Rule::operand)?)?),
        Rule::given_not => GivenKind::Fact {
            fact: operand(reader, parts.take(Rule::operand)?)?,
            holds: false,
        },
        Rule::delegates_line => {
            let from = operand(reader, parts.take(Rule::operand)?)?;
            GivenKind::Delegates(delegates(reader, from, &parts)?)
        }
        Rule::individuals => {
            let kind = Parts::of(parts.take(Rule::is_kind)?);
            GivenKind::Individuals {
                names: parts
                    .all(Rule::individual)
                    .map(|name| individual(reader, name))
                    .collect::<Option<_>>()?,
                kind: reader.word(kind.get(Rule::kind_name)?),
                title: parts.get(Rule::quoted).map(|title| reader.quoted(title)),
                attributes: match parts.take(Rule::attribute_values) {
                    Some(written) => super::kind::attribute_values(reader, written)?,
                    None => Vec::new(),
                },
            }
        }
        Rule::given_effect => {
            GivenKind::Effect(super::effect::effect(reader, parts.take(Rule::effect)?)?)
        }
        Rule::given_value => GivenKind::Value {
            fact: operand(reader, parts.take(Rule::operand)?)?,
            value: sum(reader, parts.take(Rule::sum)?)?,
        },
        _ => GivenKind::Fact {
            fact: operand(reader, parts.take(Rule::operand)?)?,
            holds: true,
        },
    })
}

/// `alice`, `ha-1 to ha-95`
fn individual(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Names> {
    let span = reader.span(&pair);
    let parts = Parts::of(pair);
    let words: Vec<Word> = parts
        .all(Rule::name)
        .map(|name| reader.word(&name))
        .collect();
    match words.as_slice() {
        [one] => Some(Names::One(one.clone())),
        [first, last] => {
            let run = run(first, last, span);
            if run.is_none() {
                reader.tell(scenario_messages::no_run_of_names(
                    span,
                    &first.text,
                    &last.text,
                ));
            }
            run
        }
        _ => None,
    }
}

fn run(first: &Word, last: &Word, span: Span) -> Option<Names> {
    let (stem, low) = numbered(&first.text)?;
    let (other, high) = numbered(&last.text)?;
    (stem == other).then(|| Names::Run {
        stem: SmolStr::new(stem),
        first: low,
        last: high,
        span,
    })
}

/// `ha-` and 95. A number with a 0 before it is none: the names between could not be told.
fn numbered(name: &str) -> Option<(&str, u32)> {
    let stem = name.trim_end_matches(|last: char| last.is_ascii_digit());
    let number = name.strip_prefix(stem)?;
    let plain = number == "0" || !number.starts_with('0');
    Some((stem, number.parse().ok().filter(|_| plain)?))
}

/// `from 1 May 2012`, `until 30 September 2013`
pub(super) fn date(reader: &mut Reader<'_>, dates: &mut Dates, pair: Pair<'_>) -> Option<()> {
    let place = reader.span(&pair);
    let rule = pair.as_rule();
    let day = operand(reader, Parts::of(pair).take(Rule::operand)?)?;
    match rule {
        Rule::from_date => once(reader, &mut dates.from, day, "from", place),
        _ => once(reader, &mut dates.until, day, "until", place),
    }
    Some(())
}

/// `according to F-3.D01`
fn who_says(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Quoted> {
    let parts = Parts::of(pair);
    if let Some(quoted) = parts.get(Rule::quoted) {
        return Some(reader.quoted(quoted));
    }
    let Word { text, span } = reader.word(parts.get(Rule::clause_id)?);
    Some(Quoted {
        text: text.to_string(),
        span,
    })
}

/// `ann holds chief-finance-officer of northshire`
pub(super) fn office(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<OfficeLine> {
    let parts = Parts::of(pair);
    let mut names = parts.all(Rule::name);
    let how = if parts.has(Rule::kw_holds) {
        Holding::Holds
    } else if parts.has(Rule::acts_as) {
        Holding::ActsAs
    } else {
        Holding::Leaves
    };
    Some(OfficeLine {
        person: reader.word(&names.next()?),
        how,
        office: reader.word(&names.next()?),
        of: names.next().map(|body| reader.word(&body)),
    })
}

/// `acting as chief-finance-officer`
pub(super) fn acting_as(reader: &Reader<'_>, parts: &Parts<'_>) -> Option<Word> {
    let office = Parts::of(parts.take(Rule::acting_as)?);
    Some(reader.word(office.get(Rule::name)?))
}

/// `on behalf of northshire`, where it is said.
pub(super) fn on_behalf_of(reader: &mut Reader<'_>, parts: &Parts<'_>) -> Option<Option<Expr>> {
    match parts.take(Rule::on_behalf_of) {
        Some(written) => {
            let whom = operand(reader, Parts::of(written).take(Rule::operand)?)?;
            Some(Some(whom))
        }
        None => Some(None),
    }
}

/// `northshire delegates lead-commissioning to southshire up to £2m per act`: the parts of the line, its giver read already.
pub(super) fn delegates(
    reader: &mut Reader<'_>,
    from: Expr,
    line: &Parts<'_>,
) -> Option<Delegates> {
    let parts = Parts::of(line.take(Rule::delegates)?);
    let mut found = Delegates {
        from,
        acting_as: acting_as(reader, line),
        on_behalf_of: on_behalf_of(reader, line)?,
        what: names(reader, &parts)?,
        to: operand(reader, parts.take(Rule::operand)?)?,
        limit: None,
        sub_delegation: None,
        dates: Dates::default(),
        made: None,
        under: None,
        label: None,
    };
    for part in parts.iter() {
        let place = reader.span(&part);
        match part.as_rule() {
            Rule::limit => {
                let limit = super::norm::limit(reader, part)?;
                once(reader, &mut found.limit, limit, "up to", place);
            }
            Rule::with_sub_delegation => {
                let written = Parts::of(part).take(Rule::sub_delegation)?;
                let permitted = super::delegation::sub_delegation(reader, written)?;
                once(
                    reader,
                    &mut found.sub_delegation,
                    permitted,
                    "sub-delegation",
                    place,
                );
            }
            Rule::from_date | Rule::until_date => date(reader, &mut found.dates, part)?,
            Rule::made_on => {
                let day = operand(reader, Parts::of(part).take(Rule::operand)?)?;
                once(reader, &mut found.made, day, "made", place);
            }
            Rule::under_rule => {
                let rule = reader.word(Parts::of(part).get(Rule::name)?);
                once(reader, &mut found.under, rule, "under", place);
            }
            Rule::on_behalf_of => {
                let whom = operand(reader, Parts::of(part).take(Rule::operand)?)?;
                once(reader, &mut found.on_behalf_of, whom, "on behalf of", place);
            }
            Rule::label => {
                let name = label(reader, part)?;
                once(reader, &mut found.label, name, "as", place);
            }
            _ => {}
        }
    }
    Some(found)
}
