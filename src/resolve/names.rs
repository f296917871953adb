//! The names that a pack declares, by sort, and the names that a pack sees: its own and those of the packs it uses.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::policy::{
    delegation::{DelegationRuleId, OfficeId, SchemeId},
    norm::NormNameId,
    policy::{
        ActId, CalendarId, ClauseId, DecisionId, DefinitionId, FactId, FunctionId, IndividualId,
        KindId, PeriodId, SourceId, StatementId, ValueId, ValueSetId,
    },
};

/// A table of names of one sort.
pub type Table<T> = FxHashMap<SmolStr, T>;

/// What can stand where a type stands, apart from the words of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypeName {
    /// `CCG`
    Kind(KindId),
    /// `Service`
    Values(ValueSetId),
    /// `instalment`
    Period(PeriodId),
}

/// What can stand before brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Callable {
    /// An act or event.
    Act(ActId),
    /// A fact or judgement.
    Fact(FactId),
    /// A definition.
    Definition(DefinitionId),
    /// A decision.
    Decision(DecisionId),
}

/// The names that one pack declares.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// Kinds, trees of values, declared periods.
    pub types: Table<TypeName>,
    /// Bodies, persons, things.
    pub individuals: Table<IndividualId>,
    /// Entries of trees of values; several trees may have entries of one name.
    pub values: Table<Vec<ValueId>>,
    /// Functions.
    pub functions: Table<FunctionId>,
    /// Acts, events, facts, judgements, definitions, decisions.
    pub callables: Table<Callable>,
    /// Attributes; several kinds may have attributes of one name.
    pub attributes: Table<Vec<FactId>>,
    /// Norms.
    pub norms: Table<NormNameId>,
    /// Rules of delegation.
    pub delegations: Table<DelegationRuleId>,
    /// Statements.
    pub statements: Table<StatementId>,
    /// Offices and committees; several kinds of body may have offices of one name.
    pub offices: Table<Vec<OfficeId>>,
    /// Schemes.
    pub schemes: Table<SchemeId>,
    /// Calendars.
    pub calendars: Table<CalendarId>,
    /// Source documents.
    pub sources: Table<SourceId>,
    /// Clauses of sources.
    pub clauses: Table<ClauseId>,
}

/// The names that a pack sees: its own first, then those of each pack it uses (whose own uses are not seen).
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    names: &'a [Names],
    layers: &'a [usize],
}

impl<'a> View<'a> {
    /// The view through these layers, nearest first.
    pub fn new(names: &'a [Names], layers: &'a [usize]) -> View<'a> {
        View { names, layers }
    }

    fn layers(self) -> impl Iterator<Item = &'a Names> {
        self.layers
            .iter()
            .filter_map(move |layer| self.names.get(*layer))
    }

    /// The first thing of this name in one of the tables.
    pub fn find<T: 'a>(
        self,
        name: &str,
        table: impl Fn(&'a Names) -> &'a Table<T>,
    ) -> Option<&'a T> {
        self.layers().find_map(|names| table(names).get(name))
    }

    /// Everything of this name in one of the tables that hold several.
    pub fn all<T: Copy + 'a>(
        self,
        name: &str,
        table: impl Fn(&'a Names) -> &'a Table<Vec<T>>,
    ) -> Vec<T> {
        self.layers()
            .filter_map(|names| table(names).get(name))
            .flatten()
            .copied()
            .collect()
    }

    /// The names in one of the tables, sorted: for messages.
    pub fn listed<T: 'a>(self, table: impl Fn(&'a Names) -> &'a Table<T>) -> Vec<&'a str> {
        let mut found: Vec<&str> = self
            .layers()
            .flat_map(|names| table(names).keys().map(SmolStr::as_str))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}
