//! Duties to parts of the kernel: one part a `must`.

use crate::{
    policy::{
        expr::{Expr, ExprKind, Ranged},
        norm::{Deadline, Must, MustKind, Norm, NormId, Occasion},
        pattern::{ActPattern, ActRef, Term},
        types::Type,
        value::Value,
    },
    program::norm::{ActPart, KeySource, Norms, PartCode, PartId, PartKind},
};

use super::{
    compiler::Compiler,
    dispatch,
    norm::slot,
    terms::{self, Bound},
};

/// Compiles the parts of a duty. `bound` are the variables that stand for something when an instance arises.
pub(crate) fn parts(
    compiler: &mut Compiler<'_>,
    norms: &mut Norms,
    id: NormId,
    norm: &Norm,
    musts: &[Must],
    bound: &Bound,
) -> Vec<PartId> {
    let mut parts = Vec::new();
    for (index, must) in (0u32..).zip(musts) {
        let kind = part(compiler, norm, &must.kind, bound);
        let Ok(number) = u32::try_from(norms.parts.len()) else {
            break;
        };
        norms.parts.push(PartCode {
            norm: id,
            index,
            kind,
        });
        parts.push(PartId(number));
    }
    parts
}

fn part(compiler: &mut Compiler<'_>, norm: &Norm, must: &MustKind, bound: &Bound) -> PartKind {
    match must {
        MustKind::Do {
            act,
            for_every,
            deadline: by,
        } => PartKind::Act(act_part(
            compiler,
            norm,
            act,
            for_every.as_ref(),
            by.as_ref(),
            bound,
        )),
        MustKind::Keep(condition) => PartKind::Keep(compiler.expression(condition)),
        MustKind::Achieve(condition, by) => {
            PartKind::Achieve(compiler.expression(condition), compiler.deadline(by))
        }
        MustKind::HaveOn(condition, day) => {
            PartKind::HaveOn(compiler.expression(condition), compiler.expression(day))
        }
        MustKind::Ensure(condition) => PartKind::Ensure(compiler.expression(condition)),
        MustKind::HaveRegard(things) => PartKind::Regard(compiler.nodes(things)),
        MustKind::ShowEvidence(items, by) => PartKind::Evidence(
            compiler.expression(items),
            by.as_ref().map(|by| compiler.deadline(by)),
        ),
    }
}

fn act_part(
    compiler: &mut Compiler<'_>,
    norm: &Norm,
    act: &ActPattern,
    every: Option<&Ranged>,
    by: Option<&Deadline>,
    bound: &Bound,
) -> ActPart {
    let period = match norm.occasion {
        Occasion::Each(_, variable) => Some(variable),
        _ => None,
    };
    let mut key = Vec::new();
    let mut cover = Vec::new();
    let mut total = None;
    let mut money = None;
    let mut names_period = false;
    let mut exact = act.condition.is_none() && act.performed_by.is_none();
    for (place, term) in &act.arguments {
        match term {
            Term::Is(expr) => {
                match settled(compiler, expr, bound) {
                    Some(source) => key.push((*place, source)),
                    None => exact = false,
                }
                if expr.ty == Type::Money {
                    money = Some((*place, compiler.expression(expr)));
                }
                if let ExprKind::Variable(variable) = expr.kind {
                    names_period |= Some(variable) == period;
                }
                if let ExprKind::Literal(Value::Period(_)) = expr.kind {
                    names_period |= period.is_some();
                }
            }
            Term::AllOf(set) => {
                cover.push((*place, compiler.expression(set)));
                exact = false;
            }
            Term::InTotal(amount) => {
                total = Some((*place, compiler.expression(amount)));
                exact = false;
            }
            Term::Anything => {}
            Term::Bind(..) | Term::AnyOf(_) => exact = false,
        }
    }
    let act_variable = match act.act {
        ActRef::Variable(variable) => Some(variable),
        ActRef::Act(_) | ActRef::Anything => None,
    };
    ActPart {
        pattern: compiler.pattern(&terms::partial_pattern(act, bound)),
        acts: dispatch::acts_of(compiler.policy, act),
        key,
        exact: exact && act_variable.is_none() && every.is_none(),
        cover,
        total,
        money,
        names_period,
        act_variable: act_variable.map(slot),
        for_every: every.map(|every| compiler.ranged(every)),
        deadline: by.map(|by| compiler.deadline(by)),
    }
}

/// Where an argument comes from that has one value from the moment the instance arises: a literal, or a variable bound by
/// then.
fn settled(compiler: &mut Compiler<'_>, expr: &Expr, bound: &Bound) -> Option<KeySource> {
    match &expr.kind {
        ExprKind::Literal(value) => Some(KeySource::Constant(compiler.code.pool.take(value))),
        ExprKind::Variable(variable) if bound.contains(variable) => {
            Some(KeySource::Slot(slot(*variable)))
        }
        _ => None,
    }
}
