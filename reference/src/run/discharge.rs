//! What an act or evidence does for an instance (S4.3, S4.4).

use crate::{
    eval::{Eval, Got},
    world::{Run, View, all, not},
};
use vires::{
    base::date::Date,
    policy::{expr::StateWord, norm::MustKind, pattern::Term, policy::FactId, value::Value},
    record::reason::Truth,
};

use super::runner::Runner;

impl<'a> Runner<'a> {
    /// S4.3: what an act does for an open instance.
    pub(crate) fn discharge(
        &mut self,
        day: Date,
        view: View,
        at: usize,
        place: usize,
        valid: Truth,
        early: bool,
    ) -> Run<()> {
        let instance = &self.world.instances[at];
        if instance.closed {
            return Ok(());
        }
        let norm = instance.norm;
        let eval = Eval::at(&self.world, view);
        let Some((_, arguments, actors)) = eval.parts(place) else {
            return Ok(());
        };
        if !actors.contains(&Value::Individual(instance.now)) {
            return Ok(());
        }
        let done_on = self.world.day_of(place);
        if instance.not_before.is_some_and(|first| done_on < first) {
            return Ok(());
        }
        let _ = early;
        let mut covered = instance.covered.clone();
        let mut question = instance.open_question;
        let mut touched = false;
        for (number, must) in self.musts(norm).iter().enumerate() {
            let MustKind::Do { act, for_every, .. } = &must.kind else {
                continue;
            };
            let mut candidates = vec![(None, instance.env.clone())];
            if let Some(ranged) = for_every {
                candidates.clear();
                for value in eval.domain(&ranged.domain) {
                    let mut env = instance.env.clone();
                    env.insert(ranged.variable, value.clone());
                    candidates.push((Some(value), env));
                }
            }
            for (member, mut env) in candidates {
                // `all of` may be covered by several acts together.
                let mut part = act.clone();
                let mut pieces = None;
                for (parameter, term) in &mut part.arguments {
                    if let Term::AllOf(e) = term {
                        if let Got::Known(Value::Set(wanted)) = eval.value(e, &mut env)? {
                            let shown = arguments.get(*parameter).cloned().flatten();
                            let shown: Vec<Value> = wanted
                                .into_iter()
                                .filter(|w| {
                                    shown.as_ref().is_some_and(|s| crate::eval::includes(s, w))
                                })
                                .collect();
                            pieces = Some(shown);
                        }
                        *term = Term::Anything;
                    }
                }
                let fits = all([valid, eval.matches(&part, place, &mut env)?]);
                if fits == Truth::False || pieces.as_ref().is_some_and(Vec::is_empty) {
                    continue;
                }
                if fits == Truth::Unknown {
                    question = true;
                    continue;
                }
                touched = true;
                match (pieces, member) {
                    (Some(pieces), _) => covered.extend(pieces.into_iter().map(|p| (number, p))),
                    (None, Some(member)) => covered.push((number, member)),
                    (None, None) => covered.push((number, Value::Boolean(true))),
                }
            }
        }
        let became_question = question && !instance.open_question;
        let instance = &mut self.world.instances[at];
        instance.covered = covered;
        instance.open_question = question;
        if touched || became_question {
            self.progress(day, view, at)?;
        }
        Ok(())
    }

    /// How far an instance has come: true when everything is covered.
    pub(crate) fn complete(&self, view: View, at: usize) -> Run<(Truth, bool)> {
        let instance = &self.world.instances[at];
        let eval = Eval::at(&self.world, view);
        let mut truths = Vec::new();
        let mut some = false;
        for (number, must) in self.musts(instance.norm).iter().enumerate() {
            let MustKind::Do { act, for_every, .. } = &must.kind else {
                continue;
            };
            let has = |v: &Value| instance.covered.iter().any(|(n, c)| *n == number && c == v);
            let mut env = instance.env.clone();
            let wanted = act.arguments.iter().find_map(|(_, t)| match t {
                Term::AllOf(e) => Some(e),
                _ => None,
            });
            truths.push(if let Some(ranged) = for_every {
                let mut each = Vec::new();
                let members = match &instance.members {
                    Some(then) => then
                        .iter()
                        .filter(|(n, _, _)| *n == number)
                        .map(|(_, v, t)| (v.clone(), *t))
                        .collect(),
                    None => eval.members(ranged, &mut env)?,
                };
                for (value, member) in members {
                    some |= has(&value) && member != Truth::False;
                    each.push(if has(&value) {
                        Truth::True
                    } else {
                        not(member)
                    });
                }
                all(each)
            } else if let Some(wanted) = wanted {
                match eval.value(wanted, &mut env)? {
                    Got::Known(Value::Set(wanted)) => {
                        some |= wanted.iter().any(has);
                        if wanted.iter().all(has) {
                            Truth::True
                        } else {
                            Truth::False
                        }
                    }
                    _ => Truth::Unknown,
                }
            } else {
                let done = has(&Value::Boolean(true));
                some |= done;
                if done { Truth::True } else { Truth::False }
            });
        }
        Ok((all(truths), some))
    }

    pub(crate) fn progress(&mut self, day: Date, view: View, at: usize) -> Run<()> {
        let (complete, some) = self.complete(view, at)?;
        let breached = self.has_breached(at);
        let instance = &self.world.instances[at];
        let (exists, question) = (instance.exists, instance.open_question);
        let late = breached || instance.due.is_some_and(|due| due < day);
        let open = exists == Truth::Unknown || question;
        match complete {
            Truth::True if breached => self.set_state(at, day, StateWord::DischargedLate),
            Truth::True if !late => self.set_state(at, day, StateWord::Discharged),
            // What was open at its deadline stays so: it may have been breached then, or not.
            _ if late => {}
            _ if breached => {}
            _ if open => self.set_state(at, day, StateWord::Undetermined),
            _ if some => self.set_state(at, day, StateWord::PartlyDischarged),
            _ => {}
        }
        Ok(())
    }

    /// S4.4: evidence of members of the set.
    pub(crate) fn evidence(&mut self, day: Date, view: View, at: usize, of: &[Value]) -> Run<()> {
        let instance = &self.world.instances[at];
        let mut env = instance.env.clone();
        let eval = Eval::at(&self.world, view);
        let mut covered = instance.covered.clone();
        let mut complete = true;
        let mut any_shown = false;
        let mut standing = false;
        for (number, must) in self.musts(instance.norm).iter().enumerate() {
            let MustKind::ShowEvidence(e, _) = &must.kind else {
                continue;
            };
            standing = true;
            let Got::Known(Value::Set(wanted)) = eval.value(e, &mut env)? else {
                continue;
            };
            for member in wanted {
                if of.contains(&member) {
                    covered.push((number, member.clone()));
                }
                let has = covered.contains(&(number, member));
                any_shown |= has;
                complete &= has;
            }
        }
        let exists = instance.exists;
        let passed = instance.passed;
        let breached = self.has_breached(at);
        self.world.instances[at].covered = covered;
        if !standing {
            return Ok(());
        }
        if complete && passed && exists != Truth::True {
            return Ok(());
        }
        if complete {
            self.set_state(
                at,
                day,
                if breached || passed {
                    StateWord::DischargedLate
                } else {
                    StateWord::Discharged
                },
            );
        } else if any_shown && exists == Truth::True && !passed {
            self.set_state(at, day, StateWord::PartlyDischarged);
        }
        Ok(())
    }

    /// S4.4: a judgement against the bearer makes a standing duty's finding a breach. Only duties that name a judgement are met.
    pub(crate) fn judged_against(
        &mut self,
        _day: Date,
        _judgement: FactId,
        _arguments: &[Value],
    ) -> Run<()> {
        Ok(())
    }
}
