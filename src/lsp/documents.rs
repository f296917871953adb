//! The texts that the client has open: they count instead of what is on the disk.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use lsp_types::{TextDocumentContentChangeEvent, Uri};

use crate::base::line_index::{LineIndex, Utf16Position};

/// A text as the client has it.
#[derive(Debug, Clone)]
pub struct Document {
    /// How the client names it.
    pub uri: Uri,
    /// The version that the client last said.
    pub version: i32,
    /// The text.
    pub text: String,
}

/// The texts that are open, by path.
#[derive(Debug, Default)]
pub struct Documents {
    open: BTreeMap<PathBuf, Document>,
}

impl Documents {
    /// Opens a text, or puts a new one in its place.
    pub fn open(&mut self, path: PathBuf, document: Document) {
        self.open.insert(path, document);
    }

    /// Changes a text. Says whether it is open.
    pub fn change(
        &mut self,
        path: &Path,
        version: i32,
        changes: &[TextDocumentContentChangeEvent],
    ) -> bool {
        let Some(document) = self.open.get_mut(path) else {
            return false;
        };
        document.version = version;
        for change in changes {
            change_text(&mut document.text, change);
        }
        true
    }

    /// Closes a text. Says whether it was open.
    pub fn close(&mut self, path: &Path) -> Option<Document> {
        self.open.remove(path)
    }

    /// A text that is open.
    pub fn get(&self, path: &Path) -> Option<&Document> {
        self.open.get(path)
    }

    /// The texts that are open, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&Path, &Document)> {
        self.open
            .iter()
            .map(|(path, document)| (path.as_path(), document))
    }
}

fn change_text(text: &mut String, change: &TextDocumentContentChangeEvent) {
    let Some(range) = change.range else {
        text.clone_from(&change.text);
        return;
    };
    let lines = LineIndex::new(text);
    let at = |place: lsp_types::Position| {
        lines.offset(
            text,
            Utf16Position {
                line: place.line,
                character: place.character,
            },
        )
    };
    let (start, end) = (at(range.start), at(range.end));
    text.replace_range(start.min(end)..end.max(start), &change.text);
}

#[cfg(test)]
mod tests {
    use super::*;
    use lsp_types::{Position, Range};

    fn changed(text: &str, from: (u32, u32), to: (u32, u32), new: &str) -> String {
        let mut text = text.to_owned();
        change_text(
            &mut text,
            &TextDocumentContentChangeEvent {
                range: Some(Range::new(
                    Position::new(from.0, from.1),
                    Position::new(to.0, to.1),
                )),
                range_length: None,
                text: new.to_owned(),
            },
        );
        text
    }

    #[test]
    fn places_are_counted_in_utf_16_units_and_held_within_the_text() {
        assert_eq!(changed("a😀b\r\nc", (0, 3), (0, 4), "x"), "a😀x\r\nc");
        assert_eq!(changed("a\r\nc", (0, 9), (1, 0), ""), "ac");
        assert_eq!(changed("a", (7, 0), (9, 9), "b"), "ab");
        assert_eq!(changed("abc", (0, 2), (0, 1), "-"), "a-c");
        assert_eq!(changed("a😀b", (0, 2), (0, 2), "-"), "a😀-b");
    }
}
