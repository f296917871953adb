//! Patterns seen from where not all variables are bound: what is bound at a place, and patterns rewritten to fit it.

use std::collections::BTreeSet;

use crate::policy::{
    expr::{Expr, ExprKind, Length, PastAct, Ranged, VarId, Window},
    norm::Party,
    pattern::{ActPattern, ActRef, Term},
    policy::KindId,
};

/// Variables that stand for something at some place of a rule.
pub(crate) type Bound = BTreeSet<VarId>;

/// The variables that an expression needs from outside itself.
pub(crate) fn free_variables(expr: &Expr) -> Bound {
    let mut seen = Seen::default();
    seen.expr(expr);
    seen.used.difference(&seen.made).copied().collect()
}

/// A pattern in which a variable that is not yet bound is bound where it is first met, and what can only be read with
/// variables that nothing binds may be anything. `party` is the variable of the bearer or holder: it is bound to its kind.
pub(crate) fn open_pattern(
    pattern: &ActPattern,
    bound: &mut Bound,
    party: Option<(VarId, KindId)>,
) -> ActPattern {
    let mut opened = pattern.clone();
    for (_, term) in &mut opened.arguments {
        open_term(term, bound, party);
    }
    if let Some(term) = &mut opened.performed_by {
        open_term(term, bound, party);
    }
    if let Some(condition) = &opened.condition
        && !free_variables(condition).is_subset(bound)
    {
        opened.condition = None;
    }
    opened
}

/// A term, opened in the same way.
pub(crate) fn open_term(term: &mut Term, bound: &mut Bound, party: Option<(VarId, KindId)>) {
    let opened = match term {
        Term::Is(expr) => match expr.kind {
            // A term that binds is one that asks where the variable is bound already.
            ExprKind::Variable(variable) => {
                bound.insert(variable);
                let kind = party.and_then(|(slot, kind)| (slot == variable).then_some(kind));
                Some(Term::Bind(variable, kind))
            }
            _ if !free_variables(expr).is_subset(bound) => Some(Term::Anything),
            _ => None,
        },
        Term::Bind(variable, _) => {
            bound.insert(*variable);
            None
        }
        Term::AllOf(_) | Term::InTotal(_) => Some(Term::Anything),
        Term::AnyOf(expr) => (!free_variables(expr).is_subset(bound)).then_some(Term::Anything),
        Term::Anything => None,
    };
    if let Some(opened) = opened {
        *term = opened;
    }
}

/// The pattern of an act that does some of what a `must` wants: at least one of `all of {…}`, any amount of `in total`. A
/// variable that nothing has bound by then (that of `for every`) is bound by the act.
pub(crate) fn partial_pattern(pattern: &ActPattern, bound: &Bound) -> ActPattern {
    let mut partial = pattern.clone();
    for (_, term) in &mut partial.arguments {
        let looser = match term {
            Term::AllOf(set) => Some(Term::AnyOf(set.clone())),
            Term::InTotal(_) => Some(Term::Anything),
            Term::Is(expr) => match expr.kind {
                ExprKind::Variable(variable) if !bound.contains(&variable) => {
                    Some(Term::Bind(variable, None))
                }
                _ => None,
            },
            _ => None,
        };
        if let Some(looser) = looser {
            *term = looser;
        }
    }
    partial
}

/// The variable and kind of a party that is any individual of a kind.
pub(crate) fn party_variable(party: Option<&Party>) -> Option<(VarId, KindId)> {
    match party {
        Some(Party::Any { variable, kind, .. }) => Some((*variable, *kind)),
        _ => None,
    }
}

#[derive(Default)]
struct Seen {
    used: Bound,
    made: Bound,
}

impl Seen {
    fn exprs(&mut self, exprs: &[Expr]) {
        for expr in exprs {
            self.expr(expr);
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Literal(_) | ExprKind::Bad => {}
            ExprKind::Variable(variable) => {
                self.used.insert(*variable);
            }
            ExprKind::Set(exprs)
            | ExprKind::Fact(_, exprs)
            | ExprKind::IsStated(_, exprs)
            | ExprKind::Definition(_, exprs)
            | ExprKind::Decision(_, exprs)
            | ExprKind::DecisionPrincipal(_, exprs)
            | ExprKind::And(exprs)
            | ExprKind::Or(exprs) => self.exprs(exprs),
            ExprKind::ActValue(_, arguments) => {
                for argument in arguments.iter().flatten() {
                    self.expr(argument);
                }
            }
            ExprKind::OfficeOf(_, one)
            | ExprKind::IsUnknown(one)
            | ExprKind::IsA(one, _)
            | ExprKind::Not(one)
            | ExprKind::Negative(one)
            | ExprKind::RoundedToPenny(one)
            | ExprKind::StartOf(one)
            | ExprKind::EndOf(one)
            | ExprKind::PeriodShift(one, _)
            | ExprKind::PeriodOf(_, one)
            | ExprKind::HappeningPart(one, _) => self.expr(one),
            ExprKind::Compare(_, one, other)
            | ExprKind::IsWithin(one, other)
            | ExprKind::IsOneOf(one, other)
            | ExprKind::Includes(one, other)
            | ExprKind::IncludesAny(one, other)
            | ExprKind::StartsWith(one, other)
            | ExprKind::Arithmetic(_, one, other)
            | ExprKind::OnDay(one, other) => {
                self.expr(one);
                self.expr(other);
            }
            ExprKind::DateShift { count, from, .. } => {
                self.expr(count);
                self.expr(from);
            }
            ExprKind::DaysBetween { from, to, .. } => {
                self.expr(from);
                self.expr(to);
            }
            ExprKind::Some(ranged) | ExprKind::Count(ranged) => self.ranged(ranged),
            ExprKind::Every(ranged, body) | ExprKind::CountCompare(_, ranged, body) => {
                self.ranged(ranged);
                self.expr(body);
            }
            ExprKind::Extreme { of, over, .. } => {
                self.ranged(over);
                self.expr(of);
            }
            ExprKind::TotalOver(of, over) => {
                self.ranged(over);
                self.expr(of);
            }
            ExprKind::HasDone(act) | ExprKind::CountActs(act) | ExprKind::TotalActs(_, act) => {
                self.past(act);
            }
            ExprKind::LatestAct {
                act,
                variable,
                body,
                ..
            } => {
                self.past(act);
                self.made.insert(*variable);
                self.expr(body);
            }
            ExprKind::JustBefore(body, variable) => {
                self.used.insert(*variable);
                self.expr(body);
            }
            ExprKind::NormState { of, for_, .. } => {
                for expr in [of, for_].into_iter().flatten() {
                    self.expr(expr);
                }
            }
        }
    }

    fn ranged(&mut self, ranged: &Ranged) {
        self.made.insert(ranged.variable);
        if let Some(condition) = &ranged.condition {
            self.expr(condition);
        }
    }

    fn past(&mut self, act: &PastAct) {
        if let Some(term) = &act.by {
            self.term(term);
        }
        self.pattern(&act.pattern);
        for window in &act.windows {
            self.window(window);
        }
    }

    fn pattern(&mut self, pattern: &ActPattern) {
        if let ActRef::Variable(variable) = pattern.act {
            self.used.insert(variable);
        }
        for (_, term) in &pattern.arguments {
            self.term(term);
        }
        if let Some(term) = &pattern.performed_by {
            self.term(term);
        }
        if let Some(condition) = &pattern.condition {
            self.expr(condition);
        }
    }

    fn term(&mut self, term: &Term) {
        match term {
            Term::Is(expr) | Term::AllOf(expr) | Term::AnyOf(expr) | Term::InTotal(expr) => {
                self.expr(expr);
            }
            Term::Bind(variable, _) => {
                self.made.insert(*variable);
            }
            Term::Anything => {}
        }
    }

    fn window(&mut self, window: &Window) {
        match window {
            Window::Before(at)
            | Window::OnOrBefore(at)
            | Window::After(at)
            | Window::Since(at)
            | Window::On(at)
            | Window::During(at) => self.expr(at),
            Window::AtLeastBefore(length, at)
            | Window::WithinBefore(length, at)
            | Window::WithinFrom(length, at)
            | Window::WithinBeginning(length, at) => {
                self.length(length);
                self.expr(at);
            }
        }
    }

    fn length(&mut self, length: &Length) {
        self.expr(&length.count);
    }
}
