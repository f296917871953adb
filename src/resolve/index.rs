//! The index: from every name that was resolved to what it names, for editors and for `check`.

use crate::{
    base::span::{FileId, Span},
    policy::{
        delegation::{DelegationRuleId, OfficeId, SchemeId},
        norm::NormNameId,
        policy::{
            ActId, CalendarId, ClauseId, DecisionId, DefinitionId, FactId, FunctionId,
            IndividualId, KindId, PackId, PeriodId, Policy, SourceId, StatementId, ValueId,
            ValueSetId,
        },
    },
};

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A pack, at a `use`.
    Pack(PackId),
    /// A source document.
    Source(SourceId),
    /// A clause that is cited.
    Clause(ClauseId),
    /// A kind.
    Kind(KindId),
    /// An individual of the policy, or of a scenario after them.
    Individual(IndividualId),
    /// A tree of values.
    ValueSet(ValueSetId),
    /// An entry of a tree of values.
    Value(ValueId),
    /// A function.
    Function(FunctionId),
    /// An act or event.
    Act(ActId),
    /// A fact, judgement or attribute.
    Fact(FactId),
    /// A definition.
    Definition(DefinitionId),
    /// A decision.
    Decision(DecisionId),
    /// A calendar.
    Calendar(CalendarId),
    /// A declared period.
    Period(PeriodId),
    /// A norm, with its versions.
    Norm(NormNameId),
    /// A rule of delegation.
    Delegation(DelegationRuleId),
    /// An office or committee.
    Office(OfficeId),
    /// A scheme.
    Scheme(SchemeId),
    /// A statement.
    Statement(StatementId),
    /// A variable or label, by the place where it is bound.
    Variable(Span),
}

/// Names in the order of their places.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Index {
    references: Vec<(Span, Target)>,
}

impl Index {
    /// The index of these names, given in any order.
    pub fn new(mut references: Vec<(Span, Target)>) -> Index {
        references.sort_unstable();
        references.dedup();
        Index { references }
    }

    /// Puts these names in the place of those that stand in an item. What stands elsewhere is not among them.
    pub fn replace(&mut self, item: (FileId, u32), mut names: Vec<(Span, Target)>) {
        names.retain(|(span, _)| (span.file, span.item) == item);
        names.sort_unstable();
        names.dedup();
        let known = &mut self.references;
        let start = known.partition_point(|(span, _)| (span.file, span.item) < item);
        let end = known.partition_point(|(span, _)| (span.file, span.item) <= item);
        known.splice(start..end, names);
    }

    /// Every name with what it names, by place.
    pub fn references(&self) -> &[(Span, Target)] {
        &self.references
    }

    /// What stands at a place of a text, if it is a name that was resolved.
    pub fn at(&self, place: Span) -> Option<Target> {
        let covers = |span: &Span| {
            (span.file, span.item) == (place.file, place.item)
                && span.start <= place.start
                && place.start < span.end.max(span.start + 1)
        };
        let upto = self.references.partition_point(|(span, _)| {
            (span.file, span.item, span.start) <= (place.file, place.item, place.start)
        });
        let before = self.references.get(..upto).unwrap_or_default();
        before
            .iter()
            .rev()
            .take_while(|(span, _)| (span.file, span.item) == (place.file, place.item))
            .find(|(span, _)| covers(span))
            .map(|(_, target)| *target)
    }

    /// The places that name a thing.
    pub fn uses(&self, target: Target) -> impl Iterator<Item = Span> {
        self.references
            .iter()
            .filter(move |(_, named)| *named == target)
            .map(|(span, _)| *span)
    }
}

/// Where a thing is declared; the language's own things, packs without a head and declared periods have no place.
pub fn declaration(policy: &Policy, target: Target) -> Option<Span> {
    match target {
        Target::Pack(id) => policy.packs.get(id)?.span,
        Target::Source(id) => Some(policy.sources.get(id)?.span),
        Target::Clause(id) => Some(policy.clauses.get(id)?.span),
        Target::Kind(id) => policy
            .kinds
            .get(id)
            .filter(|kind| !kind.built_in)
            .map(|kind| kind.span),
        Target::Individual(id) => Some(policy.individuals.get(id)?.span),
        Target::ValueSet(id) => Some(policy.value_sets.get(id)?.span),
        Target::Value(id) => Some(policy.values.get(id)?.span),
        Target::Function(id) => Some(policy.functions.get(id)?.span),
        Target::Act(id) => Some(policy.acts.get(id)?.span),
        Target::Fact(id) => Some(policy.facts.get(id)?.span),
        Target::Definition(id) => Some(policy.definitions.get(id)?.span),
        Target::Decision(id) => Some(policy.decisions.get(id)?.span),
        Target::Calendar(id) => Some(policy.calendars.get(id)?.span),
        Target::Period(_) => None,
        Target::Norm(id) => {
            let version = *policy.norm_names.get(id)?.versions.first()?;
            Some(policy.norms.get(version)?.span)
        }
        Target::Delegation(id) => Some(policy.delegations.get(id)?.span),
        Target::Office(id) => Some(policy.offices.get(id)?.span),
        Target::Scheme(id) => Some(policy.schemes.get(id)?.span),
        Target::Statement(id) => Some(policy.statements.get(id)?.span),
        Target::Variable(span) => Some(span),
    }
}
