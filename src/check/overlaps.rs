//! Two bodies for one value of a tree: two rows of a decision, or two decisions of different packs; and rows that never count.

use smol_str::SmolStr;

use super::{
    cases::{Tree, are_related, conjuncts, kinds_of, trees},
    doubles::without_places,
    finding::{Finding, Usage},
    gaps::about,
    messages,
};
use crate::{
    base::id::Id,
    policy::{
        expr::{Expr, ExprKind},
        policy::{
            Decision, DecisionResult, DecisionRow, DecisionVersion, KindId, Policy, ValueId,
            ValueSetId,
        },
        types::Type,
        value::Value,
    },
};

/// Rows that speak of values for each of which a row before them holds already.
pub(super) fn never_reached(policy: &Policy, usage: &Usage) -> Vec<Finding> {
    let mut findings = Vec::new();
    for decision in policy.decisions.iter() {
        let here = |version: &&DecisionVersion| usage.files.contains(&version.span.file);
        for version in decision.versions.iter().filter(here) {
            if version.unique {
                continue;
            }
            for tree in trees(policy, decision, version) {
                for (place, row) in version.rows.iter().enumerate() {
                    if tree.speaks(place) && tree.reached(place).is_empty() {
                        findings.push(Finding {
                            diagnostic: messages::never_reached(decision, row.span),
                            about: vec![decision.name.clone()],
                        });
                    }
                }
            }
        }
    }
    findings
}

/// Two rows of one decision that name the same values and different bodies, where nothing in their conditions keeps them apart.
pub(super) fn two_rows(policy: &Policy, usage: &Usage) -> Vec<Finding> {
    let mut findings = Vec::new();
    for decision in policy.decisions.iter() {
        if !matches!(decision.ty, Type::Kind(_)) {
            continue;
        }
        let here = |version: &&DecisionVersion| usage.files.contains(&version.span.file);
        for version in decision.versions.iter().filter(here) {
            for tree in trees(policy, decision, version) {
                for (second, row) in version.rows.iter().enumerate() {
                    let mut before = version.rows.iter().take(second).enumerate();
                    let other = before.find_map(|(first, other)| {
                        let values =
                            both_speak_of(policy, version, &tree, (first, other), (second, row))?;
                        Some((other, values))
                    });
                    let Some((other, values)) = other else {
                        continue;
                    };
                    findings.push(Finding {
                        diagnostic: messages::two_rows(
                            policy,
                            decision,
                            &values,
                            (other.span, row.span),
                            version.unique,
                        ),
                        about: about(policy, decision, &values),
                    });
                }
            }
        }
    }
    findings
}

/// The values for which both rows can hold, if they name different bodies.
fn both_speak_of(
    policy: &Policy,
    version: &DecisionVersion,
    tree: &Tree<'_>,
    (first, one): (usize, &DecisionRow),
    (second, other): (usize, &DecisionRow),
) -> Option<Vec<ValueId>> {
    let (DecisionResult::Value(gives, _), DecisionResult::Value(then_gives, _)) =
        (&one.result, &other.result)
    else {
        return None;
    };
    let (Some(condition), Some(then_condition)) = (&one.condition, &other.condition) else {
        return None;
    };
    if !tree.speaks(first) || !tree.speaks(second) {
        return None;
    }
    let same_answer = printed(gives) == printed(then_gives);
    let can_hold = |row: usize| -> Vec<usize> {
        let cells = tree.rows.get(row).into_iter().flatten().enumerate();
        cells
            .filter(|(_, cell)| **cell != Some(false))
            .map(|(place, _)| place)
            .collect()
    };
    let (reached, then_reached) = (can_hold(first), can_hold(second));
    let common: Vec<usize> = reached
        .iter()
        .copied()
        .filter(|place| then_reached.contains(place))
        .collect();
    let at_once = version.unique
        && !same_answer
        && common
            .iter()
            .any(|place| tree.is_certain(first, &[*place]) && tree.is_certain(second, &[*place]));
    if at_once {
        return Some(tree.topmost(policy, &common));
    }
    // Where one speaks of more than the other it is the rule, and the other its exception.
    if reached != then_reached || tree.is_certain(first, &reached) {
        return None;
    }
    // The same constant is one body; the same variable may be two.
    if same_answer && !matches!(gives.kind, ExprKind::Variable(_)) {
        return None;
    }
    let apart = are_apart(policy, version, condition, then_condition);
    (!apart).then(|| tree.topmost(policy, &common))
}

/// Whether what is said in two conditions keeps them apart, or may: they speak of one and the same thing, or of different kinds.
fn are_apart(policy: &Policy, version: &DecisionVersion, one: &Expr, other: &Expr) -> bool {
    let (ones, others) = (conjuncts(one), conjuncts(other));
    let speaks_of = |part: &&Expr| head(part);
    let told: Vec<String> = ones.iter().filter_map(speaks_of).collect();
    let mut told_again = others.iter().filter_map(speaks_of);
    if told_again.any(|head| told.contains(&head)) {
        return true;
    }
    let mut variables = version.variables.ids();
    variables.any(|variable| {
        let bounds = kinds_of(policy, one, variable);
        let then_bounds = kinds_of(policy, other, variable);
        bounds.iter().any(|kinds| {
            then_bounds
                .iter()
                .any(|others| are_disjoint(policy, kinds, others))
        })
    })
}

fn are_disjoint(policy: &Policy, kinds: &[KindId], others: &[KindId]) -> bool {
    kinds.iter().all(|kind| {
        others
            .iter()
            .all(|other| !are_related(policy, *kind, *other))
    })
}

/// Of what a part of a condition speaks, so that two parts that speak of one thing are seen; none for values of a tree.
fn head(part: &Expr) -> Option<String> {
    match &part.kind {
        ExprKind::Not(inner) => head(inner),
        ExprKind::Fact(fact, _) | ExprKind::IsStated(fact, _) => Some(format!("fact {fact:?}")),
        ExprKind::Definition(definition, _) => Some(format!("definition {definition:?}")),
        ExprKind::Compare(_, left, _) if !matches!(left.ty, Type::Values(_)) => Some(printed(left)),
        ExprKind::Or(_) => Some(printed(part)),
        _ => None,
    }
}

fn printed(expr: &Expr) -> String {
    without_places(&format!("{:?}", expr.kind))
}

/// Two decisions of different packs that certainly name different bodies for a value.
pub(super) fn two_decisions(policy: &Policy, usage: &Usage) -> Vec<Finding> {
    let mut answers: Vec<Answers<'_>> = Vec::new();
    for decision in policy.decisions.iter() {
        if let (Type::Kind(_), [version]) = (&decision.ty, decision.versions.as_slice()) {
            answers.extend(answers_of(policy, decision, version));
        }
    }
    let mut findings = Vec::new();
    for (place, later) in answers.iter().enumerate() {
        for earlier in answers.iter().take(place) {
            if earlier.set != later.set || earlier.version.pack == later.version.pack {
                continue;
            }
            let Some(span) = usage.place(policy, &[later.version.span, earlier.version.span])
            else {
                continue;
            };
            let places: Vec<usize> = (0..later.tree.values.len())
                .filter(|place| differ(policy, earlier, later, *place))
                .collect();
            let values = later.tree.topmost(policy, &places);
            if values.is_empty() {
                continue;
            }
            let names: [SmolStr; 2] = [earlier.decision.name.clone(), later.decision.name.clone()];
            let mut about = about(policy, later.decision, &values);
            about.extend(names);
            findings.push(Finding {
                diagnostic: messages::two_decisions(
                    policy,
                    (earlier.decision, earlier.version.span),
                    (later.decision, later.version.span),
                    &values,
                    span,
                ),
                about,
            });
        }
    }
    findings
}

/// What a decision answers of the values of a tree.
struct Answers<'a> {
    decision: &'a Decision,
    version: &'a DecisionVersion,
    set: ValueSetId,
    tree: Tree<'a>,
}

fn answers_of<'a>(
    policy: &'a Policy,
    decision: &'a Decision,
    version: &'a DecisionVersion,
) -> Vec<Answers<'a>> {
    let sets = decision
        .parameters
        .iter()
        .filter_map(|parameter| match parameter.ty {
            Type::Values(set) => Some(set),
            _ => None,
        });
    let trees = trees(policy, decision, version);
    sets.zip(trees)
        .map(|(set, tree)| Answers {
            decision,
            version,
            set,
            tree,
        })
        .collect()
}

impl<'a> Answers<'a> {
    /// The first row that can hold for a value, if it speaks of it and answers, and whether it certainly holds.
    fn answer(&self, place: usize) -> Option<(&'a Expr, bool)> {
        let cell = |row: usize| self.tree.rows.get(row)?.get(place).copied().flatten();
        let mut rows = self.version.rows.iter().enumerate();
        let (row, written) = rows.find(|(row, _)| cell(*row) != Some(false))?;
        match &written.result {
            DecisionResult::Value(answer, _) if self.tree.speaks(row) => {
                Some((answer, cell(row) == Some(true)))
            }
            _ => None,
        }
    }
}

/// Whether two decisions name different bodies for a value: one of them certainly, and never a body that the other may name.
fn differ(policy: &Policy, one: &Answers<'_>, other: &Answers<'_>, place: usize) -> bool {
    let (Some((answer, certain)), Some((then_answer, then_certain))) =
        (one.answer(place), other.answer(place))
    else {
        return false;
    };
    if !certain && !then_certain {
        return false;
    }
    match (individual(answer), individual(then_answer)) {
        (Some(body), Some(other)) => body != other,
        _ => match (kind_of(policy, answer), kind_of(policy, then_answer)) {
            (Some(kind), Some(other)) => !are_related(policy, kind, other),
            _ => false,
        },
    }
}

fn individual(expr: &Expr) -> Option<Id<crate::policy::policy::Individual>> {
    match expr.kind {
        ExprKind::Literal(Value::Individual(individual)) => Some(individual),
        _ => None,
    }
}

fn kind_of(policy: &Policy, expr: &Expr) -> Option<KindId> {
    match (individual(expr), &expr.ty) {
        (Some(individual), _) => Some(policy.individuals.get(individual)?.kind),
        (None, Type::Kind(kind)) => Some(*kind),
        _ => None,
    }
}
