//! Who bears, holds, delegates or makes a link.

use super::{fold::fold, index::Target, messages, scope::Scope};
use crate::{
    policy::{
        expr::{Domain, Expr, ExprKind},
        norm::Party,
        value::Value,
    },
    tree::norm as tree,
};

impl Scope<'_> {
    /// `c: CCG where …`, `nhs-cb`: the variable stays in sight.
    pub fn party(&mut self, party: &tree::Party) -> Option<Party> {
        match party {
            tree::Party::Any(ranged) => {
                let found = self.ranged(ranged)?;
                let Domain::Kind(kind) = found.domain else {
                    self.report(messages::names::no_kind(&ranged.binder.kind));
                    return None;
                };
                if found.condition.as_ref().is_some_and(|c| self.never(c)) {
                    let span = ranged
                        .condition
                        .as_ref()
                        .map_or(ranged.binder.name.span, |c| c.span);
                    self.report(messages::norms::nobody_bears(span));
                }
                Some(Party::Any {
                    variable: found.variable,
                    kind,
                    condition: found.condition,
                })
            }
            tree::Party::One(word) => {
                let Some((id, _)) = self.individual_named(&word.text) else {
                    let problem = if self.names.find(&word.text, |names| &names.types).is_some() {
                        messages::names::type_as_value(&word.text, word.span)
                    } else {
                        let known = self.names.listed(|names| &names.individuals);
                        let near = crate::base::nearest::nearest(&word.text, known);
                        messages::names::unknown_individual(word, near)
                    };
                    self.report(problem);
                    return None;
                };
                self.refer(word.span, Target::Individual(id));
                Some(Party::One(id))
            }
        }
    }

    /// Whether a condition is false whatever the facts.
    fn never(&self, condition: &Expr) -> bool {
        match &condition.kind {
            ExprKind::And(all) => all.iter().any(|c| self.never(c)),
            _ => fold(condition, &self.policy().periods) == Some(Value::Boolean(false)),
        }
    }
}
