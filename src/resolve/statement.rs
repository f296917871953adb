//! Statements that lay down no norm, and findings that stay.

use super::{
    collect::{text, texts},
    index::Target,
    messages,
    names::{Callable, TypeName},
    resolved::{Resolved, kept, left_out_if_broken},
    scope::Scope,
    signatures::Signatures,
    standing::{Inherited, Said},
};
use crate::{
    diagnostics::code::Code,
    policy::policy::{Accepted, PackId, Statement},
    tree::{policy as tree, word::Word},
};

/// A statement.
pub fn statement(
    signatures: &Signatures,
    pack: PackId,
    written: &tree::Statement,
    inherited: &Inherited<'_>,
) -> Resolved<Statement> {
    let mut scope = Scope::new(signatures, pack);
    let said = Said {
        in_force: written.in_force.as_ref(),
        status: written.status.map(|(status, _)| status),
        rank: None,
    };
    let standing = scope.standing(said, inherited, written.name.span);
    let free = scope.free_variables(&written.free);
    let holds = written.holds.as_ref().map(|holds| scope.condition(holds));
    let sources = scope.citations(&written.source);
    let (variables, rest) = scope.finish().split();
    let statement = Statement {
        name: written.name.text.clone(),
        title: text(written.title.as_ref()),
        pack,
        sources,
        not_normative: text(written.not_normative.as_ref()),
        variables,
        free,
        holds,
        standing,
        notes: texts(&written.notes),
        span: written.name.span,
    };
    left_out_if_broken("statement", &written.name, Some(statement), rest)
}

/// A finding that stays.
pub fn accept(signatures: &Signatures, pack: PackId, written: &tree::Accept) -> Resolved<Accepted> {
    let mut scope = Scope::new(signatures, pack);
    if written.code.text.parse::<Code>().is_err() {
        scope.report(messages::names::unknown_code(&written.code));
    }
    for word in &written.about {
        scope.declared_name(word);
    }
    let accepted = Accepted {
        code: written.code.text.clone(),
        about: written.about.iter().map(|word| word.text.clone()).collect(),
        because: written.because.text.clone(),
        span: written.span,
    };
    kept(accepted, scope.finish().split().1)
}

impl Scope<'_> {
    /// The name of a declaration of whatever sort.
    fn declared_name(&mut self, word: &Word) {
        let name = word.text.as_str();
        let names = self.names;
        let callable = names
            .find(name, |names| &names.callables)
            .map(|found| match found {
                Callable::Act(id) => Target::Act(*id),
                Callable::Fact(id) => Target::Fact(*id),
                Callable::Definition(id) => Target::Definition(*id),
                Callable::Decision(id) => Target::Decision(*id),
            });
        let ty = names
            .find(name, |names| &names.types)
            .map(|found| match found {
                TypeName::Kind(id) => Target::Kind(*id),
                TypeName::Values(id) => Target::ValueSet(*id),
                TypeName::Period(id) => Target::Period(*id),
            });
        let found = names
            .find(name, |names| &names.norms)
            .map(|id| Target::Norm(*id))
            .or(callable)
            .or(ty)
            .or_else(|| {
                names
                    .find(name, |names| &names.individuals)
                    .map(|id| Target::Individual(*id))
            })
            .or_else(|| {
                names
                    .find(name, |names| &names.functions)
                    .map(|id| Target::Function(*id))
            })
            .or_else(|| {
                names
                    .find(name, |names| &names.clauses)
                    .map(|id| Target::Clause(*id))
            })
            .or_else(|| {
                let offices = names.all(name, |names| &names.offices);
                offices.first().map(|id| Target::Office(*id))
            })
            .or_else(|| {
                let values = names.all(name, |names| &names.values);
                values.first().map(|id| Target::Value(*id))
            });
        match found {
            Some(target) => self.refer(word.span, target),
            None if self.signatures.named_later(self.pack, name) => {}
            None => {
                let mut known = self.names.listed(|names| &names.norms);
                known.extend(self.names.listed(|names| &names.callables));
                known.extend(self.names.listed(|names| &names.clauses));
                let near = crate::base::nearest::nearest(name, known);
                self.report(messages::names::unknown(name, word.span, near));
            }
        }
    }
}
