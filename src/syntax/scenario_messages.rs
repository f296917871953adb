//! The words of the messages that only scenarios give; `messages` holds those that both kinds of file share.

use crate::base::span::Span;
use crate::diagnostics::{code::Code, diagnostic::Diagnostic};

/// A section above the first scenario of the file.
pub(crate) fn section_without_scenario(span: Span, word: &str) -> Diagnostic {
    Diagnostic::new(
        Code::SectionWithoutScenario,
        span,
        format!("`{word}` belongs to no scenario"),
    )
    .help(
        "write `scenario \"…\"` above it, or `background` for what the scenarios of the file share",
    )
}

/// A second background.
pub(crate) fn background_twice(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::BackgroundTwice,
        span,
        "a file has one background, and this is a second",
    )
}

/// A line of a timeline that does not begin with its day.
pub(crate) fn day_missing(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::DayMissing,
        span,
        "a line of a timeline begins with the day on which it happens",
    )
    .help("write the day first: `1 April 2013  BODY does ACT`")
}

/// A line that begins with the name of a day of the week.
pub(crate) fn weekday(span: Span, word: &str) -> Diagnostic {
    Diagnostic::new(
        Code::DayMissing,
        span,
        "a line of a timeline begins with the day on which it happens",
    )
    .help(format!(
        "leave out `{word}`: a day is written `1 April 2013`"
    ))
}

/// A run of names that cannot be counted out.
pub(crate) fn no_run_of_names(span: Span, first: &str, last: &str) -> Diagnostic {
    Diagnostic::new(
        Code::BadRun,
        span,
        format!("`{first} to {last}` is no run of names"),
    )
    .help("write one name with two numbers: `ha-1 to ha-95`")
}

/// Several do what one alone can do.
pub(crate) fn one_at_a_time(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::WrongSubject,
        span,
        "only an act can be done by several: everything else has a line for each",
    )
}

/// `acting as` where the line is no act and no delegation.
pub(crate) fn acting_as_out_of_place(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::WrongSubject,
        span,
        "`acting as` says in which office an act is done or a function delegated, and this line does neither",
    )
}

/// Agreement to what is neither a name nor an act.
pub(crate) fn agreed_to_what(span: Span, found: &str) -> Diagnostic {
    Diagnostic::new(
        Code::WrongForm,
        span,
        format!("one agrees to what bears a name, not to `{found}`"),
    )
    .help("name the act or link with `as`, or write `agrees to BODY doing ACT`")
}

/// A duty without the one who bears it.
pub(crate) fn bearer_missing(span: Span, norm: &str) -> Diagnostic {
    Diagnostic::new(
        Code::BearerMissing,
        span,
        format!("this does not say whose duty `{norm}` is meant"),
    )
    .help(format!("write `{norm} of` and the body that bears it"))
}

/// `missing` or `due on` of what is no duty.
pub(crate) fn of_duties_alone(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(
        Code::WrongForm,
        span,
        format!("`{what}` can be said of duties alone"),
    )
}
