//! The whole of what a run found.

use super::{
    act::ActRecord,
    answer::Answer,
    duty::DutyRecord,
    reason::{Convention, Unknown},
};
use crate::{
    base::{date::Date, span::Span},
    policy::{
        norm::{NormId, NormNameId},
        policy::{DecisionId, StatementId},
        value::Value,
    },
};

/// What a run of one scenario found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The last day that was looked at.
    pub as_of: Date,
    /// Acts, in the order of the timeline.
    pub acts: Vec<ActRecord>,
    /// Duty instances, in the order they arose (then by norm, bearer and bindings).
    pub duties: Vec<DutyRecord>,
    /// Links of delegation made, tried, given, revoked.
    pub links: Vec<LinkRecord>,
    /// Norms that disagree where neither gives way (S10).
    pub conflicts: Vec<Conflict>,
    /// Statements that can be checked, and whether they hold at the last day.
    pub statements: Vec<StatementRecord>,
    /// Answers to the questions of the scenario, in their order.
    pub answers: Vec<Answer>,
    /// Happenings dated after the last day, by their place in the timeline: left out (S1.5).
    pub left_out: Vec<usize>,
    /// Lines of the timeline that changed nothing, and why (S13).
    pub without_effect: Vec<WithoutEffect>,
    /// Conventions that were used (S14).
    pub conventions: Vec<Convention>,
}

/// A line of the timeline that changed nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WithoutEffect {
    /// Its place in the timeline.
    pub happening: usize,
    /// Why.
    pub why: NoEffect,
}

/// Why a line of the timeline changed nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NoEffect {
    /// A judgement that is another's to make.
    NotTheirJudgement,
    /// A waiver by one to whom nothing of it is owed.
    NotOwedToThem,
    /// A waiver or evidence for which no duty is open.
    NothingOpen,
    /// A revocation by one who neither gave the link nor could make it.
    NotTheirsToRevoke,
}

/// Why a scenario cannot be evaluated. The place is that of the expression or line that is at fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunError {
    /// What went wrong.
    pub kind: RunErrorKind,
    /// Where.
    pub span: Option<Span>,
    /// A second place, where two are involved.
    pub other: Option<Span>,
    /// The happening that was being looked at, by its place in the timeline.
    pub at: Option<usize>,
    /// The day that was being looked at.
    pub day: Option<Date>,
}

/// What can go wrong in a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunErrorKind {
    /// Two effects of one moment set one fact differently (S3).
    EffectsDisagree {
        /// The fact, in words.
        fact: String,
    },
    /// Two values of one thing for one day, and not each with a source (S2).
    TwoValues {
        /// The fact, in words.
        fact: String,
    },
    /// More than one row of a `unique` decision matches, or more than one value of a free variable.
    DecisionOverlap {
        /// The decision.
        decision: DecisionId,
        /// The rows, counted from 0.
        rows: Vec<usize>,
        /// The arguments and the answers, in words.
        words: String,
    },
    /// No row of a `unique` decision matches.
    DecisionGap {
        /// The decision.
        decision: DecisionId,
        /// The arguments, in words.
        words: String,
    },
    /// A number past 128 bits.
    TooLarge,
    /// Working days were counted outside the calendar's years, or with no calendar.
    OutsideCalendar {
        /// What was asked, in words.
        words: String,
    },
    /// A date outside the years 1 to 9999.
    OutsideYears,
    /// The budget of steps was used up.
    StepLimit {
        /// The rule that was being evaluated, in words; none where it is an expression of the scenario.
        rule: Option<String>,
        /// How many steps it was.
        limit: u64,
    },
    /// The budget of memory was used up.
    MemoryLimit {
        /// The rule that was being evaluated, in words; none where it is an expression of the scenario.
        rule: Option<String>,
        /// How much it was.
        megabytes: u64,
    },
    /// Calls of definitions lie too deep in one another.
    DepthLimit {
        /// The rule that was being evaluated, in words; none where it is an expression of the scenario.
        rule: Option<String>,
        /// How deep they may lie.
        limit: u64,
    },
    /// An amount of money in an act is below £0.
    NegativeAmount,
}

/// Two norms that disagree where neither gives way.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Conflict {
    /// The first, by the order of declaration.
    pub first: NormNameId,
    /// The second.
    pub second: NormNameId,
    /// The versions of the two that governed when it was met (S4.6).
    pub versions: [NormId; 2],
    /// Whom it concerns.
    pub of: Value,
    /// What sort of conflict.
    pub kind: ConflictKind,
    /// The day it was met.
    pub on: Date,
    /// The act that would discharge one and breach the other, by its place in the timeline.
    pub act: Option<usize>,
}

/// The sorts of conflict (S6, S10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ConflictKind {
    /// One act discharges one norm and breaches the other.
    DischargeBreaches,
    /// A freedom covers what a live duty requires.
    FreedomAgainstDuty,
    /// An immunity stands against a power of higher rank, or is only assumed: the power is followed.
    ImmunityAgainstPower,
}

/// A link of delegation in a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkRecord {
    /// Which: a given link, a happening, or one that a rule makes by law or a scheme's row makes.
    pub link: LinkRef,
    /// The day it was made, where it was.
    pub made: Option<Date>,
    /// Whether it was validly made.
    pub valid: super::reason::Certainty,
    /// Why not, where it was not.
    pub faults: Vec<super::reason::Fault>,
    /// The day it was revoked.
    pub revoked: Option<Date>,
    /// The rule or scheme that allowed it.
    pub allowed_by: Option<LinkRule>,
    /// Unknown facts that would settle it.
    pub unknowns: Vec<Unknown>,
}

/// A link of delegation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LinkRef {
    /// A link of the background, by its place among the case's links.
    Given(usize),
    /// A link made by a happening, by its place in the timeline.
    Made(usize),
    /// A link by law, under this rule.
    Standing(crate::policy::delegation::DelegationRuleId),
    /// A row of a scheme.
    Row(crate::policy::delegation::SchemeId, usize),
}

/// What allowed a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LinkRule {
    /// A rule of delegation.
    Rule(crate::policy::delegation::DelegationRuleId),
    /// A row of a scheme.
    Row(crate::policy::delegation::SchemeId, usize),
    /// Sub-delegation that the delegator's own link permits.
    SubDelegation,
}

/// A statement that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementRecord {
    /// Which.
    pub statement: StatementId,
    /// Whether it holds; none where it says nothing that can be checked.
    pub holds: Option<super::reason::Truth>,
    /// Of how many it was asked: where it is said of each of a kind and there is none, of nobody, and so it holds of nothing.
    pub asked_of: usize,
    /// For whom it does not hold, where it is asked of several.
    pub against: Vec<Vec<Value>>,
    /// Unknown facts that would settle it.
    pub unknowns: Vec<Unknown>,
}
