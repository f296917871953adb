//! Acts in JSON: both verdicts, the authority, who did it and who answers.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    link::Chain,
    reason::{Reason, ThreeValued, Unknown},
    speaker::{Clause, DutyRef, HappeningRef, Named, Speaker},
    value,
    value::Value,
};
use crate::{
    case::happening::HappeningKind,
    policy::norm::NormId,
    record::act::{self, Validity},
};

/// What a run found of one act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Act {
    /// The act: its place in the timeline, its name, date and sentence.
    #[serde(flatten)]
    pub happening: HappeningRef,
    /// Where it stands: `file:line:column`.
    pub at: String,
    /// What was done, with its arguments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<value::Act>,
    /// The verdict in a word: `lawful`, `valid but in breach`, `ultra vires`, `void`, `not listed`, `not judged`,
    /// `undetermined`.
    pub verdict: &'static str,
    /// Whether it is valid: `valid`, `void`, `not-listed`, `not-judged`, `undetermined`.
    pub validity: &'static str,
    /// Why it is (or would be) void, the nearest reason first.
    pub reasons: Vec<Reason>,
    /// What it rests on, an entry an actor.
    pub authority: Vec<Authority>,
    /// Duties and prohibitions that it breaches.
    pub breaches: Vec<Breach>,
    /// Who did it.
    pub performers: Vec<Value>,
    /// Who answers for it.
    pub answerable: Vec<Value>,
    /// Duties that it discharged or helped to discharge.
    pub discharges: Vec<DutyRef>,
    /// Norms that do not bind, and whether it follows them.
    pub not_binding: Vec<Followed>,
    /// Whether what another event of the same day wrote was read.
    pub order_matters: bool,
    /// Unknowns that would settle it.
    pub unknowns: Vec<Unknown>,
    /// The verdict without what the scenario assumes, where it is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub without_assumption: Option<&'static str>,
}

/// What an actor's act rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Authority {
    /// `own`, `chain`, `office`, `needs-none` or `none`.
    pub kind: &'static str,
    /// Whose.
    pub who: Value,
    /// The norms it rests on.
    pub norms: Vec<Named>,
    /// The chain of delegation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chain: Option<Chain>,
    /// The row of a scheme that allows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
    /// The clauses that the norms cite.
    pub clauses: Vec<Clause>,
    /// As a phrase.
    pub text: String,
}

/// A breach by an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Breach {
    /// The duty or prohibition.
    pub norm: Named,
    /// Who is in breach.
    pub of: Value,
    /// The duty instance, where it is a duty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duty: Option<DutyRef>,
    /// Whether it is certain.
    pub certain: ThreeValued,
    /// The clauses that the norm cites.
    pub clauses: Vec<Clause>,
    /// Unknowns that would settle it.
    pub unknowns: Vec<Unknown>,
}

/// A norm that does not bind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Followed {
    /// The norm.
    pub norm: Named,
    /// Whether the act follows it, rather than departing from it.
    pub followed: bool,
    /// The clauses it cites.
    pub clauses: Vec<Clause>,
}

impl Speaker<'_> {
    /// An act in JSON.
    pub fn act(&self, act: &act::ActRecord) -> Act {
        let happening = self.words.case.and_then(|case| case.timeline.get(act.act));
        let (validity, faults) = match &act.validity {
            Validity::Valid => ("valid", &[][..]),
            Validity::Void(faults) => ("void", faults.as_slice()),
            Validity::NotListed => ("not-listed", &[][..]),
            Validity::NotJudged => ("not-judged", &[][..]),
            Validity::Undetermined(faults) => ("undetermined", faults.as_slice()),
        };
        Act {
            happening: self.happening(act.act),
            at: happening.map_or_else(String::new, |happening| self.place(happening.span)),
            done: happening.and_then(|happening| match &happening.kind {
                HappeningKind::Act(done) => Some(self.act_call(done.act, &done.arguments)),
                _ => None,
            }),
            verdict: act.verdict.word(),
            validity,
            reasons: self.reasons(faults),
            authority: act
                .authority
                .iter()
                .map(|authority| self.authority(authority))
                .collect(),
            breaches: act
                .breaches
                .iter()
                .map(|breach| self.breach(breach))
                .collect(),
            performers: self.values(&act.performers),
            answerable: self.values(&act.answerable),
            discharges: act.discharges.iter().map(|duty| self.duty(*duty)).collect(),
            not_binding: act
                .soft
                .iter()
                .map(|(norm, followed)| Followed {
                    norm: self.norm(*norm),
                    followed: *followed,
                    clauses: self.clauses(self.words.norm_sources(*norm)),
                })
                .collect(),
            order_matters: act.order_matters,
            unknowns: self.unknowns(&act.unknowns),
            without_assumption: act.without_assumption.map(|verdict| verdict.word()),
        }
    }

    /// Norms by name and title.
    pub fn norms(&self, norms: &[NormId]) -> Vec<Named> {
        norms.iter().map(|norm| self.norm(*norm)).collect()
    }

    /// An authority in JSON.
    pub fn authority(&self, authority: &act::Authority) -> Authority {
        let (kind, norms, chain, row) = match authority {
            act::Authority::Own { norms, .. } => ("own", norms.as_slice(), None, None),
            act::Authority::Chain(chain) => (
                "chain",
                chain.norms.as_slice(),
                Some(self.chain(chain)),
                None,
            ),
            act::Authority::Office { norms, row, .. } => {
                let row = row.map(|(scheme, row)| self.words.scheme_row(scheme, row));
                ("office", norms.as_slice(), None, row)
            }
            act::Authority::NeedsNone { .. } => ("needs-none", &[][..], None, None),
            act::Authority::None { .. } => ("none", &[][..], None, None),
        };
        Authority {
            kind,
            who: self.value(self.words.authority_of(authority)),
            norms: self.norms(norms),
            chain,
            row,
            clauses: self.clauses(&self.words.authority_clauses(authority)),
            text: self.words.authority(authority),
        }
    }

    fn breach(&self, breach: &act::ActBreach) -> Breach {
        Breach {
            norm: self.norm(breach.norm),
            of: self.value(&breach.of),
            duty: breach.duty.map(|duty| self.duty(duty)),
            certain: breach.certain.into(),
            clauses: self.clauses(self.words.norm_sources(breach.norm)),
            unknowns: self.unknowns(&breach.unknowns),
        }
    }
}
