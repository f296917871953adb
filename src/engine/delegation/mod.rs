//! Delegation in a run (S7 to S9): links, chains, schemes, offices, committees, reservations.
//!
//! It must know nothing of how duties arise or are discharged. Whatever only asks takes the session as it is; what makes
//! or revokes a link changes it. Read `link.rs` first, then `test.rs` and `chain.rs`, `making.rs`, `scheme.rs`, and
//! `stand.rs`, which answers for an actor.

pub(crate) mod link;
pub(crate) mod seat;

mod limit;
pub(crate) mod test;

pub(crate) mod chain;
mod nearest;
pub(crate) mod plain;
mod succession;

mod load;
pub(crate) mod making;
mod refusing;
mod revoking;

mod committee;
mod joining;
mod reserved;
pub(crate) mod scheme;
pub(crate) mod signers;

mod report;
pub(crate) mod stand;
mod through;
