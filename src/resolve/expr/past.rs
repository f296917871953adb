//! What has happened: searches of the past, and the states of norms.

use super::{
    constant::MonthAs,
    resolve::{boolean, negate_if, typed},
};
use crate::{
    base::span::Span,
    policy::{
        expr::{Expr, ExprKind, PastAct, StateWord, Window},
        pattern::{ActRef, Term},
        types::Type,
    },
    resolve::{index::Target, messages, scope::Scope},
    tree::{act::ActPattern, expr as tree, word::Word},
};

impl Scope<'_> {
    /// `c has done consult(on: plan) before d`
    pub(crate) fn has_done(
        &mut self,
        actor: &tree::Expr,
        negated: bool,
        act: &ActPattern,
        when: &[tree::Window],
        span: Span,
    ) -> Expr {
        let found = self.framed_if(negated, |scope| {
            match scope.past(Some(actor), act, when, Some(false), span) {
                Some(past) => boolean(ExprKind::HasDone(Box::new(past)), span),
                None => scope.bad(span),
            }
        });
        negate_if(negated, found)
    }

    /// `emergency-declared(area: a) has happened before d`
    pub(crate) fn has_happened(
        &mut self,
        negated: bool,
        event: &ActPattern,
        when: &[tree::Window],
        span: Span,
    ) -> Expr {
        let found = self.framed_if(negated, |scope| {
            match scope.past(None, event, when, Some(true), span) {
                Some(past) => boolean(ExprKind::HasDone(Box::new(past)), span),
                None => scope.bad(span),
            }
        });
        negate_if(negated, found)
    }

    /// `not` stands outside of what `some` says within.
    fn framed_if(&mut self, negated: bool, read: impl FnOnce(&mut Self) -> Expr) -> Expr {
        if negated {
            self.framed(read)
        } else {
            read(self)
        }
    }

    /// `count of consult(who: public) by c during y`
    pub(crate) fn count_acts(
        &mut self,
        act: &ActPattern,
        by: Option<&tree::Expr>,
        when: &[tree::Window],
        span: Span,
    ) -> Expr {
        match self.past(by, act, when, None, span) {
            Some(past) => typed(ExprKind::CountActs(Box::new(past)), Type::Number, span),
            None => self.bad(span),
        }
    }

    /// `total amount of spend(category: administration) by c during y`
    pub(crate) fn total_acts(
        &mut self,
        argument: &Word,
        act: &ActPattern,
        by: Option<&tree::Expr>,
        when: &[tree::Window],
        span: Span,
    ) -> Expr {
        let Some(past) = self.past(by, act, when, None, span) else {
            return self.bad(span);
        };
        let ActRef::Act(id) = past.pattern.act else {
            self.report(messages::acts::total_of_any_act(act.span));
            return self.bad(span);
        };
        let declared = &self.policy().acts[id];
        let place = declared
            .parameters
            .iter()
            .position(|p| p.name == argument.text);
        let Some((place, parameter)) =
            place.and_then(|place| Some((place, declared.parameters.get(place)?)))
        else {
            let name = Word {
                text: declared.name.clone(),
                span: act.span,
            };
            let problem = messages::names::unknown_argument(argument, &name, &declared.parameters);
            self.report(problem);
            return self.bad(span);
        };
        let ty = parameter.ty.clone();
        if !matches!(ty, Type::Number | Type::Money | Type::Percent) {
            let problem = messages::acts::no_total(argument, &ty, self.policy());
            self.report(problem);
            return self.bad(span);
        }
        typed(ExprKind::TotalActs(place, Box::new(past)), ty, span)
    }

    /// A search of the past. What its pattern binds ends with it, but for `some`, so that a bare name
    /// that nothing uses there is unknown.
    pub(crate) fn past(
        &mut self,
        by: Option<&tree::Expr>,
        act: &ActPattern,
        when: &[tree::Window],
        event: Option<bool>,
        span: Span,
    ) -> Option<PastAct> {
        let mark = self.mark();
        let framed = self.frames.last().map_or(0, Vec::len);
        let fresh = self.fresh.len();
        let by = by.map(|by| self.actor(by));
        let pattern = self.act_pattern(act, event);
        let windows: Vec<Window> = when.iter().map(|window| self.window(window)).collect();
        for (variable, ty) in self.fresh.split_off(fresh.min(self.fresh.len())) {
            if self
                .used
                .get(variable.index())
                .is_some_and(|used| *used == 0)
            {
                self.never_bound(variable, &ty);
            }
        }
        // `some k: Topic` in an argument is seen by the later conjuncts of the condition it stands in.
        let some = self.frames.last().and_then(|frame| frame.get(framed..));
        let some = some.unwrap_or_default();
        let seen = self.bound.get(mark..).unwrap_or_default().iter();
        let seen: Vec<_> = seen
            .filter(|bound| some.contains(&bound.variable))
            .cloned()
            .collect();
        self.forget_to(mark);
        self.bound.extend(seen);
        let by = match by {
            Some(Term::Anything) => None,
            other => other,
        };
        Some(PastAct {
            by,
            pattern: pattern?,
            windows,
            span,
        })
    }

    /// A bare name in a search of the past that nothing else speaks of.
    fn never_bound(&mut self, variable: crate::policy::expr::VarId, ty: &Type) {
        let name = self.variables[variable].name.clone();
        let span = self.variables[variable].span;
        let mut known: Vec<String> = self.bound.iter().map(|b| b.name.to_string()).collect();
        known.extend(self.names_of_type(ty));
        let near = crate::base::nearest::nearest(&name, known.iter().map(String::as_str));
        self.report(messages::names::unknown(&name, span, near));
    }

    /// `before d`, `during y`, `at least 14 clear days before d`
    pub fn window(&mut self, window: &tree::Window) -> Window {
        use tree::WindowKind as Kind;
        match &window.kind {
            Kind::Before(e) => Window::Before(self.point(e)),
            Kind::OnOrBefore(e) => Window::OnOrBefore(self.point_or_month(e, MonthAs::Last)),
            Kind::After(e) => Window::After(self.point(e)),
            Kind::Since(e) => Window::Since(self.point(e)),
            Kind::On(e) => Window::On(self.day(e)),
            Kind::During(e) => Window::During(self.period(e)),
            Kind::AtLeastBefore(by, e) => Window::AtLeastBefore(self.length(by), self.point(e)),
            Kind::WithinBefore(by, e) => Window::WithinBefore(self.length(by), self.point(e)),
            Kind::WithinFrom(by, e) => {
                Window::WithinFrom(self.length(by), self.point_or_month(e, MonthAs::First))
            }
            Kind::WithinBeginning(by, e) => Window::WithinBeginning(self.length(by), self.point(e)),
        }
    }

    /// `publish-plan of c for y is breached`; where the name is no norm, a comparison of an attribute with a value.
    pub(crate) fn norm_state(
        &mut self,
        norm: &Word,
        of: Option<&tree::Expr>,
        for_: Option<&tree::Expr>,
        state: &Word,
        span: Span,
    ) -> Expr {
        let known = self.names.find(&norm.text, |names| &names.norms).copied();
        let Some(id) = known else {
            return self.no_norm_state(norm, of, for_, state, span);
        };
        self.refer(norm.span, Target::Norm(id));
        let of = of.map(|of| {
            let of = self.unchecked(of, &Type::Any);
            self.individual(of)
        });
        let for_ = for_.map(|for_| self.cause(for_));
        let Some(state) = self.state_word(state) else {
            return self.bad(span);
        };
        boolean(
            ExprKind::NormState {
                norm: id,
                of: of.map(Box::new),
                for_: for_.map(Box::new),
                state,
            },
            span,
        )
    }

    /// What an instance is for: a period, or what caused it.
    pub(crate) fn cause(&mut self, e: &tree::Expr) -> Expr {
        let found = self.unchecked(e, &Type::Any);
        match found.ty {
            Type::Period(_) | Type::Happening(_) | Type::Any => found,
            _ => {
                let problem = messages::types::no_cause(&found, self.policy());
                self.report(problem);
                self.bad(found.span)
            }
        }
    }

    /// `breached`, `discharged late`
    pub fn state_word(&mut self, word: &Word) -> Option<StateWord> {
        let state = StateWord::from_word(&word.text);
        if state.is_none() {
            self.report(messages::names::unknown_state(word));
        }
        state
    }

    fn no_norm_state(
        &mut self,
        name: &Word,
        of: Option<&tree::Expr>,
        for_: Option<&tree::Expr>,
        state: &Word,
        span: Span,
    ) -> Expr {
        let is_value = !self
            .names
            .all(&state.text, |names| &names.values)
            .is_empty();
        if for_.is_none() && is_value {
            let left = match of {
                Some(of) => tree::ExprKind::Of {
                    what: vec![name.clone()],
                    of: Box::new(of.clone()),
                },
                None => tree::ExprKind::Name(name.text.clone()),
            };
            let left = tree::Expr {
                kind: left,
                span: name.span.to(of.map_or(name.span, |of| of.span)),
            };
            let right = tree::Expr {
                kind: tree::ExprKind::Name(state.text.clone()),
                span: state.span,
            };
            return self.compare(&left, tree::CompareOp::Is, &right, span);
        }
        self.report_unknown_norm(name);
        self.bad(span)
    }

    /// A norm by its name.
    pub fn norm(&mut self, word: &Word) -> Option<crate::policy::norm::NormNameId> {
        let found = self.names.find(&word.text, |names| &names.norms).copied();
        match found {
            Some(id) => self.refer(word.span, Target::Norm(id)),
            None => self.report_unknown_norm(word),
        }
        found
    }

    fn report_unknown_norm(&mut self, word: &Word) {
        let known = self.names.listed(|names| &names.norms);
        let near = crate::base::nearest::nearest(&word.text, known);
        let problem = messages::names::unknown_norm(word, near);
        self.report(problem);
    }
}
