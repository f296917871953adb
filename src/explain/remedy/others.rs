//! Another of the scenario does it, with other arguments, or on another day.

use super::candidates::{Candidates, MOST_OF_ONE};
use crate::{
    base::date::Date,
    case::happening::{ActDone, HappeningKind},
    policy::{policy::IndividualId, types::Type, value::Value},
};

impl Candidates<'_, '_, '_> {
    /// Another of the scenario does it.
    pub(super) fn others(&mut self, place: usize, done: &ActDone) {
        let own: Vec<IndividualId> = self
            .ran
            .case
            .timeline
            .iter()
            .flat_map(|line| match &line.kind {
                HappeningKind::Act(done) => done.actors.clone(),
                _ => Vec::new(),
            })
            .filter_map(|who| match who {
                Value::Individual(id) => Some(id),
                _ => None,
            })
            .collect();
        let of_case = self.ran.case.individuals.entries().map(|(id, _)| id);
        let mut tried: Vec<IndividualId> = Vec::new();
        for id in own.into_iter().chain(of_case) {
            let acts = self.ran.case.individuals.get(id).is_some_and(|one| {
                self.ran
                    .policy
                    .kinds
                    .get(one.kind)
                    .is_some_and(|kind| kind.statutory)
                    || done
                        .actors
                        .iter()
                        .any(|actor| self.kind_of(actor) == Some(one.kind))
            });
            let actor = Value::Individual(id);
            if acts
                && !tried.contains(&id)
                && !done.actors.contains(&actor)
                && tried.len() < MOST_OF_ONE
            {
                tried.push(id);
                self.actors(place, vec![actor]);
            }
        }
    }

    /// Other arguments: what other lines say in their place, and members of small trees of values.
    pub(super) fn other_arguments(&mut self, place: usize, done: &ActDone) {
        let Some(declared) = self.ran.policy.acts.get(done.act) else {
            return;
        };
        for (parameter, one) in declared.parameters.iter().enumerate() {
            let mut tried: Vec<Value> = Vec::new();
            for line in &self.ran.case.timeline {
                if let HappeningKind::Act(other) = &line.kind
                    && other.act == done.act
                    && let Some(Some(value)) = other.arguments.get(parameter)
                    && !tried.contains(value)
                {
                    tried.push(value.clone());
                }
            }
            match &one.ty {
                Type::Kind(kind) => {
                    for (id, individual) in self.ran.case.individuals.entries() {
                        if self.ran.policy.is_kind(individual.kind, *kind)
                            && tried.len() < MOST_OF_ONE
                        {
                            tried.push(Value::Individual(id));
                        }
                    }
                }
                Type::Boolean => tried.extend([Value::Boolean(true), Value::Boolean(false)]),
                _ => {}
            }
            let now = done.arguments.get(parameter).cloned().flatten();
            for value in tried.into_iter().take(MOST_OF_ONE) {
                if Some(&value) != now.as_ref() {
                    self.argument(place, parameter, value);
                }
            }
        }
    }

    /// Other days: those of the scenario, and those beside them.
    pub(super) fn other_days(&mut self, place: usize, day: Date) {
        let given = self
            .ran
            .case
            .facts
            .iter()
            .flat_map(|fact| [fact.dates.from, fact.dates.until]);
        let lines = self.ran.case.timeline.iter().map(|line| Some(line.date));
        let mut days: Vec<Date> = given
            .chain(lines)
            .flatten()
            .flat_map(|day| [Some(day), day.next_day(), day.previous_day()])
            .flatten()
            .filter(|other| *other != day)
            .collect();
        days.sort_by_key(|other| (day.days_until(*other).abs(), *other));
        days.dedup();
        for day in days.into_iter().take(MOST_OF_ONE) {
            self.date(place, day);
        }
    }
}
