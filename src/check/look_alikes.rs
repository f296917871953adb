//! Names whose letters look like others: of two scripts in one word, hard to tell from another name, or not seen at all.

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;
use unicode_security::{MixedScript, RestrictionLevel, RestrictionLevelDetection, skeleton};

use super::{
    finding::{Finding, Usage},
    messages,
};
use crate::{base::span::Span, policy::policy::Policy};

/// What is found in the names of the pack's files. Names of plain Latin letters alone are never found alike: those are told
/// apart as they always were.
pub(super) fn names(_: &Policy, usage: &Usage) -> Vec<Finding> {
    findings(&usage.words)
}

/// What is found in these words, each at its first place.
pub fn findings(words: &BTreeMap<SmolStr, Span>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if words.keys().all(|word| word.is_ascii()) {
        return findings;
    }
    let mut alike: BTreeMap<String, BTreeSet<&SmolStr>> = BTreeMap::new();
    for word in words.keys() {
        alike
            .entry(skeleton(word).collect())
            .or_default()
            .insert(word);
    }
    for (word, span) in words {
        if word.is_ascii() {
            continue;
        }
        let diagnostic = if let Some(unseen) = word.chars().find(|letter| is_unseen(*letter)) {
            messages::unseen_letter(word, unseen, *span)
        } else if let Some((one, other)) = mixed(word) {
            messages::mixed_scripts(word, one, other, *span)
        } else if let Some((other, place)) = twin(word, words, &alike) {
            messages::look_alike(word, other, *span, place)
        } else {
            continue;
        };
        findings.push(Finding {
            diagnostic,
            about: vec![word.clone()],
        });
    }
    findings
}

/// Another word that looks the same, with its place: one that is plain, or comes first.
fn twin<'w>(
    word: &SmolStr,
    words: &'w BTreeMap<SmolStr, Span>,
    alike: &BTreeMap<String, BTreeSet<&'w SmolStr>>,
) -> Option<(&'w SmolStr, Span)> {
    let form: String = skeleton(word).collect();
    let first = alike.get(&form)?.first()?;
    // The order of letters puts plain ones first: of two that are alike the other one is told.
    let place = words.get(*first)?;
    (*first != word).then_some((*first, *place))
}

/// Two letters of one part of a word that are of scripts which nobody writes in one word.
fn mixed(word: &str) -> Option<(char, char)> {
    let parts = word.split(['-', '_']);
    let part = parts.into_iter().find(|part| {
        !part.is_single_script()
            && !part.check_restriction_level(RestrictionLevel::HighlyRestrictive)
    })?;
    let letters: Vec<char> = part
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .collect();
    let pairs = letters.iter().zip(letters.iter().skip(1));
    pairs
        .map(|(one, other)| (*one, *other))
        .find(|(one, other)| {
            let both: String = [*one, *other].iter().collect();
            !both.is_single_script()
        })
}

/// A letter or mark that takes no room where it is shown.
fn is_unseen(letter: char) -> bool {
    matches!(
        letter,
        '\u{34f}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{ffa0}'
            | '\u{e0100}'..='\u{e01ef}'
    )
}
