//! vires
pub mod base;
pub mod diagnostics;
