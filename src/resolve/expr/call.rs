//! Names with arguments: facts, definitions, decisions, acts as values, periods by number.

use super::{name::literal, resolve::typed};
use crate::{
    base::{period::Period, span::Span},
    policy::{
        expr::{Expr, ExprKind},
        policy::{ActId, Parameter},
        types::Type,
        value::{ActValue, Value},
    },
    resolve::{
        index::Target,
        messages,
        names::{Callable, TypeName},
        scope::Scope,
    },
    tree::{
        act::Argument,
        expr::{self as tree, Call},
        word::Word,
    },
};

impl Scope<'_> {
    /// `registered(p, g)`
    pub(crate) fn call(&mut self, call: &Call, span: Span) -> Expr {
        let name = &call.name;
        let Some(callable) = self.callable(name) else {
            if let Some(TypeName::Period(id)) = self.names.find(&name.text, |names| &names.types) {
                let id = *id;
                return self.period_by_number(id, call, span);
            }
            let problem = self.unknown_callable(name);
            self.report(problem);
            return self.bad(span);
        };
        let policy = self.policy();
        let (parameters, ty) = match callable {
            Callable::Act(id) => return self.act_call(id, call, span),
            Callable::Fact(id) => (&policy.facts[id].parameters, &policy.facts[id].ty),
            Callable::Definition(id) => {
                let definition = &policy.definitions[id];
                (&definition.parameters, &definition.ty)
            }
            Callable::Decision(id) => (&policy.decisions[id].parameters, &policy.decisions[id].ty),
        };
        let Some(arguments) = self.arguments(name, &call.arguments, parameters) else {
            return self.bad(span);
        };
        let kind = match callable {
            Callable::Fact(id) => ExprKind::Fact(id, arguments),
            Callable::Definition(id) => ExprKind::Definition(id, arguments),
            Callable::Decision(id) => ExprKind::Decision(id, arguments),
            Callable::Act(_) => ExprKind::Bad,
        };
        typed(kind, ty.clone(), span)
    }

    /// What can be called by this name, noted as named here.
    pub(crate) fn callable(&mut self, name: &Word) -> Option<Callable> {
        let callable = *self.names.find(&name.text, |names| &names.callables)?;
        let target = match callable {
            Callable::Act(id) => Target::Act(id),
            Callable::Fact(id) => Target::Fact(id),
            Callable::Definition(id) => Target::Definition(id),
            Callable::Decision(id) => Target::Decision(id),
        };
        self.refer(name.span, target);
        Some(callable)
    }

    /// The message for a name with brackets that nothing bears.
    pub(crate) fn unknown_callable(
        &self,
        name: &Word,
    ) -> crate::diagnostics::diagnostic::Diagnostic {
        let known = self.names.listed(|names| &names.callables);
        let near = crate::base::nearest::nearest(&name.text, known);
        if near.is_none()
            && self
                .names
                .find(&name.text, |names| &names.attributes)
                .is_some()
        {
            return messages::names::attribute_as_fact(name);
        }
        messages::names::unknown_callable(name, near)
    }

    /// All arguments of something that needs every one; none where one is missing or cannot be placed.
    fn arguments(
        &mut self,
        name: &Word,
        arguments: &[Argument],
        parameters: &[Parameter],
    ) -> Option<Vec<Expr>> {
        let placed = self.place(name, arguments, parameters)?;
        let missing: Vec<&Parameter> = parameters
            .iter()
            .zip(&placed)
            .filter(|(_, argument)| argument.is_none())
            .map(|(parameter, _)| parameter)
            .collect();
        if !missing.is_empty() {
            let problem =
                messages::acts::arguments_missing(name, &missing, parameters, self.policy());
            self.report(problem);
            return None;
        }
        let typed = parameters.iter().zip(placed);
        Some(
            typed
                .filter_map(|(parameter, argument)| Some((parameter, argument?)))
                .map(|(parameter, argument)| self.expr(&argument.value, &parameter.ty))
                .collect(),
        )
    }

    /// Arguments by the place of their parameter; none, with messages, where one cannot be placed.
    pub(crate) fn place<'t>(
        &mut self,
        name: &Word,
        arguments: &'t [Argument],
        parameters: &[Parameter],
    ) -> Option<Vec<Option<&'t Argument>>> {
        let mut placed: Vec<Option<&Argument>> = vec![None; parameters.len()];
        let mut fine = true;
        for (at, argument) in arguments.iter().enumerate() {
            let place = match &argument.name {
                None => Some(at),
                Some(word) => parameters.iter().position(|p| p.name == word.text),
            };
            let problem = match (
                place.and_then(|place| placed.get_mut(place)),
                &argument.name,
            ) {
                (Some(slot @ None), _) => {
                    *slot = Some(argument);
                    continue;
                }
                (Some(Some(first)), _) => messages::acts::argument_twice(argument, first, name),
                (None, Some(word)) => messages::names::unknown_argument(word, name, parameters),
                (None, None) => {
                    let before = at.checked_sub(1).and_then(|at| arguments.get(at));
                    messages::acts::too_many(argument, before, name, parameters)
                }
            };
            self.report(problem);
            fine = false;
        }
        fine.then_some(placed)
    }

    /// An act with arguments, as a value; what is not said is left open.
    fn act_call(&mut self, act: ActId, call: &Call, span: Span) -> Expr {
        let policy = self.policy();
        let parameters = &policy.acts[act].parameters;
        let Some(placed) = self.place(&call.name, &call.arguments, parameters) else {
            return self.bad(span);
        };
        let arguments: Vec<Option<Expr>> = parameters
            .iter()
            .zip(placed)
            .map(|(parameter, argument)| Some(self.expr(&argument?.value, &parameter.ty)))
            .collect();
        let values: Option<Vec<Option<Value>>> = arguments
            .iter()
            .map(|argument| match argument {
                None => Some(None),
                Some(Expr {
                    kind: ExprKind::Literal(value),
                    ..
                }) => Some(Some(value.clone())),
                Some(_) => None,
            })
            .collect();
        match values {
            Some(arguments) => {
                let value = Value::Act(Box::new(ActValue { act, arguments }));
                literal(value, Type::Act, span)
            }
            None => typed(ExprKind::ActValue(act, arguments), Type::Act, span),
        }
    }

    /// `instalment(3)`
    fn period_by_number(
        &mut self,
        id: crate::policy::policy::PeriodId,
        call: &Call,
        span: Span,
    ) -> Expr {
        self.refer(call.name.span, Target::Period(id));
        let series = &self.policy().periods;
        let number = match call.arguments.as_slice() {
            [Argument { name: None, value }] => match &value.kind {
                tree::ExprKind::Literal(crate::tree::literal::Literal::Number(n)) => n.to_integer(),
                _ => None,
            },
            _ => None,
        };
        let period = number
            .and_then(|n| u32::try_from(n).ok())
            .and_then(|n| n.checked_sub(1))
            .and_then(|n| Period::declared(id, n, series));
        match period {
            Some(period) => literal(Value::Period(period), Type::Period(period.kind()), span),
            None => {
                let problem = messages::times::no_such_period(&call.name, span, &series[id]);
                self.report(problem);
                self.bad(span)
            }
        }
    }
}
