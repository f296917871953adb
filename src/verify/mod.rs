//! Whether a run came out as its scenario expects.
//!
//! It holds each line under `expect` against the record of the run, and asks what the record does not hold (a condition on
//! a day, who may do something) through the trait `Evaluate`. It must know nothing of text, and words nothing: what came
//! out is data (`record::expected`) that reports put into words. Read `expectations.rs` first.

pub mod coverage;
pub mod evaluate;
pub mod expectations;

mod act;
mod basis;
mod duty;
mod nothing;
mod question;
