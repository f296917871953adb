//! The history of a run as one flat list, and what can be read off it at a moment (S1, S2, S3).

use std::collections::BTreeMap;

use vires::{
    base::date::Date,
    case::{
        case::{Assumed, Case, Dates, GivenValue},
        happening::HappeningKind,
    },
    policy::{
        expr::{StateWord, VarId},
        norm::{EffectKind, NormId, NormNameId},
        policy::{FactId, FactSort, FunctionId, IndividualId, KindId, PackId, Policy},
        standing::{Standing, Status},
        types::Type,
        value::Value,
    },
    record::{duty::Cause, reason::Truth},
};

/// What stops a run: any error the language defines. Only that there is one is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop(pub String);
/// A result, or why the run stops.
pub type Run<T> = Result<T, Stop>;
/// What the variables of a rule stand for.
pub type Env = BTreeMap<VarId, Value>;

/// A moment from which the world is read: a day, and how much of the history has happened (S1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// The day whose dated facts hold.
    pub day: Date,
    /// How many entries of the history are seen.
    pub seen: usize,
}

/// An entry of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A fact has this value from here on; unstated where it is `None`.
    Fact(FactId, Vec<Value>, FactIs),
    /// An individual exists from here on, or no longer.
    Exists(IndividualId, bool),
    /// An individual is of this kind from here on.
    Kind(IndividualId, KindId),
    /// A norm is imposed on someone.
    Imposed(NormNameId, IndividualId),
    /// A norm is disapplied for someone.
    Disapplied(NormNameId, IndividualId),
    /// A function (or all) passes.
    Passes(Option<FunctionId>, IndividualId, IndividualId),
    /// A norm passes (substitution).
    NormPasses(NormNameId, IndividualId, IndividualId),
    /// A claim passes.
    ClaimPasses(NormNameId, Value, Value),
    /// A happening took place: an act that is not void, or an event; `Unknown` where its validity is.
    Done(usize, Truth),
    /// An act is void from here on.
    VoidNow(usize),
    /// An instance came into a state.
    State(usize, StateWord),
    /// A link of delegation was made, or tried: whether validly, and under which rule.
    Linked(
        usize,
        Truth,
        Option<vires::policy::delegation::DelegationRuleId>,
        Vec<vires::policy::delegation::SubDelegation>,
    ),
    /// A link was revoked.
    Revoked(vires::record::record::LinkRef),
    /// An act was charged to a link.
    Charged(usize, vires::record::record::LinkRef, Truth),
    /// Agreement given (true) or withdrawn, at this place of the timeline.
    Agreement(usize, bool),
}

/// What a fact is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactIs {
    /// This.
    Known(Value),
    /// Not stated.
    Unstated,
    /// Called unknown.
    Unknown,
}

/// A duty instance (S4).
#[derive(Debug, Clone)]
pub struct Instance {
    /// The version of the norm it stands under.
    pub norm: NormId,
    /// Its bearer when it arose.
    pub bearer: IndividualId,
    /// Who bears it now.
    pub now: IndividualId,
    /// From what it arose.
    pub cause: Cause,
    /// Its variables.
    pub env: Env,
    /// The day it arose.
    pub arose: Date,
    /// How much of the history there was when it arose.
    pub seen: usize,
    /// Whether it arose for certain.
    pub exists: Truth,
    /// The last day to act.
    pub due: Option<Date>,
    /// The first day on which an act counts (`on d`).
    pub not_before: Option<Date>,
    /// Whether its deadline has passed.
    pub passed: bool,
    /// Its states with their days.
    pub history: Vec<(Date, StateWord)>,
    /// Breaches of a continuing duty: first day, last day, certainty.
    pub intervals: Vec<(Date, Option<Date>, Truth)>,
    /// What has been covered so far, by must: members of sets, individuals of `for every`, amounts paid.
    pub covered: Vec<(usize, Value)>,
    /// Whether something unknown leaves it open.
    pub open_question: bool,
    /// Whether its `until` may have come true.
    pub may_be_over: bool,
    /// Whether it would be in breach, if it is there at all.
    pub may_be_breached: bool,
    /// What it may be for certain where it is undetermined; anything where nothing is said.
    pub possible: Vec<StateWord>,
    /// Whom `for every` ranged over at the deadline, by must, and whether certainly.
    pub members: Option<Vec<(usize, Value, Truth)>>,
    /// Nothing more can happen to it.
    pub closed: bool,
}

impl Instance {
    /// Its present state.
    pub fn state(&self) -> StateWord {
        self.history
            .last()
            .map_or(StateWord::Pending, |(_, state)| *state)
    }
}

/// The world: what was given, and everything that has happened.
pub struct World<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// The scenario.
    pub case: &'a Case,
    /// The history, each entry with its day.
    pub log: Vec<(Date, Entry)>,
    /// Duty instances in the order they arose.
    pub instances: Vec<Instance>,
    /// The first day on which anything dated begins.
    pub first: Date,
    /// The last day looked at.
    pub last: Date,
    /// What an unstated judgement is taken for, while it is asked what hangs on it (S5.1).
    pub supposed: std::cell::Cell<Option<bool>>,
    /// How much of the history there was when the moment began: states of norms are read there.
    pub moment: std::cell::Cell<usize>,
    /// Whether the day is opening: its events have not begun.
    pub opening: std::cell::Cell<bool>,
}

fn covers(dates: Dates, day: Date) -> bool {
    dates.from.is_none_or(|from| from <= day) && dates.until.is_none_or(|until| day <= until)
}

impl World<'_> {
    /// The moment now.
    pub fn now(&self, day: Date) -> View {
        View {
            day,
            seen: self.log.len(),
        }
    }

    /// What comes out if every judgement that nobody has made were against, and if it were for (S5.1).
    pub fn supposing<T>(&self, mut look: impl FnMut() -> Run<T>) -> Run<(T, T)> {
        let before = self.supposed.replace(Some(false));
        let no = look();
        self.supposed.set(Some(true));
        let yes = look();
        self.supposed.set(before);
        Ok((no?, yes?))
    }

    fn seen(&self, view: View) -> impl Iterator<Item = &(Date, Entry)> {
        self.log
            .iter()
            .take(view.seen)
            .filter(move |(day, _)| *day <= view.day)
    }

    /// S2: what a fact is at a moment. The latest change wins: a given stretch begins at the start of its first day and ends
    /// at the start of the day after its last.
    pub fn fact(&self, view: View, fact: FactId, arguments: &[Value]) -> Run<FactIs> {
        let mut best: Option<(Option<Date>, u8, FactIs)> = None;
        let mut put = |at: Option<Date>, place: u8, is: FactIs| {
            if best
                .as_ref()
                .is_none_or(|(day, before, _)| (at, place) >= (*day, *before))
            {
                best = Some((at, place, is));
            }
        };
        for stated in &self.policy.stated {
            if stated.fact == fact && stated.arguments == arguments {
                put(None, 0, FactIs::Known(stated.value.clone()));
            }
        }
        for given in &self.case.facts {
            if given.fact != fact || given.arguments != arguments {
                continue;
            }
            if let Some(over) = given.dates.until.and_then(|last| last.next_day())
                && over <= view.day
            {
                put(Some(over), 0, FactIs::Unstated);
            }
            if covers(given.dates, view.day) {
                let is = match &given.value {
                    GivenValue::Known(value) => FactIs::Known(value.clone()),
                    GivenValue::Unknown => FactIs::Unknown,
                };
                put(given.dates.from, 1, is);
            }
        }
        for (day, entry) in self.seen(view) {
            if let Entry::Fact(of, with, is) = entry
                && *of == fact
                && with == arguments
            {
                put(Some(*day), 2, is.clone());
            }
        }
        Ok(best.map_or(FactIs::Unstated, |(_, _, is)| is))
    }

    /// S2: the value of a fact, with what its absence means.
    pub fn fact_value(&self, view: View, fact: FactId, arguments: &[Value]) -> Run<Option<Value>> {
        let declared = self.policy.facts.at(fact);
        Ok(match self.fact(view, fact, arguments)? {
            FactIs::Known(value) => Some(value),
            FactIs::Unknown => None,
            FactIs::Unstated => {
                let holds = match declared.sort {
                    FactSort::Holds => true,
                    FactSort::Attribute(_) => declared.ty == Type::Boolean,
                    FactSort::Valued | FactSort::Judgement(_) => false,
                };
                let supposed = matches!(declared.sort, FactSort::Judgement(_))
                    .then(|| self.supposed.get())
                    .flatten();
                holds
                    .then_some(Value::Boolean(false))
                    .or(supposed.map(Value::Boolean))
            }
        })
    }

    /// Whether an individual exists at a moment (S2).
    pub fn exists(&self, view: View, who: IndividualId) -> bool {
        let stretches: Vec<_> = self
            .case
            .existing
            .iter()
            .filter(|e| e.individual == who)
            .collect();
        let mut is = stretches.is_empty() || stretches.iter().any(|e| covers(e.dates, view.day));
        for (_, entry) in self.seen(view) {
            if let Entry::Exists(of, now) = entry
                && *of == who
            {
                is = *now;
            }
        }
        is
    }

    /// The kind of an individual at a moment: the latest that was said.
    pub fn kind(&self, view: View, who: IndividualId) -> KindId {
        let mut kind = self.case.individuals.at(who).kind;
        let mut since = None;
        for given in &self.case.kinds {
            if given.individual == who && covers(given.dates, view.day) && given.dates.from >= since
            {
                kind = given.kind;
                since = given.dates.from;
            }
        }
        for (day, entry) in self.seen(view) {
            if let Entry::Kind(of, now) = entry
                && *of == who
                && Some(*day) >= since
            {
                kind = *now;
                since = Some(*day);
            }
        }
        kind
    }

    /// Whether an individual is of a kind and exists.
    pub fn is_of(&self, view: View, who: IndividualId, kind: KindId) -> bool {
        self.exists(view, who) && self.policy.is_kind(self.kind(view, who), kind)
    }

    /// S10 and section 3: whether a rule of this standing is law at all in this scenario.
    pub fn is_law(&self, standing: &Standing, pack: PackId, assumed: Option<Assumed>) -> bool {
        match standing.status {
            Status::InForce | Status::NotBinding | Status::Historical => true,
            Status::Announced | Status::Proposed => self
                .case
                .assuming
                .iter()
                .any(|a| *a == Assumed::Pack(pack) || Some(*a) == assumed),
        }
    }

    /// Effects that are given as states of affairs: imposed and disapplied.
    pub fn stands(&self, view: View, name: NormNameId, who: IndividualId, imposed: bool) -> bool {
        let given = self
            .case
            .effects
            .iter()
            .filter(|e| covers(e.dates, view.day))
            .any(|e| match &e.effect {
                EffectKind::Imposed(norm, on) => {
                    imposed && *norm == name && literal(on) == Some(who)
                }
                EffectKind::Disapplied(norm, on) => {
                    !imposed && *norm == name && literal(on) == Some(who)
                }
                _ => false,
            });
        given
            || self.seen(view).any(|(_, entry)| match entry {
                Entry::Imposed(norm, on) => imposed && *norm == name && *on == who,
                Entry::Disapplied(norm, on) => !imposed && *norm == name && *on == who,
                _ => false,
            })
    }

    /// The happening's day.
    pub fn day_of(&self, happening: usize) -> Date {
        self.case
            .timeline
            .get(happening)
            .map_or(Date::MAX, |h| h.date)
    }

    /// S5.4: the statement that makes an act void throughout, if there is one up to the last day.
    pub fn set_aside_throughout(&self, happening: usize) -> bool {
        use vires::case::happening::Named;
        self.case.timeline.iter().any(|h| {
            h.date <= self.last
                && matches!(&h.kind, HappeningKind::SetsAside { what, from_then_on: false, .. } if *what == Named::Happening(happening))
        })
    }
}

/// The individual that an expression names outright.
pub fn literal(expr: &vires::policy::expr::Expr) -> Option<IndividualId> {
    match &expr.kind {
        vires::policy::expr::ExprKind::Literal(Value::Individual(who)) => Some(*who),
        _ => None,
    }
}

/// Kleene's `not` (S2).
pub fn not(a: Truth) -> Truth {
    match a {
        Truth::True => Truth::False,
        Truth::False => Truth::True,
        Truth::Unknown => Truth::Unknown,
    }
}

/// Kleene's `and`: the least of them (S2).
pub fn all(of: impl IntoIterator<Item = Truth>) -> Truth {
    of.into_iter().min().unwrap_or(Truth::True)
}

/// Kleene's `or`: the greatest of them (S2).
pub fn any(of: impl IntoIterator<Item = Truth>) -> Truth {
    of.into_iter().max().unwrap_or(Truth::False)
}
