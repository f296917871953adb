//! vires
pub mod base;
