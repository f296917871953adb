//! Coverage: clause by clause, what encodes it, and which scenarios show it met and not met.

use std::collections::BTreeSet;

use crate::base::span::Span;

/// What the scenarios of some packs make of the clauses of their sources.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The clauses, in the order of packs, files and places.
    pub clauses: Vec<ClauseCoverage>,
    /// The scenarios that were run: their titles, and where they stand.
    pub scenarios: Vec<(String, Span)>,
    /// Norms and rules that cite no clause, and do not say why they lay down none.
    pub uncited: Vec<Declared>,
    /// Norms and rows of decisions that no scenario reaches.
    pub unreached: Vec<Declared>,
}

/// What is made of one clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClauseCoverage {
    /// Its id.
    pub id: String,
    /// Its summary.
    pub title: Option<String>,
    /// The source that it stands in, by its title.
    pub source: String,
    /// Where its id stands.
    pub span: Span,
    /// What cites it, in the order of the files.
    pub encoded_by: Vec<Declared>,
    /// Why it lays down no norm, where it does not.
    pub why_not_normative: Option<String>,
    /// What scenarios make of it: each scenario and way but once.
    pub uses: Vec<Use>,
}

/// Something that a policy declares.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Declared {
    /// Where its name stands.
    pub span: Span,
    /// The keyword that it is declared with: `duty`, `power`, `decide`, `row`.
    pub word: &'static str,
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
}

/// What a scenario makes of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// The scenario, by its place among [`Coverage::scenarios`].
    pub scenario: usize,
    /// What it makes of it.
    pub how: How,
    /// The line that says so.
    pub line: Span,
}

/// The ways in which a scenario uses a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum How {
    /// A duty that cites it arises.
    Applies,
    /// A duty that cites it is discharged.
    Discharged,
    /// An act, a link or an answer rests on it; an immunity or a reservation stands.
    Used,
    /// A line under `expect` that came true says that it is met.
    ExpectedMet,
    /// A duty or prohibition that cites it is breached, or found without evidence.
    Breached,
    /// An act or a link falls for it.
    Refused,
    /// A line under `expect` that came true says that it is not met, or that another clause decided.
    ExpectedNotMet,
}

impl How {
    /// Whether the clause is met; none where that is open.
    pub fn is_met(self) -> Option<bool> {
        match self {
            How::Applies => None,
            How::Discharged | How::Used | How::ExpectedMet => Some(true),
            How::Breached | How::Refused | How::ExpectedNotMet => Some(false),
        }
    }
}

/// How far a clause is covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Covered {
    /// Scenarios show it met and not met.
    BothWays,
    /// It lays down no norm, and says why.
    NotNormative,
    /// Scenarios show it met only.
    OnlyMet,
    /// Scenarios show it not met only.
    OnlyNotMet,
    /// Something cites it, and no scenario shows it met or not met.
    NotExercised,
    /// Nothing cites it.
    NotEncoded,
}

impl Covered {
    /// Whether nothing is left to do.
    pub fn is_whole(self) -> bool {
        matches!(self, Covered::BothWays | Covered::NotNormative)
    }
}

impl ClauseCoverage {
    /// How far it is covered.
    pub fn covered(&self) -> Covered {
        if self.why_not_normative.is_some() {
            return Covered::NotNormative;
        }
        if self.encoded_by.is_empty() {
            return Covered::NotEncoded;
        }
        match (self.is_shown(true), self.is_shown(false)) {
            (true, true) => Covered::BothWays,
            (true, false) => Covered::OnlyMet,
            (false, true) => Covered::OnlyNotMet,
            (false, false) => Covered::NotExercised,
        }
    }

    /// The scenarios that show it met, or not met, by their places, each once.
    pub fn shown_by(&self, met: bool) -> Vec<usize> {
        let uses = self.uses.iter().filter(|one| one.how.is_met() == Some(met));
        let scenarios: BTreeSet<usize> = uses.map(|one| one.scenario).collect();
        scenarios.into_iter().collect()
    }

    fn is_shown(&self, met: bool) -> bool {
        self.uses.iter().any(|one| one.how.is_met() == Some(met))
    }
}

impl Coverage {
    /// How many clauses are covered in whole.
    pub fn covered(&self) -> usize {
        let clauses = self.clauses.iter();
        clauses.filter(|clause| clause.covered().is_whole()).count()
    }

    /// Whether at least so many of a hundred clauses are covered in whole. Where no clause is listed, nothing is covered.
    pub fn is_at_least(&self, percent: u32) -> bool {
        (percent == 0 || !self.clauses.is_empty())
            && self.covered() as u64 * 100 >= u64::from(percent) * self.clauses.len() as u64
    }

    /// The share of the clauses that is covered in whole, in percent, rounded down.
    pub fn percent(&self) -> usize {
        (self.covered() * 100)
            .checked_div(self.clauses.len())
            .unwrap_or(0)
    }
}
