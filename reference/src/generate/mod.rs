//! Random packs, written as text: a policy over the language and a timeline that hits its edges on purpose.

pub(crate) mod chance;
pub(crate) mod condition;
pub(crate) mod delegation;
pub(crate) mod duty;
pub(crate) mod maker;
pub(crate) mod norm;
pub(crate) mod policy;
pub(crate) mod scenario;

pub use chance::Chance;
pub use maker::{Pack, generate};
