//! The resolved scenario: who exists, what is given, what happened when, what is expected, what is asked. Pure data.
//!
//! It must know nothing of text or of how a run works. A scenario that is `like` another, or shares a background,
//! stands here complete. Read `case.rs` first.

pub mod case;
pub mod expectation;
pub mod happening;
pub mod link_rows;
