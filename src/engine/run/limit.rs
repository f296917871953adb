//! Limits of powers (`up to`): per act, per argument, in each period, in total; this act is added to what was done before
//! (S3, S5).

use std::cmp::Ordering;

use crate::{
    engine::{eval::out::Out, fail::Run, moment::View},
    program::{
        norm::{LimitCode, LimitOf, NormCode},
        val::{Tag, Val},
    },
    record::reason::{Fault, Truth},
};

use super::{act::Done, session::Session};

impl Session<'_> {
    /// Whether an act keeps within all limits of a power; why not, where it does not or may not.
    pub(crate) fn within_limits(
        &mut self,
        code: &NormCode,
        holder: Val,
        done: &Done,
        env: &mut [Val],
        view: View,
    ) -> Run<(Truth, Option<Fault>)> {
        let mut least = (Truth::True, None);
        for limit in &code.limits {
            let found = self.within_limit(code, limit, holder, done, env, view)?;
            if found.0 < least.0 {
                least = found;
            }
            if least.0 == Truth::False {
                break;
            }
        }
        Ok(least)
    }

    fn within_limit(
        &mut self,
        code: &NormCode,
        limit: &LimitCode,
        holder: Val,
        done: &Done,
        env: &mut [Val],
        view: View,
    ) -> Run<(Truth, Option<Fault>)> {
        let Some(of) = limit.of.iter().find(|of| of.act == done.act) else {
            return Ok((Truth::True, None));
        };
        let amount = done.arguments.get(of.amount).copied().unwrap_or(Val::NONE);
        let most = self.world.value(limit.amount, env, view)?;
        let (low, high) = self.counted(code, of, holder, done, view)?;
        let (lowest, highest) = match most {
            Out::Known(val) => (val, val),
            Out::Range(low, high) => (low, high),
            _ => (Val::NONE, Val::NONE),
        };
        let certain_over = known(low) && known(highest) && self.exceeds(low, highest, limit.below);
        let certain_within =
            known(high) && known(lowest) && !self.exceeds(high, lowest, limit.below);
        let truth = if certain_over {
            Truth::False
        } else if certain_within {
            Truth::True
        } else {
            Truth::Unknown
        };
        // A question that leaves the amount out asks for any amount (S7.5).
        if amount.tag() == Tag::Any && truth != Truth::False {
            return Ok((Truth::True, None));
        }
        if truth == Truth::True {
            return Ok((truth, None));
        }
        let fault = match (self.world.give(highest), self.world.give(low)) {
            (Some(limit), Some(counted)) => Some(Fault::OverLimit {
                norm: Some(code.id),
                link: None,
                limit,
                counted,
            }),
            _ => None,
        };
        if truth == Truth::False && fault.is_none() {
            return Ok((Truth::Unknown, None));
        }
        Ok((truth, fault))
    }

    fn exceeds(&self, counted: Val, limit: Val, below: bool) -> bool {
        match self.world.pool().compare(counted, limit) {
            Ordering::Greater => true,
            Ordering::Equal => below,
            Ordering::Less => false,
        }
    }

    /// What counts against a limit with this act: at least and at most; nothing where that is not known.
    /// What was done before counts whatever the variables of the power stand for in this act: only the holder is the same.
    fn counted(
        &mut self,
        code: &NormCode,
        of: &LimitOf,
        holder: Val,
        done: &Done,
        view: View,
    ) -> Run<(Val, Val)> {
        let amount = done.arguments.get(of.amount).copied().unwrap_or(Val::NONE);
        let (mut low, mut high) = match amount.tag() {
            Tag::None => (Val::NONE, Val::NONE),
            Tag::Any => {
                let zero = self
                    .world
                    .pool_mut()
                    .money(crate::base::number::Number::ZERO);
                (zero, zero)
            }
            _ => (amount, amount),
        };
        let Some(earlier) = &of.earlier else {
            return Ok((low, high));
        };
        let mut env = self.env(code.slots);
        self.party(code, holder, &mut env, view)?;
        let mut put = |slot: crate::program::node::Slot, val: Val| {
            if let Some(place) = env.get_mut(slot.index()) {
                *place = val;
            }
        };
        put(earlier.holder, holder);
        if let Some((slot, parameter)) = earlier.argument {
            put(
                slot,
                done.arguments.get(parameter).copied().unwrap_or(Val::NONE),
            );
        }
        if let Some((slot, kind)) = earlier.period
            && let Some(period) = self.period_of_day(kind, view.day())
        {
            put(slot, Val::period(period));
        }
        for total in &earlier.totals {
            let (least, most) = match self.world.value(*total, &mut env, view)? {
                Out::Known(val) => (val, val),
                Out::Range(least, most) => (least, most),
                _ => (Val::NONE, Val::NONE),
            };
            low = self.added(low, least);
            high = self.added(high, most);
        }
        self.done_with(env);
        Ok((low, high))
    }

    fn added(&self, one: Val, other: Val) -> Val {
        if !known(one) || !known(other) {
            return Val::NONE;
        }
        self.sum(one, other).unwrap_or(Val::NONE)
    }
}

fn known(val: Val) -> bool {
    val.is_known()
}
