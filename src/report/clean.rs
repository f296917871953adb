//! User text made safe to show: characters that move the cursor, hide text or turn its direction are shown as what they are.

use crate::base::hidden::is_hidden;

/// A text on one line with every hidden character written out: `\u{202e}`.
pub fn shown(text: &str) -> String {
    if !text.chars().any(is_hidden) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\t' => out.push(' '),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            hidden if is_hidden(hidden) => out.extend(hidden.escape_unicode()),
            plain => out.push(plain),
        }
    }
    out
}

/// A message tells no more of a text than so many characters: a name that fills a file need not be shown whole.
const MOST_OF_A_MESSAGE: usize = 2_000;

/// What a message says, on one line, hidden characters written out; the middle of a very long one is left out, which is said.
pub fn brief(text: &str) -> String {
    let count = text.chars().count();
    if count <= MOST_OF_A_MESSAGE {
        return shown(text);
    }
    let half = MOST_OF_A_MESSAGE / 2;
    let first: String = text.chars().take(half).collect();
    let last: String = text.chars().skip(count - half).collect();
    let left_out = count - 2 * half;
    format!(
        "{} … {left_out} characters left out … {}",
        shown(&first),
        shown(&last)
    )
}

/// A line with every hidden character replaced by one visible character, so that columns stay where they are.
pub fn same_width(line: &str) -> String {
    line.chars()
        .map(|character| match character {
            '\t' => ' ',
            '\u{7f}' => '␡',
            low if u32::from(low) < 0x20 => char::from_u32(0x2400 + u32::from(low)).unwrap_or('�'),
            hidden if is_hidden(hidden) => '�',
            plain => plain,
        })
        .collect()
}
