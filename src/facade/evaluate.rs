//! One scenario run, and its expectations held against what came out.

use crate::{
    base::date::Date,
    case::{case::Case, expectation::Question},
    engine::run::{evaluation::Evaluation, whole},
    explain::{
        cited::{Of, cited},
        explain::Ran,
    },
    policy::{
        expr::Expr,
        policy::{ClauseId, Policy},
    },
    program::program::Program,
    query::ask,
    record::{
        answer::Answer,
        expected::{Amiss, ExpectationRecord},
        record::{Record, RunError},
    },
    verify::{
        evaluate::{Evaluate, Evaluated, Reasoned},
        expectations::expectations,
    },
    words::Words,
};

/// What a run of one scenario found.
#[derive(Debug)]
pub struct Found {
    /// The record.
    pub record: Record,
    /// What became of its expectations, in their order.
    pub expectations: Vec<ExpectationRecord>,
}

impl Found {
    /// Why expectations could not be evaluated, each with its place among the case's.
    pub fn errors(&self) -> impl Iterator<Item = (usize, &RunError)> {
        self.expectations.iter().flat_map(|line| {
            line.amiss.iter().filter_map(|part| match part {
                Amiss::Error(error) => Some((line.expectation, error.as_ref())),
                _ => None,
            })
        })
    }
}

/// Runs a scenario, and holds what it expects against what came out.
pub fn evaluate(policy: &Policy, program: &Program, case: &Case) -> Result<Found, Vec<RunError>> {
    evaluate_open(policy, program, case).map(|(_, found)| found)
}

/// Runs a scenario, holds what it expects against what came out, and keeps the run to be asked more.
pub fn evaluate_open<'a>(
    policy: &'a Policy,
    program: &'a Program,
    case: &'a Case,
) -> Result<(Evaluation<'a>, Found), Vec<RunError>> {
    let (session, mut record) = whole::finished(program, policy, case)?;
    let run = Evaluation::new(session);
    for asked in &case.questions {
        let answered = ask::answer(&run, &record, &asked.question);
        let answered = answered.map_err(|mut error| {
            error.span = error.span.or(Some(asked.span));
            vec![*error]
        })?;
        record.answers.push(answered);
    }
    let asked = Asked {
        policy,
        case,
        run: &run,
        record: &record,
    };
    let expectations = expectations(policy, case, &record, &asked);
    let found = Found {
        record,
        expectations,
    };
    Ok((run, found))
}

/// A run of which expectations ask what its record does not hold.
struct Asked<'r, 'a> {
    policy: &'r Policy,
    case: &'r Case,
    run: &'r Evaluation<'a>,
    record: &'r Record,
}

impl Evaluate for Asked<'_, '_> {
    fn value(&self, expr: &Expr, on: Date) -> Result<Evaluated, Box<RunError>> {
        let seen = self.run.value(expr, on)?;
        Ok(Evaluated {
            outcome: seen.outcome,
            norms: seen.norms,
            cited: seen.cited,
            rows: seen.rows,
            read: seen.read,
            unknowns: seen.unknowns,
        })
    }

    fn answer(&self, question: &Question) -> Result<Answer, Box<RunError>> {
        ask::answer(self.run, self.record, question)
    }

    fn explained(&self, of: &Reasoned<'_>) -> Vec<ClauseId> {
        let ran = Ran {
            policy: self.policy,
            case: self.case,
            run: self.run,
            record: self.record,
            words: Words::new(self.policy)
                .of_case(self.case)
                .of_record(self.record),
        };
        let of = match *of {
            Reasoned::Duty(place) => Of::Duty(place),
            Reasoned::NoDuty(norm, of, for_) => Of::NoDuty(norm, of, for_),
            Reasoned::Act(place) => Of::Act(place),
            Reasoned::Breach(place, norm) => Of::Breach(place, norm),
            Reasoned::Link(link) => Of::Link(link),
            Reasoned::Value(expr, on) => Of::Value(expr, on),
            Reasoned::Answer(question, answer) => Of::Answer(question, answer),
        };
        cited(ran, &of)
    }
}
