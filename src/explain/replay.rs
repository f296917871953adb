//! A scenario run again with only some of its lines: so it is proved on what a verdict rests.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use super::{
    settle::trials::Trials,
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
/// scenario of a million lines ends. A scenario of a hundred lines may be replayed some thousand times.
pub const MOST_LINES: u64 = 1_000_000;

/// What a replay costs besides its lines: the policy is looked at once more.
const LINES_A_REPLAY: u64 = 100;

/// So many replays are remembered: several explanations of one scenario ask for the same ones.
const MOST_REMEMBERED: usize = 512;

/// Runs a scenario again and again, each time with other lines of it, and remembers what came out.
pub struct Replays<'a> {
    program: &'a Program,
    policy: &'a Policy,
    case: &'a Case,
    lines: u64,
    runs: BTreeMap<Vec<Stated>, Option<Rc<Record>>>,
    answers: BTreeMap<(usize, Vec<Stated>), Option<Verdict>>,
    /// The scenario run with unknowns set.
    pub(super) trials: Trials<'a>,
}

impl<'a> Replays<'a> {
    /// Of a scenario.
    pub fn new(program: &'a Program, policy: &'a Policy, case: &'a Case) -> Replays<'a> {
        Replays {
            program,
            policy,
            case,
            lines: 0,
            runs: BTreeMap::new(),
            answers: BTreeMap::new(),
            trials: Trials::new(program, policy, case),
        }
    }

    /// The policy as code.
    pub(super) fn program(&self) -> &'a Program {
        self.program
    }

    /// Another explanation begins: it may use as many replays as each.
    pub fn begin(&mut self) {
        self.lines = 0;
    }

    fn cost(&self) -> u64 {
        let case = self.case;
        let given = case.facts.len() + case.individuals.len() + case.link_rows.rows.len();
        LINES_A_REPLAY + (given + case.timeline.len()) as u64
    }

    /// Whether the scenario with nothing but these lines gives this verdict; none where that would be too much work.
    pub fn is_same(&mut self, of: &Proven, kept: &BTreeSet<Stated>) -> Option<bool> {
        let found = self.verdict(&of.key, kept)?;
        Some(found.is_some() && found == of.verdict)
    }

    /// Whether the scenario with nothing but these lines gives a verdict that reads otherwise; none where that would be too
    /// much work.
    pub fn is_other(&mut self, of: &Proven, kept: &BTreeSet<Stated>) -> Option<bool> {
        let found = self.verdict(&of.key, kept)?;
        Some(match (&found, &of.verdict) {
            (Some(found), Some(verdict)) => !found.reads_like(verdict),
            (found, verdict) => found.is_some() != verdict.is_some(),
        })
    }

    /// What comes out for a subject in the scenario with nothing but these lines; none where that would be too much work.
    #[expect(
        clippy::option_option,
        reason = "too much work is something else than no such verdict"
    )]
    fn verdict(&mut self, key: &Key, kept: &BTreeSet<Stated>) -> Option<Option<Verdict>> {
        let lines: Vec<Stated> = kept.iter().copied().collect();
        if let Key::Answer(place) = key {
            if let Some(known) = self.answers.get(&(*place, lines.clone())) {
                return Some(known.clone());
            }
            self.spend()?;
            let found = verdict(self.program, self.policy, &only(self.case, kept), key);
            if self.answers.len() < MOST_REMEMBERED {
                self.answers.insert((*place, lines), found.clone());
            }
            return Some(found);
        }
        let known = self.runs.get(&lines).cloned();
        let record = match known {
            Some(record) => record,
            None => {
                self.spend()?;
                let case = only(self.case, kept);
                let record = run(self.program, self.policy, &case).map(Rc::new);
                if self.runs.len() < MOST_REMEMBERED && self.cost() < LINES_A_REPLAY * 100 {
                    self.runs.insert(lines, record.clone());
                }
                record
            }
        };
        Some(record.and_then(|record| key.verdict(self.policy, &record, None)))
    }

    fn spend(&mut self) -> Option<()> {
        let lines = self.lines.saturating_add(self.cost());
        if lines > MOST_LINES {
            return None;
        }
        self.lines = lines;
        Some(())
    }
}

/// A verdict that is to be proved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proven {
    /// On what.
    pub key: Key,
    /// What it is.
    pub verdict: Option<Verdict>,
}

impl Proven {
    /// The verdict on this in a record.
    pub fn of(policy: &Policy, record: &Record, key: Key) -> Proven {
        let answer = match &key {
            Key::Answer(place) => record.answers.get(*place),
            _ => None,
        };
        let verdict = key.verdict(policy, record, answer);
        Proven { key, verdict }
    }
}

/// The record of a run without its statements and answers; nothing where it cannot be evaluated.
fn run(program: &Program, policy: &Policy, case: &Case) -> Option<Record> {
    let mut session = Session::new(program, policy, case).ok()?;
    session.advance_all().ok()?;
    session.verdicts().ok()
}

/// What comes out for a subject in a run of a scenario; nothing where it cannot be evaluated or there is no such thing.
pub fn verdict(program: &Program, policy: &Policy, case: &Case, key: &Key) -> Option<Verdict> {
    let mut session = Session::new(program, policy, case).ok()?;
    session.advance_all().ok()?;
    let record = session.verdicts().ok()?;
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
/// on those that are left out; so what is named by its place is still the same. Links that come as rows of a table are kept.
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
        unknowns: case.unknowns,
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
