//! What a scenario expects and asks, as written.

use super::{
    act::ActPattern,
    expr::{Call, Expr},
    word::{ClauseRef, Word},
};
use crate::base::span::Span;

/// A line under `expect`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectLine {
    /// What is expected.
    pub kind: ExpectKind,
    /// `on d`: the day it happened, or for a question the day asked about
    pub on: Option<Expr>,
    /// `as at d`: the state at the end of that day
    pub as_at: Option<Expr>,
    /// `because F-2.D02, F-2.D02a`
    pub because: Vec<ClauseRef>,
    /// `because A not B`: clauses that must not be the reason
    pub because_not: Vec<ClauseRef>,
    /// `via lead`: links of the chain
    pub via: Vec<Word>,
    /// The whole line.
    pub span: Span,
}

/// What can be expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpectKind {
    /// `duty publish-plan of northshire for 2013/14 is breached`
    Duty {
        /// Which.
        duty: DutyRef,
        /// Whether it is `is not`.
        negated: bool,
        /// `breached`, `partly discharged`, `discharged late`, `not evidenced`, `followed`, `departed from`, …
        state: Word,
        /// `missing {quality}`, `missing board-2`: what the verdict must name as missing
        missing: Option<Expr>,
        /// `due on d`
        due: Option<Expr>,
    },
    /// `duty publish-plan of northshire does not arise`
    DutyDoesNotArise(DutyRef),
    /// `act late-plan is void`, `is lawful`, `is valid but in breach`, …
    Act {
        /// The label.
        label: Word,
        /// Whether it is `is not`.
        negated: bool,
        /// The verdict's words.
        verdict: Word,
    },
    /// `act late-plan breaches no-private-preference`
    Breaches {
        /// The label.
        label: Word,
        /// Whether it is `does not breach`.
        negated: bool,
        /// The norm.
        norm: Word,
    },
    /// `southshire may commission(service: maternity) on behalf of northshire`
    May {
        /// Who.
        who: Expr,
        /// Whether it is `may not`.
        negated: bool,
        /// What.
        act: Call,
        /// For whom.
        on_behalf_of: Option<Expr>,
    },
    /// `commissioner(maternity, alice) is northshire`, `responsible(northshire, alice)`, `not …`, `… is unknown`
    Holds {
        /// The condition.
        condition: Expr,
        /// `commissioner(maternity, alice) is nhs-cb on behalf of secretary-of-state`: for whom the answer acts
        on_behalf_of: Option<Expr>,
    },
    /// `commissioner(maternity, alice) is nobody`: a reported gap
    Gap(Expr),
    /// `northshire is answerable for late-plan`
    Answerable {
        /// Who.
        who: Expr,
        /// For the act of this label, or for a duty.
        for_: AnswerableFor,
    },
    /// `promise and direct conflict`: the run reports a conflict between these norms
    Conflict(Word, Word),
    /// `link lead is void`, `is valid`
    Link {
        /// The label.
        label: Word,
        /// Whether it is `valid`.
        valid: bool,
    },
    /// `nothing is breached`, `nothing else is breached`, `nothing else is void`
    Nothing {
        /// Whether it is `else`: what other lines expect is not counted.
        beyond: bool,
        /// `breached` or `void` or `undetermined`
        state: Word,
    },
    /// `statement NAME holds`, `statement NAME does not hold`
    Statement {
        /// Which.
        name: Word,
        /// Whether it is `holds`.
        holds: bool,
    },
    /// `who may approve-contract(…) for northshire is {…}`: any question with its answer
    Answer {
        /// The question.
        question: Question,
        /// The answer.
        is: Expr,
    },
    /// A line that could not be read; a message has been given
    Bad,
}

/// What someone answers for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerableFor {
    /// The act of this label.
    Act(Word),
    /// `duty N of B for y`
    Duty(DutyRef),
}

/// `publish-plan of northshire for 2013/14`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyRef {
    /// The norm.
    pub norm: Word,
    /// Its bearer; any where it is left out.
    pub of: Option<Expr>,
    /// Its period, or the label of its trigger; any where it is left out.
    pub for_: Option<Expr>,
}

/// A line under `ask`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskLine {
    /// What is asked.
    pub question: Question,
    /// The whole line.
    pub span: Span,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// `who may approve-contract(amount: £180,000) for northshire on d`
    WhoMay {
        /// What.
        act: ActPattern,
        /// For whom.
        for_: Option<Expr>,
        /// When.
        on: Option<Expr>,
    },
    /// `may ann approve-contract(…) on behalf of northshire on d`
    May {
        /// Who.
        who: Expr,
        /// What.
        act: ActPattern,
        /// For whom.
        on_behalf_of: Option<Expr>,
        /// When.
        on: Option<Expr>,
    },
    /// `what may ann do on d`
    WhatMay {
        /// Who.
        who: Expr,
        /// When.
        on: Option<Expr>,
    },
    /// `what must northshire do by 31 December 2013`
    WhatMust {
        /// Who.
        who: Expr,
        /// By when.
        by: Option<Expr>,
    },
    /// `what falls if lead is revoked on d`
    WhatFalls {
        /// The link.
        link: Word,
        /// When.
        on: Option<Expr>,
    },
    /// `what is EXPR on d`
    WhatIs {
        /// What.
        what: Expr,
        /// When.
        on: Option<Expr>,
    },
    /// A question that could not be read; a message has been given
    Bad,
}
