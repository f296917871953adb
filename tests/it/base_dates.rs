//! Dates, times and the counting rules of S1.2 and S1.3, each edge by an example and the laws by many.

use proptest::prelude::*;
use vires::base::{
    calendar::Calendar,
    date::{Date, DateError, Month, Weekday},
    duration::{CountError, Duration, Unit, clear_days_between},
    time_of_day::{ClockRange, TimeOfDay},
};

fn d(iso: &str) -> Date {
    Date::from_iso(iso).unwrap()
}

fn time(text: &str) -> Option<TimeOfDay> {
    Some(TimeOfDay::parse(text).unwrap())
}

/// Reads `28 days`, `5 working days`.
fn length(text: &str) -> Duration {
    let (count, unit) = text.split_once(' ').unwrap();
    let unit = match unit.trim_end_matches('s') {
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "week" => Unit::Week,
        "month" => Unit::Month,
        "year" => Unit::Year,
        "working day" => Unit::WorkingDay,
        "clear day" => Unit::ClearDay,
        other => panic!("no unit: {other}"),
    };
    Duration::new(count.parse().unwrap(), unit)
}

fn england() -> Calendar {
    let holidays = ["2014-01-01", "2013-12-25", "2013-12-26", "2013-12-25"];
    Calendar::new("england".into(), 2012, 2014, holidays.map(d).to_vec())
}

#[track_caller]
fn within(text: &str, from: &str, end: &str, end_beginning_with: &str) {
    let calendar = england();
    let (length, from) = (length(text), d(from));
    assert_eq!(
        length.within_from(from, Some(&calendar)).map(Date::iso),
        Ok(end.into()),
        "within {text} from"
    );
    let beginning = length
        .within_beginning_with(from, Some(&calendar))
        .map(Date::iso);
    assert_eq!(
        beginning,
        Ok(end_beginning_with.into()),
        "within {text} beginning with"
    );
}

#[track_caller]
fn before(text: &str, from: &str, expected: &str) {
    assert_eq!(
        length(text)
            .before(d(from), Some(&england()))
            .map(Date::iso),
        Ok(expected.into()),
        "{text} before"
    );
}

#[test]
fn written_forms_are_read_and_shown() {
    let date = d("2013-04-01");
    assert_eq!(date.to_string(), "1 April 2013");
    assert_eq!(date.iso(), "2013-04-01");
    assert_eq!("1 April 2013".parse(), Ok(date));
    assert_eq!("2013-04-01".parse(), Ok(date));
    assert_eq!(
        (date.year(), date.month(), date.day()),
        (2013, Month::April, 1)
    );
    assert_eq!(date.weekday(), Weekday::Monday);
    assert_eq!(d("0001-01-01"), Date::MIN);
    assert_eq!(d("9999-12-31"), Date::MAX);
    assert_eq!(d("1970-01-01").days(), 0);
}

#[test]
fn what_is_no_date_is_refused() {
    for text in [
        "",
        "2013-4-1",
        "2013/04/01",
        "20130401",
        "2013-04-011",
        "1 april 2013",
        "1 April",
        "April 2013",
        "１ April 2013",
    ] {
        assert_eq!(text.parse::<Date>(), Err(DateError::Form), "{text}");
    }
    for text in [
        "2013-02-29",
        "1900-02-29",
        "2013-04-31",
        "2013-13-01",
        "2013-00-01",
        "2013-01-00",
        "0000-01-01",
        "31 April 2013",
        "0 May 2013",
    ] {
        assert_eq!(text.parse::<Date>(), Err(DateError::NoSuchDay), "{text}");
    }
    assert!(Date::from_ymd(10_000, 1, 1).is_none() && Date::from_ymd(0, 12, 31).is_none());
    assert_eq!(d("2000-02-29").iso(), "2000-02-29");
}

#[test]
fn dates_stop_at_the_ends_of_the_calendar() {
    assert_eq!(Date::MAX.next_day(), None);
    assert_eq!(Date::MIN.previous_day(), None);
    assert_eq!(Date::MAX.add_days(i32::MAX), None);
    assert_eq!(Date::MAX.add_months(1), None);
    assert_eq!(Date::MIN.add_months(-1), None);
    assert_eq!(Date::MIN.add_months(i32::MIN), None);
    let year = length("1 year");
    assert_eq!(
        year.after(Date::MAX, None),
        Err(CountError::OutsideYears {
            duration: year,
            date: Date::MAX
        })
    );
    assert!(matches!(
        length("4000000000 weeks").after(Date::MIN, None),
        Err(CountError::OutsideYears { .. })
    ));
    assert!(matches!(
        length("4294967295 clear days").before(Date::MAX, None),
        Err(CountError::OutsideYears { .. })
    ));
    assert_eq!(
        length("1 day").within_beginning_with(Date::MAX, None),
        Ok(Date::MAX)
    );
}

#[test]
fn the_hand_written_calendar_is_the_library_s_day_by_day() {
    let mut day = jiff::civil::date(1, 1, 1);
    for number in Date::MIN.days()..=Date::MAX.days() {
        // Every day of four centuries, and the days around each year's turn and leap day elsewhere.
        let date = Date::from_days(number).unwrap();
        if (1800..2200).contains(&day.year())
            || (day.month() < 4 && day.day() > 25)
            || day.day_of_year() < 3
        {
            let fields = (date.year(), date.month().number(), date.day());
            assert_eq!(
                fields,
                (day.year().into(), day.month() as u32, day.day() as u32)
            );
            assert_eq!(date.weekday() as i8, day.weekday().to_monday_zero_offset());
            assert_eq!(Date::from_iso(&day.to_string()), Ok(date));
        }
        if number < Date::MAX.days() {
            day = day.tomorrow().unwrap();
        }
    }
    assert_eq!(day, jiff::civil::date(9999, 12, 31));
}

#[test]
fn days_and_weeks_count_the_first_day_only_with_beginning_with() {
    within("28 days", "2013-03-01", "2013-03-29", "2013-03-28");
    within("1 day", "2013-03-01", "2013-03-02", "2013-03-01");
    within("0 days", "2013-03-01", "2013-03-01", "2013-02-28");
    within("2 weeks", "2013-12-25", "2014-01-08", "2014-01-07");
    within("1 day", "2012-02-28", "2012-02-29", "2012-02-28");
}

#[test]
fn months_end_on_the_corresponding_date_or_the_last_of_the_month() {
    within("1 month", "2013-03-01", "2013-04-01", "2013-03-31");
    within("3 months", "2013-01-15", "2013-04-15", "2013-04-14");
    // No such day in the last month: its last day either way, for the day before the missing one is that day too.
    within("1 month", "2013-01-31", "2013-02-28", "2013-02-28");
    within("1 month", "2012-01-30", "2012-02-29", "2012-02-29");
    within("2 months", "2013-07-31", "2013-09-30", "2013-09-30");
    within("1 month", "2013-08-31", "2013-09-30", "2013-09-30");
    // The last day of a short month corresponds to the same number, not to the last day.
    within("1 month", "2013-02-28", "2013-03-28", "2013-03-27");
    within("1 month", "2013-01-28", "2013-02-28", "2013-02-27");
    within("12 months", "2013-04-01", "2014-04-01", "2014-03-31");
}

#[test]
fn years_meet_the_leap_day() {
    within("1 year", "2012-02-29", "2013-02-28", "2013-02-28");
    within("4 years", "2012-02-29", "2016-02-29", "2016-02-28");
    within("1 year", "2011-02-28", "2012-02-28", "2012-02-27");
    within("1 year", "2012-03-01", "2013-03-01", "2013-02-28");
    within("100 years", "2000-02-29", "2100-02-28", "2100-02-28");
    before("1 year", "2013-02-28", "2012-02-28");
    before("1 year", "2012-02-29", "2011-02-28");
}

#[test]
fn months_before_correspond_too() {
    before("1 month", "2013-03-31", "2013-02-28");
    before("1 month", "2012-03-30", "2012-02-29");
    before("2 months", "2013-01-15", "2012-11-15");
    before("28 days", "2013-03-01", "2013-02-01");
    before("1 week", "2013-01-03", "2012-12-27");
}

#[test]
fn clear_days_leave_out_both_ends() {
    // Three whole days between: 2, 3 and 4 March.
    assert_eq!(
        length("3 clear days").after(d("2013-03-01"), None),
        Ok(d("2013-03-05"))
    );
    before("3 clear days", "2013-03-05", "2013-03-01");
    before("14 clear days", "2013-04-01", "2013-03-17");
    before("0 clear days", "2013-04-01", "2013-03-31");
    assert_eq!(clear_days_between(d("2013-03-01"), d("2013-03-05")), 3);
    assert_eq!(clear_days_between(d("2013-03-05"), d("2013-03-01")), 3);
    assert_eq!(clear_days_between(d("2013-03-05"), d("2013-03-06")), 0);
    assert_eq!(clear_days_between(d("2013-03-05"), d("2013-03-05")), 0);
    let beginning = length("3 clear days").within_beginning_with(d("2013-03-01"), None);
    assert_eq!(beginning, Err(CountError::ClearDaysBeginNowhere));
}

#[test]
fn working_days_skip_weekends_and_holidays() {
    // Monday to Monday; counting Monday itself, to Friday.
    within("5 working days", "2013-03-04", "2013-03-11", "2013-03-08");
    within("1 working day", "2013-03-08", "2013-03-11", "2013-03-08");
    // A count that begins on a Saturday or Sunday begins on the Monday, either way.
    within("1 working day", "2013-03-09", "2013-03-11", "2013-03-11");
    within("5 working days", "2013-03-10", "2013-03-15", "2013-03-15");
    // Christmas 2013: Wednesday and Thursday are holidays, then Friday 27, Monday 30, Tuesday 31, New Year's Day, Thursday 2.
    within("1 working day", "2013-12-24", "2013-12-27", "2013-12-24");
    within("4 working days", "2013-12-24", "2014-01-02", "2013-12-31");
    within("1 working day", "2013-12-25", "2013-12-27", "2013-12-27");
    within("0 working days", "2013-12-25", "2013-12-25", "2013-12-24");
    before("1 working day", "2013-12-27", "2013-12-24");
    before("5 working days", "2013-03-11", "2013-03-04");
    before("1 working day", "2013-03-10", "2013-03-08");
}

#[test]
fn a_count_past_the_calendar_is_an_error_that_names_calendar_and_date() {
    let error = length("3 working days")
        .after(d("2014-12-30"), Some(&england()))
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "1 January 2015 is outside the calendar `england`, which covers 2012 to 2014"
    );
    // The last day covered can be reached, and the first day past it only begins to matter when it is counted.
    assert_eq!(
        length("1 working day").after(d("2014-12-30"), Some(&england())),
        Ok(d("2014-12-31"))
    );
    assert!(
        length("1 working day")
            .before(d("2012-01-02"), Some(&england()))
            .is_err()
    );
    // Even a weekend outside the years is not known.
    assert!(england().is_working_day(d("2011-12-31")).is_err());
    assert_eq!(
        length("1 working day").after(d("2013-03-04"), None),
        Err(CountError::NoCalendar)
    );
}

#[test]
fn calendars_keep_holidays_in_order_and_once() {
    let calendar = england();
    assert_eq!(
        calendar.holidays(),
        ["2013-12-25", "2013-12-26", "2014-01-01"].map(d)
    );
    assert_eq!(calendar.is_working_day(d("2013-12-26")), Ok(false));
    assert_eq!(calendar.is_working_day(d("2013-12-27")), Ok(true));
    assert_eq!(calendar.is_working_day(d("2013-12-28")), Ok(false));
}

#[test]
fn hours_run_by_the_clock() {
    assert_eq!(
        length("72 hours").after(d("2013-03-01"), None),
        Err(CountError::HoursNeedClock)
    );
    let from = ClockRange::of(d("2013-03-01"), time("14:30"));
    let limit = from.plus_hours(72);
    assert_eq!(
        (limit.last_day(), limit.time()),
        (Some(d("2013-03-04")), time("14:30"))
    );
    assert_eq!(
        ClockRange::of(d("2013-03-04"), time("14:30")).is_by(limit),
        Some(true)
    );
    assert_eq!(
        ClockRange::of(d("2013-03-04"), time("14:31")).is_by(limit),
        Some(false)
    );
    // Without a time of day it may be early or late; a day before or after it is certain.
    assert_eq!(ClockRange::of(d("2013-03-04"), None).is_by(limit), None);
    assert_eq!(
        ClockRange::of(d("2013-03-03"), None).is_by(limit),
        Some(true)
    );
    assert_eq!(
        ClockRange::of(d("2013-03-05"), None).is_by(limit),
        Some(false)
    );
    let unsaid = ClockRange::of(d("2013-03-01"), None).plus_hours(24);
    assert_eq!(
        (unsaid.first_day(), unsaid.last_day()),
        (Some(d("2013-03-02")), Some(d("2013-03-02")))
    );
    assert_eq!(
        ClockRange::of(d("2013-03-02"), time("00:00")).is_by(unsaid),
        Some(true)
    );
    assert_eq!(
        ClockRange::of(d("2013-03-02"), time("00:01")).is_by(unsaid),
        None
    );
    assert_eq!(
        ClockRange::of(Date::MAX, None).plus_hours(1).last_day(),
        None
    );
}

#[test]
fn times_of_day_have_a_form() {
    assert_eq!(time("9:05").unwrap().to_string(), "09:05");
    assert_eq!(time("23:59"), Some(TimeOfDay::LAST));
    for text in [
        "24:00", "9:5", "9", "09:60", "009:00", "9:05:00", "-1:00", "+1:00",
    ] {
        assert_eq!(TimeOfDay::parse(text), None, "{text}");
    }
}

#[test]
fn lengths_are_shown_as_written() {
    for text in [
        "28 days",
        "1 month",
        "5 working days",
        "1 clear day",
        "72 hours",
        "0 years",
    ] {
        assert_eq!(length(text).to_string(), text);
    }
}

fn dates() -> impl Strategy<Value = Date> {
    (Date::MIN.days()..=Date::MAX.days()).prop_map(|days| Date::from_days(days).unwrap())
}

fn near_dates() -> impl Strategy<Value = Date> {
    (d("2012-01-01").days()..=d("2014-12-31").days())
        .prop_map(|days| Date::from_days(days).unwrap())
}

proptest! {
    #[test]
    fn a_date_is_read_back_from_both_its_forms(date in dates()) {
        prop_assert_eq!(Date::from_iso(&date.iso()), Ok(date));
        prop_assert_eq!(Date::from_words(&date.to_string()), Ok(date));
        prop_assert_eq!(Date::from_ymd(date.year(), date.month().number(), date.day()), Some(date));
    }

    #[test]
    fn dates_are_ordered_as_their_iso_forms(one in dates(), other in dates()) {
        prop_assert_eq!(one.cmp(&other), one.iso().cmp(&other.iso()));
        prop_assert_eq!(one.add_days(one.days_until(other)), Some(other));
    }

    #[test]
    fn any_ten_bytes_are_read_as_the_library_reads_them(text in "[0-9]{4}-[0-9]{2}-[0-9]{2}") {
        let library = text.parse::<jiff::civil::Date>().ok().filter(|date| date.year() > 0);
        prop_assert_eq!(Date::from_iso(&text).ok().map(Date::iso), library.map(|date| date.to_string()));
    }

    #[test]
    fn no_bytes_make_the_reader_fail(bytes in proptest::collection::vec(any::<u8>(), 0..14)) {
        if let Ok(date) = Date::from_iso_bytes(&bytes) {
            prop_assert_eq!(date.iso().into_bytes(), bytes);
        }
    }

    #[test]
    fn the_corresponding_date_is_in_the_month_meant_and_never_a_later_day(date in dates(), months in -200..200_i32) {
        if let Some(end) = date.add_months(months) {
            let month_number = |date: Date| date.year() * 12 + date.month().number() as i32;
            prop_assert_eq!(month_number(end), month_number(date) + months);
            let is_last = end == Date::last_of(end.year(), end.month()).unwrap();
            prop_assert!(end.day() == date.day() || (end.day() < date.day() && is_last));
        }
    }

    #[test]
    fn a_later_start_never_ends_a_period_earlier(date in near_dates(), months in 0..60_u32) {
        let length = Duration::new(months, Unit::Month);
        let next = date.next_day().unwrap();
        prop_assert!(length.within_from(date, None).unwrap() <= length.within_from(next, None).unwrap());
        prop_assert!(length.within_beginning_with(date, None).unwrap() <= length.within_beginning_with(next, None).unwrap());
    }

    #[test]
    fn counting_the_first_day_ends_at_most_a_day_earlier(date in near_dates(), count in 1..200_u32) {
        for unit in [Unit::Day, Unit::Week, Unit::Month, Unit::Year] {
            let length = Duration::new(count, unit);
            let (from, beginning) = (length.within_from(date, None).unwrap(), length.within_beginning_with(date, None).unwrap());
            prop_assert!((0..=1).contains(&beginning.days_until(from)));
        }
    }

    #[test]
    fn clear_days_and_days_go_there_and_back(date in near_dates(), count in 0..5000_u32) {
        for unit in [Unit::Day, Unit::Week, Unit::ClearDay] {
            let length = Duration::new(count, unit);
            prop_assert_eq!(length.before(length.after(date, None).unwrap(), None), Ok(date));
        }
        let clear = Duration::new(count, Unit::ClearDay);
        prop_assert_eq!(clear_days_between(date, clear.after(date, None).unwrap()), count);
    }

    #[test]
    fn between_start_and_end_lie_as_many_working_days_as_asked(date in near_dates(), count in 1..40_u32) {
        let calendar = england();
        let working = |from: Date, to: Date| {
            (from.days()..=to.days()).filter(|day| calendar.is_working_day(Date::from_days(*day).unwrap()).unwrap()).count()
        };
        let length = Duration::new(count, Unit::WorkingDay);
        if let Ok(end) = length.within_from(date, Some(&calendar)) {
            prop_assert!(calendar.is_working_day(end).unwrap());
            prop_assert_eq!(working(date.next_day().unwrap(), end), count as usize);
        }
        if let Ok(end) = length.within_beginning_with(date, Some(&calendar)) {
            prop_assert!(calendar.is_working_day(end).unwrap());
            prop_assert_eq!(working(date, end), count as usize);
        }
    }
}
