//! Bare names: a variable first; then what is wanted; then whatever else bears the name.

use smol_str::SmolStr;

use super::resolve::typed;
use crate::{
    base::span::Span,
    policy::{
        expr::{Expr, ExprKind},
        policy::{ActId, IndividualId, KindId},
        types::Type,
        value::{ActValue, Value},
    },
    resolve::{index::Target, messages, names::Callable, scope::Scope},
    tree::{expr::Call, word::Word},
};

impl Scope<'_> {
    /// A bare name, of which a type is hinted at.
    pub(crate) fn name(&mut self, name: &SmolStr, span: Span, hint: &Type) -> Expr {
        if let Some(variable) = self.use_variable(name, span) {
            let ty = self.variables[variable].ty.clone();
            return typed(ExprKind::Variable(variable), ty, span);
        }
        if let Some(found) = self.known(name, span, hint) {
            return found;
        }
        let problem = self.unknown_name(name, span, hint);
        self.report(problem);
        self.bad(span)
    }

    /// What a name that is no variable names, if it names anything.
    pub(crate) fn known(&mut self, name: &SmolStr, span: Span, hint: &Type) -> Option<Expr> {
        let wanted = match hint {
            Type::Values(set) => self.signatures.value_in(*set, name).map(|value| {
                (
                    Target::Value(value),
                    literal(Value::Value(value), hint.clone(), span),
                )
            }),
            Type::Function => self.known_function(name, span),
            Type::Norm => self.known_norm(name, span),
            Type::Act => self.known_act(name, span),
            _ => None,
        };
        if let Some((target, found)) = wanted {
            self.refer(span, target);
            return Some(found);
        }
        if let Some((id, kind)) = self.individual_named(name) {
            self.refer(span, Target::Individual(id));
            let ty = if self.is_kindless(name, id) {
                Type::Any
            } else {
                Type::Kind(kind)
            };
            return Some(literal(Value::Individual(id), ty, span));
        }
        let callable = self.names.find(name, |names| &names.callables).copied();
        if callable.is_some_and(|callable| !matches!(callable, Callable::Act(_))) {
            let call = Call {
                name: Word {
                    text: name.clone(),
                    span,
                },
                arguments: Vec::new(),
            };
            return Some(self.call(&call, span));
        }
        let values = self.names.all(name, |names| &names.values);
        if let [value, others @ ..] = values.as_slice() {
            let set = self.policy().values[*value].set;
            if !others.is_empty() && *hint == Type::Any {
                let problem = messages::names::in_several_trees(name, span, &values, self.policy());
                self.report(problem);
                return Some(self.bad(span));
            }
            self.refer(span, Target::Value(*value));
            return Some(literal(Value::Value(*value), Type::Values(set), span));
        }
        let (target, found) = self
            .known_function(name, span)
            .or_else(|| self.known_norm(name, span))
            .or_else(|| self.known_act(name, span))?;
        self.refer(span, target);
        Some(found)
    }

    /// Whether the kind of an individual is in error: it fits everywhere.
    pub fn is_kindless(&self, name: &str, id: IndividualId) -> bool {
        let own = self.individuals.and_then(|own| own.get(name));
        own.map_or_else(
            || self.signatures.kindless.contains(&id),
            |own| own.kindless,
        )
    }

    /// An individual by its name: the scenario's own first.
    pub fn individual_named(&self, name: &str) -> Option<(IndividualId, KindId)> {
        let own = self.individuals.and_then(|own| own.get(name));
        if let Some(own) = own {
            return Some((own.id, own.kind));
        }
        let id = *self.names.find(name, |names| &names.individuals)?;
        Some((id, self.policy().individuals[id].kind))
    }

    fn known_function(&self, name: &str, span: Span) -> Option<(Target, Expr)> {
        let id = *self.names.find(name, |names| &names.functions)?;
        let found = literal(Value::Function(id), Type::Function, span);
        Some((Target::Function(id), found))
    }

    fn known_norm(&self, name: &str, span: Span) -> Option<(Target, Expr)> {
        let id = *self.names.find(name, |names| &names.norms)?;
        Some((Target::Norm(id), literal(Value::Norm(id), Type::Norm, span)))
    }

    fn known_act(&self, name: &str, span: Span) -> Option<(Target, Expr)> {
        let Some(Callable::Act(id)) = self.names.find(name, |names| &names.callables) else {
            return None;
        };
        Some((Target::Act(*id), self.act_without_arguments(*id, span)))
    }

    fn act_without_arguments(&self, act: ActId, span: Span) -> Expr {
        let arguments = vec![None; self.policy().acts[act].parameters.len()];
        let value = Value::Act(Box::new(ActValue { act, arguments }));
        literal(value, Type::Act, span)
    }

    /// The message for a name that nothing bears.
    fn unknown_name(
        &self,
        name: &SmolStr,
        span: Span,
        hint: &Type,
    ) -> crate::diagnostics::diagnostic::Diagnostic {
        if let Some(office) = self.names.all(name, |names| &names.offices).first() {
            return messages::names::office_of_whom(name, span, &self.policy().offices[*office]);
        }
        if self.names.find(name, |names| &names.types).is_some() {
            return messages::names::type_as_value(name, span);
        }
        if self.partly.contains(name) {
            return messages::names::partly_bound(name, span);
        }
        let mut known: Vec<String> = self.bound.iter().map(|b| b.name.to_string()).collect();
        known.extend(self.names_of_type(hint));
        known.extend(self.names_of_type(&Type::Any));
        let near = crate::base::nearest::nearest(name, known.iter().map(String::as_str));
        match (near, self.individuals) {
            (None, Some(_)) => messages::scenario::unknown_name(name, span),
            _ => messages::names::unknown(name, span, near),
        }
    }

    /// The known names that could stand where a type is wanted, for messages.
    pub(crate) fn names_of_type(&self, ty: &Type) -> Vec<String> {
        let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect::<Vec<_>>();
        let of_sets = |set| {
            let entries = &self.policy().value_sets[set].entries;
            let names = entries.iter();
            names
                .map(|value| self.policy().values[*value].name.to_string())
                .collect()
        };
        match ty {
            Type::Values(set) => of_sets(*set),
            Type::Set(of) => self.names_of_type(of),
            Type::Function => owned(self.names.listed(|names| &names.functions)),
            Type::Norm => owned(self.names.listed(|names| &names.norms)),
            Type::Kind(_) => {
                let mut found = owned(self.names.listed(|names| &names.individuals));
                if let Some(own) = self.individuals {
                    let mut names: Vec<String> = own.keys().map(SmolStr::to_string).collect();
                    names.sort_unstable();
                    found.extend(names);
                }
                found
            }
            Type::Act => owned(self.names.listed(|names| &names.callables)),
            Type::Any => {
                let mut found = self.names_of_type(&Type::Kind(KindId::new(0)));
                found.extend(owned(self.names.listed(|names| &names.callables)));
                found.extend(owned(self.names.listed(|names| &names.values)));
                found.extend(owned(self.names.listed(|names| &names.functions)));
                found.extend(owned(self.names.listed(|names| &names.norms)));
                found
            }
            _ => Vec::new(),
        }
    }
}

/// A literal.
pub(crate) fn literal(value: Value, ty: Type, span: Span) -> Expr {
    typed(ExprKind::Literal(value), ty, span)
}
