//! Trees, sets and texts: `is within`, `is one of`, `includes`, `starts with`, `is a`.

use super::{
    evaluator::Eval,
    out::{Out, certainly},
};
use crate::{
    engine::{fail::Run, moment::View, trace::Tracer},
    policy::policy::KindId,
    program::{
        node::NodeId,
        val::{Tag, Val},
    },
    record::reason::Truth,
};

impl<T: Tracer> Eval<'_, T> {
    /// What is true of two results: of nothing nothing is, and of one of several what is true of each.
    fn of_both(&self, one: Out, other: Out, f: &dyn Fn(Val, Val) -> Truth) -> Truth {
        match (one, other) {
            (Out::Nothing, _) | (_, Out::Nothing) => Truth::False,
            (Out::Known(a), Out::Known(b)) => f(a, b),
            (Out::OneOf(set), other) => {
                self.agreed(set, |eval, val| eval.of_both(Out::Known(val), other, f))
            }
            (one, Out::OneOf(set)) => {
                self.agreed(set, |eval, val| eval.of_both(one, Out::Known(val), f))
            }
            _ => Truth::Unknown,
        }
    }

    fn both(&mut self, one: NodeId, other: NodeId, env: &mut [Val], view: View) -> Run<(Out, Out)> {
        let one = self.value(one, env, view)?;
        let other = self.value(other, env, view)?;
        Ok((one, other))
    }

    pub(super) fn is_within(
        &mut self,
        one: NodeId,
        other: NodeId,
        env: &mut [Val],
        view: View,
    ) -> Run<Truth> {
        let (one, other) = self.both(one, other, env, view)?;
        Ok(self.of_both(one, other, &|a, b| certainly(self.lies_within(a, b))))
    }

    /// Whether a value, a function or an act is another or lies under it in its tree.
    pub(super) fn lies_within(&self, a: Val, b: Val) -> bool {
        let policy = self.world.policy;
        if let (Some(a), Some(b)) = (a.as_value(), b.as_value()) {
            return policy.is_value_within(a, b);
        }
        let Some(within) = b.as_function() else {
            return a == b;
        };
        if let Some(a) = a.as_function() {
            return policy.is_function_within(a, within);
        }
        let act = self.world.pool().as_act(a).map(|(act, _)| act);
        act.and_then(|act| policy.acts.get(act)?.under)
            .is_some_and(|under| policy.is_function_within(under, within))
    }

    /// Whether a set includes a value, or all (or any) of the values of another set.
    pub(super) fn includes(
        &mut self,
        set: NodeId,
        what: NodeId,
        any: bool,
        env: &mut [Val],
        view: View,
    ) -> Run<Truth> {
        let (set, what) = self.both(set, what, env, view)?;
        Ok(self.of_both(set, what, &|set, what| {
            certainly(self.set_includes(set, what, any))
        }))
    }

    /// Whether a known set includes a known value, or all (or any) of a set. A value alone counts as the set of it.
    pub(in crate::engine) fn set_includes(&self, set: Val, what: Val, any: bool) -> bool {
        let pool = self.world.pool();
        self.steps(pool.as_members(what).map_or(0, <[Val]>::len));
        let has = |val: Val| match pool.as_members(set) {
            Some(members) => members
                .binary_search_by_key(&val.bits(), |member| member.bits())
                .is_ok(),
            None => set == val,
        };
        match pool.as_members(what) {
            Some(members) if any => members.iter().any(|val| has(*val)),
            Some(members) => members.iter().all(|val| has(*val)),
            None => has(what),
        }
    }

    pub(super) fn starts_with(
        &mut self,
        one: NodeId,
        other: NodeId,
        env: &mut [Val],
        view: View,
    ) -> Run<Truth> {
        let (one, other) = self.both(one, other, env, view)?;
        Ok(self.of_both(one, other, &|a, b| {
            let pool = self.world.pool();
            match (pool.as_text(a), pool.as_text(b)) {
                (Some(a), Some(b)) => certainly(a.starts_with(b.as_str())),
                _ => Truth::False,
            }
        }))
    }

    pub(super) fn is_a(
        &mut self,
        of: NodeId,
        kind: KindId,
        env: &mut [Val],
        view: View,
    ) -> Run<Truth> {
        let of = self.value(of, env, view)?;
        Ok(match of {
            Out::Nothing => Truth::False,
            Out::Known(val) => certainly(self.is_of_kind(val, kind, view)),
            Out::OneOf(set) => {
                self.agreed(set, |eval, val| certainly(eval.is_of_kind(val, kind, view)))
            }
            Out::Unknown | Out::Range(..) => Truth::Unknown,
        })
    }

    /// Whether an individual, or an office, is of a kind at the moment.
    pub(in crate::engine) fn is_of_kind(&self, val: Val, kind: KindId, view: View) -> bool {
        let world = self.world;
        match val.tag() {
            Tag::Individual => val.as_individual().is_some_and(|id| {
                if let Some(stamp) = world.bodies.last_change(id, view) {
                    world.note_read(stamp, view);
                }
                world.bodies.is_of(world.policy, id, kind, view)
            }),
            Tag::Office => val.as_office().is_some_and(|(office, _)| {
                let office = world.policy.offices.get(office);
                office.is_some_and(|office| world.policy.is_kind(office.kind, kind))
            }),
            _ => false,
        }
    }
}
