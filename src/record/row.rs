//! A duty instance or an act as one row of a table: what a run of many writes without making a whole record of each.

use crate::{
    base::date::Date,
    policy::{
        expr::StateWord,
        norm::NormId,
        policy::{ActId, IndividualId},
    },
};

use super::act::VerdictWord;

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

/// An act in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActRow {
    /// The day it was done.
    pub date: Date,
    /// Which act.
    pub act: ActId,
    /// Who did it.
    pub actor: IndividualId,
    /// What it is, in a word.
    pub verdict: VerdictWord,
    /// What it certainly breaches, in the order in which it was found.
    pub breaches: Vec<NormId>,
    /// That the order of a day's happenings mattered.
    pub order_matters: bool,
}
