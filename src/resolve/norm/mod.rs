//! Norms: which clauses may stand in which form and how often, what each says, and what a rule binds where.
//!
//! It must know nothing of how norms run. Read `resolve.rs` first.

mod clauses;
mod must;
mod resolve;
mod rings;
mod triggers;
mod versions;

pub(crate) use clauses::keyword;
pub(crate) use resolve::cause_of;

pub(crate) use resolve::form_word;
pub use resolve::norm;
pub use rings::{breach_rings, override_rings};
pub use versions::{Version, norm_versions, versions_meet};
