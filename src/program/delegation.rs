//! Delegation as the kernel runs it: rules, reservations, offices and schemes, and tables that find them by act.

use crate::policy::{
    delegation::{DelegationRuleId, Matter, ReservedId, ReservedTo, SchemeId, Signers},
    norm::Counted,
    policy::{ActId, FactId, IndividualId, KindId, Policy},
};

use super::{
    node::{NodeId, Slot},
    norm::PartyCode,
    rule::Force,
};

/// All that a policy says of delegation, each sort at the places that it has in the policy.
#[derive(Debug, Clone, Default)]
pub struct Delegations {
    /// Rules of delegation.
    pub rules: Vec<RuleCode>,
    /// Reservations.
    pub reserved: Vec<ReservedCode>,
    /// Offices and committees.
    pub offices: Vec<OfficeCode>,
    /// Schemes.
    pub schemes: Vec<SchemeCode>,
    /// By act: rows of schemes that name it, or a function above it.
    pub rows_by_act: Vec<Vec<(SchemeId, usize)>>,
    /// Rows for `anything else`.
    pub other_rows: Vec<(SchemeId, usize)>,
    /// By act: reservations that speak of it.
    pub reserved_by_act: Vec<Vec<ReservedId>>,
    /// By act: the parameters that limits speak of.
    pub amounts: Vec<Amounts>,
    /// The fact `present(m)` of the members present at a committee's act.
    pub present: Option<FactId>,
    /// Rules that make links by law.
    pub standing: Vec<DelegationRuleId>,
}

/// The parameters of an act that limits speak of: the one called `amount`, else the first of the type.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Amounts {
    /// The amount of money.
    pub money: Option<usize>,
    /// The number.
    pub number: Option<usize>,
}

/// A rule of delegation.
#[derive(Debug, Clone)]
pub struct RuleCode {
    /// Which.
    pub id: DelegationRuleId,
    /// How many variables an environment of it has.
    pub slots: u32,
    /// When it is in force.
    pub force: Force,
    /// Who delegates.
    pub from: PartyCode,
    /// The variable of the delegate.
    pub to: Option<Slot>,
    /// The kinds it may be of.
    pub to_kinds: Vec<KindId>,
    /// What may be delegated.
    pub of: Vec<Matter>,
    /// Another who makes the link.
    pub made_by: Option<PartyCode>,
    /// Whether links are made by law.
    pub standing: bool,
    /// `if`
    pub conditions: Vec<NodeId>,
    /// `unless`
    pub exceptions: Vec<NodeId>,
    /// `needs agreement of`
    pub agreement: Vec<NodeId>,
    /// `up to`
    pub limits: Vec<CapCode>,
    /// Whether the delegate may delegate further.
    pub sub: SubCode,
}

/// An upper limit of links.
#[derive(Debug, Clone)]
pub struct CapCode {
    /// How much at the most.
    pub amount: NodeId,
    /// Whether the limit itself is out.
    pub below: bool,
    /// Over what it is counted.
    pub counted: Counted,
}

/// Whether a delegate may delegate further (S7.1).
#[derive(Debug, Clone, PartialEq)]
pub enum SubCode {
    /// It may not.
    NotPermitted,
    /// It may, and so may its delegates.
    Permitted,
    /// One further link in all.
    Once,
    /// To delegates of these kinds.
    To(Vec<KindId>),
    /// While this holds.
    If(NodeId),
}

/// A reservation. The first variable of its condition is the body.
#[derive(Debug, Clone)]
pub struct ReservedCode {
    /// Which.
    pub id: ReservedId,
    /// What.
    pub what: Vec<Matter>,
    /// Of bodies of this kind.
    pub of: Option<KindId>,
    /// Of this one body.
    pub of_body: Option<IndividualId>,
    /// To whom.
    pub to: Option<ReservedTo>,
    /// Only where this holds.
    pub condition: Option<NodeId>,
    /// How many variables an environment of it has.
    pub slots: u32,
    /// When it is in force.
    pub force: Force,
}

/// An office or committee.
#[derive(Debug, Clone)]
pub struct OfficeCode {
    /// Conditions that must hold of those present.
    pub quorum: Vec<NodeId>,
    /// How many variables an environment of them has.
    pub slots: u32,
    /// Whether it is a committee.
    pub committee: bool,
}

/// A scheme of delegation.
#[derive(Debug, Clone)]
pub struct SchemeCode {
    /// Which.
    pub id: SchemeId,
    /// How many variables an environment of it has.
    pub slots: u32,
    /// When it is in force.
    pub force: Force,
    /// Whose it is.
    pub of: PartyCode,
    /// The variable `actor` of row conditions.
    pub actor: Slot,
    /// Its rows in order.
    pub rows: Vec<RowCode>,
}

/// A row of a scheme (S7.6).
#[derive(Debug, Clone)]
pub struct RowCode {
    /// What it is about.
    pub matter: Matter,
    /// The lower end, and whether it is included.
    pub from: Option<(NodeId, bool)>,
    /// The upper end, and whether it is included.
    pub to: Option<(NodeId, bool)>,
    /// Who signs.
    pub who: Signers,
    /// How amounts are counted.
    pub counted: Counted,
    /// Sub-delegation by whoever signs.
    pub sub: SubCode,
    /// `if`
    pub condition: Option<NodeId>,
    /// The acts that it is about.
    pub acts: Vec<ActId>,
}

impl Delegations {
    /// A rule.
    pub fn rule(&self, id: DelegationRuleId) -> Option<&RuleCode> {
        self.rules.get(id.index())
    }

    /// A scheme with one of its rows.
    pub fn row(&self, scheme: SchemeId, row: usize) -> Option<(&SchemeCode, &RowCode)> {
        let scheme = self.schemes.get(scheme.index())?;
        Some((scheme, scheme.rows.get(row)?))
    }

    /// Whether the policy says anything of delegation at all.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty() && self.schemes.is_empty() && self.reserved.is_empty()
    }
}

/// Whether a matter takes in an act.
pub fn takes_in(policy: &Policy, matter: Matter, act: ActId) -> bool {
    match matter {
        Matter::Everything => true,
        Matter::Act(one) => one == act,
        Matter::Function(function) => policy
            .acts
            .get(act)
            .and_then(|act| act.under)
            .is_some_and(|under| policy.is_function_within(under, function)),
    }
}

/// Whether a matter takes in the whole of another.
pub fn contains(policy: &Policy, whole: Matter, part: Matter) -> bool {
    match (whole, part) {
        (Matter::Everything, _) => true,
        (_, Matter::Everything) => false,
        (_, Matter::Act(act)) => takes_in(policy, whole, act),
        (Matter::Function(whole), Matter::Function(part)) => policy.is_function_within(part, whole),
        (Matter::Act(_), Matter::Function(_)) => false,
    }
}

/// Whether two matters have something in common: functions are a tree, so one of them contains the other.
pub fn meet(policy: &Policy, one: Matter, other: Matter) -> bool {
    contains(policy, one, other) || contains(policy, other, one)
}
