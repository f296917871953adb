//! What is likely not meant in a policy that can be read: a file a check, warnings with codes P10xx.
//!
//! It reads the resolved policy and where its declarations are named. It must know nothing of scenarios, runs or text. A
//! finding that the source itself contains is accepted in the policy (`accept P1003 because "…"`) and listed as such.
//! A check gives no warning unless it is near certain: people stop reading what cries wolf. Read `check.rs` first.

pub mod check;
pub mod finding;

mod cases;
mod messages;

mod bands;
mod clauses;
pub mod doubles;
mod gaps;
pub mod look_alikes;
mod matters;
mod overlaps;
mod powers;
mod promises;
mod scheme;
mod scheme_messages;
mod scheme_offices;
mod sources;
mod unused;
