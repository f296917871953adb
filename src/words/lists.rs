//! Lists and numbers of things, as people say them.

/// `a`, `a and b`, `a, b and c`; nothing for no members.
pub fn and_list<S: AsRef<str>>(members: &[S]) -> String {
    list(members, "and")
}

/// `a`, `a or b`, `a, b or c`; nothing for no members.
pub fn or_list<S: AsRef<str>>(members: &[S]) -> String {
    list(members, "or")
}

/// `1 breach`, `2 breaches`, `no breach`… without the number: which of the two forms fits it.
pub fn plural(count: usize, one: &'static str, many: &'static str) -> String {
    if count == 1 {
        format!("1 {one}")
    } else {
        format!("{count} {many}")
    }
}

fn list<S: AsRef<str>>(members: &[S], word: &str) -> String {
    match members {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [before @ .., last] => {
            let before: Vec<_> = before.iter().map(AsRef::as_ref).collect();
            format!("{} {word} {}", before.join(", "), last.as_ref())
        }
    }
}

/// With a capital first letter.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
