//! `vires.what-if/1`: what comes out otherwise in a changed copy of a scenario, in JSON.

use schemars::JsonSchema;
use serde::Serialize;

use super::speaker::{Clause, Speaker};
use crate::{
    base::source_map::SourceMap,
    explain::what_if::{self, On, Sort},
    report::what_if_text::WhatIfView,
};

/// The name and version of this shape.
pub const WHAT_IF_SCHEMA: &str = "vires.what-if/1";

/// A scenario, its changes, and what comes out otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(title = "vires.what-if/1")]
pub struct WhatIf {
    /// `vires.what-if/1`
    pub schema: &'static str,
    /// The version of the tool.
    pub tool: &'static str,
    /// The pack, by name.
    pub pack: String,
    /// The title of the scenario.
    pub scenario: String,
    /// The changes, a `but` line each.
    pub but: Vec<String>,
    /// Whether the questions of the scenario were asked of the changed copy too.
    pub asked: bool,
    /// What comes out otherwise: duties, acts, links, conflicts, statements, answers.
    pub differences: Vec<Difference>,
}

/// A verdict that is another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Difference {
    /// What it is of: `duty`, `act`, `link`, `conflict`, `statement`, `answer`.
    pub of: &'static str,
    /// What it is, in words.
    pub title: String,
    /// What came out at first; absent where there was no such thing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Came>,
    /// What comes out now; absent where there is no such thing any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Came>,
    /// Clauses that it cites.
    pub clauses: Vec<Clause>,
    /// Where it stands, as `file:line:column`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

/// What came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Came {
    /// The verdict in a word.
    pub verdict: String,
    /// Since when, `2013-04-01`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// By when it is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Why, a phrase each.
    pub because: Vec<String>,
}

/// What comes out otherwise as JSON text.
pub fn what_if_json(view: &WhatIfView<'_>, texts: &SourceMap) -> String {
    let speaker = Speaker {
        words: view.words,
        texts,
    };
    let all = WhatIf {
        schema: WHAT_IF_SCHEMA,
        tool: env!("CARGO_PKG_VERSION"),
        pack: view.pack.to_owned(),
        scenario: view.title.to_owned(),
        but: view.but.to_vec(),
        asked: view.asked,
        differences: view
            .differences
            .iter()
            .map(|difference| Difference {
                of: of(difference.of),
                title: difference.title.clone(),
                before: difference.before.as_ref().map(came),
                after: difference.after.as_ref().map(came),
                clauses: speaker.clauses(&difference.clauses),
                at: difference.at.map(|span| speaker.place(span)),
            })
            .collect(),
    };
    super::run::json(&all)
}

/// The JSON schema of `vires.what-if/1`.
pub fn what_if_schema() -> String {
    super::run::json(&schemars::schema_for!(WhatIf))
}

fn of(sort: Sort) -> &'static str {
    match sort {
        Sort::Duty => "duty",
        Sort::Act => "act",
        Sort::Link => "link",
        Sort::Conflict => "conflict",
        Sort::Statement => "statement",
        Sort::Answer => "answer",
    }
}

fn came(came: &what_if::Came) -> Came {
    let (since, due) = match came.on {
        Some(On::Since(day)) => (Some(day.iso()), None),
        Some(On::Due(day)) => (None, Some(day.iso())),
        None => (None, None),
    };
    Came {
        verdict: came.word.clone(),
        since,
        due,
        because: came.because.clone(),
    }
}
