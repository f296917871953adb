//! Acts discharge open instances (S4.3): those whose pattern they match.

use crate::{
    engine::{
        duties::{instance::InstanceId, open},
        fail::Run,
    },
    program::{
        norm::{ActPart, KeySource, NormCode, PartCode, PartId, PartKind},
        val::Val,
    },
    record::reason::Truth,
};

use super::{act::Done, session::Session};

/// An instance that an act may discharge, and how surely.
#[derive(Debug, Clone, Copy)]
pub(super) struct Match {
    pub(super) instance: InstanceId,
    pub(super) part: PartId,
    pub(super) number: u32,
    pub(super) matched: Truth,
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

    pub(super) fn forget_settled(&mut self, key: u64, part: u32) {
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
