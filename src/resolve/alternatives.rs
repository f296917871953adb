//! Alternatives that bind the same names: `may a(x: v)` and `may b(x: v)`, `when A(y: v) or B(y: v)`. A variable is the same in
//! each; one that not every alternative binds is not in sight after them.

use super::scope::{Bound, Scope};

/// The alternatives of a clause, while they are read.
#[derive(Debug)]
pub struct Alternatives {
    start: usize,
    count: usize,
    /// What earlier alternatives bound, and how many of them did.
    found: Vec<(Bound, usize)>,
}

impl Scope<'_> {
    /// Before the first alternative.
    pub(super) fn alternatives(&self) -> Alternatives {
        Alternatives {
            start: self.mark(),
            count: 0,
            found: Vec::new(),
        }
    }

    /// Before each alternative: what earlier ones bound is out of sight, but is bound to the same variable again.
    pub(super) fn next_alternative(&mut self, alternatives: &mut Alternatives) {
        self.offered = alternatives
            .found
            .iter()
            .map(|(bound, _)| bound.clone())
            .collect();
    }

    /// After each alternative.
    pub(super) fn end_alternative(&mut self, alternatives: &mut Alternatives) {
        alternatives.count += 1;
        self.offered.clear();
        for bound in self
            .bound
            .split_off(alternatives.start.min(self.bound.len()))
        {
            match alternatives
                .found
                .iter_mut()
                .find(|(other, _)| other.variable == bound.variable)
            {
                Some((_, times)) => *times += 1,
                None => alternatives.found.push((bound, 1)),
            }
        }
    }

    /// After the last alternative.
    pub(super) fn end_alternatives(&mut self, alternatives: Alternatives) {
        for (bound, times) in alternatives.found {
            if times == alternatives.count {
                self.bound.push(bound);
            } else {
                self.partly.push(bound.name);
            }
        }
    }
}
