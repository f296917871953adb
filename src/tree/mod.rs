//! The surface tree: what was written in a `.policy` or `.scenario` file, and where. Pure data.
//!
//! It must know nothing of what names mean: a name is text with a place. Every node carries its span.
//! A clause that could not be read is kept as `Bad`, so that later stages stay quiet about it.
//! Read `expr.rs` first, then `norm.rs`, `policy.rs`, `scenario.rs` and `expected.rs`.

pub mod act;
pub mod delegation;
pub mod expected;
pub mod expr;
pub mod literal;
pub mod norm;
pub mod policy;
pub mod scenario;
pub mod word;
