//! What is offered at a place, as it is gathered: words, and what fits the letters that are there.

use super::completion::{Completion, CompletionSort};
use crate::{
    ide::{
        cursor::Cursor,
        keywords::opener::Openers,
        view::{FileTree, PackView, View},
    },
    policy::policy::{PackId, Policy},
    resolve::names::View as Scope,
};

/// What is offered at a place, as it is gathered.
pub(super) struct Offer<'o, 'a> {
    pub(super) view: &'o View<'a>,
    pub(super) pack: Option<&'o PackView<'a>>,
    pub(super) tree: FileTree<'a>,
    pub(super) cursor: &'o Cursor<'o>,
    /// Whether an opening bracket follows.
    pub(super) called: bool,
    /// The letters that are there, in small letters.
    pub(super) letters: String,
    pub(super) items: Vec<Completion>,
}

impl<'o, 'a> Offer<'o, 'a> {
    pub(super) fn policy(&self) -> Option<&'a Policy> {
        Some(self.pack?.resolution?.policy())
    }

    /// The names that are seen here.
    pub(super) fn scope(&self) -> Option<Scope<'a>> {
        let signatures = &self.pack?.resolution?.signatures;
        let packs = signatures.policy.packs.entries();
        let main = packs.rev().find(|(_, pack)| pack.main);
        Some(signatures.view(main.map_or(PackId::new(0), |(id, _)| id)))
    }

    pub(super) fn is_scenario(&self) -> bool {
        matches!(self.tree, FileTree::Scenario(_))
    }
    /// The word that stands so many words before what is typed.
    pub(super) fn before(&self, back: usize) -> Option<&'o str> {
        self.cursor.before.iter().rev().nth(back).copied()
    }

    pub(super) fn add(&mut self, completion: Completion) {
        let mut label = completion.label.chars().flat_map(char::to_lowercase);
        let fits = self
            .letters
            .chars()
            .all(|letter| label.any(|of_label| of_label == letter));
        if fits {
            let begins = completion.label.to_lowercase().starts_with(&self.letters);
            let rank = completion.rank + if begins { 0 } else { 100 };
            self.items.push(Completion { rank, ..completion });
        }
    }

    pub(super) fn word(&mut self, word: &str, sort: CompletionSort, detail: &str, rank: u8) {
        self.add(Completion {
            label: word.to_owned(),
            sort,
            detail: detail.to_owned(),
            about: String::new(),
            insert: word.to_owned(),
            snippet: None,
            rank,
        });
    }

    pub(super) fn openers(&mut self, openers: &Openers) {
        for (place, opener) in openers.openers.iter().enumerate() {
            self.add(Completion {
                label: opener.words.to_owned(),
                sort: CompletionSort::Keyword,
                detail: String::new(),
                about: opener.meaning.to_owned(),
                insert: opener.words.to_owned(),
                snippet: Some(opener.snippet(openers.width)),
                rank: u8::try_from(place).unwrap_or(90).min(90),
            });
        }
    }
}
