//! The known name that someone who wrote an unknown one most likely meant.

use strsim::damerau_levenshtein;

/// The candidate nearest to what was written, if one is near enough to be worth offering: letters added, left out, changed or
/// swapped count one each, capitals and the choice of `-` or `_` count nothing. Of equally near ones the first.
pub fn nearest<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let wanted = plain(written);
    let most = allowed(wanted.chars().count());
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let plain_candidate = plain(candidate);
        if candidate == written
            || plain_candidate.len().abs_diff(wanted.len()) > most * BYTES_A_LETTER
        {
            continue;
        }
        let distance = damerau_levenshtein(&wanted, &plain_candidate);
        if distance <= most && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The most bytes that one letter takes: names that differ in length by more cannot be near.
const BYTES_A_LETTER: usize = 4;

/// How many changes still make a likely slip in a word of so many letters: in a short word one change makes another word.
fn allowed(letters: usize) -> usize {
    match letters {
        0..=2 => 0,
        3..=4 => 1,
        5..=9 => 2,
        _ => 3,
    }
}

fn plain(name: &str) -> String {
    name.to_lowercase().replace('_', "-")
}
