//! A second reading of the language: the plainest evaluator that follows the numbered points of its meaning, kept apart
//! from the engine so that each can be held against the other. Never shipped.
//!
//! `world` holds the history as a flat list; `eval` reads expressions on it; `acts` judges acts; `run` goes day by day;
//! `verdicts` brings this run and the engine's record to one comparable form; `generate` writes random packs as text;
//! `compare` runs both on a pack; `shrink` makes a disagreement small.

pub mod acts;
pub mod compare;
pub mod eval;
pub mod generate;
pub mod links;
pub mod reach;
pub mod run;
pub mod shrink;
pub mod verdicts;
pub mod world;
