//! A short list that needs no memory of its own while it is short: environments, arguments, keys.

/// So many stand in the list itself.
const INLINE: usize = 8;

/// A short list of things that are copied.
#[derive(Debug, Clone)]
pub struct Small<T> {
    inline: [T; INLINE],
    more: Vec<T>, // INVARIANT: empty, or holds all of the things.
    len: usize,
}

impl<T: Copy + Default> Small<T> {
    /// An empty list.
    pub fn new() -> Small<T> {
        Small {
            inline: [T::default(); INLINE],
            more: Vec::new(),
            len: 0,
        }
    }

    /// So many empty things.
    pub fn of_len(len: usize) -> Small<T> {
        let mut list = Small::new();
        if len > INLINE {
            list.more = vec![T::default(); len];
        }
        list.len = len;
        list
    }

    /// Adds a thing.
    pub fn push(&mut self, item: T) {
        if self.more.is_empty() {
            if let Some(place) = self.inline.get_mut(self.len) {
                *place = item;
                self.len += 1;
                return;
            }
            self.more = self.inline.to_vec();
        }
        self.more.push(item);
        self.len += 1;
    }

    /// The things.
    pub fn as_slice(&self) -> &[T] {
        if self.more.is_empty() {
            self.inline.get(..self.len).unwrap_or(&[])
        } else {
            &self.more
        }
    }

    /// The things, to be changed.
    pub fn as_mut_slice(&mut self) -> &mut [T] {
        if self.more.is_empty() {
            self.inline.get_mut(..self.len).unwrap_or(&mut [])
        } else {
            &mut self.more
        }
    }
}

impl<T: Copy + Default> Default for Small<T> {
    fn default() -> Self {
        Small::new()
    }
}

impl<T: Copy + Default> FromIterator<T> for Small<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
        let mut list = Small::new();
        for item in iter {
            list.push(item);
        }
        list
    }
}
