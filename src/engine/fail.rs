//! How an evaluation fails: with the place and the reason, never with a panic.

use crate::{
    base::{date::Date, duration::CountError, number::ArithmeticError, span::Span},
    record::record::{RunError, RunErrorKind},
};

/// A failure. It is boxed so that what succeeds stays small.
pub type Fail = Box<RunError>;

/// What an evaluation gives, or why it fails.
pub type Run<T> = Result<T, Fail>;

/// A failure of this kind at a place.
pub fn fail(kind: RunErrorKind, span: Option<Span>) -> Fail {
    Box::new(RunError {
        kind,
        span,
        other: None,
        at: None,
        day: None,
    })
}

/// A failure with the day that was being looked at, and the happening, where they are not said yet.
pub fn located(mut failure: Fail, at: Option<usize>, day: Option<Date>) -> Fail {
    failure.at = failure.at.or(at);
    failure.day = failure.day.or(day);
    failure
}

/// A count of time that cannot be made (S1.3).
pub fn count_failed(error: CountError, span: Option<Span>) -> Fail {
    let kind = match error {
        CountError::OutsideYears { .. } => RunErrorKind::OutsideYears,
        error => RunErrorKind::OutsideCalendar {
            words: error.to_string(),
        },
    };
    fail(kind, span)
}

/// A number past 128 bits (section 2). Division by zero is no failure: it gives unknown.
pub fn arithmetic_failed(error: ArithmeticError, span: Option<Span>) -> Option<Fail> {
    match error {
        ArithmeticError::Overflow => Some(fail(RunErrorKind::TooLarge, span)),
        ArithmeticError::DivisionByZero => None,
    }
}
