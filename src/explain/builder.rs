//! What an explanation is built with: the run it is about, and what was said already.

use std::collections::BTreeSet;

use super::{
    explain::Ran,
    stated::Stated,
    tree::{Absence, Kind, Step},
};
use crate::{
    base::span::Span,
    case::case::{Case, Dates, GivenValue, Holding},
    engine::run::evaluation::Evaluation,
    policy::{delegation::SchemeId, norm::NormId, policy::Policy},
    record::record::{LinkRef, Record},
    words::Words,
};

/// So deep may reasons lie in one another; what lies deeper is only named.
pub(super) const DEEPEST: u32 = 24;

/// So many steps of one sort are kept under one step; the rest are counted.
pub(super) const MOST_STEPS: usize = 10_000;

/// Builds one explanation.
pub(super) struct Builder<'b, 'a> {
    pub(super) words: Words<'b>,
    pub(super) policy: &'b Policy,
    pub(super) case: &'b Case,
    pub(super) record: &'b Record,
    pub(super) run: &'b Evaluation<'a>,
    /// What was taken for false.
    pub(super) absences: Vec<Absence>,
    /// Acts whose validity was explained already.
    pub(super) acts: BTreeSet<usize>,
    /// Duties that were explained already.
    pub(super) duties: BTreeSet<usize>,
    /// Links of delegation that were explained already.
    pub(super) links: BTreeSet<LinkRef>,
    /// Rows of schemes that were told of an act already.
    pub(super) rows: BTreeSet<(SchemeId, usize, usize)>,
    pub(super) depth: u32,
    /// Whether the rules that were tried and speak of others are told too.
    pub(super) tries: bool,
}

impl<'b, 'a> Builder<'b, 'a> {
    /// Of a run, nothing being told yet.
    pub(super) fn new(ran: Ran<'b, 'a>) -> Builder<'b, 'a> {
        Builder {
            words: ran.words,
            policy: ran.policy,
            case: ran.case,
            record: ran.record,
            run: ran.run,
            absences: Vec::new(),
            acts: BTreeSet::new(),
            duties: BTreeSet::new(),
            links: BTreeSet::new(),
            rows: BTreeSet::new(),
            depth: 0,
            tries: true,
        }
    }
}

impl Builder<'_, '_> {
    /// A line of the scenario as a step.
    pub(super) fn stated(&self, stated: Stated) -> Step {
        let kind = match stated {
            Stated::Happening(_) => Kind::Event,
            Stated::Link(_) => Kind::Link,
            _ => Kind::Fact,
        };
        let mut step = Step::new(kind, self.stated_words(stated))
            .at(stated.span(self.case))
            .stating(stated);
        if let Stated::Happening(place) = stated {
            step.on = self.case.timeline.get(place).map(|line| line.date);
        }
        step
    }

    /// A line of the scenario as a sentence.
    pub(super) fn stated_words(&self, stated: Stated) -> String {
        let words = &self.words;
        match stated {
            Stated::Existing(place) => self.case.existing.get(place).map(|one| {
                let dates = dates(one.dates);
                format!("{} exists{dates}", words.individual(one.individual))
            }),
            Stated::Kind(place) => self.case.kinds.get(place).map(|one| {
                let who = words.individual(one.individual);
                format!("{who} is a {}{}", words.kind(one.kind), dates(one.dates))
            }),
            Stated::Fact(place) => self.case.facts.get(place).map(|one| {
                let said = words.proposition(one.fact, &one.arguments);
                let said = match &one.value {
                    GivenValue::Known(crate::policy::value::Value::Boolean(true)) => said,
                    GivenValue::Known(crate::policy::value::Value::Boolean(false)) => {
                        format!("it is not so that {said}")
                    }
                    GivenValue::Known(value) => format!("{said} is {}", words.value(value)),
                    GivenValue::Unknown if words.is_boolean(one.fact) => {
                        format!("it is not known whether {said}")
                    }
                    GivenValue::Unknown => format!("{said} is not known"),
                };
                let by = one.according_to.as_ref();
                let by = by.map_or_else(String::new, |by| format!(", according to {by}"));
                format!("{said}{}{by}", dates(one.dates))
            }),
            Stated::Office(place) => self.case.offices.get(place).map(|one| {
                let verb = match one.holding {
                    Holding::Holds => "holds the office of",
                    Holding::ActsAs => "acts as",
                    Holding::Leaves => "leaves the office of",
                };
                format!(
                    "{} {verb} {} of {}{}",
                    words.individual(one.person),
                    words.office(one.office),
                    words.individual(one.of),
                    dates(one.dates)
                )
            }),
            Stated::Link(place) => self.case.links.get(place).map(|one| {
                let from = one.link.dates.from;
                let from = from.map_or_else(String::new, |day| format!(", from {day}"));
                let made = one.made;
                let made = made.map_or_else(String::new, |day| format!(", made on {day}"));
                format!("{}{from}{made}", words.delegates(&one.link))
            }),
            Stated::Effect(place) => self
                .case
                .effects
                .get(place)
                .map(|one| format!("{}{}", words.effect(&one.effect), dates(one.dates))),
            Stated::Happening(place) => Some(words.happening(place)),
        }
        .unwrap_or_else(|| "a line of the scenario".to_owned())
    }

    /// A norm with its clauses and the dates it is in force.
    pub(super) fn norm(&self, norm: NormId, verb: &str) -> Step {
        let Some(declared) = self.policy.norms.get(norm) else {
            return Step::new(Kind::Norm, "a norm");
        };
        let standing = &declared.standing;
        let force = match (standing.from, standing.until) {
            (Some(from), Some(until)) => format!(", in force from {from} to {until}"),
            (Some(from), None) => format!(", in force since {from}"),
            (None, Some(until)) => format!(", in force until {until}"),
            (None, None) => String::new(),
        };
        let status = match standing.status {
            crate::policy::standing::Status::InForce => String::new(),
            other => format!(" ({})", crate::words::status(other)),
        };
        Step::new(
            Kind::Norm,
            format!("{verb} {}{status}{force}", self.words.norm(norm)),
        )
        .at(Some(declared.span))
        .citing(&declared.sources)
    }

    /// Notes something that was taken for false.
    pub(super) fn absent(&mut self, says: &str, at: Option<Span>) {
        if !self.absences.iter().any(|absence| absence.says == says) {
            self.absences.push(Absence {
                says: says.to_owned(),
                at,
            });
        }
    }

    /// Goes one level deeper, as long as that is not too deep.
    pub(super) fn deeper<T: Default>(&mut self, look: impl FnOnce(&mut Self) -> T) -> T {
        if self.depth >= DEEPEST {
            return T::default();
        }
        self.depth += 1;
        let found = look(self);
        self.depth -= 1;
        found
    }
}

/// From when to when: ` from 1 May 2013 until 3 June 2013`; nothing where that is always.
fn dates(dates: Dates) -> String {
    match (dates.from, dates.until) {
        (Some(from), Some(until)) => format!(" from {from} until {until}"),
        (Some(from), None) => format!(" from {from}"),
        (None, Some(until)) => format!(" until {until}"),
        (None, None) => String::new(),
    }
}
