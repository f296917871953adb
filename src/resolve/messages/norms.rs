//! Norms, heads and standing.

use smol_str::SmolStr;

use crate::{
    base::{date::Date, span::Span},
    diagnostics::{code::Code, diagnostic::Diagnostic},
    policy::{
        norm::Norm,
        policy::{Fact, Policy},
        standing::Rank,
    },
    resolve::{show, standing::RANKS},
    tree::{norm::NormForm, policy::PolicyHead, word::Word},
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

/// What is said of an item that is in error, at its first error.
pub fn left_out(sort: &str, name: &str) -> String {
    format!("the {sort} `{name}` is left out until this is mended")
}

/// An item that is left out for an error that was told elsewhere.
pub fn left_out_silently(sort: &str, name: &Word) -> Diagnostic {
    Diagnostic::new(Code::LeftOut, name.span, left_out(sort, &name.text))
}

/// A clause that cannot stand in this form.
pub fn clause_not_here(span: Span, keyword: &str, form: NormForm) -> Diagnostic {
    let word = crate::resolve::norm::form_word(form);
    let article = if word == "immunity" { "an" } else { "a" };
    let problem = Diagnostic::new(
        Code::ClauseNotHere,
        span,
        format!("`{keyword}` cannot stand in {article} {word}"),
    );
    match (keyword, form) {
        ("holder", _) => problem
            .help("who is bound by it is its `bearer`")
            .fix(span, "bearer"),
        ("bearer", NormForm::Transition) => {
            problem.help("a transition happens by itself; name those it happens to in its effects")
        }
        ("bearer", _) => problem
            .help("who has it is its `holder`")
            .fix(span, "holder"),
        ("must not", NormForm::Duty) => problem.help("write a `prohibition` of its own"),
        ("must", NormForm::Prohibition) => problem.help("write a `duty` of its own"),
        ("may", NormForm::Duty) => problem.help(
            "a duty carries the power to do what it wants; write a `power` for anything else",
        ),
        ("may … or not", NormForm::Power) => {
            problem.help("what may be done or not is a `freedom`")
        }
        ("when" | "each", NormForm::Power | NormForm::Freedom) => {
            problem.help("a power is there at all times; write `if` for its conditions")
        }
        ("when" | "each", NormForm::Prohibition | NormForm::Immunity) => {
            problem.help("it holds at all times; write `if` for its conditions")
        }
        ("on", NormForm::Duty) => problem.help("say in `must` by when it is to be done"),
        ("until", _) => problem.help("write `if not …`, or `in force until` a date"),
        ("needs agreement of", NormForm::Duty) => {
            problem.help("agreement is a condition of a power; write the power apart")
        }
        _ => problem,
    }
}

/// A clause that stands twice.
pub fn clause_twice(span: Span, keyword: &str, first: Span) -> Diagnostic {
    Diagnostic::new(
        Code::SaidTwice,
        span,
        format!("`{keyword}` stands here a second time"),
    )
    .saying("again here")
    .label(first, "first here")
}

/// `each` and `when` at once.
pub fn two_occasions(span: Span, first: Span) -> Diagnostic {
    Diagnostic::new(
        Code::SaidTwice,
        span,
        "it is said twice when this comes about",
    )
    .saying("again here")
    .label(first, "first here")
    .help("write two norms, one for each occasion")
}

/// A clause that must be there.
pub fn missing(name: &Word, form: &str, clause: &str) -> Diagnostic {
    Diagnostic::new(
        Code::ClauseMissing,
        name.span,
        format!("the {form} `{}` lacks a clause `{clause}`", name.text),
    )
}

/// A bearer that nobody can be.
pub fn nobody_bears(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::NobodyBears,
        span,
        "this is false of everyone, so that nobody can ever bear or hold it",
    )
}

/// Musts of different sorts.
pub fn mixed_musts(span: Span, what: &str, first: Span, other: &str) -> Diagnostic {
    Diagnostic::new(
        Code::MixedMusts,
        span,
        format!("one duty cannot want both {other} and {what}"),
    )
    .saying(format!("this wants {what}"))
    .label(first, format!("this wants {other}"))
    .help("write two duties: each has its own verdict")
}

/// `must ensure` without an act.
pub fn must_needs_act(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(
        Code::MustNeedsAct,
        span,
        format!("{what} speaks of the act that brings the duty about, and no act does"),
    )
    .help("say which: `when c does publish(…) as publication`")
}

/// Two versions in force on one day.
pub fn versions_meet(sort: &str, name: &str, one: Span, other: Span, day: Date) -> Diagnostic {
    let problem = Diagnostic::new(
        Code::VersionsMeet,
        other,
        format!("two versions of the {sort} `{name}` are in force at one time"),
    )
    .saying("the later one")
    .label(one, "the earlier one");
    match day.previous_day() {
        Some(before) if day != Date::MIN => problem.note(format!("both are in force on {day}")).help(format!(
            "say when the earlier one ends: `in force until {before}`; or give one of them another name"
        )),
        _ => problem.help("say of each from when until when it is in force; or give one of them another name"),
    }
}

/// Norms that override one another.
pub fn overrides_ring(ring: &[&Norm]) -> Diagnostic {
    ring_of(
        Code::OverridesRing,
        ring,
        "override one another, so that none of them gives way",
        "overrides itself",
    )
    .help("take `overrides` out of one of them")
}

/// Breaches that bring one another about at once.
pub fn breach_ring(ring: &[&Norm]) -> Diagnostic {
    ring_of(
        Code::BreachRing,
        ring,
        "bring one another about in one moment, each by the breach of the other",
        "is brought about by its own breach, and breached in the same moment",
    )
    .help("give one of them time: `within 14 days from …`")
}

fn ring_of(code: Code, ring: &[&Norm], together: &str, alone: &str) -> Diagnostic {
    let names = show::list(ring.iter().map(|norm| &norm.text));
    let rest = if ring.len() == 1 { alone } else { together };
    let Some((first, others)) = ring.split_first() else {
        return Diagnostic::nowhere(code, format!("norms {together}"));
    };
    let problem = Diagnostic::new(code, first.span, format!("{names} {rest}"));
    others.iter().fold(problem, |problem, norm| {
        problem.label(norm.span, "and this one")
    })
}
