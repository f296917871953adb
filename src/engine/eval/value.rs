//! Values of expressions, as far as they are known (S2).

use super::{
    evaluator::Eval,
    out::Out,
    truth::{is_condition, slot_value},
};
use crate::{
    engine::{fail::Run, moment::View, trace::Tracer},
    policy::expr::HappeningPart,
    program::{
        node::{Node, NodeId, Slot, Stretch},
        val::{Tag, Val},
    },
};

impl<T: Tracer> Eval<'_, T> {
    /// The value of an expression.
    pub fn value(&mut self, id: NodeId, env: &mut [Val], view: View) -> Run<Out> {
        self.step(id)?;
        let node = self.code.node(id);
        if !T::ON {
            match node {
                Node::Value(val) => return Ok(Out::of(val)),
                Node::Slot(slot) => return Ok(slot_value(env, slot.index())),
                _ => {}
            }
        }
        self.down(id)?;
        self.trace.enter(id, env, view);
        let mark = self.trace.mark();
        let out = self.with_stack(|eval| {
            if is_condition(node) {
                eval.condition(id, node, env, view).map(Out::condition)
            } else {
                eval.expression(id, node, env, view)
            }
        })?;
        if out.is_certain() {
            self.trace.settle(mark);
        }
        self.trace.leave(id, out);
        self.up();
        Ok(out)
    }

    /// The value of a node that is no condition, without the listening around it.
    pub(super) fn expression(
        &mut self,
        id: NodeId,
        node: Node,
        env: &mut [Val],
        view: View,
    ) -> Run<Out> {
        match node {
            Node::Value(val) => Ok(Out::of(val)),
            Node::Slot(slot) => Ok(slot_value(env, slot.index())),
            Node::Fact(fact, list) => self.fact(fact, list, env, view),
            Node::Definition(definition, list) => self.definition(id, definition, list, env, view),
            Node::Decision(decision, list) => self.decision(decision, list, false, env, view),
            Node::DecisionPrincipal(decision, list) => {
                self.decision(decision, list, true, env, view)
            }
            Node::Set(list) => self.set(list, env, view),
            Node::ActValue(act, list) => self.act_value(act, list, env, view),
            Node::OfficeOf(office, of) => {
                let of = self.value(of, env, view)?;
                Ok(self.map(of, |_, val| {
                    val.as_individual()
                        .map_or(Out::Nothing, |body| Out::Known(Val::office(office, body)))
                }))
            }
            Node::Arithmetic(op, one, other, numeric) => {
                self.arithmetic(id, op, one, other, numeric, env, view)
            }
            Node::Negative(of) => self.negative(id, of, env, view),
            Node::RoundedToPenny(of) => self.rounded(id, of, env, view),
            Node::StartOf(of) => self.period_edge(of, false, env, view),
            Node::EndOf(of) => self.period_edge(of, true, env, view),
            Node::PeriodShift(of, by) => self.period_shift(id, of, by, env, view),
            Node::PeriodOf(kind, of) => self.period_of(id, kind, of, env, view),
            Node::DateShift(length, from, back) => {
                self.date_shift(id, length, from, back, env, view)
            }
            Node::DaysBetween(unit, from, to) => self.days_between(id, unit, from, to, env, view),
            Node::Count(ranged) => self.count(ranged, env, view),
            Node::Extreme(largest, of, ranged) => self.extreme(largest, of, ranged, env, view),
            Node::TotalOver(of, ranged, numeric) => {
                self.total_over(id, of, ranged, numeric, env, view)
            }
            Node::CountActs(past) => self.count_acts(past, env, view),
            Node::TotalActs(parameter, past, numeric) => {
                self.total_acts(id, parameter, past, numeric, env, view)
            }
            Node::OnDay(of, day) => self.on_day(of, day, env, view),
            Node::JustBefore(of, slot) => self.just_before(of, slot, env, view),
            Node::Part(of, part) => self.part(of, part, env, view),
            Node::Bad => Ok(Out::Unknown),
            condition => Ok(Out::condition(self.condition(id, condition, env, view)?)),
        }
    }

    /// What a function of a certain value gives of one that may not be certain.
    pub(super) fn map(&mut self, out: Out, mut f: impl FnMut(&mut Self, Val) -> Out) -> Out {
        match out {
            Out::Known(val) => f(self, val),
            Out::Unknown | Out::Range(..) => Out::Unknown,
            Out::Nothing => Out::Nothing,
            Out::OneOf(set) => {
                let members = self.members_of(set);
                let mut joined: Option<Out> = None;
                for member in members {
                    let out = f(self, member);
                    joined = Some(match joined {
                        None => out,
                        Some(before) => self.join(before, out),
                    });
                }
                joined.unwrap_or(Out::Unknown)
            }
        }
    }

    /// The members of a set, or of one of several.
    pub(super) fn members_of(&self, set: Val) -> Vec<Val> {
        let pool = self.world.pool();
        pool.as_members(set).unwrap_or(&[]).to_vec()
    }

    /// One or the other.
    pub(super) fn join(&self, one: Out, other: Out) -> Out {
        if one == other {
            return one;
        }
        let members = |out: Out| match out {
            Out::Known(val) => Some(vec![val]),
            Out::OneOf(set) => Some(self.members_of(set)),
            _ => None,
        };
        let (Some(mut all), Some(more)) = (members(one), members(other)) else {
            return Out::Unknown;
        };
        all.extend(more);
        let val = self.world.pool_mut().one_of(all);
        Out::of(val)
    }

    fn set(&mut self, list: Stretch, env: &mut [Val], view: View) -> Run<Out> {
        let code = self.code;
        let mut members = Vec::new();
        for node in code.list(list) {
            match self.value(*node, env, view)? {
                Out::Known(val) => members.push(val),
                Out::Nothing => {}
                Out::Unknown | Out::Range(..) | Out::OneOf(_) => return Ok(Out::Unknown),
            }
        }
        let set = self.world.pool_mut().set(members);
        Ok(Out::Known(set))
    }

    fn act_value(
        &mut self,
        act: crate::policy::policy::ActId,
        list: Stretch,
        env: &mut [Val],
        view: View,
    ) -> Run<Out> {
        let code = self.code;
        let mut arguments = Vec::new();
        for node in code.list(list) {
            match self.value(*node, env, view)? {
                Out::Known(val) => arguments.push(val),
                Out::Nothing => arguments.push(Val::NONE),
                Out::Unknown | Out::Range(..) | Out::OneOf(_) => return Ok(Out::Unknown),
            }
        }
        let act = self.world.pool_mut().act(act, arguments);
        Ok(Out::Known(act))
    }

    fn on_day(&mut self, of: NodeId, day: NodeId, env: &mut [Val], view: View) -> Run<Out> {
        match self.value(day, env, view)? {
            Out::Known(val) => match self.day_of(val) {
                Some(day) => self.value(of, env, view.on_day(day)),
                None => Ok(Out::Unknown),
            },
            Out::Nothing => Ok(Out::Nothing),
            _ => Ok(Out::Unknown),
        }
    }

    fn just_before(&mut self, of: NodeId, slot: Slot, env: &mut [Val], view: View) -> Run<Out> {
        let happening = env.get(slot.index()).copied().unwrap_or(Val::NONE);
        match self.world.past.stamp(happening) {
            Some(stamp) => self.value(of, env, view.just_before(stamp)),
            None => Ok(Out::Unknown),
        }
    }

    fn part(&mut self, of: NodeId, part: HappeningPart, env: &mut [Val], view: View) -> Run<Out> {
        let of = self.value(of, env, view)?;
        Ok(self.map(of, |eval, val| eval.part_of(val, part)))
    }

    fn part_of(&mut self, val: Val, part: HappeningPart) -> Out {
        let world = self.world;
        if val.tag() == Tag::Act {
            let HappeningPart::Argument(place) = part else {
                return Out::Unknown;
            };
            let pool = world.pool();
            let argument = pool
                .as_act(val)
                .and_then(|(_, arguments)| arguments.get(place));
            return Out::of(argument.copied().unwrap_or(Val::NONE));
        }
        if part == HappeningPart::Date {
            let stamp = world.past.stamp(val);
            return stamp.map_or(Out::Nothing, |stamp| Out::Known(Val::day(stamp.day())));
        }
        let Some(line) = val.as_happening() else {
            return Out::Unknown;
        };
        match part {
            HappeningPart::Date => Out::Unknown,
            HappeningPart::Actor => self.people(world.past.principals(line)),
            HappeningPart::Performer => self.people(world.past.performers(line)),
            HappeningPart::Deadline => match world.past.deadline(line) {
                Val::NONE => Out::Unknown,
                deadline => Out::of(deadline),
            },
            HappeningPart::Argument(place) => {
                let place = u32::try_from(place).unwrap_or(u32::MAX);
                Out::of(world.past.argument(line, place))
            }
        }
    }

    /// One person, or the set of several who acted together.
    fn people(&self, people: &[Val]) -> Out {
        match people {
            [] => Out::Nothing,
            [one] => Out::Known(*one),
            several => Out::Known(self.world.pool_mut().set(several.to_vec())),
        }
    }
}
