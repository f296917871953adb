//! What a report is given: the results of a command, borrowed, with the texts that places refer to.

use crate::{
    base::{
        source_map::SourceMap,
        span::{FileId, Span},
    },
    case::case::Case,
    diagnostics::diagnostic::Diagnostic,
    policy::policy::Policy,
    record::{
        act::Validity, answer::Answer, expected::ExpectationRecord, reason::Truth, record::Record,
    },
    words::Words,
};

/// A run of packs: every scenario, and what is wrong with the files.
pub struct RunView<'a> {
    /// All texts that were read.
    pub texts: &'a SourceMap,
    /// The files that were read, with the hashes of their content, by path.
    pub files: &'a [FileHash],
    /// The scenarios in the order of packs, files and places.
    pub scenarios: Vec<ScenarioView<'a>>,
    /// What was found wrong, in the order in which it is shown.
    pub problems: &'a [Diagnostic],
}

/// A file that went into a run.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileHash {
    /// Its path below the root, with `/` between parts.
    pub path: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// One scenario of a run.
pub struct ScenarioView<'a> {
    /// The pack it ran against, by name.
    pub pack: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The file it stands in.
    pub file: FileId,
    /// Where its head stands.
    pub span: Span,
    /// What became of it.
    pub state: ScenarioState<'a>,
}

/// What became of a scenario.
pub enum ScenarioState<'a> {
    /// It ran.
    Ran(Ran<'a>),
    /// It could not be evaluated; the problems say why.
    NotEvaluated,
}

/// A scenario that ran.
pub struct Ran<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// The scenario.
    pub case: &'a Case,
    /// What the run found.
    pub record: &'a Record,
    /// What became of its expectations.
    pub expectations: &'a [ExpectationRecord],
    /// Whether items of the policy could not be read, so that it ran without them.
    pub incomplete: bool,
}

impl<'a> Ran<'a> {
    /// The speaker for this scenario.
    pub fn words(&self, texts: &'a SourceMap) -> Words<'a> {
        Words::new(self.policy)
            .of_case(self.case)
            .of_record(self.record)
            .quoting(texts)
    }

    /// Duties and prohibitions that were breached, for certain: a late discharge does not undo a breach.
    pub fn breaches(&self) -> usize {
        let duties = self
            .record
            .duties
            .iter()
            .filter(|duty| duty.was_breached())
            .count();
        let prohibitions: usize = self
            .record
            .acts
            .iter()
            .map(|act| {
                act.breaches
                    .iter()
                    .filter(|breach| breach.duty.is_none() && breach.certain == Truth::True)
                    .count()
            })
            .sum();
        duties + prohibitions
    }

    /// Acts that are void for certain.
    pub fn void_acts(&self) -> usize {
        let acts = self.record.acts.iter();
        acts.filter(|act| matches!(act.validity, Validity::Void(_)))
            .count()
    }

    /// Questions that are answered with no or nobody.
    pub fn refusals(&self) -> usize {
        let answers = self.record.answers.iter();
        answers
            .filter(|answer| match answer {
                Answer::May { may, .. } => *may == Truth::False,
                Answer::WhoMay { ways, unknowns, .. } => ways.is_empty() && unknowns.is_empty(),
                _ => false,
            })
            .count()
    }
}

/// A run in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// How many scenarios there are.
    pub scenarios: usize,
    /// How many of them could not be evaluated.
    pub not_evaluated: usize,
    /// Expectations that are met.
    pub met: usize,
    /// Expectations that are not.
    pub not_met: usize,
    /// Breaches of duties and prohibitions.
    pub breaches: usize,
    /// Void acts.
    pub void_acts: usize,
    /// Questions answered with no or nobody.
    pub refusals: usize,
    /// Errors in the files.
    pub errors: usize,
    /// Warnings about the files.
    pub warnings: usize,
}

impl RunView<'_> {
    /// The run in numbers.
    pub fn totals(&self) -> Totals {
        use crate::diagnostics::diagnostic::Severity;
        let count = |severity| {
            let problems = self.problems.iter();
            problems
                .filter(|problem| problem.severity == severity)
                .count()
        };
        let mut totals = Totals {
            scenarios: self.scenarios.len(),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            ..Totals::default()
        };
        for scenario in &self.scenarios {
            let ScenarioState::Ran(ran) = &scenario.state else {
                totals.not_evaluated += 1;
                continue;
            };
            let met = ran.expectations.iter().filter(|line| line.is_met()).count();
            totals.met += met;
            totals.not_met += ran.expectations.len() - met;
            totals.breaches += ran.breaches();
            totals.void_acts += ran.void_acts();
            totals.refusals += ran.refusals();
        }
        totals
    }
}
