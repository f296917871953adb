//! What a run does by itself, counted against its budget: looking at each bearer of a norm, making instances.

use crate::{
    engine::{
        eval::evaluator::rule_at,
        fail::{Run, fail},
    },
    program::norm::NormCode,
    record::record::RunErrorKind,
};

use super::session::Session;

impl Session<'_> {
    /// Counts a step for a norm that is looked at.
    pub(crate) fn count_step(&self, code: &NormCode) -> Run<()> {
        let budget = &self.world.budget;
        let span = self.policy.norms.get(code.id).map(|norm| norm.span);
        let rule = || rule_at(&self.world, span?);
        if !budget.step() {
            let limit = budget.limits().steps;
            let kind = RunErrorKind::StepLimit {
                rule: rule(),
                limit,
            };
            return Err(fail(kind, span));
        }
        budget.keep_beside(self.duties.kept());
        if !budget.may_keep(self.world.kept()) {
            let megabytes = budget.limits().megabytes;
            let kind = RunErrorKind::MemoryLimit {
                rule: rule(),
                megabytes,
            };
            return Err(fail(kind, span));
        }
        Ok(())
    }
}
