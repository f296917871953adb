//! Conditions: true, false or unknown (S2, Kleene).

use super::{
    evaluator::Eval,
    out::{Out, not},
};
use crate::{
    engine::{fail::Run, moment::View, trace::Tracer},
    program::{
        node::{Node, NodeId, Stretch},
        val::Val,
    },
    record::reason::Truth,
};

impl<T: Tracer> Eval<'_, T> {
    /// Whether a condition holds.
    pub fn truth(&mut self, id: NodeId, env: &mut [Val], view: View) -> Run<Truth> {
        self.step(id)?;
        let node = self.code.node(id);
        if !T::ON {
            // What needs no level of its own.
            match node {
                Node::Value(val) => return Ok(Out::of(val).truth()),
                Node::Slot(slot) => return Ok(slot_value(env, slot.index()).truth()),
                _ => {}
            }
        }
        self.down(id)?;
        self.trace.enter(id, env, view);
        let mark = self.trace.mark();
        let truth = self.with_stack(|eval| eval.condition(id, node, env, view))?;
        if truth != Truth::Unknown {
            self.trace.settle(mark);
        }
        self.trace.leave(id, Out::condition(truth));
        self.up();
        Ok(truth)
    }

    /// The truth of a node, without the listening around it.
    pub(super) fn condition(
        &mut self,
        id: NodeId,
        node: Node,
        env: &mut [Val],
        view: View,
    ) -> Run<Truth> {
        match node {
            Node::Not(of) => Ok(not(self.truth(of, env, view)?)),
            Node::And(all) => self.all(all, env, view),
            Node::Or(any) => self.any(any, env, view),
            Node::IsStated(fact, list) => self.is_stated(fact, list, env, view),
            Node::IsUnknown(of) => self.is_unknown(of, env, view),
            Node::IsA(of, kind) => self.is_a(of, kind, env, view),
            Node::Compare(op, one, other) => self.comparison(op, one, other, env, view),
            Node::IsWithin(one, other) => self.is_within(one, other, env, view),
            Node::IsOneOf(one, other) => self.includes(other, one, false, env, view),
            Node::Includes(one, other) => self.includes(one, other, false, env, view),
            Node::IncludesAny(one, other) => self.includes(one, other, true, env, view),
            Node::StartsWith(one, other) => self.starts_with(one, other, env, view),
            Node::Some(ranged) => self.some(ranged, env, view),
            Node::Every(ranged, body) => self.every(ranged, body, env, view),
            Node::CountCompare(op, ranged, with) => self.count_compare(op, ranged, with, env, view),
            Node::HasDone(past) => self.has_done(past, env, view),
            Node::LatestAct(earliest, past, slot, body) => {
                self.latest_act(earliest, past, slot, body, env, view)
            }
            Node::NormState(state) => self.norm_state(state, env, view),
            _ => Ok(self.expression(id, node, env, view)?.truth()),
        }
    }

    fn all(&mut self, all: Stretch, env: &mut [Val], view: View) -> Run<Truth> {
        let code = self.code;
        let mut truth = Truth::True;
        for node in code.list(all) {
            truth = truth.min(self.truth(*node, env, view)?);
            if truth == Truth::False {
                break;
            }
        }
        Ok(truth)
    }

    fn any(&mut self, any: Stretch, env: &mut [Val], view: View) -> Run<Truth> {
        let code = self.code;
        let mut truth = Truth::False;
        for node in code.list(any) {
            truth = truth.max(self.truth(*node, env, view)?);
            if truth == Truth::True {
                break;
            }
        }
        Ok(truth)
    }

    fn is_unknown(&mut self, of: NodeId, env: &mut [Val], view: View) -> Run<Truth> {
        let certain = self.value(of, env, view)?.is_certain();
        Ok(super::out::certainly(!certain))
    }
}

/// What a slot holds.
pub(super) fn slot_value(env: &[Val], slot: usize) -> Out {
    Out::of(env.get(slot).copied().unwrap_or(Val::NONE))
}

/// Whether a node is a condition: evaluated by its truth.
pub(super) fn is_condition(node: Node) -> bool {
    matches!(
        node,
        Node::Not(_)
            | Node::And(_)
            | Node::Or(_)
            | Node::IsStated(..)
            | Node::IsUnknown(_)
            | Node::IsA(..)
            | Node::Compare(..)
            | Node::IsWithin(..)
            | Node::IsOneOf(..)
            | Node::Includes(..)
            | Node::IncludesAny(..)
            | Node::StartsWith(..)
            | Node::Some(_)
            | Node::Every(..)
            | Node::CountCompare(..)
            | Node::HasDone(_)
            | Node::LatestAct(..)
            | Node::NormState(_)
    )
}
