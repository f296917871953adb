//! An act and what it sets off (S3, S5).

use crate::{
    eval::Eval,
    world::{Entry, Env, Run, View, all},
};
use vires::{
    base::date::Date,
    case::happening::{ActDone, HappeningKind},
    policy::{
        expr::StateWord,
        norm::{Form, MustKind, NormId, Occasion, TriggerKind},
        policy::IndividualId,
        standing::Status,
        value::Value,
    },
    record::{act::VerdictWord, duty::Cause, reason::Truth},
};

use super::runner::{ActFound, Arising, Runner};

impl<'a> Runner<'a> {
    /// S3, S5: an act. Everything asked about it is read in the state just before it; its effects then apply all at once.
    pub(crate) fn act(
        &mut self,
        day: Date,
        before: View,
        place: usize,
        act: &'a ActDone,
    ) -> Run<()> {
        let breaches = self.world.prohibited(before, place, act)?;
        self.done(day, before, place, act, breaches)
    }

    /// S5.3: acts that waited for this agreement are done now.
    pub(crate) fn after_agreement(&mut self, day: Date) -> Run<()> {
        let waiting: Vec<_> = self
            .acts
            .iter()
            .filter(|a| a.waits)
            .map(|a| a.place)
            .collect();
        for place in waiting {
            let now = self.world.now(day);
            let HappeningKind::Act(act) = &self.world.case.timeline[place].kind else {
                continue;
            };
            if self.world.judge(now, place, act)?.done == Truth::False {
                continue;
            }
            let Some(at) = self.acts.iter().position(|a| a.place == place) else {
                continue;
            };
            let before = self.acts.remove(at);
            self.done(day, now, place, act, before.breaches)?;
        }
        Ok(())
    }

    /// An act takes effect, if it is valid.
    pub(crate) fn done(
        &mut self,
        day: Date,
        before: View,
        place: usize,
        act: &'a ActDone,
        mut breaches: Vec<(NormId, IndividualId, Truth)>,
    ) -> Run<()> {
        let judged = self.world.judge(before, place, act)?;
        let mut arising = Vec::new();
        let mut transitions = Vec::new();
        let open = self.world.instances.len();
        if judged.done != Truth::False {
            arising = self.triggered(before, place, judged.done)?;
            transitions = self.transitions(before, place)?;
        }
        self.push(day, Entry::Done(place, judged.done));
        if judged.done == Truth::False {
            self.world.log.pop();
        }
        // S7.3: it is charged, for good, to the chain it is reported under.
        if judged.done != Truth::False {
            for chain in &judged.chains {
                for link in &chain.links {
                    self.push(day, Entry::Charged(place, *link, judged.done));
                }
            }
        }
        // S4.3: it discharges open instances, not what it triggers.
        if judged.done != Truth::False {
            for at in 0..open {
                self.discharge(day, before, at, place, judged.done, false)?;
            }
        }
        for (norm, who, cause, env, truth) in arising {
            let at = self.world.instances.len();
            self.arise(day, before, norm, who, cause, env, truth)?;
            if let Some(instance) = self.world.instances.get(at) {
                let form = &self.world.policy.norms.at(norm).form;
                let of_act = matches!(form, Form::Duty(musts) if musts.iter().any(|m| matches!(m.kind, MustKind::Ensure(_) | MustKind::HaveRegard(_))));
                if of_act
                    && instance
                        .history
                        .iter()
                        .any(|(_, s)| *s == StateWord::Breached)
                {
                    breaches.push((norm, who, Truth::True));
                } else if of_act && instance.may_be_breached {
                    breaches.push((norm, who, Truth::Unknown));
                }
            }
        }
        let mut effects = judged.powers.clone();
        for power in &mut effects {
            power.2 = power.2.min(judged.done);
        }
        effects.extend(transitions);
        self.apply(day, before, &effects)?;
        breaches.retain(|(id, _, _)| {
            self.world.policy.norms.at(*id).standing.status != Status::NotBinding
        });
        let certain = breaches.iter().any(|(id, _, t)| {
            *t == Truth::True
                && self.world.policy.norms.at(*id).standing.status != Status::NotBinding
        });
        let word = match judged.word {
            VerdictWord::Lawful if certain => VerdictWord::ValidButInBreach,
            VerdictWord::Lawful if !breaches.is_empty() => VerdictWord::Undetermined,
            other => other,
        };
        let chains = match judged.done {
            Truth::True => judged.chains.into_iter().map(|c| c.links).collect(),
            _ => vec![],
        };
        self.acts.push(ActFound {
            place,
            word,
            breaches,
            chains,
            waits: judged.waits,
        });
        Ok(())
    }

    /// Bearers of a norm at a moment, with what stands for them, and whether they certainly are.
    pub(crate) fn bearers(&self, view: View, id: NormId) -> Run<Vec<(IndividualId, Env, Truth)>> {
        let mut out = Vec::new();
        for who in self.world.case.individuals.ids() {
            let mut env = Env::new();
            let truth = self.world.bears(view, id, who, &mut env)?;
            if truth != Truth::False {
                out.push((who, env, truth));
            }
        }
        Ok(out)
    }

    /// Instances that an act or event brings about: norm, bearer, cause, variables, certainty.
    pub(crate) fn triggered(&self, view: View, place: usize, done: Truth) -> Run<Vec<Arising>> {
        let mut out: Vec<Arising> = Vec::new();
        let eval = Eval::at(&self.world, view);
        for id in self.norms() {
            let norm = self.world.policy.norms.at(id);
            let (Form::Duty(_), Occasion::When(triggers)) = (&norm.form, &norm.occasion) else {
                continue;
            };
            for (who, env, bears) in self.bearers(view, id)? {
                for trigger in triggers {
                    for (env, truth) in self.occurs(&eval, &trigger.kind, place, &env)? {
                        let mut env = env;
                        if let Some(label) = trigger.label {
                            env.insert(label, Value::Happening(place as u32));
                        }
                        let truth = all([truth, bears, done]);
                        let same = |o: &Arising| o.0 == id && o.1 == who && o.3 == env;
                        if truth != Truth::False && !out.iter().any(same) {
                            out.push((id, who, Cause::Happening(place), env, truth));
                        }
                    }
                }
            }
        }
        Ok(out)
    }

    pub(crate) fn occurs(
        &self,
        eval: &Eval<'_>,
        kind: &TriggerKind,
        place: usize,
        env: &Env,
    ) -> Run<Vec<(Env, Truth)>> {
        let mut out = Vec::new();
        match kind {
            TriggerKind::Does(by, pattern) => {
                let Some((_, _, actors)) = eval.parts(place) else {
                    return Ok(out);
                };
                for actor in actors {
                    let mut env = env.clone();
                    let by = eval.term(by, Some(actor), &mut env)?;
                    if by == Truth::False {
                        continue;
                    }
                    let truth = all([by, eval.matches(pattern, place, &mut env)?]);
                    if truth != Truth::False {
                        out.push((env, truth));
                    }
                }
            }
            TriggerKind::Happens(pattern) => {
                let mut env = env.clone();
                let truth = eval.matches(pattern, place, &mut env)?;
                if truth != Truth::False {
                    out.push((env, truth));
                }
            }
            TriggerKind::State { .. } | TriggerKind::Changes { .. } => {}
        }
        Ok(out)
    }

    /// Transitions that an act or event sets off.
    pub(crate) fn transitions(&self, view: View, place: usize) -> Run<Vec<(NormId, Env, Truth)>> {
        let mut out = Vec::new();
        let eval = Eval::at(&self.world, view);
        for id in self.norms() {
            let norm = self.world.policy.norms.at(id);
            let (Form::Transition, Occasion::When(triggers)) = (&norm.form, &norm.occasion) else {
                continue;
            };
            let in_force = self.world.in_force(view, id)?;
            for trigger in triggers {
                for (mut env, truth) in self.occurs(&eval, &trigger.kind, place, &Env::new())? {
                    if let Some(label) = trigger.label {
                        env.insert(label, Value::Happening(place as u32));
                    }
                    let truth = all([
                        in_force,
                        truth,
                        eval.conditions(&norm.conditions, &norm.exceptions, &mut env)?,
                    ]);
                    if truth != Truth::False {
                        out.push((id, env, truth));
                    }
                }
            }
        }
        Ok(out)
    }
}
