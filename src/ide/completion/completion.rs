//! What may stand where the cursor is: words that open a line, names in scope by type, arguments, clauses that can be cited.

use super::offer::Offer;
use crate::{
    base::line_index::Utf16Position,
    ide::{
        cursor::cursor,
        outline::Sort,
        view::{Utf16Range, View},
    },
};

/// Something that may stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// How it is listed.
    pub label: String,
    /// What it is.
    pub sort: CompletionSort,
    /// A few words beside it: its title, its type.
    pub detail: String,
    /// What is shown of it when it is looked at, in Markdown.
    pub about: String,
    /// What is put in.
    pub insert: String,
    /// The same with places to fill in (`${1:…}`), where it has some.
    pub snippet: Option<String>,
    /// The smaller, the further up it is listed.
    pub rank: u8,
}

/// What is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompletionSort {
    /// A word of the language.
    Keyword,
    /// The name of an argument.
    Argument,
    /// A type of the language.
    Type,
    /// Something that is declared.
    Declared(Sort),
}

/// All that may stand at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completions {
    /// What is replaced: the letters that are there.
    pub typed: Utf16Range,
    /// What may stand there instead.
    pub items: Vec<Completion>,
    /// Whether there are more, which further letters would bring.
    pub more: bool,
}

/// The most that is offered at once.
const MOST: usize = 300;

/// What may stand at a place.
pub fn completion(view: &View<'_>, path: &str, at: Utf16Position) -> Option<Completions> {
    let spot = view.spot(path, at)?;
    let cursor = cursor(spot.text, spot.offset);
    let source = view.texts.file(spot.file)?;
    let typed = (
        source.lines().utf16(spot.text, cursor.typed.start),
        source.lines().utf16(spot.text, cursor.typed.end),
    );
    let (_, _, tree) = view.file(path)?;
    let pack = view.packs_with(spot.file).into_iter().next();
    let mut offer = Offer {
        view,
        pack,
        tree,
        cursor: &cursor,
        called: spot
            .text
            .get(spot.offset..)
            .is_some_and(|behind| behind.starts_with('(')),
        letters: spot
            .text
            .get(cursor.typed.clone())
            .unwrap_or_default()
            .to_lowercase(),
        items: Vec::new(),
    };
    if !cursor.silent {
        offer.all();
    }
    let mut items = offer.items;
    items.sort_by(|a, b| (a.rank, &a.label).cmp(&(b.rank, &b.label)));
    items.dedup_by(|a, b| a.label == b.label && a.sort == b.sort);
    let more = items.len() > MOST;
    items.truncate(MOST);
    Some(Completions { typed, items, more })
}
