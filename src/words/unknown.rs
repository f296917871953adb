//! What is not known, what was read, and which conventions were used.

use super::{
    lists::{and_list, or_list},
    words::Words,
};
use crate::{
    base::span::Span,
    case::case::{Dates, GivenFact, GivenValue},
    policy::{policy::FactId, value::Value},
    record::{
        expected::Reading,
        reason::{Convention, Unknown},
        record::NoEffect,
    },
};

impl Words<'_> {
    /// An unknown that would settle something: `whether Northshire CCG has failed`, `population of Northshire CCG`.
    pub fn unknown(&self, unknown: &Unknown) -> String {
        match unknown {
            Unknown::Fact(fact, arguments) => {
                let said = self.fact(*fact, arguments);
                let said = if self.is_boolean(*fact) {
                    format!("whether {said}")
                } else {
                    said
                };
                match self.disputed(*fact, arguments) {
                    Some(claims) => format!("{said} (disputed: {claims})"),
                    None => said,
                }
            }
            Unknown::Act(place) => format!("whether {} is valid", self.happening_short(*place)),
            Unknown::Time(place) => {
                format!("the time of day of {}", self.happening_short(*place))
            }
            Unknown::Duty(norm, of) => {
                format!(
                    "the state of {} of {}",
                    self.norm_name(*norm),
                    self.value(of)
                )
            }
            Unknown::Tie(words) => words.clone(),
            Unknown::Undefined(span) => format!("{}, which has no value", self.quoted(*span)),
        }
    }

    /// Several unknowns joined, each once.
    pub fn unknowns(&self, unknowns: &[Unknown]) -> String {
        let mut said: Vec<String> = Vec::new();
        for unknown in unknowns {
            let words = self.unknown(unknown);
            if !said.contains(&words) {
                said.push(words);
            }
        }
        and_list(&said)
    }

    /// A fact that was read: as it is, between what it is disputed, or `nothing states that …`.
    pub fn reading(&self, reading: &Reading) -> String {
        let said = || self.fact(reading.fact, &reading.arguments);
        if !reading.between.is_empty() {
            return match self.disputed(reading.fact, &reading.arguments) {
                Some(claims) => format!("{} is disputed: {claims}", said()),
                None => {
                    let may: Vec<_> = reading.between.iter().map(|one| self.value(one)).collect();
                    format!("{} may be {}", said(), or_list(&may))
                }
            };
        }
        match &reading.value {
            Some(value) => self.fact_is(reading.fact, &reading.arguments, value),
            None if self.is_said_to_be_unknown(reading.fact, &reading.arguments) => {
                if self.is_boolean(reading.fact) {
                    format!("the scenario calls unknown whether {}", said())
                } else {
                    format!("the scenario calls {} unknown", said())
                }
            }
            None if self.is_boolean(reading.fact) => format!(
                "nothing states: {}",
                self.fact(reading.fact, &reading.arguments)
            ),
            None => format!(
                "{} is not stated",
                self.fact(reading.fact, &reading.arguments)
            ),
        }
    }

    /// A convention that was used (S14).
    pub fn convention(&self, convention: &Convention) -> String {
        match convention {
            Convention::Calendar(calendar) => {
                let name = self.policy.calendars.get(*calendar).map_or_else(
                    || "a calendar".to_owned(),
                    |calendar| {
                        format!(
                            "the calendar {}",
                            calendar.title.as_deref().unwrap_or(&calendar.name)
                        )
                    },
                );
                format!("working days were counted by {name}")
            }
            Convention::MonthForDay(span, day) => {
                format!("{} was taken as {day}", self.quoted(*span))
            }
            Convention::Vat(span) => format!(
                "{} was given without VAT, which was added",
                self.quoted(*span)
            ),
            Convention::Rounded(span) => format!("{} is shown rounded", self.quoted(*span)),
            Convention::LastHappening(day) => {
                format!("no `as of` is said, so the date of the last event was taken: {day}")
            }
            Convention::UnknownAsFalse => {
                "unknown facts, and judgements that nobody made, were taken for false, as this run was asked to".to_owned()
            }
        }
    }

    /// Why a line of the timeline changed nothing.
    pub fn no_effect(&self, why: NoEffect) -> &'static str {
        match why {
            NoEffect::NotTheirJudgement => "the judgement is another's to make",
            NoEffect::NotOwedToThem => "what is waived is not owed to them",
            NoEffect::NothingOpen => "no duty is open that it could touch",
            NoEffect::NotTheirsToRevoke => "they neither gave the delegation nor could make it",
        }
    }

    /// What is claimed of a fact, and by whom, where two claims of one time differ (S2).
    fn disputed(&self, fact: FactId, arguments: &[Value]) -> Option<String> {
        let claims: Vec<&GivenFact> = self
            .given_of(fact, arguments)
            .filter(|given| given.according_to.is_some())
            .collect();
        let contested = |one: &GivenFact| {
            claims
                .iter()
                .any(|other| other.value != one.value && meet(one.dates, other.dates))
        };
        let said: Vec<String> = claims
            .iter()
            .filter(|one| contested(one))
            .map(|one| {
                let what = match &one.value {
                    GivenValue::Known(value) => self.value(value),
                    GivenValue::Unknown => "unknown".to_owned(),
                };
                let who = one.according_to.as_deref().unwrap_or_default();
                format!("{what} according to {who}")
            })
            .collect();
        (!said.is_empty()).then(|| and_list(&said))
    }

    fn is_said_to_be_unknown(&self, fact: FactId, arguments: &[Value]) -> bool {
        self.given_of(fact, arguments)
            .any(|given| given.value == GivenValue::Unknown)
    }

    fn given_of<'b>(
        &'b self,
        fact: FactId,
        arguments: &'b [Value],
    ) -> impl Iterator<Item = &'b GivenFact> {
        let given = self.case.map_or(&[][..], |case| &case.facts);
        given
            .iter()
            .filter(move |given| given.fact == fact && given.arguments == arguments)
    }

    fn quoted(&self, span: Span) -> String {
        self.text(span)
            .map_or_else(|| "an expression".to_owned(), |text| format!("`{text}`"))
    }
}

/// Whether two stretches of days have a day in common.
fn meet(one: Dates, other: Dates) -> bool {
    let begins_by_end = |first: Option<_>, last: Option<_>| match (first, last) {
        (Some(first), Some(last)) => first <= last,
        _ => true,
    };
    begins_by_end(one.from, other.until) && begins_by_end(other.from, one.until)
}
