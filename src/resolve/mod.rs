//! From what was written to what it means: the surface tree of a pack becomes a resolved, typed policy, with problems
//! for whatever makes no sense.
//!
//! It must know nothing of text, files or of how a run works. `collect` gives every item of every file an id and a
//! signature; then each body is a pure function of its tree and the signatures, resolved in a `scope::Scope`, which
//! serves scenarios too. What was in error is `ExprKind::Bad`; norms, rules and rows that hold one are left out, and
//! the message says so. Messages are worded in `messages`. Read `policy.rs` first, then `scope.rs`.

pub mod input;
pub mod policy;

pub mod memo;
mod patch;

pub mod index;
pub mod names;
pub mod signatures;

pub mod collect;

pub mod scope;

pub mod case;

pub mod expr;
pub mod fold;
pub mod pattern;

pub mod deadline;
pub mod effect;
pub mod standing;

pub mod alternatives;
pub mod citation;
pub mod party;
pub mod resolved;

pub mod decision;
pub mod declared;
pub mod definition;
pub mod delegation;
pub mod norm;
pub mod scheme;
pub mod statement;

pub mod recursion;
pub mod rings;
pub mod walk;

pub mod messages;
pub mod show;
