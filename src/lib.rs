//! vires: a language for duties, powers and delegation, and the interpreter that says which acts were lawful and why.
//!
//! # Code map
//!
//! text → tokens → items → tree (`syntax`, `tree`) → policy and case (`resolve`, `policy`, `case`) →
//! program (`program`) → record (`engine`, `record`) → report (`report`).

pub mod base;
pub mod case;
pub mod diagnostics;
pub mod policy;
pub mod record;
pub mod tree;
