//! What can be folded away: declarations, what stands between braces, and remarks of several lines.

use crate::{
    base::{line_index::LineIndex, span::FileId},
    syntax::{
        split::{Source, split},
        token::TokenKind,
    },
};

/// Lines that can be folded into the first of them; counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fold {
    /// The line that stays.
    pub first: u32,
    /// The last line that goes.
    pub last: u32,
    /// What it is.
    pub sort: FoldSort,
}

/// What is folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FoldSort {
    /// A declaration, or something between braces.
    Code,
    /// A remark.
    Remark,
}

/// What can be folded in a text, broken or not.
pub fn folding(text: &str) -> Vec<Fold> {
    let (source, _) = split(FileId(0), text);
    let lines = LineIndex::new(text);
    let mut folds = Vec::new();
    for item in &source.items {
        let tokens = source.tokens.get(item.tokens.clone()).unwrap_or_default();
        if let (Some(first), Some(last)) = (tokens.first(), tokens.last()) {
            add(&mut folds, &lines, first.start, last.start, FoldSort::Code);
        }
    }
    let mut open = Vec::new();
    for token in &source.tokens {
        match token.kind {
            TokenKind::OpenBrace => open.push(token.start),
            TokenKind::CloseBrace => {
                if let Some(start) = open.pop() {
                    add(&mut folds, &lines, start, token.start, FoldSort::Code);
                }
            }
            _ => {}
        }
    }
    remarks(&source, &lines, &mut folds);
    folds.sort_unstable();
    folds.dedup_by_key(|fold| (fold.first, fold.last));
    folds
}

fn add(folds: &mut Vec<Fold>, lines: &LineIndex, start: u32, end: u32, sort: FoldSort) {
    let (first, last) = (lines.line_of(start as usize), lines.line_of(end as usize));
    if last > first {
        folds.push(Fold { first, last, sort });
    }
}

/// Lines that are remarks alone, next to each other.
fn remarks(source: &Source<'_>, lines: &LineIndex, folds: &mut Vec<Fold>) {
    let mut run: Option<(u32, u32)> = None;
    let mut real_on = None;
    for token in &source.tokens {
        let line = lines.line_of(token.start as usize);
        if !token.kind.is_trivia() {
            real_on = Some(line);
        }
        if token.kind != TokenKind::Comment || real_on == Some(line) {
            continue;
        }
        run = match run {
            Some((start, last)) if lines.line_of(last as usize) + 1 == line => {
                Some((start, token.start))
            }
            earlier => {
                if let Some((start, last)) = earlier {
                    add(folds, lines, start, last, FoldSort::Remark);
                }
                Some((token.start, token.start))
            }
        };
    }
    if let Some((start, last)) = run {
        add(folds, lines, start, last, FoldSort::Remark);
    }
}
