//! Act patterns: which act, what is said of its arguments, and what they bind. A name that is bound, or known where it
//! stands, is meant; another is bound there.

use smol_str::SmolStr;

use super::{
    index::Target,
    messages,
    names::{Callable, TypeName},
    scope::Scope,
};
use crate::{
    base::span::Span,
    policy::{
        expr::{Expr, ExprKind},
        pattern::{ActPattern, ActRef, Term},
        policy::{ActId, FunctionId},
        types::Type,
        value::{ActValue, Value},
    },
    tree::{
        act::{self as tree, ActName},
        expr::{self as tree_expr, Call},
        word::Word,
    },
};

impl Scope<'_> {
    /// An act pattern. `event` says whether an event is wanted, or an act; nothing where either will do. `for every` is the
    /// caller's: it is read before the arguments.
    pub fn act_pattern(
        &mut self,
        pattern: &tree::ActPattern,
        event: Option<bool>,
    ) -> Option<ActPattern> {
        let act = match &pattern.act {
            ActName::Anything(_) => Some(ActRef::Anything),
            ActName::Named(name) => self.act_ref(name, event),
        };
        let arguments = match (act, &pattern.act) {
            (Some(ActRef::Act(id)), ActName::Named(name)) => {
                self.terms(id, name, &pattern.arguments)
            }
            (Some(_), _) => {
                if let Some(argument) = pattern.arguments.first() {
                    let span = argument.value.span;
                    self.report(messages::acts::arguments_of_any_act(span));
                }
                Vec::new()
            }
            (None, _) => {
                self.bind_quietly(&pattern.arguments);
                Vec::new()
            }
        };
        let under = pattern
            .under
            .as_ref()
            .and_then(|under| self.function(under));
        let performed_by = pattern.performed_by.as_ref().map(|by| self.actor(by));
        let condition = pattern.condition.as_ref().map(|c| self.condition(c));
        Some(ActPattern {
            act: act?,
            arguments,
            under,
            condition,
            performed_by,
            span: pattern.span,
        })
    }

    fn act_ref(&mut self, name: &Word, event: Option<bool>) -> Option<ActRef> {
        if let Some(variable) = self.bound(&name.text)
            && matches!(self.variables[variable].ty, Type::Act | Type::Any)
        {
            self.use_variable(&name.text, name.span);
            return Some(ActRef::Variable(variable));
        }
        Some(ActRef::Act(self.act(name, event)?))
    }

    /// An act (or event, where that is wanted) by its name.
    pub fn act(&mut self, name: &Word, event: Option<bool>) -> Option<ActId> {
        match self.callable(name) {
            Some(Callable::Act(id)) => {
                let act = &self.policy().acts[id];
                if event.is_some_and(|wanted| wanted != act.event) {
                    self.report(messages::acts::act_or_event(name, act));
                    return None;
                }
                Some(id)
            }
            Some(_) => {
                self.report(messages::acts::no_act(name));
                None
            }
            None => {
                let acts = self.policy().acts.iter();
                let known: Vec<&str> = acts
                    .filter(|act| event.is_none_or(|wanted| wanted == act.event))
                    .map(|act| act.name.as_str())
                    .collect();
                let near = crate::base::nearest::nearest(&name.text, known);
                self.report(messages::names::unknown_act(name, near));
                None
            }
        }
    }

    /// A function by its name.
    pub fn function(&mut self, word: &Word) -> Option<FunctionId> {
        let found = self
            .names
            .find(&word.text, |names| &names.functions)
            .copied();
        match found {
            Some(id) => self.refer(word.span, Target::Function(id)),
            None => {
                let known = self.names.listed(|names| &names.functions);
                let near = crate::base::nearest::nearest(&word.text, known);
                let problem = messages::names::unknown_function(word, near);
                self.report(problem);
            }
        }
        found
    }

    fn terms(
        &mut self,
        act: ActId,
        name: &Word,
        arguments: &[tree::Argument],
    ) -> Vec<(usize, Term)> {
        let policy = self.policy();
        let parameters = &policy.acts[act].parameters;
        let Some(placed) = self.place(name, arguments, parameters) else {
            self.bind_quietly(arguments);
            return Vec::new();
        };
        // Bound in the order written, kept in the order of the parameters.
        let mut found: Vec<(usize, Term)> = Vec::with_capacity(arguments.len());
        for argument in arguments {
            let at = placed
                .iter()
                .position(|placed| placed.is_some_and(|placed| std::ptr::eq(placed, argument)));
            if let Some((at, parameter)) = at.and_then(|at| Some((at, parameters.get(at)?))) {
                found.push((at, self.term(&argument.value, &parameter.ty)));
            }
        }
        found.sort_by_key(|(at, _)| *at);
        found
    }

    /// What is said of an argument.
    pub fn term(&mut self, e: &tree_expr::Expr, want: &Type) -> Term {
        let set_of = match want {
            Type::Set(_) | Type::Any => want.clone(),
            single => Type::Set(Box::new(single.clone())),
        };
        match &e.kind {
            tree_expr::ExprKind::Anything => Term::Anything,
            tree_expr::ExprKind::Typed(binder) => {
                let ty = self.type_named(&binder.kind).unwrap_or(Type::Any);
                if !self.signatures.fits(&ty, want) {
                    let problem =
                        messages::types::binder_of_wrong_type(binder, &ty, want, self.policy());
                    self.report(problem);
                }
                let kind = match ty {
                    Type::Kind(kind) => Some(kind),
                    _ => None,
                };
                Term::Bind(self.bind(&binder.name, ty), kind)
            }
            tree_expr::ExprKind::Name(name) => self.bare(name, e, want),
            tree_expr::ExprKind::AllOf(set) => {
                if !matches!(want, Type::Set(_) | Type::Any) {
                    let problem = messages::types::all_of_one(e.span, want, self.policy());
                    self.report(problem);
                }
                Term::AllOf(self.expr(set, &set_of))
            }
            tree_expr::ExprKind::AnyOf(set) => Term::AnyOf(self.expr(set, &set_of)),
            tree_expr::ExprKind::InTotal(amount) => Term::InTotal(self.expr(amount, want)),
            tree_expr::ExprKind::Set(_) if !matches!(want, Type::Set(_) | Type::Any) => {
                let problem = messages::types::set_for_one(e.span, want, self.policy());
                self.report(problem);
                Term::Is(self.bad(e.span))
            }
            _ => Term::Is(self.expr(e, want)),
        }
    }

    fn bare(&mut self, name: &SmolStr, e: &tree_expr::Expr, want: &Type) -> Term {
        let is_type = matches!(
            self.names.find(name, |names| &names.types),
            Some(TypeName::Kind(_) | TypeName::Values(_))
        );
        let is_office = !self.names.all(name, |names| &names.offices).is_empty();
        if self.bound(name).is_some() || is_type || is_office {
            return Term::Is(self.expr(e, want));
        }
        if let Some(known) = self.known(name, e.span, want) {
            return Term::Is(self.fit(known, want));
        }
        let word = Word {
            text: name.clone(),
            span: e.span,
        };
        let variable = self.bind(&word, want.clone());
        self.fresh.push((variable, want.clone()));
        Term::Bind(variable, None)
    }

    /// Binds what an unreadable pattern would have bound, so that its uses are not reported too.
    fn bind_quietly(&mut self, arguments: &[tree::Argument]) {
        for argument in arguments {
            let word = match &argument.value.kind {
                tree_expr::ExprKind::Name(name) => Word {
                    text: name.clone(),
                    span: argument.value.span,
                },
                tree_expr::ExprKind::Typed(binder) => binder.name.clone(),
                _ => continue,
            };
            if self.bound(&word.text).is_none() {
                self.bind(&word, Type::Any);
            }
        }
        self.broken_already();
    }

    /// Who does something: `nhs-cb`, `c`, `anyone`, `d: CCG`.
    pub fn actor(&mut self, e: &tree_expr::Expr) -> Term {
        match &e.kind {
            tree_expr::ExprKind::Anything => Term::Anything,
            tree_expr::ExprKind::Typed(binder) => match self.kind(&binder.kind) {
                Some(kind) => Term::Bind(self.bind(&binder.name, Type::Kind(kind)), Some(kind)),
                None => {
                    self.bind(&binder.name, Type::Any);
                    Term::Anything
                }
            },
            tree_expr::ExprKind::AnyOf(set) => {
                let found = self.unchecked(set, &Type::Any);
                match found.ty {
                    Type::Set(_) | Type::Any => Term::AnyOf(found),
                    _ => {
                        let problem = messages::types::no_set(&found, self.policy());
                        self.report(problem);
                        Term::Is(self.bad(e.span))
                    }
                }
            }
            _ => {
                let found = self.unchecked(e, &Type::Any);
                Term::Is(self.individual(found))
            }
        }
    }

    /// An act with arguments as a value that is known where it stands.
    pub fn act_value(&mut self, call: &Call, span: Span) -> Option<ActValue> {
        self.act(&call.name, None)?;
        let e = tree_expr::Expr {
            kind: tree_expr::ExprKind::Call(call.clone()),
            span,
        };
        match self.value(&e, &Type::Act)? {
            Value::Act(act) => Some(*act),
            _ => None,
        }
    }

    /// A fact, judgement or attribute with its arguments: what can be stated, and what can begin and end.
    pub fn fact(
        &mut self,
        e: &tree_expr::Expr,
    ) -> Option<(crate::policy::policy::FactId, Vec<Expr>)> {
        let found = self.unchecked(e, &Type::Any);
        match found.kind {
            ExprKind::Fact(id, arguments) => Some((id, arguments)),
            ExprKind::Bad => None,
            _ => {
                let problem = messages::acts::no_fact(&found, self.policy());
                self.report(problem);
                None
            }
        }
    }
}
