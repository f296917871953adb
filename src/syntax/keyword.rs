//! The words that begin declarations: one list for layout, messages and completion.

/// The words that begin an item of a policy.
pub const POLICY_DECLARATIONS: &[&str] = &[
    "policy",
    "use",
    "source",
    "kind",
    "values",
    "functions",
    "act",
    "event",
    "fact",
    "judgement",
    "define",
    "decide",
    "calendar",
    "period",
    "duty",
    "prohibition",
    "power",
    "freedom",
    "immunity",
    "transition",
    "delegation",
    "reserved",
    "office",
    "committee",
    "scheme",
    "statement",
    "accept",
    "note",
];

/// The words that begin an item of a scenario file.
pub const SCENARIO_DECLARATIONS: &[&str] = &[
    "background",
    "scenario",
    "given",
    "timeline",
    "but",
    "expect",
    "ask",
    "columns",
];

/// Whether this word at the left edge begins an item even where a bracket is open: what begins no clause or entry.
pub(crate) fn begins_item_in_brackets(word: &str) -> bool {
    let clause_too = matches!(
        word,
        "source" | "note" | "reserved" | "period" | "columns" | "use"
    );
    !clause_too && (POLICY_DECLARATIONS.contains(&word) || SCENARIO_DECLARATIONS.contains(&word))
}
