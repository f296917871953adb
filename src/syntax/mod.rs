//! Text to tree: tokens (`token`, `lex`), brackets (`balance`), items and lines (`split`), pieces (`layout`), and the grammars
//! in `grammar/` that read a piece at a time (`grammar`, `refuse`, `parse`).
//!
//! It must know nothing of what names mean. Parsing never fails: what cannot be read becomes a `Bad` node and a message, and
//! no type of pest or logos leaves this room. Read `split.rs` first, then `parse/reader.rs` and `parse/expression.rs`.

pub mod token;

pub mod lex;

pub mod balance;
mod mend;

pub mod keyword;

pub mod split;

mod layout;

mod grammar;

mod refuse;

mod slip;

mod synonyms;

mod messages;

mod scenario_messages;

pub mod dump;

pub mod parse;
