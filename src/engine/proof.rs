//! The tracer that explanations use: it writes down every step of one evaluation, and keeps what decided it.

use super::{
    eval::out::Out,
    moment::{Stamp, View},
    trace::{Leaf, Read, Tracer},
    world::World,
};
use crate::{
    policy::{policy::ActId, value::Value},
    program::{
        node::{Node, NodeId, RangedId, Stretch},
        pattern::{PastId, PatternAct},
        rule::Body,
        val::Val,
    },
    record::{
        answer::Outcome,
        proof::{Form, Proof, Since},
    },
};

/// So many steps are kept of one evaluation; what comes after is only counted, so that memory stays bounded.
const MOST_STEPS: usize = 200_000;

/// Writes down an evaluation.
pub(crate) struct Prover<'w> {
    world: &'w World<'w>,
    open: Vec<Open>,
    kept: usize,
    /// What was evaluated, the outermost expressions only.
    pub(crate) done: Vec<Proof>,
}

/// A node that is being evaluated.
struct Open {
    node: NodeId,
    view: View,
    member: Option<Val>,
    parts: Vec<(Option<NodeId>, Proof)>,
    left_out: usize,
}

impl<'w> Prover<'w> {
    /// Writes down what is evaluated in a world.
    pub(crate) fn new(world: &'w World<'w>) -> Prover<'w> {
        Prover {
            world,
            open: Vec::new(),
            kept: 0,
            done: Vec::new(),
        }
    }

    fn values(&self, vals: &[Val]) -> Vec<Value> {
        vals.iter()
            .filter_map(|val| self.world.give(*val))
            .collect()
    }

    fn attach(&mut self, node: Option<NodeId>, proof: Proof) {
        match self.open.last_mut() {
            Some(open) if self.kept < MOST_STEPS => {
                self.kept += 1;
                open.parts.push((node, proof));
            }
            Some(open) => open.left_out += 1 + proof.left_out,
            None => self.done.push(proof),
        }
    }

    fn leaf(&mut self, form: Form, gave: Outcome) {
        let day = self.open.last().map_or(0, |open| open.view.day());
        let proof = Proof {
            form,
            span: None,
            gave,
            day: crate::base::date::Date::from_days(day).unwrap_or(crate::base::date::Date::MIN),
            member: None,
            aside: false,
            parts: Vec::new(),
            left_out: 0,
        };
        self.attach(None, proof);
    }

    /// The form of a node that was evaluated, and the parts that decided it.
    fn close(&self, open: Open, out: Out) -> Proof {
        let code = &self.world.code;
        let node = code.node(open.node);
        let gave = self.gave(out);
        let mut proof = Proof {
            form: Form::Made,
            span: code.span(open.node),
            gave,
            day: crate::base::date::Date::from_days(open.view.day())
                .unwrap_or(crate::base::date::Date::MIN),
            member: open.member.and_then(|val| self.world.give(val)),
            aside: false,
            parts: Vec::new(),
            left_out: open.left_out,
        };
        let parts = open.parts;
        match node {
            Node::Value(_) | Node::Slot(_) => proof.form = Form::Plain,
            Node::Fact(..) => return one_fact(proof, parts),
            Node::IsStated(..) => {
                proof.form = Form::IsStated;
                proof.parts = telling(parts);
            }
            Node::Definition(definition, list) => {
                let (arguments, body) = self.arguments(list, parts);
                proof.form = Form::Definition(definition, arguments.0);
                proof.parts = arguments.1;
                proof
                    .parts
                    .extend(self.of_definition(definition, &proof, body));
            }
            Node::Decision(decision, list) | Node::DecisionPrincipal(decision, list) => {
                let (arguments, rows) = self.arguments(list, parts);
                let (version, matched, kept) = self.of_decision(decision, rows);
                proof.form = Form::Decision {
                    decision,
                    arguments: arguments.0,
                    version,
                    rows: matched,
                };
                proof.parts = arguments.1;
                proof.parts.extend(kept);
            }
            Node::And(_) => {
                proof.form = Form::And;
                proof.parts = deciding(&proof, parts, false);
            }
            Node::Or(_) => {
                proof.form = Form::Or;
                proof.parts = deciding(&proof, parts, true);
            }
            Node::Some(_) => {
                proof.form = Form::Some;
                proof.parts = deciding(&proof, parts, true);
            }
            Node::Every(..) => {
                proof.form = Form::Every;
                // The last two are the member that was asked of and what does not hold of it.
                let from = if proof.is_false() {
                    parts.len().saturating_sub(2)
                } else {
                    0
                };
                proof.parts = telling(parts.into_iter().skip(from).collect());
            }
            _ => {
                let parts = as_written(node, parts);
                proof.form = self.form(node, &parts);
                proof.parts = match proof.form {
                    Form::Compare(_)
                    | Form::Arithmetic(_)
                    | Form::IsWithin
                    | Form::IsOneOf
                    | Form::Includes
                    | Form::IncludesAny
                    | Form::StartsWith
                    | Form::IsA(_)
                    | Form::DateShift(..) => all(parts),
                    Form::CountCompare(_) | Form::Count | Form::Extreme(_) | Form::Total => {
                        counted(parts)
                    }
                    _ => telling(parts),
                };
            }
        }
        proof
    }

    fn form(&self, node: Node, parts: &[(Option<NodeId>, Proof)]) -> Form {
        match node {
            Node::IsUnknown(_) => Form::IsUnknown,
            Node::IsA(_, kind) => Form::IsA(kind),
            Node::Not(_) => Form::Not,
            Node::Compare(op, ..) => Form::Compare(op),
            Node::IsWithin(..) => Form::IsWithin,
            Node::IsOneOf(..) => Form::IsOneOf,
            Node::Includes(..) => Form::Includes,
            Node::IncludesAny(..) => Form::IncludesAny,
            Node::StartsWith(..) => Form::StartsWith,
            Node::Arithmetic(op, ..) => Form::Arithmetic(op),
            Node::DateShift(length, _, back) => {
                Form::DateShift(self.world.code.length(length).unit, back)
            }
            Node::CountCompare(op, ..) => Form::CountCompare(op),
            Node::Count(_) => Form::Count,
            Node::Extreme(largest, ..) => Form::Extreme(largest),
            Node::TotalOver(..) => Form::Total,
            Node::HasDone(past) => Form::HasDone(self.act_of(past)),
            Node::CountActs(past) => Form::CountActs(self.act_of(past)),
            Node::TotalActs(parameter, past, _) => {
                Form::TotalActs(self.act_of(past), parameter as usize)
            }
            Node::LatestAct(earliest, past, ..) => Form::LatestAct(self.act_of(past), earliest),
            Node::OnDay(..) | Node::JustBefore(..) => Form::Earlier,
            Node::NormState(id) => {
                let state = self.world.code.norm_state(id);
                let said = |node: Option<NodeId>| {
                    let node = node?;
                    let part = parts.iter().find(|(of, _)| *of == Some(node))?;
                    match &part.1.gave {
                        Outcome::Known(value) => Some(value.clone()),
                        _ => None,
                    }
                };
                Form::NormState {
                    norm: state.norm,
                    of: said(state.of),
                    for_: said(state.for_),
                    state: state.state,
                }
            }
            Node::Part(_, part) => Form::Part(part),
            _ => Form::Made,
        }
    }

    fn act_of(&self, past: PastId) -> Option<ActId> {
        let pattern = self.world.code.past(past).pattern;
        match self.world.code.pattern(pattern).act {
            PatternAct::Act(act) => Some(act),
            PatternAct::Variable(_) | PatternAct::Anything => None,
        }
    }

    fn gave(&self, out: Out) -> Outcome {
        match out {
            Out::Known(val) => self
                .world
                .give(val)
                .map_or(Outcome::Unknown, Outcome::Known),
            Out::Unknown => Outcome::Unknown,
            Out::Nothing => Outcome::Nobody(None),
            Out::Range(low, high) => match (self.world.give(low), self.world.give(high)) {
                (Some(low), Some(high)) => Outcome::Between(low, high),
                _ => Outcome::Unknown,
            },
            Out::OneOf(set) => {
                let pool = self.world.pool();
                let members = pool.as_members(set).unwrap_or(&[]).to_vec();
                drop(pool);
                Outcome::OneOf(self.values(&members))
            }
        }
    }

    /// The values of the arguments of a call, what was read for them, and the rest.
    #[expect(
        clippy::type_complexity,
        reason = "a pair and what is left, used in one place"
    )]
    fn arguments(
        &self,
        list: Stretch,
        parts: Vec<(Option<NodeId>, Proof)>,
    ) -> ((Vec<Value>, Vec<Proof>), Vec<(Option<NodeId>, Proof)>) {
        let nodes = self.world.code.list(list);
        let mut values = Vec::new();
        let mut read = Vec::new();
        let mut rest = Vec::new();
        for (node, proof) in parts {
            if !node.is_some_and(|node| nodes.contains(&node)) || values.len() == nodes.len() {
                rest.push((node, proof));
                continue;
            }
            if let Outcome::Known(value) = &proof.gave {
                values.push(value.clone());
            }
            if tells(&proof) {
                read.push(proof);
            }
        }
        ((values, read), rest)
    }

    /// What decided a call of a definition: what made it true, or the exception that defeated it; all else is beside that.
    fn of_definition(
        &self,
        definition: crate::policy::policy::DefinitionId,
        call: &Proof,
        parts: Vec<(Option<NodeId>, Proof)>,
    ) -> Vec<Proof> {
        let compiled = self.world.code.definitions.get(definition.index());
        let exceptions: Vec<NodeId> = compiled
            .into_iter()
            .flat_map(|compiled| &compiled.versions)
            .flat_map(|version| match &version.body {
                Body::Condition { unless, .. } => unless.as_slice(),
                Body::Value(_) => &[],
            })
            .copied()
            .collect();
        let is_exception =
            |node: Option<NodeId>| node.is_some_and(|node| exceptions.contains(&node));
        let holds = call.is_true();
        let mut kept = Vec::new();
        for (node, mut proof) in parts {
            if !tells(&proof) {
                continue;
            }
            if is_exception(node) {
                // An exception that did not apply.
                proof.aside = proof.is_false();
            } else if holds {
                proof.aside = proof.is_false();
            }
            kept.push(proof);
        }
        kept
    }

    /// The rows of a decision that matched, and what was read to find them.
    fn of_decision(
        &self,
        decision: crate::policy::policy::DecisionId,
        parts: Vec<(Option<NodeId>, Proof)>,
    ) -> (Option<usize>, Vec<usize>, Vec<Proof>) {
        let compiled = self.world.code.decisions.get(decision.index());
        let versions = compiled.map_or(&[][..], |compiled| &compiled.versions);
        let is_of =
            |node: &Option<NodeId>, wanted: Option<NodeId>| wanted.is_some() && *node == wanted;
        let version = versions.iter().position(|version| {
            version.rows.iter().any(|row| {
                parts
                    .iter()
                    .any(|(node, _)| is_of(node, row.condition) || is_of(node, row.result))
            })
        });
        let rows = version
            .and_then(|place| versions.get(place))
            .map_or(&[][..], |version| version.rows.as_slice());
        let mut matched = Vec::new();
        let mut kept = Vec::new();
        for (node, mut proof) in parts {
            let row = rows.iter().position(|row| is_of(&node, row.condition));
            let result = rows.iter().position(|row| is_of(&node, row.result));
            if let Some(row) = row.filter(|_| !proof.is_false()).or(result)
                && !matched.contains(&row)
            {
                matched.push(row);
            }
            if row.is_some() && proof.is_false() {
                proof.aside = true;
            }
            if tells(&proof) {
                kept.push(proof);
            }
        }
        (version, matched, kept)
    }

    /// Since when: the start of a day, or a happening of that day.
    fn since(&self, stamp: Stamp) -> Since {
        since(self.world, stamp)
    }
}

/// The happening at a moment, or the day where none of the scenario brought it about.
pub(crate) fn since(world: &World<'_>, stamp: Stamp) -> Since {
    if stamp == Stamp::ALWAYS {
        return Since::Day(None);
    }
    let timeline = &world.case.timeline;
    let first = timeline.partition_point(|line| line.date.days() < stamp.day());
    let place = (stamp.place() as usize)
        .checked_sub(1)
        .map(|place| first + place);
    match place.filter(|place| {
        timeline
            .get(*place)
            .is_some_and(|line| line.date.days() == stamp.day())
    }) {
        Some(place) => Since::Happening(place),
        None => Since::Day(stamp.date()),
    }
}

/// Whether a step says more than a constant or a variable does.
fn tells(proof: &Proof) -> bool {
    proof.form != Form::Plain && !(proof.form == Form::Made && proof.parts.is_empty())
}

/// The parts of what has two sides, the left one first, however they were evaluated.
fn as_written(node: Node, mut parts: Vec<(Option<NodeId>, Proof)>) -> Vec<(Option<NodeId>, Proof)> {
    let left = match node {
        Node::Compare(_, left, _)
        | Node::IsWithin(left, _)
        | Node::IsOneOf(left, _)
        | Node::Includes(left, _)
        | Node::IncludesAny(left, _)
        | Node::StartsWith(left, _)
        | Node::Arithmetic(_, left, ..) => left,
        _ => return parts,
    };
    parts.sort_by_key(|(node, _)| *node != Some(left));
    parts
}

fn all(parts: Vec<(Option<NodeId>, Proof)>) -> Vec<Proof> {
    parts.into_iter().map(|(_, proof)| proof).collect()
}

fn telling(parts: Vec<(Option<NodeId>, Proof)>) -> Vec<Proof> {
    let parts = parts.into_iter().map(|(_, proof)| proof);
    parts.filter(tells).collect()
}

/// Of `and` and `or`, of `some`: where one part decides, only that one; else all. `by` is what a deciding part is.
fn deciding(whole: &Proof, parts: Vec<(Option<NodeId>, Proof)>, by: bool) -> Vec<Proof> {
    let decided = if by {
        whole.is_true()
    } else {
        whole.is_false()
    };
    let mut kept = Vec::new();
    for (_, mut proof) in parts {
        if !tells(&proof) {
            continue;
        }
        if decided {
            let decides = if by {
                proof.is_true()
            } else {
                proof.is_false()
            };
            proof.aside = !decides;
        }
        kept.push(proof);
    }
    kept
}

/// Of a count or a sum: the members that count; those that do not are beside that.
fn counted(parts: Vec<(Option<NodeId>, Proof)>) -> Vec<Proof> {
    let mut kept = telling(parts);
    for proof in &mut kept {
        proof.aside = proof.is_false();
    }
    kept
}

/// A fact that was read once is that reading.
fn one_fact(mut proof: Proof, parts: Vec<(Option<NodeId>, Proof)>) -> Proof {
    let mut kept = telling(parts);
    let reads = kept
        .iter()
        .filter(|part| matches!(part.form, Form::Fact(..)) && part.span.is_none());
    if reads.count() == 1
        && let Some(place) = kept
            .iter()
            .position(|part| matches!(part.form, Form::Fact(..)) && part.span.is_none())
    {
        let read = kept.remove(place);
        proof.form = read.form;
    }
    proof.parts = kept;
    proof
}

/// The variable that a range binds.
fn range_of(node: Node) -> Option<RangedId> {
    match node {
        Node::Some(ranged)
        | Node::Every(ranged, _)
        | Node::CountCompare(_, ranged, _)
        | Node::Count(ranged)
        | Node::Extreme(_, _, ranged)
        | Node::TotalOver(_, ranged, _) => Some(ranged),
        _ => None,
    }
}

impl Tracer for Prover<'_> {
    const ON: bool = true;

    fn enter(&mut self, node: NodeId, env: &[Val], view: View) {
        let above = self.open.last().map(|open| self.world.code.node(open.node));
        let slot = above
            .and_then(range_of)
            .map(|ranged| self.world.code.range(ranged).slot.index());
        let member = slot
            .and_then(|slot| env.get(slot).copied())
            .filter(|val| val.is_known());
        self.open.push(Open {
            node,
            view,
            member,
            parts: Vec::new(),
            left_out: 0,
        });
    }

    fn leave(&mut self, node: NodeId, out: Out) {
        let Some(open) = self.open.pop() else {
            return;
        };
        let proof = self.close(open, out);
        self.attach(Some(node), proof);
    }

    fn read(&mut self, read: Read<'_>) {
        match read {
            Read::Fact(fact, arguments, val, stamp) => {
                let since = stamp.map(|stamp| self.since(stamp));
                let stated = !val.is_none();
                let form = Form::Fact(fact, self.values(arguments), since.filter(|_| stated));
                let gave = self.gave(Out::of(val));
                self.leaf(form, gave);
            }
            Read::Act(line) => {
                self.leaf(
                    Form::Happening(line as usize),
                    Outcome::Known(Value::Boolean(true)),
                );
            }
            Read::Norm(..) => {}
        }
    }

    fn unknown(&mut self, _: Leaf) {}

    fn mark(&self) -> usize {
        0
    }

    fn settle(&mut self, _: usize) {}
}
