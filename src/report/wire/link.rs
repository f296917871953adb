//! Links of delegation, chains, conflicts and statements in JSON.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    reason::{Reason, ThreeValued, Unknown},
    speaker::{Clause, HappeningRef, Named, Speaker},
    value::Value,
};
use crate::record::{
    act,
    record::{self, ConflictKind, LinkRef},
};

/// A link of delegation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Link {
    /// Where it comes from: `given`, `made`, `standing` (by law) or `row` (of a scheme).
    pub kind: &'static str,
    /// Its name, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Which, as a phrase.
    pub text: String,
}

/// A link in a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LinkResult {
    /// Which.
    #[serde(flatten)]
    pub link: Link,
    /// The day it was made, where it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub made: Option<String>,
    /// Whether it was validly made.
    pub valid: ThreeValued,
    /// Why not.
    pub reasons: Vec<Reason>,
    /// The day it was revoked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revoked: Option<String>,
    /// The rule or row that allowed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed_by: Option<String>,
    /// Unknowns that would settle it.
    pub unknowns: Vec<Unknown>,
}

/// A chain of delegation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Chain {
    /// Whose function it is.
    pub holder: Value,
    /// The norms of the holder that cover the act.
    pub norms: Vec<Named>,
    /// The links from the holder to the actor.
    pub links: Vec<ChainLink>,
    /// How many other chains there are, up to 99.
    pub others: u8,
}

/// A link in a chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ChainLink {
    /// Which.
    #[serde(flatten)]
    pub link: Link,
    /// From whom.
    pub from: Value,
    /// To whom.
    pub to: Value,
    /// What was counted against its limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counted: Option<Value>,
}

/// Two norms that disagree where neither gives way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Conflict {
    /// `discharge-breaches`, `freedom-against-duty` or `immunity-against-power`.
    pub kind: &'static str,
    /// The first norm.
    pub first: Named,
    /// The second.
    pub second: Named,
    /// Whom it concerns.
    pub of: Value,
    /// The day it was met.
    pub on: String,
    /// The act in which it was met.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act: Option<HappeningRef>,
    /// As a sentence.
    pub text: String,
}

/// A statement that was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Statement {
    /// Which.
    #[serde(flatten)]
    pub statement: Named,
    /// Whether it holds; none where it says nothing that can be checked.
    pub holds: Option<ThreeValued>,
    /// For whom it does not hold.
    pub against: Vec<Vec<Value>>,
    /// The clauses it cites.
    pub clauses: Vec<Clause>,
    /// Unknowns that would settle it.
    pub unknowns: Vec<Unknown>,
}

impl Speaker<'_> {
    /// A link in JSON.
    pub fn link(&self, link: LinkRef) -> Link {
        let case = self.words.case;
        let (kind, label) = match link {
            LinkRef::Given(place) => ("given", case.and_then(|case| case.link_name(place))),
            LinkRef::Made(place) => (
                "made",
                case.and_then(|case| case.timeline.get(place)?.label.as_deref()),
            ),
            LinkRef::Standing(_) => ("standing", None),
            LinkRef::Row(..) => ("row", None),
        };
        Link {
            kind,
            label: label.map(str::to_owned),
            text: self.words.link(link),
        }
    }

    /// Links in JSON.
    pub fn links(&self, links: &[record::LinkRecord]) -> Vec<LinkResult> {
        let one = |link: &record::LinkRecord| LinkResult {
            link: self.link(link.link),
            made: link.made.map(|day| day.iso()),
            valid: link.valid.into(),
            reasons: self.reasons(&link.faults),
            revoked: link.revoked.map(|day| day.iso()),
            allowed_by: link.allowed_by.map(|rule| self.words.link_rule(rule)),
            unknowns: self.unknowns(&link.unknowns),
        };
        links.iter().map(one).collect()
    }

    /// A chain in JSON.
    pub fn chain(&self, chain: &act::Chain) -> Chain {
        let one = |link: &act::ChainLink| ChainLink {
            link: self.link(link.link),
            from: self.value(&link.from),
            to: self.value(&link.to),
            counted: link.counted.as_ref().map(|value| self.value(value)),
        };
        Chain {
            holder: self.value(&chain.holder),
            norms: chain.norms.iter().map(|norm| self.norm(*norm)).collect(),
            links: chain.links.iter().map(one).collect(),
            others: chain.others,
        }
    }

    /// Conflicts in JSON.
    pub fn conflicts(&self, conflicts: &[record::Conflict]) -> Vec<Conflict> {
        let one = |conflict: &record::Conflict| Conflict {
            kind: match conflict.kind {
                ConflictKind::DischargeBreaches => "discharge-breaches",
                ConflictKind::FreedomAgainstDuty => "freedom-against-duty",
                ConflictKind::ImmunityAgainstPower => "immunity-against-power",
            },
            first: self.norm_name(conflict.first),
            second: self.norm_name(conflict.second),
            of: self.value(&conflict.of),
            on: conflict.on.iso(),
            act: conflict.act.map(|act| self.happening(act)),
            text: self.words.conflict(conflict),
        };
        conflicts.iter().map(one).collect()
    }

    /// Statements in JSON.
    pub fn statements(&self, statements: &[record::StatementRecord]) -> Vec<Statement> {
        let one = |found: &record::StatementRecord| {
            let declared = self.words.policy.statements.get(found.statement);
            Statement {
                statement: declared.map_or_else(
                    || Named::new("", None),
                    |declared| Named::new(&declared.name, declared.title.as_deref()),
                ),
                holds: found.holds.map(Into::into),
                against: found
                    .against
                    .iter()
                    .map(|values| self.values(values))
                    .collect(),
                clauses: declared.map_or_else(Vec::new, |declared| self.clauses(&declared.sources)),
                unknowns: self.unknowns(&found.unknowns),
            }
        };
        statements.iter().map(one).collect()
    }
}
