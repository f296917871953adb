//! Explanations of lines of a scenario that an editor has open, in the words of `vires explain`.

use super::{
    evaluate::{Found, evaluate_open},
    live::Live,
    meaning::Meaning,
};
use crate::{
    base::{source_map::SourceMap, span::Span},
    case::case::Case,
    explain::{
        explain::{Ran, explain},
        replay::Replays,
        subject::Subject,
        tree::Explanation,
    },
    policy::policy::Policy,
    program::program::Program,
    record::{
        duty::Cause,
        expected::{CameOut, ExpectationRecord},
        record::Record,
    },
    words::Words,
};

/// A scenario with explanations of what came of some of its lines.
#[derive(Debug)]
pub struct LiveExplained<'l> {
    /// The texts.
    pub texts: &'l SourceMap,
    /// The name of the pack it ran against.
    pub pack: &'l str,
    /// Its policy.
    pub policy: &'l Policy,
    /// The scenario.
    pub case: &'l Case,
    /// What came out.
    pub record: Record,
    /// The explanations, in the order of the lines.
    pub explanations: Vec<Explanation>,
}

impl Live {
    /// Explains what came of the lines of a file that are covered: acts, the duties that they set off, the duties and acts of
    /// expectations, and answers.
    pub fn explained(&self, path: &str, covers: &dyn Fn(Span) -> bool) -> Vec<LiveExplained<'_>> {
        let mut all = Vec::new();
        for (meaning, cases) in self.cases(path) {
            let program = meaning.program();
            let explained = cases
                .into_iter()
                .filter_map(|case| self.explained_case(meaning, &program, case, covers));
            all.extend(explained);
        }
        all
    }

    fn explained_case<'l>(
        &'l self,
        meaning: &'l Meaning,
        program: &Program,
        case: &'l Case,
        covers: &dyn Fn(Span) -> bool,
    ) -> Option<LiveExplained<'l>> {
        let policy = meaning.policy();
        let (run, found) = evaluate_open(policy, program, case).ok()?;
        let words = Words::new(policy)
            .of_case(case)
            .of_record(&found.record)
            .quoting(self.texts());
        let mut replays = Replays::new(program, policy, case);
        let ran = Ran {
            policy,
            case,
            run: &run,
            record: &found.record,
            words,
        };
        let subjects = subjects(case, &found, covers);
        let explanations: Vec<Explanation> = subjects
            .iter()
            .filter_map(|subject| explain(ran, subject, &mut replays))
            .collect();
        (!explanations.is_empty()).then_some(LiveExplained {
            texts: self.texts(),
            pack: &meaning.name,
            policy,
            case,
            record: found.record,
            explanations,
        })
    }
}

/// What there is to explain in these places, each once.
fn subjects(case: &Case, found: &Found, covers: &dyn Fn(Span) -> bool) -> Vec<Subject> {
    let record = &found.record;
    let mut subjects = Vec::new();
    for (place, happening) in case.timeline.iter().enumerate() {
        if !covers(happening.span) {
            continue;
        }
        let acts = record.acts.iter().filter(|act| act.act == place);
        subjects.extend(acts.map(|act| Subject::Act(act.act)));
        let duties = record.duties.iter().enumerate();
        let set_off = duties.filter(|(_, duty)| duty.cause == Cause::Happening(place));
        subjects.extend(set_off.map(|(duty, _)| Subject::Duty(duty)));
    }
    for line in &found.expectations {
        let expected = case.expectations.get(line.expectation);
        if expected.is_some_and(|expected| covers(expected.span)) {
            subjects.extend(of_expectation(record, line));
        }
    }
    for (place, asked) in case.questions.iter().enumerate() {
        if covers(asked.span) {
            subjects.push(Subject::Answer(place));
        }
    }
    let mut once: Vec<Subject> = Vec::new();
    for subject in subjects {
        if !once.contains(&subject) {
            once.push(subject);
        }
    }
    once
}

/// What an expectation speaks of.
fn of_expectation(record: &Record, line: &ExpectationRecord) -> Vec<Subject> {
    match &line.came_out {
        CameOut::Duties(duties) => {
            let duties = duties.iter();
            duties.map(|duty| Subject::Duty(duty.duty)).collect()
        }
        CameOut::Act(Some(place)) => {
            let act = record.acts.get(*place);
            act.map(|act| Subject::Act(act.act)).into_iter().collect()
        }
        _ => Vec::new(),
    }
}
