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
        input::{NoSheets, PackInput},
        policy::{Resolution, policy},
    },
    syntax::{parse::policy::parse_policy, split::item_starts},
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
