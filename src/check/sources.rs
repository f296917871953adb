//! Norms that cite no clause, in a pack that declares a source.

use super::{
    finding::{Finding, Usage},
    messages,
};
use crate::policy::policy::Policy;

/// Norms without a source. A pack with no source at all has nothing to cite.
pub(super) fn missing(policy: &Policy, usage: &Usage) -> Vec<Finding> {
    let declares = policy
        .clauses
        .iter()
        .any(|clause| usage.files.contains(&clause.span.file));
    if !declares {
        return Vec::new();
    }
    let norms = policy
        .norms
        .iter()
        .filter(|norm| norm.sources.is_empty() && norm.not_normative.is_none());
    norms
        .map(|norm| Finding {
            diagnostic: messages::no_source(norm),
            about: vec![norm.text.clone()],
        })
        .collect()
}
