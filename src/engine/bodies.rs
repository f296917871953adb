//! Individuals over time: of which kind each is, whether it exists, what it is called (S2, S4.7).

use rustc_hash::FxHashMap;

use super::{
    moment::{Stamp, View},
    track::Track,
};
use crate::policy::policy::{IndividualId, KindId, Policy};

/// The individuals of a run.
#[derive(Debug, Clone, Default)]
pub struct Bodies {
    kinds: Vec<KindId>,
    changed: FxHashMap<IndividualId, Changed>,
    /// By kind: everyone who ever was of it, or of a kind under it, in order; those who always were and always exist apart.
    members: Vec<Members>,
}

#[derive(Debug, Clone, Default)]
struct Changed {
    kind: Track<KindId>,
    exists: Track<bool>,
    title: Vec<(Stamp, String)>,
}

#[derive(Debug, Clone, Default)]
struct Members {
    ids: Vec<IndividualId>,
}

impl Bodies {
    /// These individuals, of the kinds that they are of at first.
    pub fn new(policy: &Policy, kinds: impl Iterator<Item = KindId>) -> Bodies {
        let mut bodies = Bodies {
            kinds: kinds.collect(),
            changed: FxHashMap::default(),
            members: vec![Members::default(); policy.kinds.len()],
        };
        for (place, kind) in (0..).zip(bodies.kinds.clone()) {
            bodies.add_member(policy, IndividualId::new(place), kind);
        }
        bodies
    }

    fn add_member(&mut self, policy: &Policy, id: IndividualId, kind: KindId) {
        let mut at = Some(kind);
        while let Some(kind) = at {
            if let Some(members) = self.members.get_mut(kind.index())
                && let Err(place) = members.ids.binary_search(&id)
            {
                members.ids.insert(place, id);
            }
            at = policy.kinds.get(kind).and_then(|kind| kind.parent);
        }
    }

    /// How many individuals there are.
    pub fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// An individual becomes of a kind.
    pub fn set_kind(&mut self, policy: &Policy, id: IndividualId, kind: KindId, stamp: Stamp) {
        self.changed.entry(id).or_default().kind.set(stamp, kind);
        self.add_member(policy, id, kind);
    }

    /// An individual begins or ceases to exist.
    pub fn set_exists(&mut self, id: IndividualId, exists: bool, stamp: Stamp) {
        self.changed
            .entry(id)
            .or_default()
            .exists
            .set(stamp, exists);
    }

    /// An individual is called otherwise.
    pub fn set_title(&mut self, id: IndividualId, title: String, stamp: Stamp) {
        let titles = &mut self.changed.entry(id).or_default().title;
        let place = titles.partition_point(|(old, _)| *old <= stamp);
        titles.insert(place, (stamp, title));
    }

    /// Of which kind an individual is.
    pub fn kind(&self, id: IndividualId, view: View) -> Option<KindId> {
        let changed = self
            .changed
            .get(&id)
            .and_then(|changed| changed.kind.at(view));
        match changed {
            Some(change) => Some(change.to),
            None => self.kinds.get(id.index()).copied(),
        }
    }

    /// Its kind at first.
    pub fn first_kind(&self, id: IndividualId) -> Option<KindId> {
        self.kinds.get(id.index()).copied()
    }

    /// Whether an individual is of a kind, or of one under it.
    pub fn is_of(&self, policy: &Policy, id: IndividualId, kind: KindId, view: View) -> bool {
        self.kind(id, view)
            .is_some_and(|of| policy.is_kind(of, kind))
    }

    /// Whether an individual exists: always, where nothing else is said.
    pub fn exists(&self, id: IndividualId, view: View) -> bool {
        self.changed
            .get(&id)
            .and_then(|changed| changed.exists.at(view))
            .is_none_or(|change| change.to)
    }

    /// Whether an individual was always of one kind, and always exists.
    pub fn is_steady(&self, id: IndividualId) -> bool {
        self.changed.is_empty() || !self.changed.contains_key(&id)
    }

    /// The days on which kinds or existence change, in no order.
    pub fn days_of_change(&self) -> impl Iterator<Item = i32> + '_ {
        self.changed.values().flat_map(|changed| {
            let kinds = changed.kind.changes().iter().map(|change| change.stamp);
            let existence = changed.exists.changes().iter().map(|change| change.stamp);
            kinds.chain(existence).map(Stamp::day)
        })
    }

    /// The moment of the last change of kind or existence of an individual that a question sees.
    pub fn last_change(&self, id: IndividualId, view: View) -> Option<Stamp> {
        let changed = self.changed.get(&id)?;
        let kind = changed.kind.at(view).map(|change| change.stamp);
        let exists = changed.exists.at(view).map(|change| change.stamp);
        kind.max(exists)
    }

    /// Its title since it was last called otherwise; none where it never was.
    pub fn title(&self, id: IndividualId, view: View) -> Option<&str> {
        let titles = &self.changed.get(&id)?.title;
        let seen = titles.partition_point(|(stamp, _)| view.sees(*stamp));
        titles
            .get(seen.checked_sub(1)?)
            .map(|(_, title)| title.as_str())
    }

    /// Everyone who is ever of a kind or of one under it, in the order of ids: [`Bodies::is_member`] says who is now.
    pub fn candidates(&self, kind: KindId) -> &[IndividualId] {
        self.members
            .get(kind.index())
            .map_or(&[], |members| &members.ids)
    }

    /// Whether an individual is of a kind, or one under it, and exists.
    pub fn is_member(&self, policy: &Policy, id: IndividualId, kind: KindId, view: View) -> bool {
        if !self.changed.is_empty() && self.changed.contains_key(&id) {
            return self.is_of(policy, id, kind, view) && self.exists(id, view);
        }
        self.kinds
            .get(id.index())
            .is_some_and(|of| policy.is_kind(*of, kind))
    }

    /// The individuals of a kind, or of one under it, that exist, in the order of ids.
    pub fn of_kind<'a>(
        &'a self,
        policy: &'a Policy,
        kind: KindId,
        view: View,
    ) -> impl Iterator<Item = IndividualId> + 'a {
        self.candidates(kind)
            .iter()
            .copied()
            .filter(move |id| self.is_member(policy, *id, kind, view))
    }

    /// The changes of existence of an individual, in order.
    pub fn existence(&self, id: IndividualId) -> &[super::track::Change<bool>] {
        self.changed
            .get(&id)
            .map_or(&[], |changed| changed.exists.changes())
    }
}
