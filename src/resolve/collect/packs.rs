//! Packs: their order (used ones first), what each sees, and names that two used packs both declare.

use super::collector::{At, Collector};
use crate::{
    base::{nearest::nearest, span::Span},
    policy::{
        policy::{Kind, Pack, PackId},
        standing::Standing,
    },
    resolve::{
        index::Target,
        input::PackInput,
        messages,
        names::{Callable, Names, TypeName},
        standing::Inherited,
    },
    tree::{policy as tree, word::Word},
};

impl<'t> Collector<'t> {
    /// Gives the packs their ids, used ones before those that use them, and says in which order the files are read.
    pub(super) fn packs(&mut self, packs: &[PackInput<'t>]) -> Vec<(At, &'t tree::PolicyFile)> {
        let order = order(packs);
        let nothing = Inherited::nothing();
        for input in order.iter().filter_map(|at| packs.get(*at)) {
            self.signatures.policy.packs.push(Pack {
                name: input.name.clone(),
                title: None,
                main: input.main,
                standing: Standing {
                    from: None,
                    until: None,
                    when: None,
                    status: nothing.status,
                    rank: nothing.rank,
                },
                span: None,
            });
            self.signatures.names.push(Names::default());
        }
        let built_in = self.signatures.names.len();
        self.built_in_kinds();
        let mut files = Vec::new();
        for (pack, input) in order
            .iter()
            .enumerate()
            .filter_map(|(pack, at)| Some((pack, packs.get(*at)?)))
        {
            let id = PackId::new(u32::try_from(pack).unwrap_or(u32::MAX));
            let mut layers = vec![pack];
            for word in uses(input) {
                let used = order
                    .iter()
                    .position(|at| packs.get(*at).is_some_and(|other| other.name == word.text));
                match used {
                    Some(used) => {
                        self.refer(
                            word.span,
                            Target::Pack(PackId::new(u32::try_from(used).unwrap_or(u32::MAX))),
                        );
                        if !layers.contains(&used) {
                            layers.push(used);
                        }
                    }
                    None => {
                        let known = packs.iter().map(|pack| pack.name.as_str());
                        let near = nearest(&word.text, known.filter(|name| *name != input.name));
                        self.report(messages::names::unknown_pack(word, near));
                    }
                }
            }
            layers.push(built_in);
            self.signatures.layers.push(layers);
            for (_, file) in &input.files {
                let head = self.heads.len();
                self.heads.push(Inherited::nothing());
                files.push((At { pack: id, head }, *file));
            }
        }
        files
    }

    /// `Office` and `Committee`, for packs that see no kind of that name.
    fn built_in_kinds(&mut self) {
        let mut names = Names::default();
        for name in ["Office", "Committee"] {
            let kind = self.signatures.policy.kinds.push(Kind {
                name: name.into(),
                title: None,
                parent: None,
                statutory: false,
                powers_exhaustive: None,
                built_in: true,
                span: Span {
                    file: crate::base::span::FileId(0),
                    item: 0,
                    start: 0,
                    end: 0,
                },
            });
            names.types.insert(name.into(), TypeName::Kind(kind));
        }
        self.signatures.names.push(names);
    }

    /// Reports names that two packs which one pack uses both declare: which is meant could not be said.
    pub(super) fn packs_meet(&mut self, packs: &[PackInput<'t>]) {
        let mut found = Vec::new();
        for (pack, layers) in self.signatures.layers.iter().enumerate() {
            let name = self
                .signatures
                .policy
                .packs
                .iter()
                .nth(pack)
                .map(|pack| &pack.name);
            let input = packs.iter().find(|input| Some(&input.name) == name);
            let used = layers
                .get(1..layers.len().saturating_sub(1))
                .unwrap_or_default();
            for (at, one) in used.iter().enumerate() {
                for other in used.get(at + 1..).unwrap_or_default() {
                    let meeting = self.meeting(*one, *other);
                    let place = input.and_then(|input| uses(input).nth(at + 1));
                    if let (Some(place), Some((name, first, second))) = (place, meeting) {
                        let title = |pack: usize| {
                            let pack = self.signatures.policy.packs.iter().nth(pack);
                            pack.map_or("", |pack| pack.name.as_str())
                        };
                        found.push(messages::names::packs_meet(
                            place.span,
                            &name,
                            (title(*one), first),
                            (title(*other), second),
                        ));
                    }
                }
            }
        }
        found.into_iter().for_each(|problem| self.report(problem));
    }

    /// The first name, in alphabetical order, that two packs both declare.
    fn meeting(&self, one: usize, other: usize) -> Option<(String, Span, Span)> {
        let (one, other) = (
            self.signatures.names.get(one)?,
            self.signatures.names.get(other)?,
        );
        let mut found: Vec<(String, Span, Span)> = Vec::new();
        for (name, first) in &one.types {
            if let Some(second) = other.types.get(name) {
                found.push((
                    name.to_string(),
                    self.type_span(*first),
                    self.type_span(*second),
                ));
            }
        }
        let policy = &self.signatures.policy;
        for (name, first) in &one.individuals {
            if let Some(second) = other.individuals.get(name) {
                let (first, second) = (&policy.individuals[*first], &policy.individuals[*second]);
                found.push((name.to_string(), first.span, second.span));
            }
        }
        for (name, first) in &one.callables {
            if let Some(second) = other.callables.get(name).filter(|second| *second != first) {
                let (first, second) = (self.callable_span(*first), self.callable_span(*second));
                found.push((name.to_string(), first, second));
            }
        }
        for (name, first) in &one.functions {
            if let Some(second) = other.functions.get(name).filter(|second| *second != first) {
                let (first, second) = (&policy.functions[*first], &policy.functions[*second]);
                found.push((name.to_string(), first.span, second.span));
            }
        }
        found.sort();
        found.into_iter().next()
    }

    pub(super) fn type_span(&self, ty: TypeName) -> Span {
        let policy = &self.signatures.policy;
        match ty {
            TypeName::Kind(id) => policy.kinds[id].span,
            TypeName::Values(id) => policy.value_sets[id].span,
            TypeName::Period(id) => self.period_spans.get(id.index()).copied().unwrap_or(Span {
                file: crate::base::span::FileId(0),
                item: 0,
                start: 0,
                end: 0,
            }),
        }
    }

    pub(super) fn callable_span(&self, callable: Callable) -> Span {
        let policy = &self.signatures.policy;
        match callable {
            Callable::Act(id) => policy.acts[id].span,
            Callable::Fact(id) => policy.facts[id].span,
            Callable::Definition(id) => policy.definitions[id].span,
            Callable::Decision(id) => policy.decisions[id].span,
        }
    }
}

/// The packs that a pack says it uses.
fn uses<'t>(input: &PackInput<'t>) -> impl Iterator<Item = &'t Word> + use<'t> {
    let files: Vec<&'t tree::PolicyFile> = input.files.iter().map(|(_, file)| *file).collect();
    files.into_iter().flat_map(|file| {
        file.items.iter().filter_map(|item| match item {
            tree::Item::Use(word) => Some(word),
            _ => None,
        })
    })
}

/// The packs in such an order that used ones come first, and else as given.
fn order(packs: &[PackInput<'_>]) -> Vec<usize> {
    fn visit(at: usize, packs: &[PackInput<'_>], seen: &mut Vec<bool>, order: &mut Vec<usize>) {
        match seen.get_mut(at) {
            Some(seen) if !*seen => *seen = true,
            _ => return,
        }
        if let Some(input) = packs.get(at) {
            for word in uses(input) {
                if let Some(used) = packs.iter().position(|pack| pack.name == word.text) {
                    visit(used, packs, seen, order);
                }
            }
        }
        order.push(at);
    }
    let mut seen = vec![false; packs.len()];
    let mut found = Vec::with_capacity(packs.len());
    for at in 0..packs.len() {
        visit(at, packs, &mut seen, &mut found);
    }
    found
}
