//! What would settle a result that is undetermined, in JSON.

use schemars::JsonSchema;
use serde::Serialize;

use super::{reason::Unknown, speaker::Speaker, value::Value};
use crate::record::settling;

/// What would settle a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Settling")]
pub struct Settling {
    /// The ways in which it could fall.
    pub ways: Vec<Way>,
    /// What is to be found out, each fact once.
    pub find_out: Vec<Inquiry>,
    /// The unknowns that it read.
    pub read: Vec<Unknown>,
    /// How many scenarios were run with unknowns set.
    pub runs: u32,
    /// Whether some sets were not tried, because there are too many.
    pub bounded: bool,
}

/// One way in which a result could fall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "SettlingWay")]
pub struct Way {
    /// What it then is, as a clause.
    pub is: String,
    /// Minimal sets of facts with what they would have to be, the smallest first; none where none was found.
    #[serde(rename = "if")]
    pub sets: Vec<Vec<Supposition>>,
}

/// What an unknown fact would have to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Supposition {
    /// The fact, by name.
    pub fact: String,
    /// Its arguments.
    pub arguments: Vec<Value>,
    /// How `values` are meant: `is`, `one-of`, `none-of`, `at-least`, `at-most`, `between`.
    pub known: &'static str,
    /// The value or values.
    pub values: Vec<Value>,
    /// As a clause.
    pub text: String,
}

/// A fact that is to be found out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Inquiry {
    /// The fact, by name.
    pub fact: String,
    /// Its arguments.
    pub arguments: Vec<Value>,
    /// Of an amount or a date: it matters whether it is at least this.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bounds: Vec<Value>,
    /// As a question: `whether …`.
    pub text: String,
}

impl Speaker<'_> {
    /// What would settle a result.
    pub fn settling(&self, settling: &settling::Settling) -> Settling {
        Settling {
            ways: settling
                .falls
                .iter()
                .map(|fall| Way {
                    is: self.words.fallen(&fall.is),
                    sets: fall
                        .sets
                        .iter()
                        .map(|set| set.iter().map(|one| self.supposition(one)).collect())
                        .collect(),
                })
                .collect(),
            find_out: settling
                .inquiries
                .iter()
                .map(|inquiry| Inquiry {
                    fact: self.fact(inquiry.fact),
                    arguments: self.values(&inquiry.arguments),
                    bounds: self.values(&inquiry.bounds),
                    text: self.words.inquiry(inquiry),
                })
                .collect(),
            read: self.unknowns(&settling.read),
            runs: settling.runs,
            bounded: settling.bounded,
        }
    }

    fn supposition(&self, one: &settling::Supposition) -> Supposition {
        use settling::Known;
        let (known, values) = match &one.known {
            Known::Is(value) => ("is", vec![value.clone()]),
            Known::OneOf(values) => ("one-of", values.clone()),
            Known::NoneOf(values) => ("none-of", values.clone()),
            Known::AtLeast(value) => ("at-least", vec![value.clone()]),
            Known::AtMost(value) => ("at-most", vec![value.clone()]),
            Known::Between(low, high) => ("between", vec![low.clone(), high.clone()]),
        };
        Supposition {
            fact: self.fact(one.fact),
            arguments: self.values(&one.arguments),
            known,
            values: self.values(&values),
            text: self.words.supposition(one),
        }
    }
}
