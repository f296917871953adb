//! How things are called in plain English: values, bodies, acts, norms, duties, reasons, answers.
//!
//! Every sentence that people read about a run is made here, so that a report, an explanation and an error of the engine
//! call one thing by one name: titles where there are any, acts through their templates, dates as `1 April 2013`.
//! It must know nothing of colours, columns, JSON or of how a run works. Read `words.rs` first.

mod act;
mod answer;
mod duty;
mod expected;
mod fault;
mod lists;
mod norm;
mod proof;
mod run_error;
mod settling;
mod unknown;
mod value;
mod words;

pub use lists::{and_list, capital, or_list, plural};
pub use proof::spaced;
pub use words::{Words, rank, status, truth};
