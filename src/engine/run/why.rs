//! What a run that has been made says of its verdicts: the conditions of norms and duties, evaluated once more at the moment
//! at which they decided, and written down step by step.

use crate::{
    base::{date::Date, duration::Duration},
    engine::{
        duties::instance::{CauseCode, Instance, InstanceId},
        fail::Run,
        moment::View,
        proof::Prover,
        world::Wanted,
    },
    policy::{
        expr::{Expr, StateWord},
        norm::NormId,
        value::{ActValue, Value},
    },
    program::{
        node::NodeId,
        norm::{
            FormCode, NormCode, OccasionCode, PartCode, PartKind, PartyCode, PermissionCode,
            TriggerKindCode,
        },
        pattern::{Deadline, DeadlineId, PatternId},
        val::Val,
    },
    record::{
        answer::Outcome,
        proof::{DueProof, DueWay, DutyProof, NormProof, PartProof, Proof},
        reason::Truth,
    },
};

use super::{evaluation::Evaluation, session::Session};

/// An act that a question supposes.
#[derive(Debug, Clone, Copy)]
pub struct Supposed<'q> {
    /// Who does it.
    pub who: &'q Value,
    /// What.
    pub act: &'q ActValue,
    /// For whom.
    pub on_behalf_of: Option<&'q Value>,
    /// The day at the end of which it is supposed.
    pub on: Date,
}

impl Evaluation<'_> {
    /// How the duty instance at this place of the record came to be, and what became of it.
    pub fn duty_proof(&self, place: usize) -> Run<Option<DutyProof>> {
        let mut session = self.session();
        let id = session.order_of_duties().get(place).copied();
        match id {
            Some(id) => session.duty_proof(id),
            None => Ok(None),
        }
    }

    /// How a norm stands to an act of the timeline and to whom it is of.
    pub fn norm_proof(&self, norm: NormId, who: &Value, act: usize) -> Run<NormProof> {
        let mut session = self.session();
        let Ok(line) = u32::try_from(act) else {
            return Ok(NormProof::default());
        };
        let Some(moment) = session.world.past.moment(line) else {
            return Ok(NormProof::default());
        };
        let who = session.world.take(who);
        session.norm_of_act(norm, who, line, View::before(moment))
    }

    /// How a norm stands to an act that is only supposed, at the end of a day, and to whom it is of.
    pub fn supposed_proof(
        &self,
        norm: NormId,
        holder: &Value,
        supposed: &Supposed<'_>,
    ) -> Run<NormProof> {
        let mut session = self.session();
        session.at_end_of(supposed.on, |session, view| {
            let who = session.world.take(supposed.who);
            let holder = session.world.take(holder);
            let said = supposed
                .on_behalf_of
                .map(|principal| session.world.take(principal));
            let seat = session.seat(who, None, said, Some(supposed.act.act), view)?;
            session.suppose(vec![seat], supposed.act, |session, done| {
                session.norm_of_act(norm, holder, done.place, view)
            })
        })
    }

    /// How the conditions of a duty stood for somebody at a happening that may give rise to it; nothing where it is of
    /// another sort.
    pub fn occasion_proof(
        &self,
        norm: NormId,
        who: &Value,
        place: usize,
    ) -> Run<Option<NormProof>> {
        let mut session = self.session();
        let program = session.program;
        let (Some(code), Ok(line)) = (program.norms.code(norm), u32::try_from(place)) else {
            return Ok(None);
        };
        let (Some(moment), OccasionCode::When(triggers)) =
            (session.world.past.moment(line), &code.occasion)
        else {
            return Ok(None);
        };
        let view = View::before(moment);
        let who = session.world.take(who);
        for trigger in triggers {
            let (actor, pattern) = match trigger.kind {
                TriggerKindCode::Does(actor, pattern) => (Some(actor), pattern),
                TriggerKindCode::Happens(pattern) => (None, pattern),
                TriggerKindCode::State { .. } | TriggerKindCode::Changes { .. } => continue,
            };
            let mut env = vec![Val::NONE; code.slots as usize];
            let party = session.party_proof(code, who, &mut env, view)?;
            let mut fits = actor.is_none();
            if let Some(actor) = actor {
                for principal in session.world.past.principals(line).to_vec() {
                    let truth = session.term(actor, principal, &mut env, view)?;
                    fits = fits || truth != Truth::False;
                }
            }
            let matched = session
                .world
                .matches(pattern, line, &mut env, view, Wanted::Apart)?;
            if !fits || matched == Truth::False {
                continue;
            }
            if let Some(label) = trigger.label
                && let Some(slot) = env.get_mut(label.index())
            {
                *slot = Val::happening(line);
            }
            let mut proof = NormProof {
                party,
                ..NormProof::default()
            };
            if let Some(when) = code.force.when {
                proof.force = session.proved(when, &mut env, view)?;
            }
            session.condition_proofs(code, &mut env, view, &mut proof)?;
            return Ok(Some(proof));
        }
        Ok(None)
    }

    /// How the conditions of a norm stand for somebody at the end of the last day looked at.
    pub fn standing_proof(&self, norm: NormId, who: &Value) -> Run<NormProof> {
        let mut session = self.session();
        let program = session.program;
        let Some(code) = program.norms.code(norm) else {
            return Ok(NormProof::default());
        };
        let view = View::end_of(session.last());
        let who = session.world.take(who);
        let mut env = vec![Val::NONE; code.slots as usize];
        let mut proof = NormProof {
            party: session.party_proof(code, who, &mut env, view)?,
            ..NormProof::default()
        };
        if let Some(when) = code.force.when {
            proof.force = session.proved(when, &mut env, view)?;
        }
        session.condition_proofs(code, &mut env, view, &mut proof)?;
        Ok(proof)
    }

    /// How an expression over the variables of the case came to what it gives, at the end of a day.
    pub fn value_proof(&self, expr: &Expr, on: Date) -> Run<Option<Proof>> {
        let mut session = self.session();
        let node = session.world.compile(|compiler| compiler.expression(expr));
        let mut env = session.labels();
        session.proved(node, &mut env, View::end_of(on.days()))
    }
}

impl<'a> Session<'a> {
    /// An expression, written down.
    pub(crate) fn proved(&self, node: NodeId, env: &mut [Val], view: View) -> Run<Option<Proof>> {
        let mut eval = self.world.traced(Prover::new(&self.world));
        eval.value(node, env, view)?;
        Ok(eval.trace.done.pop())
    }

    /// What was read to match an act with a pattern; the variables that it binds are bound.
    fn matching(
        &self,
        pattern: PatternId,
        line: u32,
        env: &mut [Val],
        view: View,
    ) -> Run<Vec<Proof>> {
        let mut eval = self.world.traced(Prover::new(&self.world));
        eval.matches(pattern, line, env, view, Wanted::Apart)?;
        Ok(eval.trace.done)
    }

    /// How a norm stands to an act, in the state just before it.
    pub(crate) fn norm_of_act(
        &mut self,
        norm: NormId,
        who: Val,
        line: u32,
        view: View,
    ) -> Run<NormProof> {
        let program = self.program;
        let Some(code) = program.norms.code(norm) else {
            return Ok(NormProof::default());
        };
        let mut env = vec![Val::NONE; code.slots as usize];
        let mut proof = NormProof {
            party: self.party_proof(code, who, &mut env, view)?,
            ..NormProof::default()
        };
        if let Some(when) = code.force.when {
            proof.force = self.proved(when, &mut env, view)?;
        }
        for pattern in patterns_of(code, &|id| program.norms.permission(id)) {
            let bound = env.clone();
            proof.pattern = self.matching(pattern, line, &mut env, view)?;
            let mut again = bound.clone();
            let truth = self
                .world
                .matches(pattern, line, &mut again, view, Wanted::Apart)?;
            if truth != Truth::False {
                break;
            }
            env = bound;
        }
        if !matches!(code.form, FormCode::Duty(_)) {
            self.condition_proofs(code, &mut env, view, &mut proof)?;
        }
        let Some(act) = self.world.past.act(line) else {
            return Ok(proof);
        };
        for limit in &code.limits {
            let Some(of) = limit.of.iter().find(|of| of.act == act) else {
                continue;
            };
            let Some(most) = self.proved(limit.amount, &mut env, view)? else {
                continue;
            };
            let mut sums = Vec::new();
            if let Some(earlier) = &of.earlier {
                let mut put = |slot: crate::program::node::Slot, val: Val| {
                    if let Some(place) = env.get_mut(slot.index()) {
                        *place = val;
                    }
                };
                put(earlier.holder, who);
                if let Some((slot, parameter)) = earlier.argument {
                    let parameter = u32::try_from(parameter).unwrap_or(u32::MAX);
                    put(slot, self.world.past.argument(line, parameter));
                }
                if let Some((slot, kind)) = earlier.period
                    && let Some(period) = self.period_of_day(kind, view.day())
                {
                    put(slot, Val::period(period));
                }
                for total in &earlier.totals {
                    sums.extend(self.proved(*total, &mut env, view)?);
                }
            }
            proof.limits.push((most, sums));
        }
        Ok(proof)
    }

    fn party_proof(
        &mut self,
        code: &NormCode,
        who: Val,
        env: &mut [Val],
        view: View,
    ) -> Run<Option<Proof>> {
        let PartyCode::Any {
            slot, condition, ..
        } = &code.party
        else {
            return Ok(None);
        };
        if let Some(place) = env.get_mut(slot.index()) {
            *place = who;
        }
        match condition {
            Some(condition) => self.proved(*condition, env, view),
            None => Ok(None),
        }
    }

    fn condition_proofs(
        &mut self,
        code: &NormCode,
        env: &mut [Val],
        view: View,
        proof: &mut NormProof,
    ) -> Run<()> {
        for condition in &code.conditions {
            let proved = self.proved(*condition, env, view)?;
            let fails = proved.as_ref().is_some_and(Proof::is_false);
            proof.conditions.extend(proved);
            if fails {
                return Ok(());
            }
        }
        for exception in &code.exceptions {
            let proved = self.proved(*exception, env, view)?;
            let fails = proved.as_ref().is_some_and(Proof::is_true);
            proof.exceptions.extend(proved);
            if fails {
                return Ok(());
            }
        }
        Ok(())
    }

    fn duty_proof(&mut self, id: InstanceId) -> Run<Option<DutyProof>> {
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

    /// How a deadline was counted.
    fn due_proof(
        &mut self,
        deadline: DeadlineId,
        env: &mut [Val],
        view: View,
    ) -> Run<Option<DueProof>> {
        let code = self.world.code.deadline(deadline);
        let (way, length, of) = match code {
            Deadline::Promptly => {
                return Ok(Some(DueProof {
                    way: DueWay::Promptly,
                    from: None,
                    length: None,
                    last: None,
                    parts: Vec::new(),
                }));
            }
            Deadline::Before(of) => (DueWay::Before, None, of),
            Deadline::By(of) => (DueWay::By, None, of),
            Deadline::On(of) => (DueWay::On, None, of),
            Deadline::WithinFrom(length, of) => (DueWay::From, Some(length), of),
            Deadline::WithinBeginning(length, of) => (DueWay::Beginning, Some(length), of),
            Deadline::AtLeastBefore(length, of) => (DueWay::AtLeastBefore, Some(length), of),
        };
        let point = self.proved(of, env, view)?;
        let val = self.value(of, env, view)?;
        let from = val
            .as_day()
            .or_else(|| self.world.past.stamp(val).map(|stamp| stamp.day()));
        let mut parts: Vec<Proof> = point.into_iter().collect();
        let mut counted = None;
        if let Some(length) = length {
            let length = self.world.code.length(length);
            let count = self.proved(length.count, env, view)?;
            if let Some(Outcome::Known(Value::Number(number))) =
                count.as_ref().map(|count| count.gave.clone())
                && let Some(whole) = number
                    .to_integer()
                    .and_then(|whole| u32::try_from(whole).ok())
            {
                counted = Some(Duration {
                    count: whole,
                    unit: length.unit,
                });
            }
            parts.extend(count);
        }
        let last = match self.world.due(deadline, env, view)? {
            crate::engine::due::Due::By(by) => Date::from_days(by.last),
            _ => None,
        };
        parts.retain(|part| {
            !part.parts.is_empty() || matches!(part.form, crate::record::proof::Form::Fact(..))
        });
        Ok(Some(DueProof {
            way,
            from: from.and_then(Date::from_days),
            length: counted,
            last,
            parts,
        }))
    }
}

/// The patterns of acts that a norm speaks of.
fn patterns_of<'n>(
    code: &'n NormCode,
    permission: &dyn Fn(crate::program::norm::PermissionId) -> Option<&'n PermissionCode>,
) -> Vec<PatternId> {
    match &code.form {
        FormCode::Prohibition(patterns) => patterns.clone(),
        FormCode::Power(ids) | FormCode::Freedom(ids) => ids
            .iter()
            .filter_map(|id| permission(*id))
            .filter(|permission| permission.act_variable.is_none())
            .map(|permission| permission.pattern)
            .collect(),
        FormCode::Immunity { pattern, .. } => vec![*pattern],
        FormCode::Duty(_) | FormCode::Transition => Vec::new(),
    }
}
