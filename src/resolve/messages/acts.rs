//! Acts, facts and their arguments.

use super::types::found;
use crate::{
    base::span::Span,
    diagnostics::{code::Code, diagnostic::Diagnostic},
    policy::{
        expr::{Expr, ExprKind},
        policy::{Act, Parameter, Policy},
        types::Type,
    },
    resolve::show,
    tree::{act::Argument, expr as tree, literal::Literal, word::Word},
};

/// `is stated` of something that is not stated.
pub fn not_stated(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::NotAFact,
        span,
        "only a fact, a judgement or an attribute can be stated",
    )
}

/// Arguments that are not given.
pub fn arguments_missing(
    name: &Word,
    missing: &[&Parameter],
    parameters: &[Parameter],
    policy: &Policy,
) -> Diagnostic {
    let whole: Vec<String> = parameters
        .iter()
        .map(|p| format!("{}: {}", p.name, show::written(&p.ty, policy)))
        .collect();
    Diagnostic::new(
        Code::WrongArguments,
        name.span,
        format!(
            "`{}` needs its argument{} {}",
            name.text,
            if missing.len() == 1 { "" } else { "s" },
            show::list(missing.iter().map(|p| &p.name))
        ),
    )
    .help(format!(
        "say {} too",
        show::list(missing.iter().map(|p| &p.name))
    ))
    .note(format!(
        "it is declared as `{}({})`",
        name.text,
        whole.join(", ")
    ))
}

/// An argument that is given twice.
pub fn argument_twice(argument: &Argument, first: &Argument, name: &Word) -> Diagnostic {
    Diagnostic::new(
        Code::WrongArguments,
        argument.value.span,
        format!("an argument of `{}` is given twice", name.text),
    )
    .saying("again here")
    .label(first.value.span, "first here")
}

/// More arguments than there are parameters.
pub fn too_many(
    argument: &Argument,
    before: Option<&Argument>,
    name: &Word,
    parameters: &[Parameter],
) -> Diagnostic {
    let message = match parameters.len() {
        0 => format!("`{}` has no arguments", name.text),
        1 => format!("`{}` has one argument only", name.text),
        n => format!("`{}` has {n} arguments only", name.text),
    };
    let problem = Diagnostic::new(Code::WrongArguments, argument.value.span, message);
    // `£5,00`: with no blank behind the comma the number belongs to the amount.
    let is_cut_off = argument.name.is_none()
        && matches!(
            argument.value.kind,
            tree::ExprKind::Literal(Literal::Number(_))
        )
        && before.is_some_and(|before| {
            let span = before.value.span;
            matches!(
                before.value.kind,
                tree::ExprKind::Literal(Literal::Number(_) | Literal::Money(_))
            ) && span.end + 1 == argument.value.span.start
        });
    if is_cut_off {
        return problem.help(
            "a comma stands before every three digits from the right, and pence stand behind a point: `£5,000`, `£5.00`",
        );
    }
    if parameters.is_empty() {
        return problem;
    }
    let verb = if parameters.len() == 1 {
        "it is"
    } else {
        "they are"
    };
    problem.note(format!(
        "{verb} {}",
        show::list(parameters.iter().map(|p| &p.name))
    ))
}

/// Arguments of `anything`, or of an act that a variable stands for.
pub fn arguments_of_any_act(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::WrongArguments,
        span,
        "arguments can only be said of an act that is named",
    )
}

/// The total of `anything`.
pub fn total_of_any_act(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::WrongArguments,
        span,
        "it is not said whose argument is added up",
    )
    .help("name the act: `total amount of spend() by c during y`")
}

/// An argument that cannot be added up.
pub fn no_total(word: &Word, ty: &Type, policy: &Policy) -> Diagnostic {
    Diagnostic::new(
        Code::WrongType,
        word.span,
        format!(
            "the argument `{}` is {}, which cannot be added up",
            word.text,
            show::a_type(ty, policy)
        ),
    )
}

/// An act where an event is wanted, or the other way about.
pub fn act_or_event(name: &Word, act: &Act) -> Diagnostic {
    let problem = if act.event {
        Diagnostic::new(
            Code::NotAnAct,
            name.span,
            format!(
                "`{}` is an event: it happens, and nobody does it",
                name.text
            ),
        )
        .help(format!(
            "write `{}(…)` without an actor; of the past `… has happened`",
            name.text
        ))
    } else {
        Diagnostic::new(
            Code::NotAnAct,
            name.span,
            format!("`{}` is an act: someone does it", name.text),
        )
        .help(format!(
            "say who: `c does {}(…)`, `anyone does {}(…)`",
            name.text, name.text
        ))
    };
    problem.label(act.span, "declared here")
}

/// A fact or definition where an act is wanted.
pub fn no_act(name: &Word) -> Diagnostic {
    Diagnostic::new(
        Code::NotAnAct,
        name.span,
        format!(
            "`{}` is a condition or value, and nothing that is done",
            name.text
        ),
    )
    .help("acts are declared by `act NAME(…)`; that a fact begins is written `… begins`")
}

/// Something that is no fact.
pub fn no_fact(e: &Expr, policy: &Policy) -> Diagnostic {
    let problem = Diagnostic::new(
        Code::NotAFact,
        e.span,
        format!(
            "found {}, wanted a fact, a judgement or an attribute",
            found(e, policy)
        ),
    );
    match e.kind {
        ExprKind::Definition(..) | ExprKind::Decision(..) => {
            problem.help("a definition or decision follows from facts: state those")
        }
        _ => problem,
    }
}

/// A name in braces of a template that no parameter bears.
pub fn unknown_in_template(
    span: Span,
    name: &str,
    known: &[&str],
    template_of: &str,
) -> Diagnostic {
    let problem = Diagnostic::new(
        Code::TemplateName,
        span,
        format!("the sentence of `{template_of}` speaks of `{name}`, which it does not have"),
    );
    match crate::base::nearest::nearest(name, known.iter().copied()) {
        Some(near) => problem.help(format!("did you mean `{{{near}}}`?")),
        None if known.is_empty() => problem.help("it has no arguments"),
        None => problem.help(format!(
            "it has {}",
            known
                .iter()
                .map(|name| format!("`{{{name}}}`"))
                .collect::<Vec<_>>()
                .join(", ")
        )),
    }
}
