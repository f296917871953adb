//! Pieces of text to nodes of the tree: a file for each sort of item, and for what they share.
//!
//! Read `reader.rs` first: how one piece is given to the grammar, and how places are kept; `body.rs`, how an item comes apart
//! into a head, clauses and entries; then `expression.rs`. Functions here take a pair of the grammar and give a node; what the
//! grammar cannot say they tell as messages. A function gives nothing where it has told why.

pub(crate) mod reader;

pub(crate) mod body;

pub(crate) mod common;

pub(crate) mod literal;

pub(crate) mod expression;

pub(crate) mod relation;

pub(crate) mod quantity;

pub(crate) mod act;

pub mod policy;

mod head;

mod source;

pub(crate) mod kind;

mod values;

mod declared;

mod definition;

pub(crate) mod decision;

mod calendar;

pub(crate) mod norm;

pub(crate) mod must;

pub(crate) mod effect;

pub(crate) mod delegation;

mod office;

mod scheme;
mod sheet;

mod table;

mod statement;

pub mod scenario;

mod scenario_given;

mod scenario_timeline;

mod scenario_but;

mod scenario_expect;

mod scenario_ask;

mod scenario_columns;
