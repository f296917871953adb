//! The scenario run with unknowns set, each such run made once.

use std::{collections::BTreeMap, rc::Rc};

use super::suppose::suppose;
use crate::{
    case::case::Case,
    engine::run::{evaluation::Evaluation, session::Session},
    policy::policy::Policy,
    program::program::Program,
    query::ask,
    record::{record::Record, settling::SetFact},
};

/// So many scenarios with unknowns set are run for one result.
pub const MOST_RUNS: u32 = 600;
/// So many lines are looked at again for one result, all runs together: the search of a large scenario ends too.
const MOST_LINES: u64 = 1_000_000;
/// What a run costs besides its lines.
const LINES_A_RUN: u64 = 100;
/// So many runs are remembered: several results of one scenario often hang on the same facts.
const MOST_REMEMBERED: usize = 1_024;

/// Runs a scenario with unknowns set.
#[derive(Debug)]
pub struct Trials<'a> {
    program: &'a Program,
    policy: &'a Policy,
    case: &'a Case,
    known: BTreeMap<Vec<SetFact>, Option<Rc<Record>>>,
    /// How many were run since the last result was begun with.
    pub(super) runs: u32,
    lines: u64,
    /// Whether one was not run because there would be too many.
    pub(super) bounded: bool,
}

impl<'a> Trials<'a> {
    /// Of a scenario.
    pub fn new(program: &'a Program, policy: &'a Policy, case: &'a Case) -> Trials<'a> {
        Trials {
            program,
            policy,
            case,
            known: BTreeMap::new(),
            runs: 0,
            lines: 0,
            bounded: false,
        }
    }

    /// The scenario.
    pub(super) fn case(&self) -> &'a Case {
        self.case
    }

    /// Another result is begun with: it may use as many runs as each.
    pub(super) fn begin(&mut self) {
        self.runs = 0;
        self.lines = 0;
        self.bounded = false;
    }

    /// What comes out with these facts set; nothing where it cannot be evaluated, they are not unknown, or it would be too much
    /// work.
    pub(super) fn run(&mut self, set: &[SetFact]) -> Option<Rc<Record>> {
        let mut key = set.to_vec();
        key.sort();
        let cost = LINES_A_RUN + (self.case.timeline.len() + self.case.facts.len()) as u64;
        if self.runs >= MOST_RUNS || self.lines + cost > MOST_LINES {
            self.bounded = true;
            return None;
        }
        self.runs += 1;
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        self.lines += cost;
        let found = suppose(self.policy, self.case, &key)
            .and_then(|case| answered(self.program, self.policy, &case))
            .map(Rc::new);
        if self.known.len() < MOST_REMEMBERED && cost < LINES_A_RUN * 100 {
            self.known.insert(key, found.clone());
        }
        found
    }
}

/// The record of a run with the answers to its questions, but without its statements; nothing where it cannot be evaluated.
pub fn answered(program: &Program, policy: &Policy, case: &Case) -> Option<Record> {
    let mut session = Session::new(program, policy, case).ok()?;
    session.advance_all().ok()?;
    let mut record = session.verdicts().ok()?;
    if case.questions.is_empty() {
        return Some(record);
    }
    let run = Evaluation::new(session);
    for asked in &case.questions {
        let answer = ask::answer(&run, &record, &asked.question).ok()?;
        record.answers.push(answer);
    }
    Some(record)
}
