//! Problems as people and programs see them, and that no span and no text can hurt the drawing.

use vires::{
    base::{
        source_map::SourceMap,
        span::{FileId, Span},
    },
    diagnostics::{
        code::Code,
        diagnostic::{Diagnostic, Severity},
    },
    report::{
        problems_text::problems_text,
        style::{Colour, Style},
        wire::run::problems_json,
    },
};

const POLICY: &str =
    "duty publish-plan {\n  bearer  c: CGC\n  must    publish(document: plan) within 28 days\n}\n";
const OTHER: &str = "# Für die Prüfung — naïve\nkind CCG \"Klinische Gruppe äöü\" is a Body\n";

fn texts() -> SourceMap {
    let mut texts = SourceMap::new();
    texts.add("ccg/plan.policy", POLICY);
    texts.add("bodies/bodies.policy", OTHER);
    texts
}

fn span(texts: &SourceMap, file: u32, part: &str) -> Span {
    let file = FileId(file);
    let start = texts.text(file).find(part).unwrap();
    texts.span(file, start..start + part.len()).unwrap()
}

fn shown(problems: &[Diagnostic], texts: &SourceMap) -> String {
    problems_text(problems, texts, Style::PLAIN)
}

#[test]
fn a_problem_shows_its_line_its_labels_and_its_way_out() {
    let texts = texts();
    let problem = Diagnostic::new(
        Code::FileNotRead,
        span(&texts, 0, "CGC"),
        "no kind is named `CGC`",
    )
    .saying("not declared in this pack")
    .label(span(&texts, 1, "CCG"), "`CCG` is declared here")
    .note("kinds begin with a capital")
    .nearest(Some("CCG"));
    insta::assert_snapshot!(shown(&[problem], &texts));
}

#[test]
fn two_places_in_one_file_are_one_picture() {
    let texts = texts();
    let problem = Diagnostic::new(
        Code::FileNotRead,
        span(&texts, 0, "within 28 days"),
        "`within 28 days` does not say from when",
    )
    .label(span(&texts, 0, "publish-plan"), "in this duty")
    .help("write `within 28 days from …` or `within 28 days beginning with …`");
    insta::assert_snapshot!(shown(&[problem], &texts));
}

#[test]
fn warnings_notes_files_and_what_has_no_place() {
    let texts = texts();
    let problems = [
        Diagnostic::new(
            Code::NotUtf8,
            span(&texts, 0, "bearer  c: CGC"),
            "a warning",
        )
        .severity(Severity::Warning),
        Diagnostic::new(Code::NotUtf8, span(&texts, 0, "}"), "a note").severity(Severity::Note),
        Diagnostic::in_file(
            Code::EmptyPack,
            "ccg",
            "the folder `ccg` holds no `.policy` file",
        )
        .help("give a folder that does"),
        Diagnostic::in_row(Code::NotUtf8, "t.csv", 17, "row 17 is short").note("five are wanted"),
        Diagnostic::nowhere(Code::NotUtf8, "it is nowhere"),
    ];
    insta::assert_snapshot!(shown(&problems, &texts));
    insta::assert_snapshot!("problems_as_json", problems_json(&problems, &texts));
}

#[test]
fn a_span_of_many_lines_shows_the_first() {
    let texts = texts();
    let whole = texts.span(FileId(0), 0..POLICY.len()).unwrap();
    let problem = Diagnostic::new(Code::NotUtf8, whole, "all of it").saying("this duty");
    insta::assert_snapshot!(shown(&[problem], &texts));
}

#[test]
fn what_moves_the_cursor_or_turns_the_text_is_made_visible() {
    let mut texts = SourceMap::new();
    texts.add(
        "a\u{1b}[2J.policy",
        "\tdu\u{202e}ty \u{1b}[31mx\u{7} y\u{200b}z\r\nnext\n",
    );
    let problem = Diagnostic::new(
        Code::NotUtf8,
        span(&texts, 0, "x"),
        "`a\u{202e}b\u{1b}[0m` is\nno name",
    )
    .saying("here\u{7}")
    .help("take `\u{2066}` out");
    let text = shown(std::slice::from_ref(&problem), &texts);
    assert!(!text.contains([
        '\u{1b}', '\u{202e}', '\u{7}', '\u{200b}', '\r', '\t', '\u{2066}'
    ]));
    insta::assert_snapshot!(text);
}

#[test]
fn a_line_of_ten_megabytes_is_shown_in_part_with_its_true_column() {
    let mut texts = SourceMap::new();
    let long = format!("{}HERE{}", "ä".repeat(3_000_000), " x".repeat(2_000_000));
    texts.add("long.policy", long);
    let problem = Diagnostic::new(Code::NotUtf8, span(&texts, 0, "HERE"), "a long line");
    let text = shown(&[problem], &texts);
    assert!(text.contains("long.policy:1:3000001 "), "{text}");
    assert!(text.contains("HERE"));
    assert!(text.len() < 2_000, "{} bytes", text.len());
}

#[test]
fn no_span_and_no_order_of_labels_hurts_the_drawing() {
    let texts = texts();
    let mut spans = Vec::new();
    for file in [0, 1, 7] {
        for item in [0, 3] {
            for start in [0_u32, 1, 5, 27, 60, 1_000, u32::MAX] {
                for end in [0_u32, 2, 5, 28, 61, 999, u32::MAX] {
                    spans.push(Span {
                        file: FileId(file),
                        item,
                        start,
                        end,
                    });
                }
            }
        }
    }
    for (place, span) in spans.iter().enumerate() {
        let other = spans[(place * 31 + 7) % spans.len()];
        let problem = Diagnostic::new(Code::NotUtf8, *span, "x")
            .saying("y")
            .label(other, "z")
            .label(*span, "w");
        assert!(!shown(std::slice::from_ref(&problem), &texts).is_empty());
        assert!(!problems_json(&[problem], &texts).is_empty());
    }
}

#[test]
fn colours_only_when_asked_and_nothing_trails() {
    let texts = texts();
    let problem = Diagnostic::new(Code::NotUtf8, span(&texts, 0, "CGC"), "a name")
        .saying("here")
        .help("look");
    let plain = shown(std::slice::from_ref(&problem), &texts);
    assert!(!plain.contains('\u{1b}'));
    assert!(plain.lines().all(|line| line.trim_end() == line), "{plain}");
    let style = Style {
        colour: Colour::On,
        ..Style::PLAIN
    };
    let coloured = problems_text(&[problem], &texts, style);
    assert!(coloured.contains("\u{1b}["));
}
