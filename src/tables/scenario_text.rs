//! A scenario in JSON to the text that says the same: from there on it is read like any other.
//!
//! Every part is looked at on its own first, so that none can say more than its field is for.

use std::fmt::Write;

use super::{
    messages,
    scenario_json::{
        ActJson, Arguments, ColumnJson, DatesJson, FactJson, GivenJson, HappeningJson,
        IndividualJson, Named, Said, ScenarioFileJson, ScenarioJson, Term, WhatJson,
    },
};
use crate::{
    base::{date::Month, span::FileId},
    diagnostics::problems::Problems,
    format::text::format_scenario,
    syntax::{lex::lex, token::TokenKind},
};

/// The deepest that sets may be nested.
const MOST_DEPTH: usize = 32;

/// The text of a scenario in JSON, in the canonical layout. What cannot be said is left out and told; bytes that are no such JSON
/// give no text.
pub fn text_of_json(path: &str, bytes: &[u8]) -> (Option<String>, Problems) {
    let file: ScenarioFileJson = match serde_json::from_slice(bytes) {
        Ok(file) => file,
        Err(error) => return (None, messages::no_scenario_json(path, &error).into()),
    };
    let mut writer = Writer {
        path,
        out: String::new(),
        place: String::new(),
        problems: Problems::new(),
    };
    if let Some(background) = &file.background {
        "background".clone_into(&mut writer.place);
        writer.out.push_str("background\n");
        if background.title.is_some() {
            writer.tell("title", "a background has none".to_owned());
        }
        writer.scenario(background);
    }
    for (number, scenario) in file.scenarios.iter().enumerate() {
        writer.place = format!("scenario {}", number + 1);
        let head = match &scenario.title {
            Some(title) => quoted(title).map(|title| format!("scenario {title}\n")),
            None => Err("a scenario needs one".to_owned()),
        };
        match head {
            Ok(head) => writer.out.push_str(&head),
            Err(why) => {
                writer.tell("title", why);
                continue;
            }
        }
        writer.scenario(scenario);
    }
    let (text, _) = format_scenario(FileId(0), &writer.out);
    (Some(text), writer.problems)
}

/// What a part says, or why it cannot.
type Part = Result<String, String>;

struct Writer<'a> {
    path: &'a str,
    out: String,
    /// Which scenario is written.
    place: String,
    problems: Problems,
}

impl Writer<'_> {
    fn tell(&mut self, place: &str, why: String) {
        let place = format!("{}, {place}", self.place);
        self.problems
            .push(messages::scenario_json_part(self.path, &place, &why));
    }

    fn line(&mut self, place: &str, part: Part) {
        match part {
            // Writing to a string cannot fail.
            Ok(text) => drop(writeln!(self.out, "  {text}")),
            Err(why) => self.tell(place, why),
        }
    }

    fn scenario(&mut self, scenario: &ScenarioJson) {
        let head = [
            ("like", scenario.like.as_deref().map(quoted)),
            ("as of", scenario.as_of.as_deref().map(alone)),
            ("calendar", scenario.calendar.as_deref().map(name)),
        ];
        for (keyword, part) in head {
            if let Some(part) = part {
                self.line(keyword, part.map(|text| format!("{keyword} {text}")));
            }
        }
        if !scenario.assuming.is_empty() {
            let all: Result<Vec<_>, _> = scenario.assuming.iter().map(|one| name(one)).collect();
            let part = all.map(|all| format!("assuming {}", all.join(", ")));
            self.line("assuming", part);
        }
        for note in &scenario.notes {
            self.line("notes", quoted(note).map(|note| format!("note {note}")));
        }
        self.section("given", &scenario.given, given);
        self.section("timeline", &scenario.timeline, happening);
        self.section("but", &scenario.but, |text| line(text));
        self.section("expect", &scenario.expect, |text| line(text));
        self.section("ask", &scenario.ask, |text| line(text));
        for table in &scenario.columns {
            let place = format!("columns of {}", table.table);
            match name(&table.table) {
                Ok(table) => drop(writeln!(self.out, "columns of {table} {{")),
                Err(why) => {
                    self.tell(&place, why);
                    continue;
                }
            }
            for one in &table.columns {
                self.line(&place, column(one));
            }
            self.out.push_str("}\n");
        }
    }

    fn section<T>(&mut self, keyword: &str, all: &[T], part: impl Fn(&T) -> Part) {
        if all.is_empty() {
            return;
        }
        self.out.push_str(keyword);
        self.out.push('\n');
        for (number, one) in all.iter().enumerate() {
            self.line(&format!("{keyword} {}", number + 1), part(one));
        }
    }
}

fn given(given: &GivenJson) -> Part {
    match given {
        GivenJson::Individual(one) => individual(one),
        GivenJson::Fact(one) => fact(one),
        GivenJson::Line(text) => line(text),
    }
}

fn individual(one: &IndividualJson) -> Part {
    let mut out = format!("{} is a {}", name(&one.name)?, name(&one.kind)?);
    if let Some(title) = &one.title {
        out = format!("{out} {}", quoted(title)?);
    }
    if !one.attributes.is_empty() {
        out = format!("{out} {{ {} }}", named(&one.attributes, label)?);
    }
    since(out, &one.dates, one.according_to.as_deref())
}

fn fact(one: &FactJson) -> Part {
    let call = call(&one.name, &one.arguments)?;
    let out = match &one.said {
        Said::Holds => call,
        Said::HoldsNot => format!("not {call}"),
        Said::Unknown => format!("unknown {call}"),
        Said::Is(value) => format!("{call} is {}", term_alone(value)?),
    };
    since(out, &one.dates, one.according_to.as_deref())
}

fn since(mut out: String, dates: &DatesJson, according_to: Option<&str>) -> Part {
    for (keyword, day) in [("from", &dates.from), ("until", &dates.until)] {
        if let Some(day) = day {
            out = format!("{out} {keyword} {}", alone(day)?);
        }
    }
    if let Some(who) = according_to {
        out = format!("{out} according to {}", quoted(who)?);
    }
    Ok(out)
}

fn happening(one: &HappeningJson) -> Part {
    let mut out = alone(&one.date)?;
    if let Some(time) = &one.time {
        match kinds(time).as_slice() {
            [TokenKind::Time] => out = format!("{out} {time}"),
            _ => return Err(format!("`{time}` is no time of day such as `14:30`")),
        }
    }
    let what = match &one.what {
        WhatJson::Act(act) => self::act(act)?,
        WhatJson::Event(event) => call(&event.name, &event.arguments)?,
        WhatJson::Line(text) => line(text)?,
    };
    out = format!("{out} {what}");
    if let Some(label) = &one.label {
        out = format!("{out} as {}", name(label)?);
    }
    Ok(out)
}

fn act(one: &ActJson) -> Part {
    let by: Vec<String> = one
        .by
        .iter()
        .map(|who| alone(who))
        .collect::<Result<_, _>>()?;
    if by.is_empty() {
        return Err("nobody does it: `by` is empty".to_owned());
    }
    let verb = if by.len() > 1 { "do" } else { "does" };
    let mut out = by.join(" and ");
    if let Some(office) = &one.acting_as {
        out = format!("{out}, acting as {},", name(office)?);
    }
    out = format!("{out} {verb} {}", call(&one.name, &one.arguments)?);
    if let Some(whom) = &one.on_behalf_of {
        out = format!("{out} on behalf of {}", alone(whom)?);
    }
    if let Some(under) = &one.under {
        out = format!("{out} under {}", name(under)?);
    }
    if let Some(what) = &one.having_regard_to {
        out = format!("{out} having regard to {}", term_alone(what)?);
    }
    if let Some(what) = &one.without_regard_to {
        out = format!("{out} without regard to {}", term_alone(what)?);
    }
    if let Some(why) = &one.because {
        out = format!("{out} because {}", quoted(why)?);
    }
    Ok(out)
}

fn column(one: &ColumnJson) -> Part {
    let name = name(&one.name)?;
    let mut out = match (&one.from, &one.is) {
        (Some(heading), None) => format!("{name} from {}", quoted(heading)?),
        (None, Some(constant)) => format!("{name} is {}", term_alone(constant)?),
        _ => return Err(format!("`{name}` needs either `from` or `is`")),
    };
    if !one.words.is_empty() {
        let words: Vec<String> = one
            .words
            .0
            .iter()
            .map(|(word, means)| Ok(format!("{} is {}", quoted(word)?, term_alone(means)?)))
            .collect::<Result<_, String>>()?;
        out = format!("{out} {{ {} }}", words.join(" "));
    }
    Ok(out)
}

fn call(name: &str, arguments: &Arguments) -> Part {
    let name = self::name(name)?;
    let inner = match arguments {
        _ if arguments.is_empty() => return Ok(name),
        Arguments::ByPlace(all) => {
            let all: Vec<String> = all
                .iter()
                .map(|one| term(one, 0))
                .collect::<Result<_, _>>()?;
            all.join(", ")
        }
        Arguments::ByName(all) => named(all, label)?,
    };
    Ok(format!("{name}({inner})"))
}

fn named(all: &Named, name: fn(&str) -> Part) -> Part {
    let all: Vec<String> = all
        .0
        .iter()
        .map(|(label, value)| Ok(format!("{}: {}", name(label)?, term(value, 0)?)))
        .collect::<Result<_, String>>()?;
    Ok(all.join(", "))
}

/// A value where brackets or commas hold it together.
fn term(value: &Term, depth: usize) -> Part {
    match value {
        Term::Truth(truth) => Ok(truth.to_string()),
        Term::Number(number) => Ok(number.to_string()),
        Term::Text(text) => self::value(text),
        Term::Set(_) if depth >= MOST_DEPTH => {
            Err(format!("sets are nested more than {MOST_DEPTH} deep"))
        }
        Term::Set(all) => {
            let all: Vec<String> = all
                .iter()
                .map(|one| term(one, depth + 1))
                .collect::<Result<_, _>>()?;
            Ok(format!("{{{}}}", all.join(", ")))
        }
    }
}

/// A value that other words stand beside.
fn term_alone(value: &Term) -> Part {
    match value {
        Term::Text(text) => alone(text),
        _ => term(value, 0),
    }
}

/// A value as text where other words stand beside it: in brackets, unless it is one thing anyway.
fn alone(text: &str) -> Part {
    let text = value(text)?;
    let words: Vec<&str> = text.split_whitespace().collect();
    let date = matches!(
        words.as_slice(),
        [_, month, _] | [month, _] if Month::from_name(month).is_some()
    );
    let one = kinds(&text).len() == 1 || text.starts_with('{') || is_call(&text);
    Ok(match date || one {
        true => text,
        false => format!("({text})"),
    })
}

/// Whether it is a name with arguments and nothing behind them.
fn is_call(text: &str) -> bool {
    let kinds = kinds(text);
    let mut depth = 0_usize;
    let closes_early = kinds
        .iter()
        .take(kinds.len().saturating_sub(1))
        .skip(1)
        .any(|kind| {
            match kind {
                TokenKind::OpenRound => depth += 1,
                TokenKind::CloseRound => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0
        });
    kinds.starts_with(&[TokenKind::Word, TokenKind::OpenRound]) && !closes_early
}

/// A text that says one value: its brackets match, and no comma, colon or comment stands outside them.
fn value(text: &str) -> Part {
    let mut open: Vec<TokenKind> = Vec::new();
    for token in lex(text) {
        let fits = match token.kind {
            TokenKind::Newline | TokenKind::Comment | TokenKind::Bar => false,
            TokenKind::OpenRound | TokenKind::OpenBrace => {
                open.push(token.kind);
                true
            }
            TokenKind::CloseRound => open.pop() == Some(TokenKind::OpenRound),
            TokenKind::CloseBrace => open.pop() == Some(TokenKind::OpenBrace),
            TokenKind::Comma | TokenKind::Colon => !open.is_empty(),
            kind => !kind.is_broken(),
        };
        if !fits {
            return Err(format!("`{}` is not one value", shown(text)));
        }
    }
    match open.is_empty() {
        true => something(text),
        false => Err(format!("`{}` is not one value", shown(text))),
    }
}

/// A text that says something.
fn something(text: &str) -> Part {
    match text.trim() {
        "" => Err("nothing stands here".to_owned()),
        text => Ok(text.to_owned()),
    }
}

/// A text that is one name.
fn name(text: &str) -> Part {
    match kinds(text).as_slice() {
        [TokenKind::Word] => Ok(text.trim().to_owned()),
        _ => Err(format!("`{}` is no name", shown(text))),
    }
}

/// A name that may have several words: of an argument or an attribute.
fn label(text: &str) -> Part {
    let kinds = kinds(text);
    match (1..=5).contains(&kinds.len()) && kinds.iter().all(|kind| *kind == TokenKind::Word) {
        true => Ok(text.trim().to_owned()),
        false => Err(format!("`{}` is no name", shown(text))),
    }
}

/// A text that is said as it is: on one line, with nothing in it that a line cannot hold.
fn line(text: &str) -> Part {
    let held = lex(text).iter().all(|token| {
        !matches!(
            token.kind,
            TokenKind::Newline | TokenKind::Comment | TokenKind::Bad
        )
    });
    match held {
        true => something(text),
        false => Err(format!("`{}` is not one line of a scenario", shown(text))),
    }
}

/// A text between quotes.
fn quoted(text: &str) -> Part {
    if text.contains(['\n', '\r']) {
        return Err(format!("`{}` goes over several lines", shown(text)));
    }
    Ok(format!(
        "\"{}\"",
        text.replace('\\', "\\\\").replace('"', "\\\"")
    ))
}

/// What the tokens of a text are, blanks left out.
fn kinds(text: &str) -> Vec<TokenKind> {
    lex(text)
        .into_iter()
        .map(|token| token.kind)
        .filter(|kind| *kind != TokenKind::Blank)
        .collect()
}

/// The beginning of a text, on one line.
fn shown(text: &str) -> String {
    let line: Vec<&str> = text.split_whitespace().collect();
    line.join(" ").chars().take(60).collect()
}
