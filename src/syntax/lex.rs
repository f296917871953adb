//! Text to tokens: never fails, and keeps every byte.

use std::fmt::Write;

use logos::Logos;

use super::token::{Token, TokenKind};

/// The tokens of a text, in order and without gaps. A text past four thousand million bytes is cut there; `diagnostics::reading`
/// refuses such a file long before.
pub fn lex(text: &str) -> Vec<Token> {
    // A policy has a token for every four bytes or so.
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 4 + 1);
    for (found, range) in TokenKind::lexer(text).spanned() {
        let (Ok(start), Ok(end)) = (u32::try_from(range.start), u32::try_from(range.end)) else {
            break;
        };
        let kind = found.unwrap_or(TokenKind::Bad);
        match tokens.last_mut() {
            Some(last) if kind == TokenKind::Bad && last.kind == TokenKind::Bad => last.end = end,
            _ => tokens.push(Token { kind, start, end }),
        }
    }
    tokens
}

/// The tokens as text, one to a line, for `vires debug tokens`.
pub fn dump(text: &str) -> String {
    let mut out = String::new();
    for token in lex(text) {
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{:>6}..{:<6} {:?} {:?}",
            token.start,
            token.end,
            token.kind,
            token.text(text)
        );
    }
    out
}
