//! The kernel: expressions, patterns, definitions, decisions and norms as flat code, made from the policy alone.
//!
//! It must know nothing of scenarios, nor of how code is run. Desugaring happens here and nowhere else, and each piece
//! keeps the place of the policy it came from, so that every reason leads back to a line.
//! Read `val.rs` and `node.rs` first, then `compile/`.

pub mod pool;
pub mod val;

pub mod node;
pub mod pattern;

pub mod rule;
pub mod steady;

pub mod code;
pub mod reads;

pub mod delegation;
pub mod norm;
pub mod plain;

pub mod compile;

pub mod program;
