//! Where the cursor stands, read from tokens, for there is often no tree where somebody is typing.

use std::ops::Range;

use crate::{
    base::span::FileId,
    syntax::{
        split::split,
        token::{Token, TokenKind},
    },
};

/// Where the cursor stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor<'t> {
    /// The first word of the item it stands in or behind; empty at the start of a file.
    pub item: &'t str,
    /// Whether the line begins with what is being typed, and how far it is indented.
    pub opens_line: Option<u32>,
    /// What stands in the item before what is being typed, without blanks and remarks.
    pub before: Vec<&'t str>,
    /// What stands on the clause's line before what is being typed.
    pub clause: Vec<&'t str>,
    /// The call whose brackets it stands in: the name before them, how many arguments stand before it, the name of the argument
    /// whose value is being written.
    pub call: Option<Call<'t>>,
    /// What is being typed, in bytes of the text.
    pub typed: Range<usize>,
    /// Names with types in the item: `c: CCG`.
    pub binders: Vec<(&'t str, &'t str)>,
    /// Whether it stands in a remark or in quotes.
    pub silent: bool,
}

/// A call that is not finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call<'t> {
    /// What is called.
    pub name: &'t str,
    /// The names of the arguments that are there.
    pub named: Vec<&'t str>,
    /// How many arguments are finished.
    pub finished: usize,
    /// The argument whose value is written, by its name.
    pub argument: Option<&'t str>,
    /// Whether an argument begins here.
    pub begins: bool,
}

/// Where a byte of a text stands.
pub fn cursor(text: &str, offset: usize) -> Cursor<'_> {
    let (source, _) = split(FileId(0), text);
    let place = source
        .items
        .partition_point(|item| item_start(&source.tokens, &item.tokens) < offset);
    let item = place.checked_sub(1).and_then(|at| source.items.get(at));
    let line_start = text
        .get(..offset)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |at| at + 1);
    let typed = typed(text, line_start, offset);
    let head = text.get(line_start..typed.start).unwrap_or_default();
    let opens_line = head
        .chars()
        .all(char::is_whitespace)
        .then(|| u32::try_from(head.chars().count()).unwrap_or(u32::MAX));
    let all = item.map_or(0..0, |item| item.tokens.clone());
    let tokens = source.tokens.get(all).unwrap_or_default();
    let upto = tokens.partition_point(|token| (token.start as usize) < typed.start);
    let before: Vec<Token> = tokens
        .get(..upto)
        .unwrap_or_default()
        .iter()
        .copied()
        .filter(|token| !token.kind.is_trivia())
        .collect();
    let silent = source.tokens.iter().any(|token| {
        let within = (token.start as usize) < offset && offset <= token.end as usize;
        match token.kind {
            TokenKind::Comment | TokenKind::UnclosedQuote => within,
            TokenKind::Quoted => (token.start as usize) < offset && offset < token.end as usize,
            _ => false,
        }
    });
    let words: Vec<&str> = before.iter().map(|token| token.text(text)).collect();
    Cursor {
        item: tokens.first().map_or("", |token| token.text(text)),
        opens_line,
        clause: clause(text, line_start, &before),
        call: call(&before, text),
        before: words,
        typed,
        binders: binders(tokens, text),
        silent,
    }
}

fn item_start(tokens: &[Token], range: &Range<usize>) -> usize {
    tokens
        .get(range.start)
        .map_or(usize::MAX, |token| token.start as usize)
}

/// The letters before the cursor that belong to what is being typed.
fn typed(text: &str, line_start: usize, offset: usize) -> Range<usize> {
    let line = text.get(line_start..offset).unwrap_or_default();
    let letters = line
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    let start = letters.last().map_or(offset, |(at, _)| line_start + at);
    start..offset
}

/// What stands before the cursor since its line, or the line that this one goes on with, began.
fn clause<'t>(text: &'t str, line_start: usize, before: &[Token]) -> Vec<&'t str> {
    let on_line: Vec<&str> = before
        .iter()
        .filter(|token| token.start as usize >= line_start)
        .map(|token| token.text(text))
        .collect();
    if !on_line.is_empty() || line_start == 0 {
        return on_line;
    }
    // Nothing yet on this line: it may go on with the one above, where that ends with a comma or an open bracket.
    let goes_on = before.last().is_some_and(|last| {
        matches!(
            last.kind,
            TokenKind::Comma | TokenKind::OpenRound | TokenKind::Colon
        )
    });
    if !goes_on {
        return Vec::new();
    }
    let above = text.get(..line_start - 1).unwrap_or_default();
    let above_start = above.rfind('\n').map_or(0, |at| at + 1);
    clause(text, above_start, before)
}

/// The call in whose brackets the last token stands.
fn call<'t>(before: &[Token], text: &'t str) -> Option<Call<'t>> {
    let mut depth = 0_usize;
    let mut open = None;
    for (at, token) in before.iter().enumerate().rev() {
        match token.kind {
            TokenKind::CloseRound | TokenKind::CloseBrace => depth += 1,
            TokenKind::OpenRound | TokenKind::OpenBrace if depth > 0 => depth -= 1,
            TokenKind::OpenRound => {
                open = Some(at);
                break;
            }
            TokenKind::OpenBrace => return None,
            _ => {}
        }
    }
    let open = open?;
    let name = before.get(open.checked_sub(1)?)?;
    if name.kind != TokenKind::Word {
        return None;
    }
    let inside = before.get(open + 1..).unwrap_or_default();
    let mut named = Vec::new();
    let (mut depth, mut finished, mut argument, mut begins) = (0_usize, 0, None, true);
    for (at, token) in inside.iter().enumerate() {
        match token.kind {
            TokenKind::OpenRound | TokenKind::OpenBrace => depth += 1,
            TokenKind::CloseRound | TokenKind::CloseBrace => depth = depth.saturating_sub(1),
            TokenKind::Comma if depth == 0 => {
                (argument, begins) = (None, true);
                finished += 1;
                continue;
            }
            TokenKind::Colon if depth == 0 && argument.is_none() => {
                argument = at
                    .checked_sub(1)
                    .and_then(|name| inside.get(name))
                    .map(|name| name.text(text));
                named.extend(argument);
            }
            _ => {}
        }
        begins = false;
    }
    Some(Call {
        name: name.text(text),
        named,
        finished,
        argument,
        begins,
    })
}

/// `c: CCG` anywhere in an item: a word, a colon, a word that begins with a capital.
fn binders<'t>(tokens: &[Token], text: &'t str) -> Vec<(&'t str, &'t str)> {
    let real: Vec<Token> = tokens
        .iter()
        .copied()
        .filter(|token| !token.kind.is_trivia())
        .collect();
    let mut found: Vec<(&str, &str)> = real
        .windows(3)
        .filter_map(|three| match three {
            [name, colon, ty]
                if name.kind == TokenKind::Word
                    && colon.kind == TokenKind::Colon
                    && ty.kind == TokenKind::Word =>
            {
                let (name, ty) = (name.text(text), ty.text(text));
                ty.starts_with(char::is_uppercase).then_some((name, ty))
            }
            _ => None,
        })
        .collect();
    found.extend(real.windows(3).filter_map(|three| match three {
        [each, period, name]
            if each.text(text) == "each"
                && period.kind == TokenKind::Word
                && name.kind == TokenKind::Word =>
        {
            Some((name.text(text), period.text(text)))
        }
        _ => None,
    }));
    found.extend(real.windows(2).filter_map(|two| match two {
        [mark, name] if mark.text(text) == "as" && name.kind == TokenKind::Word => {
            let name = name.text(text);
            (name != "of").then_some((name, "event"))
        }
        _ => None,
    }));
    found.sort_unstable();
    found.dedup();
    found
}
