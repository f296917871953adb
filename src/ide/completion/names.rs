//! Names that are declared, by what they are.

use smol_str::SmolStr;

use super::{
    completion::{Completion, CompletionSort},
    offer::Offer,
};
use crate::{
    ide::{hover::about, outline::Sort, view::FileTree},
    policy::policy::Parameter,
    resolve::{
        index::Target,
        names::{Callable, TypeName},
    },
    tree::scenario::{GivenKind, Names, Scenario, ScenarioItem},
};

impl Offer<'_, '_> {
    /// Variables of the item: all, or those of a kind or period.
    pub(super) fn binders(&mut self, of: Option<&SmolStr>, rank: u8) {
        let (policy, scope) = (self.policy(), self.scope());
        let fits = |ty: &str| match (of, policy, scope) {
            (None, ..) => true,
            (Some(of), Some(policy), Some(scope)) => {
                let kind = |name: &str| match scope.find(name, |names| &names.types) {
                    Some(TypeName::Kind(kind)) => Some(*kind),
                    _ => None,
                };
                match (kind(of), kind(ty)) {
                    (Some(of), Some(ty)) => policy.is_kind(of, ty) || policy.is_kind(ty, of),
                    _ => of == ty,
                }
            }
            _ => true,
        };
        let binders: Vec<(String, String)> = self
            .cursor
            .binders
            .iter()
            .filter(|(_, ty)| fits(ty))
            .map(|(name, ty)| ((*name).to_owned(), (*ty).to_owned()))
            .collect();
        for (name, ty) in binders {
            self.word(&name, CompletionSort::Declared(Sort::Variable), &ty, rank);
        }
    }

    pub(super) fn declared(
        &mut self,
        name: &str,
        sort: Sort,
        target: Target,
        detail: &str,
        rank: u8,
    ) {
        let Some(policy) = self.policy() else { return };
        let fits = name.to_lowercase();
        let mut letters = fits.chars();
        if !self
            .letters
            .chars()
            .all(|letter| letters.any(|of_name| of_name == letter))
        {
            return; // what is said of it need not be found out
        }
        self.add(Completion {
            label: name.to_owned(),
            sort: CompletionSort::Declared(sort),
            detail: detail.to_owned(),
            about: about(self.view, policy, target).unwrap_or_default(),
            insert: name.to_owned(),
            snippet: None,
            rank,
        });
    }

    /// Something with parameters.
    pub(super) fn callable(
        &mut self,
        name: &str,
        sort: Sort,
        target: Target,
        parameters: &[Parameter],
        rank: u8,
    ) {
        let before = self.items.len();
        let names: Vec<&str> = parameters
            .iter()
            .map(|parameter| parameter.name.as_str())
            .collect();
        self.declared(name, sort, target, &format!("({})", names.join(", ")), rank);
        if self.called || self.items.len() == before {
            return;
        }
        let is_act = matches!(sort, Sort::Act | Sort::Event);
        let filled: Vec<String> = names
            .iter()
            .zip(1..)
            .map(|(name, place)| match is_act {
                true => format!("{name}: ${{{place}}}"),
                false => format!("${{{place}:{name}}}"),
            })
            .collect();
        if let Some(added) = self.items.last_mut() {
            added.snippet = Some(format!("{name}({})", filled.join(", ")));
        }
    }

    pub(super) fn callables(&mut self, wanted: impl Fn(Callable) -> bool, rank: u8) {
        let (Some(policy), Some(scope)) = (self.policy(), self.scope()) else {
            return;
        };
        for name in scope.listed(|names| &names.callables) {
            let Some(found) = scope.find(name, |names| &names.callables).copied() else {
                continue;
            };
            if !wanted(found) {
                continue;
            }
            match found {
                Callable::Act(id) => {
                    let Some(act) = policy.acts.get(id) else {
                        continue;
                    };
                    let sort = if act.event { Sort::Event } else { Sort::Act };
                    self.callable(name, sort, Target::Act(id), &act.parameters, rank);
                }
                Callable::Fact(id) => {
                    let Some(fact) = policy.facts.get(id) else {
                        continue;
                    };
                    self.callable(name, Sort::Fact, Target::Fact(id), &fact.parameters, rank);
                }
                Callable::Definition(id) => {
                    let Some(one) = policy.definitions.get(id) else {
                        continue;
                    };
                    let target = Target::Definition(id);
                    self.callable(name, Sort::Definition, target, &one.parameters, rank);
                }
                Callable::Decision(id) => {
                    let Some(one) = policy.decisions.get(id) else {
                        continue;
                    };
                    let target = Target::Decision(id);
                    self.callable(name, Sort::Decision, target, &one.parameters, rank);
                }
            }
        }
    }

    pub(super) fn acts(&mut self, rank: u8) {
        self.callables(|found| matches!(found, Callable::Act(_)), rank);
        self.word("anything", CompletionSort::Keyword, "any act", rank + 3);
    }

    pub(super) fn events(&mut self, rank: u8) {
        let Some(policy) = self.policy() else { return };
        let is_event = |found| match found {
            Callable::Act(id) => policy.acts.get(id).is_some_and(|act| act.event),
            _ => false,
        };
        self.callables(is_event, rank);
    }

    pub(super) fn facts(&mut self, rank: u8) {
        self.callables(|found| !matches!(found, Callable::Act(_)), rank);
    }

    pub(super) fn attributes(&mut self, rank: u8) {
        let Some(scope) = self.scope() else { return };
        for name in scope.listed(|names| &names.attributes) {
            let ids = scope.all(name, |names| &names.attributes);
            if let Some(id) = ids.first() {
                self.declared(name, Sort::Attribute, Target::Fact(*id), "attribute", rank);
                if let Some(added) = self.items.last_mut().filter(|added| added.label == name) {
                    added.insert = format!("{name} of ");
                }
            }
        }
    }

    pub(super) fn values(&mut self, rank: u8) {
        let (Some(policy), Some(scope)) = (self.policy(), self.scope()) else {
            return;
        };
        for name in scope.listed(|names| &names.values) {
            for id in scope.all(name, |names| &names.values) {
                let set = policy
                    .values
                    .get(id)
                    .and_then(|value| policy.value_sets.get(value.set));
                let set = set.map(|set| set.name.clone()).unwrap_or_default();
                self.declared(name, Sort::Value, Target::Value(id), &set, rank);
            }
        }
    }

    /// Bodies, persons and things: all, or those of a kind.
    pub(super) fn individuals(&mut self, of: Option<&SmolStr>, rank: u8) {
        let (Some(policy), Some(scope)) = (self.policy(), self.scope()) else {
            return;
        };
        let kind = |name: &str| match scope.find(name, |names| &names.types) {
            Some(TypeName::Kind(kind)) => Some(*kind),
            _ => None,
        };
        let wanted = of.and_then(|of| kind(of));
        for name in scope.listed(|names| &names.individuals) {
            let Some(id) = scope.find(name, |names| &names.individuals).copied() else {
                continue;
            };
            let Some(one) = policy.individuals.get(id) else {
                continue;
            };
            let related =
                |wanted| policy.is_kind(one.kind, wanted) || policy.is_kind(wanted, one.kind);
            if wanted.is_none_or(related) {
                let of = policy.kinds.get(one.kind).map(|kind| kind.name.clone());
                let of = of.unwrap_or_default();
                self.declared(name, Sort::Individual, Target::Individual(id), &of, rank);
            }
        }
        let FileTree::Scenario(tree) = self.tree else {
            return;
        };
        for item in &tree.items {
            let (ScenarioItem::Scenario(scenario) | ScenarioItem::Background(scenario)) = item
            else {
                continue;
            };
            for (name, of) in given(scenario) {
                let own = kind(of);
                let fits = match (wanted, own) {
                    (Some(wanted), Some(own)) => {
                        policy.is_kind(own, wanted) || policy.is_kind(wanted, own)
                    }
                    _ => true,
                };
                if fits {
                    self.word(name, CompletionSort::Declared(Sort::Individual), of, rank);
                }
            }
        }
    }

    pub(super) fn kinds(&mut self, rank: u8) {
        let Some(scope) = self.scope() else { return };
        for name in scope.listed(|names| &names.types) {
            if let Some(TypeName::Kind(id)) = scope.find(name, |names| &names.types).copied() {
                self.declared(name, Sort::Kind, Target::Kind(id), "kind", rank);
            }
        }
    }

    pub(super) fn types(&mut self) {
        self.kinds(0);
        let Some(scope) = self.scope() else { return };
        for name in scope.listed(|names| &names.types) {
            if let Some(TypeName::Values(id)) = scope.find(name, |names| &names.types).copied() {
                self.declared(name, Sort::Values, Target::ValueSet(id), "values", 1);
            }
        }
        for word in [
            "boolean",
            "number",
            "percent",
            "money",
            "date",
            "duration",
            "text",
            "financial-year",
            "month",
            "act",
            "function",
            "norm",
            "set of",
        ] {
            self.word(word, CompletionSort::Type, "", 2);
        }
    }

    pub(super) fn periods(&mut self) {
        for word in ["financial-year", "month"] {
            self.word(word, CompletionSort::Type, "", 0);
        }
        let Some(scope) = self.scope() else { return };
        for name in scope.listed(|names| &names.types) {
            if let Some(TypeName::Period(id)) = scope.find(name, |names| &names.types).copied() {
                self.declared(name, Sort::Period, Target::Period(id), "period", 1);
            }
        }
    }

    pub(super) fn functions(&mut self) {
        let Some(scope) = self.scope() else { return };
        for name in scope.listed(|names| &names.functions) {
            if let Some(id) = scope.find(name, |names| &names.functions).copied() {
                self.declared(name, Sort::Function, Target::Function(id), "function", 0);
            }
        }
    }

    pub(super) fn norms(&mut self) {
        let (Some(policy), Some(scope)) = (self.policy(), self.scope()) else {
            return;
        };
        for name in scope.listed(|names| &names.norms) {
            if let Some(id) = scope.find(name, |names| &names.norms).copied() {
                let version = policy
                    .norm_names
                    .get(id)
                    .and_then(|name| name.versions.first());
                let norm = version.and_then(|version| policy.norms.get(*version));
                let title = norm.and_then(|norm| norm.title.clone()).unwrap_or_default();
                self.declared(name, Sort::Norm, Target::Norm(id), &title, 0);
            }
        }
    }

    pub(super) fn clauses(&mut self) {
        let (Some(policy), Some(scope)) = (self.policy(), self.scope()) else {
            return;
        };
        for name in scope.listed(|names| &names.clauses) {
            if let Some(id) = scope.find(name, |names| &names.clauses).copied() {
                let clause = policy.clauses.get(id);
                let title = clause
                    .and_then(|clause| clause.title.clone())
                    .unwrap_or_default();
                self.declared(name, Sort::Clause, Target::Clause(id), &title, 0);
            }
        }
    }

    pub(super) fn packs(&mut self) {
        let own = self.pack.map(|pack| pack.name.clone());
        let names: Vec<SmolStr> = self
            .view
            .packs
            .iter()
            .map(|pack| pack.name.clone())
            .collect();
        for name in names {
            if Some(&name) != own.as_ref() {
                self.word(&name, CompletionSort::Declared(Sort::Pack), "pack", 0);
            }
        }
    }
}

/// The individuals that a scenario itself names, with their kinds.
fn given(scenario: &Scenario) -> impl Iterator<Item = (&str, &str)> {
    scenario.given.iter().flat_map(|line| {
        let (names, kind): (&[Names], &str) = match &line.kind {
            GivenKind::Individuals { names, kind, .. } => (names, &kind.text),
            _ => (&[], ""),
        };
        names.iter().filter_map(move |name| match name {
            Names::One(word) => Some((word.text.as_str(), kind)),
            Names::Run { .. } => None,
        })
    })
}
