//! Links of delegation in a run, and the tables that find them.

use rustc_hash::FxHashMap;

use crate::{
    engine::moment::{Stamp, View},
    policy::{
        delegation::{DelegationRuleId, Matter, OfficeId},
        norm::Counted,
        policy::KindId,
    },
    program::{node::NodeId, val::Val},
    record::{
        reason::{Fault, Truth, Unknown},
        record::{LinkRef, LinkRule},
    },
};

use super::seat::Seat;

/// The number of a link in a run.
pub(crate) type LinkId = u32;

/// A link of delegation.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    /// Which.
    pub(crate) name: LinkRef,
    /// Who delegates: an individual or an office of a body.
    pub(crate) from: Val,
    /// To whom.
    pub(crate) to: Val,
    /// Who made it.
    pub(crate) by: Val,
    /// The office in which it was made.
    pub(crate) acting_as: Option<OfficeId>,
    /// Whose function it is, where that is said.
    pub(crate) holder: Option<Val>,
    /// What.
    pub(crate) matters: Vec<Matter>,
    /// What the rules that allow it cover; everything where it is empty.
    pub(crate) within: Vec<Matter>,
    /// `up to`
    pub(crate) caps: Vec<Cap>,
    /// Whether the delegate may delegate further, as the link says; then as what allows it says.
    pub(crate) said_sub: Option<Sub>,
    /// Every one of these must permit a further link.
    pub(crate) subs: Vec<Sub>,
    /// The number of its first day.
    pub(crate) first: i32,
    /// The number of its last day.
    pub(crate) last: i32,
    /// The rule it is made under, where that is said, or that makes it by law.
    pub(crate) under: Option<DelegationRuleId>,
    /// When it was made; a state of affairs where it is none (S7.4).
    pub(crate) made: Option<Made>,
    /// When it was revoked.
    pub(crate) revoked: Stamp,
    /// Whether its giver could make it as a holder.
    pub(crate) own: Truth,
    /// Of whose functions its giver was a delegate who could make it.
    pub(crate) through: Vec<(Val, Truth)>,
    /// Why it was not validly made.
    pub(crate) faults: Vec<Fault>,
    /// What would settle whether it was.
    pub(crate) unknowns: Vec<Unknown>,
    /// What allowed it.
    pub(crate) allowed: Option<LinkRule>,
    /// Who must agree to it.
    pub(crate) agreement: Vec<Val>,
    /// What was charged to it.
    pub(crate) charges: Vec<Charge>,
}

/// When a link was made, and which in the order of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Made {
    pub(crate) stamp: Stamp,
    pub(crate) order: u32,
}

/// A limit of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cap {
    /// How much at the most.
    pub(crate) amount: Val,
    /// Whether the limit itself is out.
    pub(crate) below: bool,
    /// Over what it is counted.
    pub(crate) counted: Counted,
}

/// Whether a delegate may delegate further.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Sub {
    /// It may not.
    NotPermitted,
    /// It may.
    Permitted,
    /// One further link in all.
    Once,
    /// To delegates of these kinds.
    To(Vec<KindId>),
    /// While this holds, with these variables.
    If(NodeId, Vec<Val>),
}

/// An act that was charged to a link, for good (S7.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Charge {
    /// When.
    pub(crate) stamp: Stamp,
    /// Which act.
    pub(crate) act: u32,
    /// Whether it is certain.
    pub(crate) certain: bool,
}

impl Link {
    /// Whether it was validly made.
    pub(crate) fn valid(&self) -> Truth {
        if self.made.is_none() && self.faults.is_empty() {
            return Truth::True;
        }
        let through = self.through.iter().map(|(_, truth)| *truth).max();
        self.own.max(through.unwrap_or(Truth::False))
    }

    /// Whether a question sees it made.
    pub(crate) fn is_seen(&self, view: View) -> bool {
        self.made.is_none_or(|made| view.sees(made.stamp))
    }

    /// Its place in the order in which links were made; a state of affairs is in no order.
    pub(crate) fn order(&self) -> Option<u32> {
        self.made.map(|made| made.order)
    }
}

/// All links of a run.
#[derive(Debug, Clone, Default)]
pub(crate) struct Links {
    items: Vec<Link>,
    to: FxHashMap<Val, Vec<LinkId>>,
    from: FxHashMap<Val, Vec<LinkId>>,
    by_name: FxHashMap<LinkRef, LinkId>,
    by_law: FxHashMap<(DelegationRuleId, Val, Val), LinkId>,
    orders: u32,
    /// Links that wait for agreement.
    pub(crate) waiting: Vec<LinkId>,
    /// For whom acts are done and in which offices, where that is not the performer alone, by their places.
    pub(crate) seats: FxHashMap<u32, Vec<Seat>>,
    /// By individual: offices that it ever holds or acts in.
    pub(crate) held: FxHashMap<Val, Vec<Val>>,
    /// A link that counts as revoked at a moment, while it is asked what would fall.
    pub(crate) supposed: Option<(LinkId, Stamp)>,
    /// Whether links that are rows of a table have been taken in.
    pub(crate) has_rows: bool,
}

impl Links {
    /// Adds a link.
    pub(crate) fn add(&mut self, link: Link) -> LinkId {
        let id = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
        self.to.entry(link.to).or_default().push(id);
        self.from.entry(link.from).or_default().push(id);
        match link.name {
            LinkRef::Standing(rule) => {
                self.by_law.insert((rule, link.from, link.to), id);
            }
            name => {
                self.by_name.insert(name, id);
            }
        }
        self.items.push(link);
        id
    }

    /// A link.
    pub(crate) fn get(&self, id: LinkId) -> Option<&Link> {
        self.items.get(id as usize)
    }

    /// A link, to be changed. Whoever gives and receives it stays the same.
    pub(crate) fn get_mut(&mut self, id: LinkId) -> Option<&mut Link> {
        self.items.get_mut(id as usize)
    }

    /// Somebody else is the giver of a link: the one for whom it was made.
    pub(crate) fn set_from(&mut self, id: LinkId, from: Val) {
        let Some(link) = self.items.get_mut(id as usize) else {
            return;
        };
        if link.from == from {
            return;
        }
        if let Some(list) = self.from.get_mut(&link.from) {
            list.retain(|one| *one != id);
        }
        link.from = from;
        self.from.entry(from).or_default().push(id);
    }

    /// The next place in the order in which links are made.
    pub(crate) fn next_order(&mut self) -> u32 {
        self.orders += 1;
        self.orders
    }

    /// A link by what the record calls it.
    pub(crate) fn named(&self, name: LinkRef) -> Option<LinkId> {
        self.by_name.get(&name).copied()
    }

    /// A link that a rule makes by law between these.
    pub(crate) fn by_law(&self, rule: DelegationRuleId, from: Val, to: Val) -> Option<LinkId> {
        self.by_law.get(&(rule, from, to)).copied()
    }

    /// Links to somebody.
    pub(crate) fn to(&self, to: Val) -> &[LinkId] {
        self.to.get(&to).map_or(&[], Vec::as_slice)
    }

    /// Links from somebody.
    pub(crate) fn from(&self, from: Val) -> &[LinkId] {
        self.from.get(&from).map_or(&[], Vec::as_slice)
    }

    /// All links.
    pub(crate) fn all(&self) -> impl Iterator<Item = (LinkId, &Link)> {
        (0..).zip(&self.items)
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Since when a link is revoked, or supposed to be.
    pub(crate) fn revoked(&self, id: LinkId, link: &Link) -> Stamp {
        match self.supposed {
            Some((supposed, stamp)) if supposed == id => stamp.min(link.revoked),
            _ => link.revoked,
        }
    }
}
