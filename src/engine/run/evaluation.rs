//! Questions about a run that has been made: values on a day. Questions about acts stand in the room `query`.

use std::cell::{RefCell, RefMut};

use rustc_hash::FxHashSet;

use crate::{
    base::date::Date,
    case::case::Labelled,
    engine::{
        eval::{decide::Decided, out::Out},
        fail::Run,
        moment::View,
        trace::{Leaf, Read, Tracer, Unknowns},
    },
    policy::{
        expr::{Expr, ExprKind},
        norm::{NormId, NormNameId},
        policy::{ClauseId, DecisionId, DecisionResult, DefinitionId, FactId},
    },
    program::{
        node::{Node, NodeId},
        val::{Tag, Val},
    },
    record::{
        answer::Outcome,
        expected::{Reading, RowRef},
        reason::Unknown,
    },
};

use super::session::Session;

/// A run at its end, of which something is asked.
#[derive(Debug)]
pub struct Evaluation<'a> {
    session: RefCell<Session<'a>>,
}

/// What an expression gave, and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The value, as far as it is known.
    pub outcome: Outcome,
    /// Norms whose states were read.
    pub norms: Vec<NormId>,
    /// Clauses cited by the rows and definitions that were used.
    pub cited: Vec<ClauseId>,
    /// The rows of decisions that answered.
    pub rows: Vec<RowRef>,
    /// Facts that were read.
    pub read: Vec<Reading>,
    /// Unknowns that would settle it.
    pub unknowns: Vec<Unknown>,
}

/// At so many bytes a fact that was read is counted.
const BYTES_OF_HEARD: u64 = 160;

/// Listens for what an expectation's report names.
#[derive(Debug, Default)]
struct Listener {
    facts: Vec<HeardFact>,
    heard_facts: FxHashSet<HeardFact>,
    norms: Vec<NormNameId>,
    called: Vec<NodeId>,
    heard_nodes: FxHashSet<NodeId>,
    decided: Vec<Heard>,
    unknowns: Unknowns,
}

/// A fact that was read, and what it was.
type HeardFact = (FactId, Box<[Val]>, Val);

/// A decision that was asked, and the rows that answered.
#[derive(Debug, PartialEq, Eq)]
struct Heard {
    decision: DecisionId,
    version: usize,
    rows: Vec<usize>,
}

impl Tracer for Listener {
    const ON: bool = true;
    fn enter(&mut self, node: NodeId, _: &[Val], _: View) {
        if self.heard_nodes.insert(node) {
            self.called.push(node);
        }
    }
    fn leave(&mut self, _: NodeId, _: Out) {}
    fn read(&mut self, read: Read<'_>) {
        match read {
            Read::Fact(fact, arguments, val, _) => {
                let entry = (fact, arguments.into(), val);
                if self.heard_facts.insert(entry.clone()) {
                    self.facts.push(entry);
                }
            }
            Read::Norm(norm, _) => {
                if !self.norms.contains(&norm) {
                    self.norms.push(norm);
                }
            }
            Read::Act(_) => {}
        }
    }
    fn unknown(&mut self, leaf: Leaf) {
        self.unknowns.unknown(leaf);
    }
    fn decided(&mut self, decision: DecisionId, decided: &Decided) {
        let Some(version) = decided.version else {
            return;
        };
        let heard = Heard {
            decision,
            version,
            rows: decided.answers.iter().map(|answer| answer.row).collect(),
        };
        if !self.decided.contains(&heard) {
            self.decided.push(heard);
        }
    }
    fn mark(&self) -> usize {
        self.unknowns.mark()
    }
    fn settle(&mut self, mark: usize) {
        self.unknowns.settle(mark);
    }
    fn kept(&self) -> u64 {
        let facts = (self.facts.len() as u64).saturating_mul(BYTES_OF_HEARD);
        facts.saturating_add(self.unknowns.kept())
    }
}

impl<'a> Evaluation<'a> {
    /// Of a session that has come to its end.
    pub fn new(session: Session<'a>) -> Evaluation<'a> {
        Evaluation {
            session: RefCell::new(session),
        }
    }

    /// The last day looked at.
    pub fn last(&self) -> Date {
        Date::from_days(self.session.borrow().last()).unwrap_or(Date::MIN)
    }

    /// The value of an expression over the variables of the case, at the end of a day.
    pub fn value(&self, expr: &Expr, on: Date) -> Run<Seen> {
        self.session().see(expr, on)
    }

    /// The session itself, to be asked more.
    pub(crate) fn session(&self) -> RefMut<'_, Session<'a>> {
        let session = self.session.borrow_mut();
        session.world.budget.earn();
        session
    }
}

impl Session<'_> {
    fn see(&mut self, expr: &Expr, on: Date) -> Run<Seen> {
        let node = self.world.compile(|compiler| compiler.expression(expr));
        let mut env = self.labels();
        let view = View::end_of(on.days());
        let mut eval = self.world.traced(Listener::default());
        let out = eval.value(node, &mut env, view)?;
        let heard = std::mem::take(&mut eval.trace);
        let mut outcome = self.outcome(out);
        let mut cited = Vec::new();
        let mut gap = None;
        // What is asked first is heard last: what it asked itself comes before it.
        for decided in &heard.decided {
            gap = self.cite_decision(decided, &mut cited).or(gap);
        }
        if let ExprKind::Decision(..) = expr.kind
            && out == Out::Nothing
        {
            outcome = Outcome::Nobody(gap);
        }
        for node in &heard.called {
            if let Node::Definition(definition, _) = self.world.code.node(*node) {
                self.cite_definition(definition, on, &mut cited);
            }
        }
        let mut norms = Vec::new();
        for name in &heard.norms {
            norms.extend(self.versions_of(*name));
        }
        let mut rows = Vec::new();
        for decided in &heard.decided {
            rows.extend(decided.rows.iter().map(|row| RowRef {
                decision: decided.decision,
                version: decided.version,
                row: *row,
            }));
        }
        let read = heard
            .facts
            .iter()
            .map(|(fact, arguments, val)| Reading {
                fact: *fact,
                arguments: arguments
                    .iter()
                    .filter_map(|val| self.world.give(*val))
                    .collect(),
                value: self.world.give(*val),
                between: match val.tag() {
                    Tag::OneOf => self.world.pool().give_members(*val),
                    _ => Vec::new(),
                },
            })
            .collect();
        let unknowns = heard.unknowns.into_record(&self.world.pool());
        Ok(Seen {
            outcome,
            norms,
            cited,
            rows,
            read,
            unknowns: if out.is_certain() {
                Vec::new()
            } else {
                unknowns
            },
        })
    }

    /// The environment of expressions of the case: a variable for each labelled happening.
    pub(crate) fn labels(&self) -> Vec<Val> {
        let happenings = self
            .case
            .labels
            .iter()
            .filter_map(|label| match label.names {
                Labelled::Happening(place) => u32::try_from(place).ok().map(Val::happening),
                Labelled::Link(_) => None,
            });
        let mut env: Vec<Val> = happenings.collect();
        let wanted = self.case.variables.len().max(env.len());
        env.resize(wanted, Val::NONE);
        env
    }

    /// What is known of a value, as records hold it.
    pub(crate) fn outcome(&self, out: Out) -> Outcome {
        let give = |val: Val| self.world.give(val);
        match out {
            Out::Known(val) => give(val).map_or(Outcome::Unknown, Outcome::Known),
            Out::Nothing => Outcome::Nobody(None),
            Out::Unknown => Outcome::Unknown,
            Out::Range(low, high) => match (give(low), give(high)) {
                (Some(low), Some(high)) => Outcome::Between(low, high),
                _ => Outcome::Unknown,
            },
            Out::OneOf(val) => Outcome::OneOf(self.world.pool().give_members(val)),
        }
    }

    /// What the rows cite that gave a decision's answer; the words of a gap, where that is the answer.
    fn cite_decision(&self, heard: &Heard, cited: &mut Vec<ClauseId>) -> Option<String> {
        let policy = self.policy;
        let version = policy
            .decisions
            .get(heard.decision)
            .and_then(|decision| decision.versions.get(heard.version))?;
        let mut gap = None;
        let rows = heard.rows.iter().filter_map(|row| version.rows.get(*row));
        for row in rows {
            add_new(cited, &row.sources);
            if let DecisionResult::Nothing(words) = &row.result {
                gap.clone_from(words);
            }
        }
        add_new(cited, &version.sources);
        gap
    }

    fn cite_definition(&self, definition: DefinitionId, on: Date, cited: &mut Vec<ClauseId>) {
        let Some(definition) = self.policy.definitions.get(definition) else {
            return;
        };
        for version in &definition.versions {
            let standing = &version.standing;
            let began = standing.from.is_none_or(|from| from <= on);
            let lasts = standing.until.is_none_or(|until| on <= until);
            if began && lasts {
                add_new(cited, &version.sources);
            }
        }
    }
}

fn add_new(cited: &mut Vec<ClauseId>, sources: &[ClauseId]) {
    for clause in sources {
        if !cited.contains(clause) {
            cited.push(*clause);
        }
    }
}
