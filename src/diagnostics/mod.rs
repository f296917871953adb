//! What the tool tells people about their files: errors, warnings and notes, as data without colours.
//!
//! It must know nothing of policies or of how a message is drawn: that is `report`. The codes and their
//! pages stand in one table, `code.rs`; read `diagnostic.rs` first. Messages are lower case, without full
//! stop or line break, with user text in backticks; each stage words its own in one place, those about
//! reading files are in `reading.rs`.

pub mod diagnostic;

pub mod problems;

pub mod code;

pub mod style;

pub mod reading;
