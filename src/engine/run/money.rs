//! An amount of money is used once, on the oldest due first (S4.3).

use crate::{
    engine::{
        duties::instance::{InstanceId, NO_DUE},
        fail::Run,
    },
    program::{
        norm::{ActPart, PartKind},
        val::Val,
    },
    record::reason::{Truth, Unknown},
};

use super::{act::Done, discharge::Match, session::Session};

impl Session<'_> {
    pub(super) fn amount_of(&self, act: &ActPart, done: &Done) -> Option<Val> {
        let (place, _) = act.total.or(act.money)?;
        done.arguments.get(place).copied()
    }

    /// Spends an amount on the instances that it may discharge: the oldest due first, each pound once. Where several are
    /// due on one day and there is not enough for all of them, they are undetermined (S3).
    pub(super) fn spend(&mut self, mut wanting: Vec<Match>, done: &Done) -> Run<()> {
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
}
