//! `vires.explanation/1`: why verdicts came out as they did, in JSON: proof trees with their places.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    settling::Settling,
    speaker::{Clause, Speaker},
};
use crate::{
    explain::{
        subject::Subject,
        tree::{self, Explanation, Kind, Proved},
    },
    report::explain_view::ExplainView,
};

/// The name and version of this shape.
pub const EXPLANATION_SCHEMA: &str = "vires.explanation/1";

/// Explanations of verdicts of one scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(title = "vires.explanation/1")]
pub struct Explanations {
    /// `vires.explanation/1`
    pub schema: &'static str,
    /// The version of the tool.
    pub tool: &'static str,
    /// The pack, by name.
    pub pack: String,
    /// The title of the scenario.
    pub scenario: String,
    /// The explanations, in the order of the record: duties, acts, answers.
    pub explanations: Vec<Reasons>,
}

/// Why one verdict came out as it did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Reasons {
    /// What is explained: `duty`, `act`, `answer`, or `no-duty` for one that did not arise.
    pub of: &'static str,
    /// Its place in the record's duties, in the timeline or among the questions, counted from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<usize>,
    /// What it is, in words.
    pub title: String,
    /// The verdict in a word.
    pub verdict: String,
    /// The verdict as a sentence.
    pub text: String,
    /// The reasons, in reading order.
    pub steps: Vec<Step>,
    /// What was taken for false, or for unknown, because nothing states it.
    pub absences: Vec<Absence>,
    /// Conventions that were used.
    pub conventions: Vec<String>,
    /// Every line of the scenario on which the verdict rests, each once.
    pub leaves: Vec<Leaf>,
    /// How far that was proved: `whole`: the scenario with nothing but the leaves gives the same verdict, and each leaf was
    /// tried; `enough`: not each was; `unproved`: the scenario is too large, and the leaves are what was read.
    pub proved: &'static str,
    /// What would settle it, where it is undetermined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settling: Option<Settling>,
}

/// A step of the reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Step {
    /// What sort of step it is: `norm`, `cause`, `condition`, `definition`, `fact`, `event`, `row`, `calendar`, `sum`, `link`,
    /// `defeat`, `missing`, `absence`, `unknown`, `people`, `route`, `verdict`, `heading`.
    pub kind: &'static str,
    /// The sentence.
    pub says: String,
    /// Where it stands, as `file:line:column`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The day, where it is of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
    /// The clauses that it cites.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub clauses: Vec<Clause>,
    /// The place among `leaves` of the line of the scenario that it is, counted from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leaf: Option<usize>,
    /// It was read, and did not decide.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub aside: bool,
    /// What it rests on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// How many steps under it are left out, because there are too many.
    #[serde(skip_serializing_if = "is_zero")]
    pub left_out: usize,
}

/// Something that nothing states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Absence {
    /// The sentence.
    pub says: String,
    /// Where what it is is declared, as `file:line:column`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

/// A line of the scenario on which the verdict rests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Leaf {
    /// The sentence.
    pub says: String,
    /// Where it stands, as `file:line:column`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// Whether the verdict is another without it; absent where that was not tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needed: Option<bool>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// Explanations as JSON text.
pub fn explanation_json(view: &ExplainView<'_>) -> String {
    let speaker = Speaker {
        words: view.words,
        texts: view.texts,
    };
    let all = Explanations {
        schema: EXPLANATION_SCHEMA,
        tool: env!("CARGO_PKG_VERSION"),
        pack: view.pack.to_owned(),
        scenario: view.title().to_owned(),
        explanations: view
            .explanations
            .iter()
            .map(|one| speaker.explanation(one))
            .collect(),
    };
    super::run::json(&all)
}

/// The JSON schema of `vires.explanation/1`.
pub fn explanation_schema() -> String {
    super::run::json(&schemars::schema_for!(Explanations))
}

impl Speaker<'_> {
    fn explanation(&self, one: &Explanation) -> Reasons {
        let (of, place) = match &one.subject {
            Subject::Duty(place) => ("duty", Some(*place)),
            Subject::Act(place) => ("act", Some(*place)),
            Subject::Answer(place) => ("answer", Some(*place)),
            Subject::NoDuty { .. } => ("no-duty", None),
        };
        let at = |span: Option<crate::base::span::Span>| span.map(|span| self.place(span));
        Reasons {
            of,
            place,
            title: one.title.clone(),
            verdict: one.word.clone(),
            text: one.verdict.clone(),
            steps: one.steps.iter().map(|step| self.step(one, step)).collect(),
            absences: one
                .absences
                .iter()
                .map(|absence| Absence {
                    says: absence.says.clone(),
                    at: at(absence.at),
                })
                .collect(),
            conventions: self.conventions(&one.conventions),
            leaves: one
                .leaves
                .iter()
                .map(|leaf| Leaf {
                    says: leaf.says.clone(),
                    at: at(leaf.at),
                    needed: leaf.needed,
                })
                .collect(),
            proved: match one.proved {
                Proved::Whole => "whole",
                Proved::Enough => "enough",
                Proved::Unproved => "unproved",
            },
            settling: one.settling.as_ref().map(|one| self.settling(one)),
        }
    }

    fn step(&self, of: &Explanation, step: &tree::Step) -> Step {
        let leaf = step.stated.and_then(|stated| {
            let found = of.leaves.binary_search_by_key(&stated, |leaf| leaf.stated);
            found.ok()
        });
        Step {
            kind: kind(step.kind),
            says: step.says.clone(),
            at: step.at.map(|span| self.place(span)),
            on: step.on.map(|day| day.iso()),
            clauses: self.clauses(&step.clauses),
            leaf,
            aside: step.aside,
            steps: step
                .steps
                .iter()
                .map(|below| self.step(of, below))
                .collect(),
            left_out: step.left_out,
        }
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Norm => "norm",
        Kind::Cause => "cause",
        Kind::Condition => "condition",
        Kind::Definition => "definition",
        Kind::Fact => "fact",
        Kind::Event => "event",
        Kind::Row => "row",
        Kind::Calendar => "calendar",
        Kind::Sum => "sum",
        Kind::Link => "link",
        Kind::Defeat => "defeat",
        Kind::Missing => "missing",
        Kind::Absence => "absence",
        Kind::Unknown => "unknown",
        Kind::People => "people",
        Kind::Route => "route",
        Kind::Verdict => "verdict",
        Kind::Heading => "heading",
    }
}
