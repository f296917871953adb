//! Every form of expression goes through here once.

use smol_str::SmolStr;

use crate::{
    base::span::Span,
    policy::{
        expr::{Expr, ExprKind, HappeningPart},
        types::Type,
        value::Value,
    },
    resolve::{messages, scope::Scope},
    tree::expr as tree,
};

/// The stack, in bytes, that one level takes at most, what it calls included.
const STACK_WANTED: usize = 256 << 10;
/// The stack, in bytes, that is added where less than that is left.
const STACK_ADDED: usize = 4 << 20;

impl Scope<'_> {
    /// An expression of which a type is wanted: `Type::Any` where any will do.
    pub fn expr(&mut self, e: &tree::Expr, want: &Type) -> Expr {
        let found = self.unchecked(e, want);
        self.fit(found, want)
    }

    /// What was found, if it fits; else an error. A happening stands for its date where a date is wanted.
    pub(crate) fn fit(&mut self, found: Expr, want: &Type) -> Expr {
        if matches!(found.kind, ExprKind::Bad) || self.signatures.fits(&found.ty, want) {
            return found;
        }
        if matches!((&found.ty, want), (Type::Happening(_), Type::Date)) {
            return date_of(found);
        }
        let problem = messages::types::wrong(&found, want, self.policy());
        self.report(problem);
        self.bad(found.span)
    }

    /// An expression, with a type that is a hint only. It goes on on a new stretch of stack where the present one is nearly used
    /// up: how deep expressions lie in one another is limited, and how much stack a caller's thread has is not known.
    pub(crate) fn unchecked(&mut self, e: &tree::Expr, hint: &Type) -> Expr {
        stacker::maybe_grow(STACK_WANTED, STACK_ADDED, || self.by_form(e, hint))
    }

    fn by_form(&mut self, e: &tree::Expr, hint: &Type) -> Expr {
        let span = e.span;
        match &e.kind {
            tree::ExprKind::Literal(literal) => self.literal(literal, span, hint),
            tree::ExprKind::Name(name) => self.name(name, span, hint),
            tree::ExprKind::Call(call) => self.call(call, span),
            tree::ExprKind::Set(members) => self.set(members, span, hint),
            tree::ExprKind::AllOf(_) => self.misplaced(span, messages::types::Misplaced::AllOf),
            tree::ExprKind::AnyOf(_) => self.misplaced(span, messages::types::Misplaced::AnyOf),
            tree::ExprKind::Typed(_) => self.misplaced(span, messages::types::Misplaced::Typed),
            tree::ExprKind::InTotal(_) => self.misplaced(span, messages::types::Misplaced::InTotal),
            tree::ExprKind::Anything => self.misplaced(span, messages::types::Misplaced::Anything),
            tree::ExprKind::SomeInline(binder) => self.some_inline(binder, span),
            tree::ExprKind::Of { what, of } => self.of(what, of, span),
            tree::ExprKind::Not(inner) => {
                let inner = self.condition(inner);
                boolean(ExprKind::Not(Box::new(inner)), span)
            }
            tree::ExprKind::And(_) => self.condition(e),
            tree::ExprKind::Or(alternatives) => {
                let alternatives = alternatives.iter().map(|a| self.condition(a)).collect();
                boolean(ExprKind::Or(alternatives), span)
            }
            tree::ExprKind::Compare { left, op, right } => self.compare(left, *op, right, span),
            tree::ExprKind::IsA {
                what,
                kind,
                negated,
            } => {
                let what = self.unchecked(what, &Type::Any);
                let what = self.individual(what);
                let Some(kind) = self.kind(kind) else {
                    return self.bad(span);
                };
                let is = boolean(ExprKind::IsA(Box::new(what), kind), span);
                negate_if(*negated, is)
            }
            tree::ExprKind::IsStated(fact) => {
                let (hint, place) = (Type::Any, fact.span);
                let fact = self.unchecked(fact, &hint);
                match fact.kind {
                    ExprKind::Fact(id, arguments) => {
                        boolean(ExprKind::IsStated(id, arguments), span)
                    }
                    ExprKind::Bad => fact,
                    _ => {
                        self.report(messages::acts::not_stated(place));
                        self.bad(span)
                    }
                }
            }
            tree::ExprKind::IsUnknown(inner) => {
                let inner = self.unchecked(inner, &Type::Any);
                if !self.may_ask_unknown {
                    self.report(messages::types::unknown_outside_expect(span));
                    return self.bad(span);
                }
                boolean(ExprKind::IsUnknown(Box::new(inner)), span)
            }
            tree::ExprKind::Sum(first, rest) => self.sum(first, rest, span, hint),
            tree::ExprKind::Product(first, rest) => self.product(first, rest, span),
            tree::ExprKind::Negative(inner) => self.negative(inner, span),
            tree::ExprKind::RoundedToPenny(inner) => {
                let inner = self.expr(inner, &Type::Money);
                typed(ExprKind::RoundedToPenny(Box::new(inner)), Type::Money, span)
            }
            tree::ExprKind::StartOf(period) => {
                let period = self.period(period);
                typed(ExprKind::StartOf(Box::new(period)), Type::Date, span)
            }
            tree::ExprKind::EndOf(period) => {
                let period = self.period(period);
                typed(ExprKind::EndOf(Box::new(period)), Type::Date, span)
            }
            tree::ExprKind::PeriodBefore(period) => self.period_shift(period, -1, span),
            tree::ExprKind::PeriodAfter(period) => self.period_shift(period, 1, span),
            tree::ExprKind::PeriodOf { period, date } => self.period_of(period, date, span),
            tree::ExprKind::Shifted { by, back, from } => self.shifted(by, *back, from, span),
            tree::ExprKind::Between { unit, from, to } => self.between(*unit, from, to, span),
            tree::ExprKind::Quantified(quantified) => self.quantified(quantified, span),
            tree::ExprKind::CountOf(over) => {
                let mark = self.mark();
                let over = self.ranged(over);
                self.forget_to(mark);
                match over {
                    Some(over) => typed(ExprKind::Count(Box::new(over)), Type::Number, span),
                    None => self.bad(span),
                }
            }
            tree::ExprKind::Extreme { which, what, over } => self.extreme(*which, what, over, span),
            tree::ExprKind::TotalOver { what, over } => self.total_over(what, over, span),
            tree::ExprKind::HasDone {
                actor,
                negated,
                act,
                when,
            } => self.has_done(actor, *negated, act, when, span),
            tree::ExprKind::HasHappened {
                negated,
                event,
                when,
            } => self.has_happened(*negated, event, when, span),
            tree::ExprKind::CountActs { act, by, when } => {
                self.count_acts(act, by.as_deref(), when, span)
            }
            tree::ExprKind::TotalActs {
                argument,
                act,
                by,
                when,
            } => self.total_acts(argument, act, by.as_deref(), when, span),
            tree::ExprKind::LatestAct { .. } => {
                self.misplaced(span, messages::types::Misplaced::Latest)
            }
            tree::ExprKind::OnDay { what, day } => {
                let what = self.unchecked_condition(what, hint);
                let day = self.day(day);
                let ty = what.ty.clone();
                typed(ExprKind::OnDay(Box::new(what), Box::new(day)), ty, span)
            }
            tree::ExprKind::JustBefore { what, event } => {
                let what = self.unchecked_condition(what, hint);
                let Some(variable) = self.happening(event) else {
                    return self.bad(span);
                };
                let ty = what.ty.clone();
                typed(ExprKind::JustBefore(Box::new(what), variable), ty, span)
            }
            tree::ExprKind::NormState {
                norm,
                of,
                for_,
                negated,
                state,
            } => {
                let of = of.as_deref();
                let is = self.norm_state(norm, of, for_.as_deref(), state, span);
                negate_if(*negated, is)
            }
            tree::ExprKind::Bad => self.bad(span),
        }
    }

    /// What is asked of another moment: a condition of its own where it is one (its `some` do not leave it), else a value.
    fn unchecked_condition(&mut self, e: &tree::Expr, hint: &Type) -> Expr {
        self.framed(|scope| scope.unchecked(e, hint))
    }

    /// An error where this form cannot stand.
    pub(crate) fn misplaced(&mut self, span: Span, what: messages::types::Misplaced) -> Expr {
        self.report(messages::types::misplaced(span, what));
        self.bad(span)
    }

    /// `{a, b}`
    fn set(&mut self, members: &[tree::Expr], span: Span, hint: &Type) -> Expr {
        let mut of = match hint {
            Type::Set(of) => (**of).clone(),
            Type::Any => Type::Any,
            single => {
                let problem = messages::types::set_compared(span, single, self.policy());
                self.report(problem);
                return self.bad(span);
            }
        };
        let anything = matches!(hint, Type::Set(_)) && of == Type::Any;
        let mut found = Vec::with_capacity(members.len());
        for member in members {
            let member = self.expr(member, &of);
            // Where anything is wanted, as of who may do something, persons and bodies may stand side by side.
            let mixed = anything && matches!(member.ty, Type::Kind(_));
            if of == Type::Any && !mixed {
                of = member.ty.clone();
            }
            found.push(member);
        }
        let literals: Option<Vec<Value>> = found
            .iter()
            .map(|member| match &member.kind {
                ExprKind::Literal(value) => Some(value.clone()),
                _ => None,
            })
            .collect();
        let kind = match literals {
            Some(mut values) => {
                values.sort();
                values.dedup();
                ExprKind::Literal(Value::Set(values))
            }
            None => ExprKind::Set(found),
        };
        typed(kind, Type::Set(Box::new(of)), span)
    }

    /// The variable of a label, which stands for something that happens.
    pub fn happening(
        &mut self,
        label: &crate::tree::word::Word,
    ) -> Option<crate::policy::expr::VarId> {
        let Some(variable) = self.use_variable(&label.text, label.span) else {
            let labels: Vec<SmolStr> = self.bound.iter().map(|bound| bound.name.clone()).collect();
            self.report(messages::names::unknown_label(label, &labels));
            return None;
        };
        match &self.variables[variable].ty {
            Type::Happening(_) => Some(variable),
            Type::Any => {
                self.broken_already();
                None
            }
            other => {
                let problem = messages::types::no_happening(label, other, self.policy());
                self.report(problem);
                None
            }
        }
    }
}

/// A boolean expression.
pub(crate) fn boolean(kind: ExprKind, span: Span) -> Expr {
    typed(kind, Type::Boolean, span)
}

/// An expression of a type.
pub(crate) fn typed(kind: ExprKind, ty: Type, span: Span) -> Expr {
    Expr { kind, ty, span }
}

/// `not` in front, if it is said; what is in error stays so.
pub(crate) fn negate_if(negated: bool, e: Expr) -> Expr {
    if !negated || matches!(e.kind, ExprKind::Bad) {
        return e;
    }
    let span = e.span;
    boolean(ExprKind::Not(Box::new(e)), span)
}

/// The date of a happening.
pub(crate) fn date_of(happening: Expr) -> Expr {
    let span = happening.span;
    typed(
        ExprKind::HappeningPart(Box::new(happening), HappeningPart::Date),
        Type::Date,
        span,
    )
}
