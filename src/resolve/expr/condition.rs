//! Conditions: conjunctions in which `some g: Practice` and `latest … as x` of one conjunct are seen by the later ones.
//! Each is lowered to a quantity over the rest of its conjunction.

use super::resolve::{boolean, typed};
use crate::{
    base::span::Span,
    policy::{
        expr::{Domain, Expr, ExprKind, Ranged},
        types::Type,
        value::Value,
    },
    resolve::{messages, scope::Scope},
    tree::expr as tree,
};

impl Scope<'_> {
    /// A condition that stands by itself: what it binds is forgotten after it.
    pub fn condition(&mut self, e: &tree::Expr) -> Expr {
        let mut conjuncts = Vec::new();
        flatten(e, &mut conjuncts);
        let mark = self.mark();
        let condition = self.conjuncts(&conjuncts, e.span);
        self.forget_to(mark);
        condition
    }

    fn conjuncts(&mut self, conjuncts: &[&tree::Expr], span: Span) -> Expr {
        let mut done = Vec::with_capacity(conjuncts.len());
        let mut rest = conjuncts;
        while let Some((first, later)) = rest.split_first() {
            rest = later;
            let (atom, closed) = match &first.kind {
                tree::ExprKind::LatestAct { .. } => (self.latest(first, later), true),
                tree::ExprKind::Quantified(quantified)
                    if matches!(quantified.quantity, tree::Quantity::Some)
                        && quantified.has.is_none() =>
                {
                    (self.some(&quantified.over, later, first.span), true)
                }
                _ => self.atom(first, later),
            };
            done.push(atom);
            if closed {
                break;
            }
        }
        all(done, span)
    }

    /// A conjunct, and whether it took the later ones into a `some` of its own.
    fn atom(&mut self, e: &tree::Expr, later: &[&tree::Expr]) -> (Expr, bool) {
        self.frames.push(Vec::new());
        let mut found = self.expr(e, &Type::Boolean);
        let variables = self.frames.pop().unwrap_or_default();
        if variables.is_empty() {
            return (found, false);
        }
        let span = whole(e.span, later);
        if !later.is_empty() {
            let rest = self.conjuncts(later, span);
            found = all(vec![found, rest], span);
        }
        for variable in variables.into_iter().rev() {
            let domain = match self.variables[variable].ty {
                Type::Kind(kind) => Domain::Kind(kind),
                Type::Values(set) => Domain::Values(set),
                _ => return (self.bad(span), true),
            };
            let ranged = Ranged {
                variable,
                domain,
                condition: Some(found),
            };
            found = boolean(ExprKind::Some(Box::new(ranged)), span);
        }
        (found, true)
    }

    /// `some g: Practice where …`, seen by the later conjuncts.
    fn some(&mut self, over: &tree::Ranged, later: &[&tree::Expr], span: Span) -> Expr {
        let span = whole(span, later);
        let Some((variable, domain)) = self.ranged_variable(&over.binder) else {
            for e in later {
                self.condition(e);
            }
            return self.bad(span);
        };
        if let Some(bound) = self.bound.last_mut() {
            bound.soft = true;
        }
        let mut parts = Vec::new();
        if let Some(condition) = &over.condition {
            parts.push(self.condition(condition));
        }
        if !later.is_empty() {
            parts.push(self.conjuncts(later, span));
        }
        let condition = (!parts.is_empty()).then(|| all(parts, span));
        let ranged = Ranged {
            variable,
            domain,
            condition,
        };
        boolean(ExprKind::Some(Box::new(ranged)), span)
    }

    /// `latest detain(person: p) before d as x`, of which the later conjuncts speak.
    fn latest(&mut self, e: &tree::Expr, later: &[&tree::Expr]) -> Expr {
        let tree::ExprKind::LatestAct {
            earliest,
            act,
            by,
            when,
            label,
        } = &e.kind
        else {
            return self.bad(e.span);
        };
        let past = self.past(by.as_deref(), act, when, None, e.span);
        let of = past.as_ref().and_then(|past| match past.pattern.act {
            crate::policy::pattern::ActRef::Act(act) => Some(act),
            _ => None,
        });
        let variable = self.bind(label, Type::Happening(of));
        if let Some(bound) = self.bound.last_mut() {
            bound.soft = true;
        }
        let span = whole(e.span, later);
        let body = self.conjuncts(later, span);
        let Some(act) = past else {
            return self.bad(span);
        };
        boolean(
            ExprKind::LatestAct {
                earliest: *earliest,
                act: Box::new(act),
                variable,
                body: Box::new(body),
            },
            span,
        )
    }

    /// `some g: Practice` where an argument stands: bound for the condition it stands in, and the later conjuncts.
    pub(crate) fn some_inline(&mut self, binder: &tree::Binder, span: Span) -> Expr {
        if self.frames.is_empty() {
            return self.misplaced(span, messages::types::Misplaced::SomeInline);
        }
        let Some((variable, _)) = self.ranged_variable(binder) else {
            return self.bad(span);
        };
        if let Some(bound) = self.bound.last_mut() {
            bound.soft = true;
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.push(variable);
        }
        if let Some(used) = self.used.get_mut(variable.index()) {
            *used += 1;
        }
        let ty = self.variables[variable].ty.clone();
        typed(ExprKind::Variable(variable), ty, span)
    }

    /// What is read here has a frame of its own for its `some`, where its result is a condition; a value has none.
    pub(crate) fn framed(&mut self, read: impl FnOnce(&mut Self) -> Expr) -> Expr {
        let mark = self.mark();
        self.frames.push(Vec::new());
        let mut found = read(self);
        let variables = self.frames.pop().unwrap_or_default();
        self.forget_to(mark);
        for variable in variables.into_iter().rev() {
            let domain = match (&found.ty, &self.variables[variable].ty) {
                (Type::Boolean, Type::Kind(kind)) => Domain::Kind(*kind),
                (Type::Boolean, Type::Values(set)) => Domain::Values(*set),
                (Type::Any, _) => return found,
                _ => {
                    let span = self.variables[variable].span;
                    return self.misplaced(span, messages::types::Misplaced::SomeInline);
                }
            };
            let span = found.span;
            let ranged = Ranged {
                variable,
                domain,
                condition: Some(found),
            };
            found = boolean(ExprKind::Some(Box::new(ranged)), span);
        }
        found
    }
}

/// The conjuncts of a condition, those of nested ones included.
fn flatten<'t>(e: &'t tree::Expr, into: &mut Vec<&'t tree::Expr>) {
    match &e.kind {
        tree::ExprKind::And(conjuncts) => conjuncts.iter().for_each(|c| flatten(c, into)),
        _ => into.push(e),
    }
}

/// From a conjunct to the end of the later ones.
fn whole(first: Span, later: &[&tree::Expr]) -> Span {
    later.last().map_or(first, |last| first.to(last.span))
}

/// All of some conditions, those of nested conjunctions among them: itself where there is but one, true where there is none.
pub(crate) fn all(conditions: Vec<Expr>, span: Span) -> Expr {
    let mut flat = Vec::with_capacity(conditions.len());
    for condition in conditions {
        match condition.kind {
            ExprKind::And(inner) => flat.extend(inner),
            _ => flat.push(condition),
        }
    }
    let mut conditions = flat;
    if conditions.len() == 1
        && let Some(only) = conditions.pop()
    {
        return only;
    }
    if conditions.is_empty() {
        return boolean(ExprKind::Literal(Value::Boolean(true)), span);
    }
    boolean(ExprKind::And(conditions), span)
}
