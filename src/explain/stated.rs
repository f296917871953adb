//! The lines of a scenario that a verdict can rest on.

use crate::{
    base::span::Span,
    case::{case::Case, happening::HappeningKind},
};

/// Something that a scenario states, by its place in the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stated {
    /// Since when somebody exists, among `existing`.
    Existing(usize),
    /// A kind that somebody is of for a time, among `kinds`.
    Kind(usize),
    /// A fact, among `facts`.
    Fact(usize),
    /// Who holds an office, among `offices`.
    Office(usize),
    /// A link of delegation, among `links`.
    Link(usize),
    /// Another state of affairs, among `effects`.
    Effect(usize),
    /// A line of the timeline.
    Happening(usize),
}

impl Stated {
    /// Everything that a case states, in its order.
    pub fn all(case: &Case) -> Vec<Stated> {
        let existing = (0..case.existing.len()).map(Stated::Existing);
        let kinds = (0..case.kinds.len()).map(Stated::Kind);
        let facts = (0..case.facts.len()).map(Stated::Fact);
        let offices = (0..case.offices.len()).map(Stated::Office);
        let links = case.links.iter().enumerate();
        let links = links
            .filter(|(_, link)| !link.link.what.is_empty())
            .map(|(place, _)| Stated::Link(place));
        let effects = (0..case.effects.len()).map(Stated::Effect);
        let timeline = case.timeline.iter().enumerate();
        let happenings = timeline
            .filter(|(_, line)| line.kind != HappeningKind::LeftOut)
            .map(|(place, _)| Stated::Happening(place));
        existing
            .chain(kinds)
            .chain(facts)
            .chain(offices)
            .chain(links)
            .chain(effects)
            .chain(happenings)
            .collect()
    }

    /// Where it stands.
    pub fn span(self, case: &Case) -> Option<Span> {
        match self {
            Stated::Existing(place) => case.existing.get(place).map(|one| one.span),
            Stated::Kind(place) => case.kinds.get(place).map(|one| one.span),
            Stated::Fact(place) => case.facts.get(place).map(|one| one.span),
            Stated::Office(place) => case.offices.get(place).map(|one| one.span),
            Stated::Link(place) => case.links.get(place).map(|one| one.span),
            Stated::Effect(place) => case.effects.get(place).map(|one| one.span),
            Stated::Happening(place) => case.timeline.get(place).map(|one| one.span),
        }
    }
}
