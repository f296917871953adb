//! `vires.remedies/1`: what would have put breaches and void acts right, in JSON.

use schemars::JsonSchema;
use serde::Serialize;

use crate::explain::{
    remedy::{self, Remedies, change::Sort},
    subject::Subject,
};

/// The name and version of this shape.
pub const REMEDIES_SCHEMA: &str = "vires.remedies/1";

/// Remedies of the verdicts of one scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(title = "vires.remedies/1")]
pub struct AllRemedies {
    /// `vires.remedies/1`
    pub schema: &'static str,
    /// The version of the tool.
    pub tool: &'static str,
    /// The pack, by name.
    pub pack: String,
    /// The title of the scenario.
    pub scenario: String,
    /// For each breach and void act, its remedies.
    pub remedies: Vec<OfVerdict>,
}

/// The remedies of one verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OfVerdict {
    /// What it is of: `duty` or `act`.
    pub of: &'static str,
    /// Its place in the record's duties or in the timeline, counted from 0.
    pub place: usize,
    /// What it is, in words.
    pub title: String,
    /// The verdict in a word.
    pub verdict: String,
    /// The smallest remedies, the nearest first; each was run, and it works.
    pub offered: Vec<Remedy>,
    /// How many changed scenarios were run.
    pub runs: u32,
    /// Whether some changes were not tried, because there are too many.
    pub bounded: bool,
}

/// A remedy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Remedy {
    /// Its changes: each counts one.
    pub changes: Vec<Change>,
    /// The last day on which the act that it adds or moves would still do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_day: Option<String>,
    /// Acts that would then be void or in breach and are not so now, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub then: Vec<String>,
}

/// A change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Change {
    /// What is changed: `act`, `date`, `amount` (any argument), `fact`, or `release`: somebody lets the bearer off.
    pub sort: &'static str,
    /// In words.
    pub says: String,
    /// As a line under `but`; absent where what is changed bears no name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub but: Option<String>,
}

/// Remedies as JSON text.
pub fn remedies_json(pack: &str, scenario: &str, remedies: &[Remedies]) -> String {
    let all = AllRemedies {
        schema: REMEDIES_SCHEMA,
        tool: env!("CARGO_PKG_VERSION"),
        pack: pack.to_owned(),
        scenario: scenario.to_owned(),
        remedies: remedies.iter().filter_map(of_verdict).collect(),
    };
    super::run::json(&all)
}

/// The JSON schema of `vires.remedies/1`.
pub fn remedies_schema() -> String {
    super::run::json(&schemars::schema_for!(AllRemedies))
}

fn of_verdict(of: &Remedies) -> Option<OfVerdict> {
    let (sort, place) = match &of.subject {
        Subject::Duty(place) => ("duty", *place),
        Subject::Act(place) => ("act", *place),
        Subject::Answer(_) | Subject::NoDuty { .. } => return None,
    };
    Some(OfVerdict {
        of: sort,
        place,
        title: of.title.clone(),
        verdict: of.word.clone(),
        offered: of.offered.iter().map(offered).collect(),
        runs: of.runs,
        bounded: of.bounded,
    })
}

fn offered(remedy: &remedy::Remedy) -> Remedy {
    Remedy {
        changes: remedy
            .changes
            .iter()
            .map(|change| Change {
                sort: match change.sort {
                    Sort::Act => "act",
                    Sort::Date => "date",
                    Sort::Amount => "amount",
                    Sort::Fact => "fact",
                    Sort::Release => "release",
                },
                says: change.says.clone(),
                but: change.but.clone(),
            })
            .collect(),
        last_day: remedy.last.map(|day| day.iso()),
        then: remedy.then.clone(),
    }
}
