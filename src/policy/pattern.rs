//! Which acts a rule speaks of.

use super::{
    expr::{Expr, VarId},
    policy::{ActId, FunctionId, KindId},
};
use crate::base::span::Span;

/// An act pattern: matches acts, and binds the variables that are met in it for the first time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActPattern {
    /// Which act or event.
    pub act: ActRef,
    /// What is said of its parameters, by the parameter's place, in ascending order. A parameter that is not
    /// mentioned may have any value, or none.
    pub arguments: Vec<(usize, Term)>,
    /// Only where the act is under this function.
    pub under: Option<FunctionId>,
    /// A further condition on what is bound.
    pub condition: Option<Expr>,
    /// `performed by d`: who did it themselves (S5.5).
    pub performed_by: Option<Term>,
    /// Where it stands.
    pub span: Span,
}

/// Which act a pattern speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActRef {
    /// This act or event.
    Act(ActId),
    /// The act that a variable of type act stands for; then the pattern has no arguments of its own.
    Variable(VarId),
    /// Any act (not events).
    Anything,
}

/// What a pattern says of one argument or of the actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// It is this. An argument that the act leaves out is not this.
    Is(Expr),
    /// It is bound to this variable, and is of this kind where one is said. Does not match where the act leaves it out.
    Bind(VarId, Option<KindId>),
    /// Anyone, anything.
    Anything,
    /// The set includes all of these; several acts may cover them together in a duty (S4.3).
    AllOf(Expr),
    /// The set includes at least one of these, or the value is one of them.
    AnyOf(Expr),
    /// `in total £1,000`: several acts may add up to it (only in `must`).
    InTotal(Expr),
}
