//! What is given: facts, offices, links, and other states of affairs, each with its days.

use super::{
    cases::Lowering,
    compose::{Composed, Given},
    dates, individuals, link, messages, parts,
};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    base::{date::Date, span::Span},
    case::case::{Dates, GivenEffect, GivenFact, GivenLink, GivenOffice, GivenValue, Holding},
    policy::{
        expr::ExprKind,
        policy::{FactId, FactSort, IndividualId},
        types::Type,
        value::Value,
    },
    resolve::fold::fold,
    tree::{
        expr as tree,
        scenario::{self, GivenKind, GivenLine, OfficeLine},
        word::Word,
    },
};

/// What the given lines say, but for who exists.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub facts: Vec<GivenFact>,
    pub offices: Vec<GivenOffice>,
    pub links: Vec<GivenLink>,
    pub effects: Vec<GivenEffect>,
    /// The words of the links' labels, in the order of the links.
    pub link_labels: Vec<Option<Word>>,
}

/// What is said, with the layer it stands in.
#[derive(Debug)]
struct Layered<T>(u32, T);

/// Resolves the given lines. A line under `but` takes the place of what lower layers say of the same thing.
pub(super) fn given(to: &mut Lowering<'_>, composed: &Composed<'_>) -> Said {
    let mut facts: Vec<Layered<GivenFact>> = Vec::new();
    let mut offices: Vec<Layered<GivenOffice>> = Vec::new();
    let mut links: Vec<Layered<(GivenLink, Option<Word>)>> = Vec::new();
    let mut first: FxHashSet<(FactId, Vec<Value>, Span)> = FxHashSet::default();
    let mut said = Said::default();
    for given in &composed.given {
        let line = given.line;
        match &line.kind {
            GivenKind::Individuals {
                names, attributes, ..
            } => {
                let at_first = line.dates == scenario::Dates::default();
                for fact in attribute_facts(to, line, names, attributes) {
                    if at_first {
                        first.insert((fact.fact, fact.arguments.clone(), fact.span));
                    }
                    add_fact(&mut facts, given, fact);
                }
            }
            GivenKind::Fact { fact, holds } => {
                if let Some(fact) = held(to, line, fact, *holds) {
                    add_fact(&mut facts, given, fact);
                }
            }
            GivenKind::Value { fact, value } => {
                if let Some(fact) = valued(to, line, fact, value) {
                    add_fact(&mut facts, given, fact);
                }
            }
            GivenKind::Unknown(fact) => {
                let dates = dates::dates(&mut to.scope, &line.dates);
                if let Some((id, arguments)) = fact_of(to, fact) {
                    let fact = stated(line, id, arguments, GivenValue::Unknown, dates);
                    add_fact(&mut facts, given, fact);
                }
            }
            GivenKind::Office(written) => {
                let dates = dates::dates(&mut to.scope, &line.dates);
                if written.how == scenario::Holding::Leaves {
                    to.scope.report(messages::leaves_is_given(line.span));
                    continue;
                }
                let Some(office) = office(to, written, dates, line.span) else {
                    continue;
                };
                if given.replaces {
                    let committee = to.policy.offices[office.office].committee;
                    offices.retain(|Layered(layer, other)| {
                        *layer >= given.layer
                            || (other.office, other.of) != (office.office, office.of)
                            || (committee && other.person != office.person)
                            || other.holding != office.holding
                    });
                }
                offices.push(Layered(given.layer, office));
            }
            GivenKind::Delegates(written) => {
                let made = written
                    .made
                    .as_ref()
                    .map(|day| dates::one_day(&mut to.scope, day));
                let Some(link) = link::link(to, written, &line.dates) else {
                    continue;
                };
                let link = GivenLink {
                    link,
                    made: made.flatten(),
                    label: written.label.as_ref().map(|word| word.text.clone()),
                    span: line.span,
                };
                if given.replaces && link.label.is_some() {
                    links.retain(|Layered(layer, (other, _))| {
                        *layer >= given.layer || other.label != link.label
                    });
                }
                links.push(Layered(given.layer, (link, written.label.clone())));
            }
            GivenKind::Effect(effect) => {
                let dates = dates::dates(&mut to.scope, &line.dates);
                if let Some(over) = &effect.for_every {
                    to.scope
                        .report(messages::for_every_in_scenario(over.binder.name.span));
                    continue;
                }
                if let Some(found) = to.scope.effect(effect) {
                    said.effects.push(GivenEffect {
                        effect: found.kind,
                        dates,
                        span: line.span,
                    });
                }
            }
            GivenKind::Bad => {}
        }
    }
    said.facts = facts.into_iter().map(|Layered(_, fact)| fact).collect();
    until_changed(&mut said.facts, &first);
    said.offices = offices
        .into_iter()
        .map(|Layered(_, office)| office)
        .collect();
    for Layered(_, (link, label)) in links {
        said.links.push(link);
        said.link_labels.push(label);
    }
    said
}

fn add_fact(facts: &mut Vec<Layered<GivenFact>>, given: &Given<'_>, fact: GivenFact) {
    if given.replaces {
        facts.retain(|Layered(layer, other)| {
            *layer >= given.layer || other.fact != fact.fact || other.arguments != fact.arguments
        });
    }
    facts.push(Layered(given.layer, fact));
}

/// An attribute that stands in braces without dates is what it is at first: it holds until another line says `from` which day
/// it is another.
fn until_changed(facts: &mut [GivenFact], first: &FxHashSet<(FactId, Vec<Value>, Span)>) {
    let mut changes: FxHashMap<(FactId, Vec<Value>), Date> = FxHashMap::default();
    for fact in facts.iter() {
        if let Some(from) = fact.dates.from {
            let key = (fact.fact, fact.arguments.clone());
            let earliest = changes.entry(key).or_insert(from);
            *earliest = from.min(*earliest);
        }
    }
    if changes.is_empty() {
        return;
    }
    for fact in facts {
        let key = (fact.fact, fact.arguments.clone());
        let Some(change) = changes.get(&key) else {
            continue;
        };
        if first.contains(&(key.0, key.1, fact.span)) {
            fact.dates.until = change.previous_day();
        }
    }
}

/// `northshire is a CCG { area: north, population: 212,000 }`: the attributes of everyone the line names.
fn attribute_facts(
    to: &mut Lowering<'_>,
    line: &GivenLine,
    names: &[scenario::Names],
    attributes: &[(Vec<Word>, tree::Expr)],
) -> Vec<GivenFact> {
    if attributes.is_empty() {
        return Vec::new();
    }
    // What is wrong with a run of names or with dates has been said where individuals were declared.
    let quiet = &mut crate::resolve::scope::Scope::new(to.scope.signatures, to.scope.pack);
    let dates = dates::dates(quiet, &line.dates);
    let everyone: Vec<IndividualId> = names
        .iter()
        .flat_map(|names| individuals::each_name(quiet, names))
        .filter_map(|(name, _)| to.scope.individual_named(&name).map(|(id, _)| id))
        .collect();
    let Some(first) = names.first() else {
        return Vec::new();
    };
    let Some((name, _)) = individuals::each_name(quiet, first).into_iter().next() else {
        return Vec::new();
    };
    let is_kindless = |id| to.scope.is_kindless(&name, id);
    if everyone.first().copied().is_some_and(is_kindless) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (words, value) in attributes {
        let Some(place) = words.last().map(|word| word.span) else {
            continue;
        };
        // The attribute as it is asked for: `population of northshire`.
        let attribute = tree::Expr {
            kind: tree::ExprKind::Of {
                what: words.clone(),
                of: Box::new(tree::Expr {
                    kind: tree::ExprKind::Name(name.clone()),
                    span: place,
                }),
            },
            span: words.first().map_or(place, |word| word.span.to(place)),
        };
        let Some((fact, _)) = fact_of(to, &attribute) else {
            continue;
        };
        let ty = to.policy.facts[fact].ty.clone();
        let Some(value) = to.scope.value(value, &ty) else {
            continue;
        };
        found.extend(everyone.iter().map(|id| {
            let value = GivenValue::Known(value.clone());
            stated(line, fact, vec![Value::Individual(*id)], value, dates)
        }));
    }
    found
}

/// `registered(alice, elm)`, `not excluded(alice)`
fn held(
    to: &mut Lowering<'_>,
    line: &GivenLine,
    fact: &tree::Expr,
    holds: bool,
) -> Option<GivenFact> {
    let dates = dates::dates(&mut to.scope, &line.dates);
    let (id, arguments) = fact_of(to, fact)?;
    let declared = &to.policy.facts[id];
    if !matches!(declared.ty, Type::Boolean | Type::Any) {
        to.scope
            .report(messages::value_needed(fact.span, &declared.name));
        return None;
    }
    let value = GivenValue::Known(Value::Boolean(holds));
    Some(stated(line, id, arguments, value, dates))
}

/// `allocation(northshire, 2013/14) is £250m`
fn valued(
    to: &mut Lowering<'_>,
    line: &GivenLine,
    fact: &tree::Expr,
    value: &tree::Expr,
) -> Option<GivenFact> {
    let dates = dates::dates(&mut to.scope, &line.dates);
    let (id, arguments) = fact_of(to, fact)?;
    let ty = to.policy.facts[id].ty.clone();
    let value = to.scope.value(value, &ty)?;
    Some(stated(line, id, arguments, GivenValue::Known(value), dates))
}

fn stated(
    line: &GivenLine,
    fact: FactId,
    arguments: Vec<Value>,
    value: GivenValue,
    dates: Dates,
) -> GivenFact {
    GivenFact {
        fact,
        arguments,
        value,
        dates,
        according_to: line.according_to.as_ref().map(|said| said.text.clone()),
        span: line.span,
    }
}

/// A fact, judgement or attribute with arguments that are known where they stand.
pub(super) fn fact_of(to: &mut Lowering<'_>, e: &tree::Expr) -> Option<(FactId, Vec<Value>)> {
    let (id, arguments) = to.scope.fact(e)?;
    if arguments
        .iter()
        .any(|argument| matches!(argument.kind, ExprKind::Bad))
    {
        return None;
    }
    let values: Option<Vec<Value>> = arguments
        .iter()
        .map(|argument| fold(argument, &to.policy.periods))
        .collect();
    if values.is_none() {
        to.scope.report(messages::arguments_unknown(e.span));
    }
    Some((id, values?))
}

/// `ann holds chief-finance-officer of northshire`
pub(super) fn office(
    to: &mut Lowering<'_>,
    written: &OfficeLine,
    dates: Dates,
    span: Span,
) -> Option<GivenOffice> {
    let person = parts::named_individual(&mut to.scope, &written.person);
    let of = match &written.of {
        Some(word) => Some(parts::named_individual(&mut to.scope, word)?),
        None => None,
    };
    let office = parts::office(&mut to.scope, to.setting, &written.office, of)?;
    let of = of.or(to.policy.offices[office].of_body);
    let Some(of) = of else {
        to.scope.report(messages::office_of_whom(&written.office));
        return None;
    };
    Some(GivenOffice {
        person: person?,
        office,
        of,
        holding: match written.how {
            scenario::Holding::Holds => Holding::Holds,
            scenario::Holding::ActsAs => Holding::ActsAs,
            scenario::Holding::Leaves => Holding::Leaves,
        },
        dates,
        span,
    })
}

/// Whether a fact is someone's assessment.
pub(super) fn is_judgement(to: &Lowering<'_>, fact: FactId) -> bool {
    matches!(to.policy.facts[fact].sort, FactSort::Judgement(_))
}
