//! Sums and products: which units go together.

use super::resolve::typed;
use crate::{
    base::span::Span,
    policy::{
        expr::{ArithmeticOp, Expr, ExprKind},
        types::Type,
    },
    resolve::{messages, scope::Scope},
    tree::expr as tree,
};

impl Scope<'_> {
    /// `a + b - c`
    pub(crate) fn sum(
        &mut self,
        first: &tree::Expr,
        rest: &[(tree::SumOp, tree::Expr)],
        span: Span,
        hint: &Type,
    ) -> Expr {
        let mut left = self.unchecked(first, hint);
        for (op, right) in rest {
            let op = match op {
                tree::SumOp::Plus => ArithmeticOp::Add,
                tree::SumOp::Minus => ArithmeticOp::Subtract,
            };
            let right = self.unchecked(right, &left.ty);
            left = self.combine(op, left, right);
        }
        left.span = span;
        left
    }

    /// `a * b / c`
    pub(crate) fn product(
        &mut self,
        first: &tree::Expr,
        rest: &[(tree::ProductOp, tree::Expr)],
        span: Span,
    ) -> Expr {
        let mut left = self.unchecked(first, &Type::Any);
        for (op, right) in rest {
            let op = match op {
                tree::ProductOp::Times => ArithmeticOp::Multiply,
                tree::ProductOp::DividedBy => ArithmeticOp::Divide,
            };
            let right = self.unchecked(right, &Type::Any);
            left = self.combine(op, left, right);
        }
        left.span = span;
        left
    }

    /// `-a`
    pub(crate) fn negative(&mut self, inner: &tree::Expr, span: Span) -> Expr {
        let inner = self.unchecked(inner, &Type::Any);
        match inner.ty {
            Type::Number | Type::Money | Type::Percent | Type::Any => {
                let ty = inner.ty.clone();
                typed(ExprKind::Negative(Box::new(inner)), ty, span)
            }
            _ => {
                let problem = messages::types::no_size(&inner, self.policy());
                self.report(problem);
                self.bad(span)
            }
        }
    }

    fn combine(&mut self, op: ArithmeticOp, left: Expr, right: Expr) -> Expr {
        let span = left.span.to(right.span);
        if matches!(left.kind, ExprKind::Bad) || matches!(right.kind, ExprKind::Bad) {
            return self.bad(span);
        }
        match together(op, &left.ty, &right.ty) {
            Some(ty) => typed(
                ExprKind::Arithmetic(op, Box::new(left), Box::new(right)),
                ty,
                span,
            ),
            None => {
                let problem = messages::types::no_arithmetic(op, &left, &right, self.policy());
                self.report(problem);
                self.bad(span)
            }
        }
    }
}

/// The type of a sum, difference, product or quotient, if there is one.
fn together(op: ArithmeticOp, left: &Type, right: &Type) -> Option<Type> {
    use ArithmeticOp::{Add, Divide, Multiply, Subtract};
    use Type::{Any, Money, Number, Percent};
    match (op, left, right) {
        (_, Any, Number | Money | Percent | Any) => Some(right.clone()),
        (_, Number | Money | Percent, Any) => Some(left.clone()),
        (Add | Subtract, Number, Number)
        | (Add | Subtract, Money, Money)
        | (Add | Subtract, Percent, Percent) => Some(left.clone()),
        (Multiply, Number | Percent, Number) | (Multiply, Number, Percent) => Some(Number),
        (Multiply, Money, Number | Percent) | (Multiply, Number | Percent, Money) => Some(Money),
        (Divide, Number, Number | Percent)
        | (Divide, Money, Money)
        | (Divide, Percent, Percent) => Some(Number),
        (Divide, Money, Number | Percent) => Some(Money),
        (Divide, Percent, Number) => Some(Percent),
        _ => None,
    }
}
