//! Answers to questions in JSON.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    act::Authority,
    link::Link,
    reason::{Reason, ThreeValued, Unknown},
    speaker::{DutyRef, HappeningRef, Named, Speaker},
    value::{Outcome, Value},
};
use crate::record::answer;

/// A question and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Asked {
    /// The question as it was written.
    pub question: String,
    /// Where it stands.
    pub at: String,
    /// The answer in words, a line each.
    pub text: Vec<String>,
    /// The answer.
    pub answer: Answer,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Answer {
    /// Who may: the lowest valid approver first.
    WhoMay {
        /// Ways to do it.
        ways: Vec<Way>,
        /// Why nobody else may.
        reasons: Vec<Reason>,
        /// Unknowns that would settle it.
        unknowns: Vec<Unknown>,
    },
    /// Whether someone may.
    May {
        /// Whether.
        may: ThreeValued,
        /// On what authority.
        authority: Vec<Authority>,
        /// The highest amount, where the question leaves it out.
        #[serde(skip_serializing_if = "Option::is_none")]
        limit: Option<Value>,
        /// Why not.
        reasons: Vec<Reason>,
        /// Unknowns that would settle it.
        unknowns: Vec<Unknown>,
    },
    /// What someone may do.
    WhatMay {
        /// What.
        acts: Vec<Permitted>,
    },
    /// What someone must do, by due date.
    WhatMust {
        /// Open duties.
        duties: Vec<DutyRef>,
    },
    /// What falls if a link is revoked.
    WhatFalls {
        /// Links that no longer hold.
        links: Vec<Link>,
        /// Acts that would be void.
        acts: Vec<HappeningRef>,
        /// Duties that would no longer be discharged.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        duties: Vec<DutyRef>,
    },
    /// The value of an expression.
    WhatIs {
        /// The value.
        value: Outcome,
        /// Unknowns that would settle it.
        unknowns: Vec<Unknown>,
    },
}

/// One way to do an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Way {
    /// Who signs.
    pub signers: Vec<Signer>,
    /// The row of a scheme that says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
    /// The reservation that leaves it to them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reserved: Option<String>,
    /// What it rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authority: Option<Authority>,
    /// What was already counted against the limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counted: Option<Value>,
    /// Whether it is certain.
    pub certain: ThreeValued,
}

/// A signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Signer {
    /// In which office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<Named>,
    /// Who holds it.
    pub persons: Vec<Value>,
}

/// Something that someone may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Permitted {
    /// The act.
    pub act: String,
    /// For whom, where it is not for itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<Value>,
    /// The norms that say so.
    pub norms: Vec<Named>,
    /// Links of the chain.
    pub links: Vec<Link>,
    /// The highest amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<Value>,
    /// Whether it is certain.
    pub certain: ThreeValued,
}

impl Speaker<'_> {
    /// An answer in JSON.
    pub fn answer(&self, answer: &answer::Answer) -> Answer {
        match answer {
            answer::Answer::WhoMay {
                ways,
                faults,
                unknowns,
            } => Answer::WhoMay {
                ways: ways.iter().map(|way| self.way(way)).collect(),
                reasons: self.reasons(faults),
                unknowns: self.unknowns(unknowns),
            },
            answer::Answer::May {
                may,
                authority,
                limit,
                faults,
                unknowns,
            } => Answer::May {
                may: (*may).into(),
                authority: authority
                    .iter()
                    .map(|authority| self.authority(authority))
                    .collect(),
                limit: limit.as_ref().map(|limit| self.value(limit)),
                reasons: self.reasons(faults),
                unknowns: self.unknowns(unknowns),
            },
            answer::Answer::WhatMay(acts) => Answer::WhatMay {
                acts: acts.iter().map(|act| self.permitted(act)).collect(),
            },
            answer::Answer::WhatMust(duties) => Answer::WhatMust {
                duties: duties.iter().map(|duty| self.duty(*duty)).collect(),
            },
            answer::Answer::WhatFalls {
                links,
                acts,
                duties,
            } => Answer::WhatFalls {
                links: links.iter().map(|link| self.link(*link)).collect(),
                acts: acts.iter().map(|act| self.happening(*act)).collect(),
                duties: duties.iter().map(|duty| self.duty(*duty)).collect(),
            },
            answer::Answer::WhatIs { value, unknowns } => Answer::WhatIs {
                value: self.outcome(value),
                unknowns: self.unknowns(unknowns),
            },
        }
    }

    fn way(&self, way: &answer::Way) -> Way {
        let signer = |signer: &answer::Signer| Signer {
            office: signer.office.map(|office| self.office(office)),
            persons: self.values(&signer.persons),
        };
        Way {
            signers: way.signers.iter().map(signer).collect(),
            row: way
                .row
                .map(|(scheme, row)| self.words.scheme_row(scheme, row)),
            reserved: way.reserved.map(|id| self.words.reserved(id)),
            authority: way
                .authority
                .as_ref()
                .map(|authority| self.authority(authority)),
            counted: way.counted.as_ref().map(|value| self.value(value)),
            certain: way.certain.into(),
        }
    }

    fn permitted(&self, permitted: &answer::Permitted) -> Permitted {
        Permitted {
            act: self.words.act_name(permitted.act).to_owned(),
            on_behalf_of: permitted.on_behalf_of.as_ref().map(|body| self.value(body)),
            norms: self.norms(&permitted.norms),
            links: permitted
                .links
                .iter()
                .map(|link| self.link(*link))
                .collect(),
            limit: permitted.limit.as_ref().map(|limit| self.value(limit)),
            certain: permitted.certain.into(),
        }
    }
}
