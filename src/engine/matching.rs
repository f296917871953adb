//! Whether acts fit patterns, and what the patterns bind (S3, S4.3).

use super::{
    eval::{
        Eval,
        out::{Out, certainly},
    },
    fail::Run,
    moment::View,
    small::Small,
    trace::Tracer,
};
use crate::{
    policy::{
        expr::CompareOp,
        policy::{ActId, FunctionId},
    },
    program::{
        node::Node,
        pattern::{Pattern, PatternAct, PatternId, Term},
        val::{Tag, Val},
    },
    record::reason::Truth,
};

/// How `all of {…}` and `in total` are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// The one act must cover all.
    Whole,
    /// They are left to whoever asks: several acts may cover them together (S4.3).
    Apart,
}

impl<T: Tracer> Eval<'_, T> {
    /// Whether an act or event fits a pattern. Slots that the pattern binds are bound where it does or may, and are as before
    /// where it does not.
    pub fn matches(
        &mut self,
        pattern: PatternId,
        line: u32,
        env: &mut [Val],
        view: View,
        wanted: Wanted,
    ) -> Run<Truth> {
        let pattern = self.code().pattern(pattern);
        let past = &self.world().past;
        let Some(act) = past.act(line) else {
            return Ok(Truth::False);
        };
        if !self.is_of_act(pattern, act, line, env) {
            return Ok(Truth::False);
        }
        if pattern.binds.is_empty() {
            return self.parts_match(pattern, line, env, view, wanted);
        }
        let before: Small<Val> = pattern
            .binds
            .iter()
            .map(|slot| env.get(slot.index()).copied().unwrap_or(Val::NONE))
            .collect();
        let truth = self.parts_match(pattern, line, env, view, wanted)?;
        if truth == Truth::False {
            for (slot, val) in pattern.binds.iter().zip(before.as_slice()) {
                if let Some(place) = env.get_mut(slot.index()) {
                    *place = *val;
                }
            }
        }
        Ok(truth)
    }

    fn is_of_act(&self, pattern: &Pattern, act: ActId, line: u32, env: &[Val]) -> bool {
        let world = self.world();
        let fits = match pattern.act {
            PatternAct::Act(wanted) => wanted == act,
            PatternAct::Anything => !world.past.is_event(line),
            PatternAct::Variable(slot) => {
                let val = env.get(slot.index()).copied().unwrap_or(Val::NONE);
                let pool = world.pool();
                pool.as_act(val).is_some_and(|(wanted, arguments)| {
                    wanted == act
                        && (0_u32..).zip(arguments).all(|(parameter, argument)| {
                            argument.is_none() || world.past.argument(line, parameter) == *argument
                        })
                })
            }
        };
        fits && pattern
            .under
            .is_none_or(|function| self.is_under(act, function))
    }

    /// Whether an act is under a function, or under one that lies under it.
    pub fn is_under(&self, act: ActId, function: FunctionId) -> bool {
        let policy = self.world().policy;
        let under = policy.acts.get(act).and_then(|act| act.under);
        under.is_some_and(|under| policy.is_function_within(under, function))
    }

    fn parts_match(
        &mut self,
        pattern: &Pattern,
        line: u32,
        env: &mut [Val],
        view: View,
        wanted: Wanted,
    ) -> Run<Truth> {
        let world = self.world();
        let mut truth = Truth::True;
        for (parameter, term) in &pattern.arguments {
            if wanted == Wanted::Apart && matches!(term, Term::AllOf(_) | Term::InTotal(_)) {
                continue;
            }
            let argument = world.past.argument(line, *parameter);
            truth = truth.min(self.fits(*term, argument, env, view)?);
            if truth == Truth::False {
                return Ok(truth);
            }
        }
        if let Some(term) = pattern.performed_by {
            let mut any = Truth::False;
            for performer in world.past.performers(line) {
                any = any.max(self.fits(term, *performer, env, view)?);
                if any == Truth::True {
                    break;
                }
            }
            truth = truth.min(any);
        }
        if truth == Truth::False {
            return Ok(truth);
        }
        match pattern.condition {
            Some(condition) => Ok(truth.min(self.truth(condition, env, view)?)),
            None => Ok(truth),
        }
    }

    /// Whether values fit terms, one each; slots are as before where they do not.
    pub fn fit_all(
        &mut self,
        terms: &[Term],
        vals: &[Val],
        env: &mut [Val],
        view: View,
    ) -> Run<Truth> {
        let before: Small<Val> = env.iter().copied().collect();
        let mut truth = Truth::True;
        for (term, val) in terms.iter().zip(vals) {
            truth = truth.min(self.fits(*term, *val, env, view)?);
            if truth == Truth::False {
                env.copy_from_slice(before.as_slice());
                break;
            }
        }
        Ok(truth)
    }

    /// Whether a value fits a term; binds its slot where it does. What is left out fits only `anything`.
    pub fn fits(&mut self, term: Term, val: Val, env: &mut [Val], view: View) -> Run<Truth> {
        if val.is_none() {
            return Ok(certainly(matches!(term, Term::Anything)));
        }
        match term {
            Term::Anything => Ok(Truth::True),
            Term::Bind(slot, kind) => {
                if let Some(kind) = kind
                    && val != Val::ANY
                    && !self.is_of_kind(val, kind, view)
                {
                    return Ok(Truth::False);
                }
                let Some(place) = env.get_mut(slot.index()) else {
                    return Ok(Truth::False);
                };
                if place.is_none() || *place == Val::ANY {
                    *place = val;
                    return Ok(Truth::True);
                }
                Ok(certainly(*place == val || val == Val::ANY))
            }
            _ if val == Val::ANY => Ok(Truth::True),
            Term::Is(node) => {
                // What is most often asked, without a level of its own.
                match self.code().node(node) {
                    Node::Value(wanted) if wanted.is_known() => {
                        return Ok(certainly(wanted == val));
                    }
                    _ => {}
                }
                Ok(match self.value(node, env, view)? {
                    Out::Known(wanted) => certainly(wanted == val),
                    Out::Nothing => Truth::False,
                    other => self.compare(CompareOp::Equal, other, Out::Known(val)),
                })
            }
            Term::AllOf(node) | Term::AnyOf(node) => {
                let any = matches!(term, Term::AnyOf(_));
                Ok(match self.value(node, env, view)? {
                    Out::Known(wanted) => certainly(self.covers(val, wanted, any)),
                    Out::Nothing => Truth::False,
                    _ => Truth::Unknown,
                })
            }
            Term::InTotal(node) => {
                let wanted = self.value(node, env, view)?;
                Ok(self.compare(CompareOp::AtLeast, Out::Known(val), wanted))
            }
        }
    }

    fn covers(&self, val: Val, wanted: Val, any: bool) -> bool {
        if any && val.tag() != Tag::Set {
            return self.set_includes(wanted, val, true);
        }
        self.set_includes(val, wanted, any)
    }
}
