//! Tables in and out: CSV, JSONL and JSON as bytes, never files; each cell read by the type that its column has.
//!
//! It must not know how a run works: a table of events becomes rows over a dictionary of distinct cells, which whoever runs
//! them interns once. How columns are mapped is said in a background, or by headings that are our own names; nothing is guessed.
//! Read `cell.rs` first, then `events.rs`.

pub mod acts;
pub mod answers;
pub mod bad_rows;
pub mod cell;
pub mod columns;
pub mod csv;
pub mod duties;
mod event_rows;
pub mod events;
pub mod facts;
pub mod individuals;
pub mod links;
pub mod mapped;
pub mod messages;
pub mod questions;
pub mod rows;
pub mod scenarios;
pub mod sheet;
pub mod written;

pub mod scenario_back;
pub mod scenario_json;
pub mod scenario_text;
