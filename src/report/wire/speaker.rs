//! What turns ids into names, titles and places.

use crate::{
    base::{source_map::SourceMap, span::Span},
    policy::{
        delegation::OfficeId,
        norm::{NormId, NormNameId},
        policy::{ClauseId, FactId, IndividualId},
    },
    words::Words,
};
use schemars::JsonSchema;
use serde::Serialize;

/// The words of a scenario and the texts that places refer to.
#[derive(Clone, Copy)]
pub struct Speaker<'a> {
    /// The words.
    pub words: Words<'a>,
    /// The texts.
    pub texts: &'a SourceMap,
}

/// A thing by its name, with its title where it has one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Named {
    /// Its name, as it is declared.
    pub name: String,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// A clause of a source that is cited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Clause {
    /// Its id: `F-2.D02`.
    pub id: String,
    /// What it says, in short.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The source it stands in.
    pub source: Named,
}

/// A line of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HappeningRef {
    /// Its place in the timeline, counted from 0.
    pub place: usize,
    /// Its name, where it has one (`as late-plan`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Its date, `2013-04-01`.
    pub date: String,
    /// What happens, as a sentence.
    pub text: String,
}

/// A duty instance of the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DutyRef {
    /// Its place in `duties`, counted from 0.
    pub place: usize,
    /// Which duty, and of whom.
    pub text: String,
}

impl Named {
    /// A name with a title that may be there.
    pub fn new(name: &str, title: Option<&str>) -> Named {
        Named {
            name: name.to_owned(),
            title: title.map(str::to_owned),
        }
    }
}

impl Speaker<'_> {
    /// A place as `file:line:column`, both counted from 1.
    pub fn place(&self, span: Span) -> String {
        let at = self.texts.start(span);
        format!("{}:{}:{}", self.texts.path(span.file), at.line, at.column)
    }

    /// A norm by name and title.
    pub fn norm(&self, norm: NormId) -> Named {
        let norm = self.words.policy.norms.get(norm);
        norm.map_or_else(
            || Named::new("", None),
            |norm| Named::new(&norm.text, norm.title.as_deref()),
        )
    }

    /// A norm by its name.
    pub fn norm_name(&self, name: NormNameId) -> Named {
        let Some(declared) = self.words.policy.norm_names.get(name) else {
            return Named::new("", None);
        };
        let title = declared
            .versions
            .iter()
            .find_map(|version| self.words.policy.norms.get(*version)?.title.as_deref());
        Named::new(&declared.name, title)
    }

    /// A body, person or thing by name and title.
    pub fn individual(&self, id: IndividualId) -> Named {
        let individuals = self
            .words
            .case
            .map_or(&self.words.policy.individuals, |case| &case.individuals);
        individuals.get(id).map_or_else(
            || Named::new("", None),
            |individual| Named::new(&individual.name, individual.title.as_deref()),
        )
    }

    /// An office by name and title.
    pub fn office(&self, id: OfficeId) -> Named {
        let office = self.words.policy.offices.get(id);
        office.map_or_else(
            || Named::new("", None),
            |office| Named::new(&office.name, office.title.as_deref()),
        )
    }

    /// A fact by name.
    pub fn fact(&self, id: FactId) -> String {
        let fact = self.words.policy.facts.get(id);
        fact.map_or_else(String::new, |fact| fact.name.to_string())
    }

    /// Clauses with their titles and sources.
    pub fn clauses(&self, clauses: &[ClauseId]) -> Vec<Clause> {
        let policy = self.words.policy;
        let known = clauses
            .iter()
            .filter_map(|clause| policy.clauses.get(*clause));
        known
            .map(|clause| Clause {
                id: clause.id.to_string(),
                title: clause.title.clone(),
                source: policy.sources.get(clause.source).map_or_else(
                    || Named::new("", None),
                    |source| Named::new(&source.name, source.title.as_deref()),
                ),
            })
            .collect()
    }

    /// A line of the timeline.
    pub fn happening(&self, place: usize) -> HappeningRef {
        let happening = self.words.case.and_then(|case| case.timeline.get(place));
        HappeningRef {
            place,
            label: happening
                .and_then(|happening| happening.label.as_ref().map(|label| label.to_string())),
            date: happening.map_or_else(String::new, |happening| happening.date.iso()),
            text: self.words.happening(place),
        }
    }

    /// A duty instance.
    pub fn duty(&self, place: usize) -> DutyRef {
        DutyRef {
            place,
            text: self.words.duty_at(place),
        }
    }
}
