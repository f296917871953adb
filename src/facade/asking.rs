//! Questions of a table, asked of the runs that they are about, and their answers.

use std::io::{self, Write};

use rustc_hash::FxHashMap;

use super::{
    messages,
    timelines::{Ground, Timelines},
};
use crate::{
    base::{date::Date, number::Number},
    case::{case::Case, expectation::Question},
    diagnostics::problems::Problems,
    engine::run::session::Session,
    policy::{
        types::Type,
        value::{ActValue, Value},
    },
    program::val::{Tag, Val},
    query::{
        ask::answer,
        many::{Asked, ForWhom, Many, MayAsked, Reply, Verdict},
    },
    record::{
        answer::Answer,
        record::{LinkRef, Record, RunError},
    },
    tables::{
        answers::{AnswerRow, AnswerWriter},
        events::EventTable,
        questions::{
            ANYONE, Ask, Cell, NO_VALUE, QuestionRow, QuestionTable, Subject, parameters,
            whole_value,
        },
        rows::TableFormat,
    },
    words::Words,
};

/// What came of asking.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// How many questions were answered.
    pub(super) answered: u64,
    /// How many of them had to be looked at in full.
    pub(super) in_full: u64,
    /// How many were answered with no, or with nobody.
    pub(super) refused: u64,
    /// How many answers there are of each sort, in the order of the sorts.
    pub(super) sorts: Vec<(&'static str, u64)>,
    /// Why scenarios or questions could not be evaluated.
    pub(super) failures: Vec<Vec<RunError>>,
}

/// How answers are written.
pub(super) struct Answers<'w> {
    pub(super) format: TableFormat,
    pub(super) to: &'w mut dyn Write,
}

/// The questions of one scenario.
struct Group<'t> {
    name: &'t str,
    /// Which run they are asked of.
    run: usize,
    rows: Vec<u32>,
}

/// Asks every question of its run, and writes the answers: scenario by scenario, in the order of the questions.
///
/// # Errors
/// The answers cannot be written.
#[expect(
    clippy::too_many_arguments,
    reason = "one call site, and each is a different thing"
)]
pub(super) fn ask_all(
    ground: Ground<'_>,
    events: &EventTable,
    timelines: &Timelines,
    (path, table): (&str, &QuestionTable),
    answers: Option<Answers<'_>>,
    quick: bool,
    problems: &mut Problems,
    progress: &mut dyn FnMut(u64),
) -> io::Result<Told> {
    let mut told = Told::default();
    let groups = groups(timelines, path, table, problems);
    let several = !table.scenarios.is_empty() || timelines.len() > 1;
    let mut writer = match answers {
        Some(answers) => Some(AnswerWriter::new(answers.to, answers.format, several)?),
        None => None,
    };
    let mut tally = [0_u64; 5];
    let mut asking: Option<(usize, Asking<'_>)> = None;
    for group in &groups {
        if asking.as_ref().is_none_or(|(run, _)| *run != group.run) {
            if let Some((_, old)) = asking.take() {
                told.in_full += old.many.in_full;
            }
            match timelines.session(ground, events, group.run) {
                Ok(session) => {
                    asking = Some((group.run, Asking::new(ground, table, session, quick)));
                }
                Err(failure) => {
                    told.failures.push(failure);
                    continue;
                }
            }
        }
        let Some((_, asking)) = &mut asking else {
            continue;
        };
        if let Some(writer) = &mut writer {
            writer.scenario(group.name);
        }
        for number in &group.rows {
            let Some(row) = table.rows.get(*number as usize) else {
                continue;
            };
            if let Err(failure) = asking.answer(row) {
                told.failures.push(vec![*failure]);
                asking.said.answer.push_str("not evaluated");
            } else {
                told.answered += 1;
            }
            if let Some(verdict) = asking.said.verdict
                && let Some(count) = tally.get_mut(verdict as usize)
            {
                *count += 1;
            }
            told.refused += u64::from(asking.said.refused);
            if let Some(writer) = &mut writer {
                writer.row(AnswerRow {
                    question: table.name(*number as usize).unwrap_or_default(),
                    answer: &asking.said.answer,
                    limit: &asking.said.limit,
                    holder: &asking.said.holder,
                    links: &asking.said.links,
                })?;
            }
            if told.answered & 0xFFFF == 0 {
                progress(told.answered);
            }
        }
    }
    if let Some((_, old)) = asking {
        told.in_full += old.many.in_full;
    }
    if let Some(writer) = writer {
        writer.finish()?;
    }
    told.sorts = VERDICTS
        .iter()
        .filter_map(|verdict| {
            let count = *tally.get(*verdict as usize)?;
            (count > 0).then_some((word(*verdict), count))
        })
        .collect();
    Ok(told)
}

const VERDICTS: [Verdict; 5] = [
    Verdict::Yes,
    Verdict::No,
    Verdict::Undetermined,
    Verdict::NotListed,
    Verdict::NotJudged,
];

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Yes => "yes",
        Verdict::No => "no",
        Verdict::Undetermined => "undetermined",
        Verdict::NotListed => "not listed",
        Verdict::NotJudged => "not judged",
    }
}

/// The questions of each scenario, in the order of the scenarios.
fn groups<'t>(
    timelines: &'t Timelines,
    path: &str,
    table: &'t QuestionTable,
    problems: &mut Problems,
) -> Vec<Group<'t>> {
    let numbers = 0..u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    if table.scenarios.is_empty() {
        if timelines.len() > 1 && !table.rows.is_empty() {
            problems.push(messages::which_run(path));
            return Vec::new();
        }
        return vec![Group {
            name: "",
            run: 0,
            rows: numbers.collect(),
        }];
    }
    let names: Vec<&str> = timelines.names().collect();
    // One timeline without a name is the run of every scenario.
    let alone = names.as_slice() == [""];
    let mut groups: Vec<Group<'t>> = match alone {
        true => table
            .scenarios
            .iter()
            .map(|name| Group {
                name,
                run: 0,
                rows: Vec::new(),
            })
            .collect(),
        false => names
            .iter()
            .enumerate()
            .map(|(run, name)| Group {
                name,
                run,
                rows: Vec::new(),
            })
            .collect(),
    };
    let by_name: FxHashMap<&str, usize> = groups
        .iter()
        .enumerate()
        .map(|(place, group)| (group.name, place))
        .collect();
    let places: Vec<Option<usize>> = table
        .scenarios
        .iter()
        .map(|name| by_name.get(name.as_str()).copied())
        .collect();
    for (name, place) in table.scenarios.iter().zip(&places) {
        if place.is_none() {
            problems.push(messages::scenario_not_listed(path, name));
        }
    }
    for (row, number) in table.rows.iter().zip(numbers) {
        let place = places.get(row.scenario as usize).copied().flatten();
        if let Some(group) = place.and_then(|place| groups.get_mut(place)) {
            group.rows.push(number);
        }
    }
    groups.retain(|group| !group.rows.is_empty());
    groups
}

/// The parts of an answer, written anew for each.
#[derive(Debug, Default)]
struct Said {
    verdict: Option<Verdict>,
    refused: bool,
    answer: String,
    limit: String,
    holder: String,
    links: String,
}

impl Said {
    fn clear(&mut self) {
        self.verdict = None;
        self.refused = false;
        for text in [
            &mut self.answer,
            &mut self.limit,
            &mut self.holder,
            &mut self.links,
        ] {
            text.clear();
        }
    }
}

/// One run that questions are asked of.
struct Asking<'a> {
    ground: Ground<'a>,
    table: &'a QuestionTable,
    many: Many<'a>,
    /// The table's values as this run holds them.
    interned: Vec<Val>,
    arguments: Vec<Val>,
    last: i32,
    record: Option<Record>,
    said: Said,
}

type Failure = Box<RunError>;

impl<'a> Asking<'a> {
    fn new(
        ground: Ground<'a>,
        table: &'a QuestionTable,
        session: Session<'a>,
        quick: bool,
    ) -> Asking<'a> {
        let interned = table.values.iter().map(|value| session.intern(value));
        Asking {
            ground,
            table,
            interned: interned.collect(),
            arguments: Vec::new(),
            last: session.last(),
            many: Many::new(session, quick),
            record: None,
            said: Said::default(),
        }
    }

    fn answer(&mut self, row: &QuestionRow) -> Result<(), Failure> {
        self.said.clear();
        match (row.ask, row.subject) {
            (Ask::May, Subject::Act(act)) => {
                self.take_arguments(row);
                let reply = self.many.may(MayAsked {
                    who: self.val(row.actor),
                    act,
                    arguments: &self.arguments,
                    for_whom: match row.for_whom {
                        NO_VALUE => ForWhom::Unsaid,
                        ANYONE => ForWhom::Anyone,
                        one => ForWhom::One(self.val(one)),
                    },
                    on: row.date.map_or(self.last, Date::days),
                })?;
                self.say(&reply);
                Ok(())
            }
            (Ask::WhatIs, subject) => {
                self.take_arguments(row);
                let asked = match subject {
                    Subject::Definition(id) => Asked::Definition(id),
                    Subject::Decision(id) => Asked::Decision(id),
                    Subject::Fact(id) => Asked::Fact(id),
                    Subject::Act(_) | Subject::Nothing => return Ok(()),
                };
                let on = row.date.map_or(self.last, Date::days);
                let outcome = self.many.what_is(asked, &self.arguments, on)?;
                self.said.answer = self.words().outcome(&outcome);
                Ok(())
            }
            _ => self.in_words(row),
        }
    }

    /// Questions that are answered as those of a scenario are.
    fn in_words(&mut self, row: &QuestionRow) -> Result<(), Failure> {
        let value = |at: u32| self.table.values.get(at as usize).cloned();
        let who = value(row.actor).unwrap_or(Value::Boolean(false));
        let question = match (row.ask, row.subject) {
            (Ask::WhoMay, Subject::Act(act)) => Question::WhoMay {
                act: ActValue {
                    act,
                    arguments: self.values(row),
                },
                for_: value(row.for_whom),
                on: row.date,
            },
            (Ask::WhatMay, _) => Question::WhatMay { who, on: row.date },
            (Ask::WhatMust, _) => Question::WhatMust { who, by: row.date },
            _ => return Ok(()),
        };
        if self.record.is_none() {
            self.record = Some(self.many.record()?);
        }
        let Some(record) = &self.record else {
            return Ok(());
        };
        let found = answer(self.many.run()?, record, &question)?;
        self.said.refused = matches!(&found, Answer::WhoMay { ways, .. } if ways.is_empty());
        let words = Words {
            record: Some(record),
            ..Words::new(self.ground.policy).of_case(self.ground.case)
        };
        self.said.answer = words.answer(&found).join("; ");
        Ok(())
    }

    fn words(&self) -> Words<'a> {
        Words::new(self.ground.policy).of_case(self.ground.case)
    }

    fn val(&self, at: u32) -> Val {
        self.interned.get(at as usize).copied().unwrap_or(Val::NONE)
    }

    fn take_arguments(&mut self, row: &QuestionRow) {
        let declared = parameters(self.ground.policy, row.subject);
        let cells = self.table.arguments(row, declared.len());
        self.arguments.clear();
        for (cell, parameter) in cells.iter().zip(declared) {
            self.arguments.push(match cell {
                Cell::None => Val::ANY,
                Cell::At(at) => self.interned.get(*at as usize).copied().unwrap_or(Val::ANY),
                Cell::Whole(whole) => {
                    let tag = match parameter.ty {
                        Type::Money => Tag::Money,
                        _ => Tag::Number,
                    };
                    Val::small(tag, *whole).unwrap_or(Val::UNKNOWN)
                }
            });
        }
    }

    fn values(&self, row: &QuestionRow) -> Vec<Option<Value>> {
        let declared = parameters(self.ground.policy, row.subject);
        let cells = self.table.arguments(row, declared.len());
        cells
            .iter()
            .zip(declared)
            .map(|(cell, parameter)| match cell {
                Cell::None => None,
                Cell::At(at) => self.table.values.get(*at as usize).cloned(),
                Cell::Whole(whole) => Some(whole_value(*whole, &parameter.ty)),
            })
            .collect()
    }

    fn say(&mut self, reply: &Reply) {
        let said = &mut self.said;
        said.verdict = Some(reply.verdict);
        said.refused = reply.verdict == Verdict::No;
        said.answer.push_str(word(reply.verdict));
        if let Some(Value::Money(money)) = &reply.limit {
            plain(money.number(), &mut said.limit);
        } else if let Some(Value::Number(number)) = &reply.limit {
            plain(*number, &mut said.limit);
        }
        let case = self.ground.case;
        match &reply.holder {
            Some(Value::Individual(holder)) => {
                let holder = case.individuals.get(*holder);
                said.holder
                    .push_str(holder.map_or("", |one| one.name.as_str()));
            }
            Some(other) => said
                .holder
                .push_str(&Words::new(self.ground.policy).of_case(case).value(other)),
            None => {}
        }
        for (number, link) in self.many.links().iter().enumerate() {
            if number > 0 {
                said.links.push(';');
            }
            name_link(case, *link, &mut said.links, self.ground);
        }
    }
}

/// A link by its name; by its place in the table, where it has none; in words, where it is of no table.
fn name_link(case: &Case, link: LinkRef, to: &mut String, ground: Ground<'_>) {
    if let LinkRef::Given(place) = link {
        if let Some(name) = case.link_name(place) {
            to.push_str(name);
            return;
        }
        if let Some(row) = place.checked_sub(case.links.len()) {
            to.push_str("row ");
            to.push_str(&(row + 1).to_string());
            return;
        }
    }
    to.push_str(&Words::new(ground.policy).of_case(case).link(link));
}

/// A number without commas between thousands.
fn plain(number: Number, to: &mut String) {
    to.extend(number.display().0.chars().filter(|one| *one != ','));
}
