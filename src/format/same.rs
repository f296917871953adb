//! Whether two trees say the same, wherever it stands: the one place that compares trees without their spans.

use std::fmt::{self, Debug, Write};

/// Whether two trees say the same.
pub fn same_but_for_spans(left: &impl Debug, right: &impl Debug) -> bool {
    shape(left) == shape(right)
}

/// What a tree says, as text, without the places where it is written.
///
/// Every node derives `Debug`, so that a node that is added later is compared without a line written here. Quoted text
/// is never taken for a span: `Debug` escapes the quotes within it, so its end is known.
pub fn shape(tree: &impl Debug) -> String {
    let mut eraser = SpanEraser::default();
    // INVARIANT: writing into a `String` never fails.
    let _ = write!(eraser, "{tree:?}");
    eraser.out
}

/// Takes text in pieces, as `Debug` hands it over, and leaves out every `Span { … }`.
#[derive(Default)]
struct SpanEraser {
    out: String,
    /// How deep in the braces of a span the writer is; 0 outside spans.
    depth: usize,
    /// Whether the writer is in quoted text, where nothing is a span.
    quoted: bool,
    /// Whether the letter before was a backslash that takes the meaning of the next one.
    escaped: bool,
}

impl Write for SpanEraser {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for letter in text.chars() {
            if self.quoted {
                self.out.push(letter);
                match letter {
                    _ if self.escaped => self.escaped = false,
                    '\\' => self.escaped = true,
                    '"' => self.quoted = false,
                    _ => {}
                }
                continue;
            }
            match (self.depth, letter) {
                (0, '"') => {
                    self.quoted = true;
                    self.out.push(letter);
                }
                (0, '{') if self.out.ends_with("Span ") => {
                    self.depth = 1;
                }
                (0, _) => self.out.push(letter),
                (_, '{') => self.depth += 1,
                (_, '}') => self.depth -= 1,
                _ => {}
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{same_but_for_spans, shape};
    use crate::{
        base::span::{FileId, Span},
        tree::word::{Quoted, Word},
    };

    fn span(start: u32) -> Span {
        Span {
            file: FileId(0),
            item: 3,
            start,
            end: start + 2,
        }
    }

    fn word(text: &str, start: u32) -> Word {
        Word {
            text: text.into(),
            span: span(start),
        }
    }

    #[test]
    fn spans_do_not_count_and_words_do() {
        assert!(same_but_for_spans(&word("a", 1), &word("a", 7)));
        assert!(!same_but_for_spans(&word("a", 1), &word("b", 1)));
        assert_eq!(shape(&word("a", 1)), "Word { text: \"a\", span: Span  }");
    }

    #[test]
    fn text_that_looks_like_a_span_counts() {
        let quoted = |text: &str| Quoted {
            text: text.to_owned(),
            span: span(0),
        };
        assert!(!same_but_for_spans(
            &quoted("Span { a }"),
            &quoted("Span { b }")
        ));
    }
}
