//! Signatures of all items of all packs: names and ids first, whatever the order in which they stand; then the types that
//! need those names. No body is read here.
//!
//! Read `collector.rs` first.

mod collector;

mod calendars;
mod declare;
mod heads;
mod packs;
mod trees;
mod types;

pub(crate) use declare::{text, texts};

pub use collector::{Body, BodyKind, Collected, collect};
