//! Why a run came out as it did, and why not otherwise: explanations as data.
//!
//! An explanation is made for the one verdict that is asked about, from a run that is made again: a run that asks for none
//! pays nothing. It must know nothing of how explanations are drawn. Read `tree.rs` first (what an explanation is), then
//! `stated.rs` and `replay.rs` (what a verdict rests on is proved by running the scenario with nothing else), then
//! `explain.rs`.

pub mod stated;
pub mod subject;
pub mod tree;

pub mod replay;
pub mod settle;

mod builder;
mod condition;
mod event;

mod act;
mod answer;
mod doubt;
mod duty;
mod link;
mod not_arisen;
mod route;
mod row;

pub mod cited;
pub mod explain;
mod prove;

pub mod remedy;

pub mod what_if;
pub mod what_if_identity;
