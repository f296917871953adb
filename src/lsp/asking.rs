//! What is shown: hover, completion, symbols, folding, colours.

use std::collections::BTreeSet;

use lsp_types::{
    CompletionParams, DocumentSymbolParams, FoldingRangeParams, HoverParams, Range,
    SemanticTokensParams, SemanticTokensRangeParams, Uri, WorkspaceSymbolParams,
};
use serde_json::{Value, json};

use super::{
    capabilities::TOKEN_TYPES,
    convert::{location, place, range},
    requests::{Answered, path},
    server::{Refusal, Server},
};
use crate::ide::{
    colours::{ColourSort, Coloured, colours as coloured},
    completion::completion::{Completion, CompletionSort, completion as completions},
    folding::{FoldSort, folding as folds},
    hover::hover as shown,
    outline::{Sort, Symbol, outline, search},
    reformat::lines_of,
};

pub(super) fn hover(server: &mut Server<'_>, params: HoverParams) -> Answered {
    let asked = params.text_document_position_params;
    let at = place(asked.position);
    let Some((root, file)) = server.up_to_date(&asked.text_document.uri)? else {
        return Ok(Value::Null);
    };
    let view = root.live.view();
    let found = shown(&view, &file, at).map(|hover| {
        json!({
            "contents": { "kind": "markdown", "value": hover.markdown },
            "range": range(hover.at.range),
        })
    });
    Ok(found.unwrap_or(Value::Null))
}

pub(super) fn completion(server: &mut Server<'_>, params: CompletionParams) -> Answered {
    let asked = params.text_document_position;
    let at = place(asked.position);
    let snippets = server.snippets;
    let Some((root, file)) = server.up_to_date(&asked.text_document.uri)? else {
        return Ok(Value::Null);
    };
    let Some(found) = completions(&root.live.view(), &file, at) else {
        return Ok(Value::Null);
    };
    let typed = range(found.typed);
    let items: Vec<Value> = found
        .items
        .iter()
        .enumerate()
        .map(|(number, item)| completion_item(item, number, &typed, snippets))
        .collect();
    Ok(json!({ "isIncomplete": found.more, "items": items }))
}

fn completion_item(item: &Completion, number: usize, typed: &Value, snippets: bool) -> Value {
    let snippet = item.snippet.as_ref().filter(|_| snippets);
    let mut out = json!({
        "label": item.label,
        "kind": completion_kind(item.sort),
        "sortText": format!("{number:04}"),
        "filterText": item.label,
        "insertTextFormat": if snippet.is_some() { 2 } else { 1 },
        "textEdit": { "range": typed, "newText": snippet.unwrap_or(&item.insert) },
    });
    if let Some(fields) = out.as_object_mut() {
        if !item.detail.is_empty() {
            fields.insert("detail".to_owned(), Value::from(item.detail.as_str()));
        }
        if !item.about.is_empty() {
            let about = json!({ "kind": "markdown", "value": item.about });
            fields.insert("documentation".to_owned(), about);
        }
    }
    out
}

/// The protocol's number for what is offered.
fn completion_kind(sort: CompletionSort) -> u8 {
    match sort {
        CompletionSort::Keyword => 14,
        CompletionSort::Argument => 10,
        CompletionSort::Type => 25,
        CompletionSort::Declared(sort) => match sort {
            Sort::Pack => 9,
            Sort::Source | Sort::Scenario => 17,
            Sort::Clause => 18,
            Sort::Kind => 7,
            Sort::Attribute => 10,
            Sort::Individual => 12,
            Sort::Values | Sort::Period | Sort::Calendar => 13,
            Sort::Value => 20,
            Sort::Function => 9,
            Sort::Act => 2,
            Sort::Event => 23,
            Sort::Fact => 5,
            Sort::Definition | Sort::Decision => 3,
            Sort::Norm | Sort::Statement => 8,
            Sort::Delegation | Sort::Scheme => 22,
            Sort::Office => 4,
            Sort::Variable => 6,
        },
    }
}

pub(super) fn symbols(server: &mut Server<'_>, params: DocumentSymbolParams) -> Answered {
    let Some((root, file)) = server.up_to_date(&params.text_document.uri)? else {
        return Ok(Value::Null);
    };
    let symbols = outline(&root.live.view(), &file);
    Ok(symbols.iter().map(symbol).collect())
}

fn symbol(symbol: &Symbol) -> Value {
    let inside: Vec<Value> = symbol.inside.iter().map(self::symbol).collect();
    json!({
        "name": symbol.name,
        "detail": symbol.detail,
        "kind": symbol_kind(symbol.sort),
        "range": range(symbol.range),
        "selectionRange": range(symbol.name_range),
        "children": inside,
    })
}

/// The protocol's number for a sort of declaration.
pub(super) fn symbol_kind(sort: Sort) -> u8 {
    match sort {
        Sort::Pack => 4,
        Sort::Source => 1,
        Sort::Clause => 15,
        Sort::Kind => 5,
        Sort::Attribute => 7,
        Sort::Individual => 19,
        Sort::Values => 10,
        Sort::Value => 22,
        Sort::Function => 3,
        Sort::Act => 6,
        Sort::Event => 24,
        Sort::Fact => 8,
        Sort::Definition | Sort::Decision => 12,
        Sort::Calendar | Sort::Period => 14,
        Sort::Norm => 11,
        Sort::Delegation | Sort::Scheme => 23,
        Sort::Office => 9,
        Sort::Statement => 17,
        Sort::Scenario => 2,
        Sort::Variable => 13,
    }
}

pub(super) fn workspace_symbols(
    server: &mut Server<'_>,
    params: WorkspaceSymbolParams,
) -> Answered {
    server.refresh();
    server.workspace.look_up(&server.documents, server.disks);
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for (root, view) in server.workspace.views() {
        for declared in search(&view, &params.query) {
            // A pack that is open stands among those below the folder too.
            let place = root.join(declared.at.path.as_str());
            if !seen.insert((place, declared.at.range)) {
                continue;
            }
            let at = location(&server.documents, root, &declared.at);
            found.push(json!({
                "name": declared.symbol.name,
                "kind": symbol_kind(declared.symbol.sort),
                "containerName": declared.pack,
                "location": at,
            }));
        }
    }
    Ok(Value::from(found))
}

pub(super) fn folding(server: &mut Server<'_>, params: FoldingRangeParams) -> Answered {
    let path = path(&params.text_document.uri)?;
    let Some(document) = server.documents.get(&path) else {
        return Ok(Value::Null);
    };
    let folds = folds(&document.text);
    let folds = folds.iter().map(|fold| {
        let mut out = json!({ "startLine": fold.first, "endLine": fold.last });
        if let (FoldSort::Remark, Some(fields)) = (fold.sort, out.as_object_mut()) {
            fields.insert("kind".to_owned(), Value::from("comment"));
        }
        out
    });
    Ok(folds.collect())
}

pub(super) fn colours(server: &mut Server<'_>, params: SemanticTokensParams) -> Answered {
    in_lines(server, &params.text_document.uri, None)
}

pub(super) fn colours_of_range(
    server: &mut Server<'_>,
    params: SemanticTokensRangeParams,
) -> Answered {
    in_lines(server, &params.text_document.uri, Some(params.range))
}

fn in_lines(server: &mut Server<'_>, uri: &Uri, asked: Option<Range>) -> Result<Value, Refusal> {
    let Some((root, file)) = server.up_to_date(uri)? else {
        return Ok(Value::Null);
    };
    let view = root.live.view();
    let all = view
        .texts
        .by_path(&file)
        .and_then(|file| view.texts.file(file))
        .map_or(0, |file| file.lines().len());
    let lines = asked.map_or(0..all, |range| {
        let lines = lines_of(place(range.start), place(range.end));
        lines.start.min(all)..lines.end.min(all)
    });
    let mut data: Vec<u32> = Vec::new();
    let (mut line, mut character) = (0, 0);
    for word in coloured(&view, &file, lines) {
        let Coloured {
            at,
            length,
            sort,
            declares,
        } = word;
        let start = match at.line == line {
            true => at.character.saturating_sub(character),
            false => at.character,
        };
        data.extend([
            at.line.saturating_sub(line),
            start,
            length,
            token_type(sort),
            u32::from(declares),
        ]);
        (line, character) = (at.line, at.character);
    }
    Ok(json!({ "data": data }))
}

/// The place of a sort in the legend.
fn token_type(sort: ColourSort) -> u32 {
    let more = u32::try_from(TOKEN_TYPES.len()).unwrap_or(0);
    match sort {
        ColourSort::Keyword => 0,
        ColourSort::Comment => 1,
        ColourSort::Text => 2,
        ColourSort::Number => 3,
        ColourSort::Kind => 4,
        ColourSort::Values => 5,
        ColourSort::Value => 6,
        ColourSort::Group => 7,
        ColourSort::Act => 8,
        ColourSort::Event => 9,
        ColourSort::Fact => 10,
        ColourSort::Definition => 11,
        ColourSort::Norm => more,
        ColourSort::Variable => more + 1,
        ColourSort::Clause => more + 2,
        ColourSort::Argument => more + 3,
        ColourSort::Individual => more + 4,
    }
}
