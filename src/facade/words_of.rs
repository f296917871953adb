//! The words of a pack's files, for the check of names that look alike.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::load::Loaded;
use crate::{
    base::span::{FileId, Span},
    syntax::{lex::lex, token::TokenKind},
};

/// The words of a pack's policies and scenarios, each with its first place; none where all texts are of plain letters.
pub(super) fn words_of(loaded: &Loaded, pack: usize) -> BTreeMap<SmolStr, Span> {
    let mut words = BTreeMap::new();
    let Some(pack) = loaded.packs.get(pack) else {
        return words;
    };
    let policies = pack.policies.iter().map(|(file, _)| *file);
    let scenarios = pack.scenarios.iter().map(|(file, _)| *file);
    let files: Vec<FileId> = policies.chain(scenarios).collect();
    if files.iter().all(|file| loaded.texts.text(*file).is_ascii()) {
        return words;
    }
    for file in files {
        let text = loaded.texts.text(file);
        for token in lex(text) {
            if !matches!(token.kind, TokenKind::Word | TokenKind::DottedId) {
                continue;
            }
            let word = token.text(text);
            if words.contains_key(word) {
                continue;
            }
            let range = token.start as usize..token.end as usize;
            if let Some(span) = loaded.texts.span(file, range) {
                words.insert(SmolStr::new(word), span);
            }
        }
    }
    words
}
