//! Policies resolved: what is right has no messages and is what was meant; what is wrong has these messages.

use std::fmt::Write;

use vires::{
    base::{
        source_map::SourceMap,
        span::{FileId, Span},
    },
    diagnostics::{
        diagnostic::{Diagnostic, Place},
        problems::Problems,
        style::style_fault,
    },
    resolve::{
        index,
        input::{NoSheets, PackInput},
        policy::{Resolution, policy},
    },
    syntax::{dump, parse::policy::parse_policy, split::item_starts},
    tree::policy::PolicyFile,
};

/// A pack as text: its name, and its files with their paths.
pub struct TextPack {
    pub name: String,
    pub files: Vec<(String, String)>,
}

/// The packs resolved, the last of them as the main one, with the messages of parsing and resolving.
pub fn resolved(packs: &[TextPack]) -> (SourceMap, Resolution, Vec<Diagnostic>) {
    let mut map = SourceMap::new();
    let mut problems = Problems::new();
    let mut trees: Vec<Vec<(FileId, PolicyFile)>> = Vec::new();
    for pack in packs {
        let mut files = Vec::new();
        for (path, text) in &pack.files {
            let file = map.add(path.as_str(), text.as_str());
            map.set_items(file, item_starts(text));
            let (tree, found) = parse_policy(file, text);
            problems.append(found);
            files.push((file, tree));
        }
        trees.push(files);
    }
    let inputs: Vec<PackInput<'_>> = packs
        .iter()
        .zip(&trees)
        .enumerate()
        .map(|(at, (pack, files))| PackInput {
            name: pack.name.as_str().into(),
            files: files.iter().map(|(file, tree)| (*file, tree)).collect(),
            main: at + 1 == packs.len(),
        })
        .collect();
    let resolution = policy(&inputs, &NoSheets);
    problems.append(resolution.problems.clone());
    (map, resolution, problems.sorted())
}

/// One text as a pack of its own.
pub fn one(text: &str) -> Vec<TextPack> {
    vec![TextPack {
        name: "test".to_owned(),
        files: vec![("test.policy".to_owned(), text.to_owned())],
    }]
}

/// Messages, each with the lines it points at.
pub fn shown(map: &SourceMap, problems: &[Diagnostic]) -> String {
    let mut out = String::new();
    for diagnostic in problems {
        assert_eq!(
            style_fault(&diagnostic.message),
            None,
            "{}",
            diagnostic.message
        );
        if let Some(help) = &diagnostic.help {
            assert!(!help.ends_with('.'), "{help}");
        }
        writeln!(
            out,
            "{} {}: {}",
            diagnostic.severity, diagnostic.code, diagnostic.message
        )
        .unwrap();
        if let Place::Text(label) = &diagnostic.place {
            underline(&mut out, map, label.span, &label.text);
        }
        for label in &diagnostic.labels {
            underline(&mut out, map, label.span, &label.text);
        }
        for note in &diagnostic.notes {
            writeln!(out, "  note: {note}").unwrap();
        }
        if let Some(help) = &diagnostic.help {
            writeln!(out, "  help: {help}").unwrap();
        }
        out.push('\n');
    }
    out
}

fn underline(out: &mut String, map: &SourceMap, span: Span, text: &str) {
    let (start, end) = (map.start(span), map.end(span));
    let line = map.line_text(span.file, start.line);
    let last = if end.line == start.line {
        end.column
    } else {
        u32::try_from(line.chars().count()).unwrap() + 1
    };
    let width = last.saturating_sub(start.column).max(1) as usize;
    let path = map.path(span.file);
    let place = if path == "test.policy" {
        String::new()
    } else {
        format!("{path}:")
    };
    writeln!(out, "{place}{:>4} | {line}", start.line).unwrap();
    let blanks = " ".repeat(place.chars().count() + start.column as usize - 1);
    writeln!(out, "     | {blanks}{} {text}", "^".repeat(width)).unwrap();
}

/// The packs under `policies/` that a pack needs, itself last.
fn pack_folder(name: &str) -> Vec<TextPack> {
    let folder = format!("{}/policies/{name}", env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "policy"))
        .collect();
    paths.sort();
    let mut packs: Vec<TextPack> = Vec::new();
    let mut files = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        for line in text.lines() {
            if let Some(used) = line.strip_prefix("use ") {
                for pack in pack_folder(used.trim()) {
                    if packs.iter().all(|known| known.name != pack.name) {
                        packs.push(pack);
                    }
                }
            }
        }
        let path = path.file_name().unwrap().to_str().unwrap().to_owned();
        files.push((format!("{name}/{path}"), text));
    }
    packs.push(TextPack {
        name: name.to_owned(),
        files,
    });
    packs
}

#[test]
fn the_packs_resolve_without_a_message() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/policies");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().unwrap().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    names.sort();
    let mut all = String::new();
    for name in names {
        // Its spreadsheet is read by the stories; here no files are.
        if name == "scheme-of-delegation" {
            continue;
        }
        let (map, _, problems) = resolved(&pack_folder(&name));
        all.push_str(&shown(&map, &problems));
    }
    assert!(all.is_empty(), "{all}");
}

#[test]
fn wrong_policies_give_messages() {
    insta::glob!("../data/resolve/err", "*.policy", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let (map, _, problems) = resolved(&one(&text));
        let code = path.file_stem().unwrap().to_str().unwrap()[..5].to_owned();
        assert!(
            problems.iter().any(|problem| problem.code.id() == code),
            "{} gives no {code}",
            path.display()
        );
        // What all these files open with is left out of the record.
        let own = text.split_once("\n\n").map_or("", |(_, own)| own);
        insta::assert_snapshot!(format!("SOURCE\n{own}\nERROR\n{}", shown(&map, &problems)));
    });
}

#[test]
fn right_policies_mean_what_they_say() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/resolve/ok");
    for name in ["language", "lowering"] {
        let text = std::fs::read_to_string(format!("{folder}/{name}.policy")).unwrap();
        let (map, _, problems) = resolved(&one(&text));
        assert!(problems.is_empty(), "{}", shown(&map, &problems));
    }
    let text = std::fs::read_to_string(format!("{folder}/lowering.policy")).unwrap();
    let (_, resolution, _) = resolved(&one(&text));
    let mut out = String::new();
    for definition in resolution.policy().definitions.iter() {
        let bodies: Vec<_> = definition.versions.iter().map(|v| &v.body).collect();
        writeln!(out, "{}\n{}", definition.name, dump::nodes(&bodies)).unwrap();
    }
    for norm in resolution.policy().norms.iter() {
        let (occasion, form) = (&norm.occasion, &norm.form);
        writeln!(
            out,
            "{}\n{}{}",
            norm.text,
            dump::nodes(&[occasion]),
            dump::nodes(&[form])
        )
        .unwrap();
    }
    insta::assert_snapshot!(out);
}

fn pack(name: &str, text: &str) -> TextPack {
    TextPack {
        name: name.to_owned(),
        files: vec![(format!("{name}.policy"), text.to_owned())],
    }
}

#[track_caller]
fn messages_of(packs: &[TextPack]) -> Vec<String> {
    let (_, _, problems) = resolved(packs);
    problems
        .iter()
        .map(|problem| format!("{} {}", problem.code, problem.message))
        .collect()
}

#[test]
fn a_used_packs_names_are_seen_and_its_own_uses_are_not() {
    let far = || pack("far", "kind Far\nfar-one is a Far\n");
    let near = || pack("near", "use far\nkind Near is a Far\n");
    let main = "use near\nkind Here is a Near\ndefine odd(n: Near)\n  when n is far-one\n";
    let found = messages_of(&[far(), near(), pack("main", main)]);
    assert_eq!(found, ["P0301 nothing here is called `far-one`"]);
    let main = format!("use far\n{main}");
    let found = messages_of(&[far(), near(), pack("main", &main)]);
    assert_eq!(found, Vec::<String>::new());
    // The packs may be given in any order: those that are used come first all the same.
    let (_, resolution, problems) = resolved(&[near(), far(), pack("main", &main)]);
    assert!(problems.is_empty());
    let names: Vec<_> = resolution
        .policy()
        .packs
        .iter()
        .map(|pack| pack.name.as_str())
        .collect();
    assert_eq!(names, ["far", "near", "main"]);
}

#[test]
fn names_of_packs_must_not_meet() {
    let one = || pack("one", "kind Area\n");
    let found = messages_of(&[one(), pack("main", "use one\nkind Area\n")]);
    assert_eq!(found, ["P0313 the kind `Area` is declared already"]);
    let found = messages_of(&[
        one(),
        pack("two", "kind Area\n"),
        pack("main", "use one\nuse two\n"),
    ]);
    assert_eq!(
        found,
        ["P0315 the packs `one` and `two` both declare `Area`"]
    );
    // Packs that do not see one another may use one name.
    assert_eq!(
        messages_of(&[one(), pack("main", "kind Area\n")]),
        Vec::<String>::new()
    );
}

#[test]
fn a_pack_amends_and_extends_what_it_uses() {
    let base = pack(
        "base",
        "kind CCG\nfunctions { commissioning { planning } }\nact plan(by: date) under planning\nduty report {\n  \
         bearer c: CCG\n  must plan() promptly\n  in force until 31 March 2013\n}\n",
    );
    let main = pack(
        "main",
        "use base\nfunctions { commissioning { contracting } }\nact contract under contracting\nduty report {\n  \
         bearer c: CCG\n  must contract promptly\n  in force from 1 April 2013\n}\n",
    );
    let (map, resolution, problems) = resolved(&[base, main]);
    assert!(problems.is_empty(), "{}", shown(&map, &problems));
    let policy = resolution.policy();
    assert_eq!((policy.norm_names.len(), policy.norms.len()), (1, 2));
    let functions: Vec<_> = policy
        .functions
        .iter()
        .map(|function| {
            (
                function.name.as_str(),
                function.parent.map(|id| policy.functions[id].name.as_str()),
            )
        })
        .collect();
    let commissioning = Some("commissioning");
    assert_eq!(
        functions,
        [
            ("commissioning", None),
            ("planning", commissioning),
            ("contracting", commissioning)
        ]
    );
}

#[test]
fn a_rule_takes_its_standing_from_the_head_of_its_file() {
    let text = "policy x\n  rank regulations\n  status proposed\n  in force from October 2012 until March 2014\nkind CCG\n\
                act plan\nduty plain {\n  bearer c: CCG\n  must plan promptly\n}\nduty own {\n  bearer c: CCG\n  \
                must plan promptly\n  rank guidance\n  status in force\n  in force until April 2013\n}\n";
    let (map, resolution, problems) = resolved(&one(text));
    assert!(problems.is_empty(), "{}", shown(&map, &problems));
    let standings: Vec<String> = resolution
        .policy()
        .norms
        .iter()
        .map(|norm| {
            let standing = &norm.standing;
            let day = |date: Option<vires::base::date::Date>| date.map(|date| date.to_string());
            format!(
                "{:?} {:?} {:?} {:?}",
                day(standing.from),
                day(standing.until),
                standing.status,
                standing.rank
            )
        })
        .collect();
    assert_eq!(
        standings,
        [
            "Some(\"1 October 2012\") Some(\"31 March 2014\") Proposed Regulations",
            "Some(\"1 October 2012\") Some(\"30 April 2013\") InForce Guidance",
        ]
    );
}

#[test]
fn a_broken_rule_is_left_out_and_the_others_stand() {
    let text = "kind CCG\nact plan\nduty good {\n  bearer c: CCG\n  must plan promptly\n}\nduty bad {\n  bearer c: CGC\n  \
                must plan promptly\n}\nstatement wrong {\n  source x\n}\nstatement right {\n  not normative because \"a wish\"\n}\n\
                define odd(c: CCG)\n  when c is nobody\n";
    let (_, resolution, problems) = resolved(&one(text));
    let policy = resolution.policy();
    assert_eq!(problems.len(), 3);
    let norms: Vec<_> = policy.norms.iter().map(|norm| norm.text.as_str()).collect();
    let statements: Vec<_> = policy.statements.iter().map(|s| s.name.as_str()).collect();
    assert_eq!((norms, statements), (vec!["good"], vec!["right"]));
    // A definition stays: what is in error in it is unknown, never false.
    assert_eq!(
        policy
            .definitions
            .iter()
            .map(|d| d.versions.len())
            .sum::<usize>(),
        1
    );
    let view = resolution.signatures.view(vires::base::id::Id::new(0));
    assert!(view.find("right", |names| &names.statements).is_some());
    assert!(view.find("wrong", |names| &names.statements).is_none());
}

#[test]
fn the_index_leads_from_a_name_to_its_declaration() {
    let text = "kind CCG\nact plan\nduty good {\n  bearer c: CCG\n  when c does plan as it\n  must plan within 3 days from it\n}\n";
    let (map, resolution, problems) = resolved(&one(text));
    assert!(problems.is_empty(), "{}", shown(&map, &problems));
    let at = |part: &str, offset: usize| {
        let start = text.find(part).unwrap() + offset;
        let span = map.span(FileId(0), start..start + 1).unwrap();
        let target = resolution.index.at(span)?;
        let declared = index::declaration(resolution.policy(), target)?;
        Some((map.range(declared).start, map.slice(declared).to_owned()))
    };
    let found = |part: &str, name: &str| Some((text.find(part).unwrap(), name.to_owned()));
    assert_eq!(at(": CCG", 3), found("CCG", "CCG"));
    assert_eq!(at("must plan", 5), found("plan", "plan"));
    assert_eq!(at("c does", 0), found("c: CCG", "c"));
    assert_eq!(at("from it", 5), found("it\n  must", "it"));
    assert_eq!(at("must plan", 0), None);
}

#[test]
fn the_same_packs_give_the_same_policy_and_messages() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/resolve/err");
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let (_, one_way, messages) = resolved(&one(&text));
        let (_, again, messages_again) = resolved(&one(&text));
        assert_eq!(messages, messages_again);
        assert_eq!(one_way.policy(), again.policy());
        assert_eq!(one_way.index, again.index);
    }
}
