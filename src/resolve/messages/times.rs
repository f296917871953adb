//! Dates, periods and lengths of time.

use smol_str::SmolStr;

use super::types::found;
use crate::{
    base::{
        period::{Period, PeriodSeries},
        span::Span,
    },
    diagnostics::{code::Code, diagnostic::Diagnostic},
    policy::{expr::Expr, policy::Policy},
    resolve::{show, signatures::Signatures},
    tree::word::Word,
};

/// A period whose number is not in its series.
pub fn no_such_period(name: &Word, span: Span, series: &PeriodSeries) -> Diagnostic {
    Diagnostic::new(
        Code::OutOfRange,
        span,
        format!("there is no such period of `{}`", name.text),
    )
    .help(format!(
        "they are numbered from `{0}(1)` to `{0}({1})`",
        name.text,
        series.times()
    ))
}

/// A number past what is counted exactly.
pub fn too_large(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::OutOfRange,
        span,
        "this amount is too large to be counted exactly",
    )
}

/// A day, month or year that is not there.
pub fn no_such_time(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::OutOfRange,
        span,
        "there is no such date, month or year",
    )
}

/// A time of day without a date.
pub fn time_alone(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::Misplaced,
        span,
        "a time of day stands only on a line of the timeline, behind its date",
    )
}

/// A month where a day is needed.
pub fn month_not_day(span: Span, period: Period, signatures: &Signatures) -> Diagnostic {
    let periods = &signatures.policy.periods;
    Diagnostic::new(
        Code::NotADay,
        span,
        "a month stands here, and a day is needed",
    )
    .help(format!(
        "write the day: `{}`, `{}`",
        period.start(periods),
        period.end(periods)
    ))
}

/// A period where a day is needed.
pub fn period_is_no_day(e: &Expr, policy: &Policy) -> Diagnostic {
    Diagnostic::new(
        Code::NotADay,
        e.span,
        format!(
            "{} stands here, and a day is needed",
            show::a_type(&e.ty, policy)
        ),
    )
    .help("write `start of …` or `end of …`")
}

/// An act or event by its own name where a day is needed.
pub fn event_needs_a_label(name: &SmolStr, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::NotADay,
        span,
        format!("`{name}` can happen many times: it is not said which time is meant"),
    )
    .about(name)
    .help(format!(
        "give the trigger a name (`when … {name}(…) as request`), and count from `request`"
    ))
}

/// Something that is no period.
pub fn no_period(e: &Expr, policy: &Policy) -> Diagnostic {
    Diagnostic::new(
        Code::WrongType,
        e.span,
        format!(
            "found {}, wanted a period: a financial year, a month, a declared period",
            found(e, policy)
        ),
    )
}

/// Hours counted from a date.
pub fn hours_need_a_clock(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::BadUnit,
        span,
        "hours run by the clock from something that happens, not from a date",
    )
    .help("write `within 72 hours from NAME` of an event, or count in days")
}

/// `clear days beginning with`.
pub fn clear_days_begin_nowhere(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::BadUnit,
        span,
        "clear days leave out both ends, so they cannot begin with a day",
    )
    .help("write `from`, or count in days")
}

/// Weeks or months counted between two dates.
pub fn days_only(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::BadUnit,
        span,
        "only days, working days and clear days are counted from one date to another",
    )
    .help("write `days from d to e`, and compare with a number of days")
}
