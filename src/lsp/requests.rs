//! What the client asks: which answer is found where.

use std::path::PathBuf;

use lsp_server::{ErrorCode, Request};
use lsp_types::Uri;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{
    asking, changing, naming, scenarios,
    server::{Refusal, Server},
    uri::to_path,
    workspace::Root,
};

/// What a request is answered with.
pub(super) type Answered = Result<Value, Refusal>;

/// Answers a request.
pub(super) fn answer(server: &mut Server<'_>, request: Request) -> Answered {
    match request.method.as_str() {
        "textDocument/hover" => with(server, request, asking::hover),
        "textDocument/completion" => with(server, request, asking::completion),
        "textDocument/documentSymbol" => with(server, request, asking::symbols),
        "workspace/symbol" => with(server, request, asking::workspace_symbols),
        "textDocument/foldingRange" => with(server, request, asking::folding),
        "textDocument/semanticTokens/full" => with(server, request, asking::colours),
        "textDocument/semanticTokens/range" => with(server, request, asking::colours_of_range),
        "textDocument/definition" => with(server, request, naming::definition),
        "textDocument/references" => with(server, request, naming::references),
        "textDocument/documentHighlight" => with(server, request, naming::highlights),
        "textDocument/prepareRename" => with(server, request, naming::renamable),
        "textDocument/rename" => with(server, request, naming::rename),
        "textDocument/prepareCallHierarchy" => with(server, request, naming::station),
        "callHierarchy/incomingCalls" => with(server, request, naming::spoken_of_by),
        "callHierarchy/outgoingCalls" => with(server, request, naming::under),
        "textDocument/formatting" => with(server, request, changing::formatting),
        "textDocument/rangeFormatting" => with(server, request, changing::range_formatting),
        "textDocument/codeAction" => with(server, request, changing::code_actions),
        "textDocument/codeLens" => with(server, request, scenarios::lenses),
        "textDocument/inlayHint" => with(server, request, scenarios::hints),
        "workspace/executeCommand" => with(server, request, scenarios::command),
        other => Err(Refusal::new(
            ErrorCode::MethodNotFound,
            format!("`{other}` is nothing that vires can do"),
        )),
    }
}

/// Reads what is asked and finds the answer.
fn with<P: DeserializeOwned>(
    server: &mut Server<'_>,
    request: Request,
    answer: impl FnOnce(&mut Server<'_>, P) -> Answered,
) -> Answered {
    let params = serde_json::from_value(request.params).map_err(|error| {
        Refusal::new(
            ErrorCode::InvalidParams,
            format!("`{}` cannot be read: {error}", request.method),
        )
    })?;
    answer(server, params)
}

/// The path of a file that is asked about.
pub(super) fn path(uri: &Uri) -> Result<PathBuf, Refusal> {
    to_path(uri).ok_or_else(|| {
        Refusal::new(
            ErrorCode::InvalidParams,
            format!("`{}` is no file on this machine", uri.as_str()),
        )
    })
}

impl Server<'_> {
    /// The packs that a file belongs to, up to date, and its path below their root.
    pub(super) fn up_to_date(&mut self, uri: &Uri) -> Result<Option<(&Root, String)>, Refusal> {
        let path = path(uri)?;
        self.refresh();
        Ok(self.workspace.of(&path))
    }
}
