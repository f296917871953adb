//! What may stand where the cursor is: words that open a line, names in scope by type, arguments, clauses that can be cited.
//!
//! Read `completion.rs` first, then `places.rs`.

pub mod completion;

mod offer;

mod names;
mod places;
