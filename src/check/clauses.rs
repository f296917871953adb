//! Clauses of a source that nothing cites.

use super::{
    finding::{Finding, Usage},
    messages,
};
use crate::policy::policy::Policy;

/// Clauses that nothing cites and of which it is not said that they lay down no norm.
pub(super) fn never_cited(policy: &Policy, usage: &Usage) -> Vec<Finding> {
    let clauses = policy
        .clauses
        .iter()
        .filter(|clause| clause.not_normative.is_none() && !usage.named.contains(&clause.span));
    clauses
        .map(|clause| Finding {
            diagnostic: messages::uncited(clause),
            about: vec![clause.id.clone()],
        })
        .collect()
}
