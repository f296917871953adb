//! What a scenario expects and asks.

use crate::{
    base::{date::Date, span::Span},
    policy::{
        expr::{Expr, StateWord},
        norm::NormNameId,
        policy::{ClauseId, IndividualId, StatementId},
        value::{ActValue, Value},
    },
};

use super::happening::Named;

/// A line under `expect`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectation {
    /// What is expected.
    pub kind: ExpectationKind,
    /// `on d`: the day it happened, or for a question the day asked about.
    pub on: Option<Date>,
    /// `as at d`: the state at the end of that day.
    pub as_at: Option<Date>,
    /// `because F-2.D02`: the verdict's norm (or row, or rule) cites each of these.
    pub because: Vec<ClauseId>,
    /// `because A not B`: it cites none of these.
    pub because_not: Vec<ClauseId>,
    /// `via lead`: the chain reported has these links, in this order.
    pub via: Vec<Named>,
    /// How it was written.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// What can be expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpectationKind {
    /// A duty is (or is not) in a state.
    Duty {
        /// Which.
        duty: DutyRef,
        /// Whether it is `is not`.
        negated: bool,
        /// The state.
        state: StateWord,
        /// What the verdict must name as missing.
        missing: Vec<Value>,
        /// The date it must be due on.
        due: Option<Date>,
    },
    /// A duty has no instance.
    DoesNotArise(DutyRef),
    /// An act has (or has not) a verdict.
    Act {
        /// Its place in the timeline.
        act: usize,
        /// Whether it is `is not`.
        negated: bool,
        /// The verdict.
        verdict: VerdictWord,
    },
    /// An act breaches (or does not breach) a duty or prohibition.
    Breaches {
        /// Its place in the timeline.
        act: usize,
        /// Whether it is `does not breach`.
        negated: bool,
        /// The norm.
        norm: NormNameId,
    },
    /// Someone may (or may not) do something.
    May {
        /// Who.
        who: Value,
        /// Whether it is `may not`.
        negated: bool,
        /// What.
        act: ActValue,
        /// For whom.
        on_behalf_of: Option<Value>,
    },
    /// A condition holds. (`E is V` is a comparison; `E is unknown` its own form.)
    Holds(Expr),
    /// A decision gives nobody: a reported gap.
    Gap(Expr),
    /// Someone answers for an act.
    AnswersForAct(Value, usize),
    /// Someone answers for a duty.
    AnswersForDuty(Value, DutyRef),
    /// The run reports a conflict between these norms.
    Conflict(NormNameId, NormNameId),
    /// A link is valid (or void).
    Link {
        /// Which.
        link: Named,
        /// Whether it is valid.
        valid: bool,
    },
    /// Nothing is (or nothing but what other lines expect is) in a state.
    Nothing {
        /// Whether it is `nothing else`.
        beyond: bool,
        /// Which state.
        state: NothingWord,
    },
    /// A statement holds, or does not.
    Statement(StatementId, bool),
    /// A question has this answer: a value, or a set of values where there are several.
    Answer(Question, Expr),
}

/// Of what there is nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NothingWord {
    /// `nothing is breached`: no duty and no prohibition
    Breached,
    /// `nothing is void`: no act
    Void,
    /// `nothing is undetermined`: no duty and no act
    Undetermined,
    /// `nothing is pending`: no duty
    Pending,
}

/// `publish-plan of northshire for 2013/14`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyRef {
    /// The norm.
    pub norm: NormNameId,
    /// Its bearer.
    pub of: Option<IndividualId>,
    /// Its period, or the happening (by its place in the timeline) that caused it.
    pub for_: Option<DutyFor>,
}

/// What an instance of a duty is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DutyFor {
    /// A period.
    Value(Value),
    /// The happening that caused it.
    Happening(usize),
}

/// The words for an act's verdict (S5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum VerdictWord {
    /// Valid, and in breach of nothing.
    Lawful,
    /// Valid: lawful, or in breach.
    Valid,
    /// Valid, but in breach of a duty or prohibition.
    ValidButInBreach,
    /// Void for want of authority.
    UltraVires,
    /// Void, for whatever reason (ultra vires too, in an expectation).
    Void,
    /// No listed authority, where the list is not exhaustive.
    NotListed,
    /// No policy governed its actor at its date.
    NotJudged,
    /// Unknown facts leave it open.
    Undetermined,
}

impl VerdictWord {
    /// Every verdict that can be written, in the order in which they are declared.
    pub const ALL: [VerdictWord; 8] = [
        VerdictWord::Lawful,
        VerdictWord::Valid,
        VerdictWord::ValidButInBreach,
        VerdictWord::UltraVires,
        VerdictWord::Void,
        VerdictWord::NotListed,
        VerdictWord::NotJudged,
        VerdictWord::Undetermined,
    ];

    /// As it is written and shown: `valid but in breach`.
    pub fn word(self) -> &'static str {
        match self {
            VerdictWord::Lawful => "lawful",
            VerdictWord::Valid => "valid",
            VerdictWord::ValidButInBreach => "valid but in breach",
            VerdictWord::UltraVires => "ultra vires",
            VerdictWord::Void => "void",
            VerdictWord::NotListed => "not listed",
            VerdictWord::NotJudged => "not judged",
            VerdictWord::Undetermined => "undetermined",
        }
    }

    /// The verdict that is written so.
    pub fn from_word(word: &str) -> Option<VerdictWord> {
        Self::ALL.into_iter().find(|verdict| verdict.word() == word)
    }
}

impl NothingWord {
    /// Every word that can be written, in the order in which they are declared.
    pub const ALL: [NothingWord; 4] = [
        NothingWord::Breached,
        NothingWord::Void,
        NothingWord::Undetermined,
        NothingWord::Pending,
    ];

    /// As it is written and shown.
    pub fn word(self) -> &'static str {
        match self {
            NothingWord::Breached => "breached",
            NothingWord::Void => "void",
            NothingWord::Undetermined => "undetermined",
            NothingWord::Pending => "pending",
        }
    }

    /// The word that is written so.
    pub fn from_word(word: &str) -> Option<NothingWord> {
        Self::ALL.into_iter().find(|nothing| nothing.word() == word)
    }
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Who may do it for a body?
    WhoMay {
        /// The act; an argument that is not said may be anything.
        act: ActValue,
        /// For whom.
        for_: Option<Value>,
        /// When; the last day looked at where it is none.
        on: Option<Date>,
    },
    /// May someone do it?
    May {
        /// Who.
        who: Value,
        /// The act.
        act: ActValue,
        /// For whom.
        on_behalf_of: Option<Value>,
        /// When.
        on: Option<Date>,
    },
    /// What may someone do?
    WhatMay {
        /// Who.
        who: Value,
        /// When.
        on: Option<Date>,
    },
    /// What must a body do?
    WhatMust {
        /// Who.
        who: Value,
        /// By when; at any time where it is none.
        by: Option<Date>,
    },
    /// What falls if a link is revoked?
    WhatFalls {
        /// The link.
        link: Named,
        /// When.
        on: Option<Date>,
    },
    /// What is the value of an expression?
    WhatIs {
        /// The expression.
        what: Expr,
        /// When.
        on: Option<Date>,
    },
}
