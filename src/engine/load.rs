//! The world at the beginning of a run: what the policy and the scenario state, for all time (S2).

use std::{collections::BTreeMap, sync::Arc};

use super::{
    bodies::Bodies,
    fail::fail,
    intervals::{Interval, Stated, resolve},
    moment::Stamp,
    state::Relation,
    world::World,
};
use crate::{
    base::span::Span,
    case::case::{Case, Dates, GivenValue, Holding, Unknowns},
    policy::{
        expr::{Expr, ExprKind},
        norm::EffectKind,
        policy::{FactId, IndividualId, Policy},
        value::Value,
    },
    program::{code::Code, val::Val},
    record::record::{RunError, RunErrorKind},
    words::Words,
};

impl<'p> World<'p> {
    /// The world of a scenario before anything happens in it.
    pub fn load(
        policy: &'p Policy,
        case: &'p Case,
        code: Arc<Code>,
    ) -> Result<World<'p>, Vec<RunError>> {
        let kinds = case.individuals.iter().map(|individual| individual.kind);
        let bodies = Bodies::new(policy, kinds);
        let mut world = World::bare(policy, case, code, bodies);
        world.calendar = case
            .calendar
            .or_else(|| match policy.calendars.len() {
                1 => policy.calendars.ids().next(),
                _ => None,
            })
            .and_then(|id| Some((id, &policy.calendars.get(id)?.calendar)));
        if case.unknowns == Unknowns::AsFalse {
            world.state.close(policy);
        }
        world.assumed = case.assuming.iter().copied().collect();
        let mut errors = Vec::new();
        world.load_existence(case);
        world.load_kinds(case);
        world.load_facts(case, &mut errors);
        world.load_offices(case);
        world.load_effects(case);
        world.state.taken_in();
        if errors.is_empty() {
            Ok(world)
        } else {
            Err(errors)
        }
    }

    /// An individual exists always, unless its days are said, or the policy or the scenario says that it is established: then
    /// only from that moment.
    fn load_existence(&mut self, case: &Case) {
        let mut days: BTreeMap<IndividualId, Vec<Dates>> = BTreeMap::new();
        for existing in &case.existing {
            days.entry(existing.individual)
                .or_default()
                .push(existing.dates);
        }
        for id in self.established(case) {
            days.entry(id).or_default();
        }
        for (id, mut stretches) in days {
            let always = Dates::default();
            if stretches.contains(&always) {
                continue;
            }
            stretches.sort_by_key(|dates| dates.from);
            if stretches.first().is_none_or(|dates| dates.from.is_some()) {
                self.set_exists(id, false, Stamp::ALWAYS);
            }
            for dates in stretches {
                if let Some(from) = dates.from {
                    self.set_exists(id, true, Stamp::start_of(from.days()));
                }
                if let Some(until) = dates.until {
                    let after = until.days().saturating_add(1);
                    self.set_exists(id, false, Stamp::start_of(after));
                }
            }
        }
    }

    /// Takes in beforehand what a change of the timeline says of the time before it: whoever it establishes does not exist until
    /// then, unless their days are said.
    pub fn foresee(&mut self, effect: &EffectKind) {
        let EffectKind::Established(whom) = effect else {
            return;
        };
        if let Some(id) = literal_individual(whom)
            && !self
                .case
                .existing
                .iter()
                .any(|known| known.individual == id)
            && self.bodies.existence(id).is_empty()
        {
            self.set_exists(id, false, Stamp::ALWAYS);
        }
    }

    /// Individuals that the policy, or what is given, establishes by name.
    fn established(&self, case: &Case) -> Vec<IndividualId> {
        let of_norms = self.policy.norms.iter().flat_map(|norm| &norm.effects);
        let of_norms = of_norms.map(|effect| &effect.kind);
        let given = case.effects.iter().map(|given| &given.effect);
        of_norms
            .chain(given)
            .filter_map(|effect| match effect {
                EffectKind::Established(whom) => literal_individual(whom),
                _ => None,
            })
            .collect()
    }

    fn load_kinds(&mut self, case: &Case) {
        for given in &case.kinds {
            let first = self.bodies.first_kind(given.individual);
            let from = start(given.dates);
            self.set_kind(given.individual, given.kind, from);
            if let (Some(until), Some(first)) = (given.dates.until, first) {
                let after = until.days().saturating_add(1);
                self.set_kind(given.individual, first, Stamp::start_of(after));
            }
        }
    }

    fn is_boolean(&self, fact: FactId) -> bool {
        let declared = self.policy.facts.get(fact);
        declared.is_some_and(|fact| fact.ty == crate::policy::types::Type::Boolean)
    }

    fn load_facts(&mut self, case: &Case, errors: &mut Vec<RunError>) {
        let mut stated: BTreeMap<(FactId, &[Value]), Vec<Stated>> = BTreeMap::new();
        for given in &self.policy.stated {
            let entry = stated.entry((given.fact, &given.arguments)).or_default();
            entry.push(Stated {
                interval: Interval::ALWAYS,
                val: self.pool.get_mut().take(&given.value),
                sourced: false,
                span: given.span,
            });
        }
        for given in &case.facts {
            let val = match &given.value {
                GivenValue::Known(value) => self.pool.get_mut().take(value),
                GivenValue::Unknown
                    if case.unknowns == Unknowns::AsFalse && self.is_boolean(given.fact) =>
                {
                    Val::FALSE
                }
                GivenValue::Unknown => Val::UNKNOWN,
            };
            let entry = stated.entry((given.fact, &given.arguments)).or_default();
            entry.push(Stated {
                interval: interval(given.dates),
                val,
                sourced: given.according_to.is_some(),
                span: given.span,
            });
        }
        for ((fact, arguments), stated) in stated {
            let vals: Vec<Val> = arguments
                .iter()
                .map(|value| self.pool.get_mut().take(value))
                .collect();
            match resolve(&stated, self.pool.get_mut()) {
                Ok(changes) => {
                    for (day, val) in changes {
                        let stamp = day.map_or(Stamp::ALWAYS, Stamp::start_of);
                        self.state.set(fact, &vals, val, stamp);
                    }
                }
                Err((one, other)) => {
                    errors.push(two_values(self.policy, case, fact, arguments, one, other));
                }
            }
        }
    }

    fn load_offices(&mut self, case: &Case) {
        let relation = self.state.relation(Relation::Office);
        for given in &case.offices {
            let who = [
                Val::office(given.office, given.of),
                Val::individual(given.person),
            ];
            let from = start(given.dates);
            let to = match given.holding {
                Holding::Holds => Val::TRUE,
                Holding::ActsAs => Val::FALSE,
                Holding::Leaves => Val::NONE,
            };
            self.state.set(relation, &who, to, from);
            if let (Some(until), false) = (given.dates.until, to.is_none()) {
                let after = until.days().saturating_add(1);
                self.state
                    .set(relation, &who, Val::NONE, Stamp::start_of(after));
            }
        }
    }

    /// Other states of affairs. Those whose parts are not plain names are left to the run, which can evaluate them.
    fn load_effects(&mut self, case: &Case) {
        for given in &case.effects {
            let from = start(given.dates);
            let until = given.dates.until.map(|day| day.days().saturating_add(1));
            let relation = match &given.effect {
                EffectKind::Imposed(norm, on) => {
                    literal_val(on).map(|on| (Relation::Imposed, vec![Val::norm(*norm), on]))
                }
                EffectKind::Disapplied(norm, on) => {
                    literal_val(on).map(|on| (Relation::Disapplied, vec![Val::norm(*norm), on]))
                }
                EffectKind::FunctionPasses(function, one, other) => {
                    let function = function.map_or(Val::NONE, Val::function);
                    literal_val(one)
                        .zip(literal_val(other))
                        .map(|(one, other)| (Relation::FunctionPassed, vec![function, one, other]))
                }
                EffectKind::ClaimPasses(norm, one, other) => literal_val(one)
                    .zip(literal_val(other))
                    .map(|(one, other)| {
                        (Relation::ClaimPassed, vec![Val::norm(*norm), one, other])
                    }),
                EffectKind::NormPasses(norm, one, other) => literal_val(one)
                    .zip(literal_val(other))
                    .map(|(one, other)| (Relation::NormPassed, vec![Val::norm(*norm), one, other])),
                EffectKind::Renamed(who, title) => {
                    if let Some(id) = literal_individual(who) {
                        self.bodies.set_title(id, title.clone(), from);
                    }
                    None
                }
                EffectKind::BecomesKind(who, kind) => {
                    if let Some(id) = literal_individual(who) {
                        self.set_kind(id, *kind, from);
                    }
                    None
                }
                EffectKind::Established(who) => {
                    if let Some(id) = literal_individual(who) {
                        self.set_exists(id, true, from);
                    }
                    None
                }
                EffectKind::Abolished(who) => {
                    if let Some(id) = literal_individual(who) {
                        self.set_exists(id, false, from);
                    }
                    None
                }
                EffectKind::Begins(..) | EffectKind::Ends(..) | EffectKind::Becomes(..) => None,
            };
            if let Some((relation, arguments)) = relation {
                self.relate(relation, &arguments, Val::TRUE, from);
                if let Some(after) = until {
                    self.relate(relation, &arguments, Val::NONE, Stamp::start_of(after));
                }
            }
        }
    }
}

fn start(dates: Dates) -> Stamp {
    dates
        .from
        .map_or(Stamp::ALWAYS, |day| Stamp::start_of(day.days()))
}

fn interval(dates: Dates) -> Interval {
    Interval {
        from: dates.from.map(|day| day.days()),
        until: dates.until.map(|day| day.days()),
    }
}

/// The individual that an expression names outright.
pub(super) fn literal_individual(expression: &Expr) -> Option<IndividualId> {
    literal_val(expression).and_then(Val::as_individual)
}

fn literal_val(expression: &Expr) -> Option<Val> {
    match &expression.kind {
        ExprKind::Literal(Value::Individual(id)) => Some(Val::individual(*id)),
        ExprKind::Literal(Value::Office(office, body)) => Some(Val::office(*office, *body)),
        _ => None,
    }
}

fn two_values(
    policy: &Policy,
    case: &Case,
    fact: FactId,
    arguments: &[Value],
    one: Span,
    other: Span,
) -> RunError {
    let fact = Words::new(policy).of_case(case).fact(fact, arguments);
    let mut error = *fail(RunErrorKind::TwoValues { fact }, Some(other));
    error.other = Some(one);
    error
}
