//! Who listens while a condition is evaluated. The empty tracer compiles away; another collects the unknowns that
//! matter; a third, for explanations, writes down every step.

use rustc_hash::FxHashSet;

use super::{
    eval::{decide::Decided, out::Out},
    moment::{Stamp, View},
};
use crate::{
    base::span::Span,
    policy::{
        norm::NormNameId,
        policy::{DecisionId, FactId},
    },
    program::{node::NodeId, pool::Pool, val::Val},
    record::reason::Unknown,
};

/// Something that was read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Read<'a> {
    /// A fact, what it is, and since when; nothing where nothing is stated.
    Fact(FactId, &'a [Val], Val, Option<Stamp>),
    /// An act or event that counts, by its line.
    Act(u32),
    /// A norm's state, of this bearer.
    Norm(NormNameId, Val),
}

/// Something unknown that was read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Leaf {
    /// A fact.
    Fact(FactId, Box<[Val]>),
    /// Whether an act is valid, or an amount it does not state.
    Act(u32),
    /// At what time of day a line was.
    Time(u32),
    /// The state of a norm of this bearer.
    Norm(NormNameId, Val),
    /// A division by zero, or the largest of nothing.
    Undefined(Option<Span>),
}

/// What listens to an evaluation.
pub trait Tracer {
    /// Whether it wants to hear anything: nothing remembered is used then.
    const ON: bool;

    /// A node is about to be evaluated.
    fn enter(&mut self, node: NodeId, env: &[Val], view: View);
    /// A node was evaluated.
    fn leave(&mut self, node: NodeId, out: Out);
    /// Something was read.
    fn read(&mut self, read: Read<'_>);
    /// Something unknown was read.
    fn unknown(&mut self, leaf: Leaf);
    /// A decision was asked, and these rows answered.
    fn decided(&mut self, _decision: DecisionId, _decided: &Decided) {}
    /// How much was heard so far.
    fn mark(&self) -> usize;
    /// Forgets unknowns heard since a mark: the answer is certain without them.
    fn settle(&mut self, mark: usize);
    /// How many bytes it keeps, each thing counted at a fixed size.
    fn kept(&self) -> u64 {
        0
    }
}

/// Listens to nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Tracer for Silent {
    const ON: bool = false;
    fn enter(&mut self, _: NodeId, _: &[Val], _: View) {}
    fn leave(&mut self, _: NodeId, _: Out) {}
    fn read(&mut self, _: Read<'_>) {}
    fn unknown(&mut self, _: Leaf) {}
    fn mark(&self) -> usize {
        0
    }
    fn settle(&mut self, _: usize) {}
}

/// At so many bytes an unknown is counted.
const BYTES_OF_LEAF: u64 = 64;

/// Collects the unknowns that an answer hangs on, in the order they were read.
#[derive(Debug, Clone, Default)]
pub struct Unknowns {
    /// What was collected.
    pub leaves: Vec<Leaf>,
}

impl Tracer for Unknowns {
    const ON: bool = true;
    fn enter(&mut self, _: NodeId, _: &[Val], _: View) {}
    fn leave(&mut self, _: NodeId, _: Out) {}
    fn read(&mut self, _: Read<'_>) {}
    fn unknown(&mut self, leaf: Leaf) {
        self.leaves.push(leaf);
    }
    fn mark(&self) -> usize {
        self.leaves.len()
    }
    fn settle(&mut self, mark: usize) {
        self.leaves.truncate(mark);
    }
    fn kept(&self) -> u64 {
        (self.leaves.len() as u64).saturating_mul(BYTES_OF_LEAF)
    }
}

impl Unknowns {
    /// What was collected, each once, as records hold it.
    pub fn into_record(self, pool: &Pool) -> Vec<Unknown> {
        let mut unknowns: Vec<Unknown> = Vec::new();
        let mut seen: FxHashSet<Leaf> = FxHashSet::default();
        for leaf in self.leaves {
            if !seen.insert(leaf.clone()) {
                continue;
            }
            let unknown = match leaf {
                Leaf::Fact(fact, arguments) => Unknown::Fact(
                    fact,
                    arguments.iter().filter_map(|val| pool.give(*val)).collect(),
                ),
                Leaf::Act(line) => Unknown::Act(line as usize),
                Leaf::Time(line) => Unknown::Time(line as usize),
                Leaf::Norm(norm, bearer) => match pool.give(bearer) {
                    Some(bearer) => Unknown::Duty(norm, bearer),
                    None => continue,
                },
                Leaf::Undefined(Some(span)) => Unknown::Undefined(span),
                Leaf::Undefined(None) => continue,
            };
            unknowns.push(unknown);
        }
        unknowns
    }
}
