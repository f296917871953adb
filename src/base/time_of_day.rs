//! Times of day to the minute, and the clock on which hours are counted (S1.2). There are no zones: a legal day has 24 hours.

use std::fmt;

use super::date::Date;

/// A time of day, to the minute: `14:30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(u16); // INVARIANT: less than 24 * 60.

impl TimeOfDay {
    /// `00:00`, the start of the day.
    pub const FIRST: TimeOfDay = TimeOfDay(0);
    /// `23:59`, the last minute of the day.
    pub const LAST: TimeOfDay = TimeOfDay(MINUTES_A_DAY as u16 - 1);

    /// The time with this hour (0 to 23) and minute (0 to 59).
    pub fn from_hm(hour: u32, minute: u32) -> Option<TimeOfDay> {
        if hour > 23 || minute > 59 {
            return None;
        }
        u16::try_from(hour * 60 + minute).ok().map(TimeOfDay)
    }

    /// Reads `14:30` or `9:05`.
    pub fn parse(text: &str) -> Option<TimeOfDay> {
        let (hour, minute) = text.split_once(':')?;
        let digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(hour) || !digits(minute) || !(1..=2).contains(&hour.len()) || minute.len() != 2 {
            return None;
        }
        TimeOfDay::from_hm(hour.parse().ok()?, minute.parse().ok()?)
    }

    /// Minutes since the start of the day.
    pub fn minutes(self) -> u32 {
        u32::from(self.0)
    }
}

/// `14:30`.
impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

const MINUTES_A_DAY: i64 = 24 * 60;

/// The times at which something may have happened: one minute, or any in a stretch where the time of day is not said (S1.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockRange {
    earliest: i64,
    latest: i64, // INVARIANT: minutes since 1 January 1970, not before `earliest`.
}

impl ClockRange {
    /// When something of this day happened: at its time, or at any time of the day.
    pub fn of(date: Date, time: Option<TimeOfDay>) -> ClockRange {
        let day = i64::from(date.days()) * MINUTES_A_DAY;
        let at = |time: TimeOfDay| day + i64::from(time.0);
        ClockRange {
            earliest: at(time.unwrap_or(TimeOfDay::FIRST)),
            latest: at(time.unwrap_or(TimeOfDay::LAST)),
        }
    }

    /// So many hours later by the clock.
    pub fn plus_hours(self, hours: u32) -> ClockRange {
        let minutes = i64::from(hours) * 60;
        ClockRange {
            earliest: self.earliest + minutes,
            latest: self.latest + minutes,
        }
    }

    /// So many hours earlier by the clock.
    pub fn minus_hours(self, hours: u32) -> ClockRange {
        let minutes = i64::from(hours) * 60;
        ClockRange {
            earliest: self.earliest - minutes,
            latest: self.latest - minutes,
        }
    }

    /// Whether this is no later than the other: `None` where the unsaid times of day decide it (S1.2).
    pub fn is_by(self, other: ClockRange) -> Option<bool> {
        if self.latest <= other.earliest {
            return Some(true);
        }
        if self.earliest > other.latest {
            Some(false)
        } else {
            None
        }
    }

    /// The last day in which it may lie, if there is such a date: the day on whose end a count of hours has surely run out.
    pub fn last_day(self) -> Option<Date> {
        i32::try_from(self.latest.div_euclid(MINUTES_A_DAY))
            .ok()
            .and_then(Date::from_days)
    }

    /// The first day in which it may lie, if there is such a date.
    pub fn first_day(self) -> Option<Date> {
        i32::try_from(self.earliest.div_euclid(MINUTES_A_DAY))
            .ok()
            .and_then(Date::from_days)
    }

    /// The one time of day at which it lies, where that is known.
    pub fn time(self) -> Option<TimeOfDay> {
        if self.earliest != self.latest {
            return None;
        }
        u16::try_from(self.earliest.rem_euclid(MINUTES_A_DAY))
            .ok()
            .map(TimeOfDay)
    }
}
