//! What would settle a result that is undetermined: minimal sets of unknown facts, for each way in which it could fall.
//!
//! Every set is found by running the scenario with its facts set, so none is offered that does not settle the result. This
//! must know nothing of how sets are shown (`words` does). Read `search.rs` first, then `values.rs`: which values are worth
//! trying for what has a value.

mod fallen;
mod merge;
pub mod open;
pub mod search;
pub mod suppose;
pub mod trials;
mod values;
