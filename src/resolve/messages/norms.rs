//! Norms, heads and standing.

use smol_str::SmolStr;

use crate::{
    base::{date::Date, span::Span},
    diagnostics::{code::Code, diagnostic::Diagnostic},
    policy::{
        policy::{Fact, Policy},
        standing::Rank,
    },
    resolve::{show, standing::RANKS},
    tree::{policy::PolicyHead, word::Word},
};

/// `becomes` of a fact that holds or does not.
pub fn becomes_of_condition(span: Span, name: &SmolStr) -> Diagnostic {
    Diagnostic::new(
        Code::WrongChange,
        span,
        format!("`{name}` holds or does not: it has no other value"),
    )
    .help("write `… begins` or `… ends`")
}

/// `begins` of a fact that has a value.
pub fn begins_of_value(span: Span, fact: &Fact, policy: &Policy) -> Diagnostic {
    Diagnostic::new(
        Code::WrongChange,
        span,
        format!(
            "`{}` has a value, {}: it does not begin",
            fact.name,
            show::a_type(&fact.ty, policy)
        ),
    )
    .help("write `… becomes VALUE`")
}

/// A last day before the first.
pub fn never_in_force(span: Span, first: Date, last: Date) -> Diagnostic {
    Diagnostic::new(
        Code::NeverInForce,
        span,
        format!("it ends on {last}, before it begins on {first}"),
    )
}

/// A rank that there is not.
pub fn unknown_rank(word: &Word, near: Option<&str>) -> Diagnostic {
    let problem = Diagnostic::new(
        Code::UnknownRank,
        word.span,
        format!("there is no rank `{}`", word.text),
    );
    match near {
        Some(_) => problem.nearest(near),
        None => {
            let ranks: Vec<&str> = RANKS.iter().map(|(name, _): &(&str, Rank)| *name).collect();
            problem.help(format!("the ranks are {}", ranks.join(", ")))
        }
    }
}

/// A second head in one file.
pub fn head_twice(again: &PolicyHead, first: &PolicyHead) -> Diagnostic {
    Diagnostic::new(
        Code::SaidTwice,
        again.name.span,
        "a file has one `policy` head",
    )
    .saying("again here")
    .label(first.name.span, "first here")
    .help("give the other policy a file of its own")
}

/// `powers of K` twice in one pack.
pub fn powers_twice(word: &Word, first: Span) -> Diagnostic {
    Diagnostic::new(
        Code::SaidTwice,
        word.span,
        format!(
            "whether the powers of `{}` are exhaustive is said already",
            word.text
        ),
    )
    .saying("again here")
    .label(first, "first here")
}
