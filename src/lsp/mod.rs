//! The language server: JSON-RPC over two streams, the editor's texts, and which packs they belong to.
//!
//! It knows the protocol and threads, and nothing of the language: what is shown is plain data of `ide`, what is found wrong
//! comes from the façade in the same words as on the command line. It touches no disk itself: `cli` hands one in. One thread
//! reads, one writes, one works; a request never sees half an edit, since edits and requests are taken in their order. Read
//! `server.rs` first, then `transport.rs` and `workspace.rs`.

pub mod transport;

pub mod uri;

pub mod documents;

pub mod workspace;

mod convert;

mod capabilities;

pub mod server;

mod requests;

mod asking;
mod changing;
mod naming;
mod scenarios;

mod diagnostics;
