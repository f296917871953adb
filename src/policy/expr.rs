//! Expressions: resolved and typed. Conditions are expressions of type boolean, three-valued (S2).

use super::{
    norm::NormNameId,
    pattern::{ActPattern, Term},
    policy::{DecisionId, DefinitionId, FactId, KindId},
    types::Type,
    value::Value,
};
use crate::base::{id::Id, period::PeriodKind, span::Span};

/// A variable of one rule, by its place in the rule's `variables`.
pub type VarId = Id<Variable>;

/// A variable of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// Its name as written.
    pub name: smol_str::SmolStr,
    /// Its type.
    pub ty: Type,
    /// Where it is bound.
    pub span: Span,
}

/// An expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Its type.
    pub ty: Type,
    /// Where it stands.
    pub span: Span,
}

/// What an expression can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExprKind {
    /// A value that does not depend on anything.
    Literal(Value),
    /// A variable that is bound before.
    Variable(VarId),
    /// `{a, b}`, where not all members are literals.
    Set(Vec<Expr>),
    /// An act with arguments as a value, by parameter; `None` where it is not said.
    ActValue(super::policy::ActId, Vec<Option<Expr>>),
    /// The office of a body, where the body is not a literal: `chief-finance-officer of c`.
    OfficeOf(super::delegation::OfficeId, Box<Expr>),
    /// A fact, a judgement or an attribute, with its arguments in order.
    Fact(FactId, Vec<Expr>),
    /// `FACT is stated`: true or false, never unknown (S2), but where the scenario says so.
    IsStated(FactId, Vec<Expr>),
    /// `E is unknown` (expectations only).
    IsUnknown(Box<Expr>),
    /// A definition, with its arguments in order.
    Definition(DefinitionId, Vec<Expr>),
    /// A decision, with its arguments in order: its answer.
    Decision(DecisionId, Vec<Expr>),
    /// `principal of commissioner(s, p)`: on whose behalf the answer acts.
    DecisionPrincipal(DecisionId, Vec<Expr>),
    /// `E is a KIND`
    IsA(Box<Expr>, KindId),
    /// `not C`
    Not(Box<Expr>),
    /// All of them (Kleene).
    And(Vec<Expr>),
    /// Any of them (Kleene).
    Or(Vec<Expr>),
    /// A comparison that gives a boolean.
    Compare(CompareOp, Box<Expr>, Box<Expr>),
    /// The left is the right or stands under it in its tree of values or functions.
    IsWithin(Box<Expr>, Box<Expr>),
    /// The left is a member of the right, a set.
    IsOneOf(Box<Expr>, Box<Expr>),
    /// The left, a set, includes the right: a value, or every value of a set.
    Includes(Box<Expr>, Box<Expr>),
    /// The left, a set, includes at least one of the right, a set.
    IncludesAny(Box<Expr>, Box<Expr>),
    /// Text that starts with other text.
    StartsWith(Box<Expr>, Box<Expr>),
    /// `a + b`, `a - b`, `a * b`, `a / b`: numbers, money, percent (exact).
    Arithmetic(ArithmeticOp, Box<Expr>, Box<Expr>),
    /// `-a`
    Negative(Box<Expr>),
    /// To the penny, halves away from zero.
    RoundedToPenny(Box<Expr>),
    /// The first day of a period.
    StartOf(Box<Expr>),
    /// The last day of a period.
    EndOf(Box<Expr>),
    /// The period this many after (negative: before) another of its sort.
    PeriodShift(Box<Expr>, i32),
    /// The period of this sort that a date falls in.
    PeriodOf(PeriodKind, Box<Expr>),
    /// A date that is an amount of time after (or before) another; the amount is a number of units (S1.3).
    DateShift {
        /// How many.
        count: Box<Expr>,
        /// Of what.
        unit: crate::base::duration::Unit,
        /// Backward.
        back: bool,
        /// From which date.
        from: Box<Expr>,
    },
    /// How many days (or working days) from one date, not counting it, to another, counting it.
    DaysBetween {
        /// Days, or working days.
        unit: crate::base::duration::Unit,
        /// From.
        from: Box<Expr>,
        /// To.
        to: Box<Expr>,
    },
    /// There is an individual of the kind of which the body is true.
    Some(Box<Ranged>),
    /// Of every individual of the kind for which `where` holds, the second condition holds.
    Every(Box<Ranged>, Box<Expr>),
    /// How many individuals of the kind satisfy the condition, compared with a number.
    CountCompare(CompareOp, Box<Ranged>, Box<Expr>),
    /// How many individuals of the kind satisfy the condition.
    Count(Box<Ranged>),
    /// The smallest or largest of an expression over the individuals that satisfy the condition.
    Extreme {
        /// Whether the largest (latest) is wanted.
        largest: bool,
        /// The expression.
        of: Box<Expr>,
        /// Over what.
        over: Box<Ranged>,
    },
    /// The sum of an expression over the individuals that satisfy the condition.
    TotalOver(Box<Expr>, Box<Ranged>),
    /// There is an act (or event) that counts, in these windows. Its fresh variables are existential and end here.
    HasDone(Box<PastAct>),
    /// How many there are.
    CountActs(Box<PastAct>),
    /// The sum of an argument over them.
    TotalActs(usize, Box<PastAct>),
    /// The latest (or earliest) such act is bound to a variable, and the body is true of it. False where there is none.
    LatestAct {
        /// Whether the earliest is wanted.
        earliest: bool,
        /// Which acts.
        act: Box<PastAct>,
        /// The variable that stands for it.
        variable: VarId,
        /// What must hold of it.
        body: Box<Expr>,
    },
    /// A condition or value as it was at the end of a day (as of now, where that day has not ended).
    OnDay(Box<Expr>, Box<Expr>),
    /// A condition or value as it was in the state just before a happening.
    JustBefore(Box<Expr>, VarId),
    /// The state of a norm's instances, read as at the start of the moment: true where some instance is in that state.
    NormState {
        /// The norm.
        norm: NormNameId,
        /// Its bearer.
        of: Option<Box<Expr>>,
        /// Its period, or the happening that caused it.
        for_: Option<Box<Expr>>,
        /// The state.
        state: StateWord,
    },
    /// Something of a happening that a variable stands for.
    HappeningPart(Box<Expr>, HappeningPart),
    /// What could not be resolved: a message has been given. It stands only in definitions and decisions, where it is unknown;
    /// norms, rules, schemes and statements that hold it are left out.
    Bad,
}

/// A variable over the individuals of a kind, as they exist at the moment (S2), and a condition on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranged {
    /// The variable.
    pub variable: VarId,
    /// Over what it ranges.
    pub domain: Domain,
    /// The condition; true where it is left out.
    pub condition: Option<Expr>,
}

/// What a variable ranges over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Domain {
    /// Individuals of a kind that exist at the moment.
    Kind(KindId),
    /// The entries of a tree of values, in the order declared.
    Values(super::policy::ValueSetId),
}

/// Acts of the past (S5.5): done by someone themselves, through their offices, or validly on their behalf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastAct {
    /// By whom; anyone where it is none.
    pub by: Option<Term>,
    /// Which acts or events. Void acts do not count (S5.2).
    pub pattern: ActPattern,
    /// When: every window must hold.
    pub windows: Vec<Window>,
    /// Where it stands.
    pub span: Span,
}

/// A stretch of the past (S1.1, S1.2). The expressions are dates or happenings; before a happening means earlier in
/// the order, before a date means an earlier day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Window {
    /// Strictly before.
    Before(Expr),
    /// Before or on the day; of a happening: before it or itself.
    OnOrBefore(Expr),
    /// Strictly after.
    After(Expr),
    /// After a happening; on or after a date.
    Since(Expr),
    /// On that day.
    On(Expr),
    /// In that period.
    During(Expr),
    /// At least so long before: on or before the last day that leaves the whole time free.
    AtLeastBefore(Length, Expr),
    /// At most so long before, and before it.
    WithinBefore(Length, Expr),
    /// Not later than so long after, not counting the day itself.
    WithinFrom(Length, Expr),
    /// Not later than so long after, counting the day itself.
    WithinBeginning(Length, Expr),
}

/// A length of time: a number of units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Length {
    /// How many.
    pub count: Expr,
    /// Of what.
    pub unit: crate::base::duration::Unit,
}

/// What can be asked of a happening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HappeningPart {
    /// `date of x`
    Date,
    /// `actor of x`: who answers for the act
    Actor,
    /// `performer of x`: who did it themselves
    Performer,
    /// `deadline of x`: of a direction, by when; unknown where none was set
    Deadline,
    /// An argument, by its parameter.
    Argument(usize),
}

/// How two values are compared. On dates `Less` is `before`; on a happening it is earlier in the order (S1.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CompareOp {
    /// The same.
    Equal,
    /// Not the same.
    NotEqual,
    /// Less, before.
    Less,
    /// At most, on or before.
    AtMost,
    /// More, after.
    More,
    /// At least, on or after.
    AtLeast,
}

/// Arithmetic on exact numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ArithmeticOp {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`; dividing by zero gives unknown (section 2)
    Divide,
}

/// A state that rules and expectations can ask for (S4.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StateWord {
    /// Open, not past its deadline.
    Pending,
    /// Done in time.
    Discharged,
    /// Some of what is wanted is done.
    PartlyDischarged,
    /// Past its deadline, and not done then (a late discharge does not undo it).
    Breached,
    /// Done after its deadline.
    DischargedLate,
    /// No longer required: its `until`, a waiver, an overriding norm, disapplied.
    Released,
    /// Its bearer was abolished, and nobody received the function.
    Lapsed,
    /// A standing duty, or regard, of which there is no evidence.
    NotEvidenced,
    /// Unknown facts leave it open.
    Undetermined,
    /// A norm that does not bind was followed.
    Followed,
    /// A norm that does not bind was departed from.
    DepartedFrom,
}

impl StateWord {
    /// Every state, in the order in which they are declared.
    pub const ALL: [StateWord; 11] = [
        StateWord::Pending,
        StateWord::Discharged,
        StateWord::PartlyDischarged,
        StateWord::Breached,
        StateWord::DischargedLate,
        StateWord::Released,
        StateWord::Lapsed,
        StateWord::NotEvidenced,
        StateWord::Undetermined,
        StateWord::Followed,
        StateWord::DepartedFrom,
    ];

    /// As it is written and shown: `partly discharged`.
    pub fn word(self) -> &'static str {
        match self {
            StateWord::Pending => "pending",
            StateWord::Discharged => "discharged",
            StateWord::PartlyDischarged => "partly discharged",
            StateWord::Breached => "breached",
            StateWord::DischargedLate => "discharged late",
            StateWord::Released => "released",
            StateWord::Lapsed => "lapsed",
            StateWord::NotEvidenced => "not evidenced",
            StateWord::Undetermined => "undetermined",
            StateWord::Followed => "followed",
            StateWord::DepartedFrom => "departed from",
        }
    }

    /// The state that is written so.
    pub fn from_word(word: &str) -> Option<StateWord> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}
