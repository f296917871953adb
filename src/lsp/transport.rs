//! Messages in frames over two streams. A frame that is broken is told of and passed over: the next one is read.
//!
//! `lsp-server` has the shapes of messages, but its own reader ends at the first that it cannot read.

use std::{
    io::{self, BufRead, Read, Write},
    sync::mpsc::{Receiver, Sender, channel},
    thread::{self, JoinHandle},
};

use lsp_server::{ErrorCode, Message, RequestId};
use serde_json::{Value, json};

/// What comes from the client.
#[derive(Debug)]
pub enum Incoming {
    /// A message.
    Message(Message),
    /// Something that is no message, with the answer that it gets.
    Broken(Value),
    /// The stream has ended.
    End,
}

/// The two streams, each with a thread of its own.
#[derive(Debug)]
pub struct Transport {
    /// What comes in.
    pub incoming: Receiver<Incoming>,
    /// What goes out; dropped at the end, so that the writing thread ends.
    pub outgoing: Sender<Value>,
    writer: JoinHandle<()>,
}

/// The longest line of a head that is kept: what is longer is no head.
const MAX_HEAD_LINE: u64 = 4096;
/// The longest body that is read.
const MAX_BODY: usize = 1 << 30;

impl Transport {
    /// Starts reading and writing.
    pub fn over(
        input: impl Read + Send + 'static,
        output: impl Write + Send + 'static,
    ) -> io::Result<Transport> {
        let (to_worker, incoming) = channel();
        let (outgoing, to_client) = channel();
        // It ends with the stream, or with the process: a blocked read cannot be interrupted.
        let _reader = thread::Builder::new()
            .name("vires-lsp-reader".to_owned())
            .spawn(move || read_all(io::BufReader::new(input), &to_worker))?;
        let writer = thread::Builder::new()
            .name("vires-lsp-writer".to_owned())
            .spawn(move || write_all(output, &to_client))?;
        Ok(Transport {
            incoming,
            outgoing,
            writer,
        })
    }

    /// Waits until everything is written.
    pub fn finish(self) {
        drop(self.outgoing);
        // A client that has gone away reads nothing any more: no matter.
        let _ended = self.writer.join();
    }
}

fn read_all(mut input: impl BufRead, worker: &Sender<Incoming>) {
    loop {
        let read = match read_body(&mut input) {
            Ok(Some(body)) => message(&body),
            Ok(None) | Err(_) => Incoming::End,
        };
        let ended = matches!(read, Incoming::End);
        if worker.send(read).is_err() || ended {
            return;
        }
    }
}

/// The body of the next frame; lines that are no head are passed over.
fn read_body(input: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if input
            .by_ref()
            .take(MAX_HEAD_LINE)
            .read_until(b'\n', &mut line)?
            == 0
        {
            return Ok(None);
        }
        let line = line.trim_ascii();
        if !line.is_empty() {
            length = length_in(line).or(length);
        } else if let Some(length) = length {
            let mut body = vec![0; length];
            input.read_exact(&mut body)?;
            return Ok(Some(body));
        }
    }
}

/// `Content-Length: 12`
fn length_in(line: &[u8]) -> Option<usize> {
    let line = std::str::from_utf8(line).ok()?;
    let (name, value) = line.split_once(':')?;
    let length = value.trim().parse().ok()?;
    (name.trim().eq_ignore_ascii_case("content-length") && length <= MAX_BODY).then_some(length)
}

fn message(body: &[u8]) -> Incoming {
    let value: Value = match serde_json::from_slice(body) {
        Ok(value) => value,
        Err(error) => {
            return broken(
                Value::Null,
                ErrorCode::ParseError,
                &format!("this is no JSON: {error}"),
            );
        }
    };
    let id = value.get("id").cloned().unwrap_or(Value::Null);
    match serde_json::from_value(value) {
        Ok(message) => Incoming::Message(message),
        Err(_) => broken(
            id,
            ErrorCode::InvalidRequest,
            "this is neither a request nor a notification nor a response",
        ),
    }
}

fn broken(id: Value, code: ErrorCode, message: &str) -> Incoming {
    Incoming::Broken(json!({
        "jsonrpc": "2.0",
        "id": id,
        "error": { "code": code as i32, "message": message },
    }))
}

/// The answer to a request.
pub fn answer(id: &RequestId, result: Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "result": result })
}

/// The refusal of a request.
pub fn refusal(id: &RequestId, code: ErrorCode, message: &str) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code as i32, "message": message } })
}

/// A notification to the client.
pub fn notification(method: &str, params: Value) -> Value {
    json!({ "jsonrpc": "2.0", "method": method, "params": params })
}

/// A request to the client.
pub fn request(id: u32, method: &str, params: Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": format!("vires-{id}"), "method": method, "params": params })
}

fn write_all(mut output: impl Write, from_worker: &Receiver<Value>) {
    for value in from_worker {
        let body = value.to_string();
        let written = write!(output, "Content-Length: {}\r\n\r\n{body}", body.len())
            .and_then(|()| output.flush());
        if written.is_err() {
            return; // the client has gone away
        }
    }
}
