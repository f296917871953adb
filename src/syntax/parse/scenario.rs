//! A `.scenario` file: its heads and sections, each line read by itself.

use super::{
    act::once,
    common::only_quoted,
    expression::operand,
    reader::{Parts, Reader},
    scenario_ask, scenario_but, scenario_columns, scenario_expect, scenario_given,
    scenario_timeline,
};
use crate::base::{nearest::nearest, span::FileId, span::Span};
use crate::diagnostics::problems::Problems;
use crate::syntax::{
    grammar::{Pair, Rule},
    keyword::SCENARIO_DECLARATIONS,
    layout::{Keywords, Layout, Piece, Shape, layout},
    messages, scenario_messages,
    split::{Item, Source, split},
    synonyms,
    token::TokenKind,
};
use crate::tree::{
    expr::Expr,
    scenario::{Scenario, ScenarioFile, ScenarioItem},
    word::{Quoted, Word},
};

/// What may stand below the head of a scenario.
const HEADER_LINES: Keywords<'static> = &[
    ("as of", Rule::as_of_line),
    ("assuming", Rule::assuming_line),
    ("calendar", Rule::calendar_line),
    ("like", Rule::like_line),
    ("note", Rule::note_clause),
];

/// A line a statement, below the word that opens the section.
const SECTION: Shape<'_> = Shape {
    below: &[],
    entries_below: true,
    block: false,
    inside: &[],
};

/// Reads a `.scenario` file. It never fails: what cannot be read is `Bad` in the tree, and told.
pub fn parse_scenario(file: FileId, text: &str) -> (ScenarioFile, Problems) {
    let (source, mut problems) = split(file, text);
    let tree = parse_source(&source, &mut problems);
    (tree, problems)
}

/// The tree of a scenario file as text, for `vires debug tree`.
pub fn dump(text: &str) -> String {
    let (tree, _) = parse_scenario(FileId(0), text);
    crate::syntax::dump::nodes(&tree.items)
}

/// Reads a `.scenario` file that was cut up.
fn parse_source(source: &Source<'_>, problems: &mut Problems) -> ScenarioFile {
    let mut tree = ScenarioFile::default();
    let mut current = None;
    // Whether what stands above could not be read: the sections below it belong to it, and are not told of again.
    let mut lost = false;
    for item in &source.items {
        let mut reader = Reader::new(source, item);
        match source.word(item.tokens.start) {
            "scenario" => {
                current = Some(tree.items.len());
                let scenario = head(&mut reader, Rule::scenario_head);
                tree.items.push(ScenarioItem::Scenario(scenario));
            }
            "background" => {
                let scenario = head(&mut reader, Rule::background_head);
                let second = tree
                    .items
                    .iter()
                    .any(|item| matches!(item, ScenarioItem::Background(_)));
                if second {
                    reader.tell(scenario_messages::background_twice(scenario.span));
                }
                current = Some(tree.items.len());
                tree.items.push(ScenarioItem::Background(scenario));
            }
            word if SCENARIO_DECLARATIONS.contains(&word) => {
                let scenario = current
                    .and_then(|at| tree.items.get_mut(at))
                    .and_then(of_item);
                match scenario {
                    Some(scenario) => section(&mut reader, word, scenario),
                    None if lost => {
                        reader.unread(&item.tokens);
                        tree.items
                            .push(ScenarioItem::Bad(reader.span_of_tokens(&item.tokens)));
                    }
                    None => {
                        let first = item.tokens.start..item.tokens.start + 1;
                        let span = reader.span_of_tokens(&first);
                        reader.tell(scenario_messages::section_without_scenario(span, word));
                        tree.items
                            .push(ScenarioItem::Bad(reader.span_of_tokens(&item.tokens)));
                    }
                }
            }
            word => {
                unknown(&mut reader, item, word);
                if current.is_none() || is_like_a_head(source, item, word) {
                    (current, lost) = (None, true);
                }
                tree.items
                    .push(ScenarioItem::Bad(reader.span_of_tokens(&item.tokens)));
            }
        }
        problems.append(reader.problems);
    }
    tree
}

fn of_item(item: &mut ScenarioItem) -> Option<&mut Scenario> {
    match item {
        ScenarioItem::Background(scenario) | ScenarioItem::Scenario(scenario) => Some(scenario),
        ScenarioItem::Bad(_) => None,
    }
}

/// Whether an item that could not be read looks like the head of a scenario: by its word, or by a title behind it.
fn is_like_a_head(source: &Source<'_>, item: &Item, word: &str) -> bool {
    let meant = synonyms::declaration(word, SCENARIO_DECLARATIONS)
        .or_else(|| nearest(word, SCENARIO_DECLARATIONS.iter().copied()));
    let title = source
        .next_real(item.tokens.start + 1, item.tokens.end)
        .and_then(|at| source.kind(at));
    matches!(meant, Some("scenario" | "background")) || title == Some(TokenKind::Quoted)
}

/// An item that begins with no word of a scenario. One whose first token is broken was told already.
fn unknown(reader: &mut Reader<'_>, item: &Item, word: &str) {
    let first = item.tokens.start..item.tokens.start + 1;
    reader.unread(&item.tokens);
    if is_broken(reader, item.tokens.start) {
        return;
    }
    let span = reader.span_of_tokens(&first);
    let indented = reader
        .source
        .lines
        .get(item.lines.start)
        .is_some_and(|line| line.indent > 0);
    reader.tell(match indented {
        true => messages::indented_declaration(span),
        false => messages::unknown_declaration(span, word).nearest(
            synonyms::declaration(word, SCENARIO_DECLARATIONS)
                .or_else(|| nearest(word, SCENARIO_DECLARATIONS.iter().copied())),
        ),
    });
}

/// `scenario "…"` with the lines below it, or `background`.
fn head(reader: &mut Reader<'_>, rule: Rule) -> Scenario {
    let shape = Shape {
        below: HEADER_LINES,
        ..SECTION
    };
    let Layout { head, below, .. } = layout(reader.source, reader.item, shape);
    let mut scenario = Scenario {
        title: None,
        like: None,
        as_of: None,
        assuming: Vec::new(),
        calendar: None,
        notes: Vec::new(),
        given: Vec::new(),
        timeline: Vec::new(),
        but: Vec::new(),
        expect: Vec::new(),
        ask: Vec::new(),
        columns: Vec::new(),
        span: reader.span_of_tokens(&head.tokens),
    };
    let read = reader.read(&head.tokens, rule, |reader, pair| {
        let parts = Parts::of(pair);
        let title = parts.get(Rule::quoted).map(|title| reader.quoted(title));
        let like = parts
            .take(Rule::scenario_like)
            .and_then(|like| like_title(reader, like));
        Some((title, like))
    });
    if let Some((title, like)) = read {
        (scenario.title, scenario.like) = (title, like);
    }
    for line in &below {
        header_line(reader, line, &mut scenario);
    }
    scenario
}

fn like_title(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Quoted> {
    Some(reader.quoted(Parts::of(pair).get(Rule::quoted)?))
}

fn header_line(reader: &mut Reader<'_>, line: &Piece, scenario: &mut Scenario) {
    let span = reader.span_of_tokens(&line.tokens);
    let Some(rule) = line.rule else {
        unknown_header_line(reader, line);
        return;
    };
    match rule {
        Rule::as_of_line => {
            let day = reader.read(&line.tokens, rule, |reader, pair| {
                as_of(reader, Parts::of(pair).take(Rule::as_of)?)
            });
            put(reader, &mut scenario.as_of, day, "as of", span);
        }
        Rule::assuming_line => {
            let found = reader.read(&line.tokens, rule, |reader, pair| {
                assuming(reader, Parts::of(pair).take(Rule::assuming)?)
            });
            scenario.assuming.extend(found.unwrap_or_default());
        }
        Rule::calendar_line => {
            let name = reader.read(&line.tokens, rule, |reader, pair| {
                Some(reader.word(Parts::of(pair).get(Rule::name)?))
            });
            put(reader, &mut scenario.calendar, name, "calendar", span);
        }
        Rule::like_line => {
            let title = reader.read(&line.tokens, rule, |reader, pair| {
                like_title(reader, Parts::of(pair).take(Rule::scenario_like)?)
            });
            put(reader, &mut scenario.like, title, "like", span);
        }
        _ => scenario
            .notes
            .extend(reader.read(&line.tokens, rule, only_quoted)),
    }
}

fn unknown_header_line(reader: &mut Reader<'_>, line: &Piece) {
    let first = line.tokens.start;
    if is_broken(reader, first) {
        return;
    }
    let known: Vec<&str> = HEADER_LINES.iter().map(|(keyword, _)| *keyword).collect();
    let word = reader.source.word(first);
    let near = match word {
        "on" | "at" | "until" => Some("as of"),
        _ => synonyms::clause(word, &known).or_else(|| nearest(word, known.iter().copied())),
    };
    let span = reader.span_of_tokens(&(first..first + 1));
    reader.tell(messages::unknown_clause(
        span,
        word,
        "the head of a scenario",
        &known,
        near,
    ));
}

/// Whether nothing can be read where this token stands; a message has been given.
fn is_broken(reader: &Reader<'_>, at: usize) -> bool {
    reader.source.kind(at).is_none_or(TokenKind::is_broken)
}

fn put<T>(
    reader: &mut Reader<'_>,
    place: &mut Option<T>,
    found: Option<T>,
    what: &str,
    span: Span,
) {
    if let Some(found) = found {
        once(reader, place, found, what, span);
    }
}

/// `as of 30 June 2013`
pub(super) fn as_of(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Expr> {
    operand(reader, Parts::of(pair).take(Rule::operand)?)
}

/// `assuming board-proposals`
pub(super) fn assuming(reader: &mut Reader<'_>, pair: Pair<'_>) -> Option<Vec<Word>> {
    names(reader, &Parts::of(pair))
}

/// `alice, bob`
pub(super) fn names(reader: &mut Reader<'_>, parts: &Parts<'_>) -> Option<Vec<Word>> {
    let names = Parts::of(parts.take(Rule::names)?);
    Some(
        names
            .all(Rule::name)
            .map(|name| reader.word(&name))
            .collect(),
    )
}

/// A section, or the columns of a table, of a scenario.
fn section(reader: &mut Reader<'_>, word: &str, scenario: &mut Scenario) {
    if word == "columns" {
        scenario.columns.extend(scenario_columns::columns(reader));
        return;
    }
    let Layout { head, below, .. } = layout(reader.source, reader.item, SECTION);
    // A head that says too much is told; what stands below it counts all the same.
    let _ = reader.read(&head.tokens, Rule::section_head, |_, _| Some(()));
    for line in &below {
        let tokens = &line.tokens;
        match word {
            "given" => scenario.given.push(scenario_given::line(reader, tokens)),
            "timeline" => scenario
                .timeline
                .push(scenario_timeline::line(reader, tokens)),
            "expect" => scenario.expect.push(scenario_expect::line(reader, tokens)),
            "ask" => scenario.ask.push(scenario_ask::line(reader, tokens)),
            _ => scenario.but.push(scenario_but::line(reader, tokens)),
        }
    }
}
