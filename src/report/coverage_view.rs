//! What the reports of coverage share: sources, places, words.

use crate::{
    base::{source_map::SourceMap, span::Span},
    record::coverage::{ClauseCoverage, Coverage, Covered, Declared},
};

/// Coverage with the texts that places refer to.
pub struct CoverageView<'a> {
    /// All texts that were read.
    pub texts: &'a SourceMap,
    /// The coverage.
    pub coverage: &'a Coverage,
}

impl<'a> CoverageView<'a> {
    /// The sources by their titles, each with its clauses, in the order of the clauses.
    pub fn sources(&self) -> Vec<(&'a str, Vec<&'a ClauseCoverage>)> {
        let mut sources: Vec<(&str, Vec<&ClauseCoverage>)> = Vec::new();
        for clause in &self.coverage.clauses {
            let found = sources
                .iter_mut()
                .find(|(title, _)| *title == clause.source);
            match found {
                Some((_, clauses)) => clauses.push(clause),
                None => sources.push((&clause.source, vec![clause])),
            }
        }
        sources
    }

    /// A place as `file:line`.
    pub fn place(&self, span: Span) -> String {
        let line = self.texts.start(span).line;
        format!("{}:{line}", self.texts.path(span.file))
    }

    /// The title of a scenario, by its place.
    pub fn scenario(&self, place: usize) -> &'a str {
        let found = self.coverage.scenarios.get(place);
        found.map_or("", |(title, _)| title.as_str())
    }

    /// The clauses that are covered so far, and no further.
    pub fn at(&self, covered: Covered) -> Vec<&'a ClauseCoverage> {
        let clauses = self.coverage.clauses.iter();
        clauses.filter(|one| one.covered() == covered).collect()
    }
}

/// How far a clause is covered, in words.
pub fn covered_words(covered: Covered) -> &'static str {
    match covered {
        Covered::BothWays => "both ways",
        Covered::NotNormative => "no norm",
        Covered::OnlyMet => "only met",
        Covered::OnlyNotMet => "only not met",
        Covered::NotExercised => "not exercised",
        Covered::NotEncoded => "not encoded",
    }
}

/// A declaration by its keyword and name, as its author wrote it.
pub fn declared_words(declared: &Declared) -> String {
    format!("{} {}", declared.word, declared.name)
        .trim_end()
        .to_owned()
}

/// What cites a clause: norms, rows and the like first, and vocabulary (acts, facts) where nothing else does.
pub fn encoded_words(clause: &ClauseCoverage) -> Vec<String> {
    let is_vocabulary = |one: &&Declared| matches!(one.word, "act" | "event" | "fact");
    let norms: Vec<&Declared> = clause
        .encoded_by
        .iter()
        .filter(|one| !is_vocabulary(one))
        .collect();
    let mut words: Vec<String> = if norms.is_empty() {
        clause.encoded_by.iter().map(declared_words).collect()
    } else {
        norms.into_iter().map(declared_words).collect()
    };
    words.dedup();
    words
}
