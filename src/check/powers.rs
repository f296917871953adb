//! Statutory kinds of which it is not said whether their powers are exhaustive (S5.1).

use super::{
    finding::{Finding, Usage},
    messages,
};
use crate::policy::policy::Policy;

/// The topmost statutory kinds of which it is not said.
pub(super) fn unsaid(policy: &Policy, _: &Usage) -> Vec<Finding> {
    let mut findings = Vec::new();
    for kind in policy.kinds.iter() {
        let above = kind.parent.and_then(|parent| policy.kinds.get(parent));
        let said_above = above.is_some_and(|parent| parent.statutory);
        if kind.statutory && !kind.built_in && !said_above && kind.powers_exhaustive.is_none() {
            findings.push(Finding {
                diagnostic: messages::powers_unsaid(kind),
                about: vec![kind.name.clone()],
            });
        }
    }
    findings
}
