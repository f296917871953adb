//! All instances of a run, with their variables, their histories, and what few of them need besides.

use crate::{
    engine::moment::Stamp,
    policy::{expr::StateWord, norm::NormId},
    program::val::Val,
    record::reason::Truth,
};

use super::{
    instance::{CauseCode, Instance, InstanceId, NO_DUE, NO_EXTRA},
    open::Open,
    progress::{Extra, Progress},
    queue::Deadlines,
};

/// No happening brought a change about.
pub const BY_NOTHING: u32 = u32::MAX;

/// At so many bytes each are counted an instance, with all that finds it, and what few of them need besides.
const BYTES_OF_INSTANCE: usize = 192;
const BYTES_OF_EXTRA: usize = 384;

/// The duty instances of a run.
#[derive(Debug, Clone, Default)]
pub struct Duties {
    /// In the order in which they arose.
    items: Vec<Instance>,
    bindings: Vec<Val>,
    extras: Vec<Extra>,
    history: Vec<Step>,
    /// Instances that wait for acts.
    pub open: Open,
    /// Deadlines that have not passed.
    pub deadlines: Deadlines,
}

/// A change of state of an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The instance.
    pub instance: InstanceId,
    /// The day.
    pub day: i32,
    /// The happening that brought it about, by its place in the timeline; [`BY_NOTHING`] where none did.
    pub by: u32,
    /// The state from then on.
    pub state: StateWord,
}

/// What a new instance is made of.
#[derive(Debug, Clone, Copy)]
pub struct New<'a> {
    /// The norm.
    pub norm: NormId,
    /// Who bears it.
    pub bearer: Val,
    /// What it arises from.
    pub cause: CauseCode,
    /// When.
    pub arose: Stamp,
    /// Its variables.
    pub env: &'a [Val],
    /// Whether it arises for certain.
    pub exists: Truth,
    /// Whether its norm does not bind.
    pub soft: bool,
}

impl Duties {
    /// Adds an instance that waits, with nothing done.
    pub fn add(&mut self, new: New<'_>) -> InstanceId {
        let id = InstanceId(u32::try_from(self.items.len()).unwrap_or(u32::MAX));
        let env = u32::try_from(self.bindings.len()).unwrap_or(u32::MAX);
        self.bindings.extend_from_slice(new.env);
        let state = if new.exists == Truth::True {
            StateWord::Pending
        } else {
            StateWord::Undetermined
        };
        self.items.push(Instance {
            norm: new.norm,
            env,
            bearer: new.bearer,
            cause: new.cause,
            arose: new.arose,
            due: NO_DUE,
            extra: NO_EXTRA,
            state,
            exists: new.exists,
            settled: false,
            was_breached: false,
            maybe_done: false,
            soft: new.soft,
            order_matters: false,
        });
        self.step(id, new.arose.day(), BY_NOTHING, state);
        id
    }

    /// How many bytes they take, each thing counted at a fixed size.
    pub fn kept(&self) -> u64 {
        let items = self.items.len() * BYTES_OF_INSTANCE + self.extras.len() * BYTES_OF_EXTRA;
        let rest = self.bindings.len() * size_of::<Val>() + self.history.len() * size_of::<Step>();
        (items + rest) as u64
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// All ids in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = InstanceId> + use<> {
        (0..u32::try_from(self.items.len()).unwrap_or(u32::MAX)).map(InstanceId)
    }

    /// An instance.
    pub fn get(&self, id: InstanceId) -> Option<&Instance> {
        self.items.get(id.0 as usize)
    }

    /// An instance, to be changed.
    pub fn get_mut(&mut self, id: InstanceId) -> Option<&mut Instance> {
        self.items.get_mut(id.0 as usize)
    }

    /// The values of an instance's variables; there are `slots` of them.
    pub fn env(&self, id: InstanceId, slots: u32) -> &[Val] {
        let Some(item) = self.get(id) else {
            return &[];
        };
        let start = item.env as usize;
        self.bindings
            .get(start..start + slots as usize)
            .unwrap_or(&[])
    }

    /// The value of one of an instance's variables.
    pub fn slot(&self, id: InstanceId, slot: usize) -> Val {
        self.get(id)
            .and_then(|item| self.bindings.get(item.env as usize + slot))
            .copied()
            .unwrap_or(Val::NONE)
    }

    /// Gives one of an instance's variables another value.
    pub fn bind(&mut self, id: InstanceId, slot: usize, val: Val) {
        if let Some(item) = self.items.get(id.0 as usize)
            && let Some(place) = self.bindings.get_mut(item.env as usize + slot)
        {
            *place = val;
        }
    }

    /// Gives an instance another environment (S4.6: a later version governs what is pending).
    pub fn rebind(&mut self, id: InstanceId, norm: NormId, env: &[Val]) {
        let start = u32::try_from(self.bindings.len()).unwrap_or(u32::MAX);
        if let Some(item) = self.items.get_mut(id.0 as usize) {
            self.bindings.extend_from_slice(env);
            item.env = start;
            item.norm = norm;
        }
    }

    /// What is known of an instance besides, where something is.
    pub fn extra(&self, id: InstanceId) -> Option<&Extra> {
        let item = self.get(id)?;
        self.extras.get(item.extra as usize)
    }

    /// What is known of an instance besides, made where there is nothing yet.
    pub fn extra_mut(&mut self, id: InstanceId) -> Option<&mut Extra> {
        let next = u32::try_from(self.extras.len()).unwrap_or(NO_EXTRA);
        let item = self.items.get_mut(id.0 as usize)?;
        if item.extra == NO_EXTRA {
            item.extra = next;
            self.extras.push(Extra::new(Vec::new()));
        }
        self.extras.get_mut(item.extra as usize)
    }

    /// A part of an instance that keeps count of its parts.
    pub fn part_mut(&mut self, id: InstanceId, part: u32) -> Option<&mut Progress> {
        let item = self.get(id)?;
        let extra = item.extra as usize;
        self.extras.get_mut(extra)?.parts.get_mut(part as usize)
    }

    /// A part of an instance that keeps count of its parts.
    pub fn part(&self, id: InstanceId, part: u32) -> Option<&Progress> {
        self.extra(id)?.parts.get(part as usize)
    }

    /// Notes a change of state.
    pub fn step(&mut self, instance: InstanceId, day: i32, by: u32, state: StateWord) {
        self.history.push(Step {
            instance,
            day,
            by,
            state,
        });
    }

    /// All changes of state, in the order in which they came about.
    pub fn history(&self) -> &[Step] {
        &self.history
    }
}
