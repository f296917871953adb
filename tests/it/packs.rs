//! Reading packs: folders, single files, what is used, circles, and files that cannot be read.

use std::cell::RefCell;

use vires::{
    base::files::{Entry, FileError, FileErrorReason, Files, MemoryFiles},
    facade::{
        check::check,
        load::{load, with_used},
        meaning::meaning,
    },
    report::{problems_text::problems_text, style::Style},
};

fn pack(name: &str, rest: &str) -> String {
    format!("policy {name}\n\n{rest}\n")
}

const SCENARIO: &str = "scenario \"Nothing happens\"\n  as of 1 May 2013\n";

/// Three packs: `a` uses `b` and `c`, `b` uses `c`; two scenarios in `a`.
fn three() -> MemoryFiles {
    MemoryFiles::new()
        .with("p/a/2.policy", pack("a", "use b\nuse c\nkind A is a B"))
        .with("p/a/1.policy", "kind Z is a C\n")
        .with("p/a/x.scenario", SCENARIO)
        .with("p/a/y.scenario", SCENARIO.replace("Nothing", "Little"))
        .with("p/a/notes.txt", "not ours")
        .with("p/b/b.policy", pack("b", "use c\nkind B is a C"))
        .with("p/c/c.policy", pack("c", "kind C"))
}

/// What is told of these paths, and which packs are read: name, policies, scenarios, uses.
fn read(files: &dyn Files, paths: &[&str]) -> (String, Vec<String>) {
    let paths: Vec<_> = paths.iter().map(|path| (*path).to_owned()).collect();
    let (loaded, mut problems) = load(files, &paths);
    let mut packs = Vec::new();
    for place in &loaded.asked {
        let pack = &loaded.packs[*place];
        let names = |ids: Vec<vires::base::span::FileId>| -> Vec<String> {
            ids.iter()
                .map(|id| loaded.texts.path(*id).to_owned())
                .collect()
        };
        let order: Vec<_> = with_used(&loaded, *place)
            .iter()
            .map(|place| loaded.packs[*place].name.to_string())
            .collect();
        packs.push(format!(
            "{}: {:?} {:?} order {order:?}{}",
            pack.folder,
            names(pack.policies.iter().map(|(id, _)| *id).collect()),
            names(pack.scenarios.iter().map(|(id, _)| *id).collect()),
            if pack.incomplete { " incomplete" } else { "" }
        ));
        let (_, found) = meaning(&loaded, *place).unwrap();
        problems.append(found);
    }
    let text = problems_text(&problems.sorted(), &loaded.texts, Style::PLAIN);
    (text, packs)
}

#[test]
fn a_folder_of_packs_is_every_pack_in_it_in_the_order_of_names() {
    let (told, packs) = read(&three(), &["p"]);
    assert_eq!(told, "");
    assert_eq!(
        packs,
        [
            r#"p/a: ["p/a/1.policy", "p/a/2.policy"] ["p/a/x.scenario", "p/a/y.scenario"] order ["c", "b", "a"]"#,
            r#"p/b: ["p/b/b.policy"] [] order ["c", "b"]"#,
            r#"p/c: ["p/c/c.policy"] [] order ["c"]"#,
        ]
    );
}

#[test]
fn a_scenario_alone_runs_against_all_policies_beside_it() {
    let (told, packs) = read(&three(), &["p/a/y.scenario"]);
    assert_eq!(told, "");
    assert_eq!(
        packs,
        [r#"p/a: ["p/a/1.policy", "p/a/2.policy"] ["p/a/y.scenario"] order ["c", "b", "a"]"#]
    );
}

#[test]
fn single_policies_are_read_without_their_neighbours() {
    let (told, packs) = read(
        &three(),
        &["p/b/b.policy", "p/a/x.scenario", "p/a/2.policy"],
    );
    assert_eq!(told, "");
    assert_eq!(
        packs,
        [
            r#"p/b: ["p/b/b.policy"] [] order ["c", "b"]"#,
            r#"p/a: ["p/a/2.policy"] ["p/a/x.scenario"] order ["c", "b", "a"]"#,
        ]
    );
}

#[test]
fn a_pack_asked_for_twice_is_read_once() {
    let (_, packs) = read(&three(), &["p/c", "p", "p/c"]);
    assert_eq!(packs.len(), 3, "{packs:#?}");
}

#[test]
fn a_circle_of_uses_is_shown_whole() {
    let files = three().with("p/c/c.policy", pack("c", "use a\nkind C"));
    insta::assert_snapshot!(read(&files, &["p/a"]).0);
}

#[test]
fn a_pack_that_uses_itself_is_a_circle() {
    let files = MemoryFiles::new().with("p/a/a.policy", pack("a", "use a"));
    insta::assert_snapshot!(read(&files, &["p/a"]).0);
}

#[test]
fn a_used_pack_that_is_not_there_offers_the_nearest() {
    let files = three().with("p/b/b.policy", pack("b", "use cc\nkind B"));
    insta::assert_snapshot!(read(&files, &["p/b"]).0);
    let files = three()
        .with("p/bodies/b.policy", pack("bodies", ""))
        .with("p/b/b.policy", pack("b", "use bodes\nkind B"));
    insta::assert_snapshot!("near_pack", read(&files, &["p/b"]).0);
}

#[test]
fn two_packs_of_one_name_are_told_at_the_use() {
    let files = three().with("p/c/c.policy", pack("b", "kind C"));
    insta::assert_snapshot!(read(&files, &["p/a"]).0);
}

#[test]
fn what_is_no_pack_and_no_file_of_ours_is_told() {
    let files = three().with("q/readme.md", "x");
    insta::assert_snapshot!(
        read(
            &files,
            &["q", "p/a/notes.txt", "nowhere", "p/a/nowhere.policy", "p/b"]
        )
        .0
    );
}

#[test]
fn a_broken_file_hides_no_other() {
    let files = three()
        .with("p/a/0.policy", vec![0xff, 0xfe, 0x00])
        .with("p/a/3.policy", "nul\0")
        .with("p/a/4.policy", "kind {{{ nonsense\n")
        .with("p/a/5.policy", "")
        .with("p/a/6.policy", "\u{feff}kind Marked\r\n\r\nkind Other\r\n")
        .with("p/a/w.scenario", vec![0xff]);
    let (told, packs) = read(&files, &["p/a"]);
    insta::assert_snapshot!(told);
    assert_eq!(
        packs,
        [
            r#"p/a: ["p/a/1.policy", "p/a/2.policy", "p/a/4.policy", "p/a/5.policy", "p/a/6.policy"] ["p/a/x.scenario", "p/a/y.scenario"] order ["c", "b", "a"] incomplete"#
        ]
    );
}

/// Files of which one is listed and then gone.
struct Vanishing {
    files: MemoryFiles,
    gone: &'static str,
    asked: RefCell<u32>,
}

impl Files for Vanishing {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        if path == self.gone {
            *self.asked.borrow_mut() += 1;
            return Err(FileError {
                path: path.to_owned(),
                reason: FileErrorReason::NotFound,
            });
        }
        self.files.read(path)
    }

    fn list(&self, folder: &str) -> Result<Vec<Entry>, FileError> {
        self.files.list(folder)
    }
}

#[test]
fn a_file_that_vanishes_between_listing_and_reading_is_told() {
    let files = Vanishing {
        files: three(),
        gone: "p/a/1.policy",
        asked: RefCell::new(0),
    };
    let (told, packs) = read(&files, &["p/a"]);
    assert_eq!(*files.asked.borrow(), 1);
    insta::assert_snapshot!(told);
    assert!(packs[0].contains("incomplete"), "{packs:?}");
}

/// What `check` tells of a pack.
fn checked(policy: &str) -> String {
    let files = MemoryFiles::new().with("p/a.policy", policy);
    let checked = check(&files, &["p".to_owned()]);
    let mut told = problems_text(&checked.problems, &checked.loaded.texts, Style::PLAIN);
    for accepted in &checked.accepted {
        told.push_str(&format!(
            "accepted: {}, because {}\n",
            accepted.diagnostic.message, accepted.because
        ));
    }
    told
}

const CHECKED: &str = r#"policy a

source s "A source" {
  clause G1 "one"
  clause G2 "two"
  clause G3 "three" not normative because "it tells a story"
}

kind Body
kind Council is a Body, statutory
fact never-read(council: Council)
fact read(council: Council)
act never-named(council: Council)
act tell(council: Council)
act answer(council: Council)

define never-used(c: Council)
  when read(c)

duty one {
  source G1
  bearer c: Council
  when   c does tell() as telling
  must   answer(council: c) within 28 days from telling
}

duty two {
  bearer d: Council
  when   d does tell() as told
  must   answer(council: d) within 28 days from told
}
"#;

#[test]
fn each_check_finds_what_it_looks_for() {
    insta::assert_snapshot!(checked(CHECKED));
}

#[test]
fn what_is_accepted_is_listed_and_what_is_accepted_in_vain_is_told() {
    let accepting = format!(
        "{CHECKED}\naccept P1003 about never-read because \"it will be read next year\"\naccept P1004 about answer because \"wrong\"\naccept p1006 because \"the second clause is empty\"\n"
    );
    let told = checked(&accepting);
    insta::assert_snapshot!(
        told.lines()
            .filter(|line| line.starts_with('[') || line.starts_with("accepted"))
            .collect::<Vec<_>>()
            .join("\n")
    );
}

#[test]
fn of_a_pack_that_is_broken_nothing_is_told_that_its_broken_part_could_explain() {
    let told = checked(&CHECKED.replace("when   c does tell()", "when   c dos tell()"));
    assert!(told.contains("error"), "{told}");
    assert!(!told.contains("warning"), "{told}");
}
