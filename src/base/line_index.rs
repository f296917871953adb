//! Lines and columns of a text: where each line starts, and columns counted in characters for people and in UTF-16 units for
//! editors.

/// Where the lines of a text start. A line ends with a line feed, which belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<u32>, // INVARIANT: begins with 0, strictly rising.
}

/// A place in a text for people: both counted from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// The line, the first being 1.
    pub line: u32,
    /// The character in its line, the first being 1.
    pub column: u32,
}

/// A place in a text for editors: both counted from 0, the column in UTF-16 units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Utf16Position {
    /// The line, the first being 0.
    pub line: u32,
    /// The UTF-16 unit in its line, the first being 0.
    pub character: u32,
}

impl LineIndex {
    /// The lines of this text.
    pub fn new(text: &str) -> LineIndex {
        let feeds = memchr::memchr_iter(b'\n', text.as_bytes());
        let after_feeds = feeds.map(|at| small(at).saturating_add(1));
        LineIndex {
            starts: std::iter::once(0).chain(after_feeds).collect(),
        }
    }

    /// How many lines there are: one more than there are line feeds.
    pub fn len(&self) -> u32 {
        small(self.starts.len())
    }

    /// Never: a text has at least one line, though it may be empty.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The line, counted from 0, in which a byte stands.
    pub fn line_of(&self, offset: usize) -> u32 {
        small(
            self.starts
                .partition_point(|start| *start as usize <= offset),
        )
        .saturating_sub(1)
    }

    /// The bytes of a line, counted from 0, without its line end. Past the last line: nothing, at the end of the text.
    pub fn line_range(&self, text: &str, line: u32) -> std::ops::Range<usize> {
        let Some(start) = self.starts.get(line as usize).map(|start| *start as usize) else {
            return text.len()..text.len();
        };
        let end = self
            .starts
            .get(line as usize + 1)
            .map_or(text.len(), |start| *start as usize);
        let line = text.get(start..end).unwrap_or_default();
        let content = line.strip_suffix('\n').unwrap_or(line);
        let content = content.strip_suffix('\r').unwrap_or(content);
        start..start + content.len()
    }

    /// Where a byte stands, for people. A place inside a character is that character's.
    pub fn line_column(&self, text: &str, offset: usize) -> LineColumn {
        let line = self.line_of(offset);
        LineColumn {
            line: line + 1,
            column: small(self.before(text, line, offset).chars().count()) + 1,
        }
    }

    /// Where a byte stands, for editors.
    pub fn utf16(&self, text: &str, offset: usize) -> Utf16Position {
        let line = self.line_of(offset);
        let units = self
            .before(text, line, offset)
            .chars()
            .map(char::len_utf16)
            .sum();
        Utf16Position {
            line,
            character: small(units),
        }
    }

    /// The byte at which an editor's place stands. A place past the end of its line is that end, one past the last line the end
    /// of the text.
    pub fn offset(&self, text: &str, position: Utf16Position) -> usize {
        let range = self.line_range(text, position.line);
        let line = text.get(range.clone()).unwrap_or_default();
        let mut units = 0;
        for (place, character) in line.char_indices() {
            if units >= position.character {
                return range.start + place;
            }
            units += small(character.len_utf16());
        }
        range.end
    }

    /// The text of a line up to a byte.
    fn before<'a>(&self, text: &'a str, line: u32, offset: usize) -> &'a str {
        let start = self
            .starts
            .get(line as usize)
            .map_or(0, |start| *start as usize);
        text.get(start..boundary_before(text, offset))
            .unwrap_or_default()
    }
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The start of the character that a byte belongs to; the end of the text for a place past it.
pub(super) fn boundary_before(text: &str, offset: usize) -> usize {
    let mut place = offset.min(text.len());
    while !text.is_char_boundary(place) {
        place -= 1;
    }
    place
}

/// The first place between two characters that is not before a byte; the end of the text for a place past it.
pub(super) fn boundary_after(text: &str, offset: usize) -> usize {
    let mut place = offset.min(text.len());
    while !text.is_char_boundary(place) {
        place += 1;
    }
    place
}
