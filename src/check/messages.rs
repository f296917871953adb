//! The words of every finding.

use crate::{
    base::span::Span,
    diagnostics::{code::Code, diagnostic::Diagnostic},
    policy::{
        norm::Norm,
        policy::{Accepted, Act, Clause, Decision, Definition, Fact, Kind, Policy, ValueId},
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

/// Two rules that say the same.
pub(super) fn doubles(first: &Norm, second: &Norm, place: Span) -> Diagnostic {
    let told = format!("`{}` says the same as `{}`", second.text, first.text);
    both_declared(
        Diagnostic::new(Code::SameDuty, place, told),
        (first, second),
        place,
    )
    .help("keep one of them and let it cite the clauses of both")
}

/// A rule that says what another says already, under more conditions.
pub(super) fn doubles_in_part(
    wider: &Norm,
    narrower: &Norm,
    (first, second): (&Norm, &Norm),
    place: Span,
) -> Diagnostic {
    let told = format!(
        "whenever `{}` applies, `{}` says the same",
        narrower.text, wider.text
    );
    both_declared(
        Diagnostic::new(Code::SameDuty, place, told),
        (first, second),
        place,
    )
    .help("keep one of them and let it cite the clauses of both, or say in the conditions of each where it ends")
}

fn both_declared(mut told: Diagnostic, (first, second): (&Norm, &Norm), place: Span) -> Diagnostic {
    if first.span != place {
        told = told.label(first.span, "the first is declared here");
    }
    if second.span != place {
        told = told.label(second.span, "the second is declared here");
    }
    told
}

/// For which values a decision names nobody.
pub(super) struct Given<'a> {
    /// The decision.
    pub decision: &'a Decision,
    /// The values.
    pub values: &'a [ValueId],
    /// Whether that is so whatever else is the case.
    pub always: bool,
}

/// A row that gives values to nobody.
pub(super) fn row_gives_nobody(
    policy: &Policy,
    given: &Given<'_>,
    row: Span,
    reason: Option<&str>,
) -> Diagnostic {
    nobody(policy, given, row, reason).help("name a body in this row")
}

/// Values that no row names, nor covers.
pub(super) fn nobody_named(
    policy: &Policy,
    given: &Given<'_>,
    place: Span,
    reason: Option<&str>,
) -> Diagnostic {
    nobody(policy, given, place, reason).help("add a row that names a body")
}

fn nobody(policy: &Policy, given: &Given<'_>, place: Span, reason: Option<&str>) -> Diagnostic {
    let decision = &given.decision.name;
    let values = listed(policy, given.values);
    let ending = if given.always { "" } else { " in some cases" };
    let told = Diagnostic::new(
        Code::GivenToNobody,
        place,
        format!("`{decision}` gives {values} to nobody{ending}"),
    );
    match reason {
        Some(reason) => told.note(format!("the reason given: {reason}")),
        None => told,
    }
}

/// How many names a message lists before it counts the rest.
const MOST_LISTED: usize = 4;

/// `a`, `b` and 12 more.
fn listed(policy: &Policy, values: &[ValueId]) -> String {
    let names: Vec<String> = values
        .iter()
        .take(MOST_LISTED)
        .map(|value| format!("`{}`", policy.values.at(*value).name))
        .collect();
    match values.len().saturating_sub(names.len()) {
        0 => match names.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
            None => String::new(),
        },
        more => format!("{} and {more} more", names.join(", ")),
    }
}

/// Two rows that name different bodies for the same values.
pub(super) fn two_rows(
    policy: &Policy,
    decision: &Decision,
    values: &[ValueId],
    (first, second): (Span, Span),
    unique: bool,
) -> Diagnostic {
    let told = Diagnostic::new(
        Code::TwoBodies,
        second,
        format!(
            "two rows of `{}` can name different bodies for {}",
            decision.name,
            listed(policy, values)
        ),
    )
    .label(first, "by this row")
    .note(if unique {
        "where both rows hold, there is no answer"
    } else {
        "where both rows hold, the first decides"
    });
    told.help("say in the conditions which of the bodies it is")
}

/// Two decisions of different packs that name different bodies for the same values.
pub(super) fn two_decisions(
    policy: &Policy,
    (first, first_span): (&Decision, Span),
    (second, second_span): (&Decision, Span),
    values: &[ValueId],
    place: Span,
) -> Diagnostic {
    let mut told = Diagnostic::new(
        Code::TwoBodies,
        place,
        format!(
            "`{}` and `{}` name different bodies for {}",
            first.name,
            second.name,
            listed(policy, values)
        ),
    );
    for (decision, span) in [(first, first_span), (second, second_span)] {
        if span != place {
            told = told.label(span, format!("`{}` is declared here", decision.name));
        }
    }
    told.help("let one of the two say where it ends")
}

/// A row that speaks only of values for which a row before it holds.
pub(super) fn never_reached(decision: &Decision, row: Span) -> Diagnostic {
    Diagnostic::new(
        Code::NeverReached,
        row,
        format!("this row of `{}` never counts", decision.name),
    )
    .note("for every value that it speaks of, a row before it always holds")
    .help("move it up, or take it out")
}

/// A norm that can disagree with one of higher rank.
pub(super) fn against_law(low: &Norm, high: &Norm, place: Span) -> Diagnostic {
    let mut told = Diagnostic::new(
        Code::PromiseAgainstLaw,
        place,
        format!(
            "`{}` (rank {}) can disagree with `{}` (rank {})",
            low.text,
            low.standing.rank.word(),
            high.text,
            high.standing.rank.word()
        ),
    );
    for norm in [low, high] {
        if norm.span != place {
            told = told.label(norm.span, format!("`{}` is declared here", norm.text));
        }
    }
    told.note("a run reports the conflict with both ranks, and picks neither")
        .help(format!(
            "write `overrides {}` where one gives way",
            low.text
        ))
}

/// An `accept` that silences nothing.
pub(super) fn accepts_nothing(accept: &Accepted) -> Diagnostic {
    Diagnostic::new(
        Code::AcceptsNothing,
        accept.span,
        format!("this accepts a finding `{}` that is not there", accept.code),
    )
    .help("take the line out, or check its code and names: one `accept` keeps one finding, and names all that it is about")
}

/// A name with letters of two scripts.
pub(super) fn mixed_scripts(name: &str, one: char, other: char, place: Span) -> Diagnostic {
    Diagnostic::new(
        Code::LookAlike,
        place,
        format!("`{name}` is written in two scripts"),
    )
    .note(format!(
        "`{one}` is U+{:04X} and `{other}` is U+{:04X}",
        u32::from(one),
        u32::from(other)
    ))
    .help("write the whole name in the letters of one script")
}

/// A name that cannot be told from another by looking at it.
pub(super) fn look_alike(name: &str, other: &str, place: Span, other_place: Span) -> Diagnostic {
    let letters = name.chars().filter(|letter| !letter.is_ascii());
    let codes: Vec<String> = letters
        .take(8)
        .map(|letter| format!("U+{:04X}", u32::from(letter)))
        .collect();
    Diagnostic::new(
        Code::LookAlike,
        place,
        format!("`{name}` looks like another name and is not the same"),
    )
    .label(other_place, format!("this is `{other}`"))
    .note(format!(
        "its letters are not those they look like: {}",
        codes.join(", ")
    ))
    .help("write the name as the other one is written, or choose another")
}

/// A name with a letter that is not seen.
pub(super) fn unseen_letter(name: &str, letter: char, place: Span) -> Diagnostic {
    Diagnostic::new(
        Code::LookAlike,
        place,
        format!("`{name}` holds a letter that is not seen"),
    )
    .note(format!("it is U+{:04X}", u32::from(letter)))
    .help("take the letter out")
}
