//! How a duty instance came to be, and what became of it.

use crate::{
    base::date::Date,
    engine::{
        duties::instance::{CauseCode, Instance, InstanceId},
        fail::Run,
        moment::View,
        proof::Prover,
        run::session::Session,
    },
    policy::expr::StateWord,
    program::{
        node::NodeId,
        norm::{NormCode, OccasionCode, PartCode, PartKind, TriggerKindCode},
        val::Val,
    },
    record::{
        proof::{DueProof, DueWay, DutyProof, NormProof, PartProof, Proof},
        reason::Truth,
    },
};

impl Session<'_> {
    pub(super) fn duty_proof(&mut self, id: InstanceId) -> Run<Option<DutyProof>> {
        let program = self.program;
        let Some(one) = self.duties.get(id).copied() else {
            return Ok(None);
        };
        let Some(code) = program.norms.code(one.norm) else {
            return Ok(None);
        };
        let bearer = self
            .duties
            .extra(id)
            .and_then(|extra| extra.first_bearer)
            .unwrap_or(one.bearer);
        let mut env: Vec<Val> = vec![Val::NONE; code.slots as usize];
        for (place, val) in env.iter_mut().zip(self.duties.env(id, code.slots)) {
            *place = *val;
        }
        let view = match one.cause {
            CauseCode::Happening(_) => View::before(one.arose),
            _ => View::after(one.arose),
        };
        let mut proof = DutyProof::default();
        proof.norm.party = self.party_proof(code, bearer, &mut env, view)?;
        if let Some(when) = code.force.when {
            proof.norm.force = self.proved(when, &mut env, view)?;
        }
        proof.norm.pattern = self.trigger_proof(code, one.cause, &env, view)?;
        let keeps = program.norms.parts_of(code.id).iter().any(|part| {
            let part = program.norms.part(*part);
            matches!(part.map(|part| &part.kind), Some(PartKind::Keep(_)))
        });
        if !keeps {
            self.condition_proofs(code, &mut env, view, &mut proof.norm)?;
        }
        for (number, part) in (0_u32..).zip(program.norms.parts_of(code.id)) {
            if let Some(part) = program.norms.part(*part) {
                let proved = self.part_proof(id, one, code, part, number, &env, view)?;
                proof.parts.push(proved);
            }
        }
        if one.state == StateWord::Released && !code.until.is_empty() {
            let last = self.last_step(id);
            let view = View::end_of(last.map_or(self.last(), |(day, _)| day));
            for until in &code.until {
                let proved = self.proved(*until, &mut env, view)?;
                if proved.as_ref().is_some_and(Proof::is_true) {
                    proof.until = proved;
                    break;
                }
            }
        }
        Ok(Some(proof))
    }

    fn trigger_proof(
        &mut self,
        code: &NormCode,
        cause: CauseCode,
        env: &[Val],
        view: View,
    ) -> Run<Vec<Proof>> {
        let (CauseCode::Happening(line), OccasionCode::When(triggers)) = (cause, &code.occasion)
        else {
            return Ok(Vec::new());
        };
        for trigger in triggers {
            let pattern = match trigger.kind {
                TriggerKindCode::Does(_, pattern) | TriggerKindCode::Happens(pattern) => pattern,
                TriggerKindCode::State { .. } | TriggerKindCode::Changes { .. } => continue,
            };
            let mut own = env.to_vec();
            let found = self.matching(pattern, line, &mut own, view)?;
            if !found.is_empty() {
                return Ok(found);
            }
        }
        Ok(Vec::new())
    }

    /// The day and the state of the last step of an instance.
    fn last_step(&self, id: InstanceId) -> Option<(i32, StateWord)> {
        let steps = self.duties.history().iter().rev();
        let mut steps = steps.filter(|step| step.instance == id);
        steps.next().map(|step| (step.day, step.state))
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "all of them say which part it is"
    )]
    fn part_proof(
        &mut self,
        id: InstanceId,
        one: Instance,
        code: &NormCode,
        part: &PartCode,
        number: u32,
        env: &[Val],
        view: View,
    ) -> Run<PartProof> {
        let mut env = env.to_vec();
        let env = env.as_mut_slice();
        let mut proof = PartProof::default();
        if let Some(progress) = self.duties.part(id, number) {
            proof.by = progress.by.iter().map(|by| *by as usize).collect();
        }
        let last_day = self.last_step(id).map_or(self.last(), |(day, _)| day);
        match &part.kind {
            PartKind::Act(act) => {
                if let Some(deadline) = act.deadline {
                    proof.due = self.due_proof(deadline, env, view)?;
                }
                if let Some(every) = act.for_every {
                    let mut eval = self.world.traced(Prover::new(&self.world));
                    eval.members(every, env, View::end_of(last_day))?;
                    proof.every = eval.trace.done;
                }
                for (_, node) in act.cover.iter().chain(&act.total) {
                    proof.wanted.extend(self.proved(*node, env, view)?);
                }
            }
            PartKind::Keep(condition) => {
                let breach = self.duties.part(id, number).and_then(|part| {
                    let first = part.intervals.first();
                    first.map(|(from, _, _)| *from)
                });
                let end = match breach {
                    Some(day) => day,
                    None => last_day.min(self.last()),
                };
                if breach.is_none() {
                    // It held throughout: as it was at first, too.
                    let first = View::end_of(one.arose.day().min(end));
                    proof.every.extend(self.proved(*condition, env, first)?);
                }
                // What the exceptions are is read at each moment, like the condition.
                let view = self.decisive(*condition, env, end, breach.is_none())?;
                proof.condition = self.proved(*condition, env, view)?;
                let mut norm = NormProof::default();
                self.condition_proofs(code, env, view, &mut norm)?;
                proof.wanted.extend(norm.conditions);
                proof.wanted.extend(norm.exceptions);
            }
            PartKind::Achieve(condition, deadline) => {
                proof.due = self.due_proof(*deadline, env, view)?;
                let done = matches!(one.state, StateWord::Discharged);
                let last = proof.due.as_ref().and_then(|due| due.last);
                let day = match last {
                    Some(last) if !done => last.days().min(self.last()),
                    _ => last_day,
                };
                let view = self.decisive(*condition, env, day, done)?;
                proof.condition = self.proved(*condition, env, view)?;
            }
            PartKind::HaveOn(condition, day) => {
                let last = self.value(*day, env, view)?.as_day();
                let parts = self.proved(*day, env, view)?;
                proof.due = last.map(|day| DueProof {
                    way: DueWay::On,
                    from: Date::from_days(day),
                    length: None,
                    last: Date::from_days(day),
                    parts: parts
                        .into_iter()
                        .filter(|part| !part.parts.is_empty())
                        .collect(),
                });
                if let Some(day) = last {
                    let view = View::end_of(day.min(self.last()));
                    proof.condition = self.proved(*condition, env, view)?;
                }
            }
            PartKind::Ensure(condition) => {
                proof.condition = self.proved(*condition, env, View::before(one.arose))?;
            }
            PartKind::Regard(things) => {
                for thing in things {
                    proof.wanted.extend(self.proved(*thing, env, view)?);
                }
            }
            PartKind::Evidence(items, deadline) => {
                if let Some(deadline) = deadline {
                    proof.due = self.due_proof(*deadline, env, view)?;
                }
                proof.wanted.extend(self.proved(*items, env, view)?);
            }
        }
        Ok(proof)
    }

    /// The state of a day in which a condition is as it was when it decided: at its end, or at its start.
    fn decisive(&mut self, node: NodeId, env: &mut [Val], day: i32, holds: bool) -> Run<View> {
        use crate::engine::moment::Stamp;
        let end = View::end_of(day);
        let wanted = if holds { Truth::True } else { Truth::False };
        if self.truth(node, env, end)? == wanted {
            return Ok(end);
        }
        for place in 0..=self.place.max(64) {
            let view = View::after(Stamp::new(day, place));
            if self.truth(node, env, view)? == wanted {
                return Ok(view);
            }
        }
        Ok(end)
    }
}
