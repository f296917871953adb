//! Delegation, offices and schemes.

use crate::{
    base::span::Span,
    diagnostics::{code::Code, diagnostic::Diagnostic},
    tree::{
        delegation::{Scheme, SchemeRows},
        word::Word,
    },
};

/// A scheme whose rows stand in a spreadsheet, where none can be read.
pub fn no_sheets(scheme: &Scheme) -> Diagnostic {
    let (span, path) = match &scheme.rows {
        SchemeRows::File(sheet) => (sheet.path.span, sheet.path.text.as_str()),
        SchemeRows::Here { .. } => (scheme.name.span, ""),
    };
    Diagnostic::new(
        Code::NoSheet,
        span,
        format!("the spreadsheet `{path}` cannot be read here"),
    )
    .help("write the rows in the policy, or run the tool on the folder that holds the spreadsheet")
}

/// A clause of norms that cannot stand in a rule of delegation.
pub fn clause_not_here(span: Span, keyword: &str) -> Diagnostic {
    Diagnostic::new(
        Code::ClauseNotHere,
        span,
        format!("`{keyword}` cannot stand in a rule of delegation"),
    )
    .help("it says `from`, `to`, `of`, and on what terms")
}

/// An office of nobody.
pub fn office_of_whom(name: &Word) -> Diagnostic {
    Diagnostic::new(
        Code::DelegationWhat,
        name.span,
        format!("it is not said which bodies have `{}`", name.text),
    )
    .help("write `of KIND`, or `of` the one body that has it")
}

/// A quorum of an office, which one person holds.
pub fn quorum_of_one(span: Span, name: &Word) -> Diagnostic {
    Diagnostic::new(
        Code::DelegationWhat,
        span,
        format!(
            "`{}` is an office, and only a committee has a quorum",
            name.text
        ),
    )
    .help("declare it by `committee`")
}

/// A scheme of a kind without a variable.
pub fn scheme_of_kind(word: &Word) -> Diagnostic {
    Diagnostic::new(
        Code::UnknownIndividual,
        word.span,
        format!("`{}` is a kind, and no one body", word.text),
    )
    .help(format!(
        "write `of c: {}` for every body of the kind",
        word.text
    ))
}

/// A band that holds no amount.
pub fn empty_band(span: Span) -> Diagnostic {
    Diagnostic::new(Code::SchemeBand, span, "no amount lies in this band")
        .help("its lower end stands first: `over £1,000, up to £5,000`")
}

/// One person who would have to sign twice.
pub fn signs_twice(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::SchemeRow,
        span,
        "one person cannot be two of those who must sign",
    )
    .help("`and` needs different persons")
}
