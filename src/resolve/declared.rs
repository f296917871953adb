//! The small bodies: sentences and citations of acts and facts, whose judgement it is, and the attributes of individuals.

use super::{
    citation::WithActor,
    messages,
    resolved::{Resolved, kept},
    scope::Scope,
    signatures::Signatures,
};
use crate::{
    policy::{
        expr::Expr,
        policy::{ActId, ClauseId, FactId, IndividualId, PackId, StatedFact},
        types::Type,
        value::Value,
    },
    resolve::expr::attribute_key,
    tree::{policy as tree, word::Word},
};

/// What an act cites.
pub fn act(
    signatures: &Signatures,
    pack: PackId,
    id: ActId,
    written: &tree::Act,
) -> Resolved<Vec<ClauseId>> {
    let mut scope = Scope::new(signatures, pack);
    let declared = &signatures.policy.acts[id];
    if let Some(template) = &written.template {
        let actor = if declared.event {
            WithActor::No
        } else {
            WithActor::Yes
        };
        scope.template(template, &declared.parameters, &written.name, actor);
    }
    let sources = scope.citations(&written.source);
    kept(sources, scope.finish().split().1)
}

/// What a fact or judgement cites, and whose judgement it is.
pub fn fact(
    signatures: &Signatures,
    pack: PackId,
    id: FactId,
    written: &tree::Fact,
) -> Resolved<(Vec<ClauseId>, Option<Expr>)> {
    let mut scope = Scope::new(signatures, pack);
    let declared = &signatures.policy.facts[id];
    if let Some(template) = &written.template {
        scope.template(template, &declared.parameters, &written.name, WithActor::No);
    }
    let sources = scope.citations(&written.source);
    for (parameter, tree) in declared.parameters.iter().zip(&written.parameters) {
        scope.bind_anew(&tree.name, parameter.ty.clone());
    }
    let by = written.by.as_ref().and_then(|by| scope.body(by));
    kept((sources, by), scope.finish().split().1)
}

/// The sentence of an attribute.
pub fn attribute(
    signatures: &Signatures,
    pack: PackId,
    id: FactId,
    written: &tree::Attribute,
) -> Resolved<()> {
    let mut scope = Scope::new(signatures, pack);
    let declared = &signatures.policy.facts[id];
    if let (Some(template), Some(first)) = (&written.title, written.name.first()) {
        scope.template(template, &declared.parameters, first, WithActor::No);
    }
    kept((), scope.finish().split().1)
}

/// The attributes of an individual that the policy states.
pub fn individual(
    signatures: &Signatures,
    pack: PackId,
    id: IndividualId,
    written: &tree::Individual,
) -> Resolved<Vec<StatedFact>> {
    let mut scope = Scope::new(signatures, pack);
    let mut found: Vec<StatedFact> = Vec::new();
    for (name, value) in &written.attributes {
        let stated = scope.stated(id, name, value);
        if let Some(stated) = stated {
            if let Some(first) = found.iter().find(|other| other.fact == stated.fact) {
                let word = Word {
                    text: attribute_key(name).into(),
                    span: stated.span,
                };
                let first = first.span;
                scope.report(messages::names::declared_twice(
                    "attribute",
                    &word.text,
                    word.span,
                    first,
                ));
                continue;
            }
            found.push(stated);
        }
    }
    kept(found, scope.finish().split().1)
}

impl Scope<'_> {
    /// An attribute of an individual with its value.
    pub fn stated(
        &mut self,
        of: IndividualId,
        name: &[Word],
        value: &crate::tree::expr::Expr,
    ) -> Option<StatedFact> {
        let individual = self.policy().individuals.get(of)?;
        let ty = if self.signatures.kindless.contains(&of) {
            Type::Any
        } else {
            Type::Kind(individual.kind)
        };
        let fact = self.attribute_of(&ty, name)?;
        let value = self.value(value, &self.policy().facts[fact].ty.clone())?;
        Some(StatedFact {
            fact,
            arguments: vec![Value::Individual(of)],
            value,
            span: name.first()?.span,
        })
    }

    /// The attribute of this name that something of a type has.
    pub fn attribute_of(&mut self, ty: &Type, name: &[Word]) -> Option<FactId> {
        let (first, last) = (name.first()?, name.last()?);
        let key = attribute_key(name);
        let word = Word {
            text: key.as_str().into(),
            span: first.span.to(last.span),
        };
        let found = self.attribute(&key, ty);
        match found {
            Some(fact) => self.refer(word.span, super::index::Target::Fact(fact)),
            None => {
                let problem = self.unknown_attribute(&word, ty);
                self.report(problem);
            }
        }
        found
    }
}
