//! One function for each way in: it takes bytes as they come from outside and goes through the front door with them.
//!
//! A panic is a find. `tests/it/fuzz_replay.rs` runs the same functions over the seeds and the finds on the stable compiler.

use vires::{
    base::{files::MemoryFiles, source_map::SourceMap, span::FileId},
    cli::outcome::view,
    diagnostics::diagnostic::Diagnostic,
    facade::{
        bulk::{self, Outs, Tables},
        check::check,
        format::{Sort, format_text},
        given::Given,
        run::{Options, run},
        stages::{Stage, print},
    },
    report::{
        problems_text::problems_text,
        run_text::{Detail, run_text},
        style::Style,
        wire::run::run_json,
    },
    syntax::{lex::lex, split::split},
};

/// A way in, with its name.
pub type Drive = (&'static str, fn(&[u8]));

/// All ways in: the name of each is that of its fuzz target and of its folders of seeds and finds.
pub const DRIVES: [Drive; 11] = [
    ("lex_and_split", lex_and_split),
    ("policy_text", policy_text),
    ("scenario_text", scenario_text),
    ("scenario_json", scenario_json),
    ("events_csv", events_csv),
    ("events_jsonl", events_jsonl),
    ("links_and_questions", links_and_questions),
    ("facts_csv", facts_csv),
    ("spreadsheet", spreadsheet),
    ("formatter", formatter),
    ("whole_run", whole_run),
];

/// The pack that scenarios and tables are run against.
const POLICY: &str = include_str!("pack/pack.policy");
/// The pack whose scheme of delegation is read from a spreadsheet.
const LIMITS: &str = include_str!("pack/limits.policy");
/// The background that tables of events are read with.
const BACKGROUND: &str = include_str!("pack/background.scenario");

/// A text is tokens end to end, and items that lie in it.
pub fn lex_and_split(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let mut end = 0;
    for token in lex(text) {
        let piece = token.text(text);
        assert!(!piece.is_empty(), "an empty token at {end}");
        end += piece.len();
    }
    assert_eq!(end, text.len(), "the tokens do not reach the end");
    let mut texts = SourceMap::new();
    let file: FileId = texts.add("a.policy", text);
    let (_, problems) = split(file, text);
    shown(&problems.sorted(), &texts);
}

/// A policy that nobody meant is checked, and every stage of it printed.
pub fn policy_text(bytes: &[u8]) {
    let files = MemoryFiles::new().with("p/a.policy", bytes.to_vec());
    let checked = check(&files, &["p".to_owned()]);
    shown(&checked.problems, &checked.loaded.texts);
    let printed = print(&files, "p/a.policy", Stage::Program);
    shown(&printed.problems, &printed.texts);
}

/// A scenario that nobody meant runs against a good policy.
pub fn scenario_text(bytes: &[u8]) {
    let files = MemoryFiles::new()
        .with("p/a.policy", POLICY)
        .with("p/a.scenario", bytes.to_vec());
    run_and_report(&files);
}

/// The same as JSON.
pub fn scenario_json(bytes: &[u8]) {
    let files = MemoryFiles::new()
        .with("p/a.policy", POLICY)
        .with("p/a.scenario.json", bytes.to_vec());
    run_and_report(&files);
}

/// A table of events as CSV.
pub fn events_csv(bytes: &[u8]) {
    events("events.csv", bytes);
}

/// A table of events as JSON lines.
pub fn events_jsonl(bytes: &[u8]) {
    events("events.jsonl", bytes);
}

/// Formatting a policy or a scenario: twice is once. (It holds its own output against the text before it gives it back.)
pub fn formatter(bytes: &[u8]) {
    for (name, sort) in [("a.policy", Sort::Policy), ("a.scenario", Sort::Scenario)] {
        let once = format_text(name, bytes.to_vec(), sort);
        shown(&once.problems, &once.texts);
        let Some(text) = once.text else { continue };
        let twice = format_text(name, text.clone().into_bytes(), sort);
        assert_eq!(
            twice.text.as_deref(),
            Some(text.as_str()),
            "formatting twice is not formatting once"
        );
    }
}

/// A policy, a line of `=`, and a scenario.
pub fn whole_run(bytes: &[u8]) {
    let (policy, scenario) = halves(bytes);
    let files = MemoryFiles::new()
        .with("p/a.policy", policy.to_vec())
        .with("p/a.scenario", scenario.to_vec());
    run_and_report(&files);
}

fn events(name: &str, bytes: &[u8]) {
    let files = MemoryFiles::new()
        .with("p/a.policy", POLICY)
        .with("background.scenario", BACKGROUND);
    let mut tables = tables();
    tables.events = Some((name.to_owned(), Box::new(bytes)));
    run_tables(&files, tables);
}

/// Tables of delegations and of questions, with a line of `=` between them.
pub fn links_and_questions(bytes: &[u8]) {
    let (links, questions) = halves(bytes);
    let files = MemoryFiles::new()
        .with(
            "p/a.policy",
            include_str!("../../benches/workloads/a/delegations.policy"),
        )
        .with(
            "background.scenario",
            include_str!("../../benches/workloads/a/background.scenario"),
        );
    let mut tables = tables();
    tables.given.delegations = Some(("links.csv".to_owned(), Box::new(links)));
    tables.questions = Some(("questions.csv".to_owned(), Box::new(questions)));
    run_tables(&files, tables);
}

/// A table of what is given of a fact.
pub fn facts_csv(bytes: &[u8]) {
    let files = MemoryFiles::new()
        .with(
            "p/a.policy",
            include_str!("../../benches/workloads/a/delegations.policy"),
        )
        .with(
            "background.scenario",
            include_str!("../../benches/workloads/a/background.scenario"),
        );
    let mut tables = tables();
    tables.given.facts = vec![(
        "statutory-maximum".to_owned(),
        ("facts.csv".to_owned(), Box::new(bytes)),
    )];
    tables.questions = Some(("questions.csv".to_owned(), Box::new(&b""[..])));
    run_tables(&files, tables);
}

/// A scheme of delegation in a spreadsheet: a workbook where it begins as one, else CSV.
pub fn spreadsheet(bytes: &[u8]) {
    let name = match bytes.starts_with(b"PK") {
        true => "p/limits.xlsx",
        false => "p/limits.csv",
    };
    let file = name.trim_start_matches("p/");
    let scheme = format!(
        "\nscheme limits of north from \"{file}\" {{\n  crosses \"Chief\" is chief\n  who     \"Audit Committee\" is audit\n  \
         matter  \"Approve contracts\" is approve-contract\n  ignore  \"Comment\"\n}}\n"
    );
    let files = MemoryFiles::new()
        .with("p/a.policy", format!("{LIMITS}{scheme}"))
        .with(name, bytes.to_vec());
    let checked = check(&files, &["p".to_owned()]);
    shown(&checked.problems, &checked.loaded.texts);
}

fn tables<'a>() -> Tables<'a> {
    Tables {
        pack: "p".to_owned(),
        background: "background.scenario".to_owned(),
        events: None,
        scenarios: None,
        given: Given::default(),
        questions: None,
        as_of: None,
        strict: false,
        jobs: Some(1),
        stream: false,
        size: None,
        in_full: false,
    }
}

fn run_tables(files: &MemoryFiles, tables: Tables<'_>) {
    let (mut duties, mut acts) = (Vec::new(), Vec::new());
    let (mut answers, mut errors) = (Vec::new(), Vec::new());
    let outs = Outs {
        duties: Some(("duties.csv", &mut duties)),
        acts: Some(("acts.csv", &mut acts)),
        answers: Some(("answers.csv", &mut answers)),
        errors: Some(("errors.csv", &mut errors)),
    };
    let bulk = bulk::run(files, tables, outs, &mut |_, _| {});
    shown(&bulk.problems, &bulk.loaded.texts);
}

fn halves(bytes: &[u8]) -> (&[u8], &[u8]) {
    match bytes.windows(5).position(|five| five == b"\n===\n") {
        Some(at) => (
            bytes.get(..at).unwrap_or(&[]),
            bytes.get(at + 5..).unwrap_or(&[]),
        ),
        None => (bytes, &[]),
    }
}

fn run_and_report(files: &MemoryFiles) {
    let options = Options {
        ..Options::default()
    };
    let outcome = run(files, &["p".to_owned()], &options, &mut |_| {});
    shown(&outcome.problems, &outcome.loaded.texts);
    let view = view(&outcome, &[]);
    let text = run_text(&view, Detail::Everything, Style::PLAIN);
    assert!(
        !text.contains('\u{1b}'),
        "an escape sequence reaches the terminal"
    );
    assert!(!run_json(&view).is_empty());
}

fn shown(problems: &[Diagnostic], texts: &SourceMap) {
    // A thousand messages about one text say no more than the first of them, and take their time to draw.
    let some = problems.get(..problems.len().min(5)).unwrap_or(&[]);
    let text = problems_text(some, texts, Style::PLAIN);
    assert!(
        !text.contains('\u{1b}'),
        "an escape sequence reaches the terminal"
    );
}
