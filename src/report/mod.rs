//! What people and machines are shown: messages, the text of a run, its JSON.
//!
//! The only room that knows ariadne, the JSON shapes of results and, later, HTML. It must know nothing of how results come
//! about, and touches no disk and no clock: it makes texts and values. Phrases come from `words`.
//! Read `view.rs` first (what a report is given), then `run_text.rs` and `wire/run.rs`.

pub mod answer_text;
pub mod check_text;
pub mod clean;
pub mod coverage_html;
pub mod coverage_text;
pub mod coverage_view;
mod expectation_text;
pub mod explain_html;
pub mod explain_md;
pub mod explain_text;
pub mod explain_view;
pub mod layout;
pub mod problems_text;
pub mod remedy_text;
mod run_acts;
mod run_duties;
pub mod run_text;
pub mod session_text;
pub mod style;
pub mod view;
pub mod what_if_text;
pub mod wire;
