//! Tokens: the smallest stretches of text. Nothing is left out, blanks and comments are tokens too, and none spans lines.

use logos::Logos;

/// What a token is.
#[derive(Logos, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// The end of a line.
    #[regex(r"\r?\n")]
    Newline,
    /// Blanks and tabs.
    #[regex(r"[ \t]+")]
    Blank,
    /// `# to the end of the line`
    #[regex(r"#[^\r\n]*", allow_greedy = true)]
    Comment,
    /// `commissioning-plan`: names and keywords.
    #[regex(r"\p{L}[\p{L}\p{M}\p{N}_\-]*")]
    Word,
    /// `F-2.D02`: an id with points in it.
    #[regex(r"\p{L}[\p{L}\p{M}\p{N}_\-]*(\.[\p{L}\p{M}\p{N}_\-]+)+")]
    DottedId,
    /// `212,000`, `0.5`
    #[regex(r"([0-9]+|[0-9][0-9]?[0-9]?(,[0-9][0-9][0-9])+)(\.[0-9]+)?")]
    Number,
    /// `75%`
    #[regex(r"([0-9]+|[0-9][0-9]?[0-9]?(,[0-9][0-9][0-9])+)(\.[0-9]+)?%")]
    Percent,
    /// `£1.5m`
    #[regex(r"£([0-9]+|[0-9][0-9]?[0-9]?(,[0-9][0-9][0-9])+)(\.[0-9]+)?(bn|m)?")]
    Money,
    /// `2013-04-01`
    #[regex(r"[0-9]+-[0-9]+-[0-9]+")]
    Date,
    /// `2013/14`
    #[regex(r"[0-9]+/[0-9]+")]
    FinancialYear,
    /// `14:30`
    #[regex(r"[0-9]+:[0-9]+")]
    Time,
    /// `"text"`
    #[regex(r#""(\\[^\r\n]|[^"\\\r\n])*""#)]
    Quoted,
    /// `"text` up to the end of the line
    #[regex(r#""(\\[^\r\n]|[^"\\\r\n])*\\?"#, allow_greedy = true)]
    UnclosedQuote,
    /// `(`
    #[token("(")]
    OpenRound,
    /// `)`
    #[token(")")]
    CloseRound,
    /// `{`
    #[token("{")]
    OpenBrace,
    /// `}`
    #[token("}")]
    CloseBrace,
    /// `,`
    #[token(",")]
    Comma,
    /// `:`
    #[token(":")]
    Colon,
    /// `|`
    #[token("|")]
    Bar,
    /// `+`
    #[token("+")]
    Plus,
    /// `-`
    #[token("-")]
    Minus,
    /// `*`
    #[token("*")]
    Times,
    /// `/`
    #[token("/")]
    Over,
    /// Characters that mean nothing in this language.
    Bad,
}

impl TokenKind {
    /// Whether the grammar passes over it: a line end, blanks, a comment.
    pub fn is_trivia(self) -> bool {
        matches!(self, Self::Newline | Self::Blank | Self::Comment)
    }

    /// Whether nothing can be read where it stands.
    pub fn is_broken(self) -> bool {
        matches!(self, Self::Bad | Self::UnclosedQuote)
    }
}

/// A token with its place: bytes `start..end` of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its first byte.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
}

impl Token {
    /// Its text, cut from the text that it was made of.
    pub fn text(self, source: &str) -> &str {
        source
            .get(self.start as usize..self.end as usize)
            .unwrap_or_default()
    }
}
