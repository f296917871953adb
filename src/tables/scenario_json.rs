//! `vires.scenario/1`: a scenario file as JSON, for programs that write scenarios.
//!
//! What programs write most has fields of its own: who exists, facts, acts, events. Everything else is a line, said as it is in
//! a `.scenario` file. A value is a JSON number or truth value, a list (a set), or a text that says what it would there: `"plan"`
//! is a name, `"2013/14"` a year, `"£25"` money, `"\"text\""` a text.

use std::{collections::BTreeMap, fmt};

use schemars::JsonSchema;
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, MapAccess, Visitor},
};

/// A scenario file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "vires.scenario/1")]
#[serde(deny_unknown_fields)]
pub struct ScenarioFileJson {
    /// `vires.scenario/1`
    pub schema: SchemaName,
    /// What the scenarios share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub background: Option<ScenarioJson>,
    /// The scenarios in order.
    #[serde(default)]
    pub scenarios: Vec<ScenarioJson>,
}

/// The name and version of this shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum SchemaName {
    /// The first version.
    #[serde(rename = "vires.scenario/1")]
    One,
}

/// A scenario, or the background.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScenarioJson {
    /// Its title; a background has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The title of the scenario that it starts from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub like: Option<String>,
    /// The day, or month, up to which it runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// Proposals that are taken as law.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assuming: Vec<String>,
    /// The calendar that working days are counted by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<String>,
    /// Notes, which reports keep.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Who exists, and what is the case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub given: Vec<GivenJson>,
    /// What happened when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub timeline: Vec<HappeningJson>,
    /// What is changed against the scenario that it is like; lines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub but: Vec<String>,
    /// What is expected; lines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expect: Vec<String>,
    /// What is asked; lines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ask: Vec<String>,
    /// How tables are read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<ColumnsJson>,
}

/// Something given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GivenJson {
    /// Someone or something that exists.
    Individual(IndividualJson),
    /// A fact, with or without a value.
    Fact(FactJson),
    /// Anything else, as it is said under `given`.
    Line(String),
}

/// Someone or something that exists.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IndividualJson {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: String,
    /// Its title, which messages use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its attributes by name.
    #[serde(default, skip_serializing_if = "Named::is_empty")]
    #[schemars(with = "BTreeMap<String, Term>")]
    pub attributes: Named,
    /// Since when it is of that kind, and until when.
    #[serde(default, skip_serializing_if = "DatesJson::is_empty")]
    pub dates: DatesJson,
    /// Who says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub according_to: Option<String>,
}

/// A fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FactJson {
    /// Its name.
    pub name: String,
    /// Its arguments, by place or by name.
    #[serde(default, skip_serializing_if = "Arguments::is_empty")]
    pub arguments: Arguments,
    /// What is said of it; that it holds, where nothing is.
    #[serde(default, skip_serializing_if = "Said::is_holds")]
    pub said: Said,
    /// From when to when.
    #[serde(default, skip_serializing_if = "DatesJson::is_empty")]
    pub dates: DatesJson,
    /// Who says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub according_to: Option<String>,
}

/// What is said of a fact.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Said {
    /// That it holds.
    #[default]
    Holds,
    /// That it does not hold.
    HoldsNot,
    /// That nobody knows.
    Unknown,
    /// That it has this value.
    Is(Term),
}

/// `from … until …`, both days included.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DatesJson {
    /// The first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// Something that happens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HappeningJson {
    /// The day.
    pub date: String,
    /// The time of day, as `14:30`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// What happens.
    pub what: WhatJson,
    /// The name that other lines call it by.
    #[serde(default, rename = "as", skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// What happens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WhatJson {
    /// Someone does something.
    Act(Box<ActJson>),
    /// Something happens that nobody does.
    Event(CallJson),
    /// Anything else, as it is said behind the day of a timeline.
    Line(String),
}

/// Someone does something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActJson {
    /// Who: one, or several jointly.
    pub by: Vec<String>,
    /// The act.
    pub name: String,
    /// Its arguments, by place or by name.
    #[serde(default, skip_serializing_if = "Arguments::is_empty")]
    pub arguments: Arguments,
    /// The office in which it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acting_as: Option<String>,
    /// For whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<String>,
    /// The link or power that it claims to rest on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub under: Option<String>,
    /// What was had regard to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub having_regard_to: Option<Term>,
    /// What was not had regard to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub without_regard_to: Option<Term>,
    /// Why it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

/// An event with its arguments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CallJson {
    /// Its name.
    pub name: String,
    /// Its arguments, by place or by name.
    #[serde(default, skip_serializing_if = "Arguments::is_empty")]
    pub arguments: Arguments,
}

/// How the columns of a table are read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ColumnsJson {
    /// The table: `events`, `scenarios`, or a fact or kind.
    pub table: String,
    /// Its columns.
    pub columns: Vec<ColumnJson>,
}

/// A column: one of `from` and `is`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ColumnJson {
    /// Our name for it.
    pub name: String,
    /// The heading that it has in the table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// What stands for it where the table has no such column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<Term>,
    /// The words that stand in it, and what they mean here.
    #[serde(default, skip_serializing_if = "Named::is_empty")]
    #[schemars(with = "BTreeMap<String, Term>")]
    pub words: Named,
}

/// Arguments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Arguments {
    /// In the order in which they are declared.
    ByPlace(Vec<Term>),
    /// By their names.
    ByName(#[schemars(with = "BTreeMap<String, Term>")] Named),
}

/// A value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Term {
    /// True or false.
    Truth(bool),
    /// A number.
    Number(serde_json::Number),
    /// What the text says in a scenario: a name, a date, money, …
    Text(String),
    /// A set.
    Set(Vec<Term>),
}

/// Values by their names, in the order in which they are written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Named(pub Vec<(String, Term)>);

/// The JSON schema of `vires.scenario/1`.
pub fn scenario_schema() -> String {
    // Writing to memory cannot fail, and every key of these types is a text.
    let schema = schemars::schema_for!(ScenarioFileJson);
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

impl DatesJson {
    fn is_empty(&self) -> bool {
        *self == DatesJson::default()
    }
}

impl Said {
    fn is_holds(&self) -> bool {
        *self == Said::Holds
    }
}

impl Named {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Arguments {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        match self {
            Arguments::ByPlace(all) => all.is_empty(),
            Arguments::ByName(all) => all.is_empty(),
        }
    }
}

impl Default for Arguments {
    fn default() -> Self {
        Arguments::ByPlace(Vec::new())
    }
}

impl Serialize for Named {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

impl<'de> Deserialize<'de> for Named {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Named, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Named;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with values by their names")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Named, A::Error> {
                let mut all: Vec<(String, Term)> = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, Term>()? {
                    if all.iter().any(|(known, _)| *known == name) {
                        return Err(A::Error::custom(format!("`{name}` stands here twice")));
                    }
                    all.push((name, value));
                }
                Ok(Named(all))
            }
        }
        from.deserialize_map(InOrder)
    }
}
