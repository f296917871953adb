//! What was found of acts, kept small: most acts need no more than a word.

use crate::{
    engine::duties::instance::InstanceId,
    policy::norm::{NormId, NormNameId},
    program::val::Val,
    record::{
        act::{Authority, Validity, VerdictWord},
        reason::{Truth, Unknown},
    },
};

/// No more is known of an act than its word.
const PLAIN: u32 = u32::MAX;

/// What was found of the acts of a run, by their places in the timeline.
#[derive(Debug, Clone, Default)]
pub(crate) struct Acts {
    items: Vec<Item>,
    details: Vec<Detail>,
}

/// An act.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Item {
    /// Its place in the timeline.
    pub(crate) place: u32,
    detail: u32,
    /// Whether a verdict on it read what another event of the same day wrote.
    pub(crate) order_matters: bool,
}

/// More of an act than that it is lawful and needs no authority.
#[derive(Debug, Clone)]
pub(crate) struct Detail {
    /// Whether it is valid.
    pub(crate) validity: Validity,
    /// What it rests on.
    pub(crate) authority: Vec<Authority>,
    /// What it breaches.
    pub(crate) breaches: Vec<Breach>,
    /// Norms that do not bind, and whether they were followed.
    pub(crate) soft: Vec<(NormId, bool)>,
    /// Who answers for it, where that is not who did it.
    pub(crate) answerable: Option<Vec<Val>>,
    /// Unknowns that would settle it.
    pub(crate) unknowns: Vec<Unknown>,
}

/// A breach by an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Breach {
    pub(crate) norm: NormId,
    pub(crate) name: NormNameId,
    pub(crate) of: Val,
    pub(crate) duty: Option<InstanceId>,
    pub(crate) certain: Truth,
    pub(crate) unknowns: Vec<Unknown>,
}

impl Detail {
    /// Of an act that stands and needs no authority.
    pub(crate) fn plain() -> Detail {
        Detail {
            validity: Validity::Valid,
            authority: Vec::new(),
            breaches: Vec::new(),
            soft: Vec::new(),
            answerable: None,
            unknowns: Vec::new(),
        }
    }

    /// The verdict in a word.
    pub(crate) fn word(&self) -> VerdictWord {
        use crate::record::reason::Fault;
        let certain = |truth: Truth| self.breaches.iter().any(|breach| breach.certain == truth);
        match &self.validity {
            Validity::Valid if certain(Truth::True) => VerdictWord::ValidButInBreach,
            Validity::Valid if certain(Truth::Unknown) => VerdictWord::Undetermined,
            Validity::Valid => VerdictWord::Lawful,
            Validity::Void(faults) => match faults.first() {
                Some(Fault::NoAuthority { .. } | Fault::NotDelegated { .. }) => {
                    VerdictWord::UltraVires
                }
                _ => VerdictWord::Void,
            },
            Validity::NotListed => VerdictWord::NotListed,
            Validity::NotJudged => VerdictWord::NotJudged,
            Validity::Undetermined(_) => VerdictWord::Undetermined,
        }
    }
}

impl Acts {
    /// Adds an act, or looks at one anew (agreement was given later).
    pub(crate) fn begin(&mut self, place: u32) {
        let new = match self.items.last() {
            Some(last) => last.place < place,
            None => true,
        };
        if new {
            self.items.push(Item {
                place,
                detail: PLAIN,
                order_matters: false,
            });
        } else if let Some(detail) = self.detail_mut(place) {
            // What it breached when it was tried stays; its authority is looked for anew.
            let old = std::mem::replace(detail, Detail::plain());
            detail.breaches = old.breaches;
            detail.soft = old.soft;
        }
    }

    /// All acts, in the order of the timeline.
    pub(crate) fn items(&self) -> &[Item] {
        &self.items
    }

    /// More of an act, where there is more.
    pub(crate) fn detail(&self, item: Item) -> Option<&Detail> {
        self.details.get(item.detail as usize)
    }

    /// More of an act, where there is more, by its place in the timeline.
    pub(crate) fn detail_at(&self, place: u32) -> Option<&Detail> {
        let at = self.find(place)?;
        self.detail(*self.items.get(at)?)
    }

    fn find(&self, place: u32) -> Option<usize> {
        if let Some(last) = self.items.last()
            && last.place == place
        {
            return self.items.len().checked_sub(1);
        }
        self.items
            .binary_search_by_key(&place, |item| item.place)
            .ok()
    }

    /// More of an act, made where there is nothing yet.
    pub(crate) fn detail_mut(&mut self, place: u32) -> Option<&mut Detail> {
        let at = self.find(place)?;
        let next = u32::try_from(self.details.len()).unwrap_or(PLAIN);
        let item = self.items.get_mut(at)?;
        if item.detail == PLAIN {
            item.detail = next;
            self.details.push(Detail::plain());
        }
        self.details.get_mut(item.detail as usize)
    }

    /// Notes that a verdict on an act read what another event of the same day wrote.
    pub(crate) fn order_matters(&mut self, place: u32) {
        if let Some(at) = self.find(place)
            && let Some(item) = self.items.get_mut(at)
        {
            item.order_matters = true;
        }
    }

    /// Whether a verdict on an act read what another event of the same day wrote.
    pub(crate) fn did_order_matter(&self, place: u32) -> bool {
        let item = self.find(place).and_then(|at| self.items.get(at));
        item.is_some_and(|item| item.order_matters)
    }

    /// Notes a breach, once a norm and bearer.
    pub(crate) fn breach(&mut self, place: u32, breach: Breach) {
        let Some(detail) = self.detail_mut(place) else {
            return;
        };
        let same = detail
            .breaches
            .iter_mut()
            .find(|one| one.norm == breach.norm && one.of == breach.of && one.duty == breach.duty);
        match same {
            Some(one) => one.certain = one.certain.max(breach.certain),
            None => detail.breaches.push(breach),
        }
    }
}
