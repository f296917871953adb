//! The server: takes what the client says in its order, and tells what is wrong when there is nothing else to do.

use std::{
    collections::{BTreeMap, VecDeque},
    io::{self, Read, Write},
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::mpsc::{Receiver, RecvTimeoutError, Sender},
    time::{Duration, Instant},
};

use lsp_server::{ErrorCode, Message, Notification, Request, RequestId};
use lsp_types::{
    CancelParams, DidChangeTextDocumentParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
    InitializeParams, NumberOrString,
    notification::{self, Notification as _},
    request::{self, Request as _},
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{
    capabilities::capabilities,
    diagnostics::Published,
    documents::{Document, Documents},
    requests,
    transport::{Incoming, Transport, answer, refusal},
    uri::to_path,
    workspace::{Disks, Workspace},
};

/// How a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The client said that it is over, in the two steps that the protocol has for it.
    Well,
    /// The client went away, or said `exit` without `shutdown`.
    Abruptly,
}

/// Serves one client until it goes.
pub fn serve(
    input: impl Read + Send + 'static,
    output: impl Write + Send + 'static,
    disks: &dyn Disks,
) -> io::Result<Ended> {
    let transport = Transport::over(input, output)?;
    let mut server = Server::new(transport.outgoing.clone(), disks);
    let ended = server.run(&transport.incoming);
    drop(server);
    transport.finish();
    Ok(ended)
}

/// What the client and the server have said to each other so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    New,
    Running,
    ShuttingDown,
}

/// The state of a session.
pub(super) struct Server<'d> {
    pub(super) outgoing: Sender<Value>,
    pub(super) disks: &'d dyn Disks,
    pub(super) documents: Documents,
    pub(super) workspace: Workspace,
    /// What was told of each file.
    pub(super) published: BTreeMap<PathBuf, Published>,
    /// What came out of scenarios when they were run last, by file and title.
    pub(super) verdicts: BTreeMap<(PathBuf, String), String>,
    /// Whether the client fills in places of what is completed.
    pub(super) snippets: bool,
    /// Whether the client draws lenses again when it is asked to.
    pub(super) refreshes: bool,
    /// How many requests the client was sent.
    pub(super) asked: u32,
    phase: Phase,
    /// How long it took to bring everything up to date last.
    last_refresh: Duration,
    /// Whether texts changed since problems were told last.
    untold: bool,
}

/// Why a request is not answered.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) code: ErrorCode,
    pub(super) message: String,
}

impl Refusal {
    pub(super) fn new(code: ErrorCode, message: impl Into<String>) -> Refusal {
        Refusal {
            code,
            message: message.into(),
        }
    }
}

/// The longest that problems wait for a pause in the typing.
const LONGEST_PAUSE: Duration = Duration::from_millis(300);

impl<'d> Server<'d> {
    fn new(outgoing: Sender<Value>, disks: &'d dyn Disks) -> Server<'d> {
        Server {
            outgoing,
            disks,
            documents: Documents::default(),
            workspace: Workspace::default(),
            published: BTreeMap::new(),
            verdicts: BTreeMap::new(),
            snippets: false,
            refreshes: false,
            asked: 0,
            phase: Phase::New,
            last_refresh: Duration::ZERO,
            untold: false,
        }
    }

    fn run(&mut self, incoming: &Receiver<Incoming>) -> Ended {
        let mut waiting: VecDeque<Incoming> = VecDeque::new();
        loop {
            waiting.extend(incoming.try_iter());
            let next = match waiting.pop_front() {
                Some(next) => next,
                None => match self.next(incoming) {
                    Some(next) => next,
                    None => continue,
                },
            };
            match next {
                Incoming::End => return self.ended(),
                Incoming::Broken(answer) => self.send(answer),
                Incoming::Message(Message::Request(request)) => {
                    waiting.extend(incoming.try_iter());
                    if is_cancelled(&request.id, &waiting) {
                        let code = ErrorCode::RequestCanceled;
                        self.send(refusal(&request.id, code, "cancelled by the client"));
                    } else {
                        self.request(request);
                    }
                }
                Incoming::Message(Message::Notification(said)) => {
                    if said.method == notification::Exit::METHOD {
                        return self.ended();
                    }
                    self.notification(said);
                }
                // The answers to what the server asks (to draw something again) say nothing.
                Incoming::Message(Message::Response(_)) => {}
            }
        }
    }

    /// Waits for something to do. After a change problems are told as soon as there is a pause: the longer it takes to find
    /// them, the longer the pause.
    fn next(&mut self, incoming: &Receiver<Incoming>) -> Option<Incoming> {
        if !self.untold {
            return Some(incoming.recv().unwrap_or(Incoming::End));
        }
        let pause = (self.last_refresh / 2)
            .min(LONGEST_PAUSE)
            .saturating_sub(Duration::from_millis(20));
        match incoming.recv_timeout(pause) {
            Ok(next) => Some(next),
            Err(RecvTimeoutError::Disconnected) => Some(Incoming::End),
            Err(RecvTimeoutError::Timeout) => {
                self.untold = false;
                self.guarded(|server| {
                    server.refresh();
                    server.publish();
                });
                None
            }
        }
    }

    fn ended(&self) -> Ended {
        match self.phase {
            Phase::ShuttingDown => Ended::Well,
            Phase::New | Phase::Running => Ended::Abruptly,
        }
    }

    pub(super) fn send(&self, message: Value) {
        // A client that has gone away: the reading side ends the session.
        let _sent = self.outgoing.send(message);
    }

    /// Brings what is known of the packs up to date.
    pub(super) fn refresh(&mut self) {
        if !self.workspace.is_stale(&self.documents) {
            return;
        }
        let start = Instant::now();
        self.workspace.refresh(&self.documents, self.disks);
        self.last_refresh = start.elapsed();
    }

    /// Does something that must not end the server, whatever is wrong with it. What was known is found out afresh after a
    /// fault of ours.
    fn guarded<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let done = catch_unwind(AssertUnwindSafe(|| work(self)));
        if done.is_err() {
            let folders = std::mem::take(&mut self.workspace.folders);
            self.workspace = Workspace::default();
            self.workspace.folders = folders;
        }
        done.ok()
    }

    fn request(&mut self, request: Request) {
        let id = request.id.clone();
        let refused = match (self.phase, request.method.as_str()) {
            (Phase::New, request::Initialize::METHOD) => return self.initialize(request),
            (Phase::New, _) => Some((
                ErrorCode::ServerNotInitialized,
                "the session begins with `initialize`",
            )),
            (Phase::ShuttingDown, _) => Some((
                ErrorCode::InvalidRequest,
                "the session is over; only `exit` is left",
            )),
            (Phase::Running, request::Initialize::METHOD) => {
                Some((ErrorCode::InvalidRequest, "the session has begun already"))
            }
            (Phase::Running, request::Shutdown::METHOD) => {
                self.phase = Phase::ShuttingDown;
                return self.send(answer(&id, Value::Null));
            }
            (Phase::Running, _) => None,
        };
        if let Some((code, message)) = refused {
            return self.send(refusal(&id, code, message));
        }
        let result = self.guarded(|server| requests::answer(server, request));
        self.send(match result {
            Some(Ok(result)) => answer(&id, result),
            Some(Err(refused)) => refusal(&id, refused.code, &refused.message),
            None => refusal(
                &id,
                ErrorCode::InternalError,
                "this is a bug in vires, not in your files",
            ),
        });
    }

    fn initialize(&mut self, request: Request) {
        let params: InitializeParams = match serde_json::from_value(request.params) {
            Ok(params) => params,
            Err(error) => {
                let message = format!("`initialize` cannot be read: {error}");
                return self.send(refusal(&request.id, ErrorCode::InvalidParams, &message));
            }
        };
        #[expect(
            deprecated,
            reason = "older clients say one folder, in a field that newer ones leave out"
        )]
        let root = params.root_uri.clone();
        let folders = params.workspace_folders.unwrap_or_default();
        let folders = folders.into_iter().map(|folder| folder.uri).chain(root);
        self.workspace.folders = folders.filter_map(|uri| to_path(&uri)).collect();
        self.workspace.folders.sort();
        self.workspace.folders.dedup();
        let can = params.capabilities;
        let completion = can.text_document.and_then(|can| can.completion);
        let item = completion.and_then(|can| can.completion_item);
        self.snippets = item.and_then(|can| can.snippet_support).unwrap_or(false);
        let lenses = can.workspace.and_then(|can| can.code_lens);
        self.refreshes = lenses.and_then(|can| can.refresh_support).unwrap_or(false);
        self.phase = Phase::Running;
        let server = json!({ "name": "vires", "version": env!("CARGO_PKG_VERSION") });
        let result = json!({ "capabilities": capabilities(), "serverInfo": server });
        self.send(answer(&request.id, result));
    }

    fn notification(&mut self, said: Notification) {
        if self.phase != Phase::Running {
            return;
        }
        match said.method.as_str() {
            notification::DidOpenTextDocument::METHOD => {
                if let Some(params) = read::<DidOpenTextDocumentParams>(said) {
                    self.opened(params);
                }
            }
            notification::DidChangeTextDocument::METHOD => {
                if let Some(params) = read::<DidChangeTextDocumentParams>(said) {
                    self.changed(&params);
                }
            }
            notification::DidCloseTextDocument::METHOD => {
                if let Some(params) = read::<DidCloseTextDocumentParams>(said) {
                    self.closed(&params);
                }
            }
            notification::DidSaveTextDocument::METHOD => {
                if let Some(path) = read::<DidSaveTextDocumentParams>(said)
                    .and_then(|params| to_path(&params.text_document.uri))
                {
                    self.workspace.moved(&path);
                    self.untold = true;
                }
            }
            notification::DidChangeWatchedFiles::METHOD => {
                self.workspace.moved_all();
                self.untold = true;
            }
            notification::DidChangeWorkspaceFolders::METHOD => {
                if let Some(params) = read::<DidChangeWorkspaceFoldersParams>(said) {
                    self.folders_changed(&params);
                }
            }
            // What is not known is passed over, as the protocol asks.
            _ => {}
        }
    }

    fn opened(&mut self, params: DidOpenTextDocumentParams) {
        let opened = params.text_document;
        let Some(path) = to_path(&opened.uri) else {
            return;
        };
        let document = Document {
            uri: opened.uri,
            version: opened.version,
            text: opened.text,
        };
        self.documents.open(path.clone(), document);
        self.workspace.moved(&path);
        self.untold = true;
    }

    fn changed(&mut self, params: &DidChangeTextDocumentParams) {
        let Some(path) = to_path(&params.text_document.uri) else {
            return;
        };
        let version = params.text_document.version;
        if self
            .documents
            .change(&path, version, &params.content_changes)
        {
            self.workspace.changed(&path);
            self.untold = true;
        }
    }

    fn closed(&mut self, params: &DidCloseTextDocumentParams) {
        let Some(path) = to_path(&params.text_document.uri) else {
            return;
        };
        if self.documents.close(&path).is_some() {
            self.workspace.moved(&path);
            self.untold = true;
        }
    }

    fn folders_changed(&mut self, params: &DidChangeWorkspaceFoldersParams) {
        let paths = |folders: &[lsp_types::WorkspaceFolder]| -> Vec<PathBuf> {
            let paths = folders.iter().filter_map(|folder| to_path(&folder.uri));
            paths.collect()
        };
        let removed = paths(&params.event.removed);
        let folders = &mut self.workspace.folders;
        folders.retain(|folder| !removed.contains(folder));
        folders.extend(paths(&params.event.added));
        folders.sort();
        folders.dedup();
        self.workspace.moved_all();
        self.untold = true;
    }
}

/// The content of a notification; one that cannot be read is passed over, for there is no answer to it.
fn read<T: DeserializeOwned>(said: Notification) -> Option<T> {
    serde_json::from_value(said.params).ok()
}

/// Whether the client has taken a request back before it was looked at.
fn is_cancelled(id: &RequestId, waiting: &VecDeque<Incoming>) -> bool {
    waiting.iter().any(|incoming| {
        let Incoming::Message(Message::Notification(said)) = incoming else {
            return false;
        };
        if said.method != notification::Cancel::METHOD {
            return false;
        }
        let params = serde_json::from_value::<CancelParams>(said.params.clone());
        params.is_ok_and(|params| {
            *id == match params.id {
                NumberOrString::Number(number) => RequestId::from(number),
                NumberOrString::String(text) => RequestId::from(text),
            }
        })
    })
}
