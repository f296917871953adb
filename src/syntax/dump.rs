//! The tree as text, for `vires debug tree` and for tests: its nodes with their fields, spans as `start..end` of their item.

use std::fmt::{Debug, Write};

/// The nodes, one below the other.
pub fn nodes<T: Debug>(nodes: &[T]) -> String {
    let mut out = String::new();
    for node in nodes {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}", compact(&format!("{node:#?}")));
    }
    out
}

/// Spans on one line each, and without what all of them have in common.
fn compact(text: &str) -> String {
    let mut out = String::with_capacity(text.len() / 2);
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(before) = line.strip_suffix("Span {") else {
            out.push_str(line);
            out.push('\n');
            continue;
        };
        let mut numbers = lines
            .by_ref()
            .take_while(|line| line.trim() != "}," && line.trim() != "}")
            .filter_map(|line| line.trim().split_once(": "))
            .filter(|(field, _)| matches!(*field, "start" | "end"))
            .map(|(_, number)| number.trim_end_matches(',').to_owned());
        let (start, end) = (numbers.next(), numbers.next());
        let _ = writeln!(
            out,
            "{before}{}..{},",
            start.unwrap_or_default(),
            end.unwrap_or_default()
        );
    }
    out.truncate(out.trim_end().len());
    out
}
