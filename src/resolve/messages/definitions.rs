//! Definitions, decisions and the smaller declarations.

use smol_str::SmolStr;

use crate::{
    base::{
        date::Date,
        period::{PeriodSeries, SeriesError},
        span::Span,
    },
    diagnostics::{code::Code, diagnostic::Diagnostic},
    policy::{policy::Policy, types::Type},
    resolve::show,
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

/// A definition with a value and conditions.
pub fn value_and_conditions(name: &Word, value: Span) -> Diagnostic {
    Diagnostic::new(
        Code::DefinitionBody,
        value,
        format!("`{}` says both when it holds and what it is", name.text),
    )
    .help("a condition has `when`, a value has `is`")
}

/// A definition that does not say what it means.
pub fn says_nothing(name: &Word, ty: &Type, policy: &Policy) -> Diagnostic {
    let problem = Diagnostic::new(
        Code::DefinitionBody,
        name.span,
        format!("it is not said what `{}` is", name.text),
    );
    if *ty == Type::Boolean {
        problem.help("write `when CONDITION`, and more with `or`")
    } else {
        problem.help(format!("it is {}: write `is …`", show::a_type(ty, policy)))
    }
}

/// A decision without the type of its answer.
pub fn decision_of_what(name: &Word) -> Diagnostic {
    Diagnostic::new(
        Code::DecisionRows,
        name.span,
        format!("it is not said what `{}` gives", name.text),
    )
    .help(format!(
        "write its type: `decide {}(…): Body first`",
        name.text
    ))
}

/// A decision without rows.
pub fn no_rows(name: &Word) -> Diagnostic {
    Diagnostic::new(
        Code::DecisionRows,
        name.span,
        format!("`{}` has no rows", name.text),
    )
}

/// A row behind `otherwise`.
pub fn behind_otherwise(span: Span, otherwise: Span) -> Diagnostic {
    Diagnostic::new(
        Code::DecisionRows,
        span,
        "this row stands behind `otherwise`, and is never reached",
    )
    .label(otherwise, "`otherwise` stands here")
    .help("put `otherwise` last")
}

/// A definition that rests on itself in a way that has no least meaning.
pub fn recursion(span: Span, name: &str, through: &[SmolStr]) -> Diagnostic {
    let problem = Diagnostic::new(
        Code::Recursion,
        span,
        format!("`{name}` rests on itself here in a way that has no answer"),
    );
    let way: Vec<String> = std::iter::once(name)
        .chain(through.iter().map(SmolStr::as_str))
        .map(|name| format!("`{name}`"))
        .collect();
    problem
        .note(format!("the loop is {}", way.join(", then ")))
        .help("a definition may rest on itself only through `and`, `or`, `some`, `at least` a number, and another definition's `when` and `or`")
}
