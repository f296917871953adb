//! Versions of one name: their times in force must not meet (S4.6), for that is how an amendment is written.

use crate::{
    base::{date::Date, span::Span},
    diagnostics::problems::Problems,
    policy::{norm::NormId, policy::Policy, standing::Standing},
    resolve::messages,
};

/// A version: when it is in force, and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Version {
    from: Option<Date>,
    until: Option<Date>,
    span: Span,
}

impl Version {
    /// The version of this standing.
    pub fn new(standing: &Standing, span: Span) -> Version {
        Version {
            from: standing.from,
            until: standing.until,
            span,
        }
    }

    fn first(&self) -> Date {
        self.from.unwrap_or(Date::MIN)
    }

    fn last(&self) -> Date {
        self.until.unwrap_or(Date::MAX)
    }
}

/// The places of versions by the day each begins; those that are in force together are errors.
pub fn versions_meet(
    sort: &str,
    name: &str,
    versions: &[Version],
    problems: &mut Problems,
) -> Vec<usize> {
    let mut order: Vec<usize> = (0..versions.len()).collect();
    order.sort_by_key(|at| {
        versions
            .get(*at)
            .map(|version| (version.first(), version.span))
    });
    let sorted = order.iter().filter_map(|at| versions.get(*at));
    let mut latest: Option<&Version> = None;
    for version in sorted {
        if let Some(earlier) = latest.filter(|earlier| version.first() <= earlier.last()) {
            let day = version.first();
            let (one, other) = (earlier.span, version.span);
            problems.push(messages::norms::versions_meet(sort, name, one, other, day));
        }
        if latest.is_none_or(|earlier| earlier.last() < version.last()) {
            latest = Some(version);
        }
    }
    order
}

/// Puts the versions of every norm in order, and reports those that meet.
pub fn norm_versions(policy: &mut Policy) -> Problems {
    let mut problems = Problems::new();
    for name in policy.norm_names.ids() {
        let ids: Vec<NormId> = policy.norm_names[name].versions.clone();
        if ids.len() < 2 {
            continue;
        }
        let versions: Vec<Version> = ids
            .iter()
            .map(|id| Version::new(&policy.norms[*id].standing, policy.norms[*id].span))
            .collect();
        let text = policy.norm_names[name].name.clone();
        let order = versions_meet("norm", &text, &versions, &mut problems);
        policy.norm_names[name].versions = order
            .into_iter()
            .filter_map(|at| ids.get(at).copied())
            .collect();
    }
    problems
}
