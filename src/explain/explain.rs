//! The explanation of one verdict.

use std::collections::BTreeSet;

use super::{
    builder::Builder,
    prove::prove,
    replay::{Proven, Replays},
    settle::search::settling,
    stated::Stated,
    subject::Subject,
    tree::{Explanation, Kind, Leaf, Step},
};
use crate::{
    case::case::Case,
    engine::run::evaluation::Evaluation,
    policy::{policy::Policy, value::Value},
    record::{
        answer::Answer,
        reason::{Convention, Truth},
        record::Record,
    },
    words::Words,
};

/// A run that is to be explained.
#[derive(Clone, Copy)]
pub struct Ran<'b, 'a> {
    /// The policy.
    pub policy: &'b Policy,
    /// The scenario.
    pub case: &'b Case,
    /// The run at its end.
    pub run: &'b Evaluation<'a>,
    /// What it found, its answers too.
    pub record: &'b Record,
    /// The speaker, of the scenario and its record.
    pub words: Words<'b>,
}

/// Why a verdict came out as it did; nothing where there is no such thing in the run.
pub fn explain(
    ran: Ran<'_, '_>,
    subject: &Subject,
    replays: &mut Replays<'_>,
) -> Option<Explanation> {
    let key = subject.key(ran.policy, ran.record)?;
    let mut builder = Builder::new(ran);
    let (title, verdict, word, mut steps) = told(&mut builder, subject)?;
    let proven = Proven::of(ran.policy, ran.record, key);
    let rests = prove(ran.case, &steps, &proven, replays);
    if !rests.besides.is_empty() {
        let besides = rests.besides.iter().map(|stated| builder.stated(*stated));
        steps
            .push(Step::new(Kind::Heading, "It rests on these lines, too").with(besides.collect()));
    }
    let settling = settling(&ran, replays.program(), subject, &mut replays.trials);
    if let Some(settling) = &settling {
        steps.extend(builder.settled(settling));
    }
    let kept: BTreeSet<Stated> = rests.leaves.iter().map(|(stated, _)| *stated).collect();
    show_what_counts(&mut steps, &kept);
    let leaves = rests
        .leaves
        .iter()
        .map(|(stated, needed)| Leaf {
            stated: *stated,
            says: builder.stated_words(*stated),
            at: stated.span(ran.case),
            needed: *needed,
        })
        .collect();
    Some(Explanation {
        subject: subject.clone(),
        title,
        verdict,
        word,
        conventions: conventions(ran, &steps),
        steps,
        absences: builder.absences,
        leaves,
        proved: rests.proved,
        settling,
    })
}

fn told(
    builder: &mut Builder<'_, '_>,
    subject: &Subject,
) -> Option<(String, String, String, Vec<Step>)> {
    let record = builder.record;
    match subject {
        Subject::Duty(place) => {
            let duty = record.duties.get(*place)?;
            let title = builder.words.duty_at(*place);
            let verdict = builder.duty_verdict(duty);
            let word = duty.state.word().to_owned();
            let steps = builder.duty(*place);
            Some((title, verdict, word, steps))
        }
        Subject::Act(place) => {
            let act = record.acts.iter().find(|act| act.act == *place)?;
            let line = builder.case.timeline.get(*place)?;
            let title = builder.words.happening(*place);
            let title = format!("{}, on {}", crate::words::capital(&title), line.date);
            let verdict = builder.act_verdict(act);
            let word = act.verdict.word().to_owned();
            let steps = builder.act(*place);
            Some((title, verdict, word, steps))
        }
        Subject::Answer(place) => {
            let asked = builder.case.questions.get(*place)?;
            let answer = record.answers.get(*place)?;
            let lines = builder.words.answer(answer);
            let verdict = format!("The answer: {}", lines.first()?);
            let word = answer_word(answer).to_owned();
            let steps = builder.answer(&asked.question, answer);
            Some((asked.text.clone(), verdict, word, steps))
        }
        Subject::NoDuty { norm, of, for_ } => {
            let of_words = builder.words.individual(*of).to_owned();
            let for_words = for_.as_ref().map_or_else(String::new, |period| {
                format!(" for {}", builder.words.value(period))
            });
            let title = format!(
                "{} of {of_words}{for_words}",
                builder.words.norm_name(*norm)
            );
            let steps = builder.not_arisen(*norm, *of, for_.as_ref());
            Some((
                title,
                "It did not arise".to_owned(),
                "did not arise".to_owned(),
                steps,
            ))
        }
    }
}

/// Steps that say a line on which the verdict rests are shown, though they were beside the point where they stand.
fn show_what_counts(steps: &mut [Step], kept: &BTreeSet<Stated>) {
    for step in steps {
        show_what_counts(&mut step.steps, kept);
        let counts = step.stated.is_some_and(|stated| kept.contains(&stated));
        let below = step.steps.iter().any(|below| !below.aside);
        if step.aside
            && (counts || (below && !step.steps.is_empty() && any_kept(&step.steps, kept)))
        {
            step.aside = false;
        }
    }
}

fn any_kept(steps: &[Step], kept: &BTreeSet<Stated>) -> bool {
    let mut found = false;
    Step::each(steps, &mut |step| {
        found = found || step.stated.is_some_and(|stated| kept.contains(&stated));
    });
    found
}

fn answer_word(answer: &Answer) -> &'static str {
    match answer {
        Answer::May { may, .. } => match may {
            Truth::True => "yes",
            Truth::False => "no",
            Truth::Unknown => "not known",
        },
        Answer::WhoMay { ways, .. } if ways.is_empty() => "nobody",
        _ => "answered",
    }
}

/// The conventions that these steps used: those of the run, where days were counted or nothing said the last day.
fn conventions(ran: Ran<'_, '_>, steps: &[Step]) -> Vec<Convention> {
    let mut calendar = false;
    Step::each(steps, &mut |step| {
        calendar = calendar || step.kind == Kind::Calendar;
    });
    let all = ran.record.conventions.iter();
    all.filter(|convention| calendar || !matches!(convention, Convention::Calendar(_)))
        .cloned()
        .collect()
}

/// Everything of a run that somebody has to look at: breaches, void acts and doubtful verdicts, in the order of the record.
pub fn doubtful(record: &Record) -> Vec<Subject> {
    use crate::{case::expectation::VerdictWord, policy::expr::StateWord};
    let mut subjects = Vec::new();
    for (place, duty) in record.duties.iter().enumerate() {
        let looks = matches!(
            duty.state,
            StateWord::Breached
                | StateWord::DischargedLate
                | StateWord::NotEvidenced
                | StateWord::Undetermined
                | StateWord::Lapsed
                | StateWord::DepartedFrom
        );
        let was = duty
            .history
            .iter()
            .any(|change| change.state == StateWord::Breached);
        if looks || was {
            subjects.push(Subject::Duty(place));
        }
    }
    for act in &record.acts {
        if !matches!(act.verdict, VerdictWord::Lawful | VerdictWord::Valid) {
            subjects.push(Subject::Act(act.act));
        }
    }
    for (place, answer) in record.answers.iter().enumerate() {
        let looks = match answer {
            Answer::May { may, .. } => *may != Truth::True,
            Answer::WhoMay { ways, .. } => ways.is_empty(),
            Answer::WhatIs { unknowns, .. } => !unknowns.is_empty(),
            _ => false,
        };
        if looks {
            subjects.push(Subject::Answer(place));
        }
    }
    subjects
}

/// Every verdict of a run.
pub fn every(record: &Record) -> Vec<Subject> {
    let duties = (0..record.duties.len()).map(Subject::Duty);
    let acts = record.acts.iter().map(|act| Subject::Act(act.act));
    let answers = (0..record.answers.len()).map(Subject::Answer);
    duties.chain(acts).chain(answers).collect()
}

/// The duties of a norm, of somebody, for something: all that fit.
pub fn duties_of(
    policy: &Policy,
    record: &Record,
    norm: crate::policy::norm::NormNameId,
    of: Option<&Value>,
    for_: Option<&Value>,
) -> Vec<Subject> {
    use crate::record::duty::Cause;
    let found = record.duties.iter().enumerate().filter(|(_, duty)| {
        policy
            .norms
            .get(duty.norm)
            .is_some_and(|declared| declared.name == norm)
            && of.is_none_or(|of| duty.bearer == *of)
            && match (for_, &duty.cause) {
                (None, _) => true,
                (Some(Value::Happening(place)), Cause::Happening(at)) => *at == *place as usize,
                (Some(value), Cause::Period(period)) => value == period,
                _ => false,
            }
    });
    found.map(|(place, _)| Subject::Duty(place)).collect()
}
