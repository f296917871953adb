//! Evaluates conditions and expressions of a program in a world.
//!
//! It must know nothing of norms or of how a run proceeds: it reads the state and the past, and changes neither.
//! Read `evaluator.rs` and `out.rs` first, then `truth.rs` and `value.rs`.

pub mod out;

pub(crate) mod evaluator;

mod truth;
mod value;

mod arithmetic;
mod compare;
mod dates;
mod sets;

mod read;

mod acts;
mod quantity;
pub mod window;

mod call;
pub mod decide;
mod ring;

pub use evaluator::Eval;
