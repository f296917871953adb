//! What a change sets off, until nothing changes (S3).

use crate::{
    eval::Eval,
    world::{Entry, Env, Run, Stop, View, all, not},
};
use vires::{
    base::date::Date,
    policy::{
        expr::StateWord,
        norm::{Form, NormId, Occasion, TriggerKind},
        policy::{FactId, IndividualId},
        standing::Status,
        value::Value,
    },
    record::{duty::Cause, reason::Truth},
};

use super::runner::Runner;

impl<'a> Runner<'a> {
    /// What a change sets off, until nothing changes (S3).
    pub(crate) fn settle(&mut self, day: Date, before: View, _unused: &[()]) -> Run<()> {
        let mut before = before;
        for _ in 0..50 {
            let now = self.world.now(day);
            let states = self.world.log.len();
            // What arises for a period or by commencement.
            self.periodic(day, now)?;
            // What facts that began or ended bring about.
            self.changes(day, before, now)?;
            // What a state of another duty brings about.
            self.states(day, now)?;
            for at in 0..self.world.instances.len() {
                self.watch(day, self.world.now(day), at)?;
            }
            before = now;
            if self.world.log.len() == states {
                return Ok(());
            }
        }
        Err(Stop("it never settles".into()))
    }

    /// Triggers `FACT begins` and `FACT ends`.
    pub(crate) fn changes(&mut self, day: Date, before: View, now: View) -> Run<()> {
        let mut arising: Vec<(NormId, IndividualId, Env, Truth)> = Vec::new();
        let mut effects = Vec::new();
        for id in self.norms() {
            let norm = self.world.policy.norms.at(id);
            let Occasion::When(triggers) = &norm.occasion else {
                continue;
            };
            for trigger in triggers {
                let TriggerKind::Changes {
                    fact,
                    arguments,
                    begins,
                } = &trigger.kind
                else {
                    continue;
                };
                for with in self.tuples(*fact) {
                    let truth_at = |view| -> Run<Truth> {
                        Ok(match self.world.fact_value(view, *fact, &with)? {
                            Some(Value::Boolean(true)) => Truth::True,
                            Some(_) => Truth::False,
                            None => Truth::Unknown,
                        })
                    };
                    let (held, holds) = (truth_at(before)?, truth_at(now)?);
                    if held == holds {
                        continue;
                    }
                    let changed = match begins {
                        true => all([not(held), holds]),
                        false => all([held, not(holds)]),
                    };
                    if changed == Truth::False {
                        continue;
                    }
                    let eval = Eval::at(&self.world, now);
                    let bind = |env: &mut Env| -> Run<Truth> {
                        let mut truths = Vec::new();
                        for (term, value) in arguments.iter().zip(&with) {
                            truths.push(eval.term(term, Some(value), env)?);
                        }
                        if let Some(label) = trigger.label {
                            env.insert(label, Value::Date(day));
                        }
                        truths.push(changed);
                        Ok(all(truths))
                    };
                    if norm.form == Form::Transition {
                        let mut env = Env::new();
                        let truth = all([bind(&mut env)?, self.world.in_force(now, id)?]);
                        if truth == Truth::False {
                            continue;
                        }
                        let truth = all([
                            truth,
                            eval.conditions(&norm.conditions, &norm.exceptions, &mut env)?,
                        ]);
                        if truth != Truth::False {
                            effects.push((id, env, truth));
                        }
                    } else {
                        for (who, env, truth) in self.bearers(now, id)? {
                            let mut env = env;
                            let truth = all([truth, bind(&mut env)?]);
                            if truth != Truth::False
                                && !arising
                                    .iter()
                                    .any(|a| a.0 == id && a.1 == who && a.2 == env)
                            {
                                arising.push((id, who, env, truth));
                            }
                        }
                    }
                }
            }
        }
        for (id, who, env, truth) in arising {
            self.arise(day, now, id, who, Cause::Change(day), env, truth)?;
        }
        self.apply(day, now, &effects)
    }

    /// All arguments of which anything was ever said of a fact.
    pub(crate) fn tuples(&self, fact: FactId) -> Vec<Vec<Value>> {
        let given = self
            .world
            .case
            .facts
            .iter()
            .filter(|g| g.fact == fact)
            .map(|g| g.arguments.clone());
        let logged = self.world.log.iter().filter_map(|(_, e)| match e {
            Entry::Fact(f, with, _) if *f == fact => Some(with.clone()),
            _ => None,
        });
        let mut out: Vec<_> = given.chain(logged).collect();
        out.sort();
        out.dedup();
        out
    }

    /// Triggers `NORM of c is STATE`.
    pub(crate) fn states(&mut self, day: Date, now: View) -> Run<()> {
        while self.states_seen < self.world.log.len() {
            let entry = self.world.log[self.states_seen].1.clone();
            self.states_seen += 1;
            let Entry::State(place, state) = entry else {
                continue;
            };
            let source = self.world.instances[place].clone();
            // An instance that may not exist sets nothing off; one that may be breached may.
            let perhaps = state == StateWord::Undetermined && self.may_have_breached(place);
            let soft =
                self.world.policy.norms.at(source.norm).standing.status == Status::NotBinding;
            if source.exists != Truth::True || soft {
                continue;
            }
            let (state, certain) = if perhaps {
                (StateWord::Breached, Truth::Unknown)
            } else {
                (state, Truth::True)
            };
            let mut arising = Vec::new();
            for id in self.norms() {
                let norm = self.world.policy.norms.at(id);
                let (Form::Duty(_), Occasion::When(triggers)) = (&norm.form, &norm.occasion) else {
                    continue;
                };
                for trigger in triggers {
                    let TriggerKind::State {
                        norm: name,
                        of,
                        for_,
                        state: wanted,
                    } = &trigger.kind
                    else {
                        continue;
                    };
                    if *wanted != state || self.world.policy.norms.at(source.norm).name != *name {
                        continue;
                    }
                    for (who, env, bears) in self.bearers(now, id)? {
                        let mut env = env;
                        let eval = Eval::at(&self.world, now);
                        let mut truths = vec![bears, certain];
                        if let Some(of) = of {
                            truths.push(eval.term(
                                of,
                                Some(&Value::Individual(source.now)),
                                &mut env,
                            )?);
                        }
                        if let Some(for_) = for_ {
                            let value = match &source.cause {
                                Cause::Period(p) => Some(p.clone()),
                                Cause::Happening(h) => Some(Value::Happening(*h as u32)),
                                _ => None,
                            };
                            truths.push(eval.term(for_, value.as_ref(), &mut env)?);
                        }
                        if let Some(label) = trigger.label {
                            env.insert(label, Value::Date(day));
                        }
                        let truth = all(truths);
                        if truth != Truth::False {
                            arising.push((id, who, env, truth));
                        }
                    }
                }
            }
            for (id, who, env, truth) in arising {
                self.arise(day, now, id, who, Cause::Duty(place), env, truth)?;
            }
        }
        Ok(())
    }

    /// Whether an instance that is undetermined may be in breach: its deadline has passed, or it is judged all the time
    /// or at its act.
    pub(crate) fn may_have_breached(&self, at: usize) -> bool {
        let instance = &self.world.instances[at];
        let may = instance.possible.is_empty() || instance.possible.contains(&StateWord::Breached);
        may && (instance.passed || !instance.intervals.is_empty() || self.is_of_act(at))
    }
}
