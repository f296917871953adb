//! Past acts grouped by what a question about them fixes, so that counting them costs a look-up and not a walk.

use rustc_hash::FxHashMap;

use super::{
    moment::{Stamp, View},
    past::{Past, Standing},
};
use crate::{
    base::number::{ArithmeticError, Number},
    policy::policy::ActId,
    program::{pattern::PastKey, pool::Pool, val::Val},
};

/// The index of one question about the past. It is filled when the question is first asked, and goes on from there.
#[derive(Debug, Clone, Default)]
pub struct PastIndex {
    scanned: usize,
    reopened: u64,
    places: FxHashMap<Box<[Val]>, u32>,
    groups: Vec<Group>,
}

/// Acts that are the same in what the question fixes, in order.
#[derive(Debug, Clone, Default)]
struct Group {
    stamps: Vec<Stamp>,
    lines: Vec<u32>,
    /// The sum of the amounts of this act and all before it.
    sums: Vec<Number>,
    /// Acts that may be void, are void from some moment on, or have no amount: looked at one by one.
    odd: Vec<u32>,
}

/// What an index groups.
#[derive(Debug, Clone, Copy)]
pub struct Grouping<'a> {
    /// Which acts: of one sort, or all.
    pub act: Option<ActId>,
    /// What is fixed of them.
    pub key: &'a PastKey,
    /// Which argument is summed.
    pub amount: Option<u32>,
}

impl PastIndex {
    /// Takes in what was settled since the question was last asked.
    pub fn catch_up(
        &mut self,
        past: &Past,
        pool: &Pool,
        grouping: Grouping<'_>,
    ) -> Result<(), ArithmeticError> {
        if self.reopened != past.reopened() {
            *self = PastIndex {
                reopened: past.reopened(),
                ..PastIndex::default()
            };
        }
        let settled = match grouping.act {
            Some(act) => past.of_act(act),
            None => past.all_acts(),
        };
        let fresh = settled.get(self.scanned..).unwrap_or(&[]);
        for line in fresh {
            self.take(past, pool, grouping, *line)?;
        }
        self.scanned = settled.len();
        Ok(())
    }

    fn take(
        &mut self,
        past: &Past,
        pool: &Pool,
        grouping: Grouping<'_>,
        line: u32,
    ) -> Result<(), ArithmeticError> {
        let standing = past.standing(line);
        if standing == Standing::Void {
            return Ok(());
        }
        let key = grouping.key;
        if key
            .present
            .iter()
            .any(|parameter| past.argument(line, *parameter).is_none())
        {
            return Ok(());
        }
        let amount = match grouping.amount {
            Some(parameter) => pool.as_number(past.argument(line, parameter)),
            None => Some(Number::ZERO),
        };
        let odd = standing != Standing::Counts || past.is_ended(line) || amount.is_none();
        let mut found: Vec<Val> = Vec::with_capacity(key.arguments.len() + 1);
        found.extend(
            key.arguments
                .iter()
                .map(|(parameter, _)| past.argument(line, *parameter)),
        );
        if key.by.is_none() {
            return self.add(past, &found, line, odd, amount, grouping.amount.is_some());
        }
        let principals = past.principals(line);
        for (place, principal) in principals.iter().enumerate() {
            if principals
                .iter()
                .take(place)
                .any(|other| other == principal)
            {
                continue; // nothing counts twice (S5.5)
            }
            found.push(*principal);
            self.add(past, &found, line, odd, amount, grouping.amount.is_some())?;
            found.pop();
        }
        Ok(())
    }

    fn add(
        &mut self,
        past: &Past,
        key: &[Val],
        line: u32,
        odd: bool,
        amount: Option<Number>,
        summed: bool,
    ) -> Result<(), ArithmeticError> {
        let place = match self.places.get(key) {
            Some(place) => *place,
            None => {
                let place = u32::try_from(self.groups.len()).unwrap_or(u32::MAX);
                self.places.insert(key.into(), place);
                self.groups.push(Group::default());
                place
            }
        };
        let Some(group) = self.groups.get_mut(place as usize) else {
            return Ok(());
        };
        if odd {
            group.odd.push(line);
            return Ok(());
        }
        let stamp = past.moment(line).unwrap_or(Stamp::ALWAYS);
        if summed {
            let before = group.sums.last().copied().unwrap_or(Number::ZERO);
            let sum = before.checked_add(amount.unwrap_or(Number::ZERO))?;
            group.sums.push(sum);
        }
        group.stamps.push(stamp);
        group.lines.push(line);
        Ok(())
    }

    /// The group of these fixed values, if there is one.
    pub fn group(&self, key: &[Val]) -> Option<u32> {
        self.places.get(key).copied()
    }

    /// How many certain acts of a group lie in a stretch that a question sees, and the sum of their amounts.
    pub fn certain(
        &self,
        group: u32,
        from: Stamp,
        to: Stamp,
        view: View,
    ) -> Result<(usize, Number), ArithmeticError> {
        let range = self.range(group, from, to, view);
        let Some(group) = self.groups.get(group as usize) else {
            return Ok((0, Number::ZERO));
        };
        let sum_up_to = |len: usize| {
            len.checked_sub(1)
                .and_then(|last| group.sums.get(last))
                .copied()
                .unwrap_or(Number::ZERO)
        };
        let sum = sum_up_to(range.end).checked_sub(sum_up_to(range.start))?;
        Ok((range.len(), sum))
    }

    /// The places, in a group, of the certain acts that lie in a stretch that a question sees.
    pub fn range(&self, group: u32, from: Stamp, to: Stamp, view: View) -> std::ops::Range<usize> {
        let Some(group) = self.groups.get(group as usize) else {
            return 0..0;
        };
        let to = to.min(view.bound());
        let start = match group.stamps.first() {
            Some(first) if *first >= from => 0,
            _ => group.stamps.partition_point(|stamp| *stamp < from),
        };
        let end = match group.stamps.last() {
            Some(last) if *last < to => group.stamps.len(),
            _ => group.stamps.partition_point(|stamp| *stamp < to),
        };
        start..end.max(start)
    }

    /// The line at a place in a group.
    pub fn line(&self, group: u32, place: usize) -> Option<u32> {
        self.groups.get(group as usize)?.lines.get(place).copied()
    }

    /// An act of a group that must be looked at by itself.
    pub fn odd(&self, group: u32, place: usize) -> Option<u32> {
        self.groups.get(group as usize)?.odd.get(place).copied()
    }

    /// The moment of the last certain act of a group in a stretch: by it is known whether the order of the day mattered.
    pub fn last_stamp(&self, group: u32, range: &std::ops::Range<usize>) -> Option<Stamp> {
        let last = range.end.checked_sub(1)?;
        if range.is_empty() {
            return None;
        }
        self.groups.get(group as usize)?.stamps.get(last).copied()
    }
}
