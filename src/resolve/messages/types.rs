//! Things of a type that does not fit where they stand.

use smol_str::SmolStr;

use crate::{
    base::{
        period::{Period, PeriodSeries},
        span::Span,
    },
    diagnostics::{code::Code, diagnostic::Diagnostic},
    policy::{
        expr::{ArithmeticOp, CompareOp, Expr, ExprKind},
        policy::{Act, Parameter, Policy},
        types::Type,
        value::Value,
    },
    resolve::{show, signatures::Signatures},
    tree::{act::Argument, expr::Binder, word::Word},
};

/// Forms that stand only in certain places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misplaced {
    /// `all of {…}`
    AllOf,
    /// `any of {…}`
    AnyOf,
    /// `a: LocalAuthority`
    Typed,
    /// `in total £1,000`
    InTotal,
    /// `anyone`, `anything`
    Anything,
    /// `some g: Practice` as an argument
    SomeInline,
    /// `latest … as x`
    Latest,
    /// `for every b: Board`
    ForEvery,
}

/// A form where it cannot stand.
pub fn misplaced(span: Span, what: Misplaced) -> Diagnostic {
    let (message, help) = match what {
        Misplaced::AllOf => (
            "`all of` cannot stand here",
            "it says how much of a set is wanted: of an argument, or after `includes`",
        ),
        Misplaced::AnyOf => (
            "`any of` cannot stand here",
            "it says how much of a set is wanted: of an argument, or after `is` and `includes`",
        ),
        Misplaced::Typed => (
            "a variable cannot be bound here",
            "`a: LocalAuthority` stands where an argument of an act stands; elsewhere write `some a: LocalAuthority`",
        ),
        Misplaced::InTotal => (
            "`in total` cannot stand here",
            "it stands where the amount of a wanted act stands: `must pay(amount: in total £1,000)`",
        ),
        Misplaced::Anything => (
            "`anyone` and `anything` cannot stand here",
            "they stand where an argument or the actor of an act stands",
        ),
        Misplaced::SomeInline => (
            "`some` cannot stand outside of a condition",
            "bind the variable elsewhere, or ask `some g: Practice where …`",
        ),
        Misplaced::Latest => (
            "`latest … as` cannot stand here",
            "it is a condition of its own, joined to the next by `and`",
        ),
        Misplaced::ForEvery => (
            "`for every` cannot stand here",
            "it stands behind the act of a `must`, and behind an effect",
        ),
    };
    Diagnostic::new(Code::Misplaced, span, message).help(help)
}

/// What an expression is, in words that begin a message.
fn found(e: &Expr, policy: &Policy) -> String {
    match &e.kind {
        ExprKind::Literal(value) => match value {
            Value::Individual(id) => match policy.individuals.get(*id) {
                Some(individual) => {
                    format!("`{}`, {}", individual.name, show::a_type(&e.ty, policy))
                }
                None => show::a_type(&e.ty, policy),
            },
            Value::Value(id) => format!(
                "`{}` of the values `{}`",
                policy.values[*id].name, policy.value_sets[policy.values[*id].set].name
            ),
            Value::Function(id) => format!("the function `{}`", policy.functions[*id].name),
            Value::Act(act) => format!("the act `{}`", policy.acts[act.act].name),
            Value::Norm(id) => format!("the norm `{}`", policy.norm_names[*id].name),
            Value::Boolean(b) => format!("`{b}`"),
            _ => show::a_type(&e.ty, policy),
        },
        _ => show::a_type(&e.ty, policy),
    }
}

/// Something of another type than is wanted.
pub fn wrong(e: &Expr, want: &Type, policy: &Policy) -> Diagnostic {
    let problem = Diagnostic::new(
        Code::WrongType,
        e.span,
        format!(
            "found {}, wanted {}",
            found(e, policy),
            show::a_type(want, policy)
        ),
    );
    match (&e.ty, want) {
        (found, Type::Set(of)) if *found == **of => {
            problem.help("put it in braces: a set of one is `{a}`")
        }
        (Type::Set(_), _) => problem.help("a set is asked with `includes`, or `is one of`"),
        (Type::Kind(_), Type::Boolean) => problem.help("ask something of it: `… is a KIND`"),
        (Type::Act, Type::Boolean) => problem.help("what was done is asked with `c has done …`"),
        (Type::Norm, Type::Boolean) => {
            problem.help("the state of a duty is asked with `… of c is breached`")
        }
        (
            Type::Values(_) | Type::Number | Type::Money | Type::Percent | Type::Date,
            Type::Boolean,
        ) => problem.help("compare it with something: `… is …`, `… at least …`"),
        (Type::Number, Type::Money) => problem.help("write the amount with its sign: `£25`"),
        (Type::Period(_), Type::Date) => problem.help("write `start of` or `end of`"),
        _ => problem,
    }
}

/// Two things that cannot be compared.
pub fn unlike(left: &Expr, right: &Expr, policy: &Policy) -> Diagnostic {
    let (one, other) = (found(left, policy), found(right, policy));
    let message = if one == other {
        format!("{one} cannot be compared with another of its sort counted in other units")
    } else {
        format!("{one} cannot be compared with {other}")
    };
    Diagnostic::new(Code::Unlike, left.span.to(right.span), message)
        .label(left.span, format!("this is {one}"))
        .label(right.span, format!("this is {other}"))
}

/// `is stated` of something that is not stated.
pub fn not_stated(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::NotAFact,
        span,
        "only a fact, a judgement or an attribute can be stated",
    )
}

/// `is unknown` outside of an expectation.
pub fn unknown_outside_expect(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::Misplaced,
        span,
        "`is unknown` can only be expected, not asked in a rule",
    )
    .help("ask `… is stated`, which is always true or false")
}

/// A name that stands for nothing that happens.
pub fn no_happening(label: &Word, ty: &Type, policy: &Policy) -> Diagnostic {
    Diagnostic::new(
        Code::WrongType,
        label.span,
        format!(
            "`{}` stands for {}, not for something that happens",
            label.text,
            show::a_type(ty, policy)
        ),
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
pub fn too_many(argument: &Argument, name: &Word, parameters: &[Parameter]) -> Diagnostic {
    let message = match parameters.len() {
        0 => format!("`{}` has no arguments", name.text),
        1 => format!("`{}` has one argument only", name.text),
        n => format!("`{}` has {n} arguments only", name.text),
    };
    let problem = Diagnostic::new(Code::WrongArguments, argument.value.span, message);
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

/// A period whose number is not in its series.
pub fn no_such_period(name: &Word, span: Span, series: &PeriodSeries) -> Diagnostic {
    Diagnostic::new(
        Code::OutOfRange,
        span,
        format!("there is no such period of `{}`", name.text),
    )
    .help(format!(
        "they are numbered from `{0}(1)` to `{0}({1})`",
        name.text,
        series.times()
    ))
}

/// A number past what is counted exactly.
pub fn too_large(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::OutOfRange,
        span,
        "this amount is too large to be counted exactly",
    )
}

/// A day, month or year that is not there.
pub fn no_such_time(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::OutOfRange,
        span,
        "there is no such date, month or year",
    )
}

/// A time of day without a date.
pub fn time_alone(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::Misplaced,
        span,
        "a time of day stands only on a line of the timeline, behind its date",
    )
}

/// A month where a day is needed.
pub fn month_not_day(span: Span, period: Period, signatures: &Signatures) -> Diagnostic {
    let periods = &signatures.policy.periods;
    Diagnostic::new(
        Code::NotADay,
        span,
        "a month stands here, and a day is needed",
    )
    .help(format!(
        "write the day: `{}`, `{}`",
        period.start(periods),
        period.end(periods)
    ))
}

/// A period where a day is needed.
pub fn period_is_no_day(e: &Expr, policy: &Policy) -> Diagnostic {
    Diagnostic::new(
        Code::NotADay,
        e.span,
        format!(
            "{} stands here, and a day is needed",
            show::a_type(&e.ty, policy)
        ),
    )
    .help("write `start of …` or `end of …`")
}

/// An act or event by its own name where a day is needed.
pub fn event_needs_a_label(name: &SmolStr, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::NotADay,
        span,
        format!("`{name}` can happen many times: it is not said which time is meant"),
    )
    .help(format!(
        "give the trigger a name (`when … {name}(…) as request`), and count from `request`"
    ))
}

/// Something that is no individual.
pub fn no_individual(e: &Expr, policy: &Policy) -> Diagnostic {
    Diagnostic::new(
        Code::WrongType,
        e.span,
        format!(
            "found {}, wanted a body, a person or a thing",
            found(e, policy)
        ),
    )
}

/// Something that stands in no tree.
pub fn not_in_a_tree(e: &Expr, policy: &Policy) -> Diagnostic {
    Diagnostic::new(
        Code::Unlike,
        e.span,
        format!("{} lies in no tree", found(e, policy)),
    )
    .help("`is within` asks whether a value or function lies under another; for kinds write `is a KIND`")
}

/// Something that is no set.
pub fn no_set(e: &Expr, policy: &Policy) -> Diagnostic {
    Diagnostic::new(
        Code::WrongType,
        e.span,
        format!("found {}, wanted a set", found(e, policy)),
    )
}

/// Dates compared as amounts.
pub fn dates_have_an_order(span: Span, op: CompareOp) -> Diagnostic {
    let instead = match op {
        CompareOp::AtLeast => "on or after",
        CompareOp::AtMost => "on or before",
        CompareOp::More => "after",
        _ => "before",
    };
    Diagnostic::new(
        Code::Unlike,
        span,
        "dates come before and after, they are not more or less",
    )
    .help(format!("write `{instead}`"))
}

/// Something that is no amount.
pub fn no_size(e: &Expr, policy: &Policy) -> Diagnostic {
    Diagnostic::new(
        Code::WrongType,
        e.span,
        format!("found {}, wanted a number or an amount", found(e, policy)),
    )
}

/// Two amounts that do not go together.
pub fn no_arithmetic(op: ArithmeticOp, left: &Expr, right: &Expr, policy: &Policy) -> Diagnostic {
    let (verb, between) = match op {
        ArithmeticOp::Add => ("added to", (right, left)),
        ArithmeticOp::Subtract => ("taken from", (right, left)),
        ArithmeticOp::Multiply => ("multiplied by", (left, right)),
        ArithmeticOp::Divide => ("divided by", (left, right)),
    };
    let problem = Diagnostic::new(
        Code::BadArithmetic,
        left.span.to(right.span),
        format!(
            "{} cannot be {verb} {}",
            found(between.0, policy),
            found(between.1, policy)
        ),
    );
    match (&left.ty, &right.ty) {
        (Type::Date, Type::Duration) | (Type::Duration, Type::Date) => {
            problem.help("write `28 days after d`, `28 days before d`")
        }
        (Type::Date, Type::Date) => problem.help("write `days from d to e`"),
        _ => problem,
    }
}

/// `earliest` of what is no date, `largest` of what is no amount.
pub fn no_extreme(e: &Expr, dates: bool, policy: &Policy) -> Diagnostic {
    let (wanted, words) = if dates {
        ("a date", "`largest` and `smallest` are of amounts")
    } else {
        ("an amount", "`earliest` and `latest` are of dates")
    };
    Diagnostic::new(
        Code::WrongType,
        e.span,
        format!("found {}, wanted {wanted}", found(e, policy)),
    )
    .help(words)
}

/// Something that is no period.
pub fn no_period(e: &Expr, policy: &Policy) -> Diagnostic {
    Diagnostic::new(
        Code::WrongType,
        e.span,
        format!(
            "found {}, wanted a period: a financial year, a month, a declared period",
            found(e, policy)
        ),
    )
}

/// Hours counted from a date.
pub fn hours_need_a_clock(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::BadUnit,
        span,
        "hours run by the clock from something that happens, not from a date",
    )
    .help("write `within 72 hours from NAME` of an event, or count in days")
}

/// `clear days beginning with`.
pub fn clear_days_begin_nowhere(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::BadUnit,
        span,
        "clear days leave out both ends, so they cannot begin with a day",
    )
    .help("write `from`, or count in days")
}

/// Weeks or months counted between two dates.
pub fn days_only(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::BadUnit,
        span,
        "only days, working days and clear days are counted from one date to another",
    )
    .help("write `days from d to e`, and compare with a number of days")
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

/// Something that no instance of a norm is for.
pub fn no_cause(e: &Expr, policy: &Policy) -> Diagnostic {
    Diagnostic::new(
        Code::WrongType,
        e.span,
        format!(
            "found {}, wanted the period, or the name of what happened",
            found(e, policy)
        ),
    )
}

/// What only a run can know, where it must be known now.
pub fn not_constant(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::NotConstant,
        span,
        "this hangs on facts or on the calendar, and a plain value is needed here",
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

/// A variable bound to a kind that the parameter does not allow.
pub fn binder_of_wrong_type(
    binder: &Binder,
    ty: &Type,
    want: &Type,
    policy: &Policy,
) -> Diagnostic {
    Diagnostic::new(
        Code::WrongType,
        binder.kind.span,
        format!(
            "`{}` is to be {}, but the argument is {}",
            binder.name.text,
            show::a_type(ty, policy),
            show::a_type(want, policy)
        ),
    )
}

/// `all of` where one value stands.
pub fn all_of_one(span: Span, want: &Type, policy: &Policy) -> Diagnostic {
    Diagnostic::new(
        Code::WrongType,
        span,
        format!(
            "the argument is {}, which cannot be several at once",
            show::a_type(want, policy)
        ),
    )
    .help("write `any of {…}`, or declare the argument as `set of …`")
}

/// A set where one value stands.
pub fn set_for_one(span: Span, want: &Type, policy: &Policy) -> Diagnostic {
    Diagnostic::new(
        Code::WrongType,
        span,
        format!("found a set, wanted {}", show::a_type(want, policy)),
    )
    .help("write `any of {…}` where one of them is enough")
}

/// A set compared with one value.
pub fn set_compared(span: Span, want: &Type, policy: &Policy) -> Diagnostic {
    Diagnostic::new(
        Code::WrongType,
        span,
        format!("found a set, wanted {}", show::a_type(want, policy)),
    )
    .help("whether something is a member is asked with `is one of {…}`")
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
