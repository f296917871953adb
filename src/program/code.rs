//! The flat code of expressions, patterns, definitions and decisions, and the constants it uses.

use std::collections::BTreeSet;

use super::{
    node::{
        FactIndex, FactIndexId, Node, NodeId, NormState, NormStateId, Ranged, RangedId, Stretch,
    },
    pattern::{
        Deadline, DeadlineId, Length, LengthId, Past, PastId, Pattern, PatternId, Term, TermId,
    },
    pool::Pool,
    rule::{Decision, Definition},
};
use crate::{
    base::{id::Arena, span::Span},
    policy::norm::NormNameId,
};

/// All code of a program, without its norms.
#[derive(Debug, Clone, Default)]
pub struct Code {
    nodes: Vec<Node>,
    spans: Vec<Span>,
    node_lists: Vec<NodeId>,
    term_lists: Vec<TermId>,
    /// Variables with their ranges.
    pub ranged: Arena<Ranged>,
    /// Terms.
    pub terms: Arena<Term>,
    /// Patterns of acts.
    pub patterns: Arena<Pattern>,
    /// Questions about the past.
    pub pasts: Arena<Past>,
    /// Lengths of time.
    pub lengths: Arena<Length>,
    /// Deadlines.
    pub deadlines: Arena<Deadline>,
    /// Questions about norms' states.
    pub norm_states: Arena<NormState>,
    /// Indexes of facts that quantities use.
    pub fact_indexes: Arena<FactIndex>,
    /// Definitions, by the policy's ids.
    pub definitions: Vec<Definition>,
    /// Decisions, by the policy's ids.
    pub decisions: Vec<Decision>,
    /// How many rings of definitions there are (S11).
    pub rings: u32,
    /// Norms of which some condition reads the states: only of these need states be kept.
    pub norms_read: BTreeSet<NormNameId>,
    /// Days on which a definition or decision begins or has ended, in order: what reads one is to be looked at again.
    pub version_days: BTreeSet<i32>,
    /// Constants.
    pub pool: Pool,
}

impl Code {
    /// No code yet, with a pool for its constants.
    pub fn with_pool(pool: Pool) -> Code {
        Code {
            pool,
            ..Code::default()
        }
    }

    /// Adds a node that came from this place.
    pub fn add(&mut self, node: Node, span: Span) -> NodeId {
        let id = NodeId::new(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(node);
        self.spans.push(span);
        id
    }

    /// A node. One that is not there counts as what could not be resolved.
    pub fn node(&self, id: NodeId) -> Node {
        self.nodes.get(id.index()).copied().unwrap_or(Node::Bad)
    }

    /// Where a node came from.
    pub fn span(&self, id: NodeId) -> Option<Span> {
        self.spans.get(id.index()).copied()
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Adds a list of nodes.
    pub fn add_list(&mut self, nodes: &[NodeId]) -> Stretch {
        let start = self.node_lists.len();
        self.node_lists.extend_from_slice(nodes);
        stretch(start, nodes.len())
    }

    /// A list of nodes.
    pub fn list(&self, stretch: Stretch) -> &[NodeId] {
        self.node_lists.get(stretch.range()).unwrap_or(&[])
    }

    /// Adds a list of terms.
    pub fn add_terms(&mut self, terms: &[Term]) -> Stretch {
        let start = self.term_lists.len();
        for term in terms {
            let id = self.terms.push(*term);
            self.term_lists.push(id);
        }
        stretch(start, terms.len())
    }

    /// A list of terms.
    pub fn term_list(&self, stretch: Stretch) -> &[TermId] {
        self.term_lists.get(stretch.range()).unwrap_or(&[])
    }

    /// The index of a fact by these argument positions, added where it is new.
    pub fn fact_index(&mut self, index: FactIndex) -> FactIndexId {
        let found = self.fact_indexes.entries().find(|(_, old)| **old == index);
        match found {
            Some((id, _)) => id,
            None => self.fact_indexes.push(index),
        }
    }

    /// A variable with its range.
    pub fn range(&self, id: RangedId) -> &Ranged {
        self.ranged.at(id)
    }

    /// A pattern.
    pub fn pattern(&self, id: PatternId) -> &Pattern {
        self.patterns.at(id)
    }

    /// A question about the past.
    pub fn past(&self, id: PastId) -> &Past {
        self.pasts.at(id)
    }

    /// A length of time.
    pub fn length(&self, id: LengthId) -> Length {
        *self.lengths.at(id)
    }

    /// A deadline.
    pub fn deadline(&self, id: DeadlineId) -> Deadline {
        *self.deadlines.at(id)
    }

    /// A question about a norm's states.
    pub fn norm_state(&self, id: NormStateId) -> NormState {
        *self.norm_states.at(id)
    }

    /// A term.
    pub fn term(&self, id: TermId) -> Term {
        *self.terms.at(id)
    }
}

fn stretch(start: usize, len: usize) -> Stretch {
    Stretch {
        start: u32::try_from(start).unwrap_or(u32::MAX),
        len: u32::try_from(len).unwrap_or(0),
    }
}
