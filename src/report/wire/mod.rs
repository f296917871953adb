//! The JSON shapes of results: `vires.record/1` and the problems in it, with named fields and documented types.
//!
//! A field once published keeps its name and meaning; a new one may come. Everything that the text of a run says is in here,
//! and more. Read `run.rs` first.

pub mod act;
pub mod answer;
pub mod coverage;
pub mod duty;
pub mod expectation;
pub mod explanation;
pub mod link;
pub mod problem;
pub mod reason;
pub mod remedy;
pub mod run;
pub mod settling;
pub mod speaker;
pub mod value;
pub mod what_if;
