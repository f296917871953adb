//! What has to be looked at again when something changes: an event wakes only what it touches.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    engine::duties::instance::InstanceId,
    policy::{
        norm::NormNameId,
        policy::{ActId, FactId},
    },
    program::reads::Reads,
};

/// Something that is looked at again: a part of an instance, or its `until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Watcher {
    /// The instance.
    pub instance: InstanceId,
    /// What of it.
    pub what: Watched,
}

/// What of an instance is looked at again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Watched {
    /// Its `until`.
    Until,
    /// The norms that override its own.
    Overriders,
    /// A part.
    Part(u32),
}

/// Watchers by what they read.
#[derive(Debug, Clone, Default)]
pub struct Watch {
    facts: FxHashMap<FactId, Vec<Watcher>>,
    acts: FxHashMap<ActId, Vec<Watcher>>,
    any_act: Vec<Watcher>,
    /// Who exists, and who is of what kind.
    beings: Vec<Watcher>,
    norms: FxHashMap<NormNameId, Vec<Watcher>>,
    /// What reads definitions, decisions, or other times than now: looked at on each day that is visited.
    days: Vec<Watcher>,
    touched: Touched,
}

/// What has changed since the watchers were last woken.
#[derive(Debug, Clone, Default)]
struct Touched {
    facts: FxHashSet<FactId>,
    acts: FxHashSet<ActId>,
    beings: bool,
    norms: FxHashSet<NormNameId>,
    day: bool,
    anything: bool,
}

impl Watch {
    /// Adds a watcher of what is read.
    pub fn add(&mut self, watcher: Watcher, reads: &Reads) {
        for fact in &reads.facts {
            self.facts.entry(*fact).or_default().push(watcher);
        }
        for act in &reads.acts {
            self.acts.entry(*act).or_default().push(watcher);
        }
        for norm in &reads.norm_states {
            self.norms.entry(*norm).or_default().push(watcher);
        }
        if reads.any_act {
            self.any_act.push(watcher);
        }
        if !reads.kinds.is_empty() {
            self.beings.push(watcher);
        }
        let versions = !reads.definitions.is_empty() || !reads.decisions.is_empty();
        if versions || reads.other_times {
            self.days.push(watcher);
        }
    }

    /// A fact has changed.
    pub fn fact(&mut self, fact: FactId) {
        if !self.facts.is_empty() {
            self.touched.facts.insert(fact);
            self.touched.anything = true;
        }
    }

    /// An act was done, set aside, or no longer counts.
    pub fn act(&mut self, act: ActId) {
        if !self.acts.is_empty() || !self.any_act.is_empty() {
            self.touched.acts.insert(act);
            self.touched.anything = true;
        }
    }

    /// Somebody began or ceased to exist, or to be of a kind.
    pub fn beings(&mut self) {
        self.touched.beings = true;
        self.touched.anything = true;
    }

    /// A norm's instance came into another state. That is seen from the next moment on (S2).
    pub fn norm(&mut self, norm: NormNameId) {
        if !self.norms.is_empty() {
            self.touched.norms.insert(norm);
            self.touched.anything = true;
        }
    }

    /// A day has begun.
    pub fn day(&mut self) {
        self.touched.day = true;
        self.touched.anything = true;
    }

    /// Takes the watchers of all that has changed, each once and in the order of the instances; those that `lives` no
    /// longer are forgotten.
    pub fn wake(&mut self, lives: &dyn Fn(InstanceId) -> bool) -> Vec<Watcher> {
        let mut woken = Vec::new();
        if !self.touched.anything {
            return woken;
        }
        let touched = std::mem::take(&mut self.touched);
        let mut take = |list: &mut Vec<Watcher>| {
            list.retain(|watcher| lives(watcher.instance));
            woken.extend_from_slice(list);
        };
        for fact in &touched.facts {
            if let Some(list) = self.facts.get_mut(fact) {
                take(list);
            }
        }
        for act in &touched.acts {
            if let Some(list) = self.acts.get_mut(act) {
                take(list);
            }
        }
        if !touched.acts.is_empty() {
            take(&mut self.any_act);
        }
        if touched.beings {
            take(&mut self.beings);
        }
        for norm in &touched.norms {
            if let Some(list) = self.norms.get_mut(norm) {
                take(list);
            }
        }
        if touched.day {
            take(&mut self.days);
        }
        woken.sort_unstable();
        woken.dedup();
        woken
    }
}
