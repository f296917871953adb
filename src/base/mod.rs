//! What every other room stands on: places in text, typed ids, civil dates, exact numbers, files.
//!
//! It must know nothing of policies, scenarios or the engine, and it touches no disk, clock or socket:
//! `Files` is a trait so that editors and tests need none. Read `span.rs` first, then `date.rs`.

pub mod id;
pub mod span;
