//! Civil dates without zones or clocks (S1): days of the Gregorian calendar in the years 1 to 9999, months by name,
//! and times of day to the minute.

use std::{fmt, str::FromStr};

use jiff::{ToSpan, civil};

/// A civil date: a whole day, counted from 1 January 1970, in the years 1 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i32); // INVARIANT: never outside `Date::MIN..=Date::MAX`.

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateError {
    /// It is not of the form `2013-04-01` or `1 April 2013`.
    Form,
    /// It is of the form, but there is no such day: `31 April 2013`, or a year 0.
    NoSuchDay,
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weekday {
    /// Monday, the first.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday, never a working day (S1.3).
    Saturday,
    /// Sunday, never a working day (S1.3).
    Sunday,
}

impl Date {
    /// 1 January of the year 1.
    pub const MIN: Date = Date(day_number(1, 1, 1));
    /// 31 December 9999.
    pub const MAX: Date = Date(day_number(9999, 12, 31));

    /// The date with this year, month and day, if there is one.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Date> {
        let year = i16::try_from(year).ok().filter(|year| *year >= 1)?;
        let date =
            civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        Some(Date::from_civil(date))
    }

    /// The date so many days after 1 January 1970 (before it, if negative).
    pub fn from_days(days: i32) -> Option<Date> {
        (Date::MIN.0..=Date::MAX.0)
            .contains(&days)
            .then_some(Date(days))
    }

    /// How many days it lies after 1 January 1970.
    pub fn days(self) -> i32 {
        self.0
    }

    /// The first day of a month.
    ///
    /// A month that is there has a first day, so this asks only for a year in 1 to 9999.
    pub fn first_of(year: i32, month: Month) -> Option<Date> {
        Date::from_ymd(year, month.number(), 1)
    }

    /// The last day of a month.
    pub fn last_of(year: i32, month: Month) -> Option<Date> {
        (1..=9999).contains(&year).then(|| {
            Date(day_number(
                year,
                month.number(),
                month_length(year, month.number()),
            ))
        })
    }

    /// Reads `2013-04-01`.
    pub fn from_iso(text: &str) -> Result<Date, DateError> {
        Date::from_iso_bytes(text.as_bytes())
    }

    /// Reads `2013-04-01` from bytes.
    ///
    /// This path is written by hand because a timeline may hold a million rows: it makes no text, no calendar object and
    /// no error value with anything to free. A test holds it against the calendar library day by day.
    pub fn from_iso_bytes(bytes: &[u8]) -> Result<Date, DateError> {
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = bytes else {
            return Err(DateError::Form);
        };
        let (mut year, mut month, mut day) = (0, 0, 0);
        for (number, digits) in [
            (&mut year, [y1, y2, y3, y4].as_slice()),
            (&mut month, &[m1, m2]),
            (&mut day, &[d1, d2]),
        ] {
            for digit in digits {
                if !digit.is_ascii_digit() {
                    return Err(DateError::Form);
                }
                *number = *number * 10 + u32::from(digit - b'0');
            }
        }
        let year = year.cast_signed();
        if year == 0 || !(1..=12).contains(&month) || day == 0 || day > month_length(year, month) {
            return Err(DateError::NoSuchDay);
        }
        Ok(Date(day_number(year, month, day)))
    }

    /// Reads `1 April 2013`: day, month by its full name, year in four digits.
    pub fn from_words(text: &str) -> Result<Date, DateError> {
        let mut words = text.split_ascii_whitespace();
        let (Some(day), Some(month), Some(year), None) =
            (words.next(), words.next(), words.next(), words.next())
        else {
            return Err(DateError::Form);
        };
        let all_digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
        if !all_digits(day) || day.len() > 2 || !all_digits(year) || year.len() != 4 {
            return Err(DateError::Form);
        }
        let month = Month::from_name(month).ok_or(DateError::Form)?;
        let year = year.parse().map_err(|_| DateError::Form)?;
        let day = day.parse().map_err(|_| DateError::Form)?;
        Date::from_ymd(year, month.number(), day).ok_or(DateError::NoSuchDay)
    }

    /// The year, 1 to 9999.
    pub fn year(self) -> i32 {
        self.ymd().0
    }

    /// The month.
    pub fn month(self) -> Month {
        self.ymd().1
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u32 {
        self.ymd().2
    }

    /// Year, month and day at once.
    pub fn ymd(self) -> (i32, Month, u32) {
        let (year, month, day) = from_day_number(self.0);
        (year, Month::of(month), day)
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        match (self.0 + 3).rem_euclid(7) {
            0 => Weekday::Monday,
            1 => Weekday::Tuesday,
            2 => Weekday::Wednesday,
            3 => Weekday::Thursday,
            4 => Weekday::Friday,
            5 => Weekday::Saturday,
            _ => Weekday::Sunday,
        }
    }

    /// The date so many days later (earlier, if negative), unless it leaves the years 1 to 9999.
    pub fn add_days(self, days: i32) -> Option<Date> {
        Date::from_days(self.0.checked_add(days)?)
    }

    /// The day after, unless this is the last.
    pub fn next_day(self) -> Option<Date> {
        self.add_days(1)
    }

    /// The day before, unless this is the first.
    pub fn previous_day(self) -> Option<Date> {
        self.add_days(-1)
    }

    /// The corresponding date so many months later (earlier, if negative), or the last day of that month where there is no
    /// such day (S1.3). The months are added at once: 2 months from 31 July is 30 September.
    pub fn add_months(self, months: i32) -> Option<Date> {
        let span = jiff::Span::new().try_months(months).ok()?;
        let date = self.civil()?.checked_add(span).ok()?;
        (date.year() >= 1).then(|| Date::from_civil(date))
    }

    /// How many days lie from this date to the other: 0 for the same day, negative if the other is earlier.
    pub fn days_until(self, other: Date) -> i32 {
        other.0 - self.0
    }

    /// The form `2013-04-01`, for machines.
    pub fn iso(self) -> String {
        let (year, month, day) = from_day_number(self.0);
        format!("{year:04}-{month:02}-{day:02}")
    }

    fn civil(self) -> Option<civil::Date> {
        civil::date(1970, 1, 1).checked_add(self.0.days()).ok()
    }

    fn from_civil(date: civil::Date) -> Date {
        Date(day_number(
            i32::from(date.year()),
            u32::from(date.month().unsigned_abs()),
            u32::from(date.day().unsigned_abs()),
        ))
    }
}

/// `1 April 2013`, for people.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{day} {month} {year:04}")
    }
}

/// Either written form: `2013-04-01` or `1 April 2013`.
impl FromStr for Date {
    type Err = DateError;
    fn from_str(text: &str) -> Result<Date, DateError> {
        match Date::from_iso(text) {
            Err(DateError::Form) => Date::from_words(text),
            read => read,
        }
    }
}

impl Weekday {
    /// Whether it is Saturday or Sunday.
    pub fn is_weekend(self) -> bool {
        matches!(self, Weekday::Saturday | Weekday::Sunday)
    }
}

/// `Monday`.
impl fmt::Display for Weekday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// A month of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Month {
    /// January.
    January = 1,
    /// February.
    February,
    /// March.
    March,
    /// April.
    April,
    /// May.
    May,
    /// June.
    June,
    /// July.
    July,
    /// August.
    August,
    /// September.
    September,
    /// October.
    October,
    /// November.
    November,
    /// December.
    December,
}

impl Month {
    /// The months in order.
    pub const ALL: [Month; 12] = [
        Month::January,
        Month::February,
        Month::March,
        Month::April,
        Month::May,
        Month::June,
        Month::July,
        Month::August,
        Month::September,
        Month::October,
        Month::November,
        Month::December,
    ];

    /// The month with this number, January being 1.
    pub fn from_number(number: u32) -> Option<Month> {
        Month::ALL
            .into_iter()
            .find(|month| month.number() == number)
    }

    /// The month of this full English name, with its capital.
    pub fn from_name(name: &str) -> Option<Month> {
        Month::ALL.into_iter().find(|month| month.name() == name)
    }

    /// Its number, January being 1.
    pub fn number(self) -> u32 {
        self as u32
    }

    /// Its full English name.
    pub fn name(self) -> &'static str {
        match self {
            Month::January => "January",
            Month::February => "February",
            Month::March => "March",
            Month::April => "April",
            Month::May => "May",
            Month::June => "June",
            Month::July => "July",
            Month::August => "August",
            Month::September => "September",
            Month::October => "October",
            Month::November => "November",
            Month::December => "December",
        }
    }

    fn of(number: u32) -> Month {
        match number {
            1 => Month::January,
            2 => Month::February,
            3 => Month::March,
            4 => Month::April,
            5 => Month::May,
            6 => Month::June,
            7 => Month::July,
            8 => Month::August,
            9 => Month::September,
            10 => Month::October,
            11 => Month::November,
            _ => Month::December,
        }
    }
}

/// `April`.
impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How many days a month has.
const fn month_length(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days from 1 January 1970 to a date that exists. The year is taken to begin in March, so that the leap day is its last
/// and each month's days can be counted by one straight line; 400 years are 146,097 days.
const fn day_number(year: i32, month: u32, day: u32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = ((month + 9) % 12).cast_signed();
    let day_of_year = (153 * month_from_march + 2) / 5 + day.cast_signed() - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The way back from [`day_number`]: year, month and day.
const fn from_day_number(days: i32) -> (i32, u32, u32) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * month_from_march + 2) / 5 + 1).cast_unsigned();
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    }
    .cast_unsigned();
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, day)
}
