//! What watches is looked at again: what must be kept or achieved, what releases, for whom it must be done (S4).

use crate::{
    engine::{
        duties::{
            instance::InstanceId,
            progress::{EndedBy, Progress},
        },
        fail::Run,
    },
    policy::expr::StateWord,
    program::{
        node::NodeId,
        norm::{NormCode, PartKind},
        val::Val,
    },
    record::reason::Truth,
};

use super::{force::not, session::Session, watch::Watched};

impl Session<'_> {
    /// Looks again at all that what has changed may touch. Says whether there was anything.
    pub(crate) fn wake(&mut self) -> Run<bool> {
        let duties = &self.duties;
        let woken = self
            .watch
            .wake(&|id| duties.get(id).is_some_and(|one| one.is_open()));
        for watcher in &woken {
            match watcher.what {
                Watched::Until => self.look_until(watcher.instance)?,
                Watched::Overriders => self.release_if_overridden(watcher.instance)?,
                Watched::Part(number) => self.look(watcher.instance, number)?,
            }
        }
        Ok(!woken.is_empty() && (!self.changes.is_empty()))
    }

    /// Looks at a part of an instance that a condition decides.
    pub(crate) fn look(&mut self, id: InstanceId, number: u32) -> Run<()> {
        let Some(part) = self.part_code(id, number) else {
            return Ok(());
        };
        let Some(one) = self.duties.get(id).copied() else {
            return Ok(());
        };
        if one.settled {
            return Ok(());
        }
        match &part.kind {
            PartKind::Act(act) if act.for_every.is_some() => {
                let members = self.members_for(id, number, act)?;
                let done = self.is_done_for_all(id, number, act)?;
                if done != Truth::True {
                    return Ok(());
                }
                if members.is_empty() {
                    self.nothing_to_do(id);
                }
                self.meet(id, number)
            }
            PartKind::Keep(condition) => self.look_kept(id, number, *condition),
            PartKind::Achieve(condition, _) => self.look_achieved(id, number, *condition),
            // A test is made once, on its day; what was unknown then is looked at again afterwards.
            PartKind::HaveOn(condition, _) => {
                let late = self.duties.part(id, number).is_some_and(|part| part.late);
                match late {
                    true => self.look_achieved(id, number, *condition),
                    false => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }

    fn look_achieved(&mut self, id: InstanceId, number: u32, condition: NodeId) -> Run<()> {
        let Some((_, mut env)) = self.env_of(id) else {
            return Ok(());
        };
        let view = self.after();
        let holds = self.truth(condition, &mut env, view)?;
        // What is merely not assessed yet may not have been achieved at this moment: the assessment will say.
        let may_hold = holds == Truth::Unknown
            && !self
                .unknowns_of(&[condition], &mut env, view)?
                .iter()
                .all(|unknown| self.is_judgement(unknown));
        self.done_with(env);
        let Some(one) = self.duties.get(id).copied() else {
            return Ok(());
        };
        let waited = one.state == StateWord::Undetermined && one.exists == Truth::True;
        let late = self
            .duties
            .part(id, number)
            .is_some_and(|progress| progress.late);
        match holds {
            // What was not known at the deadline, and is known now: the assessment decides (S4.1, S4.4).
            Truth::True if waited && late => {
                if let Some(progress) = self.duties.part_mut(id, number) {
                    progress.done = Truth::True;
                }
                let all = self
                    .duties
                    .extra(id)
                    .is_some_and(|extra| extra.parts.iter().all(|part| part.done == Truth::True));
                if all {
                    self.enter(id, StateWord::Discharged, true, self.at)?;
                }
                Ok(())
            }
            Truth::False if waited && late => {
                self.breach(id)?;
                if let Some(one) = self.duties.get_mut(id) {
                    one.settled = true;
                }
                Ok(())
            }
            Truth::True => self.meet(id, number),
            Truth::Unknown => {
                if may_hold
                    && let Some(progress) = self.duties.part_mut(id, number)
                    && !progress.late
                {
                    progress.was_unknown = true;
                }
                Ok(())
            }
            Truth::False => Ok(()),
        }
    }

    /// Whether what must be kept is kept at this moment: where the norm binds (`if`, `unless` and its own times are read
    /// at each moment, S4.1), the condition.
    fn look_kept(&mut self, id: InstanceId, number: u32, condition: NodeId) -> Run<()> {
        let Some((code, mut env)) = self.env_of(id) else {
            return Ok(());
        };
        let view = self.after();
        let bearer = self.duties.get(id).map_or(Val::NONE, |one| one.bearer);
        let binds = self
            .binds(code, bearer, &mut env, view)?
            .min(self.conditions(code, &mut env, view)?);
        let kept = not(binds).max(self.truth(condition, &mut env, view)?);
        self.done_with(env);
        let exists = self.duties.get(id).map_or(Truth::False, |one| one.exists);
        let wanting = not(kept).min(exists);
        let today = self.now.day();
        let closes = if self.now.place() == 0 {
            today.saturating_sub(1)
        } else {
            today
        };
        // What releases comes before what breaches in one moment (S4.1).
        if wanting != Truth::False {
            self.look_until(id)?;
            if self.duties.get(id).is_none_or(|one| one.settled) {
                return Ok(());
            }
        }
        let Some(progress) = self.duties.part_mut(id, number) else {
            return Ok(());
        };
        let open = progress
            .intervals
            .last()
            .filter(|(_, until, _)| until.is_none())
            .map(|(_, _, certain)| *certain);
        if open == Some(wanting) || (open.is_none() && wanting == Truth::False) {
            return Ok(());
        }
        if open.is_some()
            && let Some(last) = progress.intervals.last_mut()
        {
            last.1 = Some(closes);
            // What began and ended at the start of one day was never so on any.
            if last.0 > closes {
                progress.intervals.pop();
            }
        }
        if wanting != Truth::False {
            progress.intervals.push((today, None, wanting));
        }
        match wanting {
            Truth::True => self.breach(id),
            Truth::Unknown => {
                let breached = self.duties.get(id).is_some_and(|one| one.was_breached);
                if breached {
                    return Ok(());
                }
                if let Some((_, mut env)) = self.env_of(id) {
                    let unknowns = self.unknowns_of(&[condition], &mut env, view)?;
                    self.done_with(env);
                    if let Some(extra) = self.duties.extra_mut(id) {
                        extra.unknowns.extend(unknowns);
                    }
                }
                self.leave_open(id, vec![StateWord::Pending, StateWord::Breached])
            }
            Truth::False => Ok(()),
        }
    }

    /// A continuing instance ends with its period, its norm or its bearer: an open interval is closed with it (S4.4).
    pub(crate) fn close_kept(&mut self, id: InstanceId, number: u32, last: i32) -> Run<()> {
        let Some(progress) = self.duties.part_mut(id, number) else {
            return Ok(());
        };
        if let Some((_, until, _)) = progress.intervals.last_mut()
            && until.is_none()
        {
            *until = Some(last);
        }
        let certain = progress
            .intervals
            .iter()
            .any(|(_, _, certain)| *certain == Truth::True);
        let maybe = !progress.intervals.is_empty();
        if !maybe {
            progress.done = Truth::True;
            let one = self.duties.get(id).copied();
            // Whether it arose at all, or was overridden, is not known: nor is whether there was anything to keep.
            if one.is_some_and(|one| one.state == StateWord::Undetermined) {
                return self.enter(id, StateWord::Undetermined, true, None);
            }
            return self.review(id);
        }
        if certain {
            if let Some(one) = self.duties.get_mut(id) {
                one.settled = true;
            }
            return Ok(());
        }
        self.leave_open_for_good(id, vec![StateWord::Discharged, StateWord::Breached])
    }

    /// Whether an `until` has come true: it releases up to the deadline, and not after a breach or what may be one (S4.1).
    pub(crate) fn look_until(&mut self, id: InstanceId) -> Run<()> {
        let today = self.now.day();
        let live = self
            .duties
            .get(id)
            .is_some_and(|one| one.is_live() && one.due >= today);
        let perhaps_breached = self.duties.extra(id).is_some_and(|extra| {
            let broken = |part: &Progress| !part.intervals.is_empty();
            extra.parts.iter().any(broken)
        });
        if !live || perhaps_breached {
            return Ok(());
        }
        let Some((code, mut env)) = self.env_of(id) else {
            return Ok(());
        };
        let view = self.after();
        let mut most = (Truth::False, 0);
        for (place, until) in code.until.iter().enumerate() {
            let holds = self.truth(*until, &mut env, view)?;
            if holds > most.0 {
                most = (holds, place);
            }
        }
        self.done_with(env);
        match most.0 {
            Truth::True => {
                // What discharges comes before what releases in one moment.
                let parts = self.duties.extra(id).map_or(0, |extra| extra.parts.len());
                for number in (0u32..).take(parts) {
                    if !matches!(
                        self.part_code(id, number).map(|part| &part.kind),
                        Some(PartKind::Keep(_))
                    ) {
                        self.look(id, number)?;
                    }
                }
                if self.duties.get(id).is_none_or(|one| one.settled) {
                    return Ok(());
                }
                self.release(id, EndedBy::Until(most.1))
            }
            Truth::Unknown => {
                self.may_be_released(id);
                Ok(())
            }
            Truth::False => Ok(()),
        }
    }

    /// `must ensure`: judged at the act that triggers, in the state just before it.
    pub(crate) fn judge_ensured(
        &mut self,
        id: InstanceId,
        number: u32,
        condition: NodeId,
    ) -> Run<()> {
        let Some((_, mut env)) = self.env_of(id) else {
            return Ok(());
        };
        let view = self.before();
        let holds = self.truth(condition, &mut env, view)?;
        if holds == Truth::Unknown {
            let unknowns = self.unknowns_of(&[condition], &mut env, view)?;
            if let Some(extra) = self.duties.extra_mut(id) {
                extra.unknowns.extend(unknowns);
            }
        }
        self.done_with(env);
        if let Some(progress) = self.duties.part_mut(id, number) {
            progress.done = holds;
            progress.judged = Some(holds != Truth::False);
            if holds == Truth::True {
                progress.by.extend(self.at);
            }
        }
        Ok(())
    }

    /// Judges regard by what the act at hand says: having regard satisfies, so does departing with a reason; silence (and
    /// departing with none) does not; `without regard to` is a breach (S4.4).
    pub(crate) fn judge_regard(
        &mut self,
        id: InstanceId,
        number: u32,
        things: &[NodeId],
    ) -> Run<()> {
        let case = self.case;
        let said = self
            .at
            .and_then(|place| case.timeline.get(place as usize))
            .and_then(|happening| match &happening.kind {
                crate::case::happening::HappeningKind::Act(act) => Some(act),
                _ => None,
            });
        let Some(act) = said else {
            return Ok(());
        };
        let Some((_, mut env)) = self.env_of(id) else {
            return Ok(());
        };
        let view = self.before();
        let wanted = self.values(things, &mut env, view)?;
        self.done_with(env);
        let mut had = Vec::new();
        let mut refused = false;
        for thing in wanted.iter().copied() {
            let Some(value) = self.world.give(thing) else {
                continue;
            };
            let departs = act.departing_from.contains(&value) && act.departing_because.is_some();
            if act.having_regard_to.contains(&value) || departs {
                had.push((0, thing));
            } else if act.without_regard_to.contains(&value) {
                refused = true;
            }
        }
        let all = had.len() == wanted.len();
        if let Some(progress) = self.duties.part_mut(id, number) {
            if !had.is_empty() {
                progress.by.extend(self.at);
            }
            progress.covered = had;
            progress.judged = Some(!refused);
            progress.done = super::force::truth_of(all);
        }
        Ok(())
    }

    /// Notes of an instance that may not exist what that hangs on.
    pub(crate) fn note_unknown_existence(
        &mut self,
        id: InstanceId,
        code: &NormCode,
        env: &mut [crate::program::val::Val],
        view: crate::engine::moment::View,
    ) -> Run<()> {
        let mut nodes = code.conditions.clone();
        nodes.extend(&code.exceptions);
        nodes.extend(code.force.when);
        let unknowns = self.unknowns_of(&nodes, env, view)?;
        if let Some(extra) = self.duties.extra_mut(id) {
            extra.unknowns.extend(unknowns);
        }
        Ok(())
    }
}
