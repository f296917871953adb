//! Expressions to nodes.

use super::compiler::Compiler;
use crate::{
    policy::{
        expr::{self, Expr, ExprKind},
        policy::FactSort,
        types::Type,
    },
    program::{
        node::{
            Domain, FactIndex, Generator, Node, NodeId, NormState, Numeric, Ranged, RangedId, Slot,
        },
        pattern::{Length, LengthId},
        val::Val,
    },
};

/// The stack, in bytes, that one level takes at most, what it calls included.
const STACK_WANTED: usize = 256 << 10;
/// The stack, in bytes, that is added where less than that is left.
const STACK_ADDED: usize = 4 << 20;

impl Compiler<'_> {
    /// An expression, on a new stretch of stack where the present one is nearly used up.
    pub fn expression(&mut self, expression: &Expr) -> NodeId {
        let node = stacker::maybe_grow(STACK_WANTED, STACK_ADDED, || self.node_of(expression));
        self.code.add(node, expression.span)
    }

    fn node_of(&mut self, expression: &Expr) -> Node {
        match &expression.kind {
            ExprKind::Literal(value) => Node::Value(self.code.pool.take(value)),
            ExprKind::Variable(variable) => Node::Slot(Slot(variable.raw())),
            ExprKind::Set(members) => self.set(members),
            ExprKind::ActValue(act, arguments) => {
                let arguments: Vec<NodeId> = arguments
                    .iter()
                    .map(|argument| match argument {
                        Some(argument) => self.expression(argument),
                        None => self.code.add(Node::Value(Val::NONE), expression.span),
                    })
                    .collect();
                Node::ActValue(*act, self.code.add_list(&arguments))
            }
            ExprKind::OfficeOf(office, body) => Node::OfficeOf(*office, self.expression(body)),
            ExprKind::Fact(fact, arguments) => {
                let arguments = self.nodes(arguments);
                Node::Fact(*fact, self.code.add_list(&arguments))
            }
            ExprKind::IsStated(fact, arguments) => {
                let arguments = self.nodes(arguments);
                Node::IsStated(*fact, self.code.add_list(&arguments))
            }
            ExprKind::IsUnknown(of) => Node::IsUnknown(self.expression(of)),
            ExprKind::Definition(definition, arguments) => {
                let arguments = self.nodes(arguments);
                Node::Definition(*definition, self.code.add_list(&arguments))
            }
            ExprKind::Decision(decision, arguments) => {
                let arguments = self.nodes(arguments);
                Node::Decision(*decision, self.code.add_list(&arguments))
            }
            ExprKind::DecisionPrincipal(decision, arguments) => {
                let arguments = self.nodes(arguments);
                Node::DecisionPrincipal(*decision, self.code.add_list(&arguments))
            }
            ExprKind::IsA(of, kind) => Node::IsA(self.expression(of), *kind),
            ExprKind::Not(of) => Node::Not(self.expression(of)),
            ExprKind::And(all) => {
                let all = self.nodes(all);
                Node::And(self.code.add_list(&all))
            }
            ExprKind::Or(any) => {
                let any = self.nodes(any);
                Node::Or(self.code.add_list(&any))
            }
            ExprKind::Compare(op, one, other) => {
                Node::Compare(*op, self.expression(one), self.expression(other))
            }
            ExprKind::IsWithin(one, other) => {
                Node::IsWithin(self.expression(one), self.expression(other))
            }
            ExprKind::IsOneOf(one, other) => {
                Node::IsOneOf(self.expression(one), self.expression(other))
            }
            ExprKind::Includes(one, other) => {
                Node::Includes(self.expression(one), self.expression(other))
            }
            ExprKind::IncludesAny(one, other) => {
                Node::IncludesAny(self.expression(one), self.expression(other))
            }
            ExprKind::StartsWith(one, other) => {
                Node::StartsWith(self.expression(one), self.expression(other))
            }
            ExprKind::Arithmetic(op, one, other) => Node::Arithmetic(
                *op,
                self.expression(one),
                self.expression(other),
                Numeric::of(&expression.ty),
            ),
            ExprKind::Negative(of) => Node::Negative(self.expression(of)),
            ExprKind::RoundedToPenny(of) => Node::RoundedToPenny(self.expression(of)),
            ExprKind::StartOf(of) => Node::StartOf(self.expression(of)),
            ExprKind::EndOf(of) => Node::EndOf(self.expression(of)),
            ExprKind::PeriodShift(of, by) => Node::PeriodShift(self.expression(of), *by),
            ExprKind::PeriodOf(kind, of) => Node::PeriodOf(*kind, self.expression(of)),
            ExprKind::DateShift {
                count,
                unit,
                back,
                from,
            } => {
                let count = self.expression(count);
                let length = self.code.lengths.push(Length { count, unit: *unit });
                Node::DateShift(length, self.expression(from), *back)
            }
            ExprKind::DaysBetween { unit, from, to } => {
                Node::DaysBetween(*unit, self.expression(from), self.expression(to))
            }
            ExprKind::Some(ranged) => Node::Some(self.ranged(ranged)),
            ExprKind::Every(ranged, body) => {
                let ranged = self.ranged(ranged);
                Node::Every(ranged, self.expression(body))
            }
            ExprKind::CountCompare(op, ranged, with) => {
                let ranged = self.ranged(ranged);
                Node::CountCompare(*op, ranged, self.expression(with))
            }
            ExprKind::Count(ranged) => Node::Count(self.ranged(ranged)),
            ExprKind::Extreme { largest, of, over } => {
                let over = self.ranged(over);
                Node::Extreme(*largest, self.expression(of), over)
            }
            ExprKind::TotalOver(of, over) => {
                let over = self.ranged(over);
                Node::TotalOver(self.expression(of), over, Numeric::of(&expression.ty))
            }
            ExprKind::HasDone(past) => Node::HasDone(self.past(past)),
            ExprKind::CountActs(past) => Node::CountActs(self.past(past)),
            ExprKind::TotalActs(parameter, past) => Node::TotalActs(
                u32::try_from(*parameter).unwrap_or(u32::MAX),
                self.past(past),
                Numeric::of(&expression.ty),
            ),
            ExprKind::LatestAct {
                earliest,
                act,
                variable,
                body,
            } => {
                let past = self.past(act);
                let slot = Slot(variable.raw());
                Node::LatestAct(*earliest, past, slot, self.expression(body))
            }
            ExprKind::OnDay(of, day) => Node::OnDay(self.expression(of), self.expression(day)),
            ExprKind::JustBefore(of, variable) => {
                Node::JustBefore(self.expression(of), Slot(variable.raw()))
            }
            ExprKind::NormState {
                norm,
                of,
                for_,
                state,
            } => {
                let of = of.as_ref().map(|of| self.expression(of));
                let for_ = for_.as_ref().map(|for_| self.expression(for_));
                self.code.norms_read.insert(*norm);
                Node::NormState(self.code.norm_states.push(NormState {
                    norm: *norm,
                    of,
                    for_,
                    state: *state,
                }))
            }
            ExprKind::HappeningPart(of, part) => Node::Part(self.expression(of), *part),
            ExprKind::Bad => Node::Bad,
        }
    }

    fn set(&mut self, members: &[Expr]) -> Node {
        let nodes = self.nodes(members);
        let literals: Option<Vec<Val>> = nodes
            .iter()
            .map(|node| match self.code.node(*node) {
                Node::Value(val) => Some(val),
                _ => None,
            })
            .collect();
        match literals {
            Some(literals) => Node::Value(self.code.pool.set(literals)),
            None => Node::Set(self.code.add_list(&nodes)),
        }
    }

    /// A length of time.
    pub fn length(&mut self, length: &expr::Length) -> LengthId {
        let count = self.expression(&length.count);
        self.code.lengths.push(Length {
            count,
            unit: length.unit,
        })
    }

    /// A variable with its range.
    pub fn ranged(&mut self, ranged: &expr::Ranged) -> RangedId {
        let slot = Slot(ranged.variable.raw());
        let condition = ranged
            .condition
            .as_ref()
            .map(|condition| self.expression(condition));
        let domain = match ranged.domain {
            expr::Domain::Kind(kind) => Domain::Kind(kind),
            expr::Domain::Values(set) => Domain::Values(set),
        };
        let generator = condition.and_then(|condition| self.generator(slot, condition));
        self.code.ranged.push(Ranged {
            slot,
            domain,
            condition,
            generator,
        })
    }

    /// A boolean fact that a condition needs to be true, with the variable as one argument and the others bound already.
    pub(super) fn generator(&mut self, slot: Slot, condition: NodeId) -> Option<Generator> {
        let mut open = vec![condition];
        let mut best: Option<Generator> = None;
        while let Some(node) = open.pop() {
            match self.code.node(node) {
                Node::And(all) => open.extend_from_slice(self.code.list(all)),
                // `some c where link(a, c) and …` inside: its own conjuncts are needed too, but may name its variable.
                Node::Some(inner) => {
                    let inner = self.code.range(inner).clone();
                    if let Some(condition) = inner.condition {
                        let found = self.generator(slot, condition);
                        let usable = found.filter(|found| {
                            let arguments = self.code.list(found.arguments);
                            arguments
                                .iter()
                                .all(|argument| !self.code.reads_slot(*argument, inner.slot))
                        });
                        best = better(best, usable);
                    }
                }
                Node::Fact(fact, arguments) => {
                    let found = self.fact_generator(slot, fact, arguments);
                    best = better(best, found);
                }
                _ => {}
            }
        }
        best
    }

    fn fact_generator(
        &mut self,
        slot: Slot,
        fact: crate::policy::policy::FactId,
        arguments: crate::program::node::Stretch,
    ) -> Option<Generator> {
        let declared = self.policy.facts.at(fact);
        let absent_is_false = declared.ty == Type::Boolean
            && matches!(declared.sort, FactSort::Holds | FactSort::Attribute(_));
        let list = self.code.list(arguments).to_vec();
        if !absent_is_false || list.len() > 64 {
            return None;
        }
        let mut position = None;
        let mut by = 0_u64;
        for (place, argument) in list.iter().enumerate() {
            if self.code.node(*argument) == Node::Slot(slot) {
                if position.is_some() {
                    return None;
                }
                position = Some(place);
            } else if self.code.reads_slot(*argument, slot) {
                return None;
            } else {
                by |= 1 << place;
            }
        }
        let position = u32::try_from(position?).ok()?;
        let index = self.code.fact_index(FactIndex { fact, by });
        Some(Generator {
            fact,
            position,
            arguments,
            index,
        })
    }
}

/// The one that fixes more arguments.
fn better(one: Option<Generator>, other: Option<Generator>) -> Option<Generator> {
    match (one, other) {
        (Some(one), Some(other)) if one.arguments.len >= other.arguments.len => Some(one),
        (one, None) => one,
        (_, other) => other,
    }
}
