//! Two values of one thing for one day: an error, unless each cites a source (S2).

use super::messages;
use crate::{
    base::{id::Arena, span::Span},
    case::case::{Dates, GivenFact, GivenValue},
    policy::{
        policy::{FactId, Individual, Policy},
        value::Value,
    },
    resolve::scope::Scope,
};

/// A statement of a fact, of the scenario or of the policy.
struct Statement<'a> {
    fact: FactId,
    arguments: &'a [Value],
    value: Option<&'a Value>,
    dates: Dates,
    sourced: bool,
    span: Span,
}

/// Reports every statement that disagrees with an earlier one on some day.
pub(super) fn two_values(
    policy: &Policy,
    individuals: &Arena<Individual>,
    facts: &[GivenFact],
    scope: &mut Scope<'_>,
) {
    let of_policy = policy.stated.iter().map(|stated| Statement {
        fact: stated.fact,
        arguments: &stated.arguments,
        value: Some(&stated.value),
        dates: Dates::default(),
        sourced: false,
        span: stated.span,
    });
    let of_scenario = facts.iter().map(|given| Statement {
        fact: given.fact,
        arguments: &given.arguments,
        value: match &given.value {
            GivenValue::Known(value) => Some(value),
            GivenValue::Unknown => None,
        },
        dates: given.dates,
        sourced: given.according_to.is_some(),
        span: given.span,
    });
    let mut all: Vec<Statement<'_>> = of_policy.chain(of_scenario).collect();
    // Statements of one thing stand together, by their first day; the sort keeps the order of the files otherwise.
    all.sort_by(|a, b| {
        (a.fact, a.arguments, a.dates.from).cmp(&(b.fact, b.arguments, b.dates.from))
    });
    // Those of the same thing that still hold on the day at which the next begins.
    let mut open: Vec<&Statement<'_>> = Vec::new();
    for statement in &all {
        open.retain(|earlier| {
            (earlier.fact, earlier.arguments) == (statement.fact, statement.arguments)
                && earlier
                    .dates
                    .until
                    .is_none_or(|until| statement.dates.from.is_none_or(|from| from <= until))
        });
        let against = open.iter().find(|earlier| {
            earlier.value != statement.value && !(earlier.sourced && statement.sourced)
        });
        if let Some(earlier) = against {
            let fact = written(policy, individuals, statement);
            scope.report(messages::two_values(
                &fact,
                statement.span,
                earlier.span,
                earlier.dates.from.max(statement.dates.from),
            ));
        }
        // Of those that say the same for ever, one is enough to compare with.
        let known = open.iter().any(|earlier| {
            earlier.value == statement.value
                && earlier.sourced == statement.sourced
                && earlier.dates.until.is_none()
        });
        if !known {
            open.push(statement);
        }
    }
}

/// A fact as it is written: `allocation(northshire, 2013/14)`.
fn written(policy: &Policy, individuals: &Arena<Individual>, statement: &Statement<'_>) -> String {
    let fact = &policy.facts[statement.fact];
    let arguments: Vec<String> = statement
        .arguments
        .iter()
        .map(|argument| match argument {
            Value::Individual(id) => individuals
                .get(*id)
                .map_or_else(String::new, |individual| individual.name.to_string()),
            Value::Value(id) => policy.values[*id].name.to_string(),
            Value::Function(id) => policy.functions[*id].name.to_string(),
            Value::Norm(id) => policy.norm_names[*id].name.to_string(),
            Value::Period(period) => period.show(&policy.periods),
            Value::Date(date) => date.to_string(),
            Value::Money(money) => money.to_string(),
            Value::Number(number) => number.to_string(),
            Value::Text(text) => format!("\"{text}\""),
            _ => "…".to_owned(),
        })
        .collect();
    let attribute = matches!(fact.sort, crate::policy::policy::FactSort::Attribute(_));
    match arguments.as_slice() {
        [] => fact.name.to_string(),
        [of] if attribute => format!("{} of {of}", fact.name),
        _ => format!("{}({})", fact.name, arguments.join(", ")),
    }
}
