//! Which happening, link and duty of one run is which of another run, where the scenario was changed between them.

use crate::{
    case::{case::Case, happening::Happening},
    policy::{norm::NormNameId, policy::Policy, value::Value},
    record::{
        duty::{Cause, DutyRecord},
        record::{LinkRef, Record},
    },
};

/// For each line of the timeline of a changed scenario, the line of the first that it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    firsts: Vec<Option<usize>>,
    links: Vec<Option<usize>>,
    /// How many lines the first has: those that it has not are counted on from there.
    of_first: usize,
    links_of_first: usize,
}

/// What a duty instance is known by in both runs (S4): its norm, bearer, cause and bindings, and which of several alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    norm: Option<NormNameId>,
    bearer: Value,
    cause: CauseIdentity,
    bindings: Vec<Value>,
    which: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum CauseIdentity {
    Itself(Cause),
    /// A change of state of another duty: its norm, its bearer, and from what it arose.
    Duty(Option<NormNameId>, Value, Box<CauseIdentity>),
}

/// Duties that breaches of others bring about are followed so far; a ring of them ends.
const DEEPEST: u32 = 16;

impl Places {
    /// Of a scenario and a changed copy of it that was read from a text: a line is the same where it bears the same name, or
    /// stands at the same place.
    pub fn between(first: &Case, second: &Case) -> Places {
        let same = |one: &Happening, other: &Happening| match (&one.label, &other.label) {
            (Some(one), Some(other)) if one == other => true,
            _ => one.span == other.span,
        };
        let mut taken = vec![false; first.timeline.len()];
        let mut firsts = Vec::new();
        for line in &second.timeline {
            let mut candidates = first.timeline.iter().enumerate();
            let found = candidates.find(|(place, other)| {
                same(other, line) && taken.get(*place).is_some_and(|taken| !taken)
            });
            let place = found.map(|(place, _)| place);
            if let Some(slot) = place.and_then(|place| taken.get_mut(place)) {
                *slot = true;
            }
            firsts.push(place);
        }
        let links = second
            .links
            .iter()
            .map(|link| {
                first.links.iter().position(|other| {
                    other.span == link.span || (link.label.is_some() && other.label == link.label)
                })
            })
            .collect();
        Places {
            firsts,
            links,
            of_first: first.timeline.len(),
            links_of_first: first.links.len(),
        }
    }

    /// Of a scenario and a copy of it, where it is known which line is which, and the links given are the same.
    pub fn known(firsts: Vec<Option<usize>>, first: &Case) -> Places {
        Places {
            firsts,
            links: (0..first.links.len()).map(Some).collect(),
            of_first: first.timeline.len(),
            links_of_first: first.links.len(),
        }
    }

    /// The place in the first scenario's timeline; past its end for a line that only the second has.
    pub fn happening(&self, place: usize) -> usize {
        let found = self.firsts.get(place).copied().flatten();
        found.unwrap_or(self.of_first + place)
    }

    /// The link of the first scenario.
    pub fn link(&self, link: LinkRef) -> LinkRef {
        match link {
            LinkRef::Made(place) => LinkRef::Made(self.happening(place)),
            LinkRef::Given(place) => LinkRef::Given(match self.links.get(place) {
                Some(Some(first)) => *first,
                Some(None) => usize::MAX - place,
                // A row of a table: they go on from those that are given.
                None => place - self.links.len() + self.links_of_first,
            }),
            other => other,
        }
    }

    fn value(&self, value: &Value) -> Value {
        match value {
            Value::Happening(place) => {
                let first = self.happening(*place as usize);
                Value::Happening(u32::try_from(first).unwrap_or(u32::MAX))
            }
            other => other.clone(),
        }
    }

    fn cause(&self, policy: &Policy, record: &Record, cause: &Cause, deep: u32) -> CauseIdentity {
        match cause {
            Cause::Happening(place) => {
                CauseIdentity::Itself(Cause::Happening(self.happening(*place)))
            }
            Cause::Duty(place) => match record.duties.get(*place) {
                Some(other) if deep < DEEPEST => CauseIdentity::Duty(
                    norm_name(policy, other),
                    other.bearer.clone(),
                    Box::new(self.cause(policy, record, &other.cause, deep + 1)),
                ),
                _ => CauseIdentity::Itself(Cause::Commencement),
            },
            other => CauseIdentity::Itself(other.clone()),
        }
    }

    /// What the duties of a record are known by, in its order.
    pub fn duties(&self, policy: &Policy, record: &Record) -> Vec<Identity> {
        let mut all: Vec<Identity> = Vec::new();
        for duty in &record.duties {
            let mut identity = Identity {
                norm: norm_name(policy, duty),
                bearer: duty.bearer.clone(),
                cause: self.cause(policy, record, &duty.cause, 0),
                bindings: duty
                    .bindings
                    .iter()
                    .map(|(_, value)| self.value(value))
                    .collect(),
                which: 0,
            };
            while all.contains(&identity) {
                identity.which += 1;
            }
            all.push(identity);
        }
        all
    }
}

fn norm_name(policy: &Policy, duty: &DutyRecord) -> Option<NormNameId> {
    Some(policy.norms.get(duty.norm)?.name)
}
