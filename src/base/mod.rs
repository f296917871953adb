//! What every other room stands on: places in text, typed ids, civil dates, exact numbers, files.
//!
//! It must know nothing of policies, scenarios or the engine, and it touches no disk, clock or socket:
//! `Files` is a trait so that editors and tests need none. Names everywhere are `smol_str::SmolStr`.
//! Read `span.rs` first, then `date.rs` and `duration.rs`, where the rules for counting time stand.

pub mod span;

pub mod line_index;
pub mod source_map;

pub mod id;

pub mod date;
pub mod time_of_day;

pub mod calendar;
pub mod duration;
pub mod period;

pub mod number;

pub mod money;

pub mod files;
pub mod hidden;
pub mod limits;
pub mod nearest;

pub mod threads;
