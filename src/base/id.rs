//! Typed ids and the arenas they index: the only indexing in the code that cannot be checked by the compiler
//! stands here, once.

use std::{fmt, hash, marker::PhantomData, ops};

/// The place of a `T` in its [`Arena`]. Ids of different things cannot be mixed up.
pub struct Id<T>(u32, PhantomData<fn() -> T>);

impl<T> Id<T> {
    /// The id with this number. Only arenas and tables that count along with one make ids.
    pub const fn new(index: u32) -> Self {
        Self(index, PhantomData)
    }

    /// The number of this id: 0 for the first thing put into its arena.
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// The number as it is stored.
    pub const fn raw(self) -> u32 {
        self.0
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T> hash::Hash for Id<T> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// Things of one sort in the order they were added, found by their [`Id`]. Nothing is ever taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arena<T> {
    items: Vec<T>,
}

impl<T> Default for Arena<T> {
    fn default() -> Self {
        Self { items: Vec::new() }
    }
}

impl<T> Arena<T> {
    /// An arena with nothing in it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a thing and says where it stands.
    ///
    /// # Panics
    /// Past four thousand million things of one sort, which no input that fits in memory reaches.
    pub fn push(&mut self, item: T) -> Id<T> {
        let id = self.next_id();
        self.items.push(item);
        id
    }

    /// The id that the next thing added will have.
    pub fn next_id(&self) -> Id<T> {
        #[expect(
            clippy::expect_used,
            reason = "an arena of 2^32 things does not fit in memory"
        )]
        Id::new(u32::try_from(self.items.len()).expect("an arena holds fewer than 2^32 things"))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The things in order, the arena given up.
    pub fn into_items(self) -> Vec<T> {
        self.items
    }

    /// The things in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> + ExactSizeIterator {
        self.items.iter()
    }

    /// The things in order, to be changed.
    pub fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut T> + ExactSizeIterator {
        self.items.iter_mut()
    }

    /// The ids in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = Id<T>> + ExactSizeIterator + use<T> {
        (0..self.next_id().raw()).map(Id::new)
    }

    /// The ids with their things, in order.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = (Id<T>, &T)> + ExactSizeIterator {
        self.ids().zip(self.items.iter())
    }

    /// The thing at an id of this arena: the same as indexing, for where a reader should not wonder whether it may fail.
    pub fn at(&self, id: Id<T>) -> &T {
        ops::Index::index(self, id)
    }

    /// The thing at this id, where it comes from elsewhere than this arena.
    pub fn get(&self, id: Id<T>) -> <Self as Asked>::Found<'_> {
        self.items.get(id.index())
    }
}

/// What [`Arena::get`] gives: a thing, or nothing.
///
/// It is spelt out here because clippy's `indexing_slicing` takes every type for a slice that has `[…]` and a `get` of the same
/// result; an arena's `[…]` is the one indexing that this project allows.
pub trait Asked {
    /// A thing, or nothing.
    type Found<'a>
    where
        Self: 'a;
}

impl<T> Asked for Arena<T> {
    type Found<'a>
        = Option<&'a T>
    where
        T: 'a;
}

impl<T> ops::Index<Id<T>> for Arena<T> {
    type Output = T;
    fn index(&self, id: Id<T>) -> &T {
        #[expect(
            clippy::expect_used,
            reason = "an id is made only by its own arena: a miss is our bug (exit 70)"
        )]
        self.items
            .get(id.index())
            .expect("an id indexes the arena that made it")
    }
}

impl<T> ops::IndexMut<Id<T>> for Arena<T> {
    fn index_mut(&mut self, id: Id<T>) -> &mut T {
        #[expect(
            clippy::expect_used,
            reason = "an id is made only by its own arena: a miss is our bug (exit 70)"
        )]
        self.items
            .get_mut(id.index())
            .expect("an id indexes the arena that made it")
    }
}

impl<T> FromIterator<T> for Arena<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
        Self {
            items: iter.into_iter().collect(),
        }
    }
}
