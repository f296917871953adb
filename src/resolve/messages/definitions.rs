//! Definitions, decisions and the smaller declarations.

use crate::{
    base::{
        date::Date,
        period::{PeriodSeries, SeriesError},
        span::Span,
    },
    diagnostics::{code::Code, diagnostic::Diagnostic},
    tree::word::Word,
};

/// A calendar that ends before it begins.
pub fn calendar_years(name: &Word, from: i32, to: i32) -> Diagnostic {
    Diagnostic::new(
        Code::CalendarDays,
        name.span,
        format!(
            "the calendar `{}` ends in {to}, before it begins in {from}",
            name.text
        ),
    )
}

/// A holiday in a year that the calendar does not cover.
pub fn holiday_outside(span: Span, date: Date, from: i32, to: i32) -> Diagnostic {
    Diagnostic::new(
        Code::CalendarDays,
        span,
        format!("{date} lies outside the calendar, which runs from {from} to {to}"),
    )
}

/// A holiday that is named twice.
pub fn holiday_twice(span: Span, date: Date, first: Span) -> Diagnostic {
    Diagnostic::new(Code::CalendarDays, span, format!("{date} is named twice"))
        .saying("again here")
        .label(first, "first here")
}

/// A declared period whose name is a word of the language.
pub fn word_of_the_language(name: &Word) -> Diagnostic {
    Diagnostic::new(
        Code::DeclaredTwice,
        name.span,
        format!(
            "`{}` is a word of the language, and cannot be declared",
            name.text
        ),
    )
    .help("give it another name")
}

/// A declared period that makes no sense.
pub fn period_series(name: &Word, error: SeriesError) -> Diagnostic {
    let name_text = &name.text;
    let message = match error {
        SeriesError::Every(every) => {
            format!("the period `{name_text}` cannot last {every} each")
        }
        SeriesError::Times(0) => format!("the period `{name_text}` comes no time at all"),
        SeriesError::Times(_) => format!(
            "the period `{name_text}` comes more than {} times",
            PeriodSeries::MAX_TIMES
        ),
        SeriesError::OutsideYears => {
            format!("the period `{name_text}` goes on past the year 9999")
        }
    };
    Diagnostic::new(Code::PeriodSeries, name.span, message)
}

/// Versions of one name that take or give other things.
pub fn versions_differ(name: &Word, first: Span) -> Diagnostic {
    Diagnostic::new(
        Code::VersionsDiffer,
        name.span,
        format!(
            "this version of `{}` has other arguments, or another result",
            name.text
        ),
    )
    .label(first, "the first version")
    .help("versions of one name take and give the same; give another thing another name")
}
