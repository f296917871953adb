//! A table of questions, a row each.
//!
//! Columns: `question` (its name), `ask` (`may`, `who-may`, `what-may`, `what-must` or `what-is`; `may` where it is not there),
//! `actor`, `act` and its arguments by their names, `for` (whom; `anyone`), `what` (a definition, decision or fact, with its
//! parameters by their names), `date`, `scenario`.

use std::io::Read;

use rustc_hash::FxHashMap;

use super::{
    bad_rows::BadRows,
    cell::{self, CellFault, CellNames},
    mapped::{Bad, Mapped, names},
};
use crate::{
    base::{date::Date, nearest::nearest, number::Number},
    policy::{
        policy::{ActId, DecisionId, DefinitionId, FactId, Parameter, Policy},
        types::Type,
        value::Value,
    },
    tree::scenario::TableColumns,
};

/// Questions that were read from a table, in its order.
#[derive(Debug, Default)]
pub struct QuestionTable {
    /// The questions.
    pub rows: Vec<QuestionRow>,
    /// The arguments of all questions, one a parameter of what they are about.
    pub arguments: Vec<Cell>,
    /// The distinct values that stand in cells, whole numbers apart.
    pub values: Vec<Value>,
    /// The distinct names of scenarios, in the order they are met.
    pub scenarios: Vec<String>,
    names: String,
}

/// A question.
#[derive(Debug, Clone, Copy)]
pub struct QuestionRow {
    /// What is asked.
    pub ask: Ask,
    /// What it is about.
    pub subject: Subject,
    /// Who: a place in `values`, or [`NO_VALUE`].
    pub actor: u32,
    /// For whom: a place in `values`, [`NO_VALUE`] or [`ANYONE`].
    pub for_whom: u32,
    /// The day; the last day looked at where it is none.
    pub date: Option<Date>,
    /// The first of its arguments.
    pub arguments: u32,
    /// Which scenario it is asked of: a place in `scenarios`, or [`NO_VALUE`].
    pub scenario: u32,
    /// The line it stands in, from 1.
    pub line: u32,
    /// Where its name ends.
    name: u32,
}

/// Nobody and nothing.
pub const NO_VALUE: u32 = u32::MAX;
/// For anyone at all.
pub const ANYONE: u32 = u32::MAX - 1;

/// The forms of questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// `may`: may the actor do the act?
    May,
    /// `who-may`: who may do the act?
    WhoMay,
    /// `what-may`: what may the actor do?
    WhatMay,
    /// `what-must`: what must the actor do by the date?
    WhatMust,
    /// `what-is`: what value has something?
    WhatIs,
}

/// What a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// Nothing in particular.
    Nothing,
    /// An act.
    Act(ActId),
    /// A definition.
    Definition(DefinitionId),
    /// A decision.
    Decision(DecisionId),
    /// A fact.
    Fact(FactId),
}

/// An argument of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// It is left out.
    None,
    /// A whole number, percentage or number of pounds, as the parameter's type says.
    Whole(i64),
    /// A place in `values`.
    At(u32),
}

impl QuestionTable {
    /// What a question is called: its name, or the number of its row.
    pub fn name(&self, row: usize) -> Option<&str> {
        let end = self.rows.get(row)?.name as usize;
        let start = row.checked_sub(1).and_then(|above| self.rows.get(above));
        self.names
            .get(start.map_or(0, |above| above.name as usize)..end)
    }

    /// The arguments of a question.
    pub fn arguments(&self, row: &QuestionRow, count: usize) -> &[Cell] {
        let start = row.arguments as usize;
        self.arguments.get(start..start + count).unwrap_or(&[])
    }
}

/// The parameters of what a question is about.
pub fn parameters(policy: &Policy, subject: Subject) -> &[Parameter] {
    let found = match subject {
        Subject::Nothing => None,
        Subject::Act(id) => policy.acts.get(id).map(|one| &one.parameters),
        Subject::Definition(id) => policy.definitions.get(id).map(|one| &one.parameters),
        Subject::Decision(id) => policy.decisions.get(id).map(|one| &one.parameters),
        Subject::Fact(id) => policy.facts.get(id).map(|one| &one.parameters),
    };
    found.map_or(&[], Vec::as_slice)
}

const OURS: [&str; 8] = [
    "question", "ask", "actor", "act", "for", "what", "date", "scenario",
];

/// Reads a table of questions.
pub fn read(
    path: &str,
    from: impl Read,
    names_in: &CellNames<'_>,
    mapping: Option<&TableColumns>,
    bad: &mut BadRows<'_>,
) -> QuestionTable {
    let policy = names_in.policy();
    let mut ours = names(&OURS);
    let acts = policy.acts.iter().map(|one| &one.parameters);
    let definitions = policy.definitions.iter().map(|one| &one.parameters);
    let decisions = policy.decisions.iter().map(|one| &one.parameters);
    let facts = policy.facts.iter().map(|one| &one.parameters);
    for parameter in acts
        .chain(definitions)
        .chain(decisions)
        .chain(facts)
        .flatten()
    {
        if !ours.iter().any(|known| *known == parameter.name) {
            ours.push(parameter.name.to_string());
        }
    }
    let Some(sheet) = Mapped::open(path, from, mapping, &ours, &[], bad) else {
        return QuestionTable::default();
    };
    let columns = ours.iter().skip(OURS.len());
    let mut reading = Reading {
        names: names_in,
        at: OURS.map(|name| sheet.place(name)),
        arguments: columns
            .filter_map(|name| Some((name.clone(), sheet.place(name)?)))
            .collect(),
        asks: FxHashMap::default(),
        acts: FxHashMap::default(),
        others: FxHashMap::default(),
        plans: Vec::new(),
        parties: FxHashMap::default(),
        scenarios: FxHashMap::default(),
        table: QuestionTable::default(),
    };
    sheet.each(bad, |sheet| reading.row(sheet));
    reading.table
}

/// How the arguments of one subject are read.
struct Plan {
    subject: Subject,
    parameters: Vec<Filled>,
    /// Columns that are none of its parameters.
    strangers: Vec<usize>,
}

/// A parameter, the column that fills it, and where the values stand that were read of it.
struct Filled {
    column: Option<usize>,
    ty: Type,
    values: FxHashMap<Box<[u8]>, u32>,
}

struct Reading<'n, 'p> {
    names: &'n CellNames<'p>,
    at: [Option<usize>; 8],
    /// Columns that are arguments of something.
    arguments: Vec<(String, usize)>,
    asks: FxHashMap<Box<[u8]>, Ask>,
    /// By the text in `act`, and in `what`: the number of the plan.
    acts: FxHashMap<Box<[u8]>, usize>,
    others: FxHashMap<Box<[u8]>, usize>,
    plans: Vec<Plan>,
    parties: FxHashMap<Box<[u8]>, u32>,
    scenarios: FxHashMap<Box<[u8]>, u32>,
    table: QuestionTable,
}

impl Reading<'_, '_> {
    fn row<R: Read>(&mut self, sheet: &Mapped<'_, R>) -> Bad<()> {
        let [question, ask, actor, act, for_whom, what, date, scenario] = self.at;
        let asked = match sheet.bytes(ask) {
            None => Ask::May,
            Some(text) => match self.asks.get(text) {
                Some(known) => *known,
                None => {
                    let found = sheet.read(ask, ask_named)?.unwrap_or(Ask::May);
                    self.asks.insert(Box::from(text), found);
                    found
                }
            },
        };
        let plan = match asked {
            Ask::May | Ask::WhoMay => self.plan(sheet, act, true)?,
            Ask::WhatIs => self.plan(sheet, what, false)?,
            Ask::WhatMay | Ask::WhatMust => NO_PLAN,
        };
        let who = match asked {
            Ask::WhoMay | Ask::WhatIs => NO_VALUE,
            Ask::May | Ask::WhatMay | Ask::WhatMust => {
                sheet.needed(actor)?;
                self.party(sheet, actor)?
            }
        };
        let whom = match sheet.bytes(for_whom) {
            None => NO_VALUE,
            Some(b"anyone") if asked == Ask::May => ANYONE,
            Some(_) => self.party(sheet, for_whom)?,
        };
        let day = sheet.bytes(date).map(cell::date).transpose();
        let day = day.map_err(|fault| sheet.fault(date, &fault))?;
        let scenario = self.scenario(sheet, scenario)?;
        let first = self.table.arguments.len();
        if let Err(fault) = self.read_arguments(sheet, plan) {
            self.table.arguments.truncate(first);
            return Err(fault);
        }
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let name = sheet.text(question);
        let name = match name {
            Ok(name) => name,
            Err(fault) => {
                self.table.arguments.truncate(first);
                return Err(fault);
            }
        };
        let names = &mut self.table.names;
        match name {
            Some(name) => names.push_str(name),
            None => names.push_str(&(self.table.rows.len() + 1).to_string()),
        }
        self.table.rows.push(QuestionRow {
            ask: asked,
            subject: self
                .plans
                .get(plan)
                .map_or(Subject::Nothing, |plan| plan.subject),
            actor: who,
            for_whom: whom,
            date: day,
            arguments: number(first),
            scenario,
            line: u32::try_from(sheet.line()).unwrap_or(u32::MAX),
            name: number(names.len()),
        });
        Ok(())
    }

    /// How the arguments are read of the act, or of what else is asked about.
    fn plan<R: Read>(
        &mut self,
        sheet: &Mapped<'_, R>,
        place: Option<usize>,
        act: bool,
    ) -> Bad<usize> {
        let text = sheet.needed(place)?;
        let known = match act {
            true => &self.acts,
            false => &self.others,
        };
        if let Some(known) = known.get(text) {
            return Ok(*known);
        }
        let policy = self.names.policy();
        let found = sheet.read(place, |text| match act {
            true => act_named(policy, text),
            false => value_named(policy, text),
        })?;
        let subject = found.unwrap_or(Subject::Nothing);
        let declared = parameters(policy, subject);
        let column = |name: &str| {
            let found = self.arguments.iter().find(|(known, _)| known == name);
            found.map(|(_, place)| *place)
        };
        let own: Vec<Filled> = declared
            .iter()
            .map(|one| Filled {
                column: column(one.name.as_str()),
                ty: one.ty.clone(),
                values: FxHashMap::default(),
            })
            .collect();
        let strangers = self.arguments.iter().map(|(_, place)| *place);
        let plan = Plan {
            subject,
            strangers: strangers
                .filter(|place| own.iter().all(|one| one.column != Some(*place)))
                .collect(),
            parameters: own,
        };
        self.plans.push(plan);
        let number = self.plans.len() - 1;
        let known = match act {
            true => &mut self.acts,
            false => &mut self.others,
        };
        known.insert(Box::from(text), number);
        Ok(number)
    }

    fn read_arguments<R: Read>(&mut self, sheet: &Mapped<'_, R>, plan: usize) -> Bad<()> {
        let Some(own) = self.plans.get_mut(plan) else {
            return Ok(());
        };
        for place in &own.strangers {
            if sheet.bytes(Some(*place)).is_some() {
                let wanted =
                    CellFault::wanting("nothing: what is asked about has no such argument");
                return Err(sheet.fault(Some(*place), &wanted));
            }
        }
        let needed = matches!(
            own.subject,
            Subject::Definition(_) | Subject::Decision(_) | Subject::Fact(_)
        );
        for filled in &mut own.parameters {
            let (place, ty) = (filled.column, &filled.ty);
            let Some(text) = sheet.bytes(place) else {
                if needed {
                    sheet.needed(place)?;
                }
                self.table.arguments.push(Cell::None);
                continue;
            };
            if matches!(ty, Type::Money | Type::Number)
                && let Some(whole) = whole(text)
            {
                self.table.arguments.push(Cell::Whole(whole));
                continue;
            }
            if let Some(known) = filled.values.get(text) {
                self.table.arguments.push(Cell::At(*known));
                continue;
            }
            let names = self.names;
            let found = sheet.read(place, |text| match names.value(text, ty)? {
                Value::Money(money) if money.is_negative() => {
                    Err(CellFault::wanting("an amount of at least £0"))
                }
                found => Ok(found),
            })?;
            let Some(found) = found else {
                self.table.arguments.push(Cell::None);
                continue;
            };
            let at = u32::try_from(self.table.values.len()).unwrap_or(NO_VALUE);
            self.table.values.push(found);
            filled.values.insert(Box::from(text), at);
            self.table.arguments.push(Cell::At(at));
        }
        Ok(())
    }

    fn party<R: Read>(&mut self, sheet: &Mapped<'_, R>, place: Option<usize>) -> Bad<u32> {
        let text = sheet.needed(place)?;
        if let Some(known) = self.parties.get(text) {
            return Ok(*known);
        }
        let Some(found) = sheet.read(place, |text| self.names.party(text))? else {
            return Err(sheet.fault(place, &CellFault::wanting("a name")));
        };
        let at = u32::try_from(self.table.values.len()).unwrap_or(NO_VALUE);
        self.table.values.push(found);
        self.parties.insert(Box::from(text), at);
        Ok(at)
    }

    fn scenario<R: Read>(&mut self, sheet: &Mapped<'_, R>, place: Option<usize>) -> Bad<u32> {
        if place.is_none() {
            return Ok(NO_VALUE);
        }
        let Some(text) = sheet.bytes(place) else {
            // JSONL has no headings: where no row names a scenario the table is of one.
            if self.table.scenarios.is_empty() {
                return Ok(NO_VALUE);
            }
            sheet.needed(place)?;
            return Ok(NO_VALUE);
        };
        if let Some(known) = self.scenarios.get(text) {
            return Ok(*known);
        }
        let number = u32::try_from(self.table.scenarios.len()).unwrap_or(NO_VALUE);
        let name = String::from_utf8_lossy(text).into_owned();
        self.table.scenarios.push(name);
        self.scenarios.insert(Box::from(text), number);
        Ok(number)
    }
}

const NO_PLAN: usize = usize::MAX;

/// A whole number in plain digits, not so long that it might not fit.
fn whole(text: &[u8]) -> Option<i64> {
    if text.is_empty() || text.len() > 15 {
        return None;
    }
    let mut number = 0_i64;
    for digit in text {
        if !digit.is_ascii_digit() {
            return None;
        }
        number = number * 10 + i64::from(digit - b'0');
    }
    Some(number)
}

/// A whole number of a cell as a value of its parameter's type.
pub fn whole_value(whole: i64, ty: &Type) -> Value {
    let number = Number::from(whole);
    match ty {
        Type::Money => Value::Money(crate::base::money::Money(number)),
        _ => Value::Number(number),
    }
}

fn ask_named(text: &str) -> Result<Ask, CellFault> {
    const FORMS: [(&str, Ask); 5] = [
        ("may", Ask::May),
        ("who-may", Ask::WhoMay),
        ("what-may", Ask::WhatMay),
        ("what-must", Ask::WhatMust),
        ("what-is", Ask::WhatIs),
    ];
    let found = FORMS.iter().find(|(name, _)| *name == text);
    found.map(|(_, ask)| *ask).ok_or_else(|| CellFault {
        wanted: "`may`, `who-may`, `what-may`, `what-must` or `what-is`".to_owned(),
        nearest: nearest(text, FORMS.iter().map(|(name, _)| *name)).map(str::to_owned),
    })
}

fn act_named(policy: &Policy, text: &str) -> Result<Subject, CellFault> {
    let acts = || policy.acts.entries().filter(|(_, one)| !one.event);
    let found = acts().find(|(_, one)| one.name == text);
    found
        .map(|(id, _)| Subject::Act(id))
        .ok_or_else(|| CellFault {
            wanted: "the name of an act".to_owned(),
            nearest: nearest(text, acts().map(|(_, one)| one.name.as_str())).map(str::to_owned),
        })
}

fn value_named(policy: &Policy, text: &str) -> Result<Subject, CellFault> {
    let definitions = &policy.definitions;
    let (decisions, facts) = (&policy.decisions, &policy.facts);
    let definition = definitions.entries().find(|(_, one)| one.name == text);
    let decision = decisions.entries().find(|(_, one)| one.name == text);
    let fact = facts.entries().find(|(_, one)| one.name == text);
    let found = definition
        .map(|(id, _)| Subject::Definition(id))
        .or_else(|| decision.map(|(id, _)| Subject::Decision(id)))
        .or_else(|| fact.map(|(id, _)| Subject::Fact(id)));
    found.ok_or_else(|| {
        let known = definitions.iter().map(|one| one.name.as_str());
        let known = known.chain(decisions.iter().map(|one| one.name.as_str()));
        let known = known.chain(facts.iter().map(|one| one.name.as_str()));
        CellFault {
            wanted: "the name of a definition, a decision or a fact".to_owned(),
            nearest: nearest(text, known).map(str::to_owned),
        }
    })
}
