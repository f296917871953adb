//! User text made safe to show: characters that move the cursor, hide text or turn its direction are shown as what they are.

/// Whether a character would do something on a screen instead of being seen there: control characters, and those that turn
/// the direction of text, which can make a line read otherwise than it is.
pub fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
        )
}

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
