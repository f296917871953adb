//! What has happened (S5.2, S5.5): whether, how often, how much, and the latest of it.

use super::{
    arithmetic::{Span, add_spans, tag_of},
    evaluator::Eval,
    out::Out,
    quantity::or_zero,
    window::Reach,
};
use crate::{
    base::number::Number,
    engine::{
        fail::{Run, arithmetic_failed},
        matching::Wanted,
        moment::{Stamp, View},
        past::Standing,
        past_index::{Grouping, PastIndex},
        small::Small,
        trace::{Leaf, Read, Tracer},
    },
    policy::policy::ActId,
    program::{
        node::{NodeId, Numeric, Slot},
        pattern::{Past, PastId, PatternAct, Term},
        val::{Tag, Val},
    },
    record::reason::Truth,
};

/// How the acts that a question may be about are found.
enum Found {
    /// A group of the question's index.
    Group(u32),
    /// Lines that must all be tried.
    Lines(Option<ActId>),
    /// None can fit.
    None,
}

/// A question about the past, ready to be asked.
struct Asked<'w> {
    id: PastId,
    past: &'w Past,
    reach: Reach,
    found: Found,
    /// Whether whatever the index finds fits, but for its standing.
    fits_all: bool,
}

impl<'w, T: Tracer> Eval<'w, T> {
    pub(super) fn has_done(&mut self, id: PastId, env: &mut [Val], view: View) -> Run<Truth> {
        let Some(asked) = self.asked(id, None, env, view)? else {
            return Ok(Truth::False);
        };
        let mut any = Truth::False;
        self.each_act(&asked, true, env, view, |_, _, _, truth| {
            any = any.max(truth);
            Ok(any != Truth::True)
        })?;
        Ok(any)
    }

    pub(super) fn count_acts(&mut self, id: PastId, env: &mut [Val], view: View) -> Run<Out> {
        let Some(asked) = self.asked(id, None, env, view)? else {
            return Ok(self.between(0, 0));
        };
        let (mut certain, mut possible) = (0_u64, 0_u64);
        if let Some((count, _)) = self.summed(&asked, view)? {
            certain = count as u64;
            possible = certain;
            self.each_odd(&asked, env, view, |_, _, _, truth| {
                possible += 1;
                certain += u64::from(truth == Truth::True);
                Ok(true)
            })?;
        } else {
            self.each_act(&asked, false, env, view, |_, _, _, truth| {
                possible += 1;
                certain += u64::from(truth == Truth::True);
                Ok(true)
            })?;
        }
        Ok(self.between(certain, possible))
    }

    pub(super) fn total_acts(
        &mut self,
        id: NodeId,
        parameter: u32,
        past: PastId,
        numeric: Numeric,
        env: &mut [Val],
        view: View,
    ) -> Run<Out> {
        let tag = tag_of(numeric);
        let Some(asked) = self.asked(past, Some(parameter), env, view)? else {
            return Ok(self.range(Span::point(Number::ZERO), tag));
        };
        let mut total = Span::point(Number::ZERO);
        let mut failed = None;
        let mut add = |eval: &mut Self, line: u32, truth: Truth| {
            let span = eval.amount(line, parameter, tag);
            let span = if truth == Truth::True {
                span
            } else {
                or_zero(span)
            };
            match add_spans(total, span) {
                Ok(sum) => total = sum,
                Err(error) => failed = Some(error),
            }
            Ok(true)
        };
        let summed = self.summed(&asked, view)?;
        if summed.is_some() {
            self.each_odd(&asked, env, view, |eval, _, line, truth| {
                add(eval, line, truth)
            })?;
        } else {
            self.each_act(&asked, false, env, view, |eval, _, line, truth| {
                add(eval, line, truth)
            })?;
        }
        if let (None, Some((_, sum))) = (failed, summed) {
            match add_spans(total, Span::point(sum)) {
                Ok(sum) => total = sum,
                Err(error) => failed = Some(error),
            }
        }
        match failed {
            Some(error) => self.undefined(id, error),
            None => Ok(self.range(total, tag)),
        }
    }

    /// The amount that an act states; where it states none, anything, but no money below £0 (S5.5).
    fn amount(&mut self, line: u32, parameter: u32, tag: Tag) -> Span {
        let val = self.world.past.argument(line, parameter);
        let number = self.world.pool().as_number(val);
        match number {
            Some(number) => Span::point(number),
            None => {
                self.trace.unknown(Leaf::Act(line));
                Span {
                    low: (tag == Tag::Money).then_some(Number::ZERO),
                    high: None,
                }
            }
        }
    }

    pub(super) fn latest_act(
        &mut self,
        earliest: bool,
        id: PastId,
        slot: Slot,
        body: NodeId,
        env: &mut [Val],
        view: View,
    ) -> Run<Truth> {
        let Some(asked) = self.asked(id, None, env, view)? else {
            return Ok(Truth::False);
        };
        let mut candidates: Vec<(Stamp, u32, Truth)> = Vec::new();
        let mut collect = |eval: &mut Self, line: u32, truth: Truth| {
            let stamp = eval.world.past.moment(line).unwrap_or(Stamp::ALWAYS);
            candidates.push((stamp, line, truth));
            truth != Truth::True
        };
        // Only what is nearer than the nearest certain one can be it; what may be void stands apart from the order.
        self.each_regular(&asked, !earliest, env, view, |eval, _, line, truth| {
            Ok(collect(eval, line, truth))
        })?;
        self.each_odd(&asked, env, view, |eval, _, line, truth| {
            collect(eval, line, truth);
            Ok(true)
        })?;
        candidates.sort_unstable_by_key(|(stamp, line, _)| (*stamp, *line));
        if !earliest {
            candidates.reverse();
        }
        let before = env.get(slot.index()).copied().unwrap_or(Val::NONE);
        let mut agreed: Option<Truth> = None;
        let mut settled = false;
        for (_, line, truth) in candidates {
            if let Some(place) = env.get_mut(slot.index()) {
                *place = Val::happening(line);
            }
            let holds = self.truth(body, env, view)?;
            agreed = Some(match agreed {
                Some(before) if before != holds => Truth::Unknown,
                _ => holds,
            });
            if truth == Truth::True {
                settled = true;
                break;
            }
        }
        if let Some(place) = env.get_mut(slot.index()) {
            *place = before;
        }
        Ok(match agreed {
            None => Truth::False,
            Some(truth) if settled || truth == Truth::False => truth,
            Some(_) => Truth::Unknown, // there may be none
        })
    }

    /// Makes a question ready; none where no act can fit.
    fn asked(
        &mut self,
        id: PastId,
        amount: Option<u32>,
        env: &mut [Val],
        view: View,
    ) -> Run<Option<Asked<'w>>> {
        let past = self.code.past(id);
        let Some(reach) = self.reach(&past.windows, env, view)? else {
            return Ok(None);
        };
        if reach.from >= reach.to {
            return Ok(None);
        }
        let found = self.find_acts(id, past, amount, env, view)?;
        if matches!(found, Found::None) {
            return Ok(None);
        }
        let pattern = self.code.pattern(past.pattern);
        let empty = |slot: &Slot| env.get(slot.index()).is_none_or(|val| val.is_none());
        let unbound = pattern.binds.iter().all(empty)
            && match past.by {
                Some(Term::Bind(slot, _)) => empty(&slot),
                _ => true,
            };
        let fits_all = past.by_key_alone && unbound && matches!(found, Found::Group(_));
        Ok(Some(Asked {
            id,
            past,
            reach,
            found,
            fits_all,
        }))
    }

    fn find_acts(
        &mut self,
        id: PastId,
        past: &'w Past,
        amount: Option<u32>,
        env: &mut [Val],
        view: View,
    ) -> Run<Found> {
        let pattern = self.code.pattern(past.pattern);
        let act = match pattern.act {
            PatternAct::Act(act) => act,
            PatternAct::Anything => return Ok(Found::Lines(None)),
            PatternAct::Variable(slot) => {
                let val = env.get(slot.index()).copied().unwrap_or(Val::NONE);
                let act = self.world.pool().as_act(val).map(|(act, _)| act);
                return Ok(act.map_or(Found::None, |act| Found::Lines(Some(act))));
            }
        };
        if pattern
            .under
            .is_some_and(|function| !self.is_under(act, function))
        {
            return Ok(Found::None);
        }
        let mut key: Small<Val> = Small::new();
        let arguments = past.key.arguments.iter().map(|(_, node)| *node);
        for node in arguments.chain(past.key.by) {
            match self.value(node, env, view)? {
                Out::Known(val) => key.push(val),
                Out::Nothing => return Ok(Found::None),
                Out::Unknown | Out::Range(..) | Out::OneOf(_) => {
                    return Ok(Found::Lines(Some(act)));
                }
            }
        }
        let grouping = Grouping {
            act: Some(act),
            key: &past.key,
            amount,
        };
        let world = self.world;
        let mut indexes = world.indexes.borrow_mut();
        if indexes.len() <= id.index() {
            indexes.resize_with(id.index() + 1, PastIndex::default);
        }
        let Some(index) = indexes.get_mut(id.index()) else {
            return Ok(Found::None);
        };
        if let Err(error) = index.catch_up(&world.past, &world.pool(), grouping)
            && let Some(failure) = arithmetic_failed(error, Some(past.span))
        {
            return Err(failure);
        }
        Ok(index
            .group(key.as_slice())
            .map_or(Found::None, Found::Group))
    }

    /// How many certain acts there are and their sum, where the index alone says so.
    fn summed(&mut self, asked: &Asked<'w>, view: View) -> Run<Option<(usize, Number)>> {
        let Found::Group(group) = asked.found else {
            return Ok(None);
        };
        if !asked.fits_all || asked.reach.unknown || !asked.reach.clocks.is_empty() || T::ON {
            return Ok(None);
        }
        let world = self.world;
        let indexes = world.indexes.borrow();
        let Some(index) = indexes.get(asked.id.index()) else {
            return Ok(None);
        };
        let range = index.range(group, asked.reach.from, asked.reach.to, view);
        if let Some(stamp) = index.last_stamp(group, &range) {
            world.note_read(stamp, view);
        }
        match index.certain(group, asked.reach.from, asked.reach.to, view) {
            Ok(found) => Ok(Some(found)),
            Err(error) => match arithmetic_failed(error, Some(asked.past.span)) {
                Some(failure) => Err(failure),
                None => Ok(None),
            },
        }
    }

    /// Calls `f` for each act that fits or may fit, until it says no.
    fn each_act<F>(
        &mut self,
        asked: &Asked<'w>,
        backward: bool,
        env: &mut [Val],
        view: View,
        mut f: F,
    ) -> Run<()>
    where
        F: FnMut(&mut Self, &mut [Val], u32, Truth) -> Run<bool>,
    {
        let mut go_on = true;
        self.each_regular(asked, backward, env, view, |eval, env, line, truth| {
            go_on = f(eval, env, line, truth)?;
            Ok(go_on)
        })?;
        if go_on {
            self.each_odd(asked, env, view, f)?;
        }
        Ok(())
    }

    /// Acts of the index that are certain, or all lines where there is no index, in order.
    fn each_regular<F>(
        &mut self,
        asked: &Asked<'w>,
        backward: bool,
        env: &mut [Val],
        view: View,
        mut f: F,
    ) -> Run<()>
    where
        F: FnMut(&mut Self, &mut [Val], u32, Truth) -> Run<bool>,
    {
        let world = self.world;
        let (from, to) = (asked.reach.from, asked.reach.to);
        let range = match asked.found {
            Found::None => 0..0,
            Found::Group(group) => {
                let indexes = world.indexes.borrow();
                indexes
                    .get(asked.id.index())
                    .map_or(0..0, |index| index.range(group, from, to, view))
            }
            Found::Lines(act) => {
                let lines = lines(world, act);
                let at = |line: &u32| world.past.moment(*line).unwrap_or(Stamp::ALWAYS);
                let start = lines.partition_point(|line| at(line) < from);
                let end = lines.partition_point(|line| at(line) < to.min(view.bound()));
                start..end.max(start)
            }
        };
        let len = range.len();
        for step in 0..len {
            let place = if backward {
                range.start + (len - 1 - step)
            } else {
                range.start + step
            };
            let line = match asked.found {
                Found::None => None,
                Found::Group(group) => {
                    let indexes = world.indexes.borrow();
                    indexes
                        .get(asked.id.index())
                        .and_then(|index| index.line(group, place))
                }
                Found::Lines(act) => lines(world, act).get(place).copied(),
            };
            let Some(line) = line else { continue };
            let truth = self.act_fits(asked, line, env, view)?;
            if truth != Truth::False && !f(self, env, line, truth)? {
                break;
            }
        }
        Ok(())
    }

    /// Acts of the index that may be void, are void from some moment on, or state no amount.
    fn each_odd<F>(&mut self, asked: &Asked<'w>, env: &mut [Val], view: View, mut f: F) -> Run<()>
    where
        F: FnMut(&mut Self, &mut [Val], u32, Truth) -> Run<bool>,
    {
        let Found::Group(group) = asked.found else {
            return Ok(());
        };
        let world = self.world;
        for place in 0.. {
            let line = {
                let indexes = world.indexes.borrow();
                indexes
                    .get(asked.id.index())
                    .and_then(|index| index.odd(group, place))
            };
            let Some(line) = line else { break };
            let stamp = world.past.moment(line).unwrap_or(Stamp::NEVER);
            if !view.sees(stamp) || !asked.reach.contains(stamp) {
                continue;
            }
            let truth = self.act_fits(asked, line, env, view)?;
            if truth != Truth::False && !f(self, env, line, truth)? {
                break;
            }
        }
        Ok(())
    }

    /// Whether an act in the stretch fits: its standing, its time of day, who did it and what it was.
    fn act_fits(
        &mut self,
        asked: &Asked<'w>,
        line: u32,
        env: &mut [Val],
        view: View,
    ) -> Run<Truth> {
        self.steps(1);
        let world = self.world;
        let mut truth = match world.past.standing_at(line, view) {
            Standing::Counts => Truth::True,
            Standing::Maybe => {
                self.trace.unknown(Leaf::Act(line));
                Truth::Unknown
            }
            Standing::Void | Standing::Open => return Ok(Truth::False),
        };
        for test in &asked.reach.clocks {
            let clock = world.past.clock(Val::happening(line));
            let passes = clock.map_or(Truth::Unknown, |clock| test.passes(clock));
            if passes == Truth::Unknown {
                self.trace.unknown(Leaf::Time(line));
            }
            truth = truth.min(passes);
        }
        if asked.reach.unknown {
            truth = truth.min(Truth::Unknown);
        }
        if truth == Truth::False {
            return Ok(truth);
        }
        if !asked.fits_all {
            truth = truth.min(self.done_by(asked.past, line, env, view)?);
        }
        if truth != Truth::False {
            if let Some(stamp) = world.past.moment(line) {
                world.note_read(stamp, view);
            }
            self.trace.read(Read::Act(line));
        }
        Ok(truth)
    }

    /// Whether it was done by whom the question says, and fits its pattern. The variables that it binds end with it.
    fn done_by(&mut self, past: &Past, line: u32, env: &mut [Val], view: View) -> Run<Truth> {
        let before: Small<Val> = past
            .fresh
            .iter()
            .map(|slot| env.get(slot.index()).copied().unwrap_or(Val::NONE))
            .collect();
        let unbind = |env: &mut [Val]| {
            for (slot, val) in past.fresh.iter().zip(before.as_slice()) {
                if let Some(place) = env.get_mut(slot.index()) {
                    *place = *val;
                }
            }
        };
        let by = match past.by {
            None | Some(Term::Anything) => {
                let truth = self.matches(past.pattern, line, env, view, Wanted::Whole)?;
                unbind(env);
                return Ok(truth);
            }
            Some(by) => by,
        };
        let world = self.world;
        let mut any = Truth::False;
        for principal in world.past.principals(line) {
            let mut truth = self.fits(by, *principal, env, view)?;
            if truth != Truth::False {
                truth = truth.min(self.matches(past.pattern, line, env, view, Wanted::Whole)?);
            }
            unbind(env);
            any = any.max(truth);
            if any == Truth::True {
                break;
            }
        }
        Ok(any)
    }
}

fn lines<'w>(world: &'w crate::engine::world::World<'_>, act: Option<ActId>) -> &'w [u32] {
    match act {
        Some(act) => world.past.of_act(act),
        None => world.past.all_acts(),
    }
}
