//! What the server says it can do.

use serde_json::{Value, json};

/// The command that runs scenarios: a file, and the title of one of its scenarios.
pub(super) const RUN: &str = "vires.runScenario";
/// The command that says why: a file and a place in it.
pub(super) const EXPLAIN: &str = "vires.explain";

/// The sorts of coloured words, by their numbers.
pub(super) const TOKEN_TYPES: [&str; 12] = [
    "keyword",
    "comment",
    "string",
    "number",
    "class",
    "enum",
    "enumMember",
    "namespace",
    "method",
    "event",
    "property",
    "function",
];
/// The sorts that editors have no colour of their own for come behind, under the nearest name they have.
pub(super) const MORE_TOKEN_TYPES: [&str; 5] =
    ["interface", "variable", "decorator", "parameter", "type"];

/// What the server can do.
pub(super) fn capabilities() -> Value {
    let types: Vec<&str> = TOKEN_TYPES
        .iter()
        .chain(&MORE_TOKEN_TYPES)
        .copied()
        .collect();
    json!({
        "positionEncoding": "utf-16",
        "textDocumentSync": {
            "openClose": true,
            "change": 2,
            "save": { "includeText": false },
        },
        "hoverProvider": true,
        "completionProvider": {
            "triggerCharacters": [" ", "(", ":", ",", "."],
            "resolveProvider": false,
        },
        "definitionProvider": true,
        "referencesProvider": true,
        "documentHighlightProvider": true,
        "renameProvider": { "prepareProvider": true },
        "documentSymbolProvider": true,
        "workspaceSymbolProvider": true,
        "foldingRangeProvider": true,
        "semanticTokensProvider": {
            "legend": { "tokenTypes": types, "tokenModifiers": ["declaration"] },
            "range": true,
            "full": true,
        },
        "documentFormattingProvider": true,
        "documentRangeFormattingProvider": true,
        "codeActionProvider": { "codeActionKinds": ["quickfix"] },
        "callHierarchyProvider": true,
        "codeLensProvider": { "resolveProvider": false },
        "inlayHintProvider": true,
        "executeCommandProvider": { "commands": [RUN, EXPLAIN] },
        "workspace": {
            "workspaceFolders": { "supported": true, "changeNotifications": true },
        },
    })
}
