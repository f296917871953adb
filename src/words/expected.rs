//! What came out where something else was expected.

use super::{
    lists::and_list,
    words::{Words, truth},
};
use crate::record::{
    answer::Outcome,
    expected::{Amiss, CameOut, DutyThen, ExpectationRecord},
    reason::Truth,
};

impl Words<'_> {
    /// What came out, in a phrase for each thing that the expectation speaks of.
    pub fn came_out(&self, expectation: &ExpectationRecord) -> Vec<String> {
        match &expectation.came_out {
            CameOut::Duties(duties) if duties.is_empty() => {
                vec!["no such duty arose".to_owned()]
            }
            CameOut::Duties(duties) => duties.iter().map(|then| self.duty_then(then)).collect(),
            CameOut::Act(place) => {
                let act = place.and_then(|place| self.record?.acts.get(place));
                vec![match act {
                    Some(act) => format!(
                        "{} is {}",
                        self.happening_short(act.act),
                        act.verdict.word()
                    ),
                    None => "the act is after the last day looked at".to_owned(),
                }]
            }
            CameOut::Truth(value) => vec![match value {
                Truth::True => "it holds".to_owned(),
                Truth::False => "it does not hold".to_owned(),
                Truth::Unknown => "it is not known".to_owned(),
            }],
            CameOut::Value(value) => vec![self.outcome(value)],
            CameOut::ActingFor(answer, principal) => vec![match principal {
                Outcome::Nobody(_) => {
                    format!("{}, on nobody else's behalf", self.outcome(answer))
                }
                principal => format!(
                    "{} on behalf of {}",
                    self.outcome(answer),
                    self.outcome(principal)
                ),
            }],
            CameOut::Answer(answer) => self.answer(answer),
            CameOut::Answerable(values) if values.is_empty() => {
                vec!["nobody answers for it".to_owned()]
            }
            CameOut::Answerable(values) => {
                let word = if values.len() == 1 {
                    "answers"
                } else {
                    "answer"
                };
                vec![format!("{} {word} for it", self.values(values))]
            }
            CameOut::Link(place) => {
                let link = place.and_then(|place| self.record?.links.get(place));
                vec![link.map_or_else(
                    || "the link is after the last day looked at".to_owned(),
                    |link| {
                        let word = match link.valid {
                            Truth::True => "valid",
                            Truth::False => "void",
                            Truth::Unknown => "undetermined",
                        };
                        format!("{} is {word}", self.link(link.link))
                    },
                )]
            }
            CameOut::Conflicts(places) => {
                let said: Vec<_> = places
                    .iter()
                    .filter_map(|place| Some(self.conflict(self.record?.conflicts.get(*place)?)))
                    .collect();
                if said.is_empty() {
                    vec!["no such conflict was met".to_owned()]
                } else {
                    said
                }
            }
            CameOut::Statement(place) => {
                let statement = place.and_then(|place| self.record?.statements.get(place));
                vec![statement.and_then(|statement| statement.holds).map_or_else(
                    || "it says nothing that can be checked".to_owned(),
                    |holds| format!("it is {}", truth(holds)),
                )]
            }
            CameOut::Everything | CameOut::Nothing => expectation
                .amiss
                .iter()
                .map(|amiss| self.amiss(amiss))
                .collect(),
        }
    }

    fn duty_then(&self, then: &DutyThen) -> String {
        let duty = self.duty_at(then.duty);
        match (then.state, then.since) {
            (None, _) => format!("{duty} had not arisen"),
            (Some(word), Some(since)) => format!("{duty} is {} since {since}", word.word()),
            (Some(word), None) => format!("{duty} is {}", word.word()),
        }
    }

    /// The part of an expectation that is not so.
    pub fn amiss(&self, amiss: &Amiss) -> String {
        match amiss {
            Amiss::Result => "it came out otherwise".to_owned(),
            Amiss::Day(Some(day)) => format!("it was on {day}"),
            Amiss::Day(None) => "it never came to that".to_owned(),
            Amiss::Missing(value) => format!("{} is not named as missing", self.value(value)),
            Amiss::Due(Some(day)) => format!("it is due on {day}"),
            Amiss::Due(None) => "it has no due date".to_owned(),
            Amiss::NotCited(clause) => {
                format!(
                    "what decides it does not cite {}",
                    self.clause_titled(*clause)
                )
            }
            Amiss::Cited(clause) => {
                format!("what decides it cites {}", self.clause_titled(*clause))
            }
            Amiss::Via => "it goes through other links".to_owned(),
            Amiss::Duties(places) => {
                let said: Vec<_> = places.iter().map(|place| self.duty_at(*place)).collect();
                and_list(&said)
            }
            Amiss::Acts(places) => {
                let said: Vec<_> = places
                    .iter()
                    .filter_map(|place| {
                        Some(self.happening_short(self.record?.acts.get(*place)?.act))
                    })
                    .collect();
                and_list(&said)
            }
            Amiss::Error(error) => self.run_error(&error.kind),
        }
    }
}
