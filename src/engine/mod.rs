//! Runs a program: state, past, conditions, acts, duties, deadlines. Pure and total.
//!
//! It must know nothing of text, files, clocks or messages: a failure is a `record::RunError`, never a panic.
//! Read `moment.rs` and `world.rs` first, then `eval/`, `duties/` and `run/`.

pub mod budget;
pub mod fail;
pub mod moment;
mod small;

pub mod bodies;
pub mod norm_states;
pub mod past;
pub mod state;
pub mod track;

mod past_index;

mod intervals;
mod load;
pub mod world;

pub mod due;
pub mod eval;
pub mod matching;
pub mod trace;

pub(crate) mod proof;

pub mod delegation;
pub mod duties;
pub mod run;
