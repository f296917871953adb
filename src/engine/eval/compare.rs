//! Comparisons (S1.1, S2): dates by day, happenings by their order, numbers by amount; ranges where that decides.

use std::cmp::Ordering;

use super::{
    evaluator::Eval,
    out::{Out, certainly, not},
};
use crate::{
    base::duration::{Duration, Unit},
    engine::{fail::Run, moment::View, trace::Tracer},
    policy::expr::CompareOp,
    program::{
        node::{Node, NodeId},
        val::{Tag, Val},
    },
    record::reason::Truth,
};

impl<T: Tracer> Eval<'_, T> {
    pub(super) fn comparison(
        &mut self,
        op: CompareOp,
        one: NodeId,
        other: NodeId,
        env: &mut [Val],
        view: View,
    ) -> Run<Truth> {
        let a = self.value(one, env, view)?;
        let b = self.value(other, env, view)?;
        if op == CompareOp::NotEqual
            && (a == Out::Nothing || b == Out::Nothing)
            && (self.is_extreme(one) || self.is_extreme(other))
        {
            return Ok(Truth::False); // with the largest of nothing (S2)
        }
        let truth = self.compare(op, a, b);
        if truth == Truth::Unknown {
            // A decision that may give nobody is not one of its answers: each that is possible is compared by itself.
            if let Some(answers) = self.possible_answers(one, env, view)? {
                return Ok(all_alike(
                    answers.into_iter().map(|a| self.compare(op, a, b)),
                ));
            }
            if let Some(answers) = self.possible_answers(other, env, view)? {
                return Ok(all_alike(
                    answers.into_iter().map(|b| self.compare(op, a, b)),
                ));
            }
        }
        Ok(truth)
    }

    fn is_extreme(&self, node: NodeId) -> bool {
        matches!(self.code.node(node), Node::Extreme(..))
    }

    /// How two results compare. With nothing a comparison is false; nothing is not the same as anything.
    pub fn compare(&self, op: CompareOp, one: Out, other: Out) -> Truth {
        match (one, other) {
            (Out::Nothing, _) | (_, Out::Nothing) => certainly(op == CompareOp::NotEqual),
            (Out::Unknown, _) | (_, Out::Unknown) => Truth::Unknown,
            (Out::Known(a), Out::Known(b)) => self.compare_known(op, a, b),
            (Out::OneOf(set), other) => {
                self.agreed(set, |eval, val| eval.compare(op, Out::Known(val), other))
            }
            (one, Out::OneOf(set)) => {
                self.agreed(set, |eval, val| eval.compare(op, one, Out::Known(val)))
            }
            (one, other) => self.compare_ranges(op, one, other),
        }
    }

    /// What is true of every one of several, or false of every one.
    pub(super) fn agreed(&self, set: Val, mut f: impl FnMut(&Self, Val) -> Truth) -> Truth {
        let mut agreed: Option<Truth> = None;
        for member in self.members_of(set) {
            let truth = f(self, member);
            match agreed {
                None => agreed = Some(truth),
                Some(before) if before == truth => {}
                Some(_) => return Truth::Unknown,
            }
        }
        agreed.unwrap_or(Truth::Unknown)
    }

    fn compare_known(&self, op: CompareOp, a: Val, b: Val) -> Truth {
        match op {
            CompareOp::Equal => self.equal(a, b),
            CompareOp::NotEqual => not(self.equal(a, b)),
            _ => match self.order(a, b) {
                None => Truth::Unknown,
                Some(order) => certainly(match op {
                    CompareOp::Less => order == Ordering::Less,
                    CompareOp::AtMost => order != Ordering::Greater,
                    CompareOp::More => order == Ordering::Greater,
                    _ => order != Ordering::Less,
                }),
            },
        }
    }

    /// Whether two known values are the same; one who acted, with others, is among those who acted.
    fn equal(&self, a: Val, b: Val) -> Truth {
        if a == b {
            return Truth::True;
        }
        let (set_a, set_b) = (a.tag() == Tag::Set, b.tag() == Tag::Set);
        if set_a != set_b {
            let (set, one) = if set_a { (a, b) } else { (b, a) };
            let among = self
                .world
                .pool()
                .as_members(set)
                .is_some_and(|members| members.contains(&one));
            return certainly(among);
        }
        let differs_in_form = a.tag() != b.tag() || a.tag() == Tag::Duration;
        certainly(differs_in_form && self.order(a, b) == Some(Ordering::Equal))
    }

    /// Which of two known values is less, where that makes sense.
    pub(super) fn order(&self, a: Val, b: Val) -> Option<Ordering> {
        let past = &self.world.past;
        match (a.tag(), b.tag()) {
            (Tag::Happening, Tag::Happening) => Some(past.stamp(a)?.cmp(&past.stamp(b)?)),
            (Tag::Date | Tag::Happening, Tag::Date | Tag::Happening) => {
                Some(self.day_of(a)?.cmp(&self.day_of(b)?))
            }
            (Tag::Duration, Tag::Duration) => order_durations(a.as_duration()?, b.as_duration()?),
            (Tag::Period, Tag::Period) => {
                let ((one, a), (other, b)) = (a.as_period_parts()?, b.as_period_parts()?);
                (one == other).then_some(a.cmp(&b))
            }
            (Tag::Text, Tag::Text) | (Tag::Boolean, Tag::Boolean) => {
                Some(self.world.pool().compare(a, b))
            }
            (one, other) if one == other && a.as_small().is_some() => {
                Some(a.as_small()?.cmp(&b.as_small()?))
            }
            _ => {
                let pool = self.world.pool();
                let (one, other) = (pool.as_number(a)?, pool.as_number(b)?);
                Some(one.cmp(&other))
            }
        }
    }

    fn compare_ranges(&self, op: CompareOp, one: Out, other: Out) -> Truth {
        let ends = |out: Out| match out {
            Out::Known(val) => (val, val),
            Out::Range(low, high) => (low, high),
            _ => (Val::NONE, Val::NONE),
        };
        let ((al, ah), (bl, bh)) = (ends(one), ends(other));
        let order = |a: Val, b: Val| {
            if a.is_none() || b.is_none() {
                None
            } else {
                self.order(a, b)
            }
        };
        // Of the highest of one with the lowest of the other, and the other way round.
        let (high_low, low_high) = (order(ah, bl), order(al, bh));
        let below = |order: Option<Ordering>| order == Some(Ordering::Less);
        let above = |order: Option<Ordering>| order == Some(Ordering::Greater);
        let at = |order: Option<Ordering>| order == Some(Ordering::Equal);
        match op {
            CompareOp::Less if below(high_low) => Truth::True,
            CompareOp::Less if above(low_high) || at(low_high) => Truth::False,
            CompareOp::AtMost if below(high_low) || at(high_low) => Truth::True,
            CompareOp::AtMost if above(low_high) => Truth::False,
            CompareOp::More if above(low_high) => Truth::True,
            CompareOp::More if below(high_low) || at(high_low) => Truth::False,
            CompareOp::AtLeast if above(low_high) || at(low_high) => Truth::True,
            CompareOp::AtLeast if below(high_low) => Truth::False,
            CompareOp::Equal if below(high_low) || above(low_high) => Truth::False,
            CompareOp::NotEqual if below(high_low) || above(low_high) => Truth::True,
            _ => Truth::Unknown,
        }
    }
}

/// What all of several are; not known where they differ.
fn all_alike(mut truths: impl Iterator<Item = Truth>) -> Truth {
    let first = truths.next().unwrap_or(Truth::Unknown);
    match truths.all(|truth| truth == first) {
        true => first,
        false => Truth::Unknown,
    }
}

/// Lengths of time compare where their units are of one sort: hours, days and weeks; months and years; the others alone.
fn order_durations(a: Duration, b: Duration) -> Option<Ordering> {
    let size = |duration: Duration| {
        let count = u64::from(duration.count);
        match duration.unit {
            Unit::Hour => (0, count),
            Unit::Day => (0, count * 24),
            Unit::Week => (0, count * 168),
            Unit::Month => (1, count),
            Unit::Year => (1, count * 12),
            Unit::WorkingDay => (2, count),
            Unit::ClearDay => (3, count),
        }
    };
    let ((one, a), (other, b)) = (size(a), size(b));
    (one == other).then_some(a.cmp(&b))
}
