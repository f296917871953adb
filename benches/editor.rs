//! How long a keystroke takes until what is wrong is told, and whether memory grows: the real server over its streams, in a pack
//! of 10,000 norms. `cargo bench --bench editor`; a number behind it (`-- 2000`) is how many keystrokes.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a benchmark stops where something is not as it should be"
)]

use std::{
    fmt::Write as _,
    io::{BufRead, BufReader, Read, Write},
    process::{ChildStdin, ChildStdout, Command, Stdio},
    time::Instant,
};

use serde_json::{Value, json};

const NORMS: usize = 10_000;

/// A pack: its clauses, acts and facts, and norms of some lines each.
fn pack() -> String {
    let mut text = String::from(
        "policy big \"A big pack\"\n  in force from 1 April 2010\n  powers of Body are not exhaustive\n\nsource law \"The law\" {\n",
    );
    for n in 0..NORMS / 5 {
        let _ = writeln!(text, "  clause L.{n} \"What clause {n} says\"");
    }
    text.push_str(
        "}\n\nkind Body\nkind Council is a Body, statutory {\n  population : number\n}\n\nfunctions {\n  planning\n  finance\n}\n\n",
    );
    for n in 0..NORMS / 50 {
        let _ = writeln!(
            text,
            "act report-{n}(to: Body, year: financial-year) under planning\n  \"{{actor}} reported matter {n} to {{to}} for {{year}}\"\n\nfact concerned-{n}(body: Body, year: financial-year)\n"
        );
    }
    for n in 0..NORMS {
        let (few, some) = (n % (NORMS / 50), n % (NORMS / 5));
        let _ = writeln!(
            text,
            "duty matter-{n} \"Report matter {n}\" {{\n  source    L.{some}\n  bearer    c: Council\n  each      financial-year y\n  if        concerned-{few}(c, y) and population of c more than {n}\n  must      report-{few}(to: some-council, year: y) before end of y\n  note      \"How it came about\"\n}}\n"
        );
    }
    text.push_str("some-council is a Council \"Some council\"\n");
    text
}

fn send(to: &mut ChildStdin, message: &Value) {
    let body = message.to_string();
    write!(to, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
    to.flush().unwrap();
}

fn receive(from: &mut BufReader<ChildStdout>) -> Value {
    let mut length = 0;
    loop {
        let mut line = String::new();
        assert!(from.read_line(&mut line).unwrap() > 0, "the server is gone");
        if let Some(value) = line.strip_prefix("Content-Length: ") {
            length = value.trim().parse().unwrap();
        }
        if line == "\r\n" {
            break;
        }
    }
    let mut body = vec![0; length];
    from.read_exact(&mut body).unwrap();
    serde_json::from_slice(&body).unwrap()
}

/// Waits for the problems of a version; gives how many there are.
fn told(from: &mut BufReader<ChildStdout>, uri: &str, version: i64) -> usize {
    loop {
        let message = receive(from);
        let params = &message["params"];
        if params["uri"] == uri && params["version"] == version {
            return params["diagnostics"].as_array().unwrap().len();
        }
    }
}

/// The memory of a process in kB, where the system tells it.
fn memory(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// The processor time of a process in ticks of 10 ms, where the system tells it.
fn ticks(process: u32) -> Option<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
    Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
}

fn quantile(sorted: &[f64], part: f64) -> f64 {
    sorted[((sorted.len() - 1) as f64 * part) as usize]
}

fn main() {
    let edits: usize = std::env::args()
        .skip(1)
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(10_000);
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().canonicalize().unwrap().join("big");
    std::fs::create_dir(&place).unwrap();
    let text = pack();
    std::fs::write(place.join("big.policy"), &text).unwrap();
    let mut server = Command::new(env!("CARGO_BIN_EXE_vires"))
        .arg("lsp")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut to = server.stdin.take().unwrap();
    let mut from = BufReader::new(server.stdout.take().unwrap());
    let root = format!("file://{}", folder.path().canonicalize().unwrap().display());
    let uri = format!("{root}/big/big.policy");
    send(
        &mut to,
        &json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": { "rootUri": root, "capabilities": {} } }),
    );
    receive(&mut from);
    let start = Instant::now();
    send(
        &mut to,
        &json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": { "textDocument": { "uri": uri, "languageId": "vires-policy", "version": 0, "text": text } } }),
    );
    let problems = told(&mut from, &uri, 0);
    println!(
        "{:.1} MB, {NORMS} norms, {problems} problems; first reading {:.0} ms",
        text.len() as f64 / 1e6,
        start.elapsed().as_secs_f64() * 1e3
    );
    let clause = "  unless    concerned-1(c, y) and population of c less than 12";
    let mut times = Vec::with_capacity(edits);
    let ticks_before = ticks(server.id());
    let (mut version, mut at, mut line) = (0, 0, 0);
    for edit in 0..edits {
        // A clause is typed letter by letter into a duty, then taken out with one stroke; then it is another duty's turn.
        if at == 0 {
            let duty = (edit * 7919) % NORMS;
            let place = text.find(&format!("duty matter-{duty} ")).unwrap();
            line = text[..place].matches('\n').count() + 5;
        }
        let (range, new) = match at {
            0 => ((0, 0), "\n".to_owned()),
            at if at <= clause.len() => ((at - 1, at - 1), clause[at - 1..at].to_owned()),
            _ => ((0, clause.len() + 1), String::new()),
        };
        let whole_line = at > clause.len();
        let start = json!({ "line": line, "character": range.0 });
        let end = match whole_line {
            true => json!({ "line": line + 1, "character": 0 }),
            false => json!({ "line": line, "character": range.1 }),
        };
        version += 1;
        let now = Instant::now();
        send(
            &mut to,
            &json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": {
                "textDocument": { "uri": uri, "version": version },
                "contentChanges": [{ "range": { "start": start, "end": end }, "text": new }] } }),
        );
        let problems = told(&mut from, &uri, version);
        times.push(now.elapsed().as_secs_f64() * 1e3);
        if whole_line {
            assert_eq!(problems, 0, "what was typed is taken out again");
        }
        at = if whole_line { 0 } else { at + 1 };
        if (edit == edits / 10 || edit + 1 == edits)
            && let Some(memory) = memory(server.id())
        {
            println!("after {} keystrokes: {} MB", edit + 1, memory / 1024);
        }
    }
    times.sort_by(f64::total_cmp);
    println!(
        "a keystroke: median {:.1} ms, 95% {:.1} ms, 99% {:.1} ms, longest {:.1} ms",
        quantile(&times, 0.5),
        quantile(&times, 0.95),
        quantile(&times, 0.99),
        quantile(&times, 1.0)
    );
    if let (Some(before), Some(after)) = (ticks_before, ticks(server.id())) {
        let each = (after - before) as f64 * 10.0 / edits as f64;
        println!("processor time of the server: {each:.1} ms a keystroke");
    }
    drop(to);
    server.wait().unwrap();
}
