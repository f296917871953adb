//! A file as each stage sees it: what `vires debug` prints.

use crate::syntax::{lex, split};

/// The tokens of a text, a line each.
pub fn tokens(text: &str) -> String {
    lex::dump(text)
}

/// The items of a text with their lines.
pub fn items(text: &str) -> String {
    split::dump(text)
}
