//! Packs that are edited: what is known after any edits is what is found in the texts as they are then.

use vires::{
    base::files::{Files, MemoryFiles},
    base::source_map::SourceMap,
    diagnostics::diagnostic::Diagnostic,
    facade::{
        check::check,
        live::{Live, users_of},
    },
    ide::problem::problem,
};

use crate::lsp_session::CLUB;

fn shown(problems: &[Diagnostic], texts: &SourceMap) -> Vec<String> {
    let mut shown: Vec<String> = problems
        .iter()
        .map(|found| format!("{:?}", problem(found, texts)))
        .collect();
    shown.sort();
    shown
}

fn agrees(live: &mut Live, files: &MemoryFiles, folders: &[String], what: &str) {
    live.update(files, folders);
    let checked = check(files, folders);
    let known = shown(live.problems(), live.view().texts);
    assert_eq!(
        known,
        shown(&checked.problems, &checked.loaded.texts),
        "{what}"
    );
}

/// Numbers that look thrown, the same each time.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, below: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % below.max(1)
    }
}

fn boundary(text: &str, at: usize) -> usize {
    (0..=at)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap()
}

/// Makes some edit in a text, of the sort that people make.
fn edited(text: &str, dice: &mut Dice) -> String {
    let start = boundary(text, dice.throw(text.len() + 1));
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[start..]
        .find('\n')
        .map_or(text.len(), |at| start + at + 1);
    let end = boundary(text, (start + dice.throw(12)).min(text.len()));
    let mut out = text.to_owned();
    match dice.throw(9) {
        0 => out.replace_range(start..end, ""),
        1 => out.insert_str(line_start, &text[line_start..line_end]),
        2 => out.replace_range(line_start..line_end, ""),
        3 => out.insert(line_start, '\n'),
        4 => out.insert_str(start, ["x", "{", ")", "\"", " ", "é", "# "][dice.throw(7)]),
        5 => out.insert_str(line_start, "duty another {\n  bearer c: CCG\n}\n"),
        6 => out.insert_str(line_start, "kind Another\n"),
        7 => out.truncate(line_start),
        _ => out.insert_str(0, ["# a remark\n", "use bodies\n", "\n"][dice.throw(3)]),
    }
    out
}

#[test]
fn what_is_known_after_edits_is_what_is_found_afresh() {
    let mut files = MemoryFiles::new();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    let mut paths = Vec::new();
    for pack in ["bodies", "functions-of-ccgs"] {
        for entry in std::fs::read_dir(root.join(pack)).unwrap() {
            let place = entry.unwrap().path();
            let name = place.file_name().unwrap().to_str().unwrap().to_owned();
            // A few of the files: the whole pack is read afresh after each edit.
            let scenario = name.ends_with(".scenario") && !name.starts_with("a-year-of-planning");
            if scenario || name.starts_with("3-") || name.starts_with("6-") {
                continue;
            }
            let path = format!("{pack}/{name}");
            files.add(path.as_str(), std::fs::read(&place).unwrap());
            paths.push(path);
        }
    }
    paths.sort();
    let folders = ["bodies".to_owned(), "functions-of-ccgs".to_owned()];
    let mut live = Live::new();
    let mut dice = Dice(7);
    agrees(&mut live, &files, &folders, "at first");
    for round in 0..16 {
        let path = &paths[dice.throw(paths.len())];
        let old = String::from_utf8(files.read(path).unwrap()).unwrap();
        let new = edited(&old, &mut dice);
        files.add(path.as_str(), new.as_bytes());
        agrees(
            &mut live,
            &files,
            &folders,
            &format!("edit {round} of {path}"),
        );
        // Two of three edits are taken back, so that the pack does not fall to pieces.
        if dice.throw(3) > 0 {
            files.add(path.as_str(), old.as_bytes());
            agrees(
                &mut live,
                &files,
                &folders,
                &format!("edit {round} of {path} taken back"),
            );
        }
    }
}

#[test]
fn items_come_and_go_and_their_places_stay_right() {
    let folders = ["club".to_owned()];
    let mut live = Live::new();
    let faulty = CLUB.replace("meet() before", "met() before");
    let duty = faulty.split_once("duty").unwrap().1;
    let texts = [
        faulty.clone(),
        format!("# remark\n\n{faulty}"),
        faulty.replace("kind Body\n", "kind Body\nkind Person\nkind Thing\n"),
        faulty.replace("kind Body\n", ""),
        format!("{faulty}\nduty{}", duty.replace("meet-yearly", "second")),
        format!("{faulty}\nduty{}", duty.replace("meet-yearly", "second"))
            .replace("kind Body\n", ""),
        String::new(),
        faulty.clone(),
        faulty.replace('\n', "\r\n"),
        CLUB.to_owned(),
    ];
    for (round, text) in texts.iter().enumerate() {
        let files = MemoryFiles::new().with("club/club.policy", text.as_bytes());
        agrees(&mut live, &files, &folders, &format!("text {round}"));
    }
    assert!(live.problems().is_empty());
    // The file goes, another comes.
    let files = MemoryFiles::new().with("club/other.policy", faulty.as_bytes());
    agrees(&mut live, &files, &folders, "another file");
}

#[test]
fn the_packs_that_use_a_pack_are_found() {
    let files = MemoryFiles::new()
        .with("packs/base/a.policy", "kind Body\n")
        .with("packs/middle/a.policy", "use base\n")
        .with("packs/middle/b.policy", "kind Other\n")
        .with("packs/top/a.policy", "policy top\nuse  middle \"x\"\n")
        .with("packs/aside/a.policy", "kind Body\n");
    assert_eq!(
        users_of(&files, "packs/base"),
        ["packs/middle", "packs/top"]
    );
    assert_eq!(users_of(&files, "packs/top"), Vec::<String>::new());
    assert_eq!(users_of(&files, "nowhere"), Vec::<String>::new());
}
