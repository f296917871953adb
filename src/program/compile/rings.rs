//! Which definitions are reached from themselves, and through which ring (S11): the strongly connected parts of the graph
//! of calls, found without recursion (Tarjan).

use std::rc::Rc;

use super::compiler::Compiler;
use crate::{
    policy::policy::FactId,
    program::{
        code::Code,
        node::{Node, NodeId},
        reads::Reads,
        rule::Body,
    },
};

impl Code {
    /// The top nodes of a definition: its conditions or values, of every version.
    pub fn definition_nodes(&self, definition: usize) -> Vec<NodeId> {
        let mut roots = Vec::new();
        let versions = self
            .definitions
            .get(definition)
            .map(|definition| &definition.versions);
        for version in versions.into_iter().flatten() {
            roots.extend(version.force.when);
            match &version.body {
                Body::Condition { when, unless } => {
                    roots.extend_from_slice(when);
                    roots.extend_from_slice(unless);
                }
                Body::Value(value) => roots.push(*value),
            }
        }
        roots
    }

    fn decision_nodes(&self, decision: usize) -> Vec<NodeId> {
        let mut roots = Vec::new();
        let versions = self
            .decisions
            .get(decision)
            .map(|decision| &decision.versions);
        for version in versions.into_iter().flatten() {
            roots.extend(version.force.when);
            for row in &version.rows {
                roots.extend(
                    row.condition
                        .into_iter()
                        .chain(row.result)
                        .chain(row.principal),
                );
            }
        }
        roots
    }
}

impl Compiler<'_> {
    pub(super) fn rings(&mut self) {
        let definitions = self.code.definitions.len();
        let graph = self.calls();
        let order = rings(&graph);
        let mut count = 0;
        for ring in &order {
            let recursive = match ring.as_slice() {
                [one] => graph.get(*one).is_some_and(|calls| calls.contains(one)),
                _ => true,
            };
            if !recursive {
                continue;
            }
            for member in ring.iter().filter(|member| **member < definitions) {
                if let Some(definition) = self.code.definitions.get_mut(*member) {
                    definition.ring = Some(count);
                }
            }
            count += 1;
        }
        self.code.rings = count;
        self.mark_reads(&graph, &order);
    }

    /// What each definition reads, also through what it calls: whether a call is dear, and the facts that it hangs on. Rings come
    /// in the order in which what is called comes first.
    fn mark_reads(&mut self, graph: &[Vec<usize>], order: &[Vec<usize>]) {
        let definitions = self.code.definitions.len();
        let mut known: Vec<Option<Rc<Reads>>> = vec![None; graph.len()];
        for ring in order {
            let mut all = Reads::default();
            for member in ring {
                let roots = match member.checked_sub(definitions) {
                    None => self.code.definition_nodes(*member),
                    Some(decision) => self.code.decision_nodes(decision),
                };
                all.add(&self.code.reads_directly(&roots));
                for called in graph.get(*member).into_iter().flatten() {
                    if let Some(Some(reads)) = known.get(*called) {
                        all.add(reads);
                    }
                }
            }
            let all = Rc::new(all);
            for member in ring {
                if let Some(place) = known.get_mut(*member) {
                    *place = Some(Rc::clone(&all));
                }
                if let Some(definition) = self.code.definitions.get_mut(*member) {
                    definition.dear = is_dear(&all);
                    definition.facts = steady_facts(&all);
                }
            }
        }
    }

    /// What each definition, and after them each decision, calls.
    fn calls(&self) -> Vec<Vec<usize>> {
        let code = &self.code;
        let definitions = code.definitions.len();
        let of_definitions = (0..definitions).map(|place| code.definition_nodes(place));
        let of_decisions = (0..code.decisions.len()).map(|place| code.decision_nodes(place));
        of_definitions
            .chain(of_decisions)
            .map(|roots| {
                let mut calls = Vec::new();
                for root in roots {
                    code.visit(root, &mut |_, node| match node {
                        Node::Definition(called, _) => calls.push(called.index()),
                        Node::Decision(called, _) | Node::DecisionPrincipal(called, _) => {
                            calls.push(definitions + called.index());
                        }
                        _ => {}
                    });
                }
                calls.sort_unstable();
                calls.dedup();
                calls
            })
            .collect()
    }
}

/// A call is dear where it goes through many individuals or acts.
fn is_dear(reads: &Reads) -> bool {
    reads.goes_through_many || reads.any_act || !reads.acts.is_empty()
}

/// The facts that a definition hangs on, where it hangs on nothing else that changes but who exists and of which kind.
fn steady_facts(reads: &Reads) -> Option<Vec<FactId>> {
    let steady = reads.acts.is_empty()
        && !reads.any_act
        && reads.norm_states.is_empty()
        && !reads.other_times;
    steady.then(|| reads.facts.iter().copied().collect())
}

#[derive(Clone, Copy, Default)]
struct Mark {
    number: usize, // from 1; 0 where it was not met yet
    low: usize,
    open: bool,
}

fn rings(graph: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut marks = vec![Mark::default(); graph.len()];
    let mut next = 1;
    let mut open: Vec<usize> = Vec::new();
    let mut found = Vec::new();
    for start in 0..graph.len() {
        let mut path: Vec<(usize, usize)> = vec![(start, 0)];
        if marks.get(start).is_none_or(|mark| mark.number != 0) {
            continue;
        }
        while let Some((at, call)) = path.pop() {
            if let Some(mark) = marks.get_mut(at)
                && mark.number == 0
            {
                *mark = Mark {
                    number: next,
                    low: next,
                    open: true,
                };
                next += 1;
                open.push(at);
            }
            if let Some(called) = graph.get(at).and_then(|calls| calls.get(call)).copied() {
                path.push((at, call + 1));
                let seen = marks.get(called).copied().unwrap_or_default();
                if seen.number == 0 {
                    path.push((called, 0));
                } else if seen.open {
                    lower(&mut marks, at, seen.number);
                }
                continue;
            }
            let mark = marks.get(at).copied().unwrap_or_default();
            if let Some((caller, _)) = path.last() {
                lower(&mut marks, *caller, mark.low);
            }
            if mark.low == mark.number {
                let mut ring = Vec::new();
                while let Some(member) = open.pop() {
                    if let Some(mark) = marks.get_mut(member) {
                        mark.open = false;
                    }
                    ring.push(member);
                    if member == at {
                        break;
                    }
                }
                found.push(ring);
            }
        }
    }
    found
}

fn lower(marks: &mut [Mark], at: usize, low: usize) {
    if let Some(mark) = marks.get_mut(at) {
        mark.low = mark.low.min(low);
    }
}
