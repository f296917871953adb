//! The run itself: days and happenings in order, what they bring about, and the record at the end (S3 to S6, S10).
//!
//! It must know nothing of how conditions are evaluated (`eval` does) nor of chains of delegation. Read `session.rs`
//! first, then `day.rs`, `hearing.rs`, `act.rs`, `arise.rs`.

pub mod bulk;
pub mod session;
pub mod shape;

mod ask;

pub(crate) mod agenda;
mod budget;
mod day;
mod plan;
mod watch;

mod hearing;

pub(crate) mod act;
mod acts;
mod agreement;
pub(crate) mod authority;
mod immunity;
mod limit;
mod prohibition;
pub(crate) mod steady;

mod arise;
mod due;
mod periods;
mod trigger;

mod apply;
mod discharge;
mod lacking;
mod money;
mod pass;
mod settle;
mod wake;

mod cascade;
mod effect;
pub(crate) mod force;
mod overriding;
mod succession;
mod versions;

mod conflict;

pub mod evaluation;
mod report;
mod supposed;
pub mod whole;
pub mod why;
