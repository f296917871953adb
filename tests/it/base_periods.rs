//! Periods: financial years, months, declared series.

use proptest::prelude::*;
use vires::base::{
    date::{Date, Month},
    duration::{Duration, Unit},
    id::{Arena, Id},
    period::{FinancialYearError, Period, PeriodKind, PeriodSeries, SeriesError},
};

fn d(iso: &str) -> Date {
    Date::from_iso(iso).unwrap()
}

fn none() -> Arena<PeriodSeries> {
    Arena::new()
}

fn series(
    start: &str,
    count: u32,
    unit: Unit,
    times: u32,
) -> (Arena<PeriodSeries>, Id<PeriodSeries>) {
    let mut arena = Arena::new();
    let id = arena.push(
        PeriodSeries::new(
            "instalment".into(),
            d(start),
            Duration::new(count, unit),
            times,
        )
        .unwrap(),
    );
    (arena, id)
}

#[test]
fn a_financial_year_runs_from_1_april_to_31_march() {
    let year = Period::parse_financial_year("2013/14").unwrap();
    assert_eq!(
        (year.start(&none()), year.end(&none())),
        (d("2013-04-01"), d("2014-03-31"))
    );
    assert_eq!(year.show(&none()), "2013/14");
    assert_eq!(year.next(&none()).unwrap().show(&none()), "2014/15");
    assert_eq!(year.previous(&none()).unwrap().show(&none()), "2012/13");
    assert_eq!(
        Period::containing(PeriodKind::FinancialYear, d("2014-03-31"), &none()),
        Some(year)
    );
    assert_eq!(
        Period::containing(PeriodKind::FinancialYear, d("2013-04-01"), &none()),
        Some(year)
    );
    assert_ne!(
        Period::containing(PeriodKind::FinancialYear, d("2013-03-31"), &none()),
        Some(year)
    );
    assert_eq!(
        Period::parse_financial_year("1999/00")
            .unwrap()
            .start(&none()),
        d("1999-04-01")
    );
}

#[test]
fn what_is_no_financial_year_is_refused_with_the_reason() {
    for text in [
        "2013",
        "2013/2014",
        "13/14",
        "2013-14",
        "2013/1a",
        "+013/14",
    ] {
        assert_eq!(
            Period::parse_financial_year(text),
            Err(FinancialYearError::Form),
            "{text}"
        );
    }
    assert_eq!(
        Period::parse_financial_year("2013/15"),
        Err(FinancialYearError::NotTheNextYear { first: 2013 })
    );
    assert_eq!(
        Period::parse_financial_year("2013/13"),
        Err(FinancialYearError::NotTheNextYear { first: 2013 })
    );
    assert_eq!(
        Period::parse_financial_year("9999/00"),
        Err(FinancialYearError::OutsideYears)
    );
    assert_eq!(
        Period::parse_financial_year("0000/01"),
        Err(FinancialYearError::OutsideYears)
    );
}

#[test]
fn a_month_is_a_calendar_month() {
    let october = Period::parse_month("October 2002").unwrap();
    assert_eq!(
        (october.start(&none()), october.end(&none())),
        (d("2002-10-01"), d("2002-10-31"))
    );
    assert_eq!(october.show(&none()), "October 2002");
    let february = Period::month(2012, Month::February).unwrap();
    assert_eq!(february.end(&none()), d("2012-02-29"));
    let december = Period::parse_month("December 2012").unwrap();
    assert_eq!(
        december.next(&none()).unwrap().show(&none()),
        "January 2013"
    );
    assert_eq!(
        Period::parse_month("December 9999").unwrap().end(&none()),
        Date::MAX
    );
    assert_eq!(
        Period::parse_month("December 9999").unwrap().next(&none()),
        None
    );
    assert_eq!(
        Period::parse_month("January 0001")
            .unwrap()
            .previous(&none()),
        None
    );
    for text in [
        "Oct 2002",
        "October",
        "october 2002",
        "October 02",
        "1 October 2002",
        "October 0000",
    ] {
        assert_eq!(Period::parse_month(text), None, "{text}");
    }
}

#[test]
fn the_edges_of_the_years_have_no_financial_year() {
    assert_eq!(
        Period::containing(PeriodKind::FinancialYear, Date::MIN, &none()),
        None
    );
    assert_eq!(
        Period::containing(PeriodKind::FinancialYear, Date::MAX, &none()),
        None
    );
    assert_eq!(
        Period::financial_year(9998).unwrap().end(&none()),
        d("9999-03-31")
    );
    assert_eq!(Period::financial_year(9998).unwrap().next(&none()), None);
}

#[test]
fn a_declared_series_begins_and_ends() {
    let (arena, id) = series("2025-02-04", 1, Unit::Month, 12);
    let first = Period::declared(id, 0, &arena).unwrap();
    assert_eq!(
        (first.start(&arena), first.end(&arena)),
        (d("2025-02-04"), d("2025-03-03"))
    );
    assert_eq!(first.show(&arena), "instalment 1");
    assert_eq!(first.previous(&arena), None);
    let last = Period::declared(id, 11, &arena).unwrap();
    assert_eq!(
        (last.end(&arena), last.next(&arena)),
        (d("2026-02-03"), None)
    );
    assert_eq!(Period::declared(id, 12, &arena), None);
    let kind = PeriodKind::Declared(id);
    assert_eq!(Period::containing(kind, d("2025-02-03"), &arena), None);
    assert_eq!(
        Period::containing(kind, d("2025-02-04"), &arena),
        Some(first)
    );
    assert_eq!(
        Period::containing(kind, d("2026-02-03"), &arena),
        Some(last)
    );
    assert_eq!(Period::containing(kind, d("2026-02-04"), &arena), None);
    assert_eq!(Period::declared(id, 0, &none()), None);
}

#[test]
fn a_monthly_series_from_the_31st_comes_back_to_the_31st() {
    let (arena, id) = series("2013-01-31", 1, Unit::Month, 4);
    let starts: Vec<_> = (0..4)
        .map(|n| Period::declared(id, n, &arena).unwrap().start(&arena).iso())
        .collect();
    assert_eq!(
        starts,
        ["2013-01-31", "2013-02-28", "2013-03-31", "2013-04-30"]
    );
}

#[test]
fn a_series_that_makes_no_sense_is_refused() {
    let new = |count, unit, times| {
        PeriodSeries::new(
            "p".into(),
            d("2013-01-01"),
            Duration::new(count, unit),
            times,
        )
    };
    assert_eq!(
        new(0, Unit::Month, 1),
        Err(SeriesError::Every(Duration::new(0, Unit::Month)))
    );
    assert_eq!(
        new(1, Unit::WorkingDay, 1),
        Err(SeriesError::Every(Duration::new(1, Unit::WorkingDay)))
    );
    assert_eq!(new(1, Unit::Month, 0), Err(SeriesError::Times(0)));
    assert_eq!(
        new(1, Unit::Month, u32::MAX),
        Err(SeriesError::Times(u32::MAX))
    );
    assert_eq!(new(1, Unit::Year, 9000), Err(SeriesError::OutsideYears));
    assert_eq!(new(u32::MAX, Unit::Day, 2), Err(SeriesError::OutsideYears));
}

proptest! {
    #[test]
    fn periods_follow_one_another_without_gap(days in d("1900-01-01").days()..d("2100-01-01").days(), every in 1..40_u32) {
        let date = Date::from_days(days).unwrap();
        let (arena, id) = series("1899-12-31", every, Unit::Week, 10_600 / every + 2);
        for kind in [PeriodKind::FinancialYear, PeriodKind::Month, PeriodKind::Declared(id)] {
            let period = Period::containing(kind, date, &arena).unwrap();
            prop_assert!(period.contains(date, &arena));
            let next = period.next(&arena).unwrap();
            prop_assert_eq!(period.end(&arena).next_day(), Some(next.start(&arena)));
            prop_assert_eq!(next.previous(&arena), Some(period));
            prop_assert!(period < next);
        }
    }

    #[test]
    fn financial_years_and_months_are_read_back(first in 1..9999_i32, month in 1..13_u32) {
        let year = Period::financial_year(first).unwrap();
        prop_assert_eq!(Period::parse_financial_year(&year.show(&none())), Ok(year));
        let month = Period::month(first, Month::from_number(month).unwrap()).unwrap();
        prop_assert_eq!(Period::parse_month(&month.show(&none())), Some(month));
    }
}
