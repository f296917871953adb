//! What is said of one act: whether it is valid, and what it breaches (S5, S6).

pub(crate) mod judged;
pub(crate) mod norms;

pub use judged::Judged;
