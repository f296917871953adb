//! The first walk: every item's name gets an id.

use super::collector::{At, BodyKind, Collector};
use crate::{
    base::span::Span,
    policy::{
        delegation::Office,
        norm::NormName,
        policy::{
            Act, Clause, Decision, Definition, Fact, FactSort, Individual, Kind, KindId, Source,
            ValueSet,
        },
        types::Type,
    },
    resolve::{
        index::Target,
        messages,
        names::{Callable, Names, TypeName},
    },
    tree::{
        expr::ExprKind,
        literal::Literal,
        policy as tree,
        word::{Quoted, Word},
    },
};

impl<'t> Collector<'t> {
    pub(super) fn declare(&mut self, at: At, item: &'t tree::Item) {
        match item {
            tree::Item::Source(source) => self.declare_source(at, source),
            tree::Item::Kind(kind) => self.declare_kind(at, kind),
            tree::Item::Individual(individual) => self.declare_individual(at, individual),
            tree::Item::Values(values) => self.declare_values(at, values),
            tree::Item::Functions { entries, .. } => self.functions(at, entries, None),
            tree::Item::Act(act) => self.declare_act(at, act, false),
            tree::Item::Event(act) => self.declare_act(at, act, true),
            tree::Item::Fact(fact) => self.declare_fact(at, fact, FactSort::Holds),
            tree::Item::Judgement(fact) => self.declare_fact(at, fact, FactSort::Judgement(None)),
            tree::Item::Definition(definition) => self.declare_definition(at, definition),
            tree::Item::Decision(decision) => self.declare_decision(at, decision),
            tree::Item::Calendar(calendar) => self.calendar(at, calendar),
            tree::Item::Period(period) => self.period(at, period),
            tree::Item::Norm(norm) => {
                let earlier = self
                    .view(at.pack)
                    .find(&norm.name.text, |names| &names.norms)
                    .copied();
                let id = earlier.unwrap_or_else(|| {
                    self.signatures.policy.norm_names.push(NormName {
                        name: norm.name.text.clone(),
                        versions: Vec::new(),
                    })
                });
                self.own(at).norms.insert(norm.name.text.clone(), id);
                self.refer(norm.name.span, Target::Norm(id));
                self.body(at, BodyKind::Norm(id, norm));
            }
            tree::Item::Delegation(rule) => {
                if self.free_later(at.pack, "rule of delegation", &rule.name) {
                    self.body(at, BodyKind::Delegation(rule));
                }
            }
            tree::Item::Reserved(reserved) => self.body(at, BodyKind::Reserved(reserved)),
            tree::Item::Office(office) => self.declare_office(at, office),
            tree::Item::Scheme(scheme) => {
                let name = scheme.name.text.clone();
                self.signatures.later.insert((at.pack, name));
                self.body(at, BodyKind::Scheme(scheme));
            }
            tree::Item::Statement(statement) => {
                if self.free_later(at.pack, "statement", &statement.name) {
                    self.body(at, BodyKind::Statement(statement));
                }
            }
            tree::Item::Accept(accept) => self.body(at, BodyKind::Accept(accept)),
            tree::Item::Policy(_)
            | tree::Item::Use(_)
            | tree::Item::Note(_)
            | tree::Item::Bad(_) => {}
        }
    }

    /// The names of the pack itself.
    pub(super) fn own(&mut self, at: At) -> &mut Names {
        let own = self.signatures.names.get_mut(at.pack.index());
        own.unwrap_or(&mut self.spare)
    }

    fn declare_source(&mut self, at: At, source: &'t tree::Source) {
        let earlier = self
            .view(at.pack)
            .find(&source.name.text, |names| &names.sources);
        let earlier = earlier.map(|id| self.signatures.policy.sources[*id].span);
        self.free("source", &source.name, earlier);
        let id = self.signatures.policy.sources.push(Source {
            name: source.name.text.clone(),
            title: text(source.title.as_ref()),
            publisher: text(source.publisher.as_ref()),
            date: source.date.as_ref().and_then(as_written),
            reference: text(source.reference.as_ref()),
            rank: None,
            pack: at.pack,
            span: source.name.span,
        });
        self.own(at).sources.insert(source.name.text.clone(), id);
        self.refer(source.name.span, Target::Source(id));
        if let Some(rank) = &source.rank {
            self.source_ranks.push((at.pack, id, rank));
        }
        for clause in &source.clauses {
            let own = self.signatures.names.get(at.pack.index());
            let earlier = own.and_then(|names| names.clauses.get(&clause.id.text));
            let earlier = earlier.map(|id| self.signatures.policy.clauses[*id].span);
            if !self.free("clause", &clause.id, earlier) {
                continue;
            }
            let clause_id = self.signatures.policy.clauses.push(Clause {
                id: clause.id.text.clone(),
                title: text(clause.title.as_ref()),
                source: id,
                line: clause.line,
                not_normative: text(clause.not_normative.as_ref()),
                span: clause.id.span,
            });
            self.own(at)
                .clauses
                .insert(clause.id.text.clone(), clause_id);
            self.refer(clause.id.span, Target::Clause(clause_id));
        }
    }

    /// Whether the name of a type is free: kinds, trees of values and periods share one table, with the words of the language.
    pub(super) fn free_type(&mut self, at: At, sort: &str, word: &Word) -> bool {
        let earlier = self
            .view(at.pack)
            .find(&word.text, |names| &names.types)
            .copied()
            .filter(|ty| !matches!(ty, TypeName::Kind(kind) if self.signatures.policy.kinds[*kind].built_in));
        let earlier = earlier.map(|ty| self.type_span(ty));
        self.free(sort, word, earlier)
    }

    fn declare_kind(&mut self, at: At, kind: &'t tree::Kind) {
        if !self.free_type(at, "kind", &kind.name) {
            return;
        }
        let id = self.signatures.policy.kinds.push(Kind {
            name: kind.name.text.clone(),
            title: text(kind.title.as_ref()),
            parent: None,
            statutory: kind.statutory,
            powers_exhaustive: None,
            built_in: false,
            span: kind.name.span,
        });
        let names = self.own(at);
        names
            .types
            .insert(kind.name.text.clone(), TypeName::Kind(id));
        self.refer(kind.name.span, Target::Kind(id));
    }

    fn declare_individual(&mut self, at: At, individual: &'t tree::Individual) {
        let name = &individual.name;
        let earlier = self
            .view(at.pack)
            .find(&name.text, |names| &names.individuals);
        let earlier = earlier.map(|id| self.signatures.policy.individuals[*id].span);
        if !self.free("individual", name, earlier) {
            return;
        }
        let id = self.signatures.policy.individuals.push(Individual {
            name: name.text.clone(),
            title: text(individual.title.as_ref()),
            kind: KindId::new(0),
            span: name.span,
        });
        self.own(at).individuals.insert(name.text.clone(), id);
        self.refer(name.span, Target::Individual(id));
        self.body(at, BodyKind::Individual(id, individual));
    }

    fn declare_values(&mut self, at: At, values: &'t tree::Values) {
        if !self.free_type(at, "tree of values", &values.name) {
            return;
        }
        let set = self.signatures.policy.value_sets.push(ValueSet {
            name: values.name.text.clone(),
            title: text(values.title.as_ref()),
            entries: Vec::new(),
            span: values.name.span,
        });
        let names = self.own(at);
        names
            .types
            .insert(values.name.text.clone(), TypeName::Values(set));
        self.refer(values.name.span, Target::ValueSet(set));
        self.values(at, set, &values.entries, None);
    }

    /// Whether a name is free that can stand before brackets.
    fn free_callable(&mut self, at: At, sort: &str, word: &Word) -> bool {
        let earlier = self
            .view(at.pack)
            .find(&word.text, |names| &names.callables);
        let earlier = earlier.map(|callable| self.callable_span(*callable));
        self.free(sort, word, earlier)
    }

    fn declare_act(&mut self, at: At, act: &'t tree::Act, event: bool) {
        let sort = if event { "event" } else { "act" };
        if !self.free_callable(at, sort, &act.name) {
            return;
        }
        let id = self.signatures.policy.acts.push(Act {
            name: act.name.text.clone(),
            parameters: Vec::new(),
            event,
            under: None,
            template: text(act.template.as_ref()),
            sources: Vec::new(),
            span: act.name.span,
        });
        self.callable_declared(at, &act.name, Callable::Act(id), Target::Act(id));
        self.body(at, BodyKind::Act(id, act));
    }

    fn declare_fact(&mut self, at: At, fact: &'t tree::Fact, sort: FactSort) {
        let word = match sort {
            FactSort::Judgement(_) => "judgement",
            _ => "fact",
        };
        if !self.free_callable(at, word, &fact.name) {
            return;
        }
        let id = self.signatures.policy.facts.push(Fact {
            name: fact.name.text.clone(),
            parameters: Vec::new(),
            ty: Type::Boolean,
            sort,
            template: text(fact.template.as_ref()),
            sources: Vec::new(),
            span: fact.name.span,
        });
        self.callable_declared(at, &fact.name, Callable::Fact(id), Target::Fact(id));
        self.body(at, BodyKind::Fact(id, fact));
    }

    fn declare_definition(&mut self, at: At, definition: &'t tree::Definition) {
        let name = &definition.name;
        let earlier = self
            .view(at.pack)
            .find(&name.text, |names| &names.callables);
        let id = match earlier.copied() {
            Some(Callable::Definition(id)) => id,
            Some(_) => {
                self.free_callable(at, "definition", name);
                return;
            }
            None => self.signatures.policy.definitions.push(Definition {
                name: name.text.clone(),
                parameters: Vec::new(),
                ty: Type::Boolean,
                template: text(definition.template.as_ref()),
                versions: Vec::new(),
                recursive: false,
                span: name.span,
            }),
        };
        self.callable_declared(at, name, Callable::Definition(id), Target::Definition(id));
        self.body(at, BodyKind::Definition(id, definition));
    }

    fn declare_decision(&mut self, at: At, decision: &'t tree::Decision) {
        let name = &decision.name;
        let earlier = self
            .view(at.pack)
            .find(&name.text, |names| &names.callables);
        let id = match earlier.copied() {
            Some(Callable::Decision(id)) => id,
            Some(_) => {
                self.free_callable(at, "decision", name);
                return;
            }
            None => self.signatures.policy.decisions.push(Decision {
                name: name.text.clone(),
                title: text(decision.title.as_ref()),
                parameters: Vec::new(),
                ty: Type::Boolean,
                versions: Vec::new(),
                span: name.span,
            }),
        };
        self.callable_declared(at, name, Callable::Decision(id), Target::Decision(id));
        self.body(at, BodyKind::Decision(id, decision));
    }

    fn callable_declared(&mut self, at: At, name: &Word, callable: Callable, target: Target) {
        self.own(at).callables.insert(name.text.clone(), callable);
        self.refer(name.span, target);
    }

    fn declare_office(&mut self, at: At, office: &'t crate::tree::delegation::Office) {
        let id = self.signatures.policy.offices.push(Office {
            name: office.name.text.clone(),
            title: text(office.title.as_ref()),
            committee: office.committee,
            of: None,
            of_body: None,
            kind: KindId::new(0),
            quorum: Vec::new(),
            variables: crate::base::id::Arena::new(),
            casting_vote: None,
            sources: Vec::new(),
            notes: texts(&office.notes),
            span: office.name.span,
        });
        self.own(at)
            .offices
            .entry(office.name.text.clone())
            .or_default()
            .push(id);
        self.refer(office.name.span, Target::Office(id));
        self.body(at, BodyKind::Office(id, office));
    }

    /// The earlier place of a declaration, for the entries of trees.
    pub(super) fn twice(&mut self, sort: &str, word: &Word, first: Span) {
        self.report(messages::names::declared_twice(
            sort, &word.text, word.span, first,
        ));
    }
}

/// What stands between quotes.
pub(crate) fn text(quoted: Option<&Quoted>) -> Option<String> {
    quoted.map(|quoted| quoted.text.clone())
}

/// What stands between quotes, of each.
pub(crate) fn texts(quoted: &[Quoted]) -> Vec<String> {
    quoted.iter().map(|quoted| quoted.text.clone()).collect()
}

/// A source's date as it is written: a day, a month or a year.
fn as_written(date: &crate::tree::expr::Expr) -> Option<String> {
    match &date.kind {
        ExprKind::Literal(Literal::Date(date)) => Some(date.to_string()),
        ExprKind::Literal(Literal::Month { year, month }) => {
            let month = crate::base::date::Month::from_number(u32::try_from(*month).ok()?)?;
            Some(format!("{month} {year}"))
        }
        ExprKind::Literal(Literal::FinancialYear(year)) => {
            Some(format!("{year}/{:02}", (i32::from(*year) + 1) % 100))
        }
        ExprKind::Literal(Literal::Number(number)) => Some(number.display().0.replace(',', "")),
        ExprKind::Literal(Literal::Text(text)) => Some(text.clone()),
        _ => None,
    }
}
