//! A scheme of delegation as a table: its rows as they are written, and what it reserves, under our own headings.

use super::{
    load::{Loaded, load},
    meaning::meaning,
    messages,
};
use crate::{
    base::{date::Date, files::Files, nearest::nearest, span::Span},
    diagnostics::{diagnostic::Diagnostic, problems::Problems},
    policy::delegation::Scheme as Resolved,
    tables::sheet::write::{Table, csv, xlsx},
    tree::{
        delegation::{Reserved, Scheme, SchemeOf, SchemeRows},
        policy::Item,
    },
};

/// The headings, which are the columns that a scheme may have.
const HEADINGS: &[&str] = &[
    "matter",
    "amount",
    "who",
    "counted",
    "sub-delegation",
    "if",
    "source",
    "reserved",
];

/// What a table is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `.xlsx`
    Workbook,
    /// `.csv`
    Csv,
}

impl Form {
    /// The form that a file's ending stands for.
    pub fn of_path(path: &str) -> Option<Form> {
        match path.rsplit('.').next().map(str::to_lowercase).as_deref() {
            Some("xlsx") => Some(Form::Workbook),
            Some("csv") => Some(Form::Csv),
            _ => None,
        }
    }
}

/// A scheme written out.
#[derive(Debug)]
pub struct Exported {
    /// What was read.
    pub loaded: Loaded,
    /// What is wrong with the packs, or with what was asked; where that holds an error there are no bytes.
    pub problems: Vec<Diagnostic>,
    /// The file.
    pub bytes: Option<Vec<u8>>,
    /// How many rows it has below its headings.
    pub rows: usize,
    /// What stays in the policy, but for the name of the file: what stands before it, what behind.
    pub head: Option<(String, String)>,
}

/// Writes out the scheme of this name that is in force on a day; the day may be left out where only one bears the name.
pub fn export_scheme(
    files: &dyn Files,
    paths: &[String],
    name: &str,
    on: Option<Date>,
    form: Form,
) -> Exported {
    let (loaded, mut problems) = load(files, paths);
    let written = written(&loaded, name, on, &mut problems);
    let head = written.map(|scheme| head(&loaded, scheme));
    let table = written.map(|scheme| as_table(&loaded, scheme));
    let rows = table.as_ref().map_or(0, |table| table.rows.len());
    let bytes = table.filter(|_| !problems.has_errors()).and_then(|table| {
        let written = match form {
            Form::Workbook => xlsx(&table, name),
            Form::Csv => csv(&table),
        };
        written
            .map_err(|error| problems.push(messages::not_exported(name, &error)))
            .ok()
    });
    Exported {
        problems: problems.sorted(),
        loaded,
        bytes,
        rows,
        head,
    }
}

fn written<'l>(
    loaded: &'l Loaded,
    name: &str,
    on: Option<Date>,
    problems: &mut Problems,
) -> Option<&'l Scheme> {
    let mut found: Vec<(Span, String)> = Vec::new();
    let mut known: Vec<String> = Vec::new();
    for pack in &loaded.asked {
        let Some((meaning, told)) = meaning(loaded, *pack) else {
            continue;
        };
        problems.append(told);
        for scheme in meaning.policy().schemes.iter() {
            known.push(scheme.name.to_string());
            let in_force = on.is_none_or(|day| is_in_force(scheme, day));
            if scheme.name == name && in_force && meaning.files.contains(&scheme.span.file) {
                found.push((scheme.span, times(scheme)));
            }
        }
    }
    if problems.has_errors() {
        return None;
    }
    let span = match found.as_slice() {
        [(span, _)] => *span,
        [] => {
            let near = nearest(name, known.iter().map(String::as_str));
            problems.push(messages::no_such_scheme(name, on, near));
            return None;
        }
        several => {
            let times: Vec<&str> = several.iter().map(|(_, times)| times.as_str()).collect();
            problems.push(messages::several_schemes(name, &times));
            return None;
        }
    };
    let items = loaded
        .packs
        .iter()
        .flat_map(|pack| &pack.policies)
        .flat_map(|(_, tree)| &tree.items);
    items.into_iter().find_map(|item| match item {
        Item::Scheme(scheme) if scheme.name.span == span => Some(scheme),
        _ => None,
    })
}

/// The declaration that reads the table again, before and behind the name of its file.
fn head(loaded: &Loaded, scheme: &Scheme) -> (String, String) {
    let mut before = format!("scheme {}", scheme.name.text);
    if let Some(title) = &scheme.title {
        before.push_str(&format!(" {}", loaded.texts.slice(title.span)));
    }
    match &scheme.of {
        SchemeOf::Body(body) => before.push_str(&format!(" of {}", body.text)),
        SchemeOf::Any(any) => before.push_str(&format!(" of {}: {}", any.name.text, any.kind.text)),
    }
    before.push_str(" from ");
    let mut behind = String::new();
    let force = &scheme.in_force;
    for (word, said) in [
        ("from", &force.from),
        ("until", &force.until),
        ("when", &force.when),
    ] {
        if let Some(said) = said {
            let starts = if behind.is_empty() { " in force" } else { "" };
            let text = plain(loaded.texts.slice(said.span));
            behind.push_str(&format!("{starts} {word} {text}"));
        }
    }
    // What no column holds stays where it is.
    let mut lines = Vec::new();
    if !scheme.source.is_empty() {
        let cited: Vec<&str> = scheme
            .source
            .iter()
            .map(|id| loaded.texts.slice(id.span))
            .collect();
        lines.push(format!("source {}", cited.join(", ")));
    }
    let notes = scheme.notes.iter();
    lines.extend(notes.map(|note| format!("note {}", loaded.texts.slice(note.span))));
    let separate = scheme.separate.iter();
    lines.extend(separate.map(|(words, _)| {
        let words: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        format!("separate {}", words.join(", "))
    }));
    if !lines.is_empty() {
        behind.push_str(&format!(" {{\n  {}\n}}", lines.join("\n  ")));
    }
    (before, behind)
}

fn is_in_force(scheme: &Resolved, day: Date) -> bool {
    let standing = &scheme.in_force;
    standing.from.is_none_or(|from| from <= day) && standing.until.is_none_or(|until| day <= until)
}

fn times(scheme: &Resolved) -> String {
    let standing = &scheme.in_force;
    match (standing.from, standing.until) {
        (None, None) => "at any time".to_owned(),
        (Some(from), None) => format!("from {from}"),
        (None, Some(until)) => format!("until {until}"),
        (Some(from), Some(until)) => format!("from {from} until {until}"),
    }
}

fn as_table(loaded: &Loaded, scheme: &Scheme) -> Table {
    let mut rows = Vec::new();
    let (columns, spans, in_sheet): (Vec<&str>, Vec<Span>, &[Reserved]) = match &scheme.rows {
        SchemeRows::Here { columns, rows } => (
            columns.iter().map(|word| word.text.as_str()).collect(),
            rows.iter().map(|row| row.span).collect(),
            &[],
        ),
        SchemeRows::File(_) => {
            let (spans, reserved) = loaded.sheets.written(scheme);
            let columns = HEADINGS.iter().take(HEADINGS.len() - 1);
            (columns.copied().collect(), spans, reserved)
        }
    };
    for span in spans {
        let cells = cells(loaded.texts.slice(span));
        let row = HEADINGS.iter().map(|heading| {
            let place = columns.iter().position(|column| column == heading);
            place.and_then(|place| cells.get(place).cloned())
        });
        rows.push(row.map(Option::unwrap_or_default).collect());
    }
    for reserved in scheme.reserved.iter().chain(in_sheet) {
        for matter in &reserved.what {
            let to = reserved.to.as_ref().map_or("x", |to| to.text.as_str());
            let source: Vec<String> = reserved.source.iter().map(|id| cited(&id.text)).collect();
            let row = HEADINGS.iter().map(|heading| match *heading {
                "matter" => matter.text.to_string(),
                "if" => condition(loaded, reserved),
                "source" => source.join(", "),
                "reserved" => to.to_owned(),
                _ => String::new(),
            });
            rows.push(row.collect());
        }
    }
    Table {
        headings: HEADINGS
            .iter()
            .map(|heading| (*heading).to_owned())
            .collect(),
        rows,
    }
}

/// The condition of a reservation as it is written: what stands behind its `if`.
fn condition(loaded: &Loaded, reserved: &Reserved) -> String {
    let Some(condition) = &reserved.condition else {
        return String::new();
    };
    let whole = loaded.texts.range(reserved.span);
    let start = loaded.texts.range(condition.span).start;
    let text = loaded.texts.text(reserved.span.file);
    let before = text.get(whole.start..start).unwrap_or_default();
    let behind = before.rfind("if").map_or(0, |at| at + 2);
    let from = whole.start.saturating_add(behind);
    let to = reserved.source.first().map_or(whole.end, |first| {
        let cited = loaded.texts.range(first.span).start;
        let until = text.get(from..cited).unwrap_or_default();
        until.rfind("source").map_or(cited, |at| from + at)
    });
    plain(text.get(from..to).unwrap_or_default())
}

/// The id of a clause in a cell: in quotes where it holds what stands between ids.
fn cited(id: &str) -> String {
    match id.contains([',', ';']) {
        true => format!("\"{id}\""),
        false => id.to_owned(),
    }
}

/// The cells of a row between bars, each on one line and without comments.
fn cells(row: &str) -> Vec<String> {
    let mut cells = Vec::new();
    let mut cell = String::new();
    let (mut quoted, mut escaped, mut comment) = (false, false, false);
    for c in row.chars() {
        if comment {
            comment = c != '\n';
            continue;
        }
        match c {
            '#' if !quoted => comment = true,
            '|' if !quoted => cells.push(std::mem::take(&mut cell)),
            _ => {
                if c == '"' && !escaped {
                    quoted = !quoted;
                }
                escaped = quoted && c == '\\' && !escaped;
                cell.push(c);
            }
        }
    }
    cells.push(cell);
    // The first bar opens the first cell.
    cells.iter().skip(1).map(|cell| plain(cell)).collect()
}

fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}
