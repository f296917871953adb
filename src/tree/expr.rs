//! Expressions: one language for both kinds of file (language.md section 2).

use smol_str::SmolStr;

use super::{
    act::{ActPattern, Argument},
    literal::{Literal, Unit},
    word::Word,
};
use crate::base::span::Span;

/// An expression with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub span: Span,
}

/// What an expression can be. Chains of one rank are kept flat, so that a long one is not deep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExprKind {
    /// `£25`, `1 April 2013`, `"text"`
    Literal(Literal),
    /// `c`, `northshire`, `quality`: a variable, a body, a value, a fact without arguments
    Name(SmolStr),
    /// `registered(p, g)`, `publish(document: d)`, `running-cost-allowance(c)`
    Call(Call),
    /// `{a, b}`
    Set(Vec<Expr>),
    /// `all of {a, b}`: every one is wanted
    AllOf(Box<Expr>),
    /// `any of {a, b}`: one is enough
    AnyOf(Box<Expr>),
    /// `some g: Practice`, standing where an argument stands: the later conjuncts see `g`
    SomeInline(Binder),
    /// `a: LocalAuthority`, standing where an argument of an act pattern stands: binds `a`, which must be of that kind
    Typed(Binder),
    /// `in total £1,000`, standing where the amount of a wanted act stands: several acts may make it up together
    InTotal(Box<Expr>),
    /// `anyone`, `anything`: whatever stands there
    Anything,
    /// `population of c`, `group of g`, `date of x`, `area of practice of p`. The words between the `of`s, in order:
    /// whether `area of practice` is one attribute, or `area` one of what `practice` of `p` is, only the names can tell.
    Of {
        /// The attribute, or the argument of the event.
        what: Vec<Word>,
        /// Of what.
        of: Box<Expr>,
    },
    /// `not C`
    Not(Box<Expr>),
    /// `A and B and C`
    And(Vec<Expr>),
    /// `A or B or C`
    Or(Vec<Expr>),
    /// `a is b`, `d on or before e`, `x is within y`
    Compare {
        /// What stands first.
        left: Box<Expr>,
        /// How they are compared.
        op: CompareOp,
        /// What it is compared with.
        right: Box<Expr>,
    },
    /// `c is a CCG`, `c is not a CCG`
    IsA {
        /// What is asked about.
        what: Box<Expr>,
        /// The kind asked for.
        kind: Word,
        /// Whether it is `is not a`.
        negated: bool,
    },
    /// `X is stated`
    IsStated(Box<Expr>),
    /// `X is unknown`: in expectations only
    IsUnknown(Box<Expr>),
    /// `a + b - c`
    Sum(Box<Expr>, Vec<(SumOp, Expr)>),
    /// `a * b / c`
    Product(Box<Expr>, Vec<(ProductOp, Expr)>),
    /// `-a`
    Negative(Box<Expr>),
    /// `E rounded to the penny`
    RoundedToPenny(Box<Expr>),
    /// `start of y`
    StartOf(Box<Expr>),
    /// `end of y`
    EndOf(Box<Expr>),
    /// `the year before y`, `the month before m`
    PeriodBefore(Box<Expr>),
    /// `the year after y`
    PeriodAfter(Box<Expr>),
    /// `the financial-year of d`, `the month of d`, or a declared period; with any other name the same as [`ExprKind::Of`]
    PeriodOf {
        /// `financial-year`, `month`, or the name of a declared period.
        period: Word,
        /// The date.
        date: Box<Expr>,
    },
    /// `28 days after d`, `3 months before d`
    Shifted {
        /// How many, of what.
        by: Amount,
        /// Whether it is `before` (false: `after`).
        back: bool,
        /// From where.
        from: Box<Expr>,
    },
    /// `days from d to e`, `working days from d to e`
    Between {
        /// What is counted.
        unit: Unit,
        /// From this date, not counting it.
        from: Box<Expr>,
        /// To this date, counting it.
        to: Box<Expr>,
    },
    /// `some g: Practice where …`, `no g: …`, `at least 4 m: Member where …`, `every b: Board where … has …`
    Quantified(Box<Quantified>),
    /// `count of m: Member where …`
    CountOf(Box<Ranged>),
    /// `earliest E of x: Kind where …`
    Extreme {
        /// Which one.
        which: Extreme,
        /// The expression whose extreme is wanted.
        what: Box<Expr>,
        /// Over what.
        over: Box<Ranged>,
    },
    /// `total E of x: Kind where …`
    TotalOver {
        /// The expression that is added up.
        what: Box<Expr>,
        /// Over what.
        over: Box<Ranged>,
    },
    /// `c has done consult(on: plan) before d`, `c has not done …`
    HasDone {
        /// Who.
        actor: Box<Expr>,
        /// Whether it is `has not done`.
        negated: bool,
        /// What.
        act: Box<ActPattern>,
        /// When.
        when: Vec<Window>,
    },
    /// `emergency-declared(area: a) has happened before d`
    HasHappened {
        /// Whether it is `has not happened`.
        negated: bool,
        /// What.
        event: Box<ActPattern>,
        /// When.
        when: Vec<Window>,
    },
    /// `count of consult(who: public) by c during y`
    CountActs {
        /// What is counted.
        act: Box<ActPattern>,
        /// By whom; anyone where it is left out.
        by: Option<Box<Expr>>,
        /// When.
        when: Vec<Window>,
    },
    /// `total amount of spend(category: administration) by c during y`
    TotalActs {
        /// The argument that is added up.
        argument: Word,
        /// Of which acts.
        act: Box<ActPattern>,
        /// By whom; anyone where it is left out.
        by: Option<Box<Expr>>,
        /// When.
        when: Vec<Window>,
    },
    /// `latest detain(person: p) before d as x`: true where there is one; the later conjuncts see `x`
    LatestAct {
        /// Whether it is `earliest`.
        earliest: bool,
        /// What.
        act: Box<ActPattern>,
        /// By whom; anyone where it is left out.
        by: Option<Box<Expr>>,
        /// When.
        when: Vec<Window>,
        /// The name that stands for it from here on.
        label: Word,
    },
    /// `CONDITION on d`: at the end of that day
    OnDay {
        /// What is asked.
        what: Box<Expr>,
        /// The day.
        day: Box<Expr>,
    },
    /// `CONDITION just before NAME`
    JustBefore {
        /// What is asked.
        what: Box<Expr>,
        /// The event.
        event: Word,
    },
    /// `publish-plan of c for y is breached`. A fact whose value bears the name of a state is written so too: where `norm`
    /// is no norm and `for_` is empty, it is a comparison.
    NormState {
        /// The norm.
        norm: Word,
        /// Its bearer; anyone where it is left out.
        of: Option<Box<Expr>>,
        /// The period or cause it is for.
        for_: Option<Box<Expr>>,
        /// Whether it is `is not`.
        negated: bool,
        /// The state asked for: `pending`, `discharged`, `breached`, `released`, …
        state: Word,
    },
    /// Text that could not be read; a message has been given
    Bad,
}

/// `some g: Practice`, `b: Board`: a variable and the kind it ranges over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binder {
    /// The variable.
    pub name: Word,
    /// Its kind or type.
    pub kind: Word,
}

/// `x: Kind where …`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranged {
    /// The variable and its kind.
    pub binder: Binder,
    /// The condition on it.
    pub condition: Option<Expr>,
}

/// A quantity that makes a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantified {
    /// How many.
    pub quantity: Quantity,
    /// Over what.
    pub over: Ranged,
    /// What each of them must satisfy: the part after `has` of `every b: Board where … has …`.
    pub has: Option<Expr>,
}

/// How many of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Quantity {
    /// `some g: …`
    Some,
    /// `no g: …`
    No,
    /// `every b: … has …`
    Every,
    /// `at least 4 m: …`
    AtLeast(Box<Expr>),
    /// `at most 4 m: …`
    AtMost(Box<Expr>),
    /// `more than 4 m: …`
    MoreThan(Box<Expr>),
    /// `less than 4 m: …`
    LessThan(Box<Expr>),
    /// `exactly 1 c: …`
    Exactly(Box<Expr>),
}

/// Which one of a kind, by an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extreme {
    /// `earliest`: the smallest date
    Earliest,
    /// `latest`: the largest date
    Latest,
    /// `largest`
    Largest,
    /// `smallest`
    Smallest,
}

/// `registered(p, g)`: a name with arguments, by place or by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// What is called.
    pub name: Word,
    /// Its arguments in the order written.
    pub arguments: Vec<Argument>,
}

/// How two things are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CompareOp {
    /// `is`
    Is,
    /// `is not`
    IsNot,
    /// `is within`: the same, or under it in its tree
    IsWithin,
    /// `is not within`
    IsNotWithin,
    /// `is one of {…}`
    IsOneOf,
    /// `is not one of {…}`
    IsNotOneOf,
    /// `includes`
    Includes,
    /// `does not include`
    DoesNotInclude,
    /// `starts with`
    StartsWith,
    /// `at least`
    AtLeast,
    /// `at most`
    AtMost,
    /// `more than`
    MoreThan,
    /// `less than`
    LessThan,
    /// `before` a date (an earlier day) or an event (earlier in the order): S1.1
    Before,
    /// `after`
    After,
    /// `on or before`
    OnOrBefore,
    /// `on or after`
    OnOrAfter,
}

/// `+` or `-`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SumOp {
    /// `+`
    Plus,
    /// `-`
    Minus,
}

/// `*` or `/`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProductOp {
    /// `*`
    Times,
    /// `/`
    DividedBy,
}

/// `28 days`, or an expression with a unit: `notice-period days`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// How many.
    pub count: Box<Expr>,
    /// Of what.
    pub unit: Unit,
    /// Where it stands.
    pub span: Span,
}

/// A stretch of the past that something must have happened in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// What it is.
    pub kind: WindowKind,
    /// Where it stands.
    pub span: Span,
}

/// The forms of a window (S1.1, S1.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WindowKind {
    /// `before d`, `before NAME`
    Before(Expr),
    /// `on or before d`, `by d`
    OnOrBefore(Expr),
    /// `after d`, `after NAME`
    After(Expr),
    /// `since d`, `since NAME`: since an event starts after it, since a date includes it
    Since(Expr),
    /// `on d`
    On(Expr),
    /// `during y`
    During(Expr),
    /// `at least 14 clear days before d`
    AtLeastBefore(Amount, Expr),
    /// `within 28 days before d`
    WithinBefore(Amount, Expr),
    /// `within 28 days from d`, not counting d
    WithinFrom(Amount, Expr),
    /// `within 28 days beginning with d`, counting d
    WithinBeginning(Amount, Expr),
}
