//! Pieces of text to nodes of the tree: a file for each sort of item, and for what they share.
//!
//! Read `reader.rs` first: how one piece is given to the grammar, and how places are kept. Then `expression.rs`.
//! Functions here take a pair of the grammar and give a node; what the grammar cannot say they tell as messages.

pub(crate) mod reader;

pub(crate) mod literal;

pub(crate) mod expression;

pub(crate) mod relation;

pub(crate) mod quantity;

pub(crate) mod act;
