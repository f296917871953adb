//! Things of a type that does not fit where they stand.

use crate::{
    base::{period::PeriodKind, span::Span},
    diagnostics::{code::Code, diagnostic::Diagnostic},
    policy::{
        expr::{ArithmeticOp, CompareOp, Expr, ExprKind},
        policy::Policy,
        types::Type,
        value::Value,
    },
    resolve::show,
    tree::{expr::Binder, word::Word},
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
pub(super) fn found(e: &Expr, policy: &Policy) -> String {
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
        _ => match written_as(want, policy) {
            Some(help) => problem.help(help),
            None => problem,
        },
    }
}

/// How something of a type is written.
fn written_as(want: &Type, policy: &Policy) -> Option<String> {
    Some(match want {
        Type::Money => "an amount of money is written `£250,000`".to_owned(),
        Type::Number => "a number is written `212,000`".to_owned(),
        Type::Percent => "a percentage is written `75%`".to_owned(),
        Type::Date => "a day is written `4 March 2013` or `2013-03-04`".to_owned(),
        Type::Duration => "a length of time is written `28 days`".to_owned(),
        Type::Text => "text stands in quotes: `\"…\"`".to_owned(),
        Type::Period(PeriodKind::FinancialYear) => {
            "a financial year is written `2013/14`".to_owned()
        }
        Type::Kind(kind) => format!(
            "give it the name of a `{}`, declared in the policy or under `given`",
            policy.kinds[*kind].name
        ),
        Type::Values(set) => {
            let set = &policy.value_sets[*set];
            let mut names = set.entries.iter().map(|entry| &policy.values[*entry].name);
            let first = names.next()?;
            match names.next() {
                Some(_) => format!(
                    "give it one of the values of `{}`, such as `{first}`",
                    set.name
                ),
                None => format!("the only value of `{}` is `{first}`", set.name),
            }
        }
        _ => return None,
    })
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
