//! Names: where they are declared, where else they stand, other names for them, and who is under a norm.

use std::collections::BTreeMap;

use lsp_server::ErrorCode;
use lsp_types::{
    CallHierarchyIncomingCallsParams, CallHierarchyItem, CallHierarchyOutgoingCallsParams,
    CallHierarchyPrepareParams, DocumentHighlightParams, GotoDefinitionParams, ReferenceParams,
    RenameParams, TextDocumentPositionParams,
};
use serde_json::{Value, json};

use super::{
    asking::symbol_kind,
    convert::{location, place, range, uri},
    documents::Documents,
    requests::{Answered, path},
    server::{Refusal, Server},
    workspace::Root,
};
use crate::ide::{
    naming::{self, Declarations},
    problem::Edit,
    under::{self, Station, Step},
};

pub(super) fn definition(server: &mut Server<'_>, params: GotoDefinitionParams) -> Answered {
    let asked = params.text_document_position_params;
    let path = path(&asked.text_document.uri)?;
    server.refresh();
    let Some((root, file)) = server.workspace.of(&path) else {
        return Ok(Value::Null);
    };
    let found = naming::definition(&root.live.view(), &file, place(asked.position));
    let at = found.and_then(|(_, at)| location(&server.documents, &root.path, &at));
    Ok(at.unwrap_or(Value::Null))
}

pub(super) fn references(server: &mut Server<'_>, params: ReferenceParams) -> Answered {
    let asked = params.text_document_position;
    let wanted = match params.context.include_declaration {
        true => Declarations::Too,
        false => Declarations::Not,
    };
    let path = path(&asked.text_document.uri)?;
    server.refresh();
    let Some((root, file)) = server.workspace.of(&path) else {
        return Ok(Value::Null);
    };
    let found = naming::references(&root.live.view(), &file, place(asked.position), wanted);
    let places = found
        .iter()
        .filter_map(|at| location(&server.documents, &root.path, at));
    Ok(places.collect())
}

pub(super) fn highlights(server: &mut Server<'_>, params: DocumentHighlightParams) -> Answered {
    let asked = params.text_document_position_params;
    let at = place(asked.position);
    let Some((root, file)) = server.up_to_date(&asked.text_document.uri)? else {
        return Ok(Value::Null);
    };
    let found = naming::references(&root.live.view(), &file, at, Declarations::Too);
    let here = found.iter().filter(|at| at.path == file);
    Ok(here.map(|at| json!({ "range": range(at.range) })).collect())
}

pub(super) fn renamable(server: &mut Server<'_>, params: TextDocumentPositionParams) -> Answered {
    let at = place(params.position);
    let Some((root, file)) = server.up_to_date(&params.text_document.uri)? else {
        return Ok(Value::Null);
    };
    match naming::renamable(&root.live.view(), &file, at) {
        Ok((at, name)) => Ok(json!({ "range": range(at.range), "placeholder": name })),
        Err(reason) => Err(Refusal::new(ErrorCode::RequestFailed, reason)),
    }
}

pub(super) fn rename(server: &mut Server<'_>, params: RenameParams) -> Answered {
    let asked = params.text_document_position;
    let path = path(&asked.text_document.uri)?;
    server.refresh();
    let Some((root, file)) = server.workspace.of(&path) else {
        return Ok(Value::Null);
    };
    let edits = naming::rename(
        &root.live.view(),
        &file,
        place(asked.position),
        &params.new_name,
    )
    .map_err(|reason| Refusal::new(ErrorCode::RequestFailed, reason))?;
    Ok(workspace_edit(&server.documents, root, &edits))
}

/// Changes of several files.
pub(super) fn workspace_edit(documents: &Documents, root: &Root, edits: &[Edit]) -> Value {
    let mut changes: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for edit in edits {
        let Some(uri) = uri(documents, &root.path, &edit.at.path) else {
            continue;
        };
        changes
            .entry(uri)
            .or_default()
            .push(json!({ "range": range(edit.at.range), "newText": edit.text }));
    }
    json!({ "changes": changes })
}

pub(super) fn station(server: &mut Server<'_>, params: CallHierarchyPrepareParams) -> Answered {
    let asked = params.text_document_position_params;
    let path = path(&asked.text_document.uri)?;
    server.refresh();
    let Some((root, file)) = server.workspace.of(&path) else {
        return Ok(Value::Null);
    };
    let station = under::station(&root.live.view(), &file, place(asked.position));
    let item = station.and_then(|station| item(&server.documents, root, &station));
    Ok(item.map_or(Value::Null, |item| Value::from(vec![item])))
}

fn item(documents: &Documents, root: &Root, station: &Station) -> Option<Value> {
    Some(json!({
        "name": station.name,
        "detail": station.detail,
        "kind": symbol_kind(station.sort),
        "uri": uri(documents, &root.path, &station.path)?,
        "range": range(station.range),
        "selectionRange": range(station.name_range),
    }))
}

pub(super) fn spoken_of_by(
    server: &mut Server<'_>,
    params: CallHierarchyIncomingCallsParams,
) -> Answered {
    steps(server, &params.item, "from", |view, file, at| {
        under::spoken_of_by(view, file, at)
    })
}

pub(super) fn under(server: &mut Server<'_>, params: CallHierarchyOutgoingCallsParams) -> Answered {
    steps(server, &params.item, "to", |view, file, at| {
        under::under(view, file, at)
    })
}

fn steps(
    server: &mut Server<'_>,
    from: &CallHierarchyItem,
    side: &str,
    find: impl FnOnce(
        &crate::ide::view::View<'_>,
        &str,
        crate::base::line_index::Utf16Position,
    ) -> Vec<Step>,
) -> Answered {
    let path = path(&from.uri)?;
    server.refresh();
    let Some((root, file)) = server.workspace.of(&path) else {
        return Ok(Value::Null);
    };
    let steps = find(&root.live.view(), &file, place(from.selection_range.start));
    let steps = steps.iter().filter_map(|step| {
        let ranges: Vec<Value> = step.places.iter().map(|place| range(*place)).collect();
        Some(json!({ side: item(&server.documents, root, &step.to)?, "fromRanges": ranges }))
    });
    Ok(steps.collect())
}
