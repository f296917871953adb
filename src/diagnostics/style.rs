//! The style of messages, as a rule that tests can hold every message against.

/// What is wrong with a message's style, if anything: it begins in lower case (or with user text), has no full stop at its end
/// and no line break, and names nothing of the language this tool is written in. What stands in backticks is the user's.
pub fn style_fault(message: &str) -> Option<&'static str> {
    let own_words: String = message.split('`').step_by(2).collect::<Vec<_>>().join(" ");
    if message.trim().is_empty() {
        Some("it says nothing")
    } else if message.trim() != message {
        Some("it has blanks at an end")
    } else if message.contains(['\n', '\r']) {
        Some("it has a line break")
    } else if message.ends_with('.') {
        Some("it ends with a full stop")
    } else if message.split('`').count().is_multiple_of(2) {
        Some("a backtick is not closed")
    } else if begins_with_capital(&own_words) {
        Some("it begins with a capital")
    } else if ["::", "Some(", "None", "Ok(", "Err("]
        .iter()
        .any(|name| own_words.contains(name))
    {
        Some("it names something of the implementation")
    } else {
        None
    }
}

/// Whether the first word is capitalised as a sentence is; `CSV` and `UTF-8` are names.
fn begins_with_capital(text: &str) -> bool {
    let mut letters = text.chars();
    let first = letters.next().is_some_and(char::is_uppercase);
    first
        && letters
            .next()
            .is_none_or(|second| second.is_lowercase() || second == ' ')
}
