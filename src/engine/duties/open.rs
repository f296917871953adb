//! Open instances by what they wait for: the part, the bearer and the arguments that are settled.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

use super::instance::InstanceId;
use crate::program::{norm::PartId, val::Val};

const END: u32 = u32::MAX;

/// Chains of open instances, one a key, each in the order in which its instances arose.
#[derive(Debug, Clone, Default)]
pub struct Open {
    chains: FxHashMap<u64, Chain>,
    nodes: Vec<Node>,
    free: u32,
}

#[derive(Debug, Clone, Copy)]
struct Chain {
    first: u32,
    last: u32,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    instance: InstanceId,
    next: u32,
}

/// The key of what an instance waits for. Different things may share a key, so what is found is looked at again.
pub fn key(part: PartId, bearer: Val, arguments: impl Iterator<Item = Val>) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u32(part.0);
    hasher.write_u64(bearer.bits());
    for argument in arguments {
        hasher.write_u64(argument.bits());
    }
    hasher.finish()
}

impl Open {
    /// Adds an instance that waits.
    pub fn add(&mut self, key: u64, instance: InstanceId) {
        let node = Node {
            instance,
            next: END,
        };
        let place = self.place(node);
        match self.chains.get_mut(&key) {
            Some(chain) => {
                if let Some(last) = self.nodes.get_mut(chain.last as usize) {
                    last.next = place;
                }
                chain.last = place;
            }
            None => {
                self.chains.insert(
                    key,
                    Chain {
                        first: place,
                        last: place,
                    },
                );
            }
        }
    }

    /// Puts all that wait under a key into `found`, in the order in which they arose.
    pub fn find(&self, key: u64, found: &mut Vec<InstanceId>) {
        let Some(chain) = self.chains.get(&key) else {
            return;
        };
        let mut at = chain.first;
        while let Some(node) = self.nodes.get(at as usize) {
            found.push(node.instance);
            at = node.next;
        }
    }

    /// Takes out all under a key that no longer wait.
    pub fn keep(&mut self, key: u64, mut waits: impl FnMut(InstanceId) -> bool) {
        let Some(chain) = self.chains.get(&key).copied() else {
            return;
        };
        let (mut first, mut last) = (END, END);
        let mut at = chain.first;
        while let Some(node) = self.nodes.get(at as usize).copied() {
            if waits(node.instance) {
                if let Some(previous) = self.nodes.get_mut(last as usize) {
                    previous.next = at;
                } else {
                    first = at;
                }
                last = at;
            } else {
                self.release(at);
            }
            at = node.next;
        }
        if first == END {
            self.chains.remove(&key);
            return;
        }
        if let Some(node) = self.nodes.get_mut(last as usize) {
            node.next = END;
        }
        self.chains.insert(key, Chain { first, last });
    }

    fn place(&mut self, node: Node) -> u32 {
        // The list of free nodes is counted from 1, so that an empty one is 0.
        if let Some(free) = self.free.checked_sub(1)
            && let Some(slot) = self.nodes.get_mut(free as usize)
        {
            self.free = slot.next;
            *slot = node;
            return free;
        }
        let place = u32::try_from(self.nodes.len()).unwrap_or(END);
        self.nodes.push(node);
        place
    }

    fn release(&mut self, at: u32) {
        if let Some(slot) = self.nodes.get_mut(at as usize) {
            slot.next = self.free;
            self.free = at + 1;
        }
    }
}
