//! The offices of schemes: those that nobody ever holds, and those that may do two things that are to be kept apart.

use super::{
    finding::{Finding, Usage},
    matters::{meet, name_of, rows_beside},
    scheme::offices,
    scheme_messages as messages,
};
use crate::policy::{
    delegation::{Matter, OfficeId, Scheme, SchemeRow},
    policy::Policy,
};

/// Offices to which a scheme gives authority and that nobody holds in any scenario of the pack.
pub(super) fn vacant(policy: &Policy, usage: &Usage) -> Vec<Finding> {
    let Some(held) = &usage.held else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for scheme in policy.schemes.iter() {
        let mut told: Vec<OfficeId> = Vec::new();
        for row in &scheme.rows {
            for id in offices(row) {
                let Some(office) = policy.offices.get(id) else {
                    continue;
                };
                // A committee can act with members that no scenario names.
                if office.committee || held.contains(&id) || told.contains(&id) {
                    continue;
                }
                told.push(id);
                findings.push(Finding {
                    diagnostic: messages::vacant(office, row),
                    about: vec![scheme.name.clone(), office.name.clone()],
                });
            }
        }
    }
    findings
}

/// Offices that may do two things which the scheme keeps apart by `separate`.
pub(super) fn together(policy: &Policy, _: &Usage) -> Vec<Finding> {
    let mut findings = Vec::new();
    for scheme in policy.schemes.iter() {
        for (matters, span) in &scheme.separate {
            for (at, one) in matters.iter().enumerate() {
                for other in matters.iter().skip(at + 1) {
                    let (first, second) = (
                        by_office(policy, scheme, *one),
                        by_office(policy, scheme, *other),
                    );
                    let mut told: Vec<OfficeId> = Vec::new();
                    for (id, row) in &first {
                        let Some((_, also)) = second.iter().find(|(other, _)| other == id) else {
                            continue;
                        };
                        let Some(office) = policy.offices.get(*id).filter(|_| !told.contains(id))
                        else {
                            continue;
                        };
                        told.push(*id);
                        let names = [name_of(policy, *one), name_of(policy, *other)];
                        findings.push(Finding {
                            diagnostic: messages::together(office, &names, *span, row, also),
                            about: vec![scheme.name.clone(), office.name.clone()],
                        });
                    }
                }
            }
        }
    }
    findings
}

/// The offices that may do something of a matter, with the first row that says so: of the rows that name it, or where none
/// does, of those for anything else.
fn by_office<'p>(
    policy: &'p Policy,
    scheme: &Scheme,
    matter: Matter,
) -> Vec<(OfficeId, &'p SchemeRow)> {
    let rows: Vec<&SchemeRow> = rows_beside(policy, scheme).map(|(_, row)| row).collect();
    let named: Vec<&SchemeRow> = rows
        .iter()
        .copied()
        .filter(|row| row.matter != Matter::Everything && meet(policy, row.matter, matter))
        .collect();
    let others = rows
        .into_iter()
        .filter(|row| row.matter == Matter::Everything);
    let rows = if named.is_empty() {
        others.collect()
    } else {
        named
    };
    let mut found: Vec<(OfficeId, &SchemeRow)> = Vec::new();
    for row in rows {
        for office in offices(row) {
            if !found.iter().any(|(known, _)| *known == office) {
                found.push((office, row));
            }
        }
    }
    found
}
