//! What a run found: acts, duty instances, links, conflicts, answers, each with its reason. Pure data.
//!
//! It must know nothing of how a run works, nor of how results are shown. Order is fixed (S12): acts and links in the
//! order of the timeline, duties in the order they arose. Read `record.rs` first, then `act.rs` and `duty.rs`.

pub mod act;
pub mod answer;
pub mod coverage;
pub mod duty;
pub mod expected;
pub mod proof;
pub mod reason;
pub mod record;
pub mod row;
pub mod settling;
