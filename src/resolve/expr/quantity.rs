//! Quantities over individuals: `every`, `no`, `at least n`, `count of`, `earliest`, `total … of`.

use super::resolve::{boolean, typed};
use crate::{
    base::span::Span,
    policy::{
        expr::{CompareOp, Domain, Expr, ExprKind, Ranged, VarId},
        types::Type,
    },
    resolve::{messages, scope::Scope},
    tree::expr as tree,
};

impl Scope<'_> {
    /// `no g: Practice where …`, `every b: Board where … has …`
    pub(crate) fn quantified(&mut self, q: &tree::Quantified, span: Span) -> Expr {
        let mark = self.mark();
        let number = match &q.quantity {
            tree::Quantity::AtLeast(n) => Some((CompareOp::AtLeast, n)),
            tree::Quantity::AtMost(n) => Some((CompareOp::AtMost, n)),
            tree::Quantity::MoreThan(n) => Some((CompareOp::More, n)),
            tree::Quantity::LessThan(n) => Some((CompareOp::Less, n)),
            tree::Quantity::Exactly(n) => Some((CompareOp::Equal, n)),
            tree::Quantity::Some | tree::Quantity::No | tree::Quantity::Every => None,
        };
        let number = number.map(|(op, n)| (op, self.expr(n, &Type::Number)));
        let over = self.ranged(&q.over);
        let has = q.has.as_ref().map(|has| self.condition(has));
        self.forget_to(mark);
        let Some(mut over) = over else {
            return self.bad(span);
        };
        let every = matches!(q.quantity, tree::Quantity::Every);
        let has = match (has, every) {
            (Some(has), true) => Some(has),
            (None, true) => {
                // The parser has said that `has` is missing.
                return self.bad(span);
            }
            (Some(has), false) => {
                let mut parts: Vec<Expr> = over.condition.take().into_iter().collect();
                parts.push(has);
                over.condition = Some(super::condition::all(parts, span));
                None
            }
            (None, false) => None,
        };
        let over = Box::new(over);
        let kind = match (&q.quantity, number, has) {
            (_, Some((op, number)), _) => ExprKind::CountCompare(op, over, Box::new(number)),
            (tree::Quantity::Every, _, Some(has)) => ExprKind::Every(over, Box::new(has)),
            (tree::Quantity::No, _, _) => {
                ExprKind::Not(Box::new(boolean(ExprKind::Some(over), span)))
            }
            _ => ExprKind::Some(over),
        };
        boolean(kind, span)
    }

    /// `x: Kind where …`: the variable stays in sight until the caller forgets it.
    pub fn ranged(&mut self, ranged: &tree::Ranged) -> Option<Ranged> {
        let (variable, domain) = self.ranged_variable(&ranged.binder)?;
        let condition = ranged.condition.as_ref().map(|c| self.condition(c));
        Some(Ranged {
            variable,
            domain,
            condition,
        })
    }

    /// `x: Kind`, bound.
    pub(crate) fn ranged_variable(&mut self, binder: &tree::Binder) -> Option<(VarId, Domain)> {
        let Some((domain, ty)) = self.domain(&binder.kind) else {
            // Bound all the same, so that its uses are not reported too.
            self.bind(&binder.name, Type::Any);
            return None;
        };
        Some((self.bind(&binder.name, ty), domain))
    }

    /// `earliest E of x: Kind where …`
    pub(crate) fn extreme(
        &mut self,
        which: tree::Extreme,
        what: &tree::Expr,
        over: &tree::Ranged,
        span: Span,
    ) -> Expr {
        let (of, over) = self.over(what, over);
        let Some(over) = over else {
            return self.bad(span);
        };
        let dates = matches!(which, tree::Extreme::Earliest | tree::Extreme::Latest);
        let fits = match of.ty {
            Type::Any => true,
            Type::Date => dates,
            Type::Number | Type::Money | Type::Percent | Type::Duration => !dates,
            _ => false,
        };
        if !fits {
            let problem = messages::types::no_extreme(&of, dates, self.policy());
            self.report(problem);
            return self.bad(span);
        }
        let ty = of.ty.clone();
        let largest = matches!(which, tree::Extreme::Latest | tree::Extreme::Largest);
        typed(
            ExprKind::Extreme {
                largest,
                of: Box::new(of),
                over: Box::new(over),
            },
            ty,
            span,
        )
    }

    /// `total E of x: Kind where …`
    pub(crate) fn total_over(
        &mut self,
        what: &tree::Expr,
        over: &tree::Ranged,
        span: Span,
    ) -> Expr {
        let (of, over) = self.over(what, over);
        let Some(over) = over else {
            return self.bad(span);
        };
        let of = self.amount(of);
        let ty = of.ty.clone();
        typed(ExprKind::TotalOver(Box::new(of), Box::new(over)), ty, span)
    }

    fn over(&mut self, what: &tree::Expr, over: &tree::Ranged) -> (Expr, Option<Ranged>) {
        let mark = self.mark();
        let over = self.ranged(over);
        let of = self.unchecked(what, &Type::Any);
        self.forget_to(mark);
        (of, over)
    }

    /// What can be added up.
    pub(crate) fn amount(&mut self, e: Expr) -> Expr {
        match e.ty {
            Type::Number | Type::Money | Type::Percent | Type::Any => e,
            _ => {
                let problem = messages::types::no_size(&e, self.policy());
                self.report(problem);
                self.bad(e.span)
            }
        }
    }
}
