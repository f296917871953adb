//! The parts of a resolved expression, each once.

use crate::policy::{
    expr::{Expr, ExprKind, PastAct, Ranged, Window},
    pattern::{ActPattern, Term},
};

/// Hands every part that stands directly in an expression to `each`: those of its patterns and windows too.
pub fn each_part<'e>(e: &'e Expr, each: &mut dyn FnMut(&'e Expr)) {
    match &e.kind {
        ExprKind::Literal(_) | ExprKind::Variable(_) | ExprKind::Bad => {}
        ExprKind::Set(all)
        | ExprKind::And(all)
        | ExprKind::Or(all)
        | ExprKind::Fact(_, all)
        | ExprKind::IsStated(_, all)
        | ExprKind::Definition(_, all)
        | ExprKind::Decision(_, all)
        | ExprKind::DecisionPrincipal(_, all) => all.iter().for_each(each),
        ExprKind::ActValue(_, all) => all.iter().flatten().for_each(each),
        ExprKind::OfficeOf(_, inner)
        | ExprKind::IsUnknown(inner)
        | ExprKind::IsA(inner, _)
        | ExprKind::Not(inner)
        | ExprKind::Negative(inner)
        | ExprKind::RoundedToPenny(inner)
        | ExprKind::StartOf(inner)
        | ExprKind::EndOf(inner)
        | ExprKind::PeriodShift(inner, _)
        | ExprKind::PeriodOf(_, inner)
        | ExprKind::JustBefore(inner, _)
        | ExprKind::HappeningPart(inner, _) => each(inner),
        ExprKind::Compare(_, one, other)
        | ExprKind::IsWithin(one, other)
        | ExprKind::IsOneOf(one, other)
        | ExprKind::Includes(one, other)
        | ExprKind::IncludesAny(one, other)
        | ExprKind::StartsWith(one, other)
        | ExprKind::Arithmetic(_, one, other)
        | ExprKind::OnDay(one, other) => {
            each(one);
            each(other);
        }
        ExprKind::DateShift { count, from, .. } => {
            each(count);
            each(from);
        }
        ExprKind::DaysBetween { from, to, .. } => {
            each(from);
            each(to);
        }
        ExprKind::Some(over) | ExprKind::Count(over) => ranged(over, each),
        ExprKind::Every(over, has) => {
            ranged(over, each);
            each(has);
        }
        ExprKind::CountCompare(_, over, number) => {
            ranged(over, each);
            each(number);
        }
        ExprKind::Extreme { of, over, .. } => {
            each(of);
            ranged(over, each);
        }
        ExprKind::TotalOver(of, over) => {
            each(of);
            ranged(over, each);
        }
        ExprKind::HasDone(past) | ExprKind::CountActs(past) | ExprKind::TotalActs(_, past) => {
            past_act(past, each);
        }
        ExprKind::LatestAct { act, body, .. } => {
            past_act(act, each);
            each(body);
        }
        ExprKind::NormState { of, for_, .. } => {
            of.iter().for_each(|e| each(e));
            for_.iter().for_each(|e| each(e));
        }
    }
}

fn ranged<'e>(over: &'e Ranged, each: &mut dyn FnMut(&'e Expr)) {
    over.condition.iter().for_each(each);
}

fn past_act<'e>(past: &'e PastAct, each: &mut dyn FnMut(&'e Expr)) {
    past.by.iter().for_each(|by| term(by, each));
    pattern(&past.pattern, each);
    for window in &past.windows {
        match window {
            Window::Before(e)
            | Window::OnOrBefore(e)
            | Window::After(e)
            | Window::Since(e)
            | Window::On(e)
            | Window::During(e) => each(e),
            Window::AtLeastBefore(length, e)
            | Window::WithinBefore(length, e)
            | Window::WithinFrom(length, e)
            | Window::WithinBeginning(length, e) => {
                each(&length.count);
                each(e);
            }
        }
    }
}

/// The parts of an act pattern.
pub fn pattern<'e>(pattern: &'e ActPattern, each: &mut dyn FnMut(&'e Expr)) {
    for (_, argument) in &pattern.arguments {
        term(argument, each);
    }
    pattern.condition.iter().for_each(&mut *each);
    pattern.performed_by.iter().for_each(|by| term(by, each));
}

fn term<'e>(term: &'e Term, each: &mut dyn FnMut(&'e Expr)) {
    match term {
        Term::Is(e) | Term::AllOf(e) | Term::AnyOf(e) | Term::InTotal(e) => each(e),
        Term::Bind(..) | Term::Anything => {}
    }
}
