//! What a run that has been made says of its verdicts: the conditions of norms, duties, rules of delegation and rows of schemes,
//! evaluated once more at the moment at which they decided, and written down step by step.
//!
//! It must know nothing of words. Read `asked.rs` first: what can be asked.

mod asked;
mod delegation;
mod due;
mod duty;
mod norm;

pub use asked::Supposed;
