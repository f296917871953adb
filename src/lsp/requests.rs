//! What the client asks, request by request.

use std::path::PathBuf;

use lsp_server::{ErrorCode, Request};
use lsp_types::{
    DocumentFormattingParams, DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse,
    Location, OneOf, SymbolKind, TextEdit, Uri, WorkspaceSymbol, WorkspaceSymbolParams,
    WorkspaceSymbolResponse,
    request::{self, Request as _},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{
    convert::range,
    server::{Refusal, Server},
    uri::{of_path, to_path},
};
use crate::{
    base::line_index::{LineIndex, Utf16Position},
    facade::format::{Sort, format_text},
    ide::outline::{self, Symbol, outline, search},
};

/// What a request is answered with.
type Answered = Result<Value, Refusal>;

/// Answers a request.
pub(super) fn answer(server: &mut Server<'_>, request: Request) -> Answered {
    match request.method.as_str() {
        request::DocumentSymbolRequest::METHOD => with(server, request, symbols),
        request::WorkspaceSymbolRequest::METHOD => with(server, request, workspace_symbols),
        request::Formatting::METHOD => with(server, request, formatting),
        other => Err(Refusal::new(
            ErrorCode::MethodNotFound,
            format!("`{other}` is nothing that vires can do"),
        )),
    }
}

/// Reads what is asked, finds the answer, writes it.
fn with<P: DeserializeOwned, R: Serialize>(
    server: &mut Server<'_>,
    request: Request,
    answer: impl FnOnce(&mut Server<'_>, P) -> Result<R, Refusal>,
) -> Answered {
    let params = serde_json::from_value(request.params).map_err(|error| {
        Refusal::new(
            ErrorCode::InvalidParams,
            format!("`{}` cannot be read: {error}", request.method),
        )
    })?;
    let answer = answer(server, params)?;
    serde_json::to_value(answer)
        .map_err(|error| Refusal::new(ErrorCode::InternalError, error.to_string()))
}

/// The path of a file that is asked about.
fn path(uri: &Uri) -> Result<PathBuf, Refusal> {
    to_path(uri).ok_or_else(|| {
        Refusal::new(
            ErrorCode::InvalidParams,
            format!("`{}` is no file on this machine", uri.as_str()),
        )
    })
}

fn symbols(
    server: &mut Server<'_>,
    params: DocumentSymbolParams,
) -> Result<Option<DocumentSymbolResponse>, Refusal> {
    let path = path(&params.text_document.uri)?;
    server.refresh();
    let Some((root, file)) = server.workspace.of(&path) else {
        return Ok(None);
    };
    let symbols = outline(&root.live.view(), &file);
    let symbols = symbols.into_iter().map(document_symbol).collect();
    Ok(Some(DocumentSymbolResponse::Nested(symbols)))
}

#[expect(
    deprecated,
    reason = "the shape has a field that newer clients do not read"
)]
fn document_symbol(symbol: Symbol) -> DocumentSymbol {
    let inside: Vec<_> = symbol.inside.into_iter().map(document_symbol).collect();
    DocumentSymbol {
        name: symbol.name,
        detail: Some(symbol.detail).filter(|detail| !detail.is_empty()),
        kind: kind(symbol.sort),
        tags: None,
        deprecated: None,
        range: range(symbol.range),
        selection_range: range(symbol.name_range),
        children: (!inside.is_empty()).then_some(inside),
    }
}

/// The protocol's nearest word for a sort of declaration.
fn kind(sort: outline::Sort) -> SymbolKind {
    use outline::Sort;
    match sort {
        Sort::Pack => SymbolKind::PACKAGE,
        Sort::Source => SymbolKind::FILE,
        Sort::Clause => SymbolKind::STRING,
        Sort::Kind => SymbolKind::CLASS,
        Sort::Attribute => SymbolKind::PROPERTY,
        Sort::Individual => SymbolKind::OBJECT,
        Sort::Values => SymbolKind::ENUM,
        Sort::Value => SymbolKind::ENUM_MEMBER,
        Sort::Function => SymbolKind::NAMESPACE,
        Sort::Act => SymbolKind::METHOD,
        Sort::Event => SymbolKind::EVENT,
        Sort::Fact => SymbolKind::FIELD,
        Sort::Definition | Sort::Decision => SymbolKind::FUNCTION,
        Sort::Calendar | Sort::Period => SymbolKind::CONSTANT,
        Sort::Norm => SymbolKind::INTERFACE,
        Sort::Delegation | Sort::Scheme => SymbolKind::STRUCT,
        Sort::Office => SymbolKind::CONSTRUCTOR,
        Sort::Statement => SymbolKind::BOOLEAN,
        Sort::Scenario => SymbolKind::MODULE,
        Sort::Variable => SymbolKind::VARIABLE,
    }
}

fn workspace_symbols(
    server: &mut Server<'_>,
    params: WorkspaceSymbolParams,
) -> Result<Option<WorkspaceSymbolResponse>, Refusal> {
    server.refresh();
    let mut found = Vec::new();
    for root in server.workspace.roots() {
        for declared in search(&root.live.view(), &params.query) {
            let Some(uri) = of_path(&root.path.join(declared.at.path.as_str())) else {
                continue;
            };
            found.push(WorkspaceSymbol {
                name: declared.symbol.name,
                kind: kind(declared.symbol.sort),
                tags: None,
                container_name: Some(declared.pack),
                location: OneOf::Left(Location::new(uri, range(declared.at.range))),
                data: None,
            });
        }
    }
    Ok(Some(WorkspaceSymbolResponse::Nested(found)))
}

fn formatting(
    server: &mut Server<'_>,
    params: DocumentFormattingParams,
) -> Result<Option<Vec<TextEdit>>, Refusal> {
    let path = path(&params.text_document.uri)?;
    let document = server.documents.get(&path);
    let (Some(document), Some(sort)) = (document, path.to_str().and_then(Sort::of_path)) else {
        return Ok(None);
    };
    let name = path.to_string_lossy();
    let formatted = format_text(&name, document.text.as_bytes().to_vec(), sort);
    let new = formatted.text.filter(|new| *new != document.text);
    Ok(Some(new.map_or_else(Vec::new, |new| {
        vec![whole(&document.text, new)]
    })))
}

/// A text in the place of another.
fn whole(old: &str, new: String) -> TextEdit {
    let start = Utf16Position {
        line: 0,
        character: 0,
    };
    let end = LineIndex::new(old).utf16(old, old.len());
    TextEdit::new(range((start, end)), new)
}
