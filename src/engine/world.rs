//! What a run knows: the state, the past and the code. Conditions are asked of it here.

use std::{
    cell::{Cell, Ref, RefCell},
    collections::BTreeSet,
    sync::Arc,
};

use rustc_hash::FxHashMap;

use super::{
    bodies::Bodies,
    budget::Budget,
    eval::{Eval, out::Out},
    fail::Run,
    moment::{Stamp, View},
    norm_states::NormStates,
    past::{BYTES_OF_LINE, Past},
    past_index::PastIndex,
    state::{Relation, State},
    trace::{Silent, Tracer, Unknowns},
};
use crate::{
    base::{calendar::Calendar, limits::Limits, span::Span},
    case::case::{Assumed, Case},
    policy::{
        delegation::OfficeId,
        policy::{CalendarId, FactId, IndividualId, KindId, PackId, Policy},
        value::Value,
    },
    program::{
        code::Code,
        node::{NodeId, RangedId},
        pattern::{DeadlineId, PatternId, Term},
        pool::Pool,
        rule::Force,
        val::Val,
    },
    record::reason::{Truth, Unknown},
};

pub use super::{
    due::Due,
    eval::decide::{Answer, Decided},
    matching::Wanted,
};

/// What was found of a call of a definition, kept as long as what it read stays the same.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) out: Out,
    pub(super) latest: Stamp,
}

/// More calls than this are not remembered: then all are forgotten, so that memory stays bounded.
pub(super) const MAX_REMEMBERED: usize = 1 << 20;

/// At so many bytes each is counted what is remembered, and a change of a fact.
const BYTES_OF_REMEMBERED: u64 = 128;
const BYTES_OF_CHANGE: u64 = 128;

/// The state, the past and the code of a run.
#[derive(Debug, Clone)]
pub struct World<'p> {
    /// The policy.
    pub policy: &'p Policy,
    /// The scenario.
    pub case: &'p Case,
    /// The code.
    pub code: Arc<Code>,
    /// Facts and relations.
    pub state: State,
    /// Individuals.
    pub bodies: Bodies,
    /// What happened.
    pub past: Past,
    /// States of norms that conditions read.
    pub norm_states: NormStates,
    pub(super) calendar: Option<(CalendarId, &'p Calendar)>,
    pub(super) assumed: BTreeSet<Assumed>,
    pub(super) pool: RefCell<Pool>,
    pub(super) indexes: RefCell<Vec<PastIndex>>,
    pub(super) remembered: RefCell<FxHashMap<Box<[u64]>, Found>>,
    /// What is left of the run's budget.
    pub(super) budget: Budget,
    same_day: Cell<bool>,
    pub(super) latest: Cell<Stamp>,
    pub(super) calendar_used: Cell<bool>,
}

impl<'p> World<'p> {
    pub(super) fn bare(
        policy: &'p Policy,
        case: &'p Case,
        code: Arc<Code>,
        bodies: Bodies,
    ) -> World<'p> {
        World {
            policy,
            case,
            state: State::new(policy, &code),
            bodies,
            past: Past::new(policy.acts.len()),
            norm_states: NormStates::default(),
            calendar: None,
            assumed: BTreeSet::new(),
            pool: RefCell::new(code.pool.clone()),
            indexes: RefCell::default(),
            remembered: RefCell::default(),
            budget: Budget::new(Limits::default()),
            same_day: Cell::new(false),
            latest: Cell::new(Stamp::ALWAYS),
            calendar_used: Cell::new(false),
            code,
        }
    }

    /// Adds code for a scenario's own expressions: `add` is given a compiler that goes on from the code so far.
    pub fn compile<T>(
        &mut self,
        add: impl FnOnce(&mut crate::program::compile::compiler::Compiler<'_>) -> T,
    ) -> T {
        use crate::program::compile::compiler::Compiler;
        let mut code = Code::clone(&self.code);
        // What the run has pooled since must keep its place: constants of new code go to the run's own pool.
        code.pool = self.pool.take();
        let mut compiler = Compiler::adding_to(code, self.policy);
        let made = add(&mut compiler);
        let mut code = compiler.code;
        self.pool.replace(std::mem::take(&mut code.pool));
        self.state.add_indexes(&code);
        self.code = Arc::new(code);
        made
    }

    // ---- questions ----

    /// Whether a condition holds.
    pub fn truth(&self, node: NodeId, env: &mut [Val], view: View) -> Run<Truth> {
        Eval::new(self, Silent).truth(node, env, view)
    }

    /// Whether all of these conditions hold (`if`) and none of those (`unless`).
    pub fn all_and_none(
        &self,
        conditions: &[NodeId],
        exceptions: &[NodeId],
        env: &mut [Val],
        view: View,
    ) -> Run<Truth> {
        let mut eval = Eval::new(self, Silent);
        let mut all = Truth::True;
        for node in conditions {
            all = all.min(eval.truth(*node, env, view)?);
            if all == Truth::False {
                return Ok(all);
            }
        }
        for node in exceptions {
            all = all.min(super::eval::out::not(eval.truth(*node, env, view)?));
            if all == Truth::False {
                return Ok(all);
            }
        }
        Ok(all)
    }

    /// The value of an expression, as far as it is known.
    pub fn value(&self, node: NodeId, env: &mut [Val], view: View) -> Run<Out> {
        Eval::new(self, Silent).value(node, env, view)
    }

    /// The unknowns that a condition hangs on, where it is unknown.
    pub fn unknowns(&self, node: NodeId, env: &mut [Val], view: View) -> Run<Vec<Unknown>> {
        let mut eval = Eval::new(self, Unknowns::default());
        eval.truth(node, env, view)?;
        Ok(eval.trace.into_record(&self.pool.borrow()))
    }

    /// The unknowns that a value hangs on, where it is not certain.
    pub fn unknowns_of_value(
        &self,
        node: NodeId,
        env: &mut [Val],
        view: View,
    ) -> Run<Vec<Unknown>> {
        let mut eval = Eval::new(self, Unknowns::default());
        eval.value(node, env, view)?;
        Ok(eval.trace.into_record(&self.pool.borrow()))
    }

    /// The unknowns that a match hangs on.
    pub fn unknowns_of_match(
        &self,
        pattern: PatternId,
        line: u32,
        env: &mut [Val],
        view: View,
        wanted: Wanted,
    ) -> Run<Vec<Unknown>> {
        let mut eval = Eval::new(self, Unknowns::default());
        eval.matches(pattern, line, env, view, wanted)?;
        Ok(eval.trace.into_record(&self.pool.borrow()))
    }

    /// An evaluator that tells a tracer of its own what it does.
    pub fn traced<T: Tracer>(&self, tracer: T) -> Eval<'_, T> {
        Eval::new(self, tracer)
    }

    /// Whether an act or event fits a pattern. Slots that the pattern binds are bound where it does or may, and are as before
    /// where it does not.
    pub fn matches(
        &self,
        pattern: PatternId,
        line: u32,
        env: &mut [Val],
        view: View,
        wanted: Wanted,
    ) -> Run<Truth> {
        Eval::new(self, Silent).matches(pattern, line, env, view, wanted)
    }

    /// Whether a value fits a term; binds its slot where it does.
    pub fn fits(&self, term: Term, val: Val, env: &mut [Val], view: View) -> Run<Truth> {
        Eval::new(self, Silent).fits(term, val, env, view)
    }

    /// Whether values fit terms, one each; slots are as before where they do not.
    pub fn fit_all(&self, terms: &[Term], vals: &[Val], env: &mut [Val], view: View) -> Run<Truth> {
        Eval::new(self, Silent).fit_all(terms, vals, env, view)
    }

    /// The individuals or values over which a variable ranges and for which its condition holds or may hold, in order.
    pub fn members(&self, ranged: RangedId, env: &mut [Val], view: View) -> Run<Vec<(Val, Truth)>> {
        Eval::new(self, Silent).members(ranged, env, view)
    }

    /// When a deadline passes.
    pub fn due(&self, deadline: DeadlineId, env: &mut [Val], view: View) -> Run<Due> {
        Eval::new(self, Silent).due(deadline, env, view)
    }

    /// A decision's rows that match or may match, and what comes out.
    pub fn decide(
        &self,
        decision: crate::policy::policy::DecisionId,
        arguments: &[Val],
        view: View,
    ) -> Run<Decided> {
        Eval::new(self, Silent).decide(decision, arguments, view)
    }

    /// Whether a rule is in force at the moment of a question (S4.6): within its dates, law or assumed, its own condition met.
    /// `itself` is what a scenario would assume to assume the rule alone.
    pub fn in_force(
        &self,
        force: &Force,
        itself: Option<Assumed>,
        env: &mut [Val],
        view: View,
    ) -> Run<Truth> {
        if !force.contains(view.day()) || !(force.is_law() || self.is_assumed(itself, force.pack)) {
            return Ok(Truth::False);
        }
        match force.when {
            None => Ok(Truth::True),
            Some(when) => self.truth(when, env, view),
        }
    }

    /// Whether a scenario assumes a rule, or the pack it stands in.
    pub fn is_assumed(&self, itself: Option<Assumed>, pack: PackId) -> bool {
        !self.assumed.is_empty()
            && (self.assumed.contains(&Assumed::Pack(pack))
                || itself.is_some_and(|rule| self.assumed.contains(&rule)))
    }

    /// Whether the scenario assumes anything.
    pub fn assumes(&self) -> bool {
        !self.assumed.is_empty()
    }

    /// From now on nothing is assumed: the same scenario is run again without it.
    pub fn assume_nothing(&mut self) {
        self.assumed.clear();
    }

    // ---- values ----

    /// A value of the policy or the case.
    pub fn take(&self, value: &Value) -> Val {
        self.pool.borrow_mut().take(value)
    }

    /// The value as records hold it.
    pub fn give(&self, val: Val) -> Option<Value> {
        self.pool.borrow().give(val)
    }

    /// Numbers, texts and sets.
    pub fn pool(&self) -> Ref<'_, Pool> {
        self.pool.borrow()
    }

    /// Numbers, texts and sets, to be added to. It must not be held while something is evaluated.
    pub fn pool_mut(&self) -> std::cell::RefMut<'_, Pool> {
        self.pool.borrow_mut()
    }

    /// Which of two known values comes first; happenings by their order.
    pub fn compare(&self, one: Val, other: Val) -> std::cmp::Ordering {
        if let (Some(one), Some(other)) = (self.past.stamp(one), self.past.stamp(other)) {
            return one.cmp(&other);
        }
        self.pool.borrow().compare(one, other)
    }

    // ---- changes ----

    /// A fact changes at a moment: to [`Val::NONE`] where it is no longer stated, to [`Val::UNKNOWN`] where it becomes unknown.
    pub fn set_fact(&mut self, fact: FactId, arguments: &[Val], to: Val, stamp: Stamp) {
        self.state.set(fact, arguments, to, stamp);
    }

    /// A fact may have changed: what it would be, where the act that changes it may be void (S5.2).
    pub fn maybe_set_fact(&mut self, fact: FactId, arguments: &[Val], to: Val, stamp: Stamp) {
        let old = self
            .state
            .read(fact, arguments, View::after(stamp))
            .map_or(Val::NONE, |change| change.to);
        let boolean_absent = self.state.absent(fact) == super::state::Absent::False;
        let as_false = |val: Val| {
            if val.is_none() && boolean_absent {
                Val::FALSE
            } else {
                val
            }
        };
        let (one, other) = (as_false(old), as_false(to));
        if one == other {
            return;
        }
        let to = if one.is_known() && other.is_known() && one.as_boolean().is_none() {
            self.pool.borrow_mut().one_of(vec![one, other])
        } else {
            Val::UNKNOWN
        };
        self.state.set(fact, arguments, to, stamp);
    }

    /// An individual becomes of a kind.
    pub fn set_kind(&mut self, id: IndividualId, kind: KindId, stamp: Stamp) {
        self.bodies.set_kind(self.policy, id, kind, stamp);
        self.note_bodies(stamp);
    }

    /// An individual begins or ceases to exist.
    pub fn set_exists(&mut self, id: IndividualId, exists: bool, stamp: Stamp) {
        self.bodies.set_exists(id, exists, stamp);
        self.note_bodies(stamp);
    }

    fn note_bodies(&mut self, stamp: Stamp) {
        let bodies = self.state.relation(Relation::Bodies);
        self.state.set(bodies, &[], Val::TRUE, stamp);
    }

    /// Whether a relation holds between these at the moment of a question.
    pub fn related(&self, relation: Relation, arguments: &[Val], view: View) -> Truth {
        let fact = self.state.relation(relation);
        match self.state.read(fact, arguments, view) {
            None => Truth::False,
            Some(change) => {
                self.note_read(change.stamp, view);
                match change.to {
                    Val::NONE => Truth::False,
                    Val::UNKNOWN => Truth::Unknown,
                    _ => Truth::True,
                }
            }
        }
    }

    /// A relation begins, ends ([`Val::NONE`]) or becomes unknown.
    pub fn relate(&mut self, relation: Relation, arguments: &[Val], to: Val, stamp: Stamp) {
        let fact = self.state.relation(relation);
        self.state.set(fact, arguments, to, stamp);
    }

    /// The individuals of a kind that exist at the moment of a question, in the order of ids.
    pub fn individuals_of(&self, kind: KindId, view: View) -> impl Iterator<Item = IndividualId> {
        self.bodies.of_kind(self.policy, kind, view)
    }

    /// Who holds an office of a body, or acts in it (`true` where they hold it), in the order of ids.
    pub fn holders(
        &self,
        office: OfficeId,
        body: IndividualId,
        view: View,
    ) -> Vec<(IndividualId, bool)> {
        let fact = self.state.relation(Relation::Office);
        let wanted = Val::office(office, body);
        let mut holders: Vec<(IndividualId, bool)> = self
            .state
            .entries(fact, view)
            .filter_map(|(arguments, change)| match arguments {
                [of, who] if *of == wanted => Some((who.as_individual()?, change.to == Val::TRUE)),
                _ => None,
            })
            .collect();
        holders.sort_unstable();
        holders
    }

    /// The offices that someone holds or acts in, by body and office.
    pub fn offices_of(&self, who: IndividualId, view: View) -> Vec<(OfficeId, IndividualId)> {
        let fact = self.state.relation(Relation::Office);
        let wanted = Val::individual(who);
        let mut offices: Vec<(OfficeId, IndividualId)> = self
            .state
            .entries(fact, view)
            .filter_map(|(arguments, _)| match arguments {
                [of, who] if *who == wanted => of.as_office(),
                _ => None,
            })
            .collect();
        offices.sort_unstable_by_key(|(office, body)| (*body, *office));
        offices
    }

    // ---- the budget ----

    /// From now on the run has this budget.
    pub(super) fn allow(&mut self, limits: Limits) {
        self.budget = Budget::new(limits);
    }

    /// How many bytes are kept here, each thing counted at a fixed size.
    pub(super) fn kept(&self) -> u64 {
        let remembered = self.remembered.borrow().len() as u64;
        let past = self.past.len() as u64;
        self.pool.borrow().kept()
            + remembered.saturating_mul(BYTES_OF_REMEMBERED)
            + past.saturating_mul(BYTES_OF_LINE as u64)
            + self.state.all_changes().saturating_mul(BYTES_OF_CHANGE)
    }

    // ---- what was noticed ----

    /// Notes that something of this moment was read.
    pub(super) fn note_read(&self, stamp: Stamp, view: View) {
        if stamp.place() == 0 {
            return;
        }
        if stamp > self.latest.get() {
            self.latest.set(stamp);
        }
        if view.is_same_day_event(stamp) {
            self.same_day.set(true);
        }
    }

    /// Whether, since this was asked last, something was read that another event of the same day wrote (S3).
    pub fn take_same_day(&self) -> bool {
        self.same_day.replace(false)
    }

    /// The calendar that working days were counted by, where any were (S14).
    pub fn calendar_used(&self) -> Option<CalendarId> {
        let (id, _) = self.calendar?;
        self.calendar_used.get().then_some(id)
    }

    /// The calendar of the scenario, or the only one there is (S1.3); notes that it was used.
    pub fn calendar(&self) -> Option<&'p Calendar> {
        self.calendar_used.set(true);
        self.calendar.map(|(_, calendar)| calendar)
    }

    /// Where a node came from.
    pub fn span(&self, node: NodeId) -> Option<Span> {
        self.code.span(node)
    }
}
