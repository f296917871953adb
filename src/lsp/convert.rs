//! Plain data to the protocol's shapes.

use std::path::Path;

use lsp_types::Position;
use serde_json::{Value, json};

use super::{documents::Documents, uri::of_path};
use crate::{
    base::line_index::Utf16Position,
    ide::view::{Stretch, Utf16Range},
};

/// A place.
pub(super) fn position(place: Utf16Position) -> Value {
    json!({ "line": place.line, "character": place.character })
}

/// A stretch of text.
pub(super) fn range(places: Utf16Range) -> Value {
    json!({ "start": position(places.0), "end": position(places.1) })
}

/// A place as the client says it.
pub(super) fn place(position: Position) -> Utf16Position {
    Utf16Position {
        line: position.line,
        character: position.character,
    }
}

/// The URI of a file: as the client names it, where it has it open.
pub(super) fn uri(documents: &Documents, root: &Path, path: &str) -> Option<String> {
    let path = root.join(path);
    match documents.get(&path) {
        Some(document) => Some(document.uri.as_str().to_owned()),
        None => of_path(&path).map(|uri| uri.as_str().to_owned()),
    }
}

/// A stretch of a file.
pub(super) fn location(documents: &Documents, root: &Path, at: &Stretch) -> Option<Value> {
    let uri = uri(documents, root, &at.path)?;
    Some(json!({ "uri": uri, "range": range(at.range) }))
}
