//! Approvers named in a cell with amounts of their own: `Director up to £50,000; Director & CFO: over £50,000`.

use super::amount::{self, Band};

/// The parts of a cell that name several approvers: a line each, or between semicolons.
pub(super) fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', '\r', ';'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// Who is named in a part, and up to what; nothing where no amount stands in it.
pub(super) fn with_amount(part: &str) -> Option<(&str, Band)> {
    splits(part)
        .into_iter()
        .find_map(|(who, amount)| Some((told(who)?, band(amount)?)))
}

/// Every place at which a part may fall into who and how much.
fn splits(part: &str) -> Vec<(&str, &str)> {
    let mut splits = Vec::new();
    if let Some(open) = part.rfind('(')
        && let (Some(who), Some(inner)) = (part.get(..open), part.get(open + 1..))
        && let Some(amount) = inner.strip_suffix(')')
    {
        splits.push((who, amount));
    }
    for sign in [":", " - ", " – ", " — "] {
        if let Some((one, other)) = part.split_once(sign) {
            splits.push((one, other));
            splits.push((other, one));
        }
    }
    // `Director up to £50,000`, `up to £50,000 Director`: at each blank.
    for (at, _) in part.match_indices(' ') {
        if let (Some(one), Some(other)) = (part.get(..at), part.get(at..)) {
            splits.push((one, other));
        }
    }
    splits
}

fn told(who: &str) -> Option<&str> {
    let who = who.trim().trim_end_matches([',', ':', '-', '–']).trim_end();
    let names = who.chars().any(char::is_alphabetic) && !who.contains('£');
    names.then_some(who)
}

fn band(amount: &str) -> Option<Band> {
    let amount = amount.trim();
    // `Grade 7` is no amount: it says neither pounds nor an end.
    if !amount.contains('£') && amount.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let band = amount::band(amount).ok()?;
    (band.other.is_none() && band != Band::default()).then_some(band)
}
