//! Values, bodies, offices, kinds and functions.

use super::{lists::and_list, words::Words};
use crate::policy::{
    delegation::{Matter, OfficeId},
    policy::{FactId, FunctionId, IndividualId, KindId},
    types::Type,
    value::{ActValue, Value},
};

impl Words<'_> {
    /// A body, a person or a thing by its title where there is one.
    pub fn individual(&self, id: IndividualId) -> &str {
        let individuals = self
            .case
            .map_or(&self.policy.individuals, |case| &case.individuals);
        individuals.get(id).map_or("someone", |individual| {
            individual.title.as_deref().unwrap_or(&individual.name)
        })
    }

    /// A kind by its name.
    pub fn kind(&self, id: KindId) -> &str {
        self.policy.kinds.get(id).map_or("something", |kind| {
            kind.title.as_deref().unwrap_or(&kind.name)
        })
    }

    /// A function by its title where there is one.
    pub fn function(&self, id: FunctionId) -> &str {
        self.policy
            .functions
            .get(id)
            .map_or("a function", |function| {
                function.title.as_deref().unwrap_or(&function.name)
            })
    }

    /// An office by its title where there is one.
    pub fn office(&self, id: OfficeId) -> &str {
        self.policy.offices.get(id).map_or("an office", |office| {
            office.title.as_deref().unwrap_or(&office.name)
        })
    }

    /// What is delegated or reserved.
    pub fn matter(&self, matter: Matter) -> String {
        match matter {
            Matter::Function(function) => self.function(function).to_owned(),
            Matter::Act(act) => self.act_name(act).to_owned(),
            Matter::Everything => "everything".to_owned(),
        }
    }

    /// A value as people write it, with titles where there are any.
    pub fn value(&self, value: &Value) -> String {
        match value {
            Value::Boolean(true) => "true".to_owned(),
            Value::Boolean(false) => "false".to_owned(),
            Value::Number(number) => number.to_string(),
            Value::Percent(number) => format!("{number}%"),
            Value::Money(money) => money.to_string(),
            Value::Date(date) => date.to_string(),
            Value::Duration(duration) => duration.to_string(),
            Value::Text(text) => format!("\"{text}\""),
            Value::Period(period) => period.show(&self.policy.periods),
            Value::Individual(id) => self.individual(*id).to_owned(),
            Value::Value(id) => self.policy.values.get(*id).map_or_else(
                || "a value".to_owned(),
                |entry| {
                    entry
                        .title
                        .clone()
                        .unwrap_or_else(|| entry.name.to_string())
                },
            ),
            Value::Function(id) => self.function(*id).to_owned(),
            Value::Act(act) => self.act_value(act),
            Value::Norm(id) => self.norm_name(*id),
            Value::Office(office, body) => {
                format!("the {} of {}", self.office(*office), self.individual(*body))
            }
            Value::Happening(place) => self.happening_short(*place as usize),
            Value::Set(members) if members.is_empty() => "nothing".to_owned(),
            Value::Set(members) => {
                let members: Vec<_> = members.iter().map(|member| self.value(member)).collect();
                and_list(&members)
            }
        }
    }

    /// Several values, joined with `and`.
    pub fn values(&self, values: &[Value]) -> String {
        let said: Vec<_> = values.iter().map(|value| self.value(value)).collect();
        and_list(&said)
    }

    /// An act with its arguments: `commission(service: maternity, amount: £1m)`.
    pub fn act_value(&self, act: &ActValue) -> String {
        self.act_call(act.act, &act.arguments)
    }

    /// A fact of its arguments as a sentence or phrase: through its template, `population of Northshire CCG`, or
    /// `registered(Alice, Elm Surgery)`.
    pub fn fact(&self, fact: FactId, arguments: &[Value]) -> String {
        let Some(declared) = self.policy.facts.get(fact) else {
            return "a fact".to_owned();
        };
        if let Some(template) = &declared.template {
            let filled = fill(template, |name| {
                let place = declared
                    .parameters
                    .iter()
                    .position(|parameter| parameter.name == name)?;
                arguments.get(place).map(|value| self.value(value))
            });
            if let Some(sentence) = filled {
                return sentence;
            }
        }
        let said: Vec<_> = arguments.iter().map(|value| self.value(value)).collect();
        let attribute = matches!(declared.sort, crate::policy::policy::FactSort::Attribute(_));
        match said.as_slice() {
            [of] if attribute => format!("{} of {of}", declared.name),
            _ => format!("{}({})", declared.name, said.join(", ")),
        }
    }

    /// A fact with its value: `population of Northshire CCG is 212,000`; a boolean one that does not hold is `not so: …`.
    pub fn fact_is(&self, fact: FactId, arguments: &[Value], value: &Value) -> String {
        let said = self.fact(fact, arguments);
        match value {
            Value::Boolean(true) => said,
            Value::Boolean(false) => format!("not so: {said}"),
            other => format!("{said} is {}", self.value(other)),
        }
    }

    /// Whether a fact is true or false of its arguments (rather than having a value).
    pub fn is_boolean(&self, fact: FactId) -> bool {
        self.policy
            .facts
            .get(fact)
            .is_some_and(|fact| fact.ty == Type::Boolean)
    }
}

/// A template with its `{names}` filled in; nothing where one of them has no filling.
pub(super) fn fill(template: &str, filling: impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (name, behind) = after.split_once('}')?;
        out.push_str(&filling(name.trim())?);
        rest = behind;
    }
    out.push_str(rest);
    Some(out)
}
