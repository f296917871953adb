//! The `vires` command: the only room that touches disk, clock and standard streams. A file a command.
//!
//! It knows the façade, the reports and `base`, never a stage of its own. What a command finds out becomes an exit code:
//! 0 fine, 1 the policy or an expectation says no, 2 the input cannot be used, 70 our bug. Read `main.rs`, then `run.rs`.

mod arguments;
mod ask;
mod check;
mod coverage;
mod debug;
mod disk;
mod exit;
mod explain;
mod explain_code;
mod export;
mod fmt;
mod limits;
mod lsp;
mod main;
mod new;
pub mod outcome;
mod output;
mod prompt;
mod remedy;
mod repl;
mod run;
mod schema;
mod tables;
mod tips;
mod watch;
mod what_if;

pub use main::main;
