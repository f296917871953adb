//! Rules of delegation, reserved functions, offices and schemes.

use smol_str::SmolStr;

use super::{
    expr::{Expr, VarId, Variable},
    norm::{Counted, Limit, Party},
    policy::{ActId, ClauseId, FunctionId, IndividualId, KindId, PackId},
    standing::Standing,
};
use crate::base::{
    id::{Arena, Id},
    span::Span,
};

/// A rule of delegation.
pub type DelegationRuleId = Id<DelegationRule>;
/// An office or committee.
pub type OfficeId = Id<Office>;
/// A version of a scheme.
pub type SchemeId = Id<Scheme>;
/// A reservation.
pub type ReservedId = Id<Reserved>;

/// What is delegated or reserved: a function, or an act by its own name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Matter {
    /// A function with all that stands under it, acts too.
    Function(FunctionId),
    /// An act.
    Act(ActId),
    /// Everything (`anything else`, of a scheme; `functions`, of a grant).
    Everything,
}

/// `delegation on-behalf { … }`: who may delegate what to whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DelegationRule {
    /// Its name.
    pub name: SmolStr,
    /// Its title.
    pub title: Option<String>,
    /// The pack it stands in.
    pub pack: PackId,
    /// The clauses it cites.
    pub sources: Vec<ClauseId>,
    /// Its variables.
    pub variables: Arena<Variable>,
    /// Who delegates.
    pub from: Party,
    /// The variable that stands for the delegate.
    pub to: Option<VarId>,
    /// The kinds it may be of.
    pub to_kinds: Vec<KindId>,
    /// What may be delegated.
    pub of: Vec<Matter>,
    /// Another who makes the link.
    pub made_by: Option<Party>,
    /// Made by law, with no act.
    pub standing_link: bool,
    /// `if`
    pub conditions: Vec<Expr>,
    /// `unless`
    pub exceptions: Vec<Expr>,
    /// `needs agreement of`
    pub agreement: Vec<Expr>,
    /// `up to`: what a link may be limited to at the most
    pub limits: Vec<Limit>,
    /// Whether the delegate may delegate further.
    pub sub_delegation: SubDelegation,
    /// When it is in force, and as what.
    pub in_force: Standing,
    /// `note`
    pub notes: Vec<String>,
    /// Where its name stands.
    pub span: Span,
}

/// Whether a delegate may delegate further (S7.1: `once` allows one further link in all).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SubDelegation {
    /// It may not.
    NotPermitted,
    /// It may, and so may its delegates.
    Permitted,
    /// One further link in all.
    Once,
    /// To delegates of these kinds only.
    To(Vec<KindId>),
    /// Only while this holds.
    If(Box<Expr>),
}

/// `reserved F of KIND to WHO if C`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reserved {
    /// What.
    pub what: Vec<Matter>,
    /// Of bodies of this kind.
    pub of: Option<KindId>,
    /// Of this one body (in a scheme).
    pub of_body: Option<IndividualId>,
    /// To this office of theirs, or this individual.
    pub to: Option<ReservedTo>,
    /// Only where this holds; `body` stands for the one whose function it is.
    pub condition: Option<Expr>,
    /// The variables of the condition; the first is `body`.
    pub variables: Arena<Variable>,
    /// The clauses it cites.
    pub sources: Vec<ClauseId>,
    /// When it is in force, and as what.
    pub in_force: Standing,
    /// The scheme it stands in.
    pub scheme: Option<SchemeId>,
    /// `note`
    pub notes: Vec<String>,
    /// Where it stands.
    pub span: Span,
}

/// To whom something is reserved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReservedTo {
    /// An office or committee of the body.
    Office(OfficeId),
    /// An individual.
    Individual(IndividualId),
}

/// An office or committee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// Its name.
    pub name: SmolStr,
    /// Its title.
    pub title: Option<String>,
    /// Whether it is a committee.
    pub committee: bool,
    /// Of bodies of this kind.
    pub of: Option<KindId>,
    /// Of this one body.
    pub of_body: Option<IndividualId>,
    /// The kind that it is of itself (`Officer`; else the built-in `Office` or `Committee`).
    pub kind: KindId,
    /// Conditions that must hold of those present; `present(m)` in them is true of the members present at the act.
    pub quorum: Vec<Expr>,
    /// The variables of the quorum.
    pub variables: Arena<Variable>,
    /// The office whose holder's vote decides a tie.
    pub casting_vote: Option<OfficeId>,
    /// The clauses it cites.
    pub sources: Vec<ClauseId>,
    /// `note`
    pub notes: Vec<String>,
    /// Where its name stands.
    pub span: Span,
}

/// A scheme of delegation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme {
    /// Its name.
    pub name: SmolStr,
    /// Its title.
    pub title: Option<String>,
    /// The pack it stands in.
    pub pack: PackId,
    /// Whose it is.
    pub of: Party,
    /// Its variables: that of `of`, and `actor` in row conditions.
    pub variables: Arena<Variable>,
    /// The variable `actor` of row conditions.
    pub actor: VarId,
    /// Its rows in order.
    pub rows: Vec<SchemeRow>,
    /// `separate`: matters of which no office may have two, with the place that says so. A run does not mind it.
    pub separate: Vec<(Vec<Matter>, Span)>,
    /// The clauses it cites.
    pub sources: Vec<ClauseId>,
    /// When it is in force, and as what.
    pub in_force: Standing,
    /// `note`
    pub notes: Vec<String>,
    /// Where its name stands.
    pub span: Span,
}

/// A row of a scheme (S7.6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemeRow {
    /// What it is about; `Everything` for `anything else`: what no other row names.
    pub matter: Matter,
    /// The lower end in pounds, and whether it is included.
    pub from: Option<(Expr, bool)>,
    /// The upper end in pounds, and whether it is included.
    pub to: Option<(Expr, bool)>,
    /// Who signs.
    pub who: Signers,
    /// How amounts are counted.
    pub counted: Counted,
    /// Sub-delegation by whoever signs.
    pub sub_delegation: SubDelegation,
    /// `if`, read for each signer, bound to `actor`.
    pub condition: Option<Expr>,
    /// Clauses cited by the row.
    pub sources: Vec<ClauseId>,
    /// The file, sheet and cell row where it comes from a spreadsheet.
    pub cell: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// Offices that must sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signers {
    /// The holder of this office of the body, or this committee.
    Office(OfficeId),
    /// An individual.
    Individual(IndividualId),
    /// `the body itself`.
    Body,
    /// Every one of them, different persons.
    And(Vec<Signers>),
    /// Any one of them.
    Or(Vec<Signers>),
}
