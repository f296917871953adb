//! Lengths of time, and the rules by which they are counted from a date (S1.2, S1.3): pure functions, each edge thought out.

use std::fmt;

use super::{
    calendar::{Calendar, OutsideCalendar},
    date::Date,
};

/// A length of time as people write it: `28 days`, `5 working days`, `3 months`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

/// What a length of time is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// `72 hours`: by the clock, from event to event; see [`super::time_of_day::ClockRange`].
    Hour,
    /// `28 days`.
    Day,
    /// `18 weeks`: of seven days.
    Week,
    /// `3 months`: to the corresponding date (S1.3).
    Month,
    /// `2 years`: twelve months each.
    Year,
    /// `5 working days`: without Saturdays, Sundays and the calendar's holidays (S1.3).
    WorkingDay,
    /// `3 clear days`: both ends excluded (S1.2).
    ClearDay,
}

/// Why a length of time cannot be counted from a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CountError {
    /// Working days ran past the years that the calendar covers.
    OutsideCalendar(OutsideCalendar),
    /// Working days were counted where no calendar is declared.
    NoCalendar,
    /// The count leaves the years 1 to 9999.
    OutsideYears {
        /// The length.
        duration: Duration,
        /// The date it was counted from.
        date: Date,
    },
    /// Hours run by the clock, from an event's time; a date alone has none.
    HoursNeedClock,
    /// Clear days exclude both ends, so they cannot begin with a day.
    ClearDaysBeginNowhere,
}

impl Duration {
    /// So many of a unit.
    pub fn new(count: u32, unit: Unit) -> Duration {
        Duration { count, unit }
    }

    /// The last day of `within D from d`. The day `d` itself is not counted (S1.2); months and years end on the corresponding
    /// date, or the last day of the month (S1.3). Working days are those after `d`: the first that counts is a working day.
    /// `within n clear days from d` leaves at most n whole days between, so it ends on the day after them.
    pub fn within_from(self, d: Date, calendar: Option<&Calendar>) -> Result<Date, CountError> {
        self.after(d, calendar)
    }

    /// The last day of `within D beginning with d`: `d` is counted (S1.2), so days end one day earlier than with `from`, and
    /// months and years end the day before the corresponding date (S1.3). Where the month has no corresponding date they end
    /// on its last day: that is the day before the one that is missing, so a year beginning with 29 February 2012 ends on
    /// 28 February 2013. Working days beginning with a day that is none begin on the next working day.
    pub fn within_beginning_with(
        self,
        d: Date,
        calendar: Option<&Calendar>,
    ) -> Result<Date, CountError> {
        let outside = self.outside_years(d);
        match self.unit {
            Unit::Hour => Err(CountError::HoursNeedClock),
            Unit::ClearDay => Err(CountError::ClearDaysBeginNowhere),
            Unit::Day | Unit::Week => self
                .days()
                .and_then(|days| d.add_days(days - 1))
                .ok_or(outside),
            Unit::Month | Unit::Year => {
                let end = self
                    .months()
                    .and_then(|months| d.add_months(months))
                    .ok_or(outside.clone())?;
                if end.day() < d.day() {
                    Ok(end)
                } else {
                    end.previous_day().ok_or(outside)
                }
            }
            Unit::WorkingDay => {
                let before = d.previous_day().ok_or(outside)?;
                self.working_days(before, 1, calendar)
            }
        }
    }

    /// The day `D after d`. Of clear days: the first day that leaves n whole days between.
    pub fn after(self, d: Date, calendar: Option<&Calendar>) -> Result<Date, CountError> {
        self.counted(d, 1, calendar)
    }

    /// The day `D before d`: the last day of `at least D before d` and the first of `within D before d`. Of clear days:
    /// the last day that leaves n whole days between.
    pub fn before(self, d: Date, calendar: Option<&Calendar>) -> Result<Date, CountError> {
        self.counted(d, -1, calendar)
    }

    /// This length as whole months, if it is one of months or years.
    pub fn months(self) -> Option<i32> {
        let months = match self.unit {
            Unit::Month => Some(self.count),
            Unit::Year => self.count.checked_mul(12),
            _ => None,
        };
        months.and_then(|months| i32::try_from(months).ok())
    }

    /// This length as whole days, if it is one of days or weeks.
    pub fn days(self) -> Option<i32> {
        let days = match self.unit {
            Unit::Day => Some(self.count),
            Unit::Week => self.count.checked_mul(7),
            _ => None,
        };
        days.and_then(|days| i32::try_from(days).ok())
    }

    /// Counts from `d`, later where `step` is 1 and earlier where it is -1; `d` itself is never counted.
    fn counted(self, d: Date, step: i32, calendar: Option<&Calendar>) -> Result<Date, CountError> {
        let end = match self.unit {
            Unit::Hour => return Err(CountError::HoursNeedClock),
            Unit::WorkingDay => return self.working_days(d, step, calendar),
            Unit::Day | Unit::Week => self.days().and_then(|days| d.add_days(step * days)),
            Unit::Month | Unit::Year => {
                self.months().and_then(|months| d.add_months(step * months))
            }
            Unit::ClearDay => {
                let days = self
                    .count
                    .checked_add(1)
                    .and_then(|days| i32::try_from(days).ok());
                days.and_then(|days| d.add_days(step * days))
            }
        };
        end.ok_or(self.outside_years(d))
    }

    /// The n-th working day after `d` (before it, where `step` is -1); `d` itself where n is 0.
    fn working_days(
        self,
        d: Date,
        step: i32,
        calendar: Option<&Calendar>,
    ) -> Result<Date, CountError> {
        let calendar = calendar.ok_or(CountError::NoCalendar)?;
        let mut day = d;
        let mut left = self.count;
        while left > 0 {
            day = day.add_days(step).ok_or(self.outside_years(d))?;
            if calendar
                .is_working_day(day)
                .map_err(CountError::OutsideCalendar)?
            {
                left -= 1;
            }
        }
        Ok(day)
    }

    fn outside_years(self, date: Date) -> CountError {
        CountError::OutsideYears {
            duration: self,
            date,
        }
    }
}

/// How many whole days lie between two dates, both excluded (S1.2): 0 for neighbours and for the same day.
pub fn clear_days_between(one: Date, other: Date) -> u32 {
    one.days_until(other).unsigned_abs().saturating_sub(1)
}

impl Unit {
    /// The word for one.
    pub fn singular(self) -> &'static str {
        match self {
            Unit::Hour => "hour",
            Unit::Day => "day",
            Unit::Week => "week",
            Unit::Month => "month",
            Unit::Year => "year",
            Unit::WorkingDay => "working day",
            Unit::ClearDay => "clear day",
        }
    }
}

/// `28 days`, `1 month`.
impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.count == 1 { "" } else { "s" };
        write!(f, "{} {}{plural}", self.count, self.unit.singular())
    }
}

impl fmt::Display for CountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CountError::OutsideCalendar(outside) => outside.fmt(f),
            CountError::NoCalendar => {
                f.write_str("working days need a calendar, and none is declared")
            }
            CountError::OutsideYears { duration, date } => {
                write!(
                    f,
                    "{duration} counted from {date} leaves the years 1 to 9999"
                )
            }
            CountError::HoursNeedClock => {
                f.write_str("hours are counted from an event, not from a date")
            }
            CountError::ClearDaysBeginNowhere => {
                f.write_str("clear days exclude both ends, so they begin with no day")
            }
        }
    }
}
