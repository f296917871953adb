//! Quantities: `some`, `every`, `at least n`, `count`, `largest`, `total` over individuals and values (S2).

use std::cmp::Ordering;

use super::{
    arithmetic::{Span, add_spans, tag_of},
    evaluator::Eval,
    out::{Out, not},
};
use crate::{
    base::number::Number,
    engine::{fail::Run, moment::View, small::Small, trace::Tracer},
    policy::expr::CompareOp,
    program::{
        node::{Domain, Generator, NodeId, Numeric, RangedId},
        val::{Tag, Val},
    },
    record::reason::Truth,
};

/// How members are found by a fact.
enum Finding<'w> {
    /// These entries of the fact.
    Entries(&'w [u32]),
    /// All that the variable ranges over must be tried.
    All,
    /// There are none.
    None,
}

impl<'w, T: Tracer> Eval<'w, T> {
    /// Calls `f` for each member for which the condition holds or may hold, with the variable bound to it, until it says
    /// no. Members come in the order of ids, or, where a fact finds them, in the order in which it was first stated of them.
    pub(super) fn each_member<F>(
        &mut self,
        id: RangedId,
        env: &mut [Val],
        view: View,
        mut f: F,
    ) -> Run<()>
    where
        F: FnMut(&mut Self, &mut [Val], Val, Truth) -> Run<bool>,
    {
        let (world, code) = (self.world, self.code);
        let ranged = code.range(id);
        let slot = ranged.slot.index();
        let before = env.get(slot).copied().unwrap_or(Val::NONE);
        let mut visit = |eval: &mut Self, env: &mut [Val], member: Val| -> Run<bool> {
            if let Some(place) = env.get_mut(slot) {
                *place = member;
            }
            eval.steps(1);
            let truth = match ranged.condition {
                Some(condition) => eval.truth(condition, env, view)?,
                None => Truth::True,
            };
            if truth == Truth::False {
                return Ok(true);
            }
            f(eval, env, member, truth)
        };
        match ranged.domain {
            Domain::Values(set) => {
                let set = world.policy.value_sets.get(set);
                for entry in set.into_iter().flat_map(|set| &set.entries) {
                    if !visit(self, env, Val::value(*entry))? {
                        break;
                    }
                }
            }
            Domain::Kind(kind) => {
                let finding = match &ranged.generator {
                    Some(generator) => self.find(generator, env, view)?,
                    None => Finding::All,
                };
                match (finding, &ranged.generator) {
                    (Finding::Entries(entries), Some(generator)) => {
                        for entry in entries {
                            let member =
                                world
                                    .state
                                    .argument(generator.fact, *entry, generator.position);
                            let is_member = member.as_individual().is_some_and(|id| {
                                world.bodies.is_member(world.policy, id, kind, view)
                            });
                            if is_member && !visit(self, env, member)? {
                                break;
                            }
                        }
                    }
                    (Finding::None, _) => {}
                    _ => {
                        for id in world.bodies.candidates(kind) {
                            if world.bodies.is_member(world.policy, *id, kind, view)
                                && !visit(self, env, Val::individual(*id))?
                            {
                                break;
                            }
                        }
                    }
                }
            }
        }
        if let Some(place) = env.get_mut(slot) {
            *place = before;
        }
        Ok(())
    }

    fn find(&mut self, generator: &Generator, env: &mut [Val], view: View) -> Run<Finding<'w>> {
        let (world, code) = (self.world, self.code);
        let mut key: Small<Val> = Small::new();
        for (place, node) in (0_u32..).zip(code.list(generator.arguments)) {
            if place == generator.position {
                continue;
            }
            match self.value(*node, env, view)? {
                Out::Known(val) => key.push(val),
                Out::Nothing => return Ok(Finding::None),
                Out::Unknown | Out::Range(..) | Out::OneOf(_) => return Ok(Finding::All),
            }
        }
        let found = world.state.found(generator.index, key.as_slice());
        Ok(Finding::Entries(found))
    }

    pub(super) fn some(&mut self, ranged: RangedId, env: &mut [Val], view: View) -> Run<Truth> {
        let mut any = Truth::False;
        self.each_member(ranged, env, view, |_, _, _, truth| {
            any = any.max(truth);
            Ok(any != Truth::True)
        })?;
        Ok(any)
    }

    pub(super) fn every(
        &mut self,
        ranged: RangedId,
        body: NodeId,
        env: &mut [Val],
        view: View,
    ) -> Run<Truth> {
        let mut all = Truth::True;
        self.each_member(ranged, env, view, |eval, env, _, truth| {
            let holds = eval.truth(body, env, view)?;
            all = all.min(holds.max(not(truth)));
            Ok(all != Truth::False)
        })?;
        Ok(all)
    }

    /// How many there certainly are, and how many there may be, counted until there are certainly so many.
    fn counted_members(
        &mut self,
        ranged: RangedId,
        enough: u64,
        env: &mut [Val],
        view: View,
    ) -> Run<(u64, u64)> {
        let (mut certain, mut possible) = (0, 0);
        self.each_member(ranged, env, view, |_, _, _, truth| {
            possible += 1;
            certain += u64::from(truth == Truth::True);
            Ok(certain < enough)
        })?;
        Ok((certain, possible))
    }

    pub(super) fn count(&mut self, ranged: RangedId, env: &mut [Val], view: View) -> Run<Out> {
        let (certain, possible) = self.counted_members(ranged, u64::MAX, env, view)?;
        Ok(self.between(certain, possible))
    }

    /// A count that lies between two.
    pub(super) fn between(&self, certain: u64, possible: u64) -> Out {
        let mut pool = self.world.pool_mut();
        let mut number = |count: u64| {
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            pool.number(Number::from(count))
        };
        let (low, high) = (number(certain), number(possible));
        if low == high {
            Out::Known(low)
        } else {
            Out::Range(low, high)
        }
    }

    pub(super) fn count_compare(
        &mut self,
        op: CompareOp,
        ranged: RangedId,
        with: NodeId,
        env: &mut [Val],
        view: View,
    ) -> Run<Truth> {
        let with = self.value(with, env, view)?;
        // `at least n` and `more than n` are settled once there are so many.
        let enough = match (op, with.known().and_then(Val::as_small)) {
            (CompareOp::AtLeast, Some(n)) => u64::try_from(n.max(1)).unwrap_or(u64::MAX),
            (CompareOp::More, Some(n)) => u64::try_from(n.max(0))
                .unwrap_or(u64::MAX)
                .saturating_add(1),
            _ => u64::MAX,
        };
        let (certain, possible) = self.counted_members(ranged, enough, env, view)?;
        let count = self.between(certain, possible);
        Ok(self.compare(op, count, with))
    }

    pub(super) fn extreme(
        &mut self,
        largest: bool,
        of: NodeId,
        ranged: RangedId,
        env: &mut [Val],
        view: View,
    ) -> Run<Out> {
        // What it is at least, and what at most, in the direction asked for.
        let (mut near, mut far) = (Val::NONE, Val::NONE);
        let (mut certain, mut any, mut open) = (false, false, false);
        self.each_member(ranged, env, view, |eval, env, _, truth| {
            let (low, high) = match eval.value(of, env, view)? {
                Out::Nothing => return Ok(true),
                Out::Known(val) => (val, val),
                Out::Range(low, high) => (low, high),
                Out::OneOf(set) => eval.ends_of(set),
                Out::Unknown => (Val::NONE, Val::NONE),
            };
            any = true;
            let (sure, possible) = if largest { (low, high) } else { (high, low) };
            if truth == Truth::True {
                certain = true;
                near = eval.further(largest, near, sure);
            }
            if possible.is_none() {
                open = true;
            }
            far = eval.further(largest, far, possible);
            Ok(true)
        })?;
        if !any {
            return Ok(Out::Nothing);
        }
        if !certain || near.is_none() {
            return Ok(Out::Unknown);
        }
        let far = if open {
            Val::NONE
        } else {
            self.further(largest, near, far)
        };
        Ok(if near == far {
            Out::Known(near)
        } else if largest {
            Out::Range(near, far)
        } else {
            Out::Range(far, near)
        })
    }

    /// The larger (or smaller) of two; the other where one is nothing.
    fn further(&self, largest: bool, one: Val, other: Val) -> Val {
        if one.is_none() {
            return other;
        }
        if other.is_none() {
            return one;
        }
        let wanted = if largest {
            Ordering::Greater
        } else {
            Ordering::Less
        };
        if self.order(other, one) == Some(wanted) {
            other
        } else {
            one
        }
    }

    fn ends_of(&self, set: Val) -> (Val, Val) {
        let (mut low, mut high) = (Val::NONE, Val::NONE);
        for member in self.members_of(set) {
            low = self.further(false, low, member);
            high = self.further(true, high, member);
        }
        (low, high)
    }

    pub(super) fn total_over(
        &mut self,
        id: NodeId,
        of: NodeId,
        ranged: RangedId,
        numeric: Numeric,
        env: &mut [Val],
        view: View,
    ) -> Run<Out> {
        let mut total = Span::point(Number::ZERO);
        let mut tag = tag_of(numeric);
        let mut failed = None;
        self.each_member(ranged, env, view, |eval, env, _, truth| {
            let out = eval.value(of, env, view)?;
            if out == Out::Nothing {
                return Ok(true);
            }
            if let (Out::Known(val), Numeric::Unsaid) = (out, numeric) {
                tag = super::arithmetic::small(val);
            }
            let span = eval.span_of(out).unwrap_or(Span {
                low: None,
                high: None,
            });
            let added = add_spans(
                total,
                if truth == Truth::True {
                    span
                } else {
                    or_zero(span)
                },
            );
            match added {
                Ok(sum) => total = sum,
                Err(error) => failed = Some(error),
            }
            Ok(failed.is_none())
        })?;
        match failed {
            Some(error) => self.undefined(id, error),
            None => Ok(self.range(total, tag)),
        }
    }

    /// The members of a range for which its condition holds or may hold, in the order of values.
    pub fn members(
        &mut self,
        ranged: RangedId,
        env: &mut [Val],
        view: View,
    ) -> Run<Vec<(Val, Truth)>> {
        let mut members = Vec::new();
        self.each_member(ranged, env, view, |_, _, member, truth| {
            members.push((member, truth));
            Ok(true)
        })?;
        members.sort_by_key(|(member, _)| (member.tag() != Tag::Individual, member.bits()));
        Ok(members)
    }
}

/// The stretch, or nothing at all.
pub(super) fn or_zero(span: Span) -> Span {
    Span {
        low: span.low.map(|low| low.min(Number::ZERO)),
        high: span.high.map(|high| high.max(Number::ZERO)),
    }
}
