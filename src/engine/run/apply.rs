//! What an act does for an instance that it matches: all of it, a member of a set, one of several, a part of a sum (S4.3).

use crate::{
    engine::{
        duties::{
            instance::InstanceId,
            progress::{Bound, DueBy},
        },
        fail::Run,
        moment::View,
    },
    policy::expr::StateWord,
    program::{norm::ActPart, val::Val},
    record::reason::{Truth, Unknown},
};

use super::{act::Done, discharge::Match, session::Session};

impl<'a> Session<'a> {
    /// An act does a part of an instance, or some of it, or may.
    pub(super) fn apply(
        &mut self,
        Match {
            instance: id,
            number,
            matched,
            ..
        }: Match,
        act: &'a ActPart,
        done: &Done,
        paid: Option<Val>,
    ) -> Run<()> {
        if self.duties.part(id, number).is_none() {
            return self.apply_simple(id, matched, done);
        }
        let due = self
            .duties
            .part(id, number)
            .map_or(DueBy::NEVER, |progress| progress.due);
        if done.stamp.day() < due.first {
            return Ok(());
        }
        let covered = self.covered_by(id, act, done)?;
        // An act that covers nothing of what is wanted does nothing for it, whether it counts or not.
        if matched != Truth::True && !act.cover.is_empty() && covered.is_empty() {
            return Ok(());
        }
        let member = self.member_of(id, act, done)?;
        let mut complete = matched;
        if let Some(progress) = self.duties.part_mut(id, number) {
            if !act.cover.is_empty() {
                let into = if matched == Truth::True {
                    &mut progress.covered
                } else {
                    &mut progress.maybe_covered
                };
                for one in covered {
                    if !into.contains(&one) {
                        into.push(one);
                    }
                }
            }
            if let Some(member) = member {
                match progress.done_for.iter_mut().find(|(who, _)| *who == member) {
                    Some((_, how)) => *how = (*how).max(matched),
                    None => progress.done_for.push((member, matched)),
                }
            }
        }
        if act.total.is_some() {
            match paid {
                Some(paid) if matched == Truth::True => self.add_paid(id, number, paid),
                _ => {
                    if let Some(progress) = self.duties.part_mut(id, number) {
                        progress.maybe_paid = true;
                    }
                }
            }
        }
        if !act.cover.is_empty() {
            complete = complete.min(self.is_covered(id, number, act)?);
        }
        if act.total.is_some() {
            let left = self.wanted_amount(id, number, act)?;
            complete = match left {
                Some(left) if self.is_used_up(left) => complete,
                Some(_)
                    if self
                        .duties
                        .part(id, number)
                        .is_some_and(|progress| progress.maybe_paid) =>
                {
                    complete.min(Truth::Unknown)
                }
                Some(_) => Truth::False,
                None => complete.min(Truth::Unknown),
            };
        }
        if act.for_every.is_some() {
            complete = complete.min(self.is_done_for_all(id, number, act)?);
        }
        let place = done.place;
        if let Some(progress) = self.duties.part_mut(id, number) {
            if matched == Truth::True {
                if !progress.by.contains(&place) {
                    progress.by.push(place);
                }
                progress.done = progress.done.max(complete);
            } else if progress.done == Truth::False {
                progress.done = complete.min(Truth::Unknown);
            }
        }
        if matched != Truth::True {
            self.may_be_discharged(id, place)?;
        } else if complete == Truth::True {
            let late = match due.bound {
                Bound::Day => Truth::False,
                Bound::Before(stamp) => super::force::truth_of(done.stamp >= stamp),
                Bound::Clock(limit) => match self.world.past.clock(Val::happening(place)) {
                    Some(clock) => match clock.is_by(limit) {
                        Some(true) => Truth::False,
                        Some(false) => Truth::True,
                        None => Truth::Unknown,
                    },
                    None => Truth::Unknown,
                },
            };
            self.bounded(id, number, late, place)?;
        }
        self.review(id)
    }

    /// What is done on the last day, but after the moment or hour that bounds it, is late; where unsaid times of day decide
    /// it, that is not known (S1.2).
    fn bounded(&mut self, id: InstanceId, number: u32, late: Truth, place: u32) -> Run<()> {
        let already = self
            .duties
            .part(id, number)
            .is_some_and(|progress| progress.late);
        match late {
            Truth::True if !already => {
                if let Some(progress) = self.duties.part_mut(id, number) {
                    progress.late = true;
                }
                self.breach(id)
            }
            Truth::Unknown if !already => {
                if let Some(extra) = self.duties.extra_mut(id) {
                    extra
                        .unknowns
                        .push(Unknown::Time(usize::try_from(place).unwrap_or(usize::MAX)));
                    extra.possible = vec![StateWord::Discharged, StateWord::DischargedLate];
                }
                self.enter(id, StateWord::Undetermined, true, Some(place))
            }
            _ => Ok(()),
        }
    }

    fn apply_simple(&mut self, id: InstanceId, matched: Truth, done: &Done) -> Run<()> {
        if matched != Truth::True {
            return self.may_be_discharged(id, done.place);
        }
        self.fulfil(id, Some(done.place))
    }

    fn add_paid(&mut self, id: InstanceId, number: u32, paid: Val) {
        let before = self
            .duties
            .part(id, number)
            .and_then(|progress| progress.paid)
            .unwrap_or(Val::NONE);
        let sum = self.sum(before, paid);
        if let Some(progress) = self.duties.part_mut(id, number) {
            progress.paid = sum;
        }
    }

    /// The wanted members of sets that an act covers, by argument.
    fn covered_by(&mut self, id: InstanceId, act: &ActPart, done: &Done) -> Run<Vec<(u32, Val)>> {
        if act.cover.is_empty() {
            return Ok(Vec::new());
        }
        let Some((_, mut env)) = self.env_of(id) else {
            return Ok(Vec::new());
        };
        let view = self.before();
        let mut covered = Vec::new();
        for (place, node) in &act.cover {
            let wanted = self.set_members(*node, &mut env, view)?;
            let Some(argument) = done.arguments.get(*place).copied() else {
                continue;
            };
            let has = self.members_of_value(argument);
            let number = u32::try_from(*place).unwrap_or(u32::MAX);
            covered.extend(
                wanted
                    .into_iter()
                    .filter(|one| has.contains(one))
                    .map(|one| (number, one)),
            );
        }
        self.done_with(env);
        Ok(covered)
    }

    /// Whether all wanted members are covered.
    fn is_covered(&mut self, id: InstanceId, number: u32, act: &ActPart) -> Run<Truth> {
        let missing = self.uncovered(id, number, act)?;
        let Some(progress) = self.duties.part(id, number) else {
            return Ok(Truth::False);
        };
        if missing.is_empty() {
            return Ok(Truth::True);
        }
        let maybe = missing
            .iter()
            .all(|one| progress.maybe_covered.contains(one));
        Ok(if maybe { Truth::Unknown } else { Truth::False })
    }

    /// The wanted members that no certain act has covered.
    pub(crate) fn uncovered(
        &mut self,
        id: InstanceId,
        number: u32,
        act: &ActPart,
    ) -> Run<Vec<(u32, Val)>> {
        let Some((_, mut env)) = self.env_of(id) else {
            return Ok(Vec::new());
        };
        let view = self.after();
        let mut missing = Vec::new();
        for (place, node) in &act.cover {
            let argument = u32::try_from(*place).unwrap_or(u32::MAX);
            for one in self.set_members(*node, &mut env, view)? {
                let covered = self
                    .duties
                    .part(id, number)
                    .is_some_and(|progress| progress.covered.contains(&(argument, one)));
                if !covered {
                    missing.push((argument, one));
                }
            }
        }
        self.done_with(env);
        Ok(missing)
    }

    /// For whom of `for every` an act was done.
    fn member_of(&mut self, id: InstanceId, act: &ActPart, done: &Done) -> Run<Option<Val>> {
        let Some(every) = act.for_every else {
            return Ok(None);
        };
        let Some((_, mut env)) = self.env_of(id) else {
            return Ok(None);
        };
        let slot = self.program.code.range(every).slot;
        self.matches(act.pattern, done, &mut env, self.before())?;
        let member = env.get(slot.index()).copied().unwrap_or(Val::NONE);
        self.done_with(env);
        Ok(member.is_known().then_some(member))
    }

    /// Whether it is done for every member there is at this moment (S4.3: the set is read afresh).
    pub(crate) fn is_done_for_all(
        &mut self,
        id: InstanceId,
        number: u32,
        act: &ActPart,
    ) -> Run<Truth> {
        let mut all = Truth::True;
        for (member, belongs) in self.members_for(id, number, act)? {
            let done = self
                .duties
                .part(id, number)
                .and_then(|progress| progress.done_for.iter().find(|(who, _)| *who == member))
                .map_or(Truth::False, |(_, done)| *done);
            all = all.min(done.max(super::force::not(belongs)));
        }
        Ok(all)
    }

    /// Whether it is done for some member of `for every`: of who is none, it counts for nothing.
    pub(crate) fn is_done_for_some(
        &mut self,
        id: InstanceId,
        number: u32,
        act: &ActPart,
    ) -> Run<bool> {
        let members = self.members_for(id, number, act)?;
        let done = self.duties.part(id, number).is_some_and(|progress| {
            progress.done_for.iter().any(|(who, done)| {
                *done == Truth::True && members.iter().any(|(member, _)| member == who)
            })
        });
        Ok(done)
    }

    /// The members of `for every` at this moment, and whether each is one for certain. They are read afresh until the
    /// deadline, and stay as they were at its end (S4.3).
    pub(crate) fn members_for(
        &mut self,
        id: InstanceId,
        number: u32,
        act: &ActPart,
    ) -> Run<Vec<(Val, Truth)>> {
        let Some(every) = act.for_every else {
            return Ok(Vec::new());
        };
        let Some((_, mut env)) = self.env_of(id) else {
            return Ok(Vec::new());
        };
        let arose = self.duties.get(id).map_or(i32::MAX, |one| one.arose.day());
        let last = self
            .duties
            .part(id, number)
            .map_or(i32::MAX, |progress| progress.due.last);
        let view = if arose <= last && last < self.now.day() {
            View::end_of(last)
        } else {
            self.after()
        };
        let members = self.members(every, &mut env, view)?;
        self.done_with(env);
        Ok(members)
    }
}
