//! The declarations of a `.policy` file.

use super::{
    delegation::{DelegationRule, Office, Reserved, Scheme},
    expr::{Binder, Expr},
    norm::{InForce, Norm, Status},
    word::{ClauseRef, Quoted, Word},
};
use crate::base::{date::Date, span::Span};

/// A `.policy` file as written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PolicyFile {
    /// Its items in order.
    pub items: Vec<Item>,
}

/// What starts at column 0 of a policy file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// `policy NAME "title"`
    Policy(PolicyHead),
    /// `use bodies`
    Use(Word),
    /// `source NAME "title" { … }`
    Source(Source),
    /// `kind CCG "…" is a StatutoryBody { … }`
    Kind(Kind),
    /// `nhs-cb is a StatutoryBody "NHS Commissioning Board"`
    Individual(Individual),
    /// `values Service "…" { … }`
    Values(Values),
    /// `functions { … }`
    Functions {
        /// The tree.
        entries: Vec<Entry>,
        /// Where it stands.
        span: Span,
    },
    /// `act publish(…) under planning "…"`
    Act(Act),
    /// `event emergency-declared(area: Area) "…"`
    Event(Act),
    /// `fact registered(person: Person, …)`
    Fact(Fact),
    /// `judgement quality-improved(…) by nhs-cb`
    Judgement(Fact),
    /// `define responsible(…) …`
    Definition(Definition),
    /// `decide commissioner(…): Body first …`
    Decision(Decision),
    /// `calendar england from 2012 to 2016 { … }`
    Calendar(Calendar),
    /// `period instalment monthly from 4 February 2025, 12 times`
    Period(PeriodDeclaration),
    /// `duty …`, `power …` and the other norms
    Norm(Norm),
    /// `delegation on-behalf "…" { … }`
    Delegation(DelegationRule),
    /// `reserved F of KIND to WHO if C`
    Reserved(Reserved),
    /// `office …`, `committee …`
    Office(Office),
    /// `scheme … of northshire …`
    Scheme(Scheme),
    /// `statement NAME "…" { … }`: a clause that lays down no norm, as what it is
    Statement(Statement),
    /// `accept P1003 because "…"`
    Accept(Accept),
    /// `note "…"`
    Note(Quoted),
    /// An item that could not be read; a message has been given
    Bad(Span),
}

/// The head of a policy, said once a pack or once a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyHead {
    /// Its name.
    pub name: Word,
    /// Its title.
    pub title: Option<Quoted>,
    /// `rank Act`
    pub rank: Option<Word>,
    /// `in force from …`
    pub in_force: Option<InForce>,
    /// `status proposed`
    pub status: Option<(Status, Span)>,
    /// `powers of CCG are not exhaustive`: the kind, and whether they are exhaustive
    pub powers: Vec<(Word, bool)>,
    /// `note "…"`
    pub notes: Vec<Quoted>,
    /// Where it stands.
    pub span: Span,
}

/// `source functions "The Functions of …" { publisher … clause … }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its name.
    pub name: Word,
    /// Its title.
    pub title: Option<Quoted>,
    /// `publisher "…"`
    pub publisher: Option<Quoted>,
    /// `date 12 June 2012`; an expression, for a month alone may stand there
    pub date: Option<Expr>,
    /// `reference "…"`
    pub reference: Option<Quoted>,
    /// `rank`, where it differs from the policy's
    pub rank: Option<Word>,
    /// `clause F-2.D02 "…"`
    pub clauses: Vec<SourceClause>,
    /// `note "…"`
    pub notes: Vec<Quoted>,
    /// Where it stands.
    pub span: Span,
}

/// `clause F-2.D02 "Annual commissioning plan"`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceClause {
    /// Its id.
    pub id: ClauseRef,
    /// Its summary.
    pub title: Option<Quoted>,
    /// `line 484`: where it stands in the source.
    pub line: Option<u32>,
    /// `not normative because "…"`
    pub not_normative: Option<Quoted>,
    /// Where it stands.
    pub span: Span,
}

/// `kind CCG "clinical commissioning group" is a StatutoryBody { area : Area }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// Its name.
    pub name: Word,
    /// Its title.
    pub title: Option<Quoted>,
    /// What it is a kind of.
    pub parent: Option<Word>,
    /// `, statutory`: acts only under a duty, a power, a freedom or a delegation
    pub statutory: bool,
    /// Its attributes.
    pub attributes: Vec<Attribute>,
    /// Where it stands.
    pub span: Span,
}

/// `population : number`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// Its name; `area of practice` is several words, the `of` between them left out.
    pub name: Vec<Word>,
    /// Its type.
    pub ty: Type,
    /// Its title or template.
    pub title: Option<Quoted>,
}

/// `nhs-cb is a StatutoryBody "NHS Commissioning Board" { area: north }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Individual {
    /// Its name.
    pub name: Word,
    /// Its kind.
    pub kind: Word,
    /// Its title.
    pub title: Option<Quoted>,
    /// Its attributes.
    pub attributes: Vec<(Vec<Word>, Expr)>,
    /// Where it stands.
    pub span: Span,
}

/// `values Service "…" { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Values {
    /// Its name.
    pub name: Word,
    /// Its title.
    pub title: Option<Quoted>,
    /// The tree of values.
    pub entries: Vec<Entry>,
    /// Where it stands.
    pub span: Span,
}

/// An entry of a tree of values or functions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: Word,
    /// Its title.
    pub title: Option<Quoted>,
    /// What stands under it.
    pub entries: Vec<Entry>,
}

/// `person: Person`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Its name: any word or two, keywords too.
    pub name: Word,
    /// Its type.
    pub ty: Type,
}

/// A type as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// `money`, `Body`, `financial-year`, `act`
    Named(Word),
    /// `set of Topic`
    SetOf(Box<Type>, Span),
}

/// `act publish(…) under planning "{actor} published …"`; also an event
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Its name.
    pub name: Word,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
    /// `under planning`
    pub under: Option<Word>,
    /// Its sentence template.
    pub template: Option<Quoted>,
    /// `source …`
    pub source: Vec<ClauseRef>,
    /// `note "…"`
    pub notes: Vec<Quoted>,
    /// Where it stands.
    pub span: Span,
}

/// `fact allocation(body: CCG, year: financial-year): money "…"`; also a judgement
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Its name.
    pub name: Word,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
    /// Its type; boolean where it is left out.
    pub ty: Option<Type>,
    /// `by nhs-cb`: whose judgement it is.
    pub by: Option<Expr>,
    /// Its sentence template.
    pub template: Option<Quoted>,
    /// `source …`
    pub source: Vec<ClauseRef>,
    /// `note "…"`
    pub notes: Vec<Quoted>,
    /// Where it stands.
    pub span: Span,
}

/// `define responsible(c: CCG, p: Person) "…" when … or … unless …`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// Its name.
    pub name: Word,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
    /// Its type; boolean where it is left out.
    pub ty: Option<Type>,
    /// Its sentence template.
    pub template: Option<Quoted>,
    /// Its clauses in order.
    pub clauses: Vec<DefinitionClause>,
    /// Where it stands.
    pub span: Span,
}

/// A clause of a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DefinitionClause {
    /// `when C`, `or C`
    When(Expr, Span),
    /// `unless C`
    Unless(Expr, Span),
    /// `is EXPR`
    Is(Expr, Span),
    /// `source …`
    Source(Vec<ClauseRef>),
    /// `in force …`
    InForce(InForce, Span),
    /// `status …`
    Status(Status, Span),
    /// `note "…"`
    Note(Quoted),
    /// A clause that could not be read; a message has been given
    Bad(Span),
}

/// `decide commissioner(s: Service, p: Person): Body first for c: CCG { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Its name.
    pub name: Word,
    /// Its title.
    pub title: Option<Quoted>,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
    /// The type of its result.
    pub ty: Option<Type>,
    /// Whether exactly one row must match (`unique`) rather than the first (`first`).
    pub unique: bool,
    /// `for c: CCG`: a free variable that must have exactly one value.
    pub free: Vec<Binder>,
    /// Its rows in order.
    pub rows: Vec<DecisionRow>,
    /// `source …`
    pub source: Vec<ClauseRef>,
    /// `in force …`
    pub in_force: Option<InForce>,
    /// `status …`
    pub status: Option<(Status, Span)>,
    /// `note "…"`
    pub notes: Vec<Quoted>,
    /// Where it stands.
    pub span: Span,
}

/// `C then nhs-cb on behalf of secretary-of-state source F-C.A26`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionRow {
    /// The condition; none for `otherwise`.
    pub condition: Option<Expr>,
    /// What comes out.
    pub result: DecisionResult,
    /// `source …`
    pub source: Vec<ClauseRef>,
    /// Where it stands.
    pub span: Span,
}

/// What a row of a decision gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecisionResult {
    /// `then E`, `then E on behalf of F`
    Value {
        /// The answer; the agent where there is a principal.
        value: Expr,
        /// The principal.
        on_behalf_of: Option<Expr>,
    },
    /// `none "no commissioner is named"`: a reported gap
    Nothing(Option<Quoted>),
    /// A row that could not be read; a message has been given
    Bad,
}

/// `calendar england from 2012 to 2016 { holidays … }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// Its name.
    pub name: Word,
    /// Its title.
    pub title: Option<Quoted>,
    /// The first year it covers.
    pub from: i16,
    /// The last year it covers.
    pub to: i16,
    /// Its holidays with their places.
    pub holidays: Vec<(Date, Span)>,
    /// Where it stands.
    pub span: Span,
}

/// `period instalment monthly from 4 February 2025, 12 times`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodDeclaration {
    /// Its name.
    pub name: Word,
    /// Its title.
    pub title: Option<Quoted>,
    /// How long each is.
    pub every: PeriodLength,
    /// The first day of the first.
    pub from: Date,
    /// How many there are; endless where it is left out.
    pub times: Option<u32>,
    /// Where it stands.
    pub span: Span,
}

/// How long a declared period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodLength {
    /// `daily`, `weekly`, `every 2 weeks`: this many days
    Days(u32),
    /// `monthly`, `quarterly`, `yearly`: this many months
    Months(u32),
}

/// `statement care-in-the-community "…" { source …; not normative because "…"; holds C }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Its name.
    pub name: Word,
    /// Its title: what it says, in a sentence.
    pub title: Option<Quoted>,
    /// `source …`
    pub source: Vec<ClauseRef>,
    /// `not normative because "…"`
    pub not_normative: Option<Quoted>,
    /// `for c: CCG`: over what `holds` is asked.
    pub free: Vec<Binder>,
    /// `holds C`: something that can be checked in a scenario.
    pub holds: Option<Expr>,
    /// `status …`
    pub status: Option<(Status, Span)>,
    /// `in force …`
    pub in_force: Option<InForce>,
    /// `note "…"`
    pub notes: Vec<Quoted>,
    /// Where it stands.
    pub span: Span,
}

/// `accept P1003 because "…"`: a finding of `check` that the source itself contains
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accept {
    /// The code of the finding.
    pub code: Word,
    /// What it is about: names of declarations; every one where it is left out.
    pub about: Vec<Word>,
    /// Why it stays.
    pub because: Quoted,
    /// Where it stands.
    pub span: Span,
}
