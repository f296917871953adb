//! The texts that were read, and the only place where a span becomes a place in its file.

use std::{ops::Range, sync::Arc};

use smol_str::SmolStr;

use super::{
    line_index::{LineColumn, LineIndex, Utf16Position, boundary_after, boundary_before},
    span::{FileId, Span},
};

/// All texts of a session, in the order in which they were read.
#[derive(Debug, Clone, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

/// One text: its path, its lines, and where its items start.
#[derive(Debug, Clone)]
pub struct SourceFile {
    path: SmolStr,
    text: Arc<str>,
    lines: LineIndex,
    item_starts: Vec<u32>, // INVARIANT: never empty. By the items' numbers, which need not be in file order.
}

impl SourceMap {
    /// No texts.
    pub fn new() -> SourceMap {
        SourceMap::default()
    }

    /// Adds a text. Until its items are known it is one item.
    pub fn add(&mut self, path: impl Into<SmolStr>, text: impl Into<Arc<str>>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(SourceFile::new(path.into(), text.into()));
        id
    }

    /// Puts a new text in the place of a file's old one, as an editor does. It is one item again until its items are known.
    pub fn replace(&mut self, file: FileId, text: impl Into<Arc<str>>) {
        if let Some(old) = self.files.get_mut(file.0 as usize) {
            *old = SourceFile::new(old.path.clone(), text.into());
        }
    }

    /// Says at which bytes the items of a file start, in file order. Item 0 starts at 0 whatever is said.
    pub fn set_items(&mut self, file: FileId, starts: impl IntoIterator<Item = u32>) {
        let Some(file) = self.files.get_mut(file.0 as usize) else {
            return;
        };
        file.item_starts = starts.into_iter().collect();
        file.item_starts.sort_unstable();
        match file.item_starts.first_mut() {
            Some(first) => *first = 0,
            None => file.item_starts.push(0),
        }
    }

    /// Says at which byte each item of a file starts, by its number: an editor's items keep their numbers when others come or go
    /// before them. A number that no item has starts nowhere ([`u32::MAX`]).
    pub fn set_numbered_items(&mut self, file: FileId, starts: Vec<u32>) {
        if let Some(file) = self.files.get_mut(file.0 as usize) {
            file.item_starts = starts;
            if file.item_starts.is_empty() {
                file.item_starts.push(0);
            }
        }
    }

    /// The files in the order in which they were read.
    pub fn files(&self) -> impl ExactSizeIterator<Item = (FileId, &SourceFile)> {
        self.files
            .iter()
            .enumerate()
            .map(|(number, file)| (FileId(u32::try_from(number).unwrap_or(u32::MAX)), file))
    }

    /// One file.
    pub fn file(&self, file: FileId) -> Option<&SourceFile> {
        self.files.get(file.0 as usize)
    }

    /// The file that was read from this path; the last, if there were several.
    pub fn by_path(&self, path: &str) -> Option<FileId> {
        self.files()
            .filter(|(_, file)| file.path == path)
            .map(|(id, _)| id)
            .last()
    }

    /// A file's path; empty for a file that was never read.
    pub fn path(&self, file: FileId) -> &str {
        self.file(file).map_or("", |file| file.path.as_str())
    }

    /// A file's text; empty for a file that was never read.
    pub fn text(&self, file: FileId) -> &str {
        self.file(file).map_or("", |file| &file.text)
    }

    /// The bytes of the file that a span covers, held within the text and moved out to whole characters: what comes out can
    /// always be sliced.
    pub fn range(&self, span: Span) -> Range<usize> {
        let Some(file) = self.file(span.file) else {
            return 0..0;
        };
        let item = file
            .item_starts
            .get(span.item as usize)
            .map_or(file.text.len(), |start| *start as usize);
        let start = boundary_before(&file.text, item.saturating_add(span.start as usize));
        let end = boundary_after(&file.text, item.saturating_add(span.end as usize));
        start..end.max(start)
    }

    /// The text that a span covers.
    pub fn slice(&self, span: Span) -> &str {
        self.text(span.file)
            .get(self.range(span))
            .unwrap_or_default()
    }

    /// Where a span begins, for people.
    pub fn start(&self, span: Span) -> LineColumn {
        self.place(span.file, self.range(span).start)
    }

    /// Where a span ends, for people: the place after its last character.
    pub fn end(&self, span: Span) -> LineColumn {
        self.place(span.file, self.range(span).end)
    }

    /// Where a span begins and ends, for editors.
    pub fn utf16(&self, span: Span) -> (Utf16Position, Utf16Position) {
        let range = self.range(span);
        let nowhere = Utf16Position {
            line: 0,
            character: 0,
        };
        let at = |offset| {
            self.file(span.file)
                .map_or(nowhere, |file| file.lines.utf16(&file.text, offset))
        };
        (at(range.start), at(range.end))
    }

    /// The line (from 1) of a file, without its line end; empty if there is none.
    pub fn line_text(&self, file: FileId, line: u32) -> &str {
        let Some(file) = self.file(file) else {
            return "";
        };
        let Some(line) = line.checked_sub(1) else {
            return "";
        };
        file.text
            .get(file.lines.line_range(&file.text, line))
            .unwrap_or_default()
    }

    /// The span of a stretch of bytes of a file, counted from the start of the item in which it begins.
    pub fn span(&self, file: FileId, range: Range<usize>) -> Option<Span> {
        let starts = self.file(file)?.item_starts.iter().enumerate();
        let (item, item_start) = starts
            .map(|(item, start)| (item, *start as usize))
            .filter(|(_, start)| *start <= range.start)
            .max_by_key(|(item, start)| (*start, *item))?;
        let offset = |place: usize| u32::try_from(place.saturating_sub(item_start)).ok();
        let (start, end) = (offset(range.start)?, offset(range.end)?);
        Some(Span {
            file,
            item: u32::try_from(item).ok()?,
            start,
            end,
        })
    }

    fn place(&self, file: FileId, offset: usize) -> LineColumn {
        self.file(file)
            .map_or(LineColumn { line: 1, column: 1 }, |file| {
                file.lines.line_column(&file.text, offset)
            })
    }
}

impl SourceFile {
    fn new(path: SmolStr, text: Arc<str>) -> SourceFile {
        let lines = LineIndex::new(&text);
        SourceFile {
            path,
            text,
            lines,
            item_starts: vec![0],
        }
    }

    /// Its path, as it was read.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Its text, shared: a copy costs nothing.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// Its lines.
    pub fn lines(&self) -> &LineIndex {
        &self.lines
    }

    /// The bytes at which its items start, by their numbers.
    pub fn item_starts(&self) -> &[u32] {
        &self.item_starts
    }
}
