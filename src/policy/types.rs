//! Types of expressions, parameters and facts.

use super::policy::{ActId, KindId, ValueSetId};
use crate::base::period::PeriodKind;

/// A type.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Type {
    /// `boolean`: true, false or unknown
    Boolean,
    /// `number`
    Number,
    /// `percent`
    Percent,
    /// `money`
    Money,
    /// `date`
    Date,
    /// `duration`
    Duration,
    /// `text`
    Text,
    /// `financial-year`, `month`, a declared period
    Period(PeriodKind),
    /// A kind of individual: `CCG`
    Kind(KindId),
    /// A tree of values: `Service`
    Values(ValueSetId),
    /// `function`
    Function,
    /// `act`: an act with arguments, as a value
    Act,
    /// `norm`
    Norm,
    /// What `as NAME` binds: a happening, of this act or event where it is known
    Happening(Option<ActId>),
    /// `set of Topic`
    Set(Box<Type>),
    /// What stands where anything may: the type of `anyone`, of an empty set's members, and of what was in error
    Any,
}
