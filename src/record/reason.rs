//! Why something came out as it did: codes with the ids of the deciding norm, row, link or fact.

use super::record::LinkRef;
use crate::{
    base::{date::Date, span::Span},
    policy::{
        delegation::{DelegationRuleId, OfficeId, ReservedId, SchemeId},
        norm::{NormId, NormNameId},
        policy::{CalendarId, FactId},
        value::Value,
    },
};

/// True, false, or not known (Kleene).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Truth {
    /// It does not hold.
    False,
    /// Unknown facts leave it open.
    Unknown,
    /// It holds.
    True,
}

/// Whether something is so for certain.
pub type Certainty = Truth;

/// An unknown that a result read.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unknown {
    /// A fact with its arguments.
    Fact(FactId, Vec<Value>),
    /// Whether a happening was valid, by its place in the timeline.
    Act(usize),
    /// Which of several happenings of one day, or at what time of day.
    Time(usize),
    /// The state of a duty instance.
    Duty(NormNameId, Value),
    /// A tie that nothing settles (S3): in words.
    Tie(String),
    /// A division by zero, or the largest of nothing, at this expression.
    Undefined(Span),
}

/// Why an act is void, a link invalid, or an answer no.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fault {
    /// No power, duty, freedom or delegation of the actor covers it.
    NoAuthority {
        /// Whose authority was looked for.
        holder: Value,
    },
    /// Whoever holds the power lets nobody else, or not this one, use it: no link, office or row of a scheme leads there.
    NotDelegated {
        /// Whose power it would be.
        holder: Value,
        /// To whom nothing leads; to nobody at all where it is none.
        to: Option<Value>,
    },
    /// A power covers it, but a condition (`if`, `where`, `unless`) is not met.
    ConditionNotMet {
        /// The norm.
        norm: NormId,
        /// The condition, counted over `if` then `unless`.
        condition: usize,
    },
    /// A power covers it, but agreement is missing.
    AgreementMissing {
        /// The norm; none where it is the rule of a link.
        norm: Option<NormId>,
        /// The rule of delegation; none where it is a norm.
        rule: Option<DelegationRuleId>,
        /// Whose agreement.
        of: Value,
    },
    /// A power covers it, but someone who must act jointly does not.
    NotJointly {
        /// The norm.
        norm: NormId,
        /// Who is missing.
        with: Value,
    },
    /// A power covers it, but not so much.
    OverLimit {
        /// Whose limit: the norm, or the link.
        norm: Option<NormId>,
        /// The link.
        link: Option<LinkRef>,
        /// The limit.
        limit: Value,
        /// What was counted, with this act.
        counted: Value,
    },
    /// An immunity of the same or higher rank stands against it.
    Immunity {
        /// The immunity.
        norm: NormId,
    },
    /// It is reserved.
    Reserved {
        /// The reservation.
        reserved: ReservedId,
    },
    /// A link of the chain does not hold.
    BrokenLink {
        /// The link.
        link: LinkRef,
        /// Why.
        why: LinkFault,
    },
    /// The actor is not yet, or no longer, established.
    NotExisting {
        /// Who.
        who: Value,
    },
    /// The actor does not hold the office that it acts in.
    NotInOffice {
        /// Who.
        who: Value,
        /// The office.
        office: OfficeId,
    },
    /// A signature that a row of a scheme needs is missing.
    SignatureMissing {
        /// The scheme.
        scheme: SchemeId,
        /// The row.
        row: usize,
        /// The offices, any of which could give it.
        offices: Vec<OfficeId>,
    },
    /// A signature that a row asks for is that of an office that nobody holds.
    OfficeVacant {
        /// The scheme.
        scheme: SchemeId,
        /// The row.
        row: usize,
        /// The offices.
        offices: Vec<OfficeId>,
    },
    /// Every signature could be given, but not by different persons.
    OnePerson {
        /// The scheme.
        scheme: SchemeId,
        /// The row.
        row: usize,
        /// The offices that it names.
        offices: Vec<OfficeId>,
    },
    /// No row of the scheme covers the amount: only the body itself may act.
    NoRow {
        /// The scheme.
        scheme: SchemeId,
    },
    /// A row's condition is not met.
    RowCondition {
        /// The scheme.
        scheme: SchemeId,
        /// The row.
        row: usize,
    },
    /// The committee has no quorum.
    NoQuorum {
        /// The committee.
        office: OfficeId,
        /// Which condition of the quorum, counted from 0.
        condition: usize,
    },
    /// The committee did not carry it: a tie with no casting vote, or more against than for.
    NotCarried {
        /// The committee.
        office: OfficeId,
    },
    /// It was set aside.
    SetAside {
        /// The happening that set it aside, by its place in the timeline.
        by: usize,
    },
    /// Another actor of a joint act has no authority.
    JointActor {
        /// Who.
        who: Value,
    },
    /// Who made or revoked the link could not.
    NotTheirs {
        /// Who tried.
        who: Value,
    },
    /// No rule or scheme allows the link.
    NoRule,
    /// The rule that would allow the link is not for this giver and this delegate.
    RuleNotForThem {
        /// The rule.
        rule: DelegationRuleId,
    },
    /// The rule that would allow the link does so only on a condition (`if`, `unless`), which is not met.
    RuleCondition {
        /// The rule.
        rule: DelegationRuleId,
        /// The condition, counted over `if` then `unless`.
        condition: usize,
    },
    /// The rule that would allow the link is not in force.
    RuleNotInForce {
        /// The rule.
        rule: DelegationRuleId,
    },
    /// The norm does not bind or empower where it is not imposed, or is disapplied.
    NotImposed {
        /// The norm.
        norm: NormId,
    },
}

/// Why a link of a chain does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LinkFault {
    /// Its first day is later.
    NotYet(Date),
    /// Its last day is earlier.
    Ended(Date),
    /// It was revoked.
    Revoked(Date),
    /// What it rests on was revoked or fell, at this link.
    SupportGone(LinkRef),
    /// It is of another function.
    OtherFunction,
    /// Its limit is lower.
    OverLimit {
        /// The limit.
        limit: Value,
        /// What was counted, with this act.
        counted: Value,
    },
    /// Its delegate may not delegate further.
    NoSubDelegation,
    /// It was not validly made.
    NotValidlyMade(Vec<Fault>),
    /// Its giver has no authority.
    GiverWithout,
    /// Agreement to it is missing or was withdrawn.
    NotAgreed(Value),
}

/// A convention that a result used (S14).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Convention {
    /// Working days were counted by this calendar.
    Calendar(CalendarId),
    /// A month alone stood for a day.
    MonthForDay(Span, Date),
    /// Amounts include VAT; this one was given without.
    Vat(Span),
    /// A number was shown rounded.
    Rounded(Span),
    /// There was no `as of`: the last happening's date was taken.
    LastHappening(Date),
    /// What holds or does not and is not known was taken for false, because the run was asked to.
    UnknownAsFalse,
}
