//! The words of every finding.

use crate::{
    diagnostics::{code::Code, diagnostic::Diagnostic},
    policy::{
        norm::Norm,
        policy::{Accepted, Act, Clause, Definition, Fact, Kind},
    },
};

/// A statutory kind of which it is not said whether its powers are exhaustive.
pub(super) fn powers_unsaid(kind: &Kind) -> Diagnostic {
    let name = &kind.name;
    Diagnostic::new(
        Code::PowersUnsaid,
        kind.span,
        format!("it is not said whether the powers of `{name}` are exhaustive"),
    )
    .note("an act without a listed authority is then `not listed`, never ultra vires")
    .help(format!(
        "write `powers of {name} are not exhaustive` (or `are exhaustive`) under the `policy` line"
    ))
}

/// A norm that cites no clause.
pub(super) fn no_source(norm: &Norm) -> Diagnostic {
    Diagnostic::new(
        Code::NoSource,
        norm.span,
        format!("`{}` cites no clause", norm.text),
    )
    .help("add a line `source` with the clauses that lay it down")
}

/// A fact that no rule reads.
pub(super) fn unused_fact(fact: &Fact) -> Diagnostic {
    Diagnostic::new(
        Code::UnusedFact,
        fact.span,
        format!("no rule reads the fact `{}`", fact.name),
    )
    .help("use it in a rule, or take it out")
}

/// An act that no rule names.
pub(super) fn unused_act(act: &Act) -> Diagnostic {
    let sort = if act.event { "event" } else { "act" };
    Diagnostic::new(
        Code::UnusedAct,
        act.span,
        format!("no rule names the {sort} `{}`", act.name),
    )
    .help("name it in a duty or a power, or take it out")
}

/// A definition that nothing uses.
pub(super) fn unused_definition(definition: &Definition) -> Diagnostic {
    Diagnostic::new(
        Code::UnusedDefinition,
        definition.span,
        format!("nothing uses the definition `{}`", definition.name),
    )
    .help("use it in a rule, or take it out")
}

/// A clause that nothing cites.
pub(super) fn uncited(clause: &Clause) -> Diagnostic {
    Diagnostic::new(
        Code::ClauseNotCited,
        clause.span,
        format!("nothing cites the clause `{}`", clause.id),
    )
    .help("cite it in the rule that it lays down, or say `not normative because \"…\"` of it")
}

/// Two duties that say the same.
pub(super) fn doubles(first: &Norm, second: &Norm) -> Diagnostic {
    Diagnostic::new(
        Code::SameDuty,
        second.span,
        format!("`{}` says the same as `{}`", second.text, first.text),
    )
    .label(first.span, "the first is declared here")
    .help("keep one of them and let it cite the clauses of both")
}

/// An `accept` that silences nothing.
pub(super) fn accepts_nothing(accept: &Accepted) -> Diagnostic {
    Diagnostic::new(
        Code::AcceptsNothing,
        accept.span,
        format!("this accepts a finding `{}` that is not there", accept.code),
    )
    .help("take the line out, or check its code and names")
}
