//! Names and quoted text as written.

use smol_str::SmolStr;

use crate::base::span::Span;

/// A name as written: `commissioning-plan`, `CCG`. Equality of the text is what counts; the span says where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The name's text.
    pub text: SmolStr,
    /// Where it stands.
    pub span: Span,
}

/// Text in double quotes, without the quotes and with `\"` and `\\` undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted {
    /// What stands between the quotes.
    pub text: String,
    /// Where, quotes included.
    pub span: Span,
}

/// The id of a clause as cited: `F-2.D02a`, or in quotes where it is odd.
pub type ClauseRef = Word;
