//! One scenario run, and its expectations held against what came out.

use crate::{
    base::date::Date,
    case::{case::Case, expectation::Question},
    engine::run::{evaluation::Evaluation, whole},
    policy::{expr::Expr, policy::Policy},
    program::program::Program,
    record::{
        answer::Answer,
        expected::{Amiss, ExpectationRecord},
        record::{Record, RunError, RunErrorKind},
    },
    verify::{
        evaluate::{Evaluate, Evaluated},
        expectations::expectations,
    },
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
    let (session, record) = whole::finished(program, policy, case)?;
    let asked = Asked(Evaluation::new(session));
    let expectations = expectations(policy, case, &record, &asked);
    Ok(Found {
        record,
        expectations,
    })
}

/// A run of which expectations ask what its record does not hold.
struct Asked<'a>(Evaluation<'a>);

impl Evaluate for Asked<'_> {
    fn value(&self, expr: &Expr, on: Date) -> Result<Evaluated, Box<RunError>> {
        let seen = self.0.value(expr, on)?;
        Ok(Evaluated {
            outcome: seen.outcome,
            norms: seen.norms,
            cited: seen.cited,
            read: seen.read,
            unknowns: seen.unknowns,
        })
    }

    fn answer(&self, question: &Question) -> Result<Answer, Box<RunError>> {
        match question {
            Question::May {
                who,
                act,
                on_behalf_of,
                on,
            } => {
                let on = on.unwrap_or_else(|| self.0.last());
                self.0.may(who, act, on_behalf_of.as_ref(), on)
            }
            Question::WhatIs { what, on } => {
                let seen = self.0.value(what, on.unwrap_or_else(|| self.0.last()))?;
                Ok(Answer::WhatIs {
                    value: seen.outcome,
                    unknowns: seen.unknowns,
                })
            }
            _ => Err(Box::new(RunError {
                kind: RunErrorKind::Misnamed("this question is not answered yet".to_owned()),
                span: None,
                other: None,
                at: None,
                day: None,
            })),
        }
    }
}
