//! A program: all that a policy says, as code that runs.

use std::sync::Arc;

use super::{
    code::Code,
    compile::{compiler, delegation, norm},
    delegation::Delegations,
    norm::Norms,
};
use crate::{base::limits::Limits, policy::policy::Policy};

/// A policy as code. It is made once and run against any number of scenarios.
#[derive(Debug, Clone, Default)]
pub struct Program {
    /// Expressions, patterns, definitions, decisions.
    pub code: Arc<Code>,
    /// Norms, and the tables that find them.
    pub norms: Norms,
    /// Rules of delegation, reservations, offices, schemes.
    pub delegations: Delegations,
    /// How far each run of it may go.
    pub limits: Limits,
}

impl Program {
    /// Compiles a policy.
    pub fn of(policy: &Policy) -> Program {
        let mut compiler = compiler::begin(policy);
        let norms = norm::norms(&mut compiler);
        let delegations = delegation::delegations(&mut compiler);
        Program {
            code: Arc::new(compiler.code),
            norms,
            delegations,
            limits: Limits::default(),
        }
    }

    /// The same, with runs that may go so far.
    #[must_use]
    pub fn within(self, limits: Limits) -> Program {
        Program { limits, ..self }
    }
}
