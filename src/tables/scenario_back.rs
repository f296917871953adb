//! A scenario that was read, as JSON: the other way of `scenario_text`.

use super::scenario_json::{
    ActJson, Arguments, CallJson, ColumnJson, ColumnsJson, DatesJson, FactJson, GivenJson,
    HappeningJson, IndividualJson, Named, Said, ScenarioFileJson, ScenarioJson, SchemaName, Term,
    WhatJson,
};
use crate::{
    base::{hidden::written_out, source_map::SourceMap, span::Span},
    format::text::one_line,
    tree::{
        act::Argument,
        expr::{Call, Expr, ExprKind},
        literal::Literal,
        scenario::{
            ActLine, ButLine, Dates, GivenKind, GivenLine, HappeningKind, Names, Scenario,
            ScenarioFile, ScenarioItem, TableColumns, TimelineLine,
        },
        word::{Quoted, Word},
    },
};

/// A scenario file as JSON. Items and lines that could not be read are left out or come as they stand: they have been told.
pub fn json_of_scenario(file: &ScenarioFile, texts: &SourceMap) -> ScenarioFileJson {
    let said = Texts(texts);
    let mut json = ScenarioFileJson {
        schema: SchemaName::One,
        background: None,
        scenarios: Vec::new(),
    };
    for item in &file.items {
        match item {
            ScenarioItem::Background(scenario) => {
                json.background.get_or_insert(said.scenario(scenario));
            }
            ScenarioItem::Scenario(scenario) => json.scenarios.push(said.scenario(scenario)),
            ScenarioItem::Bad(_) => {}
        }
    }
    json
}

/// A scenario file as the text of its JSON.
pub fn json_text(file: &ScenarioFile, texts: &SourceMap) -> String {
    // Writing to memory cannot fail, and every key of these types is a text.
    let json = json_of_scenario(file, texts);
    let mut text = written_out(serde_json::to_string_pretty(&json).unwrap_or_default());
    text.push('\n');
    text
}

/// The texts that the tree was read from: values come out in the words in which they were written.
struct Texts<'a>(&'a SourceMap);

impl Texts<'_> {
    fn line(&self, span: Span) -> String {
        one_line(self.0.slice(span))
    }

    fn expr(&self, expr: &Expr) -> String {
        self.line(expr.span)
    }

    fn scenario(&self, scenario: &Scenario) -> ScenarioJson {
        ScenarioJson {
            title: text(scenario.title.as_ref()),
            like: text(scenario.like.as_ref()),
            as_of: scenario.as_of.as_ref().map(|day| self.expr(day)),
            assuming: words(&scenario.assuming),
            calendar: word(scenario.calendar.as_ref()),
            notes: scenario
                .notes
                .iter()
                .map(|note| note.text.clone())
                .collect(),
            given: scenario.given.iter().map(|line| self.given(line)).collect(),
            timeline: scenario
                .timeline
                .iter()
                .map(|line| self.happening(line))
                .collect(),
            but: scenario.but.iter().map(|line| self.but(line)).collect(),
            expect: scenario
                .expect
                .iter()
                .map(|line| self.line(line.span))
                .collect(),
            ask: scenario
                .ask
                .iter()
                .map(|line| self.line(line.span))
                .collect(),
            columns: scenario
                .columns
                .iter()
                .map(|table| self.columns(table))
                .collect(),
        }
    }

    fn given(&self, line: &GivenLine) -> GivenJson {
        let dates = self.dates(&line.dates);
        let according_to = text(line.according_to.as_ref());
        if let GivenKind::Individuals {
            names,
            kind,
            title,
            attributes,
        } = &line.kind
            && let [Names::One(name)] = names.as_slice()
        {
            let attributes = attributes
                .iter()
                .map(|(name, value)| (words(name).join(" of "), self.term(value)));
            return GivenJson::Individual(IndividualJson {
                name: name.text.to_string(),
                kind: kind.text.to_string(),
                title: text(title.as_ref()),
                attributes: Named(attributes.collect()),
                dates,
                according_to,
            });
        }
        let (fact, said) = match &line.kind {
            GivenKind::Fact { fact, holds: true } => (fact, Said::Holds),
            GivenKind::Fact { fact, holds: false } => (fact, Said::HoldsNot),
            GivenKind::Unknown(fact) => (fact, Said::Unknown),
            GivenKind::Value { fact, value } => (fact, Said::Is(self.term(value))),
            _ => return GivenJson::Line(self.line(line.span)),
        };
        match self.fact(fact) {
            Some((name, arguments)) => GivenJson::Fact(FactJson {
                name,
                arguments,
                said,
                dates,
                according_to,
            }),
            None => GivenJson::Line(self.line(line.span)),
        }
    }

    /// A fact's name and arguments; nothing for what is said in another form.
    fn fact(&self, fact: &Expr) -> Option<(String, Arguments)> {
        match &fact.kind {
            ExprKind::Name(name) => Some((name.to_string(), Arguments::default())),
            ExprKind::Call(call) if !call.arguments.is_empty() => {
                Some((call.name.text.to_string(), self.arguments(&call.arguments)?))
            }
            _ => None,
        }
    }

    fn happening(&self, line: &TimelineLine) -> HappeningJson {
        let named = match &line.kind {
            HappeningKind::Act(act) => self.act(act).map(|act| WhatJson::Act(Box::new(act))),
            HappeningKind::Event(event) => self.call(event).map(WhatJson::Event),
            _ => None,
        };
        let date = self.expr(&line.date);
        let time = line
            .time
            .map(|minutes| format!("{:02}:{:02}", minutes / 60, minutes % 60));
        match named {
            Some(what) => HappeningJson {
                date,
                time,
                what,
                label: word(line.label.as_ref()),
            },
            None => {
                let whole = self.line(line.span);
                let mut rest = whole.strip_prefix(&date).unwrap_or(&whole).trim_start();
                if time.is_some() {
                    rest = rest.split_once(' ').map_or("", |(_, rest)| rest);
                }
                // Its name stands within the line.
                HappeningJson {
                    what: WhatJson::Line(rest.to_owned()),
                    date,
                    time,
                    label: None,
                }
            }
        }
    }

    /// An act; nothing for one that says what only a line can.
    fn act(&self, act: &ActLine) -> Option<ActJson> {
        let more = act.departing_from.is_some()
            || act.present.is_some()
            || act.votes_for.is_some()
            || act.votes_against.is_some()
            || act.casting_vote.is_some();
        if more {
            return None;
        }
        let CallJson { name, arguments } = self.call(&act.act)?;
        Some(ActJson {
            by: act.actors.iter().map(|who| self.expr(who)).collect(),
            name,
            arguments,
            acting_as: word(act.acting_as.as_ref()),
            on_behalf_of: act.on_behalf_of.as_ref().map(|whom| self.expr(whom)),
            under: word(act.under.as_ref()),
            having_regard_to: act.having_regard_to.as_ref().map(|what| self.term(what)),
            without_regard_to: act.without_regard_to.as_ref().map(|what| self.term(what)),
            because: text(act.because.as_ref()),
        })
    }

    fn call(&self, call: &Call) -> Option<CallJson> {
        Some(CallJson {
            name: call.name.text.to_string(),
            arguments: self.arguments(&call.arguments)?,
        })
    }

    /// Arguments, all by place or all by name; nothing for a mixture.
    fn arguments(&self, all: &[Argument]) -> Option<Arguments> {
        if all.iter().all(|one| one.name.is_none()) {
            let terms = all.iter().map(|one| self.term(&one.value));
            return Some(Arguments::ByPlace(terms.collect()));
        }
        let named: Option<Vec<_>> = all
            .iter()
            .map(|one| Some((one.name.as_ref()?.text.to_string(), self.term(&one.value))))
            .collect();
        Some(Arguments::ByName(Named(named?)))
    }

    fn term(&self, value: &Expr) -> Term {
        let text = self.expr(value);
        match &value.kind {
            ExprKind::Literal(Literal::Boolean(truth)) => Term::Truth(*truth),
            ExprKind::Literal(Literal::Number(_)) => match text.parse::<u64>() {
                Ok(number) if number.to_string() == text => Term::Number(number.into()),
                _ => Term::Text(text),
            },
            ExprKind::Set(all) => Term::Set(all.iter().map(|one| self.term(one)).collect()),
            _ => Term::Text(text),
        }
    }

    fn dates(&self, dates: &Dates) -> DatesJson {
        DatesJson {
            from: dates.from.as_ref().map(|day| self.expr(day)),
            until: dates.until.as_ref().map(|day| self.expr(day)),
        }
    }

    fn but(&self, line: &ButLine) -> String {
        match line {
            ButLine::Without(label) => format!("without {}", label.text),
            ButLine::Moved { label, date } => format!("{} on {}", label.text, self.expr(date)),
            ButLine::Changed { label, arguments } => {
                let all: Vec<String> = arguments
                    .iter()
                    .map(|one| match &one.name {
                        Some(name) => format!("{}: {}", name.text, self.expr(&one.value)),
                        None => self.expr(&one.value),
                    })
                    .collect();
                format!("{} with {}", label.text, all.join(", "))
            }
            ButLine::Happens(line) => self.line(line.span),
            ButLine::Given(line) => self.line(line.span),
            ButLine::AsOf(day) => format!("as of {}", self.expr(day)),
            ButLine::Assuming(names) => format!("assuming {}", words(names).join(", ")),
            ButLine::Bad(span) => self.line(*span),
        }
    }

    fn columns(&self, table: &TableColumns) -> ColumnsJson {
        let columns = table.columns.iter().map(|column| ColumnJson {
            name: column.name.text.to_string(),
            from: text(column.from.as_ref()),
            is: column.constant.as_ref().map(|value| self.term(value)),
            words: Named(
                column
                    .words
                    .iter()
                    .map(|(theirs, ours)| (theirs.text.clone(), self.term(ours)))
                    .collect(),
            ),
        });
        ColumnsJson {
            table: table.table.text.to_string(),
            columns: columns.collect(),
        }
    }
}

fn text(quoted: Option<&Quoted>) -> Option<String> {
    quoted.map(|quoted| quoted.text.clone())
}

fn word(word: Option<&Word>) -> Option<String> {
    word.map(|word| word.text.to_string())
}

fn words(words: &[Word]) -> Vec<String> {
    words.iter().map(|word| word.text.to_string()).collect()
}
