//! The state: facts, judgements, attributes and what else is related to what, each over all time (S2).

use rustc_hash::FxHashMap;

use super::{
    moment::{Stamp, View},
    track::{Change, Track},
};
use crate::{
    base::id::Id,
    policy::policy::{Fact, FactId, FactSort, Policy},
    policy::types::Type,
    program::{
        code::Code,
        node::{FactIndex, FactIndexId},
        val::Val,
    },
};

/// What else than the policy's facts is related over time. Each is kept as a fact with these arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// Someone holds (true) or acts in (a text says so) an office: the office of the body, who.
    Office,
    /// A norm is imposed: the norm, on whom.
    Imposed,
    /// A norm is disapplied: the norm, for whom.
    Disapplied,
    /// A function passed: the function (nothing where it is all of them), from whom, to whom.
    FunctionPassed,
    /// A claim passed: the norm, from whom, to whom.
    ClaimPassed,
    /// A norm passed: the norm, from whom, to whom.
    NormPassed,
    /// Kinds and existence of individuals: one entry, changed whenever any of them changes.
    Bodies,
}

const RELATIONS: u32 = 7;

/// What absence means (S2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absent {
    /// It is false.
    False,
    /// It is unknown.
    Unknown,
}

/// The state of a run, over all time.
#[derive(Debug, Clone)]
pub struct State {
    stores: Vec<Store>,
    indexes: Vec<Index>,
    declared: u32,
    /// Whether what is given beforehand is still being taken in: in any order of days, and nothing is asked meanwhile but what is
    /// stated.
    taking_in: bool,
    /// Raised by a change that does not come last in its fact: what was remembered of later moments is to be forgotten.
    disorder: u64,
    all: u64,
}

#[derive(Debug, Clone)]
struct Store {
    absent: Absent,
    places: FxHashMap<Box<[Val]>, u32>,
    cells: Vec<Cell>,
    /// The moments of all changes of this fact, in order.
    moments: Vec<Stamp>,
}

#[derive(Debug, Clone)]
struct Cell {
    arguments: Box<[Val]>,
    track: Track<Val>,
}

#[derive(Debug, Clone)]
struct Index {
    of: FactIndex,
    groups: FxHashMap<Box<[Val]>, Vec<u32>>,
}

/// The place of a fact's entry among those of its fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellId(u32);

impl State {
    /// A state in which nothing was ever stated.
    pub fn new(policy: &Policy, code: &Code) -> State {
        let mut stores: Vec<Store> = policy
            .facts
            .iter()
            .map(|fact| Store::new(absent(fact)))
            .collect();
        let declared = u32::try_from(stores.len()).unwrap_or(u32::MAX);
        stores.extend((0..RELATIONS).map(|_| Store::new(Absent::False)));
        let mut state = State {
            stores,
            indexes: Vec::new(),
            declared,
            taking_in: true,
            disorder: 0,
            all: 0,
        };
        state.add_indexes(code);
        state
    }

    /// Adds the indexes that code uses and that are not there yet.
    pub fn add_indexes(&mut self, code: &Code) {
        for index in code.fact_indexes.iter().skip(self.indexes.len()) {
            let mut made = Index {
                of: *index,
                groups: FxHashMap::default(),
            };
            if let Some(store) = self.stores.get(index.fact.index()) {
                for (place, cell) in (0_u32..).zip(&store.cells) {
                    made.add(&cell.arguments, place);
                }
            }
            self.indexes.push(made);
        }
    }

    /// The fact as which a relation is kept.
    pub fn relation(&self, relation: Relation) -> FactId {
        let place = match relation {
            Relation::Office => 0,
            Relation::Imposed => 1,
            Relation::Disapplied => 2,
            Relation::FunctionPassed => 3,
            Relation::ClaimPassed => 4,
            Relation::NormPassed => 5,
            Relation::Bodies => 6,
        };
        Id::new(self.declared.saturating_add(place))
    }

    /// Takes for false what holds or does not and is not stated, judgements too.
    pub fn close(&mut self, policy: &Policy) {
        for (store, fact) in self.stores.iter_mut().zip(policy.facts.iter()) {
            if fact.ty == Type::Boolean {
                store.absent = Absent::False;
            }
        }
    }

    /// What it means that nothing is stated of a fact.
    pub fn absent(&self, fact: FactId) -> Absent {
        self.stores
            .get(fact.index())
            .map_or(Absent::Unknown, |store| store.absent)
    }

    /// The last change that a question sees; none where nothing was stated before.
    pub fn read(&self, fact: FactId, arguments: &[Val], view: View) -> Option<Change<Val>> {
        let store = self.stores.get(fact.index())?;
        let place = store.places.get(arguments)?;
        store.cells.get(*place as usize)?.track.at(view)
    }

    /// Changes a fact: [`Val::NONE`] where it is no longer stated, [`Val::UNKNOWN`] where it becomes unknown.
    pub fn set(&mut self, fact: FactId, arguments: &[Val], to: Val, stamp: Stamp) {
        self.all += 1;
        let Some(store) = self.stores.get_mut(fact.index()) else {
            return;
        };
        let place = match store.places.get(arguments) {
            Some(place) => *place,
            None => {
                let place = u32::try_from(store.cells.len()).unwrap_or(u32::MAX);
                store.places.insert(arguments.into(), place);
                store.cells.push(Cell {
                    arguments: arguments.into(),
                    track: Track::default(),
                });
                for index in &mut self.indexes {
                    if index.of.fact == fact {
                        index.add(arguments, place);
                    }
                }
                place
            }
        };
        let Some(cell) = store.cells.get_mut(place as usize) else {
            return;
        };
        if self.taking_in {
            cell.track.add(stamp, to);
            store.moments.push(stamp);
            return;
        }
        cell.track.set(stamp, to);
        if !store.note(stamp) {
            self.disorder += 1;
        }
    }

    /// Everything that is given beforehand has been taken in: its moments are put in order, once for all of it.
    pub fn taken_in(&mut self) {
        self.taking_in = false;
        for store in &mut self.stores {
            store.moments.sort_unstable();
            for cell in &mut store.cells {
                cell.track.put_in_order();
            }
        }
    }

    /// Whether anything was ever stated of a fact.
    pub fn is_ever_stated(&self, fact: FactId) -> bool {
        let store = self.stores.get(fact.index());
        store.is_some_and(|store| !store.cells.is_empty())
    }

    /// The days on which something changes or is to change, in no order.
    pub fn days_of_change(&self) -> impl Iterator<Item = i32> + '_ {
        let changes = self.stores.iter().flat_map(|store| &store.moments);
        changes.map(|stamp| stamp.day())
    }

    /// How many changes of a fact a question sees. The same number means that it sees the same, as long as
    /// [`State::disorder`] is the same.
    pub fn changes_seen(&self, fact: FactId, view: View) -> u64 {
        let Some(store) = self.stores.get(fact.index()) else {
            return 0;
        };
        let bound = view.bound();
        let seen = match store.moments.last() {
            Some(last) if *last < bound => store.moments.len(),
            Some(_) => store.moments.partition_point(|stamp| *stamp < bound),
            None => 0,
        };
        seen as u64
    }

    /// How many changes there were of anything.
    pub fn all_changes(&self) -> u64 {
        self.all
    }

    /// How often a change did not come last in its fact.
    pub fn disorder(&self) -> u64 {
        self.disorder
    }

    /// How many entries of an index there are for these arguments.
    pub fn found(&self, index: FactIndexId, arguments: &[Val]) -> &[u32] {
        self.indexes
            .get(index.index())
            .and_then(|index| index.groups.get(arguments))
            .map_or(&[], |group| group)
    }

    /// An argument of an entry of a fact that an index found.
    pub fn argument(&self, fact: FactId, cell: u32, position: u32) -> Val {
        self.stores
            .get(fact.index())
            .and_then(|store| store.cells.get(cell as usize))
            .and_then(|cell| cell.arguments.get(position as usize))
            .copied()
            .unwrap_or(Val::NONE)
    }

    /// Every entry of a fact that a question sees stated, with its arguments, in the order first stated.
    pub fn entries(&self, fact: FactId, view: View) -> impl Iterator<Item = (&[Val], Change<Val>)> {
        let cells = self.stores.get(fact.index()).map(|store| &store.cells);
        cells.into_iter().flatten().filter_map(move |cell| {
            let change = cell.track.at(view)?;
            (!change.to.is_none()).then_some((&*cell.arguments, change))
        })
    }

    /// All changes of one entry of a fact.
    pub fn history(&self, fact: FactId, arguments: &[Val]) -> &[Change<Val>] {
        self.stores
            .get(fact.index())
            .and_then(|store| store.cells.get(*store.places.get(arguments)? as usize))
            .map_or(&[], |cell| cell.track.changes())
    }
}

impl Store {
    fn new(absent: Absent) -> Store {
        Store {
            absent,
            places: FxHashMap::default(),
            cells: Vec::new(),
            moments: Vec::new(),
        }
    }

    /// Notes a change; whether it came last.
    fn note(&mut self, stamp: Stamp) -> bool {
        if self.moments.last().is_none_or(|last| *last <= stamp) {
            self.moments.push(stamp);
            return true;
        }
        let place = self.moments.partition_point(|old| *old <= stamp);
        self.moments.insert(place, stamp);
        false
    }
}

impl Index {
    fn add(&mut self, arguments: &[Val], place: u32) {
        let key: Box<[Val]> = arguments
            .iter()
            .enumerate()
            .filter(|(position, _)| self.of.by & (1_u64 << (*position).min(63)) != 0)
            .map(|(_, argument)| *argument)
            .collect();
        self.groups.entry(key).or_default().push(place);
    }
}

/// What absence means: false for facts that hold or do not, boolean attributes among them; unknown for what has a value and
/// for judgements.
fn absent(fact: &Fact) -> Absent {
    match fact.sort {
        FactSort::Holds => Absent::False,
        FactSort::Attribute(_) if fact.ty == Type::Boolean => Absent::False,
        _ => Absent::Unknown,
    }
}
