//! Comparisons: what may be compared with what, and which side says what is wanted of the other.

use super::resolve::{boolean, negate_if};
use crate::{
    base::{number::Number, span::Span},
    policy::{
        expr::{CompareOp, Expr, ExprKind},
        types::Type,
        value::Value,
    },
    resolve::{messages, scope::Scope},
    tree::expr as tree,
};

impl Scope<'_> {
    /// `a is b`, `x is within y`, `d on or before e`
    pub(crate) fn compare(
        &mut self,
        left: &tree::Expr,
        op: tree::CompareOp,
        right: &tree::Expr,
        span: Span,
    ) -> Expr {
        use tree::CompareOp as Op;
        match op {
            Op::Is => self.equal(left, right, false, span),
            Op::IsNot => self.equal(left, right, true, span),
            Op::IsWithin => self.within(left, right, false, span),
            Op::IsNotWithin => self.within(left, right, true, span),
            Op::IsOneOf => self.one_of(left, right, false, span),
            Op::IsNotOneOf => self.one_of(left, right, true, span),
            Op::Includes => self.includes(left, right, false, span),
            Op::DoesNotInclude => self.includes(left, right, true, span),
            Op::StartsWith => {
                let left = self.expr(left, &Type::Text);
                let right = self.expr(right, &Type::Text);
                boolean(ExprKind::StartsWith(Box::new(left), Box::new(right)), span)
            }
            Op::AtLeast => self.size(left, CompareOp::AtLeast, right, span),
            Op::AtMost => self.size(left, CompareOp::AtMost, right, span),
            Op::MoreThan => self.size(left, CompareOp::More, right, span),
            Op::LessThan => self.size(left, CompareOp::Less, right, span),
            Op::Before => self.order(left, CompareOp::Less, right, span),
            Op::After => self.order(left, CompareOp::More, right, span),
            Op::OnOrBefore => self.order(left, CompareOp::AtMost, right, span),
            Op::OnOrAfter => self.order(left, CompareOp::AtLeast, right, span),
        }
    }

    fn equal(&mut self, left: &tree::Expr, right: &tree::Expr, not: bool, span: Span) -> Expr {
        match &right.kind {
            tree::ExprKind::AnyOf(set) => return self.one_of(left, set, not, span),
            tree::ExprKind::AllOf(_) => {
                return self.misplaced(right.span, messages::types::Misplaced::AllOf);
            }
            _ => {}
        }
        let (left, right) = self.two_sides(left, right);
        if self.either_bad(&left, &right) {
            return self.bad(span);
        }
        let (left, right) = alike(left, right);
        if !self.signatures.fits(&right.ty, &left.ty) {
            let problem = messages::types::unlike(&left, &right, self.policy());
            self.report(problem);
            return self.bad(span);
        }
        let op = if not {
            CompareOp::NotEqual
        } else {
            CompareOp::Equal
        };
        boolean(ExprKind::Compare(op, Box::new(left), Box::new(right)), span)
    }

    /// Both sides, each with the other's type as a hint: a bare name waits for the side that has a type of its own.
    fn two_sides(&mut self, left: &tree::Expr, right: &tree::Expr) -> (Expr, Expr) {
        if self.waits(left) && !self.waits(right) {
            let right = self.unchecked(right, &Type::Any);
            let left = self.unchecked(left, &right.ty);
            (left, right)
        } else {
            let left = self.unchecked(left, &Type::Any);
            let right = self.unchecked(right, &left.ty);
            (left, right)
        }
    }

    /// Whether an expression is a bare name (or a set) whose meaning hangs on what is wanted.
    fn waits(&self, e: &tree::Expr) -> bool {
        match &e.kind {
            tree::ExprKind::Name(name) => {
                self.bound(name).is_none() && self.individual_named(name).is_none()
            }
            tree::ExprKind::Set(_) => true,
            _ => false,
        }
    }

    fn either_bad(&self, left: &Expr, right: &Expr) -> bool {
        matches!(left.kind, ExprKind::Bad) || matches!(right.kind, ExprKind::Bad)
    }

    fn within(&mut self, left: &tree::Expr, right: &tree::Expr, not: bool, span: Span) -> Expr {
        if let tree::ExprKind::AnyOf(set) = &right.kind
            && let tree::ExprKind::Set(members) = &set.kind
        {
            let each = members
                .iter()
                .map(|member| self.within(left, member, false, member.span))
                .collect();
            return negate_if(not, boolean(ExprKind::Or(each), span));
        }
        let hint = match &left.kind {
            tree::ExprKind::Name(_) if self.waits(left) => Type::Any,
            _ => Type::Any,
        };
        let left = self.unchecked(left, &hint);
        let wanted = match &left.ty {
            Type::Values(_) | Type::Any => left.ty.clone(),
            Type::Function | Type::Act => Type::Function,
            _ => {
                if !matches!(left.kind, ExprKind::Bad) {
                    let problem = messages::types::not_in_a_tree(&left, self.policy());
                    self.report(problem);
                }
                return self.bad(span);
            }
        };
        let right = self.expr(right, &wanted);
        if self.either_bad(&left, &right) {
            return self.bad(span);
        }
        let within = boolean(ExprKind::IsWithin(Box::new(left), Box::new(right)), span);
        negate_if(not, within)
    }

    fn one_of(&mut self, left: &tree::Expr, right: &tree::Expr, not: bool, span: Span) -> Expr {
        let left = self.unchecked(left, &Type::Any);
        let right = match &right.kind {
            tree::ExprKind::AnyOf(set) => set,
            _ => right,
        };
        let right = self.expr(right, &Type::Set(Box::new(left.ty.clone())));
        if self.either_bad(&left, &right) {
            return self.bad(span);
        }
        let one = boolean(ExprKind::IsOneOf(Box::new(left), Box::new(right)), span);
        negate_if(not, one)
    }

    fn includes(&mut self, left: &tree::Expr, right: &tree::Expr, not: bool, span: Span) -> Expr {
        let left = self.unchecked(left, &Type::Set(Box::new(Type::Any)));
        let of = match &left.ty {
            Type::Set(of) => (**of).clone(),
            Type::Any => Type::Any,
            _ => {
                let problem = messages::types::no_set(&left, self.policy());
                self.report(problem);
                return self.bad(span);
            }
        };
        let whole = Type::Set(Box::new(of.clone()));
        let kind = match &right.kind {
            tree::ExprKind::AllOf(set) => {
                let right = self.expr(set, &whole);
                ExprKind::Includes(Box::new(left), Box::new(right))
            }
            tree::ExprKind::AnyOf(set) => {
                let right = self.expr(set, &whole);
                ExprKind::IncludesAny(Box::new(left), Box::new(right))
            }
            tree::ExprKind::Set(_) => {
                let right = self.expr(right, &whole);
                ExprKind::Includes(Box::new(left), Box::new(right))
            }
            _ => {
                let right = self.unchecked(right, &of);
                let right = match right.ty {
                    Type::Set(_) => self.fit(right, &whole),
                    _ => self.fit(right, &of),
                };
                ExprKind::Includes(Box::new(left), Box::new(right))
            }
        };
        negate_if(not, boolean(kind, span))
    }

    /// `at least`, `at most`, `more than`, `less than`: of amounts.
    fn size(&mut self, left: &tree::Expr, op: CompareOp, right: &tree::Expr, span: Span) -> Expr {
        let (left, right) = self.two_sides(left, right);
        if self.either_bad(&left, &right) {
            return self.bad(span);
        }
        let (left, right) = alike(left, right);
        if matches!(left.ty, Type::Date | Type::Happening(_)) {
            self.report(messages::types::dates_have_an_order(span, op));
            return self.bad(span);
        }
        for side in [&left, &right] {
            if !matches!(
                side.ty,
                Type::Number | Type::Percent | Type::Money | Type::Duration | Type::Any
            ) {
                let problem = messages::types::no_size(side, self.policy());
                self.report(problem);
                return self.bad(span);
            }
        }
        if !self.signatures.fits(&right.ty, &left.ty) || !same_units(&left, &right) {
            let problem = messages::types::unlike(&left, &right, self.policy());
            self.report(problem);
            return self.bad(span);
        }
        boolean(ExprKind::Compare(op, Box::new(left), Box::new(right)), span)
    }

    /// `before`, `after`, `on or before`, `on or after`: of dates and of what happens (S1.1).
    fn order(&mut self, left: &tree::Expr, op: CompareOp, right: &tree::Expr, span: Span) -> Expr {
        let left = self.unchecked(left, &Type::Date);
        if let Type::Period(kind) = left.ty {
            let right = self.expr(right, &Type::Period(kind));
            return boolean(ExprKind::Compare(op, Box::new(left), Box::new(right)), span);
        }
        let left = self.moment(left);
        let right = self.point(right);
        boolean(ExprKind::Compare(op, Box::new(left), Box::new(right)), span)
    }
}

/// Two sides made of one type where only their writing differs: a percentage and a number, a count of days and `28 days`, a
/// happening and a date.
fn alike(left: Expr, right: Expr) -> (Expr, Expr) {
    let (left_to, right_to) = (like(&left, &right), like(&right, &left));
    (left_to.unwrap_or(left), right_to.unwrap_or(right))
}

/// The expression written as the other's type, where that can be.
fn like(e: &Expr, other: &Expr) -> Option<Expr> {
    let number = match (&e.kind, &other.kind, &other.ty) {
        (ExprKind::Literal(Value::Percent(n)), _, Type::Number) => {
            n.checked_div(Number::HUNDRED).ok()?
        }
        (
            ExprKind::Literal(Value::Duration(length)),
            ExprKind::DaysBetween { unit, .. },
            Type::Number,
        ) if length.unit == *unit => Number::ratio(i128::from(length.count), 1).ok()?,
        _ => {
            return match (&e.ty, &other.ty) {
                (Type::Happening(_), Type::Date) => Some(super::resolve::date_of(e.clone())),
                _ => None,
            };
        }
    };
    Some(Expr {
        kind: ExprKind::Literal(Value::Number(number)),
        ty: Type::Number,
        span: e.span,
    })
}

/// Whether two lengths of time, where both are written out, can be compared.
fn same_units(left: &Expr, right: &Expr) -> bool {
    use crate::base::duration::Unit;
    let sort = |e: &Expr| match &e.kind {
        ExprKind::Literal(Value::Duration(length)) => Some(match length.unit {
            Unit::Hour => 0,
            Unit::Day | Unit::Week => 1,
            Unit::Month | Unit::Year => 2,
            Unit::WorkingDay => 3,
            Unit::ClearDay => 4,
        }),
        _ => None,
    };
    match (sort(left), sort(right)) {
        (Some(left), Some(right)) => left == right,
        _ => true,
    }
}
