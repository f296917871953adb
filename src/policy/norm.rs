//! Norms, each form as written.

use smol_str::SmolStr;

use super::{
    expr::{Expr, ExprKind, Length, Ranged, StateWord, VarId, Variable},
    pattern::{ActPattern, Term},
    policy::{ClauseId, FunctionId, IndividualId, KindId, PackId},
    standing::Standing,
};
use crate::base::{
    id::{Arena, Id},
    period::PeriodKind,
    span::Span,
};

/// One version of a norm.
pub type NormId = Id<Norm>;
/// A norm's name, under which its versions stand.
pub type NormNameId = Id<NormName>;

/// A name and the versions it had over time (S4.6). Their times in force do not meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NormName {
    /// The name.
    pub name: SmolStr,
    /// Its versions by the day each begins.
    pub versions: Vec<NormId>,
}

/// A norm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Norm {
    /// Its name.
    pub name: NormNameId,
    /// Its name as text.
    pub text: SmolStr,
    /// Its title.
    pub title: Option<String>,
    /// The pack it stands in.
    pub pack: PackId,
    /// The clauses it cites.
    pub sources: Vec<ClauseId>,
    /// The function that its acts are under, where it says one.
    pub function: Option<FunctionId>,
    /// Its variables.
    pub variables: Arena<Variable>,
    /// Who bears or holds it. A transition has none.
    pub party: Option<Party>,
    /// To whom it is owed.
    pub owed_to: Vec<Claimant>,
    /// When it arises.
    pub occasion: Occasion,
    /// `if`: every one must hold.
    pub conditions: Vec<Expr>,
    /// `unless`: none may hold.
    pub exceptions: Vec<Expr>,
    /// `until`: any of them releases.
    pub until: Vec<Expr>,
    /// What it says.
    pub form: Form,
    /// `needs agreement of`: individuals that must have agreed.
    pub agreement: Vec<Expr>,
    /// `jointly with`: individuals that must be among the actors.
    pub jointly_with: Vec<Expr>,
    /// `up to`
    pub limits: Vec<Limit>,
    /// `effect`
    pub effects: Vec<Effect>,
    /// `overrides`
    pub overrides: Vec<NormNameId>,
    /// `binds only where imposed`
    pub only_where_imposed: bool,
    /// `also governs what is pending`
    pub governs_pending: bool,
    /// When it is in force, and as what.
    pub standing: Standing,
    /// `note`
    pub notes: Vec<String>,
    /// `not normative because`
    pub not_normative: Option<String>,
    /// Its name's place, for messages.
    pub span: Span,
}

/// Who bears a duty or holds a power.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Party {
    /// Every individual of a kind (and for which the condition holds at the moment asked).
    Any {
        /// The variable that stands for it.
        variable: VarId,
        /// The kind.
        kind: KindId,
        /// `where`
        condition: Option<Expr>,
    },
    /// This one.
    One(IndividualId),
}

/// To whom a duty is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claimant {
    /// An individual, or whatever the expression gives.
    Of(Expr),
    /// `the public`, or other words that name no declared individual.
    Words(SmolStr),
}

/// When a norm makes an instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Occasion {
    /// For every period of a sort (S4.1).
    Each(PeriodKind, VarId),
    /// At every happening that matches one of these.
    When(Vec<Trigger>),
    /// A transition's date.
    On(Expr),
    /// Once a bearer, when norm and bearer are there; for powers, prohibitions, freedoms and immunities: always.
    Always,
}

/// What brings an instance about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trigger {
    /// What happens.
    pub kind: TriggerKind,
    /// `as NAME`
    pub label: Option<VarId>,
    /// Where it stands.
    pub span: Span,
}

/// The forms of a trigger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TriggerKind {
    /// An act by someone.
    Does(Term, ActPattern),
    /// An event.
    Happens(ActPattern),
    /// An instance of a norm comes into a state.
    State {
        /// The norm.
        norm: NormNameId,
        /// Whose.
        of: Option<Term>,
        /// For which period.
        for_: Option<Term>,
        /// Which state.
        state: StateWord,
    },
    /// A fact begins or ends to hold. Its arguments are terms.
    Changes {
        /// The fact.
        fact: super::policy::FactId,
        /// Its arguments.
        arguments: Vec<Term>,
        /// Whether it begins.
        begins: bool,
    },
}

/// What a norm says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// `must …`: all of one duty's musts are of one sort (acts, or ensures, or one of the others).
    Duty(Vec<Must>),
    /// `must not ACT`
    Prohibition(Vec<ActPattern>),
    /// `may ACT`: any of them
    Power(Vec<ActPattern>),
    /// `may ACT`, or not
    Freedom(Vec<ActPattern>),
    /// `no KIND may ACT`
    Immunity {
        /// Of what kind whoever may not is.
        who: KindId,
        /// What they may not do.
        act: ActPattern,
    },
    /// Changes at a date or a happening.
    Transition,
}

/// What must be done or hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Must {
    /// What.
    pub kind: MustKind,
    /// Where it stands.
    pub span: Span,
}

/// The forms of `must`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MustKind {
    /// An act.
    Do {
        /// Which.
        act: ActPattern,
        /// `for every b: Board where …`: one for each, read afresh until the deadline (S4.3).
        for_every: Option<Ranged>,
        /// By when; never breached for lateness where it is none.
        deadline: Option<Deadline>,
    },
    /// True throughout.
    Keep(Expr),
    /// True at some moment up to the deadline.
    Achieve(Expr, Deadline),
    /// True at the end of a day.
    HaveOn(Expr, Expr),
    /// True of the act that triggers it, judged in the state just before that act.
    Ensure(Expr),
    /// Regard had to these, in the act that triggers it.
    HaveRegard(Vec<Expr>),
    /// Evidence shown of every member of a set.
    ShowEvidence(Expr, Option<Deadline>),
}

/// By when (S1.1, S1.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deadline {
    /// Strictly before a date (an earlier day) or a happening (earlier in the order).
    Before(Expr),
    /// That day included.
    By(Expr),
    /// On that day.
    On(Expr),
    /// So long from, its own day not counted.
    WithinFrom(Length, Expr),
    /// So long beginning with, its own day counted.
    WithinBeginning(Length, Expr),
    /// At least so long before.
    AtLeastBefore(Length, Expr),
    /// Without delay: no computed date (S4.4).
    Promptly,
}

/// An upper limit on an amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// How much at the most.
    pub amount: Expr,
    /// Whether the limit itself is out (`below`).
    pub below: bool,
    /// Over what it is counted.
    pub counted: Counted,
    /// Where it stands.
    pub span: Span,
}

/// Over what an amount is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Counted {
    /// Each act by itself.
    PerAct,
    /// All acts of the matter with the same value of the argument of this name.
    PerArgument(SmolStr),
    /// All acts in the period.
    InEach(PeriodKind),
    /// All acts ever.
    InTotal,
}

/// A change (section 3, Effects).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// What changes.
    pub kind: EffectKind,
    /// For every one of these.
    pub for_every: Option<Ranged>,
    /// Where it stands.
    pub span: Span,
}

/// The forms of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EffectKind {
    /// A boolean fact begins to hold.
    Begins(super::policy::FactId, Vec<Expr>),
    /// A fact ends: a boolean one is false, a valued one is no longer stated.
    Ends(super::policy::FactId, Vec<Expr>),
    /// A valued fact has this value from now on.
    Becomes(super::policy::FactId, Vec<Expr>, Expr),
    /// A body begins to exist.
    Established(Expr),
    /// A body ceases to exist.
    Abolished(Expr),
    /// A body has another title; its identity is the same (S4.7).
    Renamed(Expr, String),
    /// A body is of another kind.
    BecomesKind(Expr, KindId),
    /// A function (all of them where it is none) of one body goes to another.
    FunctionPasses(Option<FunctionId>, Expr, Expr),
    /// A norm that binds only where imposed binds this body.
    Imposed(NormNameId, Expr),
    /// A norm does not bind this body.
    Disapplied(NormNameId, Expr),
    /// What is owed to one is owed to another.
    ClaimPasses(NormNameId, Expr, Expr),
    /// What one bears another bears.
    NormPasses(NormNameId, Expr, Expr),
}

impl Norm {
    /// The acts that must have been done before the act that a `must ensure` is about, as far as it says so without `not`.
    pub fn ensured_acts(&self) -> Vec<&ActPattern> {
        let mut found = Vec::new();
        if let Form::Duty(musts) = &self.form {
            for must in musts {
                if let MustKind::Ensure(condition) = &must.kind {
                    acts_done(condition, &mut found);
                }
            }
        }
        found
    }
}

fn acts_done<'e>(condition: &'e Expr, found: &mut Vec<&'e ActPattern>) {
    match &condition.kind {
        ExprKind::HasDone(past) => found.push(&past.pattern),
        ExprKind::And(parts) | ExprKind::Or(parts) => {
            for part in parts {
                acts_done(part, found);
            }
        }
        _ => {}
    }
}
