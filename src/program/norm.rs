//! Norms as the kernel runs them: parties, occasions, parts of duties, permissions, and tables that find them by what happens.

use crate::{
    base::period::PeriodKind,
    policy::{
        expr::StateWord,
        norm::{NormId, NormNameId},
        policy::{ActId, FactId, IndividualId, KindId},
    },
};

use super::{
    node::{NodeId, RangedId, Slot},
    pattern::{DeadlineId, PatternId, Term},
    rule::Force,
    val::Val,
};

/// The norms of a program, each at the place that it has in the policy, and the tables that find them.
#[derive(Debug, Clone, Default)]
pub struct Norms {
    /// Every version of every norm, by `NormId`.
    pub codes: Vec<NormCode>,
    /// The parts of all duties, numbered through.
    pub parts: Vec<PartCode>,
    /// What powers, freedoms and duties allow, numbered through.
    pub permissions: Vec<PermissionCode>,
    /// Tables by what happens.
    pub dispatch: Dispatch,
    /// What of it runs by the shortest way.
    pub plain: super::plain::Plain,
}

/// Which norms an act, an event, a change of a fact or of a norm's state may touch. An act that a pattern of `anything`
/// speaks of stands in the table of that act, so that nothing has to be looked up twice.
#[derive(Debug, Clone, Default)]
pub struct Dispatch {
    /// By act or event: triggers that it may pull, in the order of the norms, but those that override others first.
    pub triggers_by_act: Vec<Vec<TriggerRef>>,
    /// By fact: triggers that its beginning or end may pull.
    pub triggers_by_fact: Vec<Vec<TriggerRef>>,
    /// By norm name: triggers that its changes of state may pull.
    pub triggers_by_norm: Vec<Vec<TriggerRef>>,
    /// By act: the parts of duties that it may discharge.
    pub parts_by_act: Vec<Vec<PartId>>,
    /// By act: permissions whose pattern may fit it.
    pub permissions_by_act: Vec<Vec<PermissionId>>,
    /// By act: prohibitions that it may breach.
    pub prohibitions_by_act: Vec<Vec<NormId>>,
    /// By act: freedoms that may cover it.
    pub freedoms_by_act: Vec<Vec<NormId>>,
    /// By act: immunities that may stand against it.
    pub immunities_by_act: Vec<Vec<NormId>>,
    /// By act: whether its authority matters even where who did it needs none: an immunity may stand against it, or a
    /// permission of it has effects or wants agreement.
    pub of_note: Vec<bool>,
    /// Duties of the form `each PERIOD`.
    pub each: Vec<NormId>,
    /// Duties that are there once a bearer.
    pub always: Vec<NormId>,
    /// Transitions with a date.
    pub dated: Vec<NormId>,
    /// By norm name: norms that override it.
    pub overriders: Vec<Vec<NormId>>,
    /// By fact: duties and overriding norms whose coming into force, party or conditions read it.
    pub conditions_by_fact: Vec<Vec<NormId>>,
}

/// The number of a part of a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartId(pub u32);

/// The number of a permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PermissionId(pub u32);

/// A trigger of a norm, by its place among that norm's triggers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TriggerRef {
    /// The norm.
    pub norm: NormId,
    /// Which of its triggers.
    pub trigger: u32,
}

/// One version of a norm.
#[derive(Debug, Clone)]
pub struct NormCode {
    /// Which version: the norm of the policy that it comes from.
    pub id: NormId,
    /// Its name.
    pub name: NormNameId,
    /// When and how far it is law.
    pub force: Force,
    /// Who bears or holds it.
    pub party: PartyCode,
    /// How many variables an environment of this norm has.
    pub slots: u32,
    /// To whom it is owed.
    pub owed_to: Vec<NodeId>,
    /// When it makes an instance.
    pub occasion: OccasionCode,
    /// `if`: every one must hold.
    pub conditions: Vec<NodeId>,
    /// `unless`: none may hold.
    pub exceptions: Vec<NodeId>,
    /// `until`: any of them releases.
    pub until: Vec<NodeId>,
    /// What it says.
    pub form: FormCode,
    /// Individuals that must have agreed.
    pub agreement: Vec<NodeId>,
    /// Individuals that must be among the actors.
    pub jointly_with: Vec<NodeId>,
    /// Limits of a power.
    pub limits: Vec<LimitCode>,
    /// What its exercise changes.
    pub effects: Vec<EffectCode>,
    /// Norms that give way to it.
    pub overrides: Vec<NormNameId>,
    /// It binds only where it is imposed.
    pub only_where_imposed: bool,
    /// It takes over what was pending under earlier versions.
    pub governs_pending: bool,
    /// The function it is under: its own, or that of all the acts it speaks of (S4.7).
    pub function: Option<crate::policy::policy::FunctionId>,
}

/// Who bears a duty or holds a power.
#[derive(Debug, Clone)]
pub enum PartyCode {
    /// Nobody: a transition.
    Nobody,
    /// This individual.
    One(IndividualId),
    /// Every individual of a kind.
    Any {
        /// The variable that stands for it.
        slot: Slot,
        /// The kind.
        kind: KindId,
        /// A condition, read at the moment asked.
        condition: Option<NodeId>,
    },
}

/// When a norm makes an instance.
#[derive(Debug, Clone)]
pub enum OccasionCode {
    /// For every period of a sort.
    Each(PeriodKind, Slot),
    /// When one of these happens.
    When(Vec<TriggerCode>),
    /// On the date that this gives.
    On(NodeId),
    /// Once a bearer; for permissions and prohibitions: at all times.
    Always,
}

/// What brings an instance about.
#[derive(Debug, Clone)]
pub struct TriggerCode {
    /// What happens.
    pub kind: TriggerKindCode,
    /// The variable that stands for it.
    pub label: Option<Slot>,
    /// Whether a match binds the bearer; if not, every possible bearer is meant.
    pub binds_bearer: bool,
    /// Arguments that are written down: an act with others does not pull it, and need not be matched. Many duties wait for
    /// one act with each its own argument.
    pub constants: Vec<(usize, Val)>,
}

impl TriggerCode {
    /// Whether an act or event with these arguments may pull it.
    pub fn may_be_pulled(&self, arguments: &[Val]) -> bool {
        self.constants
            .iter()
            .all(|(place, val)| arguments.get(*place) == Some(val))
    }
}

/// The forms of a trigger.
#[derive(Debug, Clone)]
pub enum TriggerKindCode {
    /// An act by someone.
    Does(Term, PatternId),
    /// An event.
    Happens(PatternId),
    /// An instance of a norm comes into a state.
    State {
        /// Whose.
        of: Option<Term>,
        /// For which period.
        for_: Option<Term>,
        /// Which state.
        state: StateWord,
    },
    /// A fact begins or ends.
    Changes {
        /// The fact.
        fact: FactId,
        /// Its arguments.
        arguments: Vec<Term>,
        /// Whether it begins.
        begins: bool,
    },
}

/// What a norm says.
#[derive(Debug, Clone)]
pub enum FormCode {
    /// A duty: its parts, all of which must be met.
    Duty(Vec<PartId>),
    /// Acts that are forbidden.
    Prohibition(Vec<PatternId>),
    /// Acts that are allowed, and what their exercise changes.
    Power(Vec<PermissionId>),
    /// Acts that are allowed, with no duty either way.
    Freedom(Vec<PermissionId>),
    /// Acts of others that are kept away.
    Immunity {
        /// Of what kind they are.
        who: KindId,
        /// Which acts.
        pattern: PatternId,
        /// Whether a match binds the holder; if not, every possible holder is protected.
        binds_holder: bool,
    },
    /// Changes at a date or a happening.
    Transition,
}

/// A part of a duty: one `must`.
#[derive(Debug, Clone)]
pub struct PartCode {
    /// The norm.
    pub norm: NormId,
    /// Its place among the norm's parts.
    pub index: u32,
    /// What must be.
    pub kind: PartKind,
}

/// The kernel's forms of `must`.
#[derive(Debug, Clone)]
pub enum PartKind {
    /// An act of the bearer.
    Act(ActPart),
    /// A condition that holds throughout.
    Keep(NodeId),
    /// A condition that holds at some moment up to a deadline.
    Achieve(NodeId, DeadlineId),
    /// A condition that holds at the end of a day.
    HaveOn(NodeId, NodeId),
    /// A condition that holds of the act that triggers.
    Ensure(NodeId),
    /// Regard had to each of these.
    Regard(Vec<NodeId>),
    /// Evidence of every member of a set.
    Evidence(NodeId, Option<DeadlineId>),
}

/// An act that must be done.
#[derive(Debug, Clone)]
pub struct ActPart {
    /// Matches an act that does it, or does some of it: of `all of {…}` at least one, of `in total` any amount.
    pub pattern: PatternId,
    /// Acts it may be; more than one only where the pattern names none.
    pub acts: Vec<ActId>,
    /// Arguments that are settled when the instance arises: open instances are found by them.
    pub key: Vec<(usize, KeySource)>,
    /// Whether an act with the same key matches in any case.
    pub exact: bool,
    /// Arguments of which all members of a set must be covered; several acts may do it together.
    pub cover: Vec<(usize, NodeId)>,
    /// The argument that must add up to an amount, and the amount.
    pub total: Option<(usize, NodeId)>,
    /// The argument that must be this amount of money, which is used once (S4.3).
    pub money: Option<(usize, NodeId)>,
    /// Whether it names the period of the instance: then it may be done before the instance arose.
    pub names_period: bool,
    /// The variable of type act that stands for what is to be done.
    pub act_variable: Option<Slot>,
    /// One act for each of these.
    pub for_every: Option<RangedId>,
    /// By when.
    pub deadline: Option<DeadlineId>,
}

/// Where an argument that is settled when an instance arises comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum KeySource {
    /// It is written down.
    Constant(Val),
    /// It is in the instance's environment.
    Slot(Slot),
}

/// What a power, a freedom or a duty allows.
#[derive(Debug, Clone)]
pub struct PermissionCode {
    /// The norm.
    pub norm: NormId,
    /// Which acts.
    pub pattern: PatternId,
    /// Acts it may be.
    pub acts: Vec<ActId>,
    /// The variable of type act, where the pattern is one: then it allows what some instance of the duty requires.
    pub act_variable: Option<Slot>,
}

/// An upper limit of a power.
#[derive(Debug, Clone)]
pub struct LimitCode {
    /// How much at the most.
    pub amount: NodeId,
    /// Whether the limit itself is out.
    pub below: bool,
    /// By act that the power speaks of: where its amount stands, and how the amounts before it are added up.
    pub of: Vec<LimitOf>,
}

/// A limit as it concerns one act.
#[derive(Debug, Clone)]
pub struct LimitOf {
    /// The act.
    pub act: ActId,
    /// Its parameter that is limited.
    pub amount: usize,
    /// The sum of what was done before by the holder; none where each act counts by itself.
    pub earlier: Option<EarlierTotal>,
}

/// The sum of earlier amounts, and what it has to know of the act at hand.
#[derive(Debug, Clone)]
pub struct EarlierTotal {
    /// One total for every act that the power speaks of.
    pub totals: Vec<NodeId>,
    /// The variable that the holder is put into.
    pub holder: Slot,
    /// The variable that the argument counted by is put into, and its parameter.
    pub argument: Option<(Slot, usize)>,
    /// The variable that the period is put into, and its sort.
    pub period: Option<(Slot, PeriodKind)>,
}

/// A change.
#[derive(Debug, Clone)]
pub struct EffectCode {
    /// What changes.
    pub kind: EffectKindCode,
    /// For every one of these.
    pub for_every: Option<RangedId>,
    /// Where it stands.
    pub span: crate::base::span::Span,
}

/// The forms of a change.
#[derive(Debug, Clone)]
pub enum EffectKindCode {
    /// A boolean fact begins to hold.
    Begins(FactId, Vec<NodeId>),
    /// A fact ends.
    Ends(FactId, Vec<NodeId>),
    /// A valued fact has this value.
    Becomes(FactId, Vec<NodeId>, NodeId),
    /// A body begins to exist.
    Established(NodeId),
    /// A body ceases to exist.
    Abolished(NodeId),
    /// A body has another title.
    Renamed(NodeId, String),
    /// A body is of another kind.
    BecomesKind(NodeId, KindId),
    /// A function, or all of them, goes to another body.
    FunctionPasses(Option<crate::policy::policy::FunctionId>, NodeId, NodeId),
    /// A norm binds a body.
    Imposed(NormNameId, NodeId),
    /// A norm does not bind a body.
    Disapplied(NormNameId, NodeId),
    /// What is owed to one is owed to another.
    ClaimPasses(NormNameId, NodeId, NodeId),
    /// What one bears another bears.
    NormPasses(NormNameId, NodeId, NodeId),
}

impl Norms {
    /// A version of a norm.
    pub fn code(&self, id: NormId) -> Option<&NormCode> {
        self.codes.get(id.index())
    }

    /// A part of a duty.
    pub fn part(&self, id: PartId) -> Option<&PartCode> {
        self.parts.get(id.0 as usize)
    }

    /// A permission.
    pub fn permission(&self, id: PermissionId) -> Option<&PermissionCode> {
        self.permissions.get(id.0 as usize)
    }

    /// The parts of a duty, in order; none of any other norm.
    pub fn parts_of(&self, id: NormId) -> &[PartId] {
        match self.code(id).map(|code| &code.form) {
            Some(FormCode::Duty(parts)) => parts,
            _ => &[],
        }
    }
}
