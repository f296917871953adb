//! A scenario run again with only some of its lines: so it is proved on what a verdict rests.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    stated::Stated,
    subject::{Key, Verdict},
};
use crate::{
    case::{
        case::Case,
        happening::{Happening, HappeningKind},
    },
    engine::run::{evaluation::Evaluation, session::Session},
    policy::policy::Policy,
    program::program::Program,
    query::ask,
    record::record::Record,
};

/// So many lines of scenarios are looked at again for one explanation, all replays together: so that the explanation of a
/// scenario of a million lines ends. A scenario of a hundred lines may be replayed some tens of thousand times.
pub const MOST_LINES: u64 = 4_000_000;

/// What a replay costs besides its lines: the policy is looked at once more.
const LINES_A_REPLAY: u64 = 100;

/// Runs a scenario again and again, each time with other lines of it, and remembers what came out.
pub struct Replays<'a> {
    program: &'a Program,
    policy: &'a Policy,
    case: &'a Case,
    key: Key,
    verdict: Option<Verdict>,
    lines: u64,
    known: BTreeMap<Vec<Stated>, bool>,
}

impl<'a> Replays<'a> {
    /// Of the verdict on this in a scenario; none where the scenario does not hold it.
    pub fn new(
        program: &'a Program,
        policy: &'a Policy,
        case: &'a Case,
        record: &Record,
        key: Key,
    ) -> Replays<'a> {
        let answer = match &key {
            Key::Answer(place) => record.answers.get(*place),
            _ => None,
        };
        let verdict = key.verdict(policy, record, answer);
        Replays {
            program,
            policy,
            case,
            key,
            verdict,
            lines: 0,
            known: BTreeMap::new(),
        }
    }

    /// Whether one more replay is within bounds.
    pub fn is_affordable(&self) -> bool {
        self.lines.saturating_add(self.cost()) <= MOST_LINES
    }

    fn cost(&self) -> u64 {
        let lines = self.case.timeline.len() + self.case.facts.len() + self.case.individuals.len();
        LINES_A_REPLAY + lines as u64
    }

    /// Whether the scenario with nothing but these lines gives the same verdict; none where that would be too much work.
    pub fn is_same(&mut self, kept: &BTreeSet<Stated>) -> Option<bool> {
        let lines: Vec<Stated> = kept.iter().copied().collect();
        if let Some(known) = self.known.get(&lines) {
            return Some(*known);
        }
        if !self.is_affordable() {
            return None;
        }
        self.lines = self.lines.saturating_add(self.cost());
        let same = verdict(self.program, self.policy, &only(self.case, kept), &self.key);
        let same = same.is_some() && same == self.verdict;
        self.known.insert(lines, same);
        Some(same)
    }
}

/// What comes out for a subject in a run of a scenario; nothing where it cannot be evaluated or there is no such thing.
pub fn verdict(program: &Program, policy: &Policy, case: &Case, key: &Key) -> Option<Verdict> {
    let mut session = Session::new(program, policy, case).ok()?;
    session.advance_all().ok()?;
    let record = session.record().ok()?;
    let answer = match key.question(case) {
        Some(question) => {
            let run = Evaluation::new(session);
            Some(ask::answer(&run, &record, question).ok()?)
        }
        None => None,
    };
    key.verdict(policy, &record, answer.as_ref())
}

/// A scenario with nothing but these of its lines. Lines of the timeline keep their places and dates, but nothing happens
/// on those that are left out; so what is named by its place is still the same.
pub fn only(case: &Case, kept: &BTreeSet<Stated>) -> Case {
    let keep = |stated: Stated| kept.contains(&stated);
    let mut links = case.links.clone();
    for (place, link) in links.iter_mut().enumerate() {
        if !keep(Stated::Link(place)) {
            link.link.what.clear();
        }
    }
    let timeline = case.timeline.iter().enumerate();
    let timeline = timeline
        .map(|(place, line)| {
            if keep(Stated::Happening(place)) {
                line.clone()
            } else {
                Happening {
                    date: line.date,
                    time: line.time,
                    kind: HappeningKind::LeftOut,
                    label: line.label.clone(),
                    span: line.span,
                }
            }
        })
        .collect();
    Case {
        title: case.title.clone(),
        file: case.file,
        span: case.span,
        as_of: case.as_of,
        as_of_month: case.as_of_month,
        assuming: case.assuming.clone(),
        calendar: case.calendar,
        individuals: case.individuals.clone(),
        existing: some_of(&case.existing, Stated::Existing, kept),
        kinds: some_of(&case.kinds, Stated::Kind, kept),
        facts: some_of(&case.facts, Stated::Fact, kept),
        offices: some_of(&case.offices, Stated::Office, kept),
        links,
        link_rows: case.link_rows.clone(),
        effects: some_of(&case.effects, Stated::Effect, kept),
        timeline,
        expectations: Vec::new(),
        questions: case.questions.clone(),
        notes: Vec::new(),
        variables: case.variables.clone(),
        labels: case.labels.clone(),
    }
}

fn some_of<T: Clone>(
    all: &[T],
    stated: impl Fn(usize) -> Stated,
    kept: &BTreeSet<Stated>,
) -> Vec<T> {
    let all = all.iter().enumerate();
    all.filter(|(place, _)| kept.contains(&stated(*place)))
        .map(|(_, one)| one.clone())
        .collect()
}
