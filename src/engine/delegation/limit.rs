//! Limits of links (S7, S7.3): the act itself with what was charged to the link before it.

use std::cmp::Ordering;

use crate::{
    engine::{
        moment::View,
        run::{act::Done, session::Session},
    },
    policy::{norm::Counted, value::Value},
    program::val::{Tag, Val},
    record::reason::Truth,
};

use super::link::{Cap, Link};

/// How an act stands to a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Measured {
    /// Whether it keeps within it.
    pub(crate) within: Truth,
    /// At least so much is counted, with this act.
    pub(crate) low: Val,
    /// At most so much is counted, with this act.
    pub(crate) high: Val,
}

impl Session<'_> {
    /// The amount of an act that a limit of this sort speaks of: nothing where the act has none.
    pub(crate) fn limited_amount(&self, done: &Done, like: Val) -> Option<Val> {
        let amounts = self.program.delegations.amounts.get(done.act.index())?;
        let place = match like.tag() {
            Tag::Money | Tag::MoneyAt => amounts.money?,
            _ => amounts.number?,
        };
        Some(done.arguments.get(place).copied().unwrap_or(Val::NONE))
    }

    /// What was counted before an act, of what is counted with it; nothing where that is nothing.
    pub(crate) fn counted_before(&self, done: &Done, with: Val) -> Option<Value> {
        let amount = self.limited_amount(done, with)?;
        let (all, own) = (self.world.give(with)?, self.world.give(amount));
        let before = match (all, own) {
            (Value::Money(all), Some(Value::Money(own))) => {
                Value::Money(all.checked_sub(own).ok()?)
            }
            (Value::Number(all), Some(Value::Number(own))) => {
                Value::Number(all.checked_sub(own).ok()?)
            }
            (all, _) => all,
        };
        let nothing = match &before {
            Value::Money(money) => money.number().is_zero(),
            Value::Number(number) => number.is_zero(),
            _ => false,
        };
        (!nothing).then_some(before)
    }

    /// How an act stands to a limit of a link; none where the limit does not speak of it.
    pub(crate) fn measured(
        &self,
        link: &Link,
        cap: &Cap,
        done: &Done,
        view: View,
    ) -> Option<Measured> {
        let amount = self.limited_amount(done, cap.amount)?;
        let zero = || {
            let mut pool = self.world.pool_mut();
            match cap.amount.tag() {
                Tag::Money | Tag::MoneyAt => pool.money(crate::base::number::Number::ZERO),
                _ => pool.number(crate::base::number::Number::ZERO),
            }
        };
        let open = Measured {
            within: Truth::Unknown,
            low: Val::NONE,
            high: Val::NONE,
        };
        // A question that leaves the amount out asks for any amount (S7.5).
        let amount = if amount == Val::ANY { zero() } else { amount };
        if !amount.is_known() {
            return Some(open);
        }
        let (mut low, mut high) = (amount, amount);
        if cap.counted != Counted::PerAct {
            for charge in &link.charges {
                if charge.act == done.place || !view.sees(charge.stamp) {
                    continue;
                }
                if !self.counts_with(&cap.counted, charge.act, charge.stamp.day(), done, view) {
                    continue;
                }
                // What has no amount at all counts nothing.
                let Some(earlier) = self.amount_at(charge.act, cap.amount) else {
                    continue;
                };
                let Some(sum) = self.sum(high, earlier) else {
                    return Some(open);
                };
                high = sum;
                if charge.certain {
                    let Some(sum) = self.sum(low, earlier) else {
                        return Some(open);
                    };
                    low = sum;
                }
            }
        }
        let over = |counted: Val| match self.world.pool().compare(counted, cap.amount) {
            Ordering::Greater => true,
            Ordering::Equal => cap.below,
            Ordering::Less => false,
        };
        let within = if over(low) {
            Truth::False
        } else if over(high) {
            Truth::Unknown
        } else {
            Truth::True
        };
        Some(Measured { within, low, high })
    }

    /// The amount of an act of the past that a limit of this sort speaks of; none where such acts have no amount.
    pub(crate) fn amount_at(&self, place: u32, like: Val) -> Option<Val> {
        let past = &self.world.past;
        let amounts = past
            .act(place)
            .and_then(|act| self.program.delegations.amounts.get(act.index()));
        let parameter = amounts.and_then(|amounts| match like.tag() {
            Tag::Money | Tag::MoneyAt => amounts.money,
            _ => amounts.number,
        });
        let parameter = u32::try_from(parameter?).ok()?;
        Some(past.argument(place, parameter))
    }

    /// Whether an earlier act is counted together with the act at hand.
    pub(crate) fn counts_with(
        &self,
        counted: &Counted,
        earlier: u32,
        day: i32,
        done: &Done,
        view: View,
    ) -> bool {
        match counted {
            Counted::PerAct => false,
            Counted::InTotal => true,
            Counted::InEach(kind) => {
                let now = self.period_of_day(*kind, view.day());
                now.is_some() && self.period_of_day(*kind, day) == now
            }
            Counted::PerArgument(name) => {
                let parameter = |act| {
                    let act: &crate::policy::policy::Act = self.policy.acts.get(act)?;
                    act.parameters.iter().position(|one| one.name == *name)
                };
                let here = parameter(done.act).and_then(|place| done.arguments.get(place));
                let past = &self.world.past;
                let there = past
                    .act(earlier)
                    .and_then(parameter)
                    .and_then(|place| u32::try_from(place).ok())
                    .map(|place| past.argument(earlier, place));
                here.is_some_and(|here| here.is_known() && there == Some(*here))
            }
        }
    }
}
