//! Where something stands in a file: counted from the start of its item, so that an edit in one item moves no
//! span of another. Only the source map turns a span into a place in the file.

/// A file that was read in this session, numbered in the order of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A stretch of text: bytes `start..end` counted from the start of item `item` of `file`.
///
/// An item is what starts in column 0 (see `syntax::split`); item 0 starts at the first byte of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file it stands in.
    pub file: FileId,
    /// The item of that file, counted from 0 in file order.
    pub item: u32,
    /// The first byte, counted from the start of the item.
    pub start: u32,
    /// One past the last byte, counted from the start of the item.
    pub end: u32,
}

impl Span {
    /// The stretch from the start of `self` to the end of `other`, which stands later in the same item.
    pub fn to(self, other: Span) -> Span {
        Span {
            end: other.end.max(self.end),
            ..self
        }
    }

    /// How many bytes it covers.
    pub fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether it covers nothing: a place between two characters.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

/// A thing with the place where it was written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Spanned<T> {
    /// What was written.
    pub node: T,
    /// Where.
    pub span: Span,
}
