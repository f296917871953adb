//! Calendars of working days: the years for which the holidays are known, and the holidays.

use std::fmt;

use smol_str::SmolStr;

use super::date::Date;

/// A calendar that a policy declares: `calendar england from 2012 to 2016 { holidays 25 December 2013, … }`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    name: SmolStr,
    first_year: i32,
    last_year: i32,
    holidays: Vec<Date>, // INVARIANT: sorted, each once, so that a day is found by halving.
}

/// A date of which a calendar says nothing: an error, never a guess (S1.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutsideCalendar {
    /// The calendar that was asked.
    pub calendar: SmolStr,
    /// The first year it covers.
    pub first_year: i32,
    /// The last year it covers.
    pub last_year: i32,
    /// The date it was asked of.
    pub date: Date,
}

impl Calendar {
    /// A calendar of the years `first_year` to `last_year`, both included. The holidays may come in any order, and twice.
    pub fn new(
        name: SmolStr,
        first_year: i32,
        last_year: i32,
        mut holidays: Vec<Date>,
    ) -> Calendar {
        holidays.sort_unstable();
        holidays.dedup();
        Calendar {
            name,
            first_year,
            last_year,
            holidays,
        }
    }

    /// Its name.
    pub fn name(&self) -> &SmolStr {
        &self.name
    }

    /// The first year it covers.
    pub fn first_year(&self) -> i32 {
        self.first_year
    }

    /// The last year it covers.
    pub fn last_year(&self) -> i32 {
        self.last_year
    }

    /// Its holidays in order, each once.
    pub fn holidays(&self) -> &[Date] {
        &self.holidays
    }

    /// Whether it says anything of this date.
    pub fn covers(&self, date: Date) -> bool {
        (self.first_year..=self.last_year).contains(&date.year())
    }

    /// Whether the date is neither a Saturday, a Sunday nor a holiday (S1.3). A date outside the calendar's years is an
    /// error even at a weekend: who asks there counts past what is known.
    pub fn is_working_day(&self, date: Date) -> Result<bool, OutsideCalendar> {
        if !self.covers(date) {
            let (first_year, last_year) = (self.first_year, self.last_year);
            return Err(OutsideCalendar {
                calendar: self.name.clone(),
                first_year,
                last_year,
                date,
            });
        }
        Ok(!date.weekday().is_weekend() && self.holidays.binary_search(&date).is_err())
    }
}

/// `1 January 2017 is outside the calendar england, which covers 2012 to 2016`.
impl fmt::Display for OutsideCalendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let OutsideCalendar {
            calendar,
            first_year,
            last_year,
            date,
        } = self;
        write!(
            f,
            "{date} is outside the calendar `{calendar}`, which covers {first_year} to {last_year}"
        )
    }
}
