//! The values that expressions, facts and arguments have.

use smol_str::SmolStr;

use super::{
    delegation::OfficeId,
    norm::NormNameId,
    policy::{ActId, FunctionId, IndividualId, ValueId},
};
use crate::base::{date::Date, duration::Duration, money::Money, number::Number, period::Period};

/// A known value. Whether something is known at all is said elsewhere: there is no unknown in here.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Value {
    /// `true`, `false`
    Boolean(bool),
    /// `212,000`
    Number(Number),
    /// `75%`; the number is 75.
    Percent(Number),
    /// `£25`
    Money(Money),
    /// `1 April 2013`
    Date(Date),
    /// `28 days`
    Duration(Duration),
    /// `"text"`
    Text(SmolStr),
    /// `2013/14`, `October 2002`, the third instalment
    Period(Period),
    /// A body, a person, a thing
    Individual(IndividualId),
    /// An entry of a tree of values: `quality`, `a-and-e`
    Value(ValueId),
    /// A function: `commissioning`
    Function(FunctionId),
    /// An act with arguments, as a value: `submit-plan(year: 2014/15)`
    Act(Box<ActValue>),
    /// A norm, by its name
    Norm(NormNameId),
    /// An office of a body: the chief finance officer of northshire
    Office(OfficeId, IndividualId),
    /// A happening of the scenario, by its place in the record's order (bound with `as`)
    Happening(u32),
    /// A set, in ascending order and without repetition
    Set(Vec<Value>),
}

/// An act with its arguments, as a value that can be directed, compared and done.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ActValue {
    /// Which act.
    pub act: ActId,
    /// The argument of each parameter, in the order of the parameters; `None` where it is not said.
    pub arguments: Vec<Option<Value>>,
}
