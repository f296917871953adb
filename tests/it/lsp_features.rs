//! What editors ask the language server, on the packs of the repository: names, completion, scenarios, colours.

use serde_json::{Value, json};

use crate::lsp_client::{Client, at, edit, find, with_edits};

const PLANNING: &str = "functions-of-ccgs/2-planning.policy";

fn ccgs() -> Client {
    let mut client = Client::on_copy_of("policies");
    assert_eq!(client.open(PLANNING), Vec::<String>::new());
    client
}

fn place(client: &Client, path: &str, part: &str, into: usize) -> Value {
    json!({
        "textDocument": { "uri": client.uri(path) },
        "position": find(&client.on_disk(path), part, into),
    })
}

/// The texts of a file's stretches.
fn slice(text: &str, range: &Value) -> String {
    let line = |place: &Value| place["line"].as_u64().unwrap() as usize;
    let column = |place: &Value| place["character"].as_u64().unwrap() as usize;
    assert_eq!(
        line(&range["start"]),
        line(&range["end"]),
        "on one line: {range}"
    );
    let units: Vec<u16> = text
        .lines()
        .nth(line(&range["start"]))
        .unwrap()
        .encode_utf16()
        .collect();
    String::from_utf16(&units[column(&range["start"])..column(&range["end"])]).unwrap()
}

#[test]
fn hover_says_what_a_name_names_and_what_a_literal_means() {
    let pack = "\
policy club \"A club\"
  in force   from 1 January 2013
  powers of Club are not exhaustive

source rules \"The rules\" {
  clause R.1 \"The club meets every year\"
}

kind Body
kind Club \"sports club\" is a Body, statutory

act meet(place: text) \"{actor} met at {place}\"

duty meet-yearly \"Meet once a year\" {
  source    R.1
  bearer    c: Club
  each      financial-year y
  must      meet() within 5 working days from start of y
}
";
    let scenario = "\
scenario \"A year\"
  as of 31 March 2014

given
  rovers is a Club \"Rovers\"

timeline
  5 April 2013   rovers does meet(place: \"the hall\")

expect
  duty meet-yearly of rovers for 2013/14 is discharged
";
    let mut client = Client::new(&[("club/club.policy", pack), ("club/year.scenario", scenario)]);
    client.open("club/club.policy");
    let told = client.open("club/year.scenario");
    let mut hover = |path: &str, part: &str, into: usize| -> String {
        let asked = place(&client, path, part, into);
        let hover = client.request("textDocument/hover", asked);
        hover["contents"]["value"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    let duty = hover("club/year.scenario", "meet-yearly", 3);
    assert!(
        told.is_empty() || told.iter().all(|told| told.contains("P")),
        "{told:?}"
    );
    for part in [
        "**duty** `meet-yearly`: Meet once a year",
        "every `Club`",
        "meet()",
        "in force from 1 January 2013",
        "R.1 (The club meets every year), The rules",
    ] {
        assert!(duty.contains(part), "{part}\n{duty}");
    }
    assert!(hover("club/club.policy", "R.1\n", 0).contains("The rules"));
    assert!(hover("club/club.policy", "c: Club", 0).contains("`Club`"));
    assert!(hover("club/year.scenario", "rovers does", 1).contains("a `Club`, of this scenario"));
    assert!(
        hover("club/year.scenario", "2013/14", 2).contains("from 1 April 2013 to 31 March 2014")
    );
    assert!(hover("club/year.scenario", "31 March 2014", 4).contains("a Monday"));
    assert!(hover("club/club.policy", "5 working days", 4).contains("Saturdays"));
    assert!(hover("club/club.policy", "bearer", 2).contains("who must"));
    assert_eq!(hover("club/club.policy", "\n\nkind Body", 0), "");
    assert_eq!(client.end(), 0);
}

#[test]
fn from_a_norm_to_the_clause_it_cites_and_from_a_scenario_to_the_norm() {
    let mut client = ccgs();
    let planning = client.on_disk(PLANNING);
    let cited = planning.find("source ").unwrap();
    let clause = planning[cited..]
        .split([',', '\n', ' '])
        .filter(|word| !word.is_empty())
        .nth(1)
        .unwrap()
        .to_owned();
    let asked = place(&client, PLANNING, &clause.to_string(), 1);
    let found = client.request("textDocument/definition", asked.clone());
    assert!(
        found["uri"].as_str().unwrap().ends_with("source.policy"),
        "{found}"
    );
    let source = client.on_disk("functions-of-ccgs/source.policy");
    assert_eq!(slice(&source, &found["range"]), clause);
    // Kinds of the pack that is used.
    let kind = client.request(
        "textDocument/definition",
        place(&client, PLANNING, "c: CCG", 3),
    );
    assert!(
        kind["uri"]
            .as_str()
            .unwrap()
            .ends_with("bodies/bodies.policy"),
        "{kind}"
    );
    // Who uses the clause, with and without its declaration.
    let mut with = asked;
    with["context"] = json!({ "includeDeclaration": true });
    let all = client.request("textDocument/references", with.clone());
    with["context"] = json!({ "includeDeclaration": false });
    let uses = client.request("textDocument/references", with);
    assert_eq!(
        all.as_array().unwrap().len(),
        uses.as_array().unwrap().len() + 1
    );
    assert!(uses.as_array().unwrap().iter().any(|found| {
        found["uri"]
            .as_str()
            .unwrap()
            .ends_with("2-planning.policy")
    }));
    assert_eq!(client.end(), 0);
}

/// Makes the changes of a workspace edit in the folder; gives the files they touch.
fn apply(client: &Client, edit: &Value) -> Vec<String> {
    let mut touched = Vec::new();
    for (uri, edits) in edit["changes"].as_object().unwrap() {
        let path = client.path(uri);
        let text = with_edits(&client.on_disk(&path), edits.as_array().unwrap());
        std::fs::write(client.folder.path().join(&path), text).unwrap();
        touched.push(path);
    }
    touched.sort();
    touched
}

#[test]
fn a_name_is_changed_in_all_files_of_a_pack_and_the_pack_means_the_same() {
    let mut client = Client::on_copy_of("policies");
    let before = crate::cli::vires(
        client.folder.path(),
        &["run", "functions-of-ccgs", "--format", "json"],
    );
    client.open("bodies/bodies.policy");
    let mut renamed = place(&client, "bodies/bodies.policy", "kind CCG", 6);
    let offered = client.request("textDocument/prepareRename", renamed.clone());
    assert_eq!(offered["placeholder"], "CCG");
    for (name, code) in [
        ("Body", -32803),
        ("ccg", -32803),
        ("a b", -32803),
        ("duty", -32803),
        ("", -32803),
        ("Gruppe-ö", 0),
    ] {
        renamed["newName"] = json!(name);
        if code != 0 {
            assert_eq!(
                client.refused("textDocument/rename", renamed.clone()),
                code,
                "{name}"
            );
            continue;
        }
        let edit = client.request("textDocument/rename", renamed.clone());
        let touched = apply(&client, &edit);
        assert!(touched.len() >= 5, "{touched:?}");
        assert!(
            touched.iter().any(|path| path.ends_with(".scenario")),
            "{touched:?}"
        );
    }
    let after = crate::cli::vires(
        client.folder.path(),
        &["run", "functions-of-ccgs", "--format", "json"],
    );
    assert_eq!((before.code, after.code), (0, 0), "{}", after.err);
    let verdicts = |out: &str| {
        let record: Value = serde_json::from_str(out).unwrap();
        record["summary"].to_string() + &record["totals"].to_string()
    };
    assert_eq!(verdicts(&before.out), verdicts(&after.out));
    assert_eq!(client.end(), 0);
}

#[test]
fn individuals_of_a_scenario_and_variables_are_renamed_where_they_are_known() {
    let scenario = "functions-of-ccgs/a-year-of-planning.scenario";
    let mut client = ccgs();
    client.open(scenario);
    let text = client.on_disk(scenario);
    let name = text
        .lines()
        .find_map(|line| {
            line.trim()
                .split_once(" is a CCG")
                .map(|(name, _)| name.to_owned())
        })
        .unwrap();
    let mut asked = place(&client, scenario, &format!("{name} is a CCG"), 1);
    asked["newName"] = json!("somewhere");
    let edit = client.request("textDocument/rename", asked);
    let files: Vec<&String> = edit["changes"].as_object().unwrap().keys().collect();
    assert_eq!(files, [&client.uri(scenario)]);
    let edits = edit["changes"][client.uri(scenario)].as_array().unwrap();
    assert!(edits.len() > 1);
    let planning = client.on_disk(PLANNING);
    let mut asked = place(&client, PLANNING, "bearer    c: CCG", 10);
    asked["newName"] = json!("group");
    let edit = client.request("textDocument/rename", asked);
    let changed = with_edits(
        &planning,
        edit["changes"][client.uri(PLANNING)].as_array().unwrap(),
    );
    assert_eq!(client.replace(PLANNING, &changed), Vec::<String>::new());
    assert_eq!(changed.matches("bearer    group: CCG").count(), 1);
    assert_eq!(client.end(), 0);
}

fn labels(completion: &Value) -> Vec<String> {
    let items = completion["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| item["label"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn completion_knows_where_it_stands() {
    let pack = "\
policy club \"A club\"
  in force   from 1 January 2013
  powers of Club are not exhaustive

source rules \"The rules\" {
  clause R.1 \"The club meets every year\"
  clause R.2 \"The club has a hall\"
}

kind Body
kind Club is a Body, statutory
kind Hall

values Topic { rules  money-matters }

act meet(hall: Hall, on: Topic) \"{actor} met\"

fact has-hall(club: Club)

duty meet-yearly \"Meet once a year\" {
  source    R.1
  bearer    c: Club
  each      financial-year y
  must      meet() before end of y
}
";
    let mut client = Client::new(&[("club/club.policy", pack)]);
    client.open("club/club.policy");
    let end = pack.lines().count() as u32;
    let mut typed = |text: &str| -> Vec<String> {
        client.replace("club/club.policy", &format!("{pack}\n{text}"));
        let lines: Vec<&str> = text.split('\n').collect();
        let position = at(
            end + lines.len() as u32,
            lines.last().unwrap().chars().count() as u32,
        );
        let asked = json!({ "textDocument": { "uri": client.uri("club/club.policy") }, "position": position });
        labels(&client.request("textDocument/completion", asked))
    };
    let has = |labels: &[String], wanted: &[&str]| {
        for wanted in wanted {
            assert!(
                labels.iter().any(|label| label == wanted),
                "{wanted}: {labels:?}"
            );
        }
    };
    has(&typed("du"), &["duty"]);
    has(
        &typed("duty x {\n  "),
        &["bearer", "must", "when", "source"],
    );
    has(&typed("duty x {\n  be"), &["bearer"]);
    assert_eq!(typed("duty x {\n  source    R.")[..2], ["R.1", "R.2"]);
    has(&typed("duty x {\n  bearer    c: "), &["Club", "Hall"]);
    has(
        &typed("duty x {\n  each      "),
        &["financial-year", "month"],
    );
    has(
        &typed("duty x {\n  bearer c: Club\n  must      "),
        &["meet", "keep", "anything"],
    );
    assert_eq!(
        typed("duty x {\n  bearer c: Club\n  must      meet("),
        ["hall:", "on:"]
    );
    assert_eq!(
        typed("duty x {\n  bearer c: Club\n  must      meet(on: rules, "),
        ["hall:"]
    );
    let values = typed("duty x {\n  bearer c: Club\n  must      meet(on: ");
    has(&values, &["rules", "money-matters"]);
    assert!(!values.contains(&"Club".to_owned()) && !values.contains(&"has-hall".to_owned()));
    let condition = typed("duty x {\n  bearer c: Club\n  if        ");
    has(&condition, &["has-hall", "c", "not"]);
    has(
        &typed("duty x {\n  bearer c: Club\n  if        has-hall("),
        &["c"],
    );
    has(&typed("kind X is a "), &["Club", "Body"]);
    has(&typed("duty x {\n  overrides "), &["meet-yearly"]);
    assert_eq!(typed("# du"), Vec::<String>::new());
    assert_eq!(typed("act x \"du"), Vec::<String>::new());
    assert_eq!(client.end(), 0);
}

#[test]
fn every_place_of_every_file_is_answered() {
    let mut client = ccgs();
    let scenario = "functions-of-ccgs/contracts.scenario";
    client.open(scenario);
    for path in [PLANNING, scenario] {
        let text = client.on_disk(path);
        let uri = client.uri(path);
        let lines = text.lines().count() as u32;
        for line in (0..lines).step_by(23) {
            for column in [0, 2, 9, 14, 25, 400] {
                let asked = json!({
                    "textDocument": { "uri": uri },
                    "position": at(line, column),
                    "context": { "includeDeclaration": true },
                });
                for method in [
                    "textDocument/hover",
                    "textDocument/completion",
                    "textDocument/definition",
                    "textDocument/prepareCallHierarchy",
                ] {
                    let mut asked = asked.clone();
                    if method == "textDocument/completion" {
                        asked.as_object_mut().unwrap().remove("context");
                    }
                    client.request(method, asked);
                }
            }
        }
    }
    assert_eq!(client.end(), 0);
}

#[test]
fn a_scenario_is_run_with_a_click_and_its_lines_say_when_things_are_due() {
    let scenario = "functions-of-ccgs/a-year-of-planning.scenario";
    let mut client = ccgs();
    assert_eq!(client.open(scenario), Vec::<String>::new());
    let text_document = json!({ "uri": client.uri(scenario) });
    let lenses = client.request(
        "textDocument/codeLens",
        json!({ "textDocument": text_document }),
    );
    let first = &lenses[0]["command"];
    assert_eq!(
        (&first["title"], &first["command"]),
        (&json!("run"), &json!("vires.runScenario"))
    );
    let count = lenses.as_array().unwrap().len();
    let command = json!({ "command": first["command"], "arguments": first["arguments"] });
    let ran = client.request("workspace/executeCommand", command);
    assert_eq!(ran["scenarios"][0]["met"], true, "{ran}");
    let title = first["arguments"][1].as_str().unwrap().to_owned();
    assert!(ran["text"].as_str().unwrap().starts_with(&title));
    let lenses = client.request(
        "textDocument/codeLens",
        json!({ "textDocument": text_document }),
    );
    assert_eq!(lenses.as_array().unwrap().len(), count + 1);
    assert!(
        lenses[1]["command"]["title"]
            .as_str()
            .unwrap()
            .contains("expectations are met"),
        "{lenses}"
    );
    let hints = client.request(
        "textDocument/inlayHint",
        json!({ "textDocument": text_document, "range": { "start": at(0, 0), "end": at(9999, 0) } }),
    );
    let hints = hints.as_array().unwrap();
    assert!(
        hints
            .iter()
            .any(|hint| hint["label"].as_str().unwrap().contains("due ")),
        "{hints:?}"
    );
    // Why: at the line of an expectation.
    let text = client.on_disk(scenario);
    let place = find(&text, "\nexpect\n", 9);
    let why = client.request(
        "workspace/executeCommand",
        json!({ "command": "vires.explain", "arguments": [client.uri(scenario), place] }),
    );
    assert!(
        why["text"]
            .as_str()
            .unwrap()
            .contains("the expectation is met"),
        "{why}"
    );
    for arguments in [
        json!([]),
        json!([3]),
        json!(["file:///nowhere.scenario"]),
        json!([client.uri(scenario), { "line": "x" }]),
    ] {
        for command in ["vires.runScenario", "vires.explain", "vires.nothing"] {
            let id = client.ask(
                "workspace/executeCommand",
                json!({ "command": command, "arguments": arguments }),
            );
            client.answer(&json!(id));
        }
    }
    assert_eq!(client.end(), 0);
}

#[test]
fn who_is_under_a_norm_and_what_speaks_of_it() {
    let mut client = ccgs();
    let planning = client.on_disk(PLANNING);
    let duty = planning
        .lines()
        .find_map(|line| line.strip_prefix("duty "))
        .unwrap();
    let name = duty.split(' ').next().unwrap();
    let asked = place(&client, PLANNING, &format!("duty {name}"), 6);
    let items = client.request("textDocument/prepareCallHierarchy", asked);
    assert_eq!(items[0]["name"], name);
    let under = client.request("callHierarchy/outgoingCalls", json!({ "item": items[0] }));
    let under = under.as_array().unwrap();
    assert!(!under.is_empty());
    assert!(
        under
            .iter()
            .any(|step| step["to"]["uri"].as_str().unwrap().ends_with(".scenario"))
    );
    let spoken = client.request("callHierarchy/incomingCalls", json!({ "item": items[0] }));
    for step in spoken.as_array().unwrap() {
        let path = client.path(step["from"]["uri"].as_str().unwrap());
        let text = client.on_disk(&path);
        for range in step["fromRanges"].as_array().unwrap() {
            assert_eq!(slice(&text, range), name);
        }
    }
    assert_eq!(client.end(), 0);
}

#[test]
fn words_have_their_colours_and_declarations_can_be_folded() {
    let mut client = ccgs();
    let text = client.on_disk(PLANNING);
    let text_document = json!({ "uri": client.uri(PLANNING) });
    let full = client.request(
        "textDocument/semanticTokens/full",
        json!({ "textDocument": text_document }),
    );
    let data: Vec<u64> = full["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|n| n.as_u64().unwrap())
        .collect();
    let (mut line, mut character) = (0, 0);
    let mut words = Vec::new();
    for token in data.chunks(5) {
        line += token[0];
        character = if token[0] == 0 {
            character + token[1]
        } else {
            token[1]
        };
        let range = json!({ "start": at(line as u32, character as u32), "end": at(line as u32, (character + token[2]) as u32) });
        words.push((slice(&text, &range), token[3]));
    }
    for (word, sort) in [("duty", 0), ("CCG", 4), ("c", 13), ("financial-year", 5)] {
        let found = words.iter().find(|(of, _)| of == word);
        if let Some((_, found)) = found {
            assert!(
                *found == sort || word == "financial-year",
                "{word}: {found}"
            );
        }
    }
    assert!(words.iter().any(|(word, sort)| word == "CCG" && *sort == 4));
    // A part of it is the same part.
    let part = client.request(
        "textDocument/semanticTokens/range",
        json!({ "textDocument": text_document, "range": { "start": at(10, 0), "end": at(20, 0) } }),
    );
    let of_part = part["data"].as_array().unwrap().len() / 5;
    let mut line = 0;
    let in_lines = data.chunks(5).filter(|token| {
        line += token[0];
        (10..20).contains(&line)
    });
    assert_eq!(of_part, in_lines.count());
    let folds = client.request(
        "textDocument/foldingRange",
        json!({ "textDocument": text_document }),
    );
    let lines: Vec<&str> = text.lines().collect();
    let duties = lines
        .iter()
        .filter(|line| line.starts_with("duty "))
        .count();
    let folded = folds.as_array().unwrap().iter().filter(|fold| {
        let first = fold["startLine"].as_u64().unwrap() as usize;
        lines[first].starts_with("duty ")
            && lines[fold["endLine"].as_u64().unwrap() as usize] == "}"
    });
    assert_eq!(folded.count(), duties);
    assert_eq!(client.end(), 0);
}

#[test]
fn a_part_is_formatted_alone() {
    let mut client = ccgs();
    let text = client.on_disk(PLANNING);
    let untidy = text.replace("  bearer    c: CCG", "  bearer c:CCG");
    let changed: Vec<u32> = untidy
        .lines()
        .zip(0..)
        .filter(|(line, _)| *line == "  bearer c:CCG")
        .map(|(_, number)| number)
        .collect();
    client.replace(PLANNING, &untidy);
    let options = json!({ "tabSize": 2, "insertSpaces": true });
    let text_document = json!({ "uri": client.uri(PLANNING) });
    let edits = client.request(
        "textDocument/rangeFormatting",
        json!({
            "textDocument": text_document,
            "options": options,
            "range": { "start": at(changed[1], 0), "end": at(changed[1], 4) },
        }),
    );
    let part = with_edits(&untidy, edits.as_array().unwrap());
    assert_eq!(part.matches("  bearer c:CCG").count(), changed.len() - 1);
    let edits = client.request(
        "textDocument/formatting",
        json!({ "textDocument": text_document, "options": options }),
    );
    assert_eq!(with_edits(&untidy, edits.as_array().unwrap()), text);
    assert_eq!(client.end(), 0);
}

#[test]
fn edits_that_come_faster_than_answers_end_in_what_is_there() {
    let mut client = ccgs();
    let uri = client.uri(PLANNING);
    let symbols = client.request(
        "textDocument/documentSymbol",
        json!({ "textDocument": { "uri": uri } }),
    );
    let line = symbols[0]["selectionRange"]["start"]["line"]
        .as_u64()
        .unwrap() as usize;
    let mut ids = Vec::new();
    for round in 0..200_u32 {
        client.change(
            PLANNING,
            json!([edit((0, 0), (0, 0), &format!("# {round}\n"))]),
        );
        ids.push(client.ask(
            "textDocument/documentSymbol",
            json!({ "textDocument": { "uri": uri } }),
        ));
        if round % 3 == 0 {
            client.notify("$/cancelRequest", json!({ "id": ids[ids.len() - 1] }));
        }
    }
    client.change(PLANNING, json!([edit((0, 0), (200, 0), "")]));
    // Each is answered once, in order, with the text as it was then or with a refusal.
    let mut cancelled = 0;
    for (round, id) in ids.iter().enumerate() {
        let answer = client.answer(&json!(id));
        if answer["error"]["code"] == -32800 {
            cancelled += 1;
        } else {
            let first = &answer["result"][0]["selectionRange"]["start"]["line"];
            assert_eq!(first.as_u64().unwrap() as usize, line + round + 1);
        }
    }
    assert!(cancelled < ids.len());
    assert_eq!(client.problems(PLANNING), Vec::<String>::new());
    assert_eq!(client.end(), 0);
}

#[test]
fn a_broken_item_leaves_the_others_working_and_undo_brings_it_back() {
    let mut client = ccgs();
    let text = client.on_disk(PLANNING);
    let duty = text
        .lines()
        .position(|line| line.starts_with("duty "))
        .unwrap() as u32;
    let head = text.lines().nth(duty as usize).unwrap();
    let units = head.encode_utf16().count() as u32;
    let told = client.edit(PLANNING, (duty, 0), (duty, units), "duty {");
    assert!(!told.is_empty());
    let symbols = client.request(
        "textDocument/documentSymbol",
        json!({ "textDocument": { "uri": client.uri(PLANNING) } }),
    );
    let broken = symbols.as_array().unwrap().len();
    assert_eq!(
        client.edit(PLANNING, (duty, 0), (duty, 6), head),
        Vec::<String>::new()
    );
    let symbols = client.request(
        "textDocument/documentSymbol",
        json!({ "textDocument": { "uri": client.uri(PLANNING) } }),
    );
    assert!(broken + 1 == symbols.as_array().unwrap().len() && broken > 5);
    // What another file needs is taken away, and what is wrong there is told there.
    client.open("functions-of-ccgs/source.policy");
    let source = client.on_disk("functions-of-ccgs/source.policy");
    client.replace("functions-of-ccgs/source.policy", "");
    client.wait(PLANNING);
    let path = client.uri(PLANNING);
    while client.told[&path]["diagnostics"]
        .as_array()
        .unwrap()
        .is_empty()
    {
        client.receive();
    }
    client.replace("functions-of-ccgs/source.policy", &source);
    while !client.told[&path]["diagnostics"]
        .as_array()
        .unwrap()
        .is_empty()
    {
        client.receive();
    }
    assert_eq!(client.end(), 0);
}

#[test]
fn names_are_found_in_packs_of_which_nothing_is_open() {
    let mut client = Client::on_copy_of("policies");
    let found = |client: &mut Client, query: &str| -> Vec<(String, String)> {
        let found = client.request("workspace/symbol", json!({ "query": query }));
        let found = found.as_array().unwrap().iter();
        found
            .map(|one| {
                let path = client.path(one["location"]["uri"].as_str().unwrap());
                (one["name"].as_str().unwrap().to_owned(), path)
            })
            .collect()
    };
    let declares = |found: &[(String, String)], name: &str, folder: &str| {
        let ours = found
            .iter()
            .filter(|(of, path)| of == name && path.starts_with(folder));
        ours.count()
    };
    // Nothing is open at all.
    let all = found(&mut client, "CCG");
    assert_eq!(declares(&all, "CCG", "bodies/"), 1, "{all:?}");
    // A pack that is open and those below the folder have each name once.
    client.open(PLANNING);
    let all = found(&mut client, "CCG");
    assert_eq!(declares(&all, "CCG", "bodies/"), 1, "{all:?}");
    for (name, folder) in [
        ("approve-strategy", "scheme-of-delegation/"),
        ("publish", "functions-of-ccgs/"),
    ] {
        let all = found(&mut client, name);
        assert_eq!(declares(&all, name, folder), 1, "{name}: {all:?}");
    }
    assert_eq!(client.end(), 0);
}

#[test]
fn explain_at_the_cursor_gives_the_reasons_that_the_command_line_gives() {
    let mut client = Client::new(&[
        ("club/club.policy", crate::lsp_mistakes::POLICY),
        ("club/year.scenario", crate::lsp_mistakes::SCENARIO),
    ]);
    client.open("club/year.scenario");
    let why = |client: &mut Client, part: &str| {
        let place = find(crate::lsp_mistakes::SCENARIO, part, 0);
        let uri = client.uri("club/year.scenario");
        let why = client.request(
            "workspace/executeCommand",
            json!({ "command": "vires.explain", "arguments": [uri, place] }),
        );
        why["text"].as_str().unwrap().to_owned()
    };
    let told = |arguments: &[&str]| {
        let mut all = vec!["explain", "club"];
        all.extend(arguments);
        let out = crate::cli::vires(client.folder.path(), &all);
        assert_eq!(out.code, 0, "{}", out.err);
        out.out.trim_end().to_owned()
    };
    let duty = told(&[
        "--duty",
        "keep-accounts",
        "--of",
        "rovers",
        "--for",
        "2013/14",
    ]);
    let act = told(&["--act", "published its accounts"]);
    let at_duty = why(&mut client, "duty keep-accounts");
    assert!(at_duty.starts_with("the expectation is met"), "{at_duty}");
    assert!(
        at_duty.ends_with(&duty),
        "{at_duty}\nbut the command line: {duty}"
    );
    let at_act = why(&mut client, "5 April 2013 ");
    assert!(
        at_act.contains(&act),
        "{at_act}\nbut the command line: {act}"
    );
    assert_eq!(client.end(), 0);
}
