//! Duty instances in JSON.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    reason::{ThreeValued, Unknown},
    speaker::{Clause, DutyRef, HappeningRef, Named, Speaker},
    value::{Argument, Value},
};
use crate::record::duty::{self, Missing};

/// What a run found of one duty instance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Duty {
    /// The norm.
    pub norm: Named,
    /// Where the norm stands: `file:line:column`.
    pub at: String,
    /// Which instance, as a phrase.
    pub text: String,
    /// Who bore it when it arose.
    pub bearer: Value,
    /// Who bears it now, where it was taken over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken_over_by: Option<Value>,
    /// What it arose from.
    pub cause: Cause,
    /// Its variables with their values; the bearer's is not among them.
    pub bindings: Vec<Argument>,
    /// To whom it is owed.
    pub owed_to: Vec<Value>,
    /// The day it arose.
    pub arose: String,
    /// Whether it arose for certain.
    pub exists: ThreeValued,
    /// The last day to act.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Its state at the last day looked at: `pending`, `discharged`, `partly discharged`, `breached`, `discharged late`,
    /// `released`, `lapsed`, `not evidenced`, `undetermined`, `followed`, `departed from`.
    pub state: &'static str,
    /// What it may be, where it is undetermined.
    pub possible: Vec<&'static str>,
    /// Each change of state.
    pub history: Vec<StateChange>,
    /// What is missing.
    pub missing: Vec<MissingPart>,
    /// Acts that discharged it or helped to.
    pub discharged_by: Vec<HappeningRef>,
    /// Intervals of breach of a continuing duty.
    pub intervals: Vec<Interval>,
    /// Who was to do it.
    pub performers: Vec<Value>,
    /// Who answers for it.
    pub answerable: Vec<Value>,
    /// Why it was released or lapsed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_by: Option<Ended>,
    /// Whether what another event of the same day wrote was read.
    pub order_matters: bool,
    /// The clauses that the norm cites.
    pub clauses: Vec<Clause>,
    /// Unknowns that would settle it.
    pub unknowns: Vec<Unknown>,
    /// Its state without what the scenario assumes, where that is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub without_assumption: Option<&'static str>,
}

/// What an instance arose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Cause {
    /// `period`, `happening`, `duty`, `change` or `commencement`.
    pub kind: &'static str,
    /// As a phrase: `for 2013/14`.
    pub text: String,
    /// The period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<Value>,
    /// The happening.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub happening: Option<HappeningRef>,
    /// The duty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duty: Option<DutyRef>,
}

/// A change of state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StateChange {
    /// The day.
    pub on: String,
    /// The state from then on.
    pub state: &'static str,
    /// What brought it about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<HappeningRef>,
}

/// Something that is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MissingPart {
    /// `act`, `item`, `for`, `amount`, `condition` or `regard`.
    pub kind: &'static str,
    /// As a phrase.
    pub text: String,
    /// The value that is missing, or for which something is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
}

/// An interval of breach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Interval {
    /// Its first day.
    pub from: String,
    /// Its last day; none where it is open.
    pub until: Option<String>,
    /// Whether it is certain.
    pub certain: ThreeValued,
}

/// Why an instance ended with neither discharge nor breach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Ended {
    /// `until`, `waived`, `overridden`, `disapplied`, `repealed`, `abolished`, `several-successors` or `nothing-to-do`.
    pub code: &'static str,
    /// As a sentence.
    pub text: String,
}

impl Speaker<'_> {
    /// A duty instance in JSON.
    pub fn duty_result(&self, duty: &duty::DutyRecord) -> Duty {
        let norm = self.words.policy.norms.get(duty.norm);
        let bindings = duty.bindings.iter().filter_map(|(variable, value)| {
            Some(Argument {
                name: norm?.variables.get(*variable)?.name.to_string(),
                value: self.value(value),
            })
        });
        Duty {
            norm: self.norm(duty.norm),
            at: norm.map_or_else(String::new, |norm| self.place(norm.span)),
            text: self.words.duty(duty),
            bearer: self.value(&duty.bearer),
            taken_over_by: duty.taken_over_by.as_ref().map(|body| self.value(body)),
            cause: self.cause(&duty.cause),
            bindings: bindings.collect(),
            owed_to: self.values(&duty.owed_to),
            arose: duty.arose.iso(),
            exists: duty.exists.into(),
            due: duty.due.map(|day| day.iso()),
            state: duty.state.word(),
            possible: duty.possible.iter().map(|state| state.word()).collect(),
            history: duty
                .history
                .iter()
                .map(|change| StateChange {
                    on: change.on.iso(),
                    state: change.state.word(),
                    by: change.by.map(|place| self.happening(place)),
                })
                .collect(),
            missing: duty
                .missing
                .iter()
                .map(|missing| self.missing(duty, missing))
                .collect(),
            discharged_by: duty
                .discharged_by
                .iter()
                .map(|place| self.happening(*place))
                .collect(),
            intervals: duty
                .intervals
                .iter()
                .map(|interval| Interval {
                    from: interval.from.iso(),
                    until: interval.until.map(|day| day.iso()),
                    certain: interval.certain.into(),
                })
                .collect(),
            performers: self.values(&duty.performers),
            answerable: self.values(&duty.answerable),
            ended_by: duty.ended_by.as_ref().map(|ended| Ended {
                code: ended_code(ended),
                text: self.words.ended(duty, ended),
            }),
            order_matters: duty.order_matters,
            clauses: self.clauses(self.words.norm_sources(duty.norm)),
            unknowns: self.unknowns(&duty.unknowns),
            without_assumption: duty
                .without_assumption
                .map(|state| state.map_or("does not arise", |state| state.word())),
        }
    }

    fn cause(&self, cause: &duty::Cause) -> Cause {
        let mut wire = Cause {
            kind: "commencement",
            text: self.words.cause(cause),
            period: None,
            happening: None,
            duty: None,
        };
        match cause {
            duty::Cause::Period(period) => {
                wire.kind = "period";
                wire.period = Some(self.value(period));
            }
            duty::Cause::Happening(place) => {
                wire.kind = "happening";
                wire.happening = Some(self.happening(*place));
            }
            duty::Cause::Duty(place) => {
                wire.kind = "duty";
                wire.duty = Some(self.duty(*place));
            }
            duty::Cause::Change(_) => wire.kind = "change",
            duty::Cause::Commencement => {}
        }
        wire
    }

    fn missing(&self, duty: &duty::DutyRecord, missing: &Missing) -> MissingPart {
        let (kind, value) = match missing {
            Missing::Act(_) => ("act", None),
            Missing::Item(value) => ("item", Some(value)),
            Missing::For(value) => ("for", Some(value)),
            Missing::Fails(value) => ("fails", Some(value)),
            Missing::Amount(value) => ("amount", Some(value)),
            Missing::Condition(_) => ("condition", None),
            Missing::Regard(value) => ("regard", Some(value)),
        };
        MissingPart {
            kind,
            text: self.words.missing(duty.norm, std::slice::from_ref(missing)),
            value: value.map(|value| self.value(value)),
        }
    }
}

fn ended_code(ended: &duty::Ended) -> &'static str {
    match ended {
        duty::Ended::Until(_) => "until",
        duty::Ended::Waived(_) => "waived",
        duty::Ended::Overridden(_) => "overridden",
        duty::Ended::Disapplied => "disapplied",
        duty::Ended::Repealed => "repealed",
        duty::Ended::Abolished => "abolished",
        duty::Ended::SeveralSuccessors(_) => "several-successors",
        duty::Ended::NothingToDo => "nothing-to-do",
    }
}
