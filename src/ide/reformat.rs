//! A text brought into another layout, as changes of its declarations: what stays as it was is not touched, so that cursors and
//! folds stay too.

use std::ops::Range;

use crate::{
    base::{
        line_index::{LineIndex, Utf16Position},
        span::FileId,
    },
    ide::view::Utf16Range,
    syntax::split::split,
};

/// The changes that make the new text of the old one, those alone whose old text lies in some of these lines (from 0, the last
/// excluded), or all.
pub fn changes(old: &str, new: &str, lines: Option<Range<u32>>) -> Vec<(Utf16Range, String)> {
    let (before, after) = (pieces(old), pieces(new));
    let index = LineIndex::new(old);
    if before.len() != after.len() {
        let all = (index.utf16(old, 0), index.utf16(old, old.len()));
        return match lines {
            None => vec![(all, new.to_owned())],
            Some(_) => Vec::new(),
        };
    }
    let wanted = |range: &Utf16Range| {
        lines.as_ref().is_none_or(|lines| {
            range.0.line < lines.end
                && (range.1.line > lines.start
                    || (range.1.line == lines.start && range.1.character > 0))
        })
    };
    before
        .iter()
        .zip(&after)
        .filter_map(|(before, after)| {
            let (old_piece, new_piece) = (old.get(before.clone())?, new.get(after.clone())?);
            let range = (index.utf16(old, before.start), index.utf16(old, before.end));
            (old_piece != new_piece && wanted(&range)).then(|| (range, new_piece.to_owned()))
        })
        .collect()
}

/// The stretches of the declarations, each with the blanks and remarks behind it.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let (source, _) = split(FileId(0), text);
    let starts: Vec<usize> = source.items.iter().map(|item| item.start).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts
        .iter()
        .copied()
        .zip(ends)
        .map(|(start, end)| start..end)
        .collect()
}

/// The lines that a range of an editor touches.
pub fn lines_of(start: Utf16Position, end: Utf16Position) -> Range<u32> {
    let last = match end.character {
        0 if end.line > start.line => end.line,
        _ => end.line.saturating_add(1),
    };
    start.line..last
}
