//! The text of a cell as a value of the type that its column has.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::{
    base::{
        date::Date, id::Arena, money::Money, nearest::nearest, number::Number, period::Period,
        period::PeriodKind,
    },
    policy::{
        policy::{Individual, IndividualId, Policy, ValueId, ValueSetId},
        types::Type,
        value::Value,
    },
};

/// What names mean in cells: the individuals of a scenario and everything that its policy declares.
#[derive(Debug)]
pub struct CellNames<'a> {
    policy: &'a Policy,
    individuals: FxHashMap<SmolStr, IndividualId>,
    values: FxHashMap<(ValueSetId, SmolStr), ValueId>,
}

/// Why a cell cannot be read: what was wanted there, and the nearest name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellFault {
    /// What was wanted, in words: `a date such as 2013-04-01`.
    pub wanted: String,
    /// The name that was most likely meant.
    pub nearest: Option<String>,
}

impl CellFault {
    /// Something is wanted there, and nothing near it is known.
    pub fn wanting(wanted: impl Into<String>) -> CellFault {
        CellFault {
            wanted: wanted.into(),
            nearest: None,
        }
    }
}

impl<'a> CellNames<'a> {
    /// The names of a policy and of these individuals.
    pub fn new(policy: &'a Policy, individuals: &Arena<Individual>) -> CellNames<'a> {
        CellNames {
            policy,
            individuals: individuals
                .entries()
                .map(|(id, one)| (one.name.clone(), id))
                .collect(),
            values: policy
                .values
                .entries()
                .map(|(id, value)| ((value.set, value.name.clone()), id))
                .collect(),
        }
    }

    /// The policy that the cells are read under.
    pub fn policy(&self) -> &'a Policy {
        self.policy
    }

    /// The individual of this name.
    pub fn individual(&self, name: &str) -> Result<IndividualId, CellFault> {
        self.individuals.get(name).copied().ok_or_else(|| {
            let mut known: Vec<&str> = self.individuals.keys().map(SmolStr::as_str).collect();
            known.sort_unstable();
            CellFault {
                wanted: "the name of someone who is given".to_owned(),
                nearest: nearest(name, known).map(str::to_owned),
            }
        })
    }

    /// An individual, or an office of a body: `clerk of hilltop`.
    ///
    /// # Errors
    /// It names nobody.
    pub fn party(&self, text: &str) -> Result<Value, CellFault> {
        let named = self.individual(text).map(Value::Individual);
        let (Err(fault), Some((office, body))) = (&named, text.split_once(" of ")) else {
            return named;
        };
        let offices = &self.policy.offices;
        match offices.entries().find(|(_, one)| one.name == office.trim()) {
            Some((office, _)) => {
                let body = self.individual(body.trim())?;
                Ok(Value::Office(office, body))
            }
            None => Err(CellFault {
                wanted: fault.wanted.clone(),
                nearest: nearest(office.trim(), offices.iter().map(|one| one.name.as_str()))
                    .map(|near| format!("{near} of {}", body.trim())),
            }),
        }
    }

    /// The value that a text stands for where something of this type is wanted.
    ///
    /// # Errors
    /// The text is not of that type, or names nothing.
    pub fn value(&self, text: &str, ty: &Type) -> Result<Value, CellFault> {
        let number = |wanted: &str| Number::parse(text).map_err(|_| CellFault::wanting(wanted));
        match ty {
            Type::Boolean => match text {
                "true" | "yes" | "1" => Ok(Value::Boolean(true)),
                "false" | "no" | "0" => Ok(Value::Boolean(false)),
                _ => Err(CellFault::wanting("`true` or `false`")),
            },
            Type::Number => number("a number such as 212,000").map(Value::Number),
            Type::Percent => {
                let digits = text.strip_suffix('%').unwrap_or(text);
                Number::parse(digits)
                    .map(Value::Percent)
                    .map_err(|_| CellFault::wanting("a percentage such as 75%"))
            }
            Type::Money => match Money::parse(text) {
                Ok(money) => Ok(Value::Money(money)),
                Err(_) => number("an amount such as £250,000 or 250000")
                    .map(|pounds| Value::Money(Money(pounds))),
            },
            Type::Date => date(text.as_bytes()).map(Value::Date),
            Type::Text => Ok(Value::Text(SmolStr::new(text))),
            Type::Period(PeriodKind::FinancialYear) => Period::parse_financial_year(text)
                .map(Value::Period)
                .map_err(|_| CellFault::wanting("a financial year such as 2013/14")),
            Type::Period(PeriodKind::Month) => Period::parse_month(text)
                .map(Value::Period)
                .ok_or_else(|| CellFault::wanting("a month such as October 2002")),
            // Kinds change over time: the run says whether it is of the kind that day.
            Type::Kind(_) | Type::Any => self.individual(text).map(Value::Individual),
            Type::Values(set) => self.entry(text, *set),
            Type::Function => self.function(text),
            Type::Set(of) => text
                .split(';')
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .map(|part| self.value(part, of))
                .collect::<Result<Vec<_>, _>>()
                .map(|mut members| {
                    members.sort();
                    members.dedup();
                    Value::Set(members)
                }),
            Type::Duration
            | Type::Act
            | Type::Norm
            | Type::Happening(_)
            | Type::Period(PeriodKind::Declared(_)) => Err(CellFault::wanting(
                "nothing: what stands here cannot be given in a table",
            )),
        }
    }

    fn entry(&self, text: &str, set: ValueSetId) -> Result<Value, CellFault> {
        if let Some(id) = self.values.get(&(set, SmolStr::new(text))) {
            return Ok(Value::Value(*id));
        }
        let declared = self.policy.value_sets.get(set);
        let known = declared
            .into_iter()
            .flat_map(|set| &set.entries)
            .filter_map(|id| self.policy.values.get(*id));
        Err(CellFault {
            wanted: format!(
                "one of the values of `{}`",
                declared.map_or("", |set| set.name.as_str())
            ),
            nearest: nearest(text, known.map(|value| value.name.as_str())).map(str::to_owned),
        })
    }

    fn function(&self, text: &str) -> Result<Value, CellFault> {
        self.policy
            .functions
            .entries()
            .find(|(_, function)| function.name == text)
            .map(|(id, _)| Value::Function(id))
            .ok_or_else(|| CellFault {
                wanted: "the name of a function".to_owned(),
                nearest: nearest(text, self.policy.functions.iter().map(|f| f.name.as_str()))
                    .map(str::to_owned),
            })
    }
}

/// A date in a cell: `2013-04-01`, `1 April 2013`.
///
/// # Errors
/// It is no date, or one that does not exist.
pub fn date(bytes: &[u8]) -> Result<Date, CellFault> {
    if let Ok(date) = Date::from_iso_bytes(bytes) {
        return Ok(date);
    }
    std::str::from_utf8(bytes)
        .ok()
        .and_then(|text| Date::from_words(text).ok())
        .ok_or_else(|| CellFault::wanting("a date such as 2013-04-01 or 1 April 2013"))
}
