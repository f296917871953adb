//! Who exists in a scenario, since when, and of what kind.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::{compose::Composed, dates, messages};
use crate::{
    base::{date::Date, id::Arena, span::Span},
    case::case::{Dates, Existing, GivenKind},
    policy::policy::{Individual, KindId, Policy},
    resolve::{
        index::Target,
        names::Table,
        scope::{OwnIndividual, Scope},
    },
    tree::scenario as tree,
};

/// The most individuals that one run of names declares: every practice of a country fits, and a slip of the pen cannot fill
/// the memory.
pub(super) const MAX_RUN: u32 = 100_000;

/// The individuals of a case.
#[derive(Debug, Default)]
pub(super) struct Setting {
    /// Those of the policy first, with the ids they have there.
    pub individuals: Arena<Individual>,
    /// Those of the scenario by name.
    pub named: Table<OwnIndividual>,
    /// When they exist.
    pub existing: Vec<Existing>,
    /// Later kinds of theirs.
    pub kinds: Vec<GivenKind>,
}

/// One statement of what someone is.
#[derive(Debug, Clone)]
struct Stated<'t> {
    name: SmolStr,
    title: Option<&'t str>,
    kind: KindId,
    kindless: bool,
    dates: Dates,
    span: Span,
    layer: u32,
}

/// The individuals that the given lines declare.
pub(super) fn collect(policy: &Policy, composed: &Composed<'_>, scope: &mut Scope<'_>) -> Setting {
    let mut order: Vec<SmolStr> = Vec::new();
    let mut stated: BTreeMap<SmolStr, Vec<Stated<'_>>> = BTreeMap::new();
    for given in &composed.given {
        let tree::GivenKind::Individuals {
            names, kind, title, ..
        } = &given.line.kind
        else {
            continue;
        };
        let dates = dates::dates(scope, &given.line.dates);
        // Whoever is of no known kind is known all the same: the other lines that speak of them are not in error too.
        let known = scope.kind(kind);
        let (kind, kindless) = (known.unwrap_or(KindId::new(0)), known.is_none());
        for name in names {
            for (name, span) in each_name(scope, name) {
                let of_name = stated.entry(name.clone()).or_default();
                if of_name.is_empty() {
                    order.push(name.clone());
                }
                if given.replaces {
                    of_name.retain(|earlier| earlier.layer >= given.layer);
                }
                of_name.push(Stated {
                    name,
                    title: title.as_ref().map(|title| title.text.as_str()),
                    kind,
                    kindless,
                    dates,
                    span,
                    layer: given.layer,
                });
            }
        }
    }
    let mut setting = Setting {
        individuals: policy.individuals.clone(),
        ..Setting::default()
    };
    for name in order {
        if let Some(statements) = stated.remove(&name) {
            declare(scope, &mut setting, statements);
        }
    }
    setting
}

/// The names of `alice`, or of `ha-1 to ha-95`.
pub(super) fn each_name(scope: &mut Scope<'_>, names: &tree::Names) -> Vec<(SmolStr, Span)> {
    match names {
        tree::Names::One(word) => vec![(word.text.clone(), word.span)],
        tree::Names::Run {
            stem,
            first,
            last,
            span,
        } => {
            if last < first {
                scope.report(messages::run_backward(stem, *first, *last, *span));
                return Vec::new();
            }
            if last - first >= MAX_RUN {
                scope.report(messages::run_too_long(*span));
                return Vec::new();
            }
            (*first..=*last)
                .map(|number| (SmolStr::new(format!("{stem}{number}")), *span))
                .collect()
        }
    }
}

/// One individual with all that is stated of its kind. One whose first statement is dated exists from then.
fn declare(scope: &mut Scope<'_>, setting: &mut Setting, mut statements: Vec<Stated<'_>>) {
    statements.sort_by_key(|stated| stated.dates.from);
    for (earlier, later) in statements.iter().zip(statements.iter().skip(1)) {
        if earlier.dates.from == later.dates.from {
            scope.report(messages::individual_twice(
                &later.name,
                later.span,
                earlier.span,
            ));
        }
    }
    let Some(first) = statements.first() else {
        return;
    };
    let declared = scope
        .names
        .find(&first.name, |names| &names.individuals)
        .copied();
    let id = match declared {
        Some(id) => {
            scope.refer(first.span, Target::Individual(id));
            if let Some(title) = first.title {
                setting.individuals[id].title = Some(title.to_owned());
            }
            id
        }
        None => setting.individuals.push(Individual {
            name: first.name.clone(),
            title: statements
                .iter()
                .find_map(|stated| stated.title)
                .map(str::to_owned),
            kind: first.kind,
            span: first.span,
        }),
    };
    if declared.is_none() {
        setting.named.insert(
            first.name.clone(),
            OwnIndividual {
                id,
                kind: first.kind,
                kindless: first.kindless,
                span: first.span,
            },
        );
        scope.refer(first.span, Target::Individual(id));
    }
    let own_kind = setting.individuals[id].kind;
    // Of an individual of the policy, a dated statement of another kind says nothing of when it exists.
    let says_existence = declared.is_none() || first.kind == own_kind;
    if says_existence {
        let stretches = stretches(&statements);
        if stretches != [Dates::default()] {
            let existing = stretches.into_iter().map(|dates| Existing {
                individual: id,
                dates,
                span: first.span,
            });
            setting.existing.extend(existing);
        }
    }
    let later = statements.iter().skip(usize::from(says_existence));
    setting.kinds.extend(later.map(|stated| GivenKind {
        individual: id,
        kind: stated.kind,
        dates: stated.dates,
        span: stated.span,
    }));
}

/// The stretches of days that statements cover, of whatever kind; those that meet are one. The statements are in order of
/// their first days.
fn stretches(statements: &[Stated<'_>]) -> Vec<Dates> {
    let mut found: Vec<Dates> = Vec::new();
    for stated in statements {
        let Dates { from, until } = stated.dates;
        let meets = |last: &Dates| match (last.until.and_then(Date::next_day), from) {
            (Some(after), Some(from)) => from <= after,
            _ => true,
        };
        match found.last_mut() {
            Some(last) if meets(last) => {
                last.until = match (last.until, until) {
                    (Some(one), Some(other)) => Some(one.max(other)),
                    _ => None,
                };
            }
            _ => found.push(stated.dates),
        }
    }
    found
}
