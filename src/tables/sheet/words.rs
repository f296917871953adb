//! What single cells say: nothing, a cross, words, an amount; or why they say none of these.

use crate::base::number::Number;

use super::{
    amount::{self, Band},
    fault::Fault,
    grid::CellValue,
    layout::folded,
};

/// Whether a text stands for an empty cell.
pub(super) fn is_nothing(text: &str) -> bool {
    matches!(folded(text).as_str(), "-" | "–" | "—" | "n/a")
}

/// What a cell of a role says: nothing, a cross, or a cross with amounts of its own.
pub(super) fn mark(value: &CellValue) -> Result<Option<Option<Band>>, Fault> {
    let text = match value {
        CellValue::Truth(truth) => return Ok(truth.then_some(None)),
        CellValue::Text(text) => text,
        other => return Ok(Some(Some(amount::band(&amount_text(other)?)?))),
    };
    match folded(text).as_str() {
        "x" | "×" | "✓" | "✔" | "☑" | "●" | "•" | "y" | "yes" | "true" => {
            return Ok(Some(None));
        }
        "no" | "n" | "none" | "nil" | "false" | "☐" => return Ok(None),
        "✗" | "✘" | "☒" => {
            return Err(Fault::new(format!("`{text}` may mean yes or no"))
                .help("write `x`, or leave the cell empty"));
        }
        _ => {}
    }
    let band = amount::band(text)?;
    if band.other.is_some() && !text.contains(|c: char| c.is_ascii_digit()) {
        return Err(
            Fault::new(format!("`{text}` is neither a cross nor an amount"))
                .help("write `x`, or an amount such as `up to £50,000`"),
        );
    }
    Ok(Some(Some(band)))
}

/// The text of a cell that must hold words.
pub(super) fn words(value: &CellValue, wanted: &str) -> Result<String, Fault> {
    match value {
        CellValue::Text(text) => sound(text),
        CellValue::Number(number) => Err(Fault::new(format!(
            "a number ({number}), where {wanted} is wanted"
        ))),
        CellValue::Truth(_) => Err(Fault::new(format!(
            "TRUE or FALSE, where {wanted} is wanted"
        ))),
        other => Err(unreadable(other, wanted)),
    }
}

/// The text of a cell that must hold an amount.
pub(super) fn amount_text(value: &CellValue) -> Result<String, Fault> {
    match value {
        CellValue::Text(text) => sound(text),
        CellValue::Number(number) => {
            let pounds = Number::parse(number.strip_prefix('-').unwrap_or(number)).ok();
            let pence = pounds.and_then(|pounds| pounds.checked_mul(Number::HUNDRED).ok());
            match pence {
                _ if number.starts_with('-') => {
                    Err(Fault::new(format!("an amount below nothing: {number}")))
                }
                Some(pence) if pence.is_integer() => Ok(format!("£{number}")),
                _ => Err(Fault::new(format!(
                    "{number} is no amount in pounds and pence"
                ))),
            }
        }
        CellValue::Truth(_) => Err(Fault::new("TRUE or FALSE, where an amount is wanted")),
        other => Err(unreadable(other, "an amount")),
    }
}

fn unreadable(value: &CellValue, wanted: &str) -> Fault {
    match value {
        CellValue::Day(day) => Fault::new(format!("a day ({day}), where {wanted} is wanted"))
            .help("a spreadsheet makes days of texts like `1-4`: format the cell as text"),
        CellValue::Time => Fault::new(format!("a time, where {wanted} is wanted")),
        CellValue::Shown(number, unit) => {
            Fault::new(format!("{unit} ({number}), where {wanted} is wanted"))
        }
        CellValue::Error(error) => Fault::new(format!("the cell shows `{error}`")),
        _ => Fault::new("a formula whose value is not in the file")
            .help("open and save it in a spreadsheet program, or put in the value itself"),
    }
}

/// Text that can stand in a row of ours.
fn sound(text: &str) -> Result<String, Fault> {
    if let Some(sign) = text.chars().find(|c| matches!(c, '|' | '#')) {
        return Err(Fault::new(format!(
            "`{sign}` cannot stand in a cell that is read"
        )));
    }
    let mut open = Vec::new();
    for c in text.chars() {
        let closes = match c {
            '(' | '{' => {
                open.push(c);
                continue;
            }
            ')' => '(',
            '}' => '{',
            _ => continue,
        };
        if open.pop() != Some(closes) {
            return Err(Fault::new(format!("a bracket in `{text}` closes nothing")));
        }
    }
    if open.is_empty() {
        Ok(text.to_owned())
    } else {
        Err(Fault::new(format!("a bracket in `{text}` is not closed")))
    }
}

/// The ids of clauses in a cell: between commas and semicolons, but for those in quotes, and all in quotes from here on.
pub(super) fn clause_ids(text: &str) -> Vec<String> {
    let mut ids: Vec<String> = vec![String::new()];
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' | ';' if !quoted => ids.push(String::new()),
            _ => {
                if let Some(id) = ids.last_mut() {
                    id.push(c);
                }
            }
        }
    }
    let ids = ids.iter().map(|id| id.trim()).filter(|id| !id.is_empty());
    ids.map(|id| format!("\"{}\"", id.replace('\\', "\\\\")))
        .collect()
}

pub(super) fn lowered_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(chars).collect()
    })
}

/// Whether a text is one name.
pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
}

pub(super) fn is_body(text: &str) -> bool {
    folded(text) == "the body itself"
}

/// A cell of approvers cut at `and`, `or`, `&` and brackets.
pub(super) fn signs(text: &str) -> Vec<String> {
    let spaced = text
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('&', " & ");
    let mut parts: Vec<String> = Vec::new();
    let mut run: Vec<&str> = Vec::new();
    let cut = |run: &mut Vec<&str>, parts: &mut Vec<String>| {
        if !run.is_empty() {
            parts.push(run.join(" "));
            run.clear();
        }
    };
    for word in spaced.split_whitespace() {
        let joins = matches!(word.to_lowercase().as_str(), "and" | "or" | "&" | "(" | ")");
        if joins {
            cut(&mut run, &mut parts);
            parts.push(word.to_owned());
        } else {
            run.push(word);
        }
    }
    cut(&mut run, &mut parts);
    parts
}
