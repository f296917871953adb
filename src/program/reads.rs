//! What a piece of code reads: the facts, acts, kinds and norm states that, when they change, may change its answer.

use std::collections::BTreeSet;

use super::{
    code::Code,
    node::{Domain, Node, NodeId, RangedId, Slot},
    pattern::{Length, LengthId, PastId, Pattern, PatternAct, PatternId, Term, Window},
    rule::Body,
};
use crate::policy::{
    norm::NormNameId,
    policy::{ActId, DecisionId, DefinitionId, FactId, KindId},
};

/// What code reads, through the definitions and decisions it calls too.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reads {
    /// Facts, judgements and attributes.
    pub facts: BTreeSet<FactId>,
    /// Acts and events of the past.
    pub acts: BTreeSet<ActId>,
    /// Whether it asks for acts of any sort.
    pub any_act: bool,
    /// Kinds: whether someone is of one, or all who are. Who exists matters where this is not empty.
    pub kinds: BTreeSet<KindId>,
    /// Norms whose states it asks for.
    pub norm_states: BTreeSet<NormNameId>,
    /// Definitions it calls.
    pub definitions: BTreeSet<DefinitionId>,
    /// Decisions it calls.
    pub decisions: BTreeSet<DecisionId>,
    /// Whether it asks for another time than now.
    pub other_times: bool,
    /// Whether it goes through all of a kind or a tree, or through a decision's rows.
    pub goes_through_many: bool,
}

impl Code {
    /// What these nodes read, also through what they call.
    pub fn reads(&self, roots: &[NodeId]) -> Reads {
        let mut reads = Reads::default();
        let mut open: Vec<NodeId> = roots.to_vec();
        while let Some(root) = open.pop() {
            self.visit(root, &mut |code, node| reads.note(code, node, &mut open));
        }
        reads
    }

    /// What these nodes read themselves, not through what they call.
    pub(super) fn reads_directly(&self, roots: &[NodeId]) -> Reads {
        let mut reads = Reads::default();
        for root in roots {
            self.visit(*root, &mut |code, node| {
                reads.note(code, node, &mut Vec::new())
            });
        }
        reads
    }

    /// Whether a node reads the variable in a slot.
    pub fn reads_slot(&self, node: NodeId, slot: Slot) -> bool {
        let mut found = false;
        self.visit(node, &mut |_, node| {
            found |= match node {
                Node::Slot(read) | Node::JustBefore(_, read) => read == slot,
                _ => false,
            };
        });
        found
    }

    /// Calls `f` for a node and everything under it, but not for what it calls.
    pub fn visit(&self, node: NodeId, f: &mut dyn FnMut(&Code, Node)) {
        let mut open = vec![node];
        while let Some(id) = open.pop() {
            let node = self.node(id);
            f(self, node);
            self.push_parts(node, &mut open);
        }
    }

    fn push_parts(&self, node: Node, open: &mut Vec<NodeId>) {
        match node {
            Node::Value(_) | Node::Slot(_) | Node::Bad => {}
            Node::Set(list)
            | Node::ActValue(_, list)
            | Node::Fact(_, list)
            | Node::IsStated(_, list)
            | Node::Definition(_, list)
            | Node::Decision(_, list)
            | Node::DecisionPrincipal(_, list)
            | Node::And(list)
            | Node::Or(list) => open.extend_from_slice(self.list(list)),
            Node::OfficeOf(_, of)
            | Node::IsUnknown(of)
            | Node::IsA(of, _)
            | Node::Not(of)
            | Node::Negative(of)
            | Node::RoundedToPenny(of)
            | Node::StartOf(of)
            | Node::EndOf(of)
            | Node::PeriodShift(of, _)
            | Node::PeriodOf(_, of)
            | Node::JustBefore(of, _)
            | Node::Part(of, _) => open.push(of),
            Node::Compare(_, one, other)
            | Node::IsWithin(one, other)
            | Node::IsOneOf(one, other)
            | Node::Includes(one, other)
            | Node::IncludesAny(one, other)
            | Node::StartsWith(one, other)
            | Node::Arithmetic(_, one, other, _)
            | Node::DaysBetween(_, one, other)
            | Node::OnDay(one, other) => open.extend([one, other]),
            Node::DateShift(length, from, _) => {
                self.push_length(length, open);
                open.push(from);
            }
            Node::Some(ranged) | Node::Count(ranged) => self.push_ranged(ranged, open),
            Node::Every(ranged, of)
            | Node::CountCompare(_, ranged, of)
            | Node::Extreme(_, of, ranged)
            | Node::TotalOver(of, ranged, _) => {
                self.push_ranged(ranged, open);
                open.push(of);
            }
            Node::HasDone(past) | Node::CountActs(past) | Node::TotalActs(_, past, _) => {
                self.push_past(past, open);
            }
            Node::LatestAct(_, past, _, body) => {
                self.push_past(past, open);
                open.push(body);
            }
            Node::NormState(state) => {
                let state = self.norm_state(state);
                open.extend(state.of);
                open.extend(state.for_);
            }
        }
    }

    fn push_ranged(&self, ranged: RangedId, open: &mut Vec<NodeId>) {
        open.extend(self.range(ranged).condition);
    }

    fn push_length(&self, length: LengthId, open: &mut Vec<NodeId>) {
        let Length { count, .. } = self.length(length);
        open.push(count);
    }

    fn push_past(&self, past: PastId, open: &mut Vec<NodeId>) {
        let past = self.past(past);
        if let Some(by) = past.by {
            push_term(by, open);
        }
        self.push_pattern(past.pattern, open);
        for window in &past.windows {
            match *window {
                Window::Before(of)
                | Window::OnOrBefore(of)
                | Window::After(of)
                | Window::Since(of)
                | Window::On(of)
                | Window::During(of) => open.push(of),
                Window::AtLeastBefore(length, of)
                | Window::WithinBefore(length, of)
                | Window::WithinFrom(length, of)
                | Window::WithinBeginning(length, of) => {
                    self.push_length(length, open);
                    open.push(of);
                }
            }
        }
    }

    fn push_pattern(&self, pattern: PatternId, open: &mut Vec<NodeId>) {
        let pattern = self.pattern(pattern);
        for (_, term) in &pattern.arguments {
            push_term(*term, open);
        }
        if let Some(term) = pattern.performed_by {
            push_term(term, open);
        }
        open.extend(pattern.condition);
    }

    /// The nodes of a pattern's terms and of its condition.
    pub fn pattern_nodes(&self, pattern: PatternId) -> Vec<NodeId> {
        let mut nodes = Vec::new();
        self.push_pattern(pattern, &mut nodes);
        nodes
    }
}

fn push_term(term: Term, open: &mut Vec<NodeId>) {
    match term {
        Term::Is(node) | Term::AllOf(node) | Term::AnyOf(node) | Term::InTotal(node) => {
            open.push(node);
        }
        Term::Bind(..) | Term::Anything => {}
    }
}

impl Reads {
    /// Adds what other code reads, apart from which definitions and decisions it calls.
    pub(super) fn add(&mut self, other: &Reads) {
        self.facts.extend(&other.facts);
        self.acts.extend(&other.acts);
        self.any_act |= other.any_act;
        self.kinds.extend(&other.kinds);
        self.norm_states.extend(&other.norm_states);
        self.other_times |= other.other_times;
        self.goes_through_many |= other.goes_through_many;
    }

    fn note(&mut self, code: &Code, node: Node, open: &mut Vec<NodeId>) {
        match node {
            Node::Fact(fact, _) | Node::IsStated(fact, _) => {
                self.facts.insert(fact);
            }
            Node::IsA(_, kind) => {
                self.kinds.insert(kind);
            }
            Node::Definition(definition, _) => {
                if self.definitions.insert(definition)
                    && let Some(definition) = code.definitions.get(definition.index())
                {
                    for version in &definition.versions {
                        open.extend(version.force.when);
                        match &version.body {
                            Body::Condition { when, unless } => {
                                open.extend_from_slice(when);
                                open.extend_from_slice(unless);
                            }
                            Body::Value(value) => open.push(*value),
                        }
                    }
                }
            }
            Node::Decision(decision, _) | Node::DecisionPrincipal(decision, _) => {
                self.goes_through_many = true;
                if self.decisions.insert(decision)
                    && let Some(decision) = code.decisions.get(decision.index())
                {
                    for version in &decision.versions {
                        open.extend(version.force.when);
                        self.kinds
                            .extend(version.free.iter().map(|(_, kind)| *kind));
                        for row in &version.rows {
                            open.extend(row.condition);
                            open.extend(row.result);
                            open.extend(row.principal);
                        }
                    }
                }
            }
            Node::Some(ranged)
            | Node::Every(ranged, _)
            | Node::CountCompare(_, ranged, _)
            | Node::Count(ranged)
            | Node::Extreme(_, _, ranged)
            | Node::TotalOver(_, ranged, _) => {
                self.goes_through_many = true;
                if let Domain::Kind(kind) = code.range(ranged).domain {
                    self.kinds.insert(kind);
                }
            }
            Node::HasDone(past)
            | Node::CountActs(past)
            | Node::TotalActs(_, past, _)
            | Node::LatestAct(_, past, ..) => {
                self.note_pattern(code.pattern(code.past(past).pattern))
            }
            Node::OnDay(..) | Node::JustBefore(..) => self.other_times = true,
            Node::NormState(state) => {
                self.norm_states.insert(code.norm_state(state).norm);
            }
            _ => {}
        }
    }

    fn note_pattern(&mut self, pattern: &Pattern) {
        match pattern.act {
            PatternAct::Act(act) => {
                self.acts.insert(act);
            }
            PatternAct::Variable(_) | PatternAct::Anything => self.any_act = true,
        }
    }
}
