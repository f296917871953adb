//! Which norms and acts are plain: a duty that waits for one act after another act of the same bearer, with nothing that
//! could be read of it or change it, needs no more than its deadline. Most instances of a large run are of such duties.

use super::{
    node::Slot,
    norm::PartId,
    pattern::{DeadlineId, PatternId, Term},
};
use crate::policy::norm::{NormId, NormNameId};

/// What is plain of a program.
#[derive(Debug, Clone, Default)]
pub struct Plain {
    /// By norm: how it runs by the shortest way, or why it cannot.
    pub norms: Vec<Result<PlainNorm, Keeps>>,
    /// By act: whether only plain norms speak of it, and nothing asks whether it was done.
    pub acts: Vec<bool>,
    /// By act: whether something asks whether it was done, so that every such act is kept.
    pub acts_kept: Vec<bool>,
}

/// A duty that runs by the shortest way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlainNorm {
    /// The norm.
    pub norm: NormId,
    /// Its only part: one act, whose arguments are settled when an instance arises.
    pub part: PartId,
    /// Who does what it arises from: the bearer.
    pub actor: Term,
    /// What it arises from.
    pub pattern: PatternId,
    /// The variable that stands for that.
    pub label: Option<Slot>,
    /// The variable of the bearer.
    pub bearer: Slot,
    /// By when: it hangs on the day of what it arises from, and on nothing else.
    pub deadline: Option<DeadlineId>,
}

/// Why instances or acts have to be kept for a norm, beyond those that are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeps {
    /// It is no duty: it makes no instances.
    NoDuty,
    /// Its instances do not arise from an act of their bearer: so many a period or a bearer, not so many an event.
    Occasion,
    /// It has `if`, `unless`, `until`, `overrides` or the like, which are read in the state of the moment.
    Conditions,
    /// It wants more than one act with settled arguments by a day.
    Form,
    /// Another norm or a condition reads its state.
    Read(Option<NormNameId>),
    /// A norm that keeps its instances, or a condition, speaks of the same act.
    Act(crate::policy::policy::ActId),
    /// Some norm of the pack changes who is bound: bodies, functions or norms pass, begin or end.
    Changes,
}
