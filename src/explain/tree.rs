//! An explanation: a tree of sentences, each leaf of which is a line of the scenario or of the policy.

use super::{stated::Stated, subject::Subject};
use crate::{
    base::{date::Date, span::Span},
    policy::policy::ClauseId,
    record::{reason::Convention, settling::Settling},
};

/// Why one verdict came out as it did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What is explained.
    pub subject: Subject,
    /// What it is, in words: a duty with its bearer, an act, a question.
    pub title: String,
    /// The verdict as a sentence: `It is breached since 1 April 2013`.
    pub verdict: String,
    /// The verdict in a word, as records say it.
    pub word: String,
    /// The reasons, in reading order.
    pub steps: Vec<Step>,
    /// What was taken for false because nothing states it (S14).
    pub absences: Vec<Absence>,
    /// Conventions that were used (S14).
    pub conventions: Vec<Convention>,
    /// Every line of the scenario that it rests on, each once, in the order of the scenario.
    pub leaves: Vec<Leaf>,
    /// How far this was proved by running the scenario with nothing but the leaves.
    pub proved: Proved,
    /// What would settle it, where it is undetermined.
    pub settling: Option<Settling>,
}

/// One step of an explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What sort of step it is.
    pub kind: Kind,
    /// The sentence, without a full stop.
    pub says: String,
    /// Where it stands in a policy or a scenario.
    pub at: Option<Span>,
    /// The day it is of, for what happened.
    pub on: Option<Date>,
    /// The clauses that it cites.
    pub clauses: Vec<ClauseId>,
    /// The line of the scenario that it is, where it is one.
    pub stated: Option<Stated>,
    /// It did not decide, and is shown only where everything is asked for: an exception that did not apply, a row that did
    /// not match.
    pub aside: bool,
    /// What it rests on.
    pub steps: Vec<Step>,
    /// How many steps under it are not kept, because there are too many.
    pub left_out: usize,
}

/// The sorts of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// What a norm requires, allows or forbids, with its clauses and dates in force.
    Norm,
    /// Why a duty arose.
    Cause,
    /// A condition, true or false.
    Condition,
    /// A definition.
    Definition,
    /// A fact that was read.
    Fact,
    /// A line of the timeline.
    Event,
    /// A row of a table.
    Row,
    /// A rule by which days were counted.
    Calendar,
    /// A sum, with its addends below.
    Sum,
    /// A link of a chain of delegation.
    Link,
    /// A norm or order that defeated another.
    Defeat,
    /// Something that is missing.
    Missing,
    /// Something that nothing states, taken for false.
    Absence,
    /// Something that is not known.
    Unknown,
    /// Who did it, and who answers.
    People,
    /// A way that was tried and does not lead there.
    Route,
    /// Another duty or act, explained in short.
    Verdict,
    /// A heading over other steps.
    Heading,
}

/// Something that was taken for false, or for unknown where it is a judgement or has a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// In words.
    pub says: String,
    /// Where what it is is declared.
    pub at: Option<Span>,
}

/// A line of the scenario on which the verdict rests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// Which.
    pub stated: Stated,
    /// In words.
    pub says: String,
    /// Where it stands.
    pub at: Option<Span>,
    /// Whether the verdict is another without it; none where that was not tried.
    pub needed: Option<bool>,
}

/// How far an explanation was proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Proved {
    /// The scenario with nothing but the leaves gives the same verdict, and each leaf was tried.
    Whole,
    /// The scenario with nothing but the leaves gives the same verdict; not every leaf was tried, there are too many.
    Enough,
    /// The scenario is too large to be run again so often: the leaves are what was read.
    Unproved,
}

impl Step {
    /// A step that says something.
    pub fn new(kind: Kind, says: impl Into<String>) -> Step {
        Step {
            kind,
            says: says.into(),
            at: None,
            on: None,
            clauses: Vec::new(),
            stated: None,
            aside: false,
            steps: Vec::new(),
            left_out: 0,
        }
    }

    /// With its place.
    #[must_use]
    pub fn at(mut self, at: Option<Span>) -> Step {
        self.at = at;
        self
    }

    /// With the clauses that it cites.
    #[must_use]
    pub fn citing(mut self, clauses: &[ClauseId]) -> Step {
        self.clauses = clauses.to_vec();
        self
    }

    /// With what it rests on.
    #[must_use]
    pub fn with(mut self, steps: Vec<Step>) -> Step {
        self.steps = steps;
        self
    }

    /// As the line of the scenario that it is.
    #[must_use]
    pub fn stating(mut self, stated: Stated) -> Step {
        self.stated = Some(stated);
        self
    }

    /// Calls `f` for every step under these, a step before those under it.
    pub fn each<'s>(steps: &'s [Step], f: &mut dyn FnMut(&'s Step)) {
        let mut left: Vec<&Step> = steps.iter().rev().collect();
        while let Some(step) = left.pop() {
            f(step);
            left.extend(step.steps.iter().rev());
        }
    }
}
