//! Chains of delegation (S7): who may act for whom, and by which links, each as it was when it was made.

pub(crate) mod chain;
pub(crate) mod holder;
pub(crate) mod link;
pub(crate) mod making;

pub use link::{Chain, Link};
