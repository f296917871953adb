//! The tree as text, for `vires debug tree` and for tests: its nodes with their fields, one to a line where they are long,
//! spans as `@start..end` of their item, nothing said of what is not there.

use std::fmt::Debug;

use crate::base::date::Date;

/// What fits on one line stands on one.
const WIDTH: usize = 120;

/// The nodes, one below the other.
pub fn nodes<T: Debug>(nodes: &[T]) -> String {
    let mut out = String::new();
    for node in nodes {
        let text = format!("{node:?}");
        let mut rest = text.as_str();
        let node = simple(read(&mut rest));
        write(&mut out, &node, 0);
        out.push('\n');
    }
    out
}

/// A value as Rust's debug form shows it.
#[derive(Debug)]
enum Shown {
    /// A name, a number, a text in quotes.
    Atom(String),
    /// `Name(a, b)`, `[a, b]`, `Name { a: 1 }`: the name, the brackets, the parts with their names.
    Group(String, [char; 2], Vec<(String, Shown)>),
}

/// Reads one value off the front.
fn read(rest: &mut &str) -> Shown {
    let name = front(rest);
    *rest = rest.trim_start();
    let open = match rest.chars().next() {
        Some(c @ ('(' | '[' | '{')) => c,
        _ => return Shown::Atom(name),
    };
    let close = match open {
        '(' => ')',
        '[' => ']',
        _ => '}',
    };
    skip(rest);
    let mut parts = Vec::new();
    loop {
        *rest = rest.trim_start_matches([' ', ',']);
        if rest.is_empty() || rest.starts_with(close) {
            skip(rest);
            break;
        }
        let field = match (open, rest.split_once(": ")) {
            ('{', Some((field, behind))) => {
                *rest = behind;
                field.to_owned()
            }
            _ => String::new(),
        };
        parts.push((field, read(rest)));
    }
    Shown::Group(name, [open, close], parts)
}

/// Takes a text in quotes, or all up to the next bracket, comma or blank.
fn front(rest: &mut &str) -> String {
    let mut end = rest.len();
    let (mut quoted, mut escaped) = (false, false);
    for (at, c) in rest.char_indices() {
        if escaped {
            escaped = false;
        } else if quoted && c == '\\' {
            escaped = true;
        } else if c == '"' {
            quoted = !quoted;
        } else if !quoted && matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | ',' | ' ') {
            end = at;
            break;
        }
    }
    let (front, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
    *rest = behind;
    front.to_owned()
}

fn skip(rest: &mut &str) {
    let mut characters = rest.chars();
    characters.next();
    *rest = characters.as_str();
}

/// Without what says nothing: empty lists, `None`, the name of a node that only holds another.
fn simple(shown: Shown) -> Shown {
    let Shown::Group(name, brackets, parts) = shown else {
        return shown;
    };
    let mut parts: Vec<(String, Shown)> = parts
        .into_iter()
        .map(|(field, part)| (field, simple(part)))
        .filter(|(field, part)| field.is_empty() || !is_nothing(part))
        .collect();
    let atom = |parts: &[(String, Shown)], field: &str| {
        parts
            .iter()
            .find_map(|(found, part)| match (found == field, part) {
                (true, Shown::Atom(text)) => Some(text.clone()),
                _ => None,
            })
            .unwrap_or_default()
    };
    match name.as_str() {
        "Span" => Shown::Atom(format!(
            "@{}..{}",
            atom(&parts, "start"),
            atom(&parts, "end")
        )),
        "Word" | "Quoted" => {
            Shown::Atom(format!("{}{}", atom(&parts, "text"), atom(&parts, "span")))
        }
        "Ratio" => match (atom(&parts, "numer"), atom(&parts, "denom")) {
            (whole, one) if one == "1" => Shown::Atom(whole),
            (above, below) => Shown::Atom(format!("{above}/{below}")),
        },
        "Date" => {
            let days = atom(&parts, "");
            let date = days.parse().ok().and_then(Date::from_days);
            Shown::Atom(date.map_or(days, Date::iso))
        }
        "Some" | "Expr" | "Number" | "Literal" if parts.len() == 1 => match parts.pop() {
            Some((_, only)) => only,
            None => Shown::Atom(name),
        },
        // An expression is its kind; its span follows it.
        "Expr" => {
            let span = atom(&parts, "span");
            match parts.into_iter().next() {
                Some((_, Shown::Atom(text))) => Shown::Atom(format!("{text}{span}")),
                Some((_, Shown::Group(kind, brackets, parts))) => {
                    Shown::Group(format!("{kind}{span}"), brackets, parts)
                }
                None => Shown::Atom(span),
            }
        }
        _ => Shown::Group(name, brackets, parts),
    }
}

fn is_nothing(shown: &Shown) -> bool {
    match shown {
        Shown::Atom(text) => text == "None",
        Shown::Group(name, ['[', _], parts) => name.is_empty() && parts.is_empty(),
        Shown::Group(..) => false,
    }
}

/// Writes a value: on one line if it is short, else with its parts below it.
fn write(out: &mut String, shown: &Shown, depth: usize) {
    let line = on_one_line(shown);
    let Shown::Group(name, [open, close], parts) = shown else {
        out.push_str(&line);
        return;
    };
    if depth * 2 + line.chars().count() <= WIDTH {
        out.push_str(&line);
        return;
    }
    out.push_str(name);
    out.push(*open);
    for (field, part) in parts {
        out.push('\n');
        out.push_str(&"  ".repeat(depth + 1));
        if !field.is_empty() {
            out.push_str(field);
            out.push_str(": ");
        }
        write(out, part, depth + 1);
    }
    out.push('\n');
    out.push_str(&"  ".repeat(depth));
    out.push(*close);
}

fn on_one_line(shown: &Shown) -> String {
    match shown {
        Shown::Atom(text) => text.clone(),
        Shown::Group(name, [open, close], parts) => {
            let parts: Vec<String> = parts
                .iter()
                .map(|(field, part)| match field.is_empty() {
                    true => on_one_line(part),
                    false => format!("{field}: {}", on_one_line(part)),
                })
                .collect();
            format!("{name}{open}{}{close}", parts.join(", "))
        }
    }
}
