//! The evaluator: what it reads, whom it tells, and how far it may go.

use super::ring::Ring;
use crate::{
    base::span::Span,
    engine::{
        fail::{Fail, Run, fail},
        trace::Tracer,
        world::World,
    },
    program::{code::Code, node::NodeId},
    record::record::RunErrorKind,
};

/// So deep may expressions and calls of definitions lie in one another. Recursive definitions are not bounded by it: they are
/// worked off a list (S11).
pub const MAX_DEPTH: u32 = 10_000;

/// Every so many levels it is seen to that there is stack left for as many more.
const LEVELS: u32 = 8;
/// So much stack is wanted for them, and so much is added where it is not there.
const STACK_WANTED: usize = 128 << 10;
const STACK_ADDED: usize = 2 << 20;

/// Evaluates conditions in a world. One evaluator answers one question: its steps are counted together.
#[derive(Debug)]
pub struct Eval<'w, T: Tracer> {
    pub(super) world: &'w World<'w>,
    pub(super) code: &'w Code,
    /// Who listens.
    pub trace: T,
    pub(super) ring: Option<Box<Ring>>,
    depth: u32,
}

impl<'w, T: Tracer> Eval<'w, T> {
    /// An evaluator in a world.
    pub fn new(world: &'w World<'_>, trace: T) -> Eval<'w, T> {
        Eval {
            world,
            code: &world.code,
            trace,
            ring: None,
            depth: 0,
        }
    }

    /// Counts a step; every few of them it is looked what is kept.
    pub(super) fn step(&mut self, node: NodeId) -> Run<()> {
        let budget = &self.world.budget;
        if !budget.step() {
            let rule = self.rule(node);
            let limit = budget.limits().steps;
            return Err(fail(
                RunErrorKind::StepLimit { rule, limit },
                self.span(node),
            ));
        }
        if budget.is_time_to_look() {
            return self.look_at_memory(node);
        }
        Ok(())
    }

    /// Counts as many steps as something has members.
    pub(super) fn steps(&self, number: usize) {
        self.world.budget.steps(number);
    }

    fn look_at_memory(&self, node: NodeId) -> Run<()> {
        let budget = &self.world.budget;
        let ring = self.ring.as_ref().map_or(0, |ring| ring.kept());
        if budget.may_keep(self.world.kept() + ring + self.trace.kept()) {
            return Ok(());
        }
        let rule = self.rule(node);
        let megabytes = budget.limits().megabytes;
        let kind = RunErrorKind::MemoryLimit { rule, megabytes };
        Err(fail(kind, self.span(node)))
    }

    /// Goes one level deeper; [`Eval::up`] comes back.
    pub(super) fn down(&mut self, node: NodeId) -> Run<()> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.too_deep(node));
        }
        Ok(())
    }

    /// Goes on, on a new stretch of stack where the present one is nearly used up.
    pub(super) fn with_stack<R>(&mut self, f: impl FnOnce(&mut Self) -> R) -> R {
        if self.depth.is_multiple_of(LEVELS) {
            stacker::maybe_grow(STACK_WANTED, STACK_ADDED, || f(self))
        } else {
            f(self)
        }
    }

    /// Comes back from one level deeper.
    pub(super) fn up(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    fn too_deep(&self, node: NodeId) -> Fail {
        let rule = self.rule(node);
        let limit = u64::from(MAX_DEPTH);
        fail(RunErrorKind::DepthLimit { rule, limit }, self.span(node))
    }

    /// The rule that a node belongs to, in words; none where it is an expression of the scenario.
    fn rule(&self, node: NodeId) -> Option<String> {
        rule_at(self.world, self.span(node)?)
    }

    pub(super) fn span(&self, node: NodeId) -> Option<Span> {
        self.code.span(node)
    }
}

impl<'w, T: Tracer> Eval<'w, T> {
    /// The world it reads.
    pub(in crate::engine) fn world(&self) -> &'w World<'w> {
        self.world
    }

    /// The code it runs.
    pub(in crate::engine) fn code(&self) -> &'w Code {
        self.code
    }
}

/// The rule at a place of the policy, in words.
pub(in crate::engine) fn rule_at(world: &World<'_>, place: Span) -> Option<String> {
    let (sort, name) = world.policy.rule_at(place)?;
    Some(format!("{sort} `{name}`"))
}
