//! Periods: financial years, calendar months, and the series that a policy declares.

use std::fmt;

use smol_str::SmolStr;

use super::{
    date::{Date, Month},
    duration::{Duration, Unit},
    id::{Arena, Id},
};

/// Which periods a period is one of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PeriodKind {
    /// `financial-year`: 1 April to 31 March, written `2013/14`.
    FinancialYear,
    /// `month`: a calendar month, written `October 2002`.
    Month,
    /// A declared series: `period instalment monthly from 4 February 2025, 12 times`.
    Declared(Id<PeriodSeries>),
}

/// One period: a kind, and which of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    kind: PeriodKind,
    /// The year it begins in; the months since the year 0; or its number in its series, from 0.
    // INVARIANT: both its ends lie in the years 1 to 9999, and in its series.
    index: i32,
}

/// The periods that a policy declares under one name: the first day, how often, and how many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodSeries {
    name: SmolStr,
    every: Duration,
    starts: Vec<Date>, // INVARIANT: strictly rising; one more than there are periods, the last being the day after the last.
}

/// Why a series of periods makes no sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeriesError {
    /// Its periods are counted in something else than days, weeks, months or years, or in nothing.
    Every(Duration),
    /// It has no period, or more than [`PeriodSeries::MAX_TIMES`].
    Times(u32),
    /// Its last period leaves the years 1 to 9999.
    OutsideYears,
}

/// Why a text is no financial year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FinancialYearError {
    /// It is not of the form `2013/14`.
    Form,
    /// The second year is not the one after the first: `2013/15`.
    NotTheNextYear {
        /// The first year.
        first: i32,
    },
    /// It leaves the years 1 to 9999.
    OutsideYears,
}

impl PeriodSeries {
    /// The most periods in a series: daily for a century fits, and a slip of the pen cannot fill the memory.
    pub const MAX_TIMES: u32 = 40_000;

    /// The series of `times` periods, the first beginning on `start` and each lasting `every`. The n-th begins n lengths after
    /// `start`, added at once: monthly from 31 January has its second period from 28 February and its third from 31 March.
    pub fn new(
        name: SmolStr,
        start: Date,
        every: Duration,
        times: u32,
    ) -> Result<PeriodSeries, SeriesError> {
        if every.count == 0
            || !matches!(
                every.unit,
                Unit::Day | Unit::Week | Unit::Month | Unit::Year
            )
        {
            return Err(SeriesError::Every(every));
        }
        if times == 0 || times > Self::MAX_TIMES {
            return Err(SeriesError::Times(times));
        }
        let start_of = |number: u32| {
            let count = every.count.checked_mul(number)?;
            Duration::new(count, every.unit).after(start, None).ok()
        };
        let starts = (0..=times)
            .map(start_of)
            .collect::<Option<Vec<_>>>()
            .ok_or(SeriesError::OutsideYears)?;
        Ok(PeriodSeries {
            name,
            every,
            starts,
        })
    }

    /// Its name.
    pub fn name(&self) -> &SmolStr {
        &self.name
    }

    /// How long each period is.
    pub fn every(&self) -> Duration {
        self.every
    }

    /// How many periods it has.
    pub fn times(&self) -> u32 {
        u32::try_from(self.starts.len())
            .unwrap_or(u32::MAX)
            .saturating_sub(1)
    }

    fn start(&self, number: i32) -> Option<Date> {
        usize::try_from(number)
            .ok()
            .and_then(|number| self.starts.get(number))
            .copied()
    }
}

impl Period {
    /// The financial year that begins on 1 April of this year, from 1 to 9998.
    pub fn financial_year(first: i32) -> Option<Period> {
        (1..=9998).contains(&first).then_some(Period {
            kind: PeriodKind::FinancialYear,
            index: first,
        })
    }

    /// A calendar month.
    pub fn month(year: i32, month: Month) -> Option<Period> {
        let index = year
            .checked_mul(12)?
            .checked_add(month.number().cast_signed() - 1)?;
        (1..=9999).contains(&year).then_some(Period {
            kind: PeriodKind::Month,
            index,
        })
    }

    /// The period of a declared series with this number, from 0.
    pub fn declared(
        id: Id<PeriodSeries>,
        number: u32,
        series: &Arena<PeriodSeries>,
    ) -> Option<Period> {
        let index = i32::try_from(number).ok()?;
        (number < series.get(id)?.times()).then_some(Period {
            kind: PeriodKind::Declared(id),
            index,
        })
    }

    /// The period of a kind in which a date lies, if there is one.
    pub fn containing(
        kind: PeriodKind,
        date: Date,
        series: &Arena<PeriodSeries>,
    ) -> Option<Period> {
        match kind {
            PeriodKind::FinancialYear => {
                let before_april = date.month() < Month::April;
                Period::financial_year(if before_april {
                    date.year() - 1
                } else {
                    date.year()
                })
            }
            PeriodKind::Month => Period::month(date.year(), date.month()),
            PeriodKind::Declared(id) => {
                let begun = series
                    .get(id)?
                    .starts
                    .partition_point(|start| *start <= date);
                Period::declared(id, u32::try_from(begun).ok()?.checked_sub(1)?, series)
            }
        }
    }

    /// Reads `2013/14`.
    pub fn parse_financial_year(text: &str) -> Result<Period, FinancialYearError> {
        let (first, second) = text.split_once('/').ok_or(FinancialYearError::Form)?;
        let digits = |word: &str, length| {
            word.len() == length && word.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !digits(first, 4) || !digits(second, 2) {
            return Err(FinancialYearError::Form);
        }
        let first = first.parse::<i32>().map_err(|_| FinancialYearError::Form)?;
        let second = second
            .parse::<i32>()
            .map_err(|_| FinancialYearError::Form)?;
        if (first + 1) % 100 != second {
            return Err(FinancialYearError::NotTheNextYear { first });
        }
        Period::financial_year(first).ok_or(FinancialYearError::OutsideYears)
    }

    /// Reads `October 2002`.
    pub fn parse_month(text: &str) -> Option<Period> {
        let mut words = text.split_ascii_whitespace();
        let (Some(month), Some(year), None) = (words.next(), words.next(), words.next()) else {
            return None;
        };
        if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        Period::month(year.parse().ok()?, Month::from_name(month)?)
    }

    /// Its kind.
    pub fn kind(self) -> PeriodKind {
        self.kind
    }

    /// Which of its kind it is: the year a financial year begins in, the months since the year 0, or the number in a declared
    /// series, from 0. Periods of one kind follow one another by it.
    pub fn index(self) -> i32 {
        self.index
    }

    /// Its first day.
    pub fn start(self, series: &Arena<PeriodSeries>) -> Date {
        match self.kind {
            PeriodKind::FinancialYear => in_years(Date::first_of(self.index, Month::April)),
            PeriodKind::Month => in_years(Date::from_ymd(self.index / 12, self.month_number(), 1)),
            #[expect(
                clippy::expect_used,
                reason = "a period is made only within its series: a miss is our bug (exit 70)"
            )]
            PeriodKind::Declared(id) => series[id]
                .start(self.index)
                .expect("a declared period lies in its series"),
        }
    }

    /// Its last day.
    pub fn end(self, series: &Arena<PeriodSeries>) -> Date {
        match self.kind {
            PeriodKind::FinancialYear => in_years(Date::last_of(self.index + 1, Month::March)),
            PeriodKind::Month => in_years(
                Month::from_number(self.month_number())
                    .and_then(|month| Date::last_of(self.index / 12, month)),
            ),
            #[expect(
                clippy::expect_used,
                reason = "a period is made only within its series: a miss is our bug (exit 70)"
            )]
            PeriodKind::Declared(id) => series[id]
                .start(self.index + 1)
                .and_then(Date::previous_day)
                .expect("a declared period lies in its series"),
        }
    }

    /// The period after it, if there is one.
    pub fn next(self, series: &Arena<PeriodSeries>) -> Option<Period> {
        self.moved(1, series)
    }

    /// The period before it, if there is one.
    pub fn previous(self, series: &Arena<PeriodSeries>) -> Option<Period> {
        self.moved(-1, series)
    }

    /// Whether a date lies in it.
    pub fn contains(self, date: Date, series: &Arena<PeriodSeries>) -> bool {
        self.start(series) <= date && date <= self.end(series)
    }

    /// As people write it: `2013/14`, `October 2002`, `instalment 3` (counted from 1).
    pub fn show(self, series: &Arena<PeriodSeries>) -> String {
        struct Shown<'a>(Period, &'a Arena<PeriodSeries>);
        impl fmt::Display for Shown<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let Shown(period, series) = self;
                match period.kind {
                    PeriodKind::FinancialYear => {
                        write!(f, "{:04}/{:02}", period.index, (period.index + 1) % 100)
                    }
                    PeriodKind::Month => {
                        let start = period.start(series);
                        write!(f, "{} {:04}", start.month(), start.year())
                    }
                    PeriodKind::Declared(id) => {
                        write!(f, "{} {}", series[id].name, period.index + 1)
                    }
                }
            }
        }
        Shown(self, series).to_string()
    }

    fn moved(self, step: i32, series: &Arena<PeriodSeries>) -> Option<Period> {
        let index = self.index + step;
        match self.kind {
            PeriodKind::FinancialYear => Period::financial_year(index),
            PeriodKind::Month => (12..12 * 10_000).contains(&index).then_some(Period {
                kind: PeriodKind::Month,
                index,
            }),
            PeriodKind::Declared(id) => Period::declared(id, u32::try_from(index).ok()?, series),
        }
    }

    fn month_number(self) -> u32 {
        (self.index % 12 + 1).unsigned_abs()
    }
}

fn in_years(date: Option<Date>) -> Date {
    #[expect(
        clippy::expect_used,
        reason = "a period is made only within the years 1 to 9999: a miss is our bug (exit 70)"
    )]
    date.expect("a period lies in the years 1 to 9999")
}
