//! States of instances (S4.2): how an instance enters one, and what that sets off.

use crate::{
    engine::{
        duties::{instance::InstanceId, progress::EndedBy, store::BY_NOTHING},
        fail::Run,
    },
    policy::expr::StateWord,
    program::norm::{FormCode, PartCode, PartKind},
    record::{duty::Missing, reason::Truth},
};

use crate::engine::duties::instance::CauseCode;

use super::{acts::Breach, cascade::Change, session::Session};

impl<'a> Session<'a> {
    /// An instance enters a state at this moment; `settled` where nothing more can become of it.
    pub(crate) fn enter(
        &mut self,
        id: InstanceId,
        state: StateWord,
        settled: bool,
        by: Option<u32>,
    ) -> Run<()> {
        let day = self.now.day();
        let same_day = self.world.take_same_day();
        let Some(one) = self.duties.get_mut(id) else {
            return Ok(());
        };
        let state = if one.soft { softened(state) } else { state };
        one.order_matters |= same_day;
        one.settled |= settled;
        if one.state == state {
            return Ok(());
        }
        one.state = state;
        self.duties.step(id, day, by.unwrap_or(BY_NOTHING), state);
        self.announce(id, state, &[])
    }

    /// Tells those who wait for changes of a norm's state; what it was known that it may be, they know.
    fn announce(&mut self, id: InstanceId, state: StateWord, known: &[StateWord]) -> Run<()> {
        let Some(one) = self.duties.get(id).copied() else {
            return Ok(());
        };
        let Some(code) = self.program.norms.code(one.norm) else {
            return Ok(());
        };
        self.write_norm_state(id, code, state);
        // S4.1: an instance that may not exist sets nothing off.
        if one.exists != Truth::True {
            return Ok(());
        }
        let waits = self
            .program
            .norms
            .dispatch
            .triggers_by_norm
            .get(code.name.index())
            .is_some_and(|row| !row.is_empty());
        if !waits {
            return Ok(());
        }
        let possible = match state {
            StateWord::Undetermined => self
                .duties
                .extra(id)
                .map(|extra| extra.possible.clone())
                .unwrap_or_default(),
            _ => Vec::new(),
        };
        let certainly = (state != StateWord::Undetermined).then_some((state, Truth::True));
        let maybe = possible
            .into_iter()
            .filter(|one| *one != StateWord::Pending && !known.contains(one))
            .map(|state| if one.soft { softened(state) } else { state })
            .map(|state| (state, Truth::Unknown));
        let announced: Vec<_> = certainly.into_iter().chain(maybe).collect();
        for (state, certain) in announced {
            self.changes.push(Change::State {
                norm: code.name,
                bearer: one.bearer,
                for_: one.cause.value(),
                state,
                cause: CauseCode::Duty(id),
                certain,
            });
        }
        Ok(())
    }

    /// An instance enters a state, if it is merely pending.
    pub(crate) fn enter_if_pending(&mut self, id: InstanceId, state: StateWord) -> Run<()> {
        let pending = self
            .duties
            .get(id)
            .is_some_and(|one| one.state == StateWord::Pending);
        if pending {
            self.enter(id, state, false, None)?;
        }
        Ok(())
    }

    /// An act that may or may not count was done, or an `until` may have come true.
    pub(crate) fn may_be_done(&mut self, id: InstanceId, by: Option<u32>) {
        if let Some(one) = self.duties.get_mut(id) {
            one.maybe_done = true;
        }
        if let Some(by) = by
            && let Some(extra) = self.duties.extra_mut(id)
            && !extra.maybe_by.contains(&by)
        {
            extra.maybe_by.push(by);
        }
    }

    /// Something unknown may have released an instance.
    pub(crate) fn may_be_released(&mut self, id: InstanceId) {
        if let Some(extra) = self.duties.extra_mut(id) {
            extra.maybe_released = true;
        }
        self.may_be_done(id, None);
    }

    /// An act that may or may not count was done for an instance: up to its deadline it is pending or discharged.
    pub(super) fn may_be_discharged(&mut self, id: InstanceId, by: u32) -> Run<()> {
        self.may_be_done(id, Some(by));
        let Some(one) = self.duties.get(id).copied() else {
            return Ok(());
        };
        let in_time = one.due >= self.now.day() && one.is_live();
        if in_time && one.exists == Truth::True {
            return self.leave_open(id, vec![StateWord::Pending, StateWord::Discharged]);
        }
        Ok(())
    }

    /// All of an instance is done: in time, late, or (where its existence or what went before is not known) undetermined.
    pub(crate) fn fulfil(&mut self, id: InstanceId, by: Option<u32>) -> Run<()> {
        let Some(one) = self.duties.get(id).copied() else {
            return Ok(());
        };
        if one.settled {
            return Ok(());
        }
        let past = one.due < self.now.day();
        let state = if one.exists != Truth::True {
            if past {
                StateWord::Undetermined
            } else {
                StateWord::Discharged
            }
        } else if one.was_breached {
            StateWord::DischargedLate
        } else if past && one.state == StateWord::Undetermined {
            if let Some(extra) = self.duties.extra_mut(id) {
                extra.possible = vec![StateWord::Discharged, StateWord::DischargedLate];
            }
            StateWord::Undetermined
        } else if past && one.state == StateWord::NotEvidenced {
            StateWord::DischargedLate
        } else {
            StateWord::Discharged
        };
        self.enter(id, state, true, by)
    }

    /// Looks whether all parts of an instance are done, or some.
    pub(crate) fn review(&mut self, id: InstanceId) -> Run<()> {
        let Some(one) = self.duties.get(id).copied() else {
            return Ok(());
        };
        let Some(extra) = self.duties.extra(id) else {
            return Ok(());
        };
        if one.settled || extra.parts.is_empty() {
            return Ok(());
        }
        let all = extra.parts.iter().all(|part| part.done == Truth::True);
        let mut begun = extra.parts.iter().any(|part| part.is_begun());
        let due = extra
            .parts
            .iter()
            .filter(|part| part.done != Truth::True)
            .map(|part| part.due.last)
            .min();
        if self.is_judged_at_once(&one) {
            return self.conclude(id);
        }
        if all {
            return self.fulfil(id, self.at);
        }
        if let Some(due) = due
            && let Some(one) = self.duties.get_mut(id)
        {
            one.due = due;
        }
        // Past its deadline, some of it is not enough (S4.2).
        let waits = matches!(one.state, StateWord::Pending | StateWord::NotEvidenced)
            && one.due >= self.now.day();
        if waits && !begun {
            begun = self.is_begun_for_some(id)?;
        }
        if begun && waits {
            return self.enter(id, StateWord::PartlyDischarged, false, self.at);
        }
        Ok(())
    }

    /// Whether an act was done for some whom an instance wants it done for.
    fn is_begun_for_some(&mut self, id: InstanceId) -> Run<bool> {
        let parts = self.duties.extra(id).map_or(0, |extra| extra.parts.len());
        for number in (0u32..).take(parts) {
            let done = self
                .duties
                .part(id, number)
                .is_some_and(|progress| !progress.done_for.is_empty());
            if done
                && let Some(part) = self.part_code(id, number)
                && let PartKind::Act(act) = &part.kind
                && self.is_done_for_some(id, number, act)?
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether all parts of an instance are judged at the act that it arises from.
    fn is_judged_at_once(&self, one: &crate::engine::duties::instance::Instance) -> bool {
        matches!(one.cause, CauseCode::Happening(_))
            && self.program.norms.parts_of(one.norm).iter().all(|id| {
                matches!(
                    self.program.norms.part(*id).map(|part| &part.kind),
                    Some(PartKind::Ensure(_) | PartKind::Regard(_))
                )
            })
    }

    /// Concludes what is judged at once: a breach by the act, no evidence, not known, or discharged.
    fn conclude(&mut self, id: InstanceId) -> Run<()> {
        let Some(one) = self.duties.get(id).copied() else {
            return Ok(());
        };
        let Some(extra) = self.duties.extra(id) else {
            return Ok(());
        };
        if extra.parts.iter().any(|part| part.judged.is_none()) {
            return Ok(());
        }
        let breached = extra.parts.iter().any(|part| part.judged == Some(false));
        let least = extra
            .parts
            .iter()
            .map(|part| part.done)
            .min()
            .unwrap_or(Truth::True);
        let silent = extra
            .parts
            .iter()
            .any(|part| part.done == Truth::False && part.judged == Some(true));
        if breached && one.exists == Truth::True {
            self.note_missing(id)?;
            if let Some(one) = self.duties.get_mut(id) {
                one.was_breached = true;
            }
            self.note_act_breach(id, Truth::True);
            return self.enter(id, StateWord::Breached, true, self.at);
        }
        if breached || (least == Truth::Unknown && !silent) {
            if let Some(extra) = self.duties.extra_mut(id) {
                extra.possible = vec![StateWord::Discharged, StateWord::Breached];
            }
            self.note_act_breach(id, Truth::Unknown);
            return self.enter(id, StateWord::Undetermined, true, self.at);
        }
        if silent && one.exists != Truth::True {
            // S4.1: of a duty that may not exist, silence says nothing.
            if let Some(extra) = self.duties.extra_mut(id) {
                extra.possible = vec![StateWord::Discharged, StateWord::NotEvidenced];
            }
            return self.enter(id, StateWord::Undetermined, true, self.at);
        }
        if silent {
            self.note_missing(id)?;
            return self.enter(id, StateWord::NotEvidenced, true, self.at);
        }
        self.enter(id, StateWord::Discharged, true, self.at)
    }

    /// The act at hand breaches a duty that is judged at it; of a norm that does not bind, it departs from it.
    fn note_act_breach(&mut self, id: InstanceId, certain: Truth) {
        let (Some(place), Some(one), Some(code)) =
            (self.at, self.duties.get(id).copied(), self.code_of(id))
        else {
            return;
        };
        if one.soft {
            if certain == Truth::True
                && let Some(detail) = self.acts.detail_mut(place)
            {
                detail.soft.push((code.id, false));
            }
            return;
        }
        let unknowns = match (certain, self.duties.extra(id)) {
            (Truth::Unknown, Some(extra)) => extra.unknowns.clone(),
            _ => Vec::new(),
        };
        let breach = Breach {
            norm: code.id,
            name: code.name,
            of: one.bearer,
            duty: Some(id),
            certain,
            unknowns,
        };
        self.acts.breach(place, breach);
    }

    /// An instance is breached at this moment. It stays open: it can be discharged late.
    pub(crate) fn breach(&mut self, id: InstanceId) -> Run<()> {
        let Some(one) = self.duties.get(id).copied() else {
            return Ok(());
        };
        if one.was_breached || one.exists != Truth::True {
            return Ok(());
        }
        self.note_missing(id)?;
        if let Some(one) = self.duties.get_mut(id) {
            one.was_breached = true;
        }
        self.enter(id, StateWord::Breached, false, self.at)
    }

    /// Whether an instance was breached or not is not known.
    pub(crate) fn leave_open(&mut self, id: InstanceId, possible: Vec<StateWord>) -> Run<()> {
        let already = self
            .duties
            .get(id)
            .is_some_and(|one| one.state == StateWord::Undetermined);
        let before = match self.duties.extra_mut(id) {
            Some(extra) => std::mem::replace(&mut extra.possible, possible),
            None => Vec::new(),
        };
        if already {
            // It may be something that it could not be before: what that may set off, it may set off now.
            return self.announce(id, StateWord::Undetermined, &before);
        }
        self.enter(id, StateWord::Undetermined, false, None)
    }

    /// Whether an instance was breached or not will never be known.
    pub(crate) fn leave_open_for_good(
        &mut self,
        id: InstanceId,
        possible: Vec<StateWord>,
    ) -> Run<()> {
        self.leave_open(id, possible)?;
        if let Some(one) = self.duties.get_mut(id) {
            one.settled = true;
        }
        Ok(())
    }

    /// Writes down what is missing at this moment.
    fn note_missing(&mut self, id: InstanceId) -> Run<()> {
        if self.duties.extra(id).is_none() {
            return Ok(());
        }
        let missing = self.missing(id)?;
        if let Some(extra) = self.duties.extra_mut(id) {
            extra.missing = missing;
        }
        Ok(())
    }

    /// What is missing of an instance at this moment.
    pub(crate) fn missing(&mut self, id: InstanceId) -> Run<Vec<Missing>> {
        let Some(code) = self.code_of(id) else {
            return Ok(Vec::new());
        };
        let FormCode::Duty(parts) = &code.form else {
            return Ok(Vec::new());
        };
        let codes: Vec<&'a PartCode> = parts
            .iter()
            .filter_map(|part| self.program.norms.part(*part))
            .collect();
        let mut missing = Vec::new();
        for (part, number) in codes.into_iter().zip(0u32..) {
            let done = self
                .duties
                .part(id, number)
                .map_or(Truth::False, |progress| progress.done);
            if done != Truth::True {
                self.missing_of_part(id, part, number, &mut missing)?;
            }
        }
        Ok(missing)
    }

    fn missing_of_part(
        &mut self,
        id: InstanceId,
        part: &'a PartCode,
        number: u32,
        missing: &mut Vec<Missing>,
    ) -> Run<()> {
        let place = number as usize;
        match &part.kind {
            PartKind::Act(act) => {
                let before = missing.len();
                if act.for_every.is_some() {
                    for (member, belongs) in self.members_for(id, number, act)? {
                        let done = self.duties.part(id, number).is_some_and(|progress| {
                            progress
                                .done_for
                                .iter()
                                .any(|(who, done)| *who == member && *done == Truth::True)
                        });
                        if !done && belongs == Truth::True {
                            missing.extend(self.world.give(member).map(Missing::For));
                        }
                    }
                }
                if !act.cover.is_empty() {
                    for (_, item) in self.uncovered(id, number, act)? {
                        missing.extend(self.world.give(item).map(Missing::Item));
                    }
                }
                if act.total.is_some()
                    && let Some(left) = self.wanted_amount(id, number, act)?
                {
                    missing.extend(self.world.give(left).map(Missing::Amount));
                }
                if missing.len() == before {
                    missing.push(Missing::Act(place));
                }
            }
            PartKind::Evidence(items, _) => {
                let Some((_, mut env)) = self.env_of(id) else {
                    return Ok(());
                };
                let view = self.after();
                let wanted = self.set_members(*items, &mut env, view)?;
                self.done_with(env);
                for item in wanted {
                    let shown = self
                        .duties
                        .part(id, number)
                        .is_some_and(|progress| progress.covered.contains(&(0, item)));
                    if !shown {
                        missing.extend(self.world.give(item).map(Missing::Item));
                    }
                }
            }
            PartKind::Regard(things) => {
                let Some((_, mut env)) = self.env_of(id) else {
                    return Ok(());
                };
                let view = self.before();
                let wanted = self.values(things, &mut env, view)?;
                self.done_with(env);
                for thing in wanted {
                    let had = self
                        .duties
                        .part(id, number)
                        .is_some_and(|progress| progress.covered.contains(&(0, thing)));
                    if !had {
                        missing.extend(self.world.give(thing).map(Missing::Regard));
                    }
                }
            }
            PartKind::Ensure(condition)
            | PartKind::Keep(condition)
            | PartKind::Achieve(condition, _)
            | PartKind::HaveOn(condition, _) => {
                let view = self.view_of_part(id, part, number);
                let before = missing.len();
                if let Some((_, mut env)) = self.env_of(id) {
                    self.lacking(*condition, &mut env, view, missing)?;
                    self.done_with(env);
                }
                if missing.len() == before {
                    missing.push(Missing::Condition(place));
                }
            }
        }
        Ok(())
    }

    /// There was nothing to do for an instance (S4.3).
    pub(crate) fn nothing_to_do(&mut self, id: InstanceId) {
        if let Some(extra) = self.duties.extra_mut(id) {
            extra.ended = Some(EndedBy::NothingToDo);
        }
    }
}

/// The words for a norm that does not bind.
fn softened(state: StateWord) -> StateWord {
    match state {
        StateWord::Discharged => StateWord::Followed,
        StateWord::Breached | StateWord::DischargedLate => StateWord::DepartedFrom,
        state => state,
    }
}
