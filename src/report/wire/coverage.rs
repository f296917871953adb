//! `vires.coverage/1`: clause by clause, what encodes it and which scenarios show it met and not met.

use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    record::coverage::{self, ClauseCoverage, Covered, How},
    report::coverage_view::CoverageView,
};

/// The name and version of this shape.
pub const COVERAGE_SCHEMA: &str = "vires.coverage/1";

/// What the scenarios of some packs make of the clauses of their sources.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(title = "vires.coverage/1")]
pub struct CoverageJson {
    /// `vires.coverage/1`
    pub schema: &'static str,
    /// The version of the tool.
    pub tool: &'static str,
    /// How many clauses there are.
    pub of: usize,
    /// How many of them are covered in whole: shown met and not met, or said to lay down no norm.
    pub covered: usize,
    /// The share that is covered, in percent, rounded down.
    pub percent: usize,
    /// The clauses, in the order of packs, files and places.
    pub clauses: Vec<ClauseJson>,
    /// Norms and rules of delegation that cite no clause, and do not say why they lay down none.
    pub cite_no_clause: Vec<DeclaredJson>,
    /// Norms and rows of decisions that no scenario reaches.
    pub not_reached: Vec<DeclaredJson>,
}

/// What is made of one clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ClauseJson {
    /// Its id.
    pub id: String,
    /// Its summary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The source that it stands in, by its title.
    pub source: String,
    /// Where its id stands, as `file:line`.
    pub at: String,
    /// How far it is covered: `both-ways`, `not-normative`, `only-met`, `only-not-met`, `not-exercised`, `not-encoded`.
    pub covered: &'static str,
    /// What encodes it: norms, rules, rows, definitions, acts and facts that cite it.
    pub norms: Vec<DeclaredJson>,
    /// The titles of the scenarios that show it met or used.
    pub met_by: Vec<String>,
    /// The titles of the scenarios that show it not met, or an act outside it.
    pub not_met_by: Vec<String>,
    /// Why it lays down no norm, where it does not.
    pub why_not_normative: Option<String>,
    /// What each scenario makes of it.
    pub uses: Vec<UseJson>,
}

/// Something that a policy declares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DeclaredJson {
    /// The keyword that it is declared with; `row` for a row of a decision or scheme.
    pub kind: &'static str,
    /// Its name; `3 of commissioner` for a row.
    pub name: String,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where it stands, as `file:line`.
    pub at: String,
}

/// What a scenario makes of a clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UseJson {
    /// The title of the scenario.
    pub scenario: String,
    /// `applies`, `discharged`, `used`, `expected-met`, `breached`, `refused`, `expected-not-met`.
    pub how: &'static str,
    /// The line that says so, as `file:line`.
    pub at: String,
}

/// Coverage in JSON.
pub fn coverage_json(view: &CoverageView<'_>) -> String {
    let coverage = view.coverage;
    let declared = |all: &[coverage::Declared]| all.iter().map(|one| declared(view, one)).collect();
    let value = CoverageJson {
        schema: COVERAGE_SCHEMA,
        tool: env!("CARGO_PKG_VERSION"),
        of: coverage.clauses.len(),
        covered: coverage.covered(),
        percent: coverage.percent(),
        clauses: coverage
            .clauses
            .iter()
            .map(|one| clause(view, one))
            .collect(),
        cite_no_clause: declared(&coverage.uncited),
        not_reached: declared(&coverage.unreached),
    };
    super::run::json(&value)
}

/// The JSON schema of `vires.coverage/1`.
pub fn coverage_schema() -> String {
    super::run::json(&schemars::schema_for!(CoverageJson))
}

fn clause(view: &CoverageView<'_>, clause: &ClauseCoverage) -> ClauseJson {
    let titles = |met: bool| -> Vec<String> {
        let scenarios = clause.shown_by(met).into_iter();
        scenarios
            .map(|scenario| view.scenario(scenario).to_owned())
            .collect()
    };
    ClauseJson {
        id: clause.id.clone(),
        title: clause.title.clone(),
        source: clause.source.clone(),
        at: view.place(clause.span),
        covered: match clause.covered() {
            Covered::BothWays => "both-ways",
            Covered::NotNormative => "not-normative",
            Covered::OnlyMet => "only-met",
            Covered::OnlyNotMet => "only-not-met",
            Covered::NotExercised => "not-exercised",
            Covered::NotEncoded => "not-encoded",
        },
        norms: clause
            .encoded_by
            .iter()
            .map(|one| declared(view, one))
            .collect(),
        met_by: titles(true),
        not_met_by: titles(false),
        why_not_normative: clause.why_not_normative.clone(),
        uses: clause
            .uses
            .iter()
            .map(|one| UseJson {
                scenario: view.scenario(one.scenario).to_owned(),
                how: how(one.how),
                at: view.place(one.line),
            })
            .collect(),
    }
}

fn how(how: How) -> &'static str {
    match how {
        How::Applies => "applies",
        How::Discharged => "discharged",
        How::Used => "used",
        How::ExpectedMet => "expected-met",
        How::Breached => "breached",
        How::Refused => "refused",
        How::ExpectedNotMet => "expected-not-met",
    }
}

fn declared(view: &CoverageView<'_>, declared: &coverage::Declared) -> DeclaredJson {
    DeclaredJson {
        kind: declared.word,
        name: declared.name.clone(),
        title: declared.title.clone(),
        at: view.place(declared.span),
    }
}
