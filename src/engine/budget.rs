//! What is left of a run's budget of steps, and what it keeps beside the world.

use std::cell::Cell;

use crate::base::limits::Limits;

/// Every so many steps it is looked what a run keeps.
const LOOKS: u64 = 64;

/// The budget of one run.
#[derive(Debug, Clone)]
pub struct Budget {
    limits: Limits,
    left: Cell<u64>,
    beside: Cell<u64>,
    bytes: Cell<u64>,
}

impl Budget {
    /// A whole budget.
    pub fn new(limits: Limits) -> Budget {
        Budget {
            limits,
            left: Cell::new(limits.steps),
            beside: Cell::new(0),
            bytes: Cell::new(limits.bytes()),
        }
    }

    /// What it was at first.
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// Takes a step, if one is left.
    pub fn step(&self) -> bool {
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        left > 0
    }

    /// Takes as many steps as something has members: what looks at many at once costs no less than looking at each.
    pub fn steps(&self, number: usize) {
        let number = u64::try_from(number).unwrap_or(u64::MAX);
        self.left.set(self.left.get().saturating_sub(number));
    }

    /// Whether it is time to look at what is kept.
    pub fn is_time_to_look(&self) -> bool {
        self.left.get().is_multiple_of(LOOKS)
    }

    /// What a happening or a question brings with it.
    pub fn earn(&self) {
        let each = self.limits.steps_each();
        self.left.set(self.left.get().saturating_add(each));
        let bytes = self.bytes.get().saturating_add(self.limits.bytes_each());
        self.bytes.set(bytes);
    }

    /// Notes how much is kept beside the world: instances, links.
    pub fn keep_beside(&self, bytes: u64) {
        self.beside.set(bytes);
    }

    /// Whether so much may be kept, with what is kept beside it.
    pub fn may_keep(&self, bytes: u64) -> bool {
        bytes.saturating_add(self.beside.get()) <= self.bytes.get()
    }
}
