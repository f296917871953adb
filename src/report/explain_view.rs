//! What the report of explanations is given.

pub use crate::words::capital;
use crate::{
    base::{source_map::SourceMap, span::Span},
    case::case::Case,
    explain::tree::{Explanation, Leaf, Step},
    policy::policy::{ClauseId, Policy},
    record::record::Record,
    words::Words,
};

/// Explanations of verdicts of one scenario.
pub struct ExplainView<'a> {
    /// All texts that were read.
    pub texts: &'a SourceMap,
    /// The pack, by name.
    pub pack: &'a str,
    /// The scenario.
    pub case: &'a Case,
    /// The speaker, of the scenario and its record.
    pub words: Words<'a>,
    /// The explanations.
    pub explanations: &'a [Explanation],
}

/// How much of an explanation is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// What decided.
    Decisive,
    /// What was read beside that too: exceptions that did not apply, rows that did not match.
    All,
}

/// So many steps under one step are written out for people; the rest are counted. JSON holds them all.
pub const MOST_SHOWN: usize = 12;

impl<'a> ExplainView<'a> {
    /// Explanations of a run of a scenario.
    pub fn new(
        (texts, pack): (&'a SourceMap, &'a str),
        policy: &'a Policy,
        case: &'a Case,
        record: &'a Record,
        explanations: &'a [Explanation],
    ) -> ExplainView<'a> {
        ExplainView {
            texts,
            pack,
            case,
            words: Words::new(policy)
                .of_case(case)
                .of_record(record)
                .quoting(texts),
            explanations,
        }
    }

    /// The title of the scenario. One that was made to hold a question is called as the one that it asks of.
    pub fn title(&self) -> &str {
        let title = self.case.title.as_str();
        title
            .strip_prefix("the question asked of ")
            .unwrap_or(title)
    }

    /// A place as `file:line`.
    pub fn place(&self, span: Span) -> String {
        let at = self.texts.start(span);
        format!("{}:{}", self.texts.path(span.file), at.line)
    }

    /// Clauses with what they say: `F-2.D02 (Annual commissioning plan)`.
    pub fn clauses(&self, clauses: &[ClauseId]) -> String {
        let said: Vec<String> = clauses
            .iter()
            .map(|clause| self.words.clause_titled(*clause))
            .collect();
        said.join("; ")
    }

    /// The sentence of a step, with its date where it is of one, and its clauses.
    pub fn sentence(&self, step: &Step) -> String {
        let mut said = match step.on {
            Some(day) => format!("{day}: {}", step.says),
            None => capital(&step.says),
        };
        if !step.clauses.is_empty() {
            said.push_str(": ");
            said.push_str(&self.clauses(&step.clauses));
        }
        said
    }

    /// The leaf that a step is, where the verdict rests on it.
    pub fn leaf<'e>(&self, explanation: &'e Explanation, step: &Step) -> Option<&'e Leaf> {
        let stated = step.stated?;
        explanation.leaves.iter().find(|leaf| leaf.stated == stated)
    }

    /// The steps under one that are shown, and how many more there are.
    pub fn shown<'s>(
        &self,
        steps: &'s [Step],
        left_out: usize,
        extent: Extent,
    ) -> (Vec<&'s Step>, usize) {
        let wanted: Vec<&Step> = steps
            .iter()
            .filter(|step| extent == Extent::All || !step.aside)
            .collect();
        let all = wanted.len();
        let most = if extent == Extent::All || all <= MOST_SHOWN + 1 {
            all
        } else {
            MOST_SHOWN
        };
        let kept: Vec<&Step> = wanted.into_iter().take(most).collect();
        let more = all - kept.len() + left_out;
        (kept, more)
    }
}
