//! Questions of a run that has been made: who may, what must, what falls.
//!
//! It must know nothing of how questions are written or answers shown. A question supposes an act, asks the engine how
//! somebody stands to it, and takes it back. Read `ask.rs` first.

pub mod ask;
pub mod many;

mod may;
mod what_falls;
mod what_may;
mod what_must;
mod who_may;
