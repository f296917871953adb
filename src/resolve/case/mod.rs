//! Scenarios: from what was written to complete cases, each with its background and what it is like.
//!
//! It must know nothing of how a run works. Composition (`compose.rs`) is done on the tree, so that every line is resolved
//! in one place only; names and expressions are resolved by `scope::Scope`, as in policies. A scenario with an error has no
//! case and hides no other. Rows of tables do not come through here: they are read against the individuals and names of a
//! case. Read `cases.rs` first; every message is worded in `resolve/messages/scenario.rs`.

pub mod cases;

mod acting_for;
mod compose;
mod conflict;
mod dates;
mod expect;
mod given;
mod happening;
mod individuals;
mod link;
mod parts;
mod timeline;

use super::messages::scenario as messages;
pub use timeline::Wanted;
