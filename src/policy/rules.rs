//! Which rule a place in a policy belongs to.

use super::{norm::Form, policy::Policy};
use crate::base::span::Span;

impl Policy {
    /// The rule in whose text a place lies, for messages: its sort and its name, `the definition` and `linked`.
    pub fn rule_at(&self, place: Span) -> Option<(&'static str, &str)> {
        let here = |span: Span| span.file == place.file && span.item == place.item;
        if let Some(norm) = self.norms.iter().find(|norm| here(norm.span)) {
            let name = self.norm_names.get(norm.name)?;
            return Some((sort_of(&norm.form), name.name.as_str()));
        }
        let definitions = self.definitions.iter();
        for definition in definitions {
            if definition.versions.iter().any(|one| here(one.span)) {
                return Some(("the definition", &definition.name));
            }
        }
        for decision in self.decisions.iter() {
            if decision.versions.iter().any(|one| here(one.span)) {
                return Some(("the decision", &decision.name));
            }
        }
        if let Some(rule) = self.delegations.iter().find(|rule| here(rule.span)) {
            return Some(("the delegation rule", &rule.name));
        }
        let scheme = self.schemes.iter().find(|scheme| here(scheme.span))?;
        Some(("the scheme", &scheme.name))
    }
}

fn sort_of(form: &Form) -> &'static str {
    match form {
        Form::Duty(_) => "the duty",
        Form::Prohibition(_) => "the prohibition",
        Form::Power(_) => "the power",
        Form::Freedom(_) => "the freedom",
        Form::Immunity { .. } => "the immunity",
        Form::Transition => "the transition",
    }
}
