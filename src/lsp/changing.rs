//! Changes of texts: the canonical layout, and what mends a problem.

use std::ops::Range;

use lsp_types::{CodeActionParams, DocumentFormattingParams, DocumentRangeFormattingParams, Uri};
use serde_json::{Value, json};

use super::{
    convert::{place, range},
    diagnostics::diagnostic,
    naming::workspace_edit,
    requests::{Answered, path},
    server::Server,
};
use crate::{
    facade::format::{Sort, format_text},
    ide::reformat::{changes, lines_of},
};

pub(super) fn formatting(server: &mut Server<'_>, params: DocumentFormattingParams) -> Answered {
    formatted(server, &params.text_document.uri, None)
}

pub(super) fn range_formatting(
    server: &mut Server<'_>,
    params: DocumentRangeFormattingParams,
) -> Answered {
    let lines = lines_of(place(params.range.start), place(params.range.end));
    formatted(server, &params.text_document.uri, Some(lines))
}

fn formatted(server: &mut Server<'_>, uri: &Uri, lines: Option<Range<u32>>) -> Answered {
    let path = path(uri)?;
    let document = server.documents.get(&path);
    let (Some(document), Some(sort)) = (document, path.to_str().and_then(Sort::of_path)) else {
        return Ok(Value::Null);
    };
    let name = path.to_string_lossy();
    let formatted = format_text(&name, document.text.as_bytes().to_vec(), sort);
    let new = formatted.text.unwrap_or_else(|| document.text.clone());
    let edits = changes(&document.text, &new, lines);
    let edits = edits
        .into_iter()
        .map(|(at, text)| json!({ "range": range(at), "newText": text }));
    Ok(edits.collect())
}

/// What mends the problems that touch a stretch of a file.
pub(super) fn code_actions(server: &mut Server<'_>, params: CodeActionParams) -> Answered {
    let path = path(&params.text_document.uri)?;
    if let Some(only) = &params.context.only
        && !only
            .iter()
            .any(|kind| "quickfix".starts_with(kind.as_str()))
    {
        return Ok(Value::from(Vec::<Value>::new()));
    }
    // What is mended must be what is told.
    server.refresh();
    server.publish();
    let (Some((root, _)), Some(told)) = (server.workspace.of(&path), server.published.get(&path))
    else {
        return Ok(Value::Null);
    };
    let asked = (place(params.range.start), place(params.range.end));
    let touched = told
        .problems()
        .iter()
        .filter(|problem| problem.range.0 <= asked.1 && asked.0 <= problem.range.1);
    let mut actions: Vec<Value> = Vec::new();
    for problem in touched {
        let shown = diagnostic(problem, Some(root), &server.documents);
        for mend in &problem.fixes {
            actions.push(json!({
                "title": mend.title,
                "kind": "quickfix",
                "diagnostics": [shown],
                "isPreferred": mend.preferred,
                "edit": workspace_edit(&server.documents, root, &mend.edits),
            }));
        }
    }
    actions.dedup_by(|a, b| a.get("edit") == b.get("edit") && a.get("title") == b.get("title"));
    Ok(Value::from(actions))
}
