//! Names that are not known, known twice, or known as something else.

use smol_str::SmolStr;

use crate::{
    base::{nearest::nearest, span::Span},
    diagnostics::{code::Code, diagnostic::Diagnostic},
    policy::{
        delegation::Office,
        expr::StateWord,
        policy::{Parameter, Policy, ValueId},
        types::Type,
    },
    resolve::show,
    tree::word::Word,
};

/// So many names are listed where none is near.
const MOST_LISTED: usize = 12;

/// A bare name that nothing bears.
pub fn unknown(name: &str, span: Span, near: Option<&str>) -> Diagnostic {
    let problem = Diagnostic::new(
        Code::UnknownName,
        span,
        format!("nothing here is called `{name}`"),
    )
    .about(name);
    match near {
        Some(_) => problem.nearest(near),
        None => match as_figure(name) {
            Some(figure) => problem
                .help(format!("write the number in figures: `{figure}`"))
                .fix(span, figure.to_string()),
            None => problem.help(
                "declare it, or bind it where it is first met: `bearer c: CCG`, `some g: Practice`",
            ),
        },
    }
}

/// A kind or type that is not declared.
pub fn unknown_type(word: &Word, kind_wanted: bool, near: Option<&str>) -> Diagnostic {
    let sort = if kind_wanted { "kind" } else { "kind or type" };
    let problem = Diagnostic::new(
        Code::UnknownType,
        word.span,
        format!("there is no {sort} `{}`", word.text),
    )
    .about(&word.text);
    match near {
        Some(_) => problem.nearest(near),
        None if plain_type(&word.text).is_some() => problem.nearest(plain_type(&word.text)),
        // A kind begins with a capital, so a word in small letters is meant as a type or a sort of period.
        None if word.text.starts_with(char::is_lowercase) && !kind_wanted => problem.help(
            "types are `number`, `percent`, `money`, `date`, `duration`, `text`, `boolean`, `act`, `function`, \
            `financial-year`, `month`, a declared period, and the kinds and values that are declared",
        ),
        None => problem.help(format!("declare it: `kind {}`", word.text)),
    }
}

/// A type where a kind of individual is wanted.
pub fn no_kind(word: &Word) -> Diagnostic {
    Diagnostic::new(
        Code::UnknownType,
        word.span,
        format!("`{}` is no kind of body, person or thing", word.text),
    )
    .help("kinds are declared by `kind NAME`")
}

/// A type where a sort of period is wanted.
pub fn no_period(word: &Word) -> Diagnostic {
    Diagnostic::new(
        Code::UnknownType,
        word.span,
        format!("`{}` is no sort of period", word.text),
    )
    .help("write `financial-year`, `month`, or a period declared by `period NAME monthly from …`")
}

/// A name with brackets that nothing bears.
pub fn unknown_callable(word: &Word, near: Option<&str>) -> Diagnostic {
    let problem = Diagnostic::new(
        Code::UnknownCallable,
        word.span,
        format!(
            "there is no act, fact, definition or decision `{}`",
            word.text
        ),
    )
    .about(&word.text);
    match near {
        Some(_) => problem.nearest(near),
        None => problem.help(format!(
            "declare it: `fact {0}(…)`, `act {0}(…)` or `define {0}(…)`",
            word.text
        )),
    }
}

/// An act that is not declared.
pub fn unknown_act(word: &Word, near: Option<&str>) -> Diagnostic {
    let problem = Diagnostic::new(
        Code::UnknownCallable,
        word.span,
        format!("there is no act `{}`", word.text),
    )
    .about(&word.text);
    match near {
        Some(_) => problem.nearest(near),
        None => problem.help(format!("declare it: `act {}(…)`", word.text)),
    }
}

/// An attribute written with brackets.
pub fn attribute_as_fact(word: &Word) -> Diagnostic {
    Diagnostic::new(
        Code::UnknownCallable,
        word.span,
        format!("`{}` is an attribute, not a fact with arguments", word.text),
    )
    .help(format!("write `{} of …`", word.text))
}

/// An attribute, part or office that something does not have.
pub fn unknown_attribute(
    word: &Word,
    of: &Type,
    owners: &[SmolStr],
    known: &[String],
    policy: &Policy,
) -> Diagnostic {
    let what = show::a_type(of, policy);
    let problem = Diagnostic::new(
        Code::UnknownAttribute,
        word.span,
        match of {
            Type::Any => format!("nothing here has a `{}`", word.text),
            _ => format!("{what} has no `{}`", word.text),
        },
    )
    .about(&word.text);
    if !owners.is_empty() {
        return problem.help(format!("it is an attribute of {}", show::list(owners)));
    }
    if matches!(of, Type::Period(_)) {
        return match word.text.as_str() {
            "start" | "end" => problem.help(format!("leave out `the`: `{} of …`", word.text)),
            _ => problem.help("of a period there are `start of` and `end of`"),
        };
    }
    let near = nearest(&word.text, known.iter().map(String::as_str));
    let is_norm = |name: &&String| {
        policy
            .norm_names
            .iter()
            .any(|norm| norm.name == name.as_str())
    };
    let known: Vec<SmolStr> = known
        .iter()
        .filter(|name| !is_norm(name))
        .map(SmolStr::new)
        .collect();
    if near.is_none() && !known.is_empty() && known.len() <= MOST_LISTED {
        return problem.help(format!("it has {}", show::list(&known)));
    }
    problem.nearest(near)
}

/// An argument whose name no parameter bears.
pub fn unknown_argument(word: &Word, of: &Word, parameters: &[Parameter]) -> Diagnostic {
    let names = || parameters.iter().map(|parameter| &parameter.name);
    let problem = Diagnostic::new(
        Code::UnknownArgument,
        word.span,
        format!("`{}` has no argument `{}`", of.text, word.text),
    )
    .about(&word.text);
    match nearest(&word.text, names().map(SmolStr::as_str)) {
        Some(near) => problem.nearest(Some(near)),
        None if parameters.is_empty() => problem.help("it has none"),
        None => problem.help(format!("it has {}", show::list(names()))),
    }
}

/// `per NAME`, where no act has such an argument.
pub fn no_act_has_argument(word: &Word, near: Option<&str>) -> Diagnostic {
    let problem = Diagnostic::new(
        Code::UnknownArgument,
        word.span,
        format!("no act has an argument `{}` to count by", word.text),
    );
    match word.text.as_str() {
        "year" | "annum" => problem.help("write `in each financial-year`"),
        "financial-year" | "month" => problem.help(format!("write `in each {}`", word.text)),
        _ => problem.nearest(near),
    }
}

/// A norm that is not declared.
pub fn unknown_norm(word: &Word, near: Option<&str>) -> Diagnostic {
    Diagnostic::new(
        Code::UnknownNorm,
        word.span,
        format!("there is no duty, power or other norm `{}`", word.text),
    )
    .about(&word.text)
    .nearest(near)
}

/// A function that is not declared.
pub fn unknown_function(word: &Word, near: Option<&str>) -> Diagnostic {
    let problem = Diagnostic::new(
        Code::UnknownFunction,
        word.span,
        format!("there is no function `{}`", word.text),
    )
    .about(&word.text);
    match near {
        Some(_) => problem.nearest(near),
        None => problem.help("functions are declared under `functions`"),
    }
}

/// A function or act that is not declared.
pub fn unknown_matter(word: &Word, near: Option<&str>) -> Diagnostic {
    let problem = Diagnostic::new(
        Code::UnknownFunction,
        word.span,
        format!("there is no function or act `{}`", word.text),
    )
    .about(&word.text);
    match near {
        Some(_) => problem.nearest(near),
        None => problem.help("functions are declared under `functions`, acts by `act NAME(…)`"),
    }
}

/// A function that passes, or a norm, that is not declared.
pub fn unknown_function_or_norm(word: &Word, near: Option<&str>) -> Diagnostic {
    Diagnostic::new(
        Code::UnknownFunction,
        word.span,
        format!(
            "there is no function or norm `{}` that could pass",
            word.text
        ),
    )
    .nearest(near)
}

/// A name that is both a function and an act.
pub fn function_and_act(word: &Word, function: Span, act: Span) -> Diagnostic {
    Diagnostic::new(
        Code::AmbiguousName,
        word.span,
        format!("`{}` is both a function and an act", word.text),
    )
    .label(function, "the function")
    .label(act, "the act")
    .help("give one of them another name, so that it is clear what is delegated")
}

/// A clause that no source holds.
pub fn unknown_clause(word: &Word, near: Option<&str>) -> Diagnostic {
    let problem = Diagnostic::new(
        Code::UnknownSourceClause,
        word.span,
        format!("no source has a clause `{}`", word.text),
    )
    .about(&word.text);
    match near {
        Some(_) => problem.nearest(near),
        None => problem.help(format!(
            "add `clause {} \"…\"` to the source it stands in",
            word.text
        )),
    }
}

/// A pack that is not there.
pub fn unknown_pack(word: &Word, near: Option<&str>) -> Diagnostic {
    let problem = Diagnostic::new(
        Code::UnknownPack,
        word.span,
        format!("there is no pack `{}` beside this one", word.text),
    );
    match near {
        Some(_) => problem.nearest(near),
        None => problem.help("`use` names a folder that stands beside this one"),
    }
}

/// Two used packs that declare one name.
pub fn packs_meet(at: Span, name: &str, one: (&str, Span), other: (&str, Span)) -> Diagnostic {
    Diagnostic::new(
        Code::AmbiguousName,
        at,
        format!(
            "the packs `{}` and `{}` both declare `{name}`",
            one.0, other.0
        ),
    )
    .label(one.1, "here")
    .label(other.1, "and here")
    .help("only one of them can be used in this pack, or one of the names must change")
}

/// An individual or office that is not declared.
pub fn unknown_individual(word: &Word, near: Option<&str>) -> Diagnostic {
    let problem = Diagnostic::new(
        Code::UnknownIndividual,
        word.span,
        format!("there is no body, person or office `{}`", word.text),
    )
    .about(&word.text);
    match near {
        Some(_) => problem.nearest(near),
        None => problem.help(format!("declare it: `{} is a KIND`", word.text)),
    }
}

/// An office that no body of the kind has.
pub fn unknown_office(word: &Word, near: Option<&str>) -> Diagnostic {
    let problem = Diagnostic::new(
        Code::UnknownIndividual,
        word.span,
        format!("there is no office or committee `{}` here", word.text),
    )
    .about(&word.text);
    match near {
        Some(_) => problem.nearest(near),
        None => problem.help(format!("declare it: `office {} of KIND`", word.text)),
    }
}

/// An office named without the body it is of.
pub fn office_of_whom(name: &str, span: Span, office: &Office) -> Diagnostic {
    Diagnostic::new(
        Code::UnknownName,
        span,
        format!("`{name}` is an office, and it is not said of which body"),
    )
    .label(office.span, "the office")
    .help(format!("write `{name} of …`"))
}

/// A kind or other type where a value is wanted.
pub fn type_as_value(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::UnknownName,
        span,
        format!("`{name}` is a kind or type, and no one thing"),
    )
    .help(format!(
        "write `is a {name}` to ask for it, or `x: {name}` to bind one"
    ))
}

/// A label that nothing bears.
pub fn unknown_label(word: &Word, bound: &[SmolStr]) -> Diagnostic {
    let problem = Diagnostic::new(
        Code::UnknownLabel,
        word.span,
        format!("nothing that happens is called `{}` here", word.text),
    )
    .about(&word.text);
    match nearest(&word.text, bound.iter().map(SmolStr::as_str)) {
        Some(near) => problem.nearest(Some(near)),
        None => problem.help(format!(
            "give the trigger or line a name with `as {}`",
            word.text
        )),
    }
}

/// A state that norms do not have.
pub fn unknown_state(word: &Word) -> Diagnostic {
    let states = StateWord::ALL.map(StateWord::word);
    let problem = Diagnostic::new(
        Code::UnknownState,
        word.span,
        format!("`{}` is no state of a duty", word.text),
    );
    match nearest(&word.text, states.iter().copied()) {
        Some(near) => problem.nearest(Some(near)),
        None => problem.help(format!("a duty is {}", states.join(", "))),
    }
}

/// A norm of which something else than its state is asked.
pub fn norm_without_state(word: &Word) -> Diagnostic {
    let states = StateWord::ALL.map(StateWord::word);
    Diagnostic::new(
        Code::UnknownState,
        word.span,
        format!("of the norm `{}` only its state can be asked", word.text),
    )
    .help(format!(
        "write `{} of … is` with one of {}",
        word.text,
        states.join(", ")
    ))
}

/// A name that is bound already.
pub fn bound_twice(word: &Word, first: Span) -> Diagnostic {
    Diagnostic::new(
        Code::BoundTwice,
        word.span,
        format!("`{}` stands for something already", word.text),
    )
    .saying("bound again here")
    .label(first, "bound first here")
    .help("give one of them another name")
}

/// A name that is declared already.
pub fn declared_twice(sort: &str, name: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::new(
        Code::DeclaredTwice,
        span,
        format!("the {sort} `{name}` is declared already"),
    )
    .saying("declared again here")
    .label(first, "declared first here")
    .help("give one of them another name, or take one out")
}

/// An entry that stands in several trees of values, where nothing says which is meant.
pub fn in_several_trees(name: &str, span: Span, values: &[ValueId], policy: &Policy) -> Diagnostic {
    let sets: Vec<SmolStr> = values
        .iter()
        .map(|value| policy.value_sets[policy.values[*value].set].name.clone())
        .collect();
    let mut problem = Diagnostic::new(
        Code::AmbiguousName,
        span,
        format!(
            "`{name}` stands in several trees of values: {}",
            show::list(&sets)
        ),
    );
    for value in values {
        problem = problem.label(policy.values[*value].span, "here");
    }
    problem.help("put first what has a type of its own: `sector of p is …`")
}

/// A kind that stands above itself.
pub fn kind_ring(word: &Word, through: &[SmolStr]) -> Diagnostic {
    Diagnostic::new(
        Code::KindRing,
        word.span,
        format!("the kind `{}` is a kind of itself", word.text),
    )
    .note(format!("the ring is {}", show::list(through)))
}

/// A name that only some of several alternatives bind.
pub fn partly_bound(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::UnknownName,
        span,
        format!("`{name}` is bound by some of the alternatives above, and not by all"),
    )
    .help("bind it in each of them, or write a rule for each")
}

/// A code of a finding that there is not.
pub fn unknown_code(word: &Word) -> Diagnostic {
    Diagnostic::new(
        Code::UnknownName,
        word.span,
        format!("there is no finding `{}`", word.text),
    )
    .help("write the code that `check` shows, such as `P1003`")
}

/// A number in words, in figures.
pub(super) fn as_figure(word: &str) -> Option<u32> {
    const WORDS: &[&str] = &[
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    if matches!(word, "a" | "an") {
        return Some(1);
    }
    let place = WORDS.iter().position(|known| *known == word)?;
    u32::try_from(place + 1).ok()
}

/// What a type is called here that is called otherwise elsewhere.
fn plain_type(word: &str) -> Option<&'static str> {
    Some(match word {
        "integer" | "int" | "float" | "decimal" | "real" | "count" | "amount" => "number",
        "string" | "str" | "words" => "text",
        "bool" | "yes-no" | "flag" => "boolean",
        "datetime" | "day" => "date",
        "currency" | "pounds" | "sum" => "money",
        "year" => "financial-year",
        "percentage" => "percent",
        _ => return None,
    })
}
