//! Runs a program: state, past, conditions, acts, duties, deadlines. Pure and total.
//!
//! It must know nothing of text, files, clocks or messages: a failure is a `record::RunError`, never a panic.
//! Read `moment.rs` first.

pub mod fail;
pub mod moment;
