//! vires: a language for duties, powers and delegation, and the interpreter that says which acts were lawful and why.
//!
//! # Code map
//!
//! text → tokens → items → tree (`syntax`, `tree`) → policy and case (`resolve`, `policy`, `case`) →
//! program (`program`) → record (`engine`, `record`) → report (`report`).
//!
//! | room | what stands there |
//! | --- | --- |
//! | `base`, `diagnostics` | places, dates, exact numbers, files; messages as data, and their codes |
//! | `tree`, `syntax`, `format` | what was written; text to tree; tree and tokens to the canonical text |
//! | `policy`, `case`, `record` | what a policy and a scenario mean, and what a run found: data only |
//! | `words` | all of these in plain English, for the engine's messages, explanations and reports alike |
//! | `tables` | CSV, JSONL and JSON in and out |
//! | `resolve`, `check` | tree to policy and case; what is likely not meant |
//! | `program`, `engine` | the kernel, compiled from the policy alone; what runs it |
//! | `verify` | expectations held against a record |
//! | `explain` | why a verdict came out so, and why not otherwise: trees of sentences, as data |
//! | `report` | messages and results as text and JSON: the only room that knows how they are drawn |
//! | `ide` | what an editor asks about packs, as plain data: names, hover, completion, colours, problems with their mends |
//! | `facade` | what drivers call: load, check, run, format |
//! | `cli` | the `vires` command: the only room that touches disk, clock and standard streams |
//! | `lsp` | the language server: the protocol over two streams, on files that `cli` hands in |
//!
//! `tests/it/walls.rs` holds the table of what each room may import, and fails when the code leaves it.

pub mod base;
pub mod case;
pub mod check;
pub mod cli;
pub mod diagnostics;
pub mod engine;
pub mod explain;
pub mod facade;
pub mod format;
pub mod ide;
pub mod lsp;
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
