//! Why a scenario cannot be evaluated, as a message at the line that is at fault.

use crate::{
    base::span::Span,
    case::case::Case,
    diagnostics::{code::Code, diagnostic::Diagnostic},
    policy::policy::Policy,
    record::record::{RunError, RunErrorKind},
    words::Words,
};

/// A line that is expected and could not be evaluated.
pub fn not_answered(policy: &Policy, case: &Case, line: Span, error: &RunError) -> Diagnostic {
    failed(policy, case, error).label(line, "this is asked here")
}

/// A run that failed.
pub fn not_evaluated(policy: &Policy, case: &Case, error: &RunError) -> Diagnostic {
    let told = failed(policy, case, error);
    if error.span.is_some_and(|span| span.file != case.file) {
        told.label(case.span, "in this scenario")
    } else {
        told
    }
}

fn failed(policy: &Policy, case: &Case, error: &RunError) -> Diagnostic {
    let words = Words::new(policy).of_case(case);
    let message = words.run_error(&error.kind);
    let mut told = match error.span {
        Some(span) => Diagnostic::new(code(&error.kind), span, message),
        None => Diagnostic::new(code(&error.kind), case.span, message),
    };
    if let Some(other) = error.other {
        told = told.label(other, "and here");
    }
    let happening = error.at.and_then(|place| case.timeline.get(place));
    if let Some(happening) = happening.filter(|happening| Some(happening.span) != error.span) {
        told = told.label(
            happening.span,
            format!("when this happened on {}", happening.date),
        );
    } else if let Some(day) = error.day {
        told = told.note(format!("on {day}"));
    }
    match help(&error.kind) {
        Some(help) => told.help(help),
        None => told,
    }
}

fn code(kind: &RunErrorKind) -> Code {
    match kind {
        RunErrorKind::EffectsDisagree { .. } => Code::EffectsDisagree,
        RunErrorKind::TwoValues { .. } => Code::TwoValues,
        RunErrorKind::DecisionOverlap { .. } => Code::DecisionOverlap,
        RunErrorKind::DecisionGap { .. } => Code::DecisionGap,
        RunErrorKind::TooLarge => Code::NumberTooLargeInRun,
        RunErrorKind::OutsideCalendar { .. } => Code::OutsideCalendar,
        RunErrorKind::OutsideYears => Code::DateOutsideYears,
        RunErrorKind::StepLimit { .. } | RunErrorKind::DepthLimit { .. } => Code::StepLimit,
        RunErrorKind::MemoryLimit { .. } => Code::MemoryLimit,
        RunErrorKind::NegativeAmount => Code::BelowZero,
    }
}

fn help(kind: &RunErrorKind) -> Option<&'static str> {
    Some(match kind {
        RunErrorKind::EffectsDisagree { .. } => {
            "let one of the two norms give way with `overrides`, or let them differ in what they set"
        }
        RunErrorKind::TwoValues { .. } => {
            "give each its own `from` and `until`, or say `according to` whom each is so"
        }
        RunErrorKind::DecisionOverlap { .. } => {
            "let the conditions of the rows exclude each other, or decide by `first`"
        }
        RunErrorKind::DecisionGap { .. } => "add a row for this case, or `otherwise`",
        RunErrorKind::OutsideCalendar { .. } => {
            "declare one that covers the day, or add the year to it: `calendar england from 2012 to 2016 {`, with lines such as `holidays 25 December 2013`"
        }
        RunErrorKind::StepLimit { .. } => {
            "look for a rule that goes over all pairs of many things; `--steps` sets the budget"
        }
        RunErrorKind::MemoryLimit { .. } => {
            "look for a rule that makes one thing for each of very many; `--memory` sets the budget"
        }
        RunErrorKind::DepthLimit { .. } => {
            "look for definitions that call one another in a long row"
        }
        RunErrorKind::TooLarge | RunErrorKind::OutsideYears | RunErrorKind::NegativeAmount => {
            return None;
        }
    })
}
