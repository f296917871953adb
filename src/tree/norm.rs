//! Norms as written: a head and its clauses in the order they stand.

use super::{
    act::ActPattern,
    expr::{Amount, Expr, Ranged},
    word::{ClauseRef, Quoted, Word},
};
use crate::base::span::Span;

/// `duty publish-plan "Publish a commissioning plan" { … }` and the other forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Norm {
    /// Which form.
    pub form: NormForm,
    /// Its name.
    pub name: Word,
    /// Its title.
    pub title: Option<Quoted>,
    /// Its clauses in order.
    pub clauses: Vec<Clause>,
    /// The whole of it.
    pub span: Span,
}

/// The forms of a norm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NormForm {
    /// `duty`
    Duty,
    /// `prohibition`
    Prohibition,
    /// `power`
    Power,
    /// `freedom`
    Freedom,
    /// `immunity`
    Immunity,
    /// `transition`
    Transition,
}

/// A clause of a norm with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// What it says.
    pub kind: ClauseKind,
    /// Where it stands, keyword included.
    pub span: Span,
    /// The keyword alone.
    pub keyword: Span,
}

/// The clauses of norms. Which may stand in which form is for `resolve` to say. What is large stands apart: a norm has many clauses,
/// and most are small.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClauseKind {
    /// `source F-2.D02, F-2.D02a`
    Source(Vec<ClauseRef>),
    /// `function commissioning`
    Function(Word),
    /// `bearer c: CCG`, `bearer nhs-cb`, `bearer c: CCG where …`
    Bearer(Box<Party>),
    /// `holder c: CCG`
    Holder(Box<Party>),
    /// `owed to the public`, `owed to nhs-cb, r`
    OwedTo(Vec<Expr>),
    /// `each financial-year y`
    Each {
        /// `financial-year`, `month` or a declared period.
        period: Word,
        /// The variable that stands for it.
        variable: Word,
    },
    /// `when … or …`
    When(Vec<Trigger>),
    /// `on 1 April 2002`: of a transition
    On(Expr),
    /// `must …`
    Must(Box<Must>),
    /// `must not prefer(provider: p) where …`
    MustNot(Box<ActPattern>),
    /// `may pool(with: a: LocalAuthority, amount: m)`
    May(Box<ActPattern>),
    /// `may buy-support(…) or not`: the same as `may` in a freedom, said in full
    MayOrNot(Box<ActPattern>),
    /// `no StatutoryBody may direct(to: c, about: structure)`
    NoMay {
        /// Of what kind the body is that may not.
        who: Word,
        /// What it may not do.
        act: Box<ActPattern>,
    },
    /// `if C`
    If(Expr),
    /// `unless C`
    Unless(Expr),
    /// `until C`
    Until(Expr),
    /// `needs agreement of a`
    NeedsAgreement(Vec<Expr>),
    /// `up to £50m in each financial-year`, `up to £1m per act`
    UpTo(Box<Limit>),
    /// `jointly with d`
    JointlyWith(Vec<Expr>),
    /// `effect FACT begins for every h: … where …`
    Effect(Box<Effect>),
    /// `overrides NAME`
    Overrides(Vec<Word>),
    /// `binds only where imposed`
    BindsOnlyWhereImposed,
    /// `also governs what is pending`
    GovernsPending,
    /// `in force from 1 April 2013 until …`, `in force when C`
    InForce(Box<InForce>),
    /// `status proposed`
    Status(Status),
    /// `rank regulations`
    Rank(Word),
    /// `note "…"`
    Note(Quoted),
    /// `not normative because "…"`
    NotNormative(Quoted),
    /// A clause that could not be read; a message has been given
    Bad,
}

/// Who bears or holds: `c: CCG where C`, `nhs-cb`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Party {
    /// `c: CCG where …`
    Any(Ranged),
    /// `nhs-cb`
    One(Word),
}

/// What brings a duty or a transition about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trigger {
    /// What happens.
    pub kind: TriggerKind,
    /// `as request`: the name that stands for it.
    pub label: Option<Word>,
    /// Where it stands.
    pub span: Span,
}

/// The forms of a trigger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TriggerKind {
    /// `nhs-cb does require-information(from: c, item: i)`, `c does anything under commissioning`
    Does {
        /// Who: an expression, `anyone`, or `d: CCG`.
        actor: Expr,
        /// What.
        act: ActPattern,
    },
    /// `emergency-declared(area: area of c)`
    Happens(ActPattern),
    /// `give-information of c is breached`
    State {
        /// The norm.
        norm: Word,
        /// Whose.
        of: Option<Expr>,
        /// For which period.
        for_: Option<Expr>,
        /// `breached`, `discharged`, …
        state: Word,
    },
    /// `failing(c) begins`, `failing(c) ends`
    Changes {
        /// The fact.
        fact: Expr,
        /// Whether it is `begins`.
        begins: bool,
    },
}

/// What must be done or hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Must {
    /// `must publish(…) before start of y`, `must a by deadline of direction`
    Do {
        /// The act, whose amount may be `in total £1,000`.
        act: ActPattern,
        /// By when; open-ended where it is left out.
        deadline: Option<Deadline>,
    },
    /// `must keep C`
    Keep(Expr),
    /// `must achieve C by d`
    Achieve {
        /// What must be true at some moment.
        what: Expr,
        /// Up to when.
        deadline: Deadline,
    },
    /// `must have C on d`
    HaveOn {
        /// What is tested.
        what: Expr,
        /// On which day, at its end.
        day: Expr,
    },
    /// `must ensure C`
    Ensure(Expr),
    /// `must have regard to X`
    HaveRegard(Vec<Expr>),
    /// `must show evidence of {…} by d`
    ShowEvidence {
        /// Of what: a set.
        of: Expr,
        /// By when; the end of the period where it is left out.
        deadline: Option<Deadline>,
    },
}

/// By when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// How it is said.
    pub kind: DeadlineKind,
    /// Where it stands.
    pub span: Span,
}

/// The forms of a deadline (S1.1, S1.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeadlineKind {
    /// `before start of y`: strictly earlier
    Before(Expr),
    /// `by d`, `on or before d`: the day included
    By(Expr),
    /// `on d`: on that very day
    On(Expr),
    /// `within 28 days from e`: e's own day not counted
    WithinFrom(Amount, Expr),
    /// `within 28 days beginning with e`: e's own day counted
    WithinBeginning(Amount, Expr),
    /// `at least 14 clear days before d`
    AtLeastBefore(Amount, Expr),
    /// `promptly`
    Promptly,
}

/// `up to £50m in each financial-year`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// How much at the most.
    pub amount: Expr,
    /// Whether it is `below` rather than `up to`.
    pub below: bool,
    /// Counted how; per act where it is left out.
    pub counted: Option<Counted>,
    /// Where it stands.
    pub span: Span,
}

/// What an amount is counted over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Counted {
    /// `per act`
    PerAct,
    /// `per project`: over all acts with the same value of that argument
    PerArgument(Word),
    /// `in each financial-year`
    InEach(Word),
    /// `in total`
    InTotal,
}

/// A change that a norm brings about, or that a scenario states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// What changes.
    pub kind: EffectKind,
    /// `for every h: HealthAuthority where …`
    pub for_every: Option<Ranged>,
    /// Where it stands.
    pub span: Span,
}

/// The forms of an effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EffectKind {
    /// `FACT begins`
    Begins(Expr),
    /// `FACT ends`
    Ends(Expr),
    /// `FACT becomes VALUE`
    Becomes(Expr, Expr),
    /// `BODY is established`
    Established(Expr),
    /// `BODY is abolished`
    Abolished(Expr),
    /// `BODY is renamed "…"`
    Renamed(Expr, Quoted),
    /// `BODY becomes a KIND`
    BecomesKind(Expr, Word),
    /// `commissioning of h passes to b`; all functions where the name is `functions`. The substitution of a norm's bearer
    /// is written so too: which it is, only the name can tell.
    FunctionPasses {
        /// The function; none for `functions of A`.
        function: Option<Word>,
        /// From whom.
        of: Expr,
        /// To whom.
        to: Expr,
    },
    /// `NORM is imposed on B`
    Imposed(Word, Expr),
    /// `NORM is disapplied for B`
    Disapplied(Word, Expr),
    /// `NORM owed to A passes to B`: assignment of a claim
    ClaimPasses {
        /// The norm.
        norm: Word,
        /// The claimant that was.
        owed_to: Expr,
        /// The claimant that will be.
        to: Expr,
    },
    /// `NORM of A passes to B`: substitution of the bearer; the parser writes [`EffectKind::FunctionPasses`] for it
    NormPasses {
        /// The norm.
        norm: Word,
        /// The bearer that was.
        of: Expr,
        /// The bearer that will be.
        to: Expr,
    },
}

/// When something is in force.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InForce {
    /// `from d`, the day included.
    pub from: Option<Expr>,
    /// `until d`, the day included.
    pub until: Option<Expr>,
    /// `when C`.
    pub when: Option<Expr>,
}

/// What standing a text has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// `status in force`: the ordinary case
    InForce,
    /// `status announced`: no force unless assumed
    Announced,
    /// `status proposed`: no force unless assumed
    Proposed,
    /// `status not binding`: followed or departed from, never breached
    NotBinding,
    /// `status historical`: in force in its time
    Historical,
}
