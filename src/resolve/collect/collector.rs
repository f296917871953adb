//! The collector: it walks all items twice, and hands on the bodies with the ids that they have.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::{
    base::span::Span,
    diagnostics::{diagnostic::Diagnostic, problems::Problems},
    policy::{
        delegation::OfficeId,
        norm::NormNameId,
        policy::{ActId, DecisionId, DefinitionId, FactId, IndividualId, PackId, SourceId},
    },
    resolve::{
        index::Target,
        input::PackInput,
        messages,
        names::{Names, View},
        scope::{Finished, Scope},
        signatures::Signatures,
        standing::Inherited,
    },
    tree::{delegation, norm, policy as tree, word::Word},
};

/// Everything that is known before any body is read.
#[derive(Debug)]
pub struct Collected<'t> {
    /// The signatures.
    pub signatures: Signatures,
    /// The bodies, in the order of packs, files and items.
    pub bodies: Vec<Body<'t>>,
    /// What the head of each file says.
    pub heads: Vec<Inherited<'t>>,
    /// What was found wrong.
    pub problems: Problems,
    /// The names that were resolved.
    pub references: Vec<(Span, Target)>,
}

/// An item whose body is still to be read.
#[derive(Debug, Clone, Copy)]
pub struct Body<'t> {
    /// The pack it stands in.
    pub pack: PackId,
    /// The head of its file, by its place in `heads`.
    pub head: usize,
    /// The item, and its id where it has one by now.
    pub kind: BodyKind<'t>,
}

/// Items with bodies.
#[derive(Debug, Clone, Copy)]
pub enum BodyKind<'t> {
    /// An individual with attributes.
    Individual(IndividualId, &'t tree::Individual),
    /// An act or event.
    Act(ActId, &'t tree::Act),
    /// A fact or judgement.
    Fact(FactId, &'t tree::Fact),
    /// An attribute of a kind.
    Attribute(FactId, &'t tree::Attribute),
    /// A version of a definition.
    Definition(DefinitionId, &'t tree::Definition),
    /// A version of a decision.
    Decision(DecisionId, &'t tree::Decision),
    /// A version of a norm.
    Norm(NormNameId, &'t norm::Norm),
    /// A rule of delegation.
    Delegation(&'t delegation::DelegationRule),
    /// A reservation.
    Reserved(&'t delegation::Reserved),
    /// An office or committee.
    Office(OfficeId, &'t delegation::Office),
    /// A scheme.
    Scheme(&'t delegation::Scheme),
    /// A statement.
    Statement(&'t tree::Statement),
    /// A finding that stays.
    Accept(&'t tree::Accept),
}

/// The collector.
#[derive(Debug, Default)]
pub(super) struct Collector<'t> {
    pub(super) signatures: Signatures,
    pub(super) bodies: Vec<Body<'t>>,
    pub(super) heads: Vec<Inherited<'t>>,
    pub(super) problems: Problems,
    pub(super) references: Vec<(Span, Target)>,
    /// Where each declared period is declared.
    pub(super) period_spans: Vec<Span>,
    /// Names of items that get their ids later, by pack and sort.
    pub(super) later: FxHashMap<(PackId, &'static str, SmolStr), Span>,
    /// What would hold the names of a pack without a table of its own; every pack has one.
    pub(super) spare: Names,
    /// Ranks of sources, read with the types.
    pub(super) source_ranks: Vec<(PackId, SourceId, &'t Word)>,
}

/// Where an item stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct At {
    pub(super) pack: PackId,
    pub(super) head: usize,
}

/// Collects the signatures of all packs.
pub fn collect<'t>(packs: &[PackInput<'t>]) -> Collected<'t> {
    let mut collector = Collector::default();
    let files = collector.packs(packs);
    for (at, file) in &files {
        for item in &file.items {
            collector.declare(*at, item);
        }
    }
    collector.packs_meet(packs);
    for (at, file) in &files {
        for item in &file.items {
            collector.relate(*at, item);
        }
    }
    collector.lineage();
    for (at, file) in &files {
        for item in &file.items {
            collector.type_item(*at, item);
        }
    }
    collector.read_heads(&files);
    Collected {
        signatures: collector.signatures,
        bodies: collector.bodies,
        heads: collector.heads,
        problems: collector.problems,
        references: collector.references,
    }
}

impl<'t> Collector<'t> {
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.problems.push(diagnostic);
    }

    pub(super) fn refer(&mut self, span: Span, target: Target) {
        self.references.push((span, target));
    }

    pub(super) fn view(&self, pack: PackId) -> View<'_> {
        self.signatures.view(pack)
    }

    pub(super) fn body(&mut self, at: At, kind: BodyKind<'t>) {
        self.bodies.push(Body {
            pack: at.pack,
            head: at.head,
            kind,
        });
    }

    /// Whether a name is free; an error where it was declared at this place before.
    pub(super) fn free(&mut self, sort: &str, word: &Word, earlier: Option<Span>) -> bool {
        if let Some(first) = earlier {
            self.report(messages::names::declared_twice(
                sort, &word.text, word.span, first,
            ));
        }
        earlier.is_none()
    }

    /// Whether the name of an item that gets its id later is free in its pack.
    pub(super) fn free_later(&mut self, pack: PackId, sort: &'static str, word: &Word) -> bool {
        let key = (pack, sort, word.text.clone());
        self.signatures.later.insert((pack, word.text.clone()));
        let earlier = self.later.get(&key).copied();
        if earlier.is_none() {
            self.later.insert(key, word.span);
        }
        self.free(sort, word, earlier)
    }

    /// Reads something in a scope of a pack, and keeps what was found wrong and what was named.
    pub(super) fn read<T>(&mut self, pack: PackId, read: impl FnOnce(&mut Scope<'_>) -> T) -> T {
        let mut scope = Scope::new(&self.signatures, pack);
        let found = read(&mut scope);
        let Finished {
            problems,
            references,
            ..
        } = scope.finish();
        self.signatures.incomplete |= problems
            .iter()
            .any(|problem| problem.code == crate::diagnostics::code::Code::UnknownType);
        self.problems.append(problems);
        self.references.extend(references);
        found
    }
}
