//! The parts that lines of a scenario are made of: who, what act with which arguments, which norm, which clause.

use super::{individuals::Setting, messages};
use crate::{
    policy::{
        delegation::OfficeId,
        expr as policy,
        norm::{Form, MustKind, NormNameId},
        pattern::Term,
        policy::{ActId, IndividualId, Policy},
        types::Type,
        value::{ActValue, Value},
    },
    resolve::{fold::fold, scope::Scope},
    tree::{
        act::{ActName, ActPattern},
        expr::{Call, Expr, ExprKind},
        word::Word,
    },
};

/// Who: an individual, or an office of a body.
pub(super) fn party(scope: &mut Scope<'_>, e: &Expr) -> Option<Value> {
    let found = scope.unchecked(e, &Type::Any);
    let found = scope.individual(found);
    match found.kind {
        policy::ExprKind::Bad => None,
        policy::ExprKind::Literal(value @ (Value::Individual(_) | Value::Office(..))) => {
            Some(value)
        }
        _ => {
            scope.report(messages::nobody_in_particular(e.span));
            None
        }
    }
}

/// For whom something is done: one, or several in `{north, south}`.
pub(super) fn principals(scope: &mut Scope<'_>, e: &Expr) -> Option<Value> {
    let ExprKind::Set(members) = &e.kind else {
        return party(scope, e);
    };
    let mut found: Vec<Value> = Vec::with_capacity(members.len());
    for member in members {
        let one = party(scope, member)?;
        if found.contains(&one) {
            scope.report(messages::actor_twice(member.span));
            return None;
        }
        found.push(one);
    }
    match found.len() {
        0 => {
            scope.report(messages::nobody_in_particular(e.span));
            None
        }
        1 => found.pop(),
        _ => Some(Value::Set(found)),
    }
}

/// Who, where it must be an individual.
pub(super) fn individual(scope: &mut Scope<'_>, e: &Expr) -> Option<IndividualId> {
    match party(scope, e)? {
        Value::Individual(id) => Some(id),
        _ => {
            scope.report(messages::individual_needed(e.span));
            None
        }
    }
}

/// An individual by its name.
pub(super) fn named_individual(scope: &mut Scope<'_>, word: &Word) -> Option<IndividualId> {
    individual(scope, &name(word))
}

/// A name as an expression.
pub(super) fn name(word: &Word) -> Expr {
    Expr {
        kind: ExprKind::Name(word.text.clone()),
        span: word.span,
    }
}

/// The members of `{ann, bob}`, or the one that stands alone.
pub(super) fn individuals(scope: &mut Scope<'_>, e: &Expr) -> Vec<IndividualId> {
    members(e)
        .iter()
        .filter_map(|member| individual(scope, member))
        .collect()
}

/// The members of a set, or the one value that stands alone.
pub(super) fn values(scope: &mut Scope<'_>, e: &Expr) -> Vec<Value> {
    values_like(scope, e, &Type::Any)
}

/// The same, where a type is likely: it says which is meant of values of one name in several trees, and refuses nothing.
pub(super) fn values_like(scope: &mut Scope<'_>, e: &Expr, likely: &Type) -> Vec<Value> {
    let mut found: Vec<Value> = members(e)
        .iter()
        .filter_map(|member| {
            let found = scope.unchecked(member, likely);
            if matches!(found.kind, policy::ExprKind::Bad) {
                return None;
            }
            let value = fold(&found, &scope.policy().periods);
            if value.is_none() {
                scope.report(messages::arguments_unknown(member.span));
            }
            value
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

fn members(e: &Expr) -> &[Expr] {
    match &e.kind {
        ExprKind::Set(members) => members,
        _ => std::slice::from_ref(e),
    }
}

/// Arguments of an act, by parameter; what is not said is left out. Money in an act is at least £0 (S5.5).
pub(super) fn arguments(
    scope: &mut Scope<'_>,
    act: ActId,
    call: &Call,
) -> Option<Vec<Option<Value>>> {
    let parameters = &scope.policy().acts[act].parameters;
    let placed = scope.place(&call.name, &call.arguments, parameters)?;
    let mut found = Vec::with_capacity(placed.len());
    let mut fine = true;
    for (parameter, argument) in parameters.iter().zip(placed) {
        let Some(argument) = argument else {
            found.push(None);
            continue;
        };
        let value = scope.value(&argument.value, &parameter.ty);
        match &value {
            Some(value) if is_negative(value) => {
                scope.report(messages::negative_money(
                    argument.value.span,
                    &parameter.name,
                ));
                fine = false;
            }
            Some(_) => {}
            None => fine = false,
        }
        found.push(value);
    }
    fine.then_some(found)
}

fn is_negative(value: &Value) -> bool {
    match value {
        Value::Money(money) => money.is_negative(),
        Value::Set(members) => members.iter().any(is_negative),
        Value::Act(act) => act.arguments.iter().flatten().any(is_negative),
        _ => false,
    }
}

/// An act with arguments as a value: `anyone` and `anything` leave an argument open.
pub(super) fn act_value(scope: &mut Scope<'_>, call: &Call) -> Option<ActValue> {
    let id = scope.act(&call.name, Some(false))?;
    let said = call
        .arguments
        .iter()
        .filter(|argument| {
            argument.name.is_none() || !matches!(argument.value.kind, ExprKind::Anything)
        })
        .cloned()
        .collect();
    let call = Call {
        name: call.name.clone(),
        arguments: said,
    };
    Some(ActValue {
        act: id,
        arguments: arguments(scope, id, &call)?,
    })
}

/// The act that a question names: one act with values for arguments.
pub(super) fn asked_act(scope: &mut Scope<'_>, pattern: &ActPattern) -> Option<ActValue> {
    let plain = pattern.under.is_none()
        && pattern.condition.is_none()
        && pattern.performed_by.is_none()
        && pattern.for_every.is_none();
    match &pattern.act {
        ActName::Named(name) if plain => act_value(
            scope,
            &Call {
                name: name.clone(),
                arguments: pattern.arguments.clone(),
            },
        ),
        _ => {
            scope.report(messages::one_act_needed(pattern.span));
            None
        }
    }
}

/// What a duty wants members of: of sets in the acts that it wants, of evidence, of regard.
pub(super) fn wanted_type(policy: &Policy, norm: NormNameId) -> Type {
    let musts = policy.norm_names[norm]
        .versions
        .iter()
        .filter_map(|version| match &policy.norms[*version].form {
            Form::Duty(musts) => Some(musts),
            _ => None,
        })
        .flatten();
    let sets = musts.flat_map(|must| match &must.kind {
        MustKind::Do { act, .. } => act
            .arguments
            .iter()
            .filter_map(|(_, term)| match term {
                Term::AllOf(e) | Term::AnyOf(e) => Some(&e.ty),
                _ => None,
            })
            .collect(),
        MustKind::ShowEvidence(e, _) => vec![&e.ty],
        MustKind::Ensure(e) => match &e.kind {
            policy::ExprKind::Includes(_, wanted) => vec![&wanted.ty],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    });
    let mut found = sets.filter_map(|ty| match ty {
        Type::Set(of) => Some((**of).clone()),
        _ => None,
    });
    match (found.next(), found.next()) {
        (Some(only), None) => only,
        _ => Type::Any,
    }
}

/// A norm of which instances are made: a duty.
pub(super) fn duty(scope: &mut Scope<'_>, policy: &Policy, word: &Word) -> Option<NormNameId> {
    let id = scope.norm(word)?;
    let versions = &policy.norm_names[id].versions;
    let forms = || versions.iter().map(|version| &policy.norms[*version].form);
    if versions.is_empty() || forms().any(|form| matches!(form, Form::Duty(_))) {
        return Some(id);
    }
    let prohibition = forms().any(|form| matches!(form, Form::Prohibition(_)));
    scope.report(messages::not_a_duty(word, prohibition));
    None
}

/// An office of a body; of whichever body has one of the name, where none is said.
pub(super) fn office(
    scope: &mut Scope<'_>,
    setting: &Setting,
    word: &Word,
    body: Option<IndividualId>,
) -> Option<OfficeId> {
    let kind = body
        .and_then(|body| setting.individuals.get(body))
        .map(|individual| individual.kind);
    scope.office_of(word, kind, body)
}
