//! The nearest remedies of a breach or a void act: the smallest changes of the scenario with which it would have been discharged
//! or lawful, each proved by running the changed scenario.
//!
//! It must know nothing of how remedies are shown. Read `search.rs` first (what is looked for, smallest first), then `change.rs`
//! (what a change is) and `candidates.rs` (which changes are tried; the files after it hold a kind each).

pub mod change;
mod search;
mod written;

mod candidates;

mod acts;
mod committees;
mod conditions;
mod delegations;
mod duties;
mod edits;
mod others;
mod patterns;
mod releases;

pub use search::{
    MOST_CHANGES, MOST_LINES, MOST_OFFERED, MOST_RUNS, Remedies, Remedy, heals, is_healed, remedies,
};
