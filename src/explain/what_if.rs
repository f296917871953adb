//! What comes out otherwise in a changed copy of a scenario, and why: as data.

use super::what_if_identity::Places;
use crate::{
    base::{date::Date, span::Span},
    policy::{
        expr::StateWord,
        policy::{ClauseId, Policy},
    },
    record::{
        act::{ActRecord, Validity},
        duty::DutyRecord,
        reason::{Fault, Truth},
        record::{Conflict, LinkRecord, LinkRef},
    },
    words::Words,
};

/// A verdict that is another one, or is there in one of the runs only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// On what.
    pub of: Sort,
    /// What it is, in words.
    pub title: String,
    /// What came out at first; nothing where there was no such thing.
    pub before: Option<Came>,
    /// What comes out now; nothing where there is no such thing any more.
    pub after: Option<Came>,
    /// Clauses that it cites.
    pub clauses: Vec<ClauseId>,
    /// The line of the scenario or of the policy that it is about.
    pub at: Option<Span>,
}

/// What a difference can be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sort {
    /// A duty instance.
    Duty,
    /// An act.
    Act,
    /// A link of delegation.
    Link,
    /// Two norms that disagree.
    Conflict,
    /// A statement that can be checked.
    Statement,
    /// The answer to a question of the scenario.
    Answer,
}

/// What came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Came {
    /// The verdict in a word: `breached`, `ultra vires`.
    pub word: String,
    /// Since when, or by when it is due.
    pub on: Option<On>,
    /// Why, a phrase each.
    pub because: Vec<String>,
}

/// The day of a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum On {
    /// It has been so since that day.
    Since(Date),
    /// It is to be done by that day.
    Due(Date),
}

/// What comes out otherwise: duties, acts, links, conflicts, statements and answers, each in the order of the first record,
/// then what only the second has. The words are those of the two scenarios, each with its record.
pub fn differences(
    policy: &Policy,
    before: Words<'_>,
    after: Words<'_>,
    places: &Places,
) -> Vec<Difference> {
    let both = Both {
        policy,
        before,
        after,
        places,
    };
    let mut found = both.duties();
    found.extend(both.acts());
    found.extend(both.links());
    found.extend(both.conflicts());
    found.extend(both.statements());
    found.extend(both.answers());
    found
}

struct Both<'b> {
    policy: &'b Policy,
    before: Words<'b>,
    after: Words<'b>,
    places: &'b Places,
}

impl Both<'_> {
    fn duties(&self) -> Vec<Difference> {
        let (Some(first), Some(second)) = (self.before.record, self.after.record) else {
            return Vec::new();
        };
        let own: Vec<Option<usize>> = (0..self.before.case.map_or(0, |case| case.timeline.len()))
            .map(Some)
            .collect();
        let of_first = match self.before.case {
            Some(case) => Places::known(own, case).duties(self.policy, first),
            None => Vec::new(),
        };
        let of_second = self.places.duties(self.policy, second);
        let difference = |one: Option<(usize, &DutyRecord)>,
                          other: Option<(usize, &DutyRecord)>| {
            let title = match (one, other) {
                (_, Some((place, _))) => self.after.duty_at(place),
                (Some((place, _)), None) => self.before.duty_at(place),
                (None, None) => String::new(),
            };
            let norm = one.or(other).map(|(_, duty)| duty.norm);
            Difference {
                of: Sort::Duty,
                title,
                before: one.map(|(_, duty)| came_of_duty(&self.before, duty)),
                after: other.map(|(_, duty)| came_of_duty(&self.after, duty)),
                clauses: norm.map_or_else(Vec::new, |norm| self.after.norm_sources(norm).to_vec()),
                at: norm.and_then(|norm| self.policy.norms.get(norm).map(|norm| norm.span)),
            }
        };
        let mut found = Vec::new();
        for (place, duty) in first.duties.iter().enumerate() {
            let identity = of_first.get(place);
            let other = of_second
                .iter()
                .position(|other| Some(other) == identity)
                .and_then(|at| second.duties.get(at).map(|other| (at, other)));
            match other {
                Some((at, other)) => {
                    if days(duty) != days(other) || duty.missing != other.missing {
                        found.push(difference(Some((place, duty)), Some((at, other))));
                    }
                }
                None => found.push(difference(Some((place, duty)), None)),
            }
        }
        for (place, duty) in second.duties.iter().enumerate() {
            let identity = of_second.get(place);
            if !of_first.iter().any(|other| Some(other) == identity) {
                found.push(difference(None, Some((place, duty))));
            }
        }
        found
    }

    fn acts(&self) -> Vec<Difference> {
        let (Some(first), Some(second)) = (self.before.record, self.after.record) else {
            return Vec::new();
        };
        let difference = |one: Option<&ActRecord>, other: Option<&ActRecord>| {
            let (words, act) = match (one, other) {
                (_, Some(act)) => (&self.after, act),
                (Some(act), None) => (&self.before, act),
                (None, None) => return None,
            };
            let line = words.case.and_then(|case| case.timeline.get(act.act))?;
            let clauses = match other.or(one) {
                Some(act) => clauses_of_act(words, act),
                None => Vec::new(),
            };
            Some(Difference {
                of: Sort::Act,
                title: format!("{}, on {}", words.happening(act.act), line.date),
                before: one.map(|act| came_of_act(&self.before, act)),
                after: other.map(|act| came_of_act(&self.after, act)),
                clauses,
                at: Some(line.span),
            })
        };
        let mut found = Vec::new();
        for act in &first.acts {
            let other = second
                .acts
                .iter()
                .find(|other| self.places.happening(other.act) == act.act);
            let same = other.is_some_and(|other| {
                act.verdict == other.verdict
                    && breaches(act) == breaches(other)
                    && fault(act).map(|fault| self.before.fault(fault))
                        == fault(other).map(|fault| self.after.fault(fault))
            });
            if !same {
                found.extend(difference(Some(act), other));
            }
        }
        for act in &second.acts {
            let place = self.places.happening(act.act);
            if !first.acts.iter().any(|other| other.act == place) {
                found.extend(difference(None, Some(act)));
            }
        }
        found
    }

    fn links(&self) -> Vec<Difference> {
        let (Some(first), Some(second)) = (self.before.record, self.after.record) else {
            return Vec::new();
        };
        let difference = |one: Option<&LinkRecord>, other: Option<&LinkRecord>| {
            let (words, link) = match (one, other) {
                (_, Some(link)) => (&self.after, link),
                (Some(link), None) => (&self.before, link),
                (None, None) => return None,
            };
            Some(Difference {
                of: Sort::Link,
                title: words.link(link.link),
                before: one.map(|link| came_of_link(&self.before, link)),
                after: other.map(|link| came_of_link(&self.after, link)),
                clauses: link
                    .faults
                    .first()
                    .map_or_else(Vec::new, |fault| words.fault_clauses(fault).to_vec()),
                at: match link.link {
                    LinkRef::Made(place) => words
                        .case
                        .and_then(|case| case.timeline.get(place))
                        .map(|line| line.span),
                    LinkRef::Given(place) => words
                        .case
                        .and_then(|case| case.links.get(place))
                        .map(|link| link.span),
                    _ => None,
                },
            })
        };
        let mut found = Vec::new();
        for link in &first.links {
            let other = second
                .links
                .iter()
                .find(|other| self.places.link(other.link) == link.link);
            let same = other.is_some_and(|other| {
                link.valid == other.valid
                    && link.revoked == other.revoked
                    && link.faults.len() == other.faults.len()
            });
            if !same {
                found.extend(difference(Some(link), other));
            }
        }
        for link in &second.links {
            let first_link = self.places.link(link.link);
            if !first.links.iter().any(|other| other.link == first_link) {
                found.extend(difference(None, Some(link)));
            }
        }
        found
    }

    fn conflicts(&self) -> Vec<Difference> {
        let (Some(first), Some(second)) = (self.before.record, self.after.record) else {
            return Vec::new();
        };
        let same = |one: &Conflict, other: &Conflict| {
            (one.first, one.second, &one.of, one.kind)
                == (other.first, other.second, &other.of, other.kind)
                && one.on == other.on
                && one.act == other.act.map(|act| self.places.happening(act))
        };
        let came = || {
            Some(Came {
                word: "conflict".to_owned(),
                on: None,
                because: Vec::new(),
            })
        };
        let difference = |words: &Words<'_>, conflict: &Conflict, is_now: bool| Difference {
            of: Sort::Conflict,
            title: words.conflict(conflict),
            before: if is_now { None } else { came() },
            after: if is_now { came() } else { None },
            clauses: Vec::new(),
            at: None,
        };
        let mut found = Vec::new();
        for conflict in &first.conflicts {
            if !second.conflicts.iter().any(|other| same(conflict, other)) {
                found.push(difference(&self.before, conflict, false));
            }
        }
        for conflict in &second.conflicts {
            if !first.conflicts.iter().any(|other| same(other, conflict)) {
                found.push(difference(&self.after, conflict, true));
            }
        }
        found
    }

    fn statements(&self) -> Vec<Difference> {
        let (Some(first), Some(second)) = (self.before.record, self.after.record) else {
            return Vec::new();
        };
        let came = |holds: Option<Truth>| {
            holds.map(|holds| Came {
                word: match holds {
                    Truth::True => "holds",
                    Truth::False => "does not hold",
                    Truth::Unknown => "not known",
                }
                .to_owned(),
                on: None,
                because: Vec::new(),
            })
        };
        let mut found = Vec::new();
        for one in &first.statements {
            let other = second
                .statements
                .iter()
                .find(|other| other.statement == one.statement);
            let now = other.and_then(|other| other.holds);
            if now != one.holds {
                found.push(Difference {
                    of: Sort::Statement,
                    title: self.after.statement(one.statement),
                    before: came(one.holds),
                    after: came(now),
                    clauses: Vec::new(),
                    at: None,
                });
            }
        }
        found
    }

    fn answers(&self) -> Vec<Difference> {
        let (Some(first), Some(second)) = (self.before.record, self.after.record) else {
            return Vec::new();
        };
        let Some(case) = self.before.case else {
            return Vec::new();
        };
        let came = |mut lines: Vec<String>| {
            let because = lines.split_off(lines.len().min(1));
            Came {
                word: lines.pop().unwrap_or_default(),
                on: None,
                because,
            }
        };
        let pairs = first.answers.iter().zip(&second.answers);
        let mut found = Vec::new();
        for (asked, (one, other)) in case.questions.iter().zip(pairs) {
            let (one, other) = (self.before.answer(one), self.after.answer(other));
            if one != other {
                found.push(Difference {
                    of: Sort::Answer,
                    title: asked.text.clone(),
                    before: Some(came(one)),
                    after: Some(came(other)),
                    clauses: Vec::new(),
                    at: Some(asked.span),
                });
            }
        }
        found
    }
}

/// A state, since when, its due day, whether it arose for certain, and the intervals of breach.
type Days = (
    StateWord,
    Option<Date>,
    Option<Date>,
    Truth,
    Vec<(Date, Option<Date>)>,
);

/// What two duties are compared by: states and days.
fn days(duty: &DutyRecord) -> Days {
    (
        duty.state,
        duty.history.last().map(|change| change.on),
        duty.due,
        duty.exists,
        duty.intervals
            .iter()
            .map(|interval| (interval.from, interval.until))
            .collect(),
    )
}

fn came_of_duty(words: &Words<'_>, duty: &DutyRecord) -> Came {
    let open = matches!(
        duty.state,
        StateWord::Pending | StateWord::PartlyDischarged | StateWord::Undetermined
    );
    let since = duty.history.last().map(|change| On::Since(change.on));
    let due = duty.due.map(On::Due);
    let mut because = Vec::new();
    let missing = words.missing(duty.norm, &duty.missing);
    if !missing.is_empty() {
        because.push(format!("missing: {missing}"));
    }
    if let (StateWord::Breached, Some(day)) = (duty.state, duty.due) {
        because.push(format!("it was due on {day}"));
    }
    for interval in &duty.intervals {
        because.push(format!("not kept {}", words.interval(interval)));
    }
    for act in &duty.discharged_by {
        because.push(format!("by {}", words.happening_brief(*act)));
    }
    if let Some(ended) = &duty.ended_by {
        because.push(words.ended(duty, ended));
    }
    if duty.exists == Truth::Unknown {
        because.push("it is not known whether it arose".to_owned());
    }
    if !duty.unknowns.is_empty() {
        because.push(format!("hangs on {}", words.unknowns(&duty.unknowns)));
    }
    Came {
        word: duty.state.word().to_owned(),
        on: if open { due } else { since.or(due) },
        because,
    }
}

fn fault(act: &ActRecord) -> Option<&Fault> {
    match &act.validity {
        Validity::Void(faults) | Validity::Undetermined(faults) => faults.first(),
        _ => None,
    }
}

fn breaches(
    act: &ActRecord,
) -> Vec<(
    crate::policy::norm::NormNameId,
    &crate::policy::value::Value,
    Truth,
)> {
    act.breaches
        .iter()
        .map(|breach| (breach.name, &breach.of, breach.certain))
        .collect()
}

fn clauses_of_act(words: &Words<'_>, act: &ActRecord) -> Vec<ClauseId> {
    let mut clauses = Vec::new();
    let of_fault = fault(act).map(|fault| words.fault_clauses(fault).to_vec());
    let of_authority = act
        .authority
        .iter()
        .flat_map(|authority| words.authority_clauses(authority));
    for clause in of_fault.into_iter().flatten().chain(of_authority) {
        if !clauses.contains(&clause) {
            clauses.push(clause);
        }
    }
    clauses
}

fn came_of_act(words: &Words<'_>, act: &ActRecord) -> Came {
    let mut because: Vec<String> = fault(act)
        .map(|fault| words.fault(fault))
        .into_iter()
        .collect();
    if because.is_empty() && act.validity == Validity::Valid {
        because.extend(act.authority.iter().filter_map(|one| words.rests_on(one)));
    }
    for breach in &act.breaches {
        let verb = match breach.certain {
            Truth::True => "breaches",
            Truth::Unknown | Truth::False => "may breach",
        };
        let (norm, of) = (words.norm(breach.norm), words.value(&breach.of));
        because.push(format!("{verb} {norm} of {of}"));
    }
    if !act.unknowns.is_empty() {
        because.push(format!("hangs on {}", words.unknowns(&act.unknowns)));
    }
    Came {
        word: act.verdict.word().to_owned(),
        on: None,
        because,
    }
}

fn came_of_link(words: &Words<'_>, link: &LinkRecord) -> Came {
    let word = match link.valid {
        Truth::True => "valid",
        Truth::False => "void",
        Truth::Unknown => "undetermined",
    };
    let mut because: Vec<String> = link
        .faults
        .first()
        .map(|fault| words.fault(fault))
        .into_iter()
        .collect();
    if let Some(day) = link.revoked {
        because.push(format!("revoked on {day}"));
    }
    Came {
        word: word.to_owned(),
        on: None,
        because,
    }
}
