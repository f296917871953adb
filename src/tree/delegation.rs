//! Rules of delegation, reserved functions, offices and schemes as written.

use super::{
    expr::{Binder, Expr},
    norm::{Clause, Counted, InForce, Party},
    word::{ClauseRef, Quoted, Word},
};
use crate::base::span::Span;
use smol_str::SmolStr;

/// `delegation on-behalf "One group acts for another" { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DelegationRule {
    /// Its name.
    pub name: Word,
    /// Its title.
    pub title: Option<Quoted>,
    /// Its clauses in order.
    pub clauses: Vec<DelegationClause>,
    /// The whole of it.
    pub span: Span,
}

/// A clause of a delegation rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DelegationClause {
    /// `from c: CCG`
    From(Party, Span),
    /// `to d: CCG`, `to d: Employee or Committee`
    To {
        /// The variable, where one is named.
        variable: Option<Word>,
        /// The kinds it may be of.
        kinds: Vec<Word>,
        /// Where it stands.
        span: Span,
    },
    /// `of commissioning, finance`: the functions or acts that may be delegated
    Of(Vec<Word>, Span),
    /// `made by nhs-cb`: another makes the link
    MadeBy(Party, Span),
    /// `standing`: made by law, with no act
    Standing(Span),
    /// `sub-delegation …`
    SubDelegation(SubDelegation, Span),
    /// A clause that norms have too: source, if, unless, needs agreement of, up to, in force, status, rank, note
    Common(Clause),
}

/// Whether the delegate may delegate further.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SubDelegation {
    /// `not permitted`
    NotPermitted,
    /// `permitted`
    Permitted,
    /// `permitted once`
    Once,
    /// `permitted to Officer`
    To(Vec<Word>),
    /// `permitted if …`
    If(Box<Expr>),
}

/// `reserved legal-responsibility, dissolve of CCG to members if …`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reserved {
    /// The functions or acts.
    pub what: Vec<Word>,
    /// Of bodies of this kind; of all where it is left out.
    pub of: Option<Word>,
    /// The office or body that it is reserved to; nobody in particular where it is left out.
    pub to: Option<Word>,
    /// Only where this holds.
    pub condition: Option<Expr>,
    /// What clauses say so.
    pub source: Vec<ClauseRef>,
    /// Notes.
    pub notes: Vec<Quoted>,
    /// Where it stands.
    pub span: Span,
}

/// `office chief-finance-officer "Chief finance officer" of CCG`, `committee audit-committee "Audit committee" of CCG { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// Its name.
    pub name: Word,
    /// Its title.
    pub title: Option<Quoted>,
    /// Whether it is a committee.
    pub committee: bool,
    /// Of bodies of this kind, or of this one body.
    pub of: Option<Word>,
    /// A kind of office that it is (`is an Officer`).
    pub kind: Option<Word>,
    /// `quorum at least 3 m: Person where …`: conditions on those present; every one must hold.
    pub quorum: Vec<Expr>,
    /// `casting vote of chair`: the office whose holder's vote decides a tie.
    pub casting_vote: Option<Word>,
    /// What clauses say so.
    pub source: Vec<ClauseRef>,
    /// Notes.
    pub notes: Vec<Quoted>,
    /// Where it stands.
    pub span: Span,
}

/// `scheme operational "…" of northshire in force from 1 April 2013 { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme {
    /// Its name.
    pub name: Word,
    /// Its title.
    pub title: Option<Quoted>,
    /// Whose scheme it is: a body, or `c: CCG` for every body of a kind.
    pub of: SchemeOf,
    /// When it is in force.
    pub in_force: InForce,
    /// Its rows, or the spreadsheet they stand in.
    pub rows: SchemeRows,
    /// Matters that are reserved under it.
    pub reserved: Vec<Reserved>,
    /// `separate approve-invoice, pay-invoice`: matters of which no office may have two.
    pub separate: Vec<(Vec<Word>, Span)>,
    /// What clauses say so.
    pub source: Vec<ClauseRef>,
    /// Notes.
    pub notes: Vec<Quoted>,
    /// Where it stands.
    pub span: Span,
}

/// Whose scheme it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeOf {
    /// One body.
    Body(Word),
    /// Every body of a kind, under a variable.
    Any(Binder),
}

/// Where the rows stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeRows {
    /// In the policy.
    Here {
        /// The columns in the order written.
        columns: Vec<Word>,
        /// The rows.
        rows: Vec<SchemeRow>,
    },
    /// `from "limits.xlsx"`, with the columns named
    File(Box<Sheet>),
}

/// How the spreadsheet of a scheme is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The file beside the policy.
    pub path: Quoted,
    /// `sheet "Limits"`.
    pub sheet: Option<Quoted>,
    /// `column matter from "Decision"`: our column, theirs.
    pub columns: Vec<(Word, Quoted)>,
    /// `crosses "Chief Officer" is accountable-officer`: a column for a role, with crosses or amounts.
    pub roles: Vec<SheetRole>,
    /// `crosses with or`: how several in one row go together.
    pub joined: Option<(SheetJoin, Span)>,
    /// `matter "Approve contracts" is approve-contract`, `who "CFO" is chief-finance-officer`: their words, ours.
    pub words: Vec<SheetWords>,
    /// `ignore "Comment", "1. Finance"`: columns that are not read, and rows whose matter says so.
    pub ignored: Vec<Quoted>,
}

/// How several approvers in one row of a spreadsheet go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetJoin {
    /// `crosses with and`: every one of them signs.
    And,
    /// `crosses with or`: any one of them does.
    Or,
}

/// A column of a spreadsheet for one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRole {
    /// Its heading.
    pub theirs: Quoted,
    /// Who it is.
    pub who: Signers,
    /// Who, as written.
    pub text: SmolStr,
    /// `is reserved to members`: a cross reserves the matter.
    pub reserved: bool,
    /// Where it stands.
    pub span: Span,
}

/// Words of a spreadsheet with what they mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetWords {
    /// Their words.
    pub theirs: Quoted,
    /// What they mean.
    pub ours: SheetMeaning,
    /// What they mean, as written.
    pub text: SmolStr,
}

/// What a cell of a scheme can mean, by its column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetMeaning {
    /// `matter "…" is approve-contract`; none for `anything else`.
    Matter(Option<Word>),
    /// `amount "…" is up to £500`
    Amount(Band),
    /// `who "…" is clerk and chair`
    Who(Signers),
    /// `counted "…" is per project`
    Counted(Counted),
    /// `sub-delegation "…" is permitted once`
    SubDelegation(SubDelegation),
    /// `if "…" is within-budget(actor)`
    If(Expr),
}

/// A row of a scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemeRow {
    /// The act or function; `None` for `anything else`.
    pub matter: Option<Word>,
    /// The ends of the amount band; none for any amount.
    pub amount: Option<Band>,
    /// Who: offices joined by `and` and `or`.
    pub who: Signers,
    /// `per project`, `in each financial-year`.
    pub counted: Option<Counted>,
    /// Sub-delegation; not permitted where the cell is empty.
    pub sub_delegation: Option<SubDelegation>,
    /// A condition, in which `actor` is whoever signs.
    pub condition: Option<Expr>,
    /// Clauses cited by the row.
    pub source: Vec<ClauseRef>,
    /// Where it stands.
    pub span: Span,
}

/// `over £250,000, up to £500,000`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// The lower end, and whether it is included (`at least`) or not (`over`).
    pub from: Option<(Expr, bool)>,
    /// The upper end, and whether it is included (`up to`) or not (`below`).
    pub to: Option<(Expr, bool)>,
    /// Where it stands.
    pub span: Span,
}

/// Offices that must sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signers {
    /// One office, or `the body itself`.
    Office(Word),
    /// Every one of them, different persons.
    And(Vec<Signers>),
    /// Any one of them.
    Or(Vec<Signers>),
}

impl DelegationClause {
    /// Where the clause stands.
    pub fn span(&self) -> Span {
        match self {
            Self::From(_, span)
            | Self::To { span, .. }
            | Self::Of(_, span)
            | Self::MadeBy(_, span)
            | Self::Standing(span)
            | Self::SubDelegation(_, span) => *span,
            Self::Common(clause) => clause.span,
        }
    }
}
