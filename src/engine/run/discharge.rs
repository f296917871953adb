//! Acts discharge open instances (S4.3): those whose pattern they match, money once and the oldest due first.

use crate::{
    engine::{
        duties::{
            instance::{InstanceId, NO_DUE},
            open,
            progress::{Bound, DueBy},
        },
        fail::Run,
    },
    policy::expr::StateWord,
    program::{
        norm::{ActPart, KeySource, NormCode, PartCode, PartId, PartKind},
        val::Val,
    },
    record::reason::{Truth, Unknown},
};

use super::{act::Done, session::Session};

/// An instance that an act may discharge, and how surely.
#[derive(Debug, Clone, Copy)]
struct Match {
    instance: InstanceId,
    part: PartId,
    number: u32,
    matched: Truth,
}

impl<'a> Session<'a> {
    /// Lets an act discharge what waits for it. It does not discharge what arises from it, for that is looked at first.
    pub(crate) fn discharge(&mut self, done: &Done) -> Run<()> {
        let tables = &self.program.norms.dispatch;
        let Some(parts) = tables.parts_by_act.get(done.act.index()) else {
            return Ok(());
        };
        if done.certain == Truth::False {
            return Ok(());
        }
        let mut found = std::mem::take(&mut self.found);
        let mut wanting_money: Vec<Match> = Vec::new();
        for id in parts {
            let Some(part) = self.program.norms.part(*id) else {
                continue;
            };
            let PartKind::Act(act) = &part.kind else {
                continue;
            };
            if !fits_constants(act, &done.arguments) {
                continue;
            }
            for principal in &done.principals {
                let Some(key) = key_of_act(*id, act, *principal, &done.arguments) else {
                    continue;
                };
                found.clear();
                self.duties.open.find(key, &mut found);
                if found.is_empty() {
                    continue;
                }
                let money = act.total.is_some() || act.money.is_some();
                for instance in &found {
                    let Some(matched) = self.match_open(*instance, part, act, *principal, done)?
                    else {
                        continue;
                    };
                    let matched = Match {
                        instance: *instance,
                        part: *id,
                        number: part.index,
                        matched,
                    };
                    if money {
                        wanting_money.push(matched);
                    } else {
                        self.apply(matched, act, done, None)?;
                    }
                }
                if !money {
                    self.forget_settled(key, part.index);
                }
            }
        }
        self.found = found;
        if !wanting_money.is_empty() {
            self.spend(wanting_money, done)?;
        }
        Ok(())
    }

    fn forget_settled(&mut self, key: u64, part: u32) {
        let mut open = std::mem::take(&mut self.duties.open);
        open.keep(key, |id| self.waits(id, part));
        self.duties.open = open;
    }

    /// Whether an instance still waits for a part.
    pub(crate) fn waits(&self, id: InstanceId, part: u32) -> bool {
        self.duties.get(id).is_some_and(|one| {
            one.is_open()
                && self
                    .duties
                    .part(id, part)
                    .is_none_or(|progress| progress.done != Truth::True)
        })
    }

    /// Whether an act matches an open instance; none where it certainly does not.
    fn match_open(
        &mut self,
        id: InstanceId,
        part: &'a PartCode,
        act: &'a ActPart,
        principal: Val,
        done: &Done,
    ) -> Run<Option<Truth>> {
        let Some(one) = self.duties.get(id).copied() else {
            return Ok(None);
        };
        let fits = one.is_open()
            && one.norm == part.norm
            && one.bearer == principal
            && (one.arose < self.now || act.names_period);
        if !fits || !self.waits(id, part.index) {
            return Ok(None);
        }
        for (place, source) in &act.key {
            let wanted = match source {
                KeySource::Constant(val) => *val,
                KeySource::Slot(slot) => self.duties.slot(id, slot.index()),
            };
            if done.arguments.get(*place) != Some(&wanted) {
                return Ok(None);
            }
        }
        if act.exact {
            return Ok(Some(done.certain));
        }
        let Some((_, mut env)) = self.env_of(id) else {
            return Ok(None);
        };
        let matched = self.matches(act.pattern, done, &mut env, self.before())?;
        self.done_with(env);
        let matched = matched.min(done.certain);
        Ok((matched != Truth::False).then_some(matched))
    }

    /// Acts done before an instance arose that name its period discharge it (S4.3), in their order.
    pub(crate) fn catch_up(
        &mut self,
        id: InstanceId,
        part: &'a PartCode,
        act: &'a ActPart,
        number: u32,
    ) -> Run<()> {
        let Some(bearer) = self.duties.get(id).map(|one| one.bearer) else {
            return Ok(());
        };
        let mut places: Vec<u32> = act
            .acts
            .iter()
            .flat_map(|act| self.world.past.of_act(*act).iter().copied())
            .collect();
        places.sort_unstable();
        let part_id = self.part_id(part.norm, number);
        for place in places {
            if Some(place) == self.at || !self.world.past.principals(place).contains(&bearer) {
                continue;
            }
            let Some(done) = self.done_before(place) else {
                continue;
            };
            if !fits_constants(act, &done.arguments) {
                continue;
            }
            if let Some(matched) = self.match_open(id, part, act, bearer, &done)? {
                let matched = Match {
                    instance: id,
                    part: part_id,
                    number,
                    matched,
                };
                let amount = self.amount_of(act, &done);
                self.apply(matched, act, &done, amount)?;
            }
        }
        Ok(())
    }

    fn part_id(&self, norm: crate::policy::norm::NormId, number: u32) -> PartId {
        self.program
            .norms
            .parts_of(norm)
            .get(number as usize)
            .copied()
            .unwrap_or(PartId(u32::MAX))
    }

    fn amount_of(&self, act: &ActPart, done: &Done) -> Option<Val> {
        let (place, _) = act.total.or(act.money)?;
        done.arguments.get(place).copied()
    }

    /// Spends an amount on the instances that it may discharge: the oldest due first, each pound once. Where several are
    /// due on one day and there is not enough for all of them, they are undetermined (S3).
    fn spend(&mut self, mut wanting: Vec<Match>, done: &Done) -> Run<()> {
        wanting.sort_by_key(|one| {
            let due = self.due_of_part(one.instance, one.number);
            (due, one.instance)
        });
        let mut left: Option<Val> = None;
        let mut keys = Vec::new();
        let mut from = 0;
        while let Some(first) = wanting.get(from).copied() {
            let due = self.due_of_part(first.instance, first.number);
            let group: Vec<Match> = wanting
                .iter()
                .skip(from)
                .take_while(|one| self.due_of_part(one.instance, one.number) == due)
                .copied()
                .collect();
            from += group.len();
            let mut wants = Vec::new();
            for one in &group {
                let Some(PartKind::Act(act)) =
                    self.program.norms.part(one.part).map(|part| &part.kind)
                else {
                    continue;
                };
                if left.is_none() {
                    left = self.amount_of(act, done);
                }
                let want = self.wanted_amount(one.instance, one.number, act)?;
                wants.push((*one, act, want));
                keys.push((self.key_of(one.instance, one.part, act), one.number));
            }
            let Some(amount) = left else {
                return Ok(());
            };
            let needed = wants.iter().try_fold(Val::NONE, |sum, (_, _, want)| {
                want.and_then(|want| self.sum(sum, want))
            });
            let enough = needed.is_some_and(|needed| {
                self.world.pool().compare(needed, amount) != std::cmp::Ordering::Greater
            });
            if enough || wants.len() == 1 {
                for (one, act, want) in wants {
                    let Some(have) = left else { break };
                    let Some(want) = want else {
                        self.apply(
                            Match {
                                matched: Truth::Unknown,
                                ..one
                            },
                            act,
                            done,
                            None,
                        )?;
                        continue;
                    };
                    if self.is_used_up(have) {
                        break;
                    }
                    let short = self.world.pool().compare(have, want) == std::cmp::Ordering::Less;
                    if short && act.total.is_none() {
                        continue;
                    }
                    let paid = if short { have } else { want };
                    self.apply(one, act, done, Some(paid))?;
                    left = self.difference(have, paid);
                }
            } else if !self.is_used_up(amount) {
                for (one, act, _) in wants {
                    if let Some(extra) = self.duties.extra_mut(one.instance) {
                        let tie = "one payment, and several duties due on one day".to_owned();
                        extra.unknowns.push(Unknown::Tie(tie));
                    }
                    self.apply(
                        Match {
                            matched: Truth::Unknown,
                            ..one
                        },
                        act,
                        done,
                        None,
                    )?;
                }
                left = self.difference(amount, amount);
            }
        }
        keys.sort_unstable();
        keys.dedup();
        for (key, part) in keys {
            self.forget_settled(key, part);
        }
        Ok(())
    }

    /// The last day of a part of an instance.
    fn due_of_part(&self, id: InstanceId, part: u32) -> i32 {
        match self.duties.part(id, part) {
            Some(progress) => progress.due.last,
            None => self.duties.get(id).map_or(NO_DUE, |one| one.due),
        }
    }

    /// How much an instance still wants.
    pub(crate) fn wanted_amount(
        &mut self,
        id: InstanceId,
        part: u32,
        act: &ActPart,
    ) -> Run<Option<Val>> {
        let Some((_, node)) = act.total.or(act.money) else {
            return Ok(None);
        };
        let Some((_, mut env)) = self.env_of(id) else {
            return Ok(None);
        };
        let view = self.before();
        let wanted = self.value(node, &mut env, view)?;
        self.done_with(env);
        if !wanted.is_known() {
            return Ok(None);
        }
        let paid = self
            .duties
            .part(id, part)
            .and_then(|progress| progress.paid);
        Ok(match paid {
            Some(paid) => self.difference(wanted, paid),
            None => Some(wanted),
        })
    }

    /// An act does a part of an instance, or some of it, or may.
    fn apply(
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
            self.may_be_done(id, Some(place));
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
            self.may_be_done(id, Some(done.place));
            return Ok(());
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
        for (member, belongs) in self.members_for(id, act)? {
            let done = self
                .duties
                .part(id, number)
                .and_then(|progress| progress.done_for.iter().find(|(who, _)| *who == member))
                .map_or(Truth::False, |(_, done)| *done);
            all = all.min(done.max(super::force::not(belongs)));
        }
        Ok(all)
    }

    /// The members of `for every` at this moment, and whether each is one for certain.
    pub(crate) fn members_for(&mut self, id: InstanceId, act: &ActPart) -> Run<Vec<(Val, Truth)>> {
        let Some(every) = act.for_every else {
            return Ok(Vec::new());
        };
        let Some((_, mut env)) = self.env_of(id) else {
            return Ok(Vec::new());
        };
        let view = self.after();
        let members = self.members(every, &mut env, view)?;
        self.done_with(env);
        Ok(members)
    }

    /// An act of the past, as it was judged.
    fn done_before(&self, place: u32) -> Option<Done> {
        use crate::engine::past::Standing;
        let past = &self.world.past;
        let certain = match past.standing(place) {
            Standing::Counts => Truth::True,
            Standing::Maybe => Truth::Unknown,
            Standing::Void | Standing::Open => return None,
        };
        Some(Done {
            place,
            act: past.act(place)?,
            arguments: past.arguments(place).to_vec(),
            performers: past.performers(place).to_vec(),
            principals: past.principals(place).to_vec(),
            stamp: past.moment(place)?,
            certain,
        })
    }

    /// The norm of an instance.
    pub(crate) fn code_of(&self, id: InstanceId) -> Option<&'a NormCode> {
        self.program.norms.code(self.duties.get(id)?.norm)
    }
}

/// Whether the arguments of an act are what a part says in so many words.
fn fits_constants(act: &ActPart, arguments: &[Val]) -> bool {
    act.key.iter().all(|(place, source)| match source {
        KeySource::Constant(val) => arguments.get(*place) == Some(val),
        KeySource::Slot(_) => true,
    })
}

/// The key under which instances that wait for such an act are found; none where an argument is left out.
fn key_of_act(part: PartId, act: &ActPart, principal: Val, arguments: &[Val]) -> Option<u64> {
    let given = |place: usize| {
        arguments
            .get(place)
            .copied()
            .filter(|argument| !argument.is_none())
    };
    if !act.key.iter().all(|(place, _)| given(*place).is_some()) {
        return None;
    }
    let values = act.key.iter().filter_map(|(place, _)| given(*place));
    Some(open::key(part, principal, values))
}
