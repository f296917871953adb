//! Stretches of the past (S1.1, S1.2), and when deadlines pass.

use super::{evaluator::Eval, out::Out};
use crate::{
    base::{
        date::Date,
        duration::{CountError, Duration, Unit},
        time_of_day::ClockRange,
    },
    engine::{
        due::{Due, DueBy},
        fail::{Run, count_failed},
        moment::{Stamp, View},
        trace::Tracer,
    },
    program::{
        node::NodeId,
        pattern::{Deadline, DeadlineId, LengthId, Window},
        val::Val,
    },
    record::reason::Truth,
};

/// A date or a happening that a stretch or a deadline is counted from.
#[derive(Debug, Clone, Copy)]
enum Point {
    /// A date, by its day.
    Day(i32),
    /// A happening, at its moment.
    Happening(Val, Stamp),
}

impl Point {
    fn day(self) -> i32 {
        match self {
            Point::Day(day) => day,
            Point::Happening(_, stamp) => stamp.day(),
        }
    }
}

/// A point, or why there is none.
enum Pointed {
    At(Point),
    Unknown,
    Nothing,
}

/// The stretch that windows leave of the past.
#[derive(Debug, Clone)]
pub(super) struct Reach {
    /// The first moment in it.
    pub(super) from: Stamp,
    /// The first moment after it.
    pub(super) to: Stamp,
    /// Counts by the clock, to be tested of each act.
    pub(super) clocks: Vec<ClockTest>,
    /// What some window hangs on is unknown: whatever lies in the rest may lie in it.
    pub(super) unknown: bool,
}

/// A count of hours.
#[derive(Debug, Clone, Copy)]
pub(super) enum ClockTest {
    /// Not later than this.
    By(ClockRange),
    /// Not earlier than this.
    From(ClockRange),
}

impl ClockTest {
    /// Whether a time passes; unknown where times of day that are not said decide it.
    pub(super) fn passes(self, clock: ClockRange) -> Truth {
        let passes = match self {
            ClockTest::By(limit) => clock.is_by(limit),
            ClockTest::From(limit) => limit.is_by(clock),
        };
        match passes {
            Some(true) => Truth::True,
            Some(false) => Truth::False,
            None => Truth::Unknown,
        }
    }
}

impl<T: Tracer> Eval<'_, T> {
    /// The stretch that windows leave; none where one hangs on nothing, so that no act lies in it.
    pub(super) fn reach(
        &mut self,
        windows: &[Window],
        env: &mut [Val],
        view: View,
    ) -> Run<Option<Reach>> {
        let mut reach = Reach {
            from: Stamp::ALWAYS,
            to: view.bound(),
            clocks: Vec::new(),
            unknown: false,
        };
        for window in windows {
            if !self.narrow(&mut reach, *window, env, view)? {
                return Ok(None);
            }
        }
        Ok(Some(reach))
    }

    fn narrow(
        &mut self,
        reach: &mut Reach,
        window: Window,
        env: &mut [Val],
        view: View,
    ) -> Run<bool> {
        if let Window::During(of) = window {
            return self.narrow_to_period(reach, of, env, view);
        }
        let (length, of) = match window {
            Window::Before(of)
            | Window::OnOrBefore(of)
            | Window::After(of)
            | Window::Since(of)
            | Window::On(of)
            | Window::During(of) => (None, of),
            Window::AtLeastBefore(length, of)
            | Window::WithinBefore(length, of)
            | Window::WithinFrom(length, of)
            | Window::WithinBeginning(length, of) => (Some(length), of),
        };
        let point = match self.point(of, env, view)? {
            Pointed::At(point) => point,
            Pointed::Nothing => return Ok(false),
            Pointed::Unknown => {
                reach.unknown = true;
                return Ok(true);
            }
        };
        let length = match length {
            None => None,
            Some(length) => match self.length(length, env, view)? {
                Ok(length) => Some(length),
                Err(Out::Nothing) => return Ok(false),
                Err(_) => {
                    reach.unknown = true;
                    return Ok(true);
                }
            },
        };
        let day = point.day();
        match (window, length) {
            (Window::Before(_), _) => reach.until(before(point)),
            (Window::OnOrBefore(_), _) => reach.until(through(point)),
            (Window::After(_), _) => reach.since(through(point)),
            (Window::Since(_), _) => reach.since(since(point)),
            (Window::On(_), _) => {
                reach.since(Stamp::start_of(day));
                reach.until(end_of(day));
            }
            (Window::AtLeastBefore(..), Some(length)) => {
                if let Some(clock) = self.clock(length, point, of)? {
                    reach.until(before(point));
                    let limit = clock.minus_hours(length.count);
                    reach.clocks.push(ClockTest::By(limit));
                } else {
                    let last = self.shifted_day(length, day, true, of)?;
                    reach.until(end_of(last));
                }
            }
            (Window::WithinBefore(..), Some(length)) => {
                reach.until(before(point));
                if let Some(clock) = self.clock(length, point, of)? {
                    let limit = clock.minus_hours(length.count);
                    reach.clocks.push(ClockTest::From(limit));
                } else {
                    let first = self.shifted_day(length, day, true, of)?;
                    reach.since(Stamp::start_of(first));
                }
            }
            (Window::WithinFrom(..), Some(length)) => {
                reach.since(since(point));
                if let Some(clock) = self.clock(length, point, of)? {
                    let limit = clock.plus_hours(length.count);
                    reach.clocks.push(ClockTest::By(limit));
                } else {
                    let last = self.shifted_day(length, day, false, of)?;
                    reach.until(end_of(last));
                }
            }
            (Window::WithinBeginning(..), Some(length)) => {
                reach.since(since(point));
                if let Some(clock) = self.clock(length, point, of)? {
                    let limit = clock.plus_hours(length.count);
                    reach.clocks.push(ClockTest::By(limit));
                } else {
                    let last = self.beginning_with(length, day, of)?;
                    reach.until(end_of(last));
                }
            }
            _ => {}
        }
        Ok(true)
    }

    fn narrow_to_period(
        &mut self,
        reach: &mut Reach,
        of: NodeId,
        env: &mut [Val],
        view: View,
    ) -> Run<bool> {
        match self.value(of, env, view)? {
            Out::Known(val) => {
                let pool = self.world.pool();
                if let Some(period) = pool.as_period(val) {
                    reach.since(Stamp::start_of(period.start(&pool.series).days()));
                    reach.until(end_of(period.end(&pool.series).days()));
                } else {
                    reach.unknown = true;
                }
                Ok(true)
            }
            Out::Nothing => Ok(false),
            _ => {
                reach.unknown = true;
                Ok(true)
            }
        }
    }

    fn point(&mut self, node: NodeId, env: &mut [Val], view: View) -> Run<Pointed> {
        Ok(match self.value(node, env, view)? {
            Out::Known(val) => {
                if let Some(day) = val.as_day() {
                    Pointed::At(Point::Day(day))
                } else if let Some(stamp) = self.world.past.stamp(val) {
                    Pointed::At(Point::Happening(val, stamp))
                } else {
                    Pointed::Unknown
                }
            }
            Out::Nothing => Pointed::Nothing,
            _ => Pointed::Unknown,
        })
    }

    /// The times at which a happening may have been, where a length is one of hours: those run by the clock, and a date has none.
    fn clock(&self, length: Duration, point: Point, of: NodeId) -> Run<Option<ClockRange>> {
        if length.unit != Unit::Hour {
            return Ok(None);
        }
        let clock = match point {
            Point::Happening(happening, _) => self.world.past.clock(happening),
            Point::Day(_) => None,
        };
        match clock {
            Some(clock) => Ok(Some(clock)),
            None => Err(count_failed(CountError::HoursNeedClock, self.span(of))),
        }
    }

    fn shifted_day(&self, length: Duration, day: i32, back: bool, of: NodeId) -> Run<i32> {
        let date = Date::from_days(day).unwrap_or(Date::MIN);
        self.counted(length, date, back)
            .map(Date::days)
            .map_err(|error| count_failed(error, self.span(of)))
    }

    fn beginning_with(&self, length: Duration, day: i32, of: NodeId) -> Run<i32> {
        let date = Date::from_days(day).unwrap_or(Date::MIN);
        let calendar = match length.unit {
            Unit::WorkingDay => self.world.calendar(),
            _ => None,
        };
        length
            .within_beginning_with(date, calendar)
            .map(Date::days)
            .map_err(|error| count_failed(error, self.span(of)))
    }

    /// When a deadline passes (S1.1 to S1.5).
    pub fn due(&mut self, deadline: DeadlineId, env: &mut [Val], view: View) -> Run<Due> {
        let deadline = self.code.deadline(deadline);
        let (length, of) = match deadline {
            Deadline::Promptly => return Ok(Due::Open),
            Deadline::Before(of) | Deadline::By(of) | Deadline::On(of) => (None, of),
            Deadline::WithinFrom(length, of)
            | Deadline::WithinBeginning(length, of)
            | Deadline::AtLeastBefore(length, of) => (Some(length), of),
        };
        let Pointed::At(point) = self.point(of, env, view)? else {
            return Ok(Due::Unknown);
        };
        let Some(length) = length else {
            return Ok(Due::By(match (deadline, point) {
                (Deadline::Before(_), Point::Day(day)) => DueBy::last(day.saturating_sub(1)),
                (Deadline::Before(_), Point::Happening(_, stamp)) => DueBy {
                    before: Some(stamp),
                    ..DueBy::last(stamp.day())
                },
                (Deadline::On(_), point) => DueBy {
                    first: Some(point.day()),
                    ..DueBy::last(point.day())
                },
                (_, point) => DueBy::last(point.day()),
            }));
        };
        self.due_after(deadline, length, point, of, env, view)
    }

    fn due_after(
        &mut self,
        deadline: Deadline,
        length: LengthId,
        point: Point,
        of: NodeId,
        env: &mut [Val],
        view: View,
    ) -> Run<Due> {
        let Ok(length) = self.length(length, env, view)? else {
            return Ok(Due::Unknown);
        };
        let back = matches!(deadline, Deadline::AtLeastBefore(..));
        if let Some(clock) = self.clock(length, point, of)? {
            let limit = if back {
                clock.minus_hours(length.count)
            } else {
                clock.plus_hours(length.count)
            };
            let last = limit.last_day().unwrap_or(Date::MAX);
            return Ok(Due::By(DueBy {
                clock: Some(limit),
                ..DueBy::last(last.days())
            }));
        }
        let last = match deadline {
            Deadline::WithinBeginning(..) => self.beginning_with(length, point.day(), of)?,
            _ => self.shifted_day(length, point.day(), back, of)?,
        };
        Ok(Due::By(DueBy::last(last)))
    }
}

impl Reach {
    fn since(&mut self, stamp: Stamp) {
        self.from = self.from.max(stamp);
    }

    fn until(&mut self, stamp: Stamp) {
        self.to = self.to.min(stamp);
    }

    pub(super) fn contains(&self, stamp: Stamp) -> bool {
        self.from <= stamp && stamp < self.to
    }
}

/// Strictly before: of a date an earlier day, of a happening earlier in the order.
fn before(point: Point) -> Stamp {
    match point {
        Point::Day(day) => Stamp::start_of(day),
        Point::Happening(_, stamp) => stamp,
    }
}

/// The first moment after a day, or after a happening.
fn through(point: Point) -> Stamp {
    match point {
        Point::Day(day) => end_of(day),
        Point::Happening(_, stamp) => stamp.after(),
    }
}

/// `since` a date includes it, `since` a happening starts after it.
fn since(point: Point) -> Stamp {
    match point {
        Point::Day(day) => Stamp::start_of(day),
        Point::Happening(_, stamp) => stamp.after(),
    }
}

fn end_of(day: i32) -> Stamp {
    Stamp::start_of(day.saturating_add(1))
}
