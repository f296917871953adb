//! Values in JSON: each with its type, so that money is never mistaken for a number.

use schemars::JsonSchema;
use serde::Serialize;

use super::speaker::{HappeningRef, Named, Speaker};
use crate::{base::number::Number, policy::value, record::answer};

/// A known value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Value {
    /// True or false.
    Boolean {
        /// Which.
        value: bool,
    },
    /// A number.
    Number(Decimal),
    /// A percentage: 75 for 75%.
    Percent(Decimal),
    /// A sum of money in pounds.
    Money(Decimal),
    /// A date.
    Date {
        /// `2013-04-01`
        value: String,
    },
    /// A length of time.
    Duration {
        /// `28 days`
        value: String,
    },
    /// A text.
    Text {
        /// The text.
        value: String,
    },
    /// A period.
    Period {
        /// `2013/14`
        value: String,
        /// Its first day.
        from: String,
        /// Its last day.
        until: String,
    },
    /// A body, a person, a thing.
    Individual(Named),
    /// An entry of a tree of values.
    Value(Named),
    /// A function.
    Function(Named),
    /// An act with arguments, as a value.
    Act(Act),
    /// A norm.
    Norm(Named),
    /// An office of a body.
    Office {
        /// The office.
        office: Named,
        /// The body.
        of: Named,
    },
    /// A line of the timeline.
    Happening(HappeningRef),
    /// A set.
    Set {
        /// Its members, in ascending order.
        members: Vec<Value>,
    },
}

/// A number, exactly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Decimal {
    /// As a decimal: `250000`, `0.1`. One that does not end is rounded, and then `exact` is there.
    pub value: String,
    /// The number as a ratio, `100/3`, where no decimal is exact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exact: Option<String>,
}

/// An act with arguments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Act {
    /// Its name.
    pub act: String,
    /// The arguments that are said, in the order of the parameters.
    pub arguments: Vec<Argument>,
}

/// An argument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Argument {
    /// The parameter.
    pub name: String,
    /// The value.
    pub value: Value,
}

/// A value as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "known", rename_all = "kebab-case")]
pub enum Outcome {
    /// It is known.
    Yes {
        /// The value.
        value: Value,
    },
    /// A reported gap: nobody.
    Nobody {
        /// Its words.
        #[serde(skip_serializing_if = "Option::is_none")]
        words: Option<String>,
    },
    /// It lies between two values, both included.
    Between {
        /// The least.
        least: Value,
        /// The most.
        most: Value,
    },
    /// It is one of these.
    OneOf {
        /// Which.
        values: Vec<Value>,
    },
    /// It is not known.
    No,
}

/// A number in JSON.
pub fn decimal(number: Number) -> Decimal {
    let (digits, exact) = number.display();
    Decimal {
        value: digits.replace(',', ""),
        exact: (!exact).then(|| format!("{}/{}", number.numerator(), number.denominator())),
    }
}

impl Speaker<'_> {
    /// A value in JSON.
    pub fn value(&self, value: &value::Value) -> Value {
        let policy = self.words.policy;
        match value {
            value::Value::Boolean(value) => Value::Boolean { value: *value },
            value::Value::Number(number) => Value::Number(decimal(*number)),
            value::Value::Percent(number) => Value::Percent(decimal(*number)),
            value::Value::Money(money) => Value::Money(decimal(money.number())),
            value::Value::Date(date) => Value::Date { value: date.iso() },
            value::Value::Duration(duration) => Value::Duration {
                value: duration.to_string(),
            },
            value::Value::Text(text) => Value::Text {
                value: text.to_string(),
            },
            value::Value::Period(period) => Value::Period {
                value: period.show(&policy.periods),
                from: period.start(&policy.periods).iso(),
                until: period.end(&policy.periods).iso(),
            },
            value::Value::Individual(id) => Value::Individual(self.individual(*id)),
            value::Value::Value(id) => Value::Value(policy.values.get(*id).map_or_else(
                || Named::new("", None),
                |entry| Named::new(&entry.name, entry.title.as_deref()),
            )),
            value::Value::Function(id) => Value::Function(policy.functions.get(*id).map_or_else(
                || Named::new("", None),
                |function| Named::new(&function.name, function.title.as_deref()),
            )),
            value::Value::Act(act) => Value::Act(self.act_value(act)),
            value::Value::Norm(id) => Value::Norm(self.norm_name(*id)),
            value::Value::Office(office, body) => Value::Office {
                office: self.office(*office),
                of: self.individual(*body),
            },
            value::Value::Happening(place) => Value::Happening(self.happening(*place as usize)),
            value::Value::Set(members) => Value::Set {
                members: self.values(members),
            },
        }
    }

    /// Several values in JSON.
    pub fn values(&self, values: &[value::Value]) -> Vec<Value> {
        values.iter().map(|value| self.value(value)).collect()
    }

    /// An act with its arguments in JSON.
    pub fn act_value(&self, act: &value::ActValue) -> Act {
        self.act_call(act.act, &act.arguments)
    }

    /// An act with its arguments in JSON.
    pub fn act_call(
        &self,
        act: crate::policy::policy::ActId,
        arguments: &[Option<value::Value>],
    ) -> Act {
        let declared = self.words.policy.acts.get(act);
        let arguments = declared.map_or_else(Vec::new, |declared| {
            let said = declared.parameters.iter().zip(arguments);
            said.filter_map(|(parameter, value)| {
                Some(Argument {
                    name: parameter.name.to_string(),
                    value: self.value(value.as_ref()?),
                })
            })
            .collect()
        });
        Act {
            act: self.words.act_name(act).to_owned(),
            arguments,
        }
    }

    /// A value as far as it is known, in JSON.
    pub fn outcome(&self, outcome: &answer::Outcome) -> Outcome {
        match outcome {
            answer::Outcome::Known(value) => Outcome::Yes {
                value: self.value(value),
            },
            answer::Outcome::Nobody(words) => Outcome::Nobody {
                words: words.clone(),
            },
            answer::Outcome::Between(least, most) => Outcome::Between {
                least: self.value(least),
                most: self.value(most),
            },
            answer::Outcome::OneOf(values) => Outcome::OneOf {
                values: self.values(values),
            },
            answer::Outcome::Unknown => Outcome::No,
        }
    }
}
