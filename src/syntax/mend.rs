//! Where a bracket or a quote was most likely to be closed, and what a character that means nothing was most likely meant as.

use std::ops::Range;

use super::token::Token;

/// Words that stand outside the brackets of a call: one that is open is closed before them.
const OUTSIDE: &[&str] = &[
    "and", "or", "before", "by", "within", "on", "after", "at", "more", "less", "then", "where",
    "does", "has", "is", "begins", "ends", "becomes", "as", "for", "during", "unless", "if",
    "having", "promptly", "under",
];

/// The byte at which the bracket at `open` was to be closed, and what is put in there. The item that it stands in ends at `end`.
pub(super) fn closing(text: &str, open: usize, end: usize, wanted: &str) -> (usize, String) {
    let rest = text.get(open + 1..end.max(open + 1)).unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default();
    let line = line.split('#').next().unwrap_or_default().trim_end();
    if line.trim().is_empty() && wanted == "}" {
        return (end, "\n}".to_owned());
    }
    let before = text.get(..open).unwrap_or_default();
    let is_call = before.ends_with(|c: char| c.is_alphanumeric());
    let whole = open + 1 + line.len();
    let within = match is_call || wanted == "}" {
        true => outside(line).map_or(whole, |at| open + 1 + at),
        false => whole,
    };
    (within, wanted.to_owned())
}

/// Whether a bracket and what stands in the place of its end stand on one line.
pub(super) fn is_one_line(text: &str, open: usize, end: Token) -> bool {
    let between = text.get(open..end.start as usize);
    between.is_some_and(|between| !between.contains('\n'))
}

/// Where in the line behind an open bracket a word stands that belongs outside it; the byte behind what stands before it.
fn outside(line: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quoted = false;
    let mut word = None;
    for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
        match c {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '{' => depth += 1,
            ')' | '}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        let letter = !quoted && (c.is_alphanumeric() || c == '-');
        match (word, letter) {
            (None, true) => word = Some(at),
            (Some(start), false) => {
                let found = line.get(start..at).unwrap_or_default();
                let before = line.get(..start).unwrap_or_default();
                let stands_apart = before.ends_with(' ') && !before.trim().is_empty();
                if depth == 0 && c != ':' && stands_apart && OUTSIDE.contains(&found) {
                    return Some(before.trim_end().len());
                }
                word = None;
            }
            _ => {}
        }
    }
    None
}

/// The place at which a text in quotes was to end: before a brace that opens a block, or at the end of the line.
pub(super) fn end_of_quote(text: &str, token: Token) -> Range<usize> {
    let found = token.text(text);
    let quoted = found.trim_end();
    let quoted = quoted.strip_suffix('{').map_or(quoted, str::trim_end);
    let end = token.start as usize + quoted.len().max(1);
    end..end
}

/// What `=` may have been meant as: only the writer can tell.
pub(super) fn equals(text: &str, token: Token) -> [String; 2] {
    let (start, end) = (token.start as usize, token.end as usize);
    let before = text
        .get(..start)
        .and_then(|before| before.chars().next_back());
    let behind = text.get(end..).and_then(|behind| behind.chars().next());
    let blank = |beside: Option<char>| match beside {
        Some(beside) if !beside.is_whitespace() => " ",
        _ => "",
    };
    let is = format!("{}is{}", blank(before), blank(behind));
    [is, format!(":{}", blank(behind))]
}

/// What a character that means nothing was meant as, and which bytes are to be that.
pub(super) fn bad_character(text: &str, token: Token) -> Option<(Range<usize>, String)> {
    let (start, end) = (token.start as usize, token.end as usize);
    let found = token.text(text);
    let behind = text.get(end..)?;
    let line = behind.lines().next().unwrap_or_default();
    let before = text.get(..start)?.chars().next_back();
    let plain = |meant: &str| Some((start..end, meant.to_owned()));
    // A word stands apart from what is on either side of it.
    let word = |meant: &str| {
        let left = if before.is_none_or(char::is_whitespace) {
            ""
        } else {
            " "
        };
        let right = if line.starts_with(char::is_whitespace) {
            ""
        } else {
            " "
        };
        plain(&format!("{left}{meant}{right}"))
    };
    match found {
        "\u{201c}" | "\u{201d}" | "\u{201e}" => {
            let closed = line.find(['\u{201d}', '\u{201c}']);
            in_quotes(line, closed, start, end).or_else(|| plain("\""))
        }
        "\u{2018}" | "'" if before.is_none_or(char::is_whitespace) => {
            let closed = line.rfind(['\u{2019}', '\'']);
            in_quotes(line, closed, start, end)
        }
        "==" => word("is"),
        "<" => word("less than"),
        ">" => word("more than"),
        "<=" | "=<" | "\u{2264}" => word("at most"),
        ">=" | "=>" | "\u{2265}" => word("at least"),
        "!=" | "<>" | "\u{2260}" => word("is not"),
        "!" => plain("not "),
        "&" | "&&" => word("and"),
        "[" => plain("("),
        "]" => plain(")"),
        "\u{d7}" => word("*"),
        "\u{f7}" => word("/"),
        "\u{feff}" => plain(""),
        ";" | "." if line.trim().is_empty() => plain(""),
        "\u{a3}" => {
            let number = line.trim_start();
            let blanks = line.len() - number.len();
            let digits = number.starts_with(|c: char| c.is_ascii_digit());
            (digits && blanks > 0).then(|| (start..end + blanks, "\u{a3}".to_owned()))
        }
        "%" => {
            let left = text.get(..start)?;
            let number = left.trim_end_matches(' ');
            let digits = number.ends_with(|c: char| c.is_ascii_digit());
            (digits && number.len() < start).then(|| (number.len()..end, "%".to_owned()))
        }
        _ => {
            let mut all = found.chars();
            if all
                .clone()
                .all(|c| matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}'))
            {
                return plain("-");
            }
            let blank = |c| {
                matches!(
                    c,
                    '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}'
                )
            };
            all.all(blank).then(|| (start..end, " ".to_owned()))
        }
    }
}

/// A text between other quotes, which ends at this place of the line behind them.
fn in_quotes(
    line: &str,
    closed: Option<usize>,
    start: usize,
    end: usize,
) -> Option<(Range<usize>, String)> {
    let inner = line.get(..closed?)?;
    let last = line.get(inner.len()..)?.chars().next()?;
    (!inner.contains('"')).then(|| {
        let end = end + inner.len() + last.len_utf8();
        (start..end, format!("\"{inner}\""))
    })
}
