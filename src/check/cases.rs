//! What a condition says of one value of a tree, whatever else is the case; and what two conditions say of one body.

use crate::{
    base::id::Id,
    policy::{
        expr::{CompareOp, Expr, ExprKind, VarId},
        policy::{
            Decision, DecisionVersion, Definition, DefinitionBody, DefinitionId, DefinitionVersion,
            KindId, Policy, ValueId,
        },
        types::Type,
        value::Value,
    },
};

/// How deep definitions are looked into: deeper ones say nothing certain.
const MAX_DEPTH: u8 = 16;

/// What is known: these variables stand for these values.
type Known = [(VarId, ValueId)];

/// A parameter of a decision that stands for a value of a tree, and what each row says of each of the values.
pub(super) struct Tree<'a> {
    /// The values, parents before children.
    pub values: &'a [ValueId],
    /// For every row, by value: whether its condition holds; none where that hangs on something else.
    pub rows: Vec<Vec<Option<bool>>>,
}

/// The trees that the parameters of a decision stand for.
pub(super) fn trees<'a>(
    policy: &'a Policy,
    decision: &Decision,
    version: &DecisionVersion,
) -> Vec<Tree<'a>> {
    let mut trees = Vec::new();
    for (place, parameter) in (0u32..).zip(&decision.parameters) {
        let Type::Values(set) = parameter.ty else {
            continue;
        };
        let values = policy.value_sets.at(set).entries.as_slice();
        let says = |condition: &Option<Expr>, value: &ValueId| match condition {
            Some(condition) => holds(policy, condition, &[(Id::new(place), *value)]),
            None => Some(true),
        };
        let row = |condition: &Option<Expr>| {
            let cells = values.iter().map(|value| says(condition, value));
            cells.collect()
        };
        trees.push(Tree {
            values,
            rows: version.rows.iter().map(|at| row(&at.condition)).collect(),
        });
    }
    trees
}

impl Tree<'_> {
    /// Whether a row speaks of some of the values, and not of others.
    pub fn speaks(&self, row: usize) -> bool {
        self.rows.get(row).is_some_and(|cells| {
            cells.contains(&Some(false)) && cells.iter().any(|cell| *cell != Some(false))
        })
    }

    /// The values, by their places, for which a row can hold and no row before it certainly does.
    pub fn reached(&self, row: usize) -> Vec<usize> {
        let (before, rest) = self.rows.split_at(row.min(self.rows.len()));
        let Some(cells) = rest.first() else {
            return Vec::new();
        };
        let certain_before =
            |place: usize| before.iter().any(|row| row.get(place) == Some(&Some(true)));
        let places = cells.iter().enumerate();
        places
            .filter(|(place, cell)| **cell != Some(false) && !certain_before(*place))
            .map(|(place, _)| place)
            .collect()
    }

    /// Whether a row holds for all of these values, whatever else is the case.
    pub fn is_certain(&self, row: usize, places: &[usize]) -> bool {
        let cells = self.rows.get(row);
        places
            .iter()
            .all(|place| cells.and_then(|cells| cells.get(*place)) == Some(&Some(true)))
    }

    /// The values at these places, without those that stand under another of them.
    pub fn topmost(&self, policy: &Policy, places: &[usize]) -> Vec<ValueId> {
        let found: Vec<ValueId> = places
            .iter()
            .filter_map(|place| self.values.get(*place).copied())
            .collect();
        let is_top = |value: &ValueId| {
            let mut others = found.iter().filter(|other| *other != value);
            !others.any(|other| policy.is_value_within(*value, *other))
        };
        found.iter().copied().filter(is_top).collect()
    }
}

/// Whether a condition holds where variables stand for values; none where that hangs on something else (Kleene).
pub(super) fn holds(policy: &Policy, condition: &Expr, known: &Known) -> Option<bool> {
    holds_at(policy, condition, known, MAX_DEPTH)
}

fn holds_at(policy: &Policy, expr: &Expr, known: &Known, depth: u8) -> Option<bool> {
    let value = |expr: &Expr| value_of(expr, known);
    let depth = depth.checked_sub(1)?;
    let part = |part: &Expr| holds_at(policy, part, known, depth);
    match &expr.kind {
        ExprKind::Literal(Value::Boolean(known)) => Some(*known),
        ExprKind::Not(inner) => part(inner).map(|holds| !holds),
        ExprKind::And(parts) => all(parts.iter().map(part)),
        ExprKind::Or(parts) => any(parts.iter().map(part)),
        ExprKind::IsWithin(left, right) => {
            Some(policy.is_value_within(value(left)?, value(right)?))
        }
        ExprKind::Compare(CompareOp::Equal, left, right) => Some(value(left)? == value(right)?),
        ExprKind::Compare(CompareOp::NotEqual, left, right) => Some(value(left)? != value(right)?),
        ExprKind::IsOneOf(member, set) | ExprKind::Includes(set, member) => {
            let ExprKind::Literal(Value::Set(members)) = &set.kind else {
                return None;
            };
            Some(members.contains(&Value::Value(value(member)?)))
        }
        ExprKind::Definition(id, arguments) => {
            let version = only_version(policy, *id)?;
            let known: Vec<_> = (0u32..)
                .zip(arguments)
                .filter_map(|(place, argument)| Some((Id::new(place), value(argument)?)))
                .collect();
            let DefinitionBody::Condition { when, unless } = &version.body else {
                return None;
            };
            let case = |case: &Expr| holds_at(policy, case, &known, depth);
            let excepted = any(unless.iter().map(case)).map(|holds| !holds);
            all([any(when.iter().map(case)), excepted].into_iter())
        }
        _ => None,
    }
}

fn value_of(expr: &Expr, known: &Known) -> Option<ValueId> {
    match &expr.kind {
        ExprKind::Literal(Value::Value(value)) => Some(*value),
        ExprKind::Variable(variable) => {
            let found = known.iter().find(|(name, _)| name == variable);
            found.map(|(_, value)| *value)
        }
        _ => None,
    }
}

/// What a definition says, where it says one thing at all times and does not reach itself.
fn only_version(policy: &Policy, id: DefinitionId) -> Option<&DefinitionVersion> {
    let definition: &Definition = policy.definitions.get(id)?;
    match definition.versions.as_slice() {
        [version] if !definition.recursive && version.standing.when.is_none() => Some(version),
        _ => None,
    }
}

fn all(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let parts: Vec<_> = parts.collect();
    if parts.contains(&Some(false)) {
        return Some(false);
    }
    (!parts.contains(&None)).then_some(true)
}

fn any(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    all(parts.map(|part| part.map(|holds| !holds))).map(|none| !none)
}

/// The parts of a condition that all must hold.
pub(super) fn conjuncts(condition: &Expr) -> Vec<&Expr> {
    match &condition.kind {
        ExprKind::And(parts) => parts.iter().flat_map(conjuncts).collect(),
        _ => vec![condition],
    }
}

/// Of which kinds a variable must be where a condition holds: it is of one of each of these lists.
pub(super) fn kinds_of(policy: &Policy, condition: &Expr, variable: VarId) -> Vec<Vec<KindId>> {
    kinds_at(policy, condition, variable, MAX_DEPTH)
}

fn kinds_at(policy: &Policy, expr: &Expr, variable: VarId, depth: u8) -> Vec<Vec<KindId>> {
    let is_it = |expr: &Expr| matches!(expr.kind, ExprKind::Variable(it) if it == variable);
    let Some(depth) = depth.checked_sub(1) else {
        return Vec::new();
    };
    match &expr.kind {
        ExprKind::IsA(it, kind) if is_it(it) => vec![vec![*kind]],
        ExprKind::Includes(set, it) | ExprKind::IsOneOf(it, set) if is_it(it) => match &set.ty {
            Type::Set(member) => match **member {
                Type::Kind(kind) => vec![vec![kind]],
                _ => Vec::new(),
            },
            _ => Vec::new(),
        },
        ExprKind::And(parts) => {
            let bounds = parts
                .iter()
                .map(|part| kinds_at(policy, part, variable, depth));
            bounds.flatten().collect()
        }
        ExprKind::Or(parts) => one_of(
            parts
                .iter()
                .map(|part| kinds_at(policy, part, variable, depth)),
        ),
        ExprKind::Definition(id, arguments) => {
            let Some(version) = only_version(policy, *id) else {
                return Vec::new();
            };
            let DefinitionBody::Condition { when, .. } = &version.body else {
                return Vec::new();
            };
            let mut bounds = Vec::new();
            for (place, _) in (0u32..)
                .zip(arguments)
                .filter(|(_, argument)| is_it(argument))
            {
                let cases = when.iter();
                bounds.extend(one_of(
                    cases.map(|case| kinds_at(policy, case, Id::new(place), depth)),
                ));
            }
            bounds
        }
        _ => Vec::new(),
    }
}

/// The bound that some of these cases set together: every case must set one.
fn one_of(cases: impl Iterator<Item = Vec<Vec<KindId>>>) -> Vec<Vec<KindId>> {
    let mut together = Vec::new();
    for bounds in cases {
        match bounds.into_iter().next() {
            Some(bound) => together.extend(bound),
            None => return Vec::new(),
        }
    }
    if together.is_empty() {
        return Vec::new();
    }
    vec![together]
}

/// Whether something may be of both kinds: one of them stands under the other.
pub(super) fn are_related(policy: &Policy, one: KindId, other: KindId) -> bool {
    policy.is_kind(one, other) || policy.is_kind(other, one)
}
