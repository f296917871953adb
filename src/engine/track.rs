//! What changes over time: each change with its moment, in order (S2).

use super::moment::{Stamp, View};

/// A change: from this moment on it is this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change<T> {
    /// When.
    pub stamp: Stamp,
    /// What it is from then on.
    pub to: T,
}

/// The changes of one thing, in order; those of one moment in the order they were made, of which the last counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Track<T> {
    changes: Vec<Change<T>>,
}

impl<T> Default for Track<T> {
    fn default() -> Self {
        Track {
            changes: Vec::new(),
        }
    }
}

impl<T: Copy> Track<T> {
    /// The last change that a question sees.
    pub fn at(&self, view: View) -> Option<Change<T>> {
        self.before(view.bound())
    }

    /// The last change strictly before a moment.
    pub fn before(&self, bound: Stamp) -> Option<Change<T>> {
        // Questions are mostly about now, and now is mostly at the end.
        let last = self.changes.last()?;
        if last.stamp < bound {
            return Some(*last);
        }
        let seen = self.changes.partition_point(|change| change.stamp < bound);
        self.changes.get(seen.checked_sub(1)?).copied()
    }

    /// Adds a change. Whether it came last: a change before one that is already known (a date given beforehand) does not.
    pub fn set(&mut self, stamp: Stamp, to: T) -> bool {
        let change = Change { stamp, to };
        if self.changes.last().is_none_or(|last| last.stamp <= stamp) {
            self.changes.push(change);
            return true;
        }
        let place = self.changes.partition_point(|old| old.stamp <= stamp);
        self.changes.insert(place, change);
        false
    }

    /// Adds a change in any order of time: [`Track::put_in_order`] comes before any question.
    pub fn add(&mut self, stamp: Stamp, to: T) {
        self.changes.push(Change { stamp, to });
    }

    /// Puts what was added in order; of one moment it stays as it was.
    pub fn put_in_order(&mut self) {
        self.changes.sort_by_key(|change| change.stamp);
    }

    /// All changes, in order.
    pub fn changes(&self) -> &[Change<T>] {
        &self.changes
    }
}
