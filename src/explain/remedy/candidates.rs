//! The changes that are tried for one verdict: gathered from the reasons of the record and the vocabulary of the scenario, a
//! file a kind of change.

use super::{super::explain::Ran, change::Change, written::Writer};
use crate::{
    case::happening::{ActDone, HappeningKind},
    policy::{
        expr::VarId,
        policy::{IndividualId, KindId},
        value::Value,
    },
    record::act::ActRecord,
};

/// So many candidates of one verdict are tried.
const MOST: usize = 160;
/// So many of one sort: other actors, other arguments, other days.
pub(super) const MOST_OF_ONE: usize = 8;

/// Gathers candidates.
pub(super) struct Candidates<'c, 'b, 'a> {
    pub(super) ran: &'c Ran<'b, 'a>,
    pub(super) found: Vec<Change>,
    /// Changes that are of use only together: each is tried whole.
    pub(super) bundles: Vec<Vec<Change>>,
    /// Whether there were more than are tried.
    pub(super) cut: bool,
}

/// Variables with their values.
pub(super) type Env = Vec<(VarId, Value)>;

impl<'c, 'b, 'a> Candidates<'c, 'b, 'a> {
    /// None yet.
    pub(super) fn new(ran: &'c Ran<'b, 'a>) -> Candidates<'c, 'b, 'a> {
        Candidates {
            ran,
            found: Vec::new(),
            bundles: Vec::new(),
            cut: false,
        }
    }

    pub(super) fn push(&mut self, change: Change) {
        if self.found.iter().any(|other| other.edit == change.edit) {
            return;
        }
        if self.found.len() < MOST {
            self.found.push(change);
        } else {
            self.cut = true;
        }
    }
}

impl Candidates<'_, '_, '_> {
    pub(super) fn writer(&self) -> Writer<'_> {
        Writer {
            policy: self.ran.policy,
            case: self.ran.case,
        }
    }

    pub(super) fn act_at(&self, place: usize) -> Option<&ActDone> {
        match &self.ran.case.timeline.get(place)?.kind {
            HappeningKind::Act(done) => Some(done),
            _ => None,
        }
    }

    pub(super) fn kind_of(&self, who: &Value) -> Option<KindId> {
        match who {
            Value::Individual(id) => self.ran.case.individuals.get(*id).map(|one| one.kind),
            _ => None,
        }
    }
}

/// For whom an act is done: whom it names, or who answers for it.
pub(super) fn body_of(act: &ActRecord, done: &ActDone) -> Option<IndividualId> {
    let named = done.on_behalf_of.as_ref().or(act.answerable.first());
    match named {
        Some(Value::Individual(id)) => Some(*id),
        _ => None,
    }
}
