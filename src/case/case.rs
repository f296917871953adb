//! A scenario, complete in itself.

use smol_str::SmolStr;

use super::{
    expectation::{Expectation, Question},
    happening::Happening,
    link_rows::LinkRows,
};
use crate::{
    base::{
        date::Date,
        id::Arena,
        span::{FileId, Span},
    },
    policy::{
        delegation::{DelegationRuleId, Matter, OfficeId, SubDelegation},
        expr::Variable,
        norm::{Counted, EffectKind, NormNameId},
        policy::{
            CalendarId, DecisionId, DefinitionId, FactId, Individual, IndividualId, KindId, PackId,
            StatementId,
        },
        value::Value,
    },
};

/// A scenario with everything that it takes from its background and from what it is like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Its title.
    pub title: String,
    /// The file it stands in.
    pub file: FileId,
    /// Where its head stands.
    pub span: Span,
    /// The last day that is looked at; the date of the last happening where it is none (S1.5).
    pub as_of: Option<Date>,
    /// Where `as of` stands, if it was a month alone: its last day was taken (S1.4).
    pub as_of_month: Option<Span>,
    /// Proposals taken as law, in the order written.
    pub assuming: Vec<Assumed>,
    /// The calendar that working days are counted by.
    pub calendar: Option<CalendarId>,
    /// All individuals: those of the policy first, with the ids they have there.
    pub individuals: Arena<Individual>,
    /// Since when an individual of the scenario exists (and until when), where that is not always.
    pub existing: Vec<Existing>,
    /// Kinds that individuals are of, dated: `t is a FoundationTrust from …`.
    pub kinds: Vec<GivenKind>,
    /// What is given.
    pub facts: Vec<GivenFact>,
    /// Who holds which office.
    pub offices: Vec<GivenOffice>,
    /// Links of delegation that are a state of affairs, or were made on a date (S7.4).
    pub links: Vec<GivenLink>,
    /// Links that are rows of a table: their places go on from those of `links`.
    pub link_rows: LinkRows,
    /// Other states of affairs: imposed, disapplied, renamed, passed; with their first and last days.
    pub effects: Vec<GivenEffect>,
    /// What happened, sorted by date, time and place in the file (S1).
    pub timeline: Vec<Happening>,
    /// What is expected.
    pub expectations: Vec<Expectation>,
    /// What is asked.
    pub questions: Vec<AskedQuestion>,
    /// `note`
    pub notes: Vec<String>,
    /// The variables of expressions in expectations and questions: those of labels come first, one a labelled
    /// happening, in the order of the labels.
    pub variables: Arena<Variable>,
    /// The labels of happenings and links, and what they name.
    pub labels: Vec<Label>,
    /// How what is not known is taken.
    pub unknowns: Unknowns,
}

/// How what is not known is taken in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Unknowns {
    /// As what it is: it may be either, and results that hang on it are undetermined (S2).
    #[default]
    AsUnknown,
    /// What holds or does not is taken for false: facts that the scenario calls unknown, and judgements that nobody made.
    /// What has a value stays unknown.
    AsFalse,
}

impl Case {
    /// The name of the link at a place: of those given, then of those of a table.
    pub fn link_name(&self, place: usize) -> Option<&str> {
        match place.checked_sub(self.links.len()) {
            None => self.links.get(place)?.label.as_deref(),
            Some(row) => self.link_rows.name(row),
        }
    }
}

/// A label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Its text.
    pub name: SmolStr,
    /// What it names.
    pub names: Labelled,
    /// Where it stands.
    pub span: Span,
}

/// What a label names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Labelled {
    /// The happening at this place of the timeline.
    Happening(usize),
    /// The link at this place of `links`.
    Link(usize),
}

/// Something that is assumed to be law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Assumed {
    /// A whole pack.
    Pack(PackId),
    /// One norm.
    Norm(NormNameId),
    /// A definition.
    Definition(DefinitionId),
    /// A decision.
    Decision(DecisionId),
    /// A rule of delegation.
    Delegation(DelegationRuleId),
    /// A statement.
    Statement(StatementId),
}

/// Since when and until when something is so: whole days, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Dates {
    /// The first day; always where it is none.
    pub from: Option<Date>,
    /// The last day; for ever where it is none.
    pub until: Option<Date>,
}

/// When an individual exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Existing {
    /// Who.
    pub individual: IndividualId,
    /// When.
    pub dates: Dates,
    /// Where it is stated.
    pub span: Span,
}

/// A kind that an individual is of for a time (its kind at first stands in `individuals`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenKind {
    /// Who.
    pub individual: IndividualId,
    /// Of what kind.
    pub kind: KindId,
    /// When.
    pub dates: Dates,
    /// Where it is stated.
    pub span: Span,
}

/// A fact as given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenFact {
    /// The fact, judgement or attribute.
    pub fact: FactId,
    /// Its arguments.
    pub arguments: Vec<Value>,
    /// What is said of it.
    pub value: GivenValue,
    /// When.
    pub dates: Dates,
    /// Who says so.
    pub according_to: Option<String>,
    /// Where it is stated.
    pub span: Span,
}

/// What is said of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GivenValue {
    /// It has this value; true or false of a boolean one.
    Known(Value),
    /// It is not known: `unknown …`
    Unknown,
}

/// Who holds an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenOffice {
    /// Who.
    pub person: IndividualId,
    /// Which office.
    pub office: OfficeId,
    /// Of which body.
    pub of: IndividualId,
    /// How.
    pub holding: Holding,
    /// When.
    pub dates: Dates,
    /// Where it is stated.
    pub span: Span,
}

/// How a person stands to an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Holding {
    /// Holds it; is a member of the committee.
    Holds,
    /// Acts in it: a deputy or an interim holder.
    ActsAs,
    /// Leaves it, from the end of that moment.
    Leaves,
}

/// A link of delegation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Who delegates: an individual or an office of a body.
    pub from: Value,
    /// The office in which the delegator acts.
    pub acting_as: Option<OfficeId>,
    /// Whose function it is, where that is said.
    pub on_behalf_of: Option<Value>,
    /// What.
    pub what: Vec<Matter>,
    /// To whom: an individual or an office of a body.
    pub to: Value,
    /// `up to`: how much in pounds, whether that itself is out, and how it is counted.
    pub limit: Option<LinkLimit>,
    /// Whether the delegate may delegate further; as the rule says where it is none.
    pub sub_delegation: Option<SubDelegation>,
    /// The variables of the condition of sub-delegation.
    pub variables: Arena<Variable>,
    /// `from … until …`
    pub dates: Dates,
    /// The rule it is made under, where it is said.
    pub under: Option<DelegationRuleId>,
}

/// The limit of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkLimit {
    /// How much at the most (money or a number).
    pub amount: Value,
    /// Whether the limit itself is out.
    pub below: bool,
    /// Over what it is counted.
    pub counted: Counted,
}

/// A link as given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenLink {
    /// The link.
    pub link: Link,
    /// When it was made, where it is to be tested in full (S7.4).
    pub made: Option<Date>,
    /// Its name.
    pub label: Option<SmolStr>,
    /// Where it is stated.
    pub span: Span,
}

/// Another state of affairs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenEffect {
    /// What; its expressions are over no variables.
    pub effect: EffectKind,
    /// When.
    pub dates: Dates,
    /// Where it is stated.
    pub span: Span,
}

/// A question with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedQuestion {
    /// The question.
    pub question: Question,
    /// How it was written, for the answer's heading.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}
