//! One canonical text for both kinds of file.
//!
//! The pieces of the text are laid out, not printed anew from the tree: literals and brackets stay as people wrote
//! them, and no comment can get lost. The room knows how lines, clauses and tables are laid out; it must know nothing of
//! what names mean. Before a text is handed out it is parsed again and compared, tree and comments (`text.rs`).
//! Read `rows.rs` and `item.rs` first, then `layout.rs` and `file.rs`.

pub mod text;

pub mod same;

mod rows;

mod style;

mod item;

mod spacing;

mod wrap;

mod lines;

mod layout;

mod clauses;

mod tables;

mod trees;

mod sections;

mod file;
