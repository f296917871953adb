//! Reasons in JSON: a code that never changes its meaning, a sentence, and what it names.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    link::Link,
    speaker::{Clause, Named, Speaker},
    value::Value,
};
use crate::record::{
    expected, reason,
    reason::{Convention, Fault, LinkFault, Truth},
};

/// Why an act is void, a link invalid, or an answer no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Reason {
    /// What sort of reason: `no-authority`, `over-limit`, `broken-link` and so on.
    pub code: &'static str,
    /// The reason as a sentence.
    pub text: String,
    /// The norm it names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub norm: Option<Named>,
    /// The link of delegation it names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
    /// Why that link does not hold: `revoked`, `ended`, `support-gone` and so on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link_code: Option<&'static str>,
    /// The limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<Value>,
    /// What was counted against it, with this act.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counted: Option<Value>,
    /// Whom it names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<Value>,
    /// The clauses that what it names cites.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub clauses: Vec<Clause>,
}

/// Something that is not known, and would settle a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Unknown {
    /// What sort of unknown: `fact`, `act`, `time`, `duty`, `tie`, `undefined`.
    pub code: &'static str,
    /// What is not known, as a phrase.
    pub text: String,
    /// The fact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
    /// Its arguments.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub arguments: Vec<Value>,
}

/// A fact that a result read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Reading {
    /// The fact.
    pub fact: String,
    /// Its arguments.
    pub arguments: Vec<Value>,
    /// Its value; none where nothing states it, or where it is not certain.
    pub value: Option<Value>,
    /// What it may be, where it is one of several: disputed, or changed by an act that may be void.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub between: Vec<Value>,
    /// As a sentence.
    pub text: String,
}

/// True, false or unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ThreeValued {
    /// It holds.
    True,
    /// It does not hold.
    False,
    /// Unknown facts leave it open.
    Unknown,
}

impl From<Truth> for ThreeValued {
    fn from(truth: Truth) -> ThreeValued {
        match truth {
            Truth::True => ThreeValued::True,
            Truth::False => ThreeValued::False,
            Truth::Unknown => ThreeValued::Unknown,
        }
    }
}

/// The code of a fault.
fn fault_code(fault: &Fault) -> &'static str {
    match fault {
        Fault::NoAuthority { .. } => "no-authority",
        Fault::NotDelegated { .. } => "not-delegated",
        Fault::OfficeVacant { .. } => "office-vacant",
        Fault::OnePerson { .. } => "one-person",
        Fault::ConditionNotMet { .. } => "condition-not-met",
        Fault::AgreementMissing { .. } => "agreement-missing",
        Fault::NotJointly { .. } => "not-jointly",
        Fault::OverLimit { .. } => "over-limit",
        Fault::Immunity { .. } => "immunity",
        Fault::Reserved { .. } => "reserved",
        Fault::BrokenLink { .. } => "broken-link",
        Fault::NotExisting { .. } => "not-existing",
        Fault::NotInOffice { .. } => "not-in-office",
        Fault::SignatureMissing { .. } => "signature-missing",
        Fault::NoRow { .. } => "no-row",
        Fault::RowCondition { .. } => "row-condition",
        Fault::NoQuorum { .. } => "no-quorum",
        Fault::NotCarried { .. } => "not-carried",
        Fault::SetAside { .. } => "set-aside",
        Fault::JointActor { .. } => "joint-actor",
        Fault::NotTheirs { .. } => "not-theirs",
        Fault::NoRule => "no-rule",
        Fault::RuleNotForThem { .. } => "rule-not-for-them",
        Fault::RuleCondition { .. } => "rule-condition",
        Fault::RuleNotInForce { .. } => "rule-not-in-force",
        Fault::NotImposed { .. } => "not-imposed",
    }
}

fn link_fault_code(fault: &LinkFault) -> &'static str {
    match fault {
        LinkFault::NotYet(_) => "not-yet",
        LinkFault::Ended(_) => "ended",
        LinkFault::Revoked(_) => "revoked",
        LinkFault::SupportGone(_) => "support-gone",
        LinkFault::OtherFunction => "other-function",
        LinkFault::OverLimit { .. } => "over-limit",
        LinkFault::NoSubDelegation => "no-sub-delegation",
        LinkFault::NotValidlyMade(_) => "not-validly-made",
        LinkFault::GiverWithout => "giver-without",
        LinkFault::NotAgreed(_) => "not-agreed",
    }
}

impl Speaker<'_> {
    /// Faults in JSON, the nearest first.
    pub fn reasons(&self, faults: &[Fault]) -> Vec<Reason> {
        faults.iter().map(|fault| self.reason(fault)).collect()
    }

    fn reason(&self, fault: &Fault) -> Reason {
        let mut reason = Reason {
            code: fault_code(fault),
            text: self.words.fault(fault),
            norm: self.words.fault_norm(fault).map(|norm| self.norm(norm)),
            link: None,
            link_code: None,
            limit: None,
            counted: None,
            who: None,
            clauses: self.clauses(self.words.fault_clauses(fault)),
        };
        match fault {
            Fault::OverLimit {
                link,
                limit,
                counted,
                ..
            } => {
                reason.link = link.map(|link| self.link(link));
                reason.limit = Some(self.value(limit));
                reason.counted = Some(self.value(counted));
            }
            Fault::BrokenLink { link, why } => {
                reason.link = Some(self.link(*link));
                reason.link_code = Some(link_fault_code(why));
                if let LinkFault::OverLimit { limit, counted } = why {
                    reason.limit = Some(self.value(limit));
                    reason.counted = Some(self.value(counted));
                }
            }
            Fault::NoAuthority { holder: who }
            | Fault::NotDelegated { holder: who, .. }
            | Fault::AgreementMissing { of: who, .. }
            | Fault::NotJointly { with: who, .. }
            | Fault::NotExisting { who }
            | Fault::NotInOffice { who, .. }
            | Fault::JointActor { who }
            | Fault::NotTheirs { who } => reason.who = Some(self.value(who)),
            _ => {}
        }
        reason
    }

    /// Unknowns in JSON.
    pub fn unknowns(&self, unknowns: &[reason::Unknown]) -> Vec<Unknown> {
        let one = |unknown: &reason::Unknown| {
            let code = match unknown {
                reason::Unknown::Fact(..) => "fact",
                reason::Unknown::Act(_) => "act",
                reason::Unknown::Time(_) => "time",
                reason::Unknown::Duty(..) => "duty",
                reason::Unknown::Tie(_) => "tie",
                reason::Unknown::Undefined(_) => "undefined",
            };
            let (fact, arguments) = match unknown {
                reason::Unknown::Fact(fact, arguments) => {
                    (Some(self.fact(*fact)), self.values(arguments))
                }
                _ => (None, Vec::new()),
            };
            Unknown {
                code,
                text: self.words.unknown(unknown),
                fact,
                arguments,
            }
        };
        unknowns.iter().map(one).collect()
    }

    /// Readings in JSON.
    pub fn readings(&self, readings: &[expected::Reading]) -> Vec<Reading> {
        let one = |reading: &expected::Reading| Reading {
            fact: self.fact(reading.fact),
            arguments: self.values(&reading.arguments),
            value: reading.value.as_ref().map(|value| self.value(value)),
            between: self.values(&reading.between),
            text: self.words.reading(reading),
        };
        readings.iter().map(one).collect()
    }

    /// Conventions as sentences, each once.
    pub fn conventions(&self, conventions: &[Convention]) -> Vec<String> {
        let mut said: Vec<String> = Vec::new();
        for convention in conventions {
            let words = self.words.convention(convention);
            if !said.contains(&words) {
                said.push(words);
            }
        }
        said
    }
}
