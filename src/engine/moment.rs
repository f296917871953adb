//! Moments, and what of the past and the state a question sees (S1, S3).

use crate::base::date::Date;

/// A moment: a day and a place in the order of that day's events. Place 0 is the start of the day, when what ended
/// yesterday ends and what begins today begins (S3 step 2); the day's events follow from 1. What an event sets off carries
/// the event's place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp(u64);

impl Stamp {
    /// Before all days: what always was.
    pub const ALWAYS: Stamp = Stamp(0);
    /// After all moments.
    pub const NEVER: Stamp = Stamp(u64::MAX);

    /// The moment at this place of a day, given by its number.
    pub const fn new(day: i32, place: u32) -> Stamp {
        let day = (day as i64 - i32::MIN as i64).cast_unsigned();
        Stamp((day << 32) | place as u64)
    }

    /// The start of a day.
    pub const fn start_of(day: i32) -> Stamp {
        Stamp::new(day, 0)
    }

    /// The earliest moment after this one.
    pub const fn after(self) -> Stamp {
        Stamp(self.0.saturating_add(1))
    }

    /// Its bits, in the order of time.
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// The number of the day.
    pub const fn day(self) -> i32 {
        ((self.0 >> 32).cast_signed() + i32::MIN as i64) as i32
    }

    /// The date, where it is one.
    pub fn date(self) -> Option<Date> {
        Date::from_days(self.day())
    }

    /// The place in the day: 0 for its start.
    pub const fn place(self) -> u32 {
        (self.0 & 0xFFFF_FFFF) as u32
    }
}

impl std::fmt::Debug for Stamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}@{}", self.day(), self.place())
    }
}

/// What a question sees: every change and act earlier than a bound, as of a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct View {
    /// What is seen is strictly earlier than this.
    bound: Stamp,
    /// The moment at which the question is asked; the start of its day where it is asked at a day's end.
    moment: Stamp,
}

impl View {
    /// The state just before a moment: what is strictly earlier.
    pub const fn before(moment: Stamp) -> View {
        View {
            bound: moment,
            moment,
        }
    }

    /// The state just after a moment: what was changed at it is seen too.
    pub const fn after(moment: Stamp) -> View {
        View {
            bound: moment.after(),
            moment,
        }
    }

    /// The state at the end of a day.
    pub const fn end_of(day: i32) -> View {
        View {
            bound: Stamp::start_of(day.saturating_add(1)),
            moment: Stamp::start_of(day),
        }
    }

    /// Whether something of this moment is seen.
    pub fn sees(self, stamp: Stamp) -> bool {
        stamp < self.bound
    }

    /// What is seen is strictly earlier than this.
    pub const fn bound(self) -> Stamp {
        self.bound
    }

    /// The day the question is of: rules are those in force on it.
    pub const fn day(self) -> i32 {
        self.moment.day()
    }

    /// Where the states of norms are read: at the start of the moment (S2), at a day's end at its end.
    pub fn start(self) -> Stamp {
        if self.is_end_of_day() {
            self.bound
        } else {
            self.moment
        }
    }

    /// Whether the question is asked at the end of a day.
    pub fn is_end_of_day(self) -> bool {
        self.bound.day() != self.moment.day()
    }

    /// Whether a change of this moment was made by another event of the same day (S3: then the order of the day matters).
    pub fn is_same_day_event(self, stamp: Stamp) -> bool {
        stamp.day() == self.moment.day() && stamp.place() >= 1 && stamp < self.moment
    }

    /// The same question of what was seen just before an earlier moment; of now, where that is not earlier.
    pub fn just_before(self, moment: Stamp) -> View {
        if moment < self.bound {
            View::before(moment)
        } else {
            self
        }
    }

    /// The same question at the end of an earlier day; of now, where that day has not ended.
    pub fn on_day(self, day: i32) -> View {
        let end = View::end_of(day);
        if end.bound <= self.bound { end } else { self }
    }
}
