//! Changes of a pack's text that must not change what it means, or change it in a known way.

use std::collections::BTreeMap;

use vires::{
    base::date::Date,
    syntax::{keyword::KEYWORDS, lex::lex, token::TokenKind},
};

/// All files of some packs, by their paths.
pub type Texts = BTreeMap<String, String>;

/// A word that no name of the packs begins with: what is renamed is known by it.
const MARK: &str = "qz";

/// The new name of a name: another order of letters, and its numbers at its end, so that `ha-1 to ha-95` stays a range.
pub fn renamed(name: &str) -> String {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let mut hash = 0_u32;
    for byte in stem.bytes() {
        hash = hash.wrapping_mul(31).wrapping_add(u32::from(byte));
    }
    let mark = if name.starts_with(char::is_uppercase) {
        "Qz"
    } else {
        MARK
    };
    format!("{mark}{:02}-{name}", hash % 89)
}

/// A text with its new names turned back, read once from its beginning to its end.
pub fn turned_back(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let mut kept = 0;
    for (at, _) in text.match_indices(['q', 'Q']) {
        let is_mark = at >= kept
            && bytes.get(at + 1) == Some(&b'z')
            && bytes
                .get(at + 2..at + 4)
                .is_some_and(|d| d.iter().all(u8::is_ascii_digit))
            && bytes.get(at + 4) == Some(&b'-');
        if is_mark {
            out.push_str(&text[kept..at]);
            kept = at + 5;
        }
    }
    out + &text[kept..]
}

/// The text with each of these names renamed, in templates (`{actor}`) too; words of the language stay.
pub fn with_new_names(text: &str, names: &dyn Fn(&str) -> bool) -> String {
    let is_name = |word: &str| !KEYWORDS.contains(&word) && names(word);
    let mut out = String::new();
    for token in lex(text) {
        let word = token.text(text);
        match token.kind {
            TokenKind::Quoted => {
                let mut rest = word;
                while let Some(at) = rest.find('{') {
                    let end = rest[at..].find('}').map_or(rest.len(), |end| at + end);
                    let inner = &rest[at + 1..end];
                    out.push_str(&rest[..=at]);
                    out.push_str(&if is_name(inner) {
                        renamed(inner)
                    } else {
                        inner.to_owned()
                    });
                    rest = &rest[end..];
                }
                out.push_str(rest);
            }
            _ if is_name(word) => out.push_str(&renamed(word)),
            _ => out.push_str(word),
        }
    }
    out
}

/// The declarations of a policy: what begins at the left edge, with all that belongs to it.
pub fn declarations(text: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for line in text.lines() {
        let begins = line.starts_with(|first: char| first.is_alphabetic());
        if begins || items.is_empty() {
            items.push(String::new());
        }
        let item = items.last_mut().unwrap();
        item.push_str(line);
        item.push('\n');
    }
    items
}

/// A timeline with the lines of its last day first; those of one day stay in their order.
pub fn days_turned_round(text: &str) -> String {
    let mut out = String::new();
    let mut days: Vec<(String, String)> = Vec::new();
    let mut inside = false;
    let close = |out: &mut String, days: &mut Vec<(String, String)>| {
        let mut joined: Vec<(String, String)> = Vec::new();
        for (day, lines) in days.drain(..) {
            match joined.iter_mut().find(|(known, _)| *known == day) {
                Some((_, all)) => all.push_str(&lines),
                None => joined.push((day, lines)),
            }
        }
        for (_, lines) in joined.iter().rev() {
            out.push_str(lines);
        }
    };
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        if indent == 0 && !line.trim().is_empty() {
            close(&mut out, &mut days);
            inside = line.trim() == "timeline";
            out += &format!("{line}\n");
            continue;
        }
        if !inside {
            out += &format!("{line}\n");
        } else if let Some(day) = day_at(line.trim_start()).filter(|_| indent == 2) {
            days.push((day, format!("{line}\n")));
        } else if let Some((_, last)) = days.last_mut() {
            *last += &format!("{line}\n");
        } else {
            out += &format!("{line}\n");
        }
    }
    close(&mut out, &mut days);
    out
}

/// The day that a line begins with, whichever way it is written.
fn day_at(line: &str) -> Option<String> {
    let mut words = line.split_whitespace();
    let first = words.next()?;
    if let Ok(day) = first.parse::<Date>() {
        return Some(day.to_string());
    }
    let (month, year) = (words.next()?, words.next()?);
    let plain = first.parse::<u8>().is_ok() && MONTHS.contains(&month);
    plain.then(|| format!("{first} {month} {year}"))
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// How many years a move is: as many as bring every day back to its day of the week, leap years to leap years.
const YEARS: u32 = 28;

/// The text with every date, month, financial year and year of a calendar moved, in what is quoted too.
pub fn moved(text: &str) -> String {
    let mut out = String::new();
    let mut before: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_word = |c: char| c.is_alphanumeric() || c == '/' || c == '-';
        let length = match is_word(first) {
            true => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            false => first.len_utf8(),
        };
        let (word, after) = rest.split_at(length);
        out.push_str(&moved_word(word, &before));
        if !word.trim().is_empty() {
            before.push(word);
        }
        rest = after;
    }
    out
}

fn moved_word(word: &str, before: &[&str]) -> String {
    let year = |text: &str| {
        let number = text.parse::<u32>().ok()?;
        (text.len() == 4 && (1900..2072).contains(&number)).then_some(number + YEARS)
    };
    if let Some((first, second)) = word.split_once('/')
        && let (Some(moved), 2) = (year(first), second.len())
    {
        return format!("{moved}/{:02}", (moved + 1) % 100);
    }
    if let Some((first, rest)) = word.split_once('-')
        && let (Some(moved), 5) = (year(first), rest.len())
    {
        return format!("{moved}-{rest}");
    }
    let last = before.last().copied().unwrap_or_default();
    let after_from = last == "to"
        && before
            .iter()
            .rev()
            .nth(1)
            .is_some_and(|w| year(w).is_some())
        && before.iter().rev().nth(2) == Some(&"from");
    let begins_calendar = last == "from" && before.iter().rev().nth(2) == Some(&"calendar");
    match year(word) {
        Some(moved) if MONTHS.contains(&last) || after_from || begins_calendar => moved.to_string(),
        _ => word.to_owned(),
    }
}
