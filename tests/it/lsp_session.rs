//! A session with the language server: its beginning and end, edits, nonsense.

use serde_json::{Value, json};

use crate::lsp_client::{Client, at, edit, with_edits};

/// A small policy without a fault.
pub const CLUB: &str = "\
policy club \"A club\"
  in force   from 1 January 2013
  powers of Club are not exhaustive

kind Club is a Body, statutory
kind Body

act meet(place: text) \"{actor} met at {place}\"

duty meet-yearly \"Meet once a year\" {
  bearer    c: Club
  each      financial-year y
  must      meet() before end of y
}
";

#[test]
fn a_session_has_a_beginning_and_an_end() {
    let mut client = Client::silent(&[("club/club.policy", CLUB)]);
    assert_eq!(client.refused("textDocument/hover", json!({})), -32002);
    let can = client.initialize();
    assert_eq!(can["positionEncoding"], "utf-16");
    assert_eq!(
        client.refused("initialize", json!({ "capabilities": {} })),
        -32600
    );
    assert_eq!(client.refused("textDocument/nothing", json!({})), -32601);
    assert_eq!(
        client.refused("textDocument/formatting", json!({ "x": 1 })),
        -32602
    );
    assert_eq!(client.end(), 0);
}

#[test]
fn after_shutdown_only_exit_is_left() {
    let mut client = Client::new(&[("club/club.policy", CLUB)]);
    client.request("shutdown", Value::Null);
    assert_eq!(client.refused("shutdown", Value::Null), -32600);
    client.hang_up();
    assert_eq!(client.exit_code(), 0);
}

#[test]
fn a_client_that_goes_away_ends_the_server() {
    let mut client = Client::new(&[("club/club.policy", CLUB)]);
    client.open("club/club.policy");
    client.hang_up();
    assert_eq!(client.exit_code(), 1);
    let mut other = Client::silent(&[]);
    other.notify("exit", Value::Null);
    assert_eq!(other.exit_code(), 1);
    let mut third = Client::silent(&[]);
    third.raw(b"Content-Length: 1000\r\n\r\n{\"jsonrpc\":");
    third.hang_up();
    assert_eq!(third.exit_code(), 1);
}

#[test]
fn nonsense_is_refused_and_the_session_goes_on() {
    let mut client = Client::new(&[("club/club.policy", CLUB)]);
    client.raw(b"Content-Length: 5\r\n\r\n{nope");
    assert_eq!(client.answer(&Value::Null)["error"]["code"], -32700);
    client.raw(b"Content-Length: 2\r\nContent-Type: x\r\n\r\n[]");
    assert_eq!(client.answer(&Value::Null)["error"]["code"], -32600);
    client.raw(b"Content-Length: 8\r\n\r\n{\"id\":7}");
    assert_eq!(client.answer(&json!(7))["error"]["code"], -32600);
    client.raw(b"what is this\n\r\n\r\nContent-Length: -4\r\n\r\nContent-Length: 99999999999999999999\r\n\r\n\xff\xfe\r\n");
    let text_document = json!({ "uri": client.uri("club/club.policy") });
    for params in [
        json!(null),
        json!([]),
        json!("x"),
        json!({}),
        json!({ "textDocument": text_document, "contentChanges": [{ "range": 3, "text": 4 }] }),
        json!({ "textDocument": { "uri": "untitled:1", "version": 1 }, "contentChanges": [] }),
    ] {
        for method in [
            "textDocument/didOpen",
            "textDocument/didChange",
            "textDocument/didClose",
            "textDocument/didSave",
            "workspace/didChangeWatchedFiles",
            "workspace/didChangeWorkspaceFolders",
            "workspace/didChangeConfiguration",
            "$/cancelRequest",
            "$/setTrace",
            "no/such/thing",
        ] {
            client.notify(method, params.clone());
        }
    }
    assert_eq!(client.open("club/club.policy"), Vec::<String>::new());
    // Places that are nowhere are held within the text.
    client.change(
        "club/club.policy",
        json!([edit((900, 900), (4_000_000_000, 4_000_000_000), "\n")]),
    );
    assert_eq!(client.problems("club/club.policy"), Vec::<String>::new());
    assert_eq!(client.end(), 0);
}

#[test]
fn what_is_typed_is_told_in_the_words_of_the_command_line() {
    let mut client = Client::new(&[("club/club.policy", CLUB)]);
    assert_eq!(client.open("club/club.policy"), Vec::<String>::new());
    let broken = CLUB.replace("must      meet()", "must      met()");
    let told = client.replace("club/club.policy", &broken);
    let place = client.folder.path().join("club/club.policy");
    std::fs::write(&place, &broken).unwrap();
    let checked = crate::cli::vires(client.folder.path(), &["check", "club"]);
    assert!(!told.is_empty());
    for diagnostic in client.diagnostics("club/club.policy") {
        for line in diagnostic["message"].as_str().unwrap().lines() {
            let words = line
                .trim_start_matches("help: ")
                .trim_start_matches("note: ");
            assert!(
                checked.err.contains(words) || checked.out.contains(words),
                "{words}\n{}",
                checked.out
            );
        }
    }
    // Half a clause, letter by letter, and everything is well again at the end.
    let line = CLUB
        .lines()
        .position(|line| line.contains("must "))
        .unwrap() as u32;
    let clause = "  must      meet() before end of y";
    client.replace(
        "club/club.policy",
        &CLUB.replace("must      meet() before end of y", "\n"),
    );
    client.replace("club/club.policy", &CLUB.replace(clause, ""));
    for (at, letter) in clause.char_indices() {
        let at = at as u32;
        client.change(
            "club/club.policy",
            json!([edit((line, at), (line, at), &letter.to_string())]),
        );
    }
    assert_eq!(client.problems("club/club.policy"), Vec::<String>::new());
    assert_eq!(client.end(), 0);
}

#[test]
fn columns_are_counted_in_utf_16_and_lines_may_end_with_a_carriage_return() {
    let policy = CLUB
        .replace("{actor} met at {place}", "😀 {actor} met at {place}")
        .replace("act meet(place: text) ", "act meet(place: txt) ");
    let policy = policy.replace("\"Meet once a year\"", "\"Größe 😀\" \\");
    let policy = policy.replace('\n', "\r\n");
    let mut client = Client::new(&[("club/club.policy", &policy)]);
    let told = client.open("club/club.policy");
    assert!(
        told.iter().any(|told| told.starts_with("7:16 P")),
        "{told:?}"
    );
    assert!(
        told.iter().any(|told| told.starts_with("9:28 P")),
        "{told:?}"
    );
    // An edit behind the emoji.
    let told = client.edit("club/club.policy", (9, 27), (9, 29), "");
    assert!(!told.iter().any(|told| told.starts_with("9:")), "{told:?}");
    assert_eq!(client.end(), 0);
}

#[test]
fn a_text_is_formatted_and_its_symbols_are_listed() {
    let untidy = CLUB.replace("  bearer    c: Club", "  bearer c:Club");
    let mut client = Client::new(&[("club/club.policy", &untidy)]);
    client.open("club/club.policy");
    let text_document = json!({ "uri": client.uri("club/club.policy") });
    let options = json!({ "tabSize": 2, "insertSpaces": true });
    let edits = client.request(
        "textDocument/formatting",
        json!({ "textDocument": text_document, "options": options }),
    );
    assert_eq!(with_edits(&untidy, edits.as_array().unwrap()), CLUB);
    let symbols = client.request(
        "textDocument/documentSymbol",
        json!({ "textDocument": text_document }),
    );
    let names: Vec<&str> = symbols
        .as_array()
        .unwrap()
        .iter()
        .map(|symbol| symbol["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["club", "Club", "Body", "meet", "meet-yearly"]);
    assert_eq!(symbols[4]["detail"], "Meet once a year");
    assert_eq!(symbols[4]["selectionRange"]["start"], at(9, 5));
    let found = client.request("workspace/symbol", json!({ "query": "mtyr" }));
    assert_eq!(found[0]["name"], "meet-yearly");
    assert_eq!(found.as_array().unwrap().len(), 1);
    assert_eq!(client.end(), 0);
}
