//! The instances of duties in a run, kept small and flat (S4).
//!
//! It must know nothing of how instances arise or what discharges them (`run` does): here they are stored, found by what
//! they wait for, and called on their deadlines. Read `instance.rs` first.

pub mod instance;

pub mod progress;
pub mod store;

pub mod open;
pub mod plain;
pub mod queue;
