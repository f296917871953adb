//! Deadlines pass (S1.5, S3 step 1): at the end of their last day, on that day's closing state; the breach is dated the
//! day after.

use crate::{
    engine::{
        duties::{instance::InstanceId, queue::Due},
        fail::Run,
        moment::View,
    },
    policy::expr::StateWord,
    program::norm::{PartCode, PartKind},
    record::reason::Truth,
};

use super::{
    session::Session,
    watch::{Watched, Watcher},
};

impl<'a> Session<'a> {
    /// Lets all deadlines pass whose last day was before this day.
    pub(crate) fn pass_deadlines(&mut self, day: i32) -> Run<()> {
        while let Some(last) = self.duties.deadlines.earliest()
            && last < day
        {
            for due in self.duties.deadlines.take(last) {
                self.pass(due, last)?;
            }
        }
        Ok(())
    }

    /// Lets one deadline pass, read at the end of its last day.
    pub(crate) fn pass(&mut self, due: Due, last: i32) -> Run<()> {
        let id = due.instance;
        let Some(one) = self.duties.get(id).copied() else {
            return Ok(());
        };
        if one.settled {
            return Ok(());
        }
        let Some(part) = self.part_code(id, due.part) else {
            return Ok(());
        };
        match self.duties.part(id, due.part) {
            Some(progress) => {
                // A later version has set another deadline, or the part is done.
                if progress.done == Truth::True || progress.late || progress.due.last > last {
                    return Ok(());
                }
            }
            None => {
                if one.was_breached || one.due > last {
                    return Ok(());
                }
            }
        }
        // S4.1: what arises past its deadline is breached that day, whatever its condition comes to later.
        let late = one.arose.day() > last;
        match &part.kind {
            PartKind::Achieve(..) if late && one.exists == Truth::True => {
                self.fail_part(id, due.part)?;
                self.look(id, due.part)
            }
            PartKind::HaveOn(..) if late => {
                self.fail_part(id, due.part)?;
                self.settle_if_breached(id)
            }
            PartKind::Act(act) => {
                if act.for_every.is_some() {
                    self.look(id, due.part)?;
                    if self.duties.get(id).is_none_or(|one| one.settled) {
                        return Ok(());
                    }
                    // Who is one of them is not known for certain: it may have been done for every one.
                    if self.is_done_for_all(id, due.part, act)? == Truth::Unknown
                        && let Some(progress) = self.duties.part_mut(id, due.part)
                    {
                        progress.done = progress.done.max(Truth::Unknown);
                    }
                }
                self.pass_act(id, due.part)
            }
            PartKind::Keep(_) => self.close_kept(id, due.part, last),
            PartKind::Achieve(condition, _) => {
                let was_unknown = self
                    .duties
                    .part(id, due.part)
                    .is_some_and(|progress| progress.was_unknown);
                let now = self.holds_at_end(id, *condition, last)?;
                match now {
                    Truth::True => self.meet(id, due.part),
                    Truth::Unknown => self.keep_open(id, due.part, *condition, last),
                    Truth::False if was_unknown => self.undetermined_for_good(id),
                    Truth::False if one.maybe_done => self.released_or(id, StateWord::Breached),
                    Truth::False => self.fail_part(id, due.part),
                }
            }
            PartKind::HaveOn(condition, _) => match self.holds_at_end(id, *condition, last)? {
                Truth::True if one.exists == Truth::True => self.meet(id, due.part),
                Truth::True => self.meet_if_it_exists(id, due.part),
                Truth::Unknown => self.keep_open(id, due.part, *condition, last),
                Truth::False if one.maybe_done => self.released_or(id, StateWord::Breached),
                Truth::False => {
                    self.fail_part(id, due.part)?;
                    self.settle_if_breached(id)
                }
            },
            PartKind::Evidence(..) => {
                let missing = self.missing(id)?;
                if let Some(extra) = self.duties.extra_mut(id) {
                    extra.missing = missing;
                }
                self.mark_late(id, due.part);
                if one.exists != Truth::True {
                    return Ok(());
                }
                if one.maybe_done {
                    return self.released_or(id, StateWord::NotEvidenced);
                }
                self.enter(id, StateWord::NotEvidenced, false, None)
            }
            PartKind::Ensure(_) | PartKind::Regard(_) => Ok(()),
        }
    }

    fn pass_act(&mut self, id: InstanceId, number: u32) -> Run<()> {
        let Some(one) = self.duties.get(id).copied() else {
            return Ok(());
        };
        if one.exists != Truth::True {
            return Ok(());
        }
        let maybe = one.maybe_done
            || self
                .duties
                .part(id, number)
                .is_some_and(|progress| progress.done == Truth::Unknown);
        if maybe && !one.was_breached {
            self.mark_late(id, number);
            let possible = self.possible_at_deadline(id, number);
            return self.leave_open(id, possible);
        }
        self.fail_part(id, number)
    }

    /// What an instance may be at its deadline that something unknown leaves open: discharged only if an act may have done
    /// it, released only if something may have.
    fn possible_at_deadline(&self, id: InstanceId, number: u32) -> Vec<StateWord> {
        let done = self
            .duties
            .part(id, number)
            .is_some_and(|progress| progress.done == Truth::Unknown);
        let extra = self.duties.extra(id);
        let by_act = done || extra.is_some_and(|extra| !extra.maybe_by.is_empty());
        let released = extra.is_some_and(|extra| extra.maybe_released);
        let mut possible = Vec::new();
        if by_act || !released {
            possible.push(StateWord::Discharged);
        }
        if released {
            possible.push(StateWord::Released);
        }
        possible.push(StateWord::Breached);
        possible
    }

    fn mark_late(&mut self, id: InstanceId, number: u32) {
        if let Some(progress) = self.duties.part_mut(id, number) {
            progress.late = true;
        }
    }

    fn fail_part(&mut self, id: InstanceId, number: u32) -> Run<()> {
        self.mark_late(id, number);
        self.breach(id)
    }

    /// A part's condition was found to hold.
    pub(crate) fn meet(&mut self, id: InstanceId, number: u32) -> Run<()> {
        if let Some(progress) = self.duties.part_mut(id, number) {
            progress.done = Truth::True;
        }
        self.review(id)
    }

    /// The test of an instance that may exist came out well: on the day after, and in time all the same.
    fn meet_if_it_exists(&mut self, id: InstanceId, number: u32) -> Run<()> {
        if let Some(progress) = self.duties.part_mut(id, number) {
            progress.done = Truth::True;
        }
        let all = self
            .duties
            .extra(id)
            .is_some_and(|extra| extra.parts.iter().all(|part| part.done == Truth::True));
        if all {
            self.enter(id, StateWord::Discharged, true, None)?;
        }
        Ok(())
    }

    /// A test that cannot be made again: a breach of it is not cured.
    fn settle_if_breached(&mut self, id: InstanceId) -> Run<()> {
        let breached = self.duties.get(id).is_some_and(|one| one.was_breached);
        if breached && let Some(one) = self.duties.get_mut(id) {
            one.settled = true;
        }
        Ok(())
    }

    /// Its `until`, or a norm that overrides it, may have released it before the deadline that found it wanting.
    fn released_or(&mut self, id: InstanceId, state: StateWord) -> Run<()> {
        if self
            .duties
            .get(id)
            .is_some_and(|one| one.exists != Truth::True)
        {
            return Ok(());
        }
        self.leave_open_for_good(id, vec![StateWord::Released, state])
    }

    fn undetermined_for_good(&mut self, id: InstanceId) -> Run<()> {
        self.leave_open_for_good(id, vec![StateWord::Discharged, StateWord::Breached])
    }

    /// What was not known at the deadline is looked at again when what it reads changes: an assessment that is made later
    /// decides then, against the bearer or for it.
    fn keep_open(
        &mut self,
        id: InstanceId,
        number: u32,
        condition: crate::program::node::NodeId,
        last: i32,
    ) -> Run<()> {
        self.mark_late(id, number);
        if let Some((_, mut env)) = self.env_of(id) {
            let unknowns = self.unknowns_of(&[condition], &mut env, View::end_of(last))?;
            self.done_with(env);
            if let Some(extra) = self.duties.extra_mut(id) {
                extra.unknowns.extend(unknowns);
            }
        }
        let reads = self.program.code.reads(&[condition]);
        self.watch.add(
            Watcher {
                instance: id,
                what: Watched::Part(number),
            },
            &reads,
        );
        let exists = self.duties.get(id).map_or(Truth::False, |one| one.exists);
        if exists != Truth::True {
            return Ok(());
        }
        self.leave_open(id, vec![StateWord::Discharged, StateWord::Breached])
    }

    fn holds_at_end(
        &mut self,
        id: InstanceId,
        condition: crate::program::node::NodeId,
        last: i32,
    ) -> Run<Truth> {
        let Some((_, mut env)) = self.env_of(id) else {
            return Ok(Truth::Unknown);
        };
        let holds = self.truth(condition, &mut env, View::end_of(last))?;
        self.done_with(env);
        Ok(holds)
    }

    /// The code of a part of an instance.
    pub(crate) fn part_code(&self, id: InstanceId, number: u32) -> Option<&'a PartCode> {
        let norm = self.duties.get(id)?.norm;
        let part = self.program.norms.parts_of(norm).get(number as usize)?;
        self.program.norms.part(*part)
    }
}
