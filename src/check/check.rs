//! All checks of a policy, and what it accepts of their findings.

use super::{
    clauses,
    doubles::{self, Contents},
    finding::{AcceptedFinding, Finding, Usage},
    gaps, look_alikes, messages, overlaps, powers, promises, scheme, scheme_offices, sources,
    unused,
};
use crate::{
    diagnostics::{code::Code, problems::Problems},
    policy::policy::Policy,
};

/// A check: what it finds in a policy.
type Check = fn(&Policy, &Usage) -> Vec<Finding>;

/// Every check.
const CHECKS: &[Check] = &[
    powers::unsaid,
    sources::missing,
    unused::facts,
    unused::acts,
    unused::definitions,
    clauses::never_cited,
    scheme::overlaps,
    scheme::uncovered,
    scheme::wider,
    scheme::reserved,
    scheme_offices::vacant,
    scheme_offices::together,
    gaps::given_to_nobody,
    overlaps::two_rows,
    overlaps::two_decisions,
    overlaps::never_reached,
    promises::against_law,
    look_alikes::names,
];

/// Looks for what is likely not meant in the files of a pack. What the policy accepts is given apart.
pub fn check(policy: &Policy, usage: &Usage) -> (Vec<AcceptedFinding>, Problems) {
    check_again(policy, usage, &mut Contents::default())
}

/// The same, with what is known of the duties that did not change since.
pub fn check_again(
    policy: &Policy,
    usage: &Usage,
    contents: &mut Contents,
) -> (Vec<AcceptedFinding>, Problems) {
    let mut accepted = Vec::new();
    let mut problems = Problems::new();
    let mut used = vec![false; policy.accepted.len()];
    let findings = CHECKS.iter().flat_map(|check| check(policy, usage));
    for finding in findings.chain(doubles::twice(policy, usage, contents)) {
        let place = finding.diagnostic.span();
        let is_word = finding.diagnostic.code == Code::LookAlike;
        if !is_word && place.is_some_and(|span| !usage.files.contains(&span.file)) {
            continue;
        }
        // One `accept` keeps one finding, so that it hides no other that comes up later.
        let free = policy.accepted.iter().zip(used.iter_mut());
        let fitting = free
            .filter(|(_, used)| !**used)
            .filter_map(|(accept, used)| Some((finding.fits(accept)?, accept, used)));
        match fitting.min_by_key(|(fit, ..)| *fit) {
            Some((_, accept, used)) => {
                *used = true;
                accepted.push(AcceptedFinding {
                    diagnostic: finding.diagnostic,
                    because: accept.because.clone(),
                });
            }
            None => problems.push(finding.told()),
        }
    }
    for (accept, used) in policy.accepted.iter().zip(used) {
        if !used && usage.files.contains(&accept.span.file) {
            problems.push(messages::accepts_nothing(accept));
        }
    }
    (accepted, problems)
}
