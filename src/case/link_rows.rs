//! Links of delegation that are rows of a table: states of affairs (S7.4), held as small records, as there may be a million.

use crate::policy::{delegation::Matter, policy::IndividualId};

/// A link between individuals, of one matter, with one limit that each act is held against by itself at the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkRow {
    /// Who delegates.
    pub from: IndividualId,
    /// To whom.
    pub to: IndividualId,
    /// What.
    pub what: Matter,
    /// `up to`, in hundredths; none where it is [`NO_LIMIT`].
    pub limit: i64,
    /// The number of its first day.
    pub first: i32,
    /// The number of its last day.
    pub last: i32,
    /// Whether the limit is of money; of a number if not.
    pub money: bool,
    /// Whether the delegate may delegate further.
    pub sub: RowSub,
}

/// A link without a limit.
pub const NO_LIMIT: i64 = i64::MAX;

/// Whether the delegate of a row may delegate further.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowSub {
    /// It may not.
    NotPermitted,
    /// It may, and so may its delegates.
    Permitted,
    /// One further link in all.
    Once,
}

/// Links that are rows of a table, with their names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LinkRows {
    /// The rows, in the order of the table.
    pub rows: Vec<LinkRow>,
    names: String,
    /// Where the name of each row ends; empty where no row has a name.
    ends: Vec<u32>,
}

impl LinkRows {
    /// Adds a row, and its name where it has one.
    pub fn add(&mut self, row: LinkRow, name: Option<&str>) {
        if self.ends.is_empty() && name.is_some() {
            self.ends = vec![0; self.rows.len()];
        }
        self.rows.push(row);
        if !self.ends.is_empty() || name.is_some() {
            self.names.push_str(name.unwrap_or_default());
            let end = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
            self.ends.push(end);
        }
    }

    /// The name of a row, where it has one.
    pub fn name(&self, row: usize) -> Option<&str> {
        let end = *self.ends.get(row)? as usize;
        let start = match row.checked_sub(1) {
            Some(above) => *self.ends.get(above)? as usize,
            None => 0,
        };
        self.names.get(start..end).filter(|name| !name.is_empty())
    }
}
