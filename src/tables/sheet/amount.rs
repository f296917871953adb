//! Amounts as people write them in tables: `£1,000`, `up to £50k`, `Over £1.5 million`, `≤ £5,000`, `£500k+`.

use crate::base::number::Number;

use super::fault::Fault;

/// A band of amounts in the words of a scheme.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Band {
    /// The lower end.
    pub from: Option<Bound>,
    /// The upper end.
    pub to: Option<Bound>,
    /// What could not be taken apart: the grammar reads it, or says what is wrong with it.
    pub other: Option<String>,
}

/// An end of a band.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// The amount, as a scheme writes it.
    pub amount: String,
    /// Whether the end itself belongs to the band.
    pub included: bool,
    /// The amount in pounds, where it is one and no expression.
    pub pounds: Option<Number>,
}

/// The words with which an end is said, with what they mean; longer ones first.
const ENDS: &[(&str, &str)] = &[
    ("up to and including ", "up to "),
    ("in excess of ", "over "),
    ("not exceeding ", "up to "),
    ("no more than ", "up to "),
    ("not more than ", "up to "),
    ("greater than ", "over "),
    ("not less than ", "at least "),
    ("no less than ", "at least "),
    ("maximum of ", "up to "),
    ("minimum of ", "at least "),
    ("more than ", "over "),
    ("less than ", "below "),
    ("exceeding ", "over "),
    ("at least ", "at least "),
    ("maximum ", "up to "),
    ("minimum ", "at least "),
    ("at most ", "up to "),
    ("up to ", "up to "),
    ("above ", "over "),
    ("below ", "below "),
    ("under ", "below "),
    ("over ", "over "),
    ("max ", "up to "),
    ("min ", "at least "),
    (">=", "at least "),
    ("<=", "up to "),
    ("≥", "at least "),
    ("≤", "up to "),
    (">", "over "),
    ("<", "below "),
];

/// What may stand behind an amount instead.
const BEHIND: &[(&str, &str)] = &[
    (" and above", "at least "),
    (" or above", "at least "),
    (" and over", "at least "),
    (" or over", "at least "),
    (" and more", "at least "),
    (" or more", "at least "),
    ("+", "at least "),
    (" and below", "up to "),
    (" or below", "up to "),
    (" and under", "up to "),
    (" or under", "up to "),
    (" or less", "up to "),
];

/// What says that any amount is meant.
const ANY: &[&str] = &[
    "any",
    "any amount",
    "any value",
    "all amounts",
    "all values",
    "unlimited",
    "no limit",
];

/// Reads an amount or a band. An amount alone is the upper end of its band, and belongs to it.
///
/// # Errors
/// It is in no pounds.
pub fn band(text: &str) -> Result<Band, Fault> {
    let lower = text.to_lowercase();
    if ANY.contains(&lower.as_str()) {
        return Ok(Band::default());
    }
    if text.contains(['€', '$', '¥']) {
        return Err(Fault::new(format!("`{text}` is no amount in pounds")));
    }
    let as_written = || Band {
        other: Some(text.to_owned()),
        ..Band::default()
    };
    let mut band = Band::default();
    for part in parts(&lower) {
        let (end, amount) = split_end(part.trim());
        let Some(pounds) = pounds(amount) else {
            return Ok(match in_a_range(&lower) {
                Some((low, high)) => Band {
                    other: Some(format!("between {low} and {high}")),
                    ..Band::default()
                },
                None => as_written(),
            });
        };
        let bound = Bound {
            amount: shown(pounds),
            included: matches!(end, "up to " | "at least "),
            pounds: Some(pounds),
        };
        let place = match end {
            "over " | "at least " => &mut band.from,
            _ => &mut band.to,
        };
        if place.replace(bound).is_some() {
            return Ok(as_written());
        }
    }
    Ok(band)
}

/// An amount in a column that says which end it is.
///
/// # Errors
/// It is in no pounds.
pub fn bound(text: &str, included: bool) -> Result<Option<Bound>, Fault> {
    let lower = text.to_lowercase();
    if ANY.contains(&lower.as_str()) {
        return Ok(None);
    }
    if text.contains(['€', '$', '¥']) {
        return Err(Fault::new(format!("`{text}` is no amount in pounds")));
    }
    let pounds = pounds(&lower);
    Ok(Some(Bound {
        amount: pounds.map_or_else(|| text.to_owned(), shown),
        included,
        pounds,
    }))
}

/// An amount as a scheme writes it.
pub fn shown(pounds: Number) -> String {
    let text = pounds.display().0;
    let pence = text.split_once('.').map_or(0, |(_, pence)| pence.len());
    match pence {
        1 => format!("£{text}0"),
        _ => format!("£{text}"),
    }
}

/// Its text in the words of a scheme; nothing for any amount.
pub fn text(band: &Band) -> String {
    if let Some(other) = &band.other {
        return other.clone();
    }
    let from = band.from.as_ref().map(|end| {
        let word = if end.included { "at least" } else { "over" };
        format!("{word} {}", end.amount)
    });
    let to = band.to.as_ref().map(|end| {
        let word = if end.included { "up to" } else { "below" };
        format!("{word} {}", end.amount)
    });
    let ends: Vec<String> = from.into_iter().chain(to).collect();
    ends.join(", ")
}

/// The parts of a band: `over £5 and up to £10`, `over £5, up to £10`, `over £5 up to £10`. A comma within an amount joins
/// its digits.
fn parts(text: &str) -> Vec<&str> {
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    for (word, _) in ENDS {
        for (at, _) in text.match_indices(word) {
            let inside = cuts
                .iter()
                .any(|(start, length)| at >= *start && at < start + length);
            let before = text.get(..at).unwrap_or_default();
            let apart =
                before.is_empty() || before.ends_with([' ', ',', ';']) || !word.ends_with(' ');
            if !inside && apart {
                cuts.push((at, word.len()));
            }
        }
    }
    cuts.sort_unstable();
    let starts: Vec<usize> = cuts
        .iter()
        .map(|(at, _)| *at)
        .filter(|at| *at > 0)
        .collect();
    let mut parts = Vec::new();
    let mut from = 0;
    for at in starts.into_iter().chain([text.len()]) {
        let part = text.get(from..at).unwrap_or_default().trim();
        let part = part.strip_suffix(" and").unwrap_or(part);
        let part = part.strip_suffix(" but").unwrap_or(part);
        let part = part.trim_end_matches([',', ';', ' ']);
        if !part.is_empty() {
            parts.push(part);
        }
        from = at;
    }
    parts
}

/// The word for an end, and the amount; an amount alone is an upper end.
fn split_end(part: &str) -> (&'static str, &str) {
    for (word, end) in ENDS {
        if let Some(amount) = part.strip_prefix(word) {
            return (end, amount.trim());
        }
    }
    for (word, end) in BEHIND {
        if let Some(amount) = part.strip_suffix(word) {
            return (end, amount.trim());
        }
    }
    ("up to ", part)
}

/// `£1,000 to £5,000`, `£1,000 - £5,000`: the two amounts.
fn in_a_range(text: &str) -> Option<(String, String)> {
    for sign in [" to ", " - ", "–", "—", "-"] {
        if let Some((low, high)) = text.split_once(sign) {
            let low = low.trim().strip_prefix("from ").unwrap_or(low.trim());
            return Some((shown(pounds(low)?), shown(pounds(high.trim())?)));
        }
    }
    None
}

/// `£1,000`, `50k`, `£ 1.5 million`, `1000.00` in pounds.
fn pounds(text: &str) -> Option<Number> {
    let text = text.trim();
    let text = text.strip_prefix('£').unwrap_or(text).trim_start();
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')
        .unwrap_or(text.len());
    let (digits, unit) = text.split_at_checked(end)?;
    let factor: i128 = match unit.trim() {
        "" => 1,
        "k" | "thousand" => 1_000,
        "m" | "mn" | "million" => 1_000_000,
        "bn" | "billion" => 1_000_000_000,
        _ => return None,
    };
    if !well_grouped(digits) {
        return None;
    }
    let plain = digits.replace(',', "");
    let number = Number::parse(&plain).ok()?;
    let factor = Number::ratio(factor, 1).ok()?;
    number.checked_mul(factor).ok()
}

/// Whether every comma stands before three digits: `1,000`, not `1,00` and not `1,5`, which may be one and a half.
fn well_grouped(digits: &str) -> bool {
    let whole = digits.split_once('.').map_or(digits, |(whole, _)| whole);
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let mut rest = groups.peekable();
    if rest.peek().is_none() {
        return !first.is_empty();
    }
    (1..=3).contains(&first.len()) && rest.all(|group| group.len() == 3)
}
