//! Expectations in JSON: met or not, and what came out.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    answer::Answer,
    reason::{Reading, ThreeValued, Unknown},
    speaker::{Clause, DutyRef, Named, Speaker},
    value::{Outcome, Value},
};
use crate::record::expected::{self, Amiss, CameOut};

/// A line under `expect`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Expectation {
    /// The line as it was written.
    pub expected: String,
    /// Where it stands.
    pub at: String,
    /// Whether everything it says is so.
    pub met: bool,
    /// The parts that are not so.
    pub amiss: Vec<Part>,
    /// What came out, in words.
    pub came_out: Vec<String>,
    /// Duty instances that it speaks of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub duties: Vec<DutyThen>,
    /// The value that came out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Outcome>,
    /// The truth that came out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holds: Option<ThreeValued>,
    /// The answer that came out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// Who answers for it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answerable: Vec<Value>,
    /// The norms that decided it.
    pub norms: Vec<Named>,
    /// The clauses that what decided it cites.
    pub clauses: Vec<Clause>,
    /// The facts that were read, and the absences that were taken for false.
    pub read: Vec<Reading>,
    /// Unknowns that would settle it.
    pub unknowns: Vec<Unknown>,
}

/// A part of an expectation that is not so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Part {
    /// `result`, `day`, `missing`, `due`, `not-cited`, `cited`, `via`, `duties`, `acts` or `error`.
    pub code: &'static str,
    /// What is so instead.
    pub text: String,
}

/// A duty instance at the moment that an expectation asks about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DutyThen {
    /// Which.
    #[serde(flatten)]
    pub duty: DutyRef,
    /// Its state then; none where it had not arisen.
    pub state: Option<&'static str>,
    /// The day since which it was in that state.
    pub since: Option<String>,
}

impl Speaker<'_> {
    /// An expectation in JSON.
    pub fn expectation(&self, found: &expected::ExpectationRecord) -> Expectation {
        let line = self
            .words
            .case
            .and_then(|case| case.expectations.get(found.expectation));
        let mut wire = Expectation {
            expected: line.map_or_else(String::new, |line| line.text.clone()),
            at: line.map_or_else(String::new, |line| self.place(line.span)),
            met: found.is_met(),
            amiss: found
                .amiss
                .iter()
                .map(|amiss| Part {
                    code: code(amiss),
                    text: self.words.amiss(amiss),
                })
                .collect(),
            came_out: self.words.came_out(found),
            duties: Vec::new(),
            value: None,
            holds: None,
            answer: None,
            answerable: Vec::new(),
            norms: self.norms(&found.norms),
            clauses: self.clauses(&found.cited),
            read: self.readings(&found.read),
            unknowns: self.unknowns(&found.unknowns),
        };
        match &found.came_out {
            CameOut::Duties(duties) => {
                let one = |then: &expected::DutyThen| DutyThen {
                    duty: self.duty(then.duty),
                    state: then.state.map(|state| state.word()),
                    since: then.since.map(|day| day.iso()),
                };
                wire.duties = duties.iter().map(one).collect();
            }
            CameOut::ActingFor(answer, _) => wire.value = Some(self.outcome(answer)),
            CameOut::Value(outcome) => wire.value = Some(self.outcome(outcome)),
            CameOut::Truth(truth) => wire.holds = Some((*truth).into()),
            CameOut::Answer(answer) => wire.answer = Some(self.answer(answer)),
            CameOut::Answerable(values) => wire.answerable = self.values(values),
            CameOut::Act(_)
            | CameOut::Link(_)
            | CameOut::Conflicts(_)
            | CameOut::Statement(_)
            | CameOut::Everything
            | CameOut::Nothing => {}
        }
        wire
    }
}

fn code(amiss: &Amiss) -> &'static str {
    match amiss {
        Amiss::Result => "result",
        Amiss::Day(_) => "day",
        Amiss::Missing(_) => "missing",
        Amiss::Due(_) => "due",
        Amiss::NotCited(_) => "not-cited",
        Amiss::Cited(_) => "cited",
        Amiss::Via => "via",
        Amiss::Duties(_) => "duties",
        Amiss::Acts(_) => "acts",
        Amiss::Error(_) => "error",
    }
}
