//! Reading facts, and the states of norms (S2).

use super::{evaluator::Eval, out::Out};
use crate::{
    engine::{
        fail::Run,
        moment::View,
        small::Small,
        state::Absent,
        trace::{Leaf, Read, Tracer},
    },
    policy::policy::FactId,
    program::{
        node::{NodeId, NormStateId, Stretch},
        val::{Tag, Val},
    },
    record::reason::Truth,
};

/// Arguments, as far as they are known.
pub(super) enum Arguments {
    /// Each is known, or one of several.
    These(Small<Val>),
    /// One is unknown.
    Unknown,
    /// One is nothing.
    Nothing,
}

impl<T: Tracer> Eval<'_, T> {
    /// What these nodes give.
    pub(super) fn arguments(
        &mut self,
        list: Stretch,
        env: &mut [Val],
        view: View,
    ) -> Run<Arguments> {
        let code = self.code;
        let mut known = Small::new();
        let mut unknown = false;
        for node in code.list(list) {
            match self.value(*node, env, view)? {
                Out::Known(val) | Out::OneOf(val) => known.push(val),
                Out::Unknown | Out::Range(..) => unknown = true,
                Out::Nothing => return Ok(Arguments::Nothing),
            }
        }
        Ok(if unknown {
            Arguments::Unknown
        } else {
            Arguments::These(known)
        })
    }

    /// What a function gives of arguments of which some may be one of several: of each choice, joined.
    pub(super) fn each_choice(
        &mut self,
        arguments: &mut Small<Val>,
        f: &mut dyn FnMut(&mut Self, &[Val]) -> Run<Out>,
    ) -> Run<Out> {
        let open = arguments
            .as_slice()
            .iter()
            .position(|val| val.tag() == Tag::OneOf);
        let Some(open) = open else {
            return f(self, arguments.as_slice());
        };
        let set = arguments.as_slice().get(open).copied().unwrap_or(Val::NONE);
        let mut joined: Option<Out> = None;
        for member in self.members_of(set) {
            if let Some(place) = arguments.as_mut_slice().get_mut(open) {
                *place = member;
            }
            let out = self.each_choice(arguments, f)?;
            joined = Some(match joined {
                None => out,
                Some(before) => self.join(before, out),
            });
        }
        if let Some(place) = arguments.as_mut_slice().get_mut(open) {
            *place = set;
        }
        Ok(joined.unwrap_or(Out::Unknown))
    }

    pub(super) fn fact(
        &mut self,
        fact: FactId,
        list: Stretch,
        env: &mut [Val],
        view: View,
    ) -> Run<Out> {
        match self.arguments(list, env, view)? {
            Arguments::These(mut arguments) => self
                .each_choice(&mut arguments, &mut |eval, arguments| {
                    Ok(eval.read_fact(fact, arguments, view))
                }),
            Arguments::Unknown => Ok(Out::Unknown),
            Arguments::Nothing => Ok(match self.world.state.absent(fact) {
                Absent::False => Out::Known(Val::FALSE),
                Absent::Unknown => Out::Nothing,
            }),
        }
    }

    /// What a fact is: what is not stated is false, or unknown where it has a value or is a judgement (S2).
    pub fn read_fact(&mut self, fact: FactId, arguments: &[Val], view: View) -> Out {
        let change = self.world.state.read(fact, arguments, view);
        if let Some(change) = change {
            self.world.note_read(change.stamp, view);
        }
        let val = change.map_or(Val::NONE, |change| change.to);
        if T::ON {
            let since = change.map(|change| change.stamp);
            self.trace.read(Read::Fact(fact, arguments, val, since));
        }
        let out = match val.tag() {
            Tag::None => match self.world.state.absent(fact) {
                Absent::False => Out::Known(Val::FALSE),
                Absent::Unknown => Out::Unknown,
            },
            _ => Out::of(val),
        };
        if T::ON && !out.is_certain() {
            self.trace.unknown(Leaf::Fact(fact, arguments.into()));
        }
        out
    }

    pub(super) fn is_stated(
        &mut self,
        fact: FactId,
        list: Stretch,
        env: &mut [Val],
        view: View,
    ) -> Run<Truth> {
        let mut arguments = match self.arguments(list, env, view)? {
            Arguments::These(arguments) => arguments,
            Arguments::Unknown => return Ok(Truth::Unknown),
            Arguments::Nothing => return Ok(Truth::False),
        };
        let out = self.each_choice(&mut arguments, &mut |eval, arguments| {
            let world = eval.world;
            let change = world.state.read(fact, arguments, view);
            if let Some(change) = change {
                world.note_read(change.stamp, view);
            }
            if T::ON {
                let val = change.map_or(Val::NONE, |change| change.to);
                let since = change.map(|change| change.stamp);
                eval.trace.read(Read::Fact(fact, arguments, val, since));
            }
            let truth = match change.map(|change| change.to.tag()) {
                None | Some(Tag::None) => Truth::False,
                Some(Tag::Unknown) => {
                    eval.trace.unknown(Leaf::Fact(fact, arguments.into()));
                    Truth::Unknown
                }
                Some(_) => Truth::True,
            };
            Ok(Out::condition(truth))
        })?;
        Ok(out.truth())
    }

    /// Whether some instance of a norm is in a state, read as at the start of the moment (S2).
    pub(super) fn norm_state(
        &mut self,
        id: NormStateId,
        env: &mut [Val],
        view: View,
    ) -> Run<Truth> {
        let state = self.code.norm_state(id);
        let bearer = self.party(state.of, env, view)?;
        let cause = self.party(state.for_, env, view)?;
        let (bearer, cause) = match (bearer, cause) {
            (Party::Nothing, _) | (_, Party::Nothing) => return Ok(Truth::False),
            (Party::Unknown, _) | (_, Party::Unknown) => {
                let any = self
                    .world
                    .norm_states
                    .is(state.norm, None, None, state.state, view);
                return Ok(any.0.min(Truth::Unknown));
            }
            (Party::This(bearer), Party::This(cause)) => (bearer, cause),
        };
        let (truth, stamp) =
            self.world
                .norm_states
                .is(state.norm, bearer, cause, state.state, view);
        if let Some(stamp) = stamp {
            self.world.note_read(stamp, view);
        }
        let whose = bearer.unwrap_or(Val::NONE);
        self.trace.read(Read::Norm(state.norm, whose));
        if truth == Truth::Unknown {
            self.trace.unknown(Leaf::Norm(state.norm, whose));
        }
        Ok(truth)
    }

    fn party(&mut self, node: Option<NodeId>, env: &mut [Val], view: View) -> Run<Party> {
        let Some(node) = node else {
            return Ok(Party::This(None));
        };
        Ok(match self.value(node, env, view)? {
            Out::Known(val) => Party::This(Some(val)),
            Out::Nothing => Party::Nothing,
            _ => Party::Unknown,
        })
    }
}

enum Party {
    This(Option<Val>),
    Unknown,
    Nothing,
}
