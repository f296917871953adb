//! Plain data to the protocol's shapes.

use lsp_types::{Position, Range};

use crate::base::line_index::Utf16Position;

/// A place.
pub(super) fn position(place: Utf16Position) -> Position {
    Position::new(place.line, place.character)
}

/// A stretch of text.
pub(super) fn range(places: (Utf16Position, Utf16Position)) -> Range {
    Range::new(position(places.0), position(places.1))
}

/// A place as the client says it.
pub(super) fn place(position: Position) -> Utf16Position {
    Utf16Position {
        line: position.line,
        character: position.character,
    }
}
