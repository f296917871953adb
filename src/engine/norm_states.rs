//! The states of duty instances over time, as conditions read them: `publish-plan of c for y is breached` (S2, S4.2).

use rustc_hash::FxHashMap;

use super::{
    moment::{Stamp, View},
    track::Track,
};
use crate::{
    policy::{expr::StateWord, norm::NormNameId},
    program::val::Val,
    record::reason::Truth,
};

/// The states an instance may be in at a moment: one where that is certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct States(u16);

impl States {
    /// This one for certain.
    pub const fn one(state: StateWord) -> States {
        States(1 << state as u16)
    }

    /// Any of these.
    pub fn any(states: &[StateWord]) -> States {
        States(states.iter().fold(0, |all, state| all | 1 << *state as u16))
    }

    /// Whether it is in a state. What is discharged late is in breach still: a late discharge does not undo it (S4.2).
    pub fn is(self, state: StateWord) -> Truth {
        let open = Self::one(StateWord::Undetermined).0;
        if state == StateWord::Undetermined {
            return if self.0 & open != 0 || self.0.count_ones() > 1 {
                Truth::True
            } else {
                Truth::False
            };
        }
        let mut wanted = Self::one(state).0;
        if state == StateWord::Breached {
            wanted |= Self::one(StateWord::DischargedLate).0;
        }
        if self.0 & wanted == self.0 && self.0 != 0 {
            Truth::True
        } else if self.0 & (wanted | open) != 0 {
            Truth::Unknown
        } else {
            Truth::False
        }
    }
}

/// An instance of a norm in this store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InstanceId(u32);

#[derive(Debug, Clone)]
struct Instance {
    bearer: Val,
    cause: Val,
    states: Track<States>,
}

/// The states of the instances of norms that some condition asks about.
#[derive(Debug, Clone, Default)]
pub struct NormStates {
    instances: Vec<Instance>,
    by_norm: FxHashMap<NormNameId, Vec<u32>>,
    by_bearer: FxHashMap<(NormNameId, Val), Vec<u32>>,
    changes: u64,
}

impl NormStates {
    /// Adds an instance of a norm, of this bearer and cause: a period, or a happening (nothing where there is neither).
    pub fn add(&mut self, norm: NormNameId, bearer: Val, cause: Val) -> InstanceId {
        let place = u32::try_from(self.instances.len()).unwrap_or(u32::MAX);
        self.instances.push(Instance {
            bearer,
            cause,
            states: Track::default(),
        });
        self.by_norm.entry(norm).or_default().push(place);
        self.by_bearer
            .entry((norm, bearer))
            .or_default()
            .push(place);
        InstanceId(place)
    }

    /// An instance comes into a state, or may be in one of several.
    pub fn set(&mut self, instance: InstanceId, states: States, stamp: Stamp) {
        if let Some(instance) = self.instances.get_mut(instance.0 as usize) {
            instance.states.set(stamp, states);
            self.changes += 1;
        }
    }

    /// How many changes there were.
    pub fn changes(&self) -> u64 {
        self.changes
    }

    /// Whether some instance of a norm is in a state, at the start of the moment of a question: of this bearer and cause, where
    /// they are said. With it the moment of the change that makes it so.
    pub fn is(
        &self,
        norm: NormNameId,
        bearer: Option<Val>,
        cause: Option<Val>,
        state: StateWord,
        view: View,
    ) -> (Truth, Option<Stamp>) {
        let found = match bearer {
            Some(bearer) => self.by_bearer.get(&(norm, bearer)),
            None => self.by_norm.get(&norm),
        };
        let mut best = (Truth::False, None);
        for place in found.into_iter().flatten() {
            let Some(instance) = self.instances.get(*place as usize) else {
                continue;
            };
            if cause.is_some_and(|cause| cause != instance.cause) {
                continue;
            }
            let Some(change) = instance.states.before(view.start()) else {
                continue;
            };
            let is = change.to.is(state);
            if is > best.0 {
                best = (is, Some(change.stamp));
            }
            if best.0 == Truth::True {
                break;
            }
        }
        best
    }

    /// The bearer of an instance.
    pub fn bearer(&self, instance: InstanceId) -> Val {
        self.instances
            .get(instance.0 as usize)
            .map_or(Val::NONE, |instance| instance.bearer)
    }
}
