//! Acts as they are spoken of in rules: which act, by its arguments.

use super::{expr::Expr, word::Word};
use crate::base::span::Span;

/// An argument: `year: y`, `to do: a`, or by place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// The argument's name, which may be any word or two, keywords too; none where it is given by place.
    pub name: Option<Word>,
    /// What stands there.
    pub value: Expr,
}

/// `consult(who: public, on: plan)`, `anything under commissioning`, `a` (a variable that stands for an act).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActPattern {
    /// Which act.
    pub act: ActName,
    /// Its arguments in the order written.
    pub arguments: Vec<Argument>,
    /// `under commissioning`: only where the act is under this function.
    pub under: Option<Word>,
    /// `where sector of p is private`: a further condition on what it binds.
    pub condition: Option<Box<Expr>>,
    /// `performed by d`: who did it, whoever answers for it (S5.5).
    pub performed_by: Option<Box<Expr>>,
    /// `for every b: Board where …`: one such act is wanted for each (only in `must`).
    pub for_every: Option<Box<super::expr::Ranged>>,
    /// Where it stands.
    pub span: Span,
}

/// Which act a pattern speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActName {
    /// `publish`: an act, or an event, or a variable of type act.
    Named(Word),
    /// `anything`
    Anything(Span),
}
