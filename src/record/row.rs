//! A duty instance as one row of a table: what a run of many instances writes without making a whole record of each.

use crate::{
    base::date::Date,
    policy::{expr::StateWord, norm::NormId, policy::IndividualId},
};

/// A duty instance in short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DutyRow {
    /// The version of the norm.
    pub norm: NormId,
    /// Its bearer.
    pub bearer: IndividualId,
    /// The day it arose.
    pub arose: Date,
    /// The last day to act.
    pub due: Option<Date>,
    /// Its state at the last day looked at.
    pub state: StateWord,
    /// The day it came into that state.
    pub since: Date,
    /// That the order of a day's happenings mattered.
    pub order_matters: bool,
}
