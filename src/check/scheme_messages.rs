//! The words of what is found in schemes of delegation.

use crate::{
    base::{money::Money, number::Number, span::Span},
    diagnostics::{code::Code, diagnostic::Diagnostic},
    policy::delegation::{Office, Reserved, SchemeRow},
};

/// A message at a row; one of a spreadsheet says which.
fn at_row(code: Code, row: &SchemeRow, message: String) -> Diagnostic {
    let message = match &row.cell {
        Some(place) => format!("{place}: {message}"),
        None => message,
    };
    Diagnostic::new(code, row.span, message)
}

/// Two rows that cover the same amounts.
pub(super) fn overlap(
    matter: &str,
    amounts: Option<&str>,
    first: &SchemeRow,
    second: &SchemeRow,
) -> Diagnostic {
    let message = match amounts {
        Some("any amount") | None => format!("two rows cover `{matter}`"),
        Some(amounts) => format!("two rows cover `{matter}` {amounts}"),
    };
    at_row(Code::BandsOverlap, second, message)
        .label(first.span, "this row does too")
        .note("where several rows cover an amount, the signatures of all of them are needed")
        .help("let one band end where the other begins: `up to £500`, then `over £500`; or join their approvers in one row")
}

/// Amounts that no row covers.
pub(super) fn uncovered(matter: &str, amounts: &str, last: &SchemeRow) -> Diagnostic {
    at_row(
        Code::BandGap,
        last,
        format!("no row covers `{matter}` {amounts}"),
    )
    .note("there only the body itself may act, and no officer for it")
    .help("add a row for these amounts; where the body keeps them, one that says `the body itself`")
}

/// A row that reaches further than its body's own power.
pub(super) fn wider(matter: &str, limit: Number, row: Span, power: Span) -> Diagnostic {
    let limit = Money(limit).display().0;
    Diagnostic::new(
        Code::WiderThanGiver,
        row,
        format!(
            "this reaches further than the giver's own power for `{matter}`, which ends at {limit}"
        ),
    )
    .label(power, "the giver's own limit")
    .note("it is good as far as the giver's own power goes, and no further")
    .help(format!("end it at {limit}, or widen the power"))
}

/// An office that nobody holds.
pub(super) fn vacant(office: &Office, row: &SchemeRow) -> Diagnostic {
    let name = &office.name;
    at_row(
        Code::OfficeVacant,
        row,
        format!("nobody holds `{name}` in any scenario of the pack"),
    )
    .help(format!("say who does: `ann holds {name} of BODY from …`; or give the matter to an office that is held"))
}

/// An office that may do what is to be kept apart.
pub(super) fn together(
    office: &Office,
    matters: &[String; 2],
    separate: Span,
    first: &SchemeRow,
    second: &SchemeRow,
) -> Diagnostic {
    let [one, other] = matters;
    Diagnostic::new(
        Code::NotSeparate,
        separate,
        format!("`{}` has a part in both `{one}` and `{other}`", office.name),
    )
    .label(first.span, format!("`{one}` here"))
    .label(second.span, format!("`{other}` here"))
    .help("give one of the two to another office")
}

/// A matter that is reserved, and given away.
pub(super) fn reserved(matter: &str, row: &SchemeRow, reserved: &Reserved) -> Diagnostic {
    at_row(
        Code::ReservedAndDelegated,
        row,
        format!("`{matter}` is reserved, and this row gives it to somebody else"),
    )
    .label(reserved.span, "reserved here")
    .note("what is reserved no row and no link reaches")
    .help("take the row out, or reserve less")
}
