//! Types and declared things in the words of messages.

use smol_str::SmolStr;

use crate::{
    base::period::PeriodKind,
    policy::{policy::Policy, types::Type},
};

/// A type as a message names it: `an amount of money`, ``a `CCG` ``.
pub fn a_type(ty: &Type, policy: &Policy) -> String {
    match ty {
        Type::Boolean => "a condition".to_owned(),
        Type::Number => "a number".to_owned(),
        Type::Percent => "a percentage".to_owned(),
        Type::Money => "an amount of money".to_owned(),
        Type::Date => "a date".to_owned(),
        Type::Duration => "a length of time".to_owned(),
        Type::Text => "text in quotes".to_owned(),
        Type::Period(PeriodKind::FinancialYear) => "a financial year".to_owned(),
        Type::Period(PeriodKind::Month) => "a month".to_owned(),
        Type::Period(PeriodKind::Declared(id)) => {
            format!("a period `{}`", policy.periods[*id].name())
        }
        Type::Kind(id) => format!("a `{}`", policy.kinds[*id].name),
        Type::Values(id) => format!("one of the values `{}`", policy.value_sets[*id].name),
        Type::Function => "a function".to_owned(),
        Type::Act => "an act".to_owned(),
        Type::Norm => "a norm".to_owned(),
        Type::Happening(_) => "something that happens".to_owned(),
        Type::Set(of) if **of == Type::Any => "a set".to_owned(),
        Type::Set(of) => format!("a set, each member {}", a_type(of, policy)),
        Type::Any => "anything".to_owned(),
    }
}

/// Names in a row for people: `` `a`, `b` and `c` ``.
pub fn list<'a>(names: impl IntoIterator<Item = &'a SmolStr>) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// How a type is written.
pub fn written(ty: &Type, policy: &Policy) -> String {
    match ty {
        Type::Boolean => "boolean".to_owned(),
        Type::Number => "number".to_owned(),
        Type::Percent => "percent".to_owned(),
        Type::Money => "money".to_owned(),
        Type::Date => "date".to_owned(),
        Type::Duration => "duration".to_owned(),
        Type::Text => "text".to_owned(),
        Type::Period(PeriodKind::FinancialYear) => "financial-year".to_owned(),
        Type::Period(PeriodKind::Month) => "month".to_owned(),
        Type::Period(PeriodKind::Declared(id)) => policy.periods[*id].name().to_string(),
        Type::Kind(id) => policy.kinds[*id].name.to_string(),
        Type::Values(id) => policy.value_sets[*id].name.to_string(),
        Type::Function => "function".to_owned(),
        Type::Act => "act".to_owned(),
        Type::Norm => "norm".to_owned(),
        Type::Happening(_) => "event".to_owned(),
        Type::Set(of) => format!("set of {}", written(of, policy)),
        Type::Any => "anything".to_owned(),
    }
}
