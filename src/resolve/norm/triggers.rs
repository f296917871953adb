//! What brings a norm about: triggers and occasions.

use crate::{
    policy::{
        norm::{Trigger, TriggerKind},
        pattern::{ActPattern, ActRef, Term},
        types::Type,
    },
    resolve::{index::Target, messages, names::Callable, scope::Scope},
    tree::{expr as tree_expr, norm as tree, word::Word},
};

impl Scope<'_> {
    /// `when … or …`: the alternatives bind the same variables.
    pub(super) fn triggers(&mut self, written: &[tree::Trigger]) -> Vec<Trigger> {
        let mut alternatives = self.alternatives();
        let mut found = Vec::with_capacity(written.len());
        for trigger in written {
            self.next_alternative(&mut alternatives);
            let kind = self.trigger(&trigger.kind);
            let label = trigger.label.as_ref().map(|label| {
                let of = match &kind {
                    Some(TriggerKind::Does(_, pattern) | TriggerKind::Happens(pattern)) => {
                        act_of(pattern)
                    }
                    _ => None,
                };
                self.bind(label, Type::Happening(of))
            });
            self.end_alternative(&mut alternatives);
            if let Some(kind) = kind {
                found.push(Trigger {
                    kind,
                    label,
                    span: trigger.span,
                });
            }
        }
        self.end_alternatives(alternatives);
        found
    }

    fn trigger(&mut self, trigger: &tree::TriggerKind) -> Option<TriggerKind> {
        match trigger {
            tree::TriggerKind::Does { actor, act } => {
                let actor = self.actor(actor);
                let pattern = self.act_pattern(act, Some(false));
                self.no_for_every(act);
                Some(TriggerKind::Does(actor, pattern?))
            }
            tree::TriggerKind::Happens(event) => {
                let pattern = self.act_pattern(event, Some(true));
                self.no_for_every(event);
                Some(TriggerKind::Happens(pattern?))
            }
            tree::TriggerKind::State {
                norm,
                of,
                for_,
                state,
            } => {
                let id = self.norm(norm);
                let of = of.as_ref().map(|of| self.actor(of));
                let for_ = for_.as_ref().map(|for_| {
                    let ty = id.and_then(|id| self.signatures.norm_causes.get(&id).cloned());
                    self.cause_term(for_, ty.unwrap_or(Type::Any))
                });
                let state = self.state_word(state);
                Some(TriggerKind::State {
                    norm: id?,
                    of,
                    for_,
                    state: state?,
                })
            }
            tree::TriggerKind::Changes { fact, begins } => self.changes(fact, *begins),
        }
    }

    /// For which period or cause: a name that is not bound is bound to it.
    fn cause_term(&mut self, e: &tree_expr::Expr, ty: Type) -> Term {
        match &e.kind {
            tree_expr::ExprKind::Anything => Term::Anything,
            tree_expr::ExprKind::Name(name) if self.bound(name).is_none() => {
                let word = Word {
                    text: name.clone(),
                    span: e.span,
                };
                Term::Bind(self.bind(&word, ty), None)
            }
            _ => Term::Is(self.cause(e)),
        }
    }

    /// `failing(c) begins`: the arguments are terms, which may bind.
    fn changes(&mut self, fact: &tree_expr::Expr, begins: bool) -> Option<TriggerKind> {
        if let tree_expr::ExprKind::Call(call) = &fact.kind
            && let Some(Callable::Fact(id)) = self
                .names
                .find(&call.name.text, |names| &names.callables)
                .copied()
        {
            self.refer(call.name.span, Target::Fact(id));
            let declared = &self.policy().facts[id];
            if declared.ty != Type::Boolean {
                let problem = messages::norms::begins_of_value(fact.span, declared, self.policy());
                self.report(problem);
                return None;
            }
            let placed = self.place(&call.name, &call.arguments, &declared.parameters)?;
            let arguments = declared.parameters.iter().zip(placed);
            let arguments = arguments
                .map(|(parameter, argument)| match argument {
                    Some(argument) => self.term(&argument.value, &parameter.ty),
                    None => Term::Anything,
                })
                .collect();
            return Some(TriggerKind::Changes {
                fact: id,
                arguments,
                begins,
            });
        }
        let (fact, arguments) = self.boolean_fact(fact)?;
        Some(TriggerKind::Changes {
            fact,
            arguments: arguments.into_iter().map(Term::Is).collect(),
            begins,
        })
    }

    /// `for every` stands in no trigger and no power.
    pub(super) fn no_for_every(&mut self, pattern: &crate::tree::act::ActPattern) {
        if let Some(over) = &pattern.for_every {
            let span = over.binder.name.span;
            self.misplaced(span, messages::types::Misplaced::ForEvery);
        }
    }
}

fn act_of(pattern: &ActPattern) -> Option<crate::policy::policy::ActId> {
    match pattern.act {
        ActRef::Act(act) => Some(act),
        ActRef::Variable(_) | ActRef::Anything => None,
    }
}
