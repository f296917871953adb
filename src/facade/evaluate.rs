//! One scenario run, and its expectations held against what came out.

use crate::{
    case::case::Case,
    policy::policy::Policy,
    program::program::Program,
    record::{
        expected::ExpectationRecord,
        record::{Record, RunError, RunErrorKind},
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

/// Runs a scenario. Until the engine is joined on, every scenario is said not to be evaluated.
pub fn evaluate(_: &Policy, _: &Program, case: &Case) -> Result<Found, RunError> {
    Err(RunError {
        kind: RunErrorKind::Misnamed("scenarios cannot be run yet".to_owned()),
        span: Some(case.span),
        other: None,
        at: None,
        day: None,
    })
}
