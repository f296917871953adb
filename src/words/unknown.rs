//! What is not known, what was read, and which conventions were used.

use super::{lists::and_list, words::Words};
use crate::{
    base::span::Span,
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
                if self.is_boolean(*fact) {
                    format!("whether {said}")
                } else {
                    said
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

    /// A fact that was read: as it is, or `nothing states that …`.
    pub fn reading(&self, reading: &Reading) -> String {
        match &reading.value {
            Some(value) => self.fact_is(reading.fact, &reading.arguments, value),
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

    fn quoted(&self, span: Span) -> String {
        self.text(span)
            .map_or_else(|| "an expression".to_owned(), |text| format!("`{text}`"))
    }
}
