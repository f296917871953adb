//! What an expression gives: a value as far as it is known (S2).

use crate::{
    program::val::{Tag, Val},
    record::reason::Truth,
};

/// A value, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Out {
    /// This.
    Known(Val),
    /// Not known.
    Unknown,
    /// At least the first and at most the second, where they are not [`Val::NONE`]: counts and totals over unknowns.
    Range(Val, Val),
    /// One of the members of this [`Tag::OneOf`].
    OneOf(Val),
    /// Nothing: the largest of nothing, an argument left out, a decision's reported gap. A comparison with it is false.
    Nothing,
}

impl Out {
    /// What a value of a state, an environment or an argument gives.
    pub fn of(val: Val) -> Out {
        match val.tag() {
            Tag::None => Out::Nothing,
            Tag::Unknown | Tag::Any => Out::Unknown,
            Tag::OneOf => Out::OneOf(val),
            _ => Out::Known(val),
        }
    }

    /// The value, where it is certain.
    pub fn known(self) -> Option<Val> {
        match self {
            Out::Known(val) => Some(val),
            _ => None,
        }
    }

    /// True or false, where it is a certain boolean; what is nothing is not true.
    pub fn truth(self) -> Truth {
        match self {
            Out::Known(Val::TRUE) => Truth::True,
            Out::Known(_) | Out::Nothing => Truth::False,
            Out::Unknown | Out::Range(..) | Out::OneOf(_) => Truth::Unknown,
        }
    }

    /// What a condition gives.
    pub fn condition(truth: Truth) -> Out {
        match truth {
            Truth::True => Out::Known(Val::TRUE),
            Truth::False => Out::Known(Val::FALSE),
            Truth::Unknown => Out::Unknown,
        }
    }

    /// Whether it is certain.
    pub fn is_certain(self) -> bool {
        matches!(self, Out::Known(_) | Out::Nothing)
    }
}

/// The opposite.
pub fn not(truth: Truth) -> Truth {
    match truth {
        Truth::True => Truth::False,
        Truth::False => Truth::True,
        Truth::Unknown => Truth::Unknown,
    }
}

/// As a truth value.
pub fn certainly(holds: bool) -> Truth {
    if holds { Truth::True } else { Truth::False }
}
