//! The whole policy of a pack and of the packs that it uses.

use smol_str::SmolStr;

use super::{
    delegation::{DelegationRule, Office, Reserved, Scheme},
    expr::{Expr, VarId, Variable},
    norm::{Norm, NormName},
    standing::{Rank, Standing},
    types::Type,
    value::Value,
};
use crate::base::{
    calendar::Calendar,
    id::{Arena, Id},
    period::PeriodSeries,
    span::Span,
};

/// A pack.
pub type PackId = Id<Pack>;
/// A source document.
pub type SourceId = Id<Source>;
/// A clause of a source.
pub type ClauseId = Id<Clause>;
/// A kind of individual.
pub type KindId = Id<Kind>;
/// An individual: those of the policy come first, those of a scenario after them.
pub type IndividualId = Id<Individual>;
/// A tree of values.
pub type ValueSetId = Id<ValueSet>;
/// An entry of a tree of values.
pub type ValueId = Id<ValueEntry>;
/// A function.
pub type FunctionId = Id<Function>;
/// An act or event.
pub type ActId = Id<Act>;
/// A fact, judgement or attribute.
pub type FactId = Id<Fact>;
/// A definition, with its versions.
pub type DefinitionId = Id<Definition>;
/// A decision, with its versions.
pub type DecisionId = Id<Decision>;
/// A calendar.
pub type CalendarId = Id<CalendarDeclaration>;
/// A declared period.
pub type PeriodId = Id<PeriodSeries>;
/// A statement.
pub type StatementId = Id<Statement>;

/// Everything that a pack, with the packs it uses, declares.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    /// The packs; the one asked for last.
    pub packs: Arena<Pack>,
    /// Source documents.
    pub sources: Arena<Source>,
    /// Their clauses.
    pub clauses: Arena<Clause>,
    /// Kinds.
    pub kinds: Arena<Kind>,
    /// Individuals that the policy names.
    pub individuals: Arena<Individual>,
    /// Trees of values.
    pub value_sets: Arena<ValueSet>,
    /// Their entries.
    pub values: Arena<ValueEntry>,
    /// Functions.
    pub functions: Arena<Function>,
    /// Acts and events.
    pub acts: Arena<Act>,
    /// Facts, judgements and attributes.
    pub facts: Arena<Fact>,
    /// Values of individuals' attributes that the policy itself states.
    pub stated: Vec<StatedFact>,
    /// Definitions.
    pub definitions: Arena<Definition>,
    /// Decisions.
    pub decisions: Arena<Decision>,
    /// Calendars.
    pub calendars: Arena<CalendarDeclaration>,
    /// Declared periods.
    pub periods: Arena<PeriodSeries>,
    /// Norms: every version of each.
    pub norms: Arena<Norm>,
    /// Their names.
    pub norm_names: Arena<NormName>,
    /// Rules of delegation.
    pub delegations: Arena<DelegationRule>,
    /// Reservations.
    pub reserved: Arena<Reserved>,
    /// Offices and committees.
    pub offices: Arena<Office>,
    /// Schemes of delegation.
    pub schemes: Arena<Scheme>,
    /// Statements that lay down no norm.
    pub statements: Arena<Statement>,
    /// Findings of `check` that stay, and why.
    pub accepted: Vec<Accepted>,
}

/// A folder of policies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// Its name.
    pub name: SmolStr,
    /// Its title.
    pub title: Option<String>,
    /// Whether it was asked for (rather than used by one that was).
    pub main: bool,
    /// The standing its rules have where they say nothing else.
    pub standing: Standing,
    /// Where its head stands, if it has one.
    pub span: Option<Span>,
}

/// A source document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its name.
    pub name: SmolStr,
    /// Its title.
    pub title: Option<String>,
    /// Its publisher.
    pub publisher: Option<String>,
    /// Its date, as written and no more exact.
    pub date: Option<String>,
    /// Its reference.
    pub reference: Option<String>,
    /// Its rank, where it says one.
    pub rank: Option<Rank>,
    /// The pack it stands in.
    pub pack: PackId,
    /// Where its name stands.
    pub span: Span,
}

/// A clause of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its id, unique in a pack.
    pub id: SmolStr,
    /// Its summary.
    pub title: Option<String>,
    /// The source it stands in.
    pub source: SourceId,
    /// The line of the source.
    pub line: Option<u32>,
    /// Why it lays down no norm, where it does not.
    pub not_normative: Option<String>,
    /// Where its id stands.
    pub span: Span,
}

/// A kind of individual.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// Its name.
    pub name: SmolStr,
    /// Its title.
    pub title: Option<String>,
    /// What it is a kind of.
    pub parent: Option<KindId>,
    /// Whether it acts only under a duty, a power, a freedom or a delegation: said of it or of an ancestor.
    pub statutory: bool,
    /// Whether its powers are exhaustive (S5.1); none where no pack says so.
    pub powers_exhaustive: Option<bool>,
    /// Whether it stands in the language itself: `Office`, `Committee`.
    pub built_in: bool,
    /// Where its name stands.
    pub span: Span,
}

/// A body, a person, a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Individual {
    /// Its name.
    pub name: SmolStr,
    /// Its title.
    pub title: Option<String>,
    /// Its kind at first.
    pub kind: KindId,
    /// Where it is declared.
    pub span: Span,
}

/// A tree of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueSet {
    /// Its name.
    pub name: SmolStr,
    /// Its title.
    pub title: Option<String>,
    /// Its entries, in the order written, parents before children.
    pub entries: Vec<ValueId>,
    /// Where its name stands.
    pub span: Span,
}

/// An entry of a tree of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueEntry {
    /// Its name.
    pub name: SmolStr,
    /// Its title.
    pub title: Option<String>,
    /// The tree it stands in.
    pub set: ValueSetId,
    /// What it stands under.
    pub parent: Option<ValueId>,
    /// Where its name stands.
    pub span: Span,
}

/// A function: duties and powers together are functions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: SmolStr,
    /// Its title.
    pub title: Option<String>,
    /// What it stands under.
    pub parent: Option<FunctionId>,
    /// Where its name stands.
    pub span: Span,
}

/// A parameter of an act, a fact, a definition or a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: SmolStr,
    /// Its type.
    pub ty: Type,
}

/// An act or an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Its name.
    pub name: SmolStr,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
    /// Whether it is an event: nobody does it, and it needs no authority.
    pub event: bool,
    /// The function it is under.
    pub under: Option<FunctionId>,
    /// Its sentence template: `{actor} published the {document} for {year}`.
    pub template: Option<String>,
    /// The clauses it cites.
    pub sources: Vec<ClauseId>,
    /// Where its name stands.
    pub span: Span,
}

/// A fact, a judgement or an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Its name.
    pub name: SmolStr,
    /// Its parameters; an attribute has one, its bearer.
    pub parameters: Vec<Parameter>,
    /// Its type; boolean ones are true or false of their arguments.
    pub ty: Type,
    /// What its absence means, and how it comes about.
    pub sort: FactSort,
    /// Its sentence template.
    pub template: Option<String>,
    /// The clauses it cites.
    pub sources: Vec<ClauseId>,
    /// Where its name stands.
    pub span: Span,
}

/// What a fact's absence means (S2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactSort {
    /// A boolean fact: absent means false.
    Holds,
    /// A fact with a value: absent means unknown.
    Valued,
    /// Someone's assessment: absent means not yet assessed, that is unknown. Whose, where it is said; a literal or an expression over the parameters.
    Judgement(Option<Expr>),
    /// An attribute of a kind: as `Valued`, or as `Holds` where it is boolean.
    Attribute(KindId),
}

/// An attribute's value, stated by the policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedFact {
    /// The attribute.
    pub fact: FactId,
    /// Of what.
    pub arguments: Vec<Value>,
    /// Its value.
    pub value: Value,
    /// Where it is stated.
    pub span: Span,
}

/// A definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// Its name.
    pub name: SmolStr,
    /// The types of its parameters (each version has names of its own).
    pub parameters: Vec<Parameter>,
    /// Its type.
    pub ty: Type,
    /// Its sentence template.
    pub template: Option<String>,
    /// Its versions; their times in force do not meet. Where none is in force a condition is false, a value unknown.
    pub versions: Vec<DefinitionVersion>,
    /// Whether it is reached from itself (S11): then it is evaluated as a fixpoint.
    pub recursive: bool,
    /// Where its name stands first.
    pub span: Span,
}

/// One version of a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinitionVersion {
    /// The pack it stands in.
    pub pack: PackId,
    /// Its variables; the parameters come first.
    pub variables: Arena<Variable>,
    /// What it says.
    pub body: DefinitionBody,
    /// The clauses it cites.
    pub sources: Vec<ClauseId>,
    /// When it is in force, and as what.
    pub standing: Standing,
    /// `note`
    pub notes: Vec<String>,
    /// Where its name stands.
    pub span: Span,
}

/// What a definition says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DefinitionBody {
    /// True where any of `when` holds and none of `unless`.
    Condition {
        /// `when`, `or`
        when: Vec<Expr>,
        /// `unless`
        unless: Vec<Expr>,
    },
    /// A value.
    Value(Expr),
}

/// A decision table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Its name.
    pub name: SmolStr,
    /// Its title.
    pub title: Option<String>,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
    /// The type of its answer.
    pub ty: Type,
    /// Its versions; their times in force do not meet.
    pub versions: Vec<DecisionVersion>,
    /// Where its name stands first.
    pub span: Span,
}

/// One version of a decision table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionVersion {
    /// The pack it stands in.
    pub pack: PackId,
    /// Its variables; the parameters come first, then the free ones.
    pub variables: Arena<Variable>,
    /// Whether exactly one row must match.
    pub unique: bool,
    /// Free variables, each of which must have exactly one value (S11).
    pub free: Vec<(VarId, KindId)>,
    /// Its rows in order.
    pub rows: Vec<DecisionRow>,
    /// The clauses it cites.
    pub sources: Vec<ClauseId>,
    /// When it is in force, and as what.
    pub standing: Standing,
    /// `note`
    pub notes: Vec<String>,
    /// Where its name stands.
    pub span: Span,
}

/// A row of a decision table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionRow {
    /// The condition; none for `otherwise`.
    pub condition: Option<Expr>,
    /// What comes out.
    pub result: DecisionResult,
    /// The clauses it cites.
    pub sources: Vec<ClauseId>,
    /// Where it stands.
    pub span: Span,
}

/// What a row gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecisionResult {
    /// An answer, on someone's behalf where that is said.
    Value(Expr, Option<Expr>),
    /// A reported gap.
    Nothing(Option<String>),
}

/// A calendar of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarDeclaration {
    /// Its name.
    pub name: SmolStr,
    /// Its title.
    pub title: Option<String>,
    /// Its years and holidays.
    pub calendar: Calendar,
    /// Where its name stands.
    pub span: Span,
}

/// A clause that lays down no norm, as what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Its name.
    pub name: SmolStr,
    /// What it says.
    pub title: Option<String>,
    /// The pack it stands in.
    pub pack: PackId,
    /// The clauses it cites.
    pub sources: Vec<ClauseId>,
    /// Why it is no norm.
    pub not_normative: Option<String>,
    /// Its variables.
    pub variables: Arena<Variable>,
    /// Over what `holds` is asked: it holds where it holds of every one.
    pub free: Vec<(VarId, KindId)>,
    /// Something that can be checked in a scenario.
    pub holds: Option<Expr>,
    /// When it is in force, and as what.
    pub standing: Standing,
    /// `note`
    pub notes: Vec<String>,
    /// Where its name stands.
    pub span: Span,
}

/// A finding of `check` that the source itself contains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The code of the finding.
    pub code: SmolStr,
    /// The declarations it is about; any where there are none.
    pub about: Vec<SmolStr>,
    /// Why it stays.
    pub because: String,
    /// Where it stands.
    pub span: Span,
}

impl Policy {
    /// Whether kind `a` is kind `b` or stands under it.
    pub fn is_kind(&self, a: KindId, b: KindId) -> bool {
        let mut at = Some(a);
        while let Some(kind) = at {
            if kind == b {
                return true;
            }
            at = self.kinds.at(kind).parent;
        }
        false
    }

    /// Whether value `a` is value `b` or stands under it in its tree.
    pub fn is_value_within(&self, a: ValueId, b: ValueId) -> bool {
        let mut at = Some(a);
        while let Some(value) = at {
            if value == b {
                return true;
            }
            at = self.values.at(value).parent;
        }
        false
    }

    /// Whether function `a` is function `b` or stands under it.
    pub fn is_function_within(&self, a: FunctionId, b: FunctionId) -> bool {
        let mut at = Some(a);
        while let Some(function) = at {
            if function == b {
                return true;
            }
            at = self.functions.at(function).parent;
        }
        false
    }
}
