//! Texts and the places in them, files in memory, and nearest names.

use proptest::prelude::*;
use vires::base::{
    files::{EntryKind, FileErrorReason, Files, MemoryFiles},
    line_index::{LineColumn, LineIndex, Utf16Position},
    nearest::nearest,
    source_map::SourceMap,
    span::{FileId, Span},
};

const TEXT: &str = "kind Body\r\nkind CCG \"£😀\" is a Body\n\nlast";

fn at(line: u32, column: u32) -> LineColumn {
    LineColumn { line, column }
}

#[test]
fn lines_and_columns_count_characters_for_people_and_units_for_editors() {
    let lines = LineIndex::new(TEXT);
    assert_eq!(lines.len(), 4);
    let is = TEXT.find("is a").unwrap();
    assert_eq!(lines.line_column(TEXT, is), at(2, 15));
    assert_eq!(
        lines.utf16(TEXT, is),
        Utf16Position {
            line: 1,
            character: 15
        }
    );
    assert_eq!(
        lines.offset(
            TEXT,
            Utf16Position {
                line: 1,
                character: 15
            }
        ),
        is
    );
    assert_eq!(lines.line_column(TEXT, TEXT.len()), at(4, 5));
    assert_eq!(lines.line_column(TEXT, 9999), at(4, 5));
    assert_eq!(&TEXT[lines.line_range(TEXT, 0)], "kind Body");
    assert_eq!(&TEXT[lines.line_range(TEXT, 2)], "");
    assert_eq!(lines.line_range(TEXT, 9), TEXT.len()..TEXT.len());
    assert_eq!(
        lines.offset(
            TEXT,
            Utf16Position {
                line: 0,
                character: 99
            }
        ),
        9
    );
    assert_eq!(LineIndex::new("").line_column("", 0), at(1, 1));
}

#[test]
fn a_span_is_found_from_the_start_of_its_item() {
    let mut map = SourceMap::new();
    let other = map.add("a.policy", "kind A\n");
    let file = map.add("b.policy", TEXT);
    map.set_items(file, [0, 11]);
    let span = Span {
        file,
        item: 1,
        start: 5,
        end: 8,
    };
    assert_eq!((map.slice(span), map.range(span)), ("CCG", 16..19));
    assert_eq!((map.start(span), map.end(span)), (at(2, 6), at(2, 9)));
    assert_eq!(map.span(file, 16..19), Some(span));
    assert_eq!(
        map.span(file, 0..4),
        Some(Span {
            file,
            item: 0,
            start: 0,
            end: 4
        })
    );
    assert_eq!(map.line_text(file, 2), "kind CCG \"£😀\" is a Body");
    assert_eq!((map.line_text(file, 0), map.line_text(file, 5)), ("", ""));
    assert_eq!(
        (map.path(other), map.by_path("b.policy"), map.by_path("c")),
        ("a.policy", Some(file), None)
    );
}

#[test]
fn an_edit_before_an_item_moves_its_places_but_not_its_spans() {
    let mut map = SourceMap::new();
    let file = map.add("a.policy", "kind A\nkind B\n");
    map.set_items(file, [0, 7]);
    let span = Span {
        file,
        item: 1,
        start: 5,
        end: 6,
    };
    assert_eq!((map.slice(span), map.start(span)), ("B", at(2, 6)));
    map.replace(file, "kind A\n\n# more\nkind B\n");
    map.set_items(file, [0, 15]);
    assert_eq!((map.slice(span), map.start(span)), ("B", at(4, 6)));
    assert_eq!(map.path(file), "a.policy");
}

#[test]
fn a_span_that_fits_nothing_is_held_within_the_text() {
    let mut map = SourceMap::new();
    let file = map.add("a.policy", TEXT);
    let pound = u32::try_from(TEXT.find('£').unwrap()).unwrap();
    assert_eq!(
        map.slice(Span {
            file,
            item: 0,
            start: pound + 1,
            end: pound + 1
        }),
        "£"
    );
    assert_eq!(
        map.slice(Span {
            file,
            item: 0,
            start: 8,
            end: 2
        }),
        ""
    );
    assert_eq!(
        map.range(Span {
            file,
            item: 7,
            start: 1,
            end: 2
        }),
        TEXT.len()..TEXT.len()
    );
    assert_eq!(
        map.range(Span {
            file,
            item: 0,
            start: u32::MAX,
            end: u32::MAX
        }),
        TEXT.len()..TEXT.len()
    );
    let unread = Span {
        file: FileId(9),
        item: 0,
        start: 1,
        end: 2,
    };
    assert_eq!(
        (map.range(unread), map.slice(unread), map.path(unread.file)),
        (0..0, "", "")
    );
    assert_eq!(map.start(unread), at(1, 1));
}

#[test]
fn files_in_memory_are_read_and_listed() {
    let files = MemoryFiles::new()
        .with("b.policy", "B")
        .with("pack/a.policy", "A")
        .with("pack/sub/x", "X")
        .with("pack-2/y", "Y");
    assert_eq!(files.read("pack/a.policy").unwrap(), b"A");
    let names = |folder: &str| -> Vec<_> {
        files
            .list(folder)
            .unwrap()
            .into_iter()
            .map(|entry| (entry.name, entry.kind))
            .collect()
    };
    let file = |name: &str| (name.to_owned(), EntryKind::File);
    let folder = |name: &str| (name.to_owned(), EntryKind::Folder);
    assert_eq!(
        names(""),
        [file("b.policy"), folder("pack"), folder("pack-2")]
    );
    assert_eq!(names("pack"), [file("a.policy"), folder("sub")]);
    assert_eq!(
        files.read("nothing").unwrap_err().reason,
        FileErrorReason::NotFound
    );
    assert_eq!(
        files.read("pack").unwrap_err().reason,
        FileErrorReason::WrongKind(EntryKind::Folder)
    );
    assert_eq!(
        files.list("b.policy").unwrap_err().reason,
        FileErrorReason::WrongKind(EntryKind::File)
    );
    assert_eq!(
        files.list("pac").unwrap_err().reason,
        FileErrorReason::NotFound
    );
    assert_eq!(MemoryFiles::new().list(""), Ok(vec![]));
}

#[test]
fn the_nearest_name_is_offered_only_if_it_is_near() {
    let names = [
        "publish-plan",
        "publish-plans",
        "consult",
        "pay",
        "CCG",
        "northshire",
    ];
    let near = |written| nearest(written, names);
    assert_eq!(near("publsih-plan"), Some("publish-plan"));
    assert_eq!(near("publish_plan"), Some("publish-plan"));
    assert_eq!(near("Northshire"), Some("northshire"));
    assert_eq!(near("consullt"), Some("consult"));
    assert_eq!(near("ccg"), Some("CCG"));
    assert_eq!(near("pat"), Some("pay"));
    assert_eq!(near("put"), None);
    assert_eq!(near("delegate"), None);
    assert_eq!(near(""), None);
    // Of equally near ones the first; never the name itself.
    assert_eq!(nearest("cat", ["bat", "hat"]), Some("bat"));
    assert_eq!(nearest("cat", ["cat"]), None);
}

proptest! {
    #[test]
    fn every_place_of_a_text_is_found_again(text in "[a£😀\r\n]{0,30}") {
        let lines = LineIndex::new(&text);
        for (offset, character) in text.char_indices().filter(|(_, character)| !matches!(character, '\r' | '\n')) {
            let position = lines.utf16(&text, offset);
            prop_assert_eq!(lines.offset(&text, position), offset);
            let people = lines.line_column(&text, offset);
            let line = text.split('\n').nth(people.line as usize - 1).unwrap();
            prop_assert_eq!(line.chars().nth(people.column as usize - 1), Some(character));
        }
    }

    #[test]
    fn any_span_can_be_sliced(text in "[a£😀\n]{0,30}", item in 0..3_u32, start in 0..90_u32, end in 0..90_u32, second in 0..90_u32) {
        let mut map = SourceMap::new();
        let file = map.add("x", text.as_str());
        map.set_items(file, [0, second]);
        let span = Span { file, item, start, end };
        prop_assert!(text.get(map.range(span)).is_some());
        prop_assert!(map.start(span) <= map.end(span));
    }
}
