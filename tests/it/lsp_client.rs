//! A client of the language server: it starts the real binary, speaks the protocol over its streams, and waits for answers.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    path::Path,
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    time::Duration,
};

use serde_json::{Value, json};
use tempfile::TempDir;

/// Longer than any answer takes, on a busy machine too.
const PATIENCE: Duration = Duration::from_secs(60);

/// A client with a server and a folder of its own.
pub struct Client {
    pub folder: TempDir,
    child: Child,
    stdin: Option<ChildStdin>,
    incoming: Receiver<Value>,
    next_id: i64,
    versions: BTreeMap<String, i64>,
    /// What the server told last of each file, by its URI.
    pub told: BTreeMap<String, Value>,
}

impl Client {
    /// A server on a folder with these files, before any message.
    pub fn silent(files: &[(&str, &str)]) -> Client {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let place = folder.path().join(path);
            std::fs::create_dir_all(place.parent().unwrap()).unwrap();
            std::fs::write(place, text).unwrap();
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_vires"))
            .args(["lsp", "--stdio"])
            .current_dir(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stdin = child.stdin.take();
        let stdout = child.stdout.take().unwrap();
        let (sender, incoming) = channel();
        std::thread::spawn(move || {
            let mut stdout = BufReader::new(stdout);
            while let Some(message) = read(&mut stdout) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Client {
            folder,
            child,
            stdin,
            incoming,
            next_id: 0,
            versions: BTreeMap::new(),
            told: BTreeMap::new(),
        }
    }

    /// A server on a folder with these files, ready to work.
    pub fn new(files: &[(&str, &str)]) -> Client {
        let mut client = Client::silent(files);
        client.initialize();
        client
    }

    /// A server on a copy of a folder of the repository, ready to work.
    pub fn on_copy_of(folder: &str) -> Client {
        fn collect(place: &Path, below: &str, into: &mut Vec<(String, String)>) {
            for entry in std::fs::read_dir(place).unwrap() {
                let path = entry.unwrap().path();
                let name = format!("{below}{}", path.file_name().unwrap().to_str().unwrap());
                if path.is_dir() {
                    collect(&path, &format!("{name}/"), into);
                } else if let Ok(text) = std::fs::read_to_string(&path) {
                    into.push((name, text));
                }
            }
        }
        let mut files = Vec::new();
        let place = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        collect(&place, "", &mut files);
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        Client::new(&files)
    }

    /// Begins the session, and gives what the server can do.
    pub fn initialize(&mut self) -> Value {
        let root = self.uri("");
        let root = root.trim_end_matches('/');
        let result = self.request(
            "initialize",
            json!({
                "processId": null,
                "rootUri": root,
                "workspaceFolders": [{ "uri": root, "name": "packs" }],
                "capabilities": {},
            }),
        );
        self.notify("initialized", json!({}));
        result["capabilities"].clone()
    }

    /// The URI of a file of the folder.
    pub fn uri(&self, path: &str) -> String {
        let folder = self.folder.path().canonicalize().unwrap();
        format!("file://{}/{path}", folder.to_str().unwrap())
    }

    /// The path below the folder of a URI.
    pub fn path(&self, uri: &str) -> String {
        let start = self.uri("");
        uri.strip_prefix(&start).unwrap_or(uri).to_owned()
    }

    /// Writes bytes as they are.
    pub fn raw(&mut self, bytes: &[u8]) {
        let stdin = self.stdin.as_mut().unwrap();
        stdin.write_all(bytes).unwrap();
        stdin.flush().unwrap();
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    /// Says something.
    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Asks something, without waiting; gives the id of the request.
    pub fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.next_id += 1;
        let id = self.next_id;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// Waits for the answer to a request.
    pub fn answer(&mut self, id: &Value) -> Value {
        loop {
            let message = self.receive();
            if message.get("id") == Some(id) && message.get("method").is_none() {
                return message;
            }
        }
    }

    /// Asks something and waits for the result.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        let mut answer = self.answer(&json!(id));
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].take()
    }

    /// Asks something and waits for the refusal; gives its code.
    pub fn refused(&mut self, method: &str, params: Value) -> i64 {
        let id = self.ask(method, params);
        let answer = self.answer(&json!(id));
        answer["error"]["code"].as_i64().unwrap()
    }

    /// The next message, whatever it is.
    pub fn receive(&mut self) -> Value {
        let message = match self.incoming.recv_timeout(PATIENCE) {
            Ok(message) => message,
            Err(RecvTimeoutError::Timeout) => panic!("the server says nothing"),
            Err(RecvTimeoutError::Disconnected) => panic!("the server is gone: {}", self.said()),
        };
        if message["method"] == "textDocument/publishDiagnostics" {
            let uri = message["params"]["uri"].as_str().unwrap().to_owned();
            self.told.insert(uri, message["params"].clone());
        }
        if message.get("id").is_some() && message.get("method").is_some() {
            let id = message["id"].clone();
            self.send(&json!({ "jsonrpc": "2.0", "id": id, "result": null }));
        }
        message
    }

    fn said(&mut self) -> String {
        let mut text = String::new();
        let stderr = self.child.stderr.as_mut().unwrap();
        let _read = stderr.read_to_string(&mut text);
        text
    }

    /// The text of a file of the folder, from the disk.
    pub fn on_disk(&self, path: &str) -> String {
        std::fs::read_to_string(self.folder.path().join(path)).unwrap()
    }

    /// Opens a file with the text that stands on the disk, and waits for what is wrong with it.
    pub fn open(&mut self, path: &str) -> Vec<String> {
        let text = self.on_disk(path);
        self.open_with(path, &text)
    }

    /// Opens a file with a text, and waits for what is wrong with it.
    pub fn open_with(&mut self, path: &str, text: &str) -> Vec<String> {
        let uri = self.uri(path);
        let language = if path.ends_with(".policy") {
            "vires-policy"
        } else {
            "vires-scenario"
        };
        self.versions.insert(path.to_owned(), 1);
        self.notify(
            "textDocument/didOpen",
            json!({ "textDocument": { "uri": uri, "languageId": language, "version": 1, "text": text } }),
        );
        self.problems(path)
    }

    /// Changes a file without waiting. `changes` are as the protocol has them.
    pub fn change(&mut self, path: &str, changes: Value) {
        let version = self.versions.get_mut(path).unwrap();
        *version += 1;
        let version = *version;
        let uri = self.uri(path);
        self.notify(
            "textDocument/didChange",
            json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": changes }),
        );
    }

    /// Puts a text in the place of a file's, and waits for what is wrong with it.
    pub fn replace(&mut self, path: &str, text: &str) -> Vec<String> {
        self.change(path, json!([{ "text": text }]));
        self.problems(path)
    }

    /// Puts a text between two places, each line and column from 0, and waits for what is wrong.
    pub fn edit(
        &mut self,
        path: &str,
        from: (u32, u32),
        to: (u32, u32),
        text: &str,
    ) -> Vec<String> {
        self.change(path, json!([edit(from, to, text)]));
        self.problems(path)
    }

    /// Waits until the problems of the file's last version are told, and gives them: `line:column code message`.
    pub fn problems(&mut self, path: &str) -> Vec<String> {
        self.wait(path);
        let told = &self.told[&self.uri(path)];
        told["diagnostics"]
            .as_array()
            .unwrap()
            .iter()
            .map(shown)
            .collect()
    }

    /// Waits until the problems of the file's last version are told.
    pub fn wait(&mut self, path: &str) {
        let uri = self.uri(path);
        let version = self.versions[path];
        while self
            .told
            .get(&uri)
            .is_none_or(|told| told["version"] != json!(version))
        {
            self.receive();
        }
    }

    /// The problems of a file as the server told them last, as the protocol has them.
    pub fn diagnostics(&self, path: &str) -> Vec<Value> {
        let told = self.told.get(&self.uri(path));
        told.map(|told| told["diagnostics"].as_array().unwrap().clone())
            .unwrap_or_default()
    }

    /// Ends the session in the two steps that the protocol has; gives the exit code.
    pub fn end(mut self) -> i32 {
        let result = self.request("shutdown", Value::Null);
        assert_eq!(result, Value::Null);
        self.notify("exit", Value::Null);
        self.exit_code()
    }

    /// Closes the stream without a word.
    pub fn hang_up(&mut self) {
        self.stdin = None;
    }

    /// Waits for the server's end; gives its exit code.
    pub fn exit_code(&mut self) -> i32 {
        let start = std::time::Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code().unwrap_or(-1);
            }
            assert!(start.elapsed() < PATIENCE, "the server does not end");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _killed = self.child.kill();
        let _ended = self.child.wait();
    }
}

/// A change as the protocol has it.
pub fn edit(from: (u32, u32), to: (u32, u32), text: &str) -> Value {
    json!({
        "range": {
            "start": { "line": from.0, "character": from.1 },
            "end": { "line": to.0, "character": to.1 },
        },
        "text": text,
    })
}

/// `line:column code message`, the message's first line alone.
pub fn shown(diagnostic: &Value) -> String {
    let start = &diagnostic["range"]["start"];
    let message = diagnostic["message"].as_str().unwrap();
    format!(
        "{}:{} {} {}",
        start["line"],
        start["character"],
        diagnostic["code"].as_str().unwrap(),
        message.lines().next().unwrap()
    )
}

/// A place as the protocol has it.
pub fn at(line: u32, character: u32) -> Value {
    json!({ "line": line, "character": character })
}

/// The place of a part of a text: where it begins, `into` characters further; columns in UTF-16 units.
pub fn find(text: &str, part: &str, into: usize) -> Value {
    let start = text.find(part).unwrap_or_else(|| panic!("no `{part}`")) + into;
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line = text[..start].matches('\n').count();
    let character: usize = text[line_start..start].chars().map(char::len_utf16).sum();
    json!({ "line": line, "character": character })
}

/// A text with some edits of the protocol made in it.
pub fn with_edits(text: &str, edits: &[Value]) -> String {
    let offset = |place: &Value| {
        let line = place["line"].as_u64().unwrap() as usize;
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let mut units = 0;
        for (at, c) in text[start..].char_indices() {
            if units >= place["character"].as_u64().unwrap() as usize || c == '\n' {
                return start + at;
            }
            units += c.len_utf16();
        }
        text.len()
    };
    let mut edits: Vec<(usize, usize, &str)> = edits
        .iter()
        .map(|edit| {
            (
                offset(&edit["range"]["start"]),
                offset(&edit["range"]["end"]),
                edit["newText"].as_str().unwrap(),
            )
        })
        .collect();
    edits.sort_by_key(|(start, _, _)| *start);
    assert!(
        edits.windows(2).all(|pair| pair[0].1 <= pair[1].0),
        "edits overlap: {edits:?}"
    );
    let mut out = text.to_owned();
    for (start, end, new) in edits.iter().rev() {
        out.replace_range(start..end, new);
    }
    out
}

/// The next message of a stream.
pub fn read(stream: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if let Some(value) = line.strip_prefix("Content-Length: ") {
            length = value.trim().parse().unwrap();
        }
        if line == "\r\n" {
            break;
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).unwrap())
}
