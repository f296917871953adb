//! The search for minimal sets of unknown facts that settle a result, the smallest first; each is proved by running it.

use super::{
    fallen::{fallen, is_open},
    merge::{Atom, falls, inquiries, is_quantity},
    trials::Trials,
    values::Values,
};
use crate::{
    explain::{
        explain::Ran,
        subject::{Key, Subject},
    },
    policy::policy::Policy,
    program::program::Program,
    record::{
        answer::Outcome,
        reason::Unknown,
        record::Record,
        settling::{Fall, Fallen, Inquiry, SetFact, Settling},
    },
};

/// So many facts at once are set at the most.
pub const MOST_FACTS: usize = 3;
/// Results that hang on others are followed so far.
const DEEPEST: usize = 8;

/// What would settle a result of a run; nothing where it is settled.
pub fn settling(
    ran: &Ran<'_, '_>,
    program: &Program,
    subject: &Subject,
    trials: &mut Trials<'_>,
) -> Option<Settling> {
    if !is_open(ran.policy, ran.record, subject) {
        return None;
    }
    let key = subject.key(ran.policy, ran.record)?;
    let read = match fallen(ran.policy, ran.record, &key)? {
        Err(unknowns) => once(unknowns),
        Ok(_) => return None,
    };
    trials.begin();
    let mut search = Search {
        policy: ran.policy,
        key,
        trials,
        values: Values::of(ran, program, subject),
        atoms: Vec::new(),
        found: Vec::new(),
    };
    search.note(ran.record, &read);
    search.singles();
    search.pairs();
    search.threes();
    let (runs, bounded) = (search.trials.runs, search.trials.bounded);
    let (values, proved) = (search.values, search.found);
    let mut ways = falls(&proved, &|atom| values.of_atom(ran.policy, ran.case, atom));
    if ways.iter().any(|way| is_amount(&way.is)) {
        // What an amount comes to is another for each value of what it is made of: the few that were tried say nothing.
        ways.clear();
    }
    for is in possible(ran.record, subject) {
        let known = ways.iter().any(|way| way.is == is);
        if !known {
            ways.push(Fall {
                is,
                sets: Vec::new(),
            });
        }
    }
    let settles = ways.iter().any(|way| !way.sets.is_empty());
    Some(Settling {
        inquiries: if settles {
            inquiries(&ways)
        } else {
            // What it is, if nothing is compared with it, is whatever these facts are.
            let facts = facts_of(ran.policy, ran.record, &read).into_iter();
            let asked = facts.map(|(fact, arguments)| Inquiry {
                fact,
                arguments,
                bounds: Vec::new(),
            });
            asked.collect()
        },
        falls: ways,
        read,
        proved,
        runs,
        bounded,
    })
}

fn is_amount(is: &Fallen) -> bool {
    match is {
        Fallen::Gives(Outcome::Known(value)) => is_quantity(value),
        _ => false,
    }
}

/// The ways in which the run itself says that a result could fall.
fn possible(record: &Record, subject: &Subject) -> Vec<Fallen> {
    match subject {
        Subject::Duty(place) => {
            let duty = record.duties.get(*place);
            let states = duty.into_iter().flat_map(|duty| &duty.possible);
            states.map(|state| Fallen::State(*state)).collect()
        }
        _ => Vec::new(),
    }
}

fn once(unknowns: Vec<Unknown>) -> Vec<Unknown> {
    let mut kept: Vec<Unknown> = Vec::new();
    for unknown in unknowns {
        if !kept.contains(&unknown) {
            kept.push(unknown);
        }
    }
    kept
}

/// The facts that unknowns come to: those of an act or a duty that is undetermined itself stand for it.
pub fn facts_of(policy: &Policy, record: &Record, unknowns: &[Unknown]) -> Vec<Atom> {
    let mut found: Vec<Atom> = Vec::new();
    let mut seen: Vec<Unknown> = Vec::new();
    let mut left: Vec<(usize, Unknown)> =
        unknowns.iter().rev().map(|one| (0, one.clone())).collect();
    while let Some((deep, unknown)) = left.pop() {
        if deep > DEEPEST || seen.contains(&unknown) {
            continue;
        }
        seen.push(unknown.clone());
        let below: Vec<&Unknown> = match &unknown {
            Unknown::Fact(fact, arguments) => {
                found.push((*fact, arguments.clone()));
                continue;
            }
            Unknown::Act(place) => {
                let acts = record.acts.iter().filter(|act| act.act == *place);
                let links = record
                    .links
                    .iter()
                    .filter(|link| link.link == crate::record::record::LinkRef::Made(*place));
                acts.flat_map(|act| &act.unknowns)
                    .chain(links.flat_map(|link| &link.unknowns))
                    .collect()
            }
            Unknown::Duty(norm, bearer) => record
                .duties
                .iter()
                .filter(|duty| {
                    let declared = policy.norms.get(duty.norm);
                    declared.is_some_and(|declared| declared.name == *norm)
                        && duty.bearer == *bearer
                })
                .flat_map(|duty| &duty.unknowns)
                .collect(),
            Unknown::Time(_) | Unknown::Tie(_) | Unknown::Undefined(_) => continue,
        };
        left.extend(below.into_iter().rev().map(|one| (deep + 1, one.clone())));
    }
    let mut once: Vec<Atom> = Vec::new();
    for atom in found {
        if !once.contains(&atom) {
            once.push(atom);
        }
    }
    once
}

struct Search<'s, 'a, 'b> {
    policy: &'s Policy,
    key: Key,
    trials: &'s mut Trials<'a>,
    values: Values<'b>,
    /// The facts that may matter, in the order in which they were met.
    atoms: Vec<Atom>,
    found: Vec<(Vec<SetFact>, Fallen)>,
}

impl Search<'_, '_, '_> {
    /// Notes what a result that is still open hangs on.
    fn note(&mut self, record: &Record, unknowns: &[Unknown]) {
        for atom in facts_of(self.policy, record, unknowns) {
            if !self.atoms.contains(&atom) {
                self.atoms.push(atom);
            }
        }
    }

    /// What an atom may be set to.
    fn settings(&self, place: usize) -> Vec<SetFact> {
        let Some(atom) = self.atoms.get(place) else {
            return Vec::new();
        };
        let values = self.values.of_atom(self.policy, self.trials.case(), atom);
        values
            .into_iter()
            .map(|value| SetFact {
                fact: atom.0,
                arguments: atom.1.clone(),
                value,
            })
            .collect()
    }

    fn singles(&mut self) {
        let mut place = 0;
        while place < self.atoms.len() {
            for one in self.settings(place) {
                self.attempt(vec![one]);
            }
            place += 1;
        }
    }

    fn pairs(&mut self) {
        let mut second = 1;
        while second < self.atoms.len() {
            for first in 0..second {
                for one in self.settings(first) {
                    for other in self.settings(second) {
                        self.attempt(vec![one.clone(), other]);
                    }
                }
            }
            second += 1;
        }
    }

    fn threes(&mut self) {
        let mut third = 2;
        while third < self.atoms.len() {
            for second in 1..third {
                for first in 0..second {
                    for one in self.settings(first) {
                        for other in self.settings(second) {
                            for last in self.settings(third) {
                                self.attempt(vec![one.clone(), other.clone(), last]);
                            }
                        }
                    }
                }
            }
            third += 1;
        }
    }

    /// Tries a set no part of which settles the result already.
    fn attempt(&mut self, set: Vec<SetFact>) {
        let more_than_enough = self
            .found
            .iter()
            .any(|(other, _)| other.iter().all(|one| set.contains(one)));
        if more_than_enough {
            return;
        }
        let Some(record) = self.trials.run(&set) else {
            return;
        };
        match fallen(self.policy, &record, &self.key) {
            Some(Ok(is)) => self.found.push((set, is)),
            Some(Err(unknowns)) => {
                let before = self.atoms.len();
                self.note(&record, &unknowns);
                // What comes into sight only now may settle it alone.
                if set.len() > 1 {
                    for place in before..self.atoms.len() {
                        for one in self.settings(place) {
                            self.attempt(vec![one]);
                        }
                    }
                }
            }
            None => {}
        }
    }
}
