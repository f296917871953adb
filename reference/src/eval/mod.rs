//! Expressions, read at a moment (S1, S2, S11).

pub(crate) mod got;
pub(crate) mod past;
pub(crate) mod pattern;
pub(crate) mod reader;
pub(crate) mod rules;
pub(crate) mod value;

pub use got::{Got, includes, includes_any, individual, number, whole};
pub use pattern::wanted;
pub use reader::{Eval, Table, months};
