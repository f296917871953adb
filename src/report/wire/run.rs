//! `vires.record/1`: the whole result of a run in JSON.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    act::Act,
    answer::Asked,
    duty::Duty,
    expectation::Expectation,
    link::{Conflict, LinkResult, Statement},
    problem::{Problem, problems},
    speaker::{HappeningRef, Speaker},
};
use crate::{
    base::hidden::written_out,
    case::case::Assumed,
    explain::settle::open::questions,
    record::record::NoEffect,
    report::view::{Ran, RunView, ScenarioState, ScenarioView},
};

/// The name and version of this shape.
pub const RECORD_SCHEMA: &str = "vires.record/1";

/// The result of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(title = "vires.record/1")]
pub struct Run {
    /// `vires.record/1`
    pub schema: &'static str,
    /// What went in.
    pub manifest: Manifest,
    /// The scenarios, in the order of packs, files and places.
    pub scenarios: Vec<Scenario>,
    /// What is wrong with the files.
    pub problems: Vec<Problem>,
    /// The run in numbers.
    pub summary: Summary,
}

/// What went into a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Manifest {
    /// `vires`
    pub tool: &'static str,
    /// Its version.
    pub version: &'static str,
    /// The files that were read, by path.
    pub files: Vec<File>,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct File {
    /// Its path, with `/` between parts.
    pub path: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// A scenario and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Scenario {
    /// Its title.
    pub title: String,
    /// The pack it ran against.
    pub pack: String,
    /// Where it stands.
    pub at: String,
    /// Whether it could be evaluated; the problems say why not.
    pub evaluated: bool,
    /// Whether items of the policy could not be read, so that it ran without them.
    pub incomplete: bool,
    /// The result; none where it could not be evaluated.
    pub result: Option<ScenarioResult>,
}

/// What a run of a scenario found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ScenarioResult {
    /// The last day that was looked at.
    pub as_of: String,
    /// Proposals that were taken as law.
    pub assuming: Vec<String>,
    /// Notes of the scenario.
    pub notes: Vec<String>,
    /// Duty instances, in the order they arose.
    pub duties: Vec<Duty>,
    /// Acts, in the order of the timeline.
    pub acts: Vec<Act>,
    /// Links of delegation.
    pub links: Vec<LinkResult>,
    /// Norms that disagree.
    pub conflicts: Vec<Conflict>,
    /// Statements that were checked.
    pub statements: Vec<Statement>,
    /// Questions and their answers.
    pub answers: Vec<Asked>,
    /// What was expected.
    pub expectations: Vec<Expectation>,
    /// What is to be found out to settle what is undetermined, those questions first on which most hangs.
    pub to_find_out: Vec<ToFindOut>,
    /// Events after the last day, which were left out.
    pub left_out: Vec<HappeningRef>,
    /// Lines of the timeline that changed nothing.
    pub without_effect: Vec<WithoutEffect>,
    /// Conventions that were used.
    pub conventions: Vec<String>,
}

/// Something to find out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ToFindOut {
    /// The question: `whether …`, or what has a value.
    pub text: String,
    /// How many results hang on it.
    pub results: usize,
}

/// A line of the timeline that changed nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WithoutEffect {
    /// The line.
    #[serde(flatten)]
    pub happening: HappeningRef,
    /// `not-their-judgement`, `not-owed-to-them` or `nothing-open`.
    pub code: &'static str,
    /// Why, as a phrase.
    pub because: &'static str,
}

/// A run in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Summary {
    /// How many scenarios there are.
    pub scenarios: usize,
    /// How many of them could not be evaluated.
    pub not_evaluated: usize,
    /// Expectations that are met.
    pub expectations_met: usize,
    /// Expectations that are not.
    pub expectations_not_met: usize,
    /// Breaches of duties and prohibitions.
    pub breaches: usize,
    /// Void acts.
    pub void_acts: usize,
    /// Errors in the files.
    pub errors: usize,
    /// Warnings about the files.
    pub warnings: usize,
}

/// A run in the shape of `vires.record/1`.
pub fn run(view: &RunView<'_>) -> Run {
    let totals = view.totals();
    Run {
        schema: RECORD_SCHEMA,
        manifest: Manifest {
            tool: "vires",
            version: env!("CARGO_PKG_VERSION"),
            files: view
                .files
                .iter()
                .map(|file| File {
                    path: file.path.clone(),
                    sha256: file.sha256.clone(),
                })
                .collect(),
        },
        scenarios: view
            .scenarios
            .iter()
            .map(|scenario| of_scenario(view, scenario))
            .collect(),
        problems: problems(view.problems, view.texts),
        summary: Summary {
            scenarios: totals.scenarios,
            not_evaluated: totals.not_evaluated,
            expectations_met: totals.met,
            expectations_not_met: totals.not_met,
            breaches: totals.breaches,
            void_acts: totals.void_acts,
            errors: totals.errors,
            warnings: totals.warnings,
        },
    }
}

/// A run as JSON text, ending with a line feed.
pub fn run_json(view: &RunView<'_>) -> String {
    json(&run(view))
}

/// Problems alone as JSON text: what `check --format json` prints.
pub fn problems_json(
    found: &[crate::diagnostics::diagnostic::Diagnostic],
    texts: &crate::base::source_map::SourceMap,
) -> String {
    json(&problems(found, texts))
}

/// The JSON schema of `vires.record/1`.
pub fn record_schema() -> String {
    json(&schemars::schema_for!(Run))
}

pub(super) fn json(value: &impl Serialize) -> String {
    // Writing to memory cannot fail, and every key of these types is a text; were it otherwise, nothing is better than a part.
    let mut text = written_out(serde_json::to_string_pretty(value).unwrap_or_default());
    text.push('\n');
    text
}

fn of_scenario(view: &RunView<'_>, scenario: &ScenarioView<'_>) -> Scenario {
    let at = view.texts.start(scenario.span);
    let place = format!(
        "{}:{}:{}",
        view.texts.path(scenario.file),
        at.line,
        at.column
    );
    let (result, incomplete) = match &scenario.state {
        ScenarioState::Ran(ran) => (Some(result(view, ran)), ran.incomplete),
        ScenarioState::NotEvaluated => (None, false),
    };
    Scenario {
        title: scenario.title.to_owned(),
        pack: scenario.pack.to_owned(),
        at: place,
        evaluated: result.is_some(),
        incomplete,
        result,
    }
}

fn result(view: &RunView<'_>, ran: &Ran<'_>) -> ScenarioResult {
    let speaker = Speaker {
        words: ran.words(view.texts),
        texts: view.texts,
    };
    let record = ran.record;
    let asked = ran.case.questions.iter().zip(&record.answers);
    ScenarioResult {
        as_of: record.as_of.iso(),
        assuming: ran
            .case
            .assuming
            .iter()
            .map(|assumed| assumed_name(ran, *assumed))
            .collect(),
        notes: ran.case.notes.clone(),
        duties: record
            .duties
            .iter()
            .map(|duty| speaker.duty_result(duty))
            .collect(),
        acts: record.acts.iter().map(|act| speaker.act(act)).collect(),
        links: speaker.links(&record.links),
        conflicts: speaker.conflicts(&record.conflicts),
        statements: speaker.statements(&record.statements),
        answers: asked
            .map(|(question, answer)| Asked {
                question: question.text.clone(),
                at: speaker.place(question.span),
                text: speaker.words.answer(answer),
                answer: speaker.answer(answer),
            })
            .collect(),
        expectations: ran
            .expectations
            .iter()
            .map(|line| speaker.expectation(line))
            .collect(),
        to_find_out: questions(ran.policy, record, &speaker.words)
            .into_iter()
            .map(|question| ToFindOut {
                text: question.text,
                results: question.results,
            })
            .collect(),
        left_out: record
            .left_out
            .iter()
            .map(|place| speaker.happening(*place))
            .collect(),
        without_effect: record
            .without_effect
            .iter()
            .map(|line| WithoutEffect {
                happening: speaker.happening(line.happening),
                code: match line.why {
                    NoEffect::NotTheirJudgement => "not-their-judgement",
                    NoEffect::NotOwedToThem => "not-owed-to-them",
                    NoEffect::NothingOpen => "nothing-open",
                    NoEffect::NotTheirsToRevoke => "not-theirs-to-revoke",
                },
                because: speaker.words.no_effect(line.why),
            })
            .collect(),
        conventions: speaker.conventions(&record.conventions),
    }
}

fn assumed_name(ran: &Ran<'_>, assumed: Assumed) -> String {
    let policy = ran.policy;
    let name = match assumed {
        Assumed::Pack(id) => policy.packs.get(id).map(|pack| &pack.name),
        Assumed::Norm(id) => policy.norm_names.get(id).map(|norm| &norm.name),
        Assumed::Definition(id) => policy
            .definitions
            .get(id)
            .map(|definition| &definition.name),
        Assumed::Decision(id) => policy.decisions.get(id).map(|decision| &decision.name),
        Assumed::Delegation(id) => policy.delegations.get(id).map(|rule| &rule.name),
        Assumed::Statement(id) => policy.statements.get(id).map(|statement| &statement.name),
    };
    name.map_or_else(String::new, |name| name.to_string())
}
