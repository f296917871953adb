//! The speaker: it knows what a run was about, and says single words for states and verdicts.

use crate::{
    base::{source_map::SourceMap, span::Span},
    case::{case::Case, happening::Happening},
    policy::{
        policy::Policy,
        standing::{Rank, Status},
    },
    record::{reason::Truth, record::Record},
};

/// Says things of one policy, and of one scenario and its record where they are there.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// The policy that ids refer to.
    pub policy: &'a Policy,
    /// The scenario that ids refer to.
    pub case: Option<&'a Case>,
    /// The record that places refer to.
    pub record: Option<&'a Record>,
    /// The texts, for conditions as they were written.
    pub sources: Option<&'a SourceMap>,
}

impl<'a> Words<'a> {
    /// Speaks of a policy alone.
    pub fn new(policy: &'a Policy) -> Words<'a> {
        Words {
            policy,
            case: None,
            record: None,
            sources: None,
        }
    }

    /// Speaks of a scenario too.
    #[must_use]
    pub fn of_case(self, case: &'a Case) -> Words<'a> {
        Words {
            case: Some(case),
            ..self
        }
    }

    /// Speaks of what a run of the scenario found too.
    #[must_use]
    pub fn of_record(self, record: &'a Record) -> Words<'a> {
        Words {
            record: Some(record),
            ..self
        }
    }

    /// Quotes conditions as they were written.
    #[must_use]
    pub fn quoting(self, sources: &'a SourceMap) -> Words<'a> {
        Words {
            sources: Some(sources),
            ..self
        }
    }

    /// A line of the timeline.
    pub(super) fn happening_at(&self, place: usize) -> Option<&'a Happening> {
        self.case?.timeline.get(place)
    }

    /// What was written at a place, on one line and with single blanks; nothing where the text is not at hand.
    pub fn text(&self, span: Span) -> Option<String> {
        let text = self.sources?.slice(span);
        let words: Vec<_> = text
            .lines()
            .map(without_comment)
            .flat_map(str::split_whitespace)
            .collect();
        (!words.is_empty()).then(|| words.join(" "))
    }
}

/// A line up to its comment: a `#` that stands in no quoted text.
fn without_comment(line: &str) -> &str {
    let comment = line
        .match_indices('#')
        .map(|(place, _)| place)
        .find(|place| {
            let before = line.get(..*place).unwrap_or_default();
            before.matches('"').count().is_multiple_of(2)
        });
    comment.and_then(|place| line.get(..place)).unwrap_or(line)
}

/// True, false or unknown in a word.
pub fn truth(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "true",
        Truth::False => "false",
        Truth::Unknown => "unknown",
    }
}

/// The rank of a source in a word.
pub fn rank(rank: Rank) -> &'static str {
    rank.word()
}

/// A rule's status in a word.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::InForce => "in force",
        Status::Announced => "announced",
        Status::Proposed => "proposed",
        Status::NotBinding => "not binding",
        Status::Historical => "historical",
    }
}
