//! The second walk: what kinds are under, and the types of arguments, facts and answers.

use std::collections::BTreeSet;

use smol_str::SmolStr;

use super::collector::{At, BodyKind, Collector};
use crate::{
    policy::{
        policy::{Fact, FactSort, KindId, Parameter},
        types::Type,
    },
    resolve::{
        collect::declare::text,
        expr::attribute_key,
        index::Target,
        messages,
        names::{Callable, TypeName},
        scope::Scope,
    },
    tree::{delegation, policy as tree, word::Word},
};

impl<'t> Collector<'t> {
    /// Kinds under kinds, and the kinds of individuals.
    pub(super) fn relate(&mut self, at: At, item: &'t tree::Item) {
        match item {
            tree::Item::Kind(kind) => {
                let Some(id) = self.own_kind(at, &kind.name) else {
                    return;
                };
                let Some(word) = &kind.parent else { return };
                let Some(parent) = self.read(at.pack, |scope| scope.kind(word)) else {
                    self.signatures.orphans.insert(id);
                    return;
                };
                self.signatures.policy.kinds[id].parent = Some(parent);
            }
            tree::Item::Individual(individual) => {
                let own = self.signatures.names.get(at.pack.index());
                let id = own.and_then(|names| names.individuals.get(&individual.name.text));
                let Some(id) = id.copied() else { return };
                if self.signatures.policy.individuals[id].span != individual.name.span {
                    return;
                }
                match self.read(at.pack, |scope| scope.kind(&individual.kind)) {
                    Some(kind) => self.signatures.policy.individuals[id].kind = kind,
                    None => {
                        self.signatures.kindless.insert(id);
                    }
                }
            }
            _ => {}
        }
    }

    /// The kind that this item declares, unless it was declared before.
    fn own_kind(&self, at: At, word: &Word) -> Option<KindId> {
        let own = self.signatures.names.get(at.pack.index())?;
        match own.types.get(&word.text) {
            Some(TypeName::Kind(id)) if self.signatures.policy.kinds[*id].span == word.span => {
                Some(*id)
            }
            _ => None,
        }
    }

    /// Takes rings of kinds apart, which are told; then kinds take from above whether they are statutory. Each kind is passed
    /// a fixed number of times, however deep it stands.
    pub(super) fn lineage(&mut self) {
        let ids: Vec<KindId> = self.signatures.policy.kinds.ids().collect();
        let mut settled = vec![false; ids.len()];
        for kind in ids {
            let mut way: Vec<KindId> = Vec::new();
            let mut on_way: BTreeSet<KindId> = BTreeSet::new();
            let mut at = Some(kind);
            while let Some(next) = at.filter(|next| settled.get(next.index()) == Some(&false)) {
                if !on_way.insert(next) {
                    self.break_ring(&way, next);
                    break;
                }
                way.push(next);
                at = self.signatures.policy.kinds[next].parent;
            }
            let kinds = &mut self.signatures.policy.kinds;
            for passed in way.into_iter().rev() {
                let above = kinds[passed].parent;
                kinds[passed].statutory |= above.is_some_and(|above| kinds[above].statutory);
                if let Some(settled) = settled.get_mut(passed.index()) {
                    *settled = true;
                }
            }
        }
    }

    /// The way upward came to `again` a second time: the kind of the ring that was declared last loses what it stands under.
    fn break_ring(&mut self, way: &[KindId], again: KindId) {
        let ring: Vec<KindId> = way.iter().copied().skip_while(|at| *at != again).collect();
        let Some((at, last)) = ring.iter().enumerate().max_by_key(|(_, kind)| **kind) else {
            return;
        };
        let kinds = &mut self.signatures.policy.kinds;
        kinds[*last].parent = None;
        let around = ring.iter().cycle().skip(at).take(ring.len() + 1);
        let names: Vec<SmolStr> = around.map(|kind| kinds[*kind].name.clone()).collect();
        let name = Word {
            text: kinds[*last].name.clone(),
            span: kinds[*last].span,
        };
        self.report(messages::names::kind_ring(&name, &names));
    }

    /// The types that an item names in its signature.
    pub(super) fn type_item(&mut self, at: At, item: &'t tree::Item) {
        match item {
            tree::Item::Kind(kind) => {
                if let Some(id) = self.own_kind(at, &kind.name) {
                    self.attributes(at, id, &kind.attributes);
                }
            }
            tree::Item::Act(act) | tree::Item::Event(act) => {
                let Some(Callable::Act(id)) = self.own_callable(at, &act.name) else {
                    return;
                };
                let (parameters, under) = self.read(at.pack, |scope| {
                    let parameters = parameters(scope, &act.parameters);
                    let under = act.under.as_ref().and_then(|under| scope.function(under));
                    (parameters, under)
                });
                let names = parameters.iter().map(|p| p.name.clone());
                self.signatures.arguments.extend(names);
                let declared = &mut self.signatures.policy.acts[id];
                declared.parameters = parameters;
                declared.under = under;
            }
            tree::Item::Fact(fact) | tree::Item::Judgement(fact) => {
                let Some(Callable::Fact(id)) = self.own_callable(at, &fact.name) else {
                    return;
                };
                let (parameters, ty) = self.read(at.pack, |scope| {
                    let parameters = parameters(scope, &fact.parameters);
                    (parameters, result(scope, fact.ty.as_ref()))
                });
                let declared = &mut self.signatures.policy.facts[id];
                declared.parameters = parameters;
                if ty != Type::Boolean && declared.sort == FactSort::Holds {
                    declared.sort = FactSort::Valued;
                }
                declared.ty = ty;
            }
            tree::Item::Definition(definition) => {
                let Some(Callable::Definition(id)) = self.own_callable(at, &definition.name) else {
                    return;
                };
                let (parameters, ty) = self.read(at.pack, |scope| {
                    let parameters = parameters(scope, &definition.parameters);
                    (parameters, result(scope, definition.ty.as_ref()))
                });
                let declared = &mut self.signatures.policy.definitions[id];
                let first = declared.span;
                if first == definition.name.span {
                    declared.parameters = parameters;
                    declared.ty = ty;
                } else if !alike(&declared.parameters, &declared.ty, &parameters, &ty) {
                    self.report(messages::definitions::versions_differ(
                        &definition.name,
                        first,
                    ));
                }
            }
            tree::Item::Decision(decision) => {
                let Some(Callable::Decision(id)) = self.own_callable(at, &decision.name) else {
                    return;
                };
                let (parameters, ty) = self.read(at.pack, |scope| {
                    let parameters = parameters(scope, &decision.parameters);
                    (parameters, result(scope, decision.ty.as_ref()))
                });
                let declared = &mut self.signatures.policy.decisions[id];
                let first = declared.span;
                if first == decision.name.span {
                    declared.parameters = parameters;
                    declared.ty = ty;
                } else if !alike(&declared.parameters, &declared.ty, &parameters, &ty) {
                    self.report(messages::definitions::versions_differ(
                        &decision.name,
                        first,
                    ));
                }
            }
            tree::Item::Office(office) => self.office(at, office),
            tree::Item::Norm(norm) => {
                let own = self.signatures.names.get(at.pack.index());
                let Some(id) = own
                    .and_then(|names| names.norms.get(&norm.name.text))
                    .copied()
                else {
                    return;
                };
                let ty = self.read(at.pack, |scope| crate::resolve::norm::cause_of(scope, norm));
                self.signatures.norm_causes.entry(id).or_insert(ty);
            }
            _ => {}
        }
    }

    fn own_callable(&self, at: At, word: &Word) -> Option<Callable> {
        let own = self.signatures.names.get(at.pack.index())?;
        own.callables.get(&word.text).copied()
    }

    fn attributes(&mut self, at: At, kind: KindId, attributes: &'t [tree::Attribute]) {
        for attribute in attributes {
            let key: SmolStr = attribute_key(&attribute.name).into();
            let Some(word) = attribute.name.first() else {
                continue;
            };
            let ty = self.read(at.pack, |scope| scope.ty(&attribute.ty));
            let all = self.view(at.pack).all(&key, |names| &names.attributes);
            let policy = &self.signatures.policy;
            let earlier = all.into_iter().find(|fact| match policy.facts[*fact].sort {
                FactSort::Attribute(other) => policy.is_kind(kind, other),
                _ => false,
            });
            if let Some(first) = earlier {
                let first = policy.facts[first].span;
                self.twice("attribute", word, first);
                continue;
            }
            let fact = self.signatures.policy.facts.push(Fact {
                name: key.clone(),
                parameters: vec![Parameter {
                    name: "of".into(),
                    ty: Type::Kind(kind),
                }],
                ty,
                sort: FactSort::Attribute(kind),
                template: text(attribute.title.as_ref()),
                sources: Vec::new(),
                span: word.span,
            });
            self.own(at).attributes.entry(key).or_default().push(fact);
            self.refer(word.span, Target::Fact(fact));
            self.body(at, BodyKind::Attribute(fact, attribute));
        }
    }

    fn office(&mut self, at: At, office: &'t delegation::Office) {
        let own = self.signatures.names.get(at.pack.index());
        let all = own.and_then(|names| names.offices.get(&office.name.text));
        let place = |id: &&crate::policy::delegation::OfficeId| {
            self.signatures.policy.offices[**id].span == office.name.span
        };
        let Some(id) = all.and_then(|all| all.iter().find(place)).copied() else {
            return;
        };
        let (kind, of) = self.read(at.pack, |scope| {
            let kind = match &office.kind {
                Some(word) => scope.kind(word),
                None => {
                    let name = if office.committee {
                        "Committee"
                    } else {
                        "Office"
                    };
                    match scope.names.find(name, |names| &names.types) {
                        Some(TypeName::Kind(kind)) => Some(*kind),
                        _ => None,
                    }
                }
            };
            (kind, office.of.as_ref().map(|of| kind_or_body(scope, of)))
        });
        let (of, of_body) = match of {
            Some(Some(Ok(kind))) => (Some(kind), None),
            Some(Some(Err(body))) => {
                let kind = self.signatures.policy.individuals[body].kind;
                (Some(kind), Some(body))
            }
            Some(None) | None => (None, None),
        };
        let earlier = self
            .view(at.pack)
            .all(&office.name.text, |names| &names.offices);
        let offices = &self.signatures.policy.offices;
        let meets = earlier
            .into_iter()
            .filter(|other| *other < id)
            .find(|other| {
                let other = &offices[*other];
                match (other.of_body, of_body, other.of, of) {
                    (Some(a), Some(b), _, _) => a == b,
                    (_, _, Some(a), Some(b)) => self.signatures.related(a, b),
                    _ => true,
                }
            });
        if let Some(first) = meets {
            let first = offices[first].span;
            self.twice("office", &office.name, first);
        }
        let declared = &mut self.signatures.policy.offices[id];
        declared.of = of;
        declared.of_body = of_body;
        if let Some(kind) = kind {
            declared.kind = kind;
        }
    }
}

/// A kind, or a body by its name.
fn kind_or_body(
    scope: &mut Scope<'_>,
    word: &Word,
) -> Option<Result<KindId, crate::policy::policy::IndividualId>> {
    if let Some((body, _)) = scope.individual_named(&word.text) {
        scope.refer(word.span, Target::Individual(body));
        return Some(Err(body));
    }
    scope.kind(word).map(Ok)
}

/// Parameters, each of another name.
fn parameters(scope: &mut Scope<'_>, written: &[tree::Parameter]) -> Vec<Parameter> {
    let mut found: Vec<Parameter> = Vec::with_capacity(written.len());
    for (at, parameter) in written.iter().enumerate() {
        let word = &parameter.name;
        let earlier = written.get(..at).unwrap_or_default();
        if let Some(first) = earlier.iter().find(|p| p.name.text == word.text) {
            scope.report(messages::names::declared_twice(
                "argument",
                &word.text,
                word.span,
                first.name.span,
            ));
        }
        let ty = scope.ty(&parameter.ty);
        found.push(Parameter {
            name: word.text.clone(),
            ty,
        });
    }
    found
}

/// The type that something gives: a condition where nothing is said.
fn result(scope: &mut Scope<'_>, ty: Option<&tree::Type>) -> Type {
    ty.map_or(Type::Boolean, |ty| scope.ty(ty))
}

/// Whether two versions take and give the same. The names of the arguments may differ.
fn alike(ones: &[Parameter], one: &Type, others: &[Parameter], other: &Type) -> bool {
    one == other
        && ones.len() == others.len()
        && ones
            .iter()
            .zip(others)
            .all(|(one, other)| one.ty == other.ty)
}
