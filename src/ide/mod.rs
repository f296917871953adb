//! What an editor asks about packs, as plain data: places in UTF-16 lines and columns, words, changes of text.
//!
//! It must know nothing of a protocol, of threads or of files on a disk. Every question is a function of a `view::View` (what
//! the façade knows of some packs) and of a place. It answers on broken files too: where a tree is missing it reads tokens.
//! Read `view.rs` first, then `naming.rs` and `cursor.rs`.

pub mod view;

pub mod problem;

pub mod outline;

pub mod naming;
pub mod under;

pub mod hover;
pub mod keywords;

pub mod cursor;

pub mod completion;

pub mod colours;
pub mod folding;
pub mod reformat;

pub mod scenarios;
