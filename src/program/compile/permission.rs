//! What powers, freedoms and duties allow (S4.5, S5), and the limits of powers.

use crate::{
    policy::{
        expr::{Expr, ExprKind, PastAct, VarId, Window},
        norm::{Counted, Form, Limit, MustKind, Norm, NormId},
        pattern::{ActPattern, ActRef, Term},
        policy::{ActId, Policy},
        types::Type,
    },
    program::norm::{EarlierTotal, LimitCode, LimitOf, Norms, PermissionCode, PermissionId},
};

use super::{
    compiler::Compiler,
    dispatch,
    norm::slot,
    terms::{self, Bound},
    wanted::wanted_acts,
};

/// Compiles what a power or freedom allows.
pub(crate) fn permissions(
    compiler: &mut Compiler<'_>,
    norms: &mut Norms,
    id: NormId,
    patterns: &[ActPattern],
) -> Vec<PermissionId> {
    patterns
        .iter()
        .filter_map(|pattern| {
            let code = PermissionCode {
                norm: id,
                pattern: compiler.pattern(pattern),
                acts: dispatch::acts_of(compiler.policy, pattern),
                act_variable: None,
            };
            add(norms, code)
        })
        .collect()
}

/// Compiles what a duty allows: whatever its `must` names, for as long as it is in force, with the bearer alone bound
/// (S4.5). A set of which all is wanted may be covered little by little, and a total paid in parts. What a condition wants the
/// bearer to have done is named too.
pub(crate) fn of_duty(compiler: &mut Compiler<'_>, norms: &mut Norms, id: NormId, norm: &Norm) {
    let Form::Duty(musts) = &norm.form else {
        return;
    };
    for must in musts {
        let named = match &must.kind {
            MustKind::Do { act, .. } => vec![act],
            MustKind::Keep(condition)
            | MustKind::Achieve(condition, _)
            | MustKind::HaveOn(condition, _)
            | MustKind::Ensure(condition) => wanted_acts(condition, norm.party.as_ref()),
            MustKind::HaveRegard(_) | MustKind::ShowEvidence(..) => Vec::new(),
        };
        for act in named {
            of_act(compiler, norms, id, norm, act);
        }
    }
}

fn of_act(
    compiler: &mut Compiler<'_>,
    norms: &mut Norms,
    id: NormId,
    norm: &Norm,
    act: &ActPattern,
) {
    let mut bound = Bound::new();
    bound.extend(terms::party_variable(norm.party.as_ref()).map(|(slot, _)| slot));
    let opened = terms::open_pattern(act, &mut bound, None);
    let code = PermissionCode {
        norm: id,
        pattern: compiler.pattern(&opened),
        acts: dispatch::acts_of(compiler.policy, act),
        act_variable: match act.act {
            ActRef::Variable(variable) => Some(slot(variable)),
            ActRef::Act(_) | ActRef::Anything => None,
        },
    };
    add(norms, code);
}

fn add(norms: &mut Norms, code: PermissionCode) -> Option<PermissionId> {
    let number = u32::try_from(norms.permissions.len()).ok()?;
    norms.permissions.push(code);
    Some(PermissionId(number))
}

/// Compiles the limits of a power. What was done before is a total like any other that a policy could have written.
pub(crate) fn limits(compiler: &mut Compiler<'_>, norm: &Norm, slots: &mut u32) -> Vec<LimitCode> {
    let patterns = match &norm.form {
        Form::Power(patterns) | Form::Freedom(patterns) => patterns.as_slice(),
        _ => &[],
    };
    norm.limits
        .iter()
        .map(|limit| LimitCode {
            amount: compiler.expression(&limit.amount),
            below: limit.below,
            of: patterns
                .iter()
                .flat_map(|pattern| limits_of(compiler, limit, pattern, patterns, slots))
                .collect(),
        })
        .collect()
}

fn limits_of(
    compiler: &mut Compiler<'_>,
    limit: &Limit,
    pattern: &ActPattern,
    all: &[ActPattern],
    slots: &mut u32,
) -> Vec<LimitOf> {
    dispatch::acts_of(compiler.policy, pattern)
        .into_iter()
        .filter_map(|act| {
            let amount = amount_parameter(compiler.policy, act, &limit.amount.ty)?;
            Some(LimitOf {
                act,
                amount,
                earlier: earlier(compiler, limit, act, all, slots),
            })
        })
        .collect()
}

/// The parameter that a limit speaks of: the one called `amount`, else the first that has the limit's type.
pub(crate) fn amount_parameter(policy: &Policy, act: ActId, ty: &Type) -> Option<usize> {
    let parameters = &policy.acts.get(act)?.parameters;
    let fits = |name: Option<&str>| {
        parameters
            .iter()
            .position(|p| p.ty == *ty && name.is_none_or(|name| p.name == name))
    };
    fits(Some("amount")).or_else(|| fits(None))
}

fn earlier(
    compiler: &mut Compiler<'_>,
    limit: &Limit,
    act: ActId,
    patterns: &[ActPattern],
    slots: &mut u32,
) -> Option<EarlierTotal> {
    let span = limit.span;
    let variable = |slots: &mut u32| -> VarId {
        let id = VarId::new(*slots);
        *slots += 1;
        id
    };
    let read = |id: VarId, ty: Type| Expr {
        kind: ExprKind::Variable(id),
        ty,
        span,
    };
    let holder = variable(slots);
    let mut windows = Vec::new();
    let mut argument = None;
    let mut period = None;
    match &limit.counted {
        Counted::PerAct => return None,
        Counted::InTotal => {}
        Counted::InEach(kind) => {
            let slot = variable(slots);
            windows.push(Window::During(read(slot, Type::Period(*kind))));
            period = Some((slot, *kind));
        }
        Counted::PerArgument(name) => {
            let parameters = &compiler.policy.acts.get(act)?.parameters;
            let place = parameters.iter().position(|p| p.name == *name)?;
            argument = Some((variable(slots), place));
        }
    }
    let mut totals = Vec::new();
    for pattern in patterns {
        for other in dispatch::acts_of(compiler.policy, pattern) {
            let Some(amount) = amount_parameter(compiler.policy, other, &limit.amount.ty) else {
                continue;
            };
            let mut counted = pattern.clone();
            counted.act = ActRef::Act(other);
            if let (Some((slot, _)), Counted::PerArgument(name)) = (argument, &limit.counted) {
                let parameters = &compiler.policy.acts.get(other)?.parameters;
                let Some(place) = parameters.iter().position(|p| p.name == *name) else {
                    continue;
                };
                let ty = parameters.get(place)?.ty.clone();
                counted.arguments.retain(|(at, _)| *at != place);
                counted.arguments.push((place, Term::Is(read(slot, ty))));
                counted.arguments.sort_by_key(|(at, _)| *at);
            }
            let past = PastAct {
                by: Some(Term::Is(read(holder, Type::Any))),
                pattern: counted,
                windows: windows.clone(),
                span,
            };
            totals.push(compiler.expression(&Expr {
                kind: ExprKind::TotalActs(amount, Box::new(past)),
                ty: limit.amount.ty.clone(),
                span,
            }));
        }
    }
    Some(EarlierTotal {
        totals,
        holder: slot(holder),
        argument: argument.map(|(id, place)| (slot(id), place)),
        period: period.map(|(id, kind)| (slot(id), kind)),
    })
}
