//! Effects: the changes that norms bring about and scenarios state.

use super::{index::Target, messages, scope::Scope};
use crate::{
    policy::{
        expr::{Expr, ExprKind},
        norm::{Effect, EffectKind},
        policy::FactId,
        types::Type,
    },
    tree::{expr as tree_expr, norm as tree, word::Word},
};

impl Scope<'_> {
    /// `FACT begins for every h: HealthAuthority where …`
    pub fn effect(&mut self, effect: &tree::Effect) -> Option<Effect> {
        let mark = self.mark();
        let for_every = effect.for_every.as_ref().map(|over| self.ranged(over));
        let kind = self.effect_kind(&effect.kind);
        self.forget_to(mark);
        let for_every = match for_every {
            Some(None) => return None,
            Some(over) => over,
            None => None,
        };
        Some(Effect {
            kind: kind?,
            for_every,
            span: effect.span,
        })
    }

    fn effect_kind(&mut self, effect: &tree::EffectKind) -> Option<EffectKind> {
        Some(match effect {
            tree::EffectKind::Begins(fact) => {
                let (fact, arguments) = self.boolean_fact(fact)?;
                EffectKind::Begins(fact, arguments)
            }
            tree::EffectKind::Ends(fact) => {
                let (fact, arguments) = self.fact(fact)?;
                EffectKind::Ends(fact, arguments)
            }
            tree::EffectKind::Becomes(fact, value) => {
                let span = fact.span;
                let (fact, arguments) = self.fact(fact)?;
                let declared = &self.policy().facts[fact];
                if declared.ty == Type::Boolean {
                    self.report(messages::norms::becomes_of_condition(span, &declared.name));
                    return None;
                }
                let value = self.expr(value, &declared.ty);
                EffectKind::Becomes(fact, arguments, value)
            }
            tree::EffectKind::Established(body) => EffectKind::Established(self.body(body)?),
            tree::EffectKind::Abolished(body) => EffectKind::Abolished(self.body(body)?),
            tree::EffectKind::Renamed(body, title) => {
                EffectKind::Renamed(self.body(body)?, title.text.clone())
            }
            tree::EffectKind::BecomesKind(body, kind) => {
                let body = self.body(body);
                let kind = self.kind(kind);
                EffectKind::BecomesKind(body?, kind?)
            }
            tree::EffectKind::FunctionPasses { function, of, to } => {
                return self.passes(function.as_ref(), of, to);
            }
            tree::EffectKind::Imposed(norm, body) => {
                let norm = self.norm(norm);
                let body = self.body(body);
                EffectKind::Imposed(norm?, body?)
            }
            tree::EffectKind::Disapplied(norm, body) => {
                let norm = self.norm(norm);
                let body = self.body(body);
                EffectKind::Disapplied(norm?, body?)
            }
            tree::EffectKind::ClaimPasses { norm, owed_to, to } => {
                let norm = self.norm(norm);
                let (from, to) = (self.body(owed_to), self.body(to));
                EffectKind::ClaimPasses(norm?, from?, to?)
            }
            tree::EffectKind::NormPasses { norm, of, to } => {
                let norm = self.norm(norm);
                let (from, to) = (self.body(of), self.body(to));
                EffectKind::NormPasses(norm?, from?, to?)
            }
        })
    }

    /// `commissioning of h passes to b`: a function goes over, or a norm has another bearer; the name decides.
    fn passes(
        &mut self,
        what: Option<&Word>,
        of: &tree_expr::Expr,
        to: &tree_expr::Expr,
    ) -> Option<EffectKind> {
        let (from, to) = (self.body(of), self.body(to));
        let Some(word) = what else {
            return Some(EffectKind::FunctionPasses(None, from?, to?));
        };
        if let Some(function) = self.names.find(&word.text, |names| &names.functions) {
            self.refer(word.span, Target::Function(*function));
            return Some(EffectKind::FunctionPasses(Some(*function), from?, to?));
        }
        if let Some(norm) = self.names.find(&word.text, |names| &names.norms) {
            self.refer(word.span, Target::Norm(*norm));
            return Some(EffectKind::NormPasses(*norm, from?, to?));
        }
        let mut known = self.names.listed(|names| &names.functions);
        known.extend(self.names.listed(|names| &names.norms));
        let near = crate::base::nearest::nearest(&word.text, known);
        self.report(messages::names::unknown_function_or_norm(word, near));
        None
    }

    /// An individual that something happens to.
    pub fn body(&mut self, e: &tree_expr::Expr) -> Option<Expr> {
        let found = self.unchecked(e, &Type::Any);
        let found = self.individual(found);
        (!matches!(found.kind, ExprKind::Bad)).then_some(found)
    }

    /// A fact that holds or does not.
    pub fn boolean_fact(&mut self, e: &tree_expr::Expr) -> Option<(FactId, Vec<Expr>)> {
        let (fact, arguments) = self.fact(e)?;
        let declared = &self.policy().facts[fact];
        if declared.ty != Type::Boolean {
            let problem = messages::norms::begins_of_value(e.span, declared, self.policy());
            self.report(problem);
            return None;
        }
        Some((fact, arguments))
    }
}
