//! The resolved policy: what a pack means, every name resolved and every expression typed. Pure data.
//!
//! Each norm form is kept as written, with spans: messages, hover and the reference evaluator read it.
//! It must know nothing of text, of scenarios, or of how a run works.
//! Read `policy.rs` first, then `expr.rs` and `norm.rs`.

pub mod delegation;
pub mod expr;
pub mod norm;
pub mod pattern;
pub mod policy;
pub mod rules;
pub mod standing;
pub mod types;
pub mod value;
