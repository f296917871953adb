//! The words of every message of this room, by topic: one constructor a message, so that each can be found and listed.
//!
//! They say what was found, what was wanted, and a way out, in the words of the language.

pub mod acts;
pub mod definitions;
pub mod delegation;
pub mod names;
pub mod norms;
pub mod scenario;
pub mod times;
pub mod types;
