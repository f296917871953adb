//! Instances of plain duties, in 24 bytes each: nothing reads their states, so what became of one is seen from its days.

use rustc_hash::FxHashMap;

use super::instance::NO_DUE;
use crate::{
    engine::moment::Stamp,
    policy::{expr::StateWord, norm::NormId, policy::IndividualId},
    program::{norm::PartId, val::Val},
};

const END: u32 = u32::MAX;
/// The day of what has not been done.
const NOT_DONE: i32 = i32::MIN;

/// Whose instances of which norm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Class {
    /// The version of the norm.
    pub norm: NormId,
    /// The bearer.
    pub bearer: IndividualId,
}

/// What became of an instance by some day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Became {
    /// Whose, of which norm.
    pub class: Class,
    /// When it arose.
    pub arose: Stamp,
    /// The last day to act, or [`NO_DUE`].
    pub due: i32,
    /// Its state.
    pub state: StateWord,
    /// The day it came into that state.
    pub since: i32,
}

/// How much an instance takes.
pub const BYTES_OF_INSTANCE: usize = size_of::<Item>();

#[derive(Debug, Clone, Copy)]
struct Item {
    class: u32,
    day: i32,
    place: u32,
    due: i32,
    done: i32,
    next: u32,
}

/// All instances of plain duties of a run, or only the open ones.
#[derive(Debug, Clone)]
pub struct PlainDuties {
    items: Vec<Item>,
    /// By what is waited for: the instance that began to wait last, and through it those before.
    heads: Vec<u32>,
    classes: Vec<Class>,
    class_numbers: FxHashMap<(NormId, IndividualId), u32>,
    chains: FxHashMap<(PartId, Val, Box<[Val]>), u32>,
    /// The first of the places that are free again, where instances are let go.
    free: u32,
    open: u64,
}

impl Default for PlainDuties {
    fn default() -> PlainDuties {
        PlainDuties {
            items: Vec::new(),
            heads: Vec::new(),
            classes: Vec::new(),
            class_numbers: FxHashMap::default(),
            chains: FxHashMap::default(),
            free: END,
            open: 0,
        }
    }
}

impl PlainDuties {
    /// The number of a class.
    pub fn class(&mut self, norm: NormId, bearer: IndividualId) -> u32 {
        let classes = &mut self.classes;
        *self.class_numbers.entry((norm, bearer)).or_insert_with(|| {
            classes.push(Class { norm, bearer });
            number(classes.len() - 1)
        })
    }

    /// The number of what is waited for: a part of a duty, by this bearer, with these arguments.
    pub fn chain(&mut self, part: PartId, bearer: Val, arguments: Box<[Val]>) -> u32 {
        let heads = &mut self.heads;
        *self
            .chains
            .entry((part, bearer, arguments))
            .or_insert_with(|| {
                heads.push(END);
                number(heads.len() - 1)
            })
    }

    /// An instance begins to wait.
    pub fn arise(&mut self, class: u32, chain: u32, arose: Stamp, due: i32) {
        let Some(head) = self.heads.get_mut(chain as usize) else {
            return;
        };
        let item = Item {
            class,
            day: arose.day(),
            place: arose.place(),
            due,
            done: NOT_DONE,
            next: *head,
        };
        self.open += 1;
        match self.items.get_mut(self.free as usize) {
            Some(slot) => {
                *head = self.free;
                self.free = slot.next;
                *slot = item;
            }
            None => {
                *head = number(self.items.len());
                self.items.push(item);
            }
        }
    }

    /// All that wait in a chain are discharged, on this day.
    pub fn discharge(&mut self, chain: u32, day: i32) {
        let Some(head) = self.heads.get_mut(chain as usize) else {
            return;
        };
        let mut at = std::mem::replace(head, END);
        while let Some(item) = self.items.get_mut(at as usize) {
            item.done = day;
            self.open -= 1;
            at = item.next;
        }
    }

    /// All that wait in a chain are discharged, on this day, and let go: `ended` is told of each.
    pub fn let_go(&mut self, chain: u32, day: i32, ended: &mut dyn FnMut(Became)) {
        let Some(head) = self.heads.get_mut(chain as usize) else {
            return;
        };
        let mut at = std::mem::replace(head, END);
        while let Some(item) = self.items.get_mut(at as usize) {
            item.done = day;
            let next = item.next;
            item.next = self.free;
            let item = *item;
            self.free = at;
            self.open -= 1;
            if let Some(class) = self.classes.get(item.class as usize) {
                ended(became(&item, *class, day));
            }
            at = next;
        }
    }

    /// How many instances are held in memory at most so far.
    pub fn held(&self) -> usize {
        self.items.len()
    }

    /// How many wait.
    pub fn open(&self) -> u64 {
        self.open
    }

    /// Forgets all instances, for another run of the same rules; what is waited for keeps its number.
    pub fn clear(&mut self) {
        self.items.clear();
        self.heads.fill(END);
        self.free = END;
        self.open = 0;
    }

    /// What became of every instance that is held, in the order in which they arose.
    pub fn all(&self, last: i32) -> impl Iterator<Item = Became> + '_ {
        self.items.iter().filter_map(move |item| {
            let class = self.classes.get(item.class as usize)?;
            Some(became(item, *class, last))
        })
    }

    /// What became of those that wait, where the others are let go: in the order in which they arose, then of their norms.
    pub fn waiting(&self, last: i32) -> Vec<Became> {
        let mut waiting = Vec::new();
        for head in &self.heads {
            let mut at = *head;
            while let Some(item) = self.items.get(at as usize) {
                if let Some(class) = self.classes.get(item.class as usize) {
                    waiting.push(became(item, *class, last));
                }
                at = item.next;
            }
        }
        waiting.sort_by_key(|one| (one.arose, one.class.norm));
        waiting
    }
}

/// The state at the end of a day: a deadline passes at the end of its last day, and the breach is dated the day after (S1.5);
/// what arises past its deadline is breached that day (S4.1).
fn became(item: &Item, class: Class, last: i32) -> Became {
    let breached = item.due.saturating_add(1).max(item.day);
    let (state, since) = if item.done != NOT_DONE {
        if item.done <= item.due {
            (StateWord::Discharged, item.done)
        } else {
            (StateWord::DischargedLate, item.done)
        }
    } else if item.due != NO_DUE && breached <= last {
        (StateWord::Breached, breached)
    } else {
        (StateWord::Pending, item.day)
    };
    Became {
        class,
        arose: Stamp::new(item.day, item.place),
        due: item.due,
        state,
        since,
    }
}

fn number(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(END)
}
