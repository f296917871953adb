//! Clauses that are cited, matters that are delegated, kinds that are named in lists, and the sentences of declarations.

use super::{index::Target, messages, names::Callable, scope::Scope};
use crate::{
    base::span::Span,
    policy::{
        delegation::{Matter, OfficeId},
        policy::{ClauseId, IndividualId, KindId, Parameter},
    },
    tree::word::{ClauseRef, Quoted, Word},
};

impl Scope<'_> {
    /// The clauses that these ids cite.
    pub fn citations(&mut self, cited: &[ClauseRef]) -> Vec<ClauseId> {
        cited.iter().filter_map(|word| self.clause(word)).collect()
    }

    /// The clause that an id cites.
    pub fn clause(&mut self, word: &ClauseRef) -> Option<ClauseId> {
        let found = self.names.find(&word.text, |names| &names.clauses).copied();
        match found {
            Some(id) => self.refer(word.span, Target::Clause(id)),
            None => {
                let known = self.names.listed(|names| &names.clauses);
                let near = crate::base::nearest::nearest(&word.text, known);
                self.report(messages::names::unknown_clause(word, near));
            }
        }
        found
    }

    /// What is delegated or reserved: a function, an act by its own name, or `functions`: all of them.
    pub fn matter(&mut self, word: &Word) -> Option<Matter> {
        let function = self
            .names
            .find(&word.text, |names| &names.functions)
            .copied();
        let act = match self.names.find(&word.text, |names| &names.callables) {
            Some(Callable::Act(id)) => Some(*id),
            _ => None,
        };
        let policy = self.policy();
        match (function, act) {
            (Some(function), Some(act)) => {
                let problem = messages::names::function_and_act(
                    word,
                    policy.functions[function].span,
                    policy.acts[act].span,
                );
                self.report(problem);
                None
            }
            (Some(id), None) => {
                self.refer(word.span, Target::Function(id));
                Some(Matter::Function(id))
            }
            (None, Some(id)) if policy.acts[id].event => {
                self.report(messages::acts::act_or_event(word, &policy.acts[id]));
                None
            }
            (None, Some(id)) => {
                self.refer(word.span, Target::Act(id));
                Some(Matter::Act(id))
            }
            (None, None) if word.text == "functions" => Some(Matter::Everything),
            (None, None) => {
                let mut known = self.names.listed(|names| &names.functions);
                known.extend(policy.acts.iter().map(|act| act.name.as_str()));
                let near = crate::base::nearest::nearest(&word.text, known);
                self.report(messages::names::unknown_matter(word, near));
                None
            }
        }
    }

    /// A kind, or one body by its name.
    pub fn kind_or_body(&mut self, word: &Word) -> Option<KindOrBody> {
        if let Some((body, kind)) = self.individual_named(&word.text) {
            self.refer(word.span, Target::Individual(body));
            return Some(KindOrBody::Body(body, kind));
        }
        self.kind(word).map(KindOrBody::Kind)
    }

    /// An office of such a body.
    pub fn office_of(
        &mut self,
        word: &Word,
        kind: Option<KindId>,
        body: Option<IndividualId>,
    ) -> Option<OfficeId> {
        let found = self.office_named(&word.text, kind, body);
        match found {
            Some(id) => self.refer(word.span, Target::Office(id)),
            None => {
                let known = self.names.listed(|names| &names.offices);
                let near = crate::base::nearest::nearest(&word.text, known);
                self.report(messages::names::unknown_office(word, near));
            }
        }
        found
    }

    /// Reports names in braces of a sentence that its declaration does not have.
    pub fn template(
        &mut self,
        template: &Quoted,
        parameters: &[Parameter],
        of: &Word,
        with_actor: WithActor,
    ) {
        let mut known: Vec<&str> = Vec::new();
        if with_actor == WithActor::Yes {
            known.push("actor");
        }
        known.extend(parameters.iter().map(|p| p.name.as_str()));
        for piece in template.text.split('{').skip(1) {
            let Some((name, _)) = piece.split_once('}') else {
                continue;
            };
            let name = name.trim();
            if !known.contains(&name) {
                let span: Span = template.span;
                self.report(messages::acts::unknown_in_template(
                    span, name, &known, &of.text,
                ));
            }
        }
    }
}

/// A kind, or one body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KindOrBody {
    /// All of a kind.
    Kind(KindId),
    /// One body, of this kind.
    Body(IndividualId, KindId),
}

impl KindOrBody {
    /// The kind.
    pub fn kind(self) -> KindId {
        match self {
            KindOrBody::Kind(kind) | KindOrBody::Body(_, kind) => kind,
        }
    }

    /// The one body, where it is one.
    pub fn body(self) -> Option<IndividualId> {
        match self {
            KindOrBody::Kind(_) => None,
            KindOrBody::Body(body, _) => Some(body),
        }
    }
}

/// Whether a sentence may speak of `{actor}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithActor {
    /// It is the sentence of an act.
    Yes,
    /// Nobody does it.
    No,
}
