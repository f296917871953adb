//! What drivers call: load, check, run, format, print a stage.
//!
//! It joins the stages and knows them all but `report`; what it gives back are values and problems, never text to show.
//! Files come through `base::files::Files`. Read `load.rs` first, then `meaning.rs` and `run.rs`.

pub mod load;
pub mod meaning;
mod shelf;

pub mod ask;
mod asking;
pub mod bulk;
pub mod check;
pub mod coverage;
pub mod explain;
pub mod export;
pub mod format;
pub mod given;
pub mod library;
pub mod live;
pub mod live_explain;
pub mod remedy;
pub mod repl;
pub mod run;
pub mod watch;
pub mod what_if;

pub mod kept;
mod pipeline;
pub mod sheets;
mod streaming;
mod timelines;
mod words_of;

pub mod evaluate;
mod run_problems;

mod messages;

pub mod codes;
pub mod shapes;
pub mod stages;
