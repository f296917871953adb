//! vires: a language for duties, powers and delegation, and the interpreter that says which acts were lawful and why.
//!
//! # Code map
//!
//! text → tokens → items → tree (`syntax`, `tree`) → policy and case (`resolve`, `policy`, `case`) →
//! program (`program`) → record (`engine`, `record`) → report (`report`).
//!
//! `words` stands beside `record`: it says values, norms, acts, reasons in plain English, for messages of the engine, for
//! explanations and for reports alike. `tests/it/walls.rs` holds the table of rooms and what each may import.

pub mod base;
pub mod case;
pub mod check;
pub mod cli;
pub mod diagnostics;
pub mod engine;
pub mod facade;
pub mod format;
pub mod policy;
pub mod program;
pub mod query;
pub mod record;
pub mod report;
pub mod resolve;
pub mod syntax;
pub mod tables;
pub mod tree;
pub mod verify;
pub mod words;
