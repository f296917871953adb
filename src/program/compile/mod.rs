//! From the policy to the kernel, a file a form.
//!
//! It must know nothing of scenarios. It is total: what could not be resolved becomes `Node::Bad`, about which a message
//! has been given already. Read `compiler.rs` first.

pub mod compiler;

mod definition;
pub(crate) mod delegation;
mod expr;
mod pattern;
mod rings;

mod dispatch;
mod duty;
pub(super) mod norm;
mod permission;
mod plain;
mod terms;
pub(crate) mod transition;
mod wanted;
