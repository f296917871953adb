//! Expressions of the surface, resolved and typed in a scope. What is expected is passed down, so that a bare name finds
//! the value of the expected tree; what does not fit is an error, and `Bad` from there on.
//!
//! It must know nothing of norms or scenarios. Read `resolve.rs` first, then `condition.rs`, where `some` and `latest … as x`
//! are lowered over the rest of their conjunction.

mod resolve;

mod arithmetic;
mod call;
mod compare;
mod condition;
mod constant;
mod literal;
mod name;
mod of;
mod past;
mod quantity;
mod time;
mod types;

pub use constant::{Dated, MonthAs};
pub(crate) use of::attribute_key;
pub(crate) use types::is_built_in;
